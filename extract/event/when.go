// SPDX-License-Identifier: Apache-2.0

package event

import (
	"strconv"
	"strings"
	"time"

	"depesche"
	"depesche/extract"
)

// date gives an event the date of the time expression that governs its
// trigger: in its clause, or else in its sentence. An event that the article
// itself tells (not claimed, not told as earlier) may take the date of the
// event before it; the publication date never stands in.
func (w *work) date(ev *extract.Event, c *candidate, apart bool) {
	ev.Date = depesche.Date{Precision: depesche.PrecisionUnknown}
	sentence := w.r.Doc.Sentences[ev.Sentence]
	best, bestRank := -1, 0
	for _, i := range w.timesIn(extract.Range{First: sentence.First, Last: sentence.Last}) {
		t := &w.r.Times[i]
		if t.Type != depesche.TimeDate && t.Type != depesche.TimeTime || !startsWithYear(t.Value) {
			continue
		}
		if rank := w.timeRank(c.Trigger, t.Range); rank > bestRank {
			best, bestRank = i, rank
		}
	}
	if best >= 0 {
		ev.Date = dateOf(&w.r.Times[best].Time)
		return
	}
	if !apart && !w.isPresent(c.Trigger) {
		w.dateBefore(ev)
	}
}

// isPresent reports a verb in the present tense, which tells how things stand
// and not what happened on the day told of before.
func (w *work) isPresent(trigger int) bool {
	tok := &w.r.Doc.Tokens[trigger]
	return tok.UPOS == "VERB" && tok.Feat("VerbForm") == "Fin" && tok.Feat("Tense") == "Pres"
}

// timeRank says how closely a time expression belongs to a trigger: from 6, on
// the word itself, to 1, in a clause above it, and 0, not at all. In a phrase
// or a clause what hangs on its head counts more than what dates another word
// of it ("after the raid on Friday the minister said today").
func (w *work) timeRank(trigger int, rg extract.Range) int {
	head := w.headOf(rg)
	own, timeClause := w.clause(trigger), w.clause(head)
	switch {
	case w.r.Doc.Tokens[head].Head == trigger:
		return 6
	case timeClause == own && w.r.Tree.Governs(trigger, head):
		return 5
	case timeClause == own && w.r.Doc.Tokens[head].Head == own:
		return 4
	case timeClause == own:
		return 3
	case w.r.Tree.Governs(own, head):
		return 2
	case w.r.Tree.Governs(timeClause, trigger) && w.contentAt(trigger) == w.contentAt(head):
		return 1
	}
	return 0
}

// headOf returns the token of the range that hangs outside it.
func (w *work) headOf(rg extract.Range) int {
	for t := rg.First; t < rg.Last; t++ {
		if !rg.Has(w.r.Doc.Tokens[t].Head) && w.r.Doc.Tokens[t].Rel() != "punct" && w.r.Doc.Tokens[t].Rel() != "case" {
			return t
		}
	}
	return rg.First
}

// clause returns the word that heads the clause of a token.
func (w *work) clause(t int) int {
	for i := 0; i < 12; i++ {
		tok := &w.r.Doc.Tokens[t]
		switch tok.Rel() {
		case "root", "ccomp", "advcl", "acl", "parataxis", "csubj":
			return t
		case "conj":
			if tok.UPOS == "VERB" {
				return t
			}
		case "amod":
			if i > 0 {
				return t // "the plane shot down on Monday" where that stands before the noun
			}
		}
		if tok.Head < 0 {
			return t
		}
		t = tok.Head
	}
	return t
}

// datedSentences is how far back, in sentences, an event may lend its date.
const datedSentences = 40

// dateBefore takes the date of the last event that the article told itself in
// this paragraph or the one before.
func (w *work) dateBefore(ev *extract.Event) {
	here := w.r.Doc.Sentences[ev.Sentence].Paragraph
	for i := len(w.events) - 1; i >= 0; i-- {
		before := &w.events[i]
		if here-w.r.Doc.Sentences[before.Sentence].Paragraph > 1 || ev.Sentence-before.Sentence > datedSentences {
			return
		}
		if before.Status != depesche.StatusOccurred || before.Historical || w.bases[i].pluperfect {
			continue
		}
		if before.Date.Precision == depesche.PrecisionDay && !w.isFuture(&before.Date) {
			ev.Date = before.Date
			ev.Why += "; date: " + before.Trigger.Text
			return
		}
	}
}

// dateOf reads a TIMEX3 value as a date.
func dateOf(t *depesche.Time) depesche.Date {
	d := depesche.Date{Value: t.Value, Precision: depesche.PrecisionUnknown, Time: t.ID}
	value, _, _ := strings.Cut(t.Value, "T")
	switch parts := strings.Split(value, "-"); {
	case len(parts) == 3 && isNumber(parts[1]) && isNumber(parts[2]):
		d.Value, d.Precision = value, depesche.PrecisionDay
	case len(parts) >= 2 && isNumber(parts[1]):
		d.Value, d.Precision = value, depesche.PrecisionMonth
	case len(parts) >= 2 && strings.HasPrefix(parts[1], "W"):
		d.Value, d.Precision = monthOfWeek(parts[0], parts[1][1:])
	case len(parts) >= 2:
		d.Value, d.Precision = value, depesche.PrecisionSeason
	case len(value) == 4:
		d.Value, d.Precision = value, depesche.PrecisionYear
	}
	return d
}

// monthOfWeek returns the month of an ISO week's Thursday, which is the week's
// own by ISO 8601.
func monthOfWeek(year, week string) (value, precision string) {
	y, err1 := strconv.Atoi(year)
	n, err2 := strconv.Atoi(week)
	if err1 != nil || err2 != nil || n < 1 || n > 53 {
		return "", depesche.PrecisionUnknown
	}
	first := time.Date(y, 1, 4, 0, 0, 0, 0, time.UTC) // always in week 1
	monday := first.AddDate(0, 0, -(int(first.Weekday())+6)%7+7*(n-1))
	return monday.AddDate(0, 0, 3).Format("2006-01"), depesche.PrecisionMonth
}

func isNumber(s string) bool {
	_, err := strconv.Atoi(s)
	return err == nil
}

func startsWithYear(value string) bool {
	return len(value) >= 4 && isNumber(value[:4]) && (len(value) == 4 || value[4] == '-' || value[4] == 'T')
}

// published returns the article's date as yyyy-mm-dd, or "".
func (w *work) published() string {
	p := w.r.Article.Published
	if len(p) < 10 {
		return ""
	}
	return p[:10]
}

// isFuture reports whether the date lies behind the publication.
func (w *work) isFuture(d *depesche.Date) bool {
	p := w.published()
	if p == "" || d.Value == "" {
		return false
	}
	switch d.Precision {
	case depesche.PrecisionDay:
		return d.Value > p
	case depesche.PrecisionMonth:
		return d.Value > p[:7]
	case depesche.PrecisionYear:
		return d.Value > p[:4]
	}
	return false
}

// isPast reports whether the trigger is a verb in the past tense or in the
// perfect, which tells of nothing to come.
func (w *work) isPast(trigger int) bool {
	tok := &w.r.Doc.Tokens[trigger]
	if tok.UPOS != "VERB" || tok.Feat("Mood") == "Sub" {
		return false
	}
	return tok.Feat("VerbForm") == "Fin" && tok.Feat("Tense") == "Past" || w.hasPerfect(trigger) ||
		w.isParticiple(trigger) && tok.Feat("Tense") != "Pres" && !w.hasFinite(trigger) // a headline
}

// historicalDays is how old a dated event must be to count as background.
const historicalDays = 60

// historical reports whether the article tells the event as background: dated
// long before the publication, or undated and told as earlier than the rest.
func (w *work) historical(ev *extract.Event, pluperfect bool) bool {
	if ev.Status == depesche.StatusPlanned {
		return false
	}
	if ev.Date.Value == "" {
		return pluperfect
	}
	p, err := time.Parse("2006-01-02", w.published())
	if err != nil {
		return false
	}
	value := ev.Date.Value
	switch ev.Date.Precision {
	case depesche.PrecisionDay:
		t, err := time.Parse("2006-01-02", value)
		return err == nil && p.Sub(t) > historicalDays*24*time.Hour
	case depesche.PrecisionMonth:
		t, err := time.Parse("2006-01", value)
		return err == nil && p.Sub(t.AddDate(0, 1, 0)) > historicalDays*24*time.Hour
	}
	return len(value) >= 4 && value[:4] < w.published()[:4]
}

// pluperfect reports whether the trigger's clause is told as earlier than the
// text around it: by the past of an auxiliary of the perfect, or by an adverb.
func (w *work) pluperfect(trigger int) bool {
	t := trigger
	for i := 0; i < maxClimb && isNoun(&w.r.Doc.Tokens[t]) && w.r.Doc.Tokens[t].Head >= 0; i++ {
		t = w.r.Doc.Tokens[t].Head
	}
	for _, c := range w.r.Tree.Children(t) {
		tok := &w.r.Doc.Tokens[c]
		if tok.Rel() == "advmod" && w.modality.past[lower(tok)] {
			return true
		}
		if tok.Rel() == "aux" && w.modality.perfect[lower(tok)] && tok.Feat("Tense") == "Past" && w.reader.SameClause(c, t) &&
			tok.Feat("Mood") != "Sub" && w.isParticiple(t) {
			return true
		}
	}
	return false
}
