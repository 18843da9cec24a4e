// SPDX-License-Identifier: Apache-2.0

package event

import (
	"testing"

	"depesche/lang"
)

func TestLoad(t *testing.T) {
	for _, code := range lang.Codes() {
		fsys, err := lang.Open(code, "")
		if err != nil {
			t.Fatal(err)
		}
		c, err := Load(fsys, nil)
		if err != nil {
			t.Errorf("%s: %v", code, err)
			continue
		}
		for _, rule := range c.Rules() {
			if len(rule.Yes) == 0 || len(rule.No) == 0 {
				t.Errorf("%s/%s:%d: rule %s needs a yes and a no example", code, rule.File, rule.Line, rule.Name)
			}
		}
		t.Logf("%s: %d rules, %d patterns", code, len(c.rules), len(c.patterns))
	}
}
