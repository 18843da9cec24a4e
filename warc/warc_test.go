// SPDX-License-Identifier: Apache-2.0

package warc_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/klauspost/compress/gzip"

	"depesche/warc"
)

var day = time.Date(2025, 7, 13, 8, 30, 0, 0, time.UTC)

// seeded is a source of record ids that are the same in every run.
func seeded() func([]byte) (int, error) {
	source := rand.NewChaCha8([32]byte{1})
	return source.Read
}

// page is an exchange in which a server answers with a page.
func page(n int, body string) warc.Exchange {
	return warc.Exchange{
		URL: fmt.Sprintf("https://news.example/%d", n), Date: day.Add(time.Duration(n) * time.Minute), IP: "192.0.2.1", Protocol: "http/1.1",
		RequestHead:  []byte(fmt.Sprintf("GET /%d HTTP/1.1\r\nHost: news.example\r\n\r\n", n)),
		ResponseHead: []byte(fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n", len(body))),
		Body:         []byte(body),
	}
}

// archive writes an archive of some pages.
func archive(t testing.TB, opts warc.WriterOptions, pages int) ([]byte, []warc.Written) {
	t.Helper()
	opts.Random = seeded()
	var b bytes.Buffer
	w := warc.NewWriter(&b, opts)
	info, err := w.Info(day, "test.warc.gz", warc.Header{{Name: "software", Value: "depesche"}, {Name: "format", Value: "WARC File Format 1.1"}})
	if err != nil {
		t.Fatal(err)
	}
	all := []warc.Written{info}
	for n := range pages {
		done, err := w.Exchange(page(n, strings.Repeat(fmt.Sprintf("<p>Page %d.</p>\r\n", n), 20+n)))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, done)
	}
	return b.Bytes(), all
}

// readAll reads an archive to its end.
func readAll(t testing.TB, data []byte) (records []*warc.Record, damages []*warc.DamageError) {
	t.Helper()
	r := warc.NewReader(bytes.NewReader(data), warc.ReaderOptions{})
	for {
		rec, err := r.Next()
		var damage *warc.DamageError
		switch {
		case errors.Is(err, io.EOF) && !errors.As(err, &damage):
			return records, damages
		case errors.As(err, &damage):
			damages = append(damages, damage)
		case err != nil:
			t.Fatal(err)
		default:
			records = append(records, rec)
		}
		if len(records)+len(damages) > len(data) {
			t.Fatal("more records and broken places than bytes")
		}
	}
}

func addresses(records []*warc.Record) string {
	var all []string
	for _, r := range records {
		all = append(all, r.Type()+" "+strings.TrimPrefix(r.URL(), "https://news.example/"))
	}
	return strings.Join(all, ", ")
}

func TestRoundTrip(t *testing.T) {
	for _, plain := range []bool{true, false} {
		data, written := archive(t, warc.WriterOptions{Plain: plain}, 3)
		records, damages := readAll(t, data)
		if len(damages) > 0 || len(records) != 7 {
			t.Fatalf("plain %v: %d records, damages %v", plain, len(records), damages)
		}
		if want := "warcinfo , response 0, request 0, response 1, request 1, response 2, request 2"; addresses(records) != want {
			t.Errorf("records are %s", addresses(records))
		}
		end := int64(0)
		for _, r := range records {
			if r.Offset != end || !r.Member {
				t.Errorf("%s at %d, want %d", r.URL(), r.Offset, end)
			}
			end = r.Next
		}
		if end != int64(len(data)) {
			t.Errorf("the last record ends at %d of %d", end, len(data))
		}
		response := records[3]
		if response.Offset != written[2].Offset || response.ID() != written[2].ID || !response.Date().Equal(day.Add(time.Minute)) {
			t.Errorf("response %q at %d %s, written %+v", response.ID(), response.Offset, response.Date(), written[2])
		}
		m, err := response.HTTP()
		if err != nil || m.Status != 200 || m.Header.Get("content-type") != "text/html; charset=utf-8" || warc.Digest(m.Body) != written[2].Digest {
			t.Errorf("message %+v, %v", m, err)
		}
		if got := response.Header.Get("warc-payload-digest"); got != written[2].Digest {
			t.Errorf("payload digest %s", got)
		}
		if concurrent := records[4].Header.Get("WARC-Concurrent-To"); concurrent != "<"+written[2].ID+">" {
			t.Errorf("the request is concurrent to %s", concurrent)
		}
	}
}

// TestResume reads on from where each record says that reading may go on.
func TestResume(t *testing.T) {
	data, _ := archive(t, warc.WriterOptions{}, 4)
	records, _ := readAll(t, data)
	for i, rec := range records {
		r := warc.NewReader(bytes.NewReader(data[rec.Next:]), warc.ReaderOptions{Offset: rec.Next})
		next, err := r.Next()
		if i == len(records)-1 {
			if !errors.Is(err, io.EOF) {
				t.Errorf("behind the last: %v", err)
			}
		} else if err != nil || next.Offset != rec.Next || next.ID() != records[i+1].ID() {
			t.Errorf("behind %d: %+v, %v", i, next, err)
		}
	}
}

func TestRevisit(t *testing.T) {
	var b bytes.Buffer
	w := warc.NewWriter(&b, warc.WriterOptions{Random: seeded()})
	first, err := w.Exchange(page(1, "<p>Same.</p>"))
	if err != nil {
		t.Fatal(err)
	}
	again := page(1, "<p>Same.</p>")
	again.Date = day.Add(time.Hour)
	second, err := w.Revisit(again, warc.ProfileSameDigest, "", warc.Reference{ID: first.ID, URL: again.URL, Date: day})
	if err != nil {
		t.Fatal(err)
	}
	if second.Digest != first.Digest {
		t.Errorf("digest %s, want %s", second.Digest, first.Digest)
	}
	records, damages := readAll(t, b.Bytes())
	if len(damages) > 0 || len(records) != 4 {
		t.Fatalf("%d records, damages %v", len(records), damages)
	}
	h := records[2].Header
	if h.Get("WARC-Refers-To") != "<"+first.ID+">" || h.Get("WARC-Refers-To-Date") != "2025-07-13T08:30:00Z" || h.Get("WARC-Profile") != warc.ProfileSameDigest {
		t.Errorf("header %v", h)
	}
	if m, err := records[2].HTTP(); err != nil || len(m.Body) != 0 {
		t.Errorf("a revisit has a body: %+v, %v", m, err)
	}
}

// TestBrokenFields checks that no field can end a header early.
func TestBrokenFields(t *testing.T) {
	w := warc.NewWriter(io.Discard, warc.WriterOptions{Random: seeded()})
	if _, err := w.Exchange(warc.Exchange{URL: "https://news.example/\r\nX: y", Date: day}); err == nil {
		t.Error("an address with a line break is written")
	}
}

// TestCut reads an archive that is cut off at every byte: the whole records
// before the cut are there, and the cut is named.
func TestCut(t *testing.T) {
	for _, plain := range []bool{true, false} {
		data, _ := archive(t, warc.WriterOptions{Plain: plain}, 2)
		all, _ := readAll(t, data)
		for n := 1; n < len(data); n++ {
			records, damages := readAll(t, data[:n])
			whole := 0
			for _, r := range all {
				if r.Next <= int64(n) {
					whole++
				}
			}
			// A plain record is whole before the line breaks behind it.
			if len(records) < whole || len(records) > whole+1 || len(records)+len(damages) < whole {
				t.Fatalf("plain %v, cut at %d: %d records of %d, %v", plain, n, len(records), whole, damages)
			}
			at := int64(0)
			if len(records) > 0 {
				at = records[len(records)-1].Next
			}
			if at < int64(n) && len(damages) == 0 && strings.TrimSpace(string(data[at:n])) != "" {
				t.Fatalf("plain %v: the cut at %d is not named", plain, n)
			}
		}
	}
}

// TestDamage breaks one byte of an archive after the other: the records that
// the byte is no part of must be there.
func TestDamage(t *testing.T) {
	for _, plain := range []bool{true, false} {
		data, _ := archive(t, warc.WriterOptions{Plain: plain}, 2)
		all, _ := readAll(t, data)
		for n := range data {
			broken := bytes.Clone(data)
			broken[n] ^= 0x55
			records, _ := readAll(t, broken)
			found := map[string]bool{}
			for _, r := range records {
				found[r.ID()] = true
			}
			for _, r := range all {
				if (int64(n) < r.Offset || int64(n) >= r.Next) && !found[r.ID()] {
					t.Errorf("plain %v, byte %d: the record at %d is lost", plain, n, r.Offset)
				}
			}
		}
	}
}

// TestOdd reads archives as other programs write them.
func TestOdd(t *testing.T) {
	const record = "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: <https://news.example/a b>\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n"
	packed := func(parts ...string) string {
		var b bytes.Buffer
		for _, p := range parts {
			z := gzip.NewWriter(&b)
			_, _ = z.Write([]byte(p))
			_ = z.Close()
		}
		return b.String()
	}
	for _, c := range []struct {
		name, data     string
		records, marks int
	}{
		{"line feeds only", strings.ReplaceAll(record, "\r\n", "\n"), 1, 0},
		{"no line breaks behind", strings.TrimSpace(record), 1, 0},
		{"no line breaks between", strings.TrimSpace(record) + record, 2, 0},
		{"many line breaks between", record + "\r\n\r\n\r\n" + record, 2, 0},
		{"one member for all", packed(record + record), 2, 0},
		{"two files", packed(record) + packed(record), 2, 0},
		{"a record in two members", packed(record[:90], record[90:]), 1, 0},
		{"filled up with zeros", packed(record) + "\x00\x00\x00", 1, 0},
		{"filled up with letters", packed(record) + "some letters", 1, 1},
		{"letters between members", packed(record) + "some letters" + packed(record), 2, 1},
		{"a member that is none", packed(record, "no record", record), 2, 1},
		{"wrong length inside a member", packed(strings.Replace(record, ": 3", ": 2", 1) + record), 1, 1},
		{"length too long", strings.Replace(record, ": 3", ": 40", 1) + record, 1, 1},
		{"no length", strings.Replace(record, "Content-Length: 3\r\n", "", 1) + record, 1, 1},
		{"length below zero", strings.Replace(record, ": 3", ": -3", 1) + record, 1, 1},
		{"endless header", "WARC/1.0\r\n" + strings.Repeat("A: b\r\n", 2000) + "\r\n\r\n" + record, 1, 1},
		{"endless line", "WARC/1.0\r\nA: " + strings.Repeat("b", 100000) + "\r\n\r\n" + record, 1, 1},
		{"folded line", strings.Replace(record, "a b>", "a\r\n b>", 1), 1, 0},
		{"arc", "filedesc://x.arc 0.0.0.0 20140101000000 text/plain 9\n1 0 Test\n\nhttp://news.example/a b 192.0.2.1 20140102000000 text/html 3\nabc\n", 2, 0},
		{"arc 2", "http://news.example/ 192.0.2.1 20140102000000 text/html 200 - - 0 x.arc 3\nabc\n", 1, 0},
		{"arc without a length", "http://news.example/ 192.0.2.1 20140102000000 text/html 3\nabc\n\nhttp://news.example/ - 2 x y\nabc\n\nhttp://news.example/ 192.0.2.1 20140102000000 text/html 3\nabc\n", 2, 1},
		{"empty", "", 0, 0},
	} {
		records, damages := readAll(t, []byte(c.data))
		if len(records) != c.records || len(damages) != c.marks {
			t.Errorf("%s: %d records, %v", c.name, len(records), damages)
		}
		for _, r := range records {
			if string(r.Block) == "abc" && r.Type() == warc.TypeResource && !strings.HasPrefix(r.URL(), "http") {
				t.Errorf("%s: address %q", c.name, r.URL())
			}
		}
	}
}

// TestHard reads archives that are built to be hard, in time that the test does
// not notice.
func TestHard(t *testing.T) {
	const record = "WARC/1.0\r\nContent-Length: 60000000\r\n\r\nabc\r\n\r\n"
	for _, unit := range []string{
		"WARC/1.0\r\n", "WARC/1.0\r\nno colon\r\n", "WARC/1.0\r\n\r\n", record, "\x1f\x8b\x08", "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03abc",
		"no colon\r\n", "\n", "\x00", "filedesc:\n", "http://a 1 20140102000000 text/html 60000000\nabc\n",
	} {
		for _, start := range []string{"", "WARC/1.0\r\n", "\x1f\x8b\x08"} {
			r := warc.NewReader(strings.NewReader(start+strings.Repeat(unit, 400_000/len(unit))), warc.ReaderOptions{})
			for {
				_, err := r.Next()
				var damage *warc.DamageError
				if err != nil && !errors.As(err, &damage) {
					break
				}
			}
		}
	}
}

func TestTooLarge(t *testing.T) {
	data, _ := archive(t, warc.WriterOptions{}, 2)
	r := warc.NewReader(bytes.NewReader(data), warc.ReaderOptions{MaxBlock: 200})
	large := 0
	for {
		rec, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if rec.TooLarge {
			large++
			if rec.Block != nil || rec.Length <= 200 {
				t.Errorf("%d bytes of %d are kept", len(rec.Block), rec.Length)
			}
		}
	}
	if large != 2 {
		t.Errorf("%d records are too large", large)
	}
}

// TestDisk checks that a disk that fails is no broken place of the archive.
func TestDisk(t *testing.T) {
	failure := errors.New("the disk fails")
	for _, plain := range []bool{true, false} {
		data, _ := archive(t, warc.WriterOptions{Plain: plain}, 2)
		r := warc.NewReader(io.MultiReader(bytes.NewReader(data[:len(data)-100]), iotest.ErrReader(failure)), warc.ReaderOptions{})
		var err error
		for err == nil {
			_, err = r.Next()
		}
		var damage *warc.DamageError
		if !errors.Is(err, failure) || errors.As(err, &damage) {
			t.Errorf("plain %v: %v", plain, err)
		}
	}
}

func TestChunked(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{"5\r\nabcde\r\n3;x=y\r\nfgh\r\n0\r\n\r\n", "abcdefgh"},
		{"not chunked at all", "not chunked at all"},
		{"3\r\nabc\r\nrest without a size", "abcrest without a size"},
		{"ff\r\ncut off", "cut off"},
		{"", ""},
	} {
		rec := &warc.Record{Block: []byte("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + c.body)}
		m, err := rec.HTTP()
		if err != nil || string(m.Body) != c.want {
			t.Errorf("%q becomes %q, %v", c.body, m.Body, err)
		}
	}
}

func FuzzReader(f *testing.F) {
	for _, plain := range []bool{true, false} {
		data, _ := archive(f, warc.WriterOptions{Plain: plain}, 1)
		f.Add(data)
	}
	f.Add([]byte("http://news.example/ 192.0.2.1 20140102000000 text/html 3\nabc\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		records, _ := readAll(t, data)
		for _, r := range records {
			if int64(len(r.Block)) != r.Length {
				t.Errorf("%d of %d bytes", len(r.Block), r.Length)
			}
			_, _ = r.HTTP()
		}
	})
}

func BenchmarkReader(b *testing.B) {
	for _, plain := range []bool{true, false} {
		b.Run(fmt.Sprintf("plain=%v", plain), func(b *testing.B) {
			data, _ := archive(b, warc.WriterOptions{Plain: plain}, 500)
			b.SetBytes(int64(len(data)))
			count := 0
			for b.Loop() {
				records, _ := readAll(b, data)
				count += len(records)
			}
			b.ReportMetric(float64(count)/b.Elapsed().Seconds(), "records/s")
		})
	}
}

func BenchmarkWriter(b *testing.B) {
	w := warc.NewWriter(io.Discard, warc.WriterOptions{Random: seeded()})
	e := page(1, strings.Repeat("<p>The ministers met in the capital on Friday.</p>\n", 1000))
	b.SetBytes(int64(len(e.Body)))
	for b.Loop() {
		if _, err := w.Exchange(e); err != nil {
			b.Fatal(err)
		}
	}
}
