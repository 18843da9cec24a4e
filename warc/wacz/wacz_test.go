// SPDX-License-Identifier: Apache-2.0

package wacz_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"

	"depesche/warc"
	"depesche/warc/wacz"
)

var day = time.Date(2025, 7, 13, 8, 30, 0, 0, time.UTC)

// collection writes a small collection.
func collection(t *testing.T) []byte {
	t.Helper()
	source := rand.NewChaCha8([32]byte{1})
	var b bytes.Buffer
	c, err := wacz.NewWriter(&b, wacz.Options{Title: "Visit", Software: "depesche", Created: day, Random: source.Read})
	if err != nil {
		t.Fatal(err)
	}
	done, err := c.Records().Exchange(warc.Exchange{
		URL: "https://www.news.example/a?b=2&a=1", Date: day, Body: []byte("<p>A</p>"),
		ResponseHead: []byte("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"), RequestHead: []byte("GET /a HTTP/1.1\r\n\r\n"),
	})
	if err != nil {
		t.Fatal(err)
	}
	var other bytes.Buffer
	if _, err := warc.NewWriter(&other, warc.WriterOptions{Random: source.Read}).Resource("http://amt.example:8080/Text", "text/plain", day.Add(time.Hour), []byte("B")); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(c.Copy(other.Bytes()), c.File("records", "records.jsonl", strings.NewReader("{\"id\": \"a\"}\n"))); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Records().Metadata("urn:x", done.ID, "text/plain", day, []byte("late")); err == nil {
		t.Error("a record is written behind the end of the records")
	}
	defer c.Abandon()
	page := wacz.Page{URL: "https://www.news.example/a?b=2&a=1", Title: "A", Date: day, Text: "A"}
	if err := errors.Join(c.Page(page), c.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// unzip reads the files of a collection.
func unzip(t *testing.T, data []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(f.Name, "archive/") && f.Method != zip.Store {
			t.Errorf("%s is packed twice", f.Name)
		}
	}
	return files
}

func TestCollection(t *testing.T) {
	files := unzip(t, collection(t))
	var description struct {
		Resources []struct {
			Path, Hash string
			Bytes      int
		} `json:"resources"`
	}
	if err := json.Unmarshal(files["datapackage.json"], &description); err != nil {
		t.Fatal(err)
	}
	for _, r := range description.Resources {
		if data := files[r.Path]; len(data) != r.Bytes || warc.Digest(data) != r.Hash {
			t.Errorf("%s has %d bytes, described are %d", r.Path, len(data), r.Bytes)
		}
	}
	if len(description.Resources) != len(files)-2 {
		t.Errorf("%d of %d files are described", len(description.Resources), len(files)-2)
	}
	if !strings.Contains(string(files["datapackage-digest.json"]), warc.Digest(files["datapackage.json"])) {
		t.Error("the digest is not that of the description")
	}
	z, err := gzip.NewReader(bytes.NewReader(files["indexes/index.cdx.gz"]))
	if err != nil {
		t.Fatal(err)
	}
	index, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(index)), "\n")
	want := []string{"example,amt:8080)/text 20250713093000 {", "example,news)/a?a=1&b=2 20250713083000 {"}
	if len(lines) != 2 || !strings.HasPrefix(lines[0], want[0]) || !strings.HasPrefix(lines[1], want[1]) {
		t.Fatalf("index is\n%s", index)
	}
	checkPlaces(t, lines, files["archive/data.warc.gz"])
}

// checkPlaces checks that every entry of the index leads to its record.
func checkPlaces(t *testing.T, lines []string, archive []byte) {
	t.Helper()
	for _, l := range lines {
		var e struct {
			URL            string
			Offset, Length int64 `json:",string"`
		}
		if err := json.Unmarshal([]byte(l[strings.Index(l, "{"):]), &e); err != nil {
			t.Fatal(err)
		}
		rec, err := warc.NewReader(bytes.NewReader(archive[e.Offset:e.Offset+e.Length]), warc.ReaderOptions{}).Next()
		if err != nil || rec.URL() != e.URL {
			t.Errorf("%s leads to %v, %v", l, rec, err)
		}
	}
}

// TestOtherReader has py-wacz (https://github.com/webrecorder/py-wacz), where
// it is installed, check the collection.
func TestOtherReader(t *testing.T) {
	program, err := exec.LookPath("wacz")
	if err != nil {
		t.Skip("wacz is not installed")
	}
	path := filepath.Join(t.TempDir(), "test.wacz")
	if err := os.WriteFile(path, collection(t), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(program, "validate", "-f", path).CombinedOutput()
	if err != nil || !bytes.Contains(out, []byte("Validation succeeded")) {
		t.Errorf("%v\n%s", err, out)
	}
}
