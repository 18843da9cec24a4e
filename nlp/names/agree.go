// SPDX-License-Identifier: Apache-2.0

package names

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"depesche/nlp"
)

// person is the type of names whose last word stands for the whole later on.
const person = "PER"

// minSurname is the number of bytes of the shortest word that is taken for
// somebody's surname wherever it stands.
const minSurname = 4

// agree takes a second look at the names of a document. Who was named in full
// is the same person where only the last word of the name stands ("Sergej
// Lawrow … Lawrows Besuch"), found or not, and a word that is mostly one kind
// of name is that kind everywhere.
func agree(doc *nlp.Doc) {
	surnames := map[string]bool{}
	votes := map[string]map[string]int{}
	for _, n := range doc.Names {
		form := doc.Tokens[n.Last-1].Form
		if n.Type == person && n.Last-n.First > 1 && len(form) >= minSurname && upper(form) && !glued(doc, n.First, n.Last) {
			surnames[form] = true
		}
		if n.Last-n.First == 1 {
			if votes[form] == nil {
				votes[form] = map[string]int{}
			}
			votes[form][n.Type]++
		}
	}
	taken := make([]bool, len(doc.Tokens))
	for i := range doc.Names {
		n := &doc.Names[i]
		for k := n.First; k < n.Last; k++ {
			taken[k] = true
		}
		if n.Last-n.First != 1 {
			continue
		}
		form := doc.Tokens[n.First].Form
		if surnames[form] && votes[form]["LOC"] <= votes[form][person] {
			n.Type = person
		} else if t := elected(votes[form]); t != "" {
			n.Type = t
		}
	}
	addSurnames(doc, surnames, taken)
}

// elected returns the type that has two thirds of three votes or more, or "".
func elected(votes map[string]int) string {
	total := 0
	for _, n := range votes {
		total += n
	}
	for t, n := range votes {
		if total >= 3 && n*3 >= total*2 {
			return t // no other can have as many
		}
	}
	return ""
}

// addSurnames makes persons of the words that are surnames and in no name.
func addSurnames(doc *nlp.Doc, surnames map[string]bool, taken []bool) {
	if len(surnames) == 0 {
		return
	}
	added := false
	for i := range doc.Tokens {
		form := doc.Tokens[i].Form
		if taken[i] || len(form) < minSurname || glued(doc, i, i+1) {
			continue
		}
		if surnames[form] || surnames[strings.TrimSuffix(form, "s")] {
			doc.Names = append(doc.Names, nlp.Name{First: i, Last: i + 1, Type: person})
			added = true
		}
	}
	if added {
		slices.SortFunc(doc.Names, func(a, b nlp.Name) int { return a.First - b.First })
	}
}

// glued reports whether a hyphen stands directly before or behind the tokens.
func glued(doc *nlp.Doc, first, last int) bool {
	if first > 0 && isHyphen(doc.Tokens[first-1].Form) && doc.Tokens[first-1].End == doc.Tokens[first].Start {
		return true
	}
	return last < len(doc.Tokens) && isHyphen(doc.Tokens[last].Form) && doc.Tokens[last].Start == doc.Tokens[last-1].End
}

func upper(form string) bool {
	r, _ := utf8.DecodeRuneInString(form)
	return unicode.IsUpper(r)
}
