// SPDX-License-Identifier: Apache-2.0

package actor

import (
	"sort"

	"depesche"
	"depesche/extract"
)

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
