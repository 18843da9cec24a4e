// SPDX-License-Identifier: Apache-2.0

package depesche

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCompare(t *testing.T) {
	evidence := Span{Start: 0, End: 40, Text: "Chile and Peru signed, he said, and sang."}
	event := func(id, kind, trigger string, at int, actors ...string) Event {
		return Event{ID: id, Type: kind, Status: StatusOccurred, Trigger: Span{at, at + len(trigger), trigger}, Evidence: evidence, Actors: actors, Why: "rule-" + kind}
	}
	said := func(id, mode string) Statement {
		return Statement{ID: id, Mode: mode, Content: []Span{{0, 5, "Chile"}}, Evidence: evidence, Why: "rule-said"}
	}
	entities := []Entity{{ID: "e1", Name: "Chile"}, {ID: "e2", Name: "Peru"}}
	swapped := []Entity{{ID: "e1", Name: "Peru"}, {ID: "e2", Name: "Chile"}}
	for _, c := range []struct {
		name          string
		before, after Record
		want          []string
	}{
		{"the same under other ids", Record{Entities: entities, Events: []Event{event("v1", "AGREE", "signed", 15, "e1")}},
			Record{Entities: swapped, Events: []Event{event("v7", "AGREE", "signed", 15, "e2")}}, nil},
		{"another side", Record{Entities: entities, Events: []Event{event("v1", "AGREE", "signed", 15, "e1")}},
			Record{Entities: entities, Events: []Event{event("v1", "AGREE", "signed", 15, "e2")}}, []string{"changed event v1>v1 [actors] rule-AGREE"}},
		{"another type", Record{Events: []Event{event("v1", "AGREE", "signed", 15)}},
			Record{Events: []Event{event("v1", "CONSULT", "signed", 15)}}, []string{"changed event v1>v1 [type] rule-CONSULT"}},
		{"lost before gained by place", Record{Events: []Event{event("v1", "AGREE", "signed", 15)}},
			Record{Events: []Event{event("v1", "CONSULT", "sang", 36)}}, []string{"lost event v1> [] rule-AGREE", "gained event >v1 [] rule-CONSULT"}},
		{"the second of two by the same words", Record{Events: []Event{event("v1", "AGREE", "signed", 15), event("v2", "AGREE", "signed", 15)}},
			Record{Events: []Event{event("v1", "AGREE", "signed", 15)}}, []string{"lost event v2> [] rule-AGREE"}},
		{"a statement's mode", Record{Statements: []Statement{said("s1", ModeDirect)}},
			Record{Statements: []Statement{said("s1", ModeIndirect)}}, []string{"changed statement s1>s1 [mode] rule-said"}},
		{"nothing at all", Record{}, Record{}, nil},
	} {
		var got []string
		for _, d := range Compare(&c.before, &c.after) {
			fields := "["
			for i, f := range d.Fields {
				if i > 0 {
					fields += " "
				}
				fields += f
			}
			got = append(got, d.Change+" "+d.Fact+" "+d.Before+">"+d.After+" "+fields+"] "+d.Why)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}
