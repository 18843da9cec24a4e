// SPDX-License-Identifier: Apache-2.0

package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"depesche/web/webtest"
)

// viewer is the folder with the files of ReplayWeb.page (ui.js, sw.js), as its
// npm package holds them; the test is skipped where it is missing.
func viewer(t *testing.T) string {
	t.Helper()
	folder := os.Getenv("DEPESCHE_REPLAY")
	if _, err := os.Stat(filepath.Join(folder, "sw.js")); folder == "" || err != nil {
		t.Skip("DEPESCHE_REPLAY names no folder with ReplayWeb.page; see CONTRIBUTING.md")
	}
	return folder
}

// TestReplay opens an exported pack in ReplayWeb.page, which must show the page
// as it was archived.
func TestReplay(t *testing.T) {
	folder := viewer(t)
	ctx := webtest.Chromium(t)
	work := t.TempDir()
	record, page, pack := filepath.Join(work, "record.db"), filepath.Join(work, "page.html"), filepath.Join(work, "pack.wacz")
	if err := os.WriteFile(page, []byte(archivedPage), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"add", page}, {"export", "--all", "--format", "wacz", "--out", pack}} {
		var errs strings.Builder
		if status := run(t.Context(), append(args, "--db", record), strings.NewReader(""), io.Discard, &errs, os.Getenv); status != exitDone {
			t.Fatalf("%v: status %d\n%s", args, status, errs.String())
		}
		if args[0] == "add" {
			archived(t, record)
		}
	}
	files := http.NewServeMux()
	files.Handle("/", http.FileServer(http.Dir(folder)))
	files.HandleFunc("/pack.wacz", func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, pack) })
	server := httptest.NewServer(files)
	t.Cleanup(server.Close)

	if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+"/index.html?source="+server.URL+"/pack.wacz#view=pages&url=https://news.example/envoy&ts=20250713083000")); err != nil {
		t.Fatal(err)
	}
	var shown string
	for range 120 {
		var err error
		if shown, err = chromedp.Run(ctx, chromedp.Evaluate[string](replayed)); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(shown, "He regretted what had happened at the border") {
			return
		}
		time.Sleep(250 * time.Millisecond)
	}
	t.Errorf("the viewer does not show the page but: %.2000s", shown)
}

// replayed is the text of the frame in which the viewer replays the page.
const replayed = `(() => {
	const walk = root => {
		for (const e of root.querySelectorAll("*")) {
			let found = e.shadowRoot ? walk(e.shadowRoot) : "";
			try {
				const inside = e.tagName === "IFRAME" && e.contentDocument;
				if (inside) found = inside.location.href.includes("mp_/https://news.example/envoy") ? inside.body.innerText : walk(inside);
			} catch (_) {}
			if (found) return found;
		}
		return "";
	};
	return walk(document);
})()`
