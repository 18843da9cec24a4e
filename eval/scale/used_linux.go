// SPDX-License-Identifier: Apache-2.0

package main

import "syscall"

// used is the time that the program has computed until now, in seconds, and
// the most memory that it ever held, in bytes.
func used() (processor float64, memory int64) {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0, 0
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9, u.Maxrss << 10
}
