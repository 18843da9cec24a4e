// SPDX-License-Identifier: Apache-2.0

package maintext

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
)

//go:embed hints.txt
var hintsFile string

// hint is a set of what class and id attributes say of an element.
type hint uint8

const (
	hintDrop hint = 1 << iota
	hintSmall
	hintHide
	hintComment
	hintBody
	hintLead
)

var hintNames = map[string]hint{"drop": hintDrop, "small": hintSmall, "hide": hintHide, "comment": hintComment, "body": hintBody, "lead": hintLead}

// phrase is a row of the hints file; a word that is a prefix ends in "*".
type phrase struct {
	words []string
	says  hint
}

// hintTable finds phrases by their first word.
type hintTable struct {
	byWord   map[string][]phrase
	byPrefix map[string][]phrase // first word is a prefix; by its first three letters
}

// hints reads the hints file, once.
var hints = sync.OnceValue(func() *hintTable {
	t := &hintTable{byWord: map[string][]phrase{}, byPrefix: map[string][]phrase{}}
	for _, line := range strings.Split(hintsFile, "\n") {
		f := strings.Fields(line)
		if len(f) < 2 || strings.HasPrefix(f[0], "#") {
			continue
		}
		p := phrase{words: f[1:], says: hintNames[f[0]]}
		if first, isPrefix := strings.CutSuffix(f[1], "*"); isPrefix {
			t.byPrefix[head(first)] = append(t.byPrefix[head(first)], p)
		} else {
			t.byWord[f[1]] = append(t.byWord[f[1]], p)
		}
	}
	return t
})

func head(word string) string { return word[:min(3, len(word))] }

// read returns what a class or id says.
func (t *hintTable) read(value string) hint {
	var says hint
	for _, name := range strings.Fields(value) {
		block, modifier, _ := strings.Cut(name, "--")
		if i := strings.IndexByte(block, '-'); i > 0 && manner(block[:i]) {
			block, modifier = "", block[i:]+modifier
		}
		says |= t.readWords(nameWords(block))
		says |= t.readWords(nameWords(modifier)) & (hintBody | hintLead)
	}
	return says
}

// manner reports whether names that begin so say how an element looks or
// behaves, and not what it is.
func manner(prefix string) bool {
	switch prefix {
	case "js", "has", "is", "no", "with", "not", "without", "u", "d":
		return true
	}
	return false
}

// readWords returns what the words of a name say.
func (t *hintTable) readWords(words []string) hint {
	var says hint
	for i := range words {
		if i == 0 {
			for _, p := range t.byWord["="+words[0]] {
				if len(words) == 1 {
					says |= p.says
				}
			}
		}
		for _, p := range t.byWord[words[i]] {
			if p.matches(words[i:]) {
				says |= p.says
			}
		}
		for _, p := range t.byPrefix[head(words[i])] {
			if p.matches(words[i:]) {
				says |= p.says
			}
		}
	}
	return says
}

func (p phrase) matches(words []string) bool {
	if len(words) < len(p.words) {
		return false
	}
	for i, want := range p.words {
		prefix, isPrefix := strings.CutSuffix(want, "*")
		if isPrefix && !strings.HasPrefix(words[i], prefix) || !isPrefix && words[i] != want {
			return false
		}
	}
	return true
}

// nameWords splits a name into its words: at every sign that is no letter and
// no digit, and where a capital follows a small letter.
func nameWords(name string) []string {
	var words []string
	start, last := 0, rune(0)
	flush := func(end int) {
		if start < end {
			words = append(words, strings.ToLower(name[start:end]))
		}
	}
	for i, r := range name {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			flush(i)
			start = i + len(string(r))
		case unicode.IsUpper(r) && unicode.IsLower(last):
			flush(i)
			start = i
		}
		last = r
	}
	flush(len(name))
	return words
}
