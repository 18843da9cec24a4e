// SPDX-License-Identifier: Apache-2.0

package score

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed heads.txt
var headsText string

//go:embed aliases.txt
var aliasesText string

// sections reads a word file: "#" begins a comment, "[name]" a section; what
// follows the bracket explains. Lines before the first heading are in "".
func sections(file string) map[string][]string {
	found, name := map[string][]string{}, ""
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			name, _, _ = strings.Cut(line[1:], "]")
		default:
			found[name] = append(found[name], line)
		}
	}
	return found
}

// set makes a set of words.
func set(words []string) map[string]bool {
	all := make(map[string]bool, len(words))
	for _, w := range words {
		all[w] = true
	}
	return all
}

// headWords are the words that head looks at.
type headWords struct{ determiners, breaks map[string]bool }

var headData = sync.OnceValue(func() headWords {
	s := sections(headsText)
	return headWords{set(s["determiner"]), set(s["break"])}
})

// actorWords are the words by which names of actors are compared.
type actorWords struct {
	aliases           map[string]string // plain name → key
	generic, articles map[string]bool
	endings           []string
}

var actorData = sync.OnceValue(func() *actorWords {
	s := sections(aliasesText)
	w := &actorWords{map[string]string{}, set(s["generic"]), set(s["article"]), s["ending"]}
	for _, line := range s[""] {
		key, names, _ := strings.Cut(line, "=")
		key = strings.TrimSpace(key)
		w.aliases[w.plain(key)] = key
		for _, name := range strings.Split(names, "|") {
			w.aliases[w.plain(strings.TrimSpace(name))] = key
		}
	}
	return w
})
