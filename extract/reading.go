// SPDX-License-Identifier: Apache-2.0

// Package extract holds the worksheet of one article. A Reading starts with
// the article and the analysis of its text; each stage below this folder
// reads what earlier stages wrote and adds its own: times, actors,
// statements, events. It is the only bridge from tokens to spans of the
// article. Stages do not import one another.
package extract

import (
	"sort"
	"unicode/utf8"

	"depesche"
	"depesche/nlp"
)

// StateFromContext ends the Why of an entity of which the text does not say
// to which state it belongs: it is counted to the one spoken of around it.
const StateFromContext = " (state from the context)"

// Reading is the worksheet of one article.
type Reading struct {
	Article *depesche.Article
	Doc     *nlp.Doc
	Tree    *nlp.Tree

	Times      []Time
	Entities   []depesche.Entity // Mentions are filled in by Record
	Mentions   []Mention         // in order of the text
	Statements []Statement
	Events     []Event
	Unread     []depesche.Unread

	runes []int32 // code points before byte k*runeStep
}

const runeStep = 64

// Range is a half-open range of tokens.
type Range struct{ First, Last int }

// Has reports whether the token lies in the range.
func (r Range) Has(token int) bool { return r.First <= token && token < r.Last }

// Time is a time expression over tokens.
type Time struct {
	Range
	depesche.Time
}

// Mention is a mention of Entities[Entity] over tokens; Head is its head
// token.
type Mention struct {
	Range
	Head   int
	Entity int
	Kind   string
}

// Statement is a statement over tokens. CueTokens are the cue words, Contents
// the ranges of what was said; SourceEntity is an index into Entities, or -1.
// SourceEntities holds them all where several speak with one voice.
type Statement struct {
	CueTokens      []int
	Contents       []Range
	SourceEntity   int
	SourceEntities []int
	depesche.Statement
}

// Holds reports whether the token is part of what was said.
func (s *Statement) Holds(token int) bool {
	for _, r := range s.Contents {
		if r.Has(token) {
			return true
		}
	}
	return false
}

// Event is an event over tokens.
type Event struct {
	TriggerToken int
	depesche.Event
}

// NewReading opens a worksheet. doc.Text must be article.Text.
func NewReading(article *depesche.Article, doc *nlp.Doc) *Reading {
	r := &Reading{Article: article, Doc: doc, Tree: nlp.NewTree(doc)}
	count := int32(0)
	for i := range len(doc.Text) {
		if i%runeStep == 0 {
			r.runes = append(r.runes, count)
		}
		if utf8.RuneStart(doc.Text[i]) {
			count++
		}
	}
	r.runes = append(r.runes, count)
	return r
}

// CodePoint converts a byte offset of the text to a code-point offset.
func (r *Reading) CodePoint(b int) int {
	text := r.Doc.Text
	b = min(max(b, 0), len(text))
	k := b / runeStep
	if k*runeStep >= len(text) {
		return int(r.runes[len(r.runes)-1])
	}
	n := int(r.runes[k])
	for i := k * runeStep; i < b; i++ {
		if utf8.RuneStart(text[i]) {
			n++
		}
	}
	return n
}

// ByteSpan returns the span of the bytes [start,end) of the text.
func (r *Reading) ByteSpan(start, end int) depesche.Span {
	return depesche.Span{Start: r.CodePoint(start), End: r.CodePoint(end), Text: r.Doc.Text[start:end]}
}

// Span returns the span of a token range; the range must not be empty.
func (r *Reading) Span(rg Range) depesche.Span {
	return r.ByteSpan(r.Doc.Tokens[rg.First].Start, r.Doc.Tokens[rg.Last-1].End)
}

// SentenceSpan returns the span of the sentence with the index.
func (r *Reading) SentenceSpan(sentence int) depesche.Span {
	s := r.Doc.Sentences[sentence]
	return r.ByteSpan(s.Start, s.End)
}

// MentionAt returns the index of the narrowest mention that covers the token,
// or -1.
func (r *Reading) MentionAt(token int) int {
	best := -1
	// Mentions are sorted by First: none that starts behind the token covers it.
	end := sort.Search(len(r.Mentions), func(i int) bool { return r.Mentions[i].First > token })
	for i := end - 1; i >= 0 && i >= end-32; i-- {
		m := r.Mentions[i]
		if m.Has(token) && (best < 0 || m.Last-m.First < r.Mentions[best].Last-r.Mentions[best].First) {
			best = i
		}
	}
	return best
}

// EntityHeadedAt returns the index of the entity whose mention has the token
// as its head, or else whose mention covers it, or -1.
func (r *Reading) EntityHeadedAt(token int) int {
	covered := -1
	end := sort.Search(len(r.Mentions), func(i int) bool { return r.Mentions[i].First > token })
	for i := end - 1; i >= 0 && i >= end-32; i-- {
		m := r.Mentions[i]
		if m.Head == token {
			return m.Entity
		}
		if m.Has(token) && covered < 0 {
			covered = m.Entity
		}
	}
	return covered
}

// CouldNot notes something that a stage could not read or code, at the token
// range when it is not empty.
func (r *Reading) CouldNot(stage, reason string, at Range) {
	u := depesche.Unread{Stage: stage, Reason: reason}
	if at.First < at.Last {
		span := r.Span(at)
		u.At = &span
	}
	r.Unread = append(r.Unread, u)
}

// Record writes the worksheet down as the contract has it.
func (r *Reading) Record() *depesche.Record {
	rec := &depesche.Record{
		Article:    *r.Article,
		Sentences:  make([]depesche.Sentence, 0, len(r.Doc.Sentences)),
		Entities:   make([]depesche.Entity, len(r.Entities)),
		Times:      make([]depesche.Time, 0, len(r.Times)),
		Statements: make([]depesche.Statement, 0, len(r.Statements)),
		Events:     make([]depesche.Event, 0, len(r.Events)),
		Unread:     append([]depesche.Unread{}, r.Unread...),
	}
	for _, s := range r.Doc.Sentences {
		rec.Sentences = append(rec.Sentences, depesche.Sentence{Start: r.CodePoint(s.Start), End: r.CodePoint(s.End)})
	}
	copy(rec.Entities, r.Entities)
	for i := range rec.Entities {
		rec.Entities[i].Mentions = []depesche.Mention{}
	}
	for _, m := range r.Mentions {
		e := &rec.Entities[m.Entity]
		e.Mentions = append(e.Mentions, depesche.Mention{Span: r.Span(m.Range), Kind: m.Kind})
	}
	for _, t := range r.Times {
		rec.Times = append(rec.Times, t.Time)
	}
	for _, s := range r.Statements {
		rec.Statements = append(rec.Statements, s.Statement)
	}
	for _, e := range r.Events {
		rec.Events = append(rec.Events, e.Event)
	}
	for _, n := range r.Doc.Notes {
		span := r.ByteSpan(n.Start, n.End)
		rec.Unread = append(rec.Unread, depesche.Unread{Stage: n.Stage, Reason: n.Text, At: &span})
	}
	return rec
}
