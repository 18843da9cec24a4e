// SPDX-License-Identifier: Apache-2.0

package linear

import (
	"errors"
	"fmt"
	"io/fs"

	"depesche/nlp/modelfile"
)

// HabitsFileName is the name of the habits in the folder of a language.
const HabitsFileName = "habits.model"

// The header of the file of habits.
const (
	habitsStage  = "habits"
	habitsLayout = 1
)

// Habits are contexts in which a classifier decides always alike, so that its
// features need not be looked up there. A context is a hash of what its owner
// chooses of the features. They are learned from raw text that the classifier
// has read (see Watcher). They are read-only, and nil has none.
type Habits struct {
	shift uint8
	slots []uint32 // open addressing, linear probing: the lower bits of the key, then 1 + the decision; 0 is empty
}

// A slot has room for a decision below maxDecision and for those bits of the
// key that its place does not tell, and some more.
const (
	decisionBits = 12
	maxDecision  = 1<<decisionBits - 1
	checkMask    = 1<<(32-decisionBits) - 1
	minHabitBits = 14 // of a place
)

// Decide returns the decision for the first of the contexts that is known.
func (h *Habits) Decide(contexts []uint64) (decision int, known bool) {
	if h == nil {
		return 0, false
	}
	for _, c := range contexts {
		k := KeyOf(c)
		for i := int(k >> h.shift); h.slots[i] != 0; i++ {
			if h.slots[i]>>decisionBits == uint32(k)&checkMask {
				return int(h.slots[i]&(1<<decisionBits-1)) - 1, true
			}
		}
	}
	return 0, false
}

// LoadHabits reads those habits of a model that stand in the section. Decisions
// lie below limit. It returns nil when the language has none, or none of the
// section, or they were made from another model, which then does without. The error names the file.
func LoadHabits(fsys fs.FS, model *modelfile.File, section string, limit int) (*Habits, error) {
	f, err := modelfile.Load(fsys, HabitsFileName, habitsStage, habitsLayout)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	r := f.Section(section)
	if r.Err() != nil { // made before there was such a section
		return nil, nil
	}
	if sum := r.Uint32(); r.Err() == nil && sum != model.Sum() {
		return nil, nil
	}
	h, err := decodeHabits(r, limit)
	if err != nil {
		err = fmt.Errorf("load %s: %w", HabitsFileName, err)
	}
	return h, err
}

func decodeHabits(r *modelfile.Reader, limit int) (*Habits, error) {
	n := r.Count(2)
	h := &Habits{shift: 32 - minHabitBits}
	for 2<<(32-h.shift) < 3*n {
		h.shift--
	}
	h.slots = make([]uint32, 1<<(32-h.shift)+n+1)
	key := Key(0)
	for range n {
		step, decision := Key(r.Uvarint()), r.Uvarint()
		if key+step < key || step == 0 || int(decision) >= min(limit, maxDecision) {
			return nil, errors.New("habits out of order")
		}
		key += step
		i := int(key >> h.shift)
		for h.slots[i] != 0 {
			i++
		}
		h.slots[i] = uint32(key)&checkMask<<decisionBits | (decision + 1)
	}
	return h, r.Err()
}
