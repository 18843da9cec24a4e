// SPDX-License-Identifier: Apache-2.0

package event

import (
	"slices"
	"strings"

	"depesche"
	"depesche/extract"
)

// code makes an event of a candidate, or notes why it makes none.
func (w *work) code(c candidate) {
	x := w.realityOf(c.Trigger, c.OwnNegation())
	if reason := w.spokenOf(c.Trigger, x); reason != "" {
		if len(c.a)+len(c.b) > 0 {
			w.couldNot(&c, reason)
		}
		return
	}
	if reason := w.complete(&c); reason != "" {
		w.couldNot(&c, reason)
		return
	}
	doubt := w.tooDoubtful(&c, x)
	if doubt != "" {
		w.couldNot(&c, doubt)
		if w.weighed == nil {
			return
		}
	}
	ev := w.event(&c)
	pluperfect := w.pluperfect(c.Trigger)
	claimed := false
	ev.Statement, claimed = w.statementOf(c.Trigger, c.Used)
	w.date(&ev, &c, claimed || pluperfect)
	w.status(&ev, &c, x)
	w.tellModes(&ev, &c)
	ev.Historical = w.historical(&ev, pluperfect)
	ev.Place = w.placeOf(&c)
	if reason := w.empty(&ev, &c); reason != "" {
		w.couldNot(&c, reason)
		return
	}
	if w.weighed != nil {
		w.weigh(&ev, &c, x, doubt != "")
	}
	if doubt != "" {
		return
	}
	w.events = append(w.events, ev)
	w.bases = append(w.bases, base{c.rule, pluperfect, c.a, c.b})
}

// event fills what the rule and the sides say.
func (w *work) event(c *candidate) extract.Event {
	sentence := w.r.Doc.SentenceOf(c.Trigger)
	return extract.Event{TriggerToken: c.Trigger, Event: depesche.Event{
		Type: c.rule.Code, Mode: slices.Clone(emptyNotNil(c.rule.Mode)), Context: slices.Clone(emptyNotNil(c.rule.Context)),
		Cameo:  c.rule.Cameo,
		Actors: w.names(c.a), Recipients: w.names(c.b),
		Trigger: w.spanOf(c.Trigger), Evidence: w.r.SentenceSpan(sentence), Sentence: sentence,
		Mentions: []depesche.Span{w.spanOf(c.Trigger)},
		Why:      w.why(c.rule),
	}}
}

func emptyNotNil(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// complete checks that the sides are there that the type needs, taking them
// from the meeting told before where the rule allows it. It returns what is
// missing.
func (w *work) complete(c *candidate) string {
	if c.rule.Inherit && len(c.a)+len(c.b) < 2 {
		if w.inherit(c); len(c.a)+len(c.b) < 2 {
			return "a meeting needs two sides"
		}
	}
	if len(c.b) == 0 && len(c.a) > 0 {
		w.bridge(c)
	}
	if len(c.b) == 0 && len(c.a) > 0 {
		w.atOwn(c)
	}
	if c.rule.Code == "PROTEST" && len(c.a) == 0 {
		c.a = w.crowd(c)
	}
	if c.rule.State && len(c.a) == 0 && w.concernsState(c) {
		c.a = w.authority(c)
	}
	if c.rule.Code == "ACCUSE" && slices.Contains(c.rule.Context, "legal") && len(c.a) == 0 {
		if e := w.organ(c, true); e >= 0 {
			c.a = []int{e}
		} else {
			c.a = w.prosecutor(c)
		}
	}
	if c.rule.Mutual && len(c.a)+len(c.b) < 2 && !(len(c.a) == 1 && w.several(c)) {
		return "it takes two sides"
	}
	if c.rule.Code == "ASSAULT" && len(c.a) == 0 && w.r.Doc.Tokens[c.Trigger].UPOS == "NOUN" {
		return "who did it is not told"
	}
	switch c.rule.Code {
	case "CONSULT":
		if len(c.a)+len(c.b) == 0 || len(c.a)+len(c.b) == 1 && (!w.several(c) || w.isHalf(c) || w.oneCountry(union(slices.Clone(c.a), c.b)) != "") {
			return "a meeting needs two sides"
		}
	case "AID", "SANCTION", "COOPERATE":
		if len(c.b) == 0 && len(c.a) < 2 {
			return "no recipient"
		}
	}
	if c.rule.Code == "PROTEST" && w.ruling(c.a) && slices.Equal(w.countries(c.a), w.countries(c.b)) {
		return "a government does not protest against itself"
	}
	if slices.Contains(c.rule.Mode, "demo") && w.campaigning(c.a) {
		return "politicians who hold a rally do not protest"
	}
	if !w.political(c.a) && !w.political(c.b) {
		return "no side is a political actor"
	}
	if w.isFar(c) {
		return "a side stands too far from the words of the act"
	}
	if w.isElsewhere(c.Trigger) {
		return "the sentence speaks of sport"
	}
	if w.isNobody(c.a, c.b) {
		return "neither side is known by name or state"
	}
	if w.isPassedOver(c) {
		return "somebody it is done to is not known"
	}
	if w.isMissing(c) {
		return "one of those named beside a side is not known"
	}
	if len(c.a) > 0 && !w.political(c.a) && (!slices.Contains(byAnyone, c.rule.Code) || w.things(c.a)) {
		return "who does it is no political actor"
	}
	if !c.rule.State && w.isUnfit(c.rule.Code, c.a) {
		return "who does it does not do such things"
	}
	if c.rule.Code == "ASSAULT" && w.ownState(c.a, c.b) {
		c.b = nil
	}
	if slices.Contains(onPersons, c.rule.Cameo) && slices.ContainsFunc(c.b, func(e int) bool { return w.r.Entities[e].Type == "LOC" }) {
		return "it is done to persons, and only a place is named"
	}
	if c.rule.Code == "REQUEST" && w.isOwnState(c.a, c.b) {
		return "nobody makes demands on his own state as such"
	}
	if c.rule.Code == "THREATEN" && slices.Equal(w.countries(c.a), w.countries(c.b)) {
		c.b = nil // nobody threatens himself
	}
	return w.fitting(c)
}

// onPersons lists the CAMEO codes of acts that are done to persons only: to
// arrest, deport, sentence and release.
var onPersons = []string{"173", "174", "116", "0841"}

// onBodies lists those of acts of violence that are done to persons: to kill,
// abduct, beat and execute.
var onBodies = []string{"180", "181", "182", "186"}

// byAnyone lists the acts that anybody can do to a political actor, or suffer
// from one. The others are acts of politics.
var byAnyone = []string{"ASSAULT", "COERCE", "PROTEST"}

// fitting checks that the sides are such as the type can have, and returns
// what speaks against it.
func (w *work) fitting(c *candidate) string {
	if reason := w.atHomeOnly(c); reason != "" {
		return reason
	}
	if len(c.a) == 0 || len(c.b) == 0 {
		return ""
	}
	switch {
	case c.rule.Code == "CONSULT" && !w.political(c.b):
		return "one side is no political actor"
	case c.rule.Code == "CONSULT" && (w.isInterview(c.a) || w.isInterview(c.b)):
		return "an interview is no meeting"
	case slices.Contains(c.rule.Mode, "expel") && slices.Equal(w.countries(c.a), w.countries(c.b)) && !w.bodies(c.a):
		return "nobody expels his own envoys"
	}
	return ""
}

// authority returns the state that must have done what only states do, when
// the text names no one: that of the place, a court or police of it that the
// sentence names, or else that of the recipient.
func (w *work) authority(c *candidate) []int {
	if host := w.hostOf(c.Trigger); len(host) > 0 && !slices.ContainsFunc(host, w.makesLaws) {
		return host
	}
	if e := w.organ(c, false); e >= 0 {
		return []int{e}
	}
	for _, e := range c.b {
		if c.rule.Code == "ASSAULT" {
			break // anybody may have killed him
		}
		if country := w.actorOf(e).Country; country != "" && !w.isForeigner(e) && !(c.rule.Code == "COERCE" && w.sits(e, rulers)) {
			return slices.DeleteFunc(w.country(country), func(x int) bool { return slices.Contains(c.b, x) || w.makesLaws(x) })
		}
	}
	return nil
}

// rulers are the sectors of those whom their own state does not arrest when the
// text does not say so: it is done abroad, or by whoever overthrows them.
var rulers = []string{"GOV", "ELI"}

// makesLaws reports a parliament or a member of one: it arrests nobody.
func (w *work) makesLaws(e int) bool { return w.sits(e, []string{"LEG", "ELI"}) }

// isForeigner reports people of civil life whom the text calls after their
// state: it is rather not the one that arrests or sentences them.
func (w *work) isForeigner(e int) bool {
	return !w.named[e] && !w.inPolitics(e) && !strings.HasSuffix(w.r.Entities[e].Why, extract.StateFromContext)
}

// inPolitics reports whether an entity is in a sector that is more than civil
// life.
func (w *work) inPolitics(e int) bool {
	return slices.ContainsFunc(w.actorOf(e).Sectors, func(s string) bool { return !slices.Contains(civilSectors, s) })
}

// political reports whether one of the entities is a political actor: a state,
// somebody in an office, or a body or person in a sector that is more than
// civil life. A named person of whom nothing is known but the state is none.
func (w *work) political(side []int) bool {
	for _, e := range side {
		actor := w.r.Entities[e].Actor
		if actor == nil {
			continue
		}
		if actor.Country != "" && w.standsForState(e) {
			return true
		}
		if w.inPolitics(e) {
			return true
		}
	}
	return false
}

// things reports whether a side is nobody: what is neither a person nor an
// actor.
func (w *work) things(side []int) bool {
	for _, e := range side {
		if w.r.Entities[e].Type == "PER" || w.r.Entities[e].Actor != nil {
			return false
		}
	}
	return true
}

// standsForState reports whether an entity of a state is a political actor by
// that alone: a state or a body of it, somebody in an office, or people whose
// state the text names.
func (w *work) standsForState(e int) bool {
	entity := &w.r.Entities[e]
	switch {
	case entity.Type == "ORG" && w.sits(e, trades):
		return false
	case entity.Type != "PER" || entity.Actor.Office != "":
		return true
	case w.named[e]:
		return false
	}
	return !strings.HasSuffix(entity.Why, extract.StateFromContext)
}

// trades are the sectors of bodies that are of a state, but do not stand for it:
// firms, newspapers, schools.
var trades = []string{"BUS", "MED", "JRN", "EDU", "HLT", "HLH", "MNC"}

// civilSectors are PLOVER's sectors of people and bodies that are in politics
// only by whom they deal with.
var civilSectors = []string{"CVL", "CIV", "MED", "JRN", "BUS", "EDU", "LAB", "AGR", "REF", "CRM", "HLT", "HLH", "REL"}

// several reports whether the one actor of a meeting is many: a body of
// states, or people in the plural.
func (w *work) several(c *candidate) bool {
	side := append(slices.Clone(c.a), c.b...)
	actor := w.actorOf(side[0])
	if actor.Country == "" && slices.Contains(actor.Sectors, "IGO") {
		return true
	}
	for _, t := range c.tokens {
		if tok := &w.r.Doc.Tokens[t]; tok.UPOS == "NOUN" && tok.Feat("Number") == "Plur" {
			return true
		}
	}
	return false
}

// inherit takes the sides of the last meeting that the article told.
func (w *work) inherit(c *candidate) {
	sentence := w.r.Doc.SentenceOf(c.Trigger)
	for i := len(w.events) - 1; i >= 0; i-- {
		ev := &w.events[i]
		if sentence-ev.Sentence > inheritSentences {
			return
		}
		if ev.Type != "CONSULT" || ev.Status == depesche.StatusDenied {
			continue
		}
		known := append(slices.Clone(c.a), c.b...)
		all := append(slices.Clone(w.bases[i].actors), w.bases[i].recipients...)
		for _, e := range known {
			if !slices.Contains(all, e) {
				return
			}
		}
		c.a, c.b = slices.Clone(w.bases[i].actors), slices.Clone(w.bases[i].recipients)
		return
	}
}

// inheritSentences is how far back a meeting may lend its sides.
const inheritSentences = 12

// empty says why an event that is only planned, or only a condition, is none:
// it threatens nobody, or nothing has been said yet.
func (w *work) empty(ev *extract.Event, c *candidate) string {
	switch {
	case ev.Type == "THREATEN" && c.rule.Code == "PROTEST" && len(c.a) == 0:
		return "who plans it is not told"
	case ev.Type == "THREATEN" && c.rule.Code != "THREATEN" && c.rule.Code != "PROTEST" && (len(c.a) == 0 || len(c.b) == 0):
		return "who plans it against whom is not told"
	}
	return ""
}

// isCondition reports whether the clause of the trigger is a condition.
func (w *work) isCondition(trigger int) bool {
	for _, c := range w.r.Tree.Children(trigger) {
		if tok := &w.r.Doc.Tokens[c]; tok.Rel() == "mark" && w.modality.conditional[lower(tok)] {
			return true
		}
	}
	return false
}

// status settles status and type: what is only planned may be another type.
func (w *work) status(ev *extract.Event, c *candidate, x reality) {
	if c.rule.Status != "" {
		ev.Status = c.rule.Status
		return
	}
	if x <= ongoing && w.isFuture(&ev.Date) {
		if w.isPast(c.Trigger) {
			ev.Date = depesche.Date{Precision: depesche.PrecisionUnknown} // of something that is spoken of
		} else {
			x = planned
		}
	}
	ev.Status = x.status()
	if f, ok := w.future[ev.Type]; ok && x == planned && !c.rule.Keep {
		ev.Type, ev.Cameo, ev.Mode = f.code, f.cameo, slices.Clone(emptyNotNil(f.mode))
		if w.ownWord(ev, c) {
			ev.Status = depesche.StatusOccurred
		}
	}
}

// ownWord reports whether an actor announced the act: then the announcement,
// which is what is coded, has occurred.
func (w *work) ownWord(ev *extract.Event, c *candidate) bool {
	if ev.Statement == nil {
		return false
	}
	speakers := w.speakers(w.contentAt(c.Trigger))
	for _, s := range speakers {
		if slices.Contains(c.a, s) {
			return true
		}
		for _, a := range c.a {
			if country := w.actorOf(a).Country; country != "" && country == w.actorOf(s).Country {
				return true
			}
		}
	}
	return false
}

// react takes a judgement on something definite that nobody is named for as a
// reaction to the act told right before it.
func (w *work) react(c *candidate) {
	sentence := w.r.Doc.SentenceOf(c.Trigger)
	for i := len(w.events) - 1; i >= 0; i-- {
		ev := &w.events[i]
		if sentence-ev.Sentence > 1 {
			return
		}
		side := w.answers(&w.bases[i], c.a)
		if c.rule.Code == "SUPPORT" && (ev.Type == "ACCUSE" || ev.Type == "REJECT") {
			side = w.bases[i].actors // "the ruling" that is hailed is the act itself
		}
		if !w.pointsBack(c.Trigger) && (w.rel(c.Trigger) == "advcl" && w.r.Tree.Governs(ev.TriggerToken, c.Trigger) || c.rule.Code == "ACCUSE" && slices.Contains(friendly, ev.Type)) {
			continue
		}
		if ev.Status == depesche.StatusDenied || len(side) == 0 || ev.Type == c.rule.Code && len(w.bases[i].recipients) == 0 {
			continue
		}
		if w.overlap(side, c.a) {
			return
		}
		c.b, c.takesUp = slices.Clone(side), w.pointsBack(c.Trigger)
		return
	}
}

// bridge finds the recipient of a judgement on something told before ("they
// condemned the attack"): whoever did what the same noun named earlier.
func (w *work) bridge(c *candidate) {
	switch c.rule.Code {
	case "ACCUSE", "SUPPORT", "REJECT":
	case "SANCTION":
		w.partner(c)
		return
	default:
		return
	}
	if len(w.countries(c.a)) > 1 && c.rule.Code == "SUPPORT" {
		return // they do it to one another
	}
	known := false
	for _, object := range w.reader.Objects(c.Trigger) {
		known = known || w.toldBefore(object)
		for _, e := range w.doer(object, c.Trigger, c.rule.Code, c.a) {
			if !slices.Contains(c.a, e) {
				c.b = append(c.b, e)
			}
		}
		if len(c.b) > 0 {
			return
		}
	}
	if len(w.reader.Objects(c.Trigger)) > 0 && !known {
		w.react(c)
	}
}

// pointsBack reports whether what is judged is a pronoun: it takes up what was
// told right before ("Moscow denied this").
func (w *work) pointsBack(trigger int) bool {
	return slices.ContainsFunc(w.r.Tree.Children(trigger), func(t int) bool { return w.rel(t) == "obj" && w.r.Doc.Tokens[t].UPOS == "PRON" })
}

// friendly lists the types of acts that nobody is blamed for.
var friendly = []string{"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE"}

// answerable corrects judgements on an act that the same sentence names: it is
// who did the act that is judged, not whom it was done to.
func (w *work) answerable() {
	at := map[int]int{} // trigger → event
	for i := range w.events {
		at[w.events[i].TriggerToken] = i
	}
	for i := range w.events {
		switch w.events[i].Type {
		case "ACCUSE", "SUPPORT", "REJECT":
		default:
			continue
		}
		for _, object := range w.reader.Objects(w.events[i].TriggerToken) {
			j, ok := at[object]
			if !ok || j == i || !slices.Equal(w.bases[i].recipients, w.bases[j].recipients) {
				continue
			}
			doers := slices.DeleteFunc(slices.Clone(w.bases[j].actors), func(e int) bool { return slices.Contains(w.bases[i].actors, e) })
			if len(doers) == 0 && !slices.Contains(harmful, w.events[j].Type) {
				continue
			}
			w.bases[i].recipients, w.events[i].Recipients = doers, w.names(doers)
			break
		}
	}
}

// atMeetings takes what somebody promises at a meeting as promised to whom he
// meets, when nobody else is named.
func (w *work) atMeetings() {
	for i := range w.events {
		if w.events[i].Type != "AGREE" || len(w.bases[i].actors) == 0 || len(w.bases[i].recipients) > 0 {
			continue
		}
		for j := range w.events {
			met := w.events[j].TriggerToken
			if w.events[j].Type != "CONSULT" || w.rel(met) != "obl" || w.r.Doc.Tokens[met].Head != w.events[i].TriggerToken || !slices.Equal(w.bases[i].actors, w.bases[j].actors) {
				continue
			}
			w.bases[i].recipients = w.bases[j].recipients
			w.events[i].Recipients = w.names(w.bases[j].recipients)
		}
	}
}

// harmful lists the types whose recipient is never who is judged for the act.
var harmful = []string{"SANCTION", "COERCE", "ASSAULT"}

// partner finds the recipient of a break with somebody ("it cut the ties"):
// whom else the same noun named earlier.
func (w *work) partner(c *candidate) {
	own := w.countries(c.a)
	for _, object := range w.reader.Objects(c.Trigger) {
		for _, e := range w.doer(object, c.Trigger, c.rule.Code, c.a) {
			if !slices.Contains(own, w.actorOf(e).Country) && w.political([]int{e}) {
				c.b = append(c.b, e)
			}
		}
		if len(c.b) > 0 {
			return
		}
	}
}

// toldBefore reports whether the text named the same noun in an earlier
// sentence.
func (w *work) toldBefore(noun int) bool {
	here := w.r.Doc.SentenceOf(noun)
	for t := w.r.Doc.Sentences[here].First - 1; t >= 0 && here-w.r.Doc.SentenceOf(t) <= bridgeSentences; t-- {
		if w.r.Doc.Tokens[t].UPOS == "NOUN" && sameNoun(w.r.Doc.Tokens[t].Lemma, w.r.Doc.Tokens[noun].Lemma) {
			return true
		}
	}
	return false
}

// How far back, in sentences, a noun may have named what it takes up: an act
// that is judged, and ties that are cut or violence, of which an article tells
// but once.
const (
	bridgeSentences = 2
	tieSentences    = 16
)

// doer returns the actors of the nearest earlier event whose clause holds the
// same noun, or else whoever stands in the noun's earlier phrase.
func (w *work) doer(noun, trigger int, code string, judges []int) []int {
	farthest := bridgeSentences
	if code == "SANCTION" || w.in(w.violence, noun) {
		farthest = tieSentences
	}
	tok := &w.r.Doc.Tokens[noun]
	if tok.UPOS != "NOUN" {
		return nil
	}
	here := w.r.Doc.SentenceOf(noun)
	for t := min(noun, trigger) - 1; t >= 0; t-- {
		same := &w.r.Doc.Tokens[t]
		if here-w.r.Doc.SentenceOf(t) > farthest {
			return nil
		}
		if same.UPOS != "NOUN" || !sameNoun(same.Lemma, tok.Lemma) {
			continue
		}
		for i := len(w.events) - 1; i >= 0; i-- {
			ev := &w.events[i]
			if ev.Sentence < w.r.Doc.SentenceOf(t) {
				break // events stand in order of the text
			}
			if ev.Sentence != w.r.Doc.SentenceOf(t) || ev.TriggerToken != t && w.clause(t) != w.clause(ev.TriggerToken) {
				continue
			}
			if side := w.doers(&w.bases[i], code, judges); len(side) > 0 {
				return side
			}
		}
		if found := w.within(t); len(found) > 0 {
			return found
		}
		if found := w.maker(t); len(found) > 0 && code != "SANCTION" {
			return found
		}
	}
	return nil
}

// maker returns the political actors that do what a noun is the object of
// ("the parliament passed the law"), where that is neither a coded act nor said of it.
func (w *work) maker(noun int) []int {
	tok := &w.r.Doc.Tokens[noun]
	if tok.Rel() != "obj" || tok.Head < 0 || w.cueAt(tok.Head) >= 0 || slices.ContainsFunc(w.events, func(ev extract.Event) bool { return ev.TriggerToken == tok.Head }) {
		return nil
	}
	for _, c := range w.r.Tree.Children(tok.Head) {
		if w.r.Doc.Tokens[c].Rel() != "nsubj" {
			continue
		}
		if found := w.phrase(c); w.political(found) {
			return found
		}
	}
	return nil
}

// doers returns who is answerable for what an event tells, to those who judge
// it.
func (w *work) doers(b *base, code string, judges []int) []int {
	if code == "SANCTION" {
		return append(slices.Clone(b.actors), b.recipients...) // a break is with either side
	}
	return w.answers(b, judges)
}

// answers returns who is answerable for what an event tells: its actors, or
// for another's judgement those that were judged. Who was judged himself
// answers the judge.
func (w *work) answers(b *base, judges []int) []int {
	switch b.rule.Code {
	case "ACCUSE", "SUPPORT", "REJECT":
		if !w.overlap(judges, b.recipients) {
			return b.recipients
		}
	}
	return b.actors
}

// overlap reports whether two sides share an entity, or a state.
func (w *work) overlap(a, b []int) bool {
	return slices.ContainsFunc(a, func(x int) bool {
		country := w.actorOf(x).Country
		return slices.ContainsFunc(b, func(y int) bool { return x == y || country != "" && country == w.actorOf(y).Country })
	})
}

// sameNoun reports whether two nouns may take up one another: the same lemma,
// or one a compound of the other.
func sameNoun(a, b string) bool {
	a, b = strings.ToLower(a), strings.ToLower(b)
	if len(a) > len(b) {
		a, b = b, a
	}
	return a == b || len(a) >= minHead && strings.HasSuffix(b, a)
}

// minHead is the length from which a noun counts as head of a compound.
const minHead = 6
