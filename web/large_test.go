// SPDX-License-Identifier: Apache-2.0

package web

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"depesche"
	"depesche/lineage"
	"depesche/store"
	"depesche/story"
)

// largeArticles is the size of the record that page times are measured on.
const largeArticles = 10_000

// generated is article n of a generated record: the sample with other
// outlets, days, countries and event types.
func generated(n int) store.Entry {
	countries := []string{"KOR", "NOR", "RUS", "USA", "CHN", "FRA", "DEU", "PRK", "UKR", "POL"}
	r := sample()
	day := time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n%3650)
	a := &r.Article
	a.ID, a.URL, a.Digest = fmt.Sprintf("g%d", n), fmt.Sprintf("https://outlet%d.example/%d", n%40, n), fmt.Sprintf("sha256:%d", n)
	a.Outlet = depesche.Outlet{Name: fmt.Sprintf("Outlet %d", n%40), Domain: fmt.Sprintf("outlet%d.example", n%40)}
	a.Title, a.Published = fmt.Sprintf("Report %d of the visit", n), day.Format(time.DateOnly)
	for i := range r.Entities {
		r.Entities[i].Actor.Country = countries[(n*(i+1)+i)%len(countries)]
		r.Entities[i].Name += fmt.Sprintf(" %d", n%300)
	}
	for i := range r.Events {
		r.Events[i].Type = depesche.EventTypes[(n+7*i)%len(depesche.EventTypes)]
		r.Events[i].Date = depesche.Date{Value: a.Published, Precision: depesche.PrecisionDay}
	}
	return store.Entry{Record: r, Original: []byte(a.Text)}
}

// storySize is how many articles tell one story of the generated record.
const storySize = 8

// generatedStory is the story of article n and those after it.
func generatedStory(n int) depesche.Story {
	var records []*depesche.Record
	s := depesche.Story{ID: fmt.Sprintf("s%d", n), Title: fmt.Sprintf("Story %d", n)}
	for i := n; i < min(n+storySize, largeArticles); i++ {
		r := generated(i).Record
		records = append(records, r)
		s.Articles = append(s.Articles, r.Article.ID)
	}
	s.Sources, s.Happenings = story.Origins(records, story.Options{}), story.Happenings(records)
	s.Contradictions = story.Contradictions(records, s.Happenings)
	return s
}

// BenchmarkDesk measures the pages of a desk over 10,000 articles: it reports
// the median and the 95th percentile in milliseconds over all requests.
func BenchmarkDesk(b *testing.B) {
	folder, err := os.MkdirTemp("", "desk")
	if err != nil {
		b.Fatal(err)
	}
	defer os.RemoveAll(folder)
	db, err := store.Open(filepath.Join(folder, "record.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	for n := range largeArticles {
		if _, err := db.Add(b.Context(), generated(n)); err != nil {
			b.Fatal(err)
		}
	}
	for n := 0; n < largeArticles; n += storySize {
		if err := db.UpdateStories(b.Context(), store.StoriesUpdate{Stories: []depesche.Story{generatedStory(n)}}); err != nil {
			b.Fatal(err)
		}
	}
	handler, err := New(db, Options{Finder: &lineage.Finder{}})
	if err != nil {
		b.Fatal(err)
	}
	for _, path := range []string{"/", "/?page=100", "/articles/g77", "/articles/g77.json", "/events/g77/v1", "/pairs", "/pairs/KOR-NOR", "/pairs/KOR-NOR?type=AID", "/stories", "/stories?lang=en&independent=1", "/stories/s80", "/stories/s80/happenings",
		"/actors/RUS", "/search?q=visit", "/search?q=useful+actor:RUS", "/search?q=type:AID+from:2020", "/sources", "/about"} {
		b.Run(path[1:], func(b *testing.B) {
			var times []time.Duration
			for b.Loop() {
				start := time.Now()
				if w := get(handler, path); w.Code != http.StatusOK {
					b.Fatalf("%s: status %d", path, w.Code)
				}
				times = append(times, time.Since(start))
			}
			slices.Sort(times)
			b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "ms-median")
			b.ReportMetric(float64(times[len(times)*95/100].Microseconds())/1000, "ms-p95")
		})
	}
}
