// SPDX-License-Identifier: Apache-2.0

package pipeline

import (
	"depesche"
	"depesche/extract"
	"depesche/extract/event"
)

// Weigh reads an article, and returns its record with those events too that
// were held back as too doubtful. Of each event, in their order, it tells
// whether it was, and what makes it doubtful. An article whose language is not
// read has none.
func (p *Reader) Weigh(article depesche.Article) (*depesche.Record, []event.Weighed) {
	if article.Language == "" {
		article.Language = p.languageOf(article.Text)
	}
	reading, _ := p.analyse(&article)
	language, err := p.Language(baseLanguage(article.Language))
	if err != nil || language.has&Events == 0 || len(reading.Doc.Tokens) == 0 {
		return reading.Record(), nil
	}
	weighed := language.events.Weigh(reading)
	reading.Events = make([]extract.Event, len(weighed))
	for i := range weighed {
		reading.Events[i] = weighed[i].Event
	}
	return reading.Record(), weighed
}
