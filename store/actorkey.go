// SPDX-License-Identifier: Apache-2.0

package store

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"depesche"
)

// ActorKey names an entity across articles: its Wikidata id where one is
// known, or else its country and folded name, so that the same words in two
// articles are the same actor. It is readable and safe in an address.
func ActorKey(e *depesche.Entity) string {
	if e.IDs.Wikidata != "" {
		return e.IDs.Wikidata
	}
	key := fold(e.Name)
	if key == "" {
		key = strings.ToLower(e.Type)
	}
	if country, _ := side(e); country != "" {
		return strings.ToLower(country) + "-" + key
	}
	return key
}

// fold writes a name in lower-case letters and digits without diacritics,
// words joined by hyphens.
func fold(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFD.String(strings.ToLower(name)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r), unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		default:
			gap = true
		}
	}
	return b.String()
}
