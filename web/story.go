// SPDX-License-Identifier: Apache-2.0

package web

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"depesche"
	"depesche/codebook"
	"depesche/lineage/effect"
	"depesche/store"
)

// StoryPage is a story: what happened, who told it, who drew on whom, on whose
// word, and where the accounts differ. Every number opens what is behind it.
type StoryPage struct {
	Story          store.StoryHead      `json:"story"`
	Languages      []string             `json:"languages"`
	Lead           []store.EventLine    `json:"lead"`     // what happened, in sentences of the articles
	Articles       []store.Head         `json:"articles"` // in order of time, the first ones
	Links          []StoryLink          `json:"links"`    // who drew on whom
	Outlets        []StoryOutlet        `json:"outlets"`
	Origins        []StoryOrigin        `json:"origins"`
	Unheard        []store.Head         `json:"unheard"` // articles that name no origin
	Happenings     []StoryHappening     `json:"happenings"`
	Told           int                  `json:"told"` // happenings in all
	Contradictions []StoryContradiction `json:"contradictions"`
	Alterations    []StoryAlteration    `json:"alterations"`
	Changes        []store.StoryChange  `json:"changes"`
	Graph          *Graph               `json:"-"`
	effects        map[string][]EffectCount
}

// StoryLink is a derivation among the articles of a story and what the edits
// did to the record; that is not looked for in large stories.
type StoryLink struct {
	depesche.Derivation
	Effects []EffectCount `json:"effects"`
}

// StoryOutlet is who told the story, with who holds the outlet.
type StoryOutlet struct {
	Name     string           `json:"name"`
	Domain   string           `json:"domain"`
	Known    *codebook.Outlet `json:"known"`
	Articles []store.Head     `json:"articles"`
}

// StoryOrigin is on whose word a story is told, with some of the sentences.
type StoryOrigin struct {
	Name      string                `json:"name"`
	Articles  int                   `json:"articles"`
	Sentences int                   `json:"sentences"`
	Counted   bool                  `json:"counted"` // it is one of the independent origins
	Telling   []store.Head          `json:"telling"` // the articles that it was counted for
	Said      []store.StatementLine `json:"said"`
}

// More is how many sentences are not shown.
func (o StoryOrigin) More() int { return o.Sentences - len(o.Said) }

// What of a story is shown on its page.
const (
	storyHeads      = 1000 // articles that the graph is made of
	storyLinks      = 5000
	storyEffects    = 24 // derivations whose effects are looked for
	storySmall      = 40 // articles of a story whose effects are looked for
	storyLead       = 3
	originsMost     = 12
	saidMost        = 3
	saidTried       = 8
	happeningsMost  = 15
	reportsMost     = 6
	accountsMost    = 4
	sentencesMost   = 2
	contradictions  = 12
	outletsMostHead = 8 // articles listed for one outlet
)

// moved is the error of an address that another one stands for.
type moved struct{ to string }

func (m moved) Error() string { return "moved to " + m.to }

func (s *Server) story(r *request) (any, error) {
	ctx, asked := r.Context(), r.PathValue("id")
	head, story, err := s.db.Story(ctx, asked)
	if err != nil {
		return nil, err
	}
	if head.ID != asked {
		return nil, moved{"/stories/" + head.ID}
	}
	p := &StoryPage{Story: head, Told: len(story.Happenings)}
	if p.Articles, _, err = s.db.StoryPart(ctx, head.ID, store.Page{Limit: storyHeads}); err != nil {
		return nil, err
	}
	var languages []string
	for _, a := range p.Articles {
		languages = append(languages, a.Language)
	}
	p.Languages = baseLanguages(languages)
	if p.Changes, err = s.db.StoryChanges(ctx, head.ID); err != nil {
		return nil, err
	}
	p.Outlets = s.storyOutlets(p.Articles)
	steps := []func(context.Context, *StoryPage, depesche.Story) error{s.addLinks, s.addOrigins, s.addContradictions}
	for _, step := range steps {
		if err := step(ctx, p, story); err != nil {
			return nil, err
		}
	}
	if p.Happenings, err = s.happenings(ctx, story, 0, happeningsMost); err != nil {
		return nil, err
	}
	p.Lead = leadOf(p.Happenings, r.locale.Code)
	if !r.json {
		p.Graph = newGraph(p.Articles, p.links(), independentOf(story))
	}
	return p, nil
}

// independentOf names, for the first article of each counted telling, the
// origin that it was counted for.
func independentOf(story depesche.Story) map[string]string {
	out := map[string]string{}
	for _, o := range story.Sources.Origins {
		if len(o.Telling) > 0 {
			out[o.Telling[0]] = o.Name
		}
	}
	return out
}

func (p *StoryPage) links() []depesche.Derivation {
	out := make([]depesche.Derivation, len(p.Links))
	for i, l := range p.Links {
		out[i] = l.Derivation
	}
	return out
}

// Effects is what the edits between two articles did to the record.
func (p *StoryPage) Effects(trace string) []EffectCount { return p.effects[trace] }

// Counted lists the origins that count as independent.
func (p *StoryPage) Counted() []StoryOrigin { return p.originsWhere(true) }

// Uncounted lists those that do not.
func (p *StoryPage) Uncounted() []StoryOrigin { return p.originsWhere(false) }

func (p *StoryPage) originsWhere(counted bool) []StoryOrigin {
	var all []StoryOrigin
	for _, o := range p.Origins {
		if o.Counted == counted {
			all = append(all, o)
		}
	}
	return all
}

// addLinks adds who drew on whom, and in small stories what the edits did.
func (s *Server) addLinks(ctx context.Context, p *StoryPage, story depesche.Story) error {
	p.effects = map[string][]EffectCount{}
	p.Links, p.Alterations = []StoryLink{}, []StoryAlteration{}
	if p.Story.Articles < 2 {
		return nil
	}
	var links []depesche.Derivation
	var err error
	small := len(p.Articles) <= storySmall
	if small {
		links, err = s.db.DerivationsAmong(ctx, p.Story.ID)
	} else {
		links, err = s.db.StoryLinks(ctx, p.Story.ID, storyLinks)
	}
	records := map[string]*depesche.Record{}
	record := func(id string) (*depesche.Record, error) {
		if records[id] == nil {
			_, r, err := s.db.Article(ctx, id, 0)
			if err != nil {
				return nil, err
			}
			records[id] = r
		}
		return records[id], nil
	}
	for i, d := range links {
		l := StoryLink{Derivation: d}
		if small && i < storyEffects {
			from, err := record(d.From)
			if err != nil {
				return err
			}
			to, err := record(d.To)
			if err != nil {
				return err
			}
			rows := s.effectRows(from, to, d)
			l.Effects = countEffects(rows)
			p.Alterations = append(p.Alterations, alterations(from, to, rows)...)
			p.effects["/trace/"+d.From+".."+d.To] = l.Effects
		}
		l.Spans, l.Changes = nil, nil
		p.Links = append(p.Links, l)
	}
	return err
}

// effectRows aligns two articles. Stretches that reach beyond the texts belong
// to other versions of them.
func (s *Server) effectRows(from, to *depesche.Record, d depesche.Derivation) []effect.Row {
	n, m := len([]rune(from.Article.Text)), len([]rune(to.Article.Text))
	if slices.ContainsFunc(d.Spans, func(s [4]int) bool { return s[1] > n || s[3] > m }) {
		return nil
	}
	return effect.Rows(from, to, d, s.opts.Finder.CuesOf(&from.Article, &to.Article))
}

// countEffects counts what the edits between two articles did to the record.
func countEffects(rows []effect.Row) []EffectCount {
	var all []EffectCount
	for _, row := range rows {
		for _, e := range row.Effects {
			i := slices.IndexFunc(all, func(c EffectCount) bool { return c.Kind == e.Kind })
			if i < 0 {
				i = len(all)
				all = append(all, EffectCount{Kind: e.Kind})
			}
			all[i].Count++
		}
	}
	slices.SortFunc(all, func(a, b EffectCount) int { return strings.Compare(a.Kind, b.Kind) })
	return all
}

// storyOutlets gathers articles by outlet, the one with most articles first.
func (s *Server) storyOutlets(articles []store.Head) []StoryOutlet {
	all := []StoryOutlet{}
	for _, a := range articles {
		key := cmp.Or(a.Domain, a.Outlet)
		i := slices.IndexFunc(all, func(o StoryOutlet) bool { return cmp.Or(o.Domain, o.Name) == key })
		if i < 0 {
			i = len(all)
			o := StoryOutlet{Name: a.Outlet, Domain: a.Domain}
			if s.opts.Outlet != nil && a.Domain != "" {
				o.Known = s.opts.Outlet(a.Domain)
			}
			all = append(all, o)
		}
		all[i].Articles = append(all[i].Articles, a)
	}
	slices.SortStableFunc(all, func(a, b StoryOutlet) int { return len(b.Articles) - len(a.Articles) })
	return all
}

// First is the articles of the outlet that the page names.
func (o StoryOutlet) First() []store.Head { return o.Articles[:min(len(o.Articles), outletsMostHead)] }

// More is how many it does not name.
func (o StoryOutlet) More() int { return len(o.Articles) - len(o.First()) }

// addOrigins adds on whose word the story is told, those that count as
// independent first, and the articles that name nobody.
func (s *Server) addOrigins(ctx context.Context, p *StoryPage, story depesche.Story) error {
	heads, heard := map[string]store.Head{}, map[string]bool{}
	for _, a := range p.Articles {
		heads[a.ID] = a
	}
	roots := slices.Clone(story.Sources.Origins)
	slices.SortStableFunc(roots, func(a, b depesche.StoryRoot) int { return min(len(b.Telling), 1) - min(len(a.Telling), 1) })
	p.Origins, p.Unheard = []StoryOrigin{}, []store.Head{}
	for i, root := range roots {
		o := StoryOrigin{Name: root.Name, Articles: len(root.Articles), Sentences: len(root.Statements), Counted: len(root.Telling) > 0, Telling: []store.Head{}, Said: []store.StatementLine{}}
		for _, id := range root.Telling {
			if h, ok := heads[id]; ok {
				o.Telling = append(o.Telling, h)
			}
		}
		for _, id := range root.Articles {
			heard[id] = true
		}
		if i < originsMost {
			said, err := s.said(ctx, root)
			if err != nil {
				return err
			}
			o.Said = said
		}
		p.Origins = append(p.Origins, o)
	}
	for _, a := range p.Articles {
		if !heard[a.ID] {
			p.Unheard = append(p.Unheard, a)
		}
	}
	return nil
}

// said returns a few statements of an origin, no sentence twice, those of the
// telling first that it is counted for.
func (s *Server) said(ctx context.Context, root depesche.StoryRoot) ([]store.StatementLine, error) {
	ids := slices.Clone(root.Statements)
	slices.SortStableFunc(ids, func(a, b string) int { return tellingRank(root, a) - tellingRank(root, b) })
	all := []store.StatementLine{}
	seen := map[string]bool{}
	for _, id := range spread(ids, saidTried) {
		article, statement, _ := strings.Cut(id, "/")
		line, err := s.db.Statement(ctx, article, statement)
		if err != nil || seen[line.Statement.Evidence.Text] {
			continue // a newer version of the article may no longer say it
		}
		seen[line.Statement.Evidence.Text] = true
		if all = append(all, line); len(all) == saidMost {
			break
		}
	}
	return all, ctx.Err()
}

// tellingRank is 0 for what an article says that the origin is counted for.
func tellingRank(root depesche.StoryRoot, id string) int {
	article, _, _ := strings.Cut(id, "/")
	if slices.Contains(root.Telling, article) {
		return 0
	}
	return 1
}

// spread picks some ids, each of another article as long as there are others.
func spread(ids []string, most int) []string {
	var first, rest []string
	seen := map[string]bool{}
	for _, id := range ids {
		article, _, _ := strings.Cut(id, "/")
		if seen[article] {
			rest = append(rest, id)
			continue
		}
		seen[article] = true
		first = append(first, id)
	}
	all := append(first, rest...)
	return all[:min(len(all), most)]
}

// leadOf says what happened in sentences of the articles: one for each of the
// happenings that most articles tell, in the reader's language where there is
// one, and no sentence twice.
func leadOf(all []StoryHappening, language string) []store.EventLine {
	lead := []store.EventLine{}
	seen := map[string]bool{}
	for _, h := range all {
		if len(lead) == storyLead {
			break
		}
		best := -1
		for i, l := range h.Reports {
			if l.Event.Historical || seen[l.Event.Evidence.Text] {
				continue
			}
			if best < 0 || leadRank(l, language) < leadRank(h.Reports[best], language) {
				best = i
			}
		}
		if best >= 0 {
			line := h.Reports[best].EventLine
			seen[line.Event.Evidence.Text] = true
			lead = append(lead, line)
		}
	}
	return lead
}

// leadRank is how far down a sentence stands in its article, where sentences
// need those before them; other languages come after the reader's own.
func leadRank(l store.Report, language string) int {
	if strings.HasPrefix(l.Article.Language, language) {
		return l.Event.Sentence
	}
	return l.Event.Sentence + 10_000
}
