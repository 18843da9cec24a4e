// SPDX-License-Identifier: Apache-2.0

package robots

import (
	"strings"
	"testing"
	"time"
)

// TestAllowed walks through RFC 9309 and through what files in the wild do.
func TestAllowed(t *testing.T) {
	tests := []struct {
		name, file, agent, address string
		want                       bool
	}{
		{"empty file", "", "depesche", "https://a.example/x", true},
		{"no group for us", "User-agent: other\nDisallow: /\n", "depesche", "https://a.example/x", true},
		{"everybody", "User-agent: *\nDisallow: /\n", "depesche", "https://a.example/x", false},
		{"our group stands before that for everybody", "User-agent: *\nDisallow: /\nUser-agent: Depesche\nDisallow: /in/\n", "depesche", "https://a.example/out/", true},
		{"our groups are one", "User-agent: depesche\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: depesche\nDisallow: /b\n", "depesche", "https://a.example/b", false},
		{"the longest rule decides", "User-agent: *\nAllow: /a/b\nDisallow: /a\n", "depesche", "https://a.example/a/bc", true},
		{"of two as long the milder", "User-agent: *\nDisallow: /a\nAllow: /a\n", "depesche", "https://a.example/a", true},
		{"an empty rule forbids nothing", "User-agent: *\nDisallow:\n", "depesche", "https://a.example/a", true},
		{"a rule before any group", "Disallow: /\nUser-agent: *\nAllow: /b\n", "depesche", "https://a.example/a", true},
		{"star", "User-agent: *\nDisallow: /*/druck/\n", "depesche", "https://a.example/politik/druck/1", false},
		{"star and end", "User-agent: *\nDisallow: /*.pdf$\n", "depesche", "https://a.example/a.pdf", false},
		{"star and end, more behind", "User-agent: *\nDisallow: /*.pdf$\n", "depesche", "https://a.example/a.pdf?x", true},
		{"end within a pattern is a character", "User-agent: *\nDisallow: /a$b\n", "depesche", "https://a.example/a$b", false},
		{"several stars", "User-agent: *\nDisallow: /a*b*c$\n", "depesche", "https://a.example/a1b2b3c", false},
		{"query", "User-agent: *\nDisallow: /*?print=\n", "depesche", "https://a.example/a?print=1", false},
		{"query without a path", "User-agent: *\nDisallow: /?s=\n", "depesche", "https://a.example?s=1", false},
		{"letters of a path count", "User-agent: *\nDisallow: /A\n", "depesche", "https://a.example/a", true},
		{"names of lines do not", "USER-AGENT: *\ndIsAlLoW: /a\n", "depesche", "https://a.example/a", false},
		{"misspelt", "useragent: *\nDissalow: /a\n", "depesche", "https://a.example/a", false},
		{"without a colon", "user-agent *\ndisallow /a\n", "depesche", "https://a.example/a", false},
		{"comments", "User-agent: * # all\nDisallow: /a # not this\n", "depesche", "https://a.example/a", false},
		{"other lines do not end a group", "User-agent: depesche\nCrawl-delay: 3\nSitemap: https://a.example/s.xml\nUser-agent: b\nDisallow: /a\n", "depesche", "https://a.example/a", false},
		{"CR ends lines", "User-agent: *\rDisallow: /a\r", "depesche", "https://a.example/a", false},
		{"byte order mark", "\ufeffUser-agent: *\nDisallow: /a\n", "depesche", "https://a.example/a", false},
		{"version in the agent line", "User-agent: depesche/1.0\nDisallow: /a\n", "depesche", "https://a.example/a", false},
		{"not every beginning", "User-agent: dep\nDisallow: /a\n", "depesche", "https://a.example/a", true},
		{"letters beyond ASCII", "User-agent: *\nDisallow: /übersicht\n", "depesche", "https://a.example/%C3%BCbersicht/1", false},
		{"digits of encodings", "User-agent: *\nDisallow: /%c3%bcbersicht\n", "depesche", "https://a.example/%C3%BCbersicht/1", false},
		{"index page is its folder", "User-agent: *\nAllow: /a/index.html\nDisallow: /\n", "depesche", "https://a.example/a/", true},
		{"index page is not all in it", "User-agent: *\nAllow: /a/index.html\nDisallow: /\n", "depesche", "https://a.example/a/b", false},
		{"a page in place of the file", "<!doctype html>\n<title>Not found</title>\n", "depesche", "https://a.example/a", true},
	}
	for _, tt := range tests {
		if got := Parse([]byte(tt.file)).Allowed(tt.agent, tt.address); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestDelayAndSitemaps(t *testing.T) {
	tests := []struct {
		file string
		want time.Duration
	}{
		{"User-agent: *\nCrawl-delay: 10\n", 10 * time.Second},
		{"User-agent: *\nCrawl-delay: 10\nUser-agent: depesche\nCrawl-delay: 2.5\n", 2500 * time.Millisecond}, // one group: the last word counts
		{"User-agent: *\nCrawl-delay: 10\nDisallow:\nUser-agent: depesche\nCrawl-delay: 2.5\n", 2500 * time.Millisecond},
		{"User-agent: *\nCrawl-delay: -infinity\n", 0},
		{"User-agent: *\nCrawl-delay: NaN\n", 0},
		{"User-agent: *\nCrawl-delay: 1e300\n", maxDelay},
		{"Crawl-delay: 10\n", 0},
		{"User-agent: other\nCrawl-delay: 10\n", 0},
	}
	for _, tt := range tests {
		if got := Parse([]byte(tt.file)).Delay("depesche"); got != tt.want {
			t.Errorf("%q: %v, want %v", tt.file, got, tt.want)
		}
	}
	r := Parse([]byte("Sitemap: https://a.example/news.xml\nUser-agent: x\nsitemap:/rel.xml\nSitemap:\n"))
	if got := strings.Join(r.Sitemaps, " "); got != "https://a.example/news.xml /rel.xml" {
		t.Errorf("sitemaps: %s", got)
	}
}

// FuzzParse checks that no file breaks the parser, and that no pattern takes
// the answer far beyond the size of the input.
func FuzzParse(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /a*b$\nCrawl-delay: 1\nSitemap: x"), "https://a.example/ab")
	f.Add([]byte("\xef\xbbuser agent:*\rallow:%e\n\x00disallow"), "")
	f.Add([]byte("user-agent: a\ndisallow: /"+strings.Repeat("*a", 500)), "//x/"+strings.Repeat("a", 300))
	f.Fuzz(func(t *testing.T, data []byte, address string) {
		r := Parse(data)
		r.Allowed("depesche", address)
		if d := r.Delay("depesche"); d < 0 || d > maxDelay {
			t.Errorf("delay %v", d)
		}
		if r.Allowed("depesche", address) != Parse(data).Allowed("DEPESCHE", address) {
			t.Error("the case of the agent counts")
		}
	})
}

func BenchmarkAllowed(b *testing.B) {
	var file strings.Builder
	file.WriteString("User-agent: *\n")
	for range 2000 {
		file.WriteString("Disallow: /*/a*b*c/*.html$\n")
	}
	r := Parse([]byte(file.String()))
	for b.Loop() {
		r.Allowed("depesche", "https://a.example/politik/abcabc/abc/artikel.html")
	}
}
