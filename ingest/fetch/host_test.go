// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// site is a server with a robots.txt that notes when it is asked for what.
type site struct {
	*httptest.Server
	mu     sync.Mutex
	robots func(w http.ResponseWriter, r *http.Request)
	answer func(w http.ResponseWriter, r *http.Request)
	clock  *fakeClock
	asked  []string
	at     []time.Time
}

func newSite(t *testing.T, robots string) *site {
	s := &site{}
	s.robots = func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, robots) }
	s.answer = func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, page) }
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked = append(s.asked, r.URL.Path)
		if s.clock != nil {
			s.at = append(s.at, s.clock.Now())
		}
		robots, answer := s.robots, s.answer
		s.mu.Unlock()
		if r.URL.Path == "/robots.txt" {
			robots(w, r)
		} else {
			answer(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *site) paths() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Join(s.asked, " ")
}

func kindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}

func TestRobots(t *testing.T) {
	s := newSite(t, "User-agent: *\nDisallow: /in/\nUser-agent: depesche\nDisallow: /private/\nCrawl-delay: 7\n")
	c, clock := client(t, nil)
	s.clock = clock
	for path, want := range map[string]Kind{"/in/1": "", "/private/1": Robots, "/private/2": Robots} {
		if _, err := c.Get(t.Context(), Request{URL: s.URL + path}); kindOf(err) != want {
			t.Errorf("%s: %v", path, err)
		}
	}
	c.Get(t.Context(), Request{URL: s.URL + "/in/2"})
	if strings.Count(s.paths(), "/robots.txt") != 1 || strings.Contains(s.paths(), "private") {
		t.Errorf("asked for %s", s.paths())
	}
	s.answer = func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/private/3", http.StatusFound) }
	if _, err := c.Get(t.Context(), Request{URL: s.URL + "/in/moved"}); kindOf(err) != Robots || strings.Contains(s.paths(), "private") {
		t.Errorf("a redirect to what is closed: %v, asked for %s", err, s.paths())
	}
	s.answer = func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, page) }
	if gap := s.at[2].Sub(s.at[1]); gap < 7*time.Second {
		t.Errorf("the pages came %v apart, Crawl-delay asks for 7s", gap)
	}
	clock.Sleep(t.Context(), 25*time.Hour)
	s.robots = func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "User-agent: *\nDisallow: /\n") }
	if _, err := c.Get(t.Context(), Request{URL: s.URL + "/in/3"}); kindOf(err) != Robots {
		t.Errorf("a day later the rules are old: %v", err)
	}
}

// TestRobotsUnavailable walks through RFC 9309, section 2.3.1.
func TestRobotsUnavailable(t *testing.T) {
	status := func(n int) func(http.ResponseWriter, *http.Request) {
		return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(n) }
	}
	tests := []struct {
		name   string
		robots func(http.ResponseWriter, *http.Request)
		want   Kind
	}{
		{"not there", status(404), ""},
		{"forbidden", status(403), ""},
		{"failing", status(500), Closed},
		{"busy", status(503), Closed},
		{"too many", status(429), Closed},
		{"redirects in a circle", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/robots.txt", 302) }, ""},
		{"larger than is read", func(w http.ResponseWriter, _ *http.Request) {
			io.WriteString(w, "User-agent: *\nDisallow: /\n"+strings.Repeat("# comment\n", 200_000))
		}, Robots},
		{"packed so that it cannot be undone", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "br")
			io.WriteString(w, "nothing of the kind")
		}, Closed},
		{"redirected", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/r2", 302) }, Robots},
	}
	for _, tt := range tests {
		s := newSite(t, "")
		s.robots = tt.robots
		s.answer = func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/r2" {
				io.WriteString(w, "User-agent: *\nDisallow: /")
			}
		}
		c, _ := client(t, func(o *Options) { o.MaxBytes = 1 << 20 })
		if _, err := c.Get(t.Context(), Request{URL: s.URL + "/x"}); kindOf(err) != tt.want {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
		before := s.paths()
		if tt.want == Closed {
			for range 20 { // every failure doubles the wait, until it is too long to wait for
				c.Get(t.Context(), Request{URL: s.URL + "/x"})
			}
			if strings.Contains(s.paths(), "/x") || strings.Count(s.paths(), "/robots.txt") > strings.Count(before, "/robots.txt")+3 {
				t.Errorf("%s: asked for %s", tt.name, s.paths())
			}
		}
	}
	// A copy that is known already holds while the server fails.
	s := newSite(t, "User-agent: *\nDisallow: /in/\n")
	c, clock := client(t, nil)
	c.Get(t.Context(), Request{URL: s.URL + "/x"})
	s.robots = status(500)
	clock.Sleep(t.Context(), 30*time.Hour)
	if _, err := c.Get(t.Context(), Request{URL: s.URL + "/in/"}); kindOf(err) != Robots {
		t.Errorf("failing for a day: %v", err)
	}
	clock.Sleep(t.Context(), 30*24*time.Hour)
	if _, err := c.Get(t.Context(), Request{URL: s.URL + "/x"}); kindOf(err) != Closed {
		t.Errorf("failing for a month: %v", err)
	}
}

func TestBusy(t *testing.T) {
	s := newSite(t, "")
	hosts := &inMemory{}
	c, clock := client(t, func(o *Options) { o.Hosts = hosts })
	s.clock = clock
	busy := func(status int, after string) {
		s.answer = func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", after)
			w.WriteHeader(status)
		}
	}
	get := func() error {
		_, err := c.Get(t.Context(), Request{URL: s.URL + "/x"})
		return err
	}
	retry := func(err error) time.Duration {
		var e *Error
		if !errors.As(err, &e) {
			t.Fatalf("no failure: %v", err)
		}
		return e.Retry.Sub(clock.Now()).Round(time.Second)
	}
	busy(429, "3600")
	if err := get(); kindOf(err) != Busy || retry(err) != time.Hour {
		t.Errorf("429: %v, again in %v", err, retry(err))
	}
	asked := len(s.asked)
	if err := get(); kindOf(err) != Waiting || retry(err) != time.Hour || len(s.asked) != asked {
		t.Errorf("within the hour: %v", err)
	}
	// A new client over the same memory owes the host the same.
	c, _ = client(t, func(o *Options) { o.Hosts, o.Clock = hosts, clock })
	if err := get(); kindOf(err) != Waiting || len(s.asked) != asked {
		t.Errorf("after a restart: %v", err)
	}
	clock.Sleep(t.Context(), time.Hour)
	busy(503, clock.Now().Add(2*time.Hour).Format(http.TimeFormat))
	if err := get(); kindOf(err) != Busy || retry(err) < 2*time.Hour-time.Minute {
		t.Errorf("503 with a date: %v, again in %v", err, retry(err))
	}
	clock.Sleep(t.Context(), 2*time.Hour)
	busy(503, "")
	err := get()
	first := retry(err)
	clock.Sleep(t.Context(), first)
	if err = get(); retry(err) <= first {
		t.Errorf("without Retry-After the wait grows: %v, then %v", first, retry(err))
	}
	clock.Sleep(t.Context(), 24*time.Hour)
	s.answer = func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, page) }
	if err := get(); err != nil {
		t.Errorf("when it answers again: %v", err)
	}
	if state, _ := hosts.Host(t.Context(), strings.TrimPrefix(s.URL, "http://")); state.Failures != 0 || !state.NotBefore.IsZero() {
		t.Errorf("then all is forgotten: %+v", state)
	}
}

// TestOneAtATime checks that a host is asked for one thing at a time, and
// never sooner than the delay.
func TestOneAtATime(t *testing.T) {
	s := newSite(t, "")
	c, clock := client(t, func(o *Options) { o.MaxWait = time.Hour })
	s.clock = clock
	var inside, most int
	s.answer = func(http.ResponseWriter, *http.Request) {
		s.mu.Lock()
		inside++
		most = max(most, inside)
		s.mu.Unlock()
		time.Sleep(time.Millisecond)
		s.mu.Lock()
		inside--
		s.mu.Unlock()
	}
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if _, err := c.Get(t.Context(), Request{URL: s.URL + "/x"}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if most != 1 {
		t.Errorf("%d requests at a time", most)
	}
	for i := 1; i < len(s.at); i++ {
		if gap := s.at[i].Sub(s.at[i-1]); gap < defaultDelay {
			t.Errorf("requests %v apart", gap)
		}
	}
}
