// SPDX-License-Identifier: Apache-2.0

package depesche

// Span is a stretch of an article's text: half-open, counted in Unicode code
// points, as the W3C Web Annotation TextPositionSelector counts. Text is
// exactly the slice text[Start:End]; a span is never found again by searching
// for its words.
type Span struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// Contains reports whether the code point at offset lies inside the span.
func (s Span) Contains(offset int) bool { return s.Start <= offset && offset < s.End }

// Overlaps reports whether the two spans share at least one code point.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Empty reports whether the span covers no text.
func (s Span) Empty() bool { return s.End <= s.Start }
