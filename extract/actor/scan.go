// SPDX-License-Identifier: Apache-2.0

package actor

import (
	"unicode"
	"unicode/utf8"

	"depesche/codebook"
	"depesche/extract"
	"depesche/nlp"
)

// analysis is the work on one article.
type analysis struct {
	*Resolver
	r    *extract.Reading
	doc  *nlp.Doc
	date string

	pieces []piece
	at     []int  // first piece of a token
	roles  []role // of the tokens
	hits   []hit
	hit0   []int32 // first hit that covers a token, or -1

	names   []found
	nameOf  []int32 // index of the name that covers a token, or -1
	phrases []phrase
	phrase0 []int32 // index of the phrase whose head the token is, or -1

	entities []entity
	byKey    map[string]int
	surnames map[string]bool // folded family names of persons named in full
	families map[string]int  // folded family name: the entity last called so
	full     map[string]int  // folded family name: the only name in full with it, or -1
	mentions []mention
	made     []mention // of pronouns, on the way
	sorted   int       // so many of the mentions stand in order
	focus    []focus
	spoken   map[string]int    // mentions of a state, by its code
	home     *codebook.Country // the only state spoken of, or nil
	served   map[string]bool   // states of which regions or persons are named
}

// hit is a form of the lexicon in the text.
type hit struct {
	first, last int // tokens
	whole       bool
	entry       *entry
	ending      string
	front       string // of a compound: what stands before the form
}

func (h *hit) kind() refKind { return h.entry.ref.kind }

// scan finds the forms of the lexicon, the longest first, from left to right.
func (a *analysis) scan() {
	a.hit0 = filled(len(a.doc.Tokens))
	for i := 0; i < len(a.pieces); {
		n := a.scanAt(i)
		i += max(n, 1)
	}
	for k := range a.hits {
		for t := a.hits[k].first; t < a.hits[k].last; t++ {
			if a.hit0[t] < 0 {
				a.hit0[t] = int32(k)
			}
		}
	}
	a.namesakes()
	a.countStates()
}

func filled(n int) []int32 {
	s := make([]int32, n)
	for i := range s {
		s[i] = -1
	}
	return s
}

// scanAt tries the lexicon at a piece and returns how many pieces it took.
func (a *analysis) scanAt(i int) int {
	p := &a.pieces[i]
	if !p.first && a.pieces[i-1].text != "-" && a.pieces[i-1].text != "/" {
		return 0
	}
	limit := min(len(a.pieces), i+16)
	e, n, ending := a.lex.find(a.pieces[i:limit], func(_ *entry, n int) bool { return a.endsWell(i + n) })
	if e == nil {
		return a.scanCompound(i)
	}
	last := i + n
	if i >= 2 && a.pieces[i-1].text == "-" && a.words.of(a.pieces[i-2].text)&apart != 0 {
		return n
	}
	h := hit{first: p.token, last: a.pieces[last-1].token + 1, entry: e, ending: ending}
	h.whole = p.first && (a.pieces[last-1].last || a.pieces[last].text == "'") && !a.gluedAfter(h.last-1)
	a.hits = append(a.hits, h)
	return n
}

// gluedAfter reports whether a hyphen binds the token to the next as the first
// part of a compound: "US-Wahl" where the tokenizer has three tokens.
func (a *analysis) gluedAfter(t int) bool {
	return a.hyphenAt(t+1) && a.role(t+1)&glue != 0
}

// hyphenAt reports whether the token is a hyphen without space on either side.
func (a *analysis) hyphenAt(t int) bool {
	if t < 1 || t+1 >= len(a.doc.Tokens) || len(a.form(t)) > 3 {
		return false
	}
	tokens := a.doc.Tokens
	return tokens[t-1].End == tokens[t].Start && tokens[t].End == tokens[t+1].Start && a.pieces[a.at[t]].text == "-"
}

// endsWell reports whether a form may end before the piece: at the end of a
// token, before a hyphen or slash, or before an apostrophe that marks the
// genitive.
func (a *analysis) endsWell(end int) bool {
	if a.pieces[end-1].last {
		return true
	}
	switch a.pieces[end].text {
	case "-", "/":
		return true
	case "'":
		return a.pieces[end].last || a.pieces[end+1].last && len(a.pieces[end+1].text) <= 1
	}
	return false
}

// scanCompound tries the forms that end compounds: "Friedensminister".
func (a *analysis) scanCompound(i int) int {
	p := &a.pieces[i]
	if len(a.lex.suffixes) == 0 || !p.last || len(p.text) < tailBytes+2 {
		return 0
	}
	if r, _ := utf8.DecodeRuneInString(p.text); !unicode.IsUpper(r) {
		return 0
	}
	e, front, ending := a.lex.findSuffix(p.text)
	if e == nil {
		return 0
	}
	a.hits = append(a.hits, hit{first: p.token, last: p.token + 1, whole: true, entry: e,
		ending: ending, front: p.text[:front]})
	return 1
}

// hitsOn returns the hits that cover a token, in order.
func (a *analysis) hitsOn(t int) []hit {
	if t < 0 || t >= len(a.hit0) || a.hit0[t] < 0 {
		return nil
	}
	from := int(a.hit0[t])
	to := from
	for to < len(a.hits) && a.hits[to].first <= t {
		to++
	}
	return a.hits[from:to]
}

// lastHit returns the last hit that covers a token, or nil.
func (a *analysis) lastHit(t int) *hit {
	on := a.hitsOn(t)
	if len(on) == 0 {
		return nil
	}
	return &on[len(on)-1]
}

// form returns the form of a token, or "" outside of the text.
func (a *analysis) form(t int) string {
	if t < 0 || t >= len(a.doc.Tokens) {
		return ""
	}
	return a.doc.Tokens[t].Form
}

// role returns what the token does for names and offices.
func (a *analysis) role(t int) role {
	if t < 0 || t >= len(a.roles) {
		return 0
	}
	return a.roles[t]
}

// firstInSentence reports whether nothing but quotation marks and dashes stands
// before the token in its sentence, so that its capital letter says nothing.
func (a *analysis) firstInSentence(t int) bool {
	s := a.doc.SentenceOf(t)
	if s < 0 {
		return t == 0
	}
	for i := a.doc.Sentences[s].First; i < t; i++ {
		r, _ := utf8.DecodeRuneInString(a.form(i))
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return false
		}
	}
	return true
}

// sentenceStart returns the first token of the sentence of t.
func (a *analysis) sentenceStart(t int) int {
	if s := a.doc.SentenceOf(t); s >= 0 {
		return a.doc.Sentences[s].First
	}
	return 0
}
