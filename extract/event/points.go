// SPDX-License-Identifier: Apache-2.0

package event

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"depesche"
)

// doubts is the table by which readings are held back: points for each thing
// that makes one doubtful, and the sum from which on it is not coded. The
// points of a language are set by what was right and wrong among events that
// were judged by hand. Without a limit nothing is held back.
type doubts struct {
	limit  int
	points map[string]int
}

// doubtful says what may make a reading doubtful, by its name in the table. What
// takes a closer look at the words is in signs.go and beside.go.
var doubtful = map[string]func(*work, *candidate, reality) bool{
	"nobody":        func(_ *work, c *candidate, _ reality) bool { return len(c.a) == 0 },
	"alone":         func(_ *work, c *candidate, _ reality) bool { return len(c.b) == 0 && len(c.a) < 2 },
	"far-actor":     func(w *work, c *candidate, _ reality) bool { return w.liesFar(c, 'A') },
	"far-recipient": func(w *work, c *candidate, _ reality) bool { return w.liesFar(c, 'B') },
	"cue":           func(_ *work, c *candidate, _ reality) bool { return c.fromCue() },
	"participle":    func(w *work, c *candidate, _ reality) bool { return w.rel(c.Trigger) == "acl" },
	"aside":         func(w *work, c *candidate, _ reality) bool { return w.rel(c.Trigger) == "parataxis" },
	"joined":        func(w *work, c *candidate, _ reality) bool { return w.rel(c.Trigger) == "conj" },
	"possible":      func(_ *work, _ *candidate, x reality) bool { return x == possible },
	"private":       func(w *work, c *candidate, _ reality) bool { return slices.ContainsFunc(c.b, w.isPrivate) },
	"plain":         func(w *work, c *candidate, _ reality) bool { return w.isPlain(c.Trigger) },
	"long":          func(w *work, c *candidate, _ reality) bool { return w.hasTokens(c.Trigger, manyTokens) },

	"half":             func(w *work, c *candidate, _ reality) bool { return w.isHalf(c) },
	"left":             func(w *work, c *candidate, _ reality) bool { return w.leftOver(c) },
	"bystander":        func(w *work, c *candidate, _ reality) bool { return w.hasBystander(c) },
	"rivals-recipient": func(w *work, c *candidate, _ reality) bool { return w.anySlot(c, 'B', (*work).hasRivals) },
	"guess":            func(w *work, c *candidate, _ reality) bool { return w.anyGuessed(c.a) },
	"guess-recipient":  func(w *work, c *candidate, _ reality) bool { return w.anyGuessed(c.b) },
	"stateless":        func(w *work, c *candidate, _ reality) bool { return slices.ContainsFunc(c.a, w.isStateless) },
	"stateless-recipient": func(w *work, c *candidate, _ reality) bool {
		return !byAnybody(c) && slices.ContainsFunc(c.b, w.isStateless)
	},
	"foreign-guess": func(w *work, c *candidate, _ reality) bool { return w.isForeignGuess(c) },
	"remote":        func(w *work, c *candidate, _ reality) bool { return w.isRemote(c) },
	"host":          func(_ *work, c *candidate, _ reality) bool { return c.hosts > 0 },
	"dependent":     func(w *work, c *candidate, _ reality) bool { return w.rel(c.Trigger) == "ccomp" },
	"civil": func(w *work, c *candidate, _ reality) bool {
		return !byAnybody(c) && slices.ContainsFunc(c.a, w.isCivil)
	},
	"absent":             func(w *work, c *candidate, _ reality) bool { return !c.isInferred() && w.isAbsent(c, c.a) },
	"absent-recipient":   func(w *work, c *candidate, _ reality) bool { return !c.takesUp && w.isAbsent(c, c.b) },
	"across":             func(w *work, c *candidate, _ reality) bool { return w.isAcross(c, 'A') },
	"across-recipient":   func(w *work, c *candidate, _ reality) bool { return w.isAcross(c, 'B') },
	"colon":              func(w *work, c *candidate, _ reality) bool { return w.isBehindColon(c.Trigger) },
	"planned":            func(_ *work, _ *candidate, x reality) bool { return x == planned },
	"inferred":           func(_ *work, c *candidate, _ reality) bool { return c.isInferred() },
	"indirect":           func(w *work, c *candidate, _ reality) bool { return w.isIndirect(c, 'A') },
	"indirect-recipient": func(w *work, c *candidate, _ reality) bool { return w.isIndirect(c, 'B') },
	"denied":             func(_ *work, _ *candidate, x reality) bool { return x == denied },
	"deep-state": func(w *work, c *candidate, _ reality) bool {
		return w.anySlot(c, 'B', (*work).isDeep) && slices.ContainsFunc(c.b, w.isState)
	},
	"compound": func(w *work, c *candidate, _ reality) bool {
		return w.anySlot(c, 'A', (*work).isCompound) || w.anySlot(c, 'B', (*work).isCompound)
	},
	"cut": func(w *work, c *candidate, _ reality) bool {
		return slices.ContainsFunc(c.a, w.isCut) || slices.ContainsFunc(c.b, w.isCut)
	},
	"anonymous": func(w *work, c *candidate, _ reality) bool {
		return slices.ContainsFunc(c.a, func(e int) bool { return !w.named[e] && w.isStateless(e) })
	},
	"hurt": func(w *work, c *candidate, _ reality) bool {
		return slices.Contains(onBodies, c.rule.Cameo) && slices.ContainsFunc(c.b, func(e int) bool { return w.r.Entities[e].Type == "LOC" })
	},
	"noun": func(w *work, c *candidate, _ reality) bool { return isNoun(&w.r.Doc.Tokens[c.Trigger]) },
	"overlooked": func(w *work, c *candidate, _ reality) bool {
		return c.isUnanswered() && w.namesOther(c, func(head int) bool { return w.reader.SameClause(head, c.Trigger) })
	},
	"others":                func(w *work, c *candidate, _ reality) bool { return c.isUnanswered() && w.namesOther(c, anywhere) },
	"nearer":                func(w *work, c *candidate, _ reality) bool { return w.hasNearer(c) },
	"pronoun":               func(w *work, c *candidate, _ reality) bool { return w.leavesOver(c, w.isPersonal) },
	"people":                func(w *work, c *candidate, _ reality) bool { return w.leavesOver(c, w.isSomeone) },
	"inner":                 func(w *work, c *candidate, _ reality) bool { return w.isInner(c, 'A') },
	"inner-recipient":       func(w *work, c *candidate, _ reality) bool { return w.isInner(c, 'B') },
	"verb-between":          func(w *work, c *candidate, _ reality) bool { return w.hasBetween(c, 'A', isVerb) },
	"comma-between":         func(w *work, c *candidate, _ reality) bool { return w.hasBetween(c, 'B', isComma) },
	"other-state":           func(w *work, c *candidate, _ reality) bool { return w.isElsewhereGuessed(c, c.a) },
	"other-state-recipient": func(w *work, c *candidate, _ reality) bool { return w.isElsewhereGuessed(c, c.b) },
	"odd-state": func(w *work, c *candidate, _ reality) bool {
		return w.isMarginal(slices.DeleteFunc(append(slices.Clone(c.a), c.b...), func(e int) bool { return !w.isGuessed(e) }))
	},
	"marginal": func(w *work, c *candidate, _ reality) bool { return w.isMarginal(c.a) },
	"seat":     func(w *work, c *candidate, _ reality) bool { return slices.ContainsFunc(c.a, w.isSeat) },
	"equal": func(w *work, c *candidate, _ reality) bool {
		return len(c.a) > 0 && slices.Equal(w.countries(c.a), w.countries(c.b))
	},
	"many-recipient": func(_ *work, c *candidate, _ reality) bool { return len(c.b) > 1 },
	"subject":        func(w *work, c *candidate, _ reality) bool { return w.isSubject(c) },
	"fronted": func(w *work, c *candidate, _ reality) bool {
		return w.anySlot(c, 'B', func(_ *work, t int) bool { return t < c.Trigger })
	},
	"passive":   func(w *work, c *candidate, _ reality) bool { return w.reader.Frame(c.Trigger).Passive },
	"intricate": func(w *work, c *candidate, _ reality) bool { return w.isIntricate(c.Trigger) },
	"crowded":   func(w *work, c *candidate, _ reality) bool { return w.isCrowded(c.Trigger) },
	"run-on":    func(w *work, c *candidate, _ reality) bool { return w.isRunOn(c.Trigger) },
	"loose":     func(w *work, c *candidate, _ reality) bool { return w.isLoose(c.Trigger) },
	"second":    func(w *work, c *candidate, _ reality) bool { return w.isSecond(c.Trigger) },
	"within": func(w *work, c *candidate, _ reality) bool {
		return isNoun(&w.r.Doc.Tokens[c.Trigger]) && w.rel(c.Trigger) == "nmod"
	},
	"late": func(w *work, c *candidate, _ reality) bool { return w.r.Doc.SentenceOf(c.Trigger) >= opening },
}

// ofRule begins the name of a rule in the table.
const ofRule = "rule:"

// unknown returns a rule that the table names and the rules do not hold, or "".
func (d *doubts) unknown(rules map[string]bool) string {
	for name := range d.points {
		if rule, is := strings.CutPrefix(name, ofRule); is && !rules[rule] {
			return rule
		}
	}
	return ""
}

// add takes a line of the table: "limit 4", "half 3", "ACCUSE -2",
// "rule:visit -1".
func (d *doubts) add(fields []string) error {
	if len(fields) != 2 {
		return fmt.Errorf("want a name and points, have %d words", len(fields))
	}
	n, err := strconv.Atoi(fields[1])
	if err != nil {
		return fmt.Errorf("%q is no number", fields[1])
	}
	name := fields[0]
	if name == "limit" {
		d.limit = n
		return nil
	}
	if doubtful[name] == nil && !slices.Contains(depesche.EventTypes, name) && !strings.HasPrefix(name, ofRule) {
		return fmt.Errorf("unknown doubt %q", name)
	}
	if d.points == nil {
		d.points = map[string]int{}
	}
	d.points[name] = n
	return nil
}

// tooDoubtful says what makes a reading too doubtful to be coded, or "".
func (w *work) tooDoubtful(c *candidate, x reality) string {
	if w.doubts.limit == 0 {
		return ""
	}
	sum := w.doubts.points[c.rule.Code] + w.doubts.points[ofRule+c.rule.Name]
	var names []string
	for name, points := range w.doubts.points {
		if is := doubtful[name]; is != nil && is(w, c, x) {
			sum += points
			names = append(names, name)
		}
	}
	if sum < w.doubts.limit {
		return ""
	}
	slices.Sort(names)
	return "too doubtful: " + strings.Join(names, ", ")
}

// anySlot reports whether what filled a role in the trigger's sentence is such.
func (w *work) anySlot(c *candidate, role byte, is func(*work, int) bool) bool {
	for _, slot := range c.Slots {
		if slot.Role == role && !w.isFound(slot.Rel) && is(w, slot.Token) {
			return true
		}
	}
	return false
}

// isFound reports whether the coder finds a relation itself, wherever the words
// stand.
func (w *work) isFound(rel string) bool {
	switch rel {
	case relSaid, relCue, relAddress, relContent, relPlace:
		return true
	}
	return false
}

// isPronoun reports whether a pronoun names the actor at the token.
func (w *work) isPronoun(token int) bool {
	m := w.r.MentionAt(token)
	return m >= 0 && w.r.Mentions[m].Kind == depesche.KindPronoun && len(w.phrase(token)) > 0
}

// isDeep reports whether the word itself names nobody: whoever it stands for
// was found among the words that depend on it.
func (w *work) isDeep(token int) bool { return len(w.phrase(token)) == 0 }

// farApart is the number of tokens from which on a side stands far from the
// trigger.
const farApart = 12

func (w *work) liesFar(c *candidate, role byte) bool {
	return w.anySlot(c, role, func(_ *work, t int) bool { return t-c.Trigger >= farApart || c.Trigger-t >= farApart })
}

// fromCue reports whether the actor is whoever a statement is laid to.
func (c *candidate) fromCue() bool {
	for _, slot := range c.Slots {
		if slot.Role == 'A' && slot.Rel == relCue {
			return true
		}
	}
	return false
}

func (w *work) rel(token int) string { return w.r.Doc.Tokens[token].Rel() }

// isPrivate reports a person of whom no more than the state is known.
func (w *work) isPrivate(e int) bool {
	a := w.r.Entities[e].Actor
	return w.r.Entities[e].Type == "PER" && a != nil && len(a.Sectors) == 0
}

// A sentence is plain when fewer than so many of a hundred of its words begin
// with a capital letter: it names hardly anybody. A short one may do with one
// name.
const (
	fewCapitals   = 15
	shortSentence = 12
)

func (w *work) isPlain(trigger int) bool {
	s := w.r.Doc.Sentences[w.r.Doc.SentenceOf(trigger)]
	capitals, words := 0, 0
	for t := s.First; t < s.Last; t++ {
		switch first, _ := utf8.DecodeRuneInString(w.r.Doc.Tokens[t].Form); {
		case unicode.IsUpper(first):
			capitals++
			words++
		case unicode.IsLetter(first):
			words++
		}
	}
	return words >= shortSentence && 100*capitals < fewCapitals*words
}

// manyTokens is the number of tokens from which on a sentence is long.
const manyTokens = 45

// hasTokens reports whether the sentence of the trigger has at least n tokens.
func (w *work) hasTokens(trigger, n int) bool {
	s := w.r.Doc.Sentences[w.r.Doc.SentenceOf(trigger)]
	return s.Last-s.First >= n
}

// opening is the number of sentences with which an article tells its news; what
// follows is background, and goes back to people named long before.
const opening = 8

func (w *work) isCompound(token int) bool { return w.rel(token) == "compound" }

// isIndirect reports whether what fills a role does not hang on the trigger.
func (w *work) isIndirect(c *candidate, role byte) bool {
	return w.anySlot(c, role, func(_ *work, t int) bool { return w.r.Doc.Tokens[t].Head != c.Trigger })
}

// isCut reports a person of whose name only one word, or an initial, is known.
func (w *work) isCut(e int) bool {
	name := w.r.Entities[e].Name
	return w.r.Entities[e].Type == "PER" && w.named[e] && (strings.HasSuffix(name, ".") || !strings.Contains(name, " "))
}
