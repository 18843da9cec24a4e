// SPDX-License-Identifier: Apache-2.0

package store

import (
	"database/sql"
	"errors"
	"fmt"

	"modernc.org/sqlite"

	"depesche"
)

// The SQLite result codes that a person can do something about
// (https://www.sqlite.org/rescode.html).
const (
	codeBusy     = 5
	codeReadOnly = 8
	codeIO       = 10
	codeCorrupt  = 11
	codeFull     = 13
	codeCantOpen = 14
	codeNotADB   = 26
)

// advice says what to do next about a result code.
var advice = map[int]string{
	codeBusy:     "another process has been writing for too long; try again when it is done",
	codeReadOnly: "the file or its folder is read-only",
	codeIO:       "the disk failed, or is full",
	codeCorrupt:  "the file is damaged; restore it from a copy",
	codeFull:     "the disk is full; nothing of this article was kept, those before it are",
	codeCantOpen: "the file cannot be opened; check the folder and its rights",
	codeNotADB:   "the file is not a record of depesche",
}

// explain adds advice to a database error, and turns a missing row into
// depesche.ErrNotFound.
func explain(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return depesche.ErrNotFound
	}
	var e *sqlite.Error
	if errors.As(err, &e) {
		if a := advice[e.Code()&0xff]; a != "" {
			return fmt.Errorf("%s: %w", a, err)
		}
	}
	return err
}
