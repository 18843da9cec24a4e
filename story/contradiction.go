// SPDX-License-Identifier: Apache-2.0

package story

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"

	"depesche"
)

// Contradictions finds what the articles of a story tell differently about one
// happening: another number of the same thing, a place elsewhere, a plan told
// as done, a denial. Two happenings of one type between the same sides, told
// by different articles for days close to one another, may be one event with
// two dates. What the words leave open is no contradiction.
func Contradictions(records []*depesche.Record, happenings []depesche.Happening) []depesche.Contradiction {
	c := newComparing(records)
	out := []depesche.Contradiction{}
	for n, h := range happenings {
		told := c.told(h)
		for _, one := range []depesche.Contradiction{statuses(told), places(told)} {
			out = appendContradiction(out, n, one)
		}
		for _, one := range c.quantities(told) {
			out = appendContradiction(out, n, one)
		}
	}
	like := map[string][]int{}
	for n, h := range happenings {
		key := h.Type + " " + strings.Join(c.sides(c.told(h)), "+")
		for _, m := range like[key] {
			out = appendContradiction(out, n, c.dates(happenings[m], h))
		}
		if len(like[key]) < mostAlike {
			like[key] = append(like[key], n)
		}
	}
	return out
}

// mostContradictions bounds what one story holds, mostAccounts the accounts of
// one contradiction, mostMentions the mentions of one account, and mostAlike
// with how many happenings of its kind and sides another one is compared.
const (
	mostContradictions = 40
	mostAccounts       = 12
	mostMentions       = 60
	mostAlike          = 60
)

func appendContradiction(all []depesche.Contradiction, n int, c depesche.Contradiction) []depesche.Contradiction {
	if len(c.Accounts) < 2 || len(all) >= mostContradictions {
		return all
	}
	c.Happening = n
	c.Accounts = c.Accounts[:min(len(c.Accounts), mostAccounts)]
	for i, a := range c.Accounts {
		c.Accounts[i].Mentions = a.Mentions[:min(len(a.Mentions), mostMentions)]
	}
	return append(all, c)
}

// comparing looks mentions up.
type comparing struct {
	byID map[string]report
}

// report is an event as one article tells it.
type report struct {
	id     string
	record *depesche.Record
	event  *depesche.Event
}

func newComparing(records []*depesche.Record) *comparing {
	c := &comparing{byID: map[string]report{}}
	for _, r := range records {
		for i := range r.Events {
			id := r.Article.ID + "/" + r.Events[i].ID
			if _, known := c.byID[id]; !known {
				c.byID[id] = report{id, r, &r.Events[i]}
			}
		}
	}
	return c
}

// told lists the reports of a happening, in order of their ids.
func (c *comparing) told(h depesche.Happening) []report {
	var out []report
	for _, id := range h.Mentions {
		if r, ok := c.byID[id]; ok {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(a, b report) int { return strings.Compare(a.id, b.id) })
	return out
}

// accounts gathers reports by what they say, the account of most reports
// first. What is said by "" is left out.
func accounts(told []report, says func(report) string) []depesche.Account {
	var out []depesche.Account
	at := map[string]int{}
	for _, r := range told {
		what := says(r)
		if what == "" {
			continue
		}
		i, known := at[what]
		if !known {
			i = len(out)
			at[what] = i
			out = append(out, depesche.Account{Says: what})
		}
		out[i].Mentions = append(out[i].Mentions, r.id)
	}
	slices.SortStableFunc(out, func(a, b depesche.Account) int {
		return cmp.Or(cmp.Compare(len(b.Mentions), len(a.Mentions)), strings.Compare(a.Says, b.Says))
	})
	return out
}

// statuses compares what is told as done with what is told as planned,
// possible or denied, by different articles.
func statuses(told []report) depesche.Contradiction {
	all := accounts(told, func(r report) string {
		switch {
		case r.event.Status == depesche.StatusOngoing:
			return depesche.StatusOccurred
		case r.isForecast():
			return "" // a plan that is told before its day agrees with what comes of it
		}
		return r.event.Status
	})
	done := slices.IndexFunc(all, func(a depesche.Account) bool { return a.Says == depesche.StatusOccurred })
	if done < 0 {
		return depesche.Contradiction{}
	}
	out := depesche.Contradiction{Kind: depesche.OtherStatus, Accounts: []depesche.Account{all[done]}}
	for i, a := range all {
		if i == done || within(a, all[done]) {
			continue
		}
		if a.Says == depesche.StatusDenied {
			out.Kind = depesche.Denial
		}
		out.Accounts = append(out.Accounts, a)
	}
	return out
}

// isForecast reports whether an article tells a plan or a possibility no later
// than on the day of it.
func (r report) isForecast() bool {
	if r.event.Status != depesche.StatusPlanned && r.event.Status != depesche.StatusPossible {
		return false
	}
	published := r.record.Article.Published
	return precision(r.event.Date) == 4 && len(published) >= len(time.DateOnly) && published[:len(time.DateOnly)] <= r.event.Date.Value
}

// within reports whether all articles of an account tell the other one too:
// the article itself names both, and a reader of it is not misled.
func within(a, b depesche.Account) bool {
	others := articlesOf(b)
	for article := range articlesOf(a) {
		if !others[article] {
			return false
		}
	}
	return true
}

func articlesOf(a depesche.Account) map[string]bool {
	out := map[string]bool{}
	for _, m := range a.Mentions {
		article, _, _ := strings.Cut(m, "/")
		out[article] = true
	}
	return out
}

// farApart is how far, in kilometres, two places lie apart that are not one.
const farApart = 60

// places compares where a happening is told to have been. A country alone
// agrees with all places in it.
func places(told []report) depesche.Contradiction {
	var first *depesche.Place
	far := false
	all := accounts(told, func(r report) string {
		p := r.event.Place
		if p == nil || p.Lat == 0 && p.Lon == 0 {
			return ""
		}
		if first == nil {
			first = p
		}
		far = far || distance(first, p) > farApart
		return p.Name
	})
	if !far || len(all) < 2 || within(all[1], all[0]) {
		return depesche.Contradiction{}
	}
	return depesche.Contradiction{Kind: depesche.OtherPlace, Accounts: all}
}

// distance is the way between two places in kilometres along a great circle
// (haversine formula).
func distance(a, b *depesche.Place) float64 {
	const radius = 6371
	rad := func(degrees float64) float64 { return degrees * math.Pi / 180 }
	lat, lon := rad(b.Lat-a.Lat)/2, rad(b.Lon-a.Lon)/2
	h := math.Sin(lat)*math.Sin(lat) + math.Cos(rad(a.Lat))*math.Cos(rad(b.Lat))*math.Sin(lon)*math.Sin(lon)
	return 2 * radius * math.Asin(math.Min(1, math.Sqrt(h)))
}

// quantity is a number of something in a sentence: the thing in lower case,
// and as written.
type quantity struct{ number, thing, written string }

// quantities compares how many of one thing the sentences name that tell a
// happening: numbers before the same word, which agree in nothing.
func (c *comparing) quantities(told []report) []depesche.Contradiction {
	counted := map[string][]string{} // by report: numbers of the thing at hand
	written := map[string]string{}
	things, several := []string{}, map[string]int{}
	byReport := make([][]quantity, len(told))
	for i, r := range told {
		byReport[i] = quantitiesIn(r.record, r.event.Evidence)
		for _, q := range byReport[i] {
			if written[q.thing] == "" {
				written[q.thing] = q.written
			}
			if several[q.thing]++; several[q.thing] == 2 {
				things = append(things, q.thing)
			}
		}
	}
	var out []depesche.Contradiction
	slices.Sort(things)
	for _, thing := range things {
		clear(counted)
		for i, r := range told {
			for _, q := range byReport[i] {
				if q.thing == thing {
					counted[r.id] = append(counted[r.id], q.number)
				}
			}
		}
		all := accounts(told, func(r report) string {
			if numbers := counted[r.id]; len(numbers) == 1 {
				return numbers[0] + " " + written[thing]
			}
			return ""
		})
		if len(all) > 1 && !within(all[1], all[0]) {
			out = append(out, depesche.Contradiction{Kind: depesche.OtherNumber, Accounts: all})
		}
	}
	return out
}

// leastThing is how long a word is that can be what is counted.
const leastThing = 3

// quantitiesIn lists the numbers in digits of a sentence, each with the word
// that follows it. What belongs to a time expression counts nothing.
func quantitiesIn(r *depesche.Record, sentence depesche.Span) []quantity {
	text := []rune(sentence.Text)
	var out []quantity
	for i := 0; i < len(text); i++ {
		if !unicode.IsDigit(text[i]) {
			continue
		}
		start := i
		for i < len(text) && (unicode.IsDigit(text[i]) || (text[i] == '.' || text[i] == ',') && i+1 < len(text) && unicode.IsDigit(text[i+1])) {
			i++
		}
		if withinTime(r, sentence.Start+start) || i >= len(text) || text[i] != ' ' {
			continue
		}
		end := i + 1
		for end < len(text) && unicode.IsLetter(text[end]) {
			end++
		}
		if end-i > leastThing {
			word := string(text[i+1 : end])
			out = append(out, quantity{plainNumber(string(text[start:i])), strings.ToLower(word), word})
		}
	}
	return out
}

// plainNumber writes a number without the marks that group its digits.
func plainNumber(s string) string {
	for _, mark := range []string{".", ","} {
		if parts := strings.Split(s, mark); len(parts) > 1 && !slices.ContainsFunc(parts[1:], func(p string) bool { return len(p) != 3 }) {
			s = strings.Join(parts, "")
		}
	}
	return s
}

func withinTime(r *depesche.Record, at int) bool {
	return slices.ContainsFunc(r.Times, func(t depesche.Time) bool { return t.Start <= at && at < t.End })
}

// closeDays is how many days two dates of one event may lie apart.
const closeDays = 3

// dates compares two happenings of one type between the same sides that may be
// one: both to the day, and told by different articles.
func (c *comparing) dates(a, b depesche.Happening) depesche.Contradiction {
	if precision(a.Date) != 4 || precision(b.Date) != 4 || !near(a.Date.Value, b.Date.Value) {
		return depesche.Contradiction{}
	}
	one, other := c.told(a), c.told(b)
	if len(one) == 0 || len(other) == 0 {
		return depesche.Contradiction{}
	}
	first, second := accountOf(a.Date.Value, one), accountOf(b.Date.Value, other)
	both := articlesOf(first)
	for article := range articlesOf(second) {
		if both[article] {
			return depesche.Contradiction{}
		}
	}
	return depesche.Contradiction{Kind: depesche.OtherDate, Accounts: []depesche.Account{first, second}}
}

func near(a, b string) bool {
	x, err := time.Parse(time.DateOnly, a)
	y, wrong := time.Parse(time.DateOnly, b)
	apart := max(x.Sub(y), y.Sub(x))
	return err == nil && wrong == nil && apart > 0 && apart <= closeDays*24*time.Hour
}

func accountOf(says string, told []report) depesche.Account {
	return accounts(told, func(report) string { return says })[0]
}

// sides lists the sides of all reports, each once.
func (c *comparing) sides(told []report) []string {
	var out []string
	for _, r := range told {
		out = append(out, sides(r.record, r.event)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
