// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"iter"
	"sync"
)

// inOrder runs the jobs with several workers and yields what they return in
// the order of the jobs. Jobs are taken no further ahead than there are
// workers, so that memory stays flat. With one worker, or none, nothing runs
// at the same time.
func inOrder[T any](workers int, jobs iter.Seq[func() T]) iter.Seq[T] {
	return func(yield func(T) bool) {
		if workers <= 1 {
			for job := range jobs {
				if !yield(job()) {
					return
				}
			}
			return
		}
		queue := make(chan chan T, workers-1)
		stop := make(chan struct{})
		var running sync.WaitGroup
		running.Add(1)
		go func() {
			defer running.Done()
			defer close(queue)
			startJobs(jobs, queue, stop, &running)
		}()
		defer running.Wait()
		defer close(stop)
		for slot := range queue {
			if !yield(<-slot) {
				return
			}
		}
	}
}

// startJobs starts a worker for every job and queues the slots in which the
// results will come, as far ahead as the queue has room.
func startJobs[T any](jobs iter.Seq[func() T], queue chan<- chan T, stop <-chan struct{}, running *sync.WaitGroup) {
	for job := range jobs {
		slot := make(chan T, 1)
		select {
		case queue <- slot:
		case <-stop:
			return
		}
		running.Add(1)
		go func() {
			defer running.Done()
			slot <- job()
		}()
	}
}
