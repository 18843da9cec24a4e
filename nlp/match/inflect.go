// SPDX-License-Identifier: Apache-2.0

package match

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"depesche/nlp"
)

// A lemma that a tagger has guessed wrong hides a trigger. This file leads a
// verb form back to the infinitives that it may belong to: by its prefixes, by
// a table of irregular stems, and by regular endings. All of that is data of
// the language; a guess only counts when a pattern knows the word.

// inflection is how the verbs of a language inflect.
type inflection struct {
	irregular  map[string]string // form without its prefix → infinitive
	prefixes   []string
	opening    map[byte][]string // the prefixes by their first byte
	participle string            // "ge"
	infix      string            // "zu"
	past       []string          // endings of regular pasts and participles
	infinitive []string          // endings of infinitives
	finite     []string          // endings of regular pasts that head a clause

	strongEndings []string // what the forms of the table may end in
}

// addForms reads "infinitive form form …": the forms and what their endings
// make of them.
func (x *inflection) addForms(words []string) {
	if x.irregular == nil {
		x.irregular = map[string]string{}
	}
	for _, w := range words[1:] {
		x.irregular[w] = words[0]
		for _, end := range x.strongEndings {
			if _, known := x.irregular[w+end]; !known {
				x.irregular[w+end] = words[0]
			}
		}
	}
}

func (x *inflection) addPrefixes(prefixes []string) {
	x.prefixes = append(x.prefixes, prefixes...)
	if x.opening == nil {
		x.opening = map[byte][]string{}
	}
	for _, p := range prefixes {
		x.opening[p[0]] = append(x.opening[p[0]], p)
	}
}

// prefixesOf returns the prefixes that a form may begin with.
func (x *inflection) prefixesOf(form string) []string {
	if form == "" {
		return nil
	}
	return x.opening[form[0]]
}

// noEnding is how a list writes the empty ending.
const noEnding = "-"

// maxGuesses bounds the infinitives that are tried for one form.
const maxGuesses = 40

// infinitives returns the infinitives that a form may belong to.
func (x *inflection) infinitives(form string) []string {
	if x.irregular == nil && len(x.past) == 0 {
		return nil
	}
	ends := make([]string, 0, maxGuesses)
	for _, end := range x.past {
		if strings.HasSuffix(form, end) {
			ends = append(ends, end) // no other is one of the form without its prefix
		}
	}
	out := x.bare("", form, ends, nil)
	for _, p := range x.prefixesOf(form) {
		rest, ok := strings.CutPrefix(form, p)
		if !ok || len(rest) < 2 || len(out) > maxGuesses {
			continue
		}
		out = x.bare(p, rest, ends, out)
		if inner, ok := strings.CutPrefix(rest, x.infix); ok && x.infix != "" && x.isInfinitive(inner) {
			out = append(out, p+inner)
		}
	}
	return out
}

func (x *inflection) isInfinitive(s string) bool {
	for _, end := range x.infinitive {
		if strings.HasSuffix(s, end) && len(s) > len(end)+1 {
			return true
		}
	}
	return false
}

// bare adds the infinitives of a form whose prefix is cut off; ends are the
// regular endings that it may have.
func (x *inflection) bare(prefix, rest string, ends, out []string) []string {
	if inf, ok := x.irregular[rest]; ok {
		out = append(out, prefix+inf)
	}
	stem := rest
	if inner, ok := strings.CutPrefix(rest, x.participle); ok && x.participle != "" && len(inner) > 2 {
		out = x.regular(prefix, inner, ends, out)
	}
	return x.regular(prefix, stem, ends, out)
}

// regular undoes the endings of regular verbs.
func (x *inflection) regular(prefix, form string, ends, out []string) []string {
	for _, end := range ends {
		stem, ok := strings.CutSuffix(form, end)
		if !ok || utf8.RuneCountInString(stem) < 3 {
			continue
		}
		for _, inf := range x.infinitive {
			out = append(out, prefix+stem+strings.TrimPrefix(inf, noEnding))
		}
	}
	return out
}

// tabled returns the infinitives that the table gives for a form, with the
// prefixes that may stand before them.
func (x *inflection) tabled(form string) []string {
	var out []string
	if inf, ok := x.irregular[form]; ok {
		out = append(out, inf)
	}
	for _, p := range x.prefixesOf(form) {
		if rest, ok := strings.CutPrefix(form, p); ok && x.irregular[rest] != "" {
			out = append(out, p+x.irregular[rest])
		}
	}
	return out
}

// guesses returns the infinitives that a token may be a form of.
func (r *Reader) guesses(tok *nlp.Token) []string {
	switch tok.UPOS {
	case "NOUN", "PROPN", "PRON", "DET", "PUNCT", "CCONJ":
		return nil
	}
	if tok.Feat("VerbForm") == "Inf" {
		return nil // it has no ending
	}
	if first, _ := utf8.DecodeRuneInString(tok.Form); !unicode.IsLower(first) {
		return nil
	}
	return r.grammar.inflection.infinitives(tok.Form)
}

// finite reports whether a token that is tagged as something else, or that is
// a participle by its label, has the form of a finite verb, so that it may head
// a sentence that has no verb otherwise.
func (r *Reader) finite(tok *nlp.Token) bool {
	x := &r.grammar.inflection
	if isVerbal(tok) && tok.Rel() != "amod" || len(r.guesses(tok)) == 0 {
		return false
	}
	for _, end := range x.finite {
		if strings.HasSuffix(tok.Form, end) {
			return true
		}
	}
	for _, p := range x.prefixesOf(tok.Form) {
		if rest, ok := strings.CutPrefix(tok.Form, p); ok && x.isPast(rest) {
			return true
		}
	}
	return x.isPast(tok.Form)
}

// isPast reports whether a form of the table is no participle.
func (x *inflection) isPast(form string) bool {
	return x.irregular[form] != "" && (x.participle == "" || !strings.HasPrefix(form, x.participle))
}

// promote finds words that must be verbs: the first possible one of a sentence
// without any, and an irregular form in a stretch without any that another
// word of the same sentence is coordinated with.
func (r *Reader) promote() {
	for _, s := range r.doc.Sentences {
		verbs := 0
		for t := s.First; t < s.Last; {
			end := r.nextMark(t, s.Last)
			n := r.promoteIn(t, end, verbs > 0)
			if n > 0 {
				r.promoteLast(t, end)
			}
			verbs += n
			t = end + 1
		}
		if verbs == 0 {
			for t := s.First; t < s.Last; t++ {
				if r.finite(&r.doc.Tokens[t]) {
					r.promoted[t] = true
					break
				}
			}
		}
	}
}

// promoteIn counts the verbs of a stretch; when there are none it promotes an
// irregular form at its beginning, behind a stretch that has one.
func (r *Reader) promoteIn(first, last int, behind bool) int {
	verbs := 0
	for t := first; t < last; t++ {
		if tok := &r.doc.Tokens[t]; isVerbal(tok) && tok.Rel() != "amod" {
			verbs++
		}
	}
	if verbs > 0 || !behind || first >= last {
		return verbs
	}
	tok := &r.doc.Tokens[first]
	if tok.UPOS != "ADJ" && r.grammar.inflection.irregular[tok.Form] != "" && r.finite(tok) {
		r.promoted[first] = true
		return 1
	}
	return 0
}

// promoteLast promotes the word that closes a stretch with nothing but an
// auxiliary for a verb, when it has the form of a participle that a pattern
// knows ("have … signed", where the verb comes last).
func (r *Reader) promoteLast(first, last int) {
	t := last - 1
	if r.grammar.fixedOrder || t <= first || r.doc.Tokens[t].UPOS != "ADJ" || r.names[t].last > 0 {
		return
	}
	auxiliaries, passive := 0, false
	for i := first; i < t; i++ {
		switch tok := &r.doc.Tokens[i]; tok.UPOS {
		case "VERB":
			return
		case "AUX":
			auxiliaries++
			passive = passive || r.grammar.passive[lemmaOf(tok)]
		}
	}
	if auxiliaries > 0 && r.known(r.guesses(&r.doc.Tokens[t])) {
		r.promoted[t], r.closing[t] = true, passive
	}
}
