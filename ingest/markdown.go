// SPDX-License-Identifier: Apache-2.0

package ingest

import "iter"

// sniffMarkdown takes nothing yet.
func sniffMarkdown(head []byte, name string) bool { return false }

// readMarkdown reads a Markdown file as one article.
func readMarkdown(in Input) iter.Seq2[Item, error] { return whole(in, plainItem) }
