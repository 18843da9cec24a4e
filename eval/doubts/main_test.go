// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// setOn runs the command over the articles of testdata and returns what it
// wrote.
func setOn(t *testing.T, table string, flags ...string) (stdout, stderr string, err error) {
	t.Helper()
	args := append([]string{"-lang", "en", "-articles", "testdata/articles.jsonl", "-rounds", "2"}, flags...)
	var out, errs bytes.Buffer
	err = run(context.Background(), append(args, table), &out, &errs)
	return out.String(), errs.String(), err
}

// TestRun sets points by a table of judged events. One of them is read
// otherwise, and of one the reader was unsure: four count.
func TestRun(t *testing.T) {
	out, _, err := setOn(t, "testdata/judged.tsv", "-least", "1", "-penalty", "0.1", "-rules")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"# 4 of 5 judged events are read so; 3 are right (0.750)\n", "doubt rule:accuse ", "# out of fold:\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	again, _, _ := setOn(t, "testdata/judged.tsv", "-least", "1", "-penalty", "0.1", "-rules")
	if out != again {
		t.Error("two runs gave two tables")
	}
}

// TestRunExcept sets the points by the articles of one source and measures on
// the other.
func TestRunExcept(t *testing.T) {
	out, _, err := setOn(t, "testdata/judged.tsv", "-except", "^harbour/", "-group", "^[a-z]+")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"# 3 of 5 judged events are read so; 2 are right", "# on articles left out:\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

func TestRunProblems(t *testing.T) {
	broken := filepath.Join(t.TempDir(), "broken.tsv")
	good, err := os.ReadFile("testdata/judged.tsv")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(broken, append(good, "right\ttoo short\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	out, told, err := setOn(t, broken)
	if err == nil || !strings.Contains(told, "broken.tsv:8:") || !strings.Contains(out, "# 4 of 5") {
		t.Errorf("a broken line: error %v, told %q, wrote\n%s", err, told, out)
	}
	if _, _, err := setOn(t, "testdata/none.tsv"); err == nil {
		t.Error("no error for a table that there is not")
	}
	if _, _, err := setOn(t, "testdata/judged.tsv", "-group", "("); err == nil {
		t.Error("no error for a broken expression")
	}
	if err := run(context.Background(), []string{"-lang", "en"}, &bytes.Buffer{}, &bytes.Buffer{}); err == nil {
		t.Error("no error without articles")
	}
}
