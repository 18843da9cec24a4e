// SPDX-License-Identifier: Apache-2.0

package web

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// minContrast is what WCAG 2.2 asks for text of ordinary size
// (https://www.w3.org/TR/WCAG22/#contrast-minimum).
const minContrast = 4.5

// TestContrast checks every colour of text against every ground it stands on,
// in the light and in the dark.
func TestContrast(t *testing.T) {
	css, err := static.ReadFile("static/desk.css")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile(`:root \{([^}]*)\}`).FindAllStringSubmatch(string(css), -1)
	if len(blocks) < 2 {
		t.Fatal("no colours for light and dark")
	}
	for i, name := range []string{"light", "dark"} {
		colours := map[string]string{}
		for _, m := range regexp.MustCompile(`--([a-z0-9]+): (#[0-9a-f]{6})`).FindAllStringSubmatch(blocks[i][1], -1) {
			colours[m[1]] = m[2]
		}
		for _, text := range []string{"ink", "soft", "coop1", "coop2", "neutral", "conf1", "conf2"} {
			for _, ground := range []string{"paper", "sheet"} {
				if c := contrast(t, colours[text], colours[ground]); c < minContrast {
					t.Errorf("%s: %s on %s has a contrast of %.2f", name, text, ground, c)
				}
			}
		}
		if c := contrast(t, colours["ink"], colours["mark"]); c < minContrast {
			t.Errorf("%s: ink on mark has a contrast of %.2f", name, c)
		}
	}
}

// contrast is the contrast ratio of two colours as WCAG defines it.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(strings.TrimPrefix(colour, "#"), 16, 32)
	if err != nil {
		t.Fatalf("colour %q: %v", colour, err)
	}
	channel := func(shift int) float64 {
		v := float64(n>>shift&0xff) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(16) + 0.7152*channel(8) + 0.0722*channel(0)
}
