// SPDX-License-Identifier: Apache-2.0

package robots

import "strings"

// weight is how much a rule says about a path: the length of its pattern when
// it matches, or else 0. The longest pattern decides.
func (r rule) weight(path string) int {
	if matches(path, r.pattern) {
		return len(r.pattern)
	}
	if !r.allow {
		return 0
	}
	// Whoever allows the index page of a folder allows the folder.
	slash := strings.LastIndexByte(r.pattern, '/')
	if slash < 0 || !strings.HasPrefix(r.pattern[slash:], "/index.htm") {
		return 0
	}
	if folder := r.pattern[:slash+1] + "$"; matches(path, folder) {
		return len(folder)
	}
	return 0
}

// matches reports whether a path begins as the pattern says: "*" stands for
// any characters, "$" at the end of the pattern for the end of the path. It
// takes time linear in both: the leftmost match of each part leaves most room
// for the others.
func matches(path, pattern string) bool {
	pattern, whole := strings.CutSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	rest, ok := strings.CutPrefix(path, parts[0])
	if !ok {
		return false
	}
	if len(parts) == 1 {
		return !whole || rest == ""
	}
	last := parts[len(parts)-1]
	for _, part := range parts[1 : len(parts)-1] {
		at := strings.Index(rest, part)
		if at < 0 {
			return false
		}
		rest = rest[at+len(part):]
	}
	if whole {
		return strings.HasSuffix(rest, last)
	}
	return strings.Contains(rest, last)
}

const upperHex = "0123456789ABCDEF"

// encode writes a pattern in the form in which addresses are sent: bytes
// beyond ASCII percent-encoded, the digits of percent-encodings in capitals.
func encode(pattern string) string {
	var b strings.Builder
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; {
		case c >= 0x80:
			b.WriteByte('%')
			b.WriteByte(upperHex[c>>4])
			b.WriteByte(upperHex[c&15])
		case c == '%' && i+2 < len(pattern) && isHex(pattern[i+1]) && isHex(pattern[i+2]):
			b.WriteString(strings.ToUpper(pattern[i : i+3]))
			i += 2
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}
