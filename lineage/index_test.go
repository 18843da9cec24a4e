// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"depesche"
)

// grown is an index with the ties that were found as articles came.
type grown struct {
	finder     *Finder
	index      *Index
	articles   []*Text
	signatures []Signature
	ties       map[[2]string]Tie // by ids, the earlier article first
}

func newGrown() *grown {
	return &grown{finder: &Finder{}, index: NewIndex(), ties: map[[2]string]Tie{}}
}

func (g *grown) add(t testing.TB, a depesche.Article) {
	t.Helper()
	text := g.finder.Read(&a)
	s := text.Signature()
	g.articles, g.signatures = append(g.articles, text), append(g.signatures, s)
	step, err := g.index.Add(PlaceOf(&a), s, func(n int) (Signature, error) { return g.signatures[n], nil })
	if err != nil {
		t.Fatal(err)
	}
	if step.Hidden >= 0 {
		id := g.articles[step.Hidden].Article.ID
		for pair := range g.ties {
			if pair[0] == id || pair[1] == id {
				delete(g.ties, pair)
			}
		}
	}
	for _, p := range step.Pairs {
		first, second, tie, tied := g.finder.Compare(g.articles[p.A], g.articles[p.B])
		if tied {
			g.ties[[2]string{first.Article.ID, second.Article.ID}] = tie
		}
	}
	for _, p := range step.Apart {
		x, y := g.articles[p[0]].Article.ID, g.articles[p[1]].Article.ID
		if inTime(*g.articles[p[0]].Article, *g.articles[p[1]].Article) > 0 {
			x, y = y, x
		}
		if _, tied := g.ties[[2]string{x, y}]; tied {
			if _, meet := g.index.Meet(int(p[0]), int(p[1]), g.signatures[p[0]]); !meet {
				delete(g.ties, [2]string{x, y})
			}
		}
	}
}

// result is all that the index found, by ids.
func (g *grown) result(t testing.TB) map[string]string {
	out := map[string]string{}
	for pair, tie := range g.ties {
		data, err := json.Marshal(tie)
		if err != nil {
			t.Fatal(err)
		}
		out[pair[0]+" "+pair[1]] = string(data)
	}
	for n := range g.articles {
		if first := g.index.First(n); first != n {
			out[g.articles[n].Article.ID] = "repeats " + g.articles[first].Article.ID
		}
	}
	return out
}

// motley are articles of every kind that makes an index's life hard: copies,
// texts that repeat each other, one that many print with a word of their own,
// and a paragraph below many others.
func motley(seed uint64) []depesche.Article {
	g := newGenerator(seed)
	articles, _ := g.articles(60)
	dispatch, below := g.text(15), " "+g.text(4)
	for i := range 40 {
		articles = append(articles,
			depesche.Article{ID: fmt.Sprintf("same%02d", i), Text: dispatch, Language: "en", Published: fmt.Sprintf("2025-02-%02d", 1+i*7%28)},
			depesche.Article{ID: fmt.Sprintf("nearly%02d", i), Text: dispatch + " Printed by " + g.names[i] + ".", Language: "en",
				Published: fmt.Sprintf("2025-02-%02dT10:%02d:00Z", 1+i*5%28, i)},
			depesche.Article{ID: fmt.Sprintf("below%02d", i), Text: g.text(6) + below, Language: "en", Published: fmt.Sprintf("2025-02-%02d", 1+i*3%28)})
	}
	for i := range articles {
		if i%9 == 0 {
			articles[i].Published = ""
		}
	}
	return articles
}

// TestIndexDoesNotCareForOrder is the property that a record rests on to
// which articles come late.
func TestIndexDoesNotCareForOrder(t *testing.T) {
	articles := motley(11)
	random := rand.New(rand.NewPCG(12, 1))
	var want map[string]string
	for round := range 4 {
		g := newGrown()
		for _, a := range articles {
			g.add(t, a)
		}
		got := g.result(t)
		if round == 0 {
			want = got
		} else if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("another order gave other ties:\n%s", diff)
		}
		random.Shuffle(len(articles), func(i, j int) { articles[i], articles[j] = articles[j], articles[i] })
		if round == 2 {
			slices.SortFunc(articles, func(a, b depesche.Article) int { return -inTime(a, b) })
		}
	}
	if len(want) < 100 {
		t.Errorf("only %d ties", len(want))
	}
}

// TestLoadedIndex continues with an index that was loaded instead of grown.
func TestLoadedIndex(t *testing.T) {
	articles := motley(13)
	whole, half := newGrown(), newGrown()
	for _, a := range articles {
		whole.add(t, a)
	}
	for _, a := range articles[:100] {
		half.add(t, a)
	}
	loaded := NewIndex()
	for i, a := range half.articles {
		loaded.Load(PlaceOf(a.Article), half.signatures[i])
	}
	half.index = loaded
	for _, a := range articles[100:] {
		half.add(t, a)
	}
	if diff := cmp.Diff(whole.result(t), half.result(t)); diff != "" {
		t.Error(diff)
	}
}

func TestSignatureIsKept(t *testing.T) {
	g := newGenerator(14)
	for _, text := range []string{"", "Wien", g.text(1), g.text(40)} {
		s := (&Finder{}).Read(&depesche.Article{Text: text}).Signature()
		data, err := s.AppendBinary(nil)
		if err != nil {
			t.Fatal(err)
		}
		got, err := ReadSignature(data)
		if err != nil || cmp.Diff(s, got) != "" {
			t.Errorf("%v: %s", err, cmp.Diff(s, got))
		}
		for i := range data {
			_, _ = ReadSignature(data[:i])
		}
	}
}

func TestIndexFindsPlantedCopies(t *testing.T) {
	articles, of := newGenerator(15).articles(300)
	g := newGrown()
	for _, a := range articles {
		g.add(t, a)
	}
	found := map[string]bool{}
	for pair := range g.ties {
		if family(of, pair[0]) != family(of, pair[1]) {
			t.Errorf("%v are no relatives", pair)
		}
		found[pair[1]] = true
	}
	missed := 0
	for id := range of {
		if !found[id] {
			missed++
		}
	}
	if missed > len(of)/100 {
		t.Errorf("%d of %d copies were missed", missed, len(of))
	}
}

// TestIndexOfManyIdenticalArticles is about time: each of them costs the same.
func TestIndexOfManyIdenticalArticles(t *testing.T) {
	const n = 100_000
	s := (&Finder{}).Read(&depesche.Article{Text: text(60)}).Signature()
	x := NewIndex()
	for i := range n {
		p := Place{ID: fmt.Sprint(i), Published: "2025-01-01", Language: "en"}
		step, err := x.Add(p, s, func(int) (Signature, error) { return s, nil })
		if err != nil || len(step.Pairs) > 0 {
			t.Fatalf("%v, %v", step, err)
		}
	}
	if got := len(x.Same(5)); got != n {
		t.Errorf("%d identical articles, not %d", got, n)
	}
}

func FuzzReadSignature(f *testing.F) {
	data, _ := (&Finder{}).Read(&depesche.Article{Text: text(60)}).Signature().AppendBinary(nil)
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		if s, err := ReadSignature(data); err == nil {
			x := NewIndex()
			for i := range 3 {
				x.Load(Place{ID: fmt.Sprint(i)}, s)
			}
		}
	})
}

// BenchmarkIndexGrowth adds articles to an index that holds many: signatures
// by chance, their terms as frequent as the words of a language are, so that
// the lists of some hold most of the articles.
func BenchmarkIndexGrowth(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			random := rand.New(rand.NewPCG(31, 1))
			x := NewIndex()
			add := func(i int) {
				s := Signature{Words: 200, Whole: random.Uint64()}
				for range 20 {
					s.Prints = append(s.Prints, random.Uint32()|1)
				}
				for range signatureTerms {
					s.Terms = append(s.Terms, short(mix(uint64(100+math.Pow(200_000, random.Float64())))))
				}
				s.Prints, s.Terms = sorted(s.Prints), sorted(s.Terms)
				at := time.Date(2025, 1, 1, 0, i/2, 0, 0, time.UTC)
				if _, err := x.Add(Place{ID: fmt.Sprint(i), Language: "en", Published: at.Format(time.RFC3339)}, s, nil); err != nil {
					b.Fatal(err)
				}
			}
			for i := range n {
				add(i)
			}
			i := n
			for b.Loop() {
				add(i)
				i++
			}
		})
	}
}
