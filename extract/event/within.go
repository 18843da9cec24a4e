// SPDX-License-Identifier: Apache-2.0

package event

import (
	"slices"
	"strings"
)

// This file looks for actors below the head of a phrase, and leaves out whom the
// phrase only hits, is against, or lies beside.

// within returns the actors nearest to the head of the phrase: those of the
// first token, widening step by step, that names any.
func (w *work) within(token int) []int {
	queue := []int{token}
	clause := w.r.Doc.Tokens[token].UPOS == "VERB"
	for steps := 0; len(queue) > 0 && steps < 60; steps++ {
		t := queue[0]
		queue = queue[1:]
		if found := w.phrase(t); len(found) > 0 {
			return w.sharper(t, found)
		}
		if agent := w.agentOf(t); agent >= 0 {
			queue = append(queue, agent)
		}
		if t != token && w.rel(t) == "appos" && !w.isPeople(t) {
			continue // it tells of another thing
		}
		for _, c := range w.ownersFirst(t) {
			if t != token && (w.r.Doc.Tokens[c].UPOS == "PRON" || w.r.Doc.Tokens[t].UPOS == "ADJ" && w.hasAdposition(c, false)) {
				continue // "some of his rivals", "a faction loyal to him"
			}
			if w.isShore(c) || w.rel(c) == "appos" && w.hasAdposition(c, true) {
				continue
			}
			if agent := w.agentOf(c); agent >= 0 && w.isHit(t, c) {
				queue = append(queue, agent) // it hangs on whom the act hit
			}
			if rel := w.r.Doc.Tokens[c].Rel(); !w.leaves(c) && !w.isMerePlace(c) && !(w.isLocative(c) && w.in(w.occasion, t)) && !w.isAgainst(c) && !w.isHit(t, c) || clause && rel == "advcl" {
				queue = append(queue, c)
			}
		}
	}
	return nil
}

// ownersFirst returns the dependents of a noun, those whose it is before the
// parts of its compound: "EU membership of Peru" is Peru's.
func (w *work) ownersFirst(noun int) []int {
	children := w.r.Tree.Children(noun)
	owner := slices.IndexFunc(children, func(c int) bool { return c > noun && w.rel(c) == "nmod" && w.r.Tree.Child(c, "case") < 0 })
	if owner < 0 || !slices.ContainsFunc(children[:owner], func(c int) bool { return w.rel(c) == "compound" }) {
		return children
	}
	return append([]int{children[owner]}, slices.Delete(slices.Clone(children), owner, owner+1)...)
}

// hasAdposition reports whether an adposition marks a phrase, one of agents too
// or not.
func (w *work) hasAdposition(token int, agents bool) bool {
	return slices.ContainsFunc(w.r.Tree.Children(token), func(c int) bool {
		tok := &w.r.Doc.Tokens[c]
		return tok.Rel() == "case" && tok.UPOS == "ADP" && (agents || !w.grammar.Acts(tok))
	})
}

// isShore reports whether a phrase says where something is by what somebody has
// there ("vessels off Kenya's coast").
func (w *work) isShore(token int) bool {
	return w.entityAt(token) < 0 && w.isLocative(token) && slices.ContainsFunc(w.r.Tree.Children(token), func(c int) bool {
		return w.r.Doc.Tokens[c].Deprel == "nmod:poss" && w.isLand(c)
	})
}

// leaves reports whether the token begins something that is no longer the
// phrase of its head.
func (w *work) leaves(token int) bool {
	switch w.r.Doc.Tokens[token].Rel() {
	case "acl", "advcl", "parataxis", "punct", "case", "cc", "mark", "discourse":
		return true
	}
	return false
}

// isAgainst reports whether a phrase names whom the head of its phrase is
// against, or for whom something is asked: he is not the one who stands behind
// it.
func (w *work) isAgainst(token int) bool {
	for _, c := range w.r.Tree.Children(token) {
		if tok := &w.r.Doc.Tokens[c]; tok.Rel() == "case" && (w.against[strings.ToLower(tok.Form)] || w.asking && w.behalf[strings.ToLower(tok.Form)]) {
			return true
		}
	}
	return false
}

// isHit reports whether a phrase names whom, or where, an act of violence hit:
// he is not the one who stands behind it.
func (w *work) isHit(act, token int) bool {
	if w.r.Doc.Tokens[act].UPOS != "NOUN" {
		return false
	}
	suffered, objective := w.in(w.suffered, act), w.in(w.objective, act)
	if !suffered && !objective && !w.in(w.violence, act) {
		return false
	}
	if w.r.Doc.Tokens[token].Deprel == "nmod:poss" {
		return suffered
	}
	for _, c := range w.r.Tree.Children(token) {
		if tok := &w.r.Doc.Tokens[c]; tok.Rel() == "case" {
			return suffered && w.grammar.Owns(tok) || !w.grammar.Acts(tok) && (suffered || objective || !w.grammar.Owns(tok) || w.hasOwner(act))
		}
	}
	return suffered && w.r.Doc.Tokens[token].Rel() == "nmod"
}

// hasOwner reports whether a noun has a possessor before it: what follows it
// with "of" is not who did it then.
func (w *work) hasOwner(noun int) bool {
	return slices.ContainsFunc(w.r.Tree.Children(noun), func(c int) bool { return w.r.Doc.Tokens[c].Deprel == "nmod:poss" })
}

// agentOf returns the phrase of whoever does what a noun names, where an
// adposition of nothing but agents marks it ("the bombing of … by …"), or -1.
func (w *work) agentOf(noun int) int {
	if !isNoun(&w.r.Doc.Tokens[noun]) {
		return -1
	}
	for _, c := range w.r.Tree.Children(noun) {
		for _, k := range w.r.Tree.Children(c) {
			if tok := &w.r.Doc.Tokens[k]; tok.Rel() == "case" && w.grammar.Acts(tok) && !w.grammar.Owns(tok) {
				return c
			}
		}
	}
	return -1
}

// excepted returns those whom a coordination names only to say that they are not
// meant ("Peru, but not Chile", "not Peru but Chile").
func (w *work) excepted(token int) []int {
	var out []int
	if w.isExcepted(token) {
		out = append(out, w.actorAt(token)...)
	}
	for _, c := range w.r.Tree.Children(token) {
		if w.rel(c) == "conj" && isNoun(&w.r.Doc.Tokens[c]) && w.isExcepted(c) {
			out = append(out, w.actorAt(c)...)
		}
	}
	return out
}

// isExcepted reports whether a negation stands right before a name or noun and
// hangs on it.
func (w *work) isExcepted(token int) bool {
	for _, c := range w.r.Tree.Children(token) {
		tok := &w.r.Doc.Tokens[c]
		if c < token && tok.Rel() == "advmod" && w.grammar.Negates(tok) && w.r.Doc.Tokens[c+1].UPOS != "ADV" {
			return true
		}
	}
	return false
}
