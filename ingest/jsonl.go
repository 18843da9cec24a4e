// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"reflect"
	"strings"

	"golang.org/x/text/unicode/norm"

	"depesche"
	"depesche/ingest/jsontext"
	"depesche/ingest/origin"
)

// line is an article as depesche's own JSONL gives it, one a line.
type line struct {
	ID        string             `json:"id"`
	URL       string             `json:"url"`
	Title     string             `json:"title"`
	Byline    stringOrStrings    `json:"byline"`
	Outlet    outletOrName       `json:"outlet"`
	Published string             `json:"published"`
	Language  string             `json:"language"`
	Text      *string            `json:"text"`
	Related   []depesche.Related `json:"related"`
}

// stringOrStrings is a list of strings that may be written as a single one.
type stringOrStrings []string

func (s *stringOrStrings) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		if one != "" {
			*s = []string{one}
		}
		return nil
	}
	return json.Unmarshal(data, (*[]string)(s))
}

// outletOrName is an outlet that may be written as its name only.
type outletOrName depesche.Outlet

func (o *outletOrName) UnmarshalJSON(data []byte) error {
	if json.Unmarshal(data, &o.Name) == nil {
		return nil
	}
	return json.Unmarshal(data, (*depesche.Outlet)(o))
}

// sniffJSONL takes a first line that begins an object with a name in quotes.
func sniffJSONL(head []byte, _ string) bool {
	head = bytes.TrimLeft(head, " \t\r\n")
	if len(head) == 0 || head[0] != '{' {
		return false
	}
	rest := bytes.TrimLeft(head[1:], " \t")
	return len(rest) > 0 && (rest[0] == '"' || rest[0] == '}')
}

// readJSONL reads depesche's own JSONL. A line that cannot be read is an error
// of its own, and the others are still read.
func readJSONL(in Input) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		lines := bufio.NewReaderSize(in.Body, 1<<16)
		at := in.Options.Offset
		for number := in.Line + 1; ; number++ {
			raw, err := nextLine(lines)
			at += int64(len(raw))
			if number == 1 {
				raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
			}
			raw = bytes.TrimSpace(raw)
			var item Item
			switch {
			case err != nil && !errors.Is(err, io.EOF):
				yield(item, fmt.Errorf("line %d: %w", number, err))
				return
			case len(raw) > 0:
				item, lineErr := readLine(raw, in.Options)
				if lineErr != nil {
					lineErr = fmt.Errorf("line %d: %w", number, lineErr)
				}
				item.Place = fmt.Sprintf("line %d", number)
				if !in.Packed {
					item.Next = at
				}
				if !yield(item, lineErr) {
					return
				}
			}
			if err != nil {
				return
			}
		}
	}
}

// nextLine reads up to the next line feed, in memory of its own.
func nextLine(r *bufio.Reader) ([]byte, error) {
	var whole []byte
	for {
		part, err := r.ReadSlice('\n')
		whole = append(whole, part...)
		if len(whole) > MaxBytes {
			return nil, fmt.Errorf("more than %d MB: %w", MaxBytes>>20, depesche.ErrUnsupported)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return whole, err
		}
	}
}

// readLine makes an item of one line. The text is kept to the letter.
func readLine(raw []byte, opts Options) (Item, error) {
	item := Item{Original: raw, Encoding: "utf-8", Many: true}
	var l line
	if err := json.Unmarshal(raw, &l); err != nil {
		item.identify()
		return item, plainJSON(err)
	}
	if l.Text == nil {
		item.Article.ID = l.ID
		item.identify()
		return item, fmt.Errorf("the member %q is missing; an article needs it: %w", "text", depesche.ErrInvalid)
	}
	item.Article = depesche.Article{
		ID: l.ID, URL: l.URL, Title: l.Title, Byline: l.Byline, Outlet: depesche.Outlet(l.Outlet),
		Language: l.Language, Related: l.Related,
	}
	item.publishedInput(l.Published, opts)
	text := jsonString(raw)
	if text.String != *l.Text {
		var b origin.Builder
		b.Put(*l.Text, 0, len(raw))
		text = b.Text()
	}
	if !norm.NFC.IsNormalString(text.String) {
		item.unread("the text is not in Unicode normalisation form C; it is kept to the letter")
	}
	item.finishKept(text, opts)
	return item, nil
}

// plainJSON says what is wrong with JSON in the terms of JSON.
func plainJSON(err error) error {
	var wrongType *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &wrongType):
		member := wrongType.Field
		if member == "" {
			return fmt.Errorf("an object is needed here, such as {\"text\": \"…\"}, and this is %s: %w", article(wrongType.Value), depesche.ErrInvalid)
		}
		return fmt.Errorf("the member %q is %s and must be %s: %w", member, article(wrongType.Value), jsonType(wrongType.Type), depesche.ErrInvalid)
	case errors.As(err, &syntax) && strings.Contains(syntax.Error(), "unexpected end"):
		return fmt.Errorf("the JSON is cut off: %w", depesche.ErrInvalid)
	case errors.As(err, &syntax):
		return fmt.Errorf("no JSON at character %d: %s: %w", syntax.Offset, strings.TrimPrefix(syntax.Error(), "json: "), depesche.ErrInvalid)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return fmt.Errorf("the JSON is cut off: %w", depesche.ErrInvalid)
	}
	return err
}

// article puts the article before the name of a type of JSON.
func article(kind string) string {
	kind, _, _ = strings.Cut(kind, " ")
	switch kind {
	case "object", "array":
		return "an " + kind
	case "bool":
		return "true or false"
	}
	return "a " + kind
}

// jsonType names the type of JSON that a field is read from.
func jsonType(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "a string"
	case reflect.Slice:
		return "an array"
	case reflect.Bool:
		return "true or false"
	case reflect.Struct, reflect.Map:
		return "an object"
	}
	return "a number"
}

// publishedInput takes over a date of publication as the input gives it.
func (item *Item) publishedInput(value string, opts Options) {
	if value == "" {
		return
	}
	date := machineDate(value, opts.Boilerplate)
	if date == "" {
		item.unread("the publication date %q is no date", value)
		return
	}
	item.Article.Published, item.Article.PublishedFrom = date, "input"
}

// jsonString decodes the value of the object's last member "text".
func jsonString(raw []byte) origin.Text {
	var text origin.Text
	_ = jsontext.EachMember(jsontext.Value{Raw: string(raw)}, func(name string, v jsontext.Value) bool {
		if strings.EqualFold(name, "text") && v.IsString() {
			text = v.Text()
		}
		return true
	})
	return text
}
