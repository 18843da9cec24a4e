// SPDX-License-Identifier: Apache-2.0

package story

import (
	"testing"

	"depesche"
	"depesche/lineage"
)

// quoting is an article that quotes some sides: "GOV:USA" speaks for a state,
// any other name for itself.
func quoting(id, outlet string, sides ...string) *depesche.Record {
	r := &depesche.Record{Article: depesche.Article{ID: id, Outlet: depesche.Outlet{Name: outlet}, Language: "en", Text: "Text of " + id}}
	for i, side := range sides {
		entity := string(rune('e')) + string(rune('1'+i))
		e := depesche.Entity{ID: entity, Name: side}
		if len(side) > 4 && side[:4] == "GOV:" {
			e.Actor = &depesche.Actor{Country: side[4:], Sectors: []string{"GOV"}}
		}
		r.Entities = append(r.Entities, e)
		r.Statements = append(r.Statements, depesche.Statement{
			ID: "s" + entity, Source: &depesche.Party{Entity: entity},
			Chain: []depesche.Teller{{Name: side, Entity: entity}, {Name: outlet}},
		})
	}
	return r
}

func TestOrigins(t *testing.T) {
	copyOf := func(from, to string) depesche.Derivation {
		return depesche.Derivation{From: from, To: to, Kind: lineage.Copy}
	}
	tests := []struct {
		name        string
		records     []*depesche.Record
		derivations []depesche.Derivation
		independent int
		origins     int
	}{
		{"nothing", nil, nil, 0, 0},
		{"one article, no source", []*depesche.Record{quoting("a", "X")}, nil, 1, 0},
		{"unknown proves nothing", []*depesche.Record{quoting("a", "X"), quoting("b", "Y"), quoting("c", "Z")}, nil, 1, 0},
		{"ten papers, one ministry", []*depesche.Record{quoting("a", "X", "GOV:RUS"), quoting("b", "Y", "GOV:RUS"), quoting("c", "Z", "GOV:RUS")}, nil, 1, 1},
		{"one paper, three sides", []*depesche.Record{quoting("a", "X", "GOV:RUS", "GOV:UKR", "Amnesty")}, nil, 1, 3},
		{"two papers, two sides", []*depesche.Record{quoting("a", "X", "GOV:RUS", "GOV:UKR"), quoting("b", "Y", "GOV:UKR")}, nil, 2, 2},
		{"a copy is no telling", []*depesche.Record{quoting("a", "X", "GOV:RUS"), quoting("b", "Y", "GOV:UKR")}, []depesche.Derivation{copyOf("a", "b")}, 1, 2},
		{"one person by two names", []*depesche.Record{quoting("a", "X", "Jane Roe"), quoting("b", "Y", "Roe")}, nil, 1, 1},
		{"copies in a circle", []*depesche.Record{quoting("a", "X", "A"), quoting("b", "Y", "B"), quoting("c", "Z", "C")},
			[]depesche.Derivation{copyOf("a", "b"), copyOf("b", "c"), copyOf("c", "a")}, 1, 3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Origins(tt.records, Options{Derivations: tt.derivations})
			if got.Independent != tt.independent || len(got.Origins) != tt.origins || got.Articles != len(tt.records) {
				t.Errorf("%+v; want %d independent of %d origins", got, tt.independent, tt.origins)
			}
		})
	}
}

// TestOwners: outlets of one owner, and two articles of one outlet, are one
// telling; what is not known is told apart.
func TestOwners(t *testing.T) {
	finder := &lineage.Finder{Owner: func(domain string) string {
		if domain == "mirror.example" {
			return "house.example"
		}
		return domain
	}}
	for _, c := range []struct {
		first, second string
		want          int
	}{
		{"house.example", "mirror.example", 1},
		{"house.example", "house.example", 1},
		{"house.example", "other.example", 2},
		{"", "", 2},
	} {
		a, b := quoting("a", "", "GOV:RUS"), quoting("b", "", "GOV:UKR")
		a.Article.Outlet.Domain, b.Article.Outlet.Domain = c.first, c.second
		if got := Origins([]*depesche.Record{a, b}, Options{Finder: finder}); got.Independent != c.want {
			t.Errorf("%q and %q are %d independent, want %d", c.first, c.second, got.Independent, c.want)
		}
	}
}

func TestHappenings(t *testing.T) {
	day := func(d string) depesche.Date { return depesche.Date{Value: d, Precision: depesche.PrecisionDay} }
	month := depesche.Date{Value: "2025-07", Precision: depesche.PrecisionMonth}
	record := func(id string, events ...depesche.Event) *depesche.Record {
		return &depesche.Record{
			Article: depesche.Article{ID: id},
			Entities: []depesche.Entity{
				{ID: "e1", Name: "X", Actor: &depesche.Actor{Country: "RUS"}},
				{ID: "e2", Name: "Y", Actor: &depesche.Actor{Country: "PRK"}},
				{ID: "e3", Name: "Z", Actor: &depesche.Actor{Country: "CHN"}},
			},
			Events: events,
		}
	}
	event := func(id, kind string, date depesche.Date, sides ...string) depesche.Event {
		return depesche.Event{ID: id, Type: kind, Date: date, Actors: sides[:1], Recipients: sides[1:]}
	}
	got := Happenings([]*depesche.Record{
		record("a", event("v1", "CONSULT", day("2025-07-12"), "e1", "e2"), event("v2", "CONSULT", day("2025-07-14"), "e1", "e3")),
		record("b", event("v1", "CONSULT", month, "e2", "e1"), event("v2", "SUPPORT", day("2025-07-12"), "e1", "e2")),
		record("c", event("v1", "CONSULT", day("2025-07-13"), "e1", "e2")),
	})
	if len(got) != 4 {
		t.Fatalf("%d happenings: %+v", len(got), got)
	}
	if first := got[0]; len(first.Mentions) != 2 || first.Date.Value != "2025-07-12" || first.Mentions[0] != "a/v1" || first.Mentions[1] != "b/v1" {
		t.Errorf("first happening %+v", first)
	}
}
