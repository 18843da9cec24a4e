// SPDX-License-Identifier: Apache-2.0

package story

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"depesche"
	"depesche/lineage"
)

// topics are what the articles of the tests are about; an article takes words
// of one of them.
var topics = []string{
	"Ministers of Ruritania and Syldavia signed a fisheries accord in Klow on Monday after nine years of quarrels over herring quotas and patrol boats",
	"An earthquake shook the Bordurian coast near Szohod, toppled chimneys, cut the railway and left forty villages without electricity overnight",
	"Parliament of Grand Fenwick elected the winemaker Tully Bascomb prime minister by one vote after a night of recounting ballots in the castle",
	"Astronomers at the Sbrodj observatory saw a comet brighten twentyfold, and expect its tail to be seen without telescopes until the end of autumn",
}

// articles makes n records for each topic, in words of their own order.
func articles(n int, random *rand.Rand) []*depesche.Record {
	var out []*depesche.Record
	for k, topic := range topics {
		words := strings.Fields(strings.ReplaceAll(topic, ",", ""))
		for i := range n {
			random.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
			out = append(out, &depesche.Record{Article: depesche.Article{
				ID: fmt.Sprintf("t%d-%02d", k, i), Language: "en", Title: fmt.Sprintf("Topic %d, told by %d", k, i),
				Published: fmt.Sprintf("2025-0%d-1%d", k+1, i%5),
				Text:      strings.Join(words[:16], " ") + fmt.Sprintf(". Reporter%d%d adds colour%d.", k, i, i*7+k),
			}})
		}
	}
	return out
}

func TestStoriesAreTopics(t *testing.T) {
	stories := Group(articles(6, rand.New(rand.NewPCG(1, 1))), Options{})
	if len(stories) != len(topics) {
		t.Errorf("%d stories of %d topics", len(stories), len(topics))
	}
	for _, s := range stories {
		for _, id := range s.Articles {
			if id[:2] != s.Articles[0][:2] {
				t.Errorf("story %s holds %v", s.ID, s.Articles)
				break
			}
		}
		if !strings.HasPrefix(s.Title, "Topic "+s.Articles[0][1:2]) {
			t.Errorf("title %q of %v", s.Title, s.Articles)
		}
	}
}

func TestOrderDoesNotMatter(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 1))
	records := articles(8, random)
	want := Group(records, Options{})
	for range 5 {
		random.Shuffle(len(records), func(i, j int) { records[i], records[j] = records[j], records[i] })
		if diff := cmp.Diff(want, Group(records, Options{})); diff != "" {
			t.Fatalf("another order gave other stories:\n%s", diff)
		}
	}
}

func TestStoryKeepsItsID(t *testing.T) {
	records := articles(6, rand.New(rand.NewPCG(3, 1)))
	slices.SortStableFunc(records, inTime)
	before := map[string]string{}
	for _, s := range Group(records[:len(records)-3], Options{}) {
		before[s.Articles[0]] = s.ID
	}
	for _, s := range Group(records, Options{}) {
		if id := before[s.Articles[0]]; id != "" && id != s.ID {
			t.Errorf("story of %s was %s and is %s", s.Articles[0], id, s.ID)
		}
	}
}

func TestFarApartInTimeAreTwoStories(t *testing.T) {
	a := depesche.Article{ID: "a", Language: "en", Published: "2024-05-01", Text: topics[0]}
	b := depesche.Article{ID: "b", Language: "en", Published: "2025-05-01", Text: topics[0] + " again"}
	records := []*depesche.Record{{Article: a}, {Article: b}}
	if got := len(Group(records, Options{})); got != 2 {
		t.Errorf("%d stories of what happens every year", got)
	}
	copied := Options{Derivations: []depesche.Derivation{{From: "a", To: "b", Kind: lineage.Copy}}}
	if got := len(Group(records, copied)); got != 1 {
		t.Errorf("%d stories of an article and its copy", got)
	}
}

func TestOddInput(t *testing.T) {
	for name, records := range map[string][]*depesche.Record{
		"nothing":    nil,
		"empty":      {{}, {}},
		"same id":    {{Article: depesche.Article{ID: "a", Text: "x"}}, {Article: depesche.Article{ID: "a", Text: "x"}}},
		"bad dates":  {{Article: depesche.Article{ID: "a", Published: "soon"}}, {Article: depesche.Article{ID: "b", Published: "2025-99-99"}}},
		"one word":   {{Article: depesche.Article{ID: "a", Text: "Wien"}}, {Article: depesche.Article{ID: "b", Text: "Wien"}}},
		"no article": {},
	} {
		t.Run(name, func(t *testing.T) {
			n := 0
			for _, s := range Group(records, Options{}) {
				n += len(s.Articles)
			}
			if n != len(records) {
				t.Errorf("%d articles in stories, of %d", n, len(records))
			}
		})
	}
}

func BenchmarkGroup(b *testing.B) {
	for _, n := range []int{100, 1000, 5000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			records := articles(n/len(topics), rand.New(rand.NewPCG(4, 1)))
			for b.Loop() {
				Group(records, Options{})
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "articles/s")
		})
	}
}

// TestNeeded checks that two articles are one story sooner than two crowds are.
func TestNeeded(t *testing.T) {
	one, few, many := &group{tellings: 1}, &group{tellings: 3}, &group{tellings: 30}
	if pair, small, large := needed(one, one), needed(few, many), needed(many, many); pair != pairTogether || small <= pair || large <= small || large >= manyTogether {
		t.Errorf("two articles need %.3f, a few and many %.3f, many and many %.3f", pair, small, large)
	}
	if needed(one, many) != needed(many, one) || needed(one, many) != pairTogether {
		t.Error("one more telling of a large story needs no more than the second telling of a small one")
	}
}
