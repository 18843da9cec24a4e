// SPDX-License-Identifier: Apache-2.0

package depesche

import (
	"errors"
	"fmt"
)

// The few kinds of error that a caller may branch on; everything else is only
// reported.
var (
	ErrNotFound    = errors.New("not found")
	ErrInvalid     = errors.New("invalid")
	ErrUnsupported = errors.New("not supported")
	ErrNewer       = errors.New("made by a newer version of depesche")
)

// Problem is something that a person asked for in a way that cannot be
// understood, and can ask for again. Key names its text in the languages of
// the interface, Args fill that text; as an error it speaks English.
type Problem struct {
	Key  string
	Args []any
	text string
}

// Invalidf is a Problem that wraps ErrInvalid. The text should say what would
// be understood.
func Invalidf(key, text string, args ...any) error {
	return &Problem{Key: key, Args: args, text: fmt.Sprintf(text, args...)}
}

func (p *Problem) Error() string { return p.text }

func (p *Problem) Unwrap() error { return ErrInvalid }
