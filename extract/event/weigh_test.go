// SPDX-License-Identifier: Apache-2.0

package event_test

import (
	"slices"
	"testing"

	"depesche"
	"depesche/pipeline"
)

// TestWeigh reads texts whose events are coded or held back, and looks for what
// makes them doubtful, whether the table of the language gives it points or not.
func TestWeigh(t *testing.T) {
	reader := pipeline.New(pipeline.Options{})
	for _, tt := range []struct {
		language, text string
		doubts, not    []string
	}{
		{"en", "Norway accused Chile of theft.", []string{"ACCUSE", "rule:accuse"}, []string{"alone", "overlooked", "nearer", "equal"}},
		{"en", "Norway condemned the long summer on Monday.", []string{"alone"}, []string{"overlooked", "others"}},
		{"en", "Norway condemned the long summer, the king of Denmark said.", []string{"alone", "others"}, nil},
		{"en", "Norway accused Chile and Peru of theft.", []string{"many-recipient"}, nil},
		{"en", "Norway, Chile, Peru and others accused Cuba of theft, lies, and worse.", []string{"intricate"}, nil},
		{"de", "Norwegen kritisierte Chile.", []string{"ACCUSE"}, []string{"alone", "intricate", "crowded", "seat", "fronted"}},
		{"de", "Oslo kritisierte Chile.", []string{"seat"}, nil},
	} {
		record, weighed := reader.Weigh(depesche.Article{Text: tt.text, Language: tt.language})
		if len(weighed) != 1 || len(record.Events) != 1 {
			t.Errorf("%q: %d events, %d in the record, want one", tt.text, len(weighed), len(record.Events))
			continue
		}
		for _, name := range tt.doubts {
			if !slices.Contains(weighed[0].Doubts, name) {
				t.Errorf("%q: %q does not hold, but %q", tt.text, name, weighed[0].Doubts)
			}
		}
		for _, name := range tt.not {
			if slices.Contains(weighed[0].Doubts, name) {
				t.Errorf("%q: %q holds", tt.text, name)
			}
		}
	}
}

// TestWeighHolds checks that what is coded is weighed as it is coded, and that
// what is held back is there beside it.
func TestWeighHolds(t *testing.T) {
	reader := pipeline.New(pipeline.Options{})
	const text = "Norwegen kritisierte Chile am Montag. Norwegische Gewerkschaften kritisierten Peru."
	coded := read(reader, "de", text).Events
	_, weighed := reader.Weigh(depesche.Article{Text: text, Language: "de"})
	if len(coded) != 1 || len(weighed) != 2 || weighed[0].Held || !weighed[1].Held {
		t.Fatalf("%d coded, weighed %v", len(coded), weighed)
	}
	if weighed[0].Trigger != coded[0].Trigger || !slices.Contains(weighed[1].Doubts, "civil") {
		t.Errorf("coded %v, weighed %v", coded[0].Trigger, weighed)
	}
}

// TestWeighSides checks that the sides of an event are weighed as they are
// read, also those that only another event of the sentence tells.
func TestWeighSides(t *testing.T) {
	reader := pipeline.New(pipeline.Options{})
	const text = "Bei einem Treffen mit dem chilenischen Präsidenten versprach Peru den Bau einer Straße."
	coded := read(reader, "de", text).Events
	_, weighed := reader.Weigh(depesche.Article{Text: text, Language: "de"})
	for _, c := range coded {
		for i := range weighed {
			if w := &weighed[i]; w.Trigger == c.Trigger && !slices.Equal(w.Recipients, c.Recipients) {
				t.Errorf("%s: recipients %v are weighed as %v", c.Type, c.Recipients, w.Recipients)
			}
		}
	}
	if !slices.ContainsFunc(coded, func(e depesche.Event) bool { return e.Type == "AGREE" && len(e.Recipients) > 0 }) {
		t.Errorf("no promise with a recipient among %d events", len(coded))
	}
}
