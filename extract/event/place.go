// SPDX-License-Identifier: Apache-2.0

package event

import (
	"slices"
	"strings"

	"depesche/nlp/match"
)

// This file tells places that act, or are acted upon, as states do from those
// where something only is.

// isState reports whether an entity is a state as such, not a town or a part
// of it.
func (w *work) isState(e int) bool {
	x := &w.r.Entities[e]
	if x.Type != "LOC" || x.Actor == nil || x.Actor.Country == "" {
		return false
	}
	return x.Place == nil || x.Place.Lat == 0 && x.Place.Lon == 0
}

// isTown reports whether an entity is a town that is no seat of a government.
func (w *work) isTown(e int) bool {
	return w.r.Entities[e].Type == "LOC" && w.r.Entities[e].IDs.Geonames != ""
}

// isRegion reports whether an entity is a region of a state.
func (w *work) isRegion(e int) bool {
	return w.r.Entities[e].Type == "LOC" && strings.HasPrefix(w.r.Entities[e].Why, regionTable)
}

// regionTable begins the Why of regions.
const regionTable = "codebook/places.tsv"

// statesAround puts, for the regions of states on a side, the states that they are
// of, where the article names them and they stand on no side.
func (w *work) statesAround(found, other, side []int) []int {
	for i, e := range found {
		if !w.isRegion(e) {
			continue
		}
		states := w.country(w.actorOf(e).Country)
		if len(states) == 1 && w.isState(states[0]) && !slices.Contains(other, states[0]) && !slices.Contains(side, states[0]) && !slices.Contains(found, states[0]) {
			found[i] = states[0]
		}
	}
	return found
}

// isInert reports whether an entity has, as a place, no part in the acts of a
// type in a role: towns and parts of states do nothing, and few acts are done
// to a town. Of those found by where the act was, only a state has a part in a
// protest.
func (w *work) isInert(e int, slot match.Slot, code string) bool {
	switch {
	case w.r.Entities[e].Type == "LOC" && w.isOneOf(slot.Token):
		return true
	case slot.Rel == relPlace && code == "PROTEST" && !w.isState(e):
		return true
	case slot.Role == 'A' && code == "PROTEST" && slot.Rel != relSubject && slot.Rel != relPlace && w.r.Entities[e].Type == "LOC":
		return true // "the Athens riots": people of it
	case slot.Role != 'A':
		return w.isTown(e) && !slices.Contains(atTowns, code)
	case w.isTown(e) || w.isRegion(e):
		return true
	}
	return slot.Rel != relPlace && w.r.Entities[e].Type == "LOC" && w.named[e] && !w.isState(e) && !w.sits(e, governing)
}

// isOneOf reports whether a word of origin means one person or thing of a place
// ("a Russian was arrested").
func (w *work) isOneOf(token int) bool {
	for _, c := range w.r.Tree.Children(token) {
		if tok := &w.r.Doc.Tokens[c]; tok.Rel() == "det" && tok.Feat("Definite") == "Ind" {
			return len(w.r.Tree.Children(token)) > 0 && w.r.Doc.Tokens[token].UPOS == "ADJ"
		}
	}
	return false
}

// atTowns lists the types of acts that may be done to a town.
var atTowns = []string{"AID", "ASSAULT", "COERCE", "CONSULT", "MOBILIZE", "RETREAT"}

// isMerePlace reports whether a phrase only says where: a town, a capital too, or
// a part of a state, under a locative adposition.
func (w *work) isMerePlace(token int) bool {
	if !w.isLocative(token) {
		return false
	}
	e := w.entityAt(token)
	return e >= 0 && w.r.Entities[e].Type == "LOC" && (!w.isState(e) || w.sits(e, governing))
}

// isLand reports whether a token names a place or a state.
func (w *work) isLand(token int) bool {
	e := w.entityAt(token)
	return e >= 0 && w.r.Entities[e].Type == "LOC"
}

// isLocativeOrOrigin reports whether a phrase says where somebody is or comes
// from.
func (w *work) isLocativeOrOrigin(token int) bool {
	return w.isLocative(token) || slices.ContainsFunc(w.r.Tree.Children(token), func(c int) bool {
		return w.rel(c) == "case" && w.origin[lower(&w.r.Doc.Tokens[c])]
	})
}

// isOnlyWhere reports whether who should do something is a place in a phrase
// that says where it was done ("in the north of the country").
func (w *work) isOnlyWhere(slot match.Slot, trigger int) bool {
	tok := &w.r.Doc.Tokens[slot.Token]
	if slot.Rel != relSubject || slot.Token == trigger || tok.Head == trigger || tok.Rel() != "nmod" && tok.Rel() != "obl" || w.r.Tree.Child(slot.Token, "case") < 0 {
		return false
	}
	e := w.entityAt(slot.Token)
	return e >= 0 && w.r.Entities[e].Type == "LOC" && (w.isLocative(slot.Token) || w.reader.Frame(trigger).Passive)
}

// isHome reports whether a place is one of the other side's own state, in an
// act that is done to others.
func (w *work) isHome(e int, other []int, code string) bool {
	actor := w.actorOf(e)
	if w.r.Entities[e].Type != "LOC" || actor.Country == "" || !slices.Contains(atHome, code) {
		return false
	}
	for _, o := range other {
		if w.actorOf(o).Country == actor.Country {
			return true
		}
	}
	return false
}

// atHome lists the types of acts between states: a place of the actor's own
// state is no other side of them.
var atHome = []string{"AGREE", "AID", "CONSULT", "COOPERATE", "SUPPORT", "SANCTION", "RETREAT", "THREATEN", "CONCEDE"}
