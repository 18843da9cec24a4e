// SPDX-License-Identifier: Apache-2.0

package event_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"depesche/extract/event"
	"depesche/pipeline"
)

// TestHeldBack reads pairs of sentences: of each, the second holds the same act
// with something that makes the reading doubtful.
func TestHeldBack(t *testing.T) {
	tests := []struct{ name, sure, doubtful, doubt string }{
		{"half a side",
			"Belgium and Norway signed a treaty on fish.",
			"Belgium and a club of gardeners signed a treaty on fish.", "half"},
		{"no recipient",
			"Norway condemned Chile on Monday.",
			"Norway condemned the long summer on Monday.", "alone"},
		{"nobody did it",
			"Rebels in Chad killed the Chadian minister Idriss Saleh.",
			"A gardener was killed near the border of Chad on a day when nothing else was told of it.", "nobody"},
	}
	reader := pipeline.New(pipeline.Options{})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if record := read(reader, "en", tt.sure); len(record.Events) == 0 {
				t.Errorf("%q is held back%s", tt.sure, told(record))
			}
			record := read(reader, "en", tt.doubtful)
			if len(record.Events) > 0 {
				t.Errorf("%q is read%s", tt.doubtful, told(record))
			}
			if tt.doubt != "nobody" && !strings.Contains(told(record), tt.doubt) {
				t.Errorf("%q: no doubt %q%s", tt.doubtful, tt.doubt, told(record))
			}
		})
	}
}

// TestDoubtOfRule checks that the table may name rules, but only those that
// there are.
func TestDoubtOfRule(t *testing.T) {
	const rules = "rule visit code CONSULT\nwhen visit/V > subj:A > obj:B\n"
	for text, want := range map[string]string{
		"doubt rule:visit -2\n" + rules: "",
		"doubt rule:vist 2\n" + rules:   `a doubt names the rule "vist"`,
		"doubt vist 2\n" + rules:        `events.txt:1: unknown doubt "vist"`,
	} {
		_, err := event.Load(fstest.MapFS{"events.txt": {Data: []byte(text)}}, nil)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", text, err, want)
		}
	}
}
