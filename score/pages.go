// SPDX-License-Identifier: Apache-2.0

package score

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/cases"

	"depesche"
)

// goldPage is a line of gold of the task pages. A page is in one or more of
// three sets.
type goldPage struct {
	ID          string
	AEB         *struct{ Body string }
	Trafilatura *struct {
		Wanted, Unwanted    []string
		Title, Author, Date string
	}
	HTMLDate *struct{ Date string }
}

// shingleSize is how many words make a shingle.
const shingleSize = 4

// scorePages scores the main text and the data of web pages. aeb_shingle_f1
// compares shingles of four words (mean precision and mean recall over the
// pages, as the article extraction benchmark does); segment figures count
// wanted stretches that are there against unwanted ones; title, author and
// date are right or wrong; htmldate figures are of the day of publication.
func scorePages(c *Corpus, a *Answer) (Result, error) {
	var gold []goldPage
	seen := map[string]bool{}
	problems, err := readLines(c.folder, goldFile, func(g *goldPage) error {
		switch {
		case g.ID == "":
			return errors.New("no id")
		case seen[g.ID]:
			return fmt.Errorf("page %q has a line already", g.ID)
		}
		seen[g.ID] = true
		gold = append(gold, *g)
		return nil
	})
	if err != nil {
		return Result{}, err
	}
	ids := make([]string, len(gold))
	for i := range gold {
		ids[i] = gold[i].ID
	}
	records, note := recordsByID(ids, a.Records)
	articles := make([]*depesche.Article, len(gold))
	for i, id := range ids {
		articles[i] = &depesche.Article{}
		if r := records[id]; r != nil {
			articles[i] = &r.Article
		}
	}
	metrics := slices.Concat(shingleFigures(gold, articles), segmentFigures(gold, articles), dataFigures(gold, articles), dateFigures(gold, articles))
	return Result{Metrics: metrics, Problems: append(problems, note...)}, nil
}

// shingles counts the stretches of four words of a text; a shorter text is
// one.
func shingles(s string) map[string]int {
	runes := []rune(s)
	var words []string
	for _, at := range wordsOf(runes) {
		words = append(words, string(runes[at[0]:at[1]]))
	}
	counted := map[string]int{}
	if len(words) == 0 {
		return counted
	}
	for i := range max(1, len(words)-shingleSize+1) {
		counted[strings.Join(words[i:min(len(words), i+shingleSize)], "\x00")]++
	}
	return counted
}

func shingleFigures(gold []goldPage, articles []*depesche.Article) []Metric {
	var precisions, recalls []float64
	for i, g := range gold {
		if g.AEB == nil {
			continue
		}
		wanted, given := shingles(g.AEB.Body), shingles(articles[i].Text)
		hits := 0
		for s, n := range wanted {
			hits += min(n, given[s])
		}
		if all := sum(given); all > 0 {
			precisions = append(precisions, ratio(hits, all))
		}
		if all := sum(wanted); all > 0 {
			recalls = append(recalls, ratio(hits, all))
		}
	}
	return []Metric{{"aeb_shingle_f1", harmonic(mean(precisions), mean(recalls))}}
}

func sum(counted map[string]int) int {
	n := 0
	for v := range maps.Values(counted) {
		n += v
	}
	return n
}

// mean is 0 of nothing.
func mean(values []float64) float64 {
	total := 0.0
	for _, v := range values {
		total += v
	}
	if len(values) == 0 {
		return 0
	}
	return total / float64(len(values))
}

// squeeze makes every run of white space one space.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

func segmentFigures(gold []goldPage, articles []*depesche.Article) []Metric {
	found := tally{}
	for i, g := range gold {
		if g.Trafilatura == nil {
			continue
		}
		text := squeeze(articles[i].Text)
		hits := present(g.Trafilatura.Wanted, text)
		found.add(tally{hits: hits, given: hits + present(g.Trafilatura.Unwanted, text), wanted: len(g.Trafilatura.Wanted)})
	}
	return []Metric{{"segment_f1", found.f1()}, {"segment_precision", found.precision()}, {"segment_recall", found.recall()}}
}

// present counts the segments that stand in the text.
func present(segments []string, text string) int {
	n := 0
	for _, s := range segments {
		n += count(text != "" && strings.Contains(text, squeeze(s)))
	}
	return n
}

// folded is a text as titles and names are compared.
func folded(s string) string { return cases.Fold().String(squeeze(s)) }

func dataFigures(gold []goldPage, articles []*depesche.Article) []Metric {
	var title, author, date tally
	for i, g := range gold {
		t := g.Trafilatura
		if t == nil {
			continue
		}
		judge(&title, t.Title, folded(articles[i].Title) == folded(t.Title))
		judge(&author, t.Author, maps.Equal(people(articles[i].Byline), people(strings.Split(t.Author, ";"))))
		judge(&date, t.Date, day(articles[i]) == t.Date)
	}
	return []Metric{{"title_accuracy", title.recall()}, {"author_accuracy", author.recall()}, {"date_accuracy", date.recall()}}
}

// judge counts an answer where the gold has one.
func judge(t *tally, wanted string, right bool) {
	if wanted != "" {
		t.add(tally{hits: count(right), wanted: 1})
	}
}

// people is a set of names as they are compared.
func people(names []string) map[string]bool {
	all := map[string]bool{}
	for _, n := range names {
		if n = folded(n); n != "" {
			all[n] = true
		}
	}
	return all
}

// day is the day of publication that the article says, or "".
func day(a *depesche.Article) string {
	const length = len("2006-01-02")
	return a.Published[:min(length, len(a.Published))]
}

func dateFigures(gold []goldPage, articles []*depesche.Article) []Metric {
	all, right := 0, 0
	var found tally
	for i, g := range gold {
		if g.HTMLDate == nil {
			continue
		}
		all++
		given, wanted := day(articles[i]), g.HTMLDate.Date
		right += count(given == wanted)
		found.add(tally{hits: count(given == wanted && given != ""), given: count(given != ""), wanted: count(wanted != "")})
	}
	return []Metric{{"htmldate_accuracy", ratio(right, all)}, {"htmldate_f1", found.f1()}}
}
