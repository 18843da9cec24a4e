// SPDX-License-Identifier: Apache-2.0

package actor

import (
	"slices"
	"strings"

	"depesche"
	"depesche/codebook"
)

// peoples records inhabitants and adjectives: "die Russen" are a group of their
// own; an adjective outside an office is a mention of its state.
func (a *analysis) peoples() {
	for i := range a.hits {
		h := &a.hits[i]
		if h.kind() != refPeople && h.kind() != refAdjective && (h.whole || h.kind() == refOffice || h.kind() == refPerson) {
			continue
		}
		if h.entry.region || a.inPhrase(h) || a.nameOf[h.first] >= 0 || h.kind() == refAdjective && a.peopleAt(h.last) {
			continue
		}
		switch h.kind() {
		case refPeople:
			a.people(h)
		case refAdjective, refCountry, refSeat:
			if h.kind() == refAdjective && a.isOfNamed(h) {
				continue
			}
			e := a.country(int(h.entry.ref.index))
			a.mention(mention{h.first, h.last, h.last - 1, e, depesche.KindNominal})
		case refOrg:
			e := a.organisation(int(h.entry.ref.index))
			a.mention(mention{h.first, h.last, h.last - 1, e, depesche.KindNominal})
		}
	}
}

// inPhrase reports whether a hit was read as part of an office.
func (a *analysis) inPhrase(h *hit) bool {
	for t := h.first; t < len(a.phrase0) && t < h.first+farthestModifier; t++ {
		if q := a.phrase0[t]; q >= 0 {
			p := &a.phrases[q]
			return p.entity >= 0 && p.first <= h.first && h.last <= p.last
		}
	}
	return false
}

// isOrigin reads inhabitants right before a name as where that person comes
// from: "der Amerikaner John Miller".
func (a *analysis) isOrigin(h *hit, start int, c *codebook.Country) bool {
	if h.last >= len(a.nameOf) || a.nameOf[h.last] < 0 {
		return false
	}
	f := &a.names[a.nameOf[h.last]]
	e := &a.entities[f.entity]
	if f.first != h.last || e.Type != typePerson {
		return false
	}
	if e.Actor == nil || e.likely {
		e.Actor, e.likely, e.Why = &depesche.Actor{Country: c.ActorCode()}, false, "lang/"+a.doc.Language+"/actors.tsv:"+h.entry.form
	}
	a.mention(mention{start, h.last, h.last - 1, f.entity, depesche.KindNominal})
	return true
}

// mostBetween bounds the words between the adjective of a state and the person
// whom it describes.
const mostBetween = 3

// isOfNamed reads an adjective before what a person is called by as where that
// person comes from: "the Russian poet Ivan Petrov". The words between are no
// office, and the tree has them and the name in one phrase.
func (a *analysis) isOfNamed(h *hit) bool {
	noun := -1
	t := h.last
	for ; t < len(a.nameOf) && t <= h.last+mostBetween && a.nameOf[t] < 0; t++ {
		switch tok := &a.doc.Tokens[t]; {
		case tok.UPOS == "NOUN" && len(a.hitsOn(t)) == 0:
			noun = t
		case tok.UPOS == "ADJ" && noun < 0 && len(a.hitsOn(t)) == 0:
		default:
			return false
		}
	}
	if noun < 0 || t >= len(a.nameOf) || a.nameOf[t] < 0 {
		return false
	}
	f := &a.names[a.nameOf[t]]
	if f.first != t || a.entities[f.entity].Type != typePerson || !a.isOnePhrase(noun, f) {
		return false
	}
	if e := &a.entities[f.entity]; e.Actor == nil || e.likely {
		c := &a.book.Countries[h.entry.ref.index]
		e.Actor, e.likely, e.Why = &depesche.Actor{Country: c.ActorCode()}, false, "lang/"+a.doc.Language+"/actors.tsv:"+h.entry.form
	}
	return true
}

// isOnePhrase reports whether a noun and the name behind it stand for one: the
// name is in apposition, or the noun a part of it.
func (a *analysis) isOnePhrase(noun int, name *found) bool {
	if h := a.doc.Tokens[noun].Head; h >= name.first && h < name.last {
		return a.doc.Tokens[noun].Rel() == "compound" || a.doc.Tokens[noun].Rel() == "flat"
	}
	for t := name.first; t < name.last; t++ {
		if tok := &a.doc.Tokens[t]; tok.Head == noun {
			return tok.Rel() == "appos" || tok.Rel() == "flat"
		}
	}
	return false
}

// peopleAt reports whether inhabitants begin at the token.
func (a *analysis) peopleAt(t int) bool {
	on := a.hitsOn(t)
	return len(on) > 0 && on[0].first == t && on[0].kind() == refPeople
}

// people is a group of inhabitants; those "of" or "in" a state are counted to
// that state, whatever they are called.
func (a *analysis) people(h *hit) {
	c := &a.book.Countries[h.entry.ref.index]
	start := h.first
	if adj := a.adjectiveAt(h.first - 1); adj != nil {
		c = &a.book.Countries[adj.entry.ref.index] // "bosnische Serben"
		start = adj.first
	} else if of := a.genitiveBefore(h.first); of != nil {
		c = of
	}
	if a.role(h.last)&(owning|within) != 0 {
		for t := h.last + 1; t < len(a.nameOf) && t < h.last+4; t++ {
			if n := a.nameOf[t]; n >= 0 {
				if in := a.countryIn(&a.names[n]); in != nil && a.names[n].kind == typePlace && !a.isAdverbial(t) {
					c = in
				}
				break
			}
		}
	}
	if a.isEthnic(start) {
		c = a.book.Country(a.spot(h.first))
		if c == nil {
			return
		}
	}
	e := a.entityFor("v:"+c.Code, func() entity {
		return entity{plural: true, Entity: depesche.Entity{Type: typePerson, Name: a.peopleText(start, h.last-1),
			Actor: &depesche.Actor{Country: c.ActorCode(), Sectors: withSector("CVL", c.Sectors)},
			Why:   "lang/" + a.doc.Language + "/actors.tsv:" + h.entry.form}}
	})
	if a.isOrigin(h, start, c) {
		return
	}
	first := start
	if a.role(first-1)&(definite|indefinite) != 0 {
		first--
	}
	a.mention(mention{first, h.last, h.last - 1, e, depesche.KindNominal})
}

// genitiveBefore is the state whose genitive stands right before a token, or
// nil: "Bosniens Serben".
func (a *analysis) genitiveBefore(t int) *codebook.Country {
	if a.isMark(t - 1) {
		t--
	} else if !a.genitive(t - 1) {
		return nil
	}
	if h := a.lastHit(t - 1); h != nil && h.whole && h.last == t && h.kind() == refCountry {
		return a.stateOn(h.entry.ref)
	}
	return nil
}

// isEthnic reports whether the people whose name begins at the token are said
// to be so by descent, and are therefore of another state.
func (a *analysis) isEthnic(t int) bool { return a.says(t-1)&ethnic != 0 }

// says is the role of a word or of the adjective that it is a form of.
func (a *analysis) says(t int) role {
	r := a.role(t)
	if base, _ := cutEnding(a.form(t), a.lex.endings[adjective]); r == 0 {
		r = a.words.of(base)
	}
	return r
}

// isAdverbial reports whether a name says where or whither something is done,
// as far as the tree tells: those in "order all Romanians in France to leave"
// may hang on the verb, and are not of France.
func (a *analysis) isAdverbial(name int) bool { return a.doc.Tokens[name].Rel() == "obl" }

// peopleText is what a group of inhabitants is called.
func (a *analysis) peopleText(first, head int) string {
	return a.written(first, head+1, func(t int) string {
		if t == head {
			return a.pluralText(t)
		}
		return a.nominative(t, a.lex.nominative["Plur"])
	})
}

// pronouns ties pronouns and words that point back to entities, from left to
// right. What is not clear is left open.
func (a *analysis) pronouns() {
	for t := range a.doc.Tokens {
		if e := a.relative(t); e >= 0 {
			a.made = append(a.made, mention{t, t + 1, t, e, depesche.KindPronoun})
			continue
		}
		role := a.role(t)
		woman := a.words.women[lowerFirst(a.form(t))]
		forms := a.words.forms[a.form(t)]
		if role == 0 && !woman && forms == nil {
			continue
		}
		the := a.role(t-1)&(definite|pointing) != 0
		m := mention{t, t + 1, t, -1, depesche.KindPronoun}
		switch {
		case role&both != 0, role&(two|pairAlone) != 0 && the:
			m = a.pair(t)
		case forms != nil && the:
			m = a.formOfState(t, forms)
		case role&latter != 0 && a.alonePronoun(t):
			m.entity = a.lastPerson(t)
		case woman:
			m.entity = a.antecedent(t, 'f')
		case role&he != 0:
			m.entity = a.antecedent(t, 'm')
		case role&sheThey != 0:
			m.entity = a.sheOrThey(t)
		case role&they != 0:
			m.entity = a.antecedentGroup(t)
		case role&land != 0 && the:
			m = a.theCountry(t)
		}
		if m.entity >= 0 {
			a.made = append(a.made, m)
			a.entities[m.entity].mentions++
		}
	}
	a.mentions = append(a.mentions, a.made...)
	a.sortMentions()
	a.sorted = len(a.mentions)
	read := map[int]bool{} // heads
	for _, m := range a.made {
		read[m.head] = true
	}
	for i := range a.phrases {
		p := &a.phrases[i]
		if p.whose >= 0 && p.name < 0 {
			a.whose(p)
		} else if p.entity < 0 && p.name < 0 && a.isTwo(p) && !read[p.head] {
			actor, why := a.actorOf(p)
			a.bareAs(p, actor, why)
		}
	}
}

// alonePronoun reports whether a word that may stand before a noun stands for
// somebody by itself.
func (a *analysis) alonePronoun(t int) bool {
	if u := a.doc.Tokens[t].UPOS; u != "PRON" && u != "DET" || t+1 >= len(a.doc.Tokens) {
		return false
	}
	next := &a.doc.Tokens[t+1]
	return next.UPOS == "VERB" || next.UPOS == "AUX"
}

// lastPerson is the man named last in the sentence before, whom "dieser" means.
func (a *analysis) lastPerson(t int) int {
	s := a.doc.SentenceOf(t)
	if s < 1 {
		return -1
	}
	for _, m := range slices.Backward(a.mentionsIn(a.doc.Sentences[s-1].First, a.doc.Sentences[s-1].Last)) {
		if e := &a.entities[m.entity]; a.personOf(m.entity) >= 0 && e.gender != 'f' {
			return m.entity
		}
	}
	return -1
}

// whose reads "its troops", "his spokesman": they act for the state and, where
// the office has none of its own, in the sectors of whoever the pronoun means,
// or else of the last subject in the sentence.
func (a *analysis) whose(p *phrase) {
	o := &a.offices[p.office]
	if o.class == 'k' || o.class == 's' || o.local || p.doubtful && !a.sure(p) {
		return
	}
	of := a.possessor(p.whose)
	if of < 0 {
		return
	}
	actor, why := a.actorOf(p)
	from := *a.entities[of].Actor
	if o.peer && actor.Country == "" {
		return
	}
	if actor.Country == "" || len(p.owners) == 0 && from.Country != "" {
		actor.Country = from.Country
	}
	if o.peer && from.Office != "" {
		actor.Office = from.Office
	}
	if len(actor.Sectors) == 0 {
		actor.Sectors = slices.Clone(from.Sectors)
	}
	a.bareAs(p, actor, why)
}

// possessor is the entity that a possessive pronoun means, when it acts for
// anybody.
func (a *analysis) possessor(t int) int {
	subject, last := -1, -1
	for _, m := range a.mentionsIn(a.sentenceStart(t), t+1) {
		e := &a.entities[m.entity]
		if e.Actor == nil || e.Members != nil || e.Actor.Country == "" && len(e.Actor.Sectors) == 0 {
			continue
		}
		switch {
		case m.first == t:
			return m.entity
		case a.doc.Tokens[m.head].Rel() == "nsubj":
			subject = m.entity
		}
		last = m.entity
	}
	if subject >= 0 {
		return subject
	}
	return last
}

// relative is the entity that a relative pronoun stands for: the one whose head
// its clause hangs on. It is -1 for other words, and without a tree.
func (a *analysis) relative(t int) int {
	tok := &a.doc.Tokens[t]
	if tok.UPOS != "PRON" || !strings.Contains(tok.Feat("PronType"), "Rel") {
		return -1
	}
	for v, steps := tok.Head, 0; v >= 0 && steps < 4; v, steps = a.doc.Tokens[v].Head, steps+1 {
		if a.doc.Tokens[v].Rel() != "acl" {
			continue
		}
		head := a.doc.Tokens[v].Head
		if head < 0 || head >= t {
			return -1
		}
		if q := a.phrase0[head]; q >= 0 {
			return a.phrases[q].entity
		}
		if n := a.nameOf[head]; n >= 0 {
			return a.names[n].entity
		}
		return -1
	}
	return -1
}

// sheOrThey reads a word that is one woman or several people, by its tags.
func (a *analysis) sheOrThey(t int) int {
	tok := &a.doc.Tokens[t]
	number, verb := tok.Feat("Number"), tok.Head
	if verb >= 0 && tok.Rel() == "nsubj" {
		if n := a.doc.Tokens[verb].Feat("Number"); n != "" {
			number = n
		}
	}
	switch number {
	case "Sing":
		return a.antecedentWoman(t)
	case "Plur":
		return a.antecedentGroup(t)
	}
	return -1
}

// antecedentWoman is like antecedent, but where the language has a gender for
// things too, a person must be known to be a woman.
func (a *analysis) antecedentWoman(t int) int {
	e := a.antecedent(t, 'f')
	if e >= 0 && a.entities[e].gender != 'f' {
		return -1
	}
	return e
}

// hasRivalPair reports whether several are the subject of a clause side by side,
// none of whom is the group: a pronoun means them rather ("The general and his
// son were seized by rebels. They …").
func (a *analysis) hasRivalPair(first, last, group int) bool {
	for t := first; t < last; t++ {
		tok := &a.doc.Tokens[t]
		if tok.Rel() != "conj" || tok.Head < first || a.doc.Tokens[tok.Head].Rel() != "nsubj" || tok.UPOS != "NOUN" && tok.UPOS != "PROPN" {
			continue
		}
		if !slices.ContainsFunc(a.mentionsIn(first, last), func(m mention) bool {
			return m.entity == group && (m.head == t || m.head == tok.Head || a.doc.Tokens[m.head].Rel() == "nsubj")
		}) {
			return true
		}
	}
	return false
}

// antecedentGroup is the only group or organisation in reach.
func (a *analysis) antecedentGroup(t int) int {
	sentence := a.doc.SentenceOf(t)
	if sentence < 0 {
		return -1
	}
	for back := 0; back <= 1 && sentence-back >= 0; back++ {
		s := a.doc.Sentences[sentence-back]
		only, several := -1, false
		for _, m := range a.mentionsIn(s.First, min(s.Last, t)) {
			if !a.entities[m.entity].plural {
				continue
			}
			several = several || only >= 0 && only != m.entity
			only = m.entity
		}
		if back > 0 {
			if found := a.together(s.First, min(s.Last, t), a.actorOnly); found != nil {
				return a.groupOf(found, a.form(t), a.entities[found[0]].state)
			}
		}
		if only >= 0 && !several && !a.hasRivalPair(s.First, min(s.Last, t), only) {
			return only
		}
		if only >= 0 {
			return -1
		}
	}
	return -1
}
