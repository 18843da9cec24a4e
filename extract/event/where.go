// SPDX-License-Identifier: Apache-2.0

package event

import (
	"slices"
	"strings"

	"depesche"
)

// placeAt returns the entity at the token when it is a place, or an institution
// called after its building, or -1.
func (w *work) placeAt(token int) int {
	e := w.r.EntityHeadedAt(token)
	if e < 0 || w.r.Entities[e].Place == nil {
		return -1
	}
	return e
}

// placeOf returns where the event took place: the place that the pattern
// found, or else one in the trigger's clause under a locative adposition.
func (w *work) placeOf(c *candidate) *depesche.Place {
	e := c.place
	if e < 0 {
		e = w.placeNear(c.Trigger)
	}
	if e < 0 {
		e = w.placeAimed(c)
	}
	if e < 0 {
		e = w.placeBehind(c)
	}
	if e < 0 {
		return nil
	}
	p := *w.r.Entities[e].Place
	return &p
}

// placeBehind returns the place behind the name of the person met, where the
// tree ties it to the person ("she met him in Berlin"), or -1.
func (w *work) placeBehind(c *candidate) int {
	if c.rule.Code != "CONSULT" {
		return -1
	}
	for _, t := range c.tokens {
		if t < c.Trigger || w.entityAt(t) < 0 || w.r.Entities[w.entityAt(t)].Type != "PER" || w.r.Doc.Tokens[t].UPOS != "PROPN" {
			continue
		}
		if e := w.locativeUnder(t); e >= 0 {
			return e
		}
	}
	return -1
}

// placeAimed returns the place that an act is aimed at where nothing else says
// where it was, and the act is where its recipient is: a town that is attacked,
// seized, left or visited. It returns -1 for other acts.
func (w *work) placeAimed(c *candidate) int {
	switch {
	case c.rule.Code == "ASSAULT", c.rule.Code == "COERCE", slices.Contains(c.rule.Mode, "visit"), slices.Contains(c.rule.Mode, "withdraw") && c.rule.Code == "RETREAT":
	default:
		return -1
	}
	for _, slot := range c.Slots {
		if slot.Role == 'B' && slot.Rel != relPlace {
			if e := w.placeUnder(slot.Token); e >= 0 && w.r.Entities[e].Actor == nil {
				return e
			}
		}
	}
	for _, t := range w.reader.Objects(c.Trigger) {
		if e := w.placeUnder(t); e >= 0 && c.rule.Code != "CONSULT" && w.r.Entities[e].Actor == nil {
			return e
		}
	}
	return -1
}

// placeNear returns the place of the trigger's clause, those in the trigger's
// own phrase first, or -1.
func (w *work) placeNear(trigger int) int {
	if e := w.locativeUnder(trigger); e >= 0 {
		return e
	}
	t := trigger
	for i := 0; i < maxClimb; i++ {
		tok := &w.r.Doc.Tokens[t]
		switch tok.Rel() {
		case "ccomp", "advcl", "acl", "parataxis", "csubj", "root":
			return -1
		}
		if tok.Head < 0 {
			return -1
		}
		t = tok.Head
		if e := w.locativeUnder(t); e >= 0 {
			return e
		}
	}
	return -1
}

// locativeUnder returns the first place that hangs on the token under a
// locative adposition, or -1.
func (w *work) locativeUnder(t int) int {
	for _, c := range w.r.Tree.Children(t) {
		tok := &w.r.Doc.Tokens[c]
		if rel := tok.Rel(); rel != "obl" && rel != "nmod" && rel != "advmod" {
			continue
		}
		if !w.isLocative(c) || w.topic[w.reader.AdpositionBefore(c)] {
			continue // "talks on the war in …" tells no place
		}
		if e := w.placeUnder(c); e >= 0 {
			return e
		}
	}
	return -1
}

// placeUnder returns the place that a phrase names: its head, or a name in
// apposition to it ("the port of Odessa", "der Küstenstadt Odessa").
func (w *work) placeUnder(t int) int {
	if e := w.placeAt(t); e >= 0 {
		return e
	}
	for _, c := range w.r.Tree.Children(t) {
		if w.isAgainst(c) || w.isOnlyCompared(c) {
			continue // "sanctions against …" are nowhere
		}
		switch w.r.Doc.Tokens[c].Rel() {
		case "appos", "flat", "nmod", "compound":
			if e := w.placeAt(c); e >= 0 {
				return e
			}
		}
	}
	return -1
}

// isOnlyCompared reports whether a state stands in an adjunct of the clause under
// an adposition that is none of a place ("in contrast to Peru").
func (w *work) isOnlyCompared(t int) bool {
	e, head := w.entityAt(t), w.r.Doc.Tokens[t].Head
	return e >= 0 && w.isState(e) && w.rel(t) == "nmod" && head >= 0 && w.rel(head) == "obl" && w.hasAdposition(t, true) && !w.isLocative(t)
}

func (w *work) isLocative(t int) bool {
	for _, c := range w.r.Tree.Children(t) {
		tok := &w.r.Doc.Tokens[c]
		if tok.Rel() == "case" && (w.locative[strings.ToLower(tok.Lemma)] || w.locative[strings.ToLower(tok.Form)]) {
			return true
		}
	}
	return false
}
