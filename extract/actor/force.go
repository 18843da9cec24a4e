// SPDX-License-Identifier: Apache-2.0

package actor

import "slices"

// This file tells by the force that strikes whose those are whom it strikes,
// and whose a force is of which the sentence has spoken before.

// isForce reports whether the state at a token is that of a force which acts in
// its clause: "Peruvian jets bombed …".
func (a *analysis) isForce(state int) bool {
	_, child := a.argument(state)
	switch a.doc.Tokens[child].Rel() {
	case "nsubj", "obl":
		return a.role(child)&weapon != 0 || a.isOfSector(child, "MIL")
	}
	return false
}

// isOfSector reports whether an institution or group at the head is of the sector.
func (a *analysis) isOfSector(head int, sector string) bool {
	q := a.phrase0[head]
	if q < 0 {
		return false
	}
	o := &a.offices[a.phrases[q].office]
	return o.class != 'p' && len(o.sectors) > 0 && o.sectors[0] == sector
}

// targets are the sectors of those whom a foreign force strikes; whom it fights
// at home are rebels.
var targets = []string{"MIL", "GOV", "LEG", "COP", "CVL"}

// isTarget reports whether an office or group at the head can be what a force
// of another state strikes.
func (a *analysis) isTarget(head int) bool {
	q := a.phrase0[head]
	if q < 0 {
		return false
	}
	sectors := a.offices[a.phrases[q].office].sectors
	return len(sectors) > 0 && slices.Contains(targets, sectors[0])
}

// forceBefore is the state of the force that acts in another clause of the
// sentence before the phrase: "Peruvian jets bombed the camp, and the army …".
func (a *analysis) forceBefore(p *phrase) string {
	s := a.doc.SentenceOf(p.head)
	if s < 0 || !p.definite {
		return ""
	}
	found := ""
	_, own := a.argument(p.head)
	for _, f := range a.focusIn(s) {
		_, child := a.argument(f.token)
		if f.token < p.first && a.isForce(f.token) && a.doc.Tokens[child].Head != a.doc.Tokens[own].Head {
			found = f.country
		}
	}
	return found
}
