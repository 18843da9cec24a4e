// SPDX-License-Identifier: Apache-2.0

package score

import (
	"maps"
	"slices"
	"strings"

	"depesche"
)

// goldEvents is a line of gold of the task events.
type goldEvents struct {
	ID     string
	Events []struct {
		Type               string
		Actors, Recipients []goldActor
		Status             *string // null where not annotated
		Date               string
		Sure               *int // 0: neither hit nor miss
	}
}

type goldActor struct{ Name, Country string }

func (g *goldEvents) article() string { return g.ID }

func (g *goldEvents) spans() []depesche.Span { return nil }

func (g *goldEvents) missing() string {
	for _, e := range g.Events {
		if e.Type == "" {
			return "type"
		}
	}
	return absent("events", g.Events)
}

// act is an event, of the gold or the system, ready to be compared.
type act struct {
	kind               string
	actors, recipients keySet
	status             string
	judged             bool // the gold knows the status
	date               string
	sure               bool
}

// keySet is a set of actor keys.
type keySet map[string]bool

func (s keySet) text() string {
	return strings.Join(slices.Sorted(maps.Keys(s)), "\x00")
}

// TypeCount is how often events of one type were found. By type alone an
// event is found when the article has one of its type; as a pair, when both
// sides are right too.
type TypeCount struct {
	Type          string `json:"type"`
	Precision     Share  `json:"precision"`
	Recall        Share  `json:"recall"`
	PairPrecision Share  `json:"pair_precision"`
	PairRecall    Share  `json:"pair_recall"`
}

// eventTally is what is counted over all articles, by event type.
type eventTally struct {
	types, pairs                map[string]*tally
	known, judged, status, date int
}

// scoreEvents scores political events, article by article. Events that agree
// in type, sides and date count once. type_f1 counts events of the right
// type; pair_f1 those with both sides right too: two sides are the same when
// they share more than half of their union, and CONSULT has one side. Status
// and date are judged on the events with both sides right. A gold event that
// is not sure is neither hit nor miss: a system event that fits one is left
// out of the count.
func scoreEvents(c *Corpus, a *Answer) (Result, error) {
	articles, problems, err := pairs[goldEvents](c, a)
	if err != nil {
		return Result{}, err
	}
	n := eventTally{types: map[string]*tally{}, pairs: map[string]*tally{}}
	for _, p := range articles {
		n.addArticle(p.gold.acts(), actsOf(p.record))
	}
	types, pairs := total(n.types), total(n.pairs)
	metrics := []Metric{{"type_f1", types.f1()}, {"pair_f1", pairs.f1()}}
	if n.known > 0 {
		metrics = append(metrics, Metric{"status_accuracy", ratio(n.status, n.judged)}, Metric{"date_accuracy", ratio(n.date, n.judged)})
	}
	return Result{Problems: problems, Metrics: metrics, Types: n.typeCounts(types, pairs)}, nil
}

func total(byType map[string]*tally) tally {
	var sum tally
	for _, t := range byType {
		sum.add(*t)
	}
	return sum
}

// typeCounts lists the types in PLOVER's order, unknown ones behind, and the
// sum of all.
func (n *eventTally) typeCounts(types, pairs tally) []TypeCount {
	names := slices.Clone(depesche.EventTypes)
	for _, name := range slices.Sorted(maps.Keys(n.types)) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	var all []TypeCount
	for _, name := range names {
		if n.types[name] != nil {
			all = append(all, typeCount(name, *n.types[name], *n.pairs[name]))
		}
	}
	return append(all, typeCount("all", types, pairs))
}

func typeCount(name string, types, pairs tally) TypeCount {
	return TypeCount{
		Type:          name,
		Precision:     NewShare(types.hits, types.given),
		Recall:        NewShare(types.hits, types.wanted),
		PairPrecision: NewShare(pairs.hits, pairs.given),
		PairRecall:    NewShare(pairs.hits, pairs.wanted),
	}
}

// of returns the tallies of a type.
func (n *eventTally) of(kind string) (types, pairs *tally) {
	if n.types[kind] == nil {
		n.types[kind], n.pairs[kind] = &tally{}, &tally{}
	}
	return n.types[kind], n.pairs[kind]
}

func (n *eventTally) addArticle(gold, system []act) {
	var sure, doubtful []act
	for _, e := range gold {
		if !e.sure {
			doubtful = append(doubtful, e)
			continue
		}
		sure = append(sure, e)
		n.known += count(e.judged)
	}
	n.addTypes(sure, doubtful, system)
	n.addPairs(sure, doubtful, system)
}

func (n *eventTally) addTypes(sure, doubtful, system []act) {
	wanted, given, excused := kinds(sure), kinds(system), kinds(doubtful)
	for kind := range mergeKeys(wanted, given) {
		hits := min(wanted[kind], given[kind])
		types, _ := n.of(kind)
		types.add(tally{hits: hits, wanted: wanted[kind], given: given[kind] - min(given[kind]-hits, excused[kind])})
	}
}

func kinds(acts []act) map[string]int {
	n := map[string]int{}
	for _, e := range acts {
		n[e.kind]++
	}
	return n
}

func mergeKeys(a, b map[string]int) map[string]bool {
	all := map[string]bool{}
	for k := range a {
		all[k] = true
	}
	for k := range b {
		all[k] = true
	}
	return all
}

func (n *eventTally) addPairs(sure, doubtful, system []act) {
	for _, e := range sure {
		_, pairs := n.of(e.kind)
		pairs.wanted++
	}
	matched := alignActs(sure, system)
	taken := map[int]bool{}
	for _, m := range matched {
		g, s := sure[m.gold], system[m.system]
		taken[m.system] = true
		_, pairs := n.of(g.kind)
		pairs.hits++
		if g.judged {
			n.judged++
			n.status += count(g.status == s.status)
			n.date += count(g.date == s.date)
		}
	}
	var rest []act
	for i, e := range system {
		_, pairs := n.of(e.kind)
		pairs.given++
		if !taken[i] {
			rest = append(rest, e)
		}
	}
	for _, m := range alignActs(doubtful, rest) {
		_, pairs := n.of(rest[m.system].kind)
		pairs.given--
	}
}

// sameDateWeight decides between events that fit equally well.
const sameDateWeight = 0.01

// alignActs aligns events of the same type by how well their sides agree.
func alignActs(gold, system []act) []match {
	var all []match
	for g := range gold {
		for s := range system {
			weight := fit(&gold[g], &system[s])
			if weight == 0 {
				continue
			}
			if gold[g].date == system[s].date {
				weight += sameDateWeight
			}
			all = append(all, match{weight, g, s})
		}
	}
	return greedy(all)
}

// symmetric is the event type whose sides do not differ.
const symmetric = "CONSULT"

// fit is how well two events agree, 0 when they are not the same.
func fit(a, b *act) float64 {
	if a.kind != b.kind {
		return 0
	}
	if a.kind == symmetric {
		return alike(union(a.actors, a.recipients), union(b.actors, b.recipients))
	}
	return alike(a.actors, b.actors) * alike(a.recipients, b.recipients)
}

// alike is the share of the common among all of two sides, 1 for two empty
// ones; one half and less counts as nothing.
func alike(a, b keySet) float64 {
	all := len(union(a, b))
	if all == 0 {
		return 1
	}
	share := ratio(len(a)+len(b)-all, all)
	if share <= 0.5 {
		return 0
	}
	return share
}

func union(a, b keySet) keySet {
	both := maps.Clone(a)
	if both == nil {
		both = keySet{}
	}
	maps.Copy(both, b)
	return both
}

// acts are the events of a line of gold.
func (g *goldEvents) acts() []act {
	var all []act
	for _, e := range g.Events {
		one := act{kind: e.Type, actors: goldSide(e.Actors), recipients: goldSide(e.Recipients), date: e.Date, sure: e.Sure == nil || *e.Sure != 0}
		if e.Status != nil {
			one.status, one.judged = *e.Status, true
		}
		all = append(all, one)
	}
	return distinct(all)
}

func goldSide(actors []goldActor) keySet {
	side := keySet{}
	for _, a := range actors {
		side[actorKey(a.Country, a.Name)] = true
	}
	return side
}

// actsOf are the events of a record.
func actsOf(r *depesche.Record) []act {
	keys := map[string]string{}
	for _, e := range r.Entities {
		country := ""
		if e.Actor != nil {
			country = e.Actor.Country
		}
		keys[e.ID] = actorKey(country, e.Name)
	}
	var all []act
	for _, e := range r.Events {
		one := act{kind: e.Type, actors: recordSide(e.Actors, keys), recipients: recordSide(e.Recipients, keys), status: e.Status, date: e.Date.Value, sure: true}
		if one.date == depesche.PrecisionUnknown {
			one.date = ""
		}
		all = append(all, one)
	}
	return distinct(all)
}

func recordSide(ids []string, keys map[string]string) keySet {
	side := keySet{}
	for _, id := range ids {
		if key, ok := keys[id]; ok {
			side[key] = true
		}
	}
	return side
}

// distinct leaves out repetitions of type, sides and date. One is sure when
// any of the same is.
func distinct(acts []act) []act {
	type key struct{ kind, actors, recipients, date string }
	at := map[key]int{}
	var kept []act
	for _, e := range acts {
		k := key{e.kind, e.actors.text(), e.recipients.text(), e.date}
		if i, ok := at[k]; ok {
			kept[i].sure = kept[i].sure || e.sure
			continue
		}
		at[k] = len(kept)
		kept = append(kept, e)
	}
	return kept
}
