// SPDX-License-Identifier: Apache-2.0

package pipeline_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"depesche"
	"depesche/ingest"
	"depesche/lineage"
	"depesche/newsroom"
	"depesche/pipeline"
)

// newsroomArticles ingests the bundled articles; their ids are their files.
func newsroomArticles(t *testing.T) ([]newsroom.Article, []depesche.Article) {
	t.Helper()
	known, err := newsroom.Articles()
	if err != nil {
		t.Fatal(err)
	}
	var articles []depesche.Article
	for _, a := range known {
		opts := ingest.Options{URL: a.URL}
		if !strings.HasSuffix(a.File, ".html") {
			opts.Published = a.Published
		}
		for item, err := range ingest.Read(a.File, bytes.NewReader(a.Data), opts) {
			if err != nil {
				t.Fatal(err)
			}
			article := pipeline.Article(item)
			article.ID = a.File
			articles = append(articles, article)
		}
	}
	return known, articles
}

func newFinder(t *testing.T) *lineage.Finder {
	t.Helper()
	finder, err := pipeline.New(pipeline.Options{}).LineageFinder()
	if err != nil {
		t.Fatal(err)
	}
	return finder
}

// TestNewsroomLineage compares the derivations that are found among the
// bundled articles with those that are known.
func TestNewsroomLineage(t *testing.T) {
	known, articles := newsroomArticles(t)
	of := map[string]newsroom.Article{}
	derived := 0
	for _, a := range known {
		of[a.File] = a
		if a.Derived() {
			derived++
		}
	}
	found := newFinder(t).Find(articles)
	hits, directed := 0, 0
	for _, d := range found {
		switch {
		case of[d.To].Of == d.From:
			hits++
			if d.Direction != lineage.Unknown {
				directed++
			}
		case of[d.From].Of == d.To:
			hits++
			t.Logf("wrong direction: %s drew on %s (%s)", d.To, d.From, d.Why)
		default:
			t.Logf("not known: %s %s -> %s (%s)", d.Kind, d.From, d.To, d.Why)
		}
		checkKind(t, of[d.To], d)
		checkDerivation(t, articles, d)
	}
	f1 := 2 * float64(hits) / float64(derived+len(found))
	t.Logf("%d of %d known derivations, %d found: F1 %.3f; direction right in %d", hits, derived, len(found), f1, directed)
	if f1 < 0.9 || float64(directed) < 0.9*float64(hits) {
		t.Errorf("F1 %.3f, direction right in %d of %d; both must reach 0.9", f1, directed, hits)
	}
}

// kindsOf is what a relation of the newsroom may be called by lineage.
var kindsOf = map[string][]string{
	newsroom.Copy:        {lineage.Copy, lineage.Edit},
	newsroom.Corrected:   {lineage.Copy, lineage.Edit},
	newsroom.Sharpened:   {lineage.Edit, lineage.Paraphrase},
	newsroom.Excerpt:     {lineage.Excerpt},
	newsroom.Paraphrase:  {lineage.Paraphrase},
	newsroom.Translation: {lineage.Translation},
}

func checkKind(t *testing.T, to newsroom.Article, d depesche.Derivation) {
	t.Helper()
	if to.Of != d.From {
		return
	}
	for _, kind := range kindsOf[to.Relation] {
		if kind == d.Kind {
			return
		}
	}
	t.Errorf("%s is %s, found as %s", to.File, to.Relation, d.Kind)
}

// checkDerivation checks that every span lies inside its text and says what stands
// there.
func checkDerivation(t *testing.T, articles []depesche.Article, d depesche.Derivation) {
	t.Helper()
	text := map[string][]rune{}
	for _, a := range articles {
		text[a.ID] = []rune(a.Text)
	}
	from, to := text[d.From], text[d.To]
	for _, s := range d.Spans {
		if s[0] < 0 || s[0] >= s[1] || s[1] > len(from) || s[2] < 0 || s[2] >= s[3] || s[3] > len(to) {
			t.Fatalf("%s -> %s: span %v lies outside", d.From, d.To, s)
		}
	}
	for _, c := range d.Changes {
		for _, side := range []struct {
			span *depesche.Span
			text []rune
		}{{c.From, from}, {c.To, to}} {
			if side.span != nil && string(side.text[side.span.Start:side.span.End]) != side.span.Text {
				t.Errorf("%s -> %s: %q does not stand at %d", d.From, d.To, side.span.Text, side.span.Start)
			}
		}
	}
}

// TestNewsroomChanges looks for alterations that the bundled articles are
// known to have.
func TestNewsroomChanges(t *testing.T) {
	_, articles := newsroomArticles(t)
	found := map[string][]depesche.Change{}
	for _, d := range newFinder(t).Find(articles) {
		found[d.To] = append(found[d.To], d.Changes...)
	}
	tests := []struct{ to, kind, from, by string }{
		{"grenzvertrag-agentur-berichtigt-de.html", lineage.Altered, "mehr als 1100", "rund 970"},
		{"grenzvertrag-agentur-berichtigt-de.html", lineage.Added, "", "Schon Ende April 2021 waren bei Gefechten mehr als 50 Menschen ums Leben gekommen"},
		{"rubio-panama-eigenbericht-korrigiert-de.html", lineage.Altered, "sofort kündigen", "nicht verlängern"},
		{"rubio-panama-eigenbericht-korrigiert-de.html", lineage.Altered, "mehrere Hundert", "rund 200"},
		{"rubio-panama-copy-en.html", lineage.Dropped, "The two men discussed ways to curb irregular migration through the Darién jungle", ""},
		{"rubio-panama-zugespitzt-de.html", lineage.Dropped, "erklärte die Sprecherin des Außenministeriums", ""},
		{"rubio-panama-zugespitzt-de.html", lineage.Altered, "stehe", "steht"},
		{"grenzvertrag-zugespitzt-de.html", lineage.Altered, "jahrzehntelangen", "blutigen"},
		{"grenzvertrag-zugespitzt-de.html", lineage.Altered, "beigelegt", "endgültig beendet"},
		{"ambassador-copy-en.html", lineage.Dropped, "Relations between the two countries have worsened since January", ""},
		{"ambassador-sharpened-en.html", lineage.Altered, "declared", "thrown out"},
		{"ambassador-sharpened-en.html", lineage.Altered, "worsened", "collapsed"},
	}
	for _, tt := range tests {
		if !hasChange(found["articles/"+tt.to], tt.kind, tt.from, tt.by) {
			t.Errorf("%s: %s %q by %q was not found", tt.to, tt.kind, tt.from, tt.by)
		}
	}
}

// TestNewsroomEdits counts how many of the edits that the bundled articles are
// known to have are found.
func TestNewsroomEdits(t *testing.T) {
	known, articles := newsroomArticles(t)
	found, shown := map[string][]depesche.Change{}, map[string][]depesche.Change{}
	for _, d := range newFinder(t).Find(articles) {
		found[d.From+" "+d.To] = append(found[d.From+" "+d.To], d.Changes...)
		shown[d.To] = append(shown[d.To], d.Changes...)
	}
	edits, seen, elsewhere := 0, 0, 0
	for _, a := range known {
		for _, e := range a.Edits {
			kind := lineage.Altered
			switch {
			case e.To == "":
				kind = lineage.Dropped
			case e.From == "":
				kind = lineage.Added
			}
			if e.Kind == "reordered" {
				continue // what only moved is no change
			}
			edits++
			switch {
			case altered(found[a.Of+" "+a.File], kind, e.From, e.To):
				seen++
			case altered(shown[a.File], kind, e.From, e.To):
				elsewhere++
			default:
				t.Logf("%s: %s %q by %q was not found", a.File, e.Kind, e.From, e.To)
			}
		}
	}
	t.Logf("%d of %d edits against the known source, %d more against another telling that has the same words", seen, edits, elsewhere)
	if float64(seen) < 0.85*float64(edits) || float64(seen+elsewhere) < 0.95*float64(edits) {
		t.Errorf("%d of %d edits were found; 0.85 of them must be", seen, edits)
	}
}

// altered reports whether changes say that the one passage was put in the
// place of the other: a change holds its words, or words of it.
func altered(changes []depesche.Change, kind, from, to string) bool {
	if hasChange(changes, kind, from, to) {
		return true
	}
	from, to = differing(from, to)
	for _, c := range changes {
		switch {
		case c.Kind == kind && holds(c.From, from) && holds(c.To, to):
			return true // more than the words that differ
		case c.Kind == lineage.Altered && from != "" && to != "" && strings.Contains(from, c.From.Text) && strings.Contains(to, c.To.Text):
			return true // some of them
		case c.Kind == lineage.Dropped && strings.Contains(from, c.From.Text) || c.Kind == lineage.Added && strings.Contains(to, c.To.Text):
			return true
		}
	}
	return false
}

// differing leaves out the words that two passages begin and end with.
func differing(from, to string) (string, string) {
	a, b := strings.Fields(from), strings.Fields(to)
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return strings.Join(a, " "), strings.Join(b, " ")
}

// hasChange reports whether a change of the kind holds the texts. What was
// dropped may be found as altered.
func hasChange(changes []depesche.Change, kind, from, to string) bool {
	for _, c := range changes {
		if c.Kind != kind && (c.Kind != lineage.Altered || kind == lineage.Altered) {
			continue
		}
		if holds(c.From, from) && holds(c.To, to) {
			return true
		}
	}
	return false
}

func holds(s *depesche.Span, text string) bool {
	return text == "" || s != nil && strings.Contains(s.Text, text)
}

// TestNewsroomStories groups the bundled articles and compares the groups with
// the happenings that they are known to tell, and the numbers of independent
// origins with those that are known.
func TestNewsroomStories(t *testing.T) {
	known, articles := newsroomArticles(t)
	origins, err := newsroom.Origins()
	if err != nil {
		t.Fatal(err)
	}
	reader := pipeline.New(pipeline.Options{})
	var records []*depesche.Record
	for _, a := range articles {
		records = append(records, reader.Read(ingest.Item{Article: a}))
	}
	of := map[string]depesche.Story{} // by article
	for _, s := range pipeline.Stories(newFinder(t), records) {
		if s.Sources.Independent < 1 || s.Sources.Independent > s.Sources.Articles || s.Title == "" {
			t.Errorf("odd story %+v", s)
		}
		for _, id := range s.Articles {
			of[id] = s
		}
	}
	told := map[string][]string{}
	for _, a := range known {
		told[a.Story] = append(told[a.Story], a.File)
	}
	whole, exact := 0, 0
	for name, files := range told {
		s := of[files[0]]
		if slices.Equal(slices.Sorted(slices.Values(files)), slices.Sorted(slices.Values(s.Articles))) {
			whole++
		} else {
			t.Logf("%s: %d articles are known and %d found together: %v", name, len(files), len(s.Articles), s.Articles)
		}
		if s.Sources.Independent == origins[name] {
			exact++
			continue
		}
		t.Logf("%s: %d independent origins are known and %d found:", name, origins[name], s.Sources.Independent)
		for _, o := range s.Sources.Origins {
			t.Logf("    %s: %v", o.Name, o.Articles)
		}
	}
	t.Logf("of %d stories %d are whole, %d have the right number of independent origins", len(told), whole, exact)
	if n := float64(len(told)); float64(whole) < 0.9*n || float64(exact) < 0.8*n {
		t.Errorf("%d of %d stories are whole, 0.9 of them must be; %d have the right number of origins, 0.8 must", whole, len(told), exact)
	}
}
