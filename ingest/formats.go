// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"bytes"
	"fmt"
	"iter"
	"net/http"
	"regexp"
	"strings"
	"unicode/utf8"

	"depesche"
	"depesche/ingest/decode"
)

// Format is an input format. Sniff tells from the first bytes of an input
// whether it is of this format; text in UTF-16 is given to it in UTF-8, and
// without a byte order mark. The name may only decide between formats that
// the bytes leave open.
type Format struct {
	Name  string
	Sniff func(head []byte, name string) bool
	Read  func(in Input) iter.Seq2[Item, error]
}

// Formats lists the input formats; the first that knows its bytes reads them.
func Formats() []Format {
	return []Format{
		{"warc", sniffWARC, readWARC},
		{"wacz", sniffWACZ, readWACZ},
		{"feed", sniffFeed, readFeed},
		{"sitemap", sniffSitemap, readSitemap},
		{"opml", sniffOPML, readOPML},
		{"newsml", sniffNewsML, readNewsML},
		{"mediawiki", sniffMediaWiki, readMediaWiki},
		{"ninjs", sniffNinjs, readNinjs},
		{"jsonl", sniffJSONL, readJSONL},
		{"html", sniffHTML, readHTML},
		{"markdown", sniffMarkdown, readMarkdown},
		{"text", sniffText, readText},
	}
}

// formatOf finds the format of an input; without one the error says what the
// bytes seem to be.
func formatOf(head []byte, name string) (Format, error) {
	if len(head) == 0 {
		return Format{}, fmt.Errorf("empty file: %w", depesche.ErrInvalid)
	}
	text := head
	if name, skip := decode.Guess(head, ""); strings.HasPrefix(name, "utf-16") {
		s, _ := Decode(head[skip:len(head)-(len(head)-skip)%2], name)
		text = []byte(s)
	} else {
		text = head[skip:]
	}
	for _, f := range Formats() {
		if f.Sniff(text, name) {
			return f, nil
		}
	}
	if archiveName.MatchString(name) && len(bytes.TrimSpace(text)) > 0 {
		return Format{}, fmt.Errorf("its name says that it is a web archive, and it does not begin as one; rename it if it is a text: %w", depesche.ErrUnsupported)
	}
	return Format{}, fmt.Errorf("%s: %w", looksLike(text), depesche.ErrUnsupported)
}

// signatures are of what people hand over by mistake.
var signatures = []struct{ bytes, name string }{
	{"%PDF-", "a PDF document; save its text as a text file"},
	{"PK\x03\x04", "a ZIP archive or an office document; unpack it, or save the document as HTML or text"},
	{"\x1f\x8b", "data packed with gzip, twice or in an odd way; unpack it first"},
	{"BZh", "data packed with bzip2, in an odd way; unpack it first"},
	{"\xfd7zXZ\x00", "data packed with xz; unpack it first"},
	{"\x28\xb5\x2f\xfd", "data packed with zstd, twice or in an odd way; unpack it first"},
	{"7z\xbc\xaf\x27\x1c", "a 7-Zip archive; unpack it first"},
	{"Rar!\x1a\x07", "a RAR archive; unpack it first"},
	{"\x7fELF", "a program"},
	{"MZ\x90\x00", "a program"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document; save it as HTML or text"},
	{"SQLite format 3\x00", "an SQLite database"},
	{"{\\rtf", "an RTF document; save it as HTML or text"},
	{"II*\x00", "an image (image/tiff)"},
	{"MM\x00*", "an image (image/tiff)"},
}

// looksLike says in words what bytes of no known format seem to be.
func looksLike(head []byte) string {
	if len(bytes.TrimSpace(head)) == 0 {
		return "nothing but white space"
	}
	for _, s := range signatures {
		if bytes.HasPrefix(head, []byte(s.bytes)) {
			return "seems to be " + s.name
		}
	}
	if otherJSON.Match(bytes.TrimSpace(head)) {
		return "seems to be JSON, but neither ninjs nor a JSON Feed nor one article a line"
	}
	kind, _, _ := strings.Cut(http.DetectContentType(head), ";")
	family, _, _ := strings.Cut(kind, "/")
	switch {
	case family == "image":
		return "seems to be an image (" + kind + ")"
	case family == "audio" || family == "video" || family == "font":
		return "seems to be " + family + " (" + kind + ")"
	case kind == "text/xml":
		return "seems to be XML that is no feed, sitemap, OPML, NewsML-G2, NITF or MediaWiki export"
	case bytes.IndexByte(head, 0) >= 0:
		return "seems to be binary data"
	}
	return "of no known format"
}

// binary reports whether the bytes are no text: they have a signature, zero
// bytes, or many other control characters.
func binary(head []byte) bool {
	for _, s := range signatures {
		if bytes.HasPrefix(head, []byte(s.bytes)) {
			return true
		}
	}
	controls := 0
	for _, b := range head {
		switch {
		case b == 0:
			return true
		case b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 0x1b:
			controls++
		}
	}
	if controls*100 > len(head) {
		return true
	}
	kind := http.DetectContentType(head)
	return !strings.HasPrefix(kind, "text/") && !utf8.Valid(head) && kind != "application/octet-stream"
}

// archiveName is how web archives are named. What bears such a name and is no
// archive is no article either: a text of the size of an archive would be read
// for hours.
var archiveName = regexp.MustCompile(`(?i)\.w?arc(?:\.gz|\.zst|\.bz2)?$|\.wacz$`)

// sniffText takes all that is text and not markup of another kind.
func sniffText(head []byte, name string) bool {
	if archiveName.MatchString(name) {
		return false
	}
	trimmed := bytes.TrimSpace(head)
	return len(trimmed) > 0 && !binary(head) && !bytes.HasPrefix(trimmed, []byte("<?xml")) && !otherJSON.Match(trimmed)
}

// otherJSON is JSON that is not one article a line.
var otherJSON = regexp.MustCompile(`^(?:\[\s*)?\{\s*"[^"\n]{1,80}"\s*:`)

// hasPrefixFold reports whether b begins with the prefix, which is in lower
// case, in any case.
func hasPrefixFold(b []byte, prefix string) bool {
	return len(b) >= len(prefix) && strings.EqualFold(string(b[:len(prefix)]), prefix)
}
