// SPDX-License-Identifier: Apache-2.0

package effect

import (
	"slices"
	"strings"
	"unicode"

	"depesche"
	"depesche/lineage"
)

// wording compares the words that changed places in a row: a stronger one for
// a weaker one, one that only adds strength, and words of doubt.
func wording(from, to *depesche.Record, row *Row, d depesche.Derivation, cues *lineage.Cues) []Effect {
	var all []Effect
	if cues == nil {
		return nil
	}
	for _, c := range d.Changes {
		if c.From != nil && !touches(from, row.From, c.From.Start, c.From.End) || c.To != nil && !touches(to, row.To, c.To.Start, c.To.End) {
			continue
		}
		before, after := wordsIn(c.From), wordsIn(c.To)
		for _, b := range before {
			if k := slices.IndexFunc(after, func(a depesche.Span) bool { return strings.EqualFold(a.Text, b.Text) }); k >= 0 {
				after = slices.Delete(after, k, k+1)
				continue
			}
			all = append(all, weaker(cues, b, after)...)
		}
		for _, a := range after {
			all = append(all, fresh(cues, a, before)...)
		}
	}
	return all
}

// weaker says what it does that a word is gone, or that another of its degree
// stands in its place.
func weaker(cues *lineage.Cues, gone depesche.Span, after []depesche.Span) []Effect {
	for _, a := range after {
		switch sharper := cues.Sharper(gone.Text, a.Text); {
		case sharper > 0:
			return []Effect{{WordsSharpened, gone.Text, a.Text, &gone, &a}}
		case sharper < 0:
			return []Effect{{WordsSoftened, gone.Text, a.Text, &gone, &a}}
		}
	}
	switch {
	case cues.Doubts(gone.Text) && !slices.ContainsFunc(after, func(a depesche.Span) bool { return cues.Doubts(a.Text) }):
		return []Effect{{DoubtDropped, gone.Text, "", &gone, nil}}
	case cues.Sharpens(gone.Text):
		return []Effect{{WordsSoftened, gone.Text, "", &gone, nil}}
	}
	return nil
}

// fresh says what it does that a word has come.
func fresh(cues *lineage.Cues, come depesche.Span, before []depesche.Span) []Effect {
	if slices.ContainsFunc(before, func(b depesche.Span) bool { return strings.EqualFold(b.Text, come.Text) }) {
		return nil
	}
	switch {
	case cues.Doubts(come.Text) && !slices.ContainsFunc(before, func(b depesche.Span) bool { return cues.Doubts(b.Text) }):
		return []Effect{{DoubtAdded, "", come.Text, nil, &come}}
	case cues.Sharpens(come.Text):
		return []Effect{{WordsSharpened, "", come.Text, nil, &come}}
	}
	return nil
}

// wordsIn are the words of a stretch of text.
func wordsIn(s *depesche.Span) []depesche.Span {
	if s == nil {
		return nil
	}
	text := []rune(s.Text)
	var all []depesche.Span
	for at := 0; at < len(text); at++ {
		start := at
		for at < len(text) && unicode.IsLetter(text[at]) {
			at++
		}
		if at > start {
			all = append(all, depesche.Span{Start: s.Start + start, End: s.Start + at, Text: string(text[start:at])})
		}
	}
	return all
}

// mostlyKept is the share of the words of a quotation that another one must
// have to be the same, altered.
const mostlyKept = 0.5

// quotes compares what stands between quotation marks in a row. A quotation
// that was only cut at its ends is none that was altered.
func quotes(from, to *depesche.Record, row *Row) []Effect {
	var all []Effect
	after := quotesIn(to, row.To)
	for _, b := range quotesIn(from, row.From) {
		for _, a := range after {
			x, y := wordsIn(b), wordsIn(a)
			if len(x) < 2 || len(y) < 2 || holds(x, y) || holds(y, x) {
				continue
			}
			if n := inCommon(x, y); float64(n) >= mostlyKept*float64(min(len(x), len(y))) {
				all = append(all, Effect{QuoteAltered, b.Text, a.Text, b, a})
				break
			}
		}
	}
	return all
}

// quotesIn lists the contents of direct speech in sentences.
func quotesIn(r *depesche.Record, sentences []int) []*depesche.Span {
	var all []*depesche.Span
	for i := range r.Statements {
		s := &r.Statements[i]
		if s.Mode != depesche.ModeDirect || len(s.Content) == 0 {
			continue
		}
		for k := range s.Content {
			if c := &s.Content[k]; touches(r, sentences, c.Start, c.End) {
				all = append(all, c)
			}
		}
	}
	return all
}

// holds reports whether some words stand in a row in others.
func holds(all, some []depesche.Span) bool {
	for at := 0; at+len(some) <= len(all); at++ {
		if slices.EqualFunc(all[at:at+len(some)], some, func(a, b depesche.Span) bool { return strings.EqualFold(a.Text, b.Text) }) {
			return true
		}
	}
	return false
}

// inCommon counts the words that two rows share, each as often as in both.
func inCommon(x, y []depesche.Span) int {
	left := map[string]int{}
	for _, w := range x {
		left[strings.ToLower(w.Text)]++
	}
	n := 0
	for _, w := range y {
		if key := strings.ToLower(w.Text); left[key] > 0 {
			left[key]--
			n++
		}
	}
	return n
}
