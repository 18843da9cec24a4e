// SPDX-License-Identifier: Apache-2.0

package codebook

import (
	"sort"
	"strings"
	"testing"
	"testing/fstest"
)

func load(t testing.TB) *Book {
	t.Helper()
	b, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestCheck(t *testing.T) {
	for _, err := range load(t).Check() {
		t.Error(err)
	}
}

func TestCountries(t *testing.T) {
	b := load(t)
	members := 0
	for _, c := range b.Countries {
		if c.Status == "member" {
			members++
		}
	}
	if members != 193 {
		t.Errorf("%d members of the UN, want 193", members)
	}
	for _, c := range []struct{ code, iso2, wikidata, capital, actor string }{
		{"PRK", "KP", "Q423", "Pyongyang", "PRK"},
		{"DEU", "DE", "Q183", "Berlin", "DEU"},
		{"GRL", "GL", "Q223", "Nuuk", "DNK"},
		{"XSO", "", "", "Tskhinvali", "GEO"},
	} {
		got := b.Country(c.code)
		if got == nil || got.ISO2 != c.iso2 || got.Wikidata != c.wikidata || got.Capital != c.capital || got.ActorCode() != c.actor {
			t.Errorf("%s: %+v", c.code, got)
		}
	}
	if c := b.CountryByISO2("CZ"); c == nil || c.Code != "CZE" {
		t.Errorf("CZ: %+v", c)
	}
	if b.Country("QQQ") != nil || b.CountryByISO2("") != nil {
		t.Error("found a state that is none")
	}
}

func TestOrganisationByDate(t *testing.T) {
	b := load(t)
	for _, c := range []struct{ key, date, sectors string }{
		{"taliban", "1995-05-01", "REB"}, {"taliban", "1999-05-01", "GOV REB"},
		{"taliban", "2010", "REB"}, {"taliban", "2022-01-01", "GOV"}, {"taliban", "", "GOV"},
		{"taliban", "1990-01-01", "REB"},
		{"nato", "2020-01-01", "IGO MIL"},
	} {
		if got := strings.Join(b.Organisation(c.key, c.date).Sectors, " "); got != c.sectors {
			t.Errorf("%s on %q: %s, want %s", c.key, c.date, got, c.sectors)
		}
	}
	if b.Organisation("no such thing", "") != nil {
		t.Error("found an organisation that is none")
	}
}

func TestPersons(t *testing.T) {
	b := load(t)
	for _, c := range []struct{ name, date, key, office string }{
		{"Sergei Lawrow", "2025-07-13", "lavrov", "foreign-minister"},
		{"Lavrov", "2010-01-01", "lavrov", "foreign-minister"},
		{"Wladimir Putin", "2009-06-01", "putin", "head-of-government"},
		{"Vladimir Putin", "2025-01-01", "putin", "head-of-state"},
		{"Angela Merkel", "2022-01-01", "merkel", ""},
		{"Recep Tayyip Erdogan", "2016-01-01", "erdogan", "head-of-state"},
	} {
		found := b.PersonsNamed(c.name)
		if len(found) != 1 || found[0].Key != c.key {
			t.Errorf("%s: %v", c.name, found)
			continue
		}
		office := ""
		if term := found[0].On(c.date); term != nil {
			office = term.Office
		}
		if office != c.office {
			t.Errorf("%s on %s: %q, want %q", c.name, c.date, office, c.office)
		}
	}
	if n := len(b.PersonsNamed("Bush")); n != 2 {
		t.Errorf("%d persons called Bush, want 2", n)
	}
	if h := b.Holders("head-of-government", "DEU", "2010-01-01"); len(h) != 1 || h[0].Key != "merkel" {
		t.Errorf("holders: %v", h)
	}
}

func TestCities(t *testing.T) {
	b := load(t)
	for _, c := range []struct{ name, iso2, geonames string }{
		{"Wonsan", "KP", "1866923"}, {"wŏnsan", "KP", "1866923"}, {"Munich", "DE", "2867714"}, {"Kursk", "RU", "538560"},
	} {
		got := b.Cities(c.name)
		if len(got) == 0 || got[0].ISO2 != c.iso2 || got[0].Geonames != c.geonames {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	paris := b.Cities("Paris")
	if len(paris) < 2 || paris[0].ISO2 != "FR" {
		t.Errorf("Paris: %v", paris)
	}
	for _, name := range []string{"", "#", "No Such Town", "~", "\x00"} {
		if got := b.Cities(name); got != nil {
			t.Errorf("%q: %v", name, got)
		}
	}
}

func TestCitiesSorted(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(load(t).cities.text), "\n")
	if !sort.SliceIsSorted(lines, func(i, j int) bool { return cityKey(lines[i]) < cityKey(lines[j]) }) {
		t.Error("cities.tsv is not sorted by folded name")
	}
}

func TestEvents(t *testing.T) {
	b := load(t)
	if len(b.Events) != 16 {
		t.Errorf("%d event types, want 16", len(b.Events))
	}
	if e := b.EventType("CONSULT"); e == nil || !e.Symmetric || !e.HasMode("visit") || e.HasMode("riot") {
		t.Errorf("CONSULT: %+v", e)
	}
	for code, typ := range map[string]string{"042": "CONSULT", "0421": "CONSULT", "195": "ASSAULT", "084": "RETREAT"} {
		if c := b.CameoCode(code); c == nil || c.Type != typ {
			t.Errorf("%s: %+v, want %s", code, c, typ)
		}
	}
	if b.CameoCode("999") != nil || b.CameoCode("") != nil {
		t.Error("found a code that is none")
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Wŏnsan": "wonsan", "Łódź": "lodz", "Đinđić": "dindic", "D’Alema": "dalema", "Straße": "strasse", "ABC": "abc", "": "",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestErrorsNameTheLine(t *testing.T) {
	files := fstest.MapFS{"countries.tsv": {Data: []byte("# head\nAAA\tAA\n")}}
	_, err := LoadFrom(files)
	if err == nil || !strings.Contains(err.Error(), "countries.tsv:2") {
		t.Errorf("error %v does not name countries.tsv:2", err)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add("countries.tsv", "AFG\tAF\tQ1\tA\tB\t1\t2\tAsia\tmember\t\t\n")
	f.Add("terms.tsv", "nobody\thead-of-state\t\t\n")
	f.Add("cities.tsv", "a\tb\n\n\tc")
	f.Fuzz(func(t *testing.T, name, text string) {
		files := fstest.MapFS{}
		for _, n := range []string{"countries.tsv", "organisations.tsv", "offices.tsv", "persons.tsv", "terms.tsv",
			"places.tsv", "sectors.tsv", "events.tsv", "modes.tsv", "cameo.tsv", "cities.tsv"} {
			files[n] = &fstest.MapFile{}
		}
		if _, ok := files[name]; !ok {
			name = "cities.tsv"
		}
		files[name] = &fstest.MapFile{Data: []byte(text)}
		if b, err := LoadFrom(files); err == nil {
			b.Check()
			b.Cities("a")
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCities(b *testing.B) {
	book := load(b)
	for b.Loop() {
		book.Cities("Wŏnsan")
	}
}
