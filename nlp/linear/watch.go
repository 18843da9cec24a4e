// SPDX-License-Identifier: Apache-2.0

package linear

import (
	"maps"
	"slices"

	"depesche/nlp/modelfile"
)

// Watcher learns the habits of a classifier by watching it decide.
type Watcher struct{ seen map[Key]habit }

// habit is what was seen of a context.
type habit struct {
	first      int32  // decision
	all, other uint32 // how often it was met, and decided otherwise
}

// Doubt is the decision of somebody who is in doubt: it is no habit.
const Doubt = maxDecision

// See takes note of a decision and of the contexts in which it was taken.
func (w *Watcher) See(contexts []uint64, decision int) {
	if w.seen == nil {
		w.seen = map[Key]habit{}
	}
	for _, c := range contexts {
		k := KeyOf(c)
		h, met := w.seen[k]
		if !met {
			h.first = int32(decision)
		}
		h.all++
		if h.first != int32(decision) {
			h.other++
		}
		w.seen[k] = h
	}
}

// Encode returns a section of the file of habits of the model: the contexts
// that were met at least so often, with at most so many of a thousand
// decisions unlike the first.
func (w *Watcher) Encode(model *modelfile.File, often, perMille int) []byte {
	var out, rows modelfile.Writer
	last, n := Key(0), 0
	for _, k := range slices.Sorted(maps.Keys(w.seen)) {
		if h := w.seen[k]; int(h.all) >= often && int(h.other)*1000 <= int(h.all)*perMille && h.first < maxDecision {
			n++
			rows.Uvarint(uint32(k - last))
			rows.Uvarint(uint32(h.first))
			last = k
		}
	}
	out.Uint32(model.Sum())
	out.Uint32(uint32(n))
	out.Raw(rows.Encoded()...)
	return out.Encoded()
}

// HabitsFile makes the file of habits of sections.
func HabitsFile(sections []modelfile.Section) *modelfile.File {
	return &modelfile.File{Header: modelfile.Header{Stage: habitsStage, Layout: habitsLayout}, Sections: sections}
}
