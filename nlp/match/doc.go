// SPDX-License-Identifier: Apache-2.0

// Package match finds patterns in dependency trees. In goes a parsed nlp.Doc
// and patterns written as one line of text; out come the places where they
// hold, with the tokens that fill their roles. It knows no actors and no
// events: whether a token may fill a role is asked of the caller.
//
// # The language
//
// A pattern is a trigger word and edges to its arguments:
//
//	treffen > subj:A > obj|obl:mit:B
//	@hold > obj=@talks > subj:A > obl:mit:B ?
//	einladen > subj:A > obj:B > !obl:als
//	Besuch > gen|subj:A > obl:in,bei,nach:B
//	anerkennen [neg] > subj:A > obj~B
//	beenden [modal=sollen|müssen] > subj:B > said:A
//
// Words: a lemma; several separated by "|"; "@name" for a class of the
// Classes; "*stem" for every lemma that ends so (German compounds); "_" for
// any word. "/N", "/V", "/A", "/R" behind a word ask for a noun, verb,
// adjective or adverb. A verb with a separated particle is looked up as
// particle+lemma ("ablehnen") and as lemma_particle ("call_off").
//
// Attributes in brackets narrow the trigger: neg (it must be negated, and the
// negation is part of the pattern), !neg, pass, act, inf, noun, verb, gov=words
// (the word that governs it), modal=words (an auxiliary or governing verb).
//
// Relations are those of the meaning, not of the surface: the passive, control,
// relative clauses, coordination and participles are undone before.
//
//	subj   who does it: subject, agent of a passive, controller; of a noun the
//	       subject of the clause it stands in
//	obj    to whom or what: object, subject of a passive
//	iobj   the indirect object
//	vobj   of a noun: the object of the verb that governs it
//	gen    whose: genitive, possessive, "of"
//	mod    adjective or compound part of a noun
//	adv    adverb or predicative adjective
//	comp   a dependent clause
//	obl:p  an argument or adjunct with the adposition p; "obl:p,q" for several
//
// Any other name is left to the caller (Accept gets it in Slot.Rel).
// "rel|rel" tries one after the other. "=words" and "=(pattern)" constrain
// the argument; ":A" puts it into role A; "~A" looks for the role anywhere in
// the argument's phrase; "A.KIND" leaves it to the caller what may fill it. "?" behind an edge makes it optional, "!" before it
// forbids it.
package match
