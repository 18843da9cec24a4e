// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"maps"
	"slices"
	"strings"

	"depesche/nlp"
	"depesche/nlp/lexicon"
	"depesche/nlp/modelfile"
)

// A tagger that has not seen the tree takes many a subject for an object. Once
// the tree is drawn, what governs a noun phrase tells its case: its relation,
// or the adposition before it. Which of them do is learned from trees.

// cases tells the case that a relation or an adposition governs.
type cases map[string]string

// What a governor must have been seen to do before it is trusted.
const (
	leastSeen = 15

	// Per cent; of a relation less is asked, since the tagger, which knows the
	// adposition, has not seen it.
	shareRelation   = 88
	shareAdposition = 96
)

// of returns the case that is governed by the adposition, or, when there is
// none, by the relation.
func (c cases) of(relation, adposition string) string {
	if adposition != "" {
		return c["+"+adposition]
	}
	return c[relation]
}

// joined reports whether the token has the case of its head.
func joined(t *nlp.Token) bool {
	switch t.Rel() {
	case "conj", "flat", "det", "amod", "nummod":
		return true
	}
	return false
}

// adpositions fills list with the lower-case adposition of every token of a
// sentence that begins with token first of its Doc.
func adpositions(list []string, tokens []nlp.Token, first int) []string {
	list = append(list[:0], make([]string, len(tokens))...)
	for i := range tokens {
		if t := &tokens[i]; t.Deprel == "case" && t.Head >= 0 && list[t.Head-first] == "" {
			list[t.Head-first] = strings.ToLower(t.Form)
		}
	}
	return list
}

// Cases learns from gold trees which case relations and adpositions govern.
func Cases(docs []*nlp.Doc) map[string]string {
	count := map[string]map[string]int{}
	var list []string
	for _, d := range docs {
		for _, s := range d.Sentences {
			tokens := d.Tokens[s.First:s.Last]
			list = adpositions(list, tokens, s.First)
			for i := range tokens {
				c := tokens[i].Feat("Case")
				if c == "" || joined(&tokens[i]) {
					continue
				}
				name := tokens[i].Deprel
				if list[i] != "" {
					name = "+" + list[i]
				}
				if count[name] == nil {
					count[name] = map[string]int{}
				}
				count[name][c]++
			}
		}
	}
	known := map[string]string{}
	for name, by := range count {
		all, share := 0, shareRelation
		if name[0] == '+' {
			share = shareAdposition
		}
		for _, n := range by {
			all += n
		}
		for c, n := range by {
			if all >= leastSeen && 100*n >= share*all {
				known[name] = c
			}
		}
	}
	return known
}

func (c cases) encode() []byte {
	var w modelfile.Writer
	w.Uint32(uint32(len(c)))
	for _, name := range slices.Sorted(maps.Keys(c)) {
		w.String(name)
		w.String(c[name])
	}
	return w.Encoded()
}

func decodeCases(r *modelfile.Reader) cases {
	c := cases{}
	for range r.Count(8) {
		name := r.String()
		c[name] = r.String()
	}
	return c
}

// caser gives the words of a sentence the cases that the tree asks for.
type caser struct {
	adpositions []string
	state       []uint8              // 0 to do, 1 under way, 2 done
	feats       map[[2]string]string // by case and features
}

// apply corrects the cases of a sentence. can tells what the lexicon knows
// of the words; it may be empty.
func (z *caser) apply(known cases, tokens []nlp.Token, first int, can []lexicon.Cells) {
	z.adpositions = adpositions(z.adpositions, tokens, first)
	z.state = append(z.state[:0], make([]uint8, len(tokens))...)
	for i := range tokens {
		z.settle(known, tokens, first, i, can)
	}
}

// settle corrects the case of token i, after that of its head where it has
// the same.
func (z *caser) settle(known cases, tokens []nlp.Token, first, i int, can []lexicon.Cells) {
	if z.state[i] != 0 {
		return
	}
	z.state[i] = 1
	t := &tokens[i]
	want := ""
	switch h := t.Head - first; {
	case !joined(t):
		want = known.of(t.Deprel, z.adpositions[i])
	case t.Head >= 0:
		z.settle(known, tokens, first, h, can)
		want = tokens[h].Feat("Case")
		if t.Rel() == "conj" && z.adpositions[i] != "" {
			want = known.of("", z.adpositions[i])
		}
	}
	z.state[i] = 2
	have := t.Feat("Case")
	if want == "" || have == "" || have == want || len(can) > 0 && !can[i].Allows(want) {
		return
	}
	key := [2]string{want, t.Feats}
	feats, ok := z.feats[key]
	if !ok {
		feats = strings.Replace(t.Feats, "Case="+have, "Case="+want, 1)
		if z.feats == nil || len(z.feats) >= maxTags {
			z.feats = map[[2]string]string{}
		}
		z.feats[key] = feats
	}
	t.Feats = feats
}
