// SPDX-License-Identifier: Apache-2.0

package story

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"depesche"
)

// account is an article of one sentence that tells one event.
func account(id, sentence, eventType, status, date string, place *depesche.Place) *depesche.Record {
	precision := depesche.PrecisionDay
	if date == "" {
		precision = depesche.PrecisionUnknown
	}
	return &depesche.Record{
		Article: depesche.Article{ID: id, Text: sentence},
		Entities: []depesche.Entity{{ID: "e1", Name: "Norway", Actor: &depesche.Actor{Country: "NOR"}},
			{ID: "e2", Name: "Korea", Actor: &depesche.Actor{Country: "KOR"}}},
		Events: []depesche.Event{{ID: "v1", Type: eventType, Actors: []string{"e1"}, Recipients: []string{"e2"}, Status: status, Place: place,
			Date: depesche.Date{Value: date, Precision: precision}, Evidence: depesche.Span{End: len([]rune(sentence)), Text: sentence}}},
	}
}

func TestContradictions(t *testing.T) {
	oslo, bergen := &depesche.Place{Name: "Oslo", Lat: 59.91, Lon: 10.75}, &depesche.Place{Name: "Bergen", Lat: 60.39, Lon: 5.32}
	asker := &depesche.Place{Name: "Asker", Lat: 59.83, Lon: 10.43}
	done, day := depesche.StatusOccurred, "2025-03-01"
	tests := []struct {
		name    string
		records []*depesche.Record
		want    []string // kind: account; account
	}{
		{"another number", []*depesche.Record{
			account("a", "Norway expelled 1,200 envoys of Korea.", "SANCTION", done, day, nil),
			account("b", "Norway sent 900 envoys home to Korea.", "SANCTION", done, day, nil),
			account("c", "Norway expelled 1.200 envoys.", "SANCTION", done, day, nil)}, []string{"number: 1200 envoys a c; 900 envoys b"}},
		{"numbers of other things", []*depesche.Record{
			account("a", "Norway expelled 12 envoys of Korea.", "SANCTION", done, day, nil),
			account("b", "Norway closed 3 offices of Korea.", "SANCTION", done, day, nil)}, nil},
		{"a denial", []*depesche.Record{
			account("a", "Norway threatened Korea.", "THREATEN", done, day, nil),
			account("b", "Norway denied it.", "THREATEN", depesche.StatusDenied, "", nil)}, []string{"denial: occurred a; denied b"}},
		{"a plan told as done", []*depesche.Record{
			account("a", "Norway will meet Korea.", "CONSULT", depesche.StatusPlanned, day, nil),
			account("b", "Norway met Korea.", "CONSULT", done, day, nil)}, []string{"status: occurred b; planned a"}},
		{"elsewhere", []*depesche.Record{
			account("a", "Norway met Korea in Oslo.", "CONSULT", done, day, oslo),
			account("b", "Norway met Korea in Bergen.", "CONSULT", done, day, bergen)}, []string{"place: Bergen b; Oslo a"}},
		{"next door", []*depesche.Record{
			account("a", "Norway met Korea in Oslo.", "CONSULT", done, day, oslo),
			account("b", "Norway met Korea in Asker.", "CONSULT", done, day, asker)}, nil},
		{"another day", []*depesche.Record{
			account("a", "Norway met Korea.", "CONSULT", done, day, nil),
			account("b", "Norway met Korea.", "CONSULT", done, "2025-03-03", nil)}, []string{"date: 2025-03-01 a; 2025-03-03 b"}},
		{"another week", []*depesche.Record{
			account("a", "Norway met Korea.", "CONSULT", done, day, nil),
			account("b", "Norway met Korea.", "CONSULT", done, "2025-03-12", nil)}, nil},
		{"one telling", []*depesche.Record{account("a", "Norway met Korea.", "CONSULT", done, day, oslo)}, nil},
	}
	for _, tt := range tests {
		var got []string
		for _, c := range Contradictions(tt.records, Happenings(tt.records)) {
			var all []string
			for _, a := range c.Accounts {
				all = append(all, a.Says+" "+strings.Join(slices.Sorted(maps.Keys(articlesOf(a))), " "))
			}
			got = append(got, c.Kind+": "+strings.Join(all, "; "))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

func BenchmarkContradictions(b *testing.B) {
	var records []*depesche.Record
	for i := range 200 {
		records = append(records, account(strings.Repeat("x", i+1), "Norway expelled 12 envoys of Korea.", "SANCTION", depesche.StatusOccurred, "2025-03-01", nil))
	}
	happenings := Happenings(records)
	for b.Loop() {
		Contradictions(records, happenings)
	}
}
