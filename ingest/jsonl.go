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
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"depesche"
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
		for number := 1; ; number++ {
			raw, err := nextLine(lines)
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
		return item, err
	}
	if l.Text == nil {
		item.Article.ID = l.ID
		item.identify()
		return item, fmt.Errorf("no %q: %w", "text", depesche.ErrInvalid)
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
	decoder := json.NewDecoder(bytes.NewReader(raw))
	if _, err := decoder.Token(); err != nil {
		return origin.Text{}
	}
	var text origin.Text
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			break
		}
		var value json.RawMessage
		if decoder.Decode(&value) != nil {
			break
		}
		if name, ok := key.(string); ok && strings.EqualFold(name, "text") && len(value) > 1 && value[0] == '"' {
			end := int(decoder.InputOffset())
			text = unquote(string(value[1:len(value)-1]), end-len(value)+1)
		}
	}
	return text
}

// unquote decodes the inside of a JSON string that stands at the offset.
func unquote(s string, at int) origin.Text {
	var b origin.Builder
	for i := 0; i < len(s); {
		n := strings.IndexByte(s[i:], '\\')
		if n < 0 {
			n = len(s) - i
		}
		copyValid(&b, s[i:i+n], at+i)
		i += n
		if i+1 < len(s) {
			r, size := unescape(s[i:])
			b.Put(string(r), at+i, at+i+size)
			i += size
		} else {
			i = len(s)
		}
	}
	return b.Text()
}

// copyValid copies s; a byte that is no UTF-8 becomes U+FFFD.
func copyValid(b *origin.Builder, s string, at int) {
	for i := 0; i < len(s); {
		n := validLen(s[i:])
		b.Copy(s[i:i+n], at+i)
		i += n
		if i < len(s) {
			b.Put(string(utf8.RuneError), at+i, at+i+1)
			i++
		}
	}
}

// validLen is the length of the valid UTF-8 at the start of s.
func validLen(s string) int {
	if utf8.ValidString(s) {
		return len(s)
	}
	for i, r := range s {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				return i
			}
		}
	}
	return len(s)
}

// unescape decodes the escape at the start of s, which begins with a
// backslash, and returns its length.
func unescape(s string) (r rune, size int) {
	if s[1] != 'u' {
		const plain, meant = `"\/bfnrt`, "\"\\/\b\f\n\r\t"
		if i := strings.IndexByte(plain, s[1]); i >= 0 {
			return rune(meant[i]), 2
		}
		return utf8.RuneError, 2
	}
	first, ok := hex4(s)
	if !ok {
		return utf8.RuneError, 2
	}
	if utf16.IsSurrogate(first) {
		if second, ok := hex4(s[6:]); ok {
			if r := utf16.DecodeRune(first, second); r != utf8.RuneError {
				return r, 12
			}
		}
		return utf8.RuneError, 6
	}
	return first, 6
}

// hex4 reads the \uXXXX at the start of s.
func hex4(s string) (rune, bool) {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(s[2:6], 16, 32)
	return rune(n), err == nil
}
