// SPDX-License-Identifier: Apache-2.0

package event_test

import (
	"strings"
	"testing"

	"depesche/pipeline"
)

// TestDoubts: a reading that is too doubtful is held back with its reasons, and
// one like it without them is coded.
func TestDoubts(t *testing.T) {
	reader := pipeline.New(pipeline.Options{})
	for _, c := range []struct {
		name, sure, doubtful string
	}{
		{"civil", "Der polnische Präsident Duda kritisierte Russland.", "Polnische Gewerkschaften kritisierten Russland."},
		{"stateless", "Der polnische Minister kritisierte Russland.", "Der Minister kritisierte Russland."},
		{"half", "Die Regierung in Warschau kritisierte Russland.", "Die Regierung in Warschau und die Bischöfe kritisierten Russland."},
		{"alone", "Frankreich droht Mali mit Sanktionen.", "Frankreich hatte am Montag angekündigt, dass es mit Sanktionen droht."},
	} {
		if r := read(reader, "de", c.sure); len(r.Events) != 1 {
			t.Errorf("%s: %q: %d events%s", c.name, c.sure, len(r.Events), told(r))
		}
		r := read(reader, "de", c.doubtful)
		if len(r.Events) != 0 {
			t.Errorf("%s: %q is not held back%s", c.name, c.doubtful, told(r))
		}
		if !strings.Contains(told(r), "too doubtful:") || !strings.Contains(told(r), c.name) {
			t.Errorf("%s: %q is held back for another reason%s", c.name, c.doubtful, told(r))
		}
	}
}
