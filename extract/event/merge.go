// SPDX-License-Identifier: Apache-2.0

package event

import (
	"slices"

	"depesche"
	"depesche/extract"
)

// merge makes one event of the tellings of one act: same type and kind, the
// same sides, dates that do not contradict, the same status. The first telling
// stays; it gains the mentions, and what only a later one knew.
func (w *work) merge() {
	type key struct{ code, status string }
	seen := map[key][]int{} // indices into kept
	var kept []extract.Event
	var bases []base
	for i := range w.events {
		ev, b := w.events[i], w.bases[i]
		k := key{ev.Type, ev.Status}
		into := -1
		for _, j := range seen[k] {
			if w.sameAct(&kept[j], &bases[j], &ev, &b) {
				into = j
				break
			}
		}
		if into < 0 {
			seen[k] = append(seen[k], len(kept))
			kept, bases = append(kept, ev), append(bases, b)
			continue
		}
		w.join(&kept[into], &bases[into], &ev, &b)
	}
	w.events, w.bases = kept, bases
}

// sameAct reports whether two tellings may be one act.
func (w *work) sameAct(x *extract.Event, bx *base, y *extract.Event, by *base) bool {
	if kind(x) != kind(y) && !w.sameTalks(x, y) || !datesAgree(&x.Date, &y.Date) || x.Historical != y.Historical {
		return false
	}
	if x.Sentence == y.Sentence && x.Type != "CONSULT" && !w.coordinated(x.TriggerToken, y.TriggerToken) && !slices.Contains(w.r.Tree.Children(x.TriggerToken), y.TriggerToken) {
		return false
	}
	if x.Type == "CONSULT" && kind(x) != "" && x.Sentence != y.Sentence && (x.Statement == nil) != (y.Statement == nil) {
		return false // talks told by the article, and talks that somebody tells of
	}
	if x.Type == "CONSULT" {
		return w.alike(append(slices.Clone(bx.actors), bx.recipients...), append(slices.Clone(by.actors), by.recipients...))
	}
	return w.alike(bx.actors, by.actors) && w.alike(bx.recipients, by.recipients)
}

// sameTalks reports whether two words for a meeting stand in one sentence, and
// neither is a call: who meets for talks does not meet twice.
func (w *work) sameTalks(x, y *extract.Event) bool {
	return x.Type == "CONSULT" && x.Sentence == y.Sentence && x.Cameo != "041" && y.Cameo != "041" && x.Cameo != "045" && y.Cameo != "045"
}

// coordinated reports whether two words are joined by "and".
func (w *work) coordinated(a, b int) bool {
	doc := w.r.Doc
	return doc.Tokens[b].Rel() == "conj" && doc.Tokens[b].Head == a || doc.Tokens[a].Rel() == "conj" && doc.Tokens[a].Head == b
}

// kind tells apart acts of one type: talks from meetings, and otherwise by
// mode.
func kind(ev *extract.Event) string {
	if ev.Type == "CONSULT" {
		if ev.Cameo == "046" || ev.Cameo == "045" || ev.Cameo == "041" {
			return ev.Cameo
		}
		return ""
	}
	return ev.Cameo
}

// alike reports whether two sides are the same: the same entities, or one of
// them persons and the other nothing but their countries.
func (w *work) alike(a, b []int) bool {
	if len(a) == 0 && len(b) == 0 {
		return true
	}
	ca, cb := w.countries(a), w.countries(b)
	if !slices.Equal(ca, cb) {
		return false
	}
	pa, pb := w.persons(a), w.persons(b)
	return len(pa) == 0 || len(pb) == 0 || slices.Equal(pa, pb)
}

// countries returns the sorted countries of a side with the sectors of those
// who are not the state itself, names where there is no country.
func (w *work) countries(side []int) []string {
	var out []string
	for _, e := range side {
		c := w.actorOf(e).Country
		if c == "" {
			c = w.r.Entities[e].Name
		} else if sectors := w.actorOf(e).Sectors; len(sectors) > 0 && sectors[0] != "GOV" {
			c += " " + sectors[0]
		}
		if !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	slices.Sort(out)
	return out
}

func (w *work) persons(side []int) []int {
	var out []int
	for _, e := range side {
		if w.r.Entities[e].Type == "PER" {
			out = append(out, e)
		}
	}
	slices.Sort(out)
	return out
}

// datesAgree reports whether two dates may be the same.
func datesAgree(a, b *depesche.Date) bool {
	if a.Value == "" || b.Value == "" {
		return true
	}
	n := min(len(a.Value), len(b.Value))
	return a.Value[:n] == b.Value[:n]
}

// join adds a later telling to the first.
func (w *work) join(x *extract.Event, bx *base, y *extract.Event, by *base) {
	x.Mentions = append(x.Mentions, y.Mentions...)
	if len(y.Date.Value) > len(x.Date.Value) {
		x.Date = y.Date
	}
	if x.Place == nil {
		x.Place = y.Place
	}
	for _, m := range y.Mode {
		if !slices.Contains(x.Mode, m) {
			x.Mode = append(x.Mode, m)
		}
	}
	if len(w.persons(bx.actors)) == 0 && len(w.persons(by.actors)) > 0 {
		bx.actors, x.Actors = by.actors, y.Actors
	}
	if len(w.persons(bx.recipients)) == 0 && len(w.persons(by.recipients)) > 0 {
		bx.recipients, x.Recipients = by.recipients, y.Recipients
	}
}
