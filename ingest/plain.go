// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"depesche"
	"depesche/ingest/boilerplate"
	"depesche/ingest/decode"
	"depesche/ingest/origin"
)

// widestWrap and narrowestWrap bound the width, in characters, of a text that
// was wrapped by hand or by a mail program. Longer lines are whole paragraphs,
// shorter ones lines of their own.
const (
	narrowestWrap = 40
	widestWrap    = 120
)

// longestTitle is in characters.
const longestTitle = 200

// readText reads a plain text file as one article.
func readText(in Input) iter.Seq2[Item, error] { return whole(in, plainItem) }

func plainItem(original []byte, in Input) (Item, error) {
	d := decode.Bytes(original, contentCharset(in.Options.ContentType))
	item := Item{Original: original}
	p := plainPage{rules: in.Options.Boilerplate, paragraphs: splitParagraphs(d.String, in.Options.Boilerplate)}
	p.read(&item)
	item.finish(p.join(), d, in.Options)
	if item.Article.Text == "" {
		item.unread("the text is empty")
	}
	return item, nil
}

// paragraph is a stretch of a plain text; blank says that an empty line stands
// behind it, lines how many lines it had.
type paragraph struct {
	text  origin.Text
	blank bool
	lines int
	link  string // the first address that it links to, if any
}

// plainPage is a plain text at work: paragraphs that turn out to be title,
// byline or furniture are taken out.
type plainPage struct {
	rules      *boilerplate.Rules
	paragraphs []paragraph
}

// read takes what is not text out of the paragraphs and into the item.
func (p *plainPage) read(item *Item) {
	p.title(&item.Article)
	p.head(&item.Article)
	p.furniture(&item.Article)
}

// title takes the first paragraph for the title when it looks like one.
func (p *plainPage) title(a *depesche.Article) {
	if len(p.paragraphs) < 2 {
		return
	}
	first := p.paragraphs[0]
	if !titleLike(first.text.String) || first.lines > 3 {
		return
	}
	if !first.blank && p.longest(1, 4) < 2*len(first.text.String) {
		return
	}
	a.Title = first.text.NFC().String
	p.paragraphs = p.paragraphs[1:]
}

// longest returns the length in bytes of the longest of some paragraphs.
func (p *plainPage) longest(from, to int) int {
	n := 0
	for i := from; i < min(to, len(p.paragraphs)); i++ {
		n = max(n, len(p.paragraphs[i].text.String))
	}
	return n
}

// titleLike reports whether a paragraph may be a title: short, not ended by a
// full stop, comma, colon or semicolon, within a quotation or without, and with
// letters in it.
func titleLike(s string) bool {
	s = strings.TrimSpace(s)
	if s == "" || utf8.RuneCountInString(s) > longestTitle || strings.IndexFunc(s, unicode.IsLetter) < 0 {
		return false
	}
	s = strings.TrimRight(s, "\"'“”«»‘’")
	last, _ := utf8.DecodeLastRuneInString(s)
	return !strings.ContainsRune(".,:;", last) || strings.HasSuffix(s, "...")
}

// head takes bylines and lines that are nothing but a date out of the first
// paragraphs; a date in a dateline is read, and stays where it is.
func (p *plainPage) head(a *depesche.Article) {
	for i := 0; i < min(4, len(p.paragraphs)-1); i++ {
		line := p.paragraphs[i].text.String
		names, isByline := bylineOf(line, p.rules)
		date, isDate := dateLine(line, p.rules)
		switch {
		case isByline && len(a.Byline) == 0:
			a.Byline = names
		case isDate && a.Published == "":
			a.Published, a.PublishedFrom = date, "text"
		default:
			continue
		}
		p.paragraphs = append(p.paragraphs[:i:i], p.paragraphs[i+1:]...)
		i--
	}
	for i := 0; i < min(2, len(p.paragraphs)) && a.Published == ""; i++ {
		line := p.paragraphs[i].text.String
		if d, ok := firstDate(line[:min(len(line), maxDateline)], p.rules); ok {
			a.Published, a.PublishedFrom = d.value, "text"
		}
	}
}

// bylineOf returns the names of a byline: they begin with capitals, and the
// line is no sentence.
func bylineOf(line string, rules *boilerplate.Rules) ([]string, bool) {
	if len(line) > 160 || strings.HasSuffix(line, ".") {
		return nil, false
	}
	names := rules.Read(line).Names
	for _, name := range names {
		for _, end := range []string{name, name[strings.LastIndexByte(name, ' ')+1:]} {
			if r, _ := utf8.DecodeRuneInString(end); !unicode.IsUpper(r) {
				return nil, false
			}
		}
	}
	return names, len(names) > 0
}

// dateLine returns the date of a line that holds hardly anything else: a day
// of the week, a time, one or two words.
func dateLine(line string, rules *boilerplate.Rules) (string, bool) {
	if len(line) > 80 {
		return "", false
	}
	d, ok := firstDate(line, rules)
	if !ok {
		return "", false
	}
	rest := line[:d.start] + " " + line[d.end:]
	letters := 0
	for _, r := range rest {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	last, _ := utf8.DecodeLastRuneInString(rest)
	return d.value, letters <= 30 && last != '.'
}

// furniture takes related lines and furniture out, and with a line that ends
// an article all that follows it in the second half of the text.
func (p *plainPage) furniture(a *depesche.Article) {
	total := 0
	for _, para := range p.paragraphs {
		total += len(para.text.String)
	}
	kept := p.paragraphs[:0:0]
	passed, listing := 0, false
	for _, para := range p.paragraphs {
		s := para.text.String
		passed += len(s)
		line := p.rules.Read(s)
		switch {
		case line.Related:
			title := s[line.Title[0]:line.Title[1]]
			listing = title == ""
			a.Related = appendRelated(a.Related, title, para.link)
		case line.Furniture:
			listing = false
			if line.Ends && passed*2 > total {
				p.paragraphs = kept
				return
			}
		case listing && titleLike(s) && para.lines == 1:
			a.Related = appendRelated(a.Related, strings.TrimLeft(s, "-*•·– "), para.link)
		default:
			listing = false
			kept = append(kept, para)
		}
	}
	p.paragraphs = kept
}

// appendRelated adds a related line; what it links to, or an address at its
// end, is its address.
func appendRelated(list []depesche.Related, s, link string) []depesche.Related {
	r := depesche.Related{Title: strings.TrimSpace(s), URL: resolve("", link)}
	if i := strings.LastIndex(s, "http"); i >= 0 && !strings.ContainsAny(s[i:], " \t") {
		r.URL = resolve("", strings.TrimRight(s[i:], ").>"))
		r.Title = strings.TrimRight(s[:i], " (<:–-")
	}
	if r.Title == "" && r.URL == "" {
		return list
	}
	return append(list, r)
}

// join puts the paragraphs together.
func (p *plainPage) join() origin.Text {
	var b origin.Builder
	for _, para := range p.paragraphs {
		b.Join("\n\n", para.text)
	}
	return b.Text()
}

// span is a stretch of a string, half-open, in bytes.
type span struct{ start, end int }

// splitter splits a text into paragraphs.
type splitter struct {
	text  string
	rules *boilerplate.Rules
	list  []paragraph
}

// splitParagraphs splits a text at empty lines, and a block of lines where a
// line ends though the next word had room on it.
func splitParagraphs(text string, rules *boilerplate.Rules) []paragraph {
	s := splitter{text: text, rules: rules}
	var block []span
	for start := 0; start < len(text); {
		end, next := lineEnd(text, start)
		if isBlank(text[start:end]) {
			s.block(block)
			block = block[:0]
		} else {
			block = append(block, span{start, end})
		}
		start = next
	}
	s.block(block)
	return s.list
}

// lineEnd returns the end of the line and the start of the next. A line ends
// with LF, CR, CRLF, form feed, or U+2028 and U+2029.
func lineEnd(text string, start int) (end, next int) {
	for i := start; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\n' || c == '\f':
			return i, i + 1
		case c == '\r' && i+1 < len(text) && text[i+1] == '\n':
			return i, i + 2
		case c == '\r':
			return i, i + 1
		case c == 0xe2 && (strings.HasPrefix(text[i:], "\u2028") || strings.HasPrefix(text[i:], "\u2029")):
			return i, i + 3
		}
	}
	return len(text), len(text)
}

// isBlank reports whether a line shows nothing but space or a rule of signs.
func isBlank(line string) bool {
	return strings.Trim(line, " \t\v\u00a0\ufeff\u200b_=*-–—~#") == ""
}

// block appends the paragraphs of a block of lines.
func (s *splitter) block(block []span) {
	width := 0
	for _, l := range block {
		width = max(width, utf8.RuneCountInString(strings.TrimSpace(s.text[l.start:l.end])))
	}
	for i := 0; i < len(block); {
		j := i + 1
		for j < len(block) && s.wrapped(block[j-1], block[j], width) {
			j++
		}
		var f origin.Flow
		f.Copy(s.text[block[i].start:block[j-1].end], block[i].start)
		if !f.Empty() {
			s.list = append(s.list, paragraph{text: f.Text(), blank: j == len(block), lines: j - i})
		}
		i = j
	}
}

// wrapped reports whether the line goes on in the next one: the next one's
// first word had no room on it, or begins in lower case.
func (s *splitter) wrapped(line, next span, width int) bool {
	if width > widestWrap {
		return false
	}
	this := strings.TrimSpace(s.text[line.start:line.end])
	following := strings.TrimSpace(s.text[next.start:next.end])
	if isBullet(following) && (isBullet(this) || strings.HasSuffix(this, ":")) || s.own(this) || s.own(following) {
		return false
	}
	if first, _ := utf8.DecodeRuneInString(following); unicode.IsLower(first) {
		return true
	}
	word, _, _ := strings.Cut(following, " ")
	return width >= narrowestWrap && utf8.RuneCountInString(this)+1+utf8.RuneCountInString(word) > width
}

// own reports whether the rules know the line as one that stands for itself.
func (s *splitter) own(line string) bool {
	l := s.rules.Read(line)
	return l.Furniture || l.Related || len(l.Names) > 0
}

// isBullet reports whether a line begins as an item of a list.
func isBullet(line string) bool {
	for _, sign := range []string{"- ", "* ", "• ", "· ", "– ", "+ "} {
		if strings.HasPrefix(line, sign) {
			return true
		}
	}
	return false
}
