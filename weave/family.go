// SPDX-License-Identifier: Apache-2.0

package weave

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"depesche"
	"depesche/lineage"
	"depesche/store"
)

// settleFamilies finds out anew who drew on whom around the unsettled
// versions.
func (w *Weaver) settleFamilies(ctx context.Context, unsettled []int64) error {
	stale, done, fresh := map[int]bool{}, map[int]bool{}, map[int]bool{}
	for _, key := range unsettled {
		n := w.number(key)
		fresh[n] = true
		stale[w.index.First(n)] = true
	}
	for _, key := range unsettled {
		if err := ctx.Err(); err != nil {
			return err
		}
		first := w.index.First(w.number(key))
		if done[first] {
			continue
		}
		f, err := w.family(ctx, first, stale)
		if err != nil {
			return err
		}
		f.fresh = fresh
		for _, m := range f.members {
			done[m] = done[m] || f.steps[m] == 0
		}
		if err := f.settle(ctx); err != nil {
			return err
		}
	}
	return nil
}

// How far a change is felt: whether a tie tells where an article came from
// depends on the ties of the articles that are tied to its two. So it changes
// at most for the ties of the articles that are one step from a stale one, and
// what that rests on lies within three.
const (
	feltSteps = 1
	tiedSteps = 3
)

// family is the versions around stale ones that ties hold together, and the
// ties. Versions that repeat the words of another one are no members.
type family struct {
	*Weaver
	members []int       // in order of time
	steps   map[int]int // of a member from the next stale one
	ties    []store.Tie
	fresh   map[int]bool // versions that are unsettled themselves
}

func (w *Weaver) family(ctx context.Context, first int, stale map[int]bool) (*family, error) {
	f := &family{Weaver: w, steps: map[int]int{first: 0}}
	for queue := []int{first}; len(queue) > 0; queue = queue[1:] {
		n := queue[0]
		if f.steps[n] > tiedSteps {
			continue
		}
		for _, m := range w.tied[n] {
			steps := f.steps[n] + 1
			if stale[int(m)] {
				steps = 0
			}
			if before, known := f.steps[int(m)]; !known || steps < before {
				f.steps[int(m)] = steps
				queue = append(queue, int(m))
			}
		}
	}
	for n, steps := range f.steps {
		f.members = append(f.members, n)
		if steps > tiedSteps {
			continue
		}
		ties, err := w.DB.TiesOf(ctx, w.key(n))
		if err != nil {
			return nil, err
		}
		for _, t := range ties {
			if a := w.number(t.A); a == n || f.steps[a] > tiedSteps {
				f.ties = append(f.ties, t)
			}
		}
	}
	slices.SortFunc(f.members, func(a, b int) int { return lineage.InTime(w.head(a), w.head(b)) })
	return f, nil
}

// felt reports whether what a member drew on may have changed.
func (f *family) felt(n int) bool { return f.steps[n] <= feltSteps }

// head is what orders a version among others.
func (w *Weaver) head(n int) *depesche.Article {
	v := w.versions[n]
	return &depesche.Article{ID: nameOf(v), Published: v.Published}
}

// portionKept is how many derivations are written in one transaction.
const portionKept = 500

// settle makes the derivations of the family those that its ties give.
func (f *family) settle(ctx context.Context) error {
	kept, err := f.descent()
	if err != nil {
		return err
	}
	known, err := f.known(ctx)
	if err != nil {
		return err
	}
	var keep []store.Derived
	flush := func(least int) error {
		if len(keep) < least {
			return nil
		}
		all := keep
		keep = keep[:0]
		return f.DB.SetDerivations(ctx, nil, all)
	}
	for _, n := range f.members {
		if f.steps[n] > 0 {
			continue
		}
		for _, m := range f.index.Repeating(n) {
			if keep, err = f.repeated(ctx, n, int(m), known, keep); err == nil {
				err = flush(portionKept)
			}
			if err != nil {
				return err
			}
		}
	}
	for _, t := range kept {
		if !f.felt(t.A) && !f.felt(t.B) {
			continue
		}
		if keep, err = f.derived(ctx, t, known, keep); err == nil {
			err = flush(portionKept)
		}
		if err != nil {
			return err
		}
	}
	if err := flush(1); err != nil {
		return err
	}
	return f.forget(ctx, known)
}

// forget drops the derivations that nothing gives any more.
func (f *family) forget(ctx context.Context, known map[[2]int64]string) error {
	var drop [][2]int64
	for pair := range known {
		drop = append(drop, pair)
	}
	if len(drop) == 0 {
		return nil
	}
	slices.SortFunc(drop, func(a, b [2]int64) int { return slices.Compare(a[:], b[:]) })
	return f.DB.SetDerivations(ctx, drop, nil)
}

// descent keeps the ties that tell where the members came from, with the
// numbers of the versions.
func (f *family) descent() ([]lineage.Tie, error) {
	place := map[int]int{}
	for i, n := range f.members {
		place[n] = i
	}
	var ties []lineage.Tie
	for _, kept := range f.ties {
		var t lineage.Tie
		if err := json.Unmarshal(kept.Body, &t); err != nil {
			return nil, fmt.Errorf("tie of versions %d and %d: %w", kept.A, kept.B, err)
		}
		t.A, t.B = place[f.number(kept.A)], place[f.number(kept.B)]
		ties = append(ties, t)
	}
	out := lineage.Descent(ties)
	for i := range out {
		out[i].A, out[i].B = f.members[out[i].A], f.members[out[i].B]
	}
	return out, nil
}

// known is what is kept of the derivations that may have changed: the basis of
// each.
func (f *family) known(ctx context.Context) (map[[2]int64]string, error) {
	known := map[[2]int64]string{}
	for _, n := range f.members {
		if !f.felt(n) {
			continue
		}
		for i, m := range f.index.Same(n) {
			if i > 0 && (f.steps[n] > 0 || !f.fresh[int(m)]) {
				continue // what repeats n and has not changed came from n, if from any
			}
			all, err := f.DB.BasesOf(ctx, f.key(int(m)))
			if err != nil {
				return nil, err
			}
			for _, b := range all {
				if f.steps[n] == 0 || b.Basis != sameWords {
					known[[2]int64{b.Source, b.Copy}] = b.Basis
				}
			}
		}
	}
	return known, nil
}

// derived writes out a tie, unless the same is known already, which it takes
// out of what is known.
func (f *family) derived(ctx context.Context, t lineage.Tie, known map[[2]int64]string, keep []store.Derived) ([]store.Derived, error) {
	body, err := json.Marshal(t)
	if err != nil {
		return keep, err
	}
	basis := digest(string(body))
	if f.isKnown(t.A, t.B, basis, known) {
		return keep, nil
	}
	return f.write(ctx, t.A, t.B, basis, keep, func(first, second *lineage.Text) depesche.Derivation {
		return f.Finder.Derivation(first, second, t)
	})
}

// isKnown takes a derivation of the basis between two versions, in either
// direction, out of what is known.
func (f *family) isKnown(a, b int, basis string, known map[[2]int64]string) bool {
	for _, pair := range [][2]int64{{f.key(a), f.key(b)}, {f.key(b), f.key(a)}} {
		if known[pair] == basis {
			delete(known, pair)
			return true
		}
	}
	return false
}

func (f *family) write(ctx context.Context, a, b int, basis string, keep []store.Derived, derive func(first, second *lineage.Text) depesche.Derivation) ([]store.Derived, error) {
	first, err := f.text(ctx, a)
	if err != nil {
		return keep, err
	}
	second, err := f.text(ctx, b)
	if err != nil {
		return keep, err
	}
	d := derive(first, second)
	if d.From == second.Article.ID {
		a, b = b, a
	}
	return append(keep, store.Derived{Source: f.key(a), Copy: f.key(b), Basis: basis, Derivation: d}), nil
}

// repeated derives a version that has the words of n from it.
func (f *family) repeated(ctx context.Context, n, m int, known map[[2]int64]string, keep []store.Derived) ([]store.Derived, error) {
	if f.isKnown(n, m, sameWords, known) {
		return keep, nil
	}
	return f.write(ctx, n, m, sameWords, keep, f.Finder.Repetition)
}

// sameWords is the basis of a derivation between texts of the same words.
const sameWords = "same words"

func digest(parts ...string) string {
	h := fnv.New64a()
	h.Write([]byte(strings.Join(parts, "\x00")))
	return fmt.Sprintf("%016x", h.Sum64())
}
