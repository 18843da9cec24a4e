// SPDX-License-Identifier: Apache-2.0

// Package weave keeps up to date what a record holds between its articles: who
// drew on whom, and which articles tell one story.
//
// In: a record with new versions in it. Out: the same record, with signatures,
// ties, derivations and stories. It may be stopped at any time and goes on
// where it stopped; what it finds does not depend on the order in which the
// articles came. It compares no texts itself (lineage does), and counts no
// origins (story does).
package weave

import (
	"context"
	"fmt"
	"slices"

	"depesche"
	"depesche/lineage"
	"depesche/store"
)

// Weaver works on one record.
type Weaver struct {
	DB     *store.DB
	Finder *lineage.Finder
	// Progress, when not nil, is told how many new versions were compared
	// with the others.
	Progress func(versions int)

	// Keep has the index stay in memory after an update, for the next one:
	// some 700 bytes a version, where it is otherwise loaded anew.
	Keep bool

	index    *lineage.Index
	versions []store.VersionOf // by number in the index; keys ascend
	tied     tied
	texts    map[int]*lineage.Text // asked for of late
	older    map[int]*lineage.Text // asked for before those
	woven    store.Woven           // of the record, when the index was last up to date
	most     int                   // members of a circle, when not mostMembers
}

// portion is how many versions are compared in one transaction.
const portion = 64

// Update compares the versions that came since the last time with all others,
// and brings the derivations and stories that they have to do with up to date.
// It returns how many versions were new.
func (w *Weaver) Update(ctx context.Context) (int, error) {
	n, err := w.update(ctx)
	w.texts, w.older = nil, nil
	if err == nil && w.Keep && w.index != nil {
		w.woven, err = w.DB.Woven(ctx)
	}
	if err != nil || !w.Keep {
		w.index, w.versions, w.tied = nil, nil, nil
	}
	if err != nil {
		return n, fmt.Errorf("bring lineage and stories up to date: %w", err)
	}
	return n, nil
}

func (w *Weaver) update(ctx context.Context) (int, error) {
	fresh, err := w.DB.Unsigned(ctx, 1)
	if err != nil {
		return 0, err
	}
	unsettled, err := w.DB.Unsettled(ctx)
	if err != nil || len(fresh)+len(unsettled) == 0 {
		return 0, err
	}
	if err := w.load(ctx); err != nil {
		return 0, err
	}
	n, err := w.link(ctx)
	if err != nil {
		return n, err
	}
	for range mostRounds {
		if unsettled, err = w.DB.Unsettled(ctx); err != nil || len(unsettled) == 0 {
			return n, err
		}
		if err := w.settleFamilies(ctx, unsettled); err != nil {
			return n, err
		}
		if err := w.settleStories(ctx, unsettled); err != nil {
			return n, err
		}
	}
	return n, nil
}

// mostRounds bounds how often articles that lost their story to another round
// are looked at.
const mostRounds = 4

// load fills the index with the versions that are known already, unless it
// holds them since the last time.
func (w *Weaver) load(ctx context.Context) error {
	w.texts = map[int]*lineage.Text{}
	if w.index != nil {
		if now, err := w.DB.Woven(ctx); err != nil || now == w.woven {
			return err
		}
	}
	w.index, w.versions, w.tied = lineage.NewIndex(), nil, tied{}
	err := w.DB.Signed(ctx, func(v store.VersionOf, body []byte) error {
		s, err := lineage.ReadSignature(body)
		if err != nil {
			return fmt.Errorf("version %d of article %q: %w", v.Number, v.Article, err)
		}
		w.index.Load(place(v), s)
		w.versions = append(w.versions, v)
		return nil
	})
	if err != nil {
		return err
	}
	return w.DB.TiedPairs(ctx, func(a, b int64) { w.tied.add(w.number(a), w.number(b)) })
}

// nameOf is the id by which a version is compared with others: it stays when
// later versions come.
func nameOf(v store.VersionOf) string { return fmt.Sprintf("%s@%06d", v.Article, v.Number) }

func place(v store.VersionOf) lineage.Place {
	return lineage.Place{ID: nameOf(v), Published: v.Published, Language: v.Language}
}

// number is the number of a version in the index, by its key.
func (w *Weaver) number(key int64) int {
	low, high := 0, len(w.versions)
	for low < high {
		if middle := (low + high) / 2; w.versions[middle].Key < key {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}

func (w *Weaver) key(number int) int64 { return w.versions[number].Key }

// tied says which versions, by number, each is tied to.
type tied map[int][]int32

func (t tied) add(a, b int) {
	if !t.has(a, b) {
		t[a], t[b] = append(t[a], int32(b)), append(t[b], int32(a))
	}
}

func (t tied) has(a, b int) bool { return slices.Contains(t[a], int32(b)) }

func (t tied) drop(a, b int) {
	for _, p := range [][2]int{{a, b}, {b, a}} {
		t[p[0]] = slices.DeleteFunc(t[p[0]], func(n int32) bool { return int(n) == p[1] })
	}
}

// keptTexts is how many texts are kept at hand, twice: those of late are asked
// for most.
const keptTexts = 1024

// text reads a version for comparison.
func (w *Weaver) text(ctx context.Context, number int) (*lineage.Text, error) {
	if t := w.texts[number]; t != nil {
		return t, nil
	}
	if t := w.older[number]; t != nil {
		w.remember(number, t)
		return t, nil
	}
	article, err := w.DB.TextOf(ctx, w.key(number))
	if err != nil {
		return nil, err
	}
	return w.keep(number, article), nil
}

func (w *Weaver) keep(number int, a *depesche.Article) *lineage.Text {
	named := *a
	named.ID = nameOf(w.versions[number])
	t := w.Finder.Read(&named)
	w.remember(number, t)
	return t
}

// remember keeps a text at hand. When there are enough, those that have not
// been asked for since the last time that there were are forgotten.
func (w *Weaver) remember(number int, t *lineage.Text) {
	if len(w.texts) >= keptTexts {
		w.older, w.texts = w.texts, make(map[int]*lineage.Text, keptTexts)
	}
	w.texts[number] = t
}

func (w *Weaver) signature(ctx context.Context, number int) (lineage.Signature, error) {
	body, err := w.DB.Signature(ctx, w.key(number))
	if err != nil {
		return lineage.Signature{}, err
	}
	return lineage.ReadSignature(body)
}
