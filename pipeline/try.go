// SPDX-License-Identifier: Apache-2.0

package pipeline

import (
	"depesche"
	"depesche/extract"
	"depesche/extract/event"
	"depesche/nlp"
)

// Trial is a text read for those who write rules: its analysis, its record,
// and what every event rule made of it.
type Trial struct {
	Doc    *nlp.Doc
	Record *depesche.Record
	Rules  []event.Trace // rules that fired, and rules that nearly did
}

// Try reads a text in a language and keeps what the stages saw on the way.
func (p *Reader) Try(text, language, published string) (Trial, error) {
	l, err := p.Language(language)
	if err != nil {
		return Trial{}, err
	}
	article := &depesche.Article{Text: text, Language: language, Published: published}
	reading, unread := l.run(article)
	record := reading.Record()
	record.Unread = append(unread, record.Unread...)
	return Trial{Doc: reading.Doc, Record: record, Rules: l.explain(reading)}, nil
}

// explain asks the event rules, where the language has any.
func (l *Language) explain(r *extract.Reading) []event.Trace {
	if l.has&Events == 0 {
		return nil
	}
	return l.events.Explain(r)
}
