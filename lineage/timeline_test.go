// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestTimeline compares blocks with one sorted list.
func TestTimeline(t *testing.T) {
	random := rand.New(rand.NewPCG(21, 1))
	minutes := make([]int32, 4*blockSize)
	for i := range minutes {
		minutes[i] = random.Int32N(300)
	}
	c := clock{func(n int32) int32 { return minutes[n] }, func(a, b int32) int {
		return cmp.Or(cmp.Compare(minutes[a], minutes[b]), cmp.Compare(a, b))
	}}
	var o timeline
	var want []int32
	for _, n := range random.Perm(len(minutes)) {
		article := int32(n)
		at, _ := slices.BinarySearchFunc(want, article, c.before)
		if n%5 == 0 && len(want) > 0 { // one goes for every four that come
			gone := want[random.IntN(len(want))]
			i, _ := slices.BinarySearchFunc(want, gone, c.before)
			want = slices.Delete(want, i, i+1)
			o.remove(c, gone)
			at, _ = slices.BinarySearchFunc(want, article, c.before)
		}
		got, before, found := o.around(c, article, 7, nil)
		expected := slices.Concat(want[max(0, at-7):at], want[at:min(len(want), at+7)])
		if !slices.Equal(got, expected) || before != min(7, at) || found {
			t.Fatalf("around %d: %v (%d before), want %v", n, got, before, expected)
		}
		want = slices.Insert(want, at, article)
		if beside, before := o.insert(c, article, 7, nil); !slices.Equal(beside, expected) || before != min(7, at) {
			t.Fatalf("insert %d: %v (%d before), want %v", n, beside, before, expected)
		}
		if again, _, found := o.around(c, article, 7, nil); !found || !slices.Equal(again, expected) {
			t.Fatalf("around %d, which is there: %v, want %v", n, again, expected)
		}
	}
}
