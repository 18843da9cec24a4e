// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"depesche/ingest/fetch"
	"depesche/store"
)

// childVariable holds the folder of a child process that TestKill starts: the
// test program runs itself as a watcher.
const childVariable = "DEPESCHE_WATCH_CHILD"

func TestMain(m *testing.M) {
	if folder := os.Getenv(childVariable); folder != "" {
		if err := watchAsChild(folder); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func watchAsChild(folder string) error {
	db, err := store.Open(filepath.Join(folder, "record.db"))
	if err != nil {
		return err
	}
	defer db.Close()
	w, err := New(db, Options{
		Fetch:  fetch.Options{UserAgent: "depesche/test (+mailto:desk@a.example)", Private: true, Lookup: lookup, Delay: time.Millisecond},
		Reader: plainReader{}, Readers: 2, Once: true, Archive: filepath.Join(folder, "archive"),
	})
	if err != nil {
		return err
	}
	defer w.Close()
	_, err = w.Run(context.Background())
	return err
}

// TestKill kills a watcher again and again in the middle of its work, as
// kill -9 does, and counts: of what was offered nothing is lost, nothing is
// kept twice, and nothing is fetched again but what was under way.
func TestKill(t *testing.T) {
	const hosts, items, kills = 4, 25, 8
	w := newWorld(t)
	folder := t.TempDir()
	db := w.open(filepath.Join(folder, "record.db"))
	db.Now = time.Now
	progress := make(chan struct{}, 100_000)
	for h := range hosts {
		host := fmt.Sprintf("s%d.example", h)
		var offered []string
		for i := range items {
			name := fmt.Sprintf("%s/%d", host, i)
			offered = append(offered, "t|"+w.url(name))
			page := article(fmt.Sprintf("Titel %d von %s", i, host), "Brandt traf Stoph.")
			w.put(name, func(rw http.ResponseWriter, r *http.Request) {
				progress <- struct{}{}
				page(rw, r)
			})
		}
		w.put(host+"/feed", text("application/rss+xml", rss(offered...)))
		if _, err := db.AddSource(t.Context(), store.Source{Address: w.url(host + "/feed"), Kind: store.KindFeed}); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range kills {
		child := startChild(t, folder)
		ended := make(chan error, 1)
		go func() { ended <- child.Wait() }()
		for range 1 + random.IntN(12) {
			select {
			case <-progress:
				continue
			case err := <-ended:
				ended <- err
			}
			break
		}
		_ = child.Process.Kill() // it may have ended by itself
		<-ended
	}
	child := startChild(t, folder)
	if err := child.Wait(); err != nil {
		t.Fatalf("the last run: %v", err)
	}
	db = w.open(filepath.Join(folder, "record.db"))
	size, err := db.Size(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	again := 0
	for h := range hosts {
		for i := range items {
			again += w.hit(fmt.Sprintf("s%d.example/%d", h, i)) - 1
		}
	}
	if n := hosts * items; size.Articles != n || size.Versions != n {
		t.Errorf("offered %d, kept %d articles and %d versions", n, size.Articles, size.Versions)
	}
	if again < 0 || again > kills*hosts {
		t.Errorf("%d pages were fetched again, more than were under way", again)
	}
	t.Logf("offered %d, kept %d, lost %d, fetched again %d of at most %d under way at %d kills", hosts*items, size.Articles, hosts*items-size.Articles, again, kills*hosts, kills)
	records(t, filepath.Join(folder, "archive"))
}

func startChild(t *testing.T, folder string) *exec.Cmd {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^$")
	child.Env = append(os.Environ(), childVariable+"="+folder)
	child.Stderr = os.Stderr
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	return child
}
