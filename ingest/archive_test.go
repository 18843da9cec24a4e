// SPDX-License-Identifier: Apache-2.0

package ingest_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"

	"depesche"
	"depesche/ingest"
	"depesche/warc"
)

var fetched = time.Date(2025, 7, 13, 8, 30, 0, 0, time.UTC)

// pages writes an archive of so many pages, with a picture behind each.
func pages(t testing.TB, count int, head string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := warc.NewWriter(&b, warc.WriterOptions{Random: func(p []byte) (int, error) { return len(p), nil }})
	for n := range count {
		body := articlePage(fmt.Sprintf("<nav>%d</nav>", n))
		for _, e := range []warc.Exchange{
			{URL: fmt.Sprintf("https://news.example/%d", n), Body: []byte(body), ResponseHead: []byte("HTTP/1.1 200 OK\r\nContent-Type: text/html" + head + "\r\n\r\n")},
			{URL: fmt.Sprintf("https://news.example/%d.png", n), Body: []byte("\x89PNG"), ResponseHead: []byte("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n")},
		} {
			e.Date = fetched
			if _, err := w.Exchange(e); err != nil {
				t.Fatal(err)
			}
		}
	}
	return b.Bytes()
}

// outcome is what was read of an input, in short.
func outcome(t testing.TB, data []byte, opts ingest.Options) (lines []string, next []int64) {
	t.Helper()
	for item, err := range ingest.Read("x", bytes.NewReader(data), opts) {
		checkItem(t, item)
		lines = append(lines, fmt.Sprint(item.Article.URL, " ", len(item.Article.Text) > 0, " ", err))
		next = append(next, item.Next)
	}
	return lines, next
}

// TestWorkers reads an archive with one worker and with several: the same
// comes out in the same order, and reading goes on wherever it was cut off.
func TestWorkers(t *testing.T) {
	data := pages(t, 12, "")
	want, next := outcome(t, data, ingest.Options{})
	if len(want) != 12 {
		t.Fatalf("%d articles", len(want))
	}
	got, _ := outcome(t, data, ingest.Options{Workers: 4})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for i, offset := range next {
		rest, _ := outcome(t, data, ingest.Options{Workers: 2, Offset: offset})
		if diff := cmp.Diff(want[i+1:], rest); diff != "" && len(want[i+1:])+len(rest) > 0 {
			t.Errorf("behind %d: %s", i, diff)
		}
	}
	before := runtime.NumGoroutine()
	for range ingest.Read("x", bytes.NewReader(data), ingest.Options{Workers: 4}) {
		break
	}
	if after := runtime.NumGoroutine(); after > before {
		t.Errorf("%d goroutines are left", after-before)
	}
}

// TestBrokenArchive breaks a record in the middle: it is named, and those
// before and behind it are read.
func TestBrokenArchive(t *testing.T) {
	data := pages(t, 5, "")
	_, next := outcome(t, data, ingest.Options{})
	broken := bytes.Clone(data)
	for i := range 40 {
		broken[next[1]+400+int64(i)] ^= 0x5a
	}
	for _, workers := range []int{1, 3} {
		lines, _ := outcome(t, broken, ingest.Options{Workers: workers})
		all := strings.Join(lines, "\n")
		if !strings.Contains(all, "record at byte") || !strings.Contains(all, "/0 true") || !strings.Contains(all, "/4 true") {
			t.Errorf("%s", all)
		}
	}
}

// TestPackedAnswers reads pages that the server had packed, also when the head
// says so and the archive holds them unpacked.
func TestPackedAnswers(t *testing.T) {
	lines, _ := outcome(t, pages(t, 1, "\r\nContent-Encoding: gzip"), ingest.Options{})
	if diff := cmp.Diff([]string{"https://news.example/0 true <nil>"}, lines); diff != "" {
		t.Error(diff)
	}
}

func TestPackedFiles(t *testing.T) {
	page := articlePage("")
	var zipped, twice, zstandard bytes.Buffer
	for _, w := range []io.WriteCloser{gzip.NewWriter(&zipped), must(zstd.NewWriter(&zstandard))} {
		_, _ = io.WriteString(w, page)
		_ = w.Close()
	}
	w := gzip.NewWriter(&twice)
	_, _ = w.Write(zipped.Bytes())
	_ = w.Close()
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"gzip", zipped.Bytes(), ""}, {"zstd", zstandard.Bytes(), ""},
		{"cut off", zipped.Bytes()[:zipped.Len()-20], "the file is packed with gzip, and is broken or cut off"},
		{"twice", twice.Bytes(), "unpack it first"},
	} {
		for item, err := range ingest.Read("x", bytes.NewReader(c.data), ingest.Options{}) {
			if c.want == "" && (err != nil || !strings.Contains(item.Article.Text, "met in the capital")) {
				t.Errorf("%s: %q, %v", c.name, item.Article.Text, err)
			}
			if c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("%s: %v", c.name, err)
			}
		}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// TestGoOn reads the rest of JSONL and of an export behind every item: lines
// keep their numbers, and the site is known.
func TestGoOn(t *testing.T) {
	wiki := samples(t, "mediawiki")[0].input(t)
	for _, input := range []string{wiki, `{"text":"One."}` + "\n\n" + `{"text":"Two."}` + "\n" + `{"text":"Three."}`} {
		var all []ingest.Item
		for item := range ingest.Read("x", strings.NewReader(input), ingest.Options{}) {
			all = append(all, item)
		}
		for i, item := range all {
			var rest []ingest.Item
			for item := range ingest.Read("x", strings.NewReader(input), ingest.Options{Offset: item.Next}) {
				rest = append(rest, item)
			}
			if diff := cmp.Diff(all[i+1:], rest); diff != "" && len(all[i+1:])+len(rest) > 0 {
				t.Errorf("behind %s: %s", item.Place, diff)
			}
		}
	}
	for _, err := range ingest.Read("x", strings.NewReader(`{"text":"a"}`), ingest.Options{Offset: 99}) {
		if err == nil || !strings.Contains(err.Error(), "shorter than when it was read before") {
			t.Errorf("error is %v", err)
		}
	}
}

// BenchmarkArchive reads pages out of an archive into articles.
// TestArchiveInName refuses a text that bears the name of an archive.
func TestArchiveInName(t *testing.T) {
	for _, name := range []string{"CC-NEWS-1.warc.gz", "a.warc", "b.ARC.gz", "c.wacz"} {
		for _, err := range ingest.Read(name, strings.NewReader("The ministers met on Tuesday and spoke about the border.\n"), ingest.Options{}) {
			if !errors.Is(err, depesche.ErrUnsupported) || !strings.Contains(err.Error(), "web archive") {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func BenchmarkArchive(b *testing.B) {
	data := pages(b, 100, "")
	count := 0
	for b.Loop() {
		for range ingest.Read("x", bytes.NewReader(data), ingest.Options{}) {
			count++
		}
	}
	b.ReportMetric(float64(count)/b.Elapsed().Seconds(), "pages/s")
}
