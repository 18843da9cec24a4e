// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"depesche"
)

// writeFacts writes the rows by which a version's facts are found.
func writeFacts(ctx context.Context, tx *sql.Tx, version int64, r *depesche.Record, articleDate string) error {
	w := factWriter{ctx: ctx, tx: tx, version: version, record: r, articleDate: articleDate, keys: map[string]string{}}
	for i := range r.Entities {
		if err := w.actor(&r.Entities[i]); err != nil {
			return err
		}
	}
	for i := range r.Statements {
		if err := w.statement(&r.Statements[i]); err != nil {
			return err
		}
	}
	for i := range r.Events {
		if err := w.event(&r.Events[i]); err != nil {
			return err
		}
	}
	return nil
}

type factWriter struct {
	ctx         context.Context
	tx          *sql.Tx
	version     int64
	record      *depesche.Record
	articleDate string
	keys        map[string]string // entity id → actor key
}

func (w *factWriter) exec(query string, args ...any) error {
	_, err := w.tx.ExecContext(w.ctx, query, args...)
	return err
}

func (w *factWriter) actor(e *depesche.Entity) error {
	key := ActorKey(e)
	w.keys[e.ID] = key
	country, sectors := side(e)
	return w.exec(`
INSERT INTO actor (key, name, type, country, sectors, wikidata) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (key) DO UPDATE SET name = excluded.name WHERE length(excluded.name) > length(actor.name)`,
		key, e.Name, e.Type, country, sectors, e.IDs.Wikidata)
}

func side(e *depesche.Entity) (country, sectors string) {
	if e == nil || e.Actor == nil {
		return "", ""
	}
	return e.Actor.Country, strings.Join(e.Actor.Sectors, " ")
}

func (w *factWriter) statement(s *depesche.Statement) error {
	if len(s.Content) == 0 {
		return nil
	}
	var speaker, name, country string
	if s.Source != nil {
		name = s.Source.Text
		if e := w.record.Entity(s.Source.Entity); e != nil {
			speaker, name = w.keys[e.ID], e.Name
			country, _ = side(e)
		}
	}
	text, err := body(s)
	if err != nil {
		return err
	}
	err = w.exec(`INSERT INTO statement (version, id, mode, speaker, name, country, start, end, sort_date, body)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		w.version, s.ID, s.Mode, speaker, name, country, s.Content[0].Start, s.Content[len(s.Content)-1].End, w.articleDate, text)
	if err != nil {
		return err
	}
	return w.about(s, speaker)
}

// about writes of whom the statement speaks: everybody mentioned in its
// content but the speaker.
func (w *factWriter) about(s *depesche.Statement, speaker string) error {
	for i := range w.record.Entities {
		e := &w.record.Entities[i]
		if e.Actor == nil || w.keys[e.ID] == speaker || !mentionedIn(e, s.Content) {
			continue
		}
		country, _ := side(e)
		if err := w.exec(`INSERT OR IGNORE INTO statement_about (version, statement, actor, country, sort_date) VALUES (?, ?, ?, ?, ?)`,
			w.version, s.ID, w.keys[e.ID], country, w.articleDate); err != nil {
			return err
		}
	}
	return nil
}

func mentionedIn(e *depesche.Entity, spans []depesche.Span) bool {
	for _, m := range e.Mentions {
		for _, s := range spans {
			if m.Overlaps(s) {
				return true
			}
		}
	}
	return false
}

func (w *factWriter) event(v *depesche.Event) error {
	text, err := body(v)
	if err != nil {
		return err
	}
	from, to := v.Date.Days()
	sortDate := from
	if sortDate == "" {
		sortDate = w.articleDate
	}
	carrier := ""
	if v.Statement != nil {
		carrier = *v.Statement
	}
	err = w.exec(`INSERT INTO event (version, id, type, status, historical, date_from, date_to, sort_date, start, end, evidence, statement, body)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		w.version, v.ID, v.Type, v.Status, v.Historical, from, to, sortDate, v.Trigger.Start, v.Trigger.End, v.Evidence.Text, carrier, text)
	if err != nil {
		return err
	}
	if err := w.sides(v, "actor", sortDate, v.Actors); err != nil {
		return err
	}
	if err := w.sides(v, "recipient", sortDate, v.Recipients); err != nil {
		return err
	}
	for _, p := range w.pairs(v) {
		if err := w.exec(`INSERT OR IGNORE INTO event_pair (a, b, sort_date, version, event) VALUES (?, ?, ?, ?, ?)`,
			p[0], p[1], sortDate, w.version, v.ID); err != nil {
			return err
		}
	}
	return nil
}

func (w *factWriter) sides(v *depesche.Event, which, sortDate string, ids []string) error {
	for _, id := range ids {
		e := w.record.Entity(id)
		if e == nil {
			continue
		}
		country, sectors := side(e)
		if err := w.exec(`INSERT OR IGNORE INTO event_side (version, event, side, actor, name, country, sectors, entity, sort_date) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			w.version, v.ID, which, w.keys[id], e.Name, country, sectors, id, sortDate); err != nil {
			return err
		}
	}
	return nil
}

// pairs lists the pairs of different countries between the sides of an event:
// actors with recipients, and, where there is no recipient (the two agreed),
// the actors with one another.
func (w *factWriter) pairs(v *depesche.Event) [][2]string {
	actors, recipients := w.countries(v.Actors), w.countries(v.Recipients)
	if len(recipients) == 0 {
		recipients = actors
	}
	var pairs [][2]string
	for _, a := range actors {
		for _, b := range recipients {
			pair := [2]string{min(a, b), max(a, b)}
			if a != b && !slices.Contains(pairs, pair) {
				pairs = append(pairs, pair)
			}
		}
	}
	return pairs
}

func (w *factWriter) countries(ids []string) []string {
	var countries []string
	for _, id := range ids {
		if country, _ := side(w.record.Entity(id)); country != "" && !slices.Contains(countries, country) {
			countries = append(countries, country)
		}
	}
	return countries
}
