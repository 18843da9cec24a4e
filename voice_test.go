// SPDX-License-Identifier: Apache-2.0

package depesche

import (
	"reflect"
	"testing"
)

// told is a statement of the entity with the id.
func told(id, entity, name string) Statement {
	return Statement{ID: id, Source: &Party{Entity: entity}, Chain: []Teller{{Name: name, Entity: entity}, {Name: "blatt.example"}}}
}

// relayed is a statement of one entity inside the words of another.
func relayed(id, origin, teller string) Statement {
	s := told(id, origin, origin)
	s.Chain = []Teller{s.Chain[0], {Name: teller, Entity: teller}, s.Chain[1]}
	return s
}

// about gives a statement a content that begins at a place.
func about(s Statement, start int) Statement {
	s.Content = []Span{{Start: start, End: start + 50}}
	return s
}

func TestVoices(t *testing.T) {
	state := func(country string) *Actor { return &Actor{Country: country, Sectors: []string{"GOV"}} }
	record := &Record{
		Entities: []Entity{
			{ID: "e1", Name: "minister", Actor: state("FRA")},
			{ID: "e2", Name: "ministry", Actor: state("FRA")},
			{ID: "e3", Name: "guest", Actor: state("DEU")},
			{ID: "e4", Name: "both", Members: []string{"e3", "e1"}},
			{ID: "e5", Name: "aid group", Actor: &Actor{Country: "FRA", Sectors: []string{"NGO"}}},
			{ID: "e6", Name: "agency", Actor: &Actor{Sectors: []string{"MED"}}},
			{ID: "e7", Name: "spokesman", Type: "PER", Actor: &Actor{Sectors: []string{"GOV"}}},
			{ID: "e8", Name: "Germany", Actor: &Actor{Country: "DEU"}, Mentions: []Mention{{Span: Span{Start: 100, End: 107}}}},
			{ID: "e9", Name: "Spain", Actor: &Actor{Country: "ESP"}, Mentions: []Mention{{Span: Span{Start: 200, End: 205}}}},
		},
	}
	tests := []struct {
		name       string
		statements []Statement
		want       [][]string // statement ids by voice
	}{
		{"one government is one voice", []Statement{told("s1", "e1", "minister"), told("s2", "e2", "ministry")}, [][]string{{"s1", "s2"}}},
		{"a common word belongs to the side that speaks alone", []Statement{told("s1", "e4", "both"), told("s2", "e2", "ministry")}, [][]string{{"s2", "s1"}}},
		{"a common word alone is one voice", []Statement{told("s1", "e4", "both")}, [][]string{{"s1"}}},
		{"others of the same country are voices of their own", []Statement{told("s1", "e1", "minister"), told("s2", "e5", "aid group")}, [][]string{{"s1"}, {"s2"}}},
		{"told by another source", []Statement{relayed("s1", "e3", "e5"), told("s2", "e5", "aid group")}, [][]string{{"s2", "s1"}}},
		{"told by another source, and by itself", []Statement{relayed("s1", "e3", "e5"), told("s2", "e3", "guest")}, [][]string{{"s2", "s1"}}},
		{"passed on by an agency", []Statement{relayed("s1", "e3", "e6"), told("s2", "e2", "ministry")}, [][]string{{"s1"}, {"s2"}}},
		{"told by several together, and by one of them in their words", []Statement{relayed("s1", "e3", "e4"), told("s2", "e4", "both")}, [][]string{{"s1", "s2"}}},
		{"an official of an unknown state", []Statement{told("s1", "e2", "ministry"), told("s2", "e7", "spokesman")}, [][]string{{"s1", "s2"}}},
		{"one whose words name a state that speaks", []Statement{told("s1", "e2", "ministry"), told("s2", "e3", "guest"), about(told("s3", "e7", "spokesman"), 100)}, [][]string{{"s2", "s3"}, {"s1"}}},
		{"one whose words name another state", []Statement{told("s1", "e2", "ministry"), about(told("s2", "e7", "spokesman"), 200)}, [][]string{{"s1"}, {"s2"}}},
		{"such officials alone", []Statement{told("s1", "e7", "spokesman")}, [][]string{{"s1"}}},
		{"an unnamed source is no voice", []Statement{{ID: "s1", Chain: []Teller{{Name: "blatt.example"}}}}, nil},
	}
	for _, tt := range tests {
		record.Statements = tt.statements
		var got [][]string
		for _, v := range record.Voices() {
			got = append(got, v.Statements)
		}
		if !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
	record.Statements = []Statement{told("s1", "e1", "minister"), told("s2", "e2", "ministry"), told("s3", "e2", "ministry")}
	if v := record.Voices()[0]; v.Name != "ministry" || !reflect.DeepEqual(v.Named, []string{"minister", "ministry"}) {
		t.Errorf("the name most often given should stand for the voice: %+v", v)
	}
}
