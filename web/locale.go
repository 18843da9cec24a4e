// SPDX-License-Identifier: Apache-2.0

package web

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"depesche"
	"depesche/store"
)

//go:embed locale/*.json
var localeFiles embed.FS

// localeCodes are the interface languages, the default first.
var localeCodes = []string{"en", "de"}

// languageCookie keeps a reader's choice of language.
const languageCookie = "language"

// Locale is one interface language: its texts and how it writes dates and
// countries.
type Locale struct {
	Code    string
	index   int // among localeCodes
	texts   map[string]string
	sayings []saying
	regions display.Namer
	tongues display.Namer
}

func loadLocales() ([]*Locale, error) {
	sayings, err := loadSayings(reasonFile)
	if err != nil {
		return nil, fmt.Errorf("load locale: %w", err)
	}
	var all []*Locale
	for i, code := range localeCodes {
		data, err := localeFiles.ReadFile("locale/" + code + ".json")
		if err != nil {
			return nil, fmt.Errorf("load locale: %w", err)
		}
		tag := language.Make(code)
		l := &Locale{Code: code, index: i, sayings: sayings, regions: display.Regions(tag), tongues: display.Languages(tag)}
		if err := json.Unmarshal(data, &l.texts); err != nil {
			return nil, fmt.Errorf("load locale/%s.json: %w", code, err)
		}
		all = append(all, l)
	}
	return all, nil
}

// localeOf is the language of a request: the reader's choice, or else what
// the browser asks for, or else the default.
func (s *Server) localeOf(r *http.Request) *Locale {
	if c, err := r.Cookie(languageCookie); err == nil {
		for _, l := range s.locales {
			if l.Code == c.Value {
				return l
			}
		}
	}
	var tags []language.Tag
	for _, l := range s.locales {
		tags = append(tags, language.Make(l.Code))
	}
	asked, _, _ := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	_, index, _ := language.NewMatcher(tags).Match(asked...)
	return s.locales[index]
}

// chooseLanguage keeps the choice in a cookie and goes back to the page.
func (s *Server) chooseLanguage(w http.ResponseWriter, r *http.Request) {
	http.SetCookie(w, &http.Cookie{Name: languageCookie, Value: r.PathValue("code"), Path: "/", MaxAge: 365 * 24 * 3600,
		HttpOnly: true, SameSite: http.SameSiteLaxMode})
	to := r.URL.Query().Get("to")
	if u, err := url.Parse(to); err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.Contains(to, `\`) {
		to = "/"
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// Text is the text with the key; args fill its %s and %d. A missing key is
// shown as itself, and a test finds it.
func (l *Locale) Text(key string, args ...any) string {
	text, ok := l.texts[key]
	if !ok {
		return key
	}
	if len(args) > 0 {
		return fmt.Sprintf(text, args...)
	}
	return text
}

// Explain says in the reader's language what is wrong with a request. An
// error that has no text of its own speaks English.
func (l *Locale) Explain(err error) string {
	var p *depesche.Problem
	if errors.As(err, &p) {
		if key := "problem." + p.Key; l.texts[key] != "" {
			return l.Text(key, p.Args...)
		}
	}
	return err.Error()
}

// Count is the text key.one or key.other with the number filled in.
func (l *Locale) Count(key string, n int) string {
	form := ".other"
	if n == 1 {
		form = ".one"
	}
	return l.Text(key+form, n)
}

// Plural is the text key.one or key.other, without the number.
func (l *Locale) Plural(key string, n int) string {
	if n == 1 {
		return l.Text(key + ".one")
	}
	return l.Text(key + ".other")
}

// Country is the name of an ISO 3166-1 alpha-3 country, or the code itself.
func (l *Locale) Country(code string) string {
	region, err := language.ParseRegion(code)
	if code == kosovo {
		region, err = language.ParseRegion("XK")
	}
	if err != nil || region.ISO3() != code && code != kosovo {
		return code
	}
	if name := l.regions.Name(region); name != "" {
		return name
	}
	return code
}

// kosovo is the user-assigned code by which Kosovo goes; names are kept under
// the one of two letters.
const kosovo = "XKX"

// Language is the name of a language with the BCP 47 code, without its region.
func (l *Locale) Language(code string) string {
	tag, err := language.Parse(code)
	if err != nil {
		return code
	}
	base, _ := tag.Base()
	return l.tongues.Name(base)
}

// ownName is the name of a language in itself.
func ownName(code string) string { return display.Self.Name(language.Make(code)) }

// Day writes a date or a TIMEX3 value for people: "Saturday, 12 July 2025",
// "July 2025", "summer 2024"; a time keeps its zone. Unknown is a word too.
func (l *Locale) Day(value string) string {
	if value == "" {
		return l.Text("date.unknown")
	}
	if t, err := time.Parse(time.RFC3339, value); err == nil {
		zone := t.Format("-07:00")
		if _, offset := t.Zone(); offset == 0 {
			zone = "UTC"
		}
		return l.day(t) + ", " + t.Format("15:04 ") + zone
	}
	if t, err := time.Parse(time.DateOnly, value); err == nil {
		return l.day(t)
	}
	if t, err := time.Parse("2006-01", value); err == nil {
		return l.month(t) + t.Format(" 2006")
	}
	year, part, _ := strings.Cut(value, "-")
	if name, ok := l.texts["season."+part]; ok && part != "" {
		return name + " " + year
	}
	if from, to, ok := strings.Cut(value, "/"); ok {
		return l.Day(from) + " – " + l.Day(to)
	}
	return value
}

func (l *Locale) day(t time.Time) string {
	weekday := l.Text(fmt.Sprintf("weekday.%d", t.Weekday()))
	return l.Text("date.day", weekday, t.Day(), l.month(t), t.Year())
}

func (l *Locale) month(t time.Time) string { return l.Text(fmt.Sprintf("month.%d", t.Month())) }

// functions are what templates call.
func (l *Locale) functions() template.FuncMap {
	return template.FuncMap{
		"t":        l.Text,
		"count":    l.Count,
		"country":  l.Country,
		"language": l.Language,
		"day":      l.Day,
		"reason":   l.Reason,
		"uncoded":  l.Uncoded,
		"locale":   func() string { return l.Code },
		"locales":  func() []string { return localeCodes },
		"tone":     tone,
		"arrow":    arrow,
		"join":     strings.Join,
		"own":      ownName,
		"datetime": datetime,
		"host":     host,
		"actorkey": actorKey,

		"effectside": newEffectSide,
		"spark":      newSpark,
		"sparkwidth": func(counts []int) int { return max(1, len(counts)) * sparkStep },
		"percent":    percent,
		"alteration": func(field, value string) alteredValue { return alteredValue{field, value} },
		"period":     l.Period,
		"plural":     l.Plural,
		"lanesof":    func(g *Graph, r GraphRow) lanesOf { return lanesOf{g, r} },
		"saysof":     func(kind, says string) saysOf { return saysOf{Kind: kind, Says: says} },
		"altered":    newAltered,
	}
}

// alteredValue is one side of what was altered in a fact.
type alteredValue struct{ Field, Value string }

// actorKey is the key of an entity's page.
func actorKey(e any) string {
	switch e := e.(type) {
	case *depesche.Entity:
		return store.ActorKey(e)
	case depesche.Entity:
		return store.ActorKey(&e)
	}
	return ""
}

// tone is the CSS class of an event type on the scale from cooperation to
// conflict; the type's name always stands beside the colour.
func tone(eventType string) string {
	return [...]string{"coop2", "coop1", "neutral", "conf1", "conf2"}[depesche.Conflict(eventType)+2]
}

// arrow stands between the sides of an event: both ways for what they do
// together.
func arrow(eventType string) string {
	if eventType == "CONSULT" {
		return "↔"
	}
	return "→"
}

// datetime is a value for <time datetime>, or "" when it is none.
func datetime(value string) string {
	if _, _, ok := depesche.Days(value); !ok || strings.Contains(value, "/") {
		return ""
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly, "2006-01", "2006"} {
		if _, err := time.Parse(layout, value); err == nil {
			return value
		}
	}
	return ""
}

// host is the host of an address, for short links.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return address
	}
	return strings.TrimPrefix(u.Host, "www.")
}
