// SPDX-License-Identifier: Apache-2.0

package actor

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"depesche/nlp"
)

// phrase is a noun phrase headed by an office, an institution or a group:
// "der frühere russische Außenminister", "Polizisten", "the army of Chad".
type phrase struct {
	first, last int // from the article to the office, without name and owner
	head        int
	office      int // index of offices
	also        []int
	owners      []owner
	name        int  // the name it stands with, or -1
	end         int  // behind the owner
	joined      bool // the owners are two side by side: "russische und chinesische"
	definite    bool
	indefinite  bool
	pointing    bool // definite by a word that points back: "this"
	former      bool
	foreign     bool
	nearby      bool // of the place spoken of before: "the local police"
	shadow      bool // faces the office that it is called after: "shadow chancellor"
	doubtful    bool // of a word with another meaning, for which more must speak
	word        bool // stands for what its compound begins with
	acting      bool
	plural      bool
	female      bool
	whose       int // a possessive pronoun, or -1
	entity      int
	self        int // its own index
}

// owner is what an office belongs to.
type owner struct {
	ref    ref
	name   int // a name, or -1
	phrase int // another phrase, or -1
	first  int // tokens
	last   int
	state  string // of a town that is no name: "Essener"
}

// findPhrases builds a phrase around every office that is no part of a name.
func (a *analysis) findPhrases() {
	a.phrase0 = filled(len(a.doc.Tokens))
	for i := range a.hits {
		h := &a.hits[i]
		if h.kind() != refOffice || a.nameOf[h.last-1] >= 0 && !a.alone(h) {
			continue
		}
		class := a.offices[h.entry.ref.index].class
		if class == 't' {
			continue
		}
		if h.last-1 < len(a.doc.Tokens) && i+1 < len(a.hits) && a.hits[i+1].first == h.last-1 {
			continue // the first part of a compound
		}
		if tok := &a.doc.Tokens[h.last-1]; tok.UPOS == "ADJ" && tok.Rel() == "amod" && tok.Head >= h.last && a.doc.Tokens[tok.Head].UPOS == "NOUN" {
			continue // "the national attention" names no national
		}
		a.addPhrase(h)
	}
	for i := len(a.phrases) - 1; i >= 0; i-- {
		a.lookRight(&a.phrases[i])
	}
}

// alone reports whether a name of the finder is just this office.
func (a *analysis) alone(h *hit) bool {
	f := &a.names[a.nameOf[h.last-1]]
	return f.ref.kind == refNone && f.first == h.first && f.last == h.last && f.kind != typePerson
}

func (a *analysis) addPhrase(h *hit) {
	p := phrase{self: len(a.phrases), first: h.first, last: h.last, end: h.last, head: a.headOf(h.first, h.last), office: int(h.entry.ref.index),
		name: -1, whose: -1, entity: -1, doubtful: h.entry.doubtful}
	a.readForm(&p, h)
	a.readCompound(&p, h)
	a.lookLeft(&p)
	a.asGroup(&p, h)
	if n := a.nameOf[h.last-1]; n >= 0 {
		p.name, a.names[n].phrase = int(n), p.self // the finder has named it
	}
	a.phrase0[p.head] = int32(len(a.phrases))
	a.phrases = append(a.phrases, p)
}

// asGroup takes a form that is an office and a group alike ("Aufständische")
// for the group unless an article or tag says that it is one person.
func (a *analysis) asGroup(p *phrase, h *hit) {
	number := a.doc.Tokens[h.last-1].Feat("Number")
	if a.offices[p.office].class != 'p' || p.definite || p.indefinite || number == "Sing" || p.female || h.last > h.first+1 {
		return // of several words, "leaders" alone is another group than "religious leaders"
	}
	for _, id := range a.lex.lookup(a.form(h.last - 1)) {
		e := &a.lex.entries[id]
		if e.ref.kind == refOffice && e.form == a.form(h.last-1) && a.offices[e.ref.index].class == 'g' {
			p.office, p.plural = int(e.ref.index), true
			return
		}
	}
}

// headOf returns the token of the range whose head lies outside of it, or else
// the last.
func (a *analysis) headOf(first, last int) int {
	for t := first; t < last; t++ {
		if h := a.doc.Tokens[t].Head; h >= 0 && (h < first || h >= last) {
			return t
		}
	}
	return last - 1
}

// readForm takes number and gender from the ending, or else from the tags.
func (a *analysis) readForm(p *phrase, h *hit) {
	contains := func(list []string) bool {
		for _, e := range list {
			if h.ending == e {
				return true
			}
		}
		return false
	}
	tok := &a.doc.Tokens[h.last-1]
	p.female = contains(a.lex.feminine) ||
		tok.Feat("Gender") == "Fem" && (len(a.lex.feminine) == 0 || len(a.lex.endings[adjective]) > 0 && strings.HasSuffix(tok.Form, a.lex.endings[adjective][0]))
	p.plural = contains(a.lex.plural) || tok.Feat("Number") == "Plur" && !a.governsSingular(tok)
}

// governsSingular reports whether a subject has a verb in the singular, which
// is surer than the number of the noun.
func (a *analysis) governsSingular(t *nlp.Token) bool {
	return t.Rel() == "nsubj" && t.Head >= 0 && a.doc.Tokens[t.Head].Feat("Number") == "Sing" && a.isVerb(&a.doc.Tokens[t.Head])
}

// readCompound takes what stands before the office in the same word: "US-",
// "Hamas-", "Oppositions".
func (a *analysis) readCompound(p *phrase, h *hit) {
	for _, o := range a.hitsOn(h.first) {
		if o.last != h.first+1 || o.whole || o == *h {
			continue
		}
		a.own(p, &o)
		p.first = min(p.first, o.first)
	}
	if h.front == "" {
		return
	}
	front := a.withoutShadow(p, strings.TrimSuffix(h.front, "s"))
	if a.words.of(front)&degree != 0 {
		return // a general manager is no general
	}
	for _, form := range []string{h.front, front} {
		e, n, _ := a.lex.find([]piece{{text: form, first: true, last: true}}, func(*entry, int) bool { return true })
		if e != nil && n == 1 {
			a.own(p, &hit{first: h.first, last: h.last, entry: e})
			return
		}
	}
}

// withoutShadow takes from the first part of a compound what says that the
// office is one of the opposition: "Schattengesundheits" is "gesundheits".
func (a *analysis) withoutShadow(p *phrase, front string) string {
	for size := len(front); size > tailBytes; size-- {
		if a.words.roles[front[:size]]&shadow != 0 {
			p.shadow = true
			return front[size:]
		}
	}
	return front
}

// own makes what a hit stands for an owner of the phrase.
func (a *analysis) own(p *phrase, h *hit) {
	if h.kind() == refOffice {
		p.also = append(p.also, int(h.entry.ref.index))
		return
	}
	if h.kind() != refNone && h.kind() != refPerson {
		p.owners = append(p.owners, owner{ref: h.entry.ref, name: -1, phrase: -1, first: h.first, last: h.last})
	}
}

// farthestModifier is how many tokens a phrase may have before its office.
const farthestModifier = 9

// lookLeft takes in articles, adjectives and owners before the office.
func (a *analysis) lookLeft(p *phrase) {
	marked := false  // a possessive mark stands between
	glued := false   // a hyphen was passed
	pending := false // adjectives were passed that only an article or owner confirms
	start := a.sentenceStart(p.head)
	sure := p.first
	defer func() {
		if pending {
			p.first = sure
		}
	}()
	for t := p.first - 1; t >= start && t > p.last-farthestModifier; t-- {
		role := a.role(t)
		switch {
		case a.isMark(t) && !marked:
			marked = true
			continue
		case len(p.owners) == 0 && a.ownedName(t, start):
			p.first = t
			continue
		case a.ownerBefore(p, t, marked):
			if n := a.nameOf[t]; n >= 0 {
				p.first = a.names[n].first
				t = p.first
			} else if h := a.lastHit(t); h != nil {
				p.first = min(t, h.first)
				t = p.first
			}
			marked, pending, glued = false, false, false
			continue
		case role&(definite|indefinite|pointing) != 0:
			p.definite = role&indefinite == 0
			p.indefinite = role&indefinite != 0
			p.pointing = role&pointing != 0
			p.first, pending = t, false
			return
		case role&possessive != 0:
			p.whose, p.definite, p.first, pending = t, true, t, false
			return
		case len(p.owners) == 0 && a.townBefore(p, t):
			p.first = t
			continue
		case a.marksState(p, t):
			p.first = t
			continue
		case a.hyphenAt(t):
			p.first, glued = t, true
			continue
		case glued:
			p.first, glued = t, false // the first part of a compound
			continue
		case a.isModifier(t) && !a.isPlaced(t):
			if !pending && a.doc.Tokens[t].UPOS != "ADJ" && a.doc.Tokens[t].UPOS != "NUM" {
				pending, sure = true, p.first
			}
			p.first = t
			continue
		case role&joining != 0 && len(p.owners) == 1 && a.besideOwner(t-1):
			p.first, p.joined = t, true
			continue
		}
		return
	}
}

// ownedName reports whether a name that stands for nothing known is right
// behind a state in the genitive, which then is whose the office is: "Peru's
// Miller government".
func (a *analysis) ownedName(t, start int) bool {
	if t-2 < start || a.doc.Tokens[t].UPOS != "PROPN" || len(a.hitsOn(t)) > 0 || !a.isMark(t-1) {
		return false
	}
	h := a.lastHit(t - 2)
	return h != nil && h.kind() == refCountry && h.last == t-1
}

func (a *analysis) isMark(t int) bool {
	form := a.form(t)
	for _, m := range a.lex.marks {
		if form == m {
			return true
		}
	}
	return false
}

func (a *analysis) marksState(p *phrase, t int) bool {
	form := a.form(t)
	r := a.words.of(form)
	if r == 0 {
		base, _ := cutEnding(form, a.lex.endings[adjective])
		r = a.words.of(base)
	}
	if r&ethnic != 0 {
		p.owners = nil
	}
	p.former = p.former || r&former != 0
	p.foreign = p.foreign || r&foreign != 0
	p.acting = p.acting || r&acting != 0
	p.shadow = p.shadow || r&shadow != 0
	if a.doc.Tokens[t].UPOS == "ADV" {
		r &^= nearby
	}
	p.nearby = p.nearby || r&nearby != 0
	return r&(former|acting|foreign|shadow|nearby|ethnic) != 0
}

func (a *analysis) adjectiveAt(t int) *hit {
	if h := a.lastHit(t); h != nil && h.kind() == refAdjective && h.last == t+1 {
		return h
	}
	return nil
}

// besideOwner reports whether a second owner ends at t: an adjective, or in a
// language without adjective endings the name of a state.
func (a *analysis) besideOwner(t int) bool {
	if a.adjectiveAt(t) != nil {
		return true
	}
	h := a.lastHit(t)
	return h != nil && h.kind() == refCountry && h.last == t+1 && len(a.lex.endings[adjective]) == 0 &&
		a.role(h.first-1)&(owning|within|placing) == 0
}

// ownerBefore takes the adjective, the genitive or the name at t as an owner.
func (a *analysis) ownerBefore(p *phrase, t int, marked bool) bool {
	on := a.hitsOn(t)
	if len(p.owners) == 1 && (p.owners[0].first >= p.last-1 || a.gluedAfter(p.owners[0].last-1)) && a.offices[p.office].key == "ambassador" && a.adjectiveAt(t) != nil {
		p.owners = nil // a compound says where he is posted, the adjective whose he is
	}
	if a.isMinority(p, t) {
		p.owners = nil // the Serbs of Croatia are Croatian
	}
	if len(p.owners) > 0 && !p.joined && !a.gluedAfter(t) || len(on) > 0 && on[0].first > 0 && a.role(on[0].first-1)&glue == 0 && a.hyphenAt(on[0].first-1) {
		return false
	}
	if len(on) > 0 && on[len(on)-1].last == t+1 && a.ownsBefore(&on[len(on)-1], t, marked) {
		for i := range on {
			if on[i].kind() != refOffice {
				a.own(p, &on[i])
			}
		}
		return true
	}
	n := a.nameOf[t]
	if n < 0 || a.names[n].last != t+1 || !marked && !a.genitive(t) && !a.leads(p, int(n)) {
		return false
	}
	p.owners = append(p.owners, owner{ref: a.names[n].ref, name: int(n), phrase: -1, first: a.names[n].first, last: t + 1})
	return true
}

// isMinority reports whether the adjective of a state at t stands right before
// that of another which owns the phrase: "Croatian Serb leaders".
func (a *analysis) isMinority(p *phrase, t int) bool {
	if len(p.owners) != 1 || p.joined || p.owners[0].first != t+1 || p.owners[0].ref.kind != refAdjective && p.owners[0].ref.kind != refPeople {
		return false
	}
	h := a.adjectiveAt(t)
	return h != nil && h.whole && h.entry.ref != p.owners[0].ref
}

// leads reports whether a person or a town right before a group is whose it is,
// where the language puts owners so: "the Miller government", "Portland police".
func (a *analysis) leads(p *phrase, n int) bool {
	f := &a.names[n]
	o := &a.offices[p.office]
	if len(a.lex.marks) > 0 && f.kind == typePlace && f.ref.kind == refNone && f.last == p.last-1 && o.class != 'p' && len(o.sectors) > 0 {
		return slices.Contains(local, o.sectors[0])
	}
	return len(a.lex.marks) > 0 && f.kind == typePerson && f.last == p.last-1 && o.class == 'g' && slices.Contains(o.sectors, "GOV")
}

// local are the sectors of bodies that towns have their own of.
var local = []string{"COP", "GOV", "JUD"}

// ownsBefore reports whether a hit right before an office owns it: as an
// adjective, in the genitive, or as a plain name where the language puts owners
// so ("Hamas leader").
func (a *analysis) ownsBefore(h *hit, t int, marked bool) bool {
	switch h.kind() {
	case refAdjective:
		return h.entry.ref.kind == refAdjective
	case refCountry, refOrg, refSeat, refRegion, refCity:
		return marked || a.genitive(t) || len(a.lex.marks) > 0 || a.gluedAfter(t)
	case refPeople:
		return marked
	}
	return false
}

// genitive reports whether a name at t carries a genitive ending.
func (a *analysis) genitive(t int) bool {
	if len(a.lex.marks) > 0 {
		return false
	}
	if h := a.lastHit(t); h != nil {
		return h.ending != ""
	}
	form := a.form(t)
	return strings.HasSuffix(form, "s") || strings.HasSuffix(form, "\u2019") || strings.HasSuffix(form, "'")
}

// isPlaced reports whether a word has an adposition of its own before it: "at
// [least] ten soldiers".
func (a *analysis) isPlaced(t int) bool {
	return t > 0 && a.doc.Tokens[t-1].Rel() == "case" && a.doc.Tokens[t-1].Head == t
}

// isModifier reports whether a token can stand between article and office:
// an adjective, a number, a hyphen.
func (a *analysis) isModifier(t int) bool {
	switch a.doc.Tokens[t].UPOS {
	case "ADJ", "NUM":
		return true
	case "PROPN":
		return len(a.lex.marks) > 0 && isTitle(a.form(t)) // "Russia's Gazprom board"
	case "NOUN":
		return len(a.lex.marks) > 0 && a.doc.Tokens[t].Rel() == "compound" && a.lastHit(t) == nil // "a Peruvian law professor"
	case "":
		form := a.form(t)
		r, _ := utf8.DecodeRuneInString(form)
		_, inflected := cutEnding(form, a.lex.endings[adjective])
		return unicode.IsLower(r) && inflected && len(form) > 4 && a.role(t) == 0
	}
	return false
}
