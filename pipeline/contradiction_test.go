// SPDX-License-Identifier: Apache-2.0

package pipeline_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"depesche"
	"depesche/ingest"
	"depesche/pipeline"
)

// TestContradictions has articles that tell one happening differently read and
// grouped: another number, another place, another status, a denial.
func TestContradictions(t *testing.T) {
	type told struct{ day, text string }
	tests := []struct {
		name, language string
		articles       []told
		want           []string
	}{
		{"number and denial", "de", []told{
			{"2025-06-11", "Ruanda hat am Dienstag 3000 Soldaten an die Grenze zum Kongo verlegt, teilte die Regierung in Kigali mit. Der Kongo warf Ruanda eine Bedrohung vor."},
			{"2025-06-12", "Ruanda hat am Dienstag 5000 Soldaten an die Grenze zum Kongo verlegt, sagte ein Sprecher der Armee in Kinshasa. Der Kongo warf Ruanda eine Bedrohung vor."},
			{"2025-06-12", "Ruanda bestreitet, am Dienstag Soldaten an die Grenze zum Kongo verlegt zu haben. Der Kongo warf Ruanda eine Bedrohung vor."},
		}, []string{"denial: occurred, denied", "number: 3000 Soldaten, 5000 Soldaten"}},
		{"place", "de", []told{
			{"2025-05-06", "Der serbische Präsident Aleksandar Vučić traf am Montag in Wien den kroatischen Ministerpräsidenten Andrej Plenković. Sie sprachen über die Grenze an der Donau."},
			{"2025-05-06", "Der kroatische Ministerpräsident Andrej Plenković traf am Montag in Budapest den serbischen Präsidenten Aleksandar Vučić. Es ging um die Grenze an der Donau."},
		}, []string{"place: Budapest, Wien"}},
		{"status", "en", []told{
			{"2025-06-11", "Turkish president Recep Tayyip Erdoğan received German chancellor Friedrich Merz in Ankara on Tuesday. They spoke about tanks and the Black Sea."},
			{"2025-06-12", "German chancellor Friedrich Merz may have met Turkish president Recep Tayyip Erdoğan in Ankara on Tuesday. They were to speak about tanks and the Black Sea."},
		}, []string{"status: occurred, possible"}},
	}
	finder := newFinder(t)
	reader := pipeline.New(pipeline.Options{})
	for _, tt := range tests {
		items := func(yield func(ingest.Item, error) bool) {
			for i, a := range tt.articles {
				article := depesche.Article{ID: fmt.Sprintf("a%d", i), Language: tt.language, Published: a.day, Text: a.text}
				if !yield(ingest.Item{Article: article}, nil) {
					return
				}
			}
		}
		var records []*depesche.Record
		for result := range reader.Each(t.Context(), items, 1) {
			records = append(records, result.Record)
		}
		var got []string
		for _, s := range pipeline.Stories(finder, records) {
			for _, c := range s.Contradictions {
				line := c.Kind + ": "
				for i, a := range c.Accounts {
					if i > 0 {
						line += ", "
					}
					line += a.Says
				}
				got = append(got, line)
			}
		}
		slices.Sort(got)
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s:\n%s", tt.name, diff)
		}
	}
}
