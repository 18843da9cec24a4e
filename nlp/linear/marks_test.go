// SPDX-License-Identifier: Apache-2.0

package linear

import "testing"

// TestFullBuckets checks a table in which many keys belong to one bucket:
// those without room in it are found too, and no others.
func TestFullBuckets(t *testing.T) {
	c := newChoice(0)
	const n = 40
	for k := Key(1); k <= n; k++ {
		c.add(2*k, byte(k), 0)
	}
	for k := Key(1); k <= 2*n+2; k++ {
		want := int64(0)
		if k%2 == 0 && k <= 2*n {
			want = c.value[k/2]
		}
		if got, other := c.Score([]Key{k}); got != want || other != 0 {
			t.Errorf("key %d: %d, %d; want %d, 0", k, got, other, want)
		}
	}
}

// TestMarks checks that a key is found in every lane, beside those with other
// marks.
func TestMarks(t *testing.T) {
	keys := [4]Key{1, 1 << 14, 1<<15 - 1, 7}
	m := marksFull
	for i, k := range keys {
		m = m.with(k, 16*i)
	}
	for i, k := range keys {
		if got := m.find(k); got != 16*i {
			t.Errorf("key %d is found at %d, want %d", k, got, 16*i)
		}
	}
	if got := m.find(9); got < 64 || !m.full() {
		t.Errorf("a key that is not there is found at %d (full: %v)", got, m.full())
	}
}
