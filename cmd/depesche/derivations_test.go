// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"depesche"
)

func TestDerivationFormats(t *testing.T) {
	articles := []depesche.Article{{ID: "a<1>", Title: "R & D", Text: "Ätna speaks of peace"}, {ID: "b", Text: "He speaks of peace"}}
	found := []depesche.Derivation{{From: "a<1>", To: "b", Kind: "edit", Share: 0.75, Direction: "unknown", Spans: [][4]int{{5, 20, 3, 18}}}}
	var b strings.Builder
	if err := tracePassim(&b, articles, found); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); strings.Count(got, `"text":"speaks of peace"`) != 2 || strings.Count(got, `"cluster":0`) != 2 {
		t.Errorf("passages %s", got)
	}
	b.Reset()
	if err := traceGraphML(&b, articles, found); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), `directed="false"`) || !strings.Contains(b.String(), "R &amp; D") {
		t.Errorf("graph %s", b.String())
	}
	for d := xml.NewDecoder(strings.NewReader(b.String())); ; {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	b.Reset()
	story := depesche.Story{Title: `a "b"`, Articles: []string{"b"}}
	if err := storiesDot(&b, []*depesche.Record{{Article: articles[1]}}, []depesche.Story{story}, found); err != nil || !strings.Contains(b.String(), "cluster_0") {
		t.Errorf("%v: %s", err, b.String())
	}
}
