// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"testing"

	"depesche/ingest/boilerplate"
)

func TestMachineDate(t *testing.T) {
	rules, err := LoadBoilerplate("")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ value, want string }{
		{"2025-07-13", "2025-07-13"},
		{"2025-07-13T14:30:00+02:00", "2025-07-13T14:30:00+02:00"},
		{"2025-07-13T14:30+0200", "2025-07-13T14:30:00+02:00"},
		{"2025-07-13 14:30:00", "2025-07-13"},
		{"2025-07-13T14:30:00.000Z", "2025-07-13T14:30:00Z"},
		{"20250713", "2025-07-13"},
		{"1752415800", "2025-07-13"},
		{"1752415800000", "2025-07-13"},
		{"13.07.2025, 14:30 Uhr", "2025-07-13"},
		{"13. Juli 2025", "2025-07-13"},
		{"Sonntag, 1. März 2020", "2020-03-01"},
		{"July 13, 2025", "2025-07-13"},
		{"13th of July 2025", "2025-07-13"},
		{"Jul. 13 2025", "2025-07-13"},
		{"7/13/2025", "2025-07-13"},
		{"13/7/2025", "2025-07-13"},
		{"von Anna08.08.2017Berlin", "2017-08-08"},
		{"13 de julio de 2025", "2025-07-13"},
		{"1er juillet 2025", "2025-07-01"},
		{"13 июля 2025", "2025-07-13"},
		{"2025年7月13日", "2025-07-13"},
		{"13 lipca 2025", "2025-07-13"},
		{"Nr. 108.08.2017", ""},
		{"31.02.2025", ""},
		{"2025-13-40", ""},
		{"soon", ""},
		{"12", ""},
		{"", ""},
	} {
		if got := machineDate(c.value, rules); got != c.want {
			t.Errorf("%q is %q, want %q", c.value, got, c.want)
		}
	}
}

func TestDayOrder(t *testing.T) {
	for _, c := range []struct{ language, value, want string }{
		{"", "05/11/2025", "2025-05-11"},
		{"en", "05/11/2025", "2025-05-11"},
		{"en-US", "05/11/2025", "2025-05-11"},
		{"en-GB", "05/11/2025", "2025-11-05"},
		{"es", "05/11/2025", "2025-11-05"},
		{"es", "05/13/2025", "2025-05-13"},
		{"de", "1970-01-01", ""},
	} {
		if got := readerFor(c.language, &boilerplate.Rules{}).machine(c.value); got != c.want {
			t.Errorf("%q in %q is %q, want %q", c.value, c.language, got, c.want)
		}
	}
}

func TestURLDate(t *testing.T) {
	rules, err := LoadBoilerplate("")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ address, want string }{
		{"https://example.org/world/2025/jul/13/title", "2025-07-13"},
		{"https://example.org/world/2025/one/13/title", ""},
		{"https://example.org/2025/07/13/a.html", "2025-07-13"},
		{"https://example.org/news/2025-07-13-title", "2025-07-13"},
		{"https://example.org/a-20250713.html", "2025-07-13"},
		{"https://example.org/2025/07/a.html", ""},
		{"https://example.org/id/20259913", ""},
		{"https://example.org/p/3120250713", ""},
	} {
		if got := urlDate(c.address, rules); got != c.want {
			t.Errorf("%s is %q, want %q", c.address, got, c.want)
		}
	}
}

func TestDecide(t *testing.T) {
	for _, c := range []struct {
		name     string
		list     []dating
		want     string
		conflict int
	}{
		{"none", nil, "", 0},
		{"one day apart is none", []dating{{value: "2025-07-13", sure: true}, {value: "2025-07-14", sure: true}}, "2025-07-13", 0},
		{"conflict", []dating{{value: "2025-07-13", sure: true}, {value: "2025-07-20", sure: true}}, "2025-07-13", 1},
		{"unsure ones are none", []dating{{value: "2025-07-13", sure: true}, {value: "2020-01-01", from: "text"}}, "2025-07-13", 0},
		{"night in UTC", []dating{{value: "2025-07-13T23:30:00Z", sure: true}, {value: "2025-07-14", from: "url"}}, "2025-07-14", 0},
		{"night with its zone", []dating{{value: "2025-07-13T23:30:00+02:00", sure: true}, {value: "2025-07-14", from: "url"}}, "2025-07-13T23:30:00+02:00", 0},
	} {
		got, conflict := decide(c.list)
		if got.value != c.want || len(conflict) != c.conflict {
			t.Errorf("%s: %q with %d conflicts, want %q with %d", c.name, got.value, len(conflict), c.want, c.conflict)
		}
	}
}

func TestCutSite(t *testing.T) {
	for _, c := range []struct{ title, site, domain, want string }{
		{"Talks resume | The Example", "The Example", "", "Talks resume"},
		{"Talks resume - World - The Example", "The Example", "", "Talks resume - World"},
		{"Talks resume – example.org", "", "example.org", "Talks resume"},
		{"The Example: Talks resume", "The Example", "", "Talks resume"},
		{"Talks resume - and end", "The Example", "example.org", "Talks resume - and end"},
		{"The Example", "The Example", "", "The Example"},
	} {
		if got := cutSite(c.title, c.site, c.domain); got != c.want {
			t.Errorf("%q is %q, want %q", c.title, got, c.want)
		}
	}
}
