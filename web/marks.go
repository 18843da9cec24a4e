// SPDX-License-Identifier: Apache-2.0

package web

import (
	"slices"
	"sort"
	"strings"

	"depesche"
)

// Paragraph is a paragraph of an article's text cut into pieces, with the
// facts that begin in it.
type Paragraph struct {
	Sentences []MarkedSentence
	Notes     []Note
}

// MarkedSentence is a sentence cut at the edges of its facts.
type MarkedSentence struct {
	Index  int
	Pieces []Piece
}

// Piece is a stretch of text that belongs to the same facts throughout.
type Piece struct {
	Text    string
	Facts   []string // ids of the facts whose words it is
	Mode    string   // of the innermost statement whose content it is: direct, indirect, reported
	Cue     bool     // it is a cue of a statement
	Trigger bool     // it carries an event
	Status  string   // of that event
	Link    string   // id of the fact that it opens, on its first piece
	Anchor  string   // id that the fact's words go by on the page
}

// FactList is the facts as one attribute value.
func (p Piece) FactList() string { return strings.Join(p.Facts, " ") }

// Note is a fact in the margin.
type Note struct {
	ID        string
	Event     *EventNote
	Statement *StatementNote
}

// EventNote is what the margin says of an event.
type EventNote struct {
	depesche.Event
	Who, Whom []*depesche.Entity
	Speaker   *SpeakerNote // on whose word; nil when the page itself tells it
}

// StatementNote is what the margin says of a statement.
type StatementNote struct {
	depesche.Statement
	Speaker *SpeakerNote
}

// LongChain reports whether the chain tells more than that the outlet has it
// from the speaker.
func (n *StatementNote) LongChain() bool {
	return len(n.Chain) > 2 || len(n.Chain) > 0 && n.Chain[0].Likely
}

// SpeakerNote is who said something.
type SpeakerNote struct {
	Name   string // "" when the article names nobody
	Mode   string
	Entity *depesche.Entity
}

// mark is a stretch of text that belongs to a fact.
type mark struct {
	depesche.Span
	fact    string
	mode    string
	cue     bool
	trigger bool
	status  string
	opens   bool // its first piece links to the note
}

// paragraphs cuts the text of a record into paragraphs, sentences and pieces,
// and puts the note of every fact beside the paragraph it begins in.
func paragraphs(r *depesche.Record) []Paragraph {
	text := []rune(r.Article.Text)
	marks := marksOf(r)
	notes := notesOf(r)
	var all []Paragraph
	for start := 0; start < len(text); {
		end := paragraphEnd(text, start)
		p := Paragraph{}
		for _, s := range sentencesIn(r.Sentences, start, end) {
			p.Sentences = append(p.Sentences, MarkedSentence{s.index, pieces(text, s.start, s.end, marks)})
		}
		for _, n := range notes {
			if at := n.at; start <= at && at < end {
				p.Notes = append(p.Notes, n.Note)
			}
		}
		if len(p.Sentences) > 0 {
			all = append(all, p)
		}
		start = end
		for start < len(text) && text[start] == '\n' {
			start++
		}
	}
	return all
}

// paragraphEnd is the place of the next empty line.
func paragraphEnd(text []rune, start int) int {
	for i := start; i+1 < len(text); i++ {
		if text[i] == '\n' && text[i+1] == '\n' {
			return i
		}
	}
	return len(text)
}

type sentenceAt struct{ index, start, end int }

// sentencesIn cuts [start,end) at sentence starts; white space between
// sentences belongs to the one before, so no character is lost.
func sentencesIn(sentences []depesche.Sentence, start, end int) []sentenceAt {
	if start >= end {
		return nil
	}
	first := sort.Search(len(sentences), func(i int) bool { return sentences[i].End > start })
	var in []sentenceAt
	for i := first; i < len(sentences) && sentences[i].Start < end; i++ {
		at := max(sentences[i].Start, start)
		if len(in) == 0 {
			at = start
		} else {
			in[len(in)-1].end = at
		}
		in = append(in, sentenceAt{i, at, end})
	}
	if len(in) == 0 {
		return []sentenceAt{{-1, start, end}}
	}
	return in
}

// marksOf lists the words of every fact in order of the text.
func marksOf(r *depesche.Record) []mark {
	var marks []mark
	for _, s := range r.Statements {
		for i, c := range s.Content {
			marks = append(marks, mark{Span: c, fact: s.ID, mode: s.Mode, opens: i == 0 && len(s.Cue) == 0})
		}
		for i, c := range s.Cue {
			marks = append(marks, mark{Span: c, fact: s.ID, cue: true, opens: i == 0})
		}
	}
	for _, v := range r.Events {
		marks = append(marks, mark{Span: v.Trigger, fact: v.ID, trigger: true, status: v.Status, opens: true})
	}
	sort.SliceStable(marks, func(i, j int) bool { return marks[i].Start < marks[j].Start })
	return marks
}

// pieces cuts text[start:end) at the edges of the marks.
func pieces(text []rune, start, end int, marks []mark) []Piece {
	var here []mark
	cuts := []int{start, end}
	for _, m := range marks {
		if m.Start < end && m.End > start {
			here = append(here, m)
			cuts = append(cuts, max(m.Start, start), min(m.End, end))
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var all []Piece
	for i := 0; i+1 < len(cuts); i++ {
		all = append(all, piece(text, cuts[i], cuts[i+1], here))
	}
	return all
}

// piece describes one stretch by the marks that cover it. When several facts
// open there, the narrowest has the link.
func piece(text []rune, start, end int, marks []mark) Piece {
	p := Piece{Text: string(text[start:end])}
	innermost, opener := -1, -1
	for _, m := range marks {
		if m.Start > start || m.End < end {
			continue
		}
		if !slices.Contains(p.Facts, m.fact) {
			p.Facts = append(p.Facts, m.fact)
		}
		size := m.End - m.Start
		switch {
		case m.trigger:
			p.Trigger, p.Status = true, m.status
		case m.cue:
			p.Cue = true
		case innermost < 0 || size < innermost:
			p.Mode, innermost = m.mode, size
		}
		if m.opens && m.Start == start && (opener < 0 || size < opener) {
			p.Link, p.Anchor, opener = m.fact, m.fact, size
		}
	}
	return p
}

// placedNote is a note with the offset that it stands at.
type placedNote struct {
	Note
	at int
}

// notesOf writes the note of every fact, in order of the text.
func notesOf(r *depesche.Record) []placedNote {
	var notes []placedNote
	for _, s := range r.Statements {
		at := 0
		if len(s.Content) > 0 {
			at = s.Content[0].Start
		}
		if len(s.Cue) > 0 {
			at = min(at, s.Cue[0].Start)
		}
		notes = append(notes, placedNote{Note{ID: s.ID, Statement: &StatementNote{s, speakerOf(r, s.ID)}}, at})
	}
	for _, v := range r.Events {
		n := &EventNote{Event: v, Who: entities(r, v.Actors), Whom: entities(r, v.Recipients)}
		if v.Statement != nil {
			n.Speaker = speakerOf(r, *v.Statement)
		}
		notes = append(notes, placedNote{Note{ID: v.ID, Event: n}, v.Trigger.Start})
	}
	sort.SliceStable(notes, func(i, j int) bool { return notes[i].at < notes[j].at })
	return notes
}

func entities(r *depesche.Record, ids []string) []*depesche.Entity {
	var all []*depesche.Entity
	for _, id := range ids {
		if e := r.Entity(id); e != nil {
			all = append(all, e)
		}
	}
	return all
}

// speakerOf says who made a statement.
func speakerOf(r *depesche.Record, id string) *SpeakerNote {
	s := r.Statement(id)
	if s == nil {
		return nil
	}
	n := &SpeakerNote{Mode: s.Mode}
	if s.Source != nil {
		n.Name = s.Source.Text
		if e := r.Entity(s.Source.Entity); e != nil {
			n.Name, n.Entity = e.Name, e
		}
	}
	return n
}
