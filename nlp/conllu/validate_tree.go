// SPDX-License-Identifier: Apache-2.0

package conllu

import "slices"

// checkHeads checks that the heads make a tree: one root, no cycle. It returns
// false when they do not, so that nothing else about the tree can be said.
func (v *validator) checkHeads() bool {
	before, roots := len(v.problems), 0
	for i := range v.words {
		w := &v.words[i]
		if w.head < 0 || w.head > len(v.words) || w.head == w.first {
			v.problem(w.line, "bad head %s", w.col[colHead])
			continue
		}
		if w.head == 0 {
			roots++
		}
		if (w.head == 0) != (w.col[colDeprel] == "root") {
			v.problem(w.line, "head %d with the relation %s", w.head, w.col[colDeprel])
		}
	}
	if roots != 1 {
		v.problem(v.words[0].line, "%d roots", roots)
	}
	if len(v.problems) > before {
		return false
	}
	return v.checkCycles()
}

// checkCycles walks up from every word; a word that was met on an earlier
// walk ends the walk, so that it stays linear.
func (v *validator) checkCycles() bool {
	seen := make([]int, len(v.words)+1) // the walk that met the word
	for i := range v.words {
		for at := i + 1; at != 0 && seen[at] == 0; at = v.words[at-1].head {
			seen[at] = i + 1
			if next := v.words[at-1].head; next != 0 && seen[next] == i+1 {
				v.problem(v.words[i].line, "the heads above %q go in a circle", v.words[i].col[colForm])
				return false
			}
		}
	}
	return true
}

// leftHeaded are the relations whose head stands to the left by definition.
var leftHeaded = []string{"appos", "conj", "fixed", "flat", "goeswith"}

func (v *validator) checkTree() {
	for i := range v.words {
		w := &v.words[i]
		if w.head == 0 {
			continue
		}
		head := &v.words[w.head-1]
		if slices.Contains(leftHeaded, w.rel()) && w.head > w.first {
			v.problem(w.line, "%s of %q has its head on the right", w.rel(), w.col[colForm])
		}
		if head.rel() == "punct" {
			v.problem(w.line, "%q hangs on punctuation", w.col[colForm])
		}
		if slices.Contains([]string{"case", "cc", "aux", "cop", "mark"}, head.rel()) &&
			!slices.Contains([]string{"advmod", "conj", "cc", "fixed", "punct", "goeswith"}, w.rel()) {
			v.problem(w.line, "%s hangs on a function word, %q (%s)", w.rel(), head.col[colForm], head.rel())
		}
		if w.rel() == "punct" && !v.projective(w) {
			v.problem(w.line, "the arc of punctuation %q crosses others", w.col[colForm])
		}
	}
}

// projective reports whether all words between w and its head are below that
// head.
func (v *validator) projective(w *row) bool {
	lo, hi := min(w.first, w.head), max(w.first, w.head)
	for id := lo + 1; id < hi; id++ {
		if !v.below(id, w.head) {
			return false
		}
	}
	return true
}

// below reports whether the word is below the head, or it itself.
func (v *validator) below(id, head int) bool {
	for id != 0 {
		if id == head {
			return true
		}
		id = v.words[id-1].head
	}
	return false
}
