// SPDX-License-Identifier: Apache-2.0

package event

import (
	"fmt"
	"slices"
	"strings"

	"depesche"
	"depesche/nlp"
)

// modality holds the words that say how real an event is. Each list is a set
// of lemmas: auxiliaries, adverbs, conjunctions and governing words alike.
type modality struct {
	planned     map[string]bool // "will", "plan"
	possible    map[string]bool // "may", "allegedly"
	denied      map[string]bool // governing words: "deny", "prevent"
	unreal      map[string]bool // governing words whose complement is no event: "demand"
	ongoing     map[string]bool // "continue", "still"
	hearsay     map[string]bool // auxiliaries that mean hearsay with a perfect infinitive
	reputed     map[string]bool // verbs whose passive makes an infinitive hearsay: "is said to"
	undone      map[string]bool // adverbs before an infinitive that has not come about: "has yet to"
	almost      map[string]bool // adverbs of what did not quite happen: "nearly"
	perfect     map[string]bool // auxiliaries of the perfect
	conditional map[string]bool // conjunctions
	destined    map[string]bool // auxiliaries of what is settled, before an infinitive: "is to"
	past        map[string]bool // adverbs of an earlier time
	purpose     map[string]bool // what opens a clause of purpose: "in order"
	would       map[string]bool // auxiliaries whose past subjunctive makes a hypothesis: "would"
	wish        map[string]bool // verbs that plan what their own subject does, and only wish what others do: "hope"
	upcoming    map[string]bool // conjunctions of time whose clause is as much of the future as what it hangs on: "when"
	spoken      map[string]bool // what opens a clause of what is only spoken of: "talk about leaving", "instead of paying"
	charged     map[string]bool // verbs of the law whose reason is only alleged: "arrested for spying"
	habit       map[string]bool // words of custom: "usually", "rule"
	compared    map[string]bool // conjunctions that say how far something goes: "than"
	open        map[string]bool // verbs that, negated, leave open what they are about: "confirm"
	only        map[string]bool // adverbs that with a condition deny what it does not hold for: "only"
}

// sets names the lists as a rule file does.
func (m *modality) sets() []namedSet {
	return []namedSet{
		{"planned", &m.planned}, {"possible", &m.possible}, {"denied", &m.denied},
		{"unreal", &m.unreal}, {"ongoing", &m.ongoing}, {"hearsay", &m.hearsay},
		{"perfect", &m.perfect}, {"conditional", &m.conditional}, {"past", &m.past}, {"purpose", &m.purpose}, {"destined", &m.destined},
		{"would", &m.would}, {"only", &m.only}, {"wish", &m.wish}, {"upcoming", &m.upcoming}, {"spoken", &m.spoken}, {"charged", &m.charged},
		{"habit", &m.habit}, {"compared", &m.compared}, {"open", &m.open}, {"reputed", &m.reputed}, {"undone", &m.undone}, {"almost", &m.almost},
	}
}

// add puts words into a list.
func (m *modality) add(name string, words []string) error {
	if !addWords(m.sets(), name, words) {
		return fmt.Errorf("unknown modality %q", name)
	}
	return nil
}

// reality is how real an event is, from most to least.
type reality int

const (
	occurred reality = iota
	ongoing
	planned
	possible
	denied
	unreal // spoken of, but no event: what is demanded, refused, threatened
)

func (x reality) status() string {
	switch x {
	case ongoing:
		return depesche.StatusOngoing
	case planned:
		return depesche.StatusPlanned
	case possible:
		return depesche.StatusPossible
	case denied:
		return depesche.StatusDenied
	}
	return depesche.StatusOccurred
}

// maxClimb bounds the walk from a trigger up to what governs it.
const maxClimb = 6

// realityOf reads how real the event at the trigger is. ownNegation says that
// the negation belongs to the pattern.
func (w *work) realityOf(trigger int, ownNegation bool) reality {
	x := occurred
	if !ownNegation && w.reader.Negated(trigger) {
		x = denied
	}
	noun := isNoun(&w.r.Doc.Tokens[trigger])
	if noun && w.askedFor(trigger) {
		return unreal
	}
	if w.isPurpose(trigger) || w.isHabit(trigger) || w.isMeasure(trigger) || w.isPastDuty(&w.r.Doc.Tokens[trigger]) {
		return unreal
	}
	if w.isHeadline(trigger) {
		return max(x, planned)
	}
	if tok := &w.r.Doc.Tokens[trigger]; tok.Rel() == "aux" && tok.Head >= 0 && w.modality.hearsay[lower(tok)] && w.hasPerfect(tok.Head) {
		return unreal // "is said to have": no demand
	}
	for i, t := 0, trigger; i < maxClimb; i++ {
		x = max(x, w.around(t, trigger, noun))
		tok := &w.r.Doc.Tokens[t]
		if tok.Head < 0 {
			return x
		}
		step, more := w.climb(t, noun)
		x = max(x, step)
		if !more {
			return x
		}
		t = tok.Head
		noun = isNoun(&w.r.Doc.Tokens[t])
	}
	return x
}

// isHeadline reports whether the infinitive at a trigger, with a mark, leads a
// sentence without a verb, or hangs on the name that does: a plan, as headlines
// tell it ("Premier to visit Peru").
func (w *work) isHeadline(trigger int) bool {
	tok := &w.r.Doc.Tokens[trigger]
	mark := w.r.Tree.Child(trigger, "mark")
	if tok.Feat("VerbForm") != "Inf" || mark < 0 || w.r.Doc.Tokens[mark].UPOS != "PART" {
		return false
	}
	return tok.Rel() == "root" || tok.Head >= 0 && w.r.Doc.Tokens[tok.Head].Rel() == "root" && isNoun(&w.r.Doc.Tokens[tok.Head]) && w.r.Tree.Child(tok.Head, "cop") < 0 && tok.Rel() != "nmod"
}

// around reads the auxiliaries, adverbs and conjunctions that hang on a word.
func (w *work) around(t, trigger int, noun bool) reality {
	x := occurred
	for _, c := range w.r.Tree.Children(t) {
		tok := &w.r.Doc.Tokens[c]
		if c == trigger {
			continue // "must" itself may be the trigger
		}
		switch tok.Rel() {
		case "aux":
			x = max(x, w.auxiliary(t, tok), w.destiny(t, tok))
		case "cop":
			x = max(x, w.destiny(t, tok))
		case "mark":
			if w.modality.conditional[lower(tok)] {
				x = max(x, possible)
			}
		case "advmod", "amod", "obl":
			if tok.Rel() != "obl" || !isNoun(tok) { // "over the plan" plans nothing
				x = max(x, w.adverb(tok))
			}
		}
		if noun && t == trigger && tok.Rel() == "det" && w.grammar.Negates(tok) {
			x = max(x, denied)
		}
	}
	return x
}

// destiny reads "is to leave": an infinitive with a mark behind an auxiliary of
// what is settled.
func (w *work) destiny(t int, aux *nlp.Token) reality {
	if w.modality.destined[lower(aux)] && w.r.Doc.Tokens[t].Feat("VerbForm") == "Inf" && w.r.Tree.Child(t, "mark") >= 0 {
		mark := &w.r.Doc.Tokens[w.r.Tree.Child(t, "mark")]
		if mark.UPOS == "PART" {
			return planned
		}
	}
	return occurred
}

// askedFor reports whether a noun is the object of a verb of its clause that
// only asks for it, wherever the tree has hung it.
func (w *work) askedFor(noun int) bool {
	s := w.r.Doc.Sentences[w.r.Doc.SentenceOf(noun)]
	if w.behindAsking(noun, s.First) {
		return true
	}
	for t := s.First; t < s.Last; t++ {
		if w.r.Doc.Tokens[t].UPOS != "VERB" || !w.reader.SameClause(t, noun) || w.governs(t) != unreal {
			continue
		}
		if slices.Contains(w.reader.Objects(t), noun) || w.isStray(noun) {
			return true
		}
	}
	return false
}

// isStray reports whether the tree has hung a noun as an object on a word that
// can have none.
func (w *work) isStray(noun int) bool {
	tok := &w.r.Doc.Tokens[noun]
	if tok.Rel() != "obj" || tok.Head < 0 {
		return false
	}
	switch w.r.Doc.Tokens[tok.Head].UPOS {
	case "VERB", "AUX", "ADJ":
		return false
	}
	return true
}

// behindAsking reports whether a noun stands in the adpositional phrase right
// behind a noun of asking ("demands for a return").
func (w *work) behindAsking(noun, first int) bool {
	adposition := false
	for t := noun - 1; t >= first; t-- {
		if w.reader.Aside(t) {
			continue // "negotiations today on …"
		}
		tok := &w.r.Doc.Tokens[t]
		if !adposition && tok.Rel() == "compound" {
			continue
		}
		switch tok.UPOS {
		case "DET", "ADJ", "NUM", "PART":
		case "PROPN":
			if adposition {
				return false
			}
		case "ADP":
			adposition = true
			if t > first && w.r.Doc.Tokens[t-1].UPOS == "CCONJ" && w.behalf[lower(tok)] {
				return w.alsoFor(t, first)
			}
		case "NOUN":
			return adposition && w.governs(t) == unreal
		default:
			return false
		}
	}
	return false
}

// alsoFor reports whether an adposition behind a conjunction goes on with what
// a verb before it asks for ("they call for peace and for …").
func (w *work) alsoFor(adposition, first int) bool {
	for t := adposition - 1; t >= first; t-- {
		if w.r.Doc.Tokens[t].UPOS != "VERB" || w.governs(t) != unreal {
			continue
		}
		return slices.ContainsFunc(w.r.Tree.Children(t), func(c int) bool { return w.rel(c) == "obl" && w.isFor(c) })
	}
	return false
}

func (w *work) adverb(tok *nlp.Token) reality {
	lemma := lower(tok)
	switch {
	case w.modality.almost[lemma]:
		return unreal
	case w.modality.possible[lemma]:
		return possible
	case w.modality.planned[lemma]:
		return planned
	case w.modality.ongoing[lemma]:
		return ongoing
	}
	return occurred
}

// auxiliary reads one auxiliary of the word t.
func (w *work) auxiliary(t int, aux *nlp.Token) reality {
	lemma := lower(aux)
	switch {
	case w.modality.would[lemma] && aux.Feat("Mood") == "Sub" && aux.Feat("Tense") == "Past" && w.contentAt(t) < 0 && !w.isParticiple(t):
		return unreal
	case w.modality.hearsay[lemma] && (w.hasPerfect(t) || w.isParticiple(t) && !w.reader.Frame(t).Passive):
		return possible // a participle that is no passive lacks its auxiliary only in the tree
	case w.modality.unreal[lemma]:
		return unreal
	case w.modality.possible[lemma]:
		return possible
	case !w.modality.planned[lemma]:
		return occurred
	case aux.Deprel == "aux:pass" || w.isParticiple(t) && !w.modality.hearsay[lemma] && !w.hasInfinitive(t):
		return occurred // the auxiliary of a passive or a perfect
	case w.r.Doc.Tokens[t].Feat("VerbForm") == "" && w.finitePerfect(t) && !w.modality.hearsay[lemma]:
		return occurred // of another clause: "had accused him, was then arrested"
	}
	return planned
}

// hasPerfect reports whether an auxiliary of the perfect hangs on t.
func (w *work) hasPerfect(t int) bool {
	if !w.isParticiple(t) {
		return false
	}
	for _, c := range w.r.Tree.Children(t) {
		tok := &w.r.Doc.Tokens[c]
		if tok.Rel() == "aux" && w.modality.perfect[lower(tok)] {
			return true
		}
	}
	return false
}

// finitePerfect reports whether a finite auxiliary of the perfect hangs on t.
func (w *work) finitePerfect(t int) bool {
	return slices.ContainsFunc(w.r.Tree.Children(t), func(c int) bool {
		tok := &w.r.Doc.Tokens[c]
		return tok.Rel() == "aux" && w.modality.perfect[lower(tok)] && tok.Feat("VerbForm") == "Fin"
	})
}

// hasInfinitive reports whether an auxiliary of t is an infinitive ("will be
// sent").
func (w *work) hasInfinitive(t int) bool {
	for _, c := range w.r.Tree.Children(t) {
		tok := &w.r.Doc.Tokens[c]
		if (tok.Rel() == "aux" || tok.Rel() == "cop") && tok.Feat("VerbForm") == "Inf" {
			return true
		}
	}
	return false
}

func (w *work) isParticiple(t int) bool {
	tok := &w.r.Doc.Tokens[t]
	return tok.Feat("VerbForm") == "Part" || tok.XPOS == "VVPP" || tok.XPOS == "VBN"
}

// isReputed reports whether a verb of saying or belief in the passive governs an
// infinitive: hearsay ("is believed to have left").
func (w *work) isReputed(head, infinitive int) bool {
	return w.modality.reputed[lower(&w.r.Doc.Tokens[head])] && w.r.Doc.Tokens[infinitive].Feat("VerbForm") != "Fin" && w.reader.Frame(head).Passive
}

// isUndone reports whether an adverb right before the mark of an infinitive says
// that it has not come to it ("has yet to sign").
func (w *work) isUndone(head, infinitive int) bool {
	mark := w.r.Tree.Child(infinitive, "mark")
	return mark > 0 && mark-1 > head && w.modality.undone[lower(&w.r.Doc.Tokens[mark-1])]
}

// climb reads what the word t hangs on, and says whether what stands above
// still bears on the event.
func (w *work) climb(t int, noun bool) (x reality, more bool) {
	tok := &w.r.Doc.Tokens[t]
	head := &w.r.Doc.Tokens[tok.Head]
	x = w.governs(tok.Head)
	switch rel := tok.Rel(); rel {
	case "xcomp", "ccomp", "csubj":
		if x == planned && w.isWish(t) || rel == "ccomp" && w.isDemanded(t) {
			return unreal, false
		}
		if rel == "xcomp" && w.isUndone(tok.Head, t) {
			return denied, false
		}
		if rel == "xcomp" && w.isReputed(tok.Head, t) {
			x = max(x, possible)
		}
		if x == planned && rel == "ccomp" && w.isTold(t) {
			return occurred, false // "it announced that it closed the border"
		}
		return x, rel == "xcomp"
	case "obj", "nsubj", "iobj":
		return x, noun && rel != "iobj"
	case "nmod", "appos":
		return x, noun && isNoun(head) && (x != occurred || w.r.Tree.Child(t, "case") < 0)
	case "obl":
		if x == unreal && noun && (w.isFor(t) || w.isSought(t)) {
			return x, false // "they call for a withdrawal"
		}
		if tok.Deprel == "obl:arg" || tok.Deprel == "obl:agent" {
			return x, false
		}
		return governed(x), false
	case "conj":
		return occurred, true
	case "acl", "advcl":
		return w.adjoined(t, x)
	case "aux", "cop":
		return x, true
	}
	return occurred, false
}

// adjoined reads a clause that is joined to a word: a purpose is no event, a
// participle shares the reality of what it hangs on, a finite clause stands
// for itself. x is what the governing word makes of it.
func (w *work) adjoined(t int, x reality) (reality, bool) {
	tok := &w.r.Doc.Tokens[t]
	if w.isUpcoming(t) {
		return planned, false
	}
	if w.isOnlySpoken(t) || w.isThatOfNoun(t) {
		return unreal, false
	}
	if w.hasFinite(t) || w.reader.Frame(t).Passive && x == occurred {
		return occurred, false
	}
	if tok.Feat("VerbForm") == "Inf" {
		if x == planned || x == denied {
			return x, false
		}
		return unreal, false
	}
	if w.isAside(t) {
		return occurred, true
	}
	if x == planned && tok.Feat("VerbForm") == "Ger" {
		return unreal, false // "talks aimed at ending the war"
	}
	return x, true
}

// isWish reports whether a complement tells what its governor only wishes of
// somebody else ("she hopes that he will come").
func (w *work) isWish(t int) bool {
	head := w.r.Doc.Tokens[t].Head
	if !w.modality.wish[lower(&w.r.Doc.Tokens[head])] {
		return false
	}
	return w.r.Doc.Tokens[t].Rel() == "ccomp" && w.r.Tree.Child(t, "nsubj") >= 0 || w.r.Tree.Child(head, "obj") >= 0
}

// isTold reports whether a clause with a subject of its own stands in the past
// tense, though the tagger may have its verb for a participle.
func (w *work) isTold(t int) bool {
	tok := &w.r.Doc.Tokens[t]
	return tok.Feat("Tense") == "Past" && w.r.Tree.Child(t, "aux") < 0 && w.r.Tree.Child(t, "nsubj") >= 0
}

// isDemanded reports whether a complement tells what the object of its verb
// asks for or wishes ("they repeated the demand that he go").
func (w *work) isDemanded(t int) bool {
	head := w.r.Doc.Tokens[t].Head
	return slices.ContainsFunc(w.r.Tree.Children(head), func(c int) bool {
		return c > head && c < t && w.rel(c) == "obj" && w.r.Doc.Tokens[c].UPOS == "NOUN" && w.isAsking(c)
	})
}

// isThatOfNoun reports whether a clause with a conjunction tells what a noun
// asks for or wishes ("the hope that he will go").
func (w *work) isThatOfNoun(t int) bool {
	tok := &w.r.Doc.Tokens[t]
	if tok.Rel() != "acl" || w.r.Doc.Tokens[tok.Head].UPOS != "NOUN" || !w.isAsking(tok.Head) {
		return false
	}
	objects := 0
	for _, c := range w.r.Tree.Children(t) {
		switch w.rel(c) {
		case "mark":
			return tok.Deprel == "acl"
		case "obj":
			objects++ // with two of them the conjunction was taken for a relative pronoun
		}
	}
	return objects > 1
}

// isAsking reports whether a noun names a demand, a refusal or a wish.
func (w *work) isAsking(noun int) bool {
	return w.governs(noun) == unreal || slices.ContainsFunc(w.reader.Keys(noun), func(k string) bool { return w.modality.wish[strings.ToLower(k)] })
}

// isOnlySpoken reports whether a clause without a finite verb tells what is
// spoken of, left undone or laid to somebody's charge ("talked about leaving").
func (w *work) isOnlySpoken(t int) bool {
	tok := &w.r.Doc.Tokens[t]
	if tok.Feat("VerbForm") == "Fin" {
		return false
	}
	for _, c := range w.r.Tree.Children(t) {
		if m := &w.r.Doc.Tokens[c]; m.Rel() == "mark" || m.Rel() == "case" {
			return w.modality.spoken[lower(m)] || w.behalf[lower(m)] && slices.ContainsFunc(w.reader.Keys(tok.Head), func(k string) bool { return w.modality.charged[k] })
		}
	}
	return false
}

// isFor reports whether a phrase names what something is asked for.
func (w *work) isFor(t int) bool {
	return slices.ContainsFunc(w.r.Tree.Children(t), func(c int) bool {
		return w.rel(c) == "case" && w.behalf[lower(&w.r.Doc.Tokens[c])]
	})
}

// isUpcoming reports whether a clause of time hangs on what is told of the
// future ("he will speak when he visits Peru").
func (w *work) isUpcoming(t int) bool {
	if !slices.ContainsFunc(w.r.Tree.Children(t), func(c int) bool { return w.modality.upcoming[lower(&w.r.Doc.Tokens[c])] }) {
		return false
	}
	return w.realityOf(w.r.Doc.Tokens[t].Head, false) == planned
}

// isAside reports whether a participle behind a comma only goes on telling: what
// governs complements of its head does not reach it ("he promised help, warning
// Peru").
func (w *work) isAside(t int) bool {
	return t > 0 && w.r.Doc.Tokens[t].Rel() == "advcl" && w.r.Doc.Tokens[t-1].Form == "," && w.r.Tree.Child(t, "mark") < 0 && w.r.Tree.Child(t, "case") < 0
}

// hasFinite reports whether the clause of t has a finite verb.
func (w *work) hasFinite(t int) bool {
	if w.r.Doc.Tokens[t].Feat("VerbForm") == "Fin" {
		return true
	}
	for _, c := range w.r.Tree.Children(t) {
		tok := &w.r.Doc.Tokens[c]
		if (tok.Rel() == "aux" || tok.Rel() == "cop") && tok.Feat("VerbForm") == "Fin" {
			return true
		}
	}
	return false
}

// governed keeps of a governing verb only what reaches an adjunct: plans and
// denials of the clause do, demands do not ("at talks he demanded").
func governed(x reality) reality {
	if x == planned {
		return x
	}
	return occurred
}

// governs reads what a governing word makes of its complement.
func (w *work) governs(head int) reality {
	x, left := occurred, false
	for _, k := range w.reader.Keys(head) {
		k = strings.ToLower(k)
		left = left || w.modality.open[k]
		switch {
		case w.modality.unreal[k]:
			x = max(x, unreal)
		case w.modality.denied[k]:
			x = max(x, denied)
		case w.modality.possible[k]:
			x = max(x, possible)
		case w.modality.planned[k]:
			x = max(x, planned)
		case w.modality.ongoing[k]:
			x = max(x, ongoing)
		}
	}
	if w.reader.Negated(head) && x != unreal {
		switch x {
		case denied:
			return occurred
		case planned:
			return unreal // "he does not want them to come"
		}
		if left {
			return max(x, possible) // "he neither confirmed nor denied it"
		}
		return max(x, denied)
	}
	return x
}

func lower(tok *nlp.Token) string {
	if tok.Lemma == "" || tok.Lemma == "_" {
		return strings.ToLower(tok.Form)
	}
	return strings.ToLower(tok.Lemma)
}

func isNoun(tok *nlp.Token) bool { return tok.UPOS == "NOUN" || tok.UPOS == "PROPN" }
