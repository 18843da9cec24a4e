// SPDX-License-Identifier: Apache-2.0

package timex

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func TestTexts(t *testing.T) {
	tests := []struct{ lang, published, text, want string }{
		{"de", "2025-07-13", "WŎNSAN, 12. Juli (dpa). Am Samstag traf er den Staatschef, zuletzt war er im Sommer 2024 dort.",
			"12. Juli=2025-07-12 Samstag=2025-07-12 Sommer 2024=2024-SU"},
		{"de", "2025-07-13", "Vom 3. bis 5. Mai 2024 tagte der Rat. Er tagt wieder am Dienstag um 10.30 Uhr.",
			"3.=2024-05-03 5. Mai 2024=2024-05-05 Dienstag=2025-07-15 10.30 Uhr=2025-07-15T10:30"},
		{"de", "2025-07-13", "Am Rande des Gipfels warteten 2008 Soldaten.", ""},
		{"de", "2025-07-13", "In der Nacht zum Sonntag fielen Bomben, am Tag darauf war Ruhe.",
			"Sonntag=2025-07-13 Tag darauf=2025-07-14"},
		{"de", "2024-03-01", "Gestern und vorgestern war er hier.", "Gestern=2024-02-29 vorgestern=2024-02-28"},
		{"de", "2025-01-02", "Im Dezember war er hier, im vergangenen Jahr auch.", "Dezember=2024-12 vergangenen Jahr=2024"},
		{"de", "", "Am Samstag war er hier, gestern auch, am 3. Mai, im Juli, letzte Woche, im Jahr 2014.",
			"Samstag=XXXX-WXX-6 gestern=XXXX-XX-XX 3. Mai=XXXX-05-03 Juli=XXXX-07 letzte Woche=XXXX-WXX Jahr 2014=2014"},
		{"de", "2025-07-13", "Am 31. Juni und am 31. September war er hier.", ""},
		{"en", "2025-07-13", "GENEVA, July 12 (Reuters) - The council met last Monday and meets again in two weeks.",
			"July 12=2025-07-12 last Monday=2025-07-07 two weeks=P2W"},
		{"en", "2025-07-13T01:30:00+02:00", "Two hours ago he was here. Today he is not.", "Two hours ago=2025-07-12T23:30 Today=2025-07-13"},
		{"en", "2025-07-13", "In the third quarter of 2024 sales rose 3% from a year earlier.",
			"the third quarter of 2024=2024-Q3 a year earlier=2023-Q3"},
		{"en", "", "On Saturday and in April he was here; twice a week he writes.",
			"Saturday=XXXX-WXX-6 April=XXXX-04 twice a week=P1W"},
		{"en", "2013-03-22", "He may march on Friday.", "Friday=2013-03-22"},
		{"en", "2025-07-13", "See www.today.example, call 555-2014, pay $1999 for version 1.2014.", ""},
	}
	taggers := map[string]*Tagger{"de": tagger(t, "de"), "en": tagger(t, "en")}
	for _, tt := range tests {
		var got []string
		for _, x := range readText(taggers[tt.lang], tt.text, tt.published, tt.lang) {
			got = append(got, x.Text+"="+x.Value)
		}
		if g := strings.Join(got, " "); g != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.text, g, tt.want)
		}
	}
}

func TestSpansAnchorsAndPoints(t *testing.T) {
	text := "Für Wŏnsan: Am 18. Juni tagte der Rat. Zwei Tage später trat er zurück, vor einer Woche starb er."
	times := readText(tagger(t, "de"), text, "2025-07-13", "de")
	var got []string
	for _, x := range times {
		if want := string([]rune(text)[x.Start:x.End]); want != x.Text {
			t.Errorf("span says %q, text is %q", want, x.Text)
		}
		got = append(got, fmt.Sprintf("%s %s %s %s %s", x.ID, x.Type, x.Value, x.Point, x.Anchor))
	}
	want := "t1 DATE 2025-06-18  published; t2 DURATION P2D 2025-06-20 t1; t3 DURATION P1W 2025-W27 published"
	if g := strings.Join(got, "; "); g != want {
		t.Errorf("got %s", g)
	}
}

func TestEaster(t *testing.T) {
	for _, want := range []string{"1999-04-04", "2000-04-23", "2008-03-23", "2024-03-31", "2025-04-20", "2038-04-25", "1961-04-02"} {
		day, _ := time.Parse(time.DateOnly, want)
		if got := easter(day.Year()).Format(time.DateOnly); got != want {
			t.Errorf("Easter %d: %s, want %s", day.Year(), got, want)
		}
	}
}

func TestFeasts(t *testing.T) {
	tests := []struct{ feast, want string }{
		{"12-25", "2025-12-25"}, {"easter-2", "2025-04-18"}, {"easter+49", "2025-06-08"}, {"11-4-4", "2025-11-27"},
		{"05-7-2", "2025-05-11"}, {"05-1-last", "2025-05-26"}, {"advent-1", "2025-11-30"}, {"advent-4", "2025-12-21"},
	}
	for _, tt := range tests {
		day, ok := feastDay(tt.feast, 2025)
		if got := day.Format(time.DateOnly); !ok || got != tt.want {
			t.Errorf("%s: %s, want %s", tt.feast, got, tt.want)
		}
	}
	for _, bad := range []string{"", "x", "12", "easterx", "advent-", "11-x-4", "11-4-x"} {
		if _, ok := feastDay(bad, 2025); ok {
			t.Errorf("%q is no feast", bad)
		}
	}
}

func TestLoadErrors(t *testing.T) {
	const pattern = "pattern unit\n day -> D\n"
	tests := []struct{ patterns, rules, want string }{
		{"day -> D\n", "", "timex/patterns.txt:1: a line before the first pattern"},
		{"pattern a\n", "", "timex/patterns.txt:1: pattern \"a\" has no alternatives"},
		{"pattern a\n x?\n", "", "can match nothing"},
		{"pattern a\n <b>\n", "", "timex/patterns.txt:2: no pattern named \"b\""},
		{pattern + pattern, "", "timex/patterns.txt:3: pattern \"unit\" stands twice"},
		{"pattern a\n x -> colour=1\n", "", "no field is named \"colour\""},
		{"pattern a\n (x\n", "", "missing )"},
		{"pattern a\n (x*)*\n", "", "* within *"},
		{"pattern a\n {9-1}\n", "", "neither a shape nor a range"},
		{pattern, "find x\n", "timex/rules.txt:1: a line before the first rule"},
		{pattern, "rule r\n", "rule \"r\" finds nothing"},
		{pattern, "rule r\nfind x\n\n# note\nrule r\n", "timex/rules.txt:5: rule \"r\" stands twice"},
		{pattern, "rule r\nfind x\ntype WHEN\n", "timex/rules.txt:3: no type is named"},
		{pattern, "rule r\nfind [x\n", "[ and ] must stand once each"},
		{pattern, "rule r\nfind [x|y z]\n", "| parts [ from ]"},
		{pattern, "rule r\nfind 12\n", "write numbers as {n-n}"},
		{pattern, "rule r\nfind x\nyes x\n", "an example of what is found reads"},
		{pattern, "rule r\nfind x\nwhen y\n", "no line of a rule begins with"},
		{pattern, "rule r\nfind <unit:n>+x\n", ""},
		{pattern, "rule r\nfind <unit>+{1-2}\n", "timex/rules.txt:2: a compound needs a word"},
	}
	for _, tt := range tests {
		_, err := Load(fstest.MapFS{patternsFile: {Data: []byte(tt.patterns)}, rulesFile: {Data: []byte(tt.rules)}})
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%q, %q: %v, want %s", tt.patterns, tt.rules, err, tt.want)
		}
	}
	if tg, err := Load(fstest.MapFS{}); err != nil || len(readText(tg, "today", "2025-07-13", "xx")) != 0 {
		t.Errorf("a language without time rules: %v", err)
	}
}
