// SPDX-License-Identifier: Apache-2.0

package origin

import "sort"

// Through leads the pieces of a text on to where its source came from: t was
// made out of source.String, and the result is t as if it had been made out of
// what source was made from.
func (t Text) Through(source Text) Text {
	starts := make([]int, len(source.Pieces)+1)
	for i, p := range source.Pieces {
		starts[i+1] = starts[i] + p.Len
	}
	out := Text{String: t.String, Pieces: make([]Piece, 0, len(t.Pieces))}
	for _, p := range t.Pieces {
		if p.Exact {
			out.through(source, starts, p)
			continue
		}
		start, end := source.place(starts, p.Start, false), source.place(starts, p.End, true)
		out.Pieces = append(out.Pieces, Piece{Len: p.Len, Start: start, End: max(start, end)})
	}
	return out
}

// through appends an exact piece, cut where the source's pieces end.
func (t *Text) through(source Text, starts []int, p Piece) {
	i := sort.SearchInts(starts, p.Start+1) - 1
	for at := p.Start; at < p.End && i < len(source.Pieces); i++ {
		inner := source.Pieces[i]
		end := min(p.End, starts[i+1])
		part := Piece{Len: end - at, Start: inner.Start, End: inner.End}
		if inner.Exact {
			part.Start, part.End, part.Exact = inner.Start+at-starts[i], inner.Start+end-starts[i], true
		}
		at = end
		n := len(t.Pieces)
		switch {
		case n > 0 && part.Exact && t.Pieces[n-1].Exact && t.Pieces[n-1].End == part.Start:
			t.Pieces[n-1].Len += part.Len
			t.Pieces[n-1].End = part.End
		case n > 0 && !part.Exact && !t.Pieces[n-1].Exact && t.Pieces[n-1].Start == part.Start && t.Pieces[n-1].End == part.End:
			t.Pieces[n-1].Len += part.Len
		default:
			t.Pieces = append(t.Pieces, part)
		}
	}
}

// place leads one offset on; behind says that it is the end of a stretch.
func (t Text) place(starts []int, offset int, behind bool) int {
	if len(t.Pieces) == 0 {
		return 0
	}
	find := offset + 1
	if behind && offset > 0 {
		find = offset
	}
	i := min(max(0, sort.SearchInts(starts, find)-1), len(t.Pieces)-1)
	p := t.Pieces[i]
	switch {
	case p.Exact:
		return min(p.Start+offset-starts[i], p.End)
	case behind || offset > starts[i]:
		return p.End
	}
	return p.Start
}
