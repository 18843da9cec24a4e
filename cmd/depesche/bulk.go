// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"depesche/ingest"
	"depesche/store"
)

// intakeStep is the least time between two notes of how far a file was read.
const intakeStep = 2 * time.Second

// headBytes is how much of a file it is known again by.
const headBytes = 64 << 10

// intake keeps how far each of the files has been read, so that a run that was
// cut off can go on there. Files are opened ahead of the articles that come out
// of them; both sides know a file by its absolute path.
type intake struct {
	db      *store.DB
	options ingest.Options
	say     func(format string, args ...any)

	mu    sync.Mutex
	files map[string]*store.Intake
	noted time.Time
	last  string // the file of the last article
}

// from tells where reading goes on in a file.
func (t *intake) from(ctx context.Context, f *os.File) int64 {
	path, err := filepath.Abs(f.Name())
	if err != nil {
		return 0
	}
	head, err := t.head(f)
	if err != nil {
		return 0
	}
	in, err := t.db.Intake(ctx, path, head)
	if err != nil {
		return 0
	}
	info, err := f.Stat()
	if err != nil || in.Offset > info.Size() {
		in.Offset = 0
	}
	if in.Offset > 0 {
		t.say("%s: goes on at byte %d of %d, where the last run ended", f.Name(), in.Offset, info.Size())
	}
	t.mu.Lock()
	t.files[path] = &in
	t.mu.Unlock()
	return in.Offset
}

// head is what a file is known by: its first bytes, and the options.
func (t *intake) head(f *os.File) (string, error) {
	sum := sha256.New()
	fmt.Fprintf(sum, "%s\x00%s\x00", t.options.Published, t.options.Language)
	if _, err := io.Copy(sum, io.NewSectionReader(f, 0, headBytes)); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// done notes that everything in the file up to the offset is kept.
func (t *intake) done(ctx context.Context, file string, next int64) error {
	t.mu.Lock()
	in := t.files[file]
	t.mu.Unlock()
	if t.last != "" && t.last != file {
		if err := t.db.EndIntake(ctx, t.last); err != nil {
			return err
		}
	}
	t.last = file
	if in == nil || next <= in.Offset {
		return nil
	}
	in.Offset = next
	if time.Since(t.noted) < intakeStep {
		return nil
	}
	t.noted = time.Now()
	return t.db.SetIntake(ctx, *in)
}

// end notes how the run ended: with the last file read to its end, or cut off.
func (t *intake) end(ctx context.Context, complete bool) error {
	in := t.files[t.last]
	switch {
	case t.last == "" || in == nil:
		return nil
	case complete:
		return t.db.EndIntake(ctx, t.last)
	case in.Offset > 0:
		return t.db.SetIntake(ctx, *in)
	}
	return nil
}
