// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"depesche"
)

// Actor is somebody who appears in the record.
type Actor struct {
	Key      string `json:"key"`
	Name     string `json:"name"`
	Type     string `json:"type"`
	Country  string `json:"country"`
	Sectors  string `json:"sectors"`
	Wikidata string `json:"wikidata"`
}

const actorColumns = `key, name, type, country, sectors, wikidata`

func scanActor(rows *sql.Rows) (a Actor, err error) {
	return a, rows.Scan(&a.Key, &a.Name, &a.Type, &a.Country, &a.Sectors, &a.Wikidata)
}

// Actor returns the actor with the key. A country code stands for everybody
// of that country. The error wraps depesche.ErrNotFound when the record does
// not know the actor.
func (db *DB) Actor(ctx context.Context, key string) (Actor, error) {
	if IsCountry(key) {
		var n int
		err := db.sql.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT 1 FROM actor WHERE country = ? LIMIT 1)`, key).Scan(&n)
		if err == nil && n == 0 {
			err = sql.ErrNoRows
		}
		if err != nil {
			return Actor{}, fmt.Errorf("actor %q: %w", key, explain(err))
		}
		return Actor{Key: key, Name: key, Type: "LOC", Country: key}, nil
	}
	found, err := collect(ctx, db.sql, scanActor, `SELECT `+actorColumns+` FROM actor WHERE key = ?`, key)
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("actor %q: %w", key, depesche.ErrNotFound)
	}
	if err != nil {
		return Actor{}, err
	}
	return found[0], nil
}

// Actors lists who appears most in events, of one country or of all.
func (db *DB) Actors(ctx context.Context, country string, page Page) ([]Actor, error) {
	where, args := "country <> ''", []any{}
	if country != "" {
		where, args = "country = ?", append(args, country)
	}
	return collect(ctx, db.sql, scanActor, `SELECT `+actorColumns+` FROM actor WHERE `+where+`
ORDER BY (SELECT count(*) FROM event_side s WHERE s.actor = actor.key) DESC, key LIMIT ? OFFSET ?`,
		append(args, page.Limit, page.Offset)...)
}

// StatementLine is a statement with what a line about it needs.
type StatementLine struct {
	Article   Head               `json:"article"`
	Statement depesche.Statement `json:"statement"`
	Speaker   Side               `json:"speaker"` // Name '' when the article names none
}

const statementColumns = `SELECT s.body, s.speaker, s.name, s.country, ` + headColumns

const statementJoins = `
JOIN version v ON v.key = s.version AND v.is_current = 1
JOIN article a ON a.id = v.article
`

func scanStatement(rows *sql.Rows) (l StatementLine, err error) {
	var text string
	fields := append([]any{&text, &l.Speaker.Key, &l.Speaker.Name, &l.Speaker.Country}, l.Article.fields()...)
	if err := rows.Scan(fields...); err != nil {
		return l, err
	}
	return l, json.Unmarshal([]byte(text), &l.Statement)
}

// Statement returns one statement of an article's current version.
func (db *DB) Statement(ctx context.Context, article, id string) (StatementLine, error) {
	lines, err := collect(ctx, db.sql, scanStatement, statementColumns+" FROM statement s"+statementJoins+"WHERE s.version = "+currentVersion+" AND s.id = ?", article, id)
	if err == nil && len(lines) == 0 {
		err = fmt.Errorf("statement %s of article %q: %w", id, article, depesche.ErrNotFound)
	}
	if err != nil {
		return StatementLine{}, err
	}
	return lines[0], nil
}

// Said lists what an actor (or a country) said, the newest first, and tells
// how many statements there are in all.
func (db *DB) Said(ctx context.Context, key string, page Page) ([]StatementLine, int, error) {
	column := "speaker"
	if IsCountry(key) {
		column = "country"
	}
	return db.statements(ctx, "SELECT version, id, sort_date FROM statement WHERE "+column+" = ?", key, page)
}

// SaidOf lists what others said of an actor (or a country).
func (db *DB) SaidOf(ctx context.Context, key string, page Page) ([]StatementLine, int, error) {
	column := "actor"
	if IsCountry(key) {
		column = "country"
	}
	return db.statements(ctx, "SELECT DISTINCT version, statement AS id, sort_date FROM statement_about WHERE "+column+" = ?", key, page)
}

// statements lists the statements whose keys the query finds.
func (db *DB) statements(ctx context.Context, keys, key string, page Page) ([]StatementLine, int, error) {
	var total int
	if err := db.sql.QueryRowContext(ctx, "SELECT count(*) FROM ("+keys+")", key).Scan(&total); err != nil {
		return nil, 0, explain(err)
	}
	lines, err := collect(ctx, db.sql, scanStatement, statementColumns+
		" FROM ("+keys+" ORDER BY sort_date DESC, version DESC, id LIMIT ? OFFSET ?) AS k JOIN statement s ON s.version = k.version AND s.id = k.id"+
		statementJoins+"ORDER BY k.sort_date DESC, k.version DESC, s.start", key, page.Limit, page.Offset)
	return lines, total, err
}
