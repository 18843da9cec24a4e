// SPDX-License-Identifier: Apache-2.0

package event

import "slices"

// This file tells the acts of states and of those who deal with them from what
// stays within one state: party politics, quarrels of words, and crime.

// verbal lists the types of acts that are done in words, or by giving.
var verbal = []string{"ACCUSE", "AGREE", "AID", "CONCEDE", "CONSULT", "COOPERATE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"}

// competing are the sectors of those who compete for power at home, or comment
// on it. Opposition is none of them: it faces a government.
var competing = []string{"BUS", "CIV", "CVL", "EDU", "ELI", "HLH", "LAB", "LEG", "MED", "PTY"}

// atHomeOnly says why an act stays within one state and is none that is
// recorded, or "".
func (w *work) atHomeOnly(c *candidate) string {
	switch {
	case !w.home && slices.Contains(verbal, c.rule.Code) && w.competes(c.a) && w.staysHome(c) && !w.withinInstitutions(c):
		return "politics within one state"
	case c.rule.Code == "ASSAULT" && w.inWords(c):
		return "it may be an attack in words"
	case slices.Contains(bodily, c.rule.Code) && w.private(c.a) && !w.ranking(c.b):
		return "a crime of private people"
	}
	return ""
}

// bodily lists the types of acts that are done to bodies and goods.
var bodily = []string{"ASSAULT", "COERCE"}

// competes reports whether a side is nobody but people and bodies that compete
// for power in their state.
func (w *work) competes(side []int) bool {
	return len(side) > 0 && !slices.ContainsFunc(side, func(e int) bool {
		s := w.actorOf(e).Sectors
		if len(s) == 0 {
			return w.r.Entities[e].Type != "PER"
		}
		return !slices.Contains(competing, s[0]) || slices.ContainsFunc(s, func(x string) bool { return x == "GOV" || x == "OPP" || x == "REB" })
	})
}

// staysHome reports whether nobody of another state is on the other side, nor
// the state itself.
func (w *work) staysHome(c *candidate) bool {
	home := w.oneCountry(c.a)
	return (home != "" || len(c.a) == 1) && !slices.ContainsFunc(c.b, func(e int) bool {
		actor := w.actorOf(e)
		if actor.Country == "" {
			return slices.ContainsFunc(actor.Sectors, func(s string) bool { return s == "IGO" || s == "REB" })
		}
		return actor.Country != home || w.r.Entities[e].Type == "LOC"
	})
}

// inWords reports whether an attack of which nothing more is said is one of
// named politicians, who attack in words.
func (w *work) inWords(c *candidate) bool {
	if c.rule.Cameo != anyAttack || !w.campaigning(c.a) {
		return false
	}
	return !slices.ContainsFunc(c.b, func(e int) bool { return w.r.Entities[e].Type == "LOC" || w.sits(e, []string{"MIL", "REB"}) })
}

// anyAttack is the CAMEO code of attacks of which nothing more is said.
const anyAttack = "190"

// private reports whether a side is nobody but persons by name of whom the
// text says no more than where they live.
func (w *work) private(side []int) bool {
	return len(side) > 0 && !slices.ContainsFunc(side, func(e int) bool {
		return !w.named[e] || w.r.Entities[e].Type != "PER" || w.inPolitics(e)
	})
}

// ranking reports whether somebody of a side is in government, or of another
// weight than those who meet a crime by their trade.
func (w *work) ranking(side []int) bool {
	return slices.ContainsFunc(side, func(e int) bool {
		return w.sits(e, []string{"GOV", "ELI", "OPP", "IGO", "MIL"}) || w.r.Entities[e].Type == "LOC"
	})
}

// campaigning reports whether a side is nobody but named people of whom no
// other trade is known than government or party.
func (w *work) campaigning(side []int) bool {
	return len(side) > 0 && !slices.ContainsFunc(side, func(e int) bool {
		s := w.actorOf(e).Sectors
		return !w.named[e] || w.r.Entities[e].Type != "PER" || len(s) > 0 && !slices.Contains([]string{"GOV", "ELI", "PTY", "LEG", "JUD"}, s[0])
	})
}

// ruling reports whether a side is nobody but people in government.
func (w *work) ruling(side []int) bool {
	return len(side) > 0 && !slices.ContainsFunc(side, func(e int) bool {
		return !w.sits(e, []string{"GOV"}) || w.r.Entities[e].Type == "LOC"
	})
}

// bodies reports whether a side is a body that has members.
func (w *work) bodies(side []int) bool {
	return slices.ContainsFunc(side, func(e int) bool {
		return w.r.Entities[e].Type == "ORG" && !slices.Contains(w.actorOf(e).Sectors, "GOV")
	})
}

// withinInstitutions reports whether an act at home is one between bodies with a
// part in the rule of a state, or what a party or a member of parliament
// objects to.
func (w *work) withinInstitutions(c *candidate) bool {
	if len(c.b) == 0 {
		return (c.rule.Code == "ACCUSE" || c.rule.Code == "REJECT") && slices.ContainsFunc(c.a, func(e int) bool { return w.sits(e, []string{"LEG", "PTY"}) })
	}
	return w.bodies(c.a) && !slices.ContainsFunc(c.b, func(e int) bool {
		return w.r.Entities[e].Type != "ORG" || !w.sits(e, []string{"GOV", "OPP", "LEG", "PTY", "MIL"})
	})
}

// concernsState reports whether the state must be behind an act that nobody is
// named for: one against somebody in politics, or in a state that the clause
// names. Whoever is suspected of a crime may be in the hands of any authority.
func (w *work) concernsState(c *candidate) bool {
	if w.home {
		return true
	}
	if p := w.placeNear(c.Trigger); p >= 0 && !w.isTown(p) {
		return true
	}
	return slices.ContainsFunc(c.b, w.inPolitics)
}
