// SPDX-License-Identifier: Apache-2.0

package score

import (
	"encoding/json"
	"slices"

	"depesche"
)

// goldStatements is a line of gold of the task statements.
type goldStatements struct {
	ID         string
	Statements []struct {
		Mode                 string
		Content, Source, Cue spanList
	}
}

func (g *goldStatements) article() string { return g.ID }

func (g *goldStatements) missing() string { return absent("statements", g.Statements) }

func (g *goldStatements) spans() []depesche.Span {
	var all []depesche.Span
	for _, s := range g.Statements {
		all = append(all, slices.Concat(s.Content, s.Source, s.Cue)...)
	}
	return all
}

// spanList is a list of spans; one span, or null, is read too.
type spanList []depesche.Span

// UnmarshalJSON implements json.Unmarshaler.
func (l *spanList) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '{' {
		var one depesche.Span
		err := json.Unmarshal(data, &one)
		*l = spanList{one}
		return err
	}
	return json.Unmarshal(data, (*[]depesche.Span)(l))
}

// The parts of a statement that are looked for on their own.
const (
	content = iota
	source
	cue
	partCount
)

// saying is a statement, of the gold or the system, ready to be compared.
type saying struct {
	mode   string
	source []depesche.Span
	words  [partCount]wordSet
	// accepted are other readings of a part: a source or cue in several
	// pieces is also found by one of them, for a record has one span for it.
	accepted [partCount][]wordSet
}

func (t *text) saying(mode string, parts [partCount][]depesche.Span) saying {
	s := saying{mode: mode, source: parts[source]}
	for p, spans := range parts {
		s.words[p] = t.cover(spans...)
		if p == content {
			continue
		}
		for _, span := range spans {
			s.accepted[p] = append(s.accepted[p], t.cover(span))
		}
	}
	return s
}

// sayingTally is what is counted over all articles.
type sayingTally struct {
	words, joint, cue  tally
	exact              [partCount]tally
	half               int // pairs that share at least half of their content
	moded, mode, modes int
}

// scoreStatements scores who said what. Statements are aligned one to one by
// how much of their content they share (intersection over union of words).
// content_token_f1 counts the words that aligned statements share;
// joint_f1 the statements that share half of their content and have the right
// source; source_accuracy and mode_accuracy are over those that share half.
// The exact and cue figures look at each part by itself. A part is a set of
// words, so quotation marks and commas at its ends do not matter.
func scoreStatements(c *Corpus, a *Answer) (Result, error) {
	articles, problems, err := pairs[goldStatements](c, a)
	if err != nil {
		return Result{}, err
	}
	var n sayingTally
	for _, p := range articles {
		n.addArticle(p)
	}
	metrics := []Metric{
		{"content_token_f1", n.words.f1()}, {"content_exact_f1", n.exact[content].f1()},
		{"source_accuracy", ratio(n.joint.hits, n.half)}, {"source_exact_f1", n.exact[source].f1()},
		{"cue_f1", n.cue.f1()}, {"cue_exact_f1", n.exact[cue].f1()}, {"joint_f1", n.joint.f1()},
	}
	if n.modes > 0 {
		metrics = append(metrics, Metric{"mode_accuracy", ratio(n.mode, n.moded)})
	}
	return Result{Problems: problems, Metrics: metrics}, nil
}

func (n *sayingTally) addArticle(p pair[goldStatements]) {
	gold, system := p.gold.sayings(p.text), sayingsOf(p.record, p.text)
	n.joint.add(tally{given: len(system), wanted: len(gold)})
	for _, s := range gold {
		n.modes += count(s.mode != "")
		n.words.wanted += len(s.words[content])
	}
	for _, s := range system {
		n.words.given += len(s.words[content])
	}
	for _, m := range alignSayings(gold, system) {
		n.addPair(p.text, &gold[m.gold], &system[m.system], m.weight)
	}
	for part := range partCount {
		n.exact[part].add(partHits(gold, system, part, saying.equals))
	}
	n.cue.add(partHits(gold, system, cue, saying.shares))
}

func (n *sayingTally) addPair(t *text, gold, system *saying, overlap float64) {
	n.words.hits += gold.words[content].common(system.words[content])
	if overlap < 0.5 {
		return
	}
	n.half++
	n.joint.hits += count(t.sameSource(gold.source, system.source))
	if gold.mode != "" {
		n.moded++
		n.mode += count(gold.mode == system.mode)
	}
}

// sayings are the statements of a line of gold.
func (g *goldStatements) sayings(t *text) []saying {
	var all []saying
	for _, s := range g.Statements {
		all = append(all, t.saying(s.Mode, [partCount][]depesche.Span{s.Content, s.Source, s.Cue}))
	}
	return all
}

// sayingsOf are the statements of a record.
func sayingsOf(r *depesche.Record, t *text) []saying {
	var all []saying
	for _, s := range r.Statements {
		var from []depesche.Span
		if s.Source != nil {
			from = []depesche.Span{s.Source.Span}
		}
		all = append(all, t.saying(s.Mode, [partCount][]depesche.Span{s.Content, from, s.Cue}))
	}
	return all
}

// alignSayings aligns statements by the share of common words among all words
// of their contents.
func alignSayings(gold, system []saying) []match {
	var all []match
	for g := range gold {
		for s := range system {
			a, b := gold[g].words[content], system[s].words[content]
			if both := a.common(b); both > 0 {
				all = append(all, match{ratio(both, len(a)+len(b)-both), g, s})
			}
		}
	}
	return greedy(all)
}

// sameSource reports whether each side's head word lies in the other's span,
// or neither side names anyone.
func (t *text) sameSource(gold, system []depesche.Span) bool {
	if len(gold) == 0 || len(system) == 0 {
		return len(gold) == len(system)
	}
	return t.headOf(gold[0]).within(t.cover(system...)) && t.headOf(system[0]).within(t.cover(gold...))
}

// partHits aligns one part of statements by itself, whatever the rest of the
// statement is.
func partHits(gold, system []saying, part int, weigh func(a, b saying, part int) int) tally {
	n := tally{}
	for _, s := range system {
		n.given += count(len(s.words[part]) > 0)
	}
	var all []match
	for g, a := range gold {
		if len(a.words[part]) == 0 {
			continue
		}
		n.wanted++
		for s, b := range system {
			if len(b.words[part]) == 0 {
				continue
			}
			if weight := weigh(a, b, part); weight > 0 {
				all = append(all, match{float64(weight), g, s})
			}
		}
	}
	n.hits = len(greedy(all))
	return n
}

// equals is 1 when the system's part is the gold's, word for word.
func (s saying) equals(system saying, part int) int {
	same := slices.Equal(s.words[part], system.words[part])
	for _, other := range s.accepted[part] {
		same = same || slices.Equal(other, system.words[part])
	}
	return count(same)
}

// shares is how many words of a part are common.
func (s saying) shares(system saying, part int) int {
	return s.words[part].common(system.words[part])
}
