// SPDX-License-Identifier: Apache-2.0

package depesche

// Event is something that somebody did to or with somebody, as one article
// tells it: a PLOVER type with its sides, date, place and status, tied to the
// words that carry it. An event with a Statement is a claim of its speaker,
// not a fact of the article.
type Event struct {
	ID         string   `json:"id"`      // v1, v2 … in order of the text
	Type       string   `json:"type"`    // one of PLOVER's sixteen
	Mode       []string `json:"mode"`    // PLOVER modes: visit, meet …
	Context    []string `json:"context"` // PLOVER contexts: diplomatic, military …
	Cameo      string   `json:"cameo"`   // CAMEO code: "042"
	Actors     []string `json:"actors"`  // entity ids
	Recipients []string `json:"recipients"`
	Date       Date     `json:"date"`
	Place      *Place   `json:"place"`
	Status     string   `json:"status"`     // occurred, ongoing, planned, possible or denied
	Historical bool     `json:"historical"` // background: told as past by the article itself
	Statement  *string  `json:"statement"`  // id of the statement that carries it
	Trigger    Span     `json:"trigger"`
	Evidence   Span     `json:"evidence"` // the sentence
	Sentence   int      `json:"sentence"` // index into Record.Sentences
	Mentions   []Span   `json:"mentions,omitempty"`
	Why        string   `json:"why"` // the rule that made it: "de/events.txt:empfangen"
}

// The statuses of an event.
const (
	StatusOccurred = "occurred"
	StatusOngoing  = "ongoing"
	StatusPlanned  = "planned"
	StatusPossible = "possible"
	StatusDenied   = "denied"
)

// EventTypes are PLOVER's sixteen (manual of 2024), from cooperation to
// conflict.
var EventTypes = []string{
	"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT",
	"REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE",
	"COERCE", "ASSAULT",
}

// Conflict tells where an event type stands between cooperation and conflict:
// one of PLOVER's four quadrants, from -2 (material cooperation) and -1
// (verbal cooperation) to 1 (verbal conflict) and 2 (material conflict). It is
// 0 for an unknown type.
func Conflict(eventType string) int {
	switch eventType {
	case "COOPERATE", "AID", "RETREAT":
		return -2
	case "AGREE", "CONSULT", "SUPPORT", "CONCEDE":
		return -1
	case "REQUEST", "ACCUSE", "REJECT", "THREATEN":
		return 1
	case "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT":
		return 2
	}
	return 0
}
