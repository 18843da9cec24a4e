// SPDX-License-Identifier: Apache-2.0

package parse

import "depesche/nlp/linear"

// list collects the features of one decision. The templates are numbered in
// the order of the calls, so that every call site is a template of its own.
type list struct {
	keys     []linear.Key
	template uint64
}

func (l *list) reset() { l.keys, l.template = l.keys[:0], 0 }

func (l *list) add(a uint64) {
	l.template++
	l.keys = append(l.keys, linear.KeyOf(linear.Mix(l.template, a)))
}

func (l *list) add2(a, b uint64) {
	l.template++
	l.keys = append(l.keys, linear.KeyOf(linear.Mix(linear.Mix(l.template, a), b)))
}

func (l *list) add3(a, b, c uint64) {
	l.template++
	h := linear.Mix(linear.Mix(linear.Mix(l.template, a), b), c)
	l.keys = append(l.keys, linear.KeyOf(h))
}

func (l *list) add4(a, b, c, d uint64) {
	l.template++
	h := linear.Mix(linear.Mix(linear.Mix(linear.Mix(l.template, a), b), c), d)
	l.keys = append(l.keys, linear.KeyOf(h))
}

// absent stands for a place where there is no token, ground for the root.
var (
	absent = word{form: 5, lemma: 5, pos: 5, upos: 5, morph: 5, agree: 5, cases: 5}
	ground = word{form: 7, lemma: 7, pos: 7, upos: 7, morph: 7, agree: 7, cases: 7}
)

// view gives the words of the nodes around a state.
type view struct {
	f     *forest
	words []word
}

func (v *view) node(i int32) (*node, *word) {
	n := &v.f.nodes[i]
	return n, v.word(n.token)
}

func (v *view) word(token int32) *word {
	switch {
	case token >= 0 && int(token) < len(v.words):
		return &v.words[token]
	case token == -1:
		return &ground
	}
	return &absent
}

// collect collects the features of a state.
func (l *list) collect(v *view, s state) {
	l.reset()
	n0, s0 := v.node(s.top)
	n1, s1 := v.node(n0.below)
	n2, s2 := v.node(n1.below)
	nb, b0 := v.node(s.front)
	b1, b2 := v.word(s.next+1), v.word(s.next+2)
	if nb.token < 0 {
		b1, b2 = &absent, &absent
	}
	_, s3 := v.node(n2.below)
	l.words(s0, s1, b0, b1)
	l.order(s0, s1, s2, b0, b1, b2)
	l.morphology(s0, s1, s2, b0)
	l.children(v, n0, n1, nb)
	l.distances(n0, n1, nb, s0, s1, b0)
	l.add3(s0.upos, s1.upos, linear.Mix(s2.upos, s3.upos))
	l.clusters(s0, s1, b0, b1)
	l.marks(s0, s1, b0, b1)
}

// words: single places and pairs with the words themselves.
func (l *list) words(s0, s1, b0, b1 *word) {
	for _, w := range [...]*word{s0, s1, b0} {
		l.add(w.form)
		l.add(w.lemma)
		l.add(w.morph)
		l.add2(w.lemma, w.pos)
	}
	l.add(b1.form)
	l.add(b1.morph)
	l.add2(s0.lemma, b0.lemma)
	l.add2(s0.lemma, b0.pos)
	l.add2(s0.pos, b0.lemma)
	l.add2(s0.lemma, b0.morph)
	l.add2(s0.morph, b0.lemma)
	l.add2(s1.lemma, s0.lemma)
	l.add2(s1.lemma, s0.pos)
	l.add2(s1.pos, s0.lemma)
	l.add2(s1.lemma, s0.morph)
	l.add2(s1.morph, s0.lemma)
	l.add3(s1.pos, s0.lemma, b0.pos)
	l.add3(s1.lemma, s0.pos, b0.pos)
	l.add3(s1.pos, s0.pos, b0.lemma)
}

// order: parts of speech around the place.
func (l *list) order(s0, s1, s2, b0, b1, b2 *word) {
	l.add2(s0.pos, b0.pos)
	l.add2(s1.pos, s0.pos)
	l.add3(s1.pos, s0.pos, b0.pos)
	l.add3(s0.pos, b0.pos, b1.pos)
	l.add3(s2.pos, s1.pos, s0.pos)
	l.add4(s1.pos, s0.pos, b0.pos, b1.pos)
	l.add4(s2.pos, s1.pos, s0.pos, b0.pos)
	l.add4(s0.pos, b0.pos, b1.pos, b2.pos)
	l.add3(b0.pos, b1.pos, b2.pos)
	l.add3(s0.upos, b0.upos, linear.Mix(b1.upos, b2.upos))
	l.add2(s2.pos, s0.pos)
	l.add3(s2.lemma, s1.pos, s0.pos)
	l.add3(s0.pos, b0.pos, b1.lemma)
}

// morphology: agreement and government.
func (l *list) morphology(s0, s1, s2, b0 *word) {
	l.add2(s0.morph, b0.morph)
	l.add2(s1.morph, s0.morph)
	l.add2(s0.agree, b0.agree)
	l.add2(s1.agree, s0.agree)
	l.add3(s1.agree, s0.agree, b0.agree)
	l.add2(s0.agree, b0.morph)
	l.add2(s1.morph, s0.agree)
	l.add3(s2.agree, s1.agree, s0.agree)
	l.add3(s1.pos, s0.agree, b0.pos)
	l.add3(s2.agree, s1.agree, b0.pos)
	l.add2(s0.cases, b0.morph)
	l.add2(s1.morph, s0.cases)
	l.add2(s0.cases, b0.cases)
	l.add2(s1.cases, s0.cases)
	l.add3(s1.cases, s0.cases, b0.pos)
	l.add3(s1.agree, s0.cases, b0.morph)
}

// children: what the words have already got.
func (l *list) children(v *view, n0, n1, nb *node) {
	s0, s1, b0 := v.word(n0.token), v.word(n1.token), v.word(nb.token)
	for k, p := range [...]struct {
		n *node
		w *word
	}{{n0, s0}, {n1, s1}, {nb, b0}} {
		kl, wl := v.node(p.n.left1)
		kr, wr := v.node(p.n.right1)
		kl2, _ := v.node(p.n.left2)
		kr2, _ := v.node(p.n.right2)
		l.add2(p.w.pos, uint64(kl.relation))
		l.add3(p.w.pos, uint64(kl.relation), wl.pos)
		l.add3(p.w.pos, uint64(kl.relation), uint64(kl2.relation))
		l.add2(p.w.pos, p.n.children)
		l.add2(p.w.lemma, p.n.children)
		l.add2(p.w.morph, p.n.children)
		l.add2(wl.lemma, p.w.pos)
		l.add2(wl.form, p.w.cases)
		if k < 2 {
			l.add2(p.w.pos, uint64(kr.relation))
			l.add3(p.w.pos, uint64(kr.relation), wr.pos)
			l.add3(p.w.pos, uint64(kr.relation), uint64(kr2.relation))
			l.add2(wr.lemma, p.w.pos)
			l.add3(p.w.pos, uint64(p.n.lefts), uint64(p.n.rights))
		}
	}
	_, l0 := v.node(n0.left1)
	_, r0 := v.node(n0.right1)
	_, r1 := v.node(n1.right1)
	_, lb := v.node(nb.left1)
	l.add3(s0.pos, b0.pos, l0.pos)
	l.add3(s0.pos, b0.pos, r0.pos)
	l.add3(s0.pos, b0.pos, lb.pos)
	l.add3(s1.pos, s0.pos, l0.pos)
	l.add3(s1.pos, s0.pos, r0.pos)
	l.add3(s1.pos, s0.pos, r1.pos)
	l.add3(s1.pos, s0.agree, n1.children)
	l.add3(s1.pos, s0.cases, n1.children)
	l.add3(s0.cases, b0.pos, nb.children)
	l.add3(s0.agree, b0.pos, nb.children)
	l.add3(s1.pos, s0.pos, n0.children)
	l.add3(s0.pos, b0.pos, n0.children)
	l.add3(s1.lemma, s0.agree, n1.children)
	l.add3(s0.agree, b0.lemma, nb.children)
}

// distances: how far apart the words are.
func (l *list) distances(n0, n1, nb *node, s0, s1, b0 *word) {
	near := distance(n0.token, nb.token)
	far := distance(n1.token, n0.token)
	l.add(near)
	l.add(100 + far)
	l.add3(s0.pos, b0.pos, near)
	l.add3(s1.pos, s0.pos, far)
	l.add2(s0.lemma, near)
	l.add2(b0.pos, near)
	l.add2(s1.pos, far)
	l.add3(s0.agree, b0.agree, near)
}

func distance(a, b int32) uint64 {
	switch d := b - a; {
	case a < 0 || b < 0:
		return 0
	case d < 5:
		return uint64(d)
	case d < 8:
		return 5
	case d < 12:
		return 6
	default:
		return 7
	}
}

// clusters: words by the company they keep.
func (l *list) clusters(s0, s1, b0, b1 *word) {
	for k := range s0.cluster {
		l.add2(s0.cluster[k], b0.cluster[k])
		l.add2(s1.cluster[k], s0.cluster[k])
		l.add2(s0.cluster[k], b0.pos)
		l.add2(s0.pos, b0.cluster[k])
		l.add2(s1.cluster[k], s0.pos)
		l.add2(s1.pos, s0.cluster[k])
	}
	l.add(s0.cluster[0])
	l.add(s1.cluster[0])
	l.add(b0.cluster[0])
	l.add(b1.cluster[0])
}

// marks: punctuation around and between the words.
func (l *list) marks(s0, s1, b0, b1 *word) {
	near, far := between(s0, b0), between(s1, s0)
	l.add2(s0.pos, b0.before)
	l.add2(b0.pos, b0.before)
	l.add2(b0.pos, b1.before)
	l.add3(s0.pos, b0.pos, b0.before)
	l.add3(s0.pos, b0.pos, near)
	l.add3(s1.pos, s0.pos, far)
	l.add3(s1.pos, s0.pos, s0.before)
	l.add4(s1.pos, s0.pos, b0.pos, far<<8|near)
	l.add3(s0.pos, b0.before, b1.before)
	l.add3(s1.pos, s0.pos, b0.before)
	l.add3(s0.lemma, b0.before, near)
}

// between counts the marks between two words, up to 3.
func between(a, b *word) uint64 { return uint64(min(max(b.marks-a.marks, 0), 3)) }
