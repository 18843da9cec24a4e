// SPDX-License-Identifier: Apache-2.0

package event

import (
	"slices"
	"sort"
	"strings"

	"depesche"
	"depesche/extract"
	"depesche/nlp/match"
)

// This file reads, from the words around it, what may make a reading doubtful
// (see points.go).

// hasRivals reports whether the sentence of a pronoun, or the one before, names
// somebody else of the kind of whom it stands for.
func (w *work) hasRivals(token int) bool {
	if !w.isPronoun(token) {
		return false
	}
	at := w.r.MentionAt(token)
	e := w.r.Mentions[at].Entity
	here := w.r.Doc.SentenceOf(token)
	for i := at - 1; i >= 0 && here-w.r.Doc.SentenceOf(w.r.Mentions[i].Head) <= 1; i-- {
		m := &w.r.Mentions[i]
		if m.Entity != e && m.Kind != depesche.KindPronoun && w.r.Entities[m.Entity].Type == w.r.Entities[e].Type {
			return true
		}
	}
	return false
}

// isGuessed reports whether the state of an entity is only the one spoken of
// around it.
func (w *work) isGuessed(e int) bool {
	return strings.HasSuffix(w.r.Entities[e].Why, extract.StateFromContext)
}

// anyGuessed reports whether the state of somebody on a side is only the one
// spoken of around him, and nobody beside him is known to be of it ("President Xi
// and Prime Minister Li").
func (w *work) anyGuessed(side []int) bool {
	return slices.ContainsFunc(side, func(e int) bool { return w.isGuessed(e) && !w.isBacked(e, side) })
}

// isBacked reports whether somebody else on a side is known to be of an entity's
// state.
func (w *work) isBacked(e int, side []int) bool {
	return slices.ContainsFunc(side, func(o int) bool {
		return o != e && !w.isGuessed(o) && w.r.Entities[o].Type != "LOC" && w.actorOf(o).Country == w.actorOf(e).Country
	})
}

// isStateless reports an entity of no state that is no body across states.
func (w *work) isStateless(e int) bool {
	return w.actorOf(e).Country == "" && !slices.ContainsFunc(w.actorOf(e).Sectors, func(s string) bool { return slices.Contains(acrossStates, s) })
}

// acrossStates are the sectors of bodies that are of no state, and of armed
// groups of which no more is known.
var acrossStates = []string{"IGO", "NGO", "NGM", "UAF"}

// isInferred reports whether the actor is whoever must have done such an act:
// no words of the sentence fill the role.
func (c *candidate) isInferred() bool {
	return len(c.a) > 0 && !slices.ContainsFunc(c.Slots, func(s match.Slot) bool { return s.Role == 'A' })
}

// byAnybody reports whether an act is of a type that anybody can do or suffer.
func byAnybody(c *candidate) bool { return slices.Contains(byAnyone, c.rule.Code) }

func (w *work) isCivil(e int) bool { return w.sits(e, civilSectors) }

// mentionsIn returns the indices of the mentions that begin in a sentence.
func (w *work) mentionsIn(sentence int) []int {
	s := w.r.Doc.Sentences[sentence]
	first := sort.Search(len(w.r.Mentions), func(i int) bool { return w.r.Mentions[i].First >= s.First })
	var out []int
	for i := first; i < len(w.r.Mentions) && w.r.Mentions[i].First < s.Last; i++ {
		out = append(out, i)
	}
	return out
}

// isAbsent reports whether the sentence of the trigger does not mention one of
// a side.
func (w *work) isAbsent(c *candidate, side []int) bool {
	if c.rule.Inherit {
		return false // it is the rule that takes them from elsewhere
	}
	for _, e := range side {
		if !slices.ContainsFunc(w.mentionsIn(w.r.Doc.SentenceOf(c.Trigger)), func(i int) bool {
			of := w.r.Mentions[i].Entity
			return of == e || slices.Contains(w.r.Entities[of].Members, w.r.Entities[e].ID)
		}) {
			return true
		}
	}
	return false
}

// hasBystander reports whether the clause of the trigger names somebody who is
// on neither side, outside the phrases of the sides and not as a place.
func (w *work) hasBystander(c *candidate) bool {
	return slices.ContainsFunc(w.mentionsIn(w.r.Doc.SentenceOf(c.Trigger)), func(i int) bool {
		m := &w.r.Mentions[i]
		if m.Kind == depesche.KindPronoun || slices.Contains(c.a, m.Entity) || slices.Contains(c.b, m.Entity) || !w.reader.SameClause(m.Head, c.Trigger) || w.isLocative(m.Head) {
			return false
		}
		if e := &w.r.Entities[m.Entity]; e.Actor == nil && e.Type != "PER" {
			return false
		}
		return !slices.ContainsFunc(c.tokens, func(t int) bool {
			k := w.r.MentionAt(t)
			return w.r.Tree.Governs(t, m.Head) || k >= 0 && w.r.Mentions[k].First <= m.First && m.Last <= w.r.Mentions[k].Last
		})
	})
}

// isAcross reports whether what fills a role in the sentence of the trigger
// stands in another clause.
func (w *work) isAcross(c *candidate, role byte) bool {
	return w.anySlot(c, role, func(_ *work, t int) bool { return !w.reader.SameClause(t, c.Trigger) })
}

// isBehindColon reports whether a colon stands in the sentence before the
// trigger.
func (w *work) isBehindColon(trigger int) bool {
	for t := w.r.Doc.Sentences[w.r.Doc.SentenceOf(trigger)].First; t < trigger; t++ {
		if w.r.Doc.Tokens[t].Form == ":" {
			return true
		}
	}
	return false
}

// isForeignGuess reports whether a recipient is of another state than an actor,
// but only as far as the article speaks of that state.
func (w *work) isForeignGuess(c *candidate) bool {
	return slices.ContainsFunc(c.b, func(b int) bool {
		return w.isGuessed(b) && !w.isBacked(b, c.b) && slices.ContainsFunc(c.a, func(a int) bool {
			x := w.actorOf(a).Country
			return x != "" && x != w.actorOf(b).Country && !w.isGuessed(a)
		})
	})
}

// isRemote reports whether a recipient was found deep in the phrase of what is
// done, not in its head or what that is of.
func (w *work) isRemote(c *candidate) bool {
	for _, slot := range c.Slots {
		if slot.Role != 'B' || !slot.Within {
			continue
		}
		if m := w.nearestMention(slot.Token, c.b); m >= 0 && w.stepsTo(w.r.Mentions[m].Head, slot.Token) >= remoteSteps {
			return true
		}
	}
	return false
}

// remoteSteps is the number of steps in the tree from which on somebody is deep
// in a phrase.
const remoteSteps = 2

// stepsTo counts the steps in the tree from a token up to another, at most
// remoteSteps.
func (w *work) stepsTo(token, head int) int {
	n := 0
	for ; token != head && token >= 0 && n < remoteSteps; n++ {
		token = w.r.Doc.Tokens[token].Head
	}
	return n
}
