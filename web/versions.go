// SPDX-License-Identifier: Apache-2.0

package web

import (
	"depesche"
	"depesche/lineage/revision"
	"depesche/store"
)

// VersionsPage shows what stood at an article's address, the newest first, and
// what changed from one version to the next.
type VersionsPage struct {
	Head     store.Head    `json:"head"`
	Versions []VersionStep `json:"versions"`
	Paging   Paging        `json:"paging"`
}

// VersionStep is a version and what became of the one before.
type VersionStep struct {
	store.Head
	Change *revision.Comparison `json:"change"` // nil for the first
	// Rerendered says that the version before is another rendering of the
	// article, what a feed carries of it or the page, and not an earlier state.
	Rerendered bool `json:"rerendered"`
}

// versionsPerPage is how many versions are compared on one page.
const versionsPerPage = 20

func (s *Server) versions(r *request) (any, error) {
	page, err := pageOf(r)
	if err != nil {
		return nil, err
	}
	page = store.Page{Offset: page.Offset / pageSize * versionsPerPage, Limit: versionsPerPage}
	all, err := s.db.Versions(r.Context(), r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	shown := all[min(page.Offset, len(all)):min(page.Offset+page.Limit, len(all))]
	p := VersionsPage{Head: all[0], Paging: paging(r, page, len(shown), len(all))}
	var newer *depesche.Record
	for i, head := range shown {
		step := VersionStep{Head: head}
		if next := page.Offset + i + 1; next < len(all) {
			step.Rerendered = all[next].Rendering != head.Rendering
		}
		if newer == nil {
			if _, newer, err = s.db.Article(r.Context(), head.ID, head.Version); err != nil {
				return nil, err
			}
		}
		if before := head.Before(); before > 0 {
			_, older, err := s.db.Article(r.Context(), head.ID, before)
			if err != nil {
				return nil, err
			}
			change := revision.Compare(older, newer)
			step.Change, newer = &change, older
		}
		p.Versions = append(p.Versions, step)
	}
	return p, nil
}

// aroundChange is how much of the kept text is shown beside a change, in code
// points.
const aroundChange = 90

// Shown is the text of the change without what was kept far from it.
func (s VersionStep) Shown() []revision.Cut { return revision.Around(s.Change.Text, aroundChange) }

// TitleChanged reports whether the title was edited.
func (s VersionStep) TitleChanged() bool { return revision.Changed(s.Change.Title) }

// TextChanged reports whether the text was edited.
func (s VersionStep) TextChanged() bool { return revision.Changed(s.Change.Text) }
