// SPDX-License-Identifier: Apache-2.0

package story

import (
	"cmp"
	"slices"
	"strings"

	"depesche"
)

// Origins says on whose word a story stands. Articles that drew on one
// another, or that name one source of their words, are one telling. Everybody
// who speaks for one state is one origin, whoever quotes them. Independent is
// the greatest number of tellings that can each be put down to an origin of
// its own: ten papers that quote one ministry are one, and so is one paper
// that quotes ten. A telling of which no origin is known proves nothing; a
// story has at least one.
func Origins(records []*depesche.Record, opts Options) depesche.Sources {
	t := newTellings(records, opts)
	s := depesche.Sources{Articles: len(records), Outlets: outlets(records), Origins: []depesche.StoryRoot{}}
	voices := t.voices()
	taken := t.independent(voices)
	articles := t.articles()
	for n, v := range voices {
		root := depesche.StoryRoot{Name: v.name, Articles: v.articles(records), Statements: v.statements}
		if taken[n] >= 0 {
			root.Telling = articles[taken[n]]
			s.Independent++
		}
		s.Origins = append(s.Origins, root)
	}
	if len(records) > 0 {
		s.Independent = max(1, s.Independent)
	}
	return s
}

// outlets counts the outlets that are known.
func outlets(records []*depesche.Record) int {
	seen := map[string]bool{}
	for _, r := range records {
		o := r.Article.Outlet
		name := o.Domain
		if name == "" {
			name = strings.ToLower(o.Name)
		}
		if name != "" {
			seen[name] = true
		}
	}
	return len(seen)
}

// tellings folds articles into tellings.
type tellings struct {
	records []*depesche.Record
	root    []int32 // by article
}

func newTellings(records []*depesche.Record, opts Options) *tellings {
	t := &tellings{records: records, root: make([]int32, len(records))}
	number := map[string]int32{}
	for i, r := range records {
		t.root[i] = int32(i)
		if n, known := number[r.Article.ID]; known {
			t.fold(n, int32(i)) // two versions of one article
			continue
		}
		number[r.Article.ID] = int32(i)
	}
	for _, d := range opts.Derivations {
		from, ok := number[d.From]
		to, found := number[d.To]
		if ok && found {
			t.fold(from, to)
		}
	}
	if opts.Finder != nil {
		t.foldOwners(opts.Finder.OwnerOf)
		t.foldCredits(opts.Finder.Credits)
	}
	return t
}

// articles lists the articles of every telling by its root, each once.
func (t *tellings) articles() map[int32][]string {
	out := map[int32][]string{}
	seen := map[string]bool{}
	for i, r := range t.records {
		if !seen[r.Article.ID] {
			seen[r.Article.ID] = true
			root := find(t.root, int32(i))
			out[root] = append(out[root], r.Article.ID)
		}
	}
	return out
}

func (t *tellings) fold(a, b int32) {
	x, y := find(t.root, a), find(t.root, b)
	t.root[max(x, y)] = min(x, y)
}

// foldOwners folds the articles of one owner's outlets: nobody is independent
// of himself.
func (t *tellings) foldOwners(owner func(depesche.Outlet) string) {
	first := map[string]int32{}
	for i, r := range t.records {
		key := owner(r.Article.Outlet)
		if key == "" {
			continue
		}
		if n, known := first[key]; known {
			t.fold(n, int32(i))
		} else {
			first[key] = int32(i)
		}
	}
}

// foldCredits folds articles that name one source, and the source itself. Each
// text is searched once for the names.
func (t *tellings) foldCredits(credits func(*depesche.Article) []string) {
	first := map[string]int32{}
	for i, r := range t.records {
		if name := sourceKey(r.Article.Outlet.Name); name != "" {
			if _, known := first[name]; !known {
				first[name] = int32(i)
			}
		}
	}
	type credited struct{ language, byline, text string }
	known := map[credited][]string{}
	for i, r := range t.records {
		k := credited{r.Article.Language, strings.Join(r.Article.Byline, "\n"), r.Article.Text}
		named, done := known[k]
		if !done {
			named = credits(&r.Article)
			known[k] = named
		}
		for _, c := range named {
			key := sourceKey(c)
			n, known := first[key]
			if !known {
				first[key] = int32(i)
				continue
			}
			t.fold(n, int32(i))
		}
	}
}

func sourceKey(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

// voice is an origin and the articles that tell on its word.
type voice struct {
	name  string
	key   string
	named map[string]int // how many articles call it so
	by    []int32        // articles, ascending

	statements []string // articleID/statementID, in order of articles
}

func (v *voice) articles(records []*depesche.Record) []string {
	out := make([]string, len(v.by))
	for i, n := range v.by {
		out[i] = records[n].Article.ID
	}
	return out
}

// voices gathers the origins of all articles, the one with most articles
// first.
func (t *tellings) voices() []*voice {
	byKey := map[string]*voice{}
	var out []*voice
	for i, r := range t.records {
		for _, spoken := range r.Voices() {
			key := voiceKey(spoken)
			v := byKey[key]
			if v == nil {
				v = &voice{key: key, named: map[string]int{}}
				byKey[key] = v
				out = append(out, v)
			}
			if n := len(v.by); n == 0 || v.by[n-1] != int32(i) {
				v.by = append(v.by, int32(i))
			}
			for _, id := range spoken.Statements {
				v.statements = append(v.statements, r.Article.ID+"/"+id)
			}
			v.named[spoken.Name]++
			if v.name == "" || v.named[spoken.Name] > v.named[v.name] {
				v.name = spoken.Name
			}
		}
	}
	out = foldJoint(out, byKey)
	slices.SortStableFunc(out, func(a, b *voice) int {
		return cmp.Or(cmp.Compare(len(b.by), len(a.by)), cmp.Compare(a.by[0], b.by[0]), strings.Compare(a.key, b.key))
	})
	return out
}

// foldJoint gives what several sides say together to the one of them that
// most articles quote by itself: it is that side's account too.
func foldJoint(all []*voice, byKey map[string]*voice) []*voice {
	return slices.DeleteFunc(all, func(v *voice) bool {
		if !strings.Contains(v.key, "+") {
			return false
		}
		var host *voice
		for side := range strings.SplitSeq(v.key, "+") {
			if one := byKey[side]; one != nil && (host == nil || len(one.by) > len(host.by)) {
				host = one
			}
		}
		if host == nil {
			return false
		}
		host.by = append(host.by, v.by...)
		slices.Sort(host.by)
		host.by = slices.Compact(host.by)
		return true
	})
}

// voiceKey is one for a voice in all articles: its state, or else the last
// word of its name, by which articles call a person after the first mention.
func voiceKey(v depesche.Voice) string {
	if v.Side != "" {
		return v.Side
	}
	words := strings.Fields(strings.ToLower(v.Name))
	if len(words) == 0 {
		return "name:"
	}
	return "name:" + words[len(words)-1]
}

// independent finds a greatest matching of tellings with origins (augmenting
// paths): the root of the telling of each origin, or -1.
func (t *tellings) independent(voices []*voice) []int32 {
	of := map[int32][]int{}
	var roots []int32
	for n, v := range voices {
		for _, i := range v.by {
			root := find(t.root, i)
			if len(of[root]) == 0 {
				roots = append(roots, root)
			}
			if k := len(of[root]); k == 0 || of[root][k-1] != n {
				of[root] = append(of[root], n)
			}
		}
	}
	taken := make([]int32, len(voices))
	for i := range taken {
		taken[i] = -1
	}
	for _, root := range roots {
		augment(root, of, taken, make([]bool, len(voices)))
	}
	return taken
}

// augment finds an origin for a telling, moving others when it must.
func augment(root int32, of map[int32][]int, taken []int32, tried []bool) bool {
	for _, n := range of[root] {
		if tried[n] {
			continue
		}
		tried[n] = true
		if taken[n] < 0 || augment(taken[n], of, taken, tried) {
			taken[n] = root
			return true
		}
	}
	return false
}
