// SPDX-License-Identifier: Apache-2.0

package pipeline

import (
	"errors"
	"fmt"
	"io/fs"

	"depesche"
	"depesche/ingest"
	"depesche/lang"
	"depesche/lineage"
	"depesche/nlp/langid"
	"depesche/story"
)

// LineageFinder returns a finder of derivations that knows how the built-in
// languages, and those of the overlay, name their sources, and which outlets
// are of one owner.
func (p *Reader) LineageFinder() (*lineage.Finder, error) {
	book, err := p.Codebook()
	if err != nil {
		return nil, err
	}
	f := &lineage.Finder{Cues: map[string]*lineage.Cues{}, Owner: book.Owner, Mirrors: book.MirrorOf}
	for _, code := range p.known {
		fsys, err := lang.Open(code, p.opts.Overlay)
		if err != nil {
			return nil, fmt.Errorf("open language %q: %w", code, err)
		}
		var cues *lineage.Cues
		_, err = p.mend(code, "lineage", fsys, func(fsys fs.FS) (err error) {
			cues, err = lineage.Load(fsys)
			return err
		})
		switch {
		case errors.Is(err, fs.ErrNotExist), errors.Is(err, errSwitchedOff):
		case err != nil:
			return nil, fmt.Errorf("language %q: %w", code, err)
		default:
			f.Cues[code] = cues
		}
	}
	return f, nil
}

// Article returns the article of an item with its language, and nothing read
// out of it: articles in languages that are not supported have a lineage too.
func Article(item ingest.Item) depesche.Article {
	a := item.Article
	if a.Language == "" {
		a.Language, _ = langid.Detect(a.Text)
	}
	return a
}

// Distinct gives articles that have one id, as versions of one page do, ids of
// their own: the second one of "x" becomes "x#2".
func Distinct(articles []*depesche.Article) {
	seen := map[string]int{}
	for _, a := range articles {
		seen[a.ID]++
		if n := seen[a.ID]; n > 1 {
			a.ID = fmt.Sprintf("%s#%d", a.ID, n)
		}
	}
}

// Stories groups records into stories, with the derivations that the finder
// finds among their articles.
func Stories(finder *lineage.Finder, records []*depesche.Record) []depesche.Story {
	articles := make([]depesche.Article, len(records))
	for i, r := range records {
		articles[i] = r.Article
	}
	return story.Group(records, story.Options{
		Derivations: finder.Find(articles),
		Finder:      finder,
	})
}
