// SPDX-License-Identifier: Apache-2.0

// Package export writes records to files and screens, one file per format;
// Formats lists them all. Records go in, bytes come out; it reads nothing and
// decides nothing about the articles.
package export

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"depesche"
)

// Format is one way to write records. New returns a Writer that writes to w;
// Close must be called when all records are written.
type Format struct {
	Name      string
	MediaType string
	About     string // one line for people
	New       func(w io.Writer, opts Options) Writer
}

// Options are what a screen needs to know; file formats ignore them.
type Options struct {
	Width  int  // columns; 0: 80
	Colour bool // ANSI colours
	Unread bool // list every candidate that could not be coded
}

// Writer writes one record after the other.
type Writer interface {
	Write(*depesche.Record) error
	Close() error
}

// Formats are all formats, the one for people first.
var Formats = []Format{
	{"text", "text/plain; charset=utf-8", "a report for people",
		func(w io.Writer, opts Options) Writer { return newReport(w, opts) }},
	{"json", "application/json", "one indented JSON array of records",
		func(w io.Writer, _ Options) Writer { return &arrayWriter{w: w} }},
	{"jsonl", "application/jsonl", "one record a line, as `depesche schema` describes it",
		func(w io.Writer, _ Options) Writer { return lineWriter{encoder(w)} }},
}

// Find returns the format with the name. The error wraps depesche.ErrInvalid
// and names those there are.
func Find(name string) (Format, error) {
	var names []string
	for _, f := range Formats {
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
	}
	return Format{}, fmt.Errorf("format %q: %w; there are %s", name, depesche.ErrInvalid, strings.Join(names, ", "))
}

func encoder(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc
}

type lineWriter struct{ enc *json.Encoder }

func (l lineWriter) Write(r *depesche.Record) error { return l.enc.Encode(r) }
func (l lineWriter) Close() error                   { return nil }

// arrayWriter writes a JSON array as the records come, without holding them.
type arrayWriter struct {
	w       io.Writer
	written int
}

func (a *arrayWriter) Write(r *depesche.Record) error {
	before := "[\n  "
	if a.written > 0 {
		before = ",\n  "
	}
	a.written++
	var b strings.Builder
	enc := encoder(&b)
	enc.SetIndent("  ", "  ")
	if err := enc.Encode(r); err != nil {
		return err
	}
	_, err := io.WriteString(a.w, before+strings.TrimSuffix(b.String(), "\n"))
	return err
}

func (a *arrayWriter) Close() error {
	end := "\n]\n"
	if a.written == 0 {
		end = "[]\n"
	}
	_, err := io.WriteString(a.w, end)
	return err
}
