// SPDX-License-Identifier: Apache-2.0

package needle

import "testing"

func TestMay(t *testing.T) {
	for _, c := range []struct {
		expression, text string
		may, matches     bool
	}{
		{`(?:[Aa]s|,) reported by (\p{Lu}\p{L}+)`, "As reported by Courier.", true, true},
		{`(?:[Aa]s|,) reported by (\p{Lu}\p{L}+)`, "as reported by him", true, false},
		{`(?:[Aa]s|,) reported by (\p{Lu}\p{L}+)`, "The minister left.", false, false},
		{`(?i:source|taken from):? (AP|Reuters)\b`, "SOURCE: AP", true, true},
		{`(?i:source|taken from):? (AP|Reuters)\b`, "Source: Courier", false, false},
		{`(?i:source|taken from):? (AP|Reuters)\b`, "Reuters of London", false, false},
		{`(?i:press)`, "pre\u017fs", true, true},
		{`(?i:kilo)`, "\u212Ailo", true, true},
		{`(?i:größe)`, "GRÖSSE", true, false},
		{`ab{0,3}c+de`, "acde", true, true},
		{`(?:ab){2}`, "abab", true, true},
		{`(?:ab)*`, "", true, true},
		{`(?m)^.*\b[Cc]ookies?\b.*$`, "We use Cookies.\nThe end", true, true},
		{`x|yy`, "nothing", true, false},
	} {
		p, err := Compile(c.expression)
		if err != nil {
			t.Fatal(err)
		}
		if may, matches := p.May(In(c.text)), p.MatchString(c.text); may != c.may || matches != c.matches {
			t.Errorf("%s in %q: may %v, matches %v", c.expression, c.text, may, matches)
		}
	}
}

func TestBroken(t *testing.T) {
	if _, err := Compile(`(`); err == nil {
		t.Error("no error")
	}
}

// FuzzMay looks for a text that matches and is said not to.
func FuzzMay(f *testing.F) {
	f.Add(`(?i:source|from):? (AP|Reuters)\b`, "From Reuters")
	f.Add(`(?m)^a?[bB]c{2,}(?:de|f)+$`, "x\nBccde")
	f.Fuzz(func(t *testing.T, expression, text string) {
		p, err := Compile(expression)
		if err == nil && p.MatchString(text) && !p.May(In(text)) {
			t.Errorf("%q matches in %q", expression, text)
		}
	})
}
