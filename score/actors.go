// SPDX-License-Identifier: Apache-2.0

package score

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/cases"
)

// endingAfter is how many letters of a word must stand before an ending that
// is cut off.
const endingAfter = 5

// actorKey is by what two actors are compared: the ISO 3166 code of the
// country, or else the name without article and inflection.
func actorKey(country, name string) string {
	w := actorData()
	if country != "" && !w.generic[country] {
		if key, ok := w.aliases[cases.Fold().String(country)]; ok {
			return key
		}
		return country
	}
	plain := w.plain(name)
	if key, ok := w.aliases[plain]; ok {
		return key
	}
	return plain
}

// plain is a name in lower case, without its article and without the endings
// of its words.
func (w *actorWords) plain(name string) string {
	name = cases.Fold().String(strings.Join(strings.Fields(name), " "))
	if first, rest, ok := strings.Cut(name, " "); ok && w.articles[first] {
		name = rest
	}
	runes := []rune(name)
	var b strings.Builder
	from := 0
	for _, at := range wordsOf(runes) {
		b.WriteString(string(runes[from:at[0]]))
		b.WriteString(w.stem(string(runes[at[0]:at[1]])))
		from = at[1]
	}
	return b.String() + string(runes[from:])
}

// stem cuts the ending off a word that is long enough.
func (w *actorWords) stem(word string) string {
	for _, ending := range w.endings {
		if rest, ok := strings.CutSuffix(word, ending); ok && utf8.RuneCountInString(rest) >= endingAfter {
			return rest
		}
	}
	return word
}
