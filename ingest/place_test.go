// SPDX-License-Identifier: Apache-2.0

package ingest_test

import (
	"strings"
	"testing"

	"depesche/ingest"
)

func TestPlace(t *testing.T) {
	for _, c := range []struct{ name, input, words, want string }{
		{"text", "Ein Satz über Wŏnsan\nund die Küste, lang genug für eine Zeile.", "Wŏnsan und", "Wŏnsan\nund"},
		{"entity", "<html><article><p>Die Gespr&auml;che in <b>Genf</b> gehen weiter, sagte ein Sprecher.</p>", "Gespräche in Genf", "Gespr&auml;che in <b>Genf"},
		{"windows-1252", "<html><meta charset=latin1><article><p>Die Gespr\xe4che \xfcber K\xf6ln gehen weiter, sagte ein Sprecher.</p>", "über Köln", "\xfcber K\xf6ln"},
		{"jsonl", `{"text":"Er sagte \u201eNein\u201c und ging."}`, "„Nein“", `\u201eNein\u201c`},
	} {
		item := readAll(t, c.name, c.input, ingest.Options{})[0]
		at := strings.Index(item.Article.Text, c.words)
		if at < 0 {
			t.Errorf("%s: no %q in %q", c.name, c.words, item.Article.Text)
			continue
		}
		start := len([]rune(item.Article.Text[:at]))
		from, to, ok := ingest.Place(item.Origins, item.Original, item.Encoding, start, start+len([]rune(c.words)))
		if !ok || string(item.Original[from:to]) != c.want {
			t.Errorf("%s: %q is at %q, want %q", c.name, c.words, item.Original[from:to], c.want)
		}
	}
	if _, _, ok := ingest.Place(nil, nil, "utf-8", 0, 1); ok {
		t.Error("a character of no text has a place")
	}
}
