// SPDX-License-Identifier: Apache-2.0

package attribution

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFindQuotations(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"low and high", "Er sagte: „Ja.“", []string{"Ja."}},
		{"low and ASCII", "Er sagte: „Ja.\"", []string{"Ja."}},
		{"English", "He said “yes” and “no”.", []string{"yes", "no"}},
		{"high nine on both sides", "Han sa ”ja” och gick.", []string{"ja"}},
		{"straight", `He said "yes" and "no".`, []string{"yes", "no"}},
		{"straight at the start of a line", "\"Yes,\" he said.\n\n\"No.\"", []string{"Yes,", "No."}},
		{"guillemets out", "Er sagte: »Ja.«", []string{"Ja."}},
		{"guillemets in", "Il dit : «Oui.»", []string{"Oui."}},
		{"two apostrophes", "''Yes,'' he said.", []string{"Yes,"}},
		{"nested", "„Er sagte ‚nie‘ zu mir“, sagte sie.", []string{"Er sagte ‚nie‘ zu mir", "nie"}},
		{"nested English", "“He said ‘never’ to me,” she said.", []string{"He said ‘never’ to me,", "never"}},
		{"apostrophes are no marks", "The minister's plan isn't the party's.", nil},
		{"possessive inside", "“The party’s plan,” he said.", []string{"The party’s plan,"}},
		{"over two paragraphs", "“One.\n\n“Two.”", []string{"One.", "Two."}},
		{"never closed, in the middle", "Das „Haus am See steht leer.", nil},
		{"never closed, behind a colon", "Er sagte: „Das Haus steht leer.", []string{"Das Haus steht leer."}},
		{"closed but never opened", "Das Haus“ steht leer.", nil},
		{"empty", "„“", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, q := range findQuotations(tt.text) {
				got = append(got, tt.text[q.inStart:q.inEnd])
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s\n%s", tt.text, diff)
			}
		})
	}
}

func TestQuotationDepth(t *testing.T) {
	found := findQuotations("„a ‚b »c« d‘ e“ „f“")
	var got []int
	for _, q := range found {
		got = append(got, q.depth)
	}
	if diff := cmp.Diff([]int{0, 1, 2, 0}, got); diff != "" {
		t.Error(diff)
	}
}

func FuzzFindQuotations(f *testing.F) {
	for _, s := range []string{"", "„a“", "\"\"\"", "''''", "“a\n\n“b”", "‚a ’b’ c‘", "«»»«", "„„„„„„„„“", "`` x ''", "\xff„"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, q := range findQuotations(text) {
			if q.openAt < 0 || q.inStart <= q.openAt || q.inEnd < q.inStart || q.closeAt < q.inEnd || q.closeAt > len(text) {
				t.Fatalf("%q: bad offsets %+v", text, q)
			}
			if q.openAt < end {
				t.Fatalf("%q: not sorted", text)
			}
			end = q.openAt
		}
	})
}

func BenchmarkFindQuotations(b *testing.B) {
	text := strings.Repeat("„Wir kommen ‚morgen‘ wieder“, sagte der Minister. Das „Haus ist leer. ", 2000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		findQuotations(text)
	}
}
