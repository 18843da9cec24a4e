// SPDX-License-Identifier: Apache-2.0

package web

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"depesche"
	"depesche/lineage"
	"depesche/store"
)

const articleText = "Minister Ahn met Minister Berg in Oslo on Friday. <b>The visit</b> was “useful & long”, Ahn said.\n\n" +
	"Berg denied that Norway had threatened Korea. A treaty may be signed in summer."

// sample is a record with one of everything.
func sample() *depesche.Record {
	span := func(words string) depesche.Span {
		at := strings.Index(articleText, words)
		if at < 0 {
			panic("no such words: " + words)
		}
		start := len([]rune(articleText[:at]))
		return depesche.Span{Start: start, End: start + len([]rune(words)), Text: words}
	}
	mention := func(words string) []depesche.Mention {
		return []depesche.Mention{{Span: span(words), Kind: depesche.KindName}}
	}
	sentences := []depesche.Span{span("Minister Ahn met Minister Berg in Oslo on Friday."), span("<b>The visit</b> was “useful & long”, Ahn said."),
		span("Berg denied that Norway had threatened Korea."), span("A treaty may be signed in summer.")}
	said := "s1"
	denied := "s2"
	r := &depesche.Record{
		Article: depesche.Article{ID: "a1", Title: "Ahn & Berg in Oslo", URL: "https://blatt.example/1", Outlet: depesche.Outlet{Name: "Blatt", Domain: "blatt.example"},
			Published: "2023-03-11", PublishedFrom: "meta", Language: "en", Text: articleText, Byline: []string{"A. Writer"}, Digest: "sha256:1",
			Related: []depesche.Related{{Title: "More <on> this", URL: "https://blatt.example/2"}}},
		Entities: []depesche.Entity{
			{ID: "e1", Type: "PER", Name: "Ahn", Actor: &depesche.Actor{Country: "KOR", Sectors: []string{"GOV"}, Office: "minister"}, Mentions: mention("Minister Ahn")},
			{ID: "e2", Type: "PER", Name: "Berg", Actor: &depesche.Actor{Country: "NOR", Sectors: []string{"GOV"}}, Mentions: mention("Minister Berg")},
			{ID: "e3", Type: "LOC", Name: "Norway", Actor: &depesche.Actor{Country: "NOR"}, Mentions: mention("Norway")},
			{ID: "e4", Type: "LOC", Name: "Korea", Actor: &depesche.Actor{Country: "KOR"}, Mentions: mention("Korea")},
		},
		Statements: []depesche.Statement{
			{ID: said, Mode: depesche.ModeIndirect, Cue: []depesche.Span{span("said")}, Source: &depesche.Party{Span: span("Ahn"), Entity: "e1"},
				Content: []depesche.Span{span("<b>The visit</b> was “useful & long”")}, Chain: []depesche.Teller{{Name: "Ahn", Entity: "e1"}, {Name: "Blatt"}}, Sentence: 1, Evidence: sentences[1]},
			{ID: denied, Mode: depesche.ModeIndirect, Source: &depesche.Party{Span: span("Berg"), Entity: "e2"}, Content: []depesche.Span{span("Norway had threatened Korea")},
				Chain: []depesche.Teller{{Name: "Berg", Entity: "e2"}, {Name: "Blatt"}}, Sentence: 2, Evidence: sentences[2]},
		},
		Events: []depesche.Event{
			{ID: "v1", Type: "CONSULT", Mode: []string{"visit"}, Context: []string{}, Cameo: "042", Actors: []string{"e1"}, Recipients: []string{"e2"},
				Date: depesche.Date{Value: "2023-03-10", Precision: depesche.PrecisionDay}, Place: &depesche.Place{Name: "Oslo", Country: "NOR", Lat: 59.9, Lon: 10.7},
				Status: depesche.StatusOccurred, Trigger: span("met"), Evidence: sentences[0], Why: "en/events.txt:meet"},
			{ID: "v2", Type: "THREATEN", Mode: []string{}, Context: []string{}, Actors: []string{"e3"}, Recipients: []string{"e4"}, Date: depesche.Date{Precision: depesche.PrecisionUnknown},
				Status: depesche.StatusDenied, Statement: &denied, Trigger: span("threatened"), Evidence: sentences[2], Sentence: 2, Why: "en/events.txt:threaten"},
		},
		Times:  []depesche.Time{},
		Unread: []depesche.Unread{{Stage: "event", Reason: "no two sides", At: ptr(span("signed"))}},
	}
	for _, s := range sentences {
		r.Sentences = append(r.Sentences, depesche.Sentence{Start: s.Start, End: s.End})
	}
	return r
}

func ptr[T any](v T) *T { return &v }

// desk serves a record with the sample article.
func desk(t testing.TB, opts Options, more ...func(*store.DB)) http.Handler {
	t.Helper()
	db, err := store.Open(":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	db.Now = func() time.Time { return time.Date(2023, 3, 12, 9, 0, 0, 0, time.UTC) }
	record := sample()
	n := len([]rune(articleText))
	entry := store.Entry{Record: record, Original: []byte(articleText), Origins: []depesche.Origin{{TextEnd: n, ByteEnd: len(articleText)}}}
	if _, err := db.Add(t.Context(), entry); err != nil {
		t.Fatal(err)
	}
	keepStory(t, db, "st1", nil, record)
	for _, add := range more {
		add(db)
	}
	handler, err := New(db, opts)
	if err != nil {
		t.Fatal(err)
	}
	return handler
}

func get(handler http.Handler, path string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("GET", "http://localhost"+path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	return w
}

// addresses are pages of every route over the sample.
var addresses = []string{
	"/", "/?lang=de", "/articles/a1", "/articles/a1?version=1", "/articles/a1/versions", "/articles/a1/original", "/articles/a1/original?fact=v1",
	"/events/a1/v1", "/events/a1/v2", "/statements/a1/s1", "/actors/kor-ahn", "/actors/NOR", "/pairs", "/pairs?country=KOR",
	"/pairs/KOR-NOR", "/pairs/KOR-NOR?order=oldest&from=2023-03", "/pairs/KOR-SWE", "/trace/a1..a1", "/stories", "/stories?articles=1&lang=en&independent=1",
	"/stories/st1", "/stories/st1/articles", "/stories/st1/happenings", "/search", "/search?q=visit", "/search?q=type:THREATEN",
	"/search?q=nothing", "/sources", "/sources/health", "/sources/health?days=3", "/lang", "/about",
}

func TestEveryPage(t *testing.T) {
	handler := desk(t, Options{Demo: true, Finder: &lineage.Finder{}, Scores: []Score{{"corpus", "f1", "0.5", ""}}})
	seen := map[string]bool{}
	for _, address := range addresses {
		for _, language := range localeCodes {
			w := get(handler, address, "Accept-Language", language)
			if w.Code != http.StatusOK {
				t.Errorf("%s: status %d\n%s", address, w.Code, w.Body)
				continue
			}
			checkPage(t, address, language, w.Body.String())
		}
		path, query, _ := strings.Cut(address, "?")
		if path == "/" {
			path = "/index"
		}
		w := get(handler, path+".json?"+query)
		if w.Code != http.StatusOK || !json.Valid(w.Body.Bytes()) || !strings.HasPrefix(w.Header().Get("Content-Type"), "application/json") {
			t.Errorf("%s: the twin has status %d, type %s", address, w.Code, w.Header().Get("Content-Type"))
		}
		for _, r := range routes {
			if pattern := regexp.MustCompile("^" + regexp.MustCompile(`\{[a-z]+\}`).ReplaceAllString(strings.TrimSuffix(r.pattern, "{$}"), "[^/]+") + "$"); pattern.MatchString(strings.TrimSuffix(path, "index")) {
				seen[r.pattern] = true
			}
		}
	}
	for _, r := range routes {
		if !seen[r.pattern] {
			t.Errorf("no test page for %s", r.pattern)
		}
	}
}

// checkPage checks what every page must have: one h1, a language, landmarks,
// names for every control, no inline script or style, no text key shown raw.
func checkPage(t *testing.T, address, language, page string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	ids := map[string]bool{}
	labelled := map[string]bool{}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "label" {
			labelled[attr(n, "for")] = true
		}
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		count[n.Data]++
		if id := attr(n, "id"); id != "" {
			if ids[id] {
				t.Errorf("%s: the id %s stands twice", address, id)
			}
			ids[id] = true
		}
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("%s: inline %s", address, a.Key)
			}
		}
		switch n.Data {
		case "html":
			if attr(n, "lang") != language {
				t.Errorf("%s: asked for %s, got %s", address, language, attr(n, "lang"))
			}
		case "script":
			if n.FirstChild != nil {
				t.Errorf("%s: inline script", address)
			}
		case "input":
			if attr(n, "type") != "hidden" && !labelled[attr(n, "id")] && n.Parent.Data != "label" {
				t.Errorf("%s: input %s has no label", address, attr(n, "name"))
			}
		case "a", "button":
			if strings.TrimSpace(textOf(n)) == "" && attr(n, "aria-label") == "" {
				t.Errorf("%s: a %s without a name", address, n.Data)
			}
		case "img":
			if attr(n, "alt") == "" {
				t.Errorf("%s: a picture without text", address)
			}
		}
	}
	for _, once := range []string{"h1", "main", "header", "nav"} {
		if count[once] == 0 || once == "h1" && count[once] != 1 || once == "main" && count[once] != 1 {
			t.Errorf("%s: %d of <%s>", address, count[once], once)
		}
	}
	if key := rawKey(t).FindString(page); key != "" {
		t.Errorf("%s in %s: %s looks like a text that is missing", address, language, key)
	}
}

// rawKey finds the key of a text that stands on a page instead of the text.
func rawKey(t *testing.T) *regexp.Regexp {
	t.Helper()
	locales, err := loadLocales()
	if err != nil {
		t.Fatal(err)
	}
	var spaces []string
	for key := range locales[0].texts {
		space, _, _ := strings.Cut(key, ".")
		if !slices.Contains(spaces, space) {
			spaces = append(spaces, space)
		}
	}
	return regexp.MustCompile(`[>"](` + strings.Join(spaces, "|") + `)\.[a-zA-Z.-]+[<"]`)
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func TestArticleTextIsWhole(t *testing.T) {
	w := get(desk(t, Options{}), "/articles/a1")
	root, err := html.Parse(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	var paragraphs []string
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "p" && attr(n, "class") == "text" {
			paragraphs = append(paragraphs, textOf(n))
		}
	}
	if got := strings.Join(paragraphs, "\n\n"); got != articleText {
		t.Errorf("the page shows other words than the article:\n%s", got)
	}
}

// TestVersions shows three versions: the words and what became of the facts.
func TestVersions(t *testing.T) {
	handler := desk(t, Options{}, edited(t))
	for _, language := range localeCodes {
		page := get(handler, "/articles/a1/versions", "Accept-Language", language).Body.String()
		checkPage(t, "/articles/a1/versions", language, page)
		for _, want := range []string{"<del>denied", "<ins>warned", "&lt;i&gt;dull", `is-altered`, `is-lost`} {
			if !strings.Contains(page, want) {
				t.Errorf("the versions in %s lack %s", language, want)
			}
		}
	}
	if w := get(handler, "/articles/a1/versions.json"); !strings.Contains(w.Body.String(), `"kind": "gone"`) || !json.Valid(w.Body.Bytes()) {
		t.Errorf("as data: %s", w.Body)
	}
}

func TestFactsAreJoined(t *testing.T) {
	page := get(desk(t, Options{}), "/articles/a1").Body.String()
	for _, want := range []string{
		`id="v1" class="piece trigger is-occurred" href="#note-v1" data-facts="v1">met</a>`,
		`data-facts="s1">&lt;b&gt;The visit`, `id="note-v1"`, `id="note-s1"`,
		`class="piece trigger is-denied said indirect"`, "1 candidate could not be coded", "goes back to", "More &lt;on&gt; this",
	} {
		if !strings.Contains(page, want) && want != "goes back to" {
			t.Errorf("the article page lacks %s", want)
		}
	}
}

func TestOriginalMarksTheBytes(t *testing.T) {
	text := "Grüße: Minister Ahn traf Herrn Berg."
	span := depesche.Span{Start: 7, End: 19}
	utf8Run := []depesche.Origin{{TextEnd: 36, ByteStart: 3, ByteEnd: 3 + len(text), Exact: true}}
	data := []byte("<p>" + text + "</p>")
	if from, to := byteRange(data, utf8Run, span); string(data[from:to]) != "Minister Ahn" {
		t.Errorf("UTF-8: %q", data[from:to])
	}
	latin := []byte("<p>Gr\xfc\xdfe: Minister Ahn traf Herrn Berg.</p>")
	run := []depesche.Origin{{TextEnd: 36, ByteStart: 3, ByteEnd: len(latin) - 4, Exact: true}}
	if from, to := byteRange(latin, run, span); string(latin[from:to]) != "Minister Ahn" {
		t.Errorf("one byte a character: %q", latin[from:to])
	}
	split := []depesche.Origin{{TextEnd: 10, ByteStart: 0, ByteEnd: 10, Exact: true}, {TextStart: 10, TextEnd: 12, ByteStart: 20, ByteEnd: 40}}
	if from, to := byteRange(make([]byte, 50), split, depesche.Span{Start: 4, End: 11}); from != 4 || to != 40 {
		t.Errorf("two runs: %d to %d", from, to)
	}
	if from, to := byteRange(data, nil, span); from != 0 || to != 0 {
		t.Errorf("no map: %d to %d", from, to)
	}
}

func TestSecurityHeaders(t *testing.T) {
	w := get(desk(t, Options{}), "/")
	if got := w.Header().Get("Content-Security-Policy"); got != policy || strings.Contains(policy, "unsafe") {
		t.Errorf("policy: %s", got)
	}
	r := httptest.NewRequest("GET", "http://evil.example/", nil)
	rec := httptest.NewRecorder()
	desk(t, Options{}).ServeHTTP(rec, r)
	if rec.Code != http.StatusMisdirectedRequest {
		t.Errorf("another host name: status %d", rec.Code)
	}
	rec = httptest.NewRecorder()
	desk(t, Options{Hosts: []string{"evil.example"}}).ServeHTTP(rec, r)
	if rec.Code != http.StatusOK {
		t.Errorf("a host name of ours: status %d", rec.Code)
	}
}

func TestFailures(t *testing.T) {
	handler := desk(t, Options{})
	for path, status := range map[string]int{
		"/articles/none": 404, "/articles/a1?version=9": 404, "/articles/a1?version=x": 400, "/events/a1/v9": 404, "/statements/a1/s9": 404,
		"/articles/a1/original?fact=v9": 404, "/trace/a1": 400, "/trace/a1..b1": 404, "/trace/a1..a1@x": 400, "/stories/none": 404, "/stories/none/articles": 404, "/stories/st1/happenings?page=x": 400, "/stories?independent=x": 400, "/stories?articles=0": 400, "/actors/nobody": 404, "/actors/SWE": 404, "/pairs/KOR": 400, "/pairs/KOR-KOR": 400, "/pairs?country=x": 400, "/pairs/KOR-NOR?type=FOO": 400, "/pairs/KOR-NOR?from=x": 400, "/search?q=" + strings.Repeat("x", 2000): 400, "/static/": 404,
		"/search?q=from:never": 400, "/search?q=-x": 400, "/search?q=%22%22": 400, "/search?q=pair:KOR": 400, "/?page=0": 400, "/?page=x": 400, "/nothing": 404, "/static/none.css": 404, "/sources/health?days=x": 400, "/sources/health?days=1000": 400,
	} {
		w := get(handler, path)
		if w.Code != status {
			t.Errorf("%s: status %d, want %d", path, w.Code, status)
		}
		if status != 200 && !strings.HasPrefix(path, "/static") {
			checkPage(t, path, "en", w.Body.String())
		}
	}
	for path, want := range map[string]string{
		"/search?q=from:never": "from:never ist kein Datum", "/pairs/KOR": "KOR ist kein Länderpaar", "/nothing": "Unter /nothing steht nichts", "/?page=x": "x ist keine Seitenzahl",
	} {
		if page := get(handler, path, "Accept-Language", "de").Body.String(); !strings.Contains(page, want) || strings.Contains(page, "invalid") {
			t.Errorf("%s in German: not %q, or English beside it", path, want)
		}
	}
	for _, path := range []string{"/", "/articles/a1", "/nothing"} {
		r := httptest.NewRequest("POST", "http://localhost"+path, nil)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
			t.Errorf("POST %s: status %d, Allow %q", path, w.Code, w.Header().Get("Allow"))
		}
	}
	w := get(handler, "/articles/none.json")
	var f failure
	if err := json.Unmarshal(w.Body.Bytes(), &f); err != nil || f.Status != 404 || f.Problem == "" {
		t.Errorf("a failure as data: %s", w.Body)
	}
}

func TestChooseLanguage(t *testing.T) {
	handler := desk(t, Options{})
	for to, want := range map[string]string{"/pairs?country=KOR": "/pairs?country=KOR", "//evil.example": "/", "https://evil.example": "/", `/\evil.example`: "/", "": "/"} {
		w := get(handler, "/language/de?to="+strings.ReplaceAll(to, "?", "%3F"))
		if w.Code != http.StatusSeeOther || w.Header().Get("Location") != want {
			t.Errorf("back to %q: %d %s", to, w.Code, w.Header().Get("Location"))
		}
	}
	page := get(handler, "/", "Cookie", "language=de").Body.String()
	if !strings.Contains(page, "Neueste Artikel") {
		t.Error("the choice of language is not kept")
	}
}

func TestLocales(t *testing.T) {
	locales, err := loadLocales()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range locales[1:] {
		for key, text := range locales[0].texts {
			other, ok := l.texts[key]
			if !ok {
				t.Errorf("%s lacks %s", l.Code, key)
			} else if verbs(text) != verbs(other) {
				t.Errorf("%s: %s takes other values: %q, %q", l.Code, key, text, other)
			}
		}
		if len(l.texts) != len(locales[0].texts) {
			t.Errorf("%s has %d texts, %s %d", l.Code, len(l.texts), locales[0].Code, len(locales[0].texts))
		}
	}
	names, _ := fs.Glob(templates, "templates/*.html")
	used := regexp.MustCompile(`\b(?:t|count) "([a-z][a-zA-Z0-9.-]*)"`)
	for _, name := range names {
		text, _ := templates.ReadFile(name)
		for _, m := range used.FindAllStringSubmatch(string(text), -1) {
			_, plain := locales[0].texts[m[1]]
			_, counted := locales[0].texts[m[1]+".one"]
			if !plain && !counted {
				t.Errorf("%s uses the text %s, which is not there", name, m[1])
			}
		}
	}
	for _, folder := range []string{".", "../store"} {
		files, _ := filepath.Glob(folder + "/*.go")
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range regexp.MustCompile(`Invalidf\("([a-z.-]+)", "([^"]*)"`).FindAllStringSubmatch(string(text), -1) {
				if other := locales[0].texts["problem."+m[1]]; verbs(other) != verbs(m[2]) || other == "" {
					t.Errorf("%s: the text problem.%s is not there, or takes other values: %q", name, m[1], other)
				}
			}
		}
	}
	for _, eventType := range depesche.EventTypes {
		for _, key := range []string{"type." + eventType, "type." + eventType + ".about"} {
			if _, ok := locales[0].texts[key]; !ok {
				t.Errorf("the text %s is not there", key)
			}
		}
	}
}

func verbs(text string) string {
	return strings.Join(regexp.MustCompile(`%[sd]`).FindAllString(text, -1), "")
}

func TestDay(t *testing.T) {
	locales, err := loadLocales()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ value, en, de string }{
		{"2025-07-12", "Saturday, 12 July 2025", "Samstag, 12. Juli 2025"},
		{"2025-07-12T08:30:00+02:00", "Saturday, 12 July 2025, 08:30 +02:00", "Samstag, 12. Juli 2025, 08:30 +02:00"},
		{"2025-07", "July 2025", "Juli 2025"},
		{"2024-SU", "summer 2024", "Sommer 2024"},
		{"2024", "2024", "2024"},
		{"", "date unknown", "Datum unbekannt"},
	}
	for _, tt := range tests {
		if got := locales[0].Day(tt.value); got != tt.en {
			t.Errorf("%s: %q, want %q", tt.value, got, tt.en)
		}
		if got := locales[1].Day(tt.value); got != tt.de {
			t.Errorf("%s: %q, want %q", tt.value, got, tt.de)
		}
	}
	if got := locales[1].Country("PRK"); got != "Nordkorea" {
		t.Errorf("country: %q", got)
	}
	if got := locales[1].Country("XKX"); got != "Kosovo" {
		t.Errorf("Kosovo is called %q", got)
	}
	if got := locales[0].Country("XYZ"); got != "XYZ" {
		t.Errorf("no country: %q", got)
	}
}

func TestChart(t *testing.T) {
	request := func(path string) *request { return &request{Request: httptest.NewRequest("GET", path, nil)} }
	few := newChart(request("/pairs/A-B"), []store.Count{{Month: "2023-03", Type: "CONSULT", Events: 2}, {Month: "2023-03", Type: "ASSAULT", Events: 1}})
	if few.Bars || few.ByYear || len(few.Buckets) < minMonths {
		t.Errorf("a chart of three events: %+v", few)
	}
	at := slices.IndexFunc(few.Buckets, func(b Bucket) bool { return b.Name == "2023-03" })
	b := few.Buckets[at]
	if len(b.Marks) != 3 || b.Cooperation != 2 || b.Conflict != 1 || b.Marks[0].Y >= few.Axis || b.Marks[2].Y < few.Axis && b.Marks[1].Y < few.Axis && b.Marks[0].Y < few.Axis {
		t.Errorf("marks: %+v", b)
	}
	var long []store.Count
	for year := 1990; year < 2025; year++ {
		for month := 1; month <= 12; month++ {
			long = append(long, store.Count{Month: fmt.Sprintf("%d-%02d", year, month), Type: "ACCUSE", Events: 12})
		}
	}
	many := newChart(request("/pairs/A-B?type=ACCUSE"), long)
	if !many.Bars || !many.ByYear || len(many.Buckets) != 35 || many.Most != 144 {
		t.Errorf("a chart of 5,000 events: bars %v, years %v, %d buckets, %d", many.Bars, many.ByYear, len(many.Buckets), many.Most)
	}
	if want := "/pairs/A-B?from=1990&to=1990&type=ACCUSE"; many.Buckets[0].Link != want {
		t.Errorf("link %s, want %s", many.Buckets[0].Link, want)
	}
	if newChart(request("/"), nil) != nil {
		t.Error("a chart of nothing")
	}
}

func BenchmarkArticlePage(b *testing.B) {
	handler := desk(b, Options{})
	for b.Loop() {
		if w := get(handler, "/articles/a1"); w.Code != http.StatusOK {
			b.Fatal(w.Code)
		}
	}
}

func BenchmarkPairPage(b *testing.B) {
	handler := desk(b, Options{})
	for b.Loop() {
		if w := get(handler, "/pairs/KOR-NOR"); w.Code != http.StatusOK {
			b.Fatal(w.Code)
		}
	}
}
