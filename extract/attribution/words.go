// SPDX-License-Identifier: Apache-2.0

package attribution

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"depesche/extract"
	"depesche/nlp"
)

// word is a surface word: one token, or the several tokens of a contraction.
type word struct {
	first, last int // tokens [first,last)
	start, end  int // bytes
	text, lower string
	tok         *nlp.Token // the first token
	kind        wordKind
	paragraph   int
}

// wordKind sorts words into what the rules ask for.
type wordKind uint8

const (
	wordOther   wordKind = iota
	wordMark             // a quotation mark
	wordComma            // , and ;
	wordColon            // :
	wordStop             // . ! ? and the ellipsis
	wordDash             // – — -
	wordOpen             // ( [
	wordClose            // ) ]
	wordFinite           // a finite verb
	wordNonfin           // an infinitive, a participle, a gerund
	wordNoun             // noun, name, foreign word
	wordPronoun          // pronoun that stands alone
	wordDet              // article, possessive, demonstrative
	wordAdj              // adjective, number
	wordAdp              // preposition
	wordAdv              // adverb, particle
	wordConj             // and, or, but
	wordSub              // that, if, because
)

// span is a half-open range of words.
type span struct{ lo, hi int }

func (s span) empty() bool        { return s.hi <= s.lo }
func (s span) has(i int) bool     { return s.lo <= i && i < s.hi }
func (s span) within(o span) bool { return o.lo <= s.lo && s.hi <= o.hi }

// makeWords lists the surface words of a document.
func makeWords(doc *nlp.Doc, lex *lexicon) []word {
	words := make([]word, 0, len(doc.Tokens))
	sentence := 0
	for i := 0; i < len(doc.Tokens); {
		t := &doc.Tokens[i]
		last := i + 1
		for last < len(doc.Tokens) && t.Part == 1 && doc.Tokens[last].Part > 1 {
			last++
		}
		for sentence < len(doc.Sentences) && doc.Sentences[sentence].Last <= i {
			sentence++
		}
		w := word{first: i, last: last, start: t.Start, end: t.End, tok: t}
		if sentence < len(doc.Sentences) {
			w.paragraph = doc.Sentences[sentence].Paragraph
		}
		for joinsByHyphen(doc, last) {
			last += 2
			w.last, w.end, w.tok = last, doc.Tokens[last-1].End, &doc.Tokens[last-1]
		}
		w.text = doc.Text[t.Start:w.end]
		w.lower = strings.ToLower(w.text)
		w.kind = kindOf(&w, lex)
		words = append(words, w)
		i = last
	}
	correctKinds(words, doc, lex)
	return words
}

// joinsByHyphen reports whether the tokens at i are a hyphen and the rest of
// a word: "al" "-" "Dschasira".
func joinsByHyphen(doc *nlp.Doc, i int) bool {
	if i+1 >= len(doc.Tokens) || i == 0 || doc.Tokens[i].Form != "-" {
		return false
	}
	before, after := &doc.Tokens[i-1], &doc.Tokens[i+1]
	return before.End == doc.Tokens[i].Start && after.Start == doc.Tokens[i].End && after.Part == 0 && before.Form != "-" && after.UPOS != "PUNCT"
}

// correctKinds mends what taggers get wrong most: names at the head of a
// sentence, infinitives behind their particle.
func correctKinds(words []word, doc *nlp.Doc, lex *lexicon) {
	sentence := 0
	for i := range words {
		w := &words[i]
		for sentence < len(doc.Sentences)-1 && doc.Sentences[sentence].Last <= w.first {
			sentence++
		}
		first := sentence < len(doc.Sentences) && w.first == doc.Sentences[sentence].First ||
			i > 0 && (words[i-1].kind == wordMark || words[i-1].kind == wordColon)
		if first && w.capital() && w.letters() {
			headName(words, i, lex)
		}
		if !first && w.capital() && lex.settings["capital-nouns"] != "" && mistaken(w.tok.UPOS) {
			w.kind = wordNoun
		}
		if w.kind == wordFinite && i > 0 && lex.sets["to"][words[i-1].lower] && !w.capital() {
			w.kind = wordNonfin
		}
		if w.kind == wordOther && w.capital() {
			w.kind = wordNoun
		}
		if (w.kind == wordAdv || w.kind == wordNoun || w.kind == wordOther) && !w.capital() && lex.settings["order"] == "v2" && finiteOnly(lex.forms[w.lower]) && !lex.sets["adverb"][w.lower] {
			w.kind = wordFinite
		}
	}
}

// mistaken reports whether a part of speech must be wrong for a capitalised
// word inside a sentence, in a language that capitalises nothing but nouns.
func mistaken(upos string) bool {
	switch upos {
	case "ADV", "VERB", "AUX", "ADP", "CCONJ", "SCONJ", "INTJ", "PART":
		return true
	}
	return false
}

// finiteOnly reports whether the word is a finite form of a verb of saying
// and nothing else.
func finiteOnly(forms []form) bool {
	for _, f := range forms {
		if f.kind != formFinite {
			return false
		}
	}
	return len(forms) > 0
}

// headName makes a noun of a capitalised word at the head of a sentence that
// was taken for something else, but is neither in the language's lists nor a
// form of a verb of saying.
func headName(words []word, i int, lex *lexicon) {
	w := &words[i]
	if lex.sets["adverbial"][w.lower] || lex.sets["adverb"][w.lower] || lex.sets["preposition"][w.lower] || len(lex.forms[w.lower]) > 0 {
		return
	}
	if _, ok := lex.closed[w.lower]; ok || lex.sets["subordinator"][w.lower] || lex.sets["complementizer"][w.lower] {
		return
	}
	switch w.tok.UPOS {
	case "ADV", "INTJ", "SCONJ", "X", "CCONJ", "ADP":
		if w.tok.UPOS != "ADP" || len(lex.sets["preposition"]) > 0 {
			w.kind = nounBefore(words, i)
		}
	case "VERB", "AUX", "ADJ":
		if lex.sets["auxiliary"][w.lower] || lex.sets["modal"][w.lower] || w.tok.Feat("VerbForm") == "Part" {
			return
		}
		if i+1 < len(words) && words[i+1].tok.UPOS == "PROPN" || w.tok.UPOS != "ADJ" && finiteAhead(words, i+1) {
			w.kind = wordNoun
		} else if w.tok.UPOS == "ADJ" && w.tok.Feat("Case") != "" && i+1 < len(words) && words[i+1].kind == wordFinite {
			w.kind = wordNoun
		}
	}
}

// nounBefore is wordNoun for a word in front of a finite verb, a name or a
// comma, else its own kind.
func nounBefore(words []word, i int) wordKind {
	if i+1 < len(words) {
		if next := &words[i+1]; next.kind == wordFinite || next.kind == wordComma || next.capital() || next.kind == wordAdp {
			return wordNoun
		}
	}
	return words[i].kind
}

// finiteAhead reports whether a finite verb follows before the next sign.
func finiteAhead(words []word, i int) bool {
	for ; i < len(words) && words[i].kind > wordClose; i++ {
		if words[i].kind == wordFinite {
			return true
		}
	}
	return false
}

// punctuation gives the kind of the words that consist of one sign.
var punctuation = map[string]wordKind{
	",": wordComma, ";": wordComma, ":": wordColon,
	".": wordStop, "!": wordStop, "?": wordStop, "...": wordStop, "\u2026": wordStop, "?!": wordStop, "!!!": wordStop,
	"-": wordDash, "--": wordDash, "\u2013": wordDash, "\u2014": wordDash, "\u2012": wordDash,
	"(": wordOpen, "[": wordOpen, ")": wordClose, "]": wordClose,
}

func kindOf(w *word, lex *lexicon) wordKind {
	if k, ok := punctuation[w.text]; ok {
		return k
	}
	if onlyMarks(w.text) {
		return wordMark
	}
	if k, ok := lex.closed[w.lower]; ok && w.tok.UPOS != "PROPN" {
		return k
	}
	if lex.sets["subjunctive"][w.text] {
		return wordFinite
	}
	switch w.tok.UPOS {
	case "VERB", "AUX":
		return verbKind(w, lex)
	case "NOUN", "PROPN", "X":
		return wordNoun
	case "PRON":
		return wordPronoun
	case "DET":
		return wordDet
	case "ADJ", "NUM":
		return wordAdj
	case "ADP":
		return wordAdp
	case "ADV", "PART", "INTJ":
		return wordAdv
	case "CCONJ":
		return wordConj
	case "SCONJ":
		return wordSub
	case "":
		return kindByShape(w, lex)
	}
	return wordOther
}

func verbKind(w *word, lex *lexicon) wordKind {
	switch w.tok.Feat("VerbForm") {
	case "Fin":
		return wordFinite
	case "Inf", "Part", "Ger", "Conv":
		return wordNonfin
	}
	if w.tok.Feat("Mood") != "" || w.tok.Feat("Tense") != "" {
		return wordFinite
	}
	for _, f := range lex.forms[w.lower] {
		if f.kind == formFinite || f.kind == formSubjunctive {
			return wordFinite
		}
	}
	return wordNonfin
}

// kindByShape guesses the kind of an untagged word, so that the clearest
// patterns can be read without a tagger.
func kindByShape(w *word, lex *lexicon) wordKind {
	r, _ := utf8.DecodeRuneInString(w.text)
	switch {
	case unicode.IsUpper(r):
		return wordNoun
	case unicode.IsDigit(r):
		return wordAdj
	}
	for _, f := range lex.forms[w.lower] {
		if f.kind == formFinite || f.kind == formSubjunctive {
			return wordFinite
		}
	}
	return wordOther
}

// capital reports whether the word begins with an upper-case letter.
func (w *word) capital() bool {
	r, _ := utf8.DecodeRuneInString(w.text)
	return unicode.IsUpper(r)
}

// letters reports whether the word holds a letter or a digit.
func (w *word) letters() bool {
	for _, r := range w.text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return true
		}
	}
	return false
}

// tokens converts a range of words to a range of tokens.
func tokens(words []word, s span) extract.Range {
	return extract.Range{First: words[s.lo].first, Last: words[s.hi-1].last}
}
