// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"depesche/warc"
)

// fakeClock is a clock on which waiting takes no time.
type fakeClock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *fakeClock { return &fakeClock{now: time.Date(2025, 7, 12, 8, 0, 0, 0, time.UTC)} }

func (c *fakeClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *fakeClock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(max(0, d))
	return ctx.Err()
}

// client is a client that may fetch from this machine, on a fake clock.
func client(t *testing.T, change func(*Options)) (*Client, *fakeClock) {
	t.Helper()
	clock := newClock()
	opts := Options{UserAgent: "depesche/test (+mailto:desk@a.example)", Private: true, Clock: clock}
	if change != nil {
		change(&opts)
	}
	c, err := New(opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c, clock
}

func packGzip(data []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(data)
	w.Close()
	return b.Bytes()
}

func packBrotli(data []byte) []byte {
	var b bytes.Buffer
	w := brotli.NewWriter(&b)
	w.Write(data)
	w.Close()
	return b.Bytes()
}

func packZstd(data []byte) []byte {
	w, _ := zstd.NewWriter(nil)
	return w.EncodeAll(data, nil)
}

const page = "<html><title>Brandt in Warschau</title><p>Brandt traf Cyrankiewicz.</p></html>"

// strange is a server that misbehaves in every way that its path names.
func strange(t *testing.T) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	packed := func(path, coding string, data []byte) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Content-Encoding", coding)
			w.Write(data)
		})
	}
	bomb := bytes.Repeat([]byte{0}, 2<<20)
	packed("/gzip", "gzip", packGzip([]byte(page)))
	packed("/brotli", "br", packBrotli([]byte(page)))
	packed("/zstd", "zstd", packZstd([]byte(page)))
	packed("/twice", "gzip, br", packBrotli(packGzip([]byte(page))))
	packed("/gzip-lie", "gzip", []byte(page))
	packed("/gzip-cut", "gzip", packGzip([]byte(page))[:40])
	packed("/gzip-bomb", "gzip", packGzip(bomb))
	packed("/brotli-bomb", "br", packBrotli(bomb))
	packed("/zstd-bomb", "zstd", packZstd(bomb))
	packed("/bomb-in-bomb", "gzip, gzip", packGzip(packGzip(bomb)))
	packed("/unknown-coding", "rot13", []byte(page))
	packed("/garbage", "br", []byte("no such data at all"))
	mux.HandleFunc("/plain", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, page) })
	mux.HandleFunc("/empty", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("/large", func(w http.ResponseWriter, _ *http.Request) { w.Write(bomb) })
	mux.HandleFunc("/film", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "video/mp4")
		w.Write(bomb)
	})
	mux.HandleFunc("/short", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "5000")
		io.WriteString(w, page)
	})
	mux.HandleFunc("/endless", func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			if _, err := io.WriteString(w, "x"); err != nil {
				return
			}
			w.(http.Flusher).Flush()
			time.Sleep(5 * time.Millisecond)
		}
	})
	mux.HandleFunc("/silent", func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	mux.HandleFunc("/hangup", func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			conn.Close()
		}
	})
	mux.HandleFunc("/longer", func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s<p>and more than was said</p>", len(page), page)
			conn.Close()
		}
	})
	mux.HandleFunc("/nonsense", func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			io.WriteString(conn, "GOOD DAY\r\n\r\n")
			conn.Close()
		}
	})
	mux.Handle("/loop", http.RedirectHandler("/loop2", http.StatusFound))
	mux.Handle("/loop2", http.RedirectHandler("/loop", http.StatusFound))
	mux.HandleFunc("/chain/", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path+"x", http.StatusFound) })
	mux.Handle("/nowhere", http.RedirectHandler("ftp://a.example/x", http.StatusFound))
	mux.HandleFunc("/no-location", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusFound) })
	mux.Handle("/moved", http.RedirectHandler("/plain", http.StatusMovedPermanently))
	mux.Handle("/moved-then-found", http.RedirectHandler("/found", http.StatusPermanentRedirect))
	mux.Handle("/found", http.RedirectHandler("/moved", http.StatusFound))
	mux.HandleFunc("/conditional", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		if r.Header.Get("If-None-Match") == `"v1"` && r.Header.Get("If-Modified-Since") == "yesterday" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		io.WriteString(w, page)
	})
	for _, status := range []int{403, 404, 410, 418, 500, 502} {
		mux.HandleFunc(fmt.Sprintf("/%d", status), func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
	}
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func TestStrangeServers(t *testing.T) {
	s := strange(t)
	tests := []struct {
		path string
		kind Kind // "": it is fetched
	}{
		{"/plain", ""}, {"/gzip", ""}, {"/brotli", ""}, {"/zstd", ""}, {"/twice", ""}, {"/gzip-lie", ""}, {"/longer", ""},
		{"/moved", ""}, {"/moved-then-found", ""},
		{"/gzip-cut", Cut}, {"/gzip-bomb", TooLarge}, {"/brotli-bomb", TooLarge}, {"/zstd-bomb", TooLarge}, {"/bomb-in-bomb", TooLarge},
		{"/unknown-coding", Encoding}, {"/garbage", Encoding}, {"/large", TooLarge}, {"/film", Media}, {"/short", Cut},
		{"/endless", Timeout}, {"/silent", Timeout}, {"/hangup", Connect}, {"/nonsense", Connect},
		{"/loop", Redirect}, {"/chain/", Redirect}, {"/nowhere", Invalid}, {"/no-location", Redirect},
		{"/403", Status}, {"/404", Gone}, {"/410", Gone}, {"/418", Status}, {"/500", Status}, {"/502", Status},
	}
	for _, tt := range tests {
		t.Run(tt.path[1:], func(t *testing.T) {
			t.Parallel()
			c, _ := client(t, func(o *Options) {
				o.MaxBytes, o.Timeout = 1<<20, 5*time.Second
				if tt.kind == Timeout {
					o.Timeout = 100 * time.Millisecond
				}
			})
			r, err := c.Get(t.Context(), Request{URL: s.URL + tt.path})
			var e *Error
			switch {
			case tt.kind == "" && err != nil:
				t.Fatal(err)
			case tt.kind == "":
				if string(r.Body) != page {
					t.Errorf("body %q", r.Body)
				}
			case !errors.As(err, &e):
				t.Fatalf("error %v", err)
			case e.Kind != tt.kind:
				t.Errorf("kind %s (%v), want %s", e.Kind, e, tt.kind)
			case e.Reason == "" || !strings.HasPrefix(e.URL, s.URL) && tt.kind != Invalid:
				t.Errorf("error says too little: %+v", e)
			}
		})
	}
}

func TestMovedAndConditional(t *testing.T) {
	s := strange(t)
	c, _ := client(t, nil)
	get := func(req Request) *Response {
		t.Helper()
		req.URL = s.URL + req.URL
		r, err := c.Get(t.Context(), req)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if r := get(Request{URL: "/moved"}); r.Permanent != s.URL+"/plain" || r.URL != s.URL+"/plain" || r.Redirects != 1 {
		t.Errorf("moved: %+v", r)
	}
	if r := get(Request{URL: "/moved-then-found"}); r.Permanent != s.URL+"/found" || r.URL != s.URL+"/plain" {
		t.Errorf("moved, then found: %q, %q", r.Permanent, r.URL)
	}
	if r := get(Request{URL: "/conditional"}); r.NotModified() || r.Header.Get("ETag") != `"v1"` {
		t.Errorf("first: %+v", r)
	}
	if r := get(Request{URL: "/conditional", ETag: `"v1"`, LastModified: "yesterday"}); !r.NotModified() || len(r.Body) > 0 {
		t.Errorf("again: %+v", r)
	}
}

// TestPrivate checks that no address of a private network is reached: not by
// its number, not by a name, not by a redirect, not by a name that changes.
func TestPrivate(t *testing.T) {
	hits := 0
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { hits++ }))
	defer s.Close()
	port := s.URL[strings.LastIndexByte(s.URL, ':'):]
	c, _ := client(t, func(o *Options) {
		o.Private = false
		o.Lookup = func(_ context.Context, host string) ([]netip.Addr, error) {
			if a, err := netip.ParseAddr(host); err == nil {
				return []netip.Addr{a}, nil
			}
			return []netip.Addr{netip.MustParseAddr("::ffff:127.0.0.1")}, nil
		}
	})
	for _, host := range []string{"127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "inside.example"} {
		_, err := c.Get(t.Context(), Request{URL: "http://" + host + port + "/"})
		var e *Error
		if !errors.As(err, &e) || e.Kind != Private || !strings.Contains(e.Reason, "--private") {
			t.Errorf("%s: %v", host, err)
		}
	}
	if hits != 0 {
		t.Errorf("%d requests came through", hits)
	}
	for text, want := range map[string]bool{
		"93.184.216.34": true, "2606:2800:220:1::1": true, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false, "169.254.169.254": false,
		"100.64.0.1": false, "0.0.0.0": false, "255.255.255.255": false, "224.0.0.1": false, "198.18.0.1": false, "240.0.0.1": false,
		"::": false, "::1": false, "fe80::1": false, "fc00::1": false, "ff02::1": false, "::ffff:10.0.0.1": false,
		"64:ff9b::a00:1": false, "64:ff9b::5db8:d822": true, "2002:a00:1::": false, "2001:db8::1": false, "::7f00:1": false, "fec0::1": false,
	} {
		if IsPublic(netip.MustParseAddr(text)) != want {
			t.Errorf("%s public: %v", text, !want)
		}
	}
	for _, odd := range []string{"", "x", "ftp://a.example/", "file:///etc/passwd", "http://user:pass@a.example/", "http:///x", "http://[::1"} {
		var e *Error
		if _, err := c.Get(t.Context(), Request{URL: odd}); !errors.As(err, &e) || e.Kind != Invalid {
			t.Errorf("%q: %v", odd, err)
		}
	}
}

// TestRedirectToPrivate checks the guard on every hop: the first is allowed.
func TestRedirectToPrivate(t *testing.T) {
	var e *Error
	inside := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("reached") }))
	defer inside.Close()
	hop := &Client{opts: Options{}}
	first := true
	_, err := hop.follow(t.Context(), Request{URL: "http://a.example/"}, 3, func(ctx context.Context, req Request) (*Response, error) {
		if first {
			first = false
			return &Response{Status: http.StatusFound, Header: http.Header{"Location": {inside.URL}}}, nil
		}
		c, _ := client(t, func(o *Options) { o.Private = false })
		return c.polite(ctx, req)
	})
	if !errors.As(err, &e) || e.Kind != Private {
		t.Errorf("%v", err)
	}
}

func TestTLS(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.Proto) }))
	s.EnableHTTP2 = true
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	defer s.Close()
	var e *Error
	c, _ := client(t, nil)
	if _, err := c.Get(t.Context(), Request{URL: s.URL}); !errors.As(err, &e) || e.Kind != TLS {
		t.Errorf("a certificate that nobody vouches for: %v", err)
	}
	if _, err := c.Get(t.Context(), Request{URL: "https" + strings.TrimPrefix(strange(t).URL, "http")}); !errors.As(err, &e) || e.Kind != TLS {
		t.Errorf("no TLS at all: %v", err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(s.Certificate())
	c, _ = client(t, func(o *Options) { o.TLS = &tls.Config{RootCAs: roots} })
	if r, err := c.Get(t.Context(), Request{URL: s.URL}); err != nil || string(r.Body) != "HTTP/2.0" {
		t.Errorf("HTTP/2: %v", err)
	}
}

func TestNoServer(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + l.Addr().String() + "/"
	l.Close()
	c, clock := client(t, nil)
	var e *Error
	if _, err := c.Get(t.Context(), Request{URL: address}); !errors.As(err, &e) || e.Kind != Connect || !e.Retry.Equal(clock.Now().Add(firstWait)) {
		t.Errorf("no server: %v", err)
	}
	c, _ = client(t, func(o *Options) {
		o.Lookup = func(context.Context, string) ([]netip.Addr, error) { return nil, nil }
	})
	if _, err := c.Get(t.Context(), Request{URL: "http://nobody.example/"}); !errors.As(err, &e) || e.Kind != Name {
		t.Errorf("no name: %v", err)
	}
}

func TestArchive(t *testing.T) {
	s := strange(t)
	var kept []*warc.Exchange
	c, _ := client(t, func(o *Options) {
		o.MaxBytes = 1 << 20
		o.Archive = func(x *warc.Exchange) error { kept = append(kept, x); return nil }
	})
	for _, path := range []string{"/moved", "/gzip", "/large"} {
		c.Get(t.Context(), Request{URL: s.URL + path})
	}
	var lines []string
	for _, x := range kept {
		status, _, _ := strings.Cut(string(x.ResponseHead), "\r\n")
		lines = append(lines, strings.TrimPrefix(x.URL, s.URL)+" "+status+" "+x.Truncated)
		if x.IP != "127.0.0.1" || !bytes.HasSuffix(x.ResponseHead, []byte("\r\n\r\n")) || !bytes.Contains(x.RequestHead, []byte("User-Agent: depesche/test")) ||
			bytes.Contains(x.ResponseHead, []byte("\r\nTransfer-Encoding")) || x.Protocol != "http/1.1" {
			t.Errorf("%+v", x)
		}
	}
	want := "/robots.txt HTTP/1.1 404 Not Found |/moved HTTP/1.1 301 Moved Permanently |/plain HTTP/1.1 200 OK |/gzip HTTP/1.1 200 OK |/large HTTP/1.1 200 OK length"
	if got := strings.Join(lines, "|"); got != want {
		t.Errorf("archived %s\nwant     %s", got, want)
	}
	if !bytes.HasPrefix(kept[3].Body, []byte{0x1f, 0x8b}) {
		t.Error("the body is not kept as it came")
	}
	full := errors.New("no space left")
	c, _ = client(t, func(o *Options) { o.Archive = func(*warc.Exchange) error { return full } })
	if _, err := c.Get(t.Context(), Request{URL: s.URL + "/plain"}); !errors.Is(err, full) {
		t.Errorf("a full disk: %v", err)
	}
}

func FuzzUnpack(f *testing.F) {
	for name, data := range map[string][]byte{"gzip": packGzip([]byte(page)), "br": packBrotli([]byte(page)), "zstd": packZstd([]byte(page)), "deflate": {1, 2}} {
		f.Add(data, name)
	}
	f.Add([]byte("x"), "gzip, identity,, gzip,br")
	f.Fuzz(func(t *testing.T, data []byte, name string) {
		const most = 1 << 16
		if out, err := unpack(data, []string{name}, most); err == nil && len(out) > max(most, len(data)) {
			t.Errorf("%d bytes", len(out))
		}
	})
}
