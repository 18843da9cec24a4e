// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets the scripts call the program itself.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"depesche": func() {
			os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
		},
	})
}

// TestScripts runs testdata/*.txt: the real program, its commands and what
// they answer.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			env.Setenv("DEPESCHE_DB", env.WorkDir+"/record.db")
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"status":  checkStatus,
			"make":    makeFile,
			"encode":  encodeFile,
			"newerdb": makeNewer,
			"site":    serveSite,
		},
	})
}

// checkStatus runs a command and checks its exit status: status 3 depesche …
func checkStatus(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	var out, errs bytes.Buffer
	got := run(context.Background(), absolutePaths(ts, args[2:]), strings.NewReader(""), &out, &errs, ts.Getenv)
	ts.Check(os.WriteFile(ts.MkAbs("stdout"), out.Bytes(), 0o600))
	ts.Check(os.WriteFile(ts.MkAbs("stderr"), errs.Bytes(), 0o600))
	if got != want {
		ts.Fatalf("exit status %d, want %d\n%s%s", got, want, out.String(), errs.String())
	}
}

// absolutePaths makes the files among the arguments absolute, since the
// program runs inside the test.
func absolutePaths(ts *testscript.TestScript, args []string) []string {
	var all []string
	for _, a := range args {
		if _, err := os.Lstat(ts.MkAbs(a)); err == nil && !strings.HasPrefix(a, "-") {
			a = ts.MkAbs(a)
		}
		all = append(all, a)
	}
	return all
}

// makeFile writes a large or odd file: make nested page.html 10000.
func makeFile(ts *testscript.TestScript, neg bool, args []string) {
	var b strings.Builder
	n := 0
	if len(args) > 2 {
		var err error
		n, err = strconv.Atoi(args[2])
		ts.Check(err)
	}
	const paragraph = "<p>Der Minister traf am Montag den Botschafter in Oslo und sprach mit ihm über den Vertrag.</p>\n"
	switch args[0] {
	case "nested":
		b.WriteString("<html><body>" + strings.Repeat("<div>", n) + paragraph + "</body></html>")
	case "large":
		b.WriteString("<html><head><title>Ein langer Tag</title></head><body><article>")
		for b.Len() < n {
			b.WriteString(paragraph)
		}
		b.WriteString("</article></body></html>")
	case "empty":
	case "binary":
		b.WriteString("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
	default:
		ts.Fatalf("unknown kind %q", args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(b.String()), 0o600))
}

// encodeFile writes a UTF-8 file in another encoding: encode utf-16le in out.
func encodeFile(ts *testscript.TestScript, neg bool, args []string) {
	text := ts.ReadFile(args[1])
	var out []byte
	switch args[0] {
	case "windows-1252":
		for _, r := range text {
			switch r {
			case '„':
				r = 0x84
			case '“':
				r = 0x93
			}
			if r > 0xff {
				ts.Fatalf("%q is not in windows-1252", r)
			}
			out = append(out, byte(r))
		}
	case "utf-16le", "utf-16le-bom":
		if args[0] == "utf-16le-bom" {
			out = append(out, 0xff, 0xfe)
		}
		for _, u := range utf16.Encode([]rune(text)) {
			out = binary.LittleEndian.AppendUint16(out, u)
		}
	default:
		ts.Fatalf("unknown encoding %q", args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), out, 0o600))
}

// serveSite serves a folder on loopback for the rest of the script, with SITE
// in place of its address in every file, and sets $SITE: site folder.
func serveSite(ts *testscript.TestScript, neg bool, args []string) {
	folder := ts.MkAbs(args[0])
	var server *httptest.Server
	server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(path.Clean("/"+r.URL.Path))))
		if r.URL.Path == "/" {
			data, err = os.ReadFile(filepath.Join(folder, "index.html"))
		}
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(r.URL.Path)))
		w.Write(bytes.ReplaceAll(data, []byte("SITE"), []byte(server.URL)))
	}))
	ts.Defer(server.Close)
	ts.Setenv("SITE", server.URL)
}

// makeNewer marks a record as one that a newer version of depesche wrote.
func makeNewer(ts *testscript.TestScript, neg bool, args []string) {
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_RDWR, 0)
	ts.Check(err)
	defer f.Close()
	// The user version stands in the header: https://www.sqlite.org/fileformat.html
	_, err = f.WriteAt([]byte{0, 0, 0x27, 0x0f}, 60)
	ts.Check(err)
}

// TestCompletion checks that every shell gets a completion script.
func TestCompletion(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		var out, errs bytes.Buffer
		if status := run(t.Context(), []string{"completion", shell}, strings.NewReader(""), &out, &errs, os.Getenv); status != 0 || out.Len() < 1000 {
			t.Errorf("completion for %s: status %d, %d bytes, %s", shell, status, out.Len(), errs.String())
		}
	}
}

// TestHelp checks that every command explains itself with an example.
func TestHelp(t *testing.T) {
	p := &program{getenv: os.Getenv}
	for _, cmd := range p.rootCommand().Commands() {
		if cmd.Name() == "help" || cmd.Name() == "completion" || cmd.Name() == "version" {
			continue
		}
		if cmd.Short == "" || cmd.Example == "" {
			t.Errorf("%s has no example in its help", cmd.Name())
		}
		if !strings.Contains(cmd.Example, "depesche "+cmd.Name()) {
			t.Errorf("%s: the example does not call it: %s", cmd.Name(), cmd.Example)
		}
	}
}
