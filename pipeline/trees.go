// SPDX-License-Identifier: Apache-2.0

package pipeline

import (
	"fmt"

	"depesche"
	"depesche/ingest"
	"depesche/nlp"
)

// Trees runs only the text stages over an item: tokens, tags, trees and
// names. The error wraps depesche.ErrUnsupported for a language without a
// folder.
func (p *Reader) Trees(item ingest.Item) (*nlp.Doc, error) {
	code := item.Article.Language
	if code == "" {
		code = p.languageOf(item.Article.Text)
	}
	l, err := p.Language(baseLanguage(code))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p.unsupported(code, err), depesche.ErrUnsupported)
	}
	return l.Analyse(&nlp.Doc{Text: item.Article.Text}), nil
}
