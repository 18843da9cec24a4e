// SPDX-License-Identifier: Apache-2.0

package linear

// dense holds the rows of the commonest features, which have weights for many
// classes. A word of 64 bits holds the weights of four classes, so that one
// addition adds four: each weight is rounded to 12 bits and made positive by
// an offset, and 16 of them fit into the 16 bits of their lane.
type dense struct {
	words int // of a row; 0: no dense rows
	least int // entries from which on a row is dense
	rows  []uint64
}

const (
	lanes      = 4
	laneBits   = 16
	unitBits   = 4
	unit       = 1 << unitBits // what a weight of 1 in a lane stands for
	offset     = 1 << 11       // added to every weight in a lane
	flushRows  = 16            // rows that a lane can take
	maxWords   = 64            // of a row; a model with more classes has no dense rows
	denseShare = 6             // a row is dense when it has a weight for one class of so many
)

func newDense(classes int) dense {
	words := (classes + lanes - 1) / lanes
	if words > maxWords {
		return dense{}
	}
	return dense{words: words, least: classes/denseShare + 1}
}

// add files a row when it is long enough. It returns its number.
func (d *dense) add(row []entry) (number uint32, ok bool) {
	if d.words == 0 || len(row) < d.least || len(d.rows)/d.words >= firstMask {
		return 0, false
	}
	number = uint32(len(d.rows) / d.words)
	var full [maxWords]uint64
	for i := range full[:d.words] {
		for lane := range lanes {
			full[i] |= offset << (laneBits * lane)
		}
	}
	for _, e := range row {
		w := (int64(e.weight) + unit/2) >> unitBits
		full[e.class/lanes] += uint64(w) << (laneBits * (e.class % lanes))
	}
	d.rows = append(d.rows, full[:d.words]...)
	return number, true
}

// score adds rows to the scores.
func (d *dense) score(scores []int32, rows []uint32) {
	for len(rows) > flushRows {
		d.sum(scores, rows[:flushRows])
		rows = rows[flushRows:]
	}
	if len(rows) > 0 {
		d.sum(scores, rows)
	}
}

// sum adds up to flushRows rows to the scores.
func (d *dense) sum(scores []int32, rows []uint32) {
	var room [maxWords]uint64
	sums := room[:d.words]
	for _, r := range rows {
		row := d.rows[int(r)*d.words:][:len(sums)]
		for i, w := range row {
			sums[i] += w
		}
	}
	base := int32(len(rows) * offset)
	for i, w := range sums {
		at := i * lanes
		for c := at; c < min(at+lanes, len(scores)); c++ {
			scores[c] += (int32(w&(1<<laneBits-1)) - base) * unit
			w >>= laneBits
		}
	}
}
