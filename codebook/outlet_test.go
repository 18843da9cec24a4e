// SPDX-License-Identifier: Apache-2.0

package codebook

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestOutlet(t *testing.T) {
	b, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ domain, name, owner string }{
		{"tass.com", "TASS", "tass"},
		{"www.TASS.com", "TASS", "tass"},
		{"freedert.online", "RT DE", "tv-novosti"},
		{"de.rt.com", "RT DE", "tv-novosti"},
		{"test.rt.com", "RT", "tv-novosti"},
		{"www.fr.de", "Frankfurter Rundschau", "ippen"},
		{"unknown.example", "", "unknown.example"},
		{"com", "", "com"},
		{"", "", ""},
	} {
		name := ""
		if o := b.Outlet(c.domain); o != nil {
			name = o.Name
		}
		if name != c.name || b.Owner(c.domain) != c.owner {
			t.Errorf("%q is %q of %q, want %q of %q", c.domain, name, b.Owner(c.domain), c.name, c.owner)
		}
	}
}

func TestWithOutlets(t *testing.T) {
	b, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ file, want string }{
		{"a.example\tThe A\tDEU\tprivate\tthe-a\t2001\t\timprint\ntass.com\tOurs\tRUS\tagency\tours\t\t\tour list\n", ""},
		{"a.example\tThe A\n", "outlets.tsv:1: 2 columns"},
		{"b.example\tB\tDEU\tprivate\tb\t\t\timprint\na.example\tA\tDEU\tprivate\ta\t\t\timprint\n", "outlets.tsv:2"},
		{"a.example\tThe A\tXYZ\tprivate\tthe-a\t\t\timprint\n", `no state "XYZ"`},
		{"a.example\tThe A\tDEU\tsecret\tthe-a\t\t\timprint\n", `no kind "secret"`},
		{"a.example\tThe A\tDEU\tprivate\tthe-a\t\tno.example\timprint\n", "no original"},
	} {
		own, err := b.WithOutlets(fstest.MapFS{"outlets.tsv": {Data: []byte(c.file)}})
		switch {
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%q: %v, want %q", c.file, err, c.want)
		case c.want == "" && err != nil:
			t.Errorf("%q: %v", c.file, err)
		case c.want == "" && (own.Outlet("a.example").Name != "The A" || own.Owner("tass.com") != "ours" || b.Owner("tass.com") != "tass"):
			t.Errorf("%q does not stand before the built-in table", c.file)
		}
	}
	if same, err := b.WithOutlets(fstest.MapFS{}); err != nil || same != b {
		t.Errorf("a folder without the file: %v", err)
	}
}
