// SPDX-License-Identifier: Apache-2.0

package maintext

import "strings"

// maxAhead is how many blocks before the text its first lines are looked for
// in.
const maxAhead = 15

// lead takes in the lines that stand before the text, under the headline, and
// belong to it: those that the page's description repeats, or that stand in an
// element for them. It returns the index of the first block to be read.
func (s *survey) lead(e element, opts Options) int {
	if !s.anyKept(e) {
		return e.last
	}
	title, description := letters(opts.Title), letters(opts.Description)
	from := max(0, e.first-maxAhead)
	for i := e.first - 1; i >= from; i-- {
		if title != "" && letters(s.blocks[i].text.String) == title {
			from = i + 1
		}
	}
	ahead := letters(s.sample(e))
	for i := from; i < e.last && i < e.first+3; i++ {
		b := &s.blocks[i]
		key := letters(b.text.String)
		described := len(key) >= 40 && len(description) >= 40 && (strings.Contains(description, key) || strings.HasPrefix(key, opening(description)))
		marked := i < e.first && b.lead && b.words >= 8 && b.linkShare() < 0.3 && b.kind != heading
		switch {
		case i >= e.first && b.out == markedOut && described:
			b.out = kept
		case i < e.first && (described || marked) && b.linkShare() < 0.5 && !strings.Contains(ahead, opening(key)) && b.out != commented:
			b.out = kept
		case i < e.first:
			b.out = judged
		}
	}
	return from
}

// opening is the start of a text's letters, by which an excerpt is known.
func opening(key string) string { return key[:min(len(key), 60)] }

// anyKept reports whether a block of the element is text.
func (s *survey) anyKept(e element) bool {
	for i := e.first; i < e.last; i++ {
		if s.blocks[i].out == kept {
			return true
		}
	}
	return false
}

// sample returns the first blocks of the text.
func (s *survey) sample(e element) string {
	var b strings.Builder
	for i := e.first; i < e.last && b.Len() < 4000; i++ {
		if s.blocks[i].out == kept {
			b.WriteString(s.blocks[i].text.String)
		}
	}
	return b.String()
}

// minListItems is how many items of a list must point to stories for the list
// to be one of stories.
const minListItems = 4

// markLists takes out lists of stories: most items begin with a link and go on
// with a few words.
func (s *survey) markLists() {
	total := s.massSums()
	for i := range s.elements {
		e := &s.elements[i]
		if !isListElement(e.node) {
			continue
		}
		items, pointing := 0, 0
		for k := e.first; k < e.last; k++ {
			b := &s.blocks[k]
			if b.words < 5 {
				continue
			}
			items++
			if b.leads && b.linkShare() > 0.15 {
				pointing++
			}
		}
		if pointing < minListItems || pointing*5 < items*4 || (total[e.last]-total[e.first])*2 > total[len(s.blocks)] {
			continue
		}
		for k := e.first; k < e.last; k++ {
			if s.blocks[k].out == kept && !s.blocks[k].sure {
				s.blocks[k].out = judged
			}
		}
	}
}
