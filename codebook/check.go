// SPDX-License-Identifier: Apache-2.0

package codebook

import (
	"fmt"
	"regexp"
	"slices"
)

var (
	wikidataForm = regexp.MustCompile(`^(Q[1-9][0-9]*)?$`)
	dateForm     = regexp.MustCompile(`^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$`)
	domainForm   = regexp.MustCompile(`^[a-z0-9-]+(\.[a-z0-9-]+)+$`)
	codeForm     = regexp.MustCompile(`^[A-Z]{3}$`)
)

// Check reports where the entries of the book do not agree with each other:
// states, sectors, offices, organisations, types that are not there, malformed
// identifiers and dates. A sound book gives none.
func (b *Book) Check() []error {
	c := checker{book: b}
	c.countries()
	c.organisations()
	c.persons()
	c.places()
	c.events()
	c.outlets()
	return c.found
}

type checker struct {
	book  *Book
	found []error
}

func (c *checker) fault(ok bool, format string, args ...any) {
	if !ok {
		c.found = append(c.found, fmt.Errorf(format, args...))
	}
}

func (c *checker) country(code, who string) {
	c.fault(code == "" || c.book.Country(code) != nil, "%s: no state %q", who, code)
}

func (c *checker) sectors(list []string, who string) {
	for _, s := range list {
		c.fault(c.book.HasSector(s), "%s: no sector %q", who, s)
	}
}

func (c *checker) period(from, to, who string) {
	c.fault(dateForm.MatchString(from) && dateForm.MatchString(to), "%s: malformed date in %q to %q", who, from, to)
	n := min(len(from), len(to))
	c.fault(from[:n] <= to[:n], "%s: ends before it begins, %q to %q", who, from, to)
}

func (c *checker) countries() {
	status := []string{"member", "observer", "territory", "contested", "former"}
	for _, s := range c.book.Countries {
		c.fault(codeForm.MatchString(s.Code), "state %q: malformed code", s.Code)
		c.fault(wikidataForm.MatchString(s.Wikidata), "state %s: malformed identifier %q", s.Code, s.Wikidata)
		c.fault(slices.Contains(status, s.Status), "state %s: unknown status %q", s.Code, s.Status)
		c.country(s.Of, "state "+s.Code)
		c.sectors(s.Sectors, "state "+s.Code)
		c.fault(s.Status != "contested" || s.Note != "", "state %s: contested, and no note says how", s.Code)
	}
}

func (c *checker) organisations() {
	for i, o := range c.book.Organisations {
		who := "organisation " + o.Key
		c.country(o.Country, who)
		c.sectors(o.Sectors, who)
		c.fault(len(o.Sectors) > 0, "%s: no sector", who)
		c.fault(wikidataForm.MatchString(o.Wikidata), "%s: malformed identifier %q", who, o.Wikidata)
		c.period(o.From, o.To, who)
		if i > 0 && c.book.Organisations[i-1].Key == o.Key {
			c.fault(c.book.Organisations[i-1].To <= o.From, "%s: periods overlap", who)
		}
	}
	for _, o := range c.book.Offices {
		c.sectors(o.Sectors, "office "+o.Key)
	}
}

func (c *checker) persons() {
	identifiers := map[string]string{}
	for _, p := range c.book.Persons {
		who := "person " + p.Key
		c.country(p.Country, who)
		c.fault(wikidataForm.MatchString(p.Wikidata), "%s: malformed identifier %q", who, p.Wikidata)
		c.fault(p.Gender == "" || p.Gender == "m" || p.Gender == "f", "%s: gender %q", who, p.Gender)
		c.fault(len(p.Terms) > 0, "%s: no term", who)
		if p.Wikidata != "" {
			c.fault(identifiers[p.Wikidata] == "", "%s: %s is %s already", who, p.Wikidata, identifiers[p.Wikidata])
			identifiers[p.Wikidata] = p.Key
		}
		for _, t := range p.Terms {
			c.country(t.Country, who)
			c.fault(c.book.Office(t.Office) != nil, "%s: no office %q", who, t.Office)
			c.fault(t.Org == "" || c.book.Organisation(t.Org, "") != nil, "%s: no organisation %q", who, t.Org)
			c.period(t.From, t.To, who)
		}
	}
}

func (c *checker) places() {
	for _, r := range c.book.Regions {
		c.country(r.Country, "place "+r.Key)
	}
}

func (c *checker) events() {
	quads := []string{"verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"}
	for _, e := range c.book.Events {
		c.fault(slices.Contains(quads, e.Quad), "event %s: unknown category %q", e.Type, e.Quad)
		c.fault(e.Value >= -10 && e.Value <= 10, "event %s: value %v", e.Type, e.Value)
		code := c.book.CameoCode(e.Cameo)
		c.fault(code != nil && code.Code == e.Cameo && code.Type == e.Type, "event %s: CAMEO code %q is not of it", e.Type, e.Cameo)
		c.fault(len(e.Modes) == len(e.modeNames), "event %s: events.tsv and modes.tsv differ", e.Type)
		for _, m := range e.modeNames {
			c.fault(e.HasMode(m), "event %s: mode %q is not described", e.Type, m)
		}
	}
	for _, k := range c.book.Cameo {
		e := c.book.EventType(k.Type)
		c.fault(e != nil, "CAMEO %s: no type %q", k.Code, k.Type)
		c.fault(e == nil || k.Mode == "" || e.HasMode(k.Mode), "CAMEO %s: %s has no mode %q", k.Code, k.Type, k.Mode)
	}
}

func (c *checker) outlets() {
	for i := range c.book.Outlets {
		o := &c.book.Outlets[i]
		c.fault(domainForm.MatchString(o.Domain), "outlet %q: malformed domain", o.Domain)
		if o.Country != "IGO" {
			c.country(o.Country, "outlet "+o.Domain)
		}
		c.fault(len(o.Kinds) > 0, "outlet %s: no kind", o.Domain)
		for _, kind := range o.Kinds {
			c.fault(slices.Contains(outletKinds, kind), "outlet %s: no kind %q", o.Domain, kind)
		}
		c.fault(o.Name != "" && o.Family != "" && o.Says != "", "outlet %s: name, family or document is missing", o.Domain)
		c.period(o.Since, "", "outlet "+o.Domain)
		if o.Mirrors != "" {
			original := c.book.Outlet(o.Mirrors)
			c.fault(original != nil && original.Domain == o.Mirrors && original.Mirrors == "" && original.Family == o.Family,
				"outlet %s: mirrors %s, which is no original of its family", o.Domain, o.Mirrors)
		}
	}
}
