// SPDX-License-Identifier: Apache-2.0

package weave

import (
	"context"
	"encoding/json"
	"slices"

	"depesche/lineage"
	"depesche/store"
)

// link compares all new versions with the others, in the order in which they
// came into the record, and returns how many there were.
func (w *Weaver) link(ctx context.Context) (int, error) {
	n := 0
	for {
		fresh, err := w.DB.Unsigned(ctx, portion)
		if err != nil || len(fresh) == 0 {
			return n, err
		}
		l := linker{Weaver: w, pending: map[int]lineage.Signature{}}
		for _, v := range fresh {
			if err := l.add(ctx, v); err != nil {
				return n, err
			}
		}
		if err := w.DB.Link(ctx, l.done); err != nil {
			return n, err
		}
		n += len(fresh)
		if w.Progress != nil {
			w.Progress(n)
		}
	}
}

// linker compares the versions of one transaction.
type linker struct {
	*Weaver
	done    []store.Linking
	pending map[int]lineage.Signature // of the versions that are not kept yet
}

func (l *linker) add(ctx context.Context, v store.VersionOf) error {
	n := len(l.versions)
	l.versions = append(l.versions, v)
	text, err := l.text(ctx, n)
	if err != nil {
		return err
	}
	s := text.Signature()
	l.pending[n] = s
	out := store.Linking{Version: v.Key}
	if out.Signature, err = s.AppendBinary(nil); err != nil {
		return err
	}
	step, err := l.index.Add(place(v), s, func(m int) (lineage.Signature, error) { return l.signature(ctx, m) })
	if err != nil {
		return err
	}
	if step.Hidden >= 0 {
		l.untie(step.Hidden, &out)
	}
	out.Stale = append(out.Stale, l.key(step.First))
	for _, p := range step.Pairs {
		if err := l.compare(ctx, p, &out); err != nil {
			return err
		}
	}
	if err := l.apart(ctx, step.Apart, &out); err != nil {
		return err
	}
	if err := l.shifted(ctx, step.Shifted, &out); err != nil {
		return err
	}
	l.done = append(l.done, out)
	return nil
}

// signature returns that of a version, kept or not yet.
func (l *linker) signature(ctx context.Context, n int) (lineage.Signature, error) {
	if s, ok := l.pending[n]; ok {
		return s, nil
	}
	return l.Weaver.signature(ctx, n)
}

// untie takes all ties from a version whose words an earlier one has.
func (l *linker) untie(n int, out *store.Linking) {
	out.Alone = append(out.Alone, l.key(n))
	out.Stale = append(out.Stale, l.key(n))
	for _, m := range slices.Clone(l.tied[n]) {
		l.tied.drop(n, int(m))
		out.Stale = append(out.Stale, l.key(int(m)))
	}
}

// compare ties a pair when the one drew on the other.
func (l *linker) compare(ctx context.Context, p lineage.Pair, out *store.Linking) error {
	x, err := l.text(ctx, p.A)
	if err != nil {
		return err
	}
	y, err := l.text(ctx, p.B)
	if err != nil {
		return err
	}
	first, _, tie, tied := l.Finder.Compare(x, y)
	if !tied {
		return nil
	}
	a, b := p.A, p.B
	if first == y {
		a, b = b, a
	}
	if v, u := l.versions[a], l.versions[b]; v.Article == u.Article {
		tie.Follows(v.Number < u.Number, "a later version of the same article")
	}
	body, err := json.Marshal(tie)
	if err != nil {
		return err
	}
	out.Ties = append(out.Ties, store.Tie{A: l.key(a), B: l.key(b), Body: body})
	out.Stale = append(out.Stale, l.key(a), l.key(b))
	l.tied.add(a, b)
	return nil
}

// apart unties the pairs that too many others have come between.
func (l *linker) apart(ctx context.Context, pairs [][2]int32, out *store.Linking) error {
	for _, p := range pairs {
		if !l.tied.has(int(p[0]), int(p[1])) {
			continue
		}
		s, err := l.signature(ctx, int(p[0]))
		if err != nil {
			return err
		}
		if _, meet := l.index.Meet(int(p[0]), int(p[1]), s); !meet {
			a, b := l.key(int(p[0])), l.key(int(p[1]))
			out.Untied = append(out.Untied, [2]int64{a, b})
			out.Stale = append(out.Stale, a, b)
			l.tied.drop(int(p[0]), int(p[1]))
		}
	}
	return nil
}

// shifted has the circles looked at again of versions whose link holds less
// than it did, since another version came between them.
func (l *linker) shifted(ctx context.Context, shifts []lineage.Shift, out *store.Linking) error {
	for _, s := range shifts {
		_, a := l.pending[s.A]
		_, b := l.pending[s.B]
		if a || b || !mayLink(l.index, s.Pair) || l.tied.has(s.A, s.B) {
			continue // what is new will be looked at, and a tie holds for good
		}
		signature, err := l.signature(ctx, s.A)
		if err != nil {
			return err
		}
		now, _ := l.index.Meet(s.A, s.B, signature)
		now.A, now.B = s.A, s.B
		was := now
		if was.Terms += s.Lost; s.Lost == 0 {
			was.Terms = s.Terms
		}
		matters := mayLink(l.index, was) != mayLink(l.index, now)
		if !matters && mayLink(l.index, was) {
			if matters, err = l.felt(ctx, min(was.Terms, now.Terms), s.A, s.B); err != nil {
				return err
			}
		}
		if matters {
			out.Stale = append(out.Stale, l.key(s.A), l.key(s.B))
		}
	}
	return nil
}

// felt reports whether the circle of one of the versions asks for more terms
// than their link holds.
func (l *linker) felt(ctx context.Context, terms int, versions ...int) (bool, error) {
	for _, n := range versions {
		circle, _, err := l.DB.Circle(ctx, l.key(n))
		if err != nil || termsOf(circle) > terms && termsOf(circle) > circleNearTerms {
			return err == nil, err
		}
	}
	return false, nil
}
