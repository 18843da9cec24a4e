// SPDX-License-Identifier: Apache-2.0

package attribution

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// lexicon is what attribution.txt of a language says.
type lexicon struct {
	paradigms map[string]paradigm
	forms     map[string][]form  // lower-case verb form → verbs it may be
	particles map[string]bool    // separable particles of the verbs
	sets      map[string]wordSet // "list NAME …"
	phrases   map[string]phraseSet
	settings  map[string]string
	closed    map[string]wordKind // "closed KIND …"
	examples  []example

	sourceWords wordSet // that open a source phrase or stand for one
}

type wordSet map[string]bool

// phraseSet finds phrases by their first word.
type phraseSet map[string][][]string

// frame is a set of the things that a verb of saying can be followed by.
type frame uint16

const (
	takesQuote  frame = 1 << iota // quotation marks: "…", sagte er
	takesClause                   // dass-, ob-, wh-clause, clause without a conjunction
	takesInf                      // infinitive with zu, to
	takesNP                       // a noun phrase: what is praised, demanded, denied
	takesPrep                     // a phrase with one of the verb's prepositions
	takesAs                       // object and als-phrase
	takesThat                     // only a clause with a conjunction or in the subjunctive
)

var frameNames = map[string]frame{"quote": takesQuote, "clause": takesClause, "inf": takesInf,
	"np": takesNP, "prep": takesPrep, "as": takesAs, "that": takesThat}

// verb is one reading of a verb of saying.
type verb struct {
	lemma     string
	particle  string     // separable: "mit" of "mitteilen"
	partners  [][]string // phrases that must stand in the same clause: "zum Ausdruck"
	preps     []string
	takes     frame
	addressee string // "object", "dative" or ""
	rule      string // name of the cue block, for Why
}

// formKind tells what a verb form can be.
type formKind uint8

const (
	formFinite formKind = iota
	formSubjunctive
	formInfinitive
	formParticiple
	formGerund
)

var formKinds = map[string]formKind{"finite": formFinite, "subjunctive": formSubjunctive,
	"infinitive": formInfinitive, "participle": formParticiple, "gerund": formGerund}

// form is one reading of a word as a form of a verb. whole forms hold the
// separable particle ("mitteilte"), the others want it elsewhere in the clause.
type form struct {
	verb  *verb
	kind  formKind
	whole bool
}

// example is a sentence with the statement that must be read from it; none
// when want is empty.
type example struct {
	rule  string
	text  string
	want  string
	line  int
	match bool
}

// FileName is the file of a language folder that this package owns.
const FileName = "attribution.txt"

func loadLexicon(fsys fs.FS, name string) (*lexicon, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return parseLexicon(f, name)
}

// lexiconParser reads the file line by line.
type lexiconParser struct {
	*lexicon
	block verb // what the current cue block gives to its verbs
	line  int
}

func parseLexicon(r io.Reader, name string) (*lexicon, error) {
	p := &lexiconParser{lexicon: &lexicon{paradigms: map[string]paradigm{}, forms: map[string][]form{},
		particles: map[string]bool{}, sets: map[string]wordSet{}, phrases: map[string]phraseSet{},
		settings: map[string]string{}, closed: map[string]wordKind{}}}
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 64<<10), 1<<20)
	for lines.Scan() {
		p.line++
		text := strings.TrimSpace(lines.Text())
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		if err := p.read(text); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, p.line, err)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s:%d: %w", name, p.line, err)
	}
	p.gatherSourceWords()
	return p.lexicon, nil
}

// gatherSourceWords puts the words of all lists of source phrases into one, so
// that most words of a text are asked for once.
func (x *lexicon) gatherSourceWords() {
	x.sourceWords = wordSet{}
	for w := range x.phrases["source-preposition"] {
		x.sourceWords[w] = true
	}
	for _, list := range []string{"noun-preposition", "source-postposition", "source-relative", "source-adverb", "hearsay-adverb", "so"} {
		for w := range x.sets[list] {
			x.sourceWords[w] = true
		}
	}
}

func (p *lexiconParser) read(text string) error {
	key, rest, _ := strings.Cut(text, " ")
	rest = strings.TrimSpace(rest)
	if rest == "" {
		return fmt.Errorf("%q has no value", key)
	}
	switch key {
	case "paradigm":
		return p.readParadigm(rest)
	case "cue":
		p.block = verb{rule: rest}
	case "takes":
		return p.readTakes(rest)
	case "to":
		p.block.addressee = rest
	case "verb":
		return p.readVerb(rest)
	case "list":
		return p.readList(rest)
	case "phrase":
		return p.readPhrases(rest)
	case "closed":
		return p.readClosed(rest)
	case "set":
		k, v, _ := strings.Cut(rest, " ")
		p.settings[k] = strings.TrimSpace(v)
	case "yes", "no":
		return p.readExample(key == "yes", rest)
	default:
		return fmt.Errorf("unknown key %q", key)
	}
	return nil
}

func (p *lexiconParser) readTakes(rest string) error {
	p.block.takes = 0
	for _, name := range strings.Fields(rest) {
		f, ok := frameNames[name]
		if !ok {
			return fmt.Errorf("unknown frame %q", name)
		}
		p.block.takes |= f
	}
	return nil
}

// readList reads "NAME word word …" and adds the words to the list.
func (p *lexiconParser) readList(rest string) error {
	fields := strings.Fields(rest)
	if len(fields) < 2 {
		return fmt.Errorf("list %q is empty", fields[0])
	}
	set := p.sets[fields[0]]
	if set == nil {
		set = wordSet{}
		p.sets[fields[0]] = set
	}
	for _, w := range fields[1:] {
		set[strings.ToLower(w)] = true
	}
	return nil
}

// readPhrases reads "NAME some words, other words, …".
func (p *lexiconParser) readPhrases(rest string) error {
	name, list, ok := strings.Cut(rest, " ")
	if !ok {
		return fmt.Errorf("phrase %q is empty", name)
	}
	set := p.phrases[name]
	if set == nil {
		set = phraseSet{}
		p.phrases[name] = set
	}
	for _, phrase := range strings.Split(list, ",") {
		words := strings.Fields(strings.ToLower(phrase))
		if len(words) == 0 {
			return fmt.Errorf("phrase %q has an empty item", name)
		}
		set[words[0]] = append(set[words[0]], words)
	}
	return nil
}

var closedKinds = map[string]wordKind{"sub": wordSub, "conj": wordConj, "det": wordDet, "pronoun": wordPronoun,
	"adp": wordAdp, "adv": wordAdv, "finite": wordFinite, "adj": wordAdj}

func (p *lexiconParser) readClosed(rest string) error {
	fields := strings.Fields(rest)
	kind, ok := closedKinds[fields[0]]
	if !ok {
		return fmt.Errorf("unknown kind %q", fields[0])
	}
	for _, w := range fields[1:] {
		p.closed[strings.ToLower(w)] = kind
	}
	return nil
}

func (p *lexiconParser) readExample(match bool, rest string) error {
	text, want, arrow := strings.Cut(rest, "=>")
	if match != arrow {
		return fmt.Errorf("an example that must match says what, one that must not does not: %q", rest)
	}
	p.examples = append(p.examples, example{rule: p.block.rule, text: strings.TrimSpace(text), want: strings.TrimSpace(want),
		line: p.line, match: match})
	return nil
}

// at returns the length of the longest phrase of the set that stands at word
// i before limit, or 0.
func (s phraseSet) at(words []word, i, limit int) int {
	best := 0
	for _, phrase := range s[words[i].lower] {
		if len(phrase) > best && i+len(phrase) <= limit && sameWords(words[i:], phrase) {
			best = len(phrase)
		}
	}
	return best
}

func sameWords(words []word, phrase []string) bool {
	for k, p := range phrase {
		if words[k].lower != p {
			return false
		}
	}
	return true
}
