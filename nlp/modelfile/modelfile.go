// SPDX-License-Identifier: Apache-2.0

// Package modelfile is the file format of trained models and of compiled
// lexicons: a header in plain text that says what the file is and how it was
// made, named sections of bytes, and a checksum over all of it. What a section
// means is the affair of the package that wrote it.
//
// Layout: the eight bytes "depesche", the format version, the header as lines
// "key value", the number of sections, for each section its name, length and
// bytes, and at the end the CRC-32C of everything before. Numbers are
// little-endian uint32; a string is its length and its bytes.
package modelfile

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"strings"
)

const (
	magic   = "depesche"
	version = 1
	// maxSize bounds what is read: a model is a few megabytes.
	maxSize = 256 << 20
)

// Header says what a file holds. It stands in the file as text: "head -c 400"
// shows it.
type Header struct {
	Stage    string // "tagger", "parser", "lexicon"
	Language string // "de"
	Layout   int    // version of the stage's own sections
	Trained  string // the data sets it was made from, one line
	Command  string // the command that made it, one line
}

// Section is a named stretch of bytes.
type Section struct {
	Name  string
	Bytes []byte
}

// File is a model file in memory.
type File struct {
	Header
	Sections []Section
	sum      uint32 // checksum, of a file that was read
}

// Sum returns the checksum of a file that was read.
func (f *File) Sum() uint32 { return f.sum }

var table = crc32.MakeTable(crc32.Castagnoli)

// Encode returns the bytes of the file.
func (f *File) Encode() []byte {
	b := append([]byte(magic), 0, 0, 0, 0)
	binary.LittleEndian.PutUint32(b[len(magic):], version)
	b = appendString(b, f.Header.text())
	b = binary.LittleEndian.AppendUint32(b, uint32(len(f.Sections)))
	for _, s := range f.Sections {
		b = appendString(b, s.Name)
		b = appendString(b, string(s.Bytes))
	}
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b, table))
}

func appendString(b []byte, s string) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(len(s)))
	return append(b, s...)
}

func (h *Header) text() string {
	return fmt.Sprintf("stage %s\nlanguage %s\nlayout %d\ntrained-on %s\ncommand %s\n",
		h.Stage, h.Language, h.Layout, h.Trained, h.Command)
}

// Load reads the named file of fsys and checks that it is a whole file of the
// stage and layout. The error names the file and says what is wrong with it;
// it wraps fs.ErrNotExist when there is none.
func Load(fsys fs.FS, name, stage string, layout int) (*File, error) {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", stage, err)
	}
	f, err := Decode(b)
	switch {
	case err != nil:
	case f.Stage != stage:
		err = fmt.Errorf("holds a %q, not a %q", f.Stage, stage)
	case f.Layout != layout:
		err = fmt.Errorf("layout %d, this program reads %d", f.Layout, layout)
	}
	if err != nil {
		return nil, fmt.Errorf("load %s %s: %w", stage, name, err)
	}
	return f, nil
}

// Decode reads a file from its bytes, which the sections go on to share.
func Decode(b []byte) (*File, error) {
	if len(b) < len(magic) || string(b[:len(magic)]) != magic {
		return nil, errors.New("not a depesche model: wrong first bytes")
	}
	if len(b) > maxSize {
		return nil, fmt.Errorf("%d bytes, more than a model may have", len(b))
	}
	r := &Reader{b: b[len(magic):]}
	if v := r.Uint32(); r.err == nil && v != version {
		return nil, fmt.Errorf("format version %d, this program reads %d", v, version)
	}
	if len(b) < len(magic)+8 {
		return nil, errTruncated
	}
	body, sum := b[:len(b)-4], binary.LittleEndian.Uint32(b[len(b)-4:])
	if crc32.Checksum(body, table) != sum {
		return nil, errors.New("checksum does not match: truncated or damaged")
	}
	f := &File{sum: sum}
	f.Header.parse(string(r.Bytes()))
	for n := r.Uint32(); n > 0 && r.err == nil; n-- {
		f.Sections = append(f.Sections, Section{string(r.Bytes()), r.Bytes()})
	}
	return f, r.err
}

func (h *Header) parse(text string) {
	for line := range strings.Lines(text) {
		key, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		switch key {
		case "stage":
			h.Stage = value
		case "language":
			h.Language = value
		case "layout":
			fmt.Sscan(value, &h.Layout)
		case "trained-on":
			h.Trained = value
		case "command":
			h.Command = value
		}
	}
}

// Section returns a reader of the named section; of an absent one, a reader
// that has failed.
func (f *File) Section(name string) *Reader {
	for _, s := range f.Sections {
		if s.Name == name {
			return NewReader(s.Bytes)
		}
	}
	return &Reader{err: fmt.Errorf("no section %q", name)}
}
