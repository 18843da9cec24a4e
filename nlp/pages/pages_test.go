// SPDX-License-Identifier: Apache-2.0

package pages

import "testing"

func TestReserve(t *testing.T) {
	for _, size := range []int{0, 1, 8 << 20} {
		Reserve(size)
		table := make([]uint64, 1<<17)
		table[len(table)-1] = 1
		for i, v := range table {
			if v != 0 && i != len(table)-1 {
				t.Fatalf("after %d bytes, element %d is %d", size, i, v)
			}
		}
	}
}
