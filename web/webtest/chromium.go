// SPDX-License-Identifier: Apache-2.0

// Package webtest starts the browser in which tests look at pages. A test goes
// in, a context for chromedp comes out. It knows no page.
package webtest

import (
	"context"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// longest is how long the tests of one browser may take.
const longest = 90 * time.Second

// Chromium starts a browser that ends with the test, and skips the test where
// there is none; with DEPESCHE_BROWSER=required that is a failure.
func Chromium(t *testing.T) context.Context {
	t.Helper()
	path := installed()
	if path == "" {
		if os.Getenv("DEPESCHE_BROWSER") == "required" {
			t.Fatal("no Chromium is installed")
		}
		t.Skip("no Chromium is installed; \"make browser\" runs these tests where there is one")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.Flag("lang", "en"))
	ctx, stop := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(stop)
	ctx, stopTab := chromedp.NewContext(ctx)
	t.Cleanup(stopTab)
	if err := chromedp.Do(ctx); err != nil { // starts the browser, which lives as long as this context
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(ctx, longest)
	t.Cleanup(cancel)
	return ctx
}

// installed is the path of the first browser found, or "".
func installed() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			return found
		}
	}
	return ""
}
