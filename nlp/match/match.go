// SPDX-License-Identifier: Apache-2.0

package match

import (
	"slices"
	"strings"

	"depesche/nlp"
)

// Slot is a role of a pattern and the token that may fill it.
type Slot struct {
	Role   byte
	Kind   string // behind the role: "PER" of "A.PER"
	Rel    string // the relation: "subj", "obl:mit", or a name of the caller's
	Token  int    // for a relation of the caller's: the token that asks
	Within bool   // the role lies somewhere in the phrase of Token
}

// Match is a place where a pattern holds, or nearly holds.
type Match struct {
	Trigger int
	Slots   []Slot
	Used    []int    // other tokens that the pattern names: "führte" in "führte Gespräche"
	Cost    int      // how far the evidence is from drawn relations
	Missing []string // edges that found nothing; empty when the pattern holds
	Near    bool     // what is missing are roles only: the words are all there

	core []relator // what was taken for the subject and the objects
}

// relator is a token in a relation.
type relator struct {
	rel   string
	token int
}

// Objects returns what is done, said or thought of at the trigger, nearest
// evidence first.
func (r *Reader) Objects(trigger int) []int { return r.arguments(trigger, relObj) }

// Indirect returns to whom it is done or said at the trigger, nearest evidence
// first.
func (r *Reader) Indirect(trigger int) []int { return r.arguments(trigger, relIobj) }

func (r *Reader) arguments(trigger int, rel string) []int {
	var out []int
	for _, a := range r.Frame(trigger).args {
		if a.rel == rel {
			out = append(out, a.token)
		}
	}
	return out
}

// Held reports whether the pattern holds.
func (m *Match) Held() bool { return len(m.Missing) == 0 }

// Accept decides whether a token may fill a role. For relations that are the
// caller's own it must find the filler itself.
type Accept func(Slot) bool

// Find tries the pattern at a trigger token. The match is nil when the word
// or its attributes do not fit; otherwise it lists what is missing.
func (p *Pattern) Find(r *Reader, trigger int, accept Accept) *Match {
	m := &Match{Trigger: trigger, Near: true}
	if !r.fits(p.root, trigger) {
		return nil
	}
	r.edges(p.root, trigger, m, accept, 0)
	return m
}

// MayHold reports whether what the pattern names by words is there, and nothing
// is that it forbids. Where it says no, the match that Find returns neither
// holds nor nearly holds. It fills no role.
func (p *Pattern) MayHold(r *Reader, trigger int) bool {
	if !r.fits(p.root, trigger) {
		return false
	}
	for i := range p.root.edges {
		e := &p.root.edges[i]
		if e.forbid && e.sub == nil && e.isInFrame() && r.stands(e, trigger) {
			return false
		}
		if !e.forbid && !e.optional && (!e.words.empty() || e.sub != nil) && e.isInFrame() && !r.stands(e, trigger) {
			return false
		}
	}
	return true
}

// isInFrame reports whether no relation of the edge is the caller's own.
func (e *edge) isInFrame() bool {
	return !slices.ContainsFunc(e.rels, func(rel relation) bool { return !isOwn(rel.name) })
}

// stands reports whether the frame of a token has an argument with the words
// of an edge.
func (r *Reader) stands(e *edge, t int) bool {
	f := r.Frame(t)
	for _, rel := range e.rels {
		for _, a := range f.args {
			if a.rel == rel.name && rel.takes(a.adp) && (e.words.empty() || r.named(e.words, a.token)) && (e.sub == nil || r.fits(e.sub, a.token)) {
				return true
			}
		}
	}
	return false
}

// fits checks word and attributes of a node at a token.
func (r *Reader) fits(n *node, t int) bool {
	tok := &r.doc.Tokens[t]
	if !n.words.empty() && !n.words.has(tok, r.Keys(t)) {
		return false
	}
	a := &n.attrs
	if a.noun != 0 && (a.noun > 0) != (tok.UPOS == "NOUN" || tok.UPOS == "PROPN") {
		return false
	}
	if a.inf != 0 && (a.inf > 0) != (tok.Feat("VerbForm") == "Inf") {
		return false
	}
	if a.neg == 0 && a.pass == 0 && a.gov.empty() && a.modal.empty() {
		return true
	}
	f := r.Frame(t)
	if a.neg != 0 && (a.neg > 0) != f.Negated || a.pass != 0 && (a.pass > 0) != f.Passive {
		return false
	}
	if !a.gov.empty() && (f.Governor < 0 || !a.gov.has(&r.doc.Tokens[f.Governor], r.Keys(f.Governor))) {
		return false
	}
	return a.modal.empty() || r.hasModal(t, a.modal)
}

// hasModal reports whether an auxiliary of t, or the verb whose infinitive t
// is, is one of the words.
func (r *Reader) hasModal(t int, set wordSet) bool {
	for _, c := range r.tree.Children(t) {
		if r.doc.Tokens[c].Rel() == "aux" && set.has(&r.doc.Tokens[c], r.Keys(c)) {
			return true
		}
	}
	tok := &r.doc.Tokens[t]
	return tok.Head >= 0 && (tok.Rel() == "xcomp" || tok.Rel() == "aux") &&
		set.has(&r.doc.Tokens[tok.Head], r.Keys(tok.Head))
}

// edges tries every edge of a node and notes what it found.
func (r *Reader) edges(n *node, t int, m *Match, accept Accept, depth int) {
	for i := range n.edges {
		e := &n.edges[i]
		found := r.edge(e, t, m, accept, depth)
		switch {
		case e.forbid && found, !e.forbid && !found && !e.optional:
			m.Missing = append(m.Missing, e.text)
			if e.forbid || e.role == 0 || e.sub != nil || !e.words.empty() {
				m.Near = false
			}
		}
	}
}

// edge looks for the argument of one edge, relation by relation, nearest
// evidence first.
func (r *Reader) edge(e *edge, t int, m *Match, accept Accept, depth int) bool {
	f := r.Frame(t)
	for _, rel := range e.rels {
		if !isOwn(rel.name) {
			slot := Slot{e.role, e.kind, rel.name, t, e.within}
			if accept(slot) {
				m.keep(e, slot, nil, 1)
				return true
			}
			continue
		}
		for _, a := range f.args {
			if a.rel != rel.name || !rel.takes(a.adp) || !e.within && m.isTaken(a.token, rel.name) {
				continue
			}
			if r.filler(e, rel, a, m, accept, depth) {
				return true
			}
		}
	}
	return false
}

// isTaken reports whether a token is the subject or an object already, and not
// by this relation: nothing is given to itself, though what is given may name
// to whom.
func (m *Match) isTaken(token int, rel string) bool {
	return isCore(rel) && slices.ContainsFunc(m.core, func(c relator) bool { return c.token == token && c.rel != rel })
}

func isCore(rel string) bool { return rel == relSubj || rel == relObj || rel == relIobj }

// filler checks one argument against an edge and keeps it when it fits.
func (r *Reader) filler(e *edge, rel relation, a arg, m *Match, accept Accept, depth int) bool {
	if !e.words.empty() && !r.named(e.words, a.token) {
		return false
	}
	inner := &Match{}
	if e.sub != nil {
		if depth > maxDepth || !r.fits(e.sub, a.token) {
			return false
		}
		r.edges(e.sub, a.token, inner, accept, depth+1)
		if !inner.Held() {
			return false
		}
	}
	slot := Slot{e.role, e.kind, slotName(rel.name, a.adp), a.token, e.within}
	if e.role != 0 && !e.forbid && !accept(slot) {
		return false
	}
	if !e.words.empty() || e.sub != nil && !e.sub.words.empty() {
		m.Used = append(m.Used, a.token)
	}
	if !e.forbid && !e.within && isCore(rel.name) {
		m.core = append(m.core, relator{rel.name, a.token})
	}
	m.keep(e, slot, inner, a.cost)
	return true
}

// named reports whether a token is one of the words, or coordinated with one,
// or a part of something that is one ("part of its debts").
func (r *Reader) named(set wordSet, t int) bool {
	if set.has(&r.doc.Tokens[t], r.Keys(t)) {
		return true
	}
	part := r.grammar.Parts(&r.doc.Tokens[t])
	for _, c := range r.tree.Children(t) {
		rel := r.doc.Tokens[c].Rel()
		if (rel == "conj" && isNoun(&r.doc.Tokens[c]) || part && rel == "nmod") && set.has(&r.doc.Tokens[c], r.Keys(c)) {
			return true
		}
	}
	return false
}

// keep adds what an edge found to the match.
func (m *Match) keep(e *edge, slot Slot, inner *Match, cost int) {
	if e.role != 0 && !e.forbid {
		m.Slots = append(m.Slots, slot)
	}
	if inner != nil {
		m.Slots = append(m.Slots, inner.Slots...)
		m.Used = append(m.Used, inner.Used...)
		m.Cost += inner.Cost
	}
	m.Cost += cost
}

func slotName(rel, adp string) string {
	if adp == "" {
		return rel
	}
	return rel + ":" + adp
}

// takes reports whether the relation allows the adposition.
func (rel relation) takes(adp string) bool {
	if rel.adps == nil {
		return true
	}
	for _, a := range rel.adps {
		if a == adp {
			return true
		}
	}
	return false
}

// Keys lists the lemmas under which a token is looked up: with its separated
// particle, plain, in lower case, a noun without its ending, and the
// infinitives that a verb form may belong to.
func (r *Reader) Keys(t int) []string {
	if r.keys[t] == nil {
		r.keys[t] = r.lookUp(t)
	}
	return r.keys[t]
}

func (r *Reader) lookUp(t int) []string {
	tok := &r.doc.Tokens[t]
	lemma := lemmaOf(tok)
	part := ""
	if p := r.particle(t); p >= 0 {
		part = strings.ToLower(r.doc.Tokens[p].Form)
	}
	if keys := r.irregular(tok, part); r.known(keys) {
		return keys
	}
	if part != "" {
		keys := joined(make([]string, 0, 8), lemma, part)
		if r.known(keys) {
			return keys
		}
		for _, l := range r.guesses(tok) {
			keys = joined(keys, l, part)
		}
		return keys
	}
	keys := append(make([]string, 0, 4), lemma)
	if low := strings.ToLower(lemma); low != lemma {
		if tok.UPOS == "NOUN" && r.grammar.capitals {
			low = endOnly + low // a noun is not the verb that is written like it
		}
		keys = append(keys, low)
	}
	if tok.UPOS == "NOUN" && lemma == tok.Form {
		keys = r.stems(keys, lemma)
	}
	if low := strings.ToLower(tok.Form); low != lemma && (tok.UPOS == "ADJ" || tok.UPOS == "VERB") {
		keys = append(keys, low) // participles that are listed as adjectives
	}
	known := r.known(keys)
	if known && tok.UPOS != "VERB" {
		return keys
	}
	better := r.guesses(tok)
	if tok.UPOS == "VERB" && r.known(better) && !slices.Contains(better, lemma) {
		return better // the lemma is none that the form can have
	}
	if known {
		return keys // a guess must not outdo a lemma that is a trigger itself
	}
	return append(keys, better...)
}

// irregular lists the lemmas of a verb form by the table of irregular forms: it
// knows better than a tagger.
func (r *Reader) irregular(tok *nlp.Token, part string) []string {
	if tok.UPOS != "VERB" {
		return nil
	}
	found := r.grammar.inflection.tabled(tok.Form)
	if part == "" {
		return found
	}
	var keys []string
	for _, l := range found {
		keys = joined(keys, l, part)
	}
	return keys
}

// joined adds the ways to write a verb with its particle.
func joined(keys []string, lemma, part string) []string {
	if strings.HasPrefix(lemma, part) {
		keys = append(keys, lemma)
	}
	return append(keys, part+lemma, lemma+"_"+part)
}

// endOnly marks a key of which only the end may be looked up.
const endOnly = "*"

// stems adds an uninflected guess for a noun whose lemma is its form.
func (r *Reader) stems(keys []string, lemma string) []string {
	for _, end := range r.grammar.endings {
		if base, ok := strings.CutSuffix(lemma, end); ok && len(base) > 3 {
			keys = append(keys, base)
		}
	}
	return keys
}

// particle returns the separated particle of a verb, or -1.
func (r *Reader) particle(t int) int {
	if !r.verbal(t) {
		return -1
	}
	for _, c := range r.tree.Children(t) {
		tok := &r.doc.Tokens[c]
		if (tok.Deprel == "compound:prt" || tok.XPOS == "PTKVZ") && r.closes(c) && r.mayPart(tok) {
			return c
		}
	}
	return r.strayParticle(t)
}

// mayPart reports whether the word is one that verbs can be separated from,
// where the language lists them.
func (r *Reader) mayPart(tok *nlp.Token) bool {
	prefixes := r.grammar.inflection.prefixes
	return r.grammar.fixedOrder || len(prefixes) == 0 || slices.Contains(prefixes, strings.ToLower(tok.Form))
}

// closes reports whether a particle may stand where it does: where the order
// of words is free, it closes its clause and opens no phrase.
func (r *Reader) closes(t int) bool {
	if r.grammar.fixedOrder || t+1 >= len(r.doc.Tokens) {
		return true
	}
	next := &r.doc.Tokens[t+1]
	return !r.nominal(t+1) && next.UPOS != "DET" && next.UPOS != "ADJ"
}

// Words returns the trigger words of the pattern as the index keeps them:
// lemmas, and the ends of lemmas.
func (p *Pattern) Words() (lemmas, suffixes []string) {
	for _, w := range p.root.words.alts {
		if w.suffix {
			suffixes = append(suffixes, w.text)
		} else {
			lemmas = append(lemmas, w.text)
		}
	}
	return lemmas, suffixes
}

// Doc returns the Doc that the reader was opened on.
func (r *Reader) Doc() *nlp.Doc { return r.doc }
