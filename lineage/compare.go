// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"cmp"
	"encoding/json"
	"slices"

	"depesche"
)

// Tie is what two articles have in common, when one drew on the other or
// both on a third. It depends on nothing but the two, so it can be kept while
// others come and go. A tie is kept as JSON.
type Tie struct {
	A, B int // numbers of the two, the earlier one first; the caller gives them
	tie  tie
}

// Text is an article that was read for comparison with others.
type Text struct {
	Article *depesche.Article
	reading *reading
	common  map[uint64]bool
}

// Read reads an article for comparison.
func (f *Finder) Read(a *depesche.Article) *Text {
	t := &Text{Article: a, reading: f.read(a)}
	if cues := f.Cues[t.reading.language]; cues != nil {
		t.common = cues.common
	}
	return t
}

// Compare compares two articles with different ids. The first one that it
// returns is the earlier one in time, or by its id when times do not tell.
// How rare a word is, is not known from two articles: all but the common
// words of their languages count alike.
func (f *Finder) Compare(a, b *Text) (first, second *Text, t Tie, tied bool) {
	if inTime(*a.Article, *b.Article) > 0 {
		a, b = b, a
	}
	t.tie = judge(f.pairCorpus(a.reading.sketch, b.reading.sketch), a.reading, b.reading)
	if t.tie.kind == "" {
		return a, b, t, false
	}
	t.tie.way = direct(&t.tie, a.reading.sketch, b.reading.sketch)
	return a, b, t, true
}

func (f *Finder) pairCorpus(x, y *sketch) *corpus {
	c := &corpus{cues: f.Cues}
	c.language(x.language).add(x.features)
	c.language(y.language).add(y.features)
	for _, r := range c.byLanguage {
		r.settle()
	}
	return c
}

// Follows says that it is certain, for a reason that is not in the texts, that
// the second article drew on the first, or else the first on the second.
func (t *Tie) Follows(second bool, reason string) {
	t.tie.way = way{order: -1, direction: Certain, reasons: []string{reason}}
	if second {
		t.tie.way.order = 1
	}
}

// InTime orders articles as Compare and Descent do: by when they came out,
// those without a date last, and then by id.
func InTime(a, b *depesche.Article) int { return inTime(*a, *b) }

// Binds reports whether the two articles of the tie belong to one story: a
// passage in common does not do that.
func (t Tie) Binds() bool { return t.tie.kind != Excerpt }

// Descent keeps of all ties of some articles, numbered in order of time, those
// that tell where each article came from: of a whole family that it resembles
// its nearest relative. A tie is kept or not by the ties of the articles that
// are tied to its two, whatever else there is.
func Descent(ties []Tie) []Tie {
	all := make([]tie, len(ties))
	for i := range ties {
		all[i] = ties[i].tie
		all[i].a, all[i].b = int32(ties[i].A), int32(ties[i].B)
	}
	slices.SortFunc(all, func(x, y tie) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
	var out []Tie
	for _, t := range descent(all) {
		out = append(out, Tie{A: int(t.a), B: int(t.b), tie: t})
	}
	return out
}

// Derivation writes out a tie of two articles, given in the order of Compare.
func (f *Finder) Derivation(first, second *Text, t Tie) depesche.Derivation {
	x, y := first.reading, second.reading
	c := f.pairCorpus(x.sketch, y.sketch)
	if !wordForWord(t.tie.kind) {
		t.tie.like = c.likeness(x, y)
	}
	return f.written(c, x.sketch, y.sketch, &t.tie)
}

// Repetition is the derivation of an article from an earlier one with the same
// words, which need not be compared.
func (f *Finder) Repetition(first, second *Text) depesche.Derivation {
	x, y := first.reading.sketch, second.reading.sketch
	t := repetition(x, y)
	return f.written(f.pairCorpus(x, y), x, y, &t)
}

// tieJSON is a tie as it is kept.
type tieJSON struct {
	Kind      string     `json:"kind"`
	OfA       float64    `json:"of_a"`
	OfB       float64    `json:"of_b"`
	LikeA     float64    `json:"like_a"`
	LikeB     float64    `json:"like_b"`
	Strength  float64    `json:"strength"`
	Runs      [][4]int32 `json:"runs,omitempty"`
	Order     int        `json:"order"`
	Direction string     `json:"direction"`
	Common    bool       `json:"common,omitempty"`
	Slight    bool       `json:"slight,omitempty"`
	Reasons   []string   `json:"reasons,omitempty"`
}

// MarshalJSON writes the tie without the numbers of its articles.
func (t Tie) MarshalJSON() ([]byte, error) {
	j := tieJSON{
		Kind: t.tie.kind, OfA: t.tie.ofA, OfB: t.tie.ofB, LikeA: t.tie.like.ofA, LikeB: t.tie.like.ofB, Strength: t.tie.strength,
		Order: t.tie.way.order, Direction: t.tie.way.direction, Common: t.tie.way.common, Slight: t.tie.way.slight, Reasons: t.tie.way.reasons,
	}
	for _, r := range t.tie.runs {
		j.Runs = append(j.Runs, [4]int32{r.a0, r.a1, r.b0, r.b1})
	}
	return json.Marshal(j)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (t *Tie) UnmarshalJSON(data []byte) error {
	var j tieJSON
	if err := json.Unmarshal(data, &j); err != nil {
		return err
	}
	t.tie = tie{
		kind: j.Kind, ofA: j.OfA, ofB: j.OfB, like: likeness{ofA: j.LikeA, ofB: j.LikeB}, strength: j.Strength,
		way: way{order: j.Order, direction: j.Direction, common: j.Common, slight: j.Slight, reasons: j.Reasons},
	}
	for _, r := range j.Runs {
		t.tie.runs = append(t.tie.runs, run{r[0], r[1], r[2], r[3]})
	}
	return nil
}
