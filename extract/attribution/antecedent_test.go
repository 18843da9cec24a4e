// SPDX-License-Identifier: Apache-2.0

package attribution

import "testing"

// TestAntecedents reads who speaks where the source names nobody by itself:
// every case gives the first teller of the last statement's chain.
func TestAntecedents(t *testing.T) {
	tests := []struct{ language, text, want string }{
		{"en", "VIENNA (Harbour News) – Norway said on Monday that the talks had failed.", "Norway"},
		{"en", "The office of the chancellor said the talks had failed. It urged both sides to be patient.", "The office of the chancellor"},
		{"en", "The port was closed, a spokesman for the ministry, John Roe, said.", "a spokesman for the ministry, John Roe"},
		{"en", "The Danish trade office said the port was closed. The strike would last a week, the office said.", "The Danish trade office"},
		{"de", "Das Amt des Kanzlers teilte mit, die Gespräche seien gescheitert. Es rief beide Seiten auf, geduldig zu bleiben.", "Das Amt des Kanzlers"},
		{"de", "Der Hafen sei gesperrt, sagte die Ministerin. Ohne eine Einigung würden die Gespräche enden, hieß es in der Erklärung.", "die Ministerin"},
	}
	for _, tt := range tests {
		r := newReader(t, tt.language).read(tt.text)
		if len(r.Statements) == 0 {
			t.Errorf("%s: no statement", tt.text)
			continue
		}
		last := r.Statements[len(r.Statements)-1]
		if len(last.Chain) == 0 || last.Chain[0].Name != tt.want {
			t.Errorf("%s:\n got %+v\nwant %s", tt.text, last.Chain, tt.want)
		}
	}
}

// TestAddresseeOutsideContent reads no addressee out of what was said.
func TestAddresseeOutsideContent(t *testing.T) {
	r := newReader(t, "en").read("The minister said that the road to the coast was closed.")
	if len(r.Statements) != 1 || r.Statements[0].Addressee != nil {
		t.Errorf("got %+v", r.Statements)
	}
}
