// SPDX-License-Identifier: Apache-2.0

package depesche

// Entity is one person, organisation, place or other named thing of an
// article, with every mention of it: names, nominals ("der Minister") and
// pronouns.
type Entity struct {
	ID       string    `json:"id"`   // e1, e2 … in order of first mention
	Type     string    `json:"type"` // PER, ORG, LOC or MISC
	Name     string    `json:"name"` // the fullest name that the article uses
	Actor    *Actor    `json:"actor"`
	IDs      IDs       `json:"ids"`
	Place    *Place    `json:"place,omitempty"` // coordinates, where the entity is a place that resolved
	Mentions []Mention `json:"mentions"`
	Members  []string  `json:"members,omitempty"` // ids of the entities it stands for together: "beide", "the two ministers"
	Why      string    `json:"why,omitempty"`     // the codebook entry or rule that made it an actor
}

// Actor is the political side of an entity: whom it belongs to and in what
// role. It is nil for an entity that is no political actor.
type Actor struct {
	Country string   `json:"country,omitempty"` // ISO 3166-1 alpha-3; empty for those above or outside states
	Sectors []string `json:"sectors,omitempty"` // PLOVER: GOV MIL REB OPP PTY COP JUD SPY MED EDU BUS CRM CVL IGO NGO …
	Office  string   `json:"office,omitempty"`  // as the text names it: "Außenminister"
}

// IDs are names of the entity in other people's registers.
type IDs struct {
	Wikidata string `json:"wikidata"`
	Geonames string `json:"geonames"`
}

// Mention is one place where the text speaks of an entity.
type Mention struct {
	Span
	Kind string `json:"kind"` // name, nominal or pronoun
}

// The kinds of mention.
const (
	KindName    = "name"
	KindNominal = "nominal"
	KindPronoun = "pronoun"
)

// Place is a point on the map, resolved from the text.
type Place struct {
	Name     string  `json:"name"`
	Country  string  `json:"country,omitempty"` // ISO 3166-1 alpha-3
	Lat      float64 `json:"lat,omitempty"`
	Lon      float64 `json:"lon,omitempty"`
	Geonames string  `json:"geonames"`
}
