// SPDX-License-Identifier: Apache-2.0

package depesche

// Record is everything depesche wrote down about one article: the contract
// between the reader and all that uses its results.
type Record struct {
	Article    Article     `json:"article"`
	Sentences  []Sentence  `json:"sentences"`
	Entities   []Entity    `json:"entities"`
	Times      []Time      `json:"times"`
	Statements []Statement `json:"statements"`
	Events     []Event     `json:"events"`
	Unread     []Unread    `json:"unread"` // what could not be read, and why; never silently nothing
}

// Sentence is a sentence of the article's text, in code points.
type Sentence struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Unread is something that a stage could not read, or could not code, with
// the reason in words. At, when present, is where.
type Unread struct {
	Stage  string `json:"stage"`
	Reason string `json:"reason"`
	At     *Span  `json:"at,omitempty"`
}

// Entity returns the entity with the id, or nil.
func (r *Record) Entity(id string) *Entity {
	for i := range r.Entities {
		if r.Entities[i].ID == id {
			return &r.Entities[i]
		}
	}
	return nil
}

// Statement returns the statement with the id, or nil.
func (r *Record) Statement(id string) *Statement {
	for i := range r.Statements {
		if r.Statements[i].ID == id {
			return &r.Statements[i]
		}
	}
	return nil
}
