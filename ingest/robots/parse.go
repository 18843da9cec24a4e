// SPDX-License-Identifier: Apache-2.0

package robots

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"time"
)

// maxLine bounds a line: what stands behind it is ignored, as Google's parser
// does (eight times the longest address that browsers take).
const maxLine = 2083 * 8

// maxDelay bounds a Crawl-delay; more is taken for a mistake.
const maxDelay = 24 * time.Hour

// Parse reads a robots.txt file. Every file can be read: what is no line of
// the format is passed over.
func Parse(data []byte) *Rules {
	if len(data) > MaxBytes {
		data = data[:MaxBytes]
	}
	p := parser{rules: &Rules{}}
	for line := range lines(withoutMark(data)) {
		p.line(line)
	}
	return p.rules
}

// withoutMark cuts a UTF-8 byte order mark, or the beginning of one.
func withoutMark(data []byte) []byte {
	for _, b := range []byte{0xef, 0xbb, 0xbf} {
		if len(data) == 0 || data[0] != b {
			break
		}
		data = data[1:]
	}
	return data
}

// lines yields the lines; CR, LF and CR LF end one.
func lines(data []byte) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for len(data) > 0 {
			line := data
			end := bytes.IndexAny(data, "\r\n")
			if end >= 0 {
				line, data = data[:end], data[end+1:]
			} else {
				data = nil
			}
			if !yield(string(line[:min(len(line), maxLine)])) {
				return
			}
		}
	}
}

type parser struct {
	rules *Rules
	ruled bool // a rule has stood since the last user-agent line
}

func (p *parser) line(text string) {
	text, _, _ = strings.Cut(text, "#")
	key, value, ok := split(strings.Trim(text, " \t\v\f\x00"))
	if !ok {
		return
	}
	switch key = strings.ToLower(key); {
	case hasPrefix(key, "user-agent", "useragent", "user agent"):
		p.agent(value)
	case hasPrefix(key, "allow"):
		p.rule(true, value)
	case hasPrefix(key, "disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"):
		p.rule(false, value)
	case hasPrefix(key, "sitemap", "site-map"):
		if value != "" {
			p.rules.Sitemaps = append(p.rules.Sitemaps, value)
		}
	case key == "crawl-delay" || key == "crawldelay":
		p.delay(value)
	}
}

func hasPrefix(key string, prefixes ...string) bool {
	for _, prefix := range prefixes {
		if strings.HasPrefix(key, prefix) {
			return true
		}
	}
	return false
}

// split cuts a line at its colon or, when it has none and consists of two
// words, at the white space between them.
func split(line string) (key, value string, ok bool) {
	key, value, ok = strings.Cut(line, ":")
	if !ok {
		words := strings.Fields(line)
		if len(words) != 2 {
			return "", "", false
		}
		return words[0], words[1], true
	}
	key = strings.TrimSpace(key)
	return key, strings.TrimSpace(value), key != ""
}

// agent begins a group, or adds to the one that has no rules yet.
func (p *parser) agent(value string) {
	if len(p.rules.groups) == 0 || p.ruled {
		p.rules.groups = append(p.rules.groups, group{})
		p.ruled = false
	}
	g := &p.rules.groups[len(p.rules.groups)-1]
	if value == "*" || strings.HasPrefix(value, "* ") || strings.HasPrefix(value, "*\t") {
		g.all = true
		return
	}
	g.agents = append(g.agents, token(value))
}

// token is the product token at the start of a value: letters, "_" and "-"
// (RFC 9309, section 2.2.1).
func token(value string) string {
	end := strings.IndexFunc(value, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '_')
	})
	if end >= 0 {
		value = value[:end]
	}
	return strings.ToLower(value)
}

// rule adds a rule to the group; one before every group belongs to nobody.
func (p *parser) rule(allow bool, value string) {
	if len(p.rules.groups) == 0 {
		return
	}
	p.ruled = true
	g := &p.rules.groups[len(p.rules.groups)-1]
	g.rules = append(g.rules, rule{allow, encode(value)})
}

func (p *parser) delay(value string) {
	seconds, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsNaN(seconds) || seconds <= 0 || len(p.rules.groups) == 0 {
		return
	}
	g := &p.rules.groups[len(p.rules.groups)-1]
	g.delay = maxDelay
	if seconds < maxDelay.Seconds() {
		g.delay = time.Duration(seconds * float64(time.Second))
	}
}
