// SPDX-License-Identifier: Apache-2.0

package event_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"depesche/extract/event"
	"depesche/pipeline"
)

// TestDoubts reads pairs of sentences: of each, the second holds the same act
// with something that makes the reading doubtful. It is held back, and the
// reasons are told.
func TestDoubts(t *testing.T) {
	reader := pipeline.New(pipeline.Options{})
	for _, tt := range []struct{ language, doubt, sure, doubtful string }{
		{"de", "civil", "Der polnische Präsident Duda kritisierte Russland.", "Polnische Gewerkschaften kritisierten Russland."},
		{"de", "stateless", "Der polnische Minister kritisierte Russland.", "Der Minister kritisierte Russland."},
		{"de", "half", "Die Regierung in Warschau kritisierte Russland.", "Die Regierung in Warschau und die Winzer kritisierten Russland."},
		{"de", "half", "Die USA und ihre Verbündeten kritisierten Russland.", "Die USA und die Winzer kritisierten Russland."},
		{"de", "alone", "Frankreich droht Mali mit Sanktionen.", "Frankreich hatte am Montag angekündigt, dass es mit Sanktionen droht."},
		{"en", "half", "Belgium and Norway signed a treaty on fish.", "Belgium and a club of gardeners signed a treaty on fish."},
		{"en", "alone", "Norway condemned Chile on Monday.", "Norway condemned the long summer on Monday."},
	} {
		if r := read(reader, tt.language, tt.sure); len(r.Events) == 0 {
			t.Errorf("%s: %q is held back%s", tt.doubt, tt.sure, told(r))
		}
		r := read(reader, tt.language, tt.doubtful)
		if len(r.Events) > 0 {
			t.Errorf("%s: %q is read%s", tt.doubt, tt.doubtful, told(r))
		}
		if !strings.Contains(told(r), "too doubtful:") || !strings.Contains(told(r), tt.doubt) {
			t.Errorf("%s: %q is held back for another reason%s", tt.doubt, tt.doubtful, told(r))
		}
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
