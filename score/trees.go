// SPDX-License-Identifier: Apache-2.0

package score

import (
	"fmt"
	"io/fs"
	"slices"
)

// treeTally is what is counted over all documents.
type treeTally struct {
	sizes, hits [treeFigures]int
}

// The figures of the task trees, in their order.
const (
	tokenFigure = iota
	sentenceFigure
	wordFigure
	tagFigure
	headFigure
	relationFigure
	treeFigures
)

var treeFigureNames = [treeFigures]string{"tokens_f1", "sentences_f1", "words_f1", "upos_f1", "uas_f1", "las_f1"}

// scoreTrees scores the analysis of raw text as the shared task of CoNLL 2018
// did (Zeman et al.): F1 of tokens, sentences, words, tags and dependencies.
// Relations are compared up to the colon. Gold and system are aligned by the
// characters of their tokens, and within contractions by the longest common
// subsequence of the word forms. A document whose characters differ counts as
// wholly wrong.
func scoreTrees(c *Corpus, a *Answer) (Result, error) {
	data, err := fs.ReadFile(c.folder, goldTreesFile)
	if err != nil {
		return Result{}, err
	}
	gold, problems := readTrees(goldTreesFile, data)
	system, more := readTrees("answer", a.Trees)
	problems = append(problems, more...)
	if len(system.names) > 0 && !shareName(gold, system) {
		gold, system = gold.joined(), system.joined()
	}
	var n treeTally
	for _, name := range gold.names {
		other := system.trees[name]
		if other == nil {
			other = &tree{}
		}
		if !n.addDocument(gold.trees[name], other) {
			problems = append(problems, Problem{File: "answer", Reason: fmt.Sprintf("document %q: the characters are not the gold's; nothing in it counts", name)})
		}
	}
	result := Result{Problems: problems}
	for i, name := range treeFigureNames {
		size := n.sizes[min(i, wordFigure)]
		result.Metrics = append(result.Metrics, Metric{name, ratio(2*n.hits[i], size)})
	}
	return result, nil
}

func shareName(a, b *forest) bool {
	for _, name := range a.names {
		if b.trees[name] != nil {
			return true
		}
	}
	return false
}

// addDocument counts one document, and reports whether its characters are the
// gold's.
func (n *treeTally) addDocument(gold, system *tree) bool {
	n.sizes[tokenFigure] += len(gold.tokens) + len(system.tokens)
	n.sizes[sentenceFigure] += len(gold.sentences) + len(system.sentences)
	n.sizes[wordFigure] += len(gold.words) + len(system.words)
	if !slices.Equal(gold.chars, system.chars) {
		return false
	}
	n.hits[tokenFigure] += sameSpans(gold.tokens, system.tokens)
	n.hits[sentenceFigure] += sameSpans(gold.sentences, system.sentences)
	aligned := alignWords(gold.words, system.words)
	for g, s := range aligned {
		n.addWord(aligned, &gold.words[g], &system.words[s])
	}
	return true
}

func (n *treeTally) addWord(aligned map[int]int, gold, system *treeWord) {
	wanted := gold.head
	if wanted != noHead {
		var ok bool
		if wanted, ok = aligned[gold.head]; !ok {
			wanted = noWord
		}
	}
	attached := wanted == system.head
	n.hits[wordFigure]++
	n.hits[tagFigure] += count(gold.upos == system.upos)
	n.hits[headFigure] += count(attached)
	n.hits[relationFigure] += count(attached && gold.relation == system.relation)
}

// sameSpans counts the distinct spans in both lists.
func sameSpans(a, b [][2]int) int {
	in := map[[2]int]bool{}
	for _, s := range a {
		in[s] = true
	}
	n := 0
	for _, s := range b {
		if in[s] {
			n++
			delete(in, s)
		}
	}
	return n
}

// alignWords maps words of the gold to words of the system.
func alignWords(gold, system []treeWord) map[int]int {
	aligned := map[int]int{}
	g, s := 0, 0
	for g < len(gold) && s < len(system) {
		a, b := &gold[g], &system[s]
		contraction := a.joined || b.joined
		switch {
		case a.span == b.span && !contraction:
			aligned[g] = s
			g, s = g+1, s+1
		case a.span[1] <= b.span[0]:
			g++
		case b.span[1] <= a.span[0]:
			s++
		case contraction:
			gEnd, sEnd := region(gold, system, g, s)
			for _, p := range subsequence(gold[g:gEnd], system[s:sEnd]) {
				aligned[g+p[0]] = s + p[1]
			}
			g, s = gEnd, sEnd
		case a.span[1] <= b.span[1]:
			g++
		default:
			s++
		}
	}
	return aligned
}

// region returns the ends of the smallest stretch from g and s on that closes
// every contraction in it.
func region(gold, system []treeWord, g, s int) (gEnd, sEnd int) {
	reach := 0
	gEnd, sEnd = g, s
	for {
		for _, w := range slices.Concat(gold[g:min(gEnd+1, len(gold))], system[s:min(sEnd+1, len(system))]) {
			if w.joined {
				reach = max(reach, w.span[1])
			}
		}
		nextG, nextS := wordsBefore(gold, g, reach), wordsBefore(system, s, reach)
		if nextG == gEnd && nextS == sEnd {
			return gEnd, sEnd
		}
		gEnd, sEnd = nextG, nextS
	}
}

// wordsBefore is the index behind the last word, from start on, that begins
// before the character.
func wordsBefore(words []treeWord, start, character int) int {
	end := start
	for end < len(words) && words[end].span[0] < character {
		end++
	}
	return end
}

// subsequence returns the index pairs of a longest common subsequence of the
// forms.
func subsequence(a, b []treeWord) [][2]int {
	longest := make([][]int, len(a)+1)
	for i := range longest {
		longest[i] = make([]int, len(b)+1)
	}
	skip := func(i, j int) int { return max(longest[i+1][j], longest[i][j+1]) }
	for i := range slices.Backward(a) {
		for j := range slices.Backward(b) {
			longest[i][j] = skip(i, j)
			if a[i].form == b[j].form {
				longest[i][j] = max(longest[i][j], longest[i+1][j+1]+1)
			}
		}
	}
	var pairs [][2]int
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case longest[i][j] > skip(i, j):
			pairs = append(pairs, [2]int{i, j})
			i, j = i+1, j+1
		case longest[i+1][j] >= longest[i][j+1]:
			i++
		default:
			j++
		}
	}
	return pairs
}
