// SPDX-License-Identifier: Apache-2.0

package event

import (
	"slices"
	"sort"
	"strings"

	"depesche"
	"depesche/extract"
	"depesche/nlp"
	"depesche/nlp/match"
)

// sides are the entities that fill the roles of one match.
type sides struct {
	a, b    []int // indices into Entities
	tokens  []int // that named them
	place   int   // entity, or -1
	code    string
	trigger int
	hosts   int // roles that only the place of the act fills
}

// accepter returns the Accept of one trial of a pattern and the sides that it
// fills.
func (w *work) accepter(code string, trigger int) (match.Accept, *sides) {
	s := &sides{place: -1, code: code, trigger: trigger}
	return func(slot match.Slot) bool {
		switch slot.Role {
		case 'A':
			return w.fill(&s.a, s.b, slot, s)
		case 'B':
			return w.fill(&s.b, s.a, slot, s)
		case 'P':
			s.place = w.placeAt(slot.Token)
			return s.place >= 0
		case 'N':
			e := w.entityAt(slot.Token)
			return e < 0 || !w.isKind(e, slot.Kind)
		}
		return true
	}, s
}

// fill puts the actors of a slot into one side, unless all of them stand on
// the other side already.
func (w *work) fill(side *[]int, other []int, slot match.Slot, s *sides) bool {
	slot.Token = w.counted(slot.Token)
	if w.isMisled(slot, s) {
		return false
	}
	var found []int
	w.asking = s.code == "REQUEST"
	for _, e := range w.withoutTeller(slot, w.bodily(slot, s.code, w.weighty(slot, s.code, w.actorsFor(slot, s.trigger)))) {
		if w.isKind(e, slot.Kind) && !w.isMereAgent(e, slot, s) && !w.isInert(e, slot, s.code) && !w.isOwn(e, other, s.code) && !w.isHome(e, other, s.code) && !w.holds(other, e) && !slices.Contains(*side, e) {
			found = append(found, e)
		}
	}
	if len(found) == 0 {
		return false
	}
	if e := w.entityAt(slot.Token); slot.Role == 'B' && e >= 0 && len(found) < len(w.members(e)) && w.ofOwnState(w.members(e), other) {
		return false // "the two countries" of which one acts are others
	}
	*side = append(*side, w.statesAround(found, other, *side)...)
	s.tokens = append(s.tokens, slot.Token)
	if slot.Rel == relPlace {
		s.hosts++
	}
	return true
}

// isMisled reports whether the words speak against what fills a role: it is
// nobody in particular, or the tree or the forms say that it stands elsewhere.
func (w *work) isMisled(slot match.Slot, s *sides) bool {
	switch {
	case w.isAnyone(slot, s.code), w.isUnsure(slot.Token, slot.Role, s.code):
		return true
	case slot.Rel == relSubject && (w.isDative(slot.Token) || w.isOwner(slot.Token)), w.disagrees(slot, s.trigger):
		return true
	case w.isOfAttribute(slot.Token, s.trigger), w.isOfSubject(slot, s.trigger), w.hasOther(slot, s.trigger), w.isOuter(slot, s.trigger):
		return true
	case w.isOnlyWhere(slot, s.trigger), w.isLaterTeller(slot, s):
		return true
	case w.isSamePhrase(slot.Token, s.tokens), w.isApposed(slot.Token, s.tokens):
		return true
	}
	return slot.Role == 'B' && (w.ownsAnother(slot.Token, s.tokens) || w.isSetOff(slot, s.trigger) || w.isNextTeller(slot.Token, s.trigger))
}

// isNextTeller reports whether somebody is only named as the one who speaks in
// what the sentence goes on with ("… criticised the law: So said Mr Miller").
func (w *work) isNextTeller(token, trigger int) bool {
	head := w.r.Doc.Tokens[token].Head
	if head <= trigger || token < head || w.rel(token) != "nsubj" || w.rel(head) != "parataxis" {
		return false
	}
	_, tells := w.cues[head]
	return tells
}

// isSetOff reports whether an object is parted from its verb by a comma right
// behind the verb, or by a conjunction: it is none, but belongs to the next clause.
func (w *work) isSetOff(slot match.Slot, trigger int) bool {
	next := trigger + 1
	if slot.Rel != relObject || slot.Token < next || next >= len(w.r.Doc.Tokens) {
		return false
	}
	return slot.Token > next && w.r.Doc.Tokens[next].Form == "," || w.isSubjectBehind(slot.Token, trigger)
}

// isSubjectBehind reports whether a token is the subject of a clause that a
// conjunction opens behind the trigger ("warned that Peru is ruled by …").
func (w *work) isSubjectBehind(token, trigger int) bool {
	if m := w.r.MentionAt(token); m >= 0 {
		token = w.r.Mentions[m].Head
	}
	head := w.r.Doc.Tokens[token].Head
	if w.rel(token) != "nsubj" || head < 0 || head == trigger {
		return false
	}
	mark := w.r.Tree.Child(head, "mark")
	return mark > trigger && mark < token
}

// ofOwnState reports whether some of a group are of the state of the other side.
func (w *work) ofOwnState(group, other []int) bool {
	country := w.oneCountry(other)
	return country != "" && len(group) > 1 && slices.ContainsFunc(group, func(e int) bool { return w.actorOf(e).Country == country })
}

// isLaterTeller reports whether who should do an act is only the subject of a
// clause behind it, which tells of it all ("…, killing two, the agency said").
func (w *work) isLaterTeller(slot match.Slot, s *sides) bool {
	if slot.Role != 'A' || slot.Rel != relSubject || slot.Token < s.trigger || isNoun(&w.r.Doc.Tokens[s.trigger]) || slices.Contains(speechActs, s.code) {
		return false
	}
	head := w.r.Doc.Tokens[slot.Token].Head
	if head < 0 || head == s.trigger || w.rel(slot.Token) != "nsubj" {
		return false
	}
	_, tells := w.cues[head]
	return tells
}

// holds reports whether a side has an entity, or the same person under a longer
// or shorter name.
func (w *work) holds(side []int, e int) bool {
	return slices.ContainsFunc(side, func(o int) bool {
		if o == e || w.r.Entities[o].Type != "PER" || w.r.Entities[e].Type != "PER" || !w.named[o] || !w.named[e] {
			return o == e
		}
		a, b := w.r.Entities[o].Name, w.r.Entities[e].Name
		return w.actorOf(o).Country == w.actorOf(e).Country && (strings.HasSuffix(a, " "+b) || strings.HasSuffix(b, " "+a))
	})
}

// ownsAnother reports whether a phrase is the possessor of one that fills a role
// already, or stands deeper in it: "an attack by the forces of …".
func (w *work) ownsAnother(token int, taken []int) bool {
	for _, c := range w.r.Tree.Children(token) {
		if tok := &w.r.Doc.Tokens[c]; w.rel(token) == "nmod" && tok.Rel() == "case" && w.grammar.Owns(tok) {
			return slices.ContainsFunc(taken, func(t int) bool { return t != token && w.r.Tree.Governs(t, token) })
		}
	}
	return false
}

// isAnyone reports whether a role would be filled by people who are nobody in
// particular, where the act needs somebody.
func (w *work) isAnyone(slot match.Slot, code string) bool {
	if code == "PROTEST" || slot.Role == 'B' && code != "REQUEST" && code != "CONSULT" {
		return false
	}
	return slot.Rel != relPlace && slot.Rel != relSaid && slot.Rel != relCue && w.isAnyoneAt(slot.Token)
}

// isAnyoneAt reports whether a word names people of whom nothing more is said.
func (w *work) isAnyoneAt(token int) bool {
	if !w.anyone[lower(&w.r.Doc.Tokens[token])] {
		return false
	}
	for _, c := range w.r.Tree.Children(token) {
		switch w.r.Doc.Tokens[c].Rel() {
		case "amod", "nmod", "compound", "acl", "appos", "nummod":
			return false
		}
	}
	return true
}

// isOwn reports whether an entity is an arm of those on the other side, in an
// act that is done to others ("it sent its troops to …").
func (w *work) isOwn(e int, other []int, code string) bool {
	switch code {
	case "AGREE", "AID", "COOPERATE", "MOBILIZE", "RETREAT", "THREATEN":
	default:
		return false
	}
	actor := w.actorOf(e)
	arm := slices.Contains(actor.Sectors, "MIL") || (code == "AID" || code == "MOBILIZE") && w.sits(e, sent)
	if !arm || w.named[e] && actor.Country == "" {
		return false
	}
	if actor.Country == "" && len(other) > 0 && (code != "AID" || !slices.Contains(actor.Sectors, "MIL")) {
		return true // troops of which no more is said
	}
	for _, o := range other {
		if w.actorOf(o).Country == actor.Country {
			return true
		}
	}
	return false
}

// armed are the sectors of those who bear arms.
var armed = []string{"MIL", "REB", "UAF", "PRM", "COP", "SPY"}

// sent are the sectors, beside the military, of those whom a state sends.
var sent = []string{"SPY", "COP"}

// isKind reports whether an entity is of a kind that a role asks for: its
// type, or one of its actor's sectors. "STATE" is a country as such. Several
// kinds are parted by dots: "MIL.REB".
func (w *work) isKind(e int, kinds string) bool {
	if kinds == "" {
		return true
	}
	entity := &w.r.Entities[e]
	for kind := range strings.SplitSeq(kinds, ".") {
		if other, not := strings.CutPrefix(kind, "-"); not && entity.Type != other && !slices.Contains(w.actorOf(e).Sectors, other) {
			return true
		}
		if kind == "STATE" && entity.Type == "LOC" && (w.isState(e) || w.sits(e, governing)) {
			return true
		}
		if kind == "POL" && entity.Type == "PER" && w.inPolitics(e) && !w.sits(e, armed) {
			return true
		}
		if entity.Type == kind || slices.Contains(w.actorOf(e).Sectors, kind) {
			return true
		}
	}
	return false
}

// Relations of patterns: those that the coder finds itself, and subjects.
const (
	relSubject = "subj"
	relObject  = "obj"

	relSaid    = "said"    // the source of the statement whose content holds the trigger
	relCue     = "cue"     // the source of the statement whose cue the trigger is
	relAddress = "address" // whom that statement is addressed to
	relContent = "content" // the first actor that is a subject in what the trigger says
	relPlace   = "place"   // the country of a place in the trigger's clause
)

// actorsFor resolves a slot of a trigger to political actors: whose act a noun
// with a possessive names, or else whoever the slot names.
func (w *work) actorsFor(slot match.Slot, trigger int) []int {
	if slot.Role == 'A' && slot.Rel == relSubject && w.r.Doc.Tokens[trigger].UPOS == "NOUN" {
		for _, c := range w.r.Tree.Children(trigger) {
			if e := w.entityAt(c); e >= 0 && w.r.Doc.Tokens[c].Feat("Poss") == "Yes" {
				return w.members(e)
			}
		}
	}
	return w.orBody(slot, w.actorsOf(slot))
}

// orBody adds to what a slot names a body that is no political actor: whoever
// has no part in politics may be asked, helped or blamed all the same.
func (w *work) orBody(slot match.Slot, found []int) []int {
	if len(found) > 0 || slot.Role != 'B' || w.isFound(slot.Rel) {
		return found
	}
	if e := w.r.EntityHeadedAt(slot.Token); e >= 0 && w.named[e] && w.r.Entities[e].Type == "ORG" {
		return []int{e}
	}
	return nil
}

// actorsOf resolves a slot to political actors.
func (w *work) actorsOf(slot match.Slot) []int {
	switch slot.Rel {
	case relSaid:
		return w.withoutMedia(w.speakers(w.contentAt(slot.Token)))
	case relCue:
		return w.withoutMedia(w.tellers(w.cueAt(slot.Token), slot.Token)) // media that act themselves are the subject
	case relAddress:
		return w.addressee(slot.Token)
	case relContent:
		return w.subjectOfContent(slot.Token)
	case relPlace:
		return w.hostOf(slot.Token)
	}
	if dash := w.dateline(slot.Token); dash >= 0 {
		return w.behindDateline(dash)
	}
	if slot.Within && !(slot.Role == 'A' && slot.Rel == relSubject) { // who acts is the head, not whoever it speaks of
		return w.within(slot.Token)
	}
	if found := w.phrase(slot.Token); len(found) > 0 {
		return w.sharper(slot.Token, found)
	}
	if w.isPeople(slot.Token) || w.isPartitive(slot.Token) {
		found := w.within(slot.Token)
		if e := w.apposed(slot.Token, found); e >= 0 {
			return []int{e}
		}
		return found
	}
	return nil
}

// bodily leaves out, of those to whom an act is done that is done to bodies,
// persons who are only named in the phrase of the object: the murderer of
// somebody is not him.
func (w *work) bodily(slot match.Slot, code string, found []int) []int {
	if code == "ASSAULT" && slot.Role == 'B' && slot.Within && len(w.target) > 0 && !w.in(w.target, slot.Token) && !w.isPeople(slot.Token) && len(w.phrase(slot.Token)) == 0 {
		return nil
	}
	if slot.Role != 'B' || slot.Rel != "obj" || !slot.Within || !slices.Contains(onWhom, code) || len(w.phrase(slot.Token)) > 0 {
		return found
	}
	return slices.DeleteFunc(found, func(e int) bool { return w.r.Entities[e].Type == "PER" && w.named[e] })
}

// onWhom lists the types of acts that are done to somebody himself.
var onWhom = []string{"ASSAULT", "COERCE", "SANCTION"}

// weighty leaves out, of those who are only found within what an act in words
// is about, people and firms of civil life whose state the text does not say:
// to criticize an exchange of prisoners is not to criticize prisoners.
func (w *work) weighty(slot match.Slot, code string, found []int) []int {
	if slot.Role != 'B' || !slot.Within || !slices.Contains(verbal, code) || len(w.phrase(slot.Token)) > 0 {
		return found
	}
	return slices.DeleteFunc(found, func(e int) bool {
		sectors := w.actorOf(e).Sectors
		inContext := strings.HasSuffix(w.r.Entities[e].Why, extract.StateFromContext)
		if w.named[e] {
			return w.sits(e, trades) || (w.r.Entities[e].Type != "PER" || w.isCut(e)) && w.r.Entities[e].Actor == nil
		}
		return len(sectors) > 0 && !w.inPolitics(e) && (inContext || w.actorOf(e).Country == "")
	})
}

// withoutTeller leaves out, of those who are only found within a phrase, who
// tells of it all: "…, the minister said".
func (w *work) withoutTeller(slot match.Slot, found []int) []int {
	if slot.Role != 'B' || !slot.Within || len(found) == 0 || len(w.phrase(slot.Token)) > 0 {
		return found
	}
	tellers := w.speakers(w.contentAt(slot.Token))
	return slices.DeleteFunc(found, func(e int) bool { return slices.Contains(tellers, e) })
}

// sharper replaces a nominal without a country ("52 members") by whoever its
// phrase names, when that is somebody with a country or a body of states.
func (w *work) sharper(token int, found []int) []int {
	if w.sharpening || len(found) != 1 || w.named[found[0]] || w.actorOf(found[0]).Country != "" {
		return found
	}
	w.sharpening = true
	defer func() { w.sharpening = false }()
	for _, c := range w.r.Tree.Children(token) {
		if w.leaves(c) || w.isLocative(c) && w.isLand(c) {
			continue
		}
		for _, e := range w.within(c) {
			if w.named[e] && (w.actorOf(e).Country != "" || slices.Contains(w.actorOf(e).Sectors, "IGO")) {
				return []int{e}
			}
		}
	}
	if e := w.membersOf(token); e >= 0 {
		return []int{e}
	}
	return found
}

// membersOf returns the body of states whose members a plural names, when the
// body is called right behind it ("the ministers of the European Union"), or
// -1.
func (w *work) membersOf(token int) int {
	if w.r.Doc.Tokens[token].Feat("Number") != "Plur" {
		return -1
	}
	for t := token + 1; t < len(w.r.Doc.Tokens) && t <= token+2; t++ {
		if m := w.r.MentionAt(t); m >= 0 && w.r.Mentions[m].First <= t && w.r.Mentions[m].First > token {
			if e := w.r.Mentions[m].Entity; w.named[e] && slices.Contains(w.actorOf(e).Sectors, "IGO") {
				return e
			}
			return -1
		}
		if u := w.r.Doc.Tokens[t].UPOS; u != "DET" && u != "ADP" {
			return -1
		}
	}
	return -1
}

// isPartitive reports whether the word picks out of those in its phrase ("some
// of the ministers").
func (w *work) isPartitive(token int) bool {
	switch tok := &w.r.Doc.Tokens[token]; tok.UPOS {
	case "DET", "NUM", "ADJ":
		return true
	case "PRON":
		return tok.Feat("PronType") == "Ind" || tok.Feat("Person") == ""
	}
	return false
}

// isPeople reports whether the word names people or bodies that act for
// whoever stands in their phrase ("troops", "spokesman").
func (w *work) isPeople(token int) bool {
	return w.in(w.people, token)
}

// in reports whether a list has the word, or its ending after a star.
func (w *work) in(list map[string]bool, token int) bool {
	for _, k := range w.reader.Keys(token) {
		if list[k] {
			return true
		}
		k = strings.ToLower(k)
		for i := range k {
			if len(k)-i >= shortestEnding && list["*"+k[i:]] {
				return true
			}
		}
	}
	return false
}

// shortestEnding is the length in bytes of the shortest ending of a compound.
const shortestEnding = 4

// phrase returns the actors that the token and what is coordinated with it
// name.
func (w *work) phrase(token int) []int {
	found := w.phraseTo(token, 0)
	if w.r.Tree.Child(token, "conj") < 0 {
		return found
	}
	excepted := w.excepted(token)
	if len(excepted) == 0 {
		return found
	}
	return slices.DeleteFunc(slices.Clone(found), func(e int) bool { return slices.Contains(excepted, e) })
}

// maxListDepth bounds how deep coordinations may nest.
const maxListDepth = 6

func (w *work) phraseTo(token, depth int) []int {
	found := w.listedBefore(token, w.listed(token, w.actorAt(token)))
	if sharp := w.bearers(token, found); !slices.Equal(sharp, found) {
		return sharp
	}
	for _, c := range w.r.Tree.Children(token) {
		tok := &w.r.Doc.Tokens[c]
		if tok.Rel() == "appos" && w.hasAdposition(c, true) || w.reader.OpensClause(c) {
			continue // "a faction loyal to him"
		}
		if rel := tok.Rel(); len(found) == 0 && (rel == "appos" || rel == "flat") && tok.UPOS != "PUNCT" {
			found = w.actorAt(c)
			continue
		}
		if tok.Rel() == "appos" && depth < maxListDepth && slices.Equal(found, w.actorAt(c)) {
			found = w.phraseTo(c, depth+1) // "President A and Chancellor B"
			continue
		}
		if tok.Rel() == "conj" && (tok.UPOS == "NOUN" || tok.UPOS == "PROPN" || tok.UPOS == "ADJ") && !(w.r.Tree.Child(c, "case") >= 0 && w.r.Tree.Child(token, "case") < 0 && w.isLocativeOrOrigin(c)) {
			if depth >= maxListDepth {
				break
			}
			more := w.phraseTo(c, depth+1)
			if len(more) == 0 && w.isPeople(c) {
				more = w.within(c)
			}
			found = union(found, more)
		}
	}
	return w.oneHolder(token, found)
}

// oneHolder leaves out an office in the singular that goes on with a second one
// under the same article: both are those of the person who is named behind it
// ("the prime minister and defence minister N. N.").
func (w *work) oneHolder(token int, found []int) []int {
	m := w.r.MentionAt(token)
	if m < 0 || len(found) < 2 || w.r.Mentions[m].Last+1 >= len(w.r.Doc.Tokens) || w.r.Tree.Child(token, "det") < 0 {
		return found
	}
	first, next := w.r.Mentions[m].Entity, w.r.Mentions[m].Last+1
	a, b := &w.r.Doc.Tokens[token], &w.r.Doc.Tokens[next]
	if w.r.Doc.Tokens[next-1].UPOS != "CCONJ" || a.UPOS != "NOUN" || b.UPOS != "NOUN" || a.Feat("Number") != "Sing" || b.Feat("Number") != "Sing" || w.r.Tree.Child(next, "det") >= 0 {
		return found
	}
	second := w.entityAt(next)
	if second < 0 || w.named[first] || !w.named[second] || w.r.Entities[first].Type != "PER" || w.r.Entities[second].Type != "PER" {
		return found
	}
	return slices.DeleteFunc(found, func(e int) bool { return e == first })
}

// listed adds to the actors of a name those of the names enumerated behind it
// ("A, B and C"), whatever the tree makes of them.
func (w *work) listed(token int, found []int) []int {
	m := w.r.MentionAt(token)
	if m < 0 || len(found) == 0 {
		return found
	}
	kind := w.r.Entities[w.r.Mentions[m].Entity].Type
	var more []int
	closed := false
	t := w.r.Mentions[m].Last
	for steps := 0; steps < maxListed && !closed; steps++ {
		if t >= len(w.r.Doc.Tokens) {
			break
		}
		mark := &w.r.Doc.Tokens[t]
		if mark.Form != "," && mark.UPOS != "CCONJ" {
			break
		}
		closed = mark.UPOS == "CCONJ"
		if t++; t < len(w.r.Doc.Tokens) && w.r.Doc.Tokens[t].UPOS == "DET" {
			t++
		}
		next := w.nameFrom(t, kind)
		if next < 0 && closed && len(more) > 0 {
			break // "A, B and others"
		}
		if next < 0 {
			return found
		}
		more = union(more, w.members(w.r.Mentions[next].Entity))
		t = w.r.Mentions[next].Last
	}
	if !closed || w.reader.NewClause(token, t) {
		return found
	}
	return union(found, more)
}

// listedBefore adds the names enumerated before a name ("A and B").
func (w *work) listedBefore(token int, found []int) []int {
	m := w.r.MentionAt(token)
	if m < 0 || len(found) == 0 {
		return found
	}
	first := w.r.Mentions[m].First
	kind := w.r.Entities[w.r.Mentions[m].Entity].Type
	for steps := 0; steps < maxListed; steps++ {
		t := first - 1
		if t >= 0 && w.r.Doc.Tokens[t].UPOS == "DET" {
			t--
		}
		if t < 1 || w.r.Doc.Tokens[t].UPOS != "CCONJ" && (steps == 0 || w.r.Doc.Tokens[t].Form != ",") {
			break
		}
		before := w.nameEnding(t, kind, w.r.Mentions[m].Kind)
		if before < 0 || w.isOwnerIn(w.r.Mentions[before].Head, token) {
			break
		}
		found = union(w.members(w.r.Mentions[before].Entity), found)
		first = w.r.Mentions[before].First
	}
	return found
}

// isOwnerIn reports whether a name before a conjunction is only whose the phrase
// before it is, and the phrase behind it goes on with that phrase, not with the
// name ("the government of Peru and the rebels").
func (w *work) isOwnerIn(name, token int) bool {
	tok := &w.r.Doc.Tokens[name]
	kase := w.r.Doc.Tokens[token].Feat("Case")
	return tok.Feat("Case") == "Gen" && tok.Rel() == "nmod" && kase != "" && kase != "Gen"
}

// nameEnding returns the mention that ends before the token, when it names an
// entity of the type, or a state before a noun that it shares ("US and British
// troops").
func (w *work) nameEnding(end int, kind, mention string) int {
	m := w.r.MentionAt(end - 1)
	if m < 0 || w.r.Mentions[m].Last != end {
		return -1
	}
	e := &w.r.Entities[w.r.Mentions[m].Entity]
	if e.Type == kind || mention == depesche.KindNominal && e.Type == "LOC" && e.Actor != nil {
		return m
	}
	return -1
}

// withoutMedia leaves out those who only report.
func (w *work) withoutMedia(side []int) []int {
	return slices.DeleteFunc(side, func(e int) bool { return slices.Contains(w.actorOf(e).Sectors, "MED") })
}

// maxListed bounds an enumeration.
const maxListed = 12

// nameFrom returns the mention that begins at the token, when it names an
// entity of the type.
func (w *work) nameFrom(token int, kind string) int {
	if token >= len(w.r.Doc.Tokens) {
		return -1
	}
	m := w.r.MentionAt(token)
	if m < 0 || w.r.Mentions[m].First > token || w.r.Mentions[m].Last <= token {
		return -1
	}
	if w.r.Mentions[m].First != token && w.r.Doc.Tokens[token-1].UPOS != "DET" {
		return -1
	}
	if e := &w.r.Entities[w.r.Mentions[m].Entity]; e.Type != kind && e.Actor == nil {
		return -1
	}
	return m
}

// actorAt returns the political actors that the token means: an entity, its
// members, the speaker for a pronoun in speech, or the country of a place.
func (w *work) actorAt(token int) []int {
	e := w.entityAt(token)
	if e < 0 {
		return w.speakerFor(token)
	}
	if o := w.officer(token, e); o >= 0 {
		return w.members(o)
	}
	return w.members(e)
}

// entityAt returns the entity that the token heads a mention of, one with a
// country before others, or else the one whose mention covers it, or -1.
func (w *work) entityAt(token int) int {
	e := w.r.EntityHeadedAt(token)
	if e < 0 || w.actorOf(e).Country != "" {
		return e
	}
	end := sort.Search(len(w.r.Mentions), func(i int) bool { return w.r.Mentions[i].First > token })
	for i := end - 1; i >= 0 && i >= end-maxNested; i-- {
		if m := &w.r.Mentions[i]; m.Head == token && w.actorOf(m.Entity).Country != "" {
			return m.Entity
		}
	}
	return e
}

// maxNested bounds the mentions before a token that may cover it.
const maxNested = 32

// members returns the actors that an entity stands for.
func (w *work) members(e int) []int {
	entity := &w.r.Entities[e]
	var found []int
	for _, id := range entity.Members {
		if i, ok := w.byID[id]; ok && w.r.Entities[i].Actor != nil {
			found = append(found, i)
		}
	}
	switch {
	case len(found) > 0:
		return found
	case entity.Actor != nil:
		return []int{e}
	case entity.Place != nil && entity.Place.Country != "":
		return w.country(entity.Place.Country)
	case entity.Type == "PER" && w.named[e]:
		return []int{e}
	}
	return nil
}

// country returns the article's entity for a country: the state itself before
// anybody of it.
func (w *work) country(code string) []int {
	best, rank := -1, 0
	for i := range w.r.Entities {
		e := &w.r.Entities[i]
		if e.Actor == nil || e.Actor.Country != code || len(e.Members) > 0 || w.isTown(i) {
			continue
		}
		r := 0
		switch {
		case w.isState(i):
			return []int{i}
		case !w.sits(i, governing):
		case e.Type == "LOC":
			r = 2
		case e.Type == "ORG":
			r = 1
		}
		if r > rank {
			best, rank = i, r
		}
	}
	if best >= 0 {
		return []int{best}
	}
	return nil
}

// speakerFor returns the source of the statement around a pronoun that the
// actor stage left open ("it would send troops, France said").
func (w *work) speakerFor(token int) []int {
	tok := &w.r.Doc.Tokens[token]
	if tok.UPOS != "PRON" || !w.pronouns[strings.ToLower(tok.Form)] || w.isDummy(tok) {
		return nil
	}
	speakers := w.speakers(w.contentAt(token))
	personal, thing := w.personal[strings.ToLower(tok.Form)], tok.Feat("Gender") == "Neut"
	return slices.DeleteFunc(speakers, func(e int) bool {
		person := w.r.Entities[e].Type == "PER"
		return personal && !person || thing && person
	})
}

// isDummy reports whether a pronoun only fills the place of a subject ("there
// are reports").
func (w *work) isDummy(tok *nlp.Token) bool {
	if tok.Rel() == "expl" {
		return true
	}
	if tok.Head < 0 || tok.Feat("Gender") != "Neut" && tok.Feat("Gender") != "" {
		return false
	}
	for _, k := range w.reader.Keys(tok.Head) {
		if w.dummy[k] {
			return true
		}
	}
	return false
}

// hostOf returns the country of the place in the trigger's clause.
func (w *work) hostOf(trigger int) []int {
	p := w.placeNear(trigger)
	if p < 0 {
		return nil
	}
	if found := w.country(w.r.Entities[p].Place.Country); len(found) > 0 {
		return found
	}
	return nil
}

// names writes the sides as entity ids.
func (w *work) names(side []int) []string {
	out := make([]string, 0, len(side))
	for _, e := range side {
		out = append(out, w.r.Entities[e].ID)
	}
	return out
}

// union appends to a what it does not hold.
func union(a, b []int) []int {
	for _, x := range b {
		if !slices.Contains(a, x) {
			a = append(a, x)
		}
	}
	return a
}

// actorOf returns the political side of an entity, never nil.
func (w *work) actorOf(e int) *depesche.Actor {
	if a := w.r.Entities[e].Actor; a != nil {
		return a
	}
	return &w.nobody
}
