// SPDX-License-Identifier: Apache-2.0

package timex

// The patterns and rules of a language are compiled into one program for a
// small backtracking machine (see matcher.go). Patterns do not call
// themselves, directly or through others, and the only repetition is bounded,
// so every run ends.

type opcode uint8

const (
	opWord   opcode = iota // the word x; capital and exact narrow it
	opNumber               // a number lo…hi, with `digits` digits unless 0; binds name
	opShape                // an atom of shape x
	opGlued                // no white space before this place
	opAlt                  // one of alts[x]
	opCall                 // pattern x; its bare value binds name
	opReturn               // end of a pattern
	opSet                  // assignments sets[x]
	opOpen                 // the expression begins here
	opClose                // the expression ends here
	opNot                  // the code at x must not match here
	opFound                // end of the code of an opNot or of a test
	opAccept               // end of a rule
	opJump                 // go on at x
)

type instruction struct {
	op      opcode
	capital bool // opWord: written with a capital in the data, so in the text
	digits  uint8
	x       int32
	lo, hi  int32
	name    string // field to bind
	exact   string // opWord: the letters to the letter, when not ""
}

// shapes that a rule may ask for in braces.
const (
	shapeCapital = iota // a word with a capital
	shapeLower          // a word without
	shapeWord           // any word
	shapeNumber         // any number
	shapeAny            // any atom
)

var shapes = map[string]int32{
	"Capital": shapeCapital, "lower": shapeLower, "word": shapeWord,
	"number": shapeNumber, "any": shapeAny,
}

// alternatives are the targets of an opAlt. Those that can only begin with
// certain words stand in byWord, the others, and all of a few, in rest.
type alternatives struct {
	targets []int32
	byWord  map[int32][]int32
	rest    []target
}

// target is an alternative and what the next atom must be for it.
type target struct {
	entry int32
	next  *follower
}

// An assignment gives a field a value when the alternative or rule it belongs
// to has matched. An empty field is the bare value of a pattern. $name in the
// value stands for the value that the field name has then.
type assignment struct {
	field string
	op    byte // '=', '+' or '*'
	value string
}

// A pattern is a named set of alternatives.
type pattern struct {
	name   string
	number int32 // index into grammar.list
	entry  int32
	words  []compoundPart // its alternatives, when each is a single word
	plain  bool
}

// compoundPart is one word with the assignments it makes.
type compoundPart struct {
	word string
	set  []assignment
}

// A rule finds one kind of expression.
type rule struct {
	name                string
	order               int
	line                int
	kind                string
	finds               []*node // while it is read
	entries             []int32
	notAfter, notBefore []int32 // code that must not end before, begin behind the expression
	examples            []example
}

// An example is a text that a rule must (or must not) find something in.
type example struct {
	line      int
	yes       bool
	published string
	text      string
	extent    string // what it finds, when yes
	value     string
}

// grammar is the compiled data of a language.
type grammar struct {
	words    map[string]int32
	code     []instruction
	alts     []alternatives
	sets     [][]assignment
	patterns map[string]*pattern
	list     []*pattern // in order of the file
	rules    []*rule
	names    map[string]bool // of rules

	dot, comma, at, underline int32 // marks that join what stands around them
	foundAt                   int32 // an opFound

	byWord   [][]start // rules that can begin with the word
	byNumber []start
	byShape  []start // rules that can begin with any atom of some shape
}

// start is one way into a rule: its code, and what its second atom can be.
type start struct {
	rule   *rule
	entry  int32
	second *follower
}

func newGrammar() *grammar {
	g := &grammar{words: map[string]int32{}, patterns: map[string]*pattern{}, names: map[string]bool{}}
	g.dot, g.comma, g.at, g.underline = g.intern("."), g.intern(","), g.intern("@"), g.intern("_")
	g.foundAt = g.emit(instruction{op: opFound})
	return g
}

// wordOf returns the number of a word in lower case, or -1 when no rule
// speaks of it.
func (g *grammar) wordOf(low []byte) int32 {
	if id, ok := g.words[string(low)]; ok {
		return id
	}
	return -1
}

func (g *grammar) intern(low string) int32 {
	id, ok := g.words[low]
	if !ok {
		id = int32(len(g.words))
		g.words[low] = id
	}
	return id
}
