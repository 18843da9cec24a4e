// SPDX-License-Identifier: Apache-2.0

package address

import (
	"strings"
	"testing"
)

// TestRules runs the examples of the rules.
func TestRules(t *testing.T) {
	r, err := readRules("rules.txt", rulesText)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.examples) < 20 {
		t.Errorf("only %d examples", len(r.examples))
	}
	for _, e := range r.examples {
		if a, b := Key(e.a), Key(e.b); (a == b) != e.same {
			t.Errorf("rules.txt:%d: %s and %s: same is %v (%s, %s)", e.line, e.a, e.b, !e.same, a, b)
		}
	}
	for _, faulty := range []string{"param", "yes https://a.example/", "frist amp", "ending .amp"} {
		if _, err := readRules("x", "\n"+faulty); err == nil || !strings.HasPrefix(err.Error(), "x:2: ") {
			t.Errorf("%q: %v", faulty, err)
		}
	}
}

func TestKey(t *testing.T) {
	tests := []struct{ address, want string }{
		{"HTTP://WWW.A.Example:80/Politik/1/?b=2&a=1&utm_source=x#top", "a.example/Politik/1?a=1&b=2"},
		{"https://a.example", "a.example/"},
		{"https://a.example:8443/x", "a.example:8443/x"},
		{"https://www.de/x", "www.de/x"}, // what is left of the host would be no host
		{"https://m.www.a.example/x", "a.example/x"},
		{"https://a.example/amp", "a.example/amp"}, // a page of that name
		{"https://a.example/a%2fb", "a.example/a%2fb"},
		{"urn:x:1", "urn:x:1"},
		{"not an address", "not an address"},
		{"", ""},
	}
	for _, tt := range tests {
		if got := Key(tt.address); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.address, got, tt.want)
		}
	}
}

func TestClean(t *testing.T) {
	tests := []struct{ address, want string }{
		{" https://A.example:443/X?z=1&utm_source=rss&a=%20b#c ", "https://a.example/X?z=1&a=%20b"},
		{"https://a.example", "https://a.example/"},
		{"https://a.example/?amp=1", "https://a.example/?amp=1"}, // shown otherwise: fetched as it is
		{"mailto:a@b.example", "mailto:a@b.example"},
	}
	for _, tt := range tests {
		if got := Clean(tt.address); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.address, got, tt.want)
		}
	}
	if !IsFront("https://a.example/") || !IsFront("https://a.example") || IsFront("https://a.example/x") || IsFront("https://a.example/?p=1") || IsFront("x") {
		t.Error("front pages")
	}
	if Host("https://A.example:443/x") != "a.example" || Host("https://a.example:8443/") != "a.example:8443" || Host("x") != "" {
		t.Error("hosts")
	}
}

func TestSameSite(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"https://www.a.example/1", "http://amp.a.example/2", true},
		{"https://a.co.uk/", "https://b.co.uk/", false},
		{"https://a.example/", "https://evil.example/", false},
		{"https://a.example.evil.example/", "https://a.example/", false},
		{"https://one.github.io/", "https://two.github.io/", false},
		{"http://127.0.0.1:80/", "http://127.0.0.1:81/", true},
		{"http://127.0.0.1/", "http://10.0.0.1/", false},
		{"https://a.example/", "nonsense", false},
	} {
		if SameSite(tt.a, tt.b) != tt.want {
			t.Errorf("%s and %s: %v", tt.a, tt.b, !tt.want)
		}
	}
}

// FuzzKey checks that no address breaks the rules, and that both forms are
// stable: cleaning changes no key, and a clean address is clean.
func FuzzKey(f *testing.F) {
	f.Add("https://www.a.example/amp/x?utm_source=1&b=2#c")
	f.Add("https://x.cdn.ampproject.org/c/s/%zz")
	f.Fuzz(func(t *testing.T, address string) {
		clean := Clean(address)
		if again := Clean(clean); again != clean {
			t.Errorf("%q, then %q", clean, again)
		}
		if a, b := Key(address), Key(clean); a != b {
			t.Errorf("keys %q and %q", a, b)
		}
	})
}
