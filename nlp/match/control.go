// SPDX-License-Identifier: Apache-2.0

package match

import (
	"strings"

	"depesche/nlp"
)

// shared adds arguments that the trigger has in common with other words:
// those of coordination, control, relative clauses and participles.
func (r *Reader) shared(f *Frame) {
	t := f.Trigger
	tok := &r.doc.Tokens[t]
	if r.promoted[t] {
		return // what the tree says of it is wrong
	}
	if s := r.surfaceSubject(t, 0); s >= 0 && !r.nounIn(t) {
		if f.Passive {
			if !f.has(relObj) {
				f.add(relObj, "", s, 1)
			}
		} else if !f.has(relSubj) {
			f.add(relSubj, "", s, 1)
		}
	}
	if tok.Rel() == "conj" && tok.Head >= 0 && !r.verbal(t) {
		r.sharedNominal(f, tok.Head)
	}
	if r.verbal(t) && !f.has(relObj) {
		r.sharedObject(f)
	}
	if tok.Rel() == "acl" && tok.Head >= 0 && isVerbal(tok) && f.has(relSubj) && !f.has(relObj) && !r.hasRelative(t) {
		f.add(relObj, "", tok.Head, 2)
	}
}

// nounIn reports whether t is a noun that does not head a clause.
func (r *Reader) nounIn(t int) bool {
	tok := &r.doc.Tokens[t]
	return isNominal(tok) && !r.headsClause(t) && !r.promoted[t]
}

// headsClause reports whether t has a subject or copula of its own.
func (r *Reader) headsClause(t int) bool {
	for _, c := range r.tree.Children(t) {
		if rel := r.doc.Tokens[c].Rel(); rel == "nsubj" || rel == "cop" {
			return true
		}
	}
	return false
}

func (r *Reader) hasRelative(t int) bool {
	for _, c := range r.tree.Children(t) {
		if isRelative(&r.doc.Tokens[c]) {
			return true
		}
	}
	return false
}

// ownSubject returns the subject that hangs on t, or -1.
func (r *Reader) ownSubject(t int) int {
	for _, c := range r.tree.Children(t) {
		if r.doc.Tokens[c].Deprel == "nsubj:pass" && r.sharesAux(t) && !r.passive(t, 0) {
			continue // the object of the second of two verbs
		}
		if r.doc.Tokens[c].Rel() == "nsubj" && !r.asides[c] {
			return r.antecedent(c)
		}
	}
	return -1
}

// surfaceSubject returns the subject of t's clause as the sentence has it: its
// own, or that of the clause it is coordinated with or controlled by, or the
// noun that it modifies; -1 when there is none.
func (r *Reader) surfaceSubject(t, depth int) int {
	if s := r.ownSubject(t); s >= 0 {
		return s
	}
	tok := &r.doc.Tokens[t]
	if tok.Head < 0 || depth > maxClimb {
		return -1
	}
	if s := r.subjectBeside(t); s >= 0 {
		return s
	}
	if s := r.absolute(t); s >= 0 {
		return s
	}
	switch tok.Rel() {
	case "conj", "advcl", "aux", "parataxis":
		if isNominal(&r.doc.Tokens[tok.Head]) && !r.headsClause(tok.Head) {
			return -1
		}
		if o := r.answerable(t, tok.Head); o >= 0 {
			return o
		}
		return r.surfaceSubject(tok.Head, depth+1)
	case "xcomp":
		if o := r.controller(t, tok.Head); o >= 0 {
			return o
		}
		return r.surfaceSubject(tok.Head, depth+1)
	case "ccomp":
		if tok.Feat("VerbForm") == "Inf" {
			return r.surfaceSubject(tok.Head, depth+1)
		}
	case "acl", "amod":
		return r.modified(t, depth)
	}
	return -1
}

// absolute returns the noun right before a participle that an adposition brings
// as the subject of both ("with Rome refusing to pay"), where the tree has hung
// the two side by side, or -1.
func (r *Reader) absolute(t int) int {
	tok := &r.doc.Tokens[t]
	if t == 0 || tok.Rel() != "advcl" || tok.Feat("VerbForm") == "Fin" || tok.Feat("VerbForm") == "Inf" || r.tree.Child(t, "mark") >= 0 {
		return -1
	}
	before := &r.doc.Tokens[t-1]
	if before.Head != tok.Head || before.Rel() != "obl" || !isNoun(before) || !r.grammar.absolute[r.adposition(t-1)] {
		return -1
	}
	return t - 1
}

// controller returns the object of head when it controls the infinitive t
// ("asked Iran to stop"), or -1.
func (r *Reader) controller(t, head int) int {
	for _, c := range r.tree.Children(head) {
		tok := &r.doc.Tokens[c]
		if c != t && c < t && (tok.Rel() == "obj" || tok.Rel() == "iobj") && tok.Feat("Reflex") == "" {
			return r.antecedent(c)
		}
	}
	return -1
}

// answerable returns the object of head when the clause of t says what it did
// to be judged or punished so ("criticized Iran for arming rebels"), or -1.
func (r *Reader) answerable(t, head int) int {
	for _, c := range r.tree.Children(t) {
		if tok := &r.doc.Tokens[c]; (tok.Rel() == "mark" || tok.Rel() == "case") && r.grammar.reason[strings.ToLower(tok.Form)] {
			return r.controller(t, head)
		}
	}
	return -1
}

// modified returns the noun whose modifier t is when it is t's subject: of a
// participle the noun itself, of an infinitive ("the decision to go") the
// subject of the clause that the noun stands in.
func (r *Reader) modified(t, depth int) int {
	tok := &r.doc.Tokens[t]
	if isNominal(tok) {
		return -1
	}
	if r.hasRelative(t) {
		return -1
	}
	if tok.Feat("VerbForm") != "Inf" {
		return tok.Head
	}
	for i, n := 0, tok.Head; i < maxClimb && n >= 0; i++ {
		if isVerbal(&r.doc.Tokens[n]) {
			return r.surfaceSubject(n, depth+1)
		}
		n = r.doc.Tokens[n].Head
	}
	return -1
}

// sharedObject adds the object of a coordinated verb behind the trigger
// ("condemned and rejected the plan").
func (r *Reader) sharedObject(f *Frame) {
	for _, c := range r.tree.Children(f.Trigger) {
		tok := &r.doc.Tokens[c]
		if tok.Rel() != "conj" || !isVerbal(tok) || r.ownSubject(c) >= 0 {
			continue
		}
		if o := r.tree.Child(c, "obj"); o >= 0 {
			f.add(relObj, "", r.antecedent(o), 2)
		}
	}
}

// sharedNominal gives a coordinated noun the modifiers of the first one
// ("talks and negotiations with Iran" whichever of them holds it).
func (r *Reader) sharedNominal(f *Frame, head int) {
	for _, c := range r.tree.Children(head) {
		tok := &r.doc.Tokens[c]
		if c != f.Trigger && (tok.Rel() == "nmod" || tok.Rel() == "det") {
			r.child(f, c, 1)
		}
	}
}

// governor adds to a noun what the clause around it has: its subject, its
// adpositional phrases and its object.
func (r *Reader) governor(f *Frame) {
	if !r.nounIn(f.Trigger) {
		return
	}
	n, rel := f.Trigger, r.doc.Tokens[f.Trigger].Rel()
	cost := 1
	for i := 0; i < maxClimb; i++ {
		tok := &r.doc.Tokens[n]
		if tok.Head < 0 {
			return
		}
		rel = tok.Rel()
		n = tok.Head
		if f.Governor < 0 && rel != "conj" && rel != "appos" && rel != "flat" {
			f.Governor = n
		}
		if isVerbal(&r.doc.Tokens[n]) || r.headsClause(n) {
			r.clauseOf(f, n, rel, cost)
			return
		}
		if rel == "nmod" {
			cost++
		}
	}
}

// clauseOf adds the arguments of the clause headed by v to a noun that stands
// in it under the relation rel.
func (r *Reader) clauseOf(f *Frame, v int, rel string, cost int) {
	if r.depth > maxClimb {
		return
	}
	r.depth++
	clause := r.Frame(v)
	r.depth--
	judged := rel != "obl" && r.judges(v)
	for _, a := range clause.args {
		if a.cost > 1 || a.token == f.Trigger || r.tree.Governs(a.token, f.Trigger) {
			continue
		}
		switch a.rel {
		case relSubj:
			if !judged {
				f.add(relSubj, "", a.token, cost+a.cost)
			}
		case relObj:
			f.add(relVobj, "", a.token, cost+a.cost)
		case relIobj, relObl:
			f.add(a.rel, a.adp, a.token, cost+a.cost)
		}
	}
}

// judges reports whether a verb only says what its subject thinks of somebody
// else's act.
func (r *Reader) judges(v int) bool {
	for _, k := range r.Keys(v) {
		if r.grammar.judging[k] {
			return true
		}
	}
	return false
}

// loose adds what the parser may have hung in the wrong place: adpositional
// phrases deeper in the clause, and bare nouns by their case.
func (r *Reader) loose(f *Frame) {
	r.looseIn(f, f.Trigger, 0)
}

// maxLoose bounds the search for misplaced phrases.
const maxLoose = 3

func (r *Reader) looseIn(f *Frame, n, depth int) {
	for _, c := range r.tree.Children(n) {
		tok := &r.doc.Tokens[c]
		if opensClause(tok) {
			continue
		}
		if r.nominal(c) && depth > 0 {
			if adp := r.adposition(c); adp != "" {
				f.add(relObl, adp, r.antecedent(c), depth+1)
			}
		}
		if depth == 0 && r.nominal(c) {
			r.looseCore(f, c)
		}
		if depth < maxLoose {
			r.looseIn(f, c, depth+1)
		}
	}
}

// looseCore guesses the relation of a bare noun under a label that says
// nothing.
func (r *Reader) looseCore(f *Frame, c int) {
	tok := &r.doc.Tokens[c]
	switch tok.Rel() {
	case "nsubj", "obj", "iobj", "conj", "flat", "appos", "nummod", "compound", "vocative":
		return
	}
	if !r.verbal(f.Trigger) || r.adposition(c) != "" || r.asides[c] {
		return
	}
	rel, kase := relObj, tok.Feat("Case")
	if r.names[c].last > 0 && r.tree.Child(c, "det") < 0 {
		kase = "" // a bare name shows no case
	}
	switch {
	case kase == "Nom" || kase == "" && c < f.Trigger:
		rel = relSubj
	case kase == "Dat":
		rel = relIobj
	case kase == "Gen":
		return
	}
	if f.Passive && rel == relSubj {
		rel = relObj
	}
	if !f.has(rel) {
		f.add(rel, "", r.antecedent(c), 3)
	}
}

// opensClause reports whether the token begins a clause of its own.
func opensClause(tok *nlp.Token) bool {
	switch tok.Rel() {
	case "ccomp", "advcl", "acl", "parataxis", "csubj", "punct":
		return true
	case "conj", "xcomp":
		return isVerbal(tok)
	}
	return false
}
