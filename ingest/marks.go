// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	_ "embed"
	"strings"
	"sync"

	"depesche/ingest/dom"
)

//go:embed marks.txt
var marksFile string

// marks lists the words of marks.txt by what they mark.
var marks = sync.OnceValue(func() map[string][]string {
	byKind := map[string][]string{}
	for _, line := range strings.Split(marksFile, "\n") {
		if kind, word, ok := strings.Cut(line, " "); ok && !strings.HasPrefix(line, "#") {
			byKind[kind] = append(byKind[kind], strings.TrimSpace(word))
		}
	}
	return byKind
})

// marked reports whether an attribute has a word that marks the kind.
func marked(kind, attribute string) bool {
	if attribute == "" || len(attribute) > 600 {
		return false
	}
	attribute = strings.ToLower(attribute)
	for _, word := range marks()[kind] {
		if strings.Contains(attribute, word) {
			return true
		}
	}
	return false
}

// markedName reports whether one of the classes stands for an author's name.
func markedName(classes string) bool {
	for _, class := range strings.Fields(strings.ToLower(classes)) {
		for _, word := range marks()["name"] {
			if class == word {
				return true
			}
		}
	}
	return false
}

// markedAround reports whether the element, or one of the next around it up to
// the number of levels, is marked as the kind.
func markedAround(kind string, n *dom.Node, levels int) bool {
	for ; levels > 0 && n != nil; levels, n = levels-1, n.Parent {
		if marked(kind, n.Attr("class")) || marked(kind, n.Attr("id")) {
			return true
		}
	}
	return false
}
