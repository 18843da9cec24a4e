// SPDX-License-Identifier: Apache-2.0

package attribution

import "strings"

// nounPhrase returns the end of the noun phrase that begins at word i and
// ends before hi, or i when there is none: determiner, adjectives, nouns, a
// genitive or prepositional attribute, a bracket, an apposition.
func (p *page) nounPhrase(i, hi int) int {
	j := p.bareNounPhrase(i, hi)
	if j == i {
		return i
	}
	if j == i+1 && p.words[i].kind == wordPronoun && !p.lex.sets["quantifier"][p.words[i].lower] {
		return j
	}
	for range 12 {
		k := p.attribute(j, hi)
		if k == j {
			break
		}
		j = k
	}
	return j
}

// bareNounPhrase reads a noun phrase without what follows its nouns.
func (p *page) bareNounPhrase(i, hi int) int {
	j, nouns := i, 0
	for j < hi && j < i+24 {
		w := &p.words[j]
		if k := p.quoteAt[j]; k >= 0 && !p.quotes[k].block {
			j = min(p.quotes[k].outer.hi, hi)
			nouns++
			continue
		}
		switch {
		case w.kind == wordNoun:
			if nouns > 0 && (p.lex.sets["time-noun"][w.lower] || p.nounApart(j)) {
				return j
			}
			nouns++
		case w.kind == wordPronoun && j == i:
			if k := p.bareNounPhrase(j+1, hi); p.lex.sets["quantifier"][w.lower] && k > j+1 && p.words[j+1].kind != wordDet {
				return k
			}
			return j + 1
		case w.kind == wordAdp && j == i+1 && p.words[i].kind == wordDet && p.embedded(j, hi) > j:
			j = p.embedded(j, hi)
			continue
		case nouns > 0 && w.kind == wordDash && j+1 < hi && p.words[j+1].kind == wordNoun && p.words[j-1].end == w.start:
		case nouns > 0 && w.kind != wordAdj:
			return j
		case nouns > 0 && !p.ordinalName(j):
			return j
		case w.kind == wordDet && j == i && p.lex.sets["demonstrative"][w.lower] && p.bareNounPhrase(j+1, hi) == j+1:
			return j + 1
		case w.kind == wordDet || w.kind == wordAdj:
		case w.kind == wordAdv && j+1 < hi && (p.words[j+1].kind == wordAdj || p.words[j+1].kind == wordDet) && j > i:
		case w.kind == wordNonfin && j > i && j+1 < hi && (p.words[j+1].kind == wordNoun || p.words[j+1].kind == wordAdj):
		case w.kind == wordConj && j > i && j+1 < hi && p.words[j-1].kind == wordAdj && p.words[j+1].kind == wordAdj:
		default:
			return i
		}
		j++
	}
	if nouns == 0 {
		return i
	}
	return j
}

// nounApart reports whether the noun at j begins a phrase of its own behind
// another common noun: the tree does not join the two.
func (p *page) nounApart(j int) bool {
	before, here := p.words[j-1].tok, p.words[j].tok
	if before.UPOS != "NOUN" || here.UPOS != "NOUN" || here.Head < 0 {
		return false
	}
	return here.Head != p.words[j-1].first && before.Head != p.words[j].first && p.lex.settings["order"] == "v2"
}

// embedded returns the end of a prepositional phrase at j that stands between
// an article and a participle or adjective with its noun: "die in Berlin
// geborene Autorin", or j.
func (p *page) embedded(j, hi int) int {
	k := p.bareNounPhrase(j+1, hi)
	if k == j+1 || k+1 >= hi {
		return j
	}
	if n := &p.words[k]; (n.kind == wordAdj || n.kind == wordNonfin) && !n.capital() && p.words[k+1].kind == wordNoun {
		return k
	}
	return j
}

// ordinalName reports whether the adjective at j belongs to the name before
// it: a number, or a capitalised part of a name.
func (p *page) ordinalName(j int) bool {
	w := &p.words[j]
	return w.capital() || w.tok.UPOS == "NUM" && p.words[j-1].tok.UPOS == "PROPN"
}

// sourcePhrase reads a noun phrase that names a source: like nounPhrase, but
// only with the attributes that say whose words they are.
func (p *page) sourcePhrase(i, hi int) int {
	j := p.bareNounPhrase(i, hi)
	if j == i {
		return i
	}
	for range 8 {
		if j >= hi {
			break
		}
		w, k := &p.words[j], j
		switch {
		case p.lex.sets["genitive"][w.lower] && w.kind == wordDet, p.genitiveAdjective(j, hi):
			k = p.bareNounPhrase(j, hi)
		case p.lex.sets["source-attribute"][w.lower] && w.kind == wordAdp:
			k = p.prepositional(j, hi)
		case w.kind == wordOpen:
			k = p.bracket(j, hi)
		case w.kind == wordConj && p.lex.sets["and"][w.lower] && !p.hasFinite(span{i, j}):
			if k = p.bareNounPhrase(j+1, hi); k == j+1 || p.words[j+1].kind == wordPronoun {
				k = j
			}
		}
		if k == j {
			break
		}
		j = k
	}
	return j
}

// attribute returns the end of one attribute that begins at j, or j.
func (p *page) attribute(j, hi int) int {
	if j >= hi {
		return j
	}
	w := &p.words[j]
	switch {
	case p.lex.sets["genitive"][w.lower] && w.kind == wordDet:
		if p.lex.sets["dative"][w.lower] && j > 0 && p.words[j-1].tok.UPOS == "PROPN" {
			return j
		}
		return p.bareNounPhrase(j, hi)
	case p.genitiveAdjective(j, hi):
		return p.bareNounPhrase(j, hi)
	case p.lex.sets["attribute-preposition"][w.lower]:
		return p.prepositional(j, hi)
	case p.lex.sets["place-preposition"][w.lower] && j+1 < hi && !p.timeAhead(j+1, hi):
		return p.prepositional(j, hi)
	case w.kind == wordOpen:
		return p.bracket(j, hi)
	case w.kind == wordConj && p.lex.sets["and"][w.lower]:
		if k := p.nounAttributes(j+1, hi); k > j+1 && !p.subjectOfNext(k, hi) {
			return k
		}
	}
	return j
}

// genitiveAdjective reports whether a genitive without an article begins at j:
// "Berichte britischer Zeitungen".
func (p *page) genitiveAdjective(j, hi int) bool {
	ending := p.lex.settings["genitive-adjective-ending"]
	w := &p.words[j]
	return ending != "" && j > 0 && j+1 < hi && w.kind == wordAdj && p.words[j-1].kind == wordNoun &&
		strings.HasSuffix(w.lower, ending) && p.words[j+1].kind == wordNoun
}

// nounAttributes reads a noun phrase with its attributes but no further
// conjunct.
func (p *page) nounAttributes(i, hi int) int {
	j := p.bareNounPhrase(i, hi)
	if j == i || p.words[i].kind == wordPronoun {
		return i
	}
	for range 4 {
		if j >= hi || p.words[j].kind == wordConj {
			break
		}
		k := p.attribute(j, hi)
		if k == j {
			break
		}
		j = k
	}
	return j
}

// subjectOfNext reports whether a finite verb follows at k that makes the
// noun phrase before it the subject of a new clause; only when the phrase does
// not reach up to hi, where its own verb stands.
func (p *page) subjectOfNext(k, hi int) bool {
	return k < hi && p.words[k].kind == wordFinite
}

func (p *page) prepositional(j, hi int) int {
	if j+1 >= hi {
		return j
	}
	if k := p.bareNounPhrase(j+1, hi); k > j+1 {
		return k
	}
	return j
}

// timeAhead reports whether the noun phrase at i is a time.
func (p *page) timeAhead(i, hi int) bool {
	for j := i; j < hi && j < i+4; j++ {
		w := &p.words[j]
		if p.lex.sets["time-noun"][w.lower] || w.tok.UPOS == "NUM" {
			return true
		}
		if w.kind == wordNoun {
			return false
		}
	}
	return true
}

// bracket returns the end of a short bracket, or j.
func (p *page) bracket(j, hi int) int {
	for k := j + 1; k < hi && k < j+10; k++ {
		if p.words[k].kind == wordClose {
			return k + 1
		}
	}
	return j
}

// withAppositions extends a noun phrase that ends at j over ", a noun phrase,"
// up to hi.
func (p *page) withAppositions(j, hi int) int {
	for range 3 {
		if j+1 >= hi || p.words[j].kind != wordComma || p.words[j].text != "," {
			return j
		}
		if q := p.quoteAt[j+1]; q >= 0 && p.quotes[q].block {
			return j // speech that goes on
		}
		k := p.apposition(j+1, hi)
		if k == j+1 {
			return j
		}
		if k < hi && p.words[k].kind != wordComma && p.words[k].kind != wordStop && p.words[k].kind != wordColon &&
			p.words[k].kind != wordMark && p.words[k].kind != wordDash && p.words[k].kind != wordClose {
			return j
		}
		j = k
	}
	return j
}

// apposition returns the end of the noun phrase at i when it can stand beside
// another one.
func (p *page) apposition(i, hi int) int {
	w := &p.words[i]
	if w.kind == wordPronoun || p.lex.sets["relative"][w.lower] && i+1 < hi && p.words[i+1].kind == wordDet {
		return i
	}
	k := p.nounPhrase(i, hi)
	for k < hi && k > i && p.words[k].kind == wordAdp {
		m := p.prepositional(k, hi)
		if m == k || p.timeAhead(k+1, hi) {
			break
		}
		k = m
	}
	return k
}
