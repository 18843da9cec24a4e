// SPDX-License-Identifier: Apache-2.0

package pipeline_test

import (
	"testing"

	"depesche"
	"depesche/ingest"
	"depesche/pipeline"
)

// TestBlowsAreNoWords checks that a state or an army that attacks somebody says
// nothing, while a politician who does so speaks.
func TestBlowsAreNoWords(t *testing.T) {
	tests := []struct {
		language, text string
		statements     int
	}{
		{"en", "Germany attacked France in 1870.", 0},
		{"en", "The Syrian army attacked the rebels.", 0},
		{"en", "Senator Ted Cruz attacked President Obama on Monday.", 1},
		{"de", "Die syrische Armee attackierte die Rebellen.", 0},
	}
	reader := pipeline.New(pipeline.Options{})
	for _, tt := range tests {
		r := reader.Read(ingest.Item{Article: depesche.Article{Text: tt.text, Language: tt.language}})
		if len(r.Statements) != tt.statements {
			t.Errorf("%q: %d statements, want %d", tt.text, len(r.Statements), tt.statements)
		}
	}
}
