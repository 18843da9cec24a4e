// SPDX-License-Identifier: Apache-2.0

package names

import "depesche/nlp"

// A label says what a word is to a name: 0 outside, else 1 + 4*type + place.
const (
	outside = 0

	begin  = 0
	inside = 1
	last   = 2
	unit   = 3
	places = 4
)

// labelCount returns the number of labels for so many types.
func labelCount(types int) int { return 1 + places*types }

// allowed reports whether label b may follow label a; a is -1 at the
// beginning of a sentence, b is -1 at the end.
func allowed(a, b int) bool {
	open := a > 0 && (a-1)%places <= inside
	if b < 0 {
		return !open
	}
	goesOn := b > 0 && ((b-1)%places == inside || (b-1)%places == last)
	if open != goesOn {
		return false
	}
	return !open || (a-1)/places == (b-1)/places
}

// encode writes the names as labels of the tokens; names of unknown types and
// names that reach into another are left out.
func encode(names []nlp.Name, types []string, tokens int) []uint8 {
	labels := make([]uint8, tokens)
	for _, n := range names {
		t := typeIndex(types, n.Type)
		if t < 0 || n.First < 0 || n.Last > tokens || n.First >= n.Last || !free(labels[n.First:n.Last]) {
			continue
		}
		base := uint8(1 + places*t)
		if n.Last-n.First == 1 {
			labels[n.First] = base + unit
			continue
		}
		labels[n.First] = base + begin
		for i := n.First + 1; i < n.Last-1; i++ {
			labels[i] = base + inside
		}
		labels[n.Last-1] = base + last
	}
	return labels
}

func free(labels []uint8) bool {
	for _, l := range labels {
		if l != outside {
			return false
		}
	}
	return true
}

func typeIndex(types []string, name string) int {
	for i, t := range types {
		if t == name {
			return i
		}
	}
	return -1
}

// decode reads labels as names.
func decode(labels []uint8, sentences []nlp.Sentence, types []string) []nlp.Name {
	var names []nlp.Name
	for _, s := range sentences {
		first := -1
		for i := s.First; i < s.Last; i++ {
			l := int(labels[i])
			if l == outside {
				first = -1
				continue
			}
			place := (l - 1) % places
			if place == begin || place == unit {
				first = i
			}
			if first >= 0 && (place == last || place == unit) {
				names = append(names, nlp.Name{First: first, Last: i + 1, Type: types[(l-1)/places]})
				first = -1
			}
		}
	}
	return names
}
