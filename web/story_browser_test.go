// SPDX-License-Identifier: Apache-2.0

package web

import (
	"net/http/httptest"
	"testing"

	"github.com/chromedp/chromedp"

	"depesche/web/webtest"
)

func TestStoryInBrowser(t *testing.T) {
	ctx := webtest.Chromium(t)
	handler, _ := told(t)
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	for _, width := range []int64{1280, 390} {
		for _, path := range []string{"/stories", "/stories/st2", "/stories/st2/articles", "/stories/st2/happenings", "/pairs/KOR-NOR", "/events/w1/v1"} {
			do(t, ctx, path, chromedp.EmulateViewport(width, 800), chromedp.Navigate(server.URL+path), chromedp.WaitReady("footer.foot"))
			truth(t, ctx, path+" fits", `document.documentElement.scrollWidth <= innerWidth`)
		}
		do(t, ctx, "story", chromedp.Navigate(server.URL+"/stories/st2"), chromedp.WaitReady("footer.foot"))
		truth(t, ctx, "every telling has a mark at the height of its outlet", `[...document.querySelectorAll(".telling")].every(li => {
			const m = li.querySelector(".mark").getBoundingClientRect(), o = li.querySelector(".telling-head .outlet").getBoundingClientRect();
			return Math.abs((m.top + m.bottom) / 2 - (o.top + o.bottom) / 2) < 8 && m.right < o.left })`)
		truth(t, ctx, "a lane runs through to the next row", `(() => { const rows = [...document.querySelectorAll(".telling")];
			const trunk = rows[0].querySelector(".trunk").getBoundingClientRect();
			return Math.abs(trunk.bottom - rows[1].getBoundingClientRect().top) < 2.5 })()`)
		truth(t, ctx, "accounts that differ stand beside each other, or below on a phone", `(() => {
			const [a, b] = [...document.querySelectorAll(".contradiction .account")].map(e => e.getBoundingClientRect());
			return innerWidth > 600 ? Math.abs(a.top - b.top) < 2 && b.left >= a.right : b.top >= a.bottom })()`)
	}
	do(t, ctx, "to the origins", chromedp.Click(`.figures a[href="#origins"]`))
	truth(t, ctx, "a figure opens what is behind it", `location.hash === "#origins" && document.querySelector("#origins .evidence") !== null`)
	do(t, ctx, "the comparison", chromedp.Navigate(server.URL+"/stories/st2"), chromedp.WaitReady("footer.foot"), chromedp.Click(`.telling-from a`), chromedp.WaitReady(".trace"))
	truth(t, ctx, "an edge opens the two tellings", `location.pathname === "/trace/w1..c1"`)
}
