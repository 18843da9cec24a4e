// SPDX-License-Identifier: Apache-2.0

package event

import (
	"slices"
	"sort"
	"strings"

	"depesche"
	"depesche/extract"
)

// contentAt returns the index of the narrowest statement whose content holds
// the token, or -1.
func (w *work) contentAt(token int) int {
	if token < 0 || token >= len(w.contents) {
		return -1
	}
	return w.contents[token]
}

// indexStatements notes for every token the narrowest statement whose content
// holds it, and the first whose cue it is.
func (w *work) indexStatements() {
	w.contents, w.cues = slices.Repeat([]int{-1}, len(w.r.Doc.Tokens)), map[int]int{}
	sizes := make([]int, len(w.r.Doc.Tokens))
	for i := range w.r.Statements {
		for _, c := range w.r.Statements[i].Contents {
			for t := c.First; t < c.Last; t++ {
				if w.contents[t] < 0 || c.Last-c.First < sizes[t] {
					w.contents[t], sizes[t] = i, c.Last-c.First
				}
			}
		}
		for _, t := range w.r.Statements[i].CueTokens {
			if _, ok := w.cues[t]; !ok {
				w.cues[t] = i
			}
		}
	}
}

// cueAt returns the index of the statement whose cue the token is, or -1.
func (w *work) cueAt(token int) int {
	if i, ok := w.cues[token]; ok {
		return i
	}
	return -1
}

// speakers returns the political actors that a statement is laid to.
func (w *work) speakers(statement int) []int {
	if statement < 0 {
		return nil
	}
	s := &w.r.Statements[statement]
	var found []int
	for _, e := range s.SourceEntities {
		found = union(found, w.members(e))
	}
	if len(found) == 0 && s.SourceEntity >= 0 {
		found = w.members(s.SourceEntity)
	}
	return w.namedSource(s, found)
}

// tellers returns the political actors that a statement with the cue is laid to,
// without those who are in its source only as a place, in a dateline, as the agent
// of a participle, in the phrase of an object, or as the state of others,
// and with those who are the subject of the cue beside him.
func (w *work) tellers(statement, cue int) []int {
	found := w.speakers(statement)
	if len(found) != 1 || w.r.Statements[statement].Source == nil {
		return found
	}
	source := w.r.Statements[statement].Source
	joined := found
	for _, i := range w.mentionsIn(w.r.Doc.SentenceOf(cue)) {
		m := &w.r.Mentions[i]
		if span := w.r.Span(m.Range); m.Entity != found[0] || span.Start < source.Start || span.End > source.End {
			continue
		}
		if w.isMerePlace(m.Head) || w.isOfAttribute(m.Head, cue) || w.dateline(m.First) == m.First || w.isOwnerOfOthers(m.Head) || w.isInObject(m.Head, cue) {
			return nil
		}
		if tok := &w.r.Doc.Tokens[m.Head]; tok.Head == cue && tok.Rel() == "nsubj" && m.Head < cue && w.r.Tree.Child(m.Head, "conj") >= 0 {
			joined = union(slices.Clone(found), w.phrase(m.Head))
		}
	}
	return joined
}

// isInObject reports whether a token stands deeper in what the object of a verb
// is, while the verb has a subject: it does not say who speaks.
func (w *work) isInObject(token, verb int) bool {
	object := w.r.Tree.Child(verb, "obj")
	return object >= 0 && object != token && w.r.Tree.Governs(object, token) && w.r.Tree.Child(verb, "nsubj") >= 0
}

// isOwnerOfOthers reports whether a state only says of where somebody is who is
// no actor himself ("the bishops of France"): he is not the state.
func (w *work) isOwnerOfOthers(token int) bool {
	tok := &w.r.Doc.Tokens[token]
	if tok.Rel() != "nmod" || tok.Head < 0 || !w.isLand(token) {
		return false
	}
	head := &w.r.Doc.Tokens[tok.Head]
	return head.UPOS == "NOUN" && !w.isPeople(tok.Head) && !w.grammar.Parts(head) && w.entityAt(tok.Head) < 0
}

// namedSource replaces a source of no country by the person of one who is named
// within its words ("Secretary of State N. N.").
func (w *work) namedSource(s *extract.Statement, found []int) []int {
	if len(found) != 1 || s.Source == nil || w.actorOf(found[0]).Country != "" && w.r.Entities[found[0]].Type == "PER" || s.Sentence < 0 || s.Sentence >= len(w.r.Doc.Sentences) {
		return found
	}
	sentence := w.r.Doc.Sentences[s.Sentence]
	first := sort.Search(len(w.r.Mentions), func(i int) bool { return w.r.Mentions[i].First >= sentence.First })
	for i := first; i < len(w.r.Mentions) && w.r.Mentions[i].First < sentence.Last; i++ {
		m := &w.r.Mentions[i]
		span := w.r.Span(m.Range)
		if span.Start < s.Source.Start || span.End > s.Source.End || m.Kind != depesche.KindName || m.Entity == found[0] {
			continue
		}
		if w.r.Entities[m.Entity].Type != "PER" || m.First > 0 && w.r.Doc.Tokens[m.First-1].UPOS == "ADP" {
			continue
		}
		if w.actorOf(m.Entity).Country != "" && w.actorOf(found[0]).Country == "" || endsSource(s, span.End) {
			return []int{m.Entity}
		}
	}
	return found
}

// endsSource reports whether a name that ends at a code point is the last of a
// source, but for what stands in brackets behind it.
func endsSource(s *extract.Statement, end int) bool {
	rest := []rune(s.Source.Text)[end-s.Source.Start:]
	return len(rest) == 0 || strings.HasPrefix(strings.TrimSpace(string(rest)), "(")
}

// addressee returns the actors to whom the statement with the cue is addressed.
func (w *work) addressee(cue int) []int {
	i := w.cueAt(cue)
	if i < 0 || w.r.Statements[i].Addressee == nil {
		return nil
	}
	if e, ok := w.byID[w.r.Statements[i].Addressee.Entity]; ok {
		return w.members(e)
	}
	return nil
}

// subjectOfContent returns the first actor that is a subject in what the
// trigger says.
func (w *work) subjectOfContent(trigger int) []int {
	i := w.cueAt(trigger)
	if i < 0 {
		return nil
	}
	for _, c := range w.r.Statements[i].Contents {
		for t := c.First; t < c.Last; t++ {
			if tok := &w.r.Doc.Tokens[t]; tok.Deprel != "nsubj:pass" && tok.Rel() == "nsubj" && (tok.Head < 0 || w.r.Doc.Tokens[tok.Head].Rel() != "advcl") {
				if found := w.within(t); len(found) > 0 {
					return found
				}
			}
		}
	}
	return nil
}

// statementOf returns the id of the statement that carries the trigger: the
// one that holds it, or else the one whose cue it is; nil for what the article
// tells itself. claimed says that it stands in what somebody said.
func (w *work) statementOf(trigger int, used []int) (id *string, claimed bool) {
	i := w.contentAt(trigger)
	if claimed = i >= 0; !claimed {
		i = w.cueAt(trigger)
		for _, u := range used {
			if i < 0 {
				i = w.cueAt(u)
			}
		}
	}
	if i < 0 {
		return nil, false
	}
	return &w.r.Statements[i].ID, claimed
}

// timesIn returns the times whose tokens begin in the range, in order.
func (w *work) timesIn(rg extract.Range) []int {
	first := sort.Search(len(w.r.Times), func(i int) bool { return w.r.Times[i].First >= rg.First })
	var out []int
	for i := first; i < len(w.r.Times) && w.r.Times[i].First < rg.Last; i++ {
		out = append(out, i)
	}
	return out
}
