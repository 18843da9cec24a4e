// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"depesche/store"
	"depesche/warc"
)

// records reads all records of an archive; every one must be whole.
func records(t *testing.T, folder string) map[string]*warc.Record {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(folder, "*.warc.gz"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no archive: %v", err)
	}
	all := map[string]*warc.Record{}
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		r := warc.NewReader(f, warc.ReaderOptions{})
		for {
			record, err := r.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			all[fmt.Sprintf("%s@%d", filepath.Base(name), record.Offset)] = record
		}
	}
	return all
}

// TestArchive checks that every exchange is archived: bodies once, and what is
// the same again as a reference to it.
func TestArchive(t *testing.T) {
	w := newWorld(t)
	folder := filepath.Join(t.TempDir(), "archive")
	archived := func(o *Options) { o.Archive = folder }
	w.add("blatt.example/feed", store.KindFeed)
	w.put("blatt.example/feed", text("application/rss+xml", rss("a|"+w.url("blatt.example/a"), "b|"+w.url("blatt.example/b"))))
	w.put("blatt.example/a", func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("ETag", `"1"`)
		if r.Header.Get("If-None-Match") != "" {
			rw.WriteHeader(http.StatusNotModified)
			return
		}
		io.WriteString(rw, page("a", "Brandt traf Stoph."))
	})
	w.put("blatt.example/b", article("b", "Bahr traf Gromyko."))
	w.run(archived)
	w.later(2 * time.Hour)
	w.run(archived)
	got := map[string]int{}
	for _, r := range records(t, folder) {
		name := r.URL()
		if i := strings.LastIndexByte(name, '/'); i >= 0 {
			name = name[i:]
		}
		got[r.Type()+" "+name]++
		if r.Type() == warc.TypeRevisit && r.Header.Get("WARC-Refers-To-Date") == "" {
			t.Errorf("a reference to nothing: %v", r.Header)
		}
	}
	want := map[string]int{
		"warcinfo ": 1, "response /robots.txt": 1, "request /robots.txt": 1,
		"response /feed": 1, "revisit /feed": 1, "request /feed": 2,
		"response /a": 1, "revisit /a": 1, "request /a": 2,
		"response /b": 1, "revisit /b": 1, "request /b": 2,
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("archived %v\nwant     %v", got, want)
	}
	captures, err := w.db.Captures(t.Context(), w.url("blatt.example/a"))
	if err != nil || len(captures) != 2 {
		t.Fatalf("captures %+v, %v", captures, err)
	}
	all := records(t, folder)
	for _, c := range captures {
		if r := all[fmt.Sprintf("%s@%d", c.File, c.Offset)]; r == nil || r.ID() != strings.Trim(c.Record, "<>") || r.Next != c.Offset+c.Length {
			t.Errorf("the capture %+v points nowhere: %+v", c, r)
		}
	}
}

// TestTorn checks that what a killed run wrote half is cut off, and nothing
// else is.
func TestTorn(t *testing.T) {
	w := newWorld(t)
	folder := filepath.Join(t.TempDir(), "archive")
	archived := func(o *Options) { o.Archive = folder }
	w.add("blatt.example/feed", store.KindFeed)
	w.put("blatt.example/feed", text("application/rss+xml", rss("a|"+w.url("blatt.example/a"))))
	w.put("blatt.example/a", article("a", "Brandt traf Stoph."))
	w.run(archived)
	names, _ := filepath.Glob(filepath.Join(folder, "*.warc.gz"))
	whole, err := os.ReadFile(names[0])
	if err != nil {
		t.Fatal(err)
	}
	before := len(records(t, folder))
	foreign := filepath.Join(folder, "a-foreign.warc.gz")
	for _, tail := range []string{"\x1f\x8b\x08 torn", string(whole[:40]), string(whole[:len(whole)-1])} {
		for _, name := range []string{names[0], foreign} {
			if err := os.WriteFile(name, append(append([]byte{}, whole...), tail...), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		w.later(13 * time.Hour)
		w.run(archived)
		if data, err := os.ReadFile(foreign); err != nil || len(data) != len(whole)+len(tail) {
			t.Errorf("a file of somebody else was touched: %v", err)
		}
		if err := os.Remove(foreign); err != nil {
			t.Fatal(err)
		}
		if n := len(records(t, folder)); n <= before {
			t.Errorf("%d records, before %d", n, before)
		}
		if whole, err = os.ReadFile(names[0]); err != nil {
			t.Fatal(err)
		}
	}
}

// fullDisk is a file on a disk with room for so many bytes.
type fullDisk struct {
	archiveFile
	room *int
}

var errNoSpace = errors.New("no space left on device")

func (f fullDisk) Write(data []byte) (int, error) {
	if len(data) > *f.room {
		n, _ := f.archiveFile.Write(data[:max(0, *f.room)])
		*f.room = 0
		return n, errNoSpace
	}
	*f.room -= len(data)
	return f.archiveFile.Write(data)
}

// TestFullDisk fills the disk in the middle of a run: the run ends with a
// word of advice, and the next one loses nothing and repeats nothing.
func TestFullDisk(t *testing.T) {
	w := newWorld(t)
	folder := filepath.Join(t.TempDir(), "archive")
	w.add("blatt.example/feed", store.KindFeed)
	const n = 40
	var items []string
	for i := range n {
		name := fmt.Sprintf("blatt.example/%d", i)
		items = append(items, "t|"+w.url(name))
		w.put(name, article(fmt.Sprint("Titel ", i), "Brandt traf Stoph."))
	}
	w.put("blatt.example/feed", text("application/rss+xml", rss(items...)))
	for _, room := range []int{100, 3000, 9000} {
		opts := w.options()
		opts.Archive = folder
		hasty(&opts)
		watcher, err := New(w.db, opts)
		if err != nil {
			t.Fatal(err)
		}
		create := func(name string) (archiveFile, error) {
			f, err := createFile(name)
			return fullDisk{f, &room}, err
		}
		watcher.archive.create = create
		if f := watcher.archive.file; f != nil {
			watcher.archive.file = fullDisk{f, &room}
		}
		_, err = watcher.Run(t.Context())
		if !errors.Is(err, errNoSpace) || !strings.Contains(err.Error(), "make room") {
			t.Errorf("a full disk: %v", err)
		}
		watcher.Close()
	}
	w.run(func(o *Options) { o.Archive = folder; hasty(o) })
	size, err := w.db.Size(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	extra := 0
	for i := range n {
		extra += w.hit(fmt.Sprintf("blatt.example/%d", i)) - 1
	}
	if size.Articles != n || size.Versions != n || extra > 3 {
		t.Errorf("kept %d articles, %d versions of %d; %d fetched again", size.Articles, size.Versions, n, extra)
	}
	records(t, folder)
}
