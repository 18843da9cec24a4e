// SPDX-License-Identifier: Apache-2.0

package depesche

// Derivation says that one article drew on another: how, how much, and what
// was altered on the way.
type Derivation struct {
	From      string   `json:"from"`      // article id: the one drawn on
	To        string   `json:"to"`        // article id: the one that drew
	Kind      string   `json:"kind"`      // copy, edit, excerpt, paraphrase or translation
	Share     float64  `json:"share"`     // of To's words found in From
	Direction string   `json:"direction"` // certain, likely or unknown
	Spans     [][4]int `json:"spans"`     // [a0,a1,b0,b1]: From[a0:a1] stands as To[b0:b1], code points
	Changes   []Change `json:"changes"`
	Why       string   `json:"why"`
}

// Change is one edit between two tellings.
type Change struct {
	Kind string `json:"kind"` // added, dropped or altered
	From *Span  `json:"from"`
	To   *Span  `json:"to"`
}
