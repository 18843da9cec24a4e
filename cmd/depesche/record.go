// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"github.com/spf13/cobra"

	"depesche/store"
)

// recordFlags are the flags of every command that works on a record.
type recordFlags struct{ path string }

func (f *recordFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.path, "db", "", "`file` of the record (default: $DEPESCHE_DB, or depesche/record.db in your data folder)")
}

// open opens the record, creating it when it is not there.
func (p *program) openRecord(f *recordFlags) (*store.DB, error) {
	path, err := p.recordPath(f)
	if err != nil {
		return nil, err
	}
	return store.Open(path)
}

// openExisting opens a record that must be there already.
func (p *program) openExisting(f *recordFlags) (*store.DB, error) {
	path, err := p.recordPath(f)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("there is no record at %s; make one with \"depesche add PATH…\", or name another with --db", path)
	}
	return store.Open(path)
}

func (p *program) recordPath(f *recordFlags) (string, error) {
	if f.path != "" {
		return f.path, nil
	}
	if path := p.getenv("DEPESCHE_DB"); path != "" {
		return path, nil
	}
	folder, err := p.dataFolder()
	if err != nil {
		return "", fmt.Errorf("where to keep the record: %w; name a file with --db", err)
	}
	return filepath.Join(folder, "depesche", "record.db"), nil
}

// dataFolder is where the system keeps a user's application data.
func (p *program) dataFolder() (string, error) {
	if folder := p.getenv("XDG_DATA_HOME"); folder != "" {
		return folder, nil
	}
	switch runtime.GOOS {
	case "windows", "darwin":
		return os.UserConfigDir()
	}
	home := p.getenv("HOME")
	if home == "" {
		return "", errors.New("neither XDG_DATA_HOME nor HOME is set")
	}
	return filepath.Join(home, ".local", "share"), nil
}
