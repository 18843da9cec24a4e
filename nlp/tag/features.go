// SPDX-License-Identifier: Apache-2.0

package tag

import "depesche/nlp/linear"

// list collects the features of one decision. The templates are numbered in
// the order of the calls, so that every call site is a template of its own.
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

func (l *list) add3(a, b, c uint64) {
	l.template++
	if a != 0 && b != 0 && c != 0 {
		h := linear.Mix(linear.Mix(linear.Mix(l.template, a), b), c)
		l.keys = append(l.keys, linear.KeyOf(h))
	}
}

// own collects the features of the word alone, without its neighbours.
func (l *list) own(w *word) {
	l.template = 1000
	l.add(1) // bias
	l.add(w.form)
	l.add(w.lower)
	for k := range w.suffix {
		l.add(w.suffix[k])
	}
	for k := range w.prefix {
		l.add(w.prefix[k])
	}
	l.add2(w.shape, 1+w.flags&first)
	l.add2(w.flags+1, w.suffix[2])
	l.add(w.class)
	l.add2(w.class, w.suffix[1])
	l.add2(w.pos, w.flags+1)
	for k := range w.cluster {
		l.add(w.cluster[k])
	}
}

// around collects the features of token i and the words around it, which do
// not depend on other tags. words has two words of padding before and after.
func (l *list) around(words []word, i int) {
	l.template = 1100
	pp, p, w, n, nn := &words[i], &words[i+1], &words[i+2], &words[i+3], &words[i+4]
	l.add(p.lower)
	l.add(n.lower)
	l.add(pp.lower)
	l.add(nn.lower)
	l.add2(p.lower, w.lower)
	l.add2(w.lower, n.lower)
	l.add2(p.lower, n.lower)
	l.add2(p.lower, w.suffix[2])
	l.add2(n.lower, w.suffix[2])
	l.add2(p.lower, w.class)
	l.add2(n.lower, w.class)
	l.add(p.suffix[2])
	l.add(n.suffix[2])
	l.add(n.suffix[1])
	l.add2(n.shape, 1+n.flags)
	l.add2(p.shape, 1+p.flags)
	l.add(n.class)
	l.add(nn.class)
	l.add2(w.suffix[1], n.suffix[1])
	l.add(w.cells)
	l.add2(w.cells, w.pos)
	l.add2(w.cases, w.pos)
	l.add3(w.cases, w.pos, p.pos)
	l.add3(w.cases, w.pos, p.lower)
	for k := range w.cluster {
		l.add(p.cluster[k])
		l.add(n.cluster[k])
	}
	l.add2(w.cluster[0], n.cluster[0])
	l.add2(p.cluster[0], w.cluster[0])
}

// past is what the tags so far tell the next token.
type past struct {
	last, before facts
	adposition   uint64 // the word of the adposition that the noun phrase hangs on
	finite       uint64 // the finite verb of the clause
	number       uint64 // its number
	opener       uint64 // the first word of the clause
	nominatives  uint64 // noun phrases in the nominative since the clause began
	length       uint64 // tokens since the last noun phrase ended, up to 3
}

// step goes on behind the word w, which got the tag.
func (p *past) step(w *word, t *facts) {
	if t.punct {
		*p = past{last: p.last, before: p.before}
	}
	p.before, p.last = p.last, *t
	switch {
	case t.adposition:
		p.adposition = w.lower
	case t.nominal || t.verbal:
		p.adposition = 0
	}
	if t.finite {
		p.finite, p.number = w.lower, t.number
	}
	if p.opener == 0 && !t.punct {
		p.opener = w.lower
	}
	if t.nominal && t.nominative && p.nominatives < 2 {
		p.nominatives++
	}
}

// moving collects the features of the token that depend on the tags before.
func (l *list) moving(words []word, i int, p *past) {
	l.template = 2000
	w, n := &words[i+2], &words[i+3]
	l.add(p.last.whole)
	l.add(p.last.upos)
	l.add2(p.last.upos, p.before.upos)
	l.add2(p.last.whole, p.before.whole)
	l.add2(p.last.whole, w.lower)
	l.add2(p.last.whole, w.suffix[1])
	l.add2(p.last.whole, w.suffix[2])
	l.add2(p.last.agree, w.class)
	l.add2(p.last.upos, w.class)
	l.add3(p.last.agree, w.class, n.class)
	l.add3(p.last.agree, p.before.agree, w.class)
	l.add3(p.last.upos, w.pos, n.pos)
	l.add2(p.adposition, w.class)
	l.add3(p.adposition, w.cases, w.pos)
	l.add3(p.last.agree, w.cells, w.pos)
	l.add3(1+p.nominatives, w.cases, w.pos)
	l.add3(p.finite, w.cases, w.pos)
	l.add3(p.last.upos, w.cases, w.pos)
	l.add2(p.adposition, w.suffix[1])
	l.add2(p.adposition, p.last.agree)
	l.add3(p.adposition, p.last.agree, w.class)
	l.add2(1+p.nominatives, w.class)
	l.add2(1+p.nominatives, p.last.agree)
	l.add3(1+p.nominatives, p.last.agree, w.class)
	l.add2(p.finite, w.class)
	l.add2(p.finite, w.suffix[1])
	l.add2(p.opener, w.class)
	l.add3(p.opener, 1+p.nominatives, w.suffix[1])
	l.clause(w, n, p)
}

// clause collects what the verbs and subjects of the clause, so far and still
// to come, say about the word: a clause has one finite verb and one subject.
func (l *list) clause(w, n *word, p *past) {
	number := 1 + p.number
	l.add2(w.verbs, number)
	l.add3(w.verbs, w.pos, number)
	l.add3(w.verbs, number, w.ahead)
	l.add3(w.verbs, linear.Mix(w.pos, number), w.ahead)
	l.add2(w.verbs, p.finite)
	l.add3(w.verbs, p.last.upos, linear.Mix(number, w.ahead))
	l.add3(w.verbs, n.pos, linear.Mix(number, w.ahead))
	l.add3(w.verbs, n.lower, number)
	here := linear.Mix(w.cases, w.pos)
	if w.cases == 0 {
		here = 0
	}
	l.add3(here, number, 1+p.nominatives)
	l.add3(here, number, w.ahead)
	l.add3(here, 1+p.nominatives, w.subjects)
	l.add3(here, linear.Mix(number, w.ahead), linear.Mix(1+p.nominatives, w.subjects))
	l.add3(here, p.last.agree, linear.Mix(number, w.ahead))
}
