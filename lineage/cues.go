// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"depesche"
	"depesche/needle"
)

// CuesFile is the file of a language folder that holds how its articles name
// whom they have their words from.
const CuesFile = "lineage.txt"

// Cues is how articles of one language name their sources.
type Cues struct {
	Rules    []CreditRule
	agencies map[string]string // outlet key of every name of an agency to its first name
	names    []string          // of agencies, as patterns
	later    []*needle.Pattern // what only a corrected version says
	around   []*needle.Pattern // what stands around texts and is no part of them
	common   map[uint64]bool   // keys of words that say nothing about a text
	words    []string          // the same words as written
	strength strength
	subjects map[uint64]uint64 // keys of words to those that stand for their subject in all languages
}

// CreditRule is one way to name a source, with sentences in which it must and
// must not be found.
type CreditRule struct {
	Name string
	Yes  []Example
	No   []string

	when  []*needle.Pattern
	place string // "", or "edge": only at the beginning or the end of a text or in its byline
}

// Example is a sentence and the source that a rule must find in it.
type Example struct{ Text, Source string }

// Common returns the words that say nothing about a text, as written.
func (c *Cues) Common() []string { return c.words }

// sourcePattern is what {source} stands for: a name of up to five words.
const sourcePattern = `(\p{Lu}[\p{L}\p{N}.&'-]*(?: (?:\p{Lu}|\p{N})[\p{L}\p{N}.&'-]*){0,4})`

// Load reads CuesFile from the folder of one language. The format:
//
//	agency NAME | NAME …   an agency, by all its names
//	rule NAME [edge]       opens a rule; edge: only in the first and last lines
//	when PATTERN           RE2; {source} is the name of the source, {agency}
//	                       one of an agency given above
//	yes SENTENCE => NAME   what the rule must find
//	no SENTENCE            where it must find nothing
//	corrected PATTERN      RE2: the text says that it is a later version
//	furniture PATTERN      RE2: a passage that is no part of any text
//	common WORD…           words that say nothing about what a text is about
//	degree WORD…           words of one kind, from the mildest to the sharpest
//	strong WORD…           words that sharpen what they stand with
//	doubt WORD…            words that say that something is not certain
func Load(fsys fs.FS) (*Cues, error) {
	data, err := fs.ReadFile(fsys, CuesFile)
	if err != nil {
		return nil, fmt.Errorf("load credit cues: %w", err)
	}
	c := &Cues{agencies: map[string]string{}, common: map[uint64]bool{}}
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := c.read(line); err != nil {
			return nil, fmt.Errorf("load credit cues %s:%d: %w", CuesFile, n, err)
		}
	}
	c.subjects, err = loadSubjects(fsys)
	return c, err
}

func (c *Cues) read(line string) error {
	key, value, _ := strings.Cut(line, " ")
	value = strings.TrimSpace(value)
	switch {
	case value == "":
		return fmt.Errorf("%q has no value", key)
	case key == "agency":
		return c.readAgency(value)
	case key == "corrected":
		return addPattern(&c.later, value)
	case key == "furniture":
		return addPattern(&c.around, value)
	case key == "degree" || key == "strong" || key == "doubt":
		c.strength.read(key, strings.Fields(value))
		return nil
	case key == "common":
		for word := range strings.FieldsSeq(value) {
			c.common[keyOf(fold(word), 0)] = true
			c.words = append(c.words, word)
		}
		return nil
	case key == "rule":
		name, place, _ := strings.Cut(value, " ")
		place = strings.TrimSpace(place)
		if place != "" && place != "edge" {
			return fmt.Errorf("rule %s: unknown place %q", name, place)
		}
		c.Rules = append(c.Rules, CreditRule{Name: name, place: place})
		return nil
	case len(c.Rules) == 0:
		return fmt.Errorf("%q stands before the first rule", key)
	}
	return c.readPart(&c.Rules[len(c.Rules)-1], key, value)
}

// addPattern compiles a pattern whose ^ and $ are those of a line.
func addPattern(to *[]*needle.Pattern, value string) error {
	pattern, err := needle.Compile("(?m)" + value)
	if err != nil {
		return err
	}
	*to = append(*to, pattern)
	return nil
}

func (c *Cues) readAgency(value string) error {
	names := strings.Split(value, "|")
	for _, name := range names {
		k := outletKey(name)
		if k == "" {
			return fmt.Errorf("agency %q has no name", value)
		}
		c.agencies[k] = strings.TrimSpace(names[0])
		c.names = append(c.names, regexp.QuoteMeta(strings.TrimSpace(name)))
	}
	return nil
}

func (c *Cues) readPart(r *CreditRule, key, value string) error {
	switch key {
	case "when":
		pattern, err := needle.Compile(c.expand(value))
		if err != nil {
			return fmt.Errorf("rule %s: %w", r.Name, err)
		}
		if pattern.NumSubexp() != 1 {
			return fmt.Errorf("rule %s: %d groups, not one", r.Name, pattern.NumSubexp())
		}
		r.when = append(r.when, pattern)
	case "yes":
		text, source, ok := strings.Cut(value, "=>")
		if !ok {
			return fmt.Errorf("rule %s: an example without => and the source", r.Name)
		}
		r.Yes = append(r.Yes, Example{strings.TrimSpace(text), strings.TrimSpace(source)})
	case "no":
		r.No = append(r.No, value)
	default:
		return fmt.Errorf("unknown key %q", key)
	}
	return nil
}

// expand writes out {source} and {agency} in a pattern.
func (c *Cues) expand(pattern string) string {
	agency := `(` + strings.Join(c.names, "|") + `)\b`
	return strings.NewReplacer("{source}", sourcePattern, "{agency}", agency).Replace(pattern)
}

// edgeBytes is how much of a text's beginning and end is its edge, in bytes.
const edgeBytes = 160

// corrected reports whether a text says that it is a later version of itself.
func (c *Cues) corrected(text string) bool {
	t := needle.In(text)
	return slices.ContainsFunc(c.later, func(p *needle.Pattern) bool { return p.May(t) && p.MatchString(text) })
}

// own returns the words of a text that belong to it: those of passages that
// stand around texts are left out. It may overwrite ws.
func (c *Cues) own(text string, ws []word) []word {
	if c == nil {
		return ws
	}
	t := needle.In(text)
	for _, p := range c.around {
		if !p.May(t) {
			continue
		}
		for _, at := range p.FindAllStringIndex(text, -1) {
			ws = slices.DeleteFunc(ws, func(w word) bool { return int(w.byteStart) >= at[0] && int(w.byteEnd) <= at[1] })
		}
	}
	return ws
}

// find lists the sources that an article names, each once.
func (c *Cues) find(a *depesche.Article) []credit {
	var out []credit
	seen := map[string]bool{}
	whole := needle.In(a.Text)
	var parts []*needle.Text
	for _, edge := range append(edges(a.Text), a.Byline...) {
		parts = append(parts, needle.In(edge))
	}
	for _, r := range c.Rules {
		for _, name := range r.sources(whole, parts) {
			found := c.credit(name)
			if found.key != "" && !seen[found.key] {
				seen[found.key] = true
				out = append(out, found)
			}
		}
	}
	return out
}

func (c *Cues) credit(name string) credit {
	key := outletKey(name)
	if agency, ok := c.agencies[key]; ok {
		return credit{name: agency, key: outletKey(agency), agency: true}
	}
	return credit{name: name, key: key}
}

// sources returns the names that the rule finds in a text, or in its edges.
func (r *CreditRule) sources(whole *needle.Text, edges []*needle.Text) []string {
	if r.place == "" {
		return r.in(whole)
	}
	var out []string
	for _, edge := range edges {
		out = append(out, r.in(edge)...)
	}
	return out
}

// Match returns the names that the rule finds in a text.
func (r *CreditRule) Match(text string) []string { return r.in(needle.In(text)) }

func (r *CreditRule) in(text *needle.Text) []string {
	var out []string
	for _, pattern := range r.when {
		if !pattern.May(text) {
			continue
		}
		for _, m := range pattern.FindAllStringSubmatch(text.String(), -1) {
			out = append(out, strings.TrimRight(m[1], ".-'"))
		}
	}
	return out
}

// edges returns the beginning and the end of a text.
func edges(text string) []string {
	if len(text) <= 2*edgeBytes {
		return []string{text}
	}
	return []string{strings.ToValidUTF8(text[:edgeBytes], ""), strings.ToValidUTF8(text[len(text)-edgeBytes:], "")}
}
