// SPDX-License-Identifier: Apache-2.0

package depesche

import "testing"

func TestDays(t *testing.T) {
	tests := []struct{ value, from, to, precision string }{
		{"2025-07-12", "2025-07-12", "2025-07-12", PrecisionDay},
		{"2025-07-12T10:30", "2025-07-12", "2025-07-12", PrecisionDay},
		{"2024-02", "2024-02-01", "2024-02-29", PrecisionMonth},
		{"2025-W28", "2025-07-07", "2025-07-13", PrecisionMonth},
		{"2026-W01", "2025-12-29", "2026-01-04", PrecisionMonth},
		{"2025-Q3", "2025-07-01", "2025-09-30", PrecisionSeason},
		{"2025-H2", "2025-07-01", "2025-12-31", PrecisionSeason},
		{"2024-SU", "2024-06-01", "2024-08-31", PrecisionSeason},
		{"2024-WI", "2024-12-01", "2025-02-28", PrecisionSeason},
		{"1990", "1990-01-01", "1990-12-31", PrecisionYear},
		{"199", "1990-01-01", "1999-12-31", PrecisionYear},
		{"19", "1900-01-01", "1999-12-31", PrecisionYear},
		{"2025-05-03/2025-05-05", "2025-05-03", "2025-05-05", PrecisionMonth},
		{"XXXX-WXX-6", "", "", PrecisionUnknown},
		{"PAST_REF", "", "", PrecisionUnknown},
		{"2025-Q9", "", "", PrecisionUnknown},
		{"", "", "", PrecisionUnknown},
	}
	for _, tt := range tests {
		date := DateOf(Time{ID: "t1", Type: TimeDate, Value: tt.value})
		from, to := date.Days()
		if from != tt.from || to != tt.to || date.Precision != tt.precision {
			t.Errorf("%s: got %q to %q, %s; want %q to %q, %s", tt.value, from, to, date.Precision, tt.from, tt.to, tt.precision)
		}
	}
	if d := DateOf(Time{ID: "t1", Type: TimeDuration, Value: "P2W", Point: "2025-W26"}); d.Value != "2025-W26" || d.Time != "t1" {
		t.Errorf("a duration gives the date that it leads to: %+v", d)
	}
	if d := DateOf(Time{Type: TimeDuration, Value: "2025"}); d.Value != "" || d.Precision != PrecisionUnknown {
		t.Errorf("a duration is no date: %+v", d)
	}
}
