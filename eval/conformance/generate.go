// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"time"

	"depesche/warc"
)

// generate writes an archive of made-up pages with about so many MB, packed
// record by record: a page, its request, and every few pages a picture. The
// same size gives the same pages.
func generate(megabytes, file string) error {
	size, err := strconv.Atoi(megabytes)
	if err != nil || size < 1 {
		return fmt.Errorf("%q is no number of MB", megabytes)
	}
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(f, 1<<20)
	source := rand.NewChaCha8([32]byte{7})
	w := warc.NewWriter(out, warc.WriterOptions{Random: source.Read})
	random := rand.New(source)
	day := time.Date(2025, 7, 13, 0, 0, 0, 0, time.UTC)
	for written, n := int64(0), 0; written < int64(size)<<20; n++ {
		done, err := w.Exchange(madeUp(random, n, day.Add(time.Duration(n)*time.Minute)))
		if err != nil {
			return errors.Join(err, f.Close())
		}
		written = done.Offset + done.Length
	}
	return errors.Join(out.Flush(), f.Close())
}

// The parts of made-up sentences.
var (
	offices = []string{"foreign minister", "ambassador", "prime minister", "defence minister", "envoy", "state secretary"}
	places  = []string{"Oslo", "Lisbon", "Warsaw", "Rome", "Helsinki", "Vienna", "Tallinn", "Athens"}
	acts    = []string{"met the ambassador in", "signed an agreement in", "criticised the government in", "travelled to", "called for talks in"}
)

// madeUp is a page with a few sentences, and with a script that cannot be
// packed; every fifth is a picture.
func madeUp(random *rand.Rand, n int, at time.Time) warc.Exchange {
	filler := make([]byte, 100_000+random.IntN(400_000)&^7)
	for i := 0; i+8 <= len(filler); i += 8 {
		binary.LittleEndian.PutUint64(filler[i:], random.Uint64())
	}
	e := warc.Exchange{
		URL: fmt.Sprintf("https://news.example/%s/%d", at.Format("2006/01/02"), n), Date: at, IP: "192.0.2.1",
		RequestHead: []byte("GET / HTTP/1.1\r\nHost: news.example\r\n\r\n"),
	}
	kind := "image/jpeg"
	if n%5 == 4 {
		e.URL += ".jpg"
		e.Body = filler
	} else {
		kind = "text/html; charset=utf-8"
		e.Body = []byte(madeUpPage(random, n, at, base64.StdEncoding.EncodeToString(filler)))
	}
	e.ResponseHead = []byte(fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n", kind, len(e.Body)))
	return e
}

// name is a made-up name, so that one page is unlike the other.
func name(random *rand.Rand) string {
	var b strings.Builder
	for range 2 + random.IntN(2) {
		b.WriteByte("bdfgklmnprstvz"[random.IntN(14)])
		b.WriteByte("aeiou"[random.IntN(5)])
	}
	return strings.ToUpper(b.String()[:1]) + b.String()[1:]
}

func madeUpPage(random *rand.Rand, n int, at time.Time, filler string) string {
	pick := func(list []string) string { return list[random.IntN(len(list))] }
	var text strings.Builder
	for range 5 {
		text.WriteString("<p>")
		for range 3 {
			fmt.Fprintf(&text, "The %s %s %s %s on %s, %s %s of %s said. ", pick(offices), name(random), pick(acts), pick(places),
				at.Weekday(), name(random), name(random), name(random))
		}
		text.WriteString("</p>\n")
	}
	title := fmt.Sprintf("Report %d from %s", n, pick(places))
	return fmt.Sprintf(`<!DOCTYPE html><html lang="en"><head><title>%s | The Courier</title><meta property="article:published_time" content="%s"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>%s</h1>%s</article><script>var x = %q;</script></body></html>`,
		title, at.Format(time.RFC3339), title, text.String(), filler)
}
