// SPDX-License-Identifier: Apache-2.0

package event

import (
	"slices"

	"depesche/nlp"
)

// This file tells apart what words say of the world at large, or leave open,
// from what they say that somebody did.

// isPastDuty reports an auxiliary that leads the pattern, but tells of a duty
// that was there, and lays none on anybody: the past tense, or the infinitive
// that stands for a participle ("he had to go").
func (w *work) isPastDuty(tok *nlp.Token) bool {
	if tok.Rel() != "aux" || !w.modality.unreal[lower(tok)] {
		return false
	}
	return tok.Feat("VerbForm") == "Inf" || tok.Feat("Tense") == "Past" && tok.Feat("Mood") == "Ind"
}

// isHabit reports whether a word by a verb in the present tense says that such
// things are done ("as a rule they invite …"): a custom, and no event.
func (w *work) isHabit(verb int) bool {
	return w.isPresent(verb) && slices.ContainsFunc(w.r.Tree.Children(verb), func(c int) bool {
		switch w.rel(c) {
		case "advmod", "obl":
			return w.modality.habit[lower(&w.r.Doc.Tokens[c])]
		}
		return false
	})
}

// isMeasure reports whether a clause in the present tense only says how far
// something goes ("no farther than the law demands").
func (w *work) isMeasure(verb int) bool {
	return w.isPresent(verb) && slices.ContainsFunc(w.r.Tree.Children(verb), func(c int) bool {
		return w.rel(c) == "mark" && w.modality.compared[lower(&w.r.Doc.Tokens[c])]
	})
}

// isSought reports whether a phrase names what somebody asks for or advises
// against ("they advise against a visit").
func (w *work) isSought(t int) bool {
	return slices.ContainsFunc(w.r.Tree.Children(t), func(c int) bool {
		return w.rel(c) == "case" && w.sought[lower(&w.r.Doc.Tokens[c])]
	})
}
