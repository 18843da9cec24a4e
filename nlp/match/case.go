// SPDX-License-Identifier: Apache-2.0

package match

import "depesche/nlp"

// This file asks the forms of words which of two nouns is the subject, in
// languages whose articles and verbs show case and number: what they say goes
// before what the tree says.

// Dative reports whether a noun that the tree has for a subject stands in the
// dative by its article, in a form that no subject has: with nouns of the
// feminine one article serves for too much.
func (r *Reader) Dative(t int) bool {
	tok := &r.doc.Tokens[t]
	if r.grammar.fixedOrder || tok.Rel() != "nsubj" || !r.nominal(t) {
		return false
	}
	return r.articleCase(t) == "Dat" && r.swallowed(t) < 0
}

// articleCase returns the case that the article of a noun shows, where its form
// leaves no doubt that it is none of a subject, or "".
func (r *Reader) articleCase(t int) string {
	d := r.tree.Child(t, "det")
	if d < 0 || d > t {
		return ""
	}
	det := &r.doc.Tokens[d]
	if det.Feat("Number") == "Sing" && det.Feat("Gender") == "Fem" {
		return ""
	}
	return det.Feat("Case")
}

// isFronted reports whether what the tree takes for the subject before a verb
// is its object: a bare neuter pronoun, while a noun right behind the verb is a
// subject as well ("That demands the minister" in a language whose verb is the
// second).
func (r *Reader) isFronted(t, verb int) bool {
	tok := &r.doc.Tokens[t]
	if r.grammar.fixedOrder || t != verb-1 || tok.UPOS != "DET" && tok.UPOS != "PRON" || tok.Feat("Gender") != "Neut" || tok.Rel() != "nsubj" {
		return false
	}
	for _, c := range r.tree.Children(verb) {
		if o := &r.doc.Tokens[c]; c > verb && o.Rel() == "nsubj" && (o.UPOS == "NOUN" || o.UPOS == "PROPN") && o.Feat("Gender") != "Neut" {
			return true
		}
	}
	return false
}

// hasFronted reports whether the object of a verb is a pronoun before it that
// the tree takes for a second subject.
func (r *Reader) hasFronted(verb int) bool {
	return verb > 0 && r.doc.Tokens[verb-1].Head == verb && r.isFronted(verb-1, verb)
}

// swallowed returns the noun that a relative clause describes whose pronoun the
// tree has taken for the article of the clause's subject ("the reformer, [to]
// whom King N. N. had promised …" is "dem König …" there), or -1.
func (r *Reader) swallowed(subject int) int {
	d := r.tree.Child(subject, "det")
	v := r.doc.Tokens[subject].Head
	if r.grammar.fixedOrder || d < 1 || v < subject || r.doc.Tokens[d-1].Form != "," || r.doc.Tokens[v].Rel() != "acl" || r.hasRelative(v) {
		return -1
	}
	whom, article := r.doc.Tokens[v].Head, &r.doc.Tokens[d]
	if whom < 0 || whom >= d || article.Feat("Definite") != "Def" {
		return -1
	}
	if kase := article.Feat("Case"); kase != "Dat" && kase != "Acc" || !alike(article, &r.doc.Tokens[whom], "Number") || !alike(article, &r.doc.Tokens[whom], "Gender") {
		return -1
	}
	for _, c := range r.tree.Children(v) {
		if c != subject && r.doc.Tokens[c].Rel() == "nsubj" {
			return -1
		}
	}
	return whom
}

// SwallowsRelative reports whether the article of a subject is a relative
// pronoun: its case is not that of the subject.
func (r *Reader) SwallowsRelative(t int) bool { return r.swallowed(t) >= 0 }

// relativeOf adds whom a swallowed relative pronoun stands for, in its case.
func (r *Reader) relativeOf(f *Frame, subject, whom int) {
	if r.doc.Tokens[r.tree.Child(subject, "det")].Feat("Case") == "Dat" {
		f.add(relIobj, "", whom, 1)
		return
	}
	f.add(relObj, "", whom, 1)
}

// alike reports whether two words do not differ in a feature.
func alike(a, b *nlp.Token, feature string) bool {
	return a.Feat(feature) == "" || b.Feat(feature) == "" || a.Feat(feature) == b.Feat(feature)
}

// dativeBefore returns the bare noun in the dative right before an object that
// the tree has made a part of it, as headlines leave out the article ("… denies
// envoy entry"), or -1.
func (r *Reader) dativeBefore(f *Frame, object int) int {
	if r.grammar.fixedOrder || f.Passive || !r.verbal(f.Trigger) || r.doc.Tokens[object].UPOS != "NOUN" {
		return -1
	}
	for _, c := range r.tree.Children(object) {
		tok := &r.doc.Tokens[c]
		if c < object && c > f.Trigger && tok.Rel() == "nmod" && tok.UPOS == "NOUN" && tok.Feat("Case") == "Dat" && r.adposition(c) == "" && r.tree.Child(object, "det") < 0 {
			return c
		}
	}
	return -1
}

// differsInNumber reports whether a name in the singular stands with a finite
// verb in the plural.
func (r *Reader) differsInNumber(name, verb int) bool {
	return r.doc.Tokens[name].Feat("Number") == "Sing" && r.doc.Tokens[verb].Feat("Number") == "Plur" && r.doc.Tokens[verb].Feat("VerbForm") == "Fin"
}

// isActive reports a finite verb, which no passive is where the passive has a
// participle, that has a subject of its own.
func (r *Reader) isActive(t int) bool {
	return !r.grammar.fixedOrder && r.doc.Tokens[t].Feat("VerbForm") == "Fin" && r.doc.Tokens[t].UPOS == "VERB" && r.ownSubject(t) >= 0
}

// subjectBeside returns the name right before a finite verb that the tree has
// put beside the name before it, where a comma parts two clauses ("X threatens
// Y, Z protests"), or -1.
func (r *Reader) subjectBeside(t int) int {
	tok := &r.doc.Tokens[t]
	if t < 2 || tok.Rel() != "conj" || tok.Feat("VerbForm") != "Fin" || r.names[t-1].last != t {
		return -1
	}
	first := r.names[t-1].first
	if first < 2 || r.doc.Tokens[first-1].Form != "," || r.names[first-2].last != first-1 {
		return -1
	}
	for n := first; n < t; n++ {
		if rel := r.doc.Tokens[n].Rel(); (rel == "appos" || rel == "conj") && r.doc.Tokens[n].Head < first && !r.differsInNumber(n, t) {
			return n
		}
	}
	return -1
}

// OpensClause reports whether a name is the subject of a verb right behind it,
// though the tree has it beside the name before the comma.
func (r *Reader) OpensClause(name int) bool {
	last := r.names[name].last
	return last > 0 && last < len(r.doc.Tokens) && r.subjectBeside(last) == name
}
