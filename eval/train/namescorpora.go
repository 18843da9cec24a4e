// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"os"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// groupSize is how many sentences of a corpus without documents make one.
const groupSize = 20

// markup puts a text together from tokens with labels.
type markup struct {
	text   strings.Builder
	names  []markedName
	open   int // start of the name under way
	kind   string
	end    int
	quoted bool
	docs   []marked
	count  int // sentences in the document
}

// token appends a token; tag is O, B-PER, I-PER, …
func (b *markup) token(form, tag string) {
	prefix, kind, _ := strings.Cut(tag, "-")
	if b.kind != "" && (kind != b.kind || prefix != "I") {
		b.closeName()
	}
	if b.text.Len() > 0 && b.blankBefore(form) {
		b.text.WriteByte(' ')
	}
	if kind != "" && b.kind == "" {
		b.kind, b.open = kind, b.text.Len()
	}
	b.text.WriteString(form)
	b.end = b.text.Len()
}

func (b *markup) closeName() {
	if b.kind != "" {
		b.names = append(b.names, markedName{b.open, b.end, b.kind})
	}
	b.kind = ""
}

// blankBefore guesses whether a blank stood before the token.
func (b *markup) blankBefore(form string) bool {
	last, _ := utf8.DecodeLastRuneInString(b.text.String()[max(0, b.text.Len()-4):])
	first, size := utf8.DecodeRuneInString(form)
	if last == '\n' || strings.ContainsRune("([{\u201e\u00bf\u00a1#", last) {
		return false
	}
	if form == "\"" || form == "''" || form == "``" {
		b.quoted = !b.quoted
		return b.quoted
	}
	if last == '"' && b.quoted {
		return false
	}
	if strings.ContainsRune(".,;:!?)]}%\u201d", first) && size == len(form) || form == "..." {
		return false
	}
	return !(strings.HasPrefix(form, "'") && len(form) <= 3 || form == "n't")
}

// sentence ends a sentence, and a document every groupSize sentences.
func (b *markup) sentence() {
	b.closeName()
	b.quoted = false
	if b.text.Len() == 0 {
		return
	}
	if b.count++; b.count >= groupSize {
		b.document()
		return
	}
	b.text.WriteString("\n\n")
}

func (b *markup) document() {
	b.closeName()
	if b.text.Len() > 0 {
		b.docs = append(b.docs, marked{b.text.String(), b.names})
	}
	b.text.Reset()
	b.names, b.count = nil, 0
}

// readColumns reads a file with a token a line, its label in the last column,
// and empty lines between sentences.
func readColumns(path string) ([]marked, error) {
	b := &markup{}
	err := eachLine(path, func(line string) {
		fields := strings.Fields(line)
		switch {
		case len(fields) > 0 && fields[0] == "-DOCSTART-":
			b.document()
		case len(fields) < 2:
			b.sentence()
		default:
			b.token(strings.TrimSpace(fields[0]), fields[len(fields)-1])
		}
	})
	b.document()
	return b.docs, err
}

// readUNER reads Universal NER: index, word, label; the text in a comment.
func readUNER(path string) ([]marked, error) {
	b := &markup{}
	text, at := "", 0
	err := eachLine(path, func(line string) {
		fields := strings.Split(line, "\t")
		switch {
		case strings.HasPrefix(line, "# newdoc"):
			b.document()
		case strings.HasPrefix(line, "# text = "):
			text, at = line[len("# text = "):], 0
		case line == "":
			b.sentence()
			text = ""
		case line[0] != '#' && len(fields) > 2:
			n := strings.Index(text[min(at, len(text)):], fields[1])
			if n < 0 {
				b.token(fields[1], fields[2])
				return
			}
			b.exact(text[at:at+n], fields[1], fields[2])
			at += n + len(fields[1])
		}
	})
	b.document()
	return b.docs, err
}

// exact appends a token with what stands before it in the text.
func (b *markup) exact(gap, form, tag string) {
	prefix, kind, _ := strings.Cut(tag, "-")
	if b.kind != "" && (kind != b.kind || prefix != "I") {
		b.closeName()
	}
	b.text.WriteString(gap)
	if kind != "" && b.kind == "" {
		b.kind, b.open = kind, b.text.Len()
	}
	b.text.WriteString(form)
	b.end = b.text.Len()
}

// eachLine calls f with every line of a file.
func eachLine(path string, f func(line string)) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	scanner := bufio.NewScanner(file)
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() {
		f(strings.TrimRight(scanner.Text(), "\r"))
	}
	return scanner.Err()
}

// readGUM reads the entities of GUM that have an identity, from the last
// column. Only mentions of proper nouns are taken, without determiners and
// genitive marks.
func readGUM(path string) ([]marked, error) {
	b := &markup{}
	var sentence [][]string
	var names []gumName
	open := map[string][]gumName{}
	err := eachLine(path, func(line string) {
		fields := strings.Split(line, "\t")
		switch {
		case line == "":
			b.gumSentence(sentence, names)
			sentence, names = nil, nil
			clear(open)
		case line[0] != '#' && len(fields) == 10 && !strings.ContainsAny(fields[0], ".-"):
			sentence = append(sentence, fields)
			names = append(names, gumEntities(fields[9], len(sentence)-1, open)...)
		}
	})
	b.document()
	return b.docs, err
}

type gumName struct {
	first, last int
	kind        string
}

// gumEntities reads the Entity value of a token: "(3-person-…-Jane_Doe" opens
// a mention, "3)" closes it, "(3-…)" does both.
func gumEntities(misc string, i int, open map[string][]gumName) []gumName {
	var done []gumName
	_, value, ok := strings.Cut(misc, "Entity=")
	if !ok {
		return nil
	}
	value, _, _ = strings.Cut(value, "|")
	for value != "" {
		if value[0] == '(' {
			end := strings.IndexAny(value[1:], "()") + 1
			if end == 0 {
				end = len(value)
			}
			fields := strings.Split(value[1:end], "-")
			n := gumName{first: i, last: i}
			if len(fields) > 6 { // the seventh is the identity
				n.kind = fields[1]
			}
			if end < len(value) && value[end] == ')' {
				done = append(done, n)
				end++
			} else {
				open[fields[0]] = append(open[fields[0]], n)
			}
			value = value[end:]
			continue
		}
		id, rest, _ := strings.Cut(value, ")")
		if stack := open[id]; len(stack) > 0 {
			n := stack[len(stack)-1]
			n.last = i
			done = append(done, n)
			open[id] = stack[:len(stack)-1]
		}
		value = rest
	}
	return done
}

// gumSentence appends a sentence with the mentions that are names.
func (b *markup) gumSentence(rows [][]string, names []gumName) {
	tags := make([]string, len(rows))
	for _, n := range names {
		first, last := n.first, n.last
		if n.kind == "person" {
			first, last = bareName(rows, first, last)
		}
		for first <= last && (rows[first][3] == "DET" || rows[first][3] == "ADP") {
			first++
		}
		for last >= first && (rows[last][4] == "POS" || rows[last][3] == "PUNCT") {
			last--
		}
		if n.kind == "" || first > last || !proper(rows[first:last+1]) || tags[first] != "" {
			continue
		}
		for k := first; k <= last; k++ {
			tags[k] = "I-" + n.kind
		}
		tags[first] = "B-" + n.kind
	}
	for i, r := range rows {
		gap := " "
		if i == 0 || strings.Contains(rows[i-1][9], "SpaceAfter=No") || clitic(r[1]) && r[3] != "PUNCT" {
			gap = ""
		}
		b.exact(gap, r[1], tags[i])
	}
	b.sentence()
}

func clitic(form string) bool {
	return len(form) > 1 && strings.ContainsAny(form[:1], "'") || form == "n't" || strings.HasPrefix(form, "\u2019")
}

// proper reports whether words are a name: proper nouns, with small words
// between them.
func proper(rows [][]string) bool {
	for _, r := range rows {
		first, _ := utf8.DecodeRuneInString(r[1])
		if r[3] != "PROPN" && r[3] != "ADP" && r[3] != "DET" && r[3] != "PUNCT" && r[3] != "CCONJ" && r[3] != "NUM" && !unicode.IsUpper(first) {
			return false
		}
	}
	return rows[0][3] == "PROPN" || rows[len(rows)-1][3] == "PROPN"
}

// bareName narrows a mention of a person to the name: the head of the mention
// and what hangs on it as flat, without offices and forms of address.
func bareName(rows [][]string, first, last int) (int, int) {
	head := first
	for k := first; k <= last; k++ {
		if h, _ := strconv.Atoi(rows[k][6]); h-1 < first || h-1 > last {
			head = k
			break
		}
	}
	from, to := head, head
	for k := head + 1; k <= last && strings.HasPrefix(rows[k][7], "flat") && rows[k][6] == rows[head][0]; k++ {
		to = k
	}
	return from, to
}
