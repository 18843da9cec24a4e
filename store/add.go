// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"depesche"
	"depesche/address"
)

// Entry is an article to keep: its record, its bytes and the map between.
type Entry struct {
	Record   *depesche.Record
	Original []byte
	Origins  []depesche.Origin
	ReadBy   string // what the record was made by; see Reading
}

// Outcome says what Add did.
type Outcome string

// The outcomes of Add.
const (
	Added      Outcome = "added"       // an article that was not there
	NewVersion Outcome = "new version" // a known article with other bytes; the old version stays
	Unchanged  Outcome = "unchanged"   // these very bytes are kept already, or the page whose text a feed carries
	Completed  Outcome = "completed"   // the document itself, of an article that was known by what a feed carries of it
)

// Kept is where an entry stands in the record.
type Kept struct {
	Outcome Outcome
	Article string // id in the record
	Version int
}

// Known tells where an article stands when these very bytes are kept as its
// current version, with what the caller says of them.
func (db *DB) Known(ctx context.Context, a depesche.Article) (Kept, bool, error) {
	found, err := identify(ctx, db.sql, a)
	if err != nil || found.id == "" {
		return Kept{}, false, explain(err)
	}
	return Kept{Unchanged, found.id, found.current}, found.same(a), nil
}

// SameText tells where an article stands, and whether its current version has
// this title and text, whatever else of the page is different.
func (db *DB) SameText(ctx context.Context, a depesche.Article) (kept Kept, same bool, err error) {
	found, err := identify(ctx, db.sql, a)
	if err != nil || found.id == "" {
		return Kept{}, false, explain(err)
	}
	return Kept{Unchanged, found.id, found.current}, found.title == a.Title && found.text == textDigest(a.Text) && found.rendering == a.Rendering, nil
}

// Add keeps an entry. The same bytes of the same article add nothing; other
// bytes become a new version, and the old one stays. It is one transaction:
// an article is kept whole or not at all.
func (db *DB) Add(ctx context.Context, e Entry) (Kept, error) {
	if e.Record.Article.ID == "" || e.Record.Article.Digest == "" {
		return Kept{}, fmt.Errorf("add article %q: it has no id or digest: %w", e.Record.Article.Input, depesche.ErrInvalid)
	}
	blobs, err := packEntry(e)
	if err != nil {
		return Kept{}, fmt.Errorf("add article %q: %w", e.Record.Article.Input, err)
	}
	var kept Kept
	err = db.write(ctx, func(tx *sql.Tx) error {
		kept, err = db.place(ctx, tx, e, blobs)
		return err
	})
	if err != nil {
		return Kept{}, fmt.Errorf("add article %q: %w", e.Record.Article.Input, err)
	}
	return kept, nil
}

// blobs are the compressed parts of an entry.
type blobs struct{ original, record, origins []byte }

func packEntry(e Entry) (b blobs, err error) {
	if b.original, err = pack(e.Original); err != nil {
		return b, err
	}
	if b.record, err = packJSON(e.Record); err != nil {
		return b, err
	}
	b.origins, err = packJSON(e.Origins)
	return b, err
}

// place decides what the entry is to the record and writes it.
func (db *DB) place(ctx context.Context, tx *sql.Tx, e Entry, b blobs) (Kept, error) {
	a := &e.Record.Article
	found, err := identify(ctx, tx, *a)
	if err != nil {
		return Kept{}, err
	}
	if found.id != "" && found.same(*a) {
		return Kept{Unchanged, found.id, found.current}, nil
	}
	if folds, err := carried(ctx, tx, found, a); err != nil || folds {
		return Kept{Unchanged, found.id, found.current}, err
	}
	if a.ID, err = freeID(ctx, tx, found, *a); err != nil {
		return Kept{}, err
	}
	kept := Kept{Added, a.ID, 1}
	if found.id != "" {
		kept = Kept{NewVersion, found.id, found.current + 1}
		if found.rendering != "" && a.Rendering == "" {
			kept.Outcome = Completed
		}
	}
	if b.record, err = packJSON(e.Record); err != nil { // now under the id it is kept by
		return Kept{}, err
	}
	if err := writeArticle(ctx, tx, a, kept); err != nil {
		return Kept{}, err
	}
	key, err := db.writeVersion(ctx, tx, e, b, kept)
	if err != nil {
		return Kept{}, err
	}
	return kept, writeFacts(ctx, tx, key, e.Record, sortDate(a, db.Now()))
}

// identity is an article as the record knows it.
type identity struct {
	id, digest, published, language string
	title, text                     string // text is its digest
	rendering                       string
	current                         int
}

// same reports whether these bytes are kept already, with the date and the
// language that the caller gives, if any.
func (i identity) same(a depesche.Article) bool {
	return i.digest == a.Digest && (a.PublishedFrom != "flag" || i.published == a.Published) &&
		(a.Language == "" || a.Language == i.language)
}

const wordsOf = "SELECT text FROM words WHERE rowid = " + currentVersion

// carried reports whether the text of an article is no more than what a feed
// carries of the page that is kept already: nearly all of its words stand there
// in this order. It is then another rendering of that page and no edit.
func carried(ctx context.Context, tx *sql.Tx, found identity, a *depesche.Article) (bool, error) {
	if found.id == "" || found.rendering != "" || a.Rendering != depesche.RenderingFeed {
		return false, nil
	}
	var text string
	err := tx.QueryRowContext(ctx, wordsOf, found.id).Scan(&text)
	return err == nil && holds(text, a.Text), err
}

// holds reports whether nearly all runs of four words of the part stand in the
// whole.
func holds(whole, part string) bool {
	const run, share = 4, 0.9
	runs := func(s string) map[string]bool {
		words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		set := map[string]bool{}
		for i := range max(0, len(words)-run+1) {
			set[strings.Join(words[i:i+run], " ")] = true
		}
		return set
	}
	have, want, found := runs(whole), runs(part), 0
	for w := range want {
		if have[w] {
			found++
		}
	}
	return len(want) > 0 && float64(found) >= share*float64(len(want))
}

// querier is a database or a transaction.
type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

const findArticle = `
SELECT a.id, a.current, v.digest, v.published, v.language, v.title, v.text_digest, v.rendering FROM article a
JOIN version v ON v.article = a.id AND v.number = a.current
WHERE `

// foldedAddress is what the addresses of one article have in common; "" for
// none.
func foldedAddress(url string) string {
	if url == "" {
		return ""
	}
	return address.Key(url)
}

// textDigest knows a text again; "" for none.
func textDigest(text string) string {
	if text == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:16])
}

// factsDigest is equal for records that differ in nothing but where the article
// came from, its title, its outlet and its dates.
func factsDigest(r *depesche.Record) (string, error) {
	facts := *r
	facts.Article = depesche.Article{Byline: r.Article.Byline, Language: r.Article.Language, Text: r.Article.Text}
	text, err := body(facts)
	return textDigest(text), err
}

// identify finds the article by address, or, when it has none, by the same
// bytes or by the place it was read from before. An id alone is no proof: two
// files may both call an article "1".
func identify(ctx context.Context, q querier, a depesche.Article) (identity, error) {
	type look struct {
		where string
		arg   string
	}
	var looks []look
	if a.URL != "" {
		looks = append(looks, look{"a.folded = ? AND a.folded <> ''", address.Key(a.URL)})
	} else {
		looks = append(looks, look{"a.url = '' AND v.digest = ?", a.Digest})
		if a.Input != "" && a.Input != "-" {
			looks = append(looks, look{"a.input = ? AND a.url = ''", a.Input})
		}
	}
	for _, l := range looks {
		var found identity
		err := q.QueryRowContext(ctx, findArticle+l.where+" LIMIT 1", l.arg).Scan(&found.id, &found.current, &found.digest, &found.published, &found.language, &found.title, &found.text, &found.rendering)
		if err == nil {
			return found, nil
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return identity{}, err
		}
	}
	return identity{}, nil
}

// freeID is the id that an article is kept by: the one it was first kept by;
// or its own, when that is fit for an address and not taken; or else one made
// from where it came from.
func freeID(ctx context.Context, q querier, found identity, a depesche.Article) (string, error) {
	if found.id != "" {
		return found.id, nil
	}
	if fitID(a.ID) {
		var taken int
		if err := q.QueryRowContext(ctx, `SELECT count(*) FROM article WHERE id = ?`, a.ID).Scan(&taken); err != nil || taken == 0 {
			return a.ID, err
		}
	}
	sum := sha256.Sum256([]byte(a.URL + "\x00" + a.Input + "\x00" + a.ID + "\x00" + a.Digest))
	return hex.EncodeToString(sum[:8]), nil
}

// maxID bounds an id that the input gives.
const maxID = 64

// fitID reports whether an id can stand in an address as it is.
func fitID(id string) bool {
	unfit := func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' || r == '.')
	}
	return id != "" && len(id) <= maxID && id[0] != '.' && !strings.Contains(id, "..") && !strings.HasSuffix(id, ".json") && !strings.ContainsFunc(id, unfit)
}

func writeArticle(ctx context.Context, tx *sql.Tx, a *depesche.Article, kept Kept) error {
	if kept.Version == 1 {
		_, err := tx.ExecContext(ctx, `INSERT INTO article (id, url, folded, input, current) VALUES (?, ?, ?, ?, 1)`, a.ID, a.URL, foldedAddress(a.URL), a.Input)
		return err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE article SET current = ? WHERE id = ?`, kept.Version, kept.Article); err != nil {
		return err
	}
	// The facts of the older version stay in its record; lists and search
	// speak of the current one.
	for _, statement := range []string{
		`DELETE FROM words WHERE rowid = ` + currentVersion,
		`DELETE FROM event_pair WHERE version = ` + currentVersion,
		`DELETE FROM event WHERE version = ` + currentVersion,
		`DELETE FROM statement WHERE version = ` + currentVersion,
		`UPDATE version SET is_current = 0 WHERE key = ` + currentVersion,
	} {
		if _, err := tx.ExecContext(ctx, statement, kept.Article); err != nil {
			return err
		}
	}
	return nil
}

const insertVersion = `
INSERT INTO version (article, number, is_current, digest, added, title, outlet, domain, published,
  published_from, language, sort_date, events, statements, voices, text_digest, length, rendering, facts)
VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

func (db *DB) writeVersion(ctx context.Context, tx *sql.Tx, e Entry, b blobs, kept Kept) (int64, error) {
	a, r := &e.Record.Article, e.Record
	if _, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO original (digest, size, gzip) VALUES (?, ?, ?)`,
		a.Digest, len(e.Original), b.original); err != nil {
		return 0, err
	}
	facts, err := factsDigest(r)
	if err != nil {
		return 0, err
	}
	now := db.Now().UTC()
	result, err := tx.ExecContext(ctx, insertVersion, kept.Article, kept.Version, a.Digest, now.Format(time.RFC3339),
		a.Title, a.Outlet.Name, a.Outlet.Domain, a.Published, a.PublishedFrom, a.Language, sortDate(a, now),
		len(r.Events), len(r.Statements), len(r.Voices()), textDigest(a.Text), utf8.RuneCountInString(a.Text), a.Rendering, facts)
	if err != nil {
		return 0, err
	}
	key, err := result.LastInsertId()
	if err != nil {
		return 0, err
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO reading (version, record, map, read_by) VALUES (?, ?, ?, ?)`, key, b.record, b.origins, e.ReadBy); err != nil {
		return 0, err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)`, key, a.Title, a.Text)
	return key, err
}

// sortDate places an article in lists: by its publication date, or by the day
// it came into the record when that is unknown.
func sortDate(a *depesche.Article, now time.Time) string {
	if a.Published != "" {
		return a.Published
	}
	return now.UTC().Format(time.DateOnly)
}

// body is the JSON of a fact for its row.
func body(v any) (string, error) {
	data, err := json.Marshal(v)
	return string(data), err
}
