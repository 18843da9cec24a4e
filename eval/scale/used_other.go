// SPDX-License-Identifier: Apache-2.0

//go:build !linux

package main

import (
	"runtime"
	"time"
)

var began = time.Now()

// used is the time since the program began, in seconds, and the memory that it
// took from the system, in bytes: elsewhere, the system is not asked.
func used() (processor float64, memory int64) {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return time.Since(began).Seconds(), int64(stats.Sys)
}
