// SPDX-License-Identifier: Apache-2.0

package depesche

// Statement is something that somebody is reported to have said: who, with
// which words of saying (the cue), what, to whom, and on whose word the
// article has it (the chain).
type Statement struct {
	ID        string   `json:"id"`        // s1, s2 … in order of the text
	Mode      string   `json:"mode"`      // direct, indirect or reported
	Cue       []Span   `json:"cue"`       // several when split: "lehnte … ab"; empty when there is none
	Source    *Party   `json:"source"`    // nil when the article names none
	Content   []Span   `json:"content"`   // several when interrupted; without the quotation marks
	Addressee *Party   `json:"addressee"` // nil when none is named
	Chain     []Teller `json:"chain"`     // origin first, the article's outlet last
	Sentence  int      `json:"sentence"`  // index into Record.Sentences of the first content
	Evidence  Span     `json:"evidence"`  // that sentence
	Why       string   `json:"why,omitempty"`
}

// The modes of a statement: the speaker's own words, their sense as a clause,
// or their gist as a noun phrase or act ("praised the soldiers' part").
const (
	ModeDirect   = "direct"
	ModeIndirect = "indirect"
	ModeReported = "reported"
)

// Party is the words that name a side of a statement, and the entity they
// mean, when that is known.
type Party struct {
	Span
	Entity string `json:"entity,omitempty"`
}

// Teller is one link in a chain of telling.
type Teller struct {
	Name   string `json:"name"`
	Entity string `json:"entity,omitempty"`
	Likely bool   `json:"likely,omitempty"` // inferred, not named at this place
}
