// SPDX-License-Identifier: Apache-2.0

package names

import (
	mathbits "math/bits"

	"depesche/nlp/linear"
)

// list collects the features of one word. The templates are numbered in the
// order of the calls, so that every call site is a template of its own.
type list struct {
	keys     []linear.Key
	template uint64
}

// add adds a feature of the next template; a value of 0 is none.
func (l *list) add(a uint64) {
	l.template++
	if a != 0 {
		l.keys = append(l.keys, linear.KeyOf(linear.Mix(l.template, a)))
	}
}

func (l *list) add2(a, b uint64) {
	l.template++
	if a != 0 && b != 0 {
		l.keys = append(l.keys, linear.KeyOf(linear.Mix(linear.Mix(l.template, a), b)))
	}
}

// add3 is add for three values.
func (l *list) add3(a, b, c uint64) {
	l.template++
	if a != 0 && b != 0 && c != 0 {
		h := linear.Mix(linear.Mix(linear.Mix(l.template, a), b), c)
		l.keys = append(l.keys, linear.KeyOf(h))
	}
}

// collect collects the features of words[i] that alone does not.
func (l *list) collect(words []word, i int) {
	l.template = 200
	pp, p, w, n, nn := &words[i-2], &words[i-1], &words[i], &words[i+1], &words[i+2]
	l.add2(w.short, 1+w.flags)
	l.add(w.upos)
	l.add2(w.upos, w.short)
	l.around(pp, p, w, n, nn)
	l.lists(p, w, n)
	l.kinds(pp, p, w, n)
	for k := range w.cluster {
		l.add(p.cluster[k])
		l.add(n.cluster[k])
		l.add2(pp.cluster[k], p.cluster[k])
		l.add2(n.cluster[k], nn.cluster[k])
		l.add2(p.cluster[k], w.short)
		l.add2(n.cluster[k], w.short)
		l.add2(p.cluster[k], w.cluster[k])
		l.add2(w.cluster[k], n.cluster[k])
	}
}

// alone collects the features of the form of a word, without its place.
func (l *list) alone(w *word) {
	l.template = 100
	l.add(1)
	l.add(w.form)
	l.add(w.lower)
	l.add2(w.shape, 1)
	l.add2(w.length, w.short)
	for k := range w.prefix {
		l.add2(w.prefix[k], 1+w.flags&flagUpper)
		l.add2(w.suffix[k], 1+w.flags&flagUpper)
	}
	l.add2(w.suffix[1], w.prefix[0])
	for k := range w.cluster {
		l.add(w.cluster[k])
	}
}

// around are the features of the words before and behind.
func (l *list) around(pp, p, w, n, nn *word) {
	l.add2(p.lower, 1)
	l.add2(n.lower, 1)
	l.add2(pp.lower, 1)
	l.add2(nn.lower, 1)
	l.add2(p.lower, w.short)
	l.add2(n.lower, w.short)
	l.add2(p.lower, w.lower)
	l.add2(w.lower, n.lower)
	l.add2(pp.lower, p.lower)
	l.add2(n.lower, nn.lower)
	l.add2(p.lower, n.lower)
	l.add2(p.short, w.short)
	l.add2(w.short, n.short)
	l.add3(p.short, w.short, n.short)
	l.add3(pp.short, p.short, w.short)
	l.add3(w.short, n.short, nn.short)
	l.add2(p.suffix[1], w.short)
	l.add2(n.suffix[1], w.short)
	l.add2(p.suffix[2], w.short)
	l.add2(n.suffix[2], w.short)
	l.add2(1+w.flags, 1+n.flags)
	l.add2(1+p.flags, 1+w.flags)
	l.add2(p.upos, w.upos)
	l.add2(w.upos, n.upos)
}

// lists are the features of the gazetteer.
func (l *list) lists(p, w, n *word) {
	l.add(w.lists)
	l.add(p.lists)
	l.add(n.lists)
	l.add(w.stem)
	l.add2(w.lists, n.lists)
	l.add2(p.lists, w.lists)
	l.add2(w.lists, 1+w.flags)
	l.add2(w.lists, n.short)
	l.add2(w.lists, p.short)
	l.add2(p.lists, w.short)
	l.add2(w.lists, p.lower)
	l.add2(w.stem, w.suffix[0])
	l.add2(w.stem, w.short)
	l.add2(p.stem, w.short)
	l.add2(w.short, n.stem)
}

// kinds are the features of the single lists that the words stand in.
func (l *list) kinds(pp, p, w, n *word) {
	l.each(w.lists>>8, 1+w.lists&7)
	l.each(w.lists>>8, w.short)
	l.each(p.lists>>8, w.short)
	l.each(n.lists>>8, w.short)
	l.each(pp.lists>>8, w.short)
	l.each(p.heads(), w.short)
	l.each(pp.heads(), w.short)
	l.each(w.heads(), 1)
	l.each(w.genitive(), 1)
	l.each(w.genitive(), p.short)
	l.add2(w.quote, 1)
	l.add2(w.quote, w.short)
	l.add2(p.quote, w.quote)
	l.add2(w.quote, n.quote)
}

// each adds a feature of the next template for every bit, together with b.
func (l *list) each(bits, b uint64) {
	l.template++
	for ; bits != 0; bits &= bits - 1 {
		h := linear.Mix(linear.Mix(l.template, uint64(1+mathbits.TrailingZeros64(bits))), b)
		l.keys = append(l.keys, linear.KeyOf(h))
	}
}
