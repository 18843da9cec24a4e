// SPDX-License-Identifier: Apache-2.0

package depesche

import "errors"

// The few kinds of error that a caller may branch on; everything else is only
// reported.
var (
	ErrNotFound    = errors.New("not found")
	ErrInvalid     = errors.New("invalid")
	ErrUnsupported = errors.New("not supported")
	ErrNewer       = errors.New("made by a newer version of depesche")
)
