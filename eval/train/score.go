// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"io"
	"strings"

	"depesche/nlp"
)

// tally counts right answers on tokens whose segmentation is given.
type tally struct{ right, all int }

func (t *tally) add(right bool) {
	t.all++
	if right {
		t.right++
	}
}

func (t tally) String() string {
	if t.all == 0 {
		return "-"
	}
	return fmt.Sprintf("%.2f", 100*float64(t.right)/float64(t.all))
}

// figures are the metrics of tagging and parsing: shares of words, as in the
// shared task of CoNLL 2018 on gold segmentation. Relations count without
// their subtypes.
type figures struct {
	upos, feats, case_, mood, lemma tally
	uas, las                        tally
	core                            tally // subjects and objects: head and relation
	errors                          map[string]int
}

// core relations: who did what to whom.
var coreRelations = map[string]bool{"nsubj": true, "obj": true, "iobj": true, "nsubj:pass": true}

func compare(gold, system []*nlp.Doc) *figures {
	f := &figures{errors: map[string]int{}}
	for i := range gold {
		for j := range gold[i].Tokens {
			f.token(&gold[i].Tokens[j], &system[i].Tokens[j], gold[i])
		}
	}
	return f
}

func (f *figures) token(g, s *nlp.Token, d *nlp.Doc) {
	f.upos.add(g.UPOS == s.UPOS)
	f.feats.add(g.Feats == s.Feats)
	if c := g.Feat("Case"); c != "" {
		f.case_.add(c == s.Feat("Case"))
	}
	if m := g.Feat("Mood"); m == "Sub" || s.Feat("Mood") == "Sub" {
		f.mood.add(m == s.Feat("Mood"))
	}
	f.lemma.add(strings.EqualFold(g.Lemma, s.Lemma))
	f.uas.add(g.Head == s.Head)
	right := g.Head == s.Head && g.Rel() == s.Rel()
	f.las.add(right)
	if coreRelations[g.Deprel] {
		f.core.add(right)
	}
	if !right {
		head := "root"
		if g.Head >= 0 {
			head = d.Tokens[g.Head].UPOS
		}
		what := "head"
		if g.Head == s.Head {
			what = s.Rel()
		}
		f.errors[fmt.Sprintf("%s of %s: %s", g.Rel(), head, what)]++
	}
}

func (f *figures) print(w io.Writer) {
	fmt.Fprintf(w, "words %d  UPOS %s  feats %s  case %s  subjunctive %s  lemma %s  UAS %s  LAS %s  subject/object %s\n",
		f.upos.all, f.upos, f.feats, f.case_, f.mood, f.lemma, f.uas, f.las, f.core)
}
