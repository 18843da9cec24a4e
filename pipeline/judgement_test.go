// SPDX-License-Identifier: Apache-2.0

package pipeline

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"depesche"
	"depesche/ingest"
)

// TestJudgements: whoever judges an act that the article told before judges
// who did it, and so does whoever joins him; who was judged is not judged by
// himself. A court or the police in the sentence does what nobody else is named for.
func TestJudgements(t *testing.T) {
	reader := New(Options{})
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"an act, and one who joins in", "Belarus wies am Montag den litauischen Botschafter aus. Deutschland verurteilte die Ausweisung. Auch Polen verurteilte die Tat.",
			[]string{"SANCTION BLR > LTU", "ACCUSE DEU > BLR", "ACCUSE POL > BLR"}},
		{"who did it is not judged by himself", "Belarus wies am Montag den litauischen Botschafter aus. Belarus verurteilte die Tat.",
			[]string{"SANCTION BLR > LTU", "ACCUSE BLR > "}},
		{"a court that the sentence names acts for its state", "Zwei Oppositionelle wurden am Dienstag nach dem Urteil eines iranischen Gerichts hingerichtet.",
			[]string{"ASSAULT IRN > IRN"}},
	} {
		r := reader.Read(ingest.Item{Article: depesche.Article{ID: "a", Language: "de", Text: c.text}})
		countries := func(ids []string) string {
			var list []string
			for _, id := range ids {
				if e := r.Entity(id); e.Actor != nil {
					list = append(list, e.Actor.Country)
				}
			}
			return strings.Join(list, " ")
		}
		var got []string
		for _, e := range r.Events {
			got = append(got, e.Type+" "+countries(e.Actors)+" > "+countries(e.Recipients))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}
