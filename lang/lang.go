// SPDX-License-Identifier: Apache-2.0

// Package lang carries the language data: one folder per language, as its
// README.md says. It only hands out files; every file is read by the stage
// that owns its format. It imports nothing of ours.
package lang

import (
	"embed"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
)

//go:embed */*.txt */*.tsv */*.model */SOURCES */timex/* */events/*
var embedded embed.FS

// Codes lists the languages that are built in, sorted.
func Codes() []string {
	entries, _ := fs.ReadDir(embedded, ".")
	var codes []string
	for _, e := range entries {
		if e.IsDir() {
			codes = append(codes, e.Name())
		}
	}
	sort.Strings(codes)
	return codes
}

// Open returns the files of one language. A folder <overlay>/<code> on disk,
// when there is one, stands before the built-in files one by one. It returns
// fs.ErrNotExist when the language is in neither.
func Open(code, overlay string) (fs.FS, error) {
	built, err := fs.Sub(embedded, code)
	if err != nil {
		return nil, err
	}
	_, builtErr := fs.Stat(embedded, code)
	if overlay == "" {
		return built, builtErr
	}
	dir := filepath.Join(overlay, code)
	if _, err := os.Stat(dir); err != nil {
		return built, builtErr
	}
	return layered{over: os.DirFS(dir), under: built}, nil
}

// layered opens a file from over, or else from under.
type layered struct{ over, under fs.FS }

func (l layered) Open(name string) (fs.File, error) {
	f, err := l.over.Open(name)
	if err == nil {
		return f, nil
	}
	return l.under.Open(name)
}
