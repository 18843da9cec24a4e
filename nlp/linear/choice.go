// SPDX-License-Identifier: Apache-2.0

package linear

import (
	"cmp"
	"errors"
	"slices"

	"depesche/nlp/modelfile"
)

// Choices is the number of classes of a Choice.
const Choices = 3

// Choice is a frozen classifier of three classes. Only differences count: the
// two weights of a feature are how much more it speaks for the second and for
// the third class than for the first. It is read-only and safe for many
// readers.
//
// The features stand in buckets of up to four, two on average, which the upper
// bits of a key name. A bucket takes sixteen bytes, so that one line of the
// processor's cache holds it, and is searched without a branch that could be
// foretold wrongly. The few features for which their bucket has no room stand
// apart.
type Choice struct {
	size    uint64 // of buckets
	buckets []choiceBucket
	more    spare // weights of the features without room
	value   [256]int64
}

// choiceBucket holds four features at most: of each the lower bits of the key
// and the weights, one byte each.
type choiceBucket struct {
	keys    marks
	weights uint64
}

// Score returns how much more the features speak for the second and for the
// third class than for the first. The marks of all buckets are read before the
// first is searched, so that the processor can wait for many of them at once.
func (c *Choice) Score(keys []Key) (second, third int64) {
	var found [batch]marks
	for len(keys) > 0 {
		some := keys[:part(len(keys))]
		keys = keys[len(some):]
		for j, k := range some {
			found[j&(batch-1)] = c.buckets[uint64(k)*c.size>>32].keys
		}
		for j, k := range some {
			m := found[j&(batch-1)]
			w := uint16(c.buckets[uint64(k)*c.size>>32].weights >> m.find(k))
			if m.full() && w == 0 {
				w = uint16(c.more.find(k))
			}
			second += c.value[uint8(w>>8)]
			third += c.value[uint8(w)]
		}
	}
	return second, third
}

// newChoice returns an empty table with room for so many features.
func newChoice(features int) *Choice {
	size := bucketsFor(features)
	c := &Choice{size: uint64(size), buckets: make([]choiceBucket, size)}
	for q := range c.value {
		c.value[q] = int64(weightOf(int8(q)))
	}
	return c
}

// add files a feature; not both weights are 0.
func (c *Choice) add(k Key, second, third byte) {
	b, w := &c.buckets[uint64(k)*c.size>>32], uint16(second)<<8|uint16(third)
	for lane := 0; lane < 64; lane += 16 {
		if uint16(b.weights>>lane) == 0 {
			b.keys = b.keys.with(k, lane)
			b.weights |= uint64(w) << lane
			return
		}
	}
	b.keys |= marksFull
	c.more.file(k, uint32(w))
}

// DecodeChoice reads what ChoiceTrainer.Encode wrote.
func DecodeChoice(r *modelfile.Reader) (*Choice, error) {
	n := int(r.Uint32())
	keys, second, third := modelfile.NewReader(r.Bytes()), r.Bytes(), r.Bytes()
	if err := r.Err(); err != nil {
		return nil, err
	}
	if len(second) != n || len(third) != n || keys.Len() < n {
		return nil, errors.New("weights do not fit together")
	}
	c := newChoice(n)
	key := Key(0)
	for i := range n {
		step := Key(keys.Uvarint())
		if key+step < key || step == 0 || second[i]|third[i] == 0 {
			return nil, errKeys
		}
		key += step
		c.add(key, second[i], third[i])
	}
	return c, keys.Err()
}

// ChoiceTrainer is a Choice that learns, as a Trainer does.
type ChoiceTrainer struct {
	clock    int64
	features int
	mask     uint32
	slots    []choiceSlot
	sums     [][Choices]int64
	seen     seen
}

type choiceSlot struct {
	key Key // 0: empty
	now [Choices]int32
}

// NewChoiceTrainer returns a classifier without weights that uses only
// features that See has been told of at least cutoff times.
func NewChoiceTrainer(cutoff int) *ChoiceTrainer {
	t := &ChoiceTrainer{clock: 1, seen: newSeen(cutoff)}
	t.room(1 << 16)
	return t
}

func (t *ChoiceTrainer) room(n int) {
	t.mask = uint32(n - 1)
	t.slots = make([]choiceSlot, n)
	t.sums = make([][Choices]int64, n)
}

// Likewise returns a classifier without weights that uses the same features.
func (t *ChoiceTrainer) Likewise() *ChoiceTrainer {
	n := NewChoiceTrainer(0)
	n.seen = t.seen
	return n
}

// See counts the features of an example.
func (t *ChoiceTrainer) See(keys []Key) { t.seen.count(keys) }

func (t *ChoiceTrainer) find(k Key) uint32 {
	i := uint32(k) * spread >> 4 & t.mask
	for t.slots[i].key != k && t.slots[i].key != 0 {
		i = (i + 1) & t.mask
	}
	return i
}

// Score is like that of a Choice.
func (t *ChoiceTrainer) Score(keys []Key) (second, third int64) {
	var sum [Choices]int64
	for _, k := range keys {
		s := &t.slots[t.find(k)]
		for c, w := range s.now {
			sum[c] += int64(w)
		}
	}
	return sum[1] - sum[0], sum[2] - sum[0]
}

// Tick ends one example. The average runs over ticks.
func (t *ChoiceTrainer) Tick() { t.clock++ }

// Update moves the weights of the keys towards one class and away from
// another.
func (t *ChoiceTrainer) Update(keys []Key, good, bad int, delta int32) {
	for _, k := range keys {
		if k == 0 || t.seen.rare(k) {
			continue
		}
		i := t.find(k)
		if t.slots[i].key == 0 {
			if t.features++; t.features*2 > len(t.slots) {
				t.grow()
				i = t.find(k)
			}
			t.slots[i].key = k
		}
		t.slots[i].now[good] += delta
		t.slots[i].now[bad] -= delta
		t.sums[i][good] += int64(delta) * t.clock
		t.sums[i][bad] -= int64(delta) * t.clock
	}
}

func (t *ChoiceTrainer) grow() {
	slots, sums := t.slots, t.sums
	t.room(2 * len(slots))
	for i, s := range slots {
		if s.key != 0 {
			at := t.find(s.key)
			t.slots[at], t.sums[at] = s, sums[i]
		}
	}
}

// difference is a feature with its averaged weights.
type difference struct {
	key    Key
	weight [Choices - 1]float64
}

func (d *difference) size() float64 { return max(abs(d.weight[0]), abs(d.weight[1])) }

// EncodeChoice returns the section of a model file with the n features of the
// largest weights (0: all) in the mean of several trainers, and what a weight
// of 1 becomes in the frozen classifier.
func EncodeChoice(trainers []*ChoiceTrainer, n int) (section []byte, unit float64) {
	list, top := largestDifferences(trainers, n)
	var keys, second, third modelfile.Writer
	last, count := Key(0), 0
	for _, d := range list {
		a, b := quantize(d.weight[0], top), quantize(d.weight[1], top)
		if a == 0 && b == 0 {
			continue
		}
		count++
		keys.Uvarint(uint32(d.key - last))
		last = d.key
		second.Raw(byte(a))
		third.Raw(byte(b))
	}
	var w modelfile.Writer
	w.Uint32(uint32(count))
	for _, part := range []*modelfile.Writer{&keys, &second, &third} {
		w.String(string(part.Encoded()))
	}
	return w.Encoded(), maxWeight / max(top, 1)
}

// differences returns the averaged weights of all features, by rising key.
func (t *ChoiceTrainer) differences() []difference {
	var all []difference
	for i, s := range t.slots {
		if s.key == 0 {
			continue
		}
		var v [Choices]float64
		for c := range v {
			v[c] = float64(s.now[c]) - float64(t.sums[i][c])/float64(t.clock)
		}
		all = append(all, difference{s.key, [Choices - 1]float64{v[1] - v[0], v[2] - v[0]}})
	}
	slices.SortFunc(all, byKey)
	return all
}

func byKey(a, b difference) int { return cmp.Compare(a.key, b.key) }

// largestDifferences adds up the weights of the trainers. It returns the n
// features with the largest, by rising key, and the largest weight.
func largestDifferences(trainers []*ChoiceTrainer, n int) ([]difference, float64) {
	var every []difference
	for _, t := range trainers {
		every = append(every, t.differences()...)
	}
	slices.SortStableFunc(every, byKey)
	all := every[:0]
	top := 0.0
	for _, d := range every {
		if k := len(all) - 1; k >= 0 && all[k].key == d.key {
			all[k].weight[0] += d.weight[0]
			all[k].weight[1] += d.weight[1]
		} else {
			all = append(all, d)
		}
	}
	for i := range all {
		top = max(top, all[i].size())
	}
	if n > 0 && n < len(all) {
		slices.SortFunc(all, func(a, b difference) int {
			return cmp.Or(cmp.Compare(b.size(), a.size()), byKey(a, b))
		})
		all = all[:n]
		slices.SortFunc(all, byKey)
	}
	return all, top
}
