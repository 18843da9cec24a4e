// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"depesche/lang"
	"depesche/nlp"
	"depesche/nlp/lexicon"
	"depesche/nlp/names"
	"depesche/nlp/tag"
	"depesche/nlp/tokenize"
)

// nameSet is a corpus annotated with names.
type nameSet struct {
	name, language string
	pattern        string // below the data folder, or of the repository when it begins with lang/
	read           func(path string) ([]marked, error)
	types          map[string]string // the corpus's types as ours; others are no names
	unsure         []string          // types that are annotated here and there only
	times          int               // how often it is shown; 0 is once
	source         string            // for the header of the model
}

// marked is a document of a corpus: its text and the names in it.
type marked struct {
	text  string
	names []markedName
}

type markedName struct {
	start, end int // bytes
	kind       string
}

// nameTypes are the types of names, in the order of the labels.
var nameTypes = []string{"PER", "LOC", "ORG", "MISC"}

var plainTypes = map[string]string{"PER": "PER", "LOC": "LOC", "ORG": "ORG", "MISC": "MISC", "OTH": "MISC"}

// nameSets lists the corpora that the names models are trained on. Each
// language learns from the sentences in the other too: names, and how they are
// written, are much the same.
var nameSets = []nameSet{
	{name: "own", language: "de", pattern: ".", read: readOwn, types: plainTypes, times: 2,
		source: "our annotation of sentences of NTREX-128 (CC BY-SA 4.0) and UD German-GSD (CC BY-SA 4.0)"},
	{name: "sentences", language: "de", pattern: "lang/de/names/*.txt", read: readBracketed, types: plainTypes, times: 2,
		source: "German sentences of our own (Apache-2.0)"},
	{name: "trees", language: "de", pattern: "lang/de/trees/*.conllu", read: readTrees, types: plainTypes,
		source: "German news trees of our own (Apache-2.0)"},
	{name: "uner-pud", language: "de", pattern: "ner-de/uner_de_pud-open.iob2", read: readUNER, types: plainTypes, unsure: []string{"MISC"},
		source: "UNER German-PUD, half (CC BY-SA 3.0)"},
	{name: "english", language: "de", pattern: "lang/en/names/*.txt", read: readBracketed, types: plainTypes,
		source: "English sentences of our own (Apache-2.0)"},
	{name: "wikigold", language: "de", pattern: "ner-en/free/wikigold.conll.txt", read: readColumns, types: plainTypes,
		source: "wikigold (CC BY 4.0)"},
	{name: "sentences", language: "en", pattern: "lang/en/names/*.txt", read: readBracketed, types: plainTypes, times: 3,
		source: "English sentences of our own (Apache-2.0)"},
	{name: "german", language: "en", pattern: "lang/de/names/*.txt", read: readBracketed, types: plainTypes,
		source: "German sentences of our own (Apache-2.0)"},
	{name: "wikigold", language: "en", pattern: "ner-en/free/wikigold.conll.txt", read: readColumns, types: plainTypes, times: 2,
		source: "wikigold (CC BY 4.0)"},
	{name: "uner-ewt", language: "en", pattern: "ner-en/uner_en_ewt-ud-dev.iob2", read: readUNER, types: plainTypes, unsure: []string{"MISC"}, times: 2,
		source: "UNER English-EWT dev (CC BY-SA 4.0)"},
	{name: "gum", language: "en", pattern: "ud-en/gum/*.conllu", read: readGUM, types: gumTypes, times: 2,
		source: "GUM, entities with an identity (CC BY)"},
}

var gumTypes = map[string]string{"person": "PER", "place": "LOC", "organization": "ORG"}

// The models learn in so many rounds, or in more (-seeds), with a margin
// between the right labels and others.
const (
	nameRounds = 3
	nameMargin = 20
)

// nameVeil says how many words are made unknown in learning a language.
var nameVeil = map[string][2]int{"de": {6, 2}, "en": {8, 3}}

// nameLean says how far the model of a language leans towards names: the
// corpora have fewer of them, and know fewer, than news have.
var nameLean = map[string]int{"de": 4000, "en": 1500}

// standardNames are the corpora that a language is trained on when none are
// named.
func standardNames(language string) string {
	var list []string
	for _, s := range nameSets {
		if s.language == language {
			list = append(list, s.name)
		}
	}
	return strings.Join(list, ",")
}

// trainNames makes a names model and writes it.
func trainNames(o *options) error {
	if o.sets == standard[o.language] {
		o.sets = standardNames(o.language)
	}
	docs, source, err := readNameSets(o)
	if err != nil {
		return err
	}
	lists, err := nameLists(o, docs)
	if err != nil {
		return err
	}
	clusters, err := readClusters(o)
	if err != nil {
		return err
	}
	var shared *lexicon.Clusters
	if clusters == nil {
		if shared, err = lexicon.LoadClusters(os.DirFS(o.models)); err != nil {
			return err
		}
	}
	f := names.Train(docs, names.Options{
		Types: nameTypes, Lists: lists, Clusters: clusters, Shared: shared, Epochs: o.epochs, Rounds: max(nameRounds, o.seeds), Margin: nameMargin, Veil: nameVeil[o.language], Seed: o.seed, Weights: o.weights, Lean: nameLean[o.language], Log: o.log,
	})
	f.Language, f.Trained = o.language, source
	f.Command = fmt.Sprintf("go run ./eval/train -lang %s -stage names -sets %s -epochs %d -seeds %d -weights %d -seed %d",
		o.language, o.sets, o.epochs, max(nameRounds, o.seeds), o.weights, o.seed)
	b := f.Encode()
	o.log("%s: %d bytes", filepath.Base(o.out), len(b))
	return os.WriteFile(o.out, b, 0o644)
}

// readNameSets reads and tokenizes the corpora named in o.sets.
func readNameSets(o *options) (docs []names.Text, source string, err error) {
	fsys, err := lang.Open(o.language, "")
	if err != nil {
		return nil, "", err
	}
	tokenizer, err := tokenize.Load(fsys)
	if err != nil {
		return nil, "", err
	}
	var sources []string
	tagger, err := tag.Load(fsys)
	if err != nil {
		return nil, "", err
	}
	words, err := readNotNames(o.language)
	if err != nil {
		return nil, "", err
	}
	for name := range strings.SplitSeq(o.sets, ",") {
		s := findNameSet(o.language, name)
		if s == nil {
			return nil, "", fmt.Errorf("no names corpus %q for %q; there are %s", name, o.language, standardNames(o.language))
		}
		texts, err := s.texts(o.data)
		if err != nil {
			return nil, "", err
		}
		found, lost := 0, 0
		for _, m := range texts {
			doc := tokenizer.Tokenize(m.text)
			tagger.Tag(doc)
			lost += project(doc, m.names, s, words)
			found += len(doc.Names)
			for range max(1, s.times) {
				docs = append(docs, names.Text{Doc: doc, Types: s.annotated()})
			}
		}
		o.log("%s: %d documents, %d names, %d not at the edges of tokens", s.name, len(texts), found, lost)
		sources = append(sources, s.source)
	}
	return docs, strings.Join(sources, "; "), nil
}

// annotated are the types that the corpus annotates.
func (s *nameSet) annotated() []string {
	var types []string
	for _, t := range s.types {
		if !slices.Contains(s.unsure, t) {
			types = append(types, t)
		}
	}
	if s.unsure == nil {
		return nameTypes
	}
	return types
}

func findNameSet(language, name string) *nameSet {
	for i := range nameSets {
		if nameSets[i].name == name && nameSets[i].language == language {
			return &nameSets[i]
		}
	}
	return nil
}

func (s *nameSet) texts(data string) ([]marked, error) {
	pattern := s.pattern
	if !strings.HasPrefix(pattern, "lang/") {
		pattern = filepath.Join(data, pattern)
	}
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		return nil, fmt.Errorf("names corpus %s: no files %s", s.name, s.pattern)
	}
	var all []marked
	for _, p := range paths {
		texts, err := s.read(p)
		if err != nil {
			return nil, fmt.Errorf("names corpus %s: %s: %w", s.name, p, err)
		}
		all = append(all, texts...)
	}
	return all, nil
}

// project writes the names of a corpus as names of tokens. Names whose edges
// are not those of tokens are dropped and counted, and so is a name that is
// only the first part of a compound ("EU-Kommission").
func project(doc *nlp.Doc, list []markedName, s *nameSet, words *notNames) (lost int) {
	starts, ends := map[int]int{}, map[int]int{}
	for i, t := range doc.Tokens {
		starts[t.Start], ends[t.End] = firstAt(doc, i), i
	}
	for _, n := range list {
		kind := s.types[n.kind]
		if kind == "" {
			continue
		}
		first, ok1 := starts[n.start]
		last, ok2 := ends[n.end]
		if r, _ := utf8.DecodeRuneInString(doc.Text[n.start:]); s.language == "de" && unicode.IsLower(r) {
			continue // an adjective, or a noun phrase
		}
		if !ok1 || !ok2 || first > last || doc.SentenceOf(first) != doc.SentenceOf(last) || compound(doc, first, last) {
			lost++
			continue
		}
		for kind == "PER" && first < last && words.titles[strings.TrimSuffix(doc.Tokens[first].Form, ".")] {
			first++
		}
		if kind == "LOC" && words.peoples[doc.Text[n.start:n.end]] {
			continue
		}
		doc.Names = append(doc.Names, nlp.Name{First: first, Last: last + 1, Type: kind})
	}
	return lost
}

// notNames are words that some corpora count to names and we do not.
type notNames struct{ titles, peoples map[string]bool }

func readNotNames(language string) (*notNames, error) {
	titles, err := personTitles(language)
	if err != nil {
		return nil, err
	}
	peoples, err := peoples(language)
	return &notNames{titles, peoples}, err
}

// personTitles are the offices and forms of address of a language, which are
// no part of a name.
func personTitles(language string) (map[string]bool, error) {
	forms, err := column(filepath.Join("lang", language, "offices.tsv"), 3, func(class string) bool { return class == "person" || class == "title" })
	if err != nil {
		return nil, err
	}
	titles := map[string]bool{}
	for _, f := range inflected(forms) {
		titles[strings.TrimSuffix(f, ".")] = true
	}
	return titles, nil
}

// peoples are the adjectives and inhabitants of states, which are no places.
func peoples(language string) (map[string]bool, error) {
	actors := filepath.Join("lang", language, "actors.tsv")
	set := map[string]bool{}
	for _, n := range []int{2, 3} {
		forms, err := column(actors, n, isState)
		if err != nil {
			return nil, err
		}
		for _, f := range inflected(forms) {
			set[f] = true
		}
	}
	states, err := column(actors, 1, isState)
	for _, f := range states {
		delete(set, f)
	}
	return set, err
}

// firstAt is the first token that begins where token i does.
func firstAt(doc *nlp.Doc, i int) int {
	for i > 0 && doc.Tokens[i-1].Start == doc.Tokens[i].Start {
		i--
	}
	return i
}

// compound reports whether a hyphen ties the words to what stands beside them.
func compound(doc *nlp.Doc, first, last int) bool {
	if last+2 < len(doc.Tokens) && doc.Tokens[last+1].Form == "-" && doc.Tokens[last+1].Start == doc.Tokens[last].End &&
		doc.Tokens[last+2].Start == doc.Tokens[last+1].End {
		return true
	}
	return false
}

// clusterRows reads lines of a word, its coarse and its fine class.
func clusterRows(text string) ([]names.Cluster, error) {
	var rows []names.Cluster
	for line := range strings.Lines(text) {
		var row names.Cluster
		if _, err := fmt.Sscan(line, &row.Word, &row.Coarse, &row.Fine); err != nil {
			return nil, fmt.Errorf("clusters: %q: %w", line, err)
		}
		rows = append(rows, row)
	}
	return rows, nil
}
