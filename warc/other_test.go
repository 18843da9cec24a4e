// SPDX-License-Identifier: Apache-2.0

package warc_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"depesche/warc"
)

// TestOtherReader has warcio (https://github.com/webrecorder/warcio), where it
// is installed, check the digests of what is written here.
func TestOtherReader(t *testing.T) {
	program, err := exec.LookPath("warcio")
	if err != nil {
		t.Skip("warcio is not installed")
	}
	data, _ := archive(t, warc.WriterOptions{}, 3)
	var b bytes.Buffer
	w := warc.NewWriter(&b, warc.WriterOptions{Random: seeded(), Offset: int64(len(data))})
	again := page(1, "<p>Same.</p>")
	first, err := w.Exchange(again)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Revisit(again, warc.ProfileSameDigest, "", warc.Reference{ID: first.ID, URL: again.URL, Date: day}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Resource("https://news.example/x.txt", "text/plain", day, []byte("words")); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Metadata(again.URL, first.ID, "application/json", day, []byte("{}")); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "test.warc.gz")
	if err := os.WriteFile(path, append(data, b.Bytes()...), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"check", "-v", path}, {"index", "-f", "offset,warc-type,http:status", path}} {
		out, err := exec.Command(program, args...).CombinedOutput()
		if err != nil || bytes.Contains(out, []byte("failed")) || bytes.Contains(out, []byte("rror")) {
			t.Errorf("warcio %v: %v\n%s", args, err, out)
		}
		t.Logf("%s", out)
	}
}
