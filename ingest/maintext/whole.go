// SPDX-License-Identifier: Apache-2.0

package maintext

import (
	"golang.org/x/net/html/atom"

	"depesche/ingest/dom"
	"depesche/ingest/origin"
)

// Block is a block of text of markup that is all article.
type Block struct {
	Text    origin.Text
	Heading bool
	Link    string // where the first link in it leads, as written
	AllLink bool   // hardly anything of it is no link
}

// Whole returns the text of markup that holds nothing but an article, as feeds
// and wire formats have it: all its blocks but captions, forms and menus.
func Whole(page *dom.Page) []Block {
	s := takeSurvey(page)
	var all []Block
	for i := range s.blocks {
		b := &s.blocks[i]
		if beside(b.node) {
			continue
		}
		block := Block{Text: b.text, Heading: b.kind == heading, AllLink: b.linkShare() > 0.9}
		if b.link != nil {
			block.Link = b.link.Attr("href")
		}
		all = append(all, block)
	}
	return all
}

// beside reports whether a node stands in something that is no running text.
func beside(n *dom.Node) bool {
	for ; n != nil; n = n.Parent {
		switch n.Atom {
		case atom.Figcaption, atom.Figure, atom.Form, atom.Button, atom.Nav, atom.Select, atom.Video, atom.Audio:
			return true
		}
	}
	return false
}
