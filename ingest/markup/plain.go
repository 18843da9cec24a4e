// SPDX-License-Identifier: Apache-2.0

package markup

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Plain returns what markup of HTML shows, in one line.
func Plain(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return strings.Join(strings.Fields(s), " ")
	}
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	hidden := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return strings.Join(strings.Fields(b.String()), " ")
		case html.TextToken:
			if !hidden {
				b.Write(z.Text())
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			kind := atom.Lookup(name)
			hidden = kind == atom.Script || kind == atom.Style
			if !inline[kind] {
				b.WriteByte(' ')
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			hidden = false
			if !inline[atom.Lookup(name)] {
				b.WriteByte(' ')
			}
		}
	}
}

// inline are the elements that make no gap in a line.
var inline = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.B: true, atom.Cite: true, atom.Code: true, atom.Em: true, atom.Font: true, atom.I: true,
	atom.Mark: true, atom.Q: true, atom.S: true, atom.Small: true, atom.Span: true, atom.Strong: true, atom.Sub: true, atom.Sup: true,
	atom.U: true, atom.Wbr: true,
}

// LooksHTML reports whether a text has tags or entities of HTML.
func LooksHTML(s string) bool {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '&':
			if _, n := Entity(s[i:]); n > 0 {
				return true
			}
		case '<':
			rest := strings.TrimPrefix(s[i+1:], "/")
			n := 0
			for n < len(rest) && (rest[n] >= 'a' && rest[n] <= 'z' || rest[n] >= 'A' && rest[n] <= 'Z' || rest[n] >= '1' && rest[n] <= '6') {
				n++
			}
			if n > 0 && n < len(rest) && strings.IndexByte(" \t\r\n/>", rest[n]) >= 0 && atom.Lookup([]byte(strings.ToLower(rest[:n]))) != 0 {
				return true
			}
		}
	}
	return false
}
