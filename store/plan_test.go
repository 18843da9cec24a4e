// SPDX-License-Identifier: Apache-2.0

package store

import (
	"database/sql"
	"strings"
	"testing"
)

// TestPlans checks that what is asked for every article is found by an index
// that leads to it, however large the record is.
func TestPlans(t *testing.T) {
	db := open(t, ":memory:")
	tests := []struct{ query, index string }{
		{strings.ReplaceAll(dateStory, "?", "'x'"), "story_article_story"},
		{"SELECT 1" + strings.ReplaceAll(articlesOfStory, "?", "'x'"), "story_article_story"},
		{"DELETE FROM event WHERE version = " + strings.ReplaceAll(currentVersion, "?", "'x'"), "sqlite_autoindex_version_1"},
		{strings.ReplaceAll(wordsOf, "?", "'x'"), "sqlite_autoindex_version_1"},
		{findArticle + "a.folded = 'x' AND a.folded <> '' LIMIT 1", "article_folded"},
		{findArticle + "a.input = 'x' AND a.url = '' LIMIT 1", "article_input"},
		{findArticle + "a.url = '' AND v.digest = 'x' LIMIT 1", "version_digest"},
		{`SELECT 1 FROM page WHERE article = 'x' AND article <> '' AND key <> 'k' AND next_visit <> ''`, "page_article"},
		{strings.NewReplacer("<= ?", "<= 'x'", "LIMIT ?", "LIMIT 5").Replace(duePages), "page_next"},
		{strings.ReplaceAll(poorArticles, "?", "'x'"), "version_poor"},
		{strings.NewReplacer("added >= ?", "added >= 'x'", ">= ?", ">= 3").Replace(findFloods), "version_text"},
		{`SELECT 1 FROM capture WHERE digest = 'x' AND revisit = 0 ORDER BY key LIMIT 1`, "capture_digest"},
	}
	for _, tt := range tests {
		steps, err := collect(t.Context(), db.sql, func(rows *sql.Rows) (step string, err error) {
			var a, b, c int
			return step, rows.Scan(&a, &b, &c, &step)
		}, "EXPLAIN QUERY PLAN "+tt.query)
		if err != nil {
			t.Fatal(err)
		}
		if plan := strings.Join(steps, "; "); !strings.Contains(plan, tt.index) || strings.Contains(plan, "SCAN page") || strings.Contains(plan, "version_latest") {
			t.Errorf("%s: %s", tt.query, plan)
		}
	}
}
