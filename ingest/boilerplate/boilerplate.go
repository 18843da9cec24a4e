// SPDX-License-Identifier: Apache-2.0

// Package boilerplate recognises, by rules of the language files, lines that
// stand around articles: page furniture ("Leave a comment"), pointers to
// other stories ("Read more: …") and bylines; it says what the words around a
// date make it the date of, and it knows the names of the months. A line goes
// in, what it is comes out. It knows nothing of pages or of where a line
// stands.
package boilerplate

import (
	_ "embed" // the names of months
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// FileName is the name of the rule file in the folder of a language.
const FileName = "boilerplate.txt"

// The kinds of rules.
const (
	furniture = "furniture" // the line is no part of the article
	related   = "related"   // it points to another story; group "title", if any, is its title
	byline    = "byline"    // it names the authors in group "names"
	ends      = "ends"      // furniture, and so is all that follows it

	published = "published" // the date in it is the day of publication
	changed   = "changed"   // the date in it is the day of the last change
	another   = "another"   // the date in it is that of something else
)

// DateMark stands for the date in the lines that Date is asked about.
const DateMark = "<date>"

// longest is the length in bytes of the longest line that rules are asked of.
const longest = 400

// Rules are the rules of one or more languages.
type Rules struct {
	rules  []Rule
	months map[string]int
	and    []string
	by     []string
}

// Rule is one rule with the examples that it must and must not match.
type Rule struct {
	Name, Kind string
	Yes, No    []string
	At         string // file:line

	patterns []pattern
}

// Load reads the rules of the languages, each in its folder; a folder without
// a rule file has no rules.
func Load(folders ...fs.FS) (*Rules, error) {
	r := &Rules{months: map[string]int{}}
	if err := r.read(monthsFile, "months.txt"); err != nil {
		return nil, err
	}
	for _, folder := range folders {
		data, err := fs.ReadFile(folder, FileName)
		if err != nil {
			continue
		}
		if err := r.read(string(data), FileName); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// monthsFile holds the months of languages that have no rules.
//
//go:embed months.txt
var monthsFile string

// read reads the text of a rule file.
func (r *Rules) read(text, name string) error {
	for i, line := range strings.Split(text, "\n") {
		at := fmt.Sprintf("%s:%d", name, i+1)
		if err := r.line(line, at); err != nil {
			return fmt.Errorf("load boilerplate rules %s: %w", at, err)
		}
	}
	return nil
}

// line reads one line of a rule file.
func (r *Rules) line(line, at string) error {
	key, value, _ := strings.Cut(strings.TrimSpace(line), " ")
	value = strings.TrimSpace(value)
	if key == "" || strings.HasPrefix(key, "#") {
		return nil
	}
	if value == "" {
		return fmt.Errorf("%q without a value", key)
	}
	switch key {
	case "rule":
		return r.start(value, at)
	case "month":
		return r.month(value)
	case "and":
		r.and = append(r.and, strings.Fields(value)...)
		return nil
	case "by":
		r.by = append(r.by, strings.ToLower(value)+" ")
		return nil
	}
	if len(r.rules) == 0 {
		return fmt.Errorf("%q before the first rule", key)
	}
	rule := &r.rules[len(r.rules)-1]
	switch key {
	case "when":
		p, err := compile(value)
		if err != nil {
			return err
		}
		rule.patterns = append(rule.patterns, p)
	case "yes":
		rule.Yes = append(rule.Yes, value)
	case "no":
		rule.No = append(rule.No, value)
	default:
		return fmt.Errorf("unknown key %q", key)
	}
	return nil
}

// start opens a rule: a name, "kind" and the kind.
func (r *Rules) start(value, at string) error {
	f := strings.Fields(value)
	if len(f) != 3 || f[1] != "kind" {
		return fmt.Errorf("want: rule NAME kind KIND")
	}
	switch f[2] {
	case furniture, related, byline, ends, published, changed, another:
		r.rules = append(r.rules, Rule{Name: f[0], Kind: f[2], At: at})
		return nil
	}
	return fmt.Errorf("unknown kind %q", f[2])
}

// month reads a number and the names of the month.
func (r *Rules) month(value string) error {
	f := strings.Fields(value)
	n, err := strconv.Atoi(f[0])
	if err != nil || n < 1 || n > 12 || len(f) < 2 {
		return fmt.Errorf("want: month 1…12 NAME…")
	}
	for _, name := range f[1:] {
		r.months[strings.ToLower(name)] = n
	}
	return nil
}

// All lists the rules, for tests and for tools that show them.
func (r *Rules) All() []Rule { return r.rules }

// Month returns the number of the month with the name or the abbreviation,
// without a full stop; 0 when there is none.
func (r *Rules) Month(name string) int { return r.months[strings.ToLower(name)] }

// Line is what the rules say of a line.
type Line struct {
	Furniture bool     // no part of the article
	Ends      bool     // furniture, and so is what follows
	Related   bool     // points to another story
	Title     [2]int   // of Related: bytes of the line that are its title; empty when it only heads a list
	Names     []string // of a byline
}

// Read asks the rules about a line.
func (r *Rules) Read(line string) Line {
	var result Line
	if len(line) > longest {
		return result
	}
	folded, from := fold(line)
	if folded == "" {
		return result
	}
	for i := range r.rules {
		rule := &r.rules[i]
		if rule.dates() {
			continue
		}
		groups := rule.match(folded)
		if groups == nil {
			continue
		}
		switch rule.Kind {
		case furniture, ends:
			result.Furniture = true
			result.Ends = result.Ends || rule.Kind == ends
		case related:
			result.Related = true
			result.Title = [2]int{from + groups[0], from + groups[1]}
		case byline:
			result.Names = r.names(line[from+groups[0] : from+groups[1]])
		}
		return result
	}
	return result
}

// dates reports whether the rule is about the date in a line.
func (rule *Rule) dates() bool {
	return rule.Kind == published || rule.Kind == changed || rule.Kind == another
}

// Dated is what the words around a date make it the date of.
type Dated uint8

// What a date may be the date of.
const (
	Unsaid    Dated = iota // the words do not say
	Published              // the publication
	Changed                // the last change
	Another                // something else: when a reader joined, when an event takes place
)

// Date asks the rules what the date in a line is the date of; DateMark stands
// in the line in its place.
func (r *Rules) Date(line string) Dated {
	if len(line) > longest {
		return Unsaid
	}
	folded, _ := fold(line)
	if folded == "" {
		return Unsaid
	}
	for i := range r.rules {
		if rule := &r.rules[i]; rule.dates() && rule.match(folded) != nil {
			return map[string]Dated{published: Published, changed: Changed, another: Another}[rule.Kind]
		}
	}
	return Unsaid
}

// match returns the bounds of the pattern's first group, 0, 0 without one, or
// nil when the rule does not match.
func (rule *Rule) match(folded string) []int {
	for i := range rule.patterns {
		m := rule.patterns[i].match(folded)
		switch {
		case m == nil:
			continue
		case len(m) >= 4 && m[2] >= 0:
			return m[2:4]
		}
		return []int{0, 0}
	}
	return nil
}

// fold returns the line in lower case without white space at its ends, and
// where that begins in the line. Characters whose lower case has another
// length stay as they are, so that offsets hold.
func fold(line string) (folded string, from int) {
	trimmed := strings.TrimSpace(line)
	from = strings.Index(line, trimmed)
	return strings.Map(func(c rune) rune {
		if low := unicode.ToLower(c); utf8.RuneLen(low) == utf8.RuneLen(c) {
			return low
		}
		return c
	}, strings.ToValidUTF8(trimmed, "?")), from
}

// names splits "A B, C D und E F" into its names.
func (r *Rules) names(list string) []string {
	words := strings.Fields(strings.NewReplacer(",", " , ", ";", " , ", "|", " , ").Replace(list))
	var names []string
	var name []string
	flush := func() {
		if len(name) > 0 {
			names = append(names, strings.Join(name, " "))
		}
		name = nil
	}
	for _, w := range words {
		if w == "," || r.isAnd(w) {
			flush()
			continue
		}
		name = append(name, w)
	}
	flush()
	return names
}

func (r *Rules) isAnd(word string) bool {
	for _, a := range r.and {
		if strings.EqualFold(a, word) {
			return true
		}
	}
	return false
}

// WithoutBy returns a name without the words that open a byline, the most that
// there are.
func (r *Rules) WithoutBy(name string) string {
	longest := 0
	for _, by := range r.by {
		if len(by) > longest && len(name) > len(by) && strings.EqualFold(name[:len(by)], by) {
			longest = len(by)
		}
	}
	return strings.TrimSpace(name[longest:])
}

// Names splits a list of names at commas and at the languages' words for
// "and".
func (r *Rules) Names(list string) []string { return r.names(list) }
