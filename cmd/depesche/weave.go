// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"

	"depesche/pipeline"
	"depesche/store"
	"depesche/weave"
)

// weave brings lineage and stories of a record up to date with the articles
// that came into it. What is interrupted goes on with the next articles.
func (p *program) weave(ctx context.Context, db *store.DB, reader *pipeline.Reader) error {
	return weaveWith(ctx, &weave.Weaver{DB: db}, reader)
}

// weaveWith does so with a weaver that may know the record from the last time.
func weaveWith(ctx context.Context, w *weave.Weaver, reader *pipeline.Reader) error {
	finder, err := reader.LineageFinder()
	if err != nil {
		return err
	}
	w.Finder = finder
	_, err = w.Update(ctx)
	if ctx.Err() != nil {
		return nil
	}
	return err
}
