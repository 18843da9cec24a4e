// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"depesche"
)

// FuzzWords checks that words are where they say.
func FuzzWords(f *testing.F) {
	for _, seed := range []string{"", "Am 12.07.2025 in Wŏnsan.", "U.S. «Привет», 1,000.5 l'eau", "\xff\xfe\x00", "a\n\nB. C"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		last := int32(0)
		for _, w := range words(text) {
			if w.byteStart < last || w.byteEnd <= w.byteStart || int(w.byteEnd) > len(text) {
				t.Fatalf("word %+v in %q", w, text)
			}
			if n := utf8.RuneCountInString(text[:w.byteStart]); n != int(w.start) {
				t.Fatalf("word %+v begins at code point %d of %q", w, n, text)
			}
			last = w.byteEnd
		}
	})
}

// FuzzFind compares two texts of strangers.
func FuzzFind(f *testing.F) {
	f.Add("Die Minister trafen sich in Wien und sprachen lange.", "Die Minister trafen sich in Bonn und sprachen lange.", "de", "en")
	f.Add("a a a a a a a a a a a", "a a a a b a a a a a a a", "", "")
	f.Add("Встреча в Москве 12 июля", "Meeting in Moscow on 12 July", "ru", "en")
	de := loadCues(f, "de")
	f.Fuzz(func(t *testing.T, a, b, x, y string) {
		finder := &Finder{Cues: map[string]*Cues{"de": de}}
		articles := []depesche.Article{{ID: "a", Text: a, Language: x}, {ID: "b", Text: b, Language: y}}
		texts := map[string][]rune{"a": []rune(a), "b": []rune(b)}
		for _, d := range finder.Find(articles) {
			from, to := texts[d.From], texts[d.To]
			for _, s := range d.Spans {
				if s[0] >= s[1] || s[1] > len(from) || s[2] >= s[3] || s[3] > len(to) {
					t.Fatalf("span %v of %q and %q", s, a, b)
				}
			}
			if d.Share < 0 || d.Share > 1 {
				t.Fatalf("share %v", d.Share)
			}
		}
	})
}

// FuzzLoad reads cue files of strangers.
func FuzzLoad(f *testing.F) {
	f.Add("rule a edge\nwhen ({source})\nyes A => A\n")
	f.Add("agency A | B\ncorrected ^x\nfurniture y")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := Load(fstest.MapFS{CuesFile: {Data: []byte(text)}})
		if err == nil {
			c.find(&depesche.Article{Text: "A B (C) D", Byline: []string{"E"}})
		}
	})
}
