// SPDX-License-Identifier: Apache-2.0

package feed

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"depesche/ingest/markup"
)

// maxPeople bounds the authors of an item.
const maxPeople = 100

// mailAddress is an e-mail address as it stands among other words.
var mailAddress = regexp.MustCompile(`[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+`)

// people reads an author: with elements for name, address and page, or a line
// such as "mail@news.example (Jane Example)" or "Jane Example <mail@news.example>".
func (p *parser) people(c *markup.Node) []Person {
	if !c.Elements() {
		if person := personOf(c.String()); person != (Person{}) {
			return []Person{person}
		}
		return nil
	}
	var person Person
	for _, e := range c.Children() {
		switch strings.ToLower(e.Name) {
		case "name":
			set(&person.Name, e.String())
		case "email", "mbox":
			set(&person.Email, strings.TrimPrefix(first(e.String(), e.Prefixed("rdf", "resource")), "mailto:"))
		case "url", "uri", "homepage":
			set(&person.URL, p.reference(e, first(e.String(), e.Prefixed("rdf", "resource"))))
		case "person", "agent":
			return p.people(e)
		}
	}
	if person == (Person{}) {
		return nil
	}
	return []Person{person}
}

// personOf reads a line that names a person.
func personOf(line string) Person {
	mail := mailAddress.FindString(line)
	if mail == "" {
		return Person{Name: markup.Plain(line)}
	}
	rest := strings.Replace(line, mail, "", 1)
	rest = strings.ReplaceAll(strings.ReplaceAll(rest, "mailto:", ""), "<>", "")
	return Person{Name: strings.TrimSpace(strings.Trim(strings.TrimSpace(rest), "()<>,;")), Email: mail}
}

// appendPeople appends those that are not named yet.
func appendPeople(list, more []Person) []Person {
	for _, m := range more {
		known := len(list) >= maxPeople
		for _, p := range list {
			known = known || p == m || p.Name == m.Name && m.Name != "" && m.Email == "" && m.URL == ""
		}
		if !known {
			list = append(list, m)
		}
	}
	return list
}

// reference makes an address absolute: against xml:base, and else against the
// address of the feed. One that is absolute stays as it is written.
func (p *parser) reference(n *markup.Node, reference string) string {
	return resolve(reference, append(n.Bases(), first(p.opts.URL, p.feed.Self, p.feed.Link)))
}

// resolve makes a reference absolute against a list of bases, each of which
// may be relative to the next.
func resolve(reference string, bases []string) string {
	reference = strings.TrimSpace(reference)
	if reference == "" || absolute.MatchString(reference) {
		return reference
	}
	u, err := url.Parse(reference)
	if err != nil {
		return reference
	}
	base := &url.URL{}
	for _, b := range slices.Backward(bases) {
		if inner, err := url.Parse(b); err == nil && b != "" {
			base = base.ResolveReference(inner)
		}
	}
	if base.IsAbs() {
		return base.ResolveReference(u).String()
	}
	return reference
}

// absolute is an address that needs no base.
var absolute = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:`)

// pace reads how often the feed asks to be visited.
func (p *parser) pace(key string, c *markup.Node) {
	f := p.feed
	switch key {
	case "ttl":
		if n, err := strconv.Atoi(c.String()); err == nil && n > 0 && n < 60*24*366 {
			f.Interval = time.Duration(n) * time.Minute
		}
	case "sy:updateperiod":
		f.period = periods[strings.ToLower(c.String())]
	case "sy:updatefrequency":
		if n, err := strconv.Atoi(c.String()); err == nil && n > 0 {
			f.frequency = n
		}
	case "skiphours":
		for _, h := range c.Children() {
			if n, err := strconv.Atoi(h.String()); err == nil && n >= 0 && n <= 24 && len(f.SkipHours) < 24 {
				f.SkipHours = append(f.SkipHours, n%24)
			}
		}
	case "skipdays":
		for _, d := range c.Children() {
			for day := time.Sunday; day <= time.Saturday; day++ {
				if strings.EqualFold(d.String(), day.String()) && len(f.SkipDays) < 7 {
					f.SkipDays = append(f.SkipDays, day)
				}
			}
		}
	}
	if f.period > 0 && (key == "sy:updateperiod" || key == "sy:updatefrequency") {
		f.Interval = f.period / time.Duration(max(1, f.frequency))
	}
}

// periods are those of the syndication module.
var periods = map[string]time.Duration{
	"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": 7 * 24 * time.Hour, "monthly": 30 * 24 * time.Hour, "yearly": 365 * 24 * time.Hour,
}
