// SPDX-License-Identifier: Apache-2.0

// Command scale measures how the index of lineage grows: the time that a new
// article takes, the memory that an article takes, and how many planted
// copies are found, when the index holds ten thousand, a hundred thousand and
// a million articles. It makes the articles itself.
//
//	go run ./eval/scale -articles 1000000
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/pprof"
	"sync"
	"sync/atomic"
	"time"

	"depesche"
	"depesche/lang"
	"depesche/lineage"
)

func main() {
	articles := flag.Int("articles", 100_000, "`number` of articles")
	cores := flag.Int("cores", 2, "`number` of cores for the articles that are measured; the others fill the index on all cores")
	record := flag.String("record", "", "fill a record in this new `file` instead, through the store, and tell what lineage and stories cost")
	kind := flag.String("kind", kindNews, "articles of the record: news, same (one text on every page) or near (but for a sentence)")
	profile := flag.String("profile", "", "write a profile of the processor's time to this `file`")
	flag.Parse()
	stop, err := profiled(*profile)
	if err != nil {
		fmt.Fprintln(os.Stderr, "scale:", err)
		os.Exit(1)
	}
	if *record != "" {
		err = fill(context.Background(), os.Stdout, *record, *kind, *articles)
	} else {
		err = run(os.Stdout, *articles, *cores)
	}
	if err = errors.Join(err, stop()); err != nil {
		fmt.Fprintln(os.Stderr, "scale:", err)
		os.Exit(1)
	}
}

// profiled begins to write a profile to a file, when one is named. stop ends it.
func profiled(file string) (stop func() error, err error) {
	if file == "" {
		return func() error { return nil }, nil
	}
	f, err := os.Create(file)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return func() error {
		pprof.StopCPUProfile()
		return f.Close()
	}, nil
}

// window is how many articles a figure is the mean of.
const window = 5000

// run adds articles and prints a line whenever their number is a power of
// ten, about the articles added last.
func run(w io.Writer, articles, cores int) error {
	fsys, err := lang.Open("en", "")
	if err != nil {
		return err
	}
	cues, err := lineage.Load(fsys)
	if err != nil {
		return err
	}
	m := newMeasure(newGenerator(1, cues.Common()), &lineage.Finder{Cues: map[string]*lineage.Cues{"en": cues}})
	fmt.Fprintln(w, "articles\tarticles/s\tms of processor/article\tms/article of index\tof that processor\tbytes/article\tpairs/article\trecall")
	next := 10_000
	all := runtime.GOMAXPROCS(0)
	for n := 0; n < articles; n += window {
		measured := n+window >= next || n+window >= articles
		m.batch(n, min(window, articles-n), measured, cores, all)
		if measured {
			fmt.Fprintf(w, "%d\t%.0f\t%.3f\t%.3f\t%.3f\t%.0f\t%.2f\t%.4f\n",
				m.index.Len(), m.rate, m.computing, m.indexing, m.indexComputing, m.bytes(), m.pairs, m.recall())
			next *= 10
		}
	}
	return nil
}

// measure is an index as it grows.
type measure struct {
	generator *generator
	finder    *lineage.Finder
	index     *lineage.Index
	empty     uint64 // bytes in use before the first article
	cache     *cache

	// of the last batch: articles a second, milliseconds of processor that an
	// article took, milliseconds of the clock and of processor of that in the
	// index, and pairs compared
	rate, computing, indexing, indexComputing, pairs float64

	planted int
	found   atomic.Int64
}

func newMeasure(g *generator, f *lineage.Finder) *measure {
	m := &measure{generator: g, finder: f, index: lineage.NewIndex(), cache: &cache{texts: map[int]*lineage.Text{}}}
	m.empty = inUse()
	return m
}

func inUse() uint64 {
	runtime.GC()
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}

// bytes is what the index takes for an article.
func (m *measure) bytes() float64 {
	m.cache.texts = map[int]*lineage.Text{}
	return float64(inUse()-m.empty) / float64(m.index.Len())
}

// recall is the share of planted copies that were found.
func (m *measure) recall() float64 { return float64(m.found.Load()) / float64(max(1, m.planted)) }

// read is an article on its way into the index.
type read struct {
	text      *lineage.Text
	signature lineage.Signature
}

// batch adds articles from number n on. The articles are made before the clock
// starts; reading, looking up and comparing are measured. Where nothing is
// measured, only copies are compared.
func (m *measure) batch(n, count int, measured bool, cores, all int) {
	texts := make([]read, count)
	articles := make([]depesche.Article, count)
	parallel(all, count, func(i int) { articles[i] = m.generator.article(n + i) })
	if measured {
		runtime.GOMAXPROCS(cores)
		defer runtime.GOMAXPROCS(all)
	}
	start := time.Now()
	computed, _ := used()
	parallel(runtime.GOMAXPROCS(0), count, func(i int) {
		texts[i].text = m.finder.Read(&articles[i])
		texts[i].signature = texts[i].text.Signature()
	})
	var work []task
	if measured {
		runtime.GC() // what reading left is no work of the index
	}
	begin := time.Now()
	entered, _ := used()
	pairs := 0
	for i, t := range texts {
		m.cache.put(n+i, t.text)
		step, _ := m.index.Add(lineage.PlaceOf(t.text.Article), t.signature, m.signature)
		pairs += len(step.Pairs)
		work = append(work, task{n + i, step})
	}
	left, _ := used()
	m.indexing = float64(time.Since(begin).Microseconds()) / 1000 / float64(count)
	m.indexComputing = (left - entered) * 1000 / float64(count)
	parallel(runtime.GOMAXPROCS(0), count, func(i int) {
		if measured || m.generator.copyOf(n+i) >= 0 {
			m.compare(work[i])
		}
	})
	done, _ := used()
	m.rate = float64(count) / time.Since(start).Seconds()
	m.computing = (done - computed) * 1000 / float64(count)
	m.pairs = float64(pairs) / float64(count)
	for i := range count {
		if m.generator.copyOf(n+i) >= 0 {
			m.planted++
		}
	}
	m.cache.forget(n + count - copyReach)
}

// task is an article and what adding it said.
type task struct {
	article int
	step    lineage.Step
}

// compare compares the pairs of a step, and counts the article as found when
// it is a copy that was tied to one of its family.
func (m *measure) compare(t task) {
	family := m.family(t.article)
	copied := m.generator.copyOf(t.article) >= 0
	tied := t.step.First != t.article && m.family(t.step.First) == family
	for _, p := range t.step.Pairs {
		if _, _, _, found := m.finder.Compare(m.text(p.A), m.text(p.B)); found && p.B < t.article && m.family(p.B) == family {
			tied = true
		}
	}
	if copied && tied {
		m.found.Add(1)
	}
}

// family is the article that a chain of copies began with.
func (m *measure) family(n int) int {
	for source := n; source >= 0; source = m.generator.copyOf(source) {
		n = source
	}
	return n
}

func (m *measure) signature(n int) (lineage.Signature, error) { return m.text(n).Signature(), nil }

// text is an article that was added before; one that came out long ago is
// made and read again, as a record would read it from the disk.
func (m *measure) text(n int) *lineage.Text {
	if t := m.cache.get(n); t != nil {
		return t
	}
	a := m.generator.article(n)
	return m.finder.Read(&a)
}

// cache keeps the last articles.
type cache struct {
	mu    sync.Mutex
	texts map[int]*lineage.Text
	first int
}

func (c *cache) get(n int) *lineage.Text {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.texts[n]
}

func (c *cache) put(n int, t *lineage.Text) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.texts[n] = t
}

func (c *cache) forget(before int) {
	for ; c.first < before; c.first++ {
		delete(c.texts, c.first)
	}
}

// parallel calls do for 0 to n-1, several at a time.
func parallel(workers, n int, do func(int)) {
	var next atomic.Int64
	var running sync.WaitGroup
	for range workers {
		running.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	running.Wait()
}
