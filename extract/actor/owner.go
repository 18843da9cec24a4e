// SPDX-License-Identifier: Apache-2.0

package actor

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"depesche/codebook"
	"depesche/nlp"
)

// lookRight takes in the name and the owner behind the office.
func (a *analysis) lookRight(p *phrase) {
	a.asHolder(p)
	if p.name >= 0 || a.nameAt(p, a.afterAddress(p.last)) || isQuote(a.form(p.last)) && a.nameAt(p, p.last+1) {
		a.realmAfter(p)
		return
	}
	t := p.last
	class := a.offices[p.office].class
	key := a.offices[p.office].key
	role := a.role(t)
	linked := role&owning != 0 || role&origin != 0 && class == 'p' && key != "ambassador" || role&within != 0 && class != 'p' ||
		role&within != 0 && p.plural && key != "ambassador"
	if len(p.owners) == 0 && a.townBehind(p) {
		return
	}
	if key == "special-envoy" && role&posting != 0 && a.placeFrom(t+1) {
		linked, p.foreign = false, true // he is not of the state that he is sent to
	}
	if class == 'p' && role&owning == 0 && len(p.owners) == 0 && a.doc.Tokens[min(t, len(a.doc.Tokens)-1)].UPOS == "ADP" && a.sitsIn(p, t+1) {
		return
	}
	linked = linked && (p.whose < 0 || role&owning != 0) // "its troops from the island"
	if role&owning == 0 && len(a.offices[p.office].states) > 0 {
		linked = false // whose they are is known wherever they are
	}
	for t < len(a.doc.Tokens) && a.role(t)&(owning|within|definite) != 0 && t < p.last+3 {
		t++
	}
	if len(p.owners) > 0 && len(a.offices[p.office].sectors) > 0 {
		linked = false // it has said whose it is
	} else if linked || t == p.last {
		a.ownerAfter(p, t, linked)
	}
	if p.end > p.last && a.nameAt(p, p.end) {
		return
	}
	a.apposition(p)
}

// asHolder takes a form in the singular that is called a group ("Journalisten")
// for the office whose inflected form it is ("den Journalisten Jean Dupont")
// where the name of a person follows.
func (a *analysis) asHolder(p *phrase) {
	t := p.last
	tok := &a.doc.Tokens[t-1]
	if a.offices[p.office].class != 'g' || tok.Feat("Number") != "Sing" || t >= len(a.nameOf) || a.nameOf[t] < 0 {
		return
	}
	if f := &a.names[a.nameOf[t]]; f.first != t || f.kind != typePerson {
		return
	}
	for cut := 1; cut <= longestEnding && cut < len(tok.Form); cut++ {
		base := tok.Form[:len(tok.Form)-cut]
		if !a.lex.isEnding(tok.Form[len(base):]) {
			continue
		}
		for _, id := range a.lex.lookup(base) {
			if e := &a.lex.entries[id]; e.ref.kind == refOffice && e.form == base && a.offices[e.ref.index].class == 'p' {
				p.office, p.plural = int(e.ref.index), false
				return
			}
		}
	}
}

// placeFrom reports whether a state or place begins at the token or behind an
// article there.
func (a *analysis) placeFrom(t int) bool {
	t = a.placeAt(t)
	h := a.lastHit(t)
	return h != nil && h.first == t && (h.kind() == refCountry || h.kind() == refRegion || h.kind() == refSeat) ||
		t < len(a.nameOf) && a.nameOf[t] >= 0 && a.names[a.nameOf[t]].kind == typePlace
}

// sitsIn takes a body of the sector of an office as its owner behind whatever
// preposition: "a judge at the Supreme Court", "Richter am Bundesgerichtshof".
func (a *analysis) sitsIn(p *phrase, t int) bool {
	t = a.placeAt(t)
	sectors := a.offices[p.office].sectors
	if t >= len(a.nameOf) || a.nameOf[t] < 0 || len(sectors) == 0 {
		return false
	}
	f := &a.names[a.nameOf[t]]
	if f.first != t || f.ref.kind != refOrg {
		return false
	}
	o := a.book.Organisation(a.orgs[f.ref.index], a.date)
	if len(o.Sectors) == 0 || !slices.Contains(o.Sectors, sectors[0]) {
		return false
	}
	p.owners = append(p.owners, owner{ref: f.ref, name: int(a.nameOf[t]), phrase: -1, first: t, last: f.last})
	p.end = f.last
	return true
}

// placeAt is the token itself, or the one behind an article at it.
func (a *analysis) placeAt(t int) int {
	if a.role(t)&definite != 0 {
		return t + 1
	}
	return t
}

// realmAfter takes the state behind the name of a monarch as an owner: "King
// Harald of Norway".
func (a *analysis) realmAfter(p *phrase) {
	t := p.end + 1
	if a.offices[p.office].key != "monarch" || len(p.owners) > 0 || a.role(p.end)&owning == 0 || t >= len(a.nameOf) || a.nameOf[t] < 0 {
		return
	}
	if f := &a.names[a.nameOf[t]]; f.first == t && f.ref.kind == refCountry {
		p.owners = append(p.owners, owner{ref: f.ref, name: int(a.nameOf[t]), phrase: -1, first: t, last: f.last})
	}
}

// afterAddress is where a name can begin behind the forms of address at t.
func (a *analysis) afterAddress(t int) int {
	for h := a.lastHit(t); h != nil && h.first == t && h.kind() == refOffice && a.offices[h.entry.ref.index].class == 't'; h = a.lastHit(t) {
		t = h.last
	}
	return t
}

// nameAt ties the name that begins at t to the phrase.
func (a *analysis) nameAt(p *phrase, t int) bool {
	if t >= len(a.doc.Tokens) || a.nameOf[t] < 0 {
		return false
	}
	f := &a.names[a.nameOf[t]]
	if f.kind == typePerson && a.isOfAnother(f) {
		return false
	}
	if f.first != t || !a.suits(p, f) {
		return false
	}
	a.tie(p, int(a.nameOf[t]))
	return true
}

// isOfAnother reports whether a name is the genitive of a person whom the
// article names in full without it: "die Anwältin Müllers".
func (a *analysis) isOfAnother(f *found) bool {
	if !a.genitive(f.last - 1) {
		return false
	}
	for _, base := range a.withoutEnding(a.form(f.last - 1))[1:] {
		if a.surnames[codebook.Fold(base)] {
			return true
		}
	}
	return false
}

// suits reports whether an office and a name can be one and the same.
func (a *analysis) suits(p *phrase, f *found) bool {
	if p.plural && a.offices[p.office].class == 'p' {
		return false
	}
	switch a.offices[p.office].class {
	case 'p':
		return f.kind == typePerson
	case 'k':
		return f.kind == typeOrg
	case 'g':
		return f.kind == typeOrg && (f.ref.kind != refNone || isQuote(a.form(f.first-1)))
	}
	return false
}

func (a *analysis) tie(p *phrase, n int) {
	p.name = n
	if a.names[n].phrase < 0 {
		a.names[n].phrase = p.self
	}
	p.end = max(p.end, a.names[n].last)
}

// ownerAfter takes what follows "of" as an owner: a state, an organisation, a
// person, or another phrase; a genitive needs no "of".
func (a *analysis) ownerAfter(p *phrase, t int, linked bool) {
	for limit := t + 3; t < len(a.doc.Tokens) && t < limit; t++ {
		if h := a.lastHit(t); h != nil || a.nameOf[t] >= 0 {
			break
		}
		if !linked || !a.isModifier(t) {
			return
		}
	}
	if t >= len(a.doc.Tokens) {
		return
	}
	if q := a.phraseFrom(t); q >= 0 && linked && q != p.self {
		p.owners = append(p.owners, owner{name: -1, phrase: q, first: t, last: a.phrases[q].end})
		p.end = a.phrases[q].end
		return
	}
	if n := a.nameOf[t]; n >= 0 && a.names[n].first == t {
		f := &a.names[n]
		if !linked && !a.genitive(f.last-1) {
			return
		}
		p.owners = append(p.owners, owner{ref: f.ref, name: int(n), phrase: -1, first: t, last: f.last})
		p.end = f.last
		a.moreOwners(p)
	}
}

// mostOwners bounds the owners of one office.
const mostOwners = 30

// moreOwners takes in the other owners of a list that ends with "and": "of
// Russia, India and China".
func (a *analysis) moreOwners(p *phrase) {
	if !p.plural && a.doc.Tokens[p.last-1].Feat("Number") == "Sing" {
		return
	}
	var more []owner
	for end := p.end; len(more) < mostOwners; end = more[len(more)-1].last {
		t, last := end, a.role(end)&joining != 0
		if !last && a.form(t) != "," {
			return
		}
		if t++; !last && a.role(t)&joining != 0 {
			t, last = t+1, true
		}
		for limit := t + 2; t < limit && a.role(t)&(definite|owning) != 0; {
			t++
		}
		if t >= len(a.nameOf) || a.nameOf[t] < 0 {
			return
		}
		f := &a.names[a.nameOf[t]]
		if f.first != t || f.kind == typePerson || a.phraseFrom(t) >= 0 {
			return
		}
		more = append(more, owner{ref: f.ref, name: int(a.nameOf[t]), phrase: -1, first: t, last: f.last})
		if last {
			p.owners = append(p.owners, more...)
			p.end, p.joined, p.plural = f.last, true, true
			return
		}
	}
}

// phraseFrom returns the phrase whose modifiers or head begin at t, or -1.
func (a *analysis) phraseFrom(t int) int {
	for i := t; i < len(a.doc.Tokens) && i < t+farthestModifier; i++ {
		if q := a.phrase0[i]; q >= 0 {
			if a.phrases[q].first <= t {
				return int(q)
			}
			return -1
		}
	}
	return -1
}

// apposition ties an office to the name before or behind a comma.
func (a *analysis) apposition(p *phrase) {
	if a.offices[p.office].class != 'p' || p.plural {
		return
	}
	if a.form(p.first-1) == "," && p.first >= 2 && (p.definite || len(p.owners) > 0) {
		if n := a.nameOf[p.first-2]; n >= 0 && a.names[n].last == p.first-1 && a.names[n].kind == typePerson && a.names[n].phrase < 0 && a.closed(p.end) {
			a.tie(p, int(n))
			return
		}
	}
	if a.form(p.end) == "," && a.form(p.end+1) != "" {
		if n := a.nameOf[min(p.end+1, len(a.nameOf)-1)]; n >= 0 && a.names[n].first == p.end+1 && a.names[n].kind == typePerson && isStop(a.form(a.names[n].last)) {
			a.tie(p, int(n))
		}
	}
}

// isStop reports whether a form is punctuation that can end an apposition.
func isStop(form string) bool {
	return form != "" && strings.Contains(",.;:)", form)
}

// closed reports whether an apposition can end before t.
func (a *analysis) closed(t int) bool {
	if t >= len(a.doc.Tokens) {
		return true
	}
	if a.isMark(t) {
		return false // "Minister Miller, the senator's first visitor"
	}
	r, _ := utf8.DecodeRuneInString(a.form(t))
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) || a.isVerb(&a.doc.Tokens[t])
}

func (a *analysis) isVerb(t *nlp.Token) bool {
	return t.UPOS == "VERB" || t.UPOS == "AUX" || t.UPOS == ""
}
