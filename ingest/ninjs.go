// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"bytes"
	"fmt"
	"iter"
	"regexp"
	"strings"

	"depesche"
	"depesche/ingest/decode"
	"depesche/ingest/jsontext"
	"depesche/ingest/markup"
	"depesche/ingest/origin"
	"depesche/ingest/stamp"
)

// ninjsKeys are members that only ninjs has (https://iptc.org/standards/ninjs/),
// in the spelling of 1.x or of 3.0.
var ninjsKeys = regexp.MustCompile(`"(?i:versioncreated|body_(?:text|html|xhtml)|bodies|pubstatus|representationtype|headlines)"\s*:`)

// sniffNinjs takes JSON with an id and one of those members: one object, an
// array, or an object a line.
func sniffNinjs(head []byte, _ string) bool {
	head = bytes.TrimLeft(head, " \t\r\n")
	return len(head) > 0 && (head[0] == '{' || head[0] == '[') && ninjsKeys.Match(head) &&
		(bytes.Contains(head, []byte(`"uri"`)) || bytes.Contains(head, []byte(`"guid"`)) || bytes.Contains(head, []byte(`"ninjs"`)))
}

// readNinjs reads news items in ninjs 1.x to 3.x.
func readNinjs(in Input) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		data, err := in.all()
		if err != nil {
			yield(Item{}, err)
			return
		}
		d := decode.Bytes(data, contentCharset(in.Options.ContentType))
		number, going := 0, true
		visit := func(v jsontext.Value) bool {
			number++
			item, err := ninjsItem(v, d, data, in.Options)
			if err != nil {
				err = fmt.Errorf("item %d: %w", number, err)
			}
			item.Place = fmt.Sprintf("item %d", number)
			going = yield(item, err)
			return going
		}
		if err := eachValue(d.String, visit); err != nil && going {
			yield(Item{}, fmt.Errorf("item %d: the JSON is broken: %w", number+1, plainJSON(err)))
		}
	}
}

// eachValue visits the objects of a text: one after the other, or in an array.
func eachValue(text string, visit func(jsontext.Value) bool) error {
	trimmed := strings.TrimLeft(text, " \t\r\n\ufeff")
	start := len(text) - len(trimmed)
	if strings.HasPrefix(trimmed, "[") {
		return jsontext.EachElement(jsontext.Value{Raw: trimmed, Start: start}, visit)
	}
	return jsontext.EachValue(jsontext.Value{Raw: trimmed, Start: start}, visit)
}

// ninjsItem makes an item of one news item. An item of pictures or sound has
// no text and is listed.
func ninjsItem(v jsontext.Value, d *decode.Text, data []byte, opts Options) (Item, error) {
	start, end := d.Place(v.Start), d.Place(v.Start+len(v.Raw))
	item := Item{Original: data[start:end], Encoding: d.Encoding, Many: true}
	n := ninjs{item: &item, opts: opts, bodies: map[string]fragment{}}
	if err := jsontext.EachMember(v, n.member); err != nil || !strings.HasPrefix(v.Raw, "{") {
		item.identify()
		return item, fmt.Errorf("no object of ninjs: %w", depesche.ErrInvalid)
	}
	a := &item.Article
	a.Published, a.PublishedFrom = first(n.created, n.first, n.version), "meta"
	if a.Published == "" {
		a.PublishedFrom = ""
	}
	item.modified(n.version, "meta")
	a.Outlet.Name = first(n.provider, n.holder)
	if resolve("", n.uri) != "" {
		a.URL = resolve("", n.uri)
	}
	body, ok := n.best()
	if !ok {
		item.Listed = true
		item.unread("a news item of the type %q without a text", n.kind)
		item.complete(origin.Text{}, nil, opts)
		return item, nil
	}
	p := body.page(opts)
	p.head(a)
	p.furniture(a)
	item.complete(p.join().NFC(), func(at int) int { return d.Place(at) - start }, opts)
	if a.Text == "" {
		item.unread("the text is empty")
	}
	return item, nil
}

// ninjs is a news item at work.
type ninjs struct {
	item                    *Item
	opts                    Options
	uri, kind               string
	version, first, created string // dates
	provider, holder        string
	bodies                  map[string]fragment // by "html" and "text"
}

// member reads one member. Names came in lower case in 1.x and 2.x and in camel
// case in 3.x; what was one value became a list of values with roles.
func (n *ninjs) member(name string, v jsontext.Value) bool {
	a := &n.item.Article
	switch key := strings.ToLower(name); key {
	case "uri", "guid":
		n.uri = first(n.uri, v.String())
	case "type":
		n.kind = v.String()
	case "versioncreated":
		n.version = stamp.Parse(v.String())
	case "firstcreated":
		n.first = stamp.Parse(v.String())
	case "contentcreated":
		n.created = stamp.Parse(v.String())
	case "language":
		a.Language = languageTag(v.String())
	case "headline", "headlines", "title":
		if s := markup.Plain(mainValue(v)); s != "" && (a.Title == "" || key != "title") {
			a.Title = s
		}
	case "byline", "by":
		if line := v.String(); line != "" && len(a.Byline) == 0 {
			a.Byline = bylineNames(line, n.opts)
		}
	case "copyrightholder":
		n.holder = v.String()
	case "source", "provider":
		n.provider = v.String()
	case "infosource", "infosources":
		_ = jsontext.EachElement(v, func(e jsontext.Value) bool {
			n.provider = first(n.provider, e.Member("name").String())
			return n.provider == ""
		})
	case "bodies":
		_ = jsontext.EachElement(v, func(e jsontext.Value) bool {
			n.body(first(e.Member("contentType").String(), e.Member("contenttype").String()), e.Member("value"))
			return true
		})
	default:
		if kind, ok := strings.CutPrefix(key, "body_"); ok {
			n.body(kind, v)
		}
	}
	return true
}

// body notes a text of the item; the longest of a kind is kept.
func (n *ninjs) body(kind string, v jsontext.Value) {
	text := v.Text()
	f := fragment{body: text, html: strings.Contains(kind, "html") || kind == "" && markup.LooksHTML(text.String)}
	key := "text"
	if f.html {
		key = "html"
	}
	if len(text.String) > len(n.bodies[key].body.String) {
		n.bodies[key] = f
	}
}

// best is the text with the marks of paragraphs, if there is one.
func (n *ninjs) best() (fragment, bool) {
	for _, key := range []string{"html", "text"} {
		if f, ok := n.bodies[key]; ok && strings.TrimSpace(f.body.String) != "" {
			return f, true
		}
	}
	return fragment{}, false
}

// mainValue is a string, or of a list of values with roles the main one, or
// else the first.
func mainValue(v jsontext.Value) string {
	if v.IsString() {
		return v.String()
	}
	value := ""
	_ = jsontext.EachElement(v, func(e jsontext.Value) bool {
		role := e.Member("role").String()
		if value == "" || role == "main" {
			value = first(e.Member("value").String(), value)
		}
		return role != "main"
	})
	return value
}
