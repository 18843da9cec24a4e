// SPDX-License-Identifier: Apache-2.0

// Package markup reads XML as it is found, not as it should be: tags that are
// not closed or closed twice, attributes without quotation marks, entities of
// HTML, bytes that no XML allows, files that were cut off. Text goes in, a
// tree comes out in which everything knows where it stands. It expands no
// entities that a file defines itself and fetches no DTD, so that a small file
// cannot become a large one.
package markup

import "fmt"

// Problem is a broken place that was read over.
type Problem struct {
	Line   int // from 1
	Reason string
}

func (p Problem) String() string { return fmt.Sprintf("line %d: %s", p.Line, p.Reason) }
