// SPDX-License-Identifier: Apache-2.0

package stamp_test

import (
	"testing"
	"time"

	"depesche/ingest/stamp"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"2025-07-13", "2025-07-13"},
		{"2025-07-13T08:30:00Z", "2025-07-13T08:30:00Z"},
		{"2025-07-13T08:30Z", "2025-07-13T08:30:00Z"},
		{"2025-07-13T08:30:15.250+02:00", "2025-07-13T08:30:15+02:00"},
		{"2025-07-13 08:30:15 +0200", "2025-07-13T08:30:15+02:00"},
		{"2025-07-13T08:30:15", "2025-07-13"},
		{"20250713T083015Z", "2025-07-13T08:30:15Z"},
		{"20250713", "2025-07-13"},
		{"Sun, 13 Jul 2025 08:30:15 GMT", "2025-07-13T08:30:15Z"},
		{"Sun, 13 Jul 2025 08:30:15 +0200", "2025-07-13T08:30:15+02:00"},
		{"13 July 2025 8:30 EST", "2025-07-13T08:30:00-05:00"},
		{"Sun,13 Jul 25 08:30:15 GMT", "2025-07-13T08:30:15Z"},
		{"Sun, 13 Jul 2025 08:30:15 -0400 (EDT)", "2025-07-13T08:30:15-04:00"},
		{"Sun, 13 Jul 2025 08:30:15 GMT+1", "2025-07-13T08:30:15+01:00"},
		{"Sun, 13 Jul 2025", "2025-07-13"},
		{"Sun, 13 Jul 2025 08:30:15 XYZ", "2025-07-13"},
		{"Sun Jul 13 08:30:15 2025", "2025-07-13"},
		{"Sun Jul 13 08:30:15 UTC 2025", "2025-07-13T08:30:15Z"},
		{"July 13, 2025", "2025-07-13"},
		{"2025/07/13", "2025-07-13"},
		{"2025-07", ""},
		{"2025", ""},
		{"2025-02-30", ""},
		{"2025-13-01", ""},
		{"yesterday", ""},
		{"Sun, 13 Foo 2025 08:30:15 GMT", ""},
		{"2025-07-13T25:30:00Z", "2025-07-13"},
	} {
		if got := stamp.Parse(c.in); got != c.want {
			t.Errorf("%q becomes %q, want %q", c.in, got, c.want)
		}
	}
}

func TestTime(t *testing.T) {
	for in, want := range map[string]time.Time{
		"2025-07-13":                time.Date(2025, 7, 13, 0, 0, 0, 0, time.UTC),
		"2025-07-13T08:30:00+02:00": time.Date(2025, 7, 13, 6, 30, 0, 0, time.UTC),
	} {
		if got, ok := stamp.Time(in); !ok || !got.Equal(want) {
			t.Errorf("%s is %s", in, got)
		}
	}
	if _, ok := stamp.Time("2025"); ok {
		t.Error("a year is a time")
	}
}

func FuzzParse(f *testing.F) {
	f.Add("Sun, 13 Jul 2025 08:30:15 GMT+1")
	f.Add("2025-07-13T08:30:15.250+02:00")
	f.Fuzz(func(t *testing.T, s string) {
		if value := stamp.Parse(s); value != "" {
			if _, ok := stamp.Time(value); !ok {
				t.Errorf("%q becomes %q", s, value)
			}
		}
	})
}
