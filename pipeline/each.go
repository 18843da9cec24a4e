// SPDX-License-Identifier: Apache-2.0

package pipeline

import (
	"context"
	"iter"
	"sync"

	"depesche"
	"depesche/ingest"
)

// Result is an item with its record. Failed says that the item could not be
// read at all, or only in part that matters: the record's Unread says why.
type Result struct {
	Item   ingest.Item
	Record *depesche.Record
	Failed bool
}

// Each reads the items with several workers and yields the results in the
// order of the items, whatever the number of workers (0: one per core). An
// error beside an item becomes a failed result with the reason in Unread. It
// stops when the context ends; the results yielded until then stand.
func (p *Reader) Each(ctx context.Context, items iter.Seq2[ingest.Item, error], workers int) iter.Seq[Result] {
	if workers <= 0 {
		workers = Workers()
	}
	return func(yield func(Result) bool) {
		ctx, cancel := context.WithCancel(ctx)
		queue := make(chan chan Result, workers)
		var running sync.WaitGroup
		running.Add(1)
		go func() {
			defer running.Done()
			defer close(queue)
			p.feed(ctx, items, queue, workers, &running)
		}()
		defer running.Wait()
		defer cancel()
		for slot := range queue {
			if !yield(<-slot) {
				return
			}
		}
	}
}

// feed starts a reading for every item, at most workers at a time, and queues
// the slots in which the results will come.
func (p *Reader) feed(ctx context.Context, items iter.Seq2[ingest.Item, error], queue chan<- chan Result, workers int, running *sync.WaitGroup) {
	free := make(chan struct{}, workers)
	for item, err := range items {
		slot := make(chan Result, 1)
		select {
		case free <- struct{}{}:
		case <-ctx.Done():
			return
		}
		running.Add(1)
		go func() {
			defer running.Done()
			slot <- p.result(item, err)
			<-free
		}()
		select {
		case queue <- slot:
		case <-ctx.Done():
			return
		}
	}
}

func (p *Reader) result(item ingest.Item, err error) Result {
	if err != nil {
		return Result{Item: item, Record: unreadable(item, err), Failed: true}
	}
	if item.Listed {
		return Result{Item: item, Record: unread(item)}
	}
	record := p.Read(item)
	return Result{Item: item, Record: record, Failed: failed(record)}
}

// unreadable is the record of an input that could not be read.
func unreadable(item ingest.Item, err error) *depesche.Record {
	r := unread(item)
	r.Unread = append(r.Unread, depesche.Unread{Stage: "ingest", Reason: err.Error()})
	return r
}

// unread is the record of an item in which no stage reads.
func unread(item ingest.Item) *depesche.Record {
	return &depesche.Record{
		Article: item.Article, Sentences: []depesche.Sentence{}, Entities: []depesche.Entity{},
		Times: []depesche.Time{}, Statements: []depesche.Statement{}, Events: []depesche.Event{},
		Unread: append([]depesche.Unread{}, item.Unread...),
	}
}

// failed reports whether a whole stage could not read the article; single
// candidates that could not be coded are no failure.
func failed(r *depesche.Record) bool {
	if r.Article.Text == "" {
		return true
	}
	for _, u := range r.Unread {
		if u.At == nil && (u.Stage == "language" || isStage(u.Stage)) {
			return true
		}
	}
	return false
}

func isStage(name string) bool {
	for _, s := range Stages {
		if s.Name == name {
			return true
		}
	}
	return false
}
