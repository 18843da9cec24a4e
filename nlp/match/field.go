// SPDX-License-Identifier: Apache-2.0

package match

import (
	"strings"

	"depesche/nlp"
)

// A tree may be wrong where the words are plain. This file reads clauses once
// more without it: commas and verbs part a sentence into fields, articles and
// nouns make chunks, adpositions and cases name their relations. What it finds
// ranks behind everything that the tree says.

// segment is a stretch between commas.
type segment struct {
	first, last int
	field       int // number of the field that it belongs to
}

// layout is a sentence without its tree.
type layout struct {
	chunks   []chunk
	segments []segment
}

// layoutOf returns the layout of the sentence with the index.
func (r *Reader) layoutOf(sentence int) *layout {
	if l, ok := r.layouts[sentence]; ok {
		return l
	}
	s := r.doc.Sentences[sentence]
	l := &layout{}
	r.cutSegments(l, s)
	r.cutChunks(l, s)
	r.layouts[sentence] = l
	return l
}

// cutSegments parts a sentence at commas and other marks, and at a conjunction
// between two verbs, and joins what belongs to one clause into a field.
func (r *Reader) cutSegments(l *layout, s nlp.Sentence) {
	start := s.First
	flush := func(end int) {
		if end > start {
			l.segments = append(l.segments, segment{first: start, last: end})
		}
	}
	for t := s.First; t < s.Last; t++ {
		tok := &r.doc.Tokens[t]
		if r.names[t].last > 0 {
			continue
		}
		if tok.UPOS == "PUNCT" && !strings.ContainsAny(tok.Form, "-()’'") || tok.UPOS == "CCONJ" && r.partsVerbs(start, t, s.Last) {
			flush(t)
			start = t + 1
		}
	}
	flush(s.Last)
	r.joinFields(l)
}

// partsVerbs reports whether a conjunction at t stands between two verbs.
func (r *Reader) partsVerbs(start, t, end int) bool {
	return r.verbIn(start, t) && t+1 < end && r.verbIn(t+1, min(end, r.nextMark(t+1, end)))
}

func (r *Reader) nextMark(t, end int) int {
	for t < end && (r.names[t].last > 0 || r.doc.Tokens[t].UPOS != "PUNCT" && r.doc.Tokens[t].UPOS != "CCONJ") {
		t++
	}
	return t
}

func (r *Reader) verbIn(first, last int) bool {
	for t := first; t < last; t++ {
		if r.verbal(t) {
			return true
		}
	}
	return false
}

// joinFields numbers the fields: a segment without a verb goes with the one
// before it, and a main clause goes on behind a clause put in between.
func (r *Reader) joinFields(l *layout) {
	open, openAux := -1, false // field of a main clause that lacks its full verb
	for i := range l.segments {
		g := &l.segments[i]
		g.field = i
		if r.isSubordinate(g) {
			continue
		}
		full, finite, aux := r.verbsIn(g)
		switch {
		case full && open >= 0 && (!openAux || !finite):
			g.field, open = open, -1
		case full:
			open = -1
		case aux:
			open, openAux = i, true
		case i > 0:
			g.field = l.segments[i-1].field
		default:
			open, openAux = i, false
		}
	}
}

// verbsIn reports whether a segment holds a full verb, a finite full verb, and
// an auxiliary.
func (r *Reader) verbsIn(g *segment) (full, finite, aux bool) {
	for t := g.first; t < g.last; t++ {
		tok := &r.doc.Tokens[t]
		switch {
		case r.promoted[t]:
			full, finite = true, true
		case !r.verbal(t):
		case tok.UPOS == "AUX":
			aux = true
		default:
			full = true
			finite = finite || tok.Feat("VerbForm") == "Fin"
		}
	}
	return full, finite || full && aux, aux
}

// isSubordinate reports whether a segment begins like a dependent clause.
func (r *Reader) isSubordinate(g *segment) bool {
	for t := g.first; t < g.last && t < g.first+2; t++ {
		if tok := &r.doc.Tokens[t]; tok.UPOS == "SCONJ" || isRelative(tok) {
			return true
		}
	}
	return false
}

// fieldCost is what arguments cost that are read without the tree.
const fieldCost = 5

// fields adds what the plain order of words says.
func (r *Reader) fields(f *Frame) {
	sentence := r.doc.SentenceOf(f.Trigger)
	if sentence < 0 {
		return
	}
	l := r.layoutOf(sentence)
	if r.verbal(f.Trigger) || r.headsClause(f.Trigger) {
		r.fieldOfVerb(f, l)
		return
	}
	if isNoun(&r.doc.Tokens[f.Trigger]) {
		r.fieldOfNoun(f, l)
	}
}

func isNoun(tok *nlp.Token) bool { return tok.UPOS == "NOUN" || tok.UPOS == "PROPN" }

func (l *layout) fieldAt(t int) int {
	for _, g := range l.segments {
		if g.first <= t && t < g.last {
			return g.field
		}
	}
	return -1
}

// fieldOfVerb adds the chunks of the verb's field: those with an adposition
// under it, the bare ones by case, and by order where the case is unsure.
func (r *Reader) fieldOfVerb(f *Frame, l *layout) {
	field := l.fieldAt(f.Trigger)
	if !f.has(relComp) {
		r.clauseBehind(f, l)
	}
	subj, obj := fieldCost, fieldCost
	if f.has(relSubj) || f.Passive {
		subj += secondGuess
	}
	if f.has(relObj) {
		obj += secondGuess
	}
	number := r.finiteNumber(f, l, field)
	taken := r.pronounIn(f)
	for i := range l.chunks {
		c := &l.chunks[i]
		if l.fieldAt(c.head) != field || c.head == f.Trigger || r.asides[c.head] && c.adp == "" {
			continue
		}
		token := r.antecedent(c.head)
		if c.adp != "" {
			f.add(relObl, c.adp, token, fieldCost)
			if f.Passive && r.grammar.agent[c.adp] {
				f.add(relSubj, "", token, fieldCost)
			}
			continue
		}
		if r.listedOn(l, i) {
			continue // one more item of the phrase before it
		}
		if c.kase == "Gen" && (c.sure || i > 0 && l.chunks[i-1].last == c.first) {
			continue
		}
		before := c.head < f.Trigger
		if taken && c.head != f.Trigger {
			continue
		}
		if c.may("Nom") && r.agrees(c, number) && (before || !r.grammar.fixedOrder) {
			if f.Passive {
				f.add(relObj, "", token, obj)
			} else if f.add(relSubj, "", token, subj) {
				first := subj == fieldCost
				subj += secondGuess
				if first && !c.sure {
					continue
				}
			}
		}
		if c.may("Acc") && !f.Passive && (!before || !r.grammar.fixedOrder) && (!r.grammar.fixedOrder || obj == fieldCost) {
			f.add(relObj, "", token, obj)
			obj += secondGuess
		}
		if c.may("Dat") && !r.grammar.fixedOrder {
			f.add(relIobj, "", token, fieldCost+bool2int(!c.sure))
		}
	}
}

// secondGuess is what an argument costs more when another has the place.
const secondGuess = 2

// listedOn reports whether a bare chunk goes on with the adpositional phrase
// before it ("in Rome, Paris and London").
func (r *Reader) listedOn(l *layout, i int) bool {
	if i == 0 || l.chunks[i].first != l.chunks[i-1].last+1 {
		return false
	}
	between := &r.doc.Tokens[l.chunks[i].first-1]
	if between.UPOS != "CCONJ" && between.Form != "," {
		return false
	}
	for j := i - 1; j >= 0; j-- {
		if l.chunks[j].adp != "" {
			return true
		}
		if j > 0 && l.chunks[j].first != l.chunks[j-1].last+1 {
			return false
		}
	}
	return false
}

// pronounIn reports whether the tree has a personal pronoun where the subject belongs
// (of a passive: the object). What the pronoun means is not to be guessed from
// other nouns.
func (r *Reader) pronounIn(f *Frame) bool {
	rel := relSubj
	if f.Passive {
		rel = relObj
	}
	for _, a := range f.args {
		if tok := &r.doc.Tokens[a.token]; a.rel == rel && a.cost == 0 && tok.UPOS == "PRON" {
			return tok.Feat("Gender") == "Masc" || tok.Feat("Gender") == "Fem"
		}
	}
	return false
}

// may reports whether the chunk can stand in the case. Without an article,
// subject and object often look alike.
func (c *chunk) may(kase string) bool {
	if !c.sure || c.kase == kase {
		return true
	}
	return !c.article && (c.kase == "Nom" && kase == "Acc" || c.kase == "Acc" && kase == "Nom")
}

// agrees reports whether the chunk can be the subject of a verb in the number.
func (r *Reader) agrees(c *chunk, number string) bool {
	if number == "" || r.names[c.head].last > 0 {
		return true
	}
	n := r.doc.Tokens[c.head].Feat("Number")
	return n == "" || n == number
}

// finiteNumber returns the number of the finite verb of the field.
func (r *Reader) finiteNumber(f *Frame, l *layout, field int) string {
	if tok := &r.doc.Tokens[f.Trigger]; tok.Feat("VerbForm") == "Fin" {
		return tok.Feat("Number")
	}
	for _, g := range l.segments {
		if g.field != field {
			continue
		}
		for t := g.first; t < g.last; t++ {
			if tok := &r.doc.Tokens[t]; tok.Feat("VerbForm") == "Fin" {
				return tok.Feat("Number")
			}
		}
	}
	return ""
}

// clauseBehind adds the head of the clause that follows the verb's segment
// behind a conjunction ("he expects, that …").
func (r *Reader) clauseBehind(f *Frame, l *layout) {
	for i := range l.segments {
		g := &l.segments[i]
		if f.Trigger < g.first || f.Trigger >= g.last || i+1 >= len(l.segments) {
			continue
		}
		next := &l.segments[i+1]
		_, finite, _ := r.verbsIn(next)
		if r.doc.Tokens[next.first].UPOS != "SCONJ" && finite {
			return
		}
		for t := next.last - 1; t > next.first; t-- {
			if r.verbal(t) && r.doc.Tokens[t].UPOS == "VERB" {
				f.add(relComp, "", t, fieldCost)
				return
			}
		}
	}
}

// relativeHead returns the noun before the segment that a relative pronoun
// opens: of the chunks that hang together there, the last one that agrees with
// the pronoun in number, or with its verb where it is the subject, or -1.
func (r *Reader) relativeHead(t int) int {
	sentence := r.doc.SentenceOf(t)
	if sentence < 0 {
		return -1
	}
	l := r.layoutOf(sentence)
	number := r.doc.Tokens[t].Feat("Number")
	for _, g := range l.segments {
		if g.first > t || t >= g.last {
			continue
		}
		for v := t; v < g.last; v++ {
			if n := r.doc.Tokens[v].Feat("Number"); n != "" && r.doc.Tokens[v].Feat("VerbForm") == "Fin" && (number == "" || r.doc.Tokens[t].Rel() == "nsubj") {
				number = n
			}
		}
		return l.agreeing(r, g.first, number)
	}
	return -1
}

// agreeing walks back over the chunks that end before the token and hang
// together, and returns the head of the nearest one in the number.
func (l *layout) agreeing(r *Reader, before int, number string) int {
	nearest, end := -1, before-1
	for i := len(l.chunks) - 1; i >= 0; i-- {
		c := &l.chunks[i]
		if c.last > end {
			continue
		}
		if end-c.last > 1 {
			break
		}
		if nearest < 0 {
			nearest = c.head
		}
		if n := r.doc.Tokens[c.head].Feat("Number"); number == "" || n == number {
			return c.head
		}
		end = c.first
	}
	return nearest
}

// maxChain is how many chunks behind a noun may still belong to it.
const maxChain = 4

// fieldOfNoun adds the chunks that follow a noun without a gap, a genitive
// name before it, and the adjectives of its own chunk.
func (r *Reader) fieldOfNoun(f *Frame, l *layout) {
	at := -1
	for i := range l.chunks {
		if l.chunks[i].first <= f.Trigger && f.Trigger < l.chunks[i].last {
			at = i
		}
	}
	if at < 0 {
		return
	}
	own := l.chunks[at]
	for t := own.first; t < f.Trigger; t++ {
		if u := r.doc.Tokens[t].UPOS; u == "ADJ" || u == "PROPN" {
			f.add(relMod, "", t, fieldCost)
		}
	}
	if at > 0 && l.chunks[at-1].last == own.first && l.chunks[at-1].kase == "Gen" && own.adp == "" {
		f.add(relGen, "", l.chunks[at-1].head, fieldCost)
	}
	for i := at + 1; i < len(l.chunks) && i <= at+maxChain; i++ {
		c := &l.chunks[i]
		if gap := c.first - l.chunks[i-1].last; gap > 1 || gap == 1 && c.adp == "" {
			return
		}
		switch {
		case c.adp != "":
			f.add(relObl, c.adp, c.head, fieldCost+i-at)
			if r.grammar.genitive[c.adp] && i == at+1 {
				f.add(relGen, "", c.head, fieldCost)
			}
		case c.kase == "Gen" && i == at+1:
			f.add(relGen, "", c.head, fieldCost)
		case c.kase != "Gen":
			return
		}
	}
}

// fieldPassive reports whether an auxiliary of the passive stands in the field
// of a participle that has no auxiliary of its own in the tree.
func (r *Reader) fieldPassive(t int) bool {
	tok := &r.doc.Tokens[t]
	sentence := r.doc.SentenceOf(t)
	if sentence < 0 || r.hasAux(t) || tok.UPOS != "VERB" || tok.Feat("VerbForm") == "Fin" {
		return false
	}
	l := r.layoutOf(sentence)
	field := l.fieldAt(t)
	for _, g := range l.segments {
		if g.field != field {
			continue
		}
		for i := g.first; i < g.last; i++ {
			aux := &r.doc.Tokens[i]
			if aux.UPOS == "AUX" && r.grammar.passive[lemmaOf(aux)] && i != t && r.fieldVerbs(l, field) == 1 {
				return isParticiple(tok) || aux.Feat("Tense") == "Past"
			}
		}
	}
	return false
}

// fieldVerbs counts the full verbs of a field.
func (r *Reader) fieldVerbs(l *layout, field int) int {
	n := 0
	for _, g := range l.segments {
		if g.field != field {
			continue
		}
		for i := g.first; i < g.last; i++ {
			if r.doc.Tokens[i].UPOS == "VERB" {
				n++
			}
		}
	}
	return n
}

// strayParticle returns a particle that closes the field of a finite verb but
// hangs elsewhere in the tree, or -1.
func (r *Reader) strayParticle(t int) int {
	tok := &r.doc.Tokens[t]
	sentence := r.doc.SentenceOf(t)
	if sentence < 0 || !r.promoted[t] && (tok.UPOS != "VERB" || tok.Feat("VerbForm") != "Fin") {
		return -1
	}
	l := r.layoutOf(sentence)
	field := l.fieldAt(t)
	for _, g := range l.segments {
		if g.field != field || g.last <= t+1 {
			continue
		}
		end := &r.doc.Tokens[g.last-1]
		particle := end.UPOS == "ADP" && end.Rel() != "fixed" || r.promoted[t] && end.UPOS == "ADV" || r.mayClose(tok, end)
		if particle && r.mayPart(end) && r.fieldVerbs(l, field) <= 1 {
			return g.last - 1
		}
	}
	return -1
}

// mayClose reports whether a word that is tagged as something else is the
// particle of a verb that a pattern knows.
func (r *Reader) mayClose(verb, end *nlp.Token) bool {
	switch end.UPOS {
	case "NUM", "ADJ", "ADV", "SCONJ", "X":
		return !r.grammar.fixedOrder && r.known(joined(nil, lemmaOf(verb), strings.ToLower(end.Form)))
	}
	return false
}

// NewClause reports whether a conjunction before the token end begins a new
// clause rather than one more item of a list that begins at first: there is a
// verb both before the list and right behind it.
func (r *Reader) NewClause(first, end int) bool {
	sentence := r.doc.SentenceOf(first)
	if sentence < 0 || end >= r.doc.Sentences[sentence].Last || !r.verbal(end) {
		return false
	}
	for t := first - 1; t >= r.doc.Sentences[sentence].First; t-- {
		tok := &r.doc.Tokens[t]
		if tok.UPOS == "PUNCT" {
			return false
		}
		if r.verbal(t) {
			return true
		}
	}
	return false
}

// SameClause reports whether two tokens stand in one clause by the commas and
// verbs of their sentence.
func (r *Reader) SameClause(a, b int) bool {
	sentence := r.doc.SentenceOf(a)
	if sentence < 0 || sentence != r.doc.SentenceOf(b) {
		return false
	}
	l := r.layoutOf(sentence)
	return l.fieldAt(a) == l.fieldAt(b)
}

// AdpositionBefore returns the adposition of the phrase that ends right before
// the phrase of the token, or "".
func (r *Reader) AdpositionBefore(t int) string {
	sentence := r.doc.SentenceOf(t)
	if sentence < 0 {
		return ""
	}
	l := r.layoutOf(sentence)
	for i := range l.chunks {
		c := &l.chunks[i]
		if t < c.first || t >= c.last {
			continue
		}
		for j := i - 1; j >= 0 && c.first-l.chunks[j].last <= 1; j-- {
			if c = &l.chunks[j]; c.adp != "" {
				return c.adp
			}
		}
	}
	return ""
}
