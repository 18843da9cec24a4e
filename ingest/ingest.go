// SPDX-License-Identifier: Apache-2.0

// Package ingest turns bytes from outside into articles, one file per input
// format; formats.go lists them all.
package ingest

import (
	"io"
	"iter"

	"depesche"
)

// Item is one article of an input with its original bytes.
type Item struct {
	Article  depesche.Article
	Original []byte            // the bytes of the article as they came
	Origins  []depesche.Origin // map from Article.Text to Original
	Unread   []depesche.Unread // what of the input could not be read
}

// Options say what the caller knows better than the input.
type Options struct {
	Published string // date or time; stands before what the input says
	Language  string // BCP 47; stands before what the input says
	URL       string // the address the bytes were fetched from, if any
}

// Read yields the articles of one input in their order. An error is about
// one item, or about the rest of the input; the articles read before stand.
func Read(name string, r io.Reader, opts Options) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {}
}
