// SPDX-License-Identifier: Apache-2.0

package dom

import "golang.org/x/net/html/atom"

// IsBlock reports whether the element stands in lines of its own.
func IsBlock(a atom.Atom) bool {
	switch a {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Button, atom.Caption,
		atom.Center, atom.Dd, atom.Details, atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt,
		atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.Frameset,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Head, atom.Header, atom.Hgroup, atom.Hr,
		atom.Html, atom.Iframe, atom.Legend, atom.Li, atom.Main, atom.Menu, atom.Nav, atom.Noscript,
		atom.Object, atom.Ol, atom.Optgroup, atom.Option, atom.P, atom.Pre, atom.Section, atom.Select,
		atom.Summary, atom.Table, atom.Tbody, atom.Td, atom.Template, atom.Textarea, atom.Tfoot, atom.Th,
		atom.Thead, atom.Title, atom.Tr, atom.Ul, atom.Video, atom.Audio:
		return true
	}
	return false
}

// Hidden reports whether what the element holds is never shown as text.
func Hidden(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Object, atom.Svg,
		atom.Math, atom.Canvas, atom.Video, atom.Audio, atom.Select, atom.Textarea, atom.Noembed,
		atom.Noframes, atom.Datalist, atom.Map, atom.Xmp, atom.Plaintext:
		return true
	}
	return false
}

// isVoid reports whether the element holds nothing and has no end tag.
func isVoid(a atom.Atom) bool {
	switch a {
	case atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Frame, atom.Hr, atom.Img, atom.Input,
		atom.Keygen, atom.Link, atom.Meta, atom.Param, atom.Source, atom.Track, atom.Wbr, atom.Bgsound,
		atom.Basefont:
		return true
	}
	return false
}

// inHead reports whether the element may stand in the head of a page; any
// other ends it.
func inHead(a atom.Atom) bool {
	switch a {
	case atom.Base, atom.Basefont, atom.Bgsound, atom.Link, atom.Meta, atom.Noframes, atom.Noscript,
		atom.Script, atom.Style, atom.Template, atom.Title, atom.Head, atom.Html, 0:
		return true
	}
	return false
}

// isTableWall reports whether end tags from inside do not reach beyond.
func isTableWall(a atom.Atom) bool {
	return a == atom.Td || a == atom.Th || a == atom.Table || a == atom.Caption || a == atom.Template
}

// isTablePart reports whether the element is a part of a table, or so far out
// that its end ends tables too.
func isTablePart(a atom.Atom) bool {
	switch a {
	case atom.Table, atom.Tbody, atom.Thead, atom.Tfoot, atom.Tr, atom.Td, atom.Th, atom.Caption,
		atom.Colgroup, atom.Body, atom.Html, atom.Template:
		return true
	}
	return false
}

// ending says which open elements a start tag closes, and at which ones the
// search for them stops.
type ending struct {
	closes, stops func(atom.Atom) bool
}

// implied returns what the start tag of the element ends (HTML Standard,
// 13.1.2.4, optional tags).
func implied(a atom.Atom) (ending, bool) {
	switch a {
	case atom.Li:
		return ending{is(atom.Li), is(atom.Ul, atom.Ol, atom.Menu, atom.Dir, atom.Table, atom.Td, atom.Th)}, true
	case atom.Dt, atom.Dd:
		return ending{is(atom.Dt, atom.Dd), is(atom.Dl, atom.Table, atom.Td, atom.Th)}, true
	case atom.Tr:
		return ending{is(atom.Tr), is(atom.Table, atom.Template)}, true
	case atom.Td, atom.Th:
		return ending{is(atom.Td, atom.Th), is(atom.Tr, atom.Table, atom.Template)}, true
	case atom.Tbody, atom.Thead, atom.Tfoot:
		return ending{is(atom.Tbody, atom.Thead, atom.Tfoot), is(atom.Table, atom.Template)}, true
	case atom.Option, atom.Optgroup:
		return ending{is(atom.Option), is(atom.Select, atom.Datalist)}, true
	case atom.A:
		return ending{is(atom.A), func(x atom.Atom) bool { return IsBlock(x) }}, true
	case atom.Body:
		return ending{is(atom.Head), is(atom.Body)}, true
	}
	if endsParagraph(a) {
		return ending{is(atom.P), func(x atom.Atom) bool { return isTableWall(x) || IsBlock(x) && x != atom.P }}, true
	}
	return ending{}, false
}

// endsParagraph reports whether the start tag ends an open paragraph.
func endsParagraph(a atom.Atom) bool {
	switch a {
	case atom.Button, atom.Iframe, atom.Noscript, atom.Object, atom.Td, atom.Th, atom.Tr, atom.Video, atom.Audio,
		atom.Select, atom.Textarea, atom.Template, atom.Title, atom.Head, atom.Html, atom.Body, atom.Option, atom.Optgroup:
		return false
	}
	return IsBlock(a)
}

func is(list ...atom.Atom) func(atom.Atom) bool {
	return func(a atom.Atom) bool {
		for _, x := range list {
			if x == a {
				return true
			}
		}
		return false
	}
}

// keepAttr reports whether the attribute is of use to anyone here.
func keepAttr(key string) bool {
	switch key {
	case "class", "id", "href", "rel", "role", "name", "content", "property", "itemprop", "itemtype", "itemscope",
		"datetime", "title", "lang", "xml:lang", "style", "hidden", "type", "value", "aria-hidden", "aria-label",
		"data-testid", "data-component", "data-qa", "http-equiv", "pubdate", "src", "alt", "data-timestamp", "data-date", "data-utime":
		return true
	}
	return false
}
