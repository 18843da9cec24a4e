// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"depesche/export"
	"depesche/lang"
)

func (p *program) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "schema",
		Short:   "Write the JSON Schema of a record",
		Long:    "Write the JSON Schema (2020-12) of a record, as \"read --format jsonl\" and the HTTP API give it.",
		Example: "  depesche schema > record.schema.json",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := p.stdout.Write(export.Schema)
			return err
		},
	}
}

// version is set by the linker for releases: -ldflags "-X main.version=v1.2.3".
var version = "devel"

func (p *program) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Write the version, the system and the languages",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			revision := ""
			if info, ok := debug.ReadBuildInfo(); ok {
				for _, s := range info.Settings {
					if s.Key == "vcs.revision" {
						revision = " (" + s.Value[:min(len(s.Value), 12)] + ")"
					}
				}
			}
			_, err := fmt.Fprintf(p.stdout, "depesche %s%s %s %s/%s, languages %v\n",
				version, revision, runtime.Version(), runtime.GOOS, runtime.GOARCH, lang.Codes())
			return err
		},
	}
}
