// SPDX-License-Identifier: Apache-2.0

package event

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"depesche"
	"depesche/codebook"
	"depesche/nlp/match"
)

// A rule file has one statement a line; "#" begins a comment.
//
//	include  events/more.txt           another file of the language, read behind this one
//	grammar  passive werden            words of the closed classes (see match.Grammar.Add) and of lists.go
//	grammar  scope home                acts between those who compete for power within one state are recorded too
//	grammar  subject agrees            subjects and verbs show the same number
//	modality planned wollen planen     words that say how real an event is
//	future   ASSAULT THREATEN 138 violence  what a type becomes while it is only planned
//	unfit    ASSAULT JUD MED STATE     sectors of those who do no acts of a type
//	mode     REQUEST meet Treffen       words that tell the mode of an act of a type (see mode.go)
//	doubt    half 3                    points of what makes a reading doubtful (see points.go), and the limit of their sum
//	class    @talks = Treffen @more    words under one name, for patterns
//	rule     NAME code TYPE mode m context c cameo 040 status s inherit keep state mutual
//	when     treffen > subj:A > obj:B  a pattern of the rule above (see package match)
//	yes      A sentence.  A=Name  B=DEU  status=planned
//	no       A sentence that the rule must not read.
//
// Role A is the actor, B the recipient, P a place, N.PER must not be a person;
// "A.MIL.REB" takes only armies and rebels, "A.STATE" only states, "A.PER" only
// persons, "A.POL" only persons in politics without arms, "A.-PER" whoever is no person,
// "A.@powers" those of a class of kinds. Of a rule, inherit lets a meeting take
// its sides from the one told before, keep leaves a planned event its type,
// state gives an act that only states do to the state in question when nobody
// is named, mutual drops an act of two of which one side only is known.

// Rule is one block of a rule file.
type Rule struct {
	Name    string
	File    string // as the language folder has it
	Line    int
	Code    string // PLOVER type
	Mode    []string
	Context []string
	Cameo   string
	Status  string // fixed status, or ""
	Inherit bool   // the sides may come from the meeting told before
	Keep    bool   // stays what it is when planned
	State   bool   // only states do it: theirs when nobody is named
	Mutual  bool   // nobody does it alone
	Yes, No []Example
}

// Example is a sentence that a rule must (or must not) read, and what it must
// read there: role letters and field names with their values.
type Example struct {
	Text   string
	Line   int
	Expect []Expectation
}

// Expectation is one "A=Merkel" of an example.
type Expectation struct{ Key, Value string }

// Rules returns the rules in order of the files.
func (c *Coder) Rules() []*Rule { return c.rules }

// ruleFile is the name of the rule file in a language folder.
const ruleFile = "events.txt"

// loader reads rule files.
type loader struct {
	fsys    fs.FS
	book    *codebook.Book // nil: codes are not checked against it
	c       *Coder
	classes match.Classes
	names   map[string]bool
	file    string
	line    int
	rule    *Rule
	depth   int
	sayer   string // who does an act of saying: the cue's source before the subject, or behind it
}

func load(fsys fs.FS, book *codebook.Book) (*Coder, error) {
	c := &Coder{
		index: match.NewIndex(), grammar: match.NewGrammar(),
		future: map[string]future{}, unfit: map[string][]string{}, modes: map[string][]modeWords{}, label: ruleFile,
	}
	l := &loader{fsys: fsys, c: c, book: book, classes: match.Classes{}, names: map[string]bool{}, sayer: " cue|subj:A"}
	if err := l.read(ruleFile); err != nil {
		return nil, err
	}
	if rule := c.doubts.unknown(l.names); rule != "" {
		return nil, fmt.Errorf("load event rules %s: a doubt names the rule %q, which there is not", ruleFile, rule)
	}
	return c, nil
}

func (l *loader) read(name string) error {
	l.file, l.line, l.rule = name, 0, nil
	f, err := l.fsys.Open(name)
	if err != nil {
		return fmt.Errorf("load event rules: %w", err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(make([]byte, 0, 64<<10), 1<<20)
	var includes []string
	for lines.Scan() {
		l.line++
		text := strings.TrimSpace(lines.Text())
		if text == "" || text[0] == '#' {
			continue
		}
		key, rest, _ := strings.Cut(text, " ")
		rest = strings.TrimSpace(rest)
		if key == "include" {
			includes = append(includes, rest)
			continue
		}
		if err := l.statement(key, rest); err != nil {
			return fmt.Errorf("load event rules %s:%d: %w", l.file, l.line, err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("load event rules %s:%d: %w", l.file, l.line, err)
	}
	return l.include(includes)
}

// maxIncludes bounds how deep files may include one another.
const maxIncludes = 3

func (l *loader) include(names []string) error {
	if len(names) > 0 && l.depth >= maxIncludes {
		return fmt.Errorf("load event rules %s: files include one another too deeply", l.file)
	}
	l.depth++
	defer func() { l.depth-- }()
	for _, name := range names {
		if err := l.read(path.Clean(name)); err != nil {
			return err
		}
	}
	return nil
}

// statement reads one line of a rule file.
func (l *loader) statement(key, rest string) error {
	switch key {
	case "class":
		return l.class(rest)
	case "grammar":
		name, words, _ := strings.Cut(rest, " ")
		return l.list(name, strings.Fields(words))
	case "modality":
		name, words, _ := strings.Cut(rest, " ")
		return l.c.modality.add(name, strings.Fields(words))
	case "doubt":
		line, _, _ := strings.Cut(rest, "#")
		return l.c.doubts.add(strings.Fields(line))
	case "mode":
		return l.modeLine(strings.Fields(rest))
	case "unfit":
		return l.unfitFor(strings.Fields(rest))
	case "future":
		return l.futureOf(strings.Fields(rest))
	case "rule":
		return l.ruleLine(strings.Fields(rest))
	case "when", "yes", "no":
		if l.rule == nil {
			return fmt.Errorf("%q stands before the first rule", key)
		}
		if key == "when" {
			return l.when(rest)
		}
		return l.example(key, rest)
	}
	return fmt.Errorf("unknown line %q", key)
}

func (l *loader) class(rest string) error {
	name, words, ok := strings.Cut(rest, "=")
	name = strings.TrimPrefix(strings.TrimSpace(name), "@")
	if !ok || name == "" {
		return errors.New(`a class is written "class @name = word word"`)
	}
	for _, w := range strings.Fields(words) {
		if inner, ok := strings.CutPrefix(w, "@"); ok {
			list, known := l.classes[inner]
			if !known {
				return fmt.Errorf("unknown class @%s", inner)
			}
			l.classes[name] = append(l.classes[name], list...)
			continue
		}
		l.classes[name] = append(l.classes[name], w)
	}
	return nil
}

// list reads a "grammar" line: some lists are the matcher's, some the coder's.
func (l *loader) list(name string, words []string) error {
	if name == "order" && len(words) == 1 && words[0] == "fixed" {
		l.sayer = " subj|cue:A"
	}
	if name == "scope" && len(words) == 1 && words[0] == "home" {
		l.c.home = true
		return nil
	}
	if name == "subject" && len(words) == 1 && words[0] == "agrees" {
		l.c.agree = true
		return nil
	}
	if addWords(l.c.sets(), name, words) {
		return nil
	}
	return l.c.grammar.Add(name, words)
}

func (l *loader) futureOf(fields []string) error {
	if len(fields) < 3 || !slices.Contains(depesche.EventTypes, fields[0]) || !slices.Contains(depesche.EventTypes, fields[1]) {
		return errors.New(`a future is written "future TYPE TYPE cameo mode"`)
	}
	for _, mode := range fields[3:] {
		if l.book != nil && !l.book.EventType(fields[1]).HasMode(mode) {
			return fmt.Errorf("%s has no mode %q", fields[1], mode)
		}
	}
	l.c.future[fields[0]] = future{fields[1], fields[2], fields[3:]}
	return nil
}

// unfitFor reads "TYPE SECTOR SECTOR".
func (l *loader) unfitFor(fields []string) error {
	if len(fields) < 2 || !slices.Contains(depesche.EventTypes, fields[0]) {
		return errors.New(`who does no such acts is written "unfit TYPE SECTOR SECTOR"`)
	}
	l.c.unfit[fields[0]] = append(l.c.unfit[fields[0]], fields[1:]...)
	return nil
}

// ruleLine reads "NAME code TYPE mode a b context c cameo 040 …".
func (l *loader) ruleLine(fields []string) error {
	if len(fields) < 3 {
		return errors.New(`a rule is written "rule NAME code TYPE …"`)
	}
	rule := &Rule{Name: fields[0], File: l.file, Line: l.line}
	if l.names[rule.Name] {
		return fmt.Errorf("rule %s is written twice", rule.Name)
	}
	l.names[rule.Name] = true
	key := ""
	for _, f := range fields[1:] {
		switch f {
		case "code", "mode", "context", "cameo", "status":
			key = f
		case "inherit":
			rule.Inherit, key = true, ""
		case "state":
			rule.State, key = true, ""
		case "keep":
			rule.Keep, key = true, ""
		case "mutual":
			rule.Mutual, key = true, ""
		default:
			if err := rule.set(key, f); err != nil {
				return err
			}
		}
	}
	if err := l.check(rule); err != nil {
		return err
	}
	l.rule = rule
	l.c.rules = append(l.c.rules, rule)
	return nil
}

// check holds a rule against the codebook.
func (l *loader) check(rule *Rule) error {
	if rule.Code == "" {
		return fmt.Errorf("rule %s has no code", rule.Name)
	}
	if l.book == nil {
		return nil
	}
	kind := l.book.EventType(rule.Code)
	for _, mode := range rule.Mode {
		if kind == nil || !kind.HasMode(mode) {
			return fmt.Errorf("rule %s: %s has no mode %q", rule.Name, rule.Code, mode)
		}
	}
	if rule.Cameo != "" && l.book.CameoCode(rule.Cameo) == nil {
		return fmt.Errorf("rule %s: no CAMEO code %s", rule.Name, rule.Cameo)
	}
	return nil
}

// set gives a rule one value of a field.
func (rule *Rule) set(key, value string) error {
	switch key {
	case "code":
		if !slices.Contains(depesche.EventTypes, value) {
			return fmt.Errorf("unknown event type %s", value)
		}
		rule.Code = value
	case "mode":
		rule.Mode = append(rule.Mode, value)
	case "context":
		rule.Context = append(rule.Context, value)
	case "cameo":
		if _, err := strconv.Atoi(value); err != nil || len(value) < 2 || len(value) > 4 {
			return fmt.Errorf("%q is no CAMEO code", value)
		}
		rule.Cameo = value
	case "status":
		if !slices.Contains(statuses, value) {
			return fmt.Errorf("unknown status %q", value)
		}
		rule.Status = value
	default:
		return fmt.Errorf("%q stands under no field", value)
	}
	return nil
}

func (l *loader) when(rest string) error {
	if slices.Contains(speechActs, l.rule.Code) {
		rest = strings.Replace(rest, " subj:A", l.sayer, 1)
	}
	rest, err := l.kinds(rest)
	if err != nil {
		return err
	}
	p, err := match.Compile(rest, l.classes)
	if err != nil {
		return err
	}
	l.c.index.Add(p, len(l.c.patterns))
	l.c.patterns = append(l.c.patterns, pattern{p, l.rule})
	return nil
}

// ofKinds finds a role with a class of kinds: "A.@powers".
var ofKinds = regexp.MustCompile(`\b[A-Z]\.@[a-z]+`)

// kinds writes out the classes of kinds in a pattern.
func (l *loader) kinds(pattern string) (string, error) {
	var err error
	out := ofKinds.ReplaceAllStringFunc(pattern, func(role string) string {
		letter, class, _ := strings.Cut(role, ".@")
		if l.classes[class] == nil {
			err = fmt.Errorf("unknown class @%s", class)
		}
		return letter + "." + strings.Join(l.classes[class], ".")
	})
	return out, err
}

// speechActs are the types that are acts of saying.
var speechActs = []string{"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"}

// example reads "Sentence.  A=Merkel  B=Macron": two blanks part the sentence
// and the expectations.
func (l *loader) example(key, rest string) error {
	parts := strings.Split(rest, "  ")
	ex := Example{Text: strings.TrimSpace(parts[0]), Line: l.line}
	for _, p := range parts[1:] {
		if p = strings.TrimSpace(p); p == "" {
			continue
		}
		k, v, ok := strings.Cut(p, "=")
		if !ok || !slices.Contains(expectations, k) {
			return fmt.Errorf("unknown expectation %q", p)
		}
		ex.Expect = append(ex.Expect, Expectation{k, v})
	}
	if key == "yes" {
		l.rule.Yes = append(l.rule.Yes, ex)
	} else {
		l.rule.No = append(l.rule.No, ex)
	}
	return nil
}

// expectations are the keys that an example may ask for.
var expectations = []string{"A", "B", "code", "status", "where", "when", "mentions", "mode", "xfail"}

var statuses = []string{
	depesche.StatusOccurred, depesche.StatusOngoing, depesche.StatusPlanned,
	depesche.StatusPossible, depesche.StatusDenied,
}

func itoa(n int) string { return strconv.Itoa(n) }
