// SPDX-License-Identifier: Apache-2.0

package match

import (
	"slices"
	"strings"

	"depesche/nlp"
)

// The relations of meaning.
const (
	relSubj = "subj"
	relObj  = "obj"
	relIobj = "iobj"
	relVobj = "vobj"
	relGen  = "gen"
	relMod  = "mod"
	relAdv  = "adv"
	relComp = "comp"
	relObl  = "obl"
)

// isOwn reports whether the relation is one that frames hold; any other is
// the caller's.
func isOwn(name string) bool {
	switch name {
	case relSubj, relObj, relIobj, relVobj, relGen, relMod, relAdv, relComp, relObl:
		return true
	}
	return false
}

// arg is one argument of a trigger. cost says how far the evidence is from a
// relation that the parser drew itself: 0 drawn, 1 shared or inherited, 2 and
// more guessed.
type arg struct {
	rel   string
	adp   string
	token int
	cost  int
}

// Frame is what a word of the text has around it in terms of meaning.
type Frame struct {
	Trigger  int
	Passive  bool
	Negated  bool
	Governor int // the word that a noun depends on through its phrase; -1 for none
	args     []arg
}

// add notes an argument and reports whether it is new.
func (f *Frame) add(rel, adp string, token, cost int) bool {
	if token == f.Trigger {
		return false
	}
	for _, a := range f.args {
		if a.token == token && a.rel == rel && a.adp == adp {
			return false
		}
	}
	f.args = append(f.args, arg{rel, adp, token, cost})
	return true
}

func (f *Frame) has(rel string) bool {
	for _, a := range f.args {
		if a.rel == rel {
			return true
		}
	}
	return false
}

// Reader builds the frames of one Doc, each once.
type Reader struct {
	doc      *nlp.Doc
	tree     *nlp.Tree
	grammar  *Grammar
	frames   []*Frame            // of the tokens; nil: not built yet
	layouts  map[int]*layout     // by sentence
	keys     [][]string          // by token, once asked for
	names    []span              // by token, the name that it is part of
	asides   []bool              // by token, whether it stands in an adverbial such as a time
	known    func([]string) bool // whether a pattern knows one of the lemmas
	promoted map[int]bool        // words that must be verbs though the tagger says otherwise
	closing  map[int]bool        // of those, the participles of a passive that close a clause
	depth    int
}

// span is a range of tokens, half-open; empty for none.
type span struct{ first, last int }

// NewReader opens a Doc for matching with the patterns of an index. names are ranges of tokens, half-open,
// that name something whatever their tags are; asides are ranges that are no
// argument of any verb, such as times.
func NewReader(doc *nlp.Doc, tree *nlp.Tree, grammar *Grammar, index *Index, names, asides [][2]int) *Reader {
	r := &Reader{
		doc: doc, tree: tree, grammar: grammar, frames: make([]*Frame, len(doc.Tokens)), layouts: map[int]*layout{},
		keys: make([][]string, len(doc.Tokens)), names: make([]span, len(doc.Tokens)),
		known: index.Knows, promoted: map[int]bool{}, closing: map[int]bool{}, asides: make([]bool, len(doc.Tokens)),
	}
	for _, n := range names {
		for t := max(n[0], 0); t < min(n[1], len(r.names)); t++ {
			r.names[t] = span{n[0], n[1]}
		}
	}
	for _, n := range asides {
		for t := max(n[0], 0); t < min(n[1], len(r.asides)); t++ {
			r.asides[t] = true
		}
	}
	r.promote()
	return r
}

// Aside reports whether a token stands in an adverbial such as a time.
func (r *Reader) Aside(t int) bool { return r.asides[t] }

// Promoted reports whether the token must be a verb though it is tagged as
// something else.
func (r *Reader) Promoted(t int) bool { return r.promoted[t] }

// verbal reports whether the token heads a clause by its part of speech.
func (r *Reader) verbal(t int) bool {
	return (isVerbal(&r.doc.Tokens[t]) || r.promoted[t]) && r.names[t].last == 0
}

// nominal reports whether the token may head a noun phrase.
func (r *Reader) nominal(t int) bool {
	return isNominal(&r.doc.Tokens[t]) || r.names[t].last > 0
}

// maxClimb bounds every walk up a tree.
const maxClimb = 6

// usualArgs is how many arguments most frames have room for.
const usualArgs = 8

// Frame returns the frame of a token.
func (r *Reader) Frame(t int) *Frame {
	if f := r.frames[t]; f != nil {
		return f
	}
	f := &Frame{args: make([]arg, 0, usualArgs), Trigger: t, Passive: r.passive(t, 0), Negated: r.Negated(t), Governor: -1}
	r.frames[t] = f // before the walk: a cycle of frames ends here
	if tok := &r.doc.Tokens[t]; tok.Rel() == "aux" && tok.Head >= 0 {
		clause := r.Frame(tok.Head) // an auxiliary has what its verb has
		f.Passive, f.args = clause.Passive, clause.args
		if r.isBareSubject(tok.Head, t) {
			f.args = append(slices.Clone(f.args), arg{rel: relSubj, token: tok.Head, cost: 1})
		}
		return f
	}
	r.children(f)
	r.shared(f)
	r.governor(f)
	r.loose(f)
	r.fields(f)
	slices.SortStableFunc(f.args, func(a, b arg) int { return a.cost - b.cost })
	return f
}

// isBareSubject reports whether the tree has hung an auxiliary on the subject
// before it, where it found no verb.
func (r *Reader) isBareSubject(noun, aux int) bool {
	return noun < aux && r.nominal(noun) && r.doc.Tokens[noun].Feat("Case") == "Nom" &&
		r.tree.Child(noun, "cop") < 0 && r.tree.Child(noun, "nsubj") < 0 && r.adposition(noun) == ""
}

// passive reports whether the clause of t is passive, by its auxiliary, its
// subject relation, or because t is a bare participle that modifies a noun.
func (r *Reader) passive(t, depth int) bool {
	tok := &r.doc.Tokens[t]
	if r.promoted[t] {
		return r.closing[t]
	}
	if r.sharesAux(t) && depth < maxClimb {
		return r.passive(tok.Head, depth+1)
	}
	for _, c := range r.tree.Children(t) {
		child := &r.doc.Tokens[c]
		if child.Deprel == "nsubj:pass" && !r.isFuture(t) && r.tree.Child(t, "nsubj") == c || child.Deprel == "aux:pass" {
			return true // beside another subject it is an object
		}
		if (child.Rel() == "aux" || child.Rel() == "cop") && r.grammar.passive[child.Lemma] && isParticiple(tok) {
			return true
		}
	}
	if tok.Rel() == "conj" && tok.Head >= 0 && depth < maxClimb && isParticiple(tok) && !r.hasAux(t) && r.passive(tok.Head, depth+1) {
		return true
	}
	if r.fieldPassive(t) {
		return true
	}
	return (tok.Rel() == "acl" || tok.Rel() == "amod") && isParticiple(tok) && !r.hasAux(t) &&
		r.tree.Child(t, "obj") < 0 && r.tree.Child(t, "nsubj") < 0
}

// sharesAux reports whether a participle without an auxiliary is joined to one
// that has the auxiliary of both ("has burnt houses and attacked policemen").
func (r *Reader) sharesAux(t int) bool {
	tok := &r.doc.Tokens[t]
	return tok.Rel() == "conj" && tok.Head >= 0 && isParticiple(tok) && isParticiple(&r.doc.Tokens[tok.Head]) && !r.hasAux(t) && r.hasAux(tok.Head)
}

// isFuture reports whether a verb is a bare infinitive, which no passive is
// where the passive has a participle and the order of words is free.
func (r *Reader) isFuture(t int) bool {
	return !r.grammar.fixedOrder && r.doc.Tokens[t].Feat("VerbForm") == "Inf" && r.tree.Child(t, "mark") < 0
}

func (r *Reader) hasAux(t int) bool {
	for _, c := range r.tree.Children(t) {
		if rel := r.doc.Tokens[c].Rel(); rel == "aux" || rel == "cop" {
			return true
		}
	}
	return false
}

// Negated reports whether the token is denied by a word that hangs on it, on
// its auxiliary or on its object.
func (r *Reader) Negated(t int) bool {
	for _, c := range r.tree.Children(t) {
		child := &r.doc.Tokens[c]
		if r.grammar.Negates(child) {
			return true
		}
		switch child.Rel() {
		case "advmod":
			if r.negatesTime(c) {
				return true
			}
		case "obl":
			if r.neither(c) {
				return true
			}
			if d := r.tree.Child(c, "det"); d >= 0 && r.grammar.manner[lemmaOf(child)] && r.grammar.Negates(&r.doc.Tokens[d]) {
				return true
			}
		case "aux", "obj", "nsubj", "iobj", "cop":
			if r.neither(c) {
				return true
			}
			for _, d := range r.tree.Children(c) {
				grand := &r.doc.Tokens[d]
				if grand.Rel() != "nmod" && (grand.Rel() == "det" || child.Rel() == "aux") && r.grammar.Negates(grand) {
					return true
				}
			}
		}
	}
	return false
}

// neither reports whether the first of several is denied together with the
// others ("neither … nor").
func (r *Reader) neither(t int) bool {
	for _, c := range r.tree.Children(t) {
		if tok := &r.doc.Tokens[c]; c < t && tok.Deprel == "cc:preconj" && r.grammar.Negates(tok) {
			return true
		}
	}
	return false
}

// negatesTime reports whether an adverb is one of an end in time that a
// negation makes ("no longer", "nicht mehr").
func (r *Reader) negatesTime(adverb int) bool {
	for _, c := range r.tree.Children(adverb) {
		if c == adverb-1 && r.grammar.Negates(&r.doc.Tokens[c]) && (r.grammar.ending[lemmaOf(&r.doc.Tokens[adverb])] || r.grammar.ending[strings.ToLower(r.doc.Tokens[adverb].Form)]) {
			return true
		}
	}
	return false
}

// adposition returns the adposition of a phrase in lower case, fixed parts
// joined by "_" ("because_of"), or "".
func (r *Reader) adposition(t int) string {
	for _, c := range r.tree.Children(t) {
		child := &r.doc.Tokens[c]
		if child.Rel() != "case" || child.UPOS == "PUNCT" || child.UPOS == "PART" && child.XPOS == "POS" {
			continue
		}
		adp := child.Lemma
		if adp == "" || adp == "_" {
			adp = child.Form
		}
		adp = strings.ToLower(adp)
		for _, d := range r.tree.Children(c) {
			if r.doc.Tokens[d].Rel() == "fixed" {
				adp += "_" + strings.ToLower(r.doc.Tokens[d].Form)
			}
		}
		return adp
	}
	return ""
}

// children adds what the parser itself hung on the trigger.
func (r *Reader) children(f *Frame) {
	for _, c := range r.tree.Children(f.Trigger) {
		r.child(f, c, 0)
		r.asBehind(f, c)
		if rel := r.doc.Tokens[c].Rel(); (rel == "aux" || rel == "cop") && r.verbal(f.Trigger) {
			for _, k := range r.tree.Children(c) {
				r.child(f, k, 1) // the tree hangs it on the auxiliary
			}
		}
	}
}

// asBehind adds a role ("as a friend") that the tree has coordinated with an
// adjunct of the verb.
func (r *Reader) asBehind(f *Frame, adjunct int) {
	if r.doc.Tokens[adjunct].Rel() != "obl" || !r.verbal(f.Trigger) {
		return
	}
	for _, c := range r.tree.Children(adjunct) {
		if as := r.comparative(c); as != "" && r.doc.Tokens[c].Rel() == "conj" {
			f.add(relObl, as, c, 2)
		}
	}
}

// child adds one dependent under its relation of meaning.
func (r *Reader) child(f *Frame, c, cost int) {
	tok := &r.doc.Tokens[c]
	token := r.antecedent(c)
	rel := tok.Rel()
	if tok.UPOS == "ADP" && rel != "case" && rel != "compound" {
		r.inverted(f, c, cost)
		return
	}
	if (rel == "nsubj" || rel == "obj") && r.adposition(c) != "" {
		rel = "obl" // an adposition says more than the label
	}
	if as := r.comparative(c); as != "" {
		f.add(relObl, as, token, cost)
		f.add(relAdv, "", token, cost)
		return
	}
	if r.asides[c] && (rel == "nsubj" || rel == "obj" || rel == "iobj") {
		return
	}
	switch rel {
	case "nsubj", "obj", "iobj", "obl", "nmod", "dep":
		r.core(f, c, token, cost, rel)
	case "ccomp", "csubj", "acl", "advcl", "parataxis", "xcomp":
		if rel == "advcl" && r.isInstead(c) {
			return
		}
		f.add(relComp, "", token, cost+commonCost(tok.Deprel))
		if rel == "xcomp" {
			f.add(relAdv, "", token, cost)
		}
	default:
		r.modifier(f, c, token, cost, rel)
	}
}

// isInstead reports whether an infinitive has a mark of its own beside that of
// infinitives ("um … zu", "statt … zu"): it is not what the verb is about.
func (r *Reader) isInstead(t int) bool {
	if r.doc.Tokens[t].Feat("VerbForm") != "Inf" {
		return false
	}
	marks := 0
	for _, c := range r.tree.Children(t) {
		if r.doc.Tokens[c].Rel() == "mark" {
			marks++
		}
	}
	return marks > 1
}

// core adds an argument of a verb, or a nominal dependent.
func (r *Reader) core(f *Frame, c, token, cost int, rel string) {
	tok := &r.doc.Tokens[c]
	switch rel {
	case "nsubj":
		if r.Dative(c) {
			f.add(relIobj, "", token, cost)
			return
		}
		if r.isFronted(c, f.Trigger) {
			f.add(relObj, "", token, cost)
			return
		}
		if whom := r.swallowed(c); whom >= 0 {
			r.relativeOf(f, c, whom)
		}
		if tok.Deprel == "nsubj:pass" && !r.isFuture(f.Trigger) || f.Passive {
			f.add(relObj, "", token, cost)
		} else {
			if f.has(relSubj) && (c > f.Trigger || !r.grammar.fixedOrder) {
				f.add(relObj, "", token, cost+2) // two subjects: the second one is none
				f.add(relIobj, "", token, cost+3)
			}
			if first := r.nameBefore(f, c); first >= 0 {
				f.add(relSubj, "", first, cost)
				f.add(relIobj, "", token, cost)
				f.add(relObj, "", token, cost+1)
			}
			f.add(relSubj, "", token, cost)
		}
	case "obj":
		if r.hasFronted(f.Trigger) {
			return // a part of the subject before it
		}
		f.add(relObj, "", token, cost)
		f.add(relIobj, "", token, cost+3) // for verbs with two bare objects
		if whom := r.dativeBefore(f, c); whom >= 0 {
			f.add(relIobj, "", whom, cost+1)
		}
	case "iobj":
		f.add(relIobj, "", token, cost)
	default:
		r.oblique(f, c, token, cost)
	}
}

// nameBefore returns the bare name before a verb that the tree takes for an
// adverb, while a name behind the verb is its subject: where names show no case
// the first one is the subject. It returns -1 when that is not so.
func (r *Reader) nameBefore(f *Frame, subject int) int {
	if r.grammar.fixedOrder || r.names[subject].last == 0 {
		return -1
	}
	for _, c := range r.tree.Children(f.Trigger) {
		if c >= subject || c >= f.Trigger {
			break
		}
		rel := r.doc.Tokens[c].Rel()
		if r.names[c].last == 0 || r.asides[c] || rel != "advmod" && rel != "obl" && rel != "dep" || r.adposition(c) != "" || r.differsInNumber(c, f.Trigger) {
			continue
		}
		if v := r.names[c].last; v == f.Trigger || v < len(r.doc.Tokens) && r.doc.Tokens[v].UPOS == "AUX" {
			return c
		}
	}
	return -1
}

// modifier adds what describes a word.
func (r *Reader) modifier(f *Frame, c, token, cost int, rel string) {
	tok := &r.doc.Tokens[c]
	switch rel {
	case "amod", "compound", "nummod":
		if tok.Deprel != "compound:prt" {
			f.add(relMod, "", token, cost)
		}
	case "det":
		if tok.Deprel == "det:poss" || tok.Feat("Poss") == "Yes" {
			f.add(relGen, "", token, cost)
		}
	case "appos", "flat":
		if tok.Feat("Case") == "Gen" && r.adposition(c) == "" {
			f.add(relGen, "", token, cost+1)
		}
	case "conj":
		if r.verbal(f.Trigger) && (tok.UPOS == "ADJ" || r.tree.Child(c, "cc") < 0 && r.tree.Child(c, "nsubj") < 0) {
			f.add(relAdv, "", token, cost+2) // "called it wrong", with "as" read as a conjunction
		}
	case "advmod":
		if r.names[c].last > 0 {
			r.oblique(f, c, token, cost+1)
		}
		f.add(relAdv, "", token, cost)
	}
}

// comparative returns the conjunction that marks the token as a role ("as a
// friend"), whatever its label, or "".
func (r *Reader) comparative(t int) string {
	for _, c := range r.tree.Children(t) {
		tok := &r.doc.Tokens[c]
		if c < t && r.grammar.comparative[lemmaOf(tok)] && tok.UPOS != "VERB" && r.tree.Child(t, "nsubj") < 0 {
			return lemmaOf(tok)
		}
	}
	return ""
}

// inverted adds the nouns that hang on an adposition instead of it on them.
func (r *Reader) inverted(f *Frame, adp, cost int) {
	for _, c := range r.tree.Children(adp) {
		if c > adp && r.nominal(c) {
			name := strings.ToLower(lemmaOf(&r.doc.Tokens[adp]))
			f.add(relObl, name, r.antecedent(c), cost+1)
			if f.Passive && r.grammar.agent[name] {
				f.add(relSubj, "", c, cost+1)
			}
		}
	}
}

// commonCost ranks the clauses that are complements before those that may be
// anything.
func commonCost(deprel string) int {
	switch deprel {
	case "ccomp", "csubj", "xcomp":
		return 0
	case "acl:relcl":
		return 3
	case "parataxis":
		return 2
	}
	return 1
}

// oblique adds a nominal dependent by its adposition or its case.
func (r *Reader) oblique(f *Frame, c, token, cost int) {
	tok := &r.doc.Tokens[c]
	adp := r.adposition(c)
	if adp != "" {
		f.add(relObl, adp, token, cost)
		if (f.Passive || tok.Deprel == "obl:agent" && !r.isActive(f.Trigger)) && (r.grammar.agent[adp] || tok.Deprel == "obl:agent") {
			f.add(relSubj, "", token, cost)
		}
		if r.grammar.genitive[adp] && tok.Deprel != "obl:agent" {
			f.add(relGen, "", token, cost+bool2int(tok.Rel() != "nmod"))
		}
		return
	}
	switch {
	case tok.Rel() == "nmod":
		f.add(relGen, "", token, cost)
	case tok.Deprel == "obl:agent":
		f.add(relSubj, "", token, cost)
	case tok.Feat("Case") == "Dat" || tok.Deprel == "obl:arg":
		f.add(relIobj, "", token, cost)
	case tok.Feat("Case") == "Gen":
		f.add(relGen, "", token, cost+1)
	default:
		f.add(relObl, "", token, cost)
		if r.looksLikeObject(f, c) {
			f.add(relObj, "", token, cost+1)
		}
	}
}

// looksLikeObject reports whether a bare oblique behind an active verb may be
// an object that the parser took for an adverbial: a name that is no time.
func (r *Reader) looksLikeObject(f *Frame, c int) bool {
	return !f.Passive && c > f.Trigger && r.verbal(f.Trigger) && r.doc.Tokens[c].UPOS == "PROPN" &&
		!(c < len(r.asides) && r.asides[c]) && !f.has(relObj)
}

func bool2int(b bool) int {
	if b {
		return 1
	}
	return 0
}

// antecedent returns the noun that a relative pronoun stands for, or the token
// itself.
func (r *Reader) antecedent(t int) int {
	if !isRelative(&r.doc.Tokens[t]) {
		return t
	}
	for i, n := 0, t; i < maxClimb && n >= 0; i++ {
		tok := &r.doc.Tokens[n]
		if tok.Rel() == "acl" && tok.Head >= 0 && tok.Head < t && isVerbal(&r.doc.Tokens[tok.Head]) {
			break // a verb is no antecedent: the tree has passed over the noun
		}
		if tok.Rel() == "acl" && tok.Head >= 0 && tok.Head < t {
			return tok.Head
		}
		n = tok.Head
	}
	if h := r.relativeHead(t); h >= 0 {
		return h
	}
	return t
}
