// SPDX-License-Identifier: Apache-2.0

package modelfile

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func sample() *File {
	var w Writer
	w.Uint32(7)
	w.Uvarint(300)
	w.String("Tür")
	w.Strings([]string{"a", ""})
	return &File{
		Header:   Header{Stage: "tagger", Language: "de", Layout: 3, Trained: "two sets; by us", Command: "go run ./x -a 1"},
		Sections: []Section{{"one", w.Encoded()}, {"two", nil}},
	}
}

func TestRoundTrip(t *testing.T) {
	f, err := Decode(sample().Encode())
	if err != nil {
		t.Fatal(err)
	}
	if f.Header != sample().Header {
		t.Errorf("header %+v", f.Header)
	}
	r := f.Section("one")
	n, m, s, list := r.Uint32(), r.Uvarint(), r.String(), r.Strings()
	if n != 7 || m != 300 || s != "Tür" || !slices.Equal(list, []string{"a", ""}) || r.Err() != nil || r.Len() != 0 {
		t.Error(n, m, s, list, r.Err(), r.Len())
	}
	if err := f.Section("three").Err(); err == nil {
		t.Error("an absent section is no error")
	}
}

func TestReaderStopsAtTheEnd(t *testing.T) {
	r := NewReader([]byte{9, 0, 0, 0, 'x'})
	if s := r.String(); s != "" || r.Err() == nil {
		t.Errorf("%q, %v", s, r.Err())
	}
	if n := r.Uint32(); n != 0 {
		t.Error("a number after the end:", n)
	}
	if n := NewReader([]byte{255, 255, 255, 255}).Count(4); n != 0 {
		t.Error("more things than bytes:", n)
	}
}

func TestLoadRefuses(t *testing.T) {
	good := sample().Encode()
	damaged := slices.Clone(good)
	damaged[len(damaged)/2] ^= 1
	newer := slices.Clone(good)
	newer[8] = 99
	fsys := fstest.MapFS{
		"good":      {Data: good},
		"empty":     {},
		"foreign":   {Data: []byte("GIF89a, a picture")},
		"truncated": {Data: good[:len(good)-9]},
		"short":     {Data: good[:10]},
		"damaged":   {Data: damaged},
		"newer":     {Data: newer},
	}
	tests := []struct{ name, stage, want string }{
		{"good", "parser", `holds a "tagger", not a "parser"`},
		{"empty", "tagger", "wrong first bytes"},
		{"foreign", "tagger", "wrong first bytes"},
		{"truncated", "tagger", "checksum"},
		{"short", "tagger", "truncated"},
		{"damaged", "tagger", "checksum"},
		{"newer", "tagger", "format version 99"},
	}
	for _, tt := range tests {
		_, err := Load(fsys, tt.name, tt.stage, 3)
		if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), tt.name) {
			t.Errorf("%s: %v, want the name and %q", tt.name, err, tt.want)
		}
	}
	if _, err := Load(fsys, "good", "tagger", 4); err == nil {
		t.Error("another layout is read")
	}
	if _, err := Load(fsys, "none", "tagger", 3); !errors.Is(err, fs.ErrNotExist) {
		t.Error("no file:", err)
	}
}

func FuzzDecode(f *testing.F) {
	good := sample().Encode()
	f.Add(good)
	f.Add(good[:20])
	f.Add([]byte("depesche"))
	f.Fuzz(func(t *testing.T, b []byte) {
		file, err := Decode(b)
		if err != nil {
			return
		}
		for _, s := range file.Sections {
			r := file.Section(s.Name)
			r.Strings()
			r.Uvarint()
		}
	})
}
