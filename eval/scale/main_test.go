// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	var out bytes.Buffer
	if err := run(&out, 300, 2); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 2 || !strings.HasPrefix(lines[1], "300\t") {
		t.Fatalf("%q", out.String())
	}
	if fields := strings.Split(lines[1], "\t"); fields[7] < "0.95" {
		t.Errorf("recall of planted copies %s", fields[7])
	}
}

func TestArticlesAreMadeFromTheirNumber(t *testing.T) {
	g := newGenerator(1, []string{"and", "of", "to"})
	if a, b := g.article(123), g.article(123); a.Text != b.Text || a.Text == g.article(124).Text {
		t.Error("the same number gave another article")
	}
}

func TestArticlesComeInOrderOfTime(t *testing.T) {
	g := newGenerator(1, []string{"and", "of", "to"})
	before := ""
	for _, n := range []int{0, 1, 100_000, 106_751, 106_752, 200_000, 999_999} {
		if at := g.article(n).Published; at <= before {
			t.Errorf("article %d came out at %s, one before it at %s", n, at, before)
		} else {
			before = at
		}
	}
}
