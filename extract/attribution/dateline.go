// SPDX-License-Identifier: Apache-2.0

package attribution

import "strings"

// longestDateline bounds the words of a dateline.
const longestDateline = 12

// behindDateline returns the word behind the dateline that opens the article's
// first sentence [lo,hi), or lo: "PRETORIA (Meridian Wire) - ", "Kapstadt - ".
// A dateline names where and by whom a report was written: never a source.
func (p *page) behindDateline(lo, hi int) int {
	end := -1
	for i := lo; i < hi && i < lo+longestDateline; i++ {
		w := &p.words[i]
		if w.kind == wordFinite || p.quoteAt[i] >= 0 {
			return lo
		}
		if w.kind == wordDash && i > lo && p.words[i-1].end < w.start {
			end = i + 1
			break
		}
	}
	if end < 0 || end >= hi || !p.words[end].capital() && p.quoteAt[end] < 0 {
		return lo
	}
	if p.words[end-2].kind == wordClose || p.inCapitals(lo) {
		return end
	}
	for i := end; i < hi; i++ {
		if p.words[i].kind == wordDash && p.words[i-1].end < p.words[i].start {
			return lo // an insertion between dashes
		}
	}
	if !p.isPlace(lo) {
		return lo
	}
	return end
}

// inCapitals reports whether word i has several letters, all of them capital.
func (p *page) inCapitals(i int) bool {
	w := &p.words[i]
	return len(w.text) > 2 && strings.ToUpper(w.text) == w.text && w.letters() && w.text != w.lower
}

// isPlace reports whether word i names a place.
func (p *page) isPlace(i int) bool {
	e := p.r.EntityHeadedAt(p.words[i].first)
	return e >= 0 && e < len(p.r.Entities) && p.r.Entities[e].Type == "LOC"
}
