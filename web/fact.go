// SPDX-License-Identifier: Apache-2.0

package web

import (
	"depesche"
	"depesche/store"
)

// EventPage is one event with its evidence, and the other reports of the same
// happening.
type EventPage struct {
	Line    store.EventLine   `json:"line"`
	Story   *store.StoryHead  `json:"story"` // that the article tells; null when that is not known yet
	Others  []store.EventLine `json:"others"`
	Paging  Paging            `json:"paging"` // of the others
	Note    *EventNote        `json:"-"`
	Context []Piece           `json:"-"` // the sentence, with the trigger marked
}

func (s *Server) event(r *request) (any, error) {
	line, err := s.db.Event(r.Context(), r.PathValue("article"), r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	_, record, err := s.db.Article(r.Context(), line.Article.ID, 0)
	if err != nil {
		return nil, err
	}
	page, err := pageOf(r)
	if err != nil {
		return nil, err
	}
	p := EventPage{Line: line, Context: marked(line.Event.Evidence, line.Event.Trigger)}
	others, total, err := s.db.OtherReports(r.Context(), line.Article.ID, line.Event.ID, page)
	if err != nil {
		return nil, err
	}
	p.Others, p.Paging = append([]store.EventLine{}, others...), paging(r, page, len(others), total)
	if p.Story, err = s.storyOf(r.Context(), line.Article.ID); err != nil {
		return nil, err
	}
	for _, n := range notesOf(record) {
		if n.ID == line.Event.ID {
			p.Note = n.Event
		}
	}
	return p, nil
}

// StatementPage is one statement with its evidence and chain.
type StatementPage struct {
	Line    store.StatementLine `json:"line"`
	Context []Piece             `json:"-"`
}

func (s *Server) statement(r *request) (any, error) {
	line, err := s.db.Statement(r.Context(), r.PathValue("article"), r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	return StatementPage{line, marked(line.Statement.Evidence, line.Statement.Content...)}, nil
}

// marked cuts a sentence at the given spans; those stand as triggers.
func marked(sentence depesche.Span, spans ...depesche.Span) []Piece {
	var marks []mark
	for _, span := range spans {
		span.Start -= sentence.Start
		span.End -= sentence.Start
		marks = append(marks, mark{Span: span, trigger: true})
	}
	text := []rune(sentence.Text)
	return pieces(text, 0, len(text), marks)
}
