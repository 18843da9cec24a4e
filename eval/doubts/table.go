// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
)

// printer writes the table, as lines of a rule file and comments.
type printer struct {
	w     io.Writer
	scale int
	err   error
}

func (p *printer) printf(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format, args...)
	}
}

func (p *printer) head(judged, verdicts, right int) {
	p.printf("# %d of %d judged events are read so; %d are right (%s)\n", judged, verdicts, right, share(right, judged))
}

// table writes the points: what speaks most against a reading first, types and
// rules after the others, with how often each holds and how often it is right then.
func (p *printer) table(points map[string]int, x examples) {
	count, right := x.count(), x.rightOnes().count()
	names := slices.SortedFunc(maps.Keys(points), func(a, b string) int {
		free := func(name string) int {
			if isFree(name) {
				return 1
			}
			return 0
		}
		return cmp.Or(cmp.Compare(free(a), free(b)), cmp.Compare(points[b], points[a]), cmp.Compare(a, b))
	})
	for _, name := range names {
		p.printf("doubt %-21s %3d  # %d events, %s right\n", name, points[name], count[name], share(right[name], count[name]))
	}
}

func (x examples) rightOnes() examples {
	right, _ := x.cut(func(e *example) bool { return e.right })
	return right
}

// limits writes what comes of each limit: how much of all that is read would be
// coded, how much of what was judged, and how much of that is right.
func (p *printer) limits(where string, out []outcome, all examples, points map[string]int) {
	if len(out) == 0 {
		return
	}
	p.printf("# %s:\n# limit  coded of all  of judged  right\n", where)
	everything := weighed(all, points)
	for limit := -p.scale; limit <= 4*p.scale; limit++ {
		coded, _ := under(everything, limit)
		kept, right := under(out, limit)
		if kept > 0 {
			p.printf("# %5d  %12s  %9s  %5s\n", limit, share(coded, len(all)), share(kept, len(out)), share(right, kept))
		}
	}
}

// under counts the outcomes below a limit, and the right ones of them.
func under(out []outcome, limit int) (kept, right int) {
	for _, o := range out {
		if o.sum < limit {
			kept++
			if o.right {
				right++
			}
		}
	}
	return kept, right
}

// share writes a part of a whole.
func share(n, of int) string {
	if of == 0 {
		return "-"
	}
	return fmt.Sprintf("%.3f", float64(n)/float64(of))
}
