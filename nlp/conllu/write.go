// SPDX-License-Identifier: Apache-2.0

package conllu

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"depesche/nlp"
)

// printer writes the sentences of a document one after the other.
type printer struct {
	doc   *nlp.Doc
	id    string
	names map[int]string
	b     strings.Builder

	bytes, chars int // code points counted so far
}

// char converts a byte offset to code points. Offsets mostly grow, so that
// the counting goes on from the last one.
func (p *printer) char(b int) int {
	b = min(max(b, 0), len(p.doc.Text))
	if b < p.bytes {
		return p.chars - utf8.RuneCountInString(p.doc.Text[b:p.bytes])
	}
	p.chars += utf8.RuneCountInString(p.doc.Text[p.bytes:b])
	p.bytes = b
	return p.chars
}

func (p *printer) sentence(k int) {
	s := p.doc.Sentences[k]
	if s.First >= s.Last {
		return
	}
	if k == 0 || p.doc.Sentences[k-1].Paragraph != s.Paragraph {
		p.b.WriteString("# newpar\n")
	}
	sentID := strconv.Itoa(k + 1)
	if p.id != "" {
		sentID = strings.ReplaceAll(oneLine(p.id), " ", "_") + "-" + sentID
	}
	fmt.Fprintf(&p.b, "# sent_id = %s\n# text = %s\n", sentID, oneLine(p.doc.Text[s.Start:s.End]))
	for i := s.First; i < s.Last; {
		n := p.group(i, s.Last)
		if n > 1 {
			p.surface(s, i, i+n)
		}
		for j := i; j < i+n; j++ {
			p.word(s, j, n == 1)
		}
		i += n
	}
	p.b.WriteByte('\n')
}

// group returns how many words from i on belong to one surface token.
func (p *printer) group(i, last int) int {
	n := 1
	for i+n < last && p.doc.Tokens[i].Part == 1 && int(p.doc.Tokens[i+n].Part) == n+1 {
		n++
	}
	return n
}

// surface writes the line of a multiword token over the words [i,j).
func (p *printer) surface(s nlp.Sentence, i, j int) {
	start, end := p.doc.Tokens[i].Start, p.doc.Tokens[j-1].End
	fmt.Fprintf(&p.b, "%d-%d\t%s\t_\t_\t_\t_\t_\t_\t_\t%s\n", i-s.First+1, j-s.First,
		column(p.doc.Text[start:end]), p.misc(i, j-1, true))
}

func (p *printer) word(s nlp.Sentence, i int, alone bool) {
	t := &p.doc.Tokens[i]
	head, deprel := "_", column(t.Deprel)
	switch {
	case t.Head >= s.First && t.Head < s.Last:
		head = strconv.Itoa(t.Head - s.First + 1)
	case t.Deprel != "":
		head = "0"
	}
	fmt.Fprintf(&p.b, "%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t_\t%s\n", i-s.First+1, column(t.Form),
		column(t.Lemma), column(t.UPOS), column(t.XPOS), column(t.Feats), head, deprel, p.misc(i, i, alone))
}

// misc is the last column: of the surface token over the words [i,j] when
// surface is true, else only what belongs to the word.
func (p *printer) misc(i, j int, surface bool) string {
	var fields []string
	if tag := p.names[i]; tag != "" && (i == j) {
		fields = append(fields, "NER="+tag)
	}
	if surface {
		t, last := &p.doc.Tokens[i], &p.doc.Tokens[j]
		if i == 0 && t.Start > 0 {
			fields = append(fields, "SpacesBefore="+escape(p.doc.Text[:t.Start]))
		}
		end := j == len(p.doc.Tokens)-1
		switch gap := p.gap(j); {
		case gap == " " && !end, gap == "" && end:
		case gap == "":
			fields = append(fields, "SpaceAfter=No")
		default:
			fields = append(fields, "SpacesAfter="+escape(gap))
		}
		fields = append(fields, "start_char="+strconv.Itoa(p.char(t.Start)), "end_char="+strconv.Itoa(p.char(last.End)))
	}
	if fields == nil {
		return "_"
	}
	return strings.Join(fields, "|")
}

// gap is the text between the word and the next, or behind the last word.
func (p *printer) gap(i int) string {
	end, next := p.doc.Tokens[i].End, len(p.doc.Text)
	if i+1 < len(p.doc.Tokens) {
		next = p.doc.Tokens[i+1].Start
	}
	if end > next {
		return ""
	}
	return p.doc.Text[end:next]
}

// column is a value as it may stand in a column: "_" for none, no tabs or
// line breaks.
func column(s string) string {
	if strings.ContainsAny(s, "\t\n\r") {
		s = oneLine(s)
	}
	if s == "" {
		return "_"
	}
	return s
}

var escapes = strings.NewReplacer(" ", `\s`, "\t", `\t`, "\n", `\n`, "\r", `\r`, "|", `\p`, `\`, `\\`)
var unescapes = strings.NewReplacer(`\s`, " ", `\t`, "\t", `\n`, "\n", `\r`, "\r", `\p`, "|", `\\`, `\`)

// escape writes white space as UDPipe does in SpacesAfter.
func escape(s string) string { return escapes.Replace(s) }
