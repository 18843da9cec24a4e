// SPDX-License-Identifier: Apache-2.0

// Package jsontext reads JSON with the way back from every decoded character
// to where it stands. A text goes in; values, each with its place, come out,
// and of a text that is cut off those that are whole. It checks no schema.
package jsontext

import (
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"depesche/ingest/origin"
)

// Value is a JSON value as it stands in a text, which has it at Start.
type Value struct {
	Raw   string
	Start int
}

// IsString reports whether the value is a string.
func (v Value) IsString() bool { return len(v.Raw) > 1 && v.Raw[0] == '"' }

// Text decodes a string; of any other value it is empty.
func (v Value) Text() origin.Text {
	if !v.IsString() {
		return origin.Text{}
	}
	return Unquote(v.Raw[1:len(v.Raw)-1], v.Start+1)
}

// String is the value of a string, or else the number or truth value as it is
// written; of null, an object or an array it is "".
func (v Value) String() string {
	switch {
	case v.IsString():
		return strings.TrimSpace(v.Text().String)
	case v.Raw == "" || v.Raw == "null" || v.Raw[0] == '{' || v.Raw[0] == '[':
		return ""
	}
	return v.Raw
}

// Member returns the first member of an object with the name, or the zero
// Value.
func (v Value) Member(name string) Value {
	var found Value
	_ = EachMember(v, func(key string, member Value) bool {
		if key == name {
			found = member
		}
		return key != name
	})
	return found
}

// Strings lists the strings of an array; a string alone is a list of one.
func (v Value) Strings() []string {
	if v.IsString() {
		return []string{v.String()}
	}
	var all []string
	_ = EachElement(v, func(e Value) bool {
		if s := e.String(); s != "" {
			all = append(all, s)
		}
		return true
	})
	return all
}

// EachMember calls visit with every member of an object until it returns
// false. Any other value has none. The error is about a text that is no JSON;
// the members before that place have been visited.
func EachMember(v Value, visit func(name string, member Value) bool) error {
	return each(v, '{', visit)
}

// EachElement calls visit with every element of an array until it returns
// false, as EachMember does.
func EachElement(v Value, visit func(Value) bool) error {
	return each(v, '[', func(_ string, e Value) bool { return visit(e) })
}

// EachValue calls visit with the values that stand one after the other in a
// text until it returns false, as EachMember does.
func EachValue(v Value, visit func(Value) bool) error {
	decoder := json.NewDecoder(strings.NewReader(v.Raw))
	for {
		var raw json.RawMessage
		err := decoder.Decode(&raw)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if !visit(Value{string(raw), v.Start + int(decoder.InputOffset()) - len(raw)}) {
			return nil
		}
	}
}

func each(v Value, open byte, visit func(string, Value) bool) error {
	if !strings.HasPrefix(strings.TrimLeft(v.Raw, " \t\r\n"), string(open)) {
		return nil
	}
	decoder := json.NewDecoder(strings.NewReader(v.Raw))
	if _, err := decoder.Token(); err != nil {
		return err
	}
	for decoder.More() {
		name := ""
		if open == '{' {
			token, err := decoder.Token()
			if err != nil {
				return err
			}
			name, _ = token.(string)
		}
		var raw json.RawMessage
		if err := decoder.Decode(&raw); err != nil {
			return err
		}
		if !visit(name, Value{string(raw), v.Start + int(decoder.InputOffset()) - len(raw)}) {
			return nil
		}
	}
	_, err := decoder.Token()
	return err
}

// Unquote decodes the inside of a JSON string that stands at the offset.
func Unquote(s string, at int) origin.Text {
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
