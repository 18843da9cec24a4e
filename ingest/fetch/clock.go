// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"context"
	"time"
)

// SystemClock is the clock of the machine.
type SystemClock struct{}

// Now is the time in UTC.
func (SystemClock) Now() time.Time { return time.Now().UTC() }

// Sleep waits for d, or until the context ends.
func (SystemClock) Sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
