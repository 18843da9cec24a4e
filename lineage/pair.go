// SPDX-License-Identifier: Apache-2.0

package lineage

import "slices"

// The kinds of a derivation.
const (
	Copy        = "copy"        // word for word, both ways
	Edit        = "edit"        // a good part word for word, and changed
	Excerpt     = "excerpt"     // a passage of one stands in the other, or one is a part of the other
	Paraphrase  = "paraphrase"  // the same in other words
	Translation = "translation" // the same in another language
)

// The limits of the kinds. Those of likeness were set on pairs of German
// paraphrases and of translations between four languages, with reports of
// one happening by different authors as the counter-examples.
const (
	copyShare       = 0.9  // of the words of both texts
	editShare       = 0.45 // of the words of one of them
	editBothShare   = 0.25 // of the words of the other
	excerptShare    = 0.35 // of the words of one
	excerptRun      = 12   // words in a row
	retoldScore     = 0.2  // score of a paraphrase or a translation
	fewestTerms     = 8    // a shorter text can be copied, but not told to be a paraphrase
	fewestCopyWords = 5
)

// reading is an article as it is compared: its sketch, words and terms.
type reading struct {
	*sketch
	words []word
	terms []term
}

// tie is what two articles have in common.
type tie struct {
	a, b     int32  // their numbers, in order of time
	kind     string // "" when neither drew on the other
	runs     []run
	ofA, ofB float64 // shares of the words of each that stand in the other word for word
	like     likeness
	slips    []slip
	strength float64 // the more, the nearer
	way      way
}

// wordForWord reports whether the kind is one that keeps the words.
func wordForWord(kind string) bool { return kind == Copy || kind == Edit || kind == Excerpt }

// judge compares two articles.
func judge(c *corpus, a, b *reading) tie {
	t := tie{like: c.likeness(a, b)}
	if a.language != b.language {
		if t.like.score() >= retoldScore && enoughTerms(a, b) {
			t.kind = Translation
		}
		t.strength = t.like.both()
		return t
	}
	t.runs = align(a.words, b.words).runs
	t.ofA, t.ofB = shares(t.runs, len(a.words), len(b.words))
	t.kind = t.sameLanguage(a, b)
	if a.sameOutlet(b.sketch) && (t.kind == Paraphrase || !a.beginsLike(b)) {
		t.kind = "" // an outlet's articles share its phrases and what it says about itself
	}
	if wordForWord(t.kind) && a.whole != b.whole {
		t.slips = slips(a, b, t.runs)
	}
	t.strength = max(t.ofA*t.ofB, (t.like.both()+max(t.ofA, t.ofB))/2)
	return t
}

func enoughTerms(a, b *reading) bool {
	return min(len(a.terms), len(b.terms)) >= fewestTerms
}

// sameLanguage is the kind of the tie between two articles of one language.
func (t *tie) sameLanguage(a, b *reading) string {
	most, least := max(t.ofA, t.ofB), min(t.ofA, t.ofB)
	switch {
	case a.whole == b.whole || least >= copyShare && min(len(a.words), len(b.words)) >= fewestCopyWords:
		return Copy
	case !enoughTerms(a, b):
		return ""
	case most >= editShare && least >= editBothShare && !(farApart(a, b) && longest(t.runs) < longRun):
		if t.isPassage() {
			return Excerpt
		}
		return Edit
	case farApart(a, b) && longest(t.runs) < longRun:
		return ""
	case most >= excerptShare && longest(t.runs) >= excerptRun:
		return Excerpt
	case t.like.score() >= retoldScore:
		return Paraphrase
	}
	return ""
}

// What comes out weeks later and shares many words, but no long row of them, is
// no copy: a ministry warns of another country in the same form of words, a
// vote is taken again after a year.
const (
	weeksApart = 10 // days
	longRun    = 40 // words in a row
)

func farApart(a, b *reading) bool {
	x, xok := parseTime(a.article.Published)
	y, yok := parseTime(b.article.Published)
	return xok && yok && x.Sub(y).Abs().Hours() > 24*weeksApart
}

// The limits of a passage.
const (
	passageFilled = 0.9 // of the words between its first and its last shared one
	passageRest   = 0.3 // of the words of each text stand outside it
)

// isPassage reports whether what two texts share is one passage that stands
// among other things in both.
func (t *tie) isPassage() bool {
	chain := inOrder(t.runs)
	if len(chain) == 0 || max(t.ofA, t.ofB) > 1-passageRest {
		return false
	}
	first, last := chain[0], chain[len(chain)-1]
	shared := int32(0)
	for _, r := range chain {
		shared += r.length()
	}
	return float64(shared) >= passageFilled*float64(max(last.a1-first.a0, last.b1-first.b0))
}

// beginning is how many terms of a text its headline has, when it stands in
// the text.
const beginning = 6

// beginsLike reports whether two texts begin with the same words, or their
// titles or beginnings share a name or another term.
func (r *reading) beginsLike(o *reading) bool {
	if len(r.words) > 0 && len(o.words) > 0 && r.words[0].hash == o.words[0].hash {
		return true
	}
	seen := map[uint64]bool{}
	for _, t := range r.headTerms() {
		seen[t.key] = true
	}
	return slices.ContainsFunc(o.headTerms(), func(t term) bool { return seen[t.key] })
}

// headTerms are the terms of the title, or else of the beginning of the text.
func (r *reading) headTerms() []term {
	if r.article.Title != "" {
		return terms(r.article.Title, words(r.article.Title))
	}
	return r.terms[:min(beginning, len(r.terms))]
}

func longest(runs []run) int32 {
	n := int32(0)
	for _, r := range runs {
		n = max(n, r.length())
	}
	return n
}

// shares returns which share of the words of each text the runs cover. Runs
// do not overlap in b, but a passage of a may be used twice.
func shares(runs []run, wordsA, wordsB int) (ofA, ofB float64) {
	inA := make([]bool, wordsA)
	n, m := 0, 0
	for _, r := range runs {
		m += int(r.length())
		for i := r.a0; i < r.a1; i++ {
			if !inA[i] {
				inA[i] = true
				n++
			}
		}
	}
	return float64(n) / float64(max(1, wordsA)), float64(m) / float64(max(1, wordsB))
}
