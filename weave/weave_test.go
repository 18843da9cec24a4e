// SPDX-License-Identifier: Apache-2.0

package weave

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"depesche"
	"depesche/lineage"
	"depesche/store"
	"depesche/story"
)

func finder(t testing.TB) *lineage.Finder {
	t.Helper()
	cues, err := lineage.Load(os.DirFS("../lang/en"))
	if err != nil {
		t.Fatal(err)
	}
	return &lineage.Finder{Cues: map[string]*lineage.Cues{"en": cues}}
}

func memory(t testing.TB) *store.DB {
	t.Helper()
	db, err := store.Open(":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// keep adds an article to the record and brings it up to date.
func keep(t testing.TB, db *store.DB, w *Weaver, articles ...depesche.Article) {
	t.Helper()
	for _, a := range articles {
		sum := sha256.Sum256([]byte(a.Text))
		a.Digest = "sha256:" + hex.EncodeToString(sum[:])
		r := &depesche.Record{Article: a, Sentences: []depesche.Sentence{{Start: 0, End: len(a.Text)}}}
		if _, err := db.Add(context.Background(), store.Entry{Record: r, Original: []byte(a.Text)}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Update(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// press writes articles about some happenings: a first report, an edited copy,
// a copy of that, the same words elsewhere, and a report in other words.
func press(seed uint64, happenings int) []depesche.Article {
	r := rand.New(rand.NewPCG(seed, 1))
	var out []depesche.Article
	for h := range happenings {
		topic := vocabulary(r, 40)
		first := report(r, topic, 9)
		second := strings.Join(append([]string{report(r, topic, 1)}, strings.SplitAfter(first, ". ")[:7]...), " ")
		texts := []string{first, second, second + " " + report(r, topic, 1), first, report(r, topic, 9)}
		for i, text := range texts {
			out = append(out, depesche.Article{
				ID: fmt.Sprintf("h%02d-%d", h, i), URL: fmt.Sprintf("https://outlet%d.example/h%02d", i, h), Title: fmt.Sprintf("Report %d on %s", i, topic[0]),
				Outlet: depesche.Outlet{Name: fmt.Sprintf("Outlet %d", i), Domain: fmt.Sprintf("outlet%d.example", i)}, Language: "en",
				Published: fmt.Sprintf("2025-%02d-%02dT%02d:00:00Z", 1+h%12, 10+h/12, 8+i), Text: text,
			})
		}
	}
	return out
}

// vocabulary invents names.
func vocabulary(r *rand.Rand, n int) []string {
	out := make([]string, n)
	for i := range out {
		var b strings.Builder
		for range 3 + r.IntN(2) {
			b.WriteByte("bdfgklmnprstvz"[r.IntN(14)])
			b.WriteByte("aeiou"[r.IntN(5)])
		}
		out[i] = strings.ToUpper(b.String()[:1]) + b.String()[1:]
	}
	return out
}

// report writes sentences with the names of a topic and words of its own.
func report(r *rand.Rand, topic []string, sentences int) string {
	var b strings.Builder
	for range sentences {
		b.WriteString("The")
		for range 8 + r.IntN(6) {
			b.WriteString(" " + topic[r.IntN(len(topic))] + " " + strings.ToLower(vocabulary(r, 1)[0]))
		}
		b.WriteString(". ")
	}
	return strings.TrimSpace(b.String())
}

// woven is all that a record holds between its articles, without the ids of
// stories, which tell what came first.
type woven struct {
	Stories     []depesche.Story
	Derivations []string
}

func result(t testing.TB, db *store.DB) woven {
	t.Helper()
	ctx := context.Background()
	var out woven
	heads, _, err := db.Stories(ctx, 1, store.Page{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range heads {
		_, s, err := db.Story(ctx, h.ID)
		if err != nil {
			t.Fatal(err)
		}
		s.ID = ""
		out.Stories = append(out.Stories, s)
	}
	slices.SortFunc(out.Stories, func(a, b depesche.Story) int { return strings.Compare(a.Articles[0], b.Articles[0]) })
	err = db.Derivations(ctx, func(d depesche.Derivation) error {
		out.Derivations = append(out.Derivations, fmt.Sprintf("%s %s %s %v %s %s", d.From, d.To, d.Kind, d.Share, d.Direction, d.Why))
		return nil
	})
	slices.Sort(out.Derivations)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// inOrders weaves the articles once for each size of portions, in another order
// each time, and returns what comes of it, which must be the same. Set settles
// the weaver of a round.
func inOrders(t *testing.T, articles []depesche.Article, random *rand.Rand, portions []int, set func(w *Weaver, round int)) (want woven) {
	t.Helper()
	for round, size := range portions {
		db := memory(t)
		w := &Weaver{DB: db, Finder: finder(t)}
		set(w, round)
		for portion := range slices.Chunk(articles, size) {
			keep(t, db, w, portion...)
		}
		got := result(t, db)
		if round == 0 {
			want = got
		} else if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("another order gave another result:\n%s", diff)
		}
		random.Shuffle(len(articles), func(i, j int) { articles[i], articles[j] = articles[j], articles[i] })
	}
	return want
}

// TestOrderDoesNotMatter adds articles in different orders and portions.
func TestOrderDoesNotMatter(t *testing.T) {
	articles := press(1, 8)
	random := rand.New(rand.NewPCG(2, 1))
	want := inOrders(t, articles, random, []int{len(articles), 1, 7, 13}, func(*Weaver, int) {})
	if len(want.Stories) != 8 || len(want.Derivations) < 3*8 {
		t.Errorf("%d stories, %d derivations:\n%s", len(want.Stories), len(want.Derivations), strings.Join(want.Derivations, "\n"))
	}
}

// TestOrderDoesNotMatterInCrowds does the same where many articles are nearly
// the same, and circles are too large to be grouped whole.
func TestOrderDoesNotMatterInCrowds(t *testing.T) {
	articles := press(9, 5)
	names := vocabulary(rand.New(rand.NewPCG(10, 1)), 30)
	for i, name := range names {
		a := articles[0]
		a.ID, a.URL = fmt.Sprintf("crowd%02d", i), fmt.Sprintf("https://crowd%02d.example/", i)
		a.Outlet = depesche.Outlet{Name: name, Domain: fmt.Sprintf("crowd%02d.example", i)}
		a.Published = fmt.Sprintf("2025-01-%02dT%02d:00:00Z", 10+i%3, i%24)
		a.Text += " Printed by " + name + "."
		articles = append(articles, a)
	}
	random := rand.New(rand.NewPCG(11, 1))
	inOrders(t, articles, random, []int{len(articles), 5, 11}, func(w *Weaver, round int) { w.Keep, w.most = round == 2, 9 })
}

// TestSameAsFind compares what grows with what is found at once.
func TestSameAsFind(t *testing.T) {
	articles := press(3, 6)
	db := memory(t)
	w := &Weaver{DB: db, Finder: finder(t)}
	keep(t, db, w, articles...)
	want := map[string]bool{}
	for _, d := range w.Finder.Find(articles) {
		want[d.From+" "+d.To] = true
	}
	got := map[string]bool{}
	for _, d := range result(t, db).Derivations {
		from, rest, _ := strings.Cut(d, " ")
		to, _, _ := strings.Cut(rest, " ")
		got[from+" "+to] = true
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestStoriesKeepTheirIDs(t *testing.T) {
	articles := press(4, 2)
	db := memory(t)
	w := &Weaver{DB: db, Finder: finder(t)}
	ctx := context.Background()
	keep(t, db, w, articles[2])
	was, err := db.StoryOf(ctx, articles[2].ID)
	if err != nil || was != story.ID(articles[2].ID) {
		t.Fatalf("%q, %v", was, err)
	}
	keep(t, db, w, articles[0], articles[1]) // earlier ones come late
	if now, _ := db.StoryOf(ctx, articles[0].ID); now != was {
		t.Errorf("the story was %s and is %s", was, now)
	}
}

// TestMerge brings two reports together that only a third one ties.
func TestMerge(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 1))
	one, two := report(r, vocabulary(r, 30), 8), report(r, vocabulary(r, 30), 8)
	article := func(id, day, text string) depesche.Article {
		return depesche.Article{ID: id, URL: "https://" + id + ".example/", Language: "en", Published: "2025-03-0" + day, Text: text}
	}
	db := memory(t)
	w := &Weaver{DB: db, Finder: finder(t)}
	ctx := context.Background()
	keep(t, db, w, article("one", "1", one), article("two", "2", two))
	a, _ := db.StoryOf(ctx, "one")
	b, _ := db.StoryOf(ctx, "two")
	if a == b || a == "" {
		t.Fatalf("stories %q and %q", a, b)
	}
	keep(t, db, w, article("both", "3", one+" "+two))
	h, s, err := db.Story(ctx, b)
	if err != nil || len(s.Articles) != 3 || h.ID != a {
		t.Fatalf("%v; %+v", err, h)
	}
	changes, err := db.StoryChanges(ctx, a)
	if err != nil || len(changes) != 1 || changes[0].Kind != store.StoryMerged || changes[0].Story != b {
		t.Errorf("%+v, %v", changes, err)
	}
	// The article that tied them says something else now.
	keep(t, db, w, article("both", "4", report(r, vocabulary(r, 30), 8)))
	if again, _ := db.StoryOf(ctx, "both"); again == a {
		t.Errorf("the new version of the article still tells the old story")
	}
	if x, _ := db.StoryOf(ctx, "two"); x == "" {
		t.Errorf("an article has lost its story")
	}
}

func TestVersions(t *testing.T) {
	articles := press(6, 1)
	db := memory(t)
	w := &Weaver{DB: db, Finder: finder(t), Keep: true}
	keep(t, db, w, articles[:3]...)
	changed := articles[0]
	changed.Text += " " + report(rand.New(rand.NewPCG(7, 1)), vocabulary(rand.New(rand.NewPCG(8, 1)), 9), 1)
	keep(t, db, w, changed)
	got := result(t, db)
	if len(got.Stories) != 1 || len(got.Stories[0].Articles) != 3 || len(got.Derivations) != 2 {
		t.Errorf("%+v", got)
	}
	// Nothing new changes nothing.
	if n, err := w.Update(context.Background()); n != 0 || err != nil {
		t.Errorf("%d new versions, %v", n, err)
	}
	// And found anew, all is the same.
	if err := db.Unravel(context.Background()); err != nil {
		t.Fatal(err)
	}
	keep(t, db, w)
	if diff := cmp.Diff(got, result(t, db)); diff != "" {
		t.Error(diff)
	}
}

// TestOrderDoesNotMatterBetween has articles come between two others that a
// story holds together with one word less then.
func TestOrderDoesNotMatterBetween(t *testing.T) {
	random := rand.New(rand.NewPCG(21, 1))
	names := vocabulary(random, 400)
	var articles []depesche.Article
	add := func(hour int, words ...string) {
		id := fmt.Sprintf("b%02d", len(articles))
		articles = append(articles, depesche.Article{
			ID: id, URL: "https://" + id + ".example/", Language: "en", Title: words[0],
			Outlet: depesche.Outlet{Domain: id + ".example"}, Published: fmt.Sprintf("2025-03-%02dT%02d:00:00Z", 1+hour/24, hour%24),
			Text: "The " + strings.Join(words, " and the ") + ".",
		})
	}
	add(0, slices.Concat(names[:5], names[10:18])...)
	add(30, slices.Concat(names[20:28], []string{names[4], names[2], names[0], names[3], names[1]})...)
	for i := range 14 {
		add(1+2*i, slices.Concat(names[:1], names[30+i*8:38+i*8])...)
	}
	inOrders(t, articles, random, []int{len(articles), 4, 2, 3}, func(w *Weaver, _ int) { w.Keep = true })
}

// TestOnePageEverywhere puts one text with its facts on hundreds of pages, most
// of them after the others were grouped.
func TestOnePageEverywhere(t *testing.T) {
	text := report(rand.New(rand.NewPCG(31, 1)), vocabulary(rand.New(rand.NewPCG(32, 1)), 30), 8)
	said := depesche.Span{Start: 0, End: 20, Text: text[:20]}
	ctx, db, w := context.Background(), memory(t), &Weaver{Finder: finder(t)}
	w.DB = db
	const pages = 300
	for i := range pages {
		n := (i + 7) % pages // earlier ones come last
		id := fmt.Sprintf("p%03d", n)
		r := &depesche.Record{
			Article: depesche.Article{
				ID: id, URL: "https://" + id + ".example/", Language: "en", Title: "Accord", Text: text, Digest: "sha256:" + id,
				Outlet: depesche.Outlet{Domain: id + ".example"}, Published: fmt.Sprintf("2025-01-06T%02d:%02d:00Z", n/60, n%60),
			},
			Entities: []depesche.Entity{
				{ID: "n1", Name: "Norway", Actor: &depesche.Actor{Country: "NOR", Sectors: []string{"GOV"}}},
				{ID: "n2", Name: "Chile", Actor: &depesche.Actor{Country: "CHL", Sectors: []string{"GOV"}}},
			},
			Statements: []depesche.Statement{{ID: "s1", Source: &depesche.Party{Entity: "n1"}, Chain: []depesche.Teller{{Name: "Norway", Entity: "n1"}}, Content: []depesche.Span{said}}},
			Events: []depesche.Event{{
				ID: "e1", Type: "CONSULT", Actors: []string{"n1"}, Recipients: []string{"n2"}, Status: "occurred",
				Date: depesche.Date{Value: "2025-01-05", Precision: "day"}, Trigger: said, Evidence: said,
			}},
		}
		if _, err := db.Add(ctx, store.Entry{Record: r, Original: []byte(text)}); err != nil {
			t.Fatal(err)
		}
		if i == 10 || i == pages-2 || i == pages-1 {
			if _, err := w.Update(ctx); err != nil {
				t.Fatal(err)
			}
		}
	}
	got := result(t, db)
	if len(got.Stories) != 1 || len(got.Derivations) != pages-1 {
		t.Fatalf("%d stories, %d derivations", len(got.Stories), len(got.Derivations))
	}
	s := got.Stories[0]
	if len(s.Articles) != pages || s.Sources.Independent != 1 || s.Sources.Outlets != pages || len(s.Happenings) != 1 || len(s.Happenings[0].Mentions) != pages {
		t.Errorf("%d articles, %d outlets, %d independent, %d happenings", len(s.Articles), s.Sources.Outlets, s.Sources.Independent, len(s.Happenings))
	}
	for _, d := range got.Derivations {
		if !strings.HasPrefix(d, "p000 ") {
			t.Errorf("not from the first: %s", d)
		}
	}
	for _, key := range []string{"p000", "p006", "p299"} {
		if _, others, err := db.OtherReports(ctx, key, "e1", store.Page{Limit: 1}); err != nil || others != pages-1 {
			t.Errorf("%s: %d other reports, %v", key, others, err)
		}
	}
}
