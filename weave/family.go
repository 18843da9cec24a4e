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

// settleFamilies finds out anew who drew on whom in every family that has an
// unsettled version in it.
func (w *Weaver) settleFamilies(ctx context.Context, unsettled []int64) error {
	seen := map[int]bool{}
	for _, key := range unsettled {
		if err := ctx.Err(); err != nil {
			return err
		}
		first := w.index.First(w.number(key))
		if seen[first] {
			continue
		}
		f, err := w.family(ctx, first)
		if err != nil {
			return err
		}
		for _, m := range f.members {
			seen[m] = true
		}
		if err := f.settle(ctx); err != nil {
			return err
		}
	}
	return nil
}

// family is the versions that ties hold together, and the ties. Versions that
// repeat the words of another one are no members.
type family struct {
	*Weaver
	members []int // in order of time
	ties    []store.Tie
}

func (w *Weaver) family(ctx context.Context, first int) (*family, error) {
	f := &family{Weaver: w}
	seen := map[int]bool{first: true}
	for queue := []int{first}; len(queue) > 0; queue = queue[1:] {
		n := queue[0]
		f.members = append(f.members, n)
		ties, err := w.DB.TiesOf(ctx, w.key(n))
		if err != nil {
			return nil, err
		}
		for _, t := range ties {
			if w.number(t.A) == n {
				f.ties = append(f.ties, t)
			}
			for _, m := range []int{w.number(t.A), w.number(t.B)} {
				if !seen[m] {
					seen[m] = true
					queue = append(queue, m)
				}
			}
		}
	}
	slices.SortFunc(f.members, func(a, b int) int { return lineage.InTime(w.head(a), w.head(b)) })
	return f, nil
}

// head is what orders a version among others.
func (w *Weaver) head(n int) *depesche.Article {
	v := w.versions[n]
	return &depesche.Article{ID: nameOf(v), Published: v.Published}
}

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
	for _, n := range f.members {
		repeats, err := f.repetitions(ctx, n, known)
		if err != nil {
			return err
		}
		keep = append(keep, repeats...)
	}
	for _, t := range kept {
		d, err := f.derived(ctx, t, known)
		if err != nil {
			return err
		}
		if d != nil {
			keep = append(keep, *d)
		}
	}
	var drop [][2]int64
	for pair := range known {
		drop = append(drop, pair)
	}
	slices.SortFunc(drop, func(a, b [2]int64) int { return slices.Compare(a[:], b[:]) })
	if len(drop)+len(keep) == 0 {
		return nil
	}
	return f.DB.SetDerivations(ctx, drop, keep)
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

// known is what is kept of the family's derivations: the basis of each.
func (f *family) known(ctx context.Context) (map[[2]int64]string, error) {
	known := map[[2]int64]string{}
	for _, n := range f.members {
		for _, m := range f.index.Same(n) {
			all, err := f.DB.DerivationsOf(ctx, f.key(int(m)))
			if err != nil {
				return nil, err
			}
			for _, d := range all {
				known[[2]int64{d.Source, d.Copy}] = d.Basis
			}
		}
	}
	return known, nil
}

// derived writes out a tie, unless the same is known already, which it takes
// out of what is known.
func (f *family) derived(ctx context.Context, t lineage.Tie, known map[[2]int64]string) (*store.Derived, error) {
	body, err := json.Marshal(t)
	if err != nil {
		return nil, err
	}
	basis := digest(string(body))
	if f.isKnown(t.A, t.B, basis, known) {
		return nil, nil
	}
	return f.write(ctx, t.A, t.B, basis, func(first, second *lineage.Text) depesche.Derivation {
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

func (f *family) write(ctx context.Context, a, b int, basis string, derive func(first, second *lineage.Text) depesche.Derivation) (*store.Derived, error) {
	first, err := f.text(ctx, a)
	if err != nil {
		return nil, err
	}
	second, err := f.text(ctx, b)
	if err != nil {
		return nil, err
	}
	d := derive(first, second)
	if d.From == second.Article.ID {
		a, b = b, a
	}
	return &store.Derived{Source: f.key(a), Copy: f.key(b), Basis: basis, Derivation: d}, nil
}

// repetitions derives the versions that have the words of n from it.
func (f *family) repetitions(ctx context.Context, n int, known map[[2]int64]string) ([]store.Derived, error) {
	var out []store.Derived
	for _, m := range f.index.Same(n)[1:] {
		if f.isKnown(n, int(m), sameWords, known) {
			continue
		}
		d, err := f.write(ctx, n, int(m), sameWords, f.Finder.Repetition)
		if err != nil {
			return nil, err
		}
		out = append(out, *d)
	}
	return out, nil
}

// sameWords is the basis of a derivation between texts of the same words.
const sameWords = "same words"

func digest(parts ...string) string {
	h := fnv.New64a()
	h.Write([]byte(strings.Join(parts, "\x00")))
	return fmt.Sprintf("%016x", h.Sum64())
}
