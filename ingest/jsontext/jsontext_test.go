// SPDX-License-Identifier: Apache-2.0

package jsontext_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"depesche/ingest/jsontext"
	"depesche/ingest/origin"
)

const object = `{"a": "x\u00fc\ny", "b": [1, "two", null], "c": {"d": true}, "e": -2.5}`

func TestMembers(t *testing.T) {
	v := jsontext.Value{Raw: object}
	for name, want := range map[string]string{"a": "xü\ny", "e": "-2.5", "b": "", "c": "", "z": ""} {
		if got := v.Member(name).String(); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if got := v.Member("c").Member("d").String(); got != "true" {
		t.Errorf("c.d is %q", got)
	}
	if diff := cmp.Diff([]string{"1", "two"}, v.Member("b").Strings()); diff != "" {
		t.Error(diff)
	}
	inner := v.Member("c").Member("d")
	if object[inner.Start:inner.Start+len(inner.Raw)] != "true" {
		t.Errorf("c.d stands at %d", inner.Start)
	}
	piece := func(n, start, end int, exact bool) origin.Piece {
		return origin.Piece{Len: n, Start: start, End: end, Exact: exact}
	}
	want := origin.Text{String: "xü\ny", Pieces: []origin.Piece{piece(1, 7, 8, true), piece(2, 8, 14, false), piece(1, 14, 16, false), piece(1, 16, 17, true)}}
	if diff := cmp.Diff(want, v.Member("a").Text()); diff != "" {
		t.Error(diff)
	}
}

// TestCut reads values that are cut off: those that are whole are visited.
func TestCut(t *testing.T) {
	for _, c := range []struct {
		raw   string
		whole int
		ok    bool
	}{
		{`[1, 2, 3]`, 3, true}, {`[1, 2, `, 2, false}, {`[1, 2 3]`, 2, false}, {`{"a":1}`, 0, true}, {``, 0, true}, {`[`, 0, false},
	} {
		n := 0
		err := jsontext.EachElement(jsontext.Value{Raw: c.raw}, func(jsontext.Value) bool { n++; return true })
		if n != c.whole || (err == nil) != c.ok {
			t.Errorf("%s: %d values, %v", c.raw, n, err)
		}
	}
	n := 0
	if err := jsontext.EachValue(jsontext.Value{Raw: "{} {}\n{"}, func(jsontext.Value) bool { n++; return true }); n != 2 || err == nil {
		t.Errorf("%d values, %v", n, err)
	}
}

func FuzzMembers(f *testing.F) {
	f.Add(object)
	f.Add(`{"a":"\ud83d\u0041\x"}`)
	f.Fuzz(func(t *testing.T, raw string) {
		_ = jsontext.EachMember(jsontext.Value{Raw: raw}, func(_ string, v jsontext.Value) bool {
			if raw[v.Start:v.Start+len(v.Raw)] != v.Raw {
				t.Fatalf("%q does not stand at %d", v.Raw, v.Start)
			}
			at := 0
			for _, p := range v.Text().Pieces {
				if p.Exact && raw[p.Start:p.End] != v.Text().String[at:at+p.Len] {
					t.Fatalf("piece %+v of %q", p, v.Raw)
				}
				at += p.Len
			}
			return true
		})
	})
}

func BenchmarkMembers(b *testing.B) {
	raw := "[" + strings.TrimSuffix(strings.Repeat(object+",", 1000), ",") + "]"
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		_ = jsontext.EachElement(jsontext.Value{Raw: raw}, func(v jsontext.Value) bool {
			v.Member("a").Text()
			return true
		})
	}
}
