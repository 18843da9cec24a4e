// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"depesche/nlp"
	"depesche/nlp/linear"
	"math"
)

// work is the memory that parsing takes, reused from sentence to sentence.
type work struct {
	parser   *Parser
	*reading // the one that goes on
	reader   reader
	tree     tree
	atoms    atoms
	keys     []linear.Key
	room     [linear.MaxBlockClasses]int32
	scores   []int32 // of the relations: the used part of room
	filled   bool    // whether the atoms are those of the state

	contexts []uint64   // of a decision
	watcher  *Watcher   // of the decisions; nil: nobody watches
	watched  *decisions // those of the reading that goes on

	punctuator punctuator
	caser      caser
}

func (x *Parser) newWork() *work {
	w := &work{parser: x, reading: &x.first, reader: reader{lexicon: x.lexicon}}
	w.scores = w.room[:len(x.relations)]
	w.tree.adposition, w.tree.conjunction = x.number("case"), x.number("mark")
	return w
}

// number returns the number of a relation; one that is not used has the
// greatest.
func (x *Parser) number(relation string) uint8 {
	for i, r := range x.relations {
		if r == relation {
			return uint8(i)
		}
	}
	return maxRelations
}

// parse draws the tree of a sentence whose first token is number first of the
// Doc.
func (w *work) parse(tokens []nlp.Token, first int) {
	w.tree.words, w.tree.after = w.reader.readAll(w.tree.words, tokens)
	if w.parser.second != nil {
		w.tree.mirror()
	}
	if w.watcher != nil {
		w.watched = &w.watcher.first
	}
	w.greedy()
	if w.parser.second != nil {
		w.again()
	}
	words := w.tree.words[firstWord:]
	for i := range words {
		t := &tokens[words[i].token]
		t.Head, t.Deprel = -1, w.parser.relations[words[i].relation]
		if h := words[i].head; h >= firstWord {
			t.Head = first + int(w.tree.words[h].token)
		}
	}
	giveOwners(tokens, first)
	joinSubjects(tokens, first)
	if len(words) > 0 && len(words) < len(tokens) {
		w.punctuator.attach(tokens, first)
	}
	if len(w.parser.cases) > 0 {
		w.caser.apply(w.parser.cases, tokens, first, w.reader.cells)
	}
}

// greedy draws the tree with the best step each time.
func (w *work) greedy() {
	f := &w.tree
	f.begin()
	for !f.done() {
		w.filled = false
		kind, ahead := w.step()
		rel := uint8(0)
		if kind != shift {
			d := &f.words[f.top()]
			d.sure = certainty(ahead, w.sureStep)
			rel, ahead = w.relation(kind)
			d.sureRel = certainty(ahead, w.sureLabel)
		}
		f.take(kind, rel)
	}
}

// step returns the best possible step: the only one, or the one that is a
// habit, else the one with the highest score, and how far it is ahead of the
// others.
func (w *work) step() (kind int, ahead int64) {
	can := w.tree.can()
	if kind, single := only(can); single {
		return kind, math.MaxInt64
	}
	w.contexts = w.tree.stepContexts(w.contexts[:0])
	if kind, known := w.stepHabits.Decide(w.contexts); known && w.watched == nil && can[kind] {
		return kind, math.MaxInt64
	}
	kind, ahead = w.bestStep(can)
	if w.watched != nil {
		w.watched.steps.See(w.contexts, kind)
	}
	return kind, ahead
}

// only returns the kind of step that is possible when there is but one.
func only(can [kinds]bool) (kind int, single bool) {
	n := 0
	for k, ok := range can {
		if ok {
			kind = k
			n++
		}
	}
	return kind, n == 1
}

// fill fills in the atoms of the state, unless they are there.
func (w *work) fill() {
	if !w.filled {
		w.tree.stepAtoms(&w.atoms)
		w.filled = true
	}
}

// bestStep returns the possible step with the highest score, and how far it is
// ahead of the others.
func (w *work) bestStep(can [kinds]bool) (at int, ahead int64) {
	w.fill()
	var scores [kinds]int64
	for i := range w.templates[shift] {
		w.keys = w.templates[shift][i].add(w.keys[:0], &w.atoms)
		l, r := w.steps.Score(w.keys)
		scores[left] += l
		scores[right] += r
		if at, ahead = best(scores, can); ahead > w.sureStep {
			break
		}
	}
	return at, ahead
}

// best returns the possible step with the highest score, -1 when there is
// none, and how far it is ahead of the others.
func best(scores [kinds]int64, can [kinds]bool) (at int, ahead int64) {
	at, top, second := -1, int64(math.MinInt64/2), int64(math.MinInt64/2)
	for k, v := range scores {
		switch {
		case !can[k]:
		case v > top:
			at, top, second = k, v, top
		case v > second:
			second = v
		}
	}
	return at, top - second
}

// relation returns the relation for the arc of the step that has just been
// chosen: the one that is a habit, else the one with the highest score, and how
// far that is ahead of the others.
func (w *work) relation(kind int) (rel uint8, ahead int64) {
	w.contexts = w.tree.arcContexts(w.contexts[:0], kind)
	if rel, known := w.labelHabits.Decide(w.contexts); known && w.watched == nil {
		return uint8(rel), math.MaxInt64
	}
	rel, ahead = w.label(kind)
	if w.watched != nil {
		w.watched.relations.See(w.contexts, int(rel))
	}
	return rel, ahead
}

// label returns the best relation for the arc of the step that has just been
// chosen, and how far it is ahead of the others.
func (w *work) label(kind int) (rel uint8, ahead int64) {
	w.fill()
	clear(w.scores)
	at := 0
	for i := range w.templates[kind] {
		w.keys = w.templates[kind][i].add(w.keys[:0], &w.atoms)
		w.labels.Score(&w.room, w.keys)
		if at, ahead = strongest(w.scores); ahead > w.sureLabel {
			break
		}
	}
	return uint8(at), ahead
}

// strongest returns the class with the highest score and how far it is ahead
// of the others.
func strongest(scores []int32) (at int, ahead int64) {
	top, second := int32(math.MinInt32), int32(math.MinInt32)
	for i, v := range scores {
		if v > top {
			at, top, second = i, v, top
		} else if v > second {
			second = v
		}
	}
	return at, int64(top) - int64(second)
}
