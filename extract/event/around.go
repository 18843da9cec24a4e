// SPDX-License-Identifier: Apache-2.0

package event

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"depesche/extract"
	"depesche/nlp"
)

// This file looks at who is named around an act: others who may be meant, and
// other states than the one that a side is taken to be of.

// isUnanswered reports whether an act has an actor and nobody it is done to.
func (c *candidate) isUnanswered() bool { return len(c.b) == 0 && len(c.a) < 2 }

// isOnSide reports whether an entity, or one that it stands for, is on a side.
func (w *work) isOnSide(c *candidate, e int) bool {
	of := func(x int) bool { return x == e || slices.Contains(w.r.Entities[e].Members, w.r.Entities[x].ID) }
	return slices.ContainsFunc(c.a, of) || slices.ContainsFunc(c.b, of)
}

// namesOther reports whether the sentence of the act names an actor or a person
// who is on neither side and for whom something holds, not only as a place.
func (w *work) namesOther(c *candidate, is func(head int) bool) bool {
	return slices.ContainsFunc(w.mentionsIn(w.r.Doc.SentenceOf(c.Trigger)), func(i int) bool {
		m := &w.r.Mentions[i]
		e := &w.r.Entities[m.Entity]
		return (e.Actor != nil || e.Type == "PER") && !w.isOnSide(c, m.Entity) && !w.isLocative(m.Head) && is(m.Head)
	})
}

func anywhere(int) bool { return true }

// hasNearer reports whether an act with two sides stands nearer to somebody on
// neither than to its recipient.
func (w *work) hasNearer(c *candidate) bool {
	if len(c.a) == 0 || len(c.b) == 0 {
		return false
	}
	m := w.nearestMention(c.Trigger, c.b)
	if m < 0 {
		return w.namesOther(c, anywhere)
	}
	far := apart(w.r.Mentions[m].Head, c.Trigger)
	return w.namesOther(c, func(head int) bool { return apart(head, c.Trigger) < far })
}

// apart is the number of tokens from one to another.
func apart(a, b int) int { return max(a-b, b-a) }

// leavesOver reports whether the act governs a word of some kind that is in the
// phrase of neither side.
func (w *work) leavesOver(c *candidate, is func(t int) bool) bool {
	s := w.r.Doc.Sentences[w.r.Doc.SentenceOf(c.Trigger)]
	for t := s.First; t < s.Last; t++ {
		if !is(t) || !w.r.Tree.Governs(c.Trigger, t) || w.fills(c, t) {
			continue
		}
		if m := w.r.MentionAt(t); m < 0 || !w.isOnSide(c, w.r.Mentions[m].Entity) {
			return true
		}
	}
	return false
}

// fills reports whether a word stands in a phrase that fills a role.
func (w *work) fills(c *candidate, t int) bool {
	for _, slot := range c.Slots {
		if (slot.Role == 'A' || slot.Role == 'B') && !w.isFound(slot.Rel) && (slot.Token == t || w.r.Tree.Governs(slot.Token, t)) {
			return true
		}
	}
	return false
}

// isPersonal reports a pronoun for somebody else than the subject.
func (w *work) isPersonal(t int) bool {
	tok := &w.r.Doc.Tokens[t]
	return tok.UPOS == "PRON" && tok.Feat("PronType") == "Prs" && tok.Feat("Reflex") != "Yes"
}

// isSomeone reports a noun that means people or bodies, political or not.
func (w *work) isSomeone(t int) bool {
	return w.r.Doc.Tokens[t].UPOS == "NOUN" && (w.in(w.human, t) || w.isPeople(t) || w.anyone[lower(&w.r.Doc.Tokens[t])])
}

// isInner reports whether what fills a role is only a part of the phrase that
// the pattern asks for.
func (w *work) isInner(c *candidate, role byte) bool {
	side := c.a
	if role == 'B' {
		side = c.b
	}
	return w.anySlot(c, role, func(_ *work, t int) bool {
		m := w.nearestMention(t, side)
		return m >= 0 && w.r.Mentions[m].Head != t
	})
}

// hasBetween reports whether a word of some kind stands between the act and
// what fills a role.
func (w *work) hasBetween(c *candidate, role byte, is func(*nlp.Token) bool) bool {
	return w.anySlot(c, role, func(_ *work, slot int) bool {
		for t := min(slot, c.Trigger) + 1; t < max(slot, c.Trigger); t++ {
			if is(&w.r.Doc.Tokens[t]) {
				return true
			}
		}
		return false
	})
}

func isVerb(tok *nlp.Token) bool  { return tok.UPOS == "VERB" }
func isComma(tok *nlp.Token) bool { return tok.Form == "," }

// stateOf returns the state that the words themselves give an entity, by its
// own country or by where it lies, or "".
func (w *work) stateOf(e int) string {
	if country := w.actorOf(e).Country; country != "" && !w.isGuessed(e) {
		return country
	}
	if p := w.r.Entities[e].Place; p != nil {
		return p.Country
	}
	return ""
}

// isElsewhereGuessed reports whether the state of one of a side is only the one
// spoken of around it, while this or the last sentences name another.
func (w *work) isElsewhereGuessed(c *candidate, side []int) bool {
	here := w.r.Doc.SentenceOf(c.Trigger)
	return slices.ContainsFunc(side, func(e int) bool {
		if !w.isGuessed(e) {
			return false
		}
		for s := max(0, here-nearbySentences); s <= here; s++ {
			if slices.ContainsFunc(w.mentionsIn(s), func(i int) bool {
				state := w.stateOf(w.r.Mentions[i].Entity)
				return state != "" && state != w.actorOf(e).Country
			}) {
				return true
			}
		}
		return false
	})
}

// nearbySentences is how many sentences before an act still name the states
// that it may be about.
const nearbySentences = 2

// isMarginal reports whether somebody of a side is of another state than one
// that the article names more often.
func (w *work) isMarginal(side []int) bool {
	if len(side) == 0 {
		return false
	}
	count, most := map[string]int{}, 0
	for i := range w.r.Mentions {
		e := w.r.Mentions[i].Entity
		if country := w.actorOf(e).Country; country != "" && w.named[e] {
			count[country]++
			most = max(most, count[country])
		}
	}
	return slices.ContainsFunc(side, func(e int) bool {
		country := w.actorOf(e).Country
		return country != "" && count[country] < most
	})
}

// isSeat reports a capital that stands for a government.
func (w *work) isSeat(e int) bool { return w.r.Entities[e].Type == "LOC" && w.sits(e, governing) }

// manyCommas is the number of commas from which on a sentence is intricate.
const manyCommas = 3

func (w *work) isIntricate(trigger int) bool {
	s := w.r.Doc.Sentences[w.r.Doc.SentenceOf(trigger)]
	n := 0
	for t := s.First; t < s.Last; t++ {
		if isComma(&w.r.Doc.Tokens[t]) {
			n++
		}
	}
	return n >= manyCommas
}

// isCrowded reports whether two finite verbs stand in the sentence with neither
// a mark nor a conjunction between them.
func (w *work) isCrowded(trigger int) bool {
	s := w.r.Doc.Sentences[w.r.Doc.SentenceOf(trigger)]
	finite := false
	for t := s.First; t < s.Last; t++ {
		switch tok := &w.r.Doc.Tokens[t]; {
		case tok.UPOS == "PUNCT" || tok.UPOS == "CCONJ" || tok.UPOS == "SCONJ":
			finite = false
		case tok.Feat("VerbForm") == "Fin":
			if finite {
				return true
			}
			finite = true
		}
	}
	return false
}

// isRunOn reports whether an article, adposition or pronoun in the midst of the
// sentence begins with a capital: two sentences, or a heading and one, have run
// together.
func (w *work) isRunOn(trigger int) bool {
	s := w.r.Doc.Sentences[w.r.Doc.SentenceOf(trigger)]
	for t := s.First + 1; t < s.Last; t++ {
		tok, last := &w.r.Doc.Tokens[t], w.r.Doc.Tokens[t-1].Form
		if tok.UPOS != "DET" && tok.UPOS != "ADP" && tok.UPOS != "PRON" || isQuote(last) || last == ":" || w.r.MentionAt(t) >= 0 {
			continue
		}
		if first, size := utf8.DecodeRuneInString(tok.Form); unicode.IsUpper(first) && size < len(tok.Form) {
			return true
		}
	}
	return false
}

// isLoose reports whether the sentence holds clauses that nothing joins.
func (w *work) isLoose(trigger int) bool {
	s := w.r.Doc.Sentences[w.r.Doc.SentenceOf(trigger)]
	for t := s.First; t < s.Last; t++ {
		if w.rel(t) == "parataxis" {
			return true
		}
	}
	return false
}

// isSecond reports whether an event of the same sentence has been coded before.
func (w *work) isSecond(trigger int) bool {
	here := w.r.Doc.SentenceOf(trigger)
	return slices.ContainsFunc(w.events, func(ev extract.Event) bool { return ev.Sentence == here })
}

// isSubject reports whether the recipient is the subject of what is told, and
// the act not told in the passive.
func (w *work) isSubject(c *candidate) bool {
	for _, slot := range c.Slots {
		if slot.Role == 'B' && slot.Rel == relSubject {
			return true
		}
	}
	return false
}
