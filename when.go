// SPDX-License-Identifier: Apache-2.0

package depesche

// Time is a time expression of the text with its TIMEX3 value.
type Time struct {
	ID string `json:"id"` // t1, t2 … in order of the text
	Span
	Type   string `json:"type"`             // DATE, TIME, DURATION or SET
	Value  string `json:"value"`            // TIMEX3: 2025-07-12, 2025-W28, 2024-SU, P2W, XXXX-WXX-6 …
	Mod    string `json:"mod,omitempty"`    // TIMEX3 mod: START, MID, END, APPROX, BEFORE, AFTER …
	Point  string `json:"point,omitempty"`  // the date that a duration leads to from the anchor: "vor zwei Wochen"
	Anchor string `json:"anchor,omitempty"` // what it was reckoned from: "published", or the id of another time
	Why    string `json:"why,omitempty"`    // the rule: "de/timex/rules.txt:weekday-past"
}

// The types of time expression.
const (
	TimeDate     = "DATE"
	TimeTime     = "TIME"
	TimeDuration = "DURATION"
	TimeSet      = "SET"
)

// The precisions of a date.
const (
	PrecisionDay     = "day"
	PrecisionMonth   = "month"
	PrecisionSeason  = "season"
	PrecisionYear    = "year"
	PrecisionUnknown = "unknown"
)

// Date is when an event took place, as well as the text tells. Value is empty
// when the precision is unknown; the publication date never stands in for it.
type Date struct {
	Value     string `json:"value,omitempty"`
	Precision string `json:"precision"`
	Time      string `json:"time,omitempty"` // id of the time expression that gave it
}
