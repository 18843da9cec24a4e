// SPDX-License-Identifier: Apache-2.0

package actor

import (
	"sort"

	"depesche"
	"depesche/extract"
)

// focus is a state spoken of at a token: what bare institutions belong to.
type focus struct {
	token   int
	country string
}

// refer reads the phrases without a name, people, adjectives and pronouns in
// order of the text and ties them to entities.
func (a *analysis) refer() {
	a.sortMentions()
	for i := range a.phrases {
		if p := &a.phrases[i]; p.name >= 0 {
			f := &a.names[p.name]
			if p.entity = f.entity; f.first > p.first || f.last < p.last {
				a.nominal(p, p.entity)
			}
		}
	}
	a.sortMentions()
	a.sorted = len(a.mentions)
	for i := range a.phrases {
		if p := &a.phrases[i]; p.name < 0 {
			a.bare(p)
		}
	}
	a.peoples()
	a.sortMentions()
	a.pronouns()
	a.sortMentions()
}

func (a *analysis) sortMentions() {
	sort.SliceStable(a.mentions, func(i, j int) bool {
		x, y := &a.mentions[i], &a.mentions[j]
		if x.first != y.first {
			return x.first < y.first
		}
		return x.last > y.last
	})
}

// nominal records a phrase as a mention of an entity.
func (a *analysis) nominal(p *phrase, e int) {
	first := p.first
	for first < p.head && a.doc.Tokens[first].Part > 0 && a.role(first)&(definite|indefinite) != 0 {
		first++ // the article is part of a contraction, whose preposition is no part of the phrase
	}
	a.mention(mention{first, p.last, p.head, e, depesche.KindNominal})
}

// gatherFocus notes where the article speaks of which state.
func (a *analysis) gatherFocus() {
	for i := range a.hits {
		h := &a.hits[i]
		switch h.kind() {
		case refCountry, refAdjective, refPeople, refSeat:
			a.focus = append(a.focus, focus{h.first, a.book.Countries[h.entry.ref.index].ActorCode()})
		case refRegion:
			if c := a.book.Regions[h.entry.ref.index].Country; c != "" {
				a.focus = append(a.focus, focus{h.first, c})
			}
		}
	}
	for i := range a.names {
		if e := &a.entities[a.names[i].entity]; e.Place != nil && e.IDs.Geonames != "" && e.Place.Country != "" {
			a.focus = append(a.focus, focus{a.names[i].first, e.Place.Country})
		}
	}
	sort.SliceStable(a.focus, func(i, j int) bool { return a.focus[i].token < a.focus[j].token })
}

// farthestFocus is how many mentions of states are weighed for a bare
// institution.
const farthestFocus = 24

// fewFocus is the number of states spoken of below which those behind a token
// count too.
const fewFocus = 2

// likelyCountry is the state that a bare institution at the token most likely
// belongs to: the one spoken of most before it, the nearer the more; at the
// beginning of an article, the one spoken of in its first part. It may be "".
func (a *analysis) likelyCountry(token int) string {
	best, _ := a.weighCountries(token)
	return best
}

// dominantCountry is the likely state when most of the article around the
// token is about it, or "".
func (a *analysis) dominantCountry(token int) string {
	best, share := a.weighCountries(token)
	if share < 0.6 {
		return ""
	}
	return best
}

// weighCountries returns the state with the greatest weight at the token and
// its share of all.
func (a *analysis) weighCountries(token int) (best string, share float64) {
	end := sort.Search(len(a.focus), func(i int) bool { return a.focus[i].token > token })
	if end < fewFocus {
		end = min(len(a.focus), farthestFocus) // an article says early on where it is
	}
	weights := map[string]float64{}
	weight, sum, bestWeight := 1.0, 0.0, 0.0
	for i := end - 1; i >= 0 && i >= end-farthestFocus; i-- {
		c := a.focus[i].country
		weights[c] += weight
		sum += weight
		if weights[c] > bestWeight {
			best, bestWeight = c, weights[c]
		}
		weight *= 0.85
	}
	if sum == 0 {
		return "", 0
	}
	return best, bestWeight / sum
}

// write puts the entities that are spoken of into the reading, numbered by
// first mention.
func (a *analysis) write() {
	index := make([]int, len(a.entities))
	for i := range index {
		index[i] = -1
	}
	base := len(a.r.Entities)
	for _, m := range a.mentions {
		a.r.Mentions = append(a.r.Mentions, extract.Mention{
			Range: extract.Range{First: m.first, Last: m.last}, Head: m.head, Entity: a.number(index, m.entity), Kind: m.kind})
	}
	a.writeMembers(index, base)
}
