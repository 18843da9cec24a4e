// SPDX-License-Identifier: Apache-2.0

package tag

import "depesche/nlp/linear"

// list collects the features of one decision. Every template has a number,
// by which the models know it.
type list struct{ keys []linear.Key }

// add adds a feature of the template; a value of 0 is none.
func (l *list) add(template, a uint64) {
	if a != 0 {
		l.keys = append(l.keys, linear.KeyOf(linear.Mix(template, a)))
	}
}

func (l *list) add2(template, a, b uint64) {
	if a != 0 && b != 0 {
		l.keys = append(l.keys, linear.KeyOf(linear.Mix(linear.Mix(template, a), b)))
	}
}

func (l *list) add3(template, a, b, c uint64) {
	if a != 0 && b != 0 && c != 0 {
		h := linear.Mix(linear.Mix(linear.Mix(template, a), b), c)
		l.keys = append(l.keys, linear.KeyOf(h))
	}
}

// own collects the features of the word alone, without its neighbours.
func (l *list) own(w *word) {
	l.add(1001, 1) // bias
	l.add(1002, w.form)
	l.add(1003, w.lower)
	for k := range w.suffix {
		l.add(1004+uint64(k), w.suffix[k])
	}
	for k := range w.prefix {
		l.add(1009+uint64(k), w.prefix[k])
	}
	l.add2(1012, w.shape, 1+w.flags&first)
	l.add2(1013, w.flags+1, w.suffix[2])
	l.add(1014, w.class)
	l.add2(1015, w.class, w.suffix[1])
	l.add2(1016, w.pos, w.flags+1)
	for k := range w.cluster {
		l.add(1017+uint64(k), w.cluster[k])
	}
}

// first collects those features of token i and what is around it that weigh
// most. words has two words of padding before and after.
func (l *list) first(words []word, i int, p *past) {
	before, w, next := &words[i+1], &words[i+2], &words[i+3]
	l.add(1101, before.lower)
	l.add(1102, next.lower)
	l.add(1112, before.suffix[2])
	l.add(1113, next.suffix[2])
	l.add(1114, next.suffix[1])
	l.add2(1115, next.shape, 1+next.flags)
	l.add2(1116, before.shape, 1+before.flags)
	l.add(1117, next.class)
	for k := range w.cluster {
		l.add(1125+2*uint64(k), before.cluster[k])
		l.add(1126+2*uint64(k), next.cluster[k])
	}
	l.add2(1119, w.suffix[1], next.suffix[1])
	l.add(1120, w.cells)
	l.add2(1129, w.cluster[0], next.cluster[0])
	l.add2(1130, before.cluster[0], w.cluster[0])
	l.add(2001, p.last.whole)
	l.add(2002, p.last.upos)
	l.add2(2003, p.last.upos, p.before.upos)
	l.add2(2004, p.last.whole, p.before.whole)
	l.add2(2009, p.last.upos, w.class)
	l.add2(2022, 1+p.nominatives, w.class)
	l.add2(2023, 1+p.nominatives, p.last.agree)
	number := 1 + p.number
	l.add2(2029, w.verbs, number)
	l.add3(2030, w.verbs, w.pos, number)
	l.add3(2031, w.verbs, number, w.ahead)
	l.add3(2038, w.here(), number, w.ahead)
}

// second collects the others, for when the first leave room for doubt.
func (l *list) second(words []word, i int, p *past) {
	l.words(&words[i], &words[i+1], &words[i+2], &words[i+3], &words[i+4])
	l.tags(&words[i+2], &words[i+3], p)
	l.clause(&words[i+2], &words[i+3], p)
}

// words collects what the words around say together and with the word.
func (l *list) words(pp, p, w, n, nn *word) {
	l.add(1103, pp.lower)
	l.add(1104, nn.lower)
	l.add2(1105, p.lower, w.lower)
	l.add2(1106, w.lower, n.lower)
	l.add2(1107, p.lower, n.lower)
	l.add2(1108, p.lower, w.suffix[2])
	l.add2(1109, n.lower, w.suffix[2])
	l.add2(1110, p.lower, w.class)
	l.add2(1111, n.lower, w.class)
	l.add(1118, nn.class)
	l.add2(1121, w.cells, w.pos)
	l.add2(1122, w.cases, w.pos)
	l.add3(1123, w.cases, w.pos, p.pos)
	l.add3(1124, w.cases, w.pos, p.lower)
}

// past is what the tags so far tell the next token.
type past struct {
	last, before facts
	adposition   uint64 // the word of the adposition that the noun phrase hangs on
	finite       uint64 // the finite verb of the clause
	number       uint64 // its number
	opener       uint64 // the first word of the clause
	nominatives  uint64 // noun phrases in the nominative since the clause began
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

// tags collects what the tags before say with the word and the next one.
func (l *list) tags(w, n *word, p *past) {
	l.add2(2005, p.last.whole, w.lower)
	l.add2(2006, p.last.whole, w.suffix[1])
	l.add2(2007, p.last.whole, w.suffix[2])
	l.add2(2008, p.last.agree, w.class)
	l.add3(2010, p.last.agree, w.class, n.class)
	l.add3(2011, p.last.agree, p.before.agree, w.class)
	l.add3(2012, p.last.upos, w.pos, n.pos)
	l.add2(2013, p.adposition, w.class)
	l.add3(2014, p.adposition, w.cases, w.pos)
	l.add3(2015, p.last.agree, w.cells, w.pos)
	l.add3(2016, 1+p.nominatives, w.cases, w.pos)
	l.add3(2017, p.finite, w.cases, w.pos)
	l.add3(2018, p.last.upos, w.cases, w.pos)
	l.add2(2019, p.adposition, w.suffix[1])
	l.add2(2020, p.adposition, p.last.agree)
	l.add3(2021, p.adposition, p.last.agree, w.class)
	l.add3(2024, 1+p.nominatives, p.last.agree, w.class)
	l.add2(2025, p.finite, w.class)
	l.add2(2026, p.finite, w.suffix[1])
	l.add2(2027, p.opener, w.class)
	l.add3(2028, p.opener, 1+p.nominatives, w.suffix[1])
}

// here is what the word can be in its noun phrase, 0 nothing.
func (w *word) here() uint64 {
	if w.cases == 0 {
		return 0
	}
	return linear.Mix(w.cases, w.pos)
}

// clause collects what the verbs and subjects of the clause, so far and still
// to come, say about the word: a clause has one finite verb and one subject.
func (l *list) clause(w, n *word, p *past) {
	number := 1 + p.number
	l.add3(2032, w.verbs, linear.Mix(w.pos, number), w.ahead)
	l.add2(2033, w.verbs, p.finite)
	l.add3(2034, w.verbs, p.last.upos, linear.Mix(number, w.ahead))
	l.add3(2035, w.verbs, n.pos, linear.Mix(number, w.ahead))
	l.add3(2036, w.verbs, n.lower, number)
	here := w.here()
	l.add3(2037, here, number, 1+p.nominatives)
	l.add3(2039, here, 1+p.nominatives, w.subjects)
	l.add3(2040, here, linear.Mix(number, w.ahead), linear.Mix(1+p.nominatives, w.subjects))
	l.add3(2041, here, p.last.agree, linear.Mix(number, w.ahead))
}
