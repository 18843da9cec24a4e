// SPDX-License-Identifier: Apache-2.0

// Command depesche reads the news and keeps the diplomatic record. This
// package only wires: flags and environment in, the packages that do the work
// called, exit status out.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"sync/atomic"
	"syscall"

	"github.com/spf13/cobra"

	"depesche/nlp/pages"
)

// The exit statuses.
const (
	exitDone     = 0
	exitFailed   = 1
	exitUsage    = 2
	exitPartRead = 3 // done, but some inputs could not be read
)

// statusError carries the exit status that a command ends with. Its message
// has been, or needs not be, printed when it is empty.
type statusError struct {
	status int
	err    error
}

func (e statusError) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e statusError) Unwrap() error { return e.err }

// program is what every command needs: the streams and the environment.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string

	complaints complaints
	leftOut    atomic.Bool // lines of language data were left out
}

// garbagePercent is how much the memory in use may grow before it is cleaned
// up, unless GOGC says otherwise. The models are some 60 MB of tables without
// pointers: to let them double would cost much memory, to clean up costs little.
const garbagePercent = 30

// tableBytes is about what the tables of the models of one or two languages
// take.
const tableBytes = 64 << 20

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbagePercent)
	}
	pages.Reserve(tableBytes)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
}

// run is the whole program: main, and the end-to-end tests, call it.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, getenv func(string) string) int {
	p := &program{stdin: stdin, stdout: stdout, stderr: stderr, getenv: getenv}
	root := p.rootCommand()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitDone
	}
	if msg := err.Error(); msg != "" {
		fmt.Fprintln(stderr, "depesche:", msg)
	}
	var status statusError
	if errors.As(err, &status) {
		return status.status
	}
	return exitFailed
}

// rootCommand is the tree of commands, one file each.
func (p *program) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:           "depesche",
		Short:         "Read the news and keep the diplomatic record",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usageError(cmd, err)
	})
	root.AddCommand(p.readCommand(), p.addCommand(), p.recodeCommand(), p.showCommand(), p.findCommand(),
		p.timelineCommand(), p.traceCommand(), p.storiesCommand(), p.exportCommand(), p.scoreCommand(), p.sourceCommand(), p.watchCommand(), p.serveCommand(),
		p.demoCommand(), p.langCommand(), p.schemaCommand(), p.versionCommand())
	root.Args = cobra.NoArgs
	root.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	checkArguments(root)
	return root
}

// checkArguments makes a wrong number of arguments, or an unknown command, a
// wrong use: exit status 2.
func checkArguments(cmd *cobra.Command) {
	if check := cmd.Args; check != nil {
		cmd.Args = func(cmd *cobra.Command, args []string) error {
			if err := check(cmd, args); err != nil {
				return usageError(cmd, err)
			}
			return nil
		}
	}
	for _, child := range cmd.Commands() {
		checkArguments(child)
	}
}

// usageError is a wrong call: it says what is wrong and where help stands.
func usageError(cmd *cobra.Command, err error) error {
	return statusError{exitUsage, fmt.Errorf("%w\nSee %q", err, cmd.CommandPath()+" --help")}
}
