// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"depesche"
)

// The directions of a derivation: how sure it is who drew on whom.
const (
	Certain = "certain" // an article says so itself, or two kinds of reasons agree
	Likely  = "likely"
	Unknown = "unknown"
)

// way is which of two articles came first, how sure that is and why.
type way struct {
	order     int // -1: the first drew on the second, 1: the second on the first, 0: unknown
	direction string
	reasons   []string
	common    bool // both name a third source
	slight    bool // only slips tell the order
}

// evidence gathers reasons for one way or the other.
type evidence struct {
	forward, back int // weights of the reasons that b drew on a, and that a drew on b
	reasons       []string
}

// The weights of reasons. An article that names the other one as its source
// decides; times can be wrong.
const (
	saysSo     = 4
	timesTell  = 2
	timeHints  = 1
	textTells  = 1
	enoughSure = 4
)

func (e *evidence) add(order, weight int, reason string, args ...any) {
	if order > 0 {
		e.forward += weight
	} else {
		e.back += weight
	}
	e.reasons = append(e.reasons, fmt.Sprintf(reason, args...))
}

func (e *evidence) way() way {
	w := way{direction: Unknown, reasons: e.reasons}
	switch {
	case e.forward == e.back:
		return w
	case e.forward > e.back:
		w.order = 1
	default:
		w.order = -1
	}
	w.direction = Likely
	if max(e.forward, e.back) >= enoughSure && min(e.forward, e.back) == 0 {
		w.direction = Certain
	}
	return w
}

// direct says which of two tied articles drew on the other.
func direct(t *tie, a, b *sketch) way {
	var e evidence
	byTime(&e, a.article, b.article)
	byVersion(&e, a, b)
	byReference(&e, a, b)
	byCredit(&e, a, b)
	byMirror(&e, a, b)
	byDispatch(&e, a, b)
	byText(&e, t, a, b)
	plain := e.way()
	for _, s := range t.slips {
		e.add(s.order, textTells, "%s", s.reason)
	}
	if both := absentSource(a, b); both != "" && max(e.forward, e.back) < saysSo {
		return way{direction: Unknown, common: true, reasons: append(e.reasons, fmt.Sprintf("both name %s as their source", both))}
	}
	w := e.way()
	w.slight = w.order != 0 && plain.order == 0
	return w
}

// byTime compares when the articles came out. A time that was not found in a
// field made for it counts less, and so does one that another date of the same
// article speaks against.
func byTime(e *evidence, a, b *depesche.Article) {
	order := -compareTimes(a.Published, b.Published)
	if order == 0 {
		return
	}
	first, second := a, b
	if order < 0 {
		first, second = b, a
	}
	weight, doubts := timesTell, ""
	for _, one := range []*depesche.Article{first, second} {
		if !wellDated(one) {
			weight, doubts = timeHints, doubts+fmt.Sprintf("; %s is taken from its %s", one.Published, one.PublishedFrom)
		}
	}
	if x, y, found := otherwise(first, second); found {
		weight, doubts = timeHints, doubts+fmt.Sprintf("; but %s and %s are given as well", x, y)
	}
	e.add(order, weight, "%s came out before %s%s", first.Published, second.Published, doubts)
}

// wellDated reports whether an article's date stands in a field of its page
// that is made for it, or was given with it. An address tells the day that it
// was made up on, a feed and an archive when they had the article.
func wellDated(a *depesche.Article) bool {
	switch a.PublishedFrom {
	case "url", "text", "feed", "warc":
		return false
	}
	for _, d := range a.Dates {
		if d.Of == depesche.DatePublished && d.Value == a.Published {
			return d.Certainty != depesche.Doubtful
		}
	}
	return true
}

// otherwise looks for dates of publication that two articles give as well, by
// which the second one came out before the first.
func otherwise(first, second *depesche.Article) (x, y string, found bool) {
	for _, x := range publishedOn(first) {
		for _, y := range publishedOn(second) {
			if compareTimes(x, y) > 0 {
				return x, y, true
			}
		}
	}
	return "", "", false
}

// publishedOn lists all dates of publication that an article gives.
func publishedOn(a *depesche.Article) []string {
	all := []string{a.Published}
	for _, d := range a.Dates {
		if d.Of == depesche.DatePublished && d.Value != a.Published {
			all = append(all, d.Value)
		}
	}
	return all
}

// compareTimes compares two dates or times; 0 when one is missing or broken,
// or when they do not tell. A date and a time are compared as dates.
func compareTimes(a, b string) int {
	x, xok := parseTime(a)
	y, yok := parseTime(b)
	switch {
	case !xok || !yok:
		return 0
	case len(a) > len(time.DateOnly) && len(b) > len(time.DateOnly):
		return x.Compare(y)
	}
	return strings.Compare(a[:len(time.DateOnly)], b[:len(time.DateOnly)])
}

func parseTime(s string) (time.Time, bool) {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return t, true
	}
	t, err := time.Parse(time.RFC3339, s)
	return t, err == nil
}

// byVersion compares two versions of one article: the one that says it has
// been corrected is the later one.
func byVersion(e *evidence, a, b *sketch) {
	if a.article.URL == "" || a.article.URL != b.article.URL || a.corrected == b.corrected {
		return
	}
	order := 1
	if a.corrected {
		order = -1
	}
	e.add(order, saysSo, "one of two versions says that it has been corrected")
}

// byReference looks for an article whose page names the other's address as what
// it was taken from. Two that name each other say nothing.
func byReference(e *evidence, a, b *sketch) {
	aNames, bNames := a.isBasedOn(b), b.isBasedOn(a)
	switch {
	case bNames && !aNames:
		e.add(1, saysSo, "the later page names %s as its original", a.article.URL)
	case aNames && !bNames:
		e.add(-1, saysSo, "the later page names %s as its original", b.article.URL)
	}
}

// isBasedOn reports whether the page names the address of the other one.
func (s *sketch) isBasedOn(o *sketch) bool {
	if o.article.URL == "" {
		return false
	}
	return slices.ContainsFunc(s.article.BasedOn, func(address string) bool { return pageKey(address) == pageKey(o.article.URL) })
}

// pageKey is an address without what does not tell pages apart.
func pageKey(address string) string {
	_, rest, _ := strings.Cut(strings.ToLower(address), "://")
	rest, _, _ = strings.Cut(rest, "#")
	return strings.TrimSuffix(strings.TrimPrefix(rest, "www."), "/")
}

// byCredit looks for what the articles say themselves.
func byCredit(e *evidence, a, b *sketch) {
	if name := credits(b, a); name != "" {
		e.add(1, saysSo, "the later text names %s as its source", name)
	}
	if name := credits(a, b); name != "" {
		e.add(-1, saysSo, "the later text names %s as its source", name)
	}
}

// byMirror looks for an outlet that is known to repeat the other one's articles.
func byMirror(e *evidence, a, b *sketch) {
	switch {
	case b.isMirrorOf(a):
		e.add(1, saysSo, "%s is known to repeat the articles of %s", b.article.Outlet.Label(), a.article.Outlet.Label())
	case a.isMirrorOf(b):
		e.add(-1, saysSo, "%s is known to repeat the articles of %s", a.article.Outlet.Label(), b.article.Outlet.Label())
	}
}

// isMirrorOf reports whether the outlet is a mirror of the other one's domain.
func (s *sketch) isMirrorOf(o *sketch) bool {
	domain := strings.TrimPrefix(o.article.Outlet.Domain, "www.")
	return s.mirrors != "" && (domain == s.mirrors || strings.HasSuffix(domain, "."+s.mirrors))
}

// byDispatch looks for who sends news to others: an agency names itself in its
// dateline, and what it names itself in is its own.
func byDispatch(e *evidence, a, b *sketch) {
	x, y := a.isDispatch(), b.isDispatch()
	switch {
	case x && !y:
		e.add(1, textTells, "%s names itself in its dateline", a.article.Outlet.Label())
	case y && !x:
		e.add(-1, textTells, "%s names itself in its dateline", b.article.Outlet.Label())
	}
}

// byText looks for what one text has and the other has not: who shortens
// drops, and seldom adds.
func byText(e *evidence, t *tie, a, b *sketch) {
	const whole, part = 0.93, 0.8
	if t.kind != Copy && t.kind != Edit {
		return
	}
	switch {
	case t.ofB >= whole && t.ofA <= part:
		e.add(1, textTells, "the one text holds nearly all of the other and more")
	case t.ofA >= whole && t.ofB <= part:
		e.add(-1, textTells, "the one text holds nearly all of the other and more")
	}
}
