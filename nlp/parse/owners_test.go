// SPDX-License-Identifier: Apache-2.0

package parse

import "testing"

func TestGiveOwners(t *testing.T) {
	checkTrees(t, []struct{ name, before, after string }{
		{"an owner as subject",
			"Chile/PROPN/6/nsubj 's/PART/1/case new/ADJ/4/amod government/NOUN/6/nsubj today/NOUN/6/obl ordered/VERB/0/root",
			"Chile/PROPN/4/nmod:poss 's/PART/1/case new/ADJ/4/amod government/NOUN/6/nsubj today/NOUN/6/obl ordered/VERB/0/root"},
		{"a compound is owned",
			"Chile/PROPN/5/nsubj 's/PART/1/case trade/NOUN/4/compound minister/NOUN/5/nsubj left/VERB/0/root",
			"Chile/PROPN/4/nmod:poss 's/PART/1/case trade/NOUN/4/compound minister/NOUN/5/nsubj left/VERB/0/root"},
		{"nothing owned",
			"Anna/PROPN/3/nsubj 's/PART/1/case opened/VERB/0/root here/ADV/3/advmod",
			"Anna/PROPN/3/nsubj 's/PART/1/case opened/VERB/0/root here/ADV/3/advmod"},
		{"what follows hangs on the owner",
			"Anna/PROPN/4/nsubj 's/PART/1/case shop/NOUN/1/appos opened/VERB/0/root",
			"Anna/PROPN/4/nsubj 's/PART/1/case shop/NOUN/1/appos opened/VERB/0/root"},
	}, giveOwners)
}
