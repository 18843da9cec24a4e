// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// This file finds mistakes that one of two texts made and the other did not, or
// took over. Textual criticism orders copies by them (Maas, Textkritik, 1927;
// Lachmann's "common errors"). Here who mends a mistake is the later one, since
// texts are copied by machines, which make none, and mended by people.

// slip is a mistake with what it says of the two: order is 1 when the second
// text came later, -1 when the first did.
type slip struct {
	kind   int
	order  int
	reason string
}

// The kinds of slips.
const (
	mistaken = iota
	doubled
	foreign
)

// The bounds of a slip.
const (
	mostSlipped  = 3 // words in a row that were replaced one by one
	leastName    = 5 // letters of a misspelt name
	leastWord    = 6 // letters of another misspelt word
	leastCounted = 4 // letters of what a number counts
	keptEnding   = 2 // letters that stay behind a slip: what differs at the end is inflection
	fewSpelled   = 2 // times that a spelling stands somewhere when it is no slip itself
	mostSpelled  = 200
)

// slips compares the mistakes of two texts of one language in what they share,
// one slip of each kind and direction.
func slips(a, b *reading, runs []run) []slip {
	if len(runs) == 0 {
		return nil
	}
	x, y := &spelling{reading: a}, &spelling{reading: b}
	for _, r := range runs {
		x.shared = append(x.shared, [2]int32{r.a0, r.a1})
		y.shared = append(y.shared, [2]int32{r.b0, r.b1})
	}
	var found []slip
	add := func(s slip, ok bool) {
		for _, had := range found {
			ok = ok && (had.order != s.order || had.kind != s.kind)
		}
		if ok {
			found = append(found, s)
		}
	}
	at := run{}
	for _, r := range append(inOrder(runs), run{a0: int32(len(a.words)), b0: int32(len(b.words))}) {
		n, m := r.a0-at.a1, r.b0-at.b1
		switch {
		case n == m && n <= mostSlipped:
			for i := range n {
				add(mended(x, y, int(at.a1+i), int(at.b1+i)))
			}
		case n == 1 && m == 0:
			add(x.doubled(int(at.a1), 1))
		case n == 0 && m == 1:
			add(y.doubled(int(at.b1), -1))
		}
		at = r
	}
	add(takenOver(x, y, 1))
	add(takenOver(y, x, -1))
	return found
}

// spelling is a text with how often its words stand in it.
type spelling struct {
	*reading
	shared [][2]int32 // rows of words that the other text has
	all    map[uint64]int
	own    map[uint64]int // outside what is shared
}

// count says how often a word stands in the text.
func (s *spelling) count(hash uint64) int {
	s.tally()
	return s.all[hash]
}

func (s *spelling) tally() {
	if s.all != nil {
		return
	}
	s.all, s.own = map[uint64]int{}, map[uint64]int{}
	in := make([]bool, len(s.words))
	for _, r := range s.shared {
		for i := r[0]; i < r[1]; i++ {
			in[i] = true
		}
	}
	for i, w := range s.words {
		s.all[w.hash]++
		if !in[i] {
			s.own[w.hash]++
		}
	}
}

func (s *spelling) text(i int) string {
	return s.article.Text[s.words[i].byteStart:s.words[i].byteEnd]
}

// mended compares two words at one place. One of them is a slip when its text
// writes the other one elsewhere, and neither text the slip.
func mended(a, b *spelling, i, j int) (slip, bool) {
	x, y := a.words[i], b.words[j]
	switch {
	case x.hash == y.hash || x.number != y.number:
		return slip{}, false
	case x.number && !isOneEdit(a.text(i), b.text(j), 0):
		return slip{}, false
	case !x.number && !isMisspelling(a.text(i), b.text(j), x.capital || y.capital):
		return slip{}, false
	}
	first, second := a.contradicts(b, i, j), b.contradicts(a, j, i)
	switch {
	case first == second:
		return slip{}, false
	case first:
		return slip{mistaken, 1, fmt.Sprintf("a slip of one text (%s) stands right in the other (%s)", a.text(i), b.text(j))}, true
	}
	return slip{mistaken, -1, fmt.Sprintf("a slip of one text (%s) stands right in the other (%s)", b.text(j), a.text(i))}, true
}

// contradicts reports whether the text itself elsewhere writes what the other
// one has for its word i, which stands nowhere else in either. Of a number, the
// same must be counted there.
func (s *spelling) contradicts(o *spelling, i, j int) bool {
	x, y := s.words[i].hash, o.words[j].hash
	if s.count(x) != 1 || o.count(x) != 0 || s.count(y) == 0 {
		return false
	}
	if !s.words[i].number {
		return true
	}
	if i+1 >= len(s.words) || j+1 >= len(o.words) || s.words[i+1].hash != o.words[j+1].hash || s.words[i+1].end-s.words[i+1].start < leastCounted {
		return false
	}
	for k := 0; k+1 < len(s.words); k++ {
		if s.words[k].hash == y && s.words[k+1].hash == s.words[i+1].hash {
			return true
		}
	}
	return false
}

// doubled reports whether the word i, which the other text lacks, stands twice
// in a row. order is what it says of the two.
func (s *spelling) doubled(i, order int) (slip, bool) {
	for _, first := range []int{i - 1, i} {
		if first < 0 || first+1 >= len(s.words) || s.words[first].number || s.words[first].hash != s.words[first+1].hash {
			continue
		}
		between := s.article.Text[s.words[first].byteEnd:s.words[first+1].byteStart]
		if between == " " {
			return slip{doubled, order, fmt.Sprintf("the word %s stands twice in a row in one text and once in the other", s.text(first))}, true
		}
	}
	return slip{}, false
}

// takenOver looks for a name that the second text spells in its own words
// otherwise than in what it shares with the first one, which spells it so
// throughout. order is what it says of the two.
func takenOver(a, b *spelling, order int) (slip, bool) {
	b.tally()
	seen := map[uint64]bool{}
	var own, shared []int
	for i, w := range b.words {
		switch {
		case !w.capital || w.end-w.start < leastName || seen[w.hash]:
			continue
		case b.own[w.hash] >= fewSpelled && a.count(w.hash) == 0 && len(own) < mostSpelled:
			own = append(own, i)
		case b.own[w.hash] == 0 && a.count(w.hash) >= fewSpelled && len(shared) < mostSpelled:
			shared = append(shared, i)
		}
		seen[w.hash] = true
	}
	for _, i := range own {
		for _, j := range shared {
			if x, y := b.text(j), b.text(i); isVariant(x, y) || isMisspelling(x, y, true) {
				return slip{foreign, order, fmt.Sprintf("one text takes over a spelling of the other (%s) and has another in its own words (%s)", x, y)}, true
			}
		}
	}
	return slip{}, false
}

// isMisspelling reports whether the one word may be the other one misspelt: one
// edit apart, inside the word, and no other spelling of the same sounds.
func isMisspelling(x, y string, name bool) bool {
	least := leastWord
	if name {
		least = leastName
	}
	return min(utf8.RuneCountInString(x), utf8.RuneCountInString(y)) >= least && isOneEdit(x, y, keptEnding) && !isVariant(x, y)
}

// isVariant reports whether two words are spellings of the same sounds, as
// transliterations of one name are.
func isVariant(x, y string) bool {
	const whole = 64
	return string(appendSounds(nil, x, whole)) == string(appendSounds(nil, y, whole))
}

// isOneEdit reports whether one letter was put in, left out or replaced, or two
// neighbours exchanged (Damerau 1964). In words, the first letter and so many
// last ones must have stayed.
func isOneEdit(x, y string, ending int) bool {
	a, b := []rune(strings.ToLower(x)), []rune(strings.ToLower(y))
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	from := 0
	for from < len(a) && a[from] == b[from] {
		from++
	}
	rest, other := a[from:], b[from:]
	same := 0
	for same < len(rest) && rest[len(rest)-1-same] == other[len(other)-1-same] {
		same++
	}
	rest, other = rest[:len(rest)-same], other[:len(other)-same]
	if ending > 0 && (from == 0 || same < ending) {
		return false
	}
	return len(rest) <= 1 && len(other) == 1 || len(rest) == 2 && len(other) == 2 && rest[0] == other[1] && rest[1] == other[0]
}
