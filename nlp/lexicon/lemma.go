// SPDX-License-Identifier: Apache-2.0

package lexicon

import "strings"

// Lemma finds the edit that makes the lemma of the form with these tags: of
// the analyses with the part of speech, the one that shares most features
// with feats. ok is false when the lexicon does not know the form, or not
// with the part of speech, or knows no lemmas at all.
func (x *Lexicon) Lemma(form, upos, feats string) (e Edit, ok bool) {
	if !x.lemmas {
		return Edit{}, false
	}
	c, _ := x.class(form)
	if c == nil {
		low, lower := x.lowered(form)
		if c = lower; c == nil {
			return x.tailLemma(form, low, upos, feats)
		}
		if e, ok = c.lemma(upos, feats); ok && e.Letter == 0 && upos != "NOUN" {
			e.Letter = 'l'
		}
		return e, ok
	}
	return c.lemma(upos, feats)
}

// tailLemma finds the edit of the end of a compound. Only an edit that leaves
// the beginning alone can be used for the whole.
func (x *Lexicon) tailLemma(form string, low bool, upos, feats string) (Edit, bool) {
	c, _ := x.tail(form, low)
	if c == nil {
		return Edit{}, false
	}
	e, ok := c.lemma(upos, feats)
	return e, ok && e.Drop == 0 && e.Front == "" && e.Letter == 0
}

func (c *class) lemma(upos, feats string) (best Edit, ok bool) {
	top := -1
	for i := range c.analyses {
		a := &c.analyses[i]
		if !same(a.UPOS, upos) {
			continue
		}
		n := 0
		if a.UPOS == upos {
			n++
		}
		for rest := a.Inflection; rest != ""; {
			var pair string
			pair, rest, _ = strings.Cut(rest, "|")
			if hasFeature(feats, pair) {
				n += 2
			}
		}
		if n > top {
			best, top, ok = a.Edit, n, true
		}
	}
	return best, ok
}

// same reports whether two parts of speech take the same lemma.
func same(a, b string) bool {
	switch a {
	case "VERB", "AUX":
		return b == "VERB" || b == "AUX"
	case "NOUN", "PROPN":
		return b == "NOUN" || b == "PROPN"
	}
	return a == b
}

// hasFeature reports whether pair is one of the features of feats.
func hasFeature(feats, pair string) bool {
	for feats != "" {
		var have string
		have, feats, _ = strings.Cut(feats, "|")
		if have == pair {
			return true
		}
	}
	return false
}
