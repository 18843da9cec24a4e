// SPDX-License-Identifier: Apache-2.0

package actor

import (
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// refKind says what a form of the lexicon stands for.
type refKind uint8

const (
	refNone refKind = iota
	refPerson
	refOrg
	refCountry
	refPeople
	refAdjective
	refSeat
	refRegion
	refCity
	refOffice
)

// ref is what a form stands for: an index into the table of its kind.
type ref struct {
	kind  refKind
	index int32
}

// shape says which endings a word takes.
type shape uint8

const (
	exact shape = iota
	name
	adjective
	noun
)

// word is one word of a form: a base and the endings that may follow it.
type word struct {
	base  string
	shape shape
}

// entry is a form of the lexicon.
type entry struct {
	words    []word
	ref      ref
	form     string
	anyCase  bool // the first letter may be large or small
	doubtful bool // an everyday word too: it needs a witness
	region   bool // the adjective of a region of the state
}

// lexicon finds forms by their first word. Keys have the first letter small.
type lexicon struct {
	endings    [4][]string                 // by shape
	ends       [longestEnding + 1][]string // all of them, by their length
	feminine   []string
	plural     []string
	derived    []string          // of words made from the names of towns
	nominative map[string]string // of adjectives after no article, by gender: "Neut" is "es"
	oblique    []string          // the ending of oblique plurals, that of adjectives which are nouns, and stems before the first
	marks      []string          // words of their own that mark an owner

	entries  []entry
	first    map[string][]int32 // entries by the base of their first word
	suffixes map[string][]int32 // one-word entries that end a compound, by their last bytes
}

const (
	longestEnding = 5
	tailBytes     = 4
)

func (l *lexicon) init() {
	l.first = make(map[string][]int32, 8192)
	l.suffixes = make(map[string][]int32, 256)
}

func (x *Resolver) addEnding(fields []string) error {
	if len(fields) != 2 {
		return errors.New("want a kind, a tab, and endings")
	}
	list := strings.Fields(fields[1])
	for _, e := range list {
		if len(e) > longestEnding && fields[0] != "oblique" {
			return errors.New("ending " + e + " is too long")
		}
	}
	switch fields[0] {
	case "name":
		x.lex.endings[name] = list
	case "adjective":
		x.lex.endings[adjective] = list
	case "noun":
		x.lex.endings[noun] = list
	case "feminine":
		x.lex.feminine = list
	case "plural":
		x.lex.plural = list
	case "derived":
		x.lex.derived = list
	case "oblique":
		x.lex.oblique = list
	case "possessive":
		x.lex.marks = list
	case "nominative":
		x.lex.nominative = map[string]string{}
		for i := 1; i < len(list); i += 2 {
			x.lex.nominative[list[i-1]] = list[i]
		}
	default:
		return errors.New("unknown kind " + fields[0])
	}
	x.lex.gatherEnds()
	return nil
}

// gatherEnds puts the endings of all shapes together.
func (l *lexicon) gatherEnds() {
	clear(l.ends[:])
	for _, e := range slices.Concat(l.endings[:]...) {
		if !slices.Contains(l.ends[len(e)], e) {
			l.ends[len(e)] = append(l.ends[len(e)], e)
		}
	}
}

// add enters a form. A form with "?" behind it is doubtful; one with "-" in
// front ends compounds.
func (l *lexicon) add(form string, s shape, r ref) error {
	e := entry{ref: r, anyCase: s == adjective}
	form, e.doubtful = strings.CutSuffix(form, "?")
	e.form = strings.TrimPrefix(form, "-")
	form, compound := strings.CutPrefix(form, "-")
	parts := splitForm(form)
	if len(parts) == 0 {
		return errors.New("empty form")
	}
	for i, p := range parts {
		e.words = append(e.words, l.word(p, s, i == len(parts)-1))
	}
	if first, _ := utf8.DecodeRuneInString(form); unicode.IsLower(first) {
		e.anyCase = true
	}
	l.entries = append(l.entries, e)
	id := int32(len(l.entries) - 1)
	if compound {
		base := e.words[0].base
		tail := base[max(0, len(base)-tailBytes):]
		l.suffixes[tail] = append(l.suffixes[tail], id)
		return nil
	}
	key := lowerFirst(e.words[0].base)
	l.first[key] = append(l.first[key], id)
	return nil
}

// word gives a word of a form its base and shape. Inside a form, and at the
// end of one that is an adjective, an adjective ending is cut off.
func (l *lexicon) word(text string, s shape, last bool) word {
	if s == adjective && last {
		return word{base: text, shape: adjective}
	}
	if last {
		return word{base: text, shape: s}
	}
	if base, ok := cutEnding(text, l.endings[adjective]); ok && len(base) >= 3 {
		return word{base: base, shape: adjective}
	}
	if isTitle(text) {
		return word{base: text, shape: name}
	}
	return word{base: text, shape: exact}
}

// cutEnding cuts off the longest of the endings that the word has.
func cutEnding(text string, endings []string) (string, bool) {
	best := ""
	for _, e := range endings {
		if len(e) > len(best) && strings.HasSuffix(text, e) {
			best = e
		}
	}
	return text[:len(text)-len(best)], best != ""
}

// fits reports whether the text is the word in one of its forms, and with
// which ending.
func (l *lexicon) fits(w word, text string, anyCase bool) (ending string, ok bool) {
	if len(text) < len(w.base) {
		return "", false
	}
	head, ending := text[:len(w.base)], text[len(w.base):]
	if head != w.base && (!anyCase || lowerFirst(head) != lowerFirst(w.base)) {
		return "", false
	}
	switch {
	case ending == "":
		return "", true
	case w.shape == exact:
		return "", false
	}
	return ending, slices.Contains(l.endings[w.shape], ending)
}

// find returns the entry of the longest form that begins at the piece, how
// many pieces it takes, and the ending of its last word.
func (l *lexicon) find(pieces []piece, accept func(*entry, int) bool) (best *entry, length int, ending string) {
	text := pieces[0].text
	for cut := 0; cut <= longestEnding && cut < len(text); cut++ {
		if cut > 0 && !l.isEnding(text[len(text)-cut:]) {
			continue
		}
		for _, id := range l.lookup(text[:len(text)-cut]) {
			e := &l.entries[id]
			if len(e.words) < length || len(e.words) > len(pieces) {
				continue
			}
			end, ok := l.match(e, pieces)
			if !ok || len(e.words) == length && !better(e, best) || !accept(e, len(e.words)) {
				continue
			}
			best, length, ending = e, len(e.words), end
		}
	}
	return best, length, ending
}

// isEnding reports whether words of some shape can end so.
func (l *lexicon) isEnding(text string) bool {
	return slices.Contains(l.ends[len(text)], text)
}

func better(e, than *entry) bool { return e.ref.kind < than.ref.kind }

// lookup finds the entries by the base of their first word.
func (l *lexicon) lookup(base string) []int32 {
	r, size := utf8.DecodeRuneInString(base)
	if !unicode.IsUpper(r) {
		return l.first[base]
	}
	var buf [64]byte
	low := utf8.AppendRune(buf[:0], unicode.ToLower(r))
	low = append(low, base[size:]...)
	return l.first[string(low)]
}

func (l *lexicon) match(e *entry, pieces []piece) (ending string, ok bool) {
	for i, w := range e.words {
		if ending, ok = l.fits(w, pieces[i].text, e.anyCase); !ok {
			return "", false
		}
	}
	return ending, true
}

// findSuffix returns the entry of the longest form that ends the compound,
// the bytes in front of it, and the ending behind it.
func (l *lexicon) findSuffix(text string) (best *entry, front int, ending string) {
	for cut := 0; cut <= longestEnding; cut++ {
		end := len(text) - cut
		if end < tailBytes+2 {
			break
		}
		for _, id := range l.suffixes[text[end-tailBytes:end]] {
			e := &l.entries[id]
			base := e.words[0].base
			if !strings.HasSuffix(text[:end], base) || end-len(base) < 2 {
				continue
			}
			if cut > 0 && !slices.Contains(l.endings[noun], text[end:]) {
				continue
			}
			if best == nil || len(base) > len(best.words[0].base) {
				best, front, ending = e, end-len(base), text[end:]
			}
		}
	}
	return best, front, ending
}

// splitForm cuts a form into the pieces that texts are cut into.
func splitForm(form string) []string {
	var parts []string
	for _, w := range strings.Fields(form) {
		for w != "" {
			var p string
			p, w = nextPiece(w)
			parts = append(parts, p)
		}
	}
	return parts
}

func lowerFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if !unicode.IsUpper(r) {
		return s
	}
	return string(unicode.ToLower(r)) + s[size:]
}

func isTitle(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}
