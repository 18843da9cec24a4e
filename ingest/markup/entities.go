// SPDX-License-Identifier: Apache-2.0

package markup

import (
	"html"
	"strings"

	"depesche/ingest/origin"
)

// maxEntity is the longest entity in bytes: "&CounterClockwiseContourIntegral;".
const maxEntity = 34

// unescape copies s, which stands in the source at the offset, with its
// entities decoded: those of XML and HTML, by name or number. What looks like
// one and is none stays as it is.
func unescape(b *origin.Builder, s string, at int) {
	for i := 0; i < len(s); {
		n := strings.IndexByte(s[i:], '&')
		if n < 0 {
			b.Copy(s[i:], at+i)
			return
		}
		b.Copy(s[i:i+n], at+i)
		i += n
		if value, length := Entity(s[i:]); length > 0 {
			b.Put(value, at+i, at+i+length)
			i += length
			continue
		}
		b.Copy("&", at+i)
		i++
	}
}

// Entity decodes the entity at the start of s and returns its length; 0 when
// there is none. It must end with a semicolon.
func Entity(s string) (value string, length int) {
	end := strings.IndexByte(s[:min(len(s), maxEntity)], ';')
	if end < 2 {
		return "", 0
	}
	name := s[:end+1]
	decoded := html.UnescapeString(name)
	if decoded == name || strings.HasSuffix(decoded, ";") && name != "&semi;" && name != "&#59;" && !strings.EqualFold(name, "&#x3b;") {
		return "", 0
	}
	return decoded, len(name)
}

// Unescape returns s with its entities decoded.
func Unescape(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	var b origin.Builder
	unescape(&b, s, 0)
	return b.Text().String
}

// escape copies s with the signs that are markup in HTML as entities.
func escape(b *origin.Builder, s string, at int) {
	for i := 0; i < len(s); {
		n := strings.IndexAny(s[i:], "<&")
		if n < 0 {
			b.Copy(s[i:], at+i)
			return
		}
		b.Copy(s[i:i+n], at+i)
		i += n
		entity := "&lt;"
		if s[i] == '&' {
			entity = "&amp;"
		}
		b.Put(entity, at+i, at+i+1)
		i++
	}
}
