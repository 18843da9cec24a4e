// SPDX-License-Identifier: Apache-2.0

package web

import (
	"context"
	"net/http/httptest"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"depesche/web/webtest"
)

// do runs actions and fails the test when one fails.
func do(t *testing.T, ctx context.Context, what string, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, actions...); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

// truth evaluates a JavaScript expression that should hold.
func truth(t *testing.T, ctx context.Context, what, expression string) {
	t.Helper()
	ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](expression))
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if !ok {
		t.Errorf("%s: not so: %s", what, expression)
	}
}

func TestBrowser(t *testing.T) {
	ctx := webtest.Chromium(t)
	server := httptest.NewServer(desk(t, Options{}, watched(t)))
	t.Cleanup(server.Close)
	open := func(path string, width, height int64) {
		t.Helper()
		do(t, ctx, path, chromedp.EmulateViewport(width, height), chromedp.Navigate(server.URL+path), chromedp.WaitReady("footer.foot"))
	}

	open("/articles/a1", 1280, 900)
	truth(t, ctx, "script runs", `document.documentElement.classList.contains("js")`)
	truth(t, ctx, "a note stands at the height of its words",
		`Math.abs(document.getElementById("note-v1").getBoundingClientRect().top - document.getElementById("v1").getBoundingClientRect().top) < 40`)
	truth(t, ctx, "notes do not overlap", `(() => { const r = [...document.querySelectorAll(".note")].map(n => n.getBoundingClientRect());
		return r.every((a, i) => i === 0 || a.top >= r[i-1].bottom - 1) })()`)
	truth(t, ctx, "notes stand beside the text", `document.getElementById("note-v1").getBoundingClientRect().left > document.querySelector(".text").getBoundingClientRect().right`)
	// A headless page has no focus of its own, so the event is sent to it.
	const focus = `.dispatchEvent(new FocusEvent("focusin", {bubbles: true})) && `
	truth(t, ctx, "focus on the words lights the note", `document.getElementById("v1")`+focus+`document.getElementById("note-v1").classList.contains("is-lit")`)
	truth(t, ctx, "focus on the note lights the words",
		`document.querySelector("#note-s1 a")`+focus+`document.querySelector('.piece[data-facts~="s1"]').classList.contains("is-lit")`)
	do(t, ctx, "click", chromedp.Click("#v1"))
	truth(t, ctx, "the words lead to the note", `location.hash === "#note-v1"`)

	open("/articles/a1", 390, 800)
	truth(t, ctx, "nothing is wider than the phone", `document.documentElement.scrollWidth <= innerWidth`)
	truth(t, ctx, "notes are folded on a phone", `getComputedStyle(document.getElementById("note-v1")).display === "none"`)
	do(t, ctx, "open notes", chromedp.Click(".notes-toggle"))
	truth(t, ctx, "notes open below the paragraph", `document.getElementById("note-v1").getBoundingClientRect().top > document.querySelector(".text").getBoundingClientRect().bottom - 1`)

	for _, path := range addresses {
		open(path, 390, 800)
		truth(t, ctx, path+" fits a phone", `document.documentElement.scrollWidth <= innerWidth`)
	}

	versions := httptest.NewServer(desk(t, Options{}, edited(t)))
	t.Cleanup(versions.Close)
	for _, width := range []int64{390, 1280} {
		do(t, ctx, "versions", chromedp.EmulateViewport(width, 900), chromedp.Navigate(versions.URL+"/articles/a1/versions"), chromedp.WaitReady("footer.foot"))
		truth(t, ctx, "the versions fit", `document.documentElement.scrollWidth <= innerWidth`)
		truth(t, ctx, "what was taken out is struck through, not only coloured", `getComputedStyle(document.querySelector(".revision del")).textDecorationLine === "line-through"`)
		truth(t, ctx, "what was put in is underlined", `getComputedStyle(document.querySelector(".revision ins")).textDecorationLine === "underline"`)
	}
	open("/sources/health", 1280, 900)
	do(t, ctx, "keys", chromedp.KeyEvent("j"))
	truth(t, ctx, "j goes to the first source, which fails", `document.activeElement.textContent.includes("Depeschen")`)
	truth(t, ctx, "days without anything draw nothing", `[...document.querySelectorAll(".spark rect")].every(r => r.getBoundingClientRect().height >= 1)`)

	open("/", 1280, 900)
	do(t, ctx, "keys", chromedp.KeyEvent("?"))
	truth(t, ctx, "? shows the keys", `!document.getElementById("keys").hidden`)
	do(t, ctx, "keys", chromedp.KeyEvent(kb.Escape))
	truth(t, ctx, "escape hides the keys", `document.getElementById("keys").hidden`)
	do(t, ctx, "keys", chromedp.KeyEvent("j"))
	truth(t, ctx, "j goes to the first entry", `document.activeElement.getAttribute("href") === "/articles/a1"`)
	do(t, ctx, "keys", chromedp.KeyEvent("/"))
	truth(t, ctx, "/ goes to the search", `document.activeElement.id === "q"`)
	do(t, ctx, "search", chromedp.SendKeys("#q", "visit"+kb.Enter), chromedp.WaitReady(".snippet"))
	truth(t, ctx, "the search finds", `document.querySelector(".snippet mark").textContent === "visit"`)

	open("/articles/a1", 1280, 900)
	truth(t, ctx, "nothing comes from outside", `performance.getEntriesByType("resource").every(e => new URL(e.name).origin === location.origin)`)
}
