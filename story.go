// SPDX-License-Identifier: Apache-2.0

package depesche

// Story is a set of articles about the same happening.
type Story struct {
	ID         string      `json:"id"`
	Articles   []string    `json:"articles"`
	Title      string      `json:"title"`
	Sources    Sources     `json:"sources"`
	Happenings []Happening `json:"happenings"`
	// Contradictions are the accounts of one happening that cannot all be true.
	Contradictions []Contradiction `json:"contradictions"`
}

// Sources counts who told a story: reports, outlets, and how many of them are
// independent of one another.
type Sources struct {
	Articles    int         `json:"articles"`
	Outlets     int         `json:"outlets"`
	Independent int         `json:"independent"`
	Origins     []StoryRoot `json:"origins"`
}

// StoryRoot is one origin of a story, the articles that go back to it, and
// the statements in which it speaks.
type StoryRoot struct {
	Name       string   `json:"name"`
	Articles   []string `json:"articles"`
	Statements []string `json:"statements"` // "articleID/statementID"
	// Telling is the articles, drawn from one another or from one source, for
	// which this origin was counted as independent; empty when it was not: all
	// that it says stands in tellings that were counted for others.
	Telling []string `json:"telling,omitempty"`
}

// Happening is one event of the world with all the event mentions that tell it.
type Happening struct {
	Type     string   `json:"type"`
	Date     Date     `json:"date"`
	Place    *Place   `json:"place"`
	Mentions []string `json:"mentions"` // "articleID/eventID"
}

// The kinds of contradiction.
const (
	OtherNumber = "number"
	OtherPlace  = "place"
	OtherDate   = "date"
	OtherStatus = "status"
	Denial      = "denial"
)

// Contradiction is what the articles of a story tell differently about one
// happening.
type Contradiction struct {
	Kind      string    `json:"kind"`
	Happening int       `json:"happening"` // its number in Story.Happenings
	Accounts  []Account `json:"accounts"`  // at least two
}

// Account is one side of a contradiction.
type Account struct {
	Says     string   `json:"says"`     // the number with its word, the place, the date or the status
	Mentions []string `json:"mentions"` // "articleID/eventID", the events that are told so
}
