// SPDX-License-Identifier: Apache-2.0

package store

import (
	"strings"
	"unicode"

	"depesche"
)

// Query is what a person searches for: words in the text, and fields that
// narrow the search.
type Query struct {
	Words    []Word `json:"words"`
	Actor    string `json:"actor,omitempty"` // actor key or ISO3 code
	Pair     string `json:"pair,omitempty"`  // "PRK-RUS"
	Type     string `json:"type,omitempty"`  // PLOVER type
	Status   string `json:"status,omitempty"`
	Outlet   string `json:"outlet,omitempty"` // name or domain
	Language string `json:"lang,omitempty"`
	From     string `json:"from,omitempty"`
	To       string `json:"to,omitempty"`
}

// Word is a word or phrase to find, or, when Not, to leave out. Prefix finds
// every word that begins so.
type Word struct {
	Text   string `json:"text"`
	Not    bool   `json:"not,omitempty"`
	Prefix bool   `json:"prefix,omitempty"`
}

// QueryFields names the fields of a query, for help and completion.
var QueryFields = []string{"actor", "pair", "type", "status", "outlet", "lang", "from", "to"}

// maxWords bounds a query.
const maxWords = 32

// ParseQuery reads a query as typed: words, "quoted phrases", beginnings*,
// -exclusions and field:value pairs. The error wraps depesche.ErrInvalid and
// says what cannot be understood.
func ParseQuery(text string) (Query, error) {
	var q Query
	for _, part := range splitQuery(text) {
		field, value, isField := strings.Cut(part.text, ":")
		if isField && !part.quoted && value != "" && isKnownField(field) {
			if err := q.set(field, value); err != nil {
				return Query{}, err
			}
			continue
		}
		w := Word{Text: part.text, Not: part.not}
		if !part.quoted {
			w.Text, w.Prefix = strings.CutSuffix(w.Text, "*")
		}
		if hasWord(w.Text) {
			q.Words = append(q.Words, w)
		}
	}
	if len(q.Words) > maxWords {
		return Query{}, depesche.Invalidf("search.words", "a search takes at most %d words, this one has %d", maxWords, len(q.Words))
	}
	if text = strings.TrimSpace(text); text != "" && q.empty() {
		return Query{}, depesche.Invalidf("search.empty", "%s holds no word and no field to search for", text)
	}
	if len(q.Words) > 0 && q.match() == "" {
		return Query{}, depesche.Invalidf("search.only-not", "a search needs a word to find beside those to leave out")
	}
	return q, nil
}

// empty reports whether the query asks for nothing.
func (q *Query) empty() bool {
	return len(q.Words) == 0 && q.Actor+q.Pair+q.Type+q.Status+q.Outlet+q.Language+q.From+q.To == ""
}

func isKnownField(name string) bool {
	for _, f := range QueryFields {
		if f == strings.ToLower(name) {
			return true
		}
	}
	return false
}

func (q *Query) set(field, value string) error {
	switch strings.ToLower(field) {
	case "actor":
		q.Actor = value
		if upper := strings.ToUpper(value); IsCountry(upper) {
			q.Actor = upper
		}
	case "pair":
		a, b, ok := strings.Cut(strings.ToUpper(value), "-")
		if !ok || !IsCountry(a) || !IsCountry(b) {
			return depesche.Invalidf("search.pair", "pair:%s is not a pair of countries; write it as pair:PRK-RUS", value)
		}
		q.Pair = a + "-" + b
	case "type":
		q.Type = strings.ToUpper(value)
	case "status":
		q.Status = strings.ToLower(value)
	case "outlet":
		q.Outlet = value
	case "lang":
		q.Language = strings.ToLower(value)
	case "from", "to":
		if !isDay(value) {
			return depesche.Invalidf("search.date", "%s:%s is not a date; write it as 2025, 2025-07 or 2025-07-12", field, value)
		}
		if strings.ToLower(field) == "from" {
			q.From = value
		} else {
			q.To = value
		}
	}
	return nil
}

// isDay reports whether the text is YYYY, YYYY-MM or YYYY-MM-DD.
func isDay(s string) bool {
	_, _, ok := depesche.Days(s)
	return ok && (len(s) == 4 || len(s) == 7 || len(s) == 10) && !strings.ContainsAny(s, "QHWSF/")
}

func hasWord(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

type queryPart struct {
	text        string
	quoted, not bool
}

// splitQuery cuts a query at white space outside quotation marks; a mark that
// is never closed reaches to the end.
func splitQuery(text string) []queryPart {
	var parts []queryPart
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		var p queryPart
		if rest, ok := strings.CutPrefix(text, "-"); ok {
			p.not, text = true, rest
		}
		if rest, ok := strings.CutPrefix(text, `"`); ok {
			p.quoted = true
			p.text, text, _ = strings.Cut(rest, `"`)
		} else if end := strings.IndexFunc(text, unicode.IsSpace); end >= 0 {
			p.text, text = text[:end], text[end:]
		} else {
			p.text, text = text, ""
		}
		parts = append(parts, p)
	}
	return parts
}

// match writes the words as an FTS5 expression
// (https://www.sqlite.org/fts5.html#full_text_query_syntax). Every word is
// quoted, so nothing a person types is syntax. It is "" when there is no word
// to find.
func (q *Query) match() string {
	var find, leave []string
	for _, w := range q.Words {
		term := `"` + strings.ReplaceAll(strings.ReplaceAll(w.Text, `"`, `""`), "\x00", " ") + `"`
		if w.Prefix {
			term += "*"
		}
		if w.Not {
			leave = append(leave, term)
		} else {
			find = append(find, term)
		}
	}
	if len(find) == 0 {
		return ""
	}
	expression := strings.Join(find, " AND ")
	for _, term := range leave {
		expression = "(" + expression + ") NOT " + term
	}
	return expression
}

// Filter is the part of the query that speaks of events.
func (q *Query) Filter() Filter {
	f := Filter{Actor: q.Actor, Type: q.Type, Status: q.Status, From: q.From, To: q.To}
	f.A, f.B, _ = strings.Cut(q.Pair, "-")
	return f
}

// asksEvents reports whether a field of the query is one of events.
func (q *Query) asksEvents() bool { return q.Actor+q.Pair+q.Type+q.Status != "" }
