// SPDX-License-Identifier: Apache-2.0

package maintext

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"depesche/ingest/boilerplate"
	"depesche/ingest/dom"
)

func TestNameWords(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"relatedPosts", "related posts"},
		{"c-article__body", "c article body"},
		{"ISBNBox", "isbnbox"},
		{"", ""},
	} {
		if got := strings.Join(nameWords(c.name), " "); got != c.want {
			t.Errorf("%q is %q, want %q", c.name, got, c.want)
		}
	}
}

func TestHints(t *testing.T) {
	for _, c := range []struct {
		name string
		want hint
	}{
		{"article-body", hintBody},
		{"entry-content clearfix", hintBody},
		{"relatedposts", hintDrop},
		{"js-related", 0},
		{"has-sidebar", 0},
		{"page--with-newsletter", 0},
		{"hidden", hintHide},
		{"field--label-hidden", 0},
		{"widget", hintDrop},
		{"elementor-widget-container", 0},
		{"comment-list", hintComment},
		{"header", 0},
		{"badge", 0},
	} {
		if got := hints().read(c.name); got != c.want {
			t.Errorf("%q says %b, want %b", c.name, got, c.want)
		}
	}
}

// TestHintsFile checks that every row of the hints file is read.
func TestHintsFile(t *testing.T) {
	for i, line := range strings.Split(hintsFile, "\n") {
		f := strings.Fields(line)
		if len(f) == 0 || strings.HasPrefix(f[0], "#") {
			continue
		}
		if hintNames[f[0]] == 0 || len(f) < 2 {
			t.Errorf("hints.txt:%d: %q is no hint", i+1, line)
		}
		if line != strings.ToLower(line) {
			t.Errorf("hints.txt:%d: %q is not in lower case", i+1, line)
		}
	}
}

func TestExtract(t *testing.T) {
	const one = "The two delegations met on Monday in the capital and talked for three hours about the border."
	const two = "A second meeting is planned for the autumn, a spokesman of the ministry said on Tuesday."
	p := "<p>" + one + "</p><p>" + two + "</p>"
	for _, c := range []struct {
		name, page string
		want       []string
	}{
		{"bare", p, []string{one, two}},
		{"list", "<div><p>" + one + "</p><ul><li>first point of the plan</li><li>second point of the plan</li></ul><p>" + two + "</p></div>",
			[]string{one, "first point of the plan", "second point of the plan", two}},
		{"table", "<div><p>" + one + "</p><table><tr><td>North<td>12</tr><tr><td>South<td>7</tr></table><p>" + two + "</p></div>",
			[]string{one, "North 12", "South 7", two}},
		{"heading", "<div><h1>T</h1><p>" + one + "</p><h2>Next</h2><p>" + two + "</p><h2>More</h2></div>", []string{one, "Next", two}},
		{"caption", "<div><figure><img><figcaption>The hall</figcaption></figure>" + p + "</div>", []string{one, two}},
		{"nav", "<nav><p>" + one + "</p></nav><div>" + p + "</div>", []string{one, two}},
		{"cards", "<div>" + p + strings.Repeat("<div><h3><a href=x>Another story of the day</a></h3><p>"+two[:60]+"</p></div>", 3) + "</div>", []string{one, two}},
		{"comments", "<div>" + p + "<div class=comments>" + strings.Repeat("<p>I do not agree with a single word of this, not one.</p>", 3) + "</div></div>", []string{one, two}},
		{"breaks", "<div>" + one + "<br><br>" + two + "</div>", []string{one, two}},
		{"script", "<div>" + p + "<script>var x = 'a long sentence that is no text at all.'</script></div>", []string{one, two}},
		{"hidden word", "<div><p>" + one + " <span class=sr-only>opens in a new window</span></p><p>" + two + "</p></div>", []string{one, two}},
	} {
		rules, err := boilerplate.Load()
		if err != nil {
			t.Fatal(err)
		}
		got := Read(dom.Parse(c.page)).Extract(Options{Rules: rules, Title: "T"})
		if diff := cmp.Diff(c.want, strings.Split(got.Text.String, "\n\n")); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func BenchmarkExtract(b *testing.B) {
	rules, err := boilerplate.Load()
	if err != nil {
		b.Fatal(err)
	}
	page := "<nav>" + strings.Repeat("<a href=x>A link</a> ", 300) + "</nav><article>" +
		strings.Repeat("<p>The two delegations met on Monday in the <b>capital</b> &amp; talked for hours.</p>", 100) + "</article>"
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		Read(dom.Parse(page)).Extract(Options{Rules: rules})
	}
}
