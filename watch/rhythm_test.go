// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"testing"
	"time"
)

func TestRhythm(t *testing.T) {
	hourly := []string{"2025-07-12T05:00:00Z", "2025-07-12T06:00:00Z", "2025-07-12T07:00:00Z", "2025-07-11"}
	tests := []struct {
		name string
		in   rhythm
		want time.Duration
	}{
		{"nothing is known", rhythm{}, firstGap},
		{"the dates tell", rhythm{dates: hourly}, time.Hour},
		{"as expected", rhythm{gap: time.Hour, since: time.Hour, fresh: 1}, time.Hour},
		{"more than expected", rhythm{gap: time.Hour, since: time.Hour, fresh: 6}, 45 * time.Minute},
		{"something was missed", rhythm{gap: time.Hour, since: time.Hour, fresh: 50, missed: true}, 30 * time.Minute},
		{"nothing yet", rhythm{gap: time.Hour, since: 10 * time.Minute, silent: 40 * time.Minute}, time.Hour},
		{"silent for long", rhythm{gap: time.Hour, since: time.Hour, silent: 11 * time.Hour}, 3 * time.Hour},
	}
	for _, tt := range tests {
		if got := tt.in.next(); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
	for _, tt := range []struct{ gap, hint, want time.Duration }{
		{time.Second, 0, shortestGap}, {time.Hour, 0, time.Hour}, {100 * time.Hour, 0, longestGap}, {time.Minute, 30 * time.Minute, 30 * time.Minute}, {time.Minute, 24 * time.Hour, maxHint},
	} {
		if got := interval(tt.gap, tt.hint); got != tt.want {
			t.Errorf("gap %v, hint %v: %v, want %v", tt.gap, tt.hint, got, tt.want)
		}
	}
	// A source that publishes every ten minutes is found out from any start.
	for _, gap := range []time.Duration{time.Minute, 12 * time.Hour} {
		const every = 10 * time.Minute
		now, news := time.Duration(0), time.Duration(0)
		for range 60 {
			since := interval(gap, 0)
			r := rhythm{gap: gap, since: since, silent: now + since - news, fresh: int((now+since)/every - now/every)}
			if now += since; r.fresh > 0 {
				news = now
			}
			gap = r.next()
		}
		if gap < 8*time.Minute || gap > 13*time.Minute {
			t.Errorf("settled at %v", gap)
		}
	}
}

func TestSchedules(t *testing.T) {
	now := time.Date(2025, 7, 12, 8, 0, 0, 0, time.UTC)
	last := time.Duration(0)
	for n := 1; n <= len(again); n++ {
		wait := nextLook(now, n, false).Sub(now)
		if wait <= last || nextLook(now, n, true).Sub(now) != wait/2 {
			t.Errorf("look %d after %v, before it %v", n, wait, last)
		}
		last = wait
	}
	if !nextLook(now, len(again)+1, true).IsZero() || !nextLook(now, 0, false).IsZero() || !nextTry(now, len(tries)+1).IsZero() {
		t.Error("there is no end")
	}
	if failedInterval(time.Hour, 1) != time.Hour || failedInterval(time.Hour, 3) != 4*time.Hour || failedInterval(time.Hour, 50) != 24*time.Hour {
		t.Error("failures")
	}
}
