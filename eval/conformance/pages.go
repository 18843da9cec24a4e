// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"html"
	"os"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"depesche/ingest"
)

// pages reads every page and prints how many characters of the texts lead to
// bytes that decode to them, white space and references aside, how many do
// not, and how many pages it read a second.
func pages(files []string) error {
	right, wrong, count := 0, 0, 0
	started := time.Now()
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			return err
		}
		for item, err := range ingest.Read(file, f, ingest.Options{}) {
			if err != nil {
				fmt.Printf("error    %v\n", err)
				continue
			}
			count++
			r, w := traced(item)
			if right, wrong = right+r, wrong+w; w > 0 {
				fmt.Printf("%4d characters without their bytes  %s\n", w, file)
			}
		}
		f.Close()
	}
	fmt.Printf("%d files, %d articles, %d characters with their bytes, %d without; %.0f a second\n",
		len(files), count, right, wrong, float64(count)/time.Since(started).Seconds())
	return nil
}

// traced counts the characters of an article's text whose bytes decode to
// them, and the others.
func traced(item ingest.Item) (right, wrong int) {
	points := []rune(item.Article.Text)
	at := 0
	for _, o := range item.Origins {
		if o.TextStart != at || o.TextEnd > len(points) || o.ByteEnd > len(item.Original) || o.ByteStart > o.ByteEnd {
			break
		}
		text := string(points[o.TextStart:o.TextEnd])
		raw, err := ingest.Decode(item.Original[o.ByteStart:o.ByteEnd], item.Encoding)
		if err == nil && (raw == text || !o.Exact && strings.Contains(solid(html.UnescapeString(raw)), solid(text))) {
			right += utf8.RuneCountInString(text)
		}
		at = o.TextEnd
	}
	return right, len(points) - right
}

// solid is a text in NFC without white space and control characters.
func solid(s string) string {
	return norm.NFC.String(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			return -1
		}
		return r
	}, s))
}
