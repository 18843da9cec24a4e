// SPDX-License-Identifier: Apache-2.0

package depesche

// Story is a set of articles about the same happening.
type Story struct {
	ID         string      `json:"id"`
	Articles   []string    `json:"articles"`
	Title      string      `json:"title"`
	Sources    Sources     `json:"sources"`
	Happenings []Happening `json:"happenings"`
}

// Sources counts who told a story: reports, outlets, and how many of them are
// independent of one another.
type Sources struct {
	Articles    int         `json:"articles"`
	Outlets     int         `json:"outlets"`
	Independent int         `json:"independent"`
	Origins     []StoryRoot `json:"origins"`
}

// StoryRoot is one origin of a story and the articles that go back to it.
type StoryRoot struct {
	Name     string   `json:"name"`
	Articles []string `json:"articles"`
}

// Happening is one event of the world with all the event mentions that tell it.
type Happening struct {
	Type     string   `json:"type"`
	Date     Date     `json:"date"`
	Place    *Place   `json:"place"`
	Mentions []string `json:"mentions"` // "articleID/eventID"
}
