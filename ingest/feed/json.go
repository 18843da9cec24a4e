// SPDX-License-Identifier: Apache-2.0

package feed

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"depesche"
	"depesche/ingest/decode"
	"depesche/ingest/jsontext"
	"depesche/ingest/markup"
	"depesche/ingest/stamp"
)

// jsonVersion is what tells a JSON Feed (https://www.jsonfeed.org/version/1.1/).
var jsonVersion = regexp.MustCompile(`"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version\\?/`)

// isJSON reports whether the head of a text is that of a JSON Feed.
func isJSON(head string) bool {
	head = strings.TrimLeft(strings.TrimPrefix(head, "\ufeff"), " \t\r\n")
	return strings.HasPrefix(head, "{") && jsonVersion.MatchString(head)
}

// parseJSON reads a JSON Feed.
func parseJSON(d *decode.Text, opts Options) (*Feed, error) {
	f := &Feed{Format: "json", Decoded: d}
	j := jsonReader{feed: f, opts: opts}
	err := jsontext.EachMember(jsontext.Value{Raw: d.String}, j.member)
	if err != nil {
		j.cutOff(d.String)
		if f.Title == "" && len(f.Items) == 0 {
			return nil, fmt.Errorf("no feed: the JSON is broken: %w: %w", err, depesche.ErrInvalid)
		}
		f.Problems = append(f.Problems, markup.Problem{Line: 1 + strings.Count(d.String, "\n"), Reason: "the JSON is broken: " + err.Error()})
	}
	return f, nil
}

// itemsStart is where the items of a JSON Feed begin.
var itemsStart = regexp.MustCompile(`"items"\s*:\s*\[`)

// cutOff reads the whole items of a feed that is cut off or broken further in.
func (j *jsonReader) cutOff(text string) {
	if at := itemsStart.FindStringIndex(text); at != nil && len(j.feed.Items) == 0 {
		_ = j.member("items", jsontext.Value{Raw: text[at[1]-1:], Start: at[1] - 1})
	}
}

// jsonReader is a JSON Feed at work.
type jsonReader struct {
	feed *Feed
	opts Options
}

// member reads one member of the feed.
func (j *jsonReader) member(name string, v jsontext.Value) bool {
	f := j.feed
	switch name {
	case "version":
		f.Format = "json " + v.String()[strings.LastIndexByte(v.String(), '/')+1:]
	case "title":
		f.Title = markup.Plain(v.String())
	case "description":
		f.Description = markup.Plain(v.String())
	case "home_page_url":
		f.Link = j.resolve(v.String())
	case "feed_url":
		f.Self = j.resolve(v.String())
	case "next_url":
		f.Next = j.resolve(v.String())
	case "language":
		f.Language = v.String()
	case "icon":
		f.Image = j.resolve(v.String())
	case "author", "authors":
		f.Authors = appendPeople(f.Authors, j.people(v))
	case "hubs":
		_ = jsontext.EachElement(v, func(e jsontext.Value) bool {
			set(&f.Hub, j.resolve(e.Member("url").String()))
			return true
		})
	case "items":
		_ = jsontext.EachElement(v, func(e jsontext.Value) bool {
			j.item(e)
			return len(f.Items) < maxItems
		})
	}
	return true
}

// item reads one item.
func (j *jsonReader) item(v jsontext.Value) {
	if !strings.HasPrefix(v.Raw, "{") {
		return
	}
	it := Item{Start: j.feed.Decoded.Place(v.Start), End: j.feed.Decoded.Place(v.Start + len(v.Raw)), Language: j.feed.Language}
	external, plain := "", Body{}
	_ = jsontext.EachMember(v, func(name string, m jsontext.Value) bool {
		switch name {
		case "id":
			it.ID = m.String()
		case "url":
			it.Link = j.resolve(m.String())
		case "external_url":
			external = j.resolve(m.String())
		case "title":
			it.Title = markup.Plain(m.String())
		case "content_html":
			it.Content = Body{m.Text(), true}
		case "content_text":
			plain = Body{m.Text(), false}
		case "summary":
			it.Summary = Body{m.Text(), false}
		case "image", "banner_image":
			set(&it.Image, j.resolve(m.String()))
		case "date_published":
			it.Published, it.Dated = stamp.Parse(m.String()), m.String()
		case "date_modified":
			it.Updated = stamp.Parse(m.String())
		case "author", "authors":
			it.Authors = appendPeople(it.Authors, j.people(m))
		case "tags":
			it.Categories = m.Strings()
		case "language":
			it.Language = m.String()
		case "attachments":
			j.attachments(&it, m)
		}
		return true
	})
	if it.Content.Text.String == "" {
		it.Content = plain
	}
	set(&it.Link, external)
	if it.Link == "" && strings.Contains(it.ID, "://") {
		it.Link = it.ID
	}
	j.feed.Items = append(j.feed.Items, it)
}

func (j *jsonReader) attachments(it *Item, v jsontext.Value) {
	_ = jsontext.EachElement(v, func(e jsontext.Value) bool {
		length, _ := strconv.ParseInt(e.Member("size_in_bytes").String(), 10, 64)
		if address := j.resolve(e.Member("url").String()); address != "" {
			it.Enclosures = append(it.Enclosures, Enclosure{URL: address, Type: e.Member("mime_type").String(), Length: max(0, length)})
		}
		return len(it.Enclosures) < 100
	})
}

// people reads an author or a list of them.
func (j *jsonReader) people(v jsontext.Value) []Person {
	if strings.HasPrefix(v.Raw, "{") {
		p := Person{Name: v.Member("name").String(), URL: j.resolve(v.Member("url").String())}
		if p.Name == "" {
			return nil
		}
		return []Person{p}
	}
	var all []Person
	_ = jsontext.EachElement(v, func(e jsontext.Value) bool {
		if strings.HasPrefix(e.Raw, "{") {
			all = append(all, j.people(e)...)
		}
		return len(all) < maxPeople
	})
	return all
}

func (j *jsonReader) resolve(reference string) string {
	return resolve(reference, []string{first(j.opts.URL, j.feed.Self, j.feed.Link)})
}
