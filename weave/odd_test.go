// SPDX-License-Identifier: Apache-2.0

package weave

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"depesche"
)

// page is an article of an outlet of its own.
func page(id, published, text string) depesche.Article {
	return depesche.Article{
		ID: id, URL: "https://" + id + ".example/1", Language: "en", Published: published, Text: text,
		Outlet: depesche.Outlet{Name: id, Domain: id + ".example"},
	}
}

// TestFooterOfManyPages has hundreds of pages with reports of their own and one
// footer: no report has to do with another.
func TestFooterOfManyPages(t *testing.T) {
	r := rand.New(rand.NewPCG(41, 1))
	footer := " " + report(r, vocabulary(r, 20), 3)
	const pages = 300
	var articles []depesche.Article
	for i := range pages {
		articles = append(articles, page(fmt.Sprintf("f%03d", i), fmt.Sprintf("2025-02-%02dT%02d:00:00Z", 1+i/24, i%24), report(r, vocabulary(r, 30), 9)+footer))
	}
	db := memory(t)
	keep(t, db, &Weaver{DB: db, Finder: finder(t)}, articles...)
	got := result(t, db)
	if len(got.Stories) != pages || len(got.Derivations) != 0 {
		t.Errorf("%d stories and %d derivations of %d reports with one footer", len(got.Stories), len(got.Derivations), pages)
	}
}

// TestFewWords has pages with three words, which tell nothing of who copied
// whom.
func TestFewWords(t *testing.T) {
	db := memory(t)
	keep(t, db, &Weaver{DB: db, Finder: finder(t)},
		page("a", "2025-02-01", "Talks in Vienna"), page("b", "2025-02-02", "Talks in Vienna"), page("c", "2025-02-02", "Talks in Rome"), page("d", "", ""))
	if got := result(t, db); len(got.Derivations) != 0 || len(got.Stories) == 0 {
		t.Errorf("%v", got.Derivations)
	}
}

// TestDatesThatDoNotTell has copies without a date, and one with a date that
// the same page contradicts: the tie stays, without direction or with a doubt.
func TestDatesThatDoNotTell(t *testing.T) {
	r := rand.New(rand.NewPCG(42, 1))
	text := report(r, vocabulary(r, 30), 9)
	late := page("late", "2025-03-05", text+" "+report(r, vocabulary(r, 9), 1))
	late.Dates = []depesche.Dating{
		{Of: depesche.DatePublished, Value: "2025-03-05", From: "meta", Certainty: depesche.Certain},
		{Of: depesche.DatePublished, Value: "2025-02-01", From: "text", Certainty: depesche.Likely},
	}
	db := memory(t)
	keep(t, db, &Weaver{DB: db, Finder: finder(t)}, page("undated", "", text), late, page("dated", "2025-03-01", text+" "+report(r, vocabulary(r, 9), 1)))
	got := result(t, db)
	if len(got.Stories) != 1 || got.Stories[0].Sources.Independent != 1 || len(got.Derivations) < 2 {
		t.Errorf("%d stories, %v", len(got.Stories), got.Derivations)
	}
	for _, d := range got.Derivations {
		if strings.Contains(d, " certain ") {
			t.Errorf("%s", d)
		}
	}
}

// TestQuotedWhole has a note stand whole in a long essay about other things.
func TestQuotedWhole(t *testing.T) {
	r := rand.New(rand.NewPCG(43, 1))
	note := report(r, vocabulary(r, 30), 6)
	db := memory(t)
	keep(t, db, &Weaver{DB: db, Finder: finder(t)},
		page("essay", "2025-02-01", report(r, vocabulary(r, 60), 60)+" "+note+" "+report(r, vocabulary(r, 60), 60)), page("note", "2025-01-01", note))
	got := result(t, db)
	if len(got.Derivations) != 1 || !strings.HasPrefix(got.Derivations[0], "note essay excerpt") || len(got.Stories) != 2 {
		t.Errorf("%d stories, %v", len(got.Stories), got.Derivations)
	}
}
