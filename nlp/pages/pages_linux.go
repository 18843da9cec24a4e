// SPDX-License-Identifier: Apache-2.0

package pages

import "syscall"

// advise asks for large pages at these addresses. An error means that there
// are none, which is no harm.
func advise(memory []byte) {
	if len(memory) > 0 {
		_ = syscall.Madvise(memory, syscall.MADV_HUGEPAGE)
	}
}
