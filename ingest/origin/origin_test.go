// SPDX-License-Identifier: Apache-2.0

package origin_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"depesche"
	"depesche/ingest/origin"
)

// flow makes running text of a source as it stands.
func flow(source string) origin.Text {
	var f origin.Flow
	f.Copy(source, 0)
	return f.Text()
}

func TestFlow(t *testing.T) {
	for _, c := range []struct {
		source, want string
		pieces       []origin.Piece
	}{
		{"", "", nil},
		{" \n ", "", nil},
		{"ein Satz", "ein Satz", []origin.Piece{{8, 0, 8, true}}},
		{"  ein \n Satz ", "ein Satz", []origin.Piece{{3, 2, 5, true}, {1, 5, 8, false}, {4, 8, 12, true}}},
		{"Ko\u00adalition", "Koalition", []origin.Piece{{2, 0, 2, true}, {7, 4, 11, true}}},
		{"5\u00a0Euro", "5 Euro", []origin.Piece{{1, 0, 1, true}, {1, 1, 3, false}, {4, 3, 7, true}}},
	} {
		got := flow(c.source)
		if got.String != c.want {
			t.Errorf("%q becomes %q, want %q", c.source, got.String, c.want)
		}
		if diff := cmp.Diff(c.pieces, got.Pieces); diff != "" {
			t.Errorf("%q: %s", c.source, diff)
		}
	}
}

func TestFlowBreak(t *testing.T) {
	var f origin.Flow
	f.Copy("a ", 0)
	f.Break(2, 6)
	f.Copy(" b", 6)
	f.Put("ä", 8, 14)
	got := f.Text()
	if got.String != "a\nbä" {
		t.Errorf("text is %q", got.String)
	}
	want := []depesche.Origin{
		{TextStart: 0, TextEnd: 1, ByteStart: 0, ByteEnd: 1, Exact: true},
		{TextStart: 1, TextEnd: 2, ByteStart: 1, ByteEnd: 7},
		{TextStart: 2, TextEnd: 3, ByteStart: 7, ByteEnd: 8, Exact: true},
		{TextStart: 3, TextEnd: 4, ByteStart: 8, ByteEnd: 14},
	}
	if diff := cmp.Diff(want, got.Origins(func(offset int) int { return offset })); diff != "" {
		t.Error(diff)
	}
}

func TestNFC(t *testing.T) {
	got := flow("Gespra\u0308che u\u0308ber Wo\u0306nsan").NFC()
	if got.String != "Gespräche über Wŏnsan" {
		t.Errorf("text is %q", got.String)
	}
	checkSlices(t, got)
	if same := flow("schon normal"); cmp.Diff(same, same.NFC()) != "" {
		t.Error("a normal text changes")
	}
}

// checkSlices checks that every part of a text is made from what lies in the
// bounds of the whole, and that the parts make up the whole.
func checkSlices(t *testing.T, text origin.Text) {
	t.Helper()
	start, end := text.Bounds()
	for i := range len(text.String) + 1 {
		head, tail := text.Slice(0, i), text.Slice(i, len(text.String))
		if head.String+tail.String != text.String {
			t.Fatalf("cut at %d: %q and %q", i, head.String, tail.String)
		}
		if from, to := tail.Bounds(); tail.String != "" && (from < start || to > end) {
			t.Errorf("cut at %d: %d…%d lies outside %d…%d", i, from, to, start, end)
		}
	}
}

func TestJoin(t *testing.T) {
	const source = "eins</p><p>zwei"
	var b origin.Builder
	var first, second origin.Builder
	first.Copy(source[:4], 0)
	second.Copy(source[11:], 11)
	b.Join("\n\n", first.Text())
	b.Join("\n\n", origin.Text{})
	b.Join("\n\n", second.Text())
	got := b.Text()
	want := origin.Text{String: "eins\n\nzwei", Pieces: []origin.Piece{{4, 0, 4, true}, {2, 4, 11, false}, {4, 11, 15, true}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func BenchmarkFlow(b *testing.B) {
	source := strings.Repeat("Die Gespräche in der Hauptstadt\n gehen weiter. ", 1000)
	b.SetBytes(int64(len(source)))
	for b.Loop() {
		flow(source).NFC()
	}
}

// TestThrough leads a text that was made of a decoded source on to the source.
func TestThrough(t *testing.T) {
	// "<p>a &lt; b</p>" stands escaped in the source.
	const source = "&lt;p&gt;a &amp;lt; b&lt;/p&gt;"
	var b origin.Builder
	for at := 0; at < len(source); {
		switch rest := source[at:]; {
		case strings.HasPrefix(rest, "&lt;"):
			b.Put("<", at, at+4)
			at += 4
		case strings.HasPrefix(rest, "&gt;"):
			b.Put(">", at, at+4)
			at += 4
		case strings.HasPrefix(rest, "&amp;"):
			b.Put("&", at, at+5)
			at += 5
		default:
			b.Copy(rest[:1], at)
			at++
		}
	}
	decoded := b.Text() // <p>a &lt; b</p>
	var text origin.Builder
	text.Copy("a ", 3)
	text.Put("<", 5, 9)
	text.Copy(" b", 9)
	got := text.Text().Through(decoded)
	want := origin.Text{String: "a < b", Pieces: []origin.Piece{{2, 9, 11, true}, {1, 11, 19, false}, {2, 19, 21, true}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(decoded, decoded.Through(origin.Text{String: source, Pieces: []origin.Piece{{len(source), 0, len(source), true}}})); diff != "" {
		t.Errorf("leading on through a copy changes a text: %s", diff)
	}
}
