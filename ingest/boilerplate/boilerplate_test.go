// SPDX-License-Identifier: Apache-2.0

package boilerplate_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"depesche/ingest/boilerplate"
	"depesche/lang"
)

// matches reports whether the rules call the line what the kind says.
func matches(rules *boilerplate.Rules, kind, line string) bool {
	got, dated := rules.Read(line), rules.Date(line)
	switch kind {
	case "furniture":
		return got.Furniture
	case "ends":
		return got.Ends
	case "related":
		return got.Related
	case "published":
		return dated == boilerplate.Published
	case "changed":
		return dated == boilerplate.Changed
	case "another":
		return dated == boilerplate.Another
	}
	return len(got.Names) > 0
}

func TestExamples(t *testing.T) {
	for _, code := range lang.Codes() {
		fsys, err := lang.Open(code, "")
		if err != nil {
			t.Fatal(err)
		}
		rules, err := boilerplate.Load(fsys)
		if err != nil {
			t.Fatalf("%s: %v", code, err)
		}
		for _, rule := range rules.All() {
			if len(rule.Yes) == 0 || len(rule.No) == 0 {
				t.Errorf("%s/%s: rule %s needs a yes and a no example", code, rule.At, rule.Name)
			}
			for _, line := range rule.Yes {
				if !matches(rules, rule.Kind, line) {
					t.Errorf("%s/%s: rule %s does not match %q", code, rule.At, rule.Name, line)
				}
			}
			for _, line := range rule.No {
				if strings.Contains(line, boilerplate.DateMark) {
					if matches(rules, rule.Kind, line) {
						t.Errorf("%s/%s: rule %s matches %q", code, rule.At, rule.Name, line)
					}
					continue
				}
				if got := rules.Read(line); got.Furniture || got.Related || got.Names != nil {
					t.Errorf("%s/%s: rule %s: %q is taken for %+v", code, rule.At, rule.Name, line, got)
				}
			}
		}
	}
}

func TestErrors(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{"when x", "boilerplate.txt:1"},
		{"rule a kind furniture\nwhen (", "boilerplate.txt:2"},
		{"rule a kind nonsense", "nonsense"},
		{"# note\n\nmonth 13 Undecember", "boilerplate.txt:3"},
		{"rule a kind related\nwhy not", "unknown key"},
		{"yes", "without a value"},
	} {
		folder := fstest.MapFS{boilerplate.FileName: {Data: []byte(c.file)}}
		if _, err := boilerplate.Load(folder); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: error is %v, want %q", c.file, err, c.want)
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add("rule a kind related\nwhen more: (.*)\nmonth 1 January\nand and\nby by", "More: of this")
	f.Add("rule b kind byline\nwhen (?i)by (.+)", "BY ÄÖ")
	f.Fuzz(func(t *testing.T, file, line string) {
		folder := fstest.MapFS{boilerplate.FileName: {Data: []byte(file)}}
		rules, err := boilerplate.Load(folder)
		if err != nil {
			return
		}
		got := rules.Read(line)
		if got.Title[0] > got.Title[1] || got.Title[1] > len(line) {
			t.Errorf("title %v lies outside %q", got.Title, line)
		}
	})
}
