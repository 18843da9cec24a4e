// SPDX-License-Identifier: Apache-2.0

// Package pages asks the operating system to keep memory in large pages. The
// tables of the models are read at random; in pages of 4 KB the processor
// spends a tenth of the time and more on finding where these lie. Nothing goes
// in but a size, and nothing comes out: where the system knows no large pages,
// or gives none, nothing changes.
package pages

import "runtime"

// Reserve asks that the next so many bytes that the program allocates lie in
// large pages, as far as they are large themselves. It is called once, before
// they are.
func Reserve(bytes int) {
	advise(make([]byte, bytes))
	runtime.GC() // gives the addresses back, and what was asked for them stays
}
