// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"html"
	"iter"
	"path"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"depesche"
	"depesche/ingest/decode"
	"depesche/ingest/origin"
)

// markdownSigns are what Markdown has and plain text has not.
var markdownSigns = []*regexp.Regexp{
	regexp.MustCompile(`(?m)^ {0,3}#{1,6} +\S`),
	regexp.MustCompile(`\[[^\]\n]{1,200}\]\((?:https?:|/|#|mailto:)[^)\s]*`),
	regexp.MustCompile(`(?:^|[\s(])\*\*[^\s*][^*\n]*\*\*`),
	regexp.MustCompile("(?m)^(?:```|~~~)"),
	regexp.MustCompile(`(?m)^\S[^\n]*\n(?:={3,}|-{3,})[ \t]*$`),
	regexp.MustCompile(`(?m)^ {0,3}> ?\S`),
	regexp.MustCompile(`(?m)^\[[^\]\n]+\]: +\S`),
	regexp.MustCompile(`(?m)^\|.*\|[ \t]*\n\|[ :|-]+\|`),
}

// frontMatter is a head of "key: value" lines between lines of three hyphens.
var frontMatter = regexp.MustCompile(`^---[ \t]*\r?\n((?:[A-Za-z_-]+:.*\r?\n|[ \t-].*\r?\n|\r?\n){1,60}?)---[ \t]*(?:\r?\n|$)`)

// sniffMarkdown takes text with two signs of Markdown; one is enough where the
// name says so, or where it is a front matter or a heading on the first line.
func sniffMarkdown(head []byte, name string) bool {
	if !sniffText(head, name) {
		return false
	}
	text := strings.TrimLeft(string(head), "\r\n")
	signs := 0
	for _, sign := range markdownSigns {
		if sign.MatchString(text) {
			signs++
		}
	}
	if frontMatter.MatchString(text) || strings.HasPrefix(text, "# ") {
		signs += 2
	}
	if e := strings.ToLower(path.Ext(name)); e == ".md" || e == ".markdown" {
		signs++
	}
	return signs >= 2
}

// readMarkdown reads a Markdown file as one article.
func readMarkdown(in Input) iter.Seq2[Item, error] { return whole(in, markdownItem) }

func markdownItem(original []byte, in Input) (Item, error) {
	d := decode.Bytes(original, contentCharset(in.Options.ContentType))
	item := Item{Original: original}
	m := markdown{text: d.String, references: map[string]string{}}
	m.read(&item.Article)
	p := plainPage{rules: in.Options.Boilerplate, paragraphs: m.paragraphs}
	if item.Article.Title == "" && !m.headed {
		p.title(&item.Article)
	}
	p.head(&item.Article)
	p.furniture(&item.Article)
	if published := machineDate(m.date, in.Options.Boilerplate); published != "" {
		item.Article.Published, item.Article.PublishedFrom = published, "meta"
	}
	item.finish(p.join(), d, in.Options)
	if item.Article.Text == "" {
		item.unread("the text is empty")
	}
	return item, nil
}

// markdown is a Markdown text at work.
type markdown struct {
	text       string
	paragraphs []paragraph
	references map[string]string // addresses of links by label
	date       string            // of the front matter
	headed     bool              // the title is settled
	block      []span            // lines of the paragraph at hand
}

var (
	atxHeading   = regexp.MustCompile(`^ {0,3}(#{1,6})(?:[ \t]+|$)`)
	atxEnd       = regexp.MustCompile(`[ \t]+#+[ \t]*$`)
	underline    = regexp.MustCompile(`^ {0,3}(?:=+|-+)[ \t]*$`)
	thematic     = regexp.MustCompile(`^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$`)
	listItem     = regexp.MustCompile(`^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?`)
	quoteMark    = regexp.MustCompile(`^[ \t]*(?:>[ \t]?)+`)
	fence        = regexp.MustCompile("^ {0,3}(?:```|~~~)")
	referenceDef = regexp.MustCompile(`^ {0,3}\[([^\]]+)\]:[ \t]+<?([^\s>]+)>?`)
	tableRule    = regexp.MustCompile(`^[ \t]*\|?[ \t:|-]*-[ \t:|-]*\|?[ \t]*$`)
)

// read splits the text into paragraphs.
func (m *markdown) read(a *depesche.Article) {
	start := 0
	if match := frontMatter.FindStringSubmatchIndex(m.text); match != nil {
		m.readFront(m.text[match[2]:match[3]], a)
		start = match[1]
	}
	m.readReferences(start)
	fenced := false
	for start < len(m.text) {
		end, next := lineEnd(m.text, start)
		line := m.text[start:end]
		if fence.MatchString(line) {
			m.flush()
			fenced = !fenced
		} else if fenced {
			m.block = append(m.block, span{start, end})
			m.flush()
		} else {
			m.line(line, start, end, a)
		}
		start = next
	}
	m.flush()
}

// readFront reads the front matter.
func (m *markdown) readFront(head string, a *depesche.Article) {
	for _, line := range strings.Split(head, "\n") {
		key, value, ok := strings.Cut(line, ":")
		value = strings.Trim(strings.TrimSpace(value), `"'`)
		if !ok || value == "" {
			continue
		}
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "title":
			a.Title, m.headed = value, true
		case "date", "published", "pubdate":
			m.date = value
		case "author", "authors", "byline":
			for _, name := range strings.Split(strings.Trim(value, "[]"), ",") {
				if name = strings.Trim(name, ` "'`); name != "" {
					a.Byline = append(a.Byline, name)
				}
			}
		case "lang", "language":
			a.Language = value
		case "url", "canonical", "canonical_url":
			a.URL = resolve("", value)
		}
	}
}

// readReferences notes the addresses that links name by a label.
func (m *markdown) readReferences(start int) {
	for start < len(m.text) {
		end, next := lineEnd(m.text, start)
		if d := referenceDef.FindStringSubmatch(m.text[start:end]); d != nil {
			m.references[strings.ToLower(d[1])] = d[2]
		}
		start = next
	}
}

// line reads one line outside code.
func (m *markdown) line(line string, start, end int, a *depesche.Article) {
	switch {
	case strings.TrimSpace(line) == "":
		m.flush()
	case referenceDef.MatchString(line):
		m.flush()
	case len(m.block) > 0 && underline.MatchString(line):
		m.heading(a, strings.Contains(line, "="))
	case thematic.MatchString(line), tableRule.MatchString(line) && strings.Contains(line, "|"):
		m.flush()
	case atxHeading.MatchString(line):
		m.flush()
		mark := atxHeading.FindStringSubmatchIndex(line)
		stop := end
		if i := atxEnd.FindStringIndex(line[mark[1]:]); i != nil {
			stop = start + mark[1] + i[0]
		}
		m.block = append(m.block, span{start + mark[1], stop})
		m.heading(a, mark[3]-mark[2] == 1)
	default:
		m.textLine(line, start, end)
	}
}

// textLine adds a line to the paragraph at hand; items of lists and rows of
// tables are paragraphs of their own.
func (m *markdown) textLine(line string, start, end int) {
	if q := quoteMark.FindStringIndex(line); q != nil {
		start += q[1]
		line = line[q[1]:]
		if strings.TrimSpace(line) == "" {
			m.flush()
			return
		}
	}
	if i := listItem.FindStringIndex(line); i != nil {
		m.flush()
		start += i[1]
		line = line[i[1]:]
	}
	m.block = append(m.block, span{start, end})
	if strings.HasPrefix(strings.TrimSpace(line), "|") {
		m.flush()
	}
}

// heading ends the paragraph at hand as a heading; the first of the first
// order, with no text before it, is the title.
func (m *markdown) heading(a *depesche.Article, firstOrder bool) {
	isTitle := firstOrder && !m.headed && len(m.paragraphs) == 0
	m.flush()
	if n := len(m.paragraphs); isTitle && n > 0 {
		a.Title = m.paragraphs[n-1].text.NFC().String
		m.paragraphs = m.paragraphs[:n-1]
		m.headed = true
	}
}

// flush ends the paragraph at hand.
func (m *markdown) flush() {
	if len(m.block) == 0 {
		return
	}
	in := inline{references: m.references}
	for i, l := range m.block {
		line := m.text[l.start:l.end]
		if i > 0 {
			in.flow.Put(" ", l.start, l.start)
		}
		in.read(strings.TrimRight(line, " \t\\"), l.start)
		if i+1 < len(m.block) && (strings.HasSuffix(line, "  ") || strings.HasSuffix(line, `\`)) {
			in.flow.Break(l.end, l.end)
		}
	}
	lines := len(m.block)
	m.block = m.block[:0]
	if !in.flow.Empty() {
		m.paragraphs = append(m.paragraphs, paragraph{text: in.flow.Text(), blank: true, lines: lines, link: in.link})
	}
}

// inline reads the characters of a paragraph without their marks.
type inline struct {
	flow       origin.Flow
	references map[string]string
	link       string // the first address linked to
}

var (
	linkTail   = regexp.MustCompile(`^\]\([ \t]*<?([^)\s>]*)>?(?:[ \t]+["'(][^\n]*?["')])?[ \t]*\)`)
	labelTail  = regexp.MustCompile(`^\](?:\[([^\]]*)\])`)
	image      = regexp.MustCompile(`^!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])`)
	inlineTag  = regexp.MustCompile(`^</?[A-Za-z][^<>]*>`)
	autolink   = regexp.MustCompile(`^<((?:https?|mailto):[^\s<>]+)>`)
	entity     = regexp.MustCompile(`^&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)
	emphasized = "*_~`"
)

// read adds a line that stands at the offset.
func (in *inline) read(s string, at int) {
	from := 0
	for i := 0; i < len(s); {
		skip, put := in.mark(s, i)
		if skip == 0 {
			i++
			continue
		}
		in.flow.Copy(s[from:i], at+from)
		if put != "" {
			in.flow.Put(put, at+i, at+i+skip)
		}
		i += skip
		from = i
	}
	in.flow.Copy(s[from:], at+from)
}

// maxMark is the longest mark, in bytes: a link with its address.
const maxMark = 2000

// mark returns the length of the mark at s[i:], or 0, and what stands for it.
func (in *inline) mark(s string, i int) (skip int, put string) {
	rest := s[i:min(len(s), i+maxMark)]
	switch c := s[i]; {
	case c == '\\' && len(rest) > 1 && strings.IndexByte("\\`*_{}[]()#+-.!|<>~&\"'", rest[1]) >= 0:
		return 2, rest[1:2]
	case strings.IndexByte(emphasized, c) >= 0:
		return emphasis(s, i), ""
	case c == '!':
		return len(image.FindString(rest)), ""
	case c == '[' && opensLink(rest):
		return 1, ""
	case c == ']':
		return in.tail(rest), ""
	case c == '<':
		if m := autolink.FindStringSubmatch(rest); m != nil {
			in.note(m[1])
			return len(m[0]), m[1]
		}
		return len(inlineTag.FindString(rest)), ""
	case c == '&':
		if m := entity.FindString(rest); m != "" {
			return len(m), html.UnescapeString(m)
		}
	case c == '|':
		return 1, " "
	}
	return 0, ""
}

// opensLink reports whether the bracket at the start of s opens a link.
func opensLink(s string) bool {
	end := strings.IndexByte(s, ']')
	return end > 0 && (strings.HasPrefix(s[end:], "](") || strings.HasPrefix(s[end:], "]["))
}

// tail returns the length of the end of a link.
func (in *inline) tail(s string) int {
	if m := linkTail.FindStringSubmatch(s); m != nil {
		in.note(m[1])
		return len(m[0])
	}
	if m := labelTail.FindStringSubmatch(s); m != nil {
		in.note(in.references[strings.ToLower(m[1])])
		return len(m[0])
	}
	return 0
}

func (in *inline) note(address string) {
	if in.link == "" {
		in.link = address
	}
}

// emphasis returns the length of a run of emphasis marks that stands at a
// word: not between spaces, and an underscore not inside a word.
func emphasis(s string, i int) int {
	n := 1
	for i+n < len(s) && s[i+n] == s[i] {
		n++
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+n:])
	switch {
	case s[i] == '~' && n != 2, isGap(before) && isGap(after):
		return 0
	case s[i] == '_' && isWord(before) && isWord(after):
		return 0
	}
	return n
}

// isGap reports whether the rune is white space or stands for the end.
func isGap(r rune) bool { return r == utf8.RuneError || unicode.IsSpace(r) }

func isWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
