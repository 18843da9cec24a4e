// SPDX-License-Identifier: Apache-2.0

// Package wikitext reads the markup of MediaWiki
// (https://www.mediawiki.org/wiki/Help:Formatting). A page's source goes in, its
// paragraphs come out with the way back from each of their characters. It
// expands no templates: what stands in them is left out, but for links that are
// written as templates. It knows no language: the names of namespaces are
// given.
package wikitext

import (
	"html"
	"strings"

	"depesche/ingest/origin"
)

// Paragraph is a paragraph, a heading or an item of a list.
type Paragraph struct {
	Text    origin.Text
	Heading int  // 1 to 6; 0 for none
	Item    bool // of a list
	AllLink bool // nothing but links to other sites
}

// Template is a use of a template: its name and the values without a name.
type Template struct {
	Name   string
	Values []string
}

// Page is a page's source, read.
type Page struct {
	Paragraphs []Paragraph
	Templates  []Template // at most the first 200, in their order
	Redirect   bool
}

// Options say what is known of the wiki.
type Options struct {
	// Hidden are the namespaces, in lower case, whose pages are not linked to
	// but shown or sorted by: files and categories, in all their spellings.
	Hidden map[string]bool
}

// maxTemplates bounds the templates that are noted.
const maxTemplates = 200

// Read reads a page.
func Read(source origin.Text, opts Options) Page {
	r := reader{s: source.String, opts: opts, ends: pairs(source.String)}
	if strings.HasPrefix(strings.TrimLeft(r.s, " \n"), "#") {
		line, _, _ := strings.Cut(strings.TrimLeft(r.s, " \n"), "\n")
		r.page.Redirect = strings.Contains(line, "[[") && !strings.HasPrefix(line, "# ")
	}
	r.run()
	for i := range r.page.Paragraphs {
		r.page.Paragraphs[i].Text = r.page.Paragraphs[i].Text.Through(source)
	}
	return r.page
}

// pairs finds, for every opening {{, [[ and {|, where what it opens ends. One
// that is not closed has no end.
func pairs(s string) map[int]int {
	ends := map[int]int{}
	var open []int
	for i := 0; i+1 < len(s); i++ {
		switch s[i : i+2] {
		case "{{", "[[", "{|":
			if s[i:i+2] == "{|" && i > 0 && s[i-1] != '\n' {
				continue
			}
			open = append(open, i)
			i++
		case "}}", "]]", "|}":
			want := map[byte]string{'}': "{{", ']': "[[", '|': "{|"}[s[i]]
			// A few steps back over openings that were never closed.
			for k := len(open) - 1; k >= max(0, len(open)-8); k-- {
				if s[open[k]:open[k]+2] == want {
					ends[open[k]] = i + 2
					open = open[:k]
					i++
					break
				}
			}
		}
	}
	return ends
}

// reader is a page at work.
type reader struct {
	s    string
	opts Options
	ends map[int]int
	page Page

	flow    origin.Flow
	heading int
	item    bool
	linked  int // bytes of the paragraph that are links to other sites
	missing map[string]bool
}

func (r *reader) run() {
	for at := 0; at < len(r.s); {
		end := strings.IndexByte(r.s[at:], '\n')
		if end < 0 {
			end = len(r.s) - at
		}
		if at = r.line(at, at+end); at < len(r.s) && r.s[at] == '\n' {
			at++
		}
	}
	r.flush()
}

// line reads the line at the offset, and what begins in it and ends in a later
// one; it returns the end.
func (r *reader) line(start, end int) int {
	line := r.s[start:end]
	trimmed := strings.TrimSpace(line)
	switch {
	case trimmed == "" || strings.HasPrefix(trimmed, "----"):
		r.flush()
		return end
	case strings.HasPrefix(trimmed, "=") && strings.HasSuffix(trimmed, "=") && len(trimmed) > 2:
		r.flush()
		level := min(len(trimmed)-len(strings.TrimLeft(trimmed, "=")), 6)
		text := strings.Trim(trimmed, "= ")
		r.heading = max(1, level)
		at := start + strings.Index(line, text)
		r.inline(at, at+len(text), 0)
		r.flush()
		return end
	case strings.HasPrefix(line, "*") || strings.HasPrefix(line, "#") || strings.HasPrefix(line, ":") || strings.HasPrefix(line, ";"):
		r.flush()
		r.item = line[0] != ':'
		skip := len(line) - len(strings.TrimLeft(line, "*#:; "))
		end = r.inline(start+skip, end, 0)
		r.flush()
		return end
	}
	if !r.flow.Empty() {
		r.flow.Put(" ", start, start)
	}
	return r.inline(start, end, 0)
}

// flush ends the paragraph at hand.
func (r *reader) flush() {
	if !r.flow.Empty() {
		linked := r.linked*10 > r.flow.Len()*8
		r.page.Paragraphs = append(r.page.Paragraphs, Paragraph{Text: r.flow.Text(), Heading: r.heading, Item: r.item, AllLink: linked})
	}
	r.flow = origin.Flow{}
	r.heading, r.item, r.linked = 0, false, 0
}

// maxDepth bounds links inside links.
const maxDepth = 8

// inline reads the signs of running text from one offset to another, and
// beyond when something that began before ends later; it returns the end.
func (r *reader) inline(at, end, depth int) int {
	for at < end {
		rest := r.s[at:end]
		n := strings.IndexAny(rest, "[{<'&_")
		if n < 0 {
			r.flow.Copy(rest, at)
			return end
		}
		r.flow.Copy(rest[:n], at)
		at += n
		next := r.sign(at, depth)
		end = max(end, next)
		at = next
	}
	return end
}

// sign reads the sign at the offset and returns where it ends.
func (r *reader) sign(at, depth int) int {
	rest := r.s[at:]
	switch {
	case strings.HasPrefix(rest, "{{"), strings.HasPrefix(rest, "{|"):
		if end, ok := r.ends[at]; ok {
			r.template(at, end, depth)
			return end
		}
	case strings.HasPrefix(rest, "[["):
		if end, ok := r.ends[at]; ok {
			r.link(at, end, depth)
			return end
		}
	case rest[0] == '[':
		if end := r.outside(at, depth); end > 0 {
			return end
		}
	case strings.HasPrefix(rest, "''"):
		return at + len(rest[:min(5, len(rest))]) - len(strings.TrimLeft(rest[:min(5, len(rest))], "'"))
	case rest[0] == '<':
		if end := r.tag(at); end > 0 {
			return end
		}
	case rest[0] == '&':
		if end := strings.IndexByte(rest[:min(len(rest), 34)], ';'); end > 1 {
			if meant := html.UnescapeString(rest[:end+1]); meant != rest[:end+1] {
				r.flow.Put(meant, at, at+end+1)
				return at + end + 1
			}
		}
	case strings.HasPrefix(rest, "__"):
		if n := magicWord(rest); n > 0 {
			return at + n
		}
	}
	r.flow.Copy(rest[:1], at)
	return at + 1
}

// magicWord is the length of a word such as __NOTOC__ at the start of s.
func magicWord(s string) int {
	for i := 2; i < min(len(s), 40); i++ {
		switch {
		case s[i] == '_' && i > 2 && strings.HasPrefix(s[i:], "__"):
			return i + 2
		case s[i] < 'A' || s[i] > 'Z':
			return 0
		}
	}
	return 0
}

// template notes a template. One that stands for a link to an encyclopedia, by
// its name of one letter, shows its last value.
func (r *reader) template(at, end, depth int) {
	if r.s[at+1] == '|' {
		return // a table
	}
	parts := splitTop(r.s[at+2 : end-2])
	t := Template{Name: strings.TrimSpace(parts[0])}
	shown, shownAt := "", 0
	offset := at + 2 + len(parts[0]) + 1
	for _, p := range parts[1:] {
		if !strings.Contains(p, "=") {
			t.Values = append(t.Values, strings.TrimSpace(p))
			shown, shownAt = p, offset
		}
		offset += len(p) + 1
	}
	if len(r.page.Templates) < maxTemplates {
		r.page.Templates = append(r.page.Templates, t)
	}
	if len(t.Name) == 1 && shown != "" && depth < maxDepth {
		r.inline(shownAt, shownAt+len(shown), depth+1)
	}
}

// splitTop splits at the bars that stand in no link or template inside.
func splitTop(s string) []string {
	var parts []string
	depth, start := 0, 0
	for i := 0; i < len(s); i++ {
		switch {
		case i+1 < len(s) && (s[i:i+2] == "[[" || s[i:i+2] == "{{"):
			depth++
			i++
		case i+1 < len(s) && (s[i:i+2] == "]]" || s[i:i+2] == "}}"):
			depth--
			i++
		case s[i] == '|' && depth <= 0:
			parts = append(parts, s[start:i])
			start = i + 1
		}
	}
	return append(parts, s[start:])
}

// link reads [[target|label]].
func (r *reader) link(at, end, depth int) {
	inner := r.s[at+2 : end-2]
	target, label, labelled := strings.Cut(inner, "|")
	space, name, prefixed := strings.Cut(target, ":")
	if prefixed && r.opts.Hidden[strings.ToLower(strings.TrimSpace(space))] {
		return
	}
	if !labelled {
		label = target
		if prefixed && !strings.Contains(space, " ") && name != "" && len(space) < 12 {
			label = name
			if i := strings.LastIndexByte(name, ':'); i >= 0 {
				label = name[i+1:]
			}
		}
		label = strings.TrimPrefix(label, ":")
	} else if i := strings.LastIndexByte(label, '|'); i >= 0 && !strings.Contains(label, "[[") {
		label = label[i+1:]
	}
	if depth < maxDepth {
		from := end - 2 - len(label)
		r.inline(from, end-2, depth+1)
	}
}

// outside reads [http://… label]; 0 when it is none.
func (r *reader) outside(at, depth int) int {
	rest := r.s[at+1:]
	rest = rest[:min(len(rest), 4000)]
	if !strings.HasPrefix(rest, "http") && !strings.HasPrefix(rest, "//") {
		return 0
	}
	line := strings.IndexAny(rest, "\n")
	if line < 0 {
		line = len(rest)
	}
	end := strings.IndexByte(rest[:line], ']')
	if end < 0 {
		return 0
	}
	if space := strings.IndexByte(rest[:end], ' '); space >= 0 && depth < maxDepth {
		before := r.flow.Len()
		r.inline(at+1+space+1, at+1+end, depth+1)
		r.linked += r.flow.Len() - before
	}
	return at + 1 + end + 1
}

// tag reads a comment or a tag of HTML. What stands in notes, galleries and
// formulas is left out with them. It returns 0 for what is no tag.
func (r *reader) tag(at int) int {
	rest := r.s[at:]
	if strings.HasPrefix(rest, "<!--") {
		return r.through(at, "-->")
	}
	size := strings.IndexByte(rest[:min(len(rest), 2000)], '>') + 1
	if size < 3 {
		return 0
	}
	name := strings.ToLower(strings.TrimLeft(rest[1:size-1], "/"))
	if i := strings.IndexAny(name, " \t\n/"); i >= 0 {
		name = name[:i]
	}
	if name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
		return 0
	}
	switch {
	case name == "br":
		r.flow.Break(at, at+size)
	case outsideText[name] && rest[1] != '/' && rest[size-2] != '/':
		return r.through(at, "</"+name+">")
	}
	return at + size
}

// outsideText are the tags whose content is no running text.
var outsideText = map[string]bool{
	"ref": true, "references": true, "gallery": true, "math": true, "timeline": true, "score": true, "syntaxhighlight": true,
	"source": true, "imagemap": true, "noinclude": true, "templatedata": true, "dynamicpagelist": true, "inputbox": true, "table": true,
}

// through returns the end of what ends with the sign; without it, the end of
// the line.
func (r *reader) through(at int, sign string) int {
	if !r.missing[sign] {
		rest := r.s[at:]
		if i := indexFold(rest, sign); i >= 0 {
			return at + i + len(sign)
		}
		if r.missing == nil {
			r.missing = map[string]bool{}
		}
		r.missing[sign] = true
	}
	if i := strings.IndexByte(r.s[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(r.s)
}

// indexFold finds the sign, which is ASCII, in any case.
func indexFold(s, sign string) int {
	for at := 0; ; at++ {
		i := strings.IndexByte(s[at:], sign[0])
		if i < 0 || at+i+len(sign) > len(s) {
			return -1
		}
		at += i
		if strings.EqualFold(s[at:at+len(sign)], sign) {
			return at
		}
	}
}
