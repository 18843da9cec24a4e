// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"bytes"
	"mime"
	"regexp"
)

// metaBytes is how far into a page a declaration of its encoding is looked
// for; browsers stop at 1024 bytes, pages do not.
const metaBytes = 64 << 10

var (
	metaCharset = regexp.MustCompile(`(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-z0-9_:.-]+)`)
	xmlEncoding = regexp.MustCompile(`(?i)^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([a-z0-9_:.-]+)`)
)

// contentCharset returns the charset parameter of a Content-Type, or "".
func contentCharset(contentType string) string {
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	return params["charset"]
}

// markupCharset returns the encoding that a page declares of itself, or else
// the one its carrier told, or "".
func markupCharset(page []byte, contentType string) string {
	if told := contentCharset(contentType); told != "" {
		return told
	}
	head := page[:min(len(page), metaBytes)]
	if m := xmlEncoding.FindSubmatch(head); m != nil {
		return string(m[1])
	}
	if !bytes.Contains(head, []byte("<")) {
		return ""
	}
	if m := metaCharset.FindSubmatch(head); m != nil {
		return string(m[1])
	}
	return ""
}
