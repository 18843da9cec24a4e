// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"math"
	"math/rand/v2"
)

// next returns the step that loses no gold arc; of several, not a shift.
func (e *example) next(f *tree) int {
	can := f.can()
	cost := e.gold.costs(f, can)
	at := -1
	for k, c := range cost {
		if can[k] && (at < 0 || c <= cost[at]) {
			at = k
		}
	}
	return at
}

// Margins are by how much the right answer must beat the others before the
// weights are left alone, by the features that are looked at first and by all.
// The figures were chosen on held-out text.
var (
	stepMargins  = [stages]int64{50, 100}
	labelMargins = [stages]int32{25, 60}
)

// learner learns from the examples.
type learner struct {
	*work
	*classifiers
	noise *rand.PCG
	drop  uint64 // in 256ths
}

// features collects the features of a decision: those of the step at shift,
// those of the relation at left and right.
func (l *learner) features(kind int, stage int) {
	l.keys = l.reading.templates[kind][stage].add(l.keys, &l.atoms)
}

// thin leaves out a share of the features from there on, at random, so that
// none relies on another (Wang, Manning 2013).
func (l *learner) thin(from int) {
	kept := l.keys[:from]
	bits := uint64(0)
	for i, k := range l.keys[from:] {
		if i&7 == 0 {
			bits = l.noise.Uint64()
		}
		if bits&255 >= l.drop {
			kept = append(kept, k)
		}
		bits >>= 8
	}
	l.keys = kept
}

// all collects the features of all stages.
func (l *learner) all(kind int) {
	l.keys = l.keys[:0]
	for i := range stages {
		l.features(kind, i)
	}
}

// open prepares for the first step of an example.
func (l *learner) open(e *example) *tree {
	f := &l.tree
	f.words, f.hints = append(f.words[:0], e.words...), e.hints
	f.begin()
	return f
}

// count tells the classifiers of the features on the way to the gold tree.
func (l *learner) count(e *example) {
	f := l.open(e)
	for !f.done() {
		f.stepAtoms(&l.atoms)
		l.all(shift)
		l.steps.See(l.keys)
		kind, rel := e.next(f), uint8(0)
		if kind != shift {
			l.all(kind)
			l.labels.See(l.keys)
			rel = e.gold.rels[f.top()]
		}
		f.take(kind, rel)
	}
}

// learn parses the sentence by its own steps. At every place, when the best
// step that loses no gold arc does not beat every other by the margin, the
// weights move towards it and away from the strongest other. The parse goes
// on with its own step, right or wrong, as it will in use. It returns the
// number of wrong steps.
func (l *learner) learn(e *example) int {
	f := l.open(e)
	wrong := 0
	for !f.done() {
		kind, sound := l.step(e)
		wrong += b2i(!sound)
		rel := uint8(0)
		if kind != shift {
			rel = l.relation(e, kind)
		}
		f.take(kind, rel)
	}
	return wrong
}

// step returns the best step, and whether it loses no more gold arcs than any
// other. The weights move at every stage of the features, so that the first
// can decide by themselves.
func (l *learner) step(e *example) (kind int, sound bool) {
	f := &l.tree
	f.stepAtoms(&l.atoms)
	can := f.can()
	l.keys = l.keys[:0]
	var scores [kinds]int64
	for i := range stages {
		from := len(l.keys)
		l.features(shift, i)
		l.thin(from)
		toLeft, toRight := l.steps.Score(l.keys[from:])
		scores[left] += toLeft
		scores[right] += toRight
		kind, _ = best(scores, can)
		good, bad := e.rivals(f, scores, can)
		sound = bad < 0 || scores[good] >= scores[bad]
		if bad >= 0 && scores[bad]+stepMargins[i] > scores[good] {
			l.steps.Update(l.keys, good, bad, 1)
		}
	}
	l.steps.Tick()
	return kind, sound
}

// relation returns the relation for the arc of the step. When the arc is
// right, the weights move towards its gold relation, unless that beats every
// other by the margin.
func (l *learner) relation(e *example, kind int) uint8 {
	l.keys = l.keys[:0]
	clear(l.scores)
	at := 0
	h, d := l.tree.arc(kind)
	for i := range stages {
		from := len(l.keys)
		l.features(kind, i)
		l.thin(from)
		l.labels.Score(l.scores, l.keys[from:])
		at, _ = strongest(l.scores)
		if e.gold.heads[d] == h {
			rel := int(e.gold.rels[d])
			score := l.scores[rel]
			l.scores[rel] = math.MinInt32 / 2
			if rival, _ := strongest(l.scores); l.scores[rival]+labelMargins[i] > score {
				l.labels.Update(l.keys, rel, 1)
				l.labels.Update(l.keys, rival, -1)
			}
			l.scores[rel] = score
		}
	}
	l.labels.Tick()
	return uint8(at)
}

// rivals returns the best step of the lowest cost and the best of the others,
// -1 when there is none.
func (e *example) rivals(f *tree, scores [kinds]int64, can [kinds]bool) (good, bad int) {
	cost := e.gold.costs(f, can)
	least := 1 << 30
	for k, c := range cost {
		if can[k] {
			least = min(least, c)
		}
	}
	var right, wrong [kinds]bool
	for k, c := range cost {
		right[k], wrong[k] = can[k] && c == least, can[k] && c > least
	}
	good, _ = best(scores, right)
	bad, _ = best(scores, wrong)
	return good, bad
}
