// SPDX-License-Identifier: Apache-2.0

package boilerplate_test

import (
	"testing"

	"depesche/ingest/boilerplate"
	"depesche/lang"
)

// matches reports whether the rules call the line what the kind says.
func matches(rules *boilerplate.Rules, kind, line string) bool {
	got := rules.Read(line)
	switch kind {
	case "furniture":
		return got.Furniture
	case "ends":
		return got.Ends
	case "related":
		return got.Related
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
				if got := rules.Read(line); got.Furniture || got.Related || got.Names != nil {
					t.Errorf("%s/%s: rule %s: %q is taken for %+v", code, rule.At, rule.Name, line, got)
				}
			}
		}
	}
}
