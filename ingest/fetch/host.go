// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"depesche/address"
	"depesche/ingest/robots"
)

// HostState is what must be remembered of a host, so that a new run owes it
// nothing that the last one owed.
type HostState struct {
	Robots    []byte    // its robots.txt; nil when it has none
	RobotsAt  time.Time // when that was found out; zero: never
	NotBefore time.Time // nothing is fetched from it until then
	Failures  int       // in a row: each doubles the wait
}

// Hosts remembers hosts. The name of a host has its port.
type Hosts interface {
	Host(ctx context.Context, name string) (HostState, error)
	SaveHost(ctx context.Context, name string, state HostState) error
}

// inMemory remembers hosts as long as the client lives.
type inMemory struct {
	mu     sync.Mutex
	states map[string]HostState
}

// Host returns what is known of the host.
func (m *inMemory) Host(_ context.Context, name string) (HostState, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.states[name], nil
}

// SaveHost remembers it.
func (m *inMemory) SaveHost(_ context.Context, name string, state HostState) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.states == nil {
		m.states = map[string]HostState{}
	}
	m.states[name] = state
	return nil
}

// gates holds the gate of every host that was asked for something.
type gates struct {
	mu  sync.Mutex
	all map[string]*gate
}

// gate lets one fetch at a time through to a host.
type gate struct {
	turn  chan struct{} // holds one token while the host is free
	known bool          // state is loaded
	state HostState
	rules *robots.Rules
	next  time.Time // when the host may be asked again

	mu        sync.Mutex
	notBefore time.Time // of state, for those who do not have the turn
}

func (g *gates) of(host string) *gate {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.all == nil {
		g.all = map[string]*gate{}
	}
	one := g.all[host]
	if one == nil {
		one = &gate{turn: make(chan struct{}, 1)}
		one.turn <- struct{}{}
		g.all[host] = one
	}
	return one
}

// notBefore is when a host may be asked again after it was busy.
func (g *gates) notBefore(host string) time.Time {
	one := g.of(host)
	one.mu.Lock()
	defer one.mu.Unlock()
	return one.notBefore
}

// polite sends a request when robots.txt allows it and the host's turn has
// come.
func (c *Client) polite(ctx context.Context, req Request) (*Response, error) {
	host := address.Host(req.URL)
	g := c.hosts.of(host)
	select {
	case <-g.turn:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { g.turn <- struct{}{} }()
	if err := c.enter(ctx, g, host, req.URL); err != nil {
		return nil, err
	}
	if err := c.askRobots(ctx, g, host, req.URL); err != nil {
		return nil, err
	}
	if !g.rules.Allowed(c.opts.Agent, req.URL) {
		return nil, failure(Robots, req.URL, "the robots.txt of "+host+" asks us not to fetch it")
	}
	if err := c.wait(ctx, g, req.URL); err != nil {
		return nil, err
	}
	r, err := c.exchange(ctx, req)
	g.next = c.opts.Clock.Now().Add(max(c.opts.Delay, g.rules.Delay(c.opts.Agent)))
	return r, c.learn(ctx, g, host, r, err)
}

// enter loads what is known of the host and refuses to go on when it wants to
// be left alone for long.
func (c *Client) enter(ctx context.Context, g *gate, host, url string) error {
	if !g.known {
		state, err := c.opts.Hosts.Host(ctx, host)
		if err != nil {
			return err
		}
		g.state, g.known = state, true
		g.setNotBefore(state.NotBefore)
		if !state.RobotsAt.IsZero() {
			g.rules = robots.Parse(state.Robots)
		}
	}
	return c.tooEarly(g, url)
}

func (g *gate) setNotBefore(t time.Time) {
	g.mu.Lock()
	g.notBefore = t
	g.mu.Unlock()
}

// tooEarly is an error when the host's turn comes later than we wait for.
func (c *Client) tooEarly(g *gate, url string) error {
	at := later(g.next, g.state.NotBefore)
	if at.Sub(c.opts.Clock.Now()) <= c.opts.MaxWait {
		return nil
	}
	e := failure(Waiting, url, "the host is left alone until "+at.UTC().Format(time.RFC3339))
	e.Retry = at
	return e
}

// wait waits for the host's turn.
func (c *Client) wait(ctx context.Context, g *gate, url string) error {
	if err := c.tooEarly(g, url); err != nil {
		return err
	}
	return c.opts.Clock.Sleep(ctx, later(g.next, g.state.NotBefore).Sub(c.opts.Clock.Now()))
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// The waits after failures: the first, the longest.
const (
	firstWait = time.Minute
	longWait  = 6 * time.Hour
	maxRetry  = 7 * 24 * time.Hour // a longer Retry-After is taken for a mistake
)

// learn draws from an answer, or from a failure, when to come again.
func (c *Client) learn(ctx context.Context, g *gate, host string, r *Response, err error) error {
	before := g.state
	var e *Error
	switch now := c.opts.Clock.Now(); {
	case err == nil && isBusy(r.Status):
		wait := backOff(g.state.Failures)
		if asked, ok := retryAfter(r.Header.Get("Retry-After"), now); ok {
			wait = min(asked, maxRetry)
		}
		g.state.Failures++
		g.state.NotBefore = now.Add(max(wait, c.opts.Delay))
	case err == nil:
		g.state.Failures, g.state.NotBefore = 0, time.Time{}
	case errors.As(err, &e) && (isUnreachable(e.Kind)):
		g.state.NotBefore = now.Add(backOff(g.state.Failures))
		g.state.Failures++
		e.Retry = g.state.NotBefore
	}
	g.setNotBefore(g.state.NotBefore)
	if g.state.Failures != before.Failures || !g.state.NotBefore.Equal(before.NotBefore) {
		if saveErr := c.opts.Hosts.SaveHost(ctx, host, g.state); saveErr != nil && err == nil {
			return saveErr
		}
	}
	return err
}

// isUnreachable reports a failure of the whole host, not of one document.
func isUnreachable(k Kind) bool {
	switch k {
	case Connect, Timeout, Name, TLS, Closed:
		return true
	}
	return false
}

// backOff doubles the wait with every failure.
func backOff(failures int) time.Duration {
	return min(firstWait<<min(failures, 10), longWait)
}

// retryAfter reads a Retry-After header: seconds or a date (RFC 9110, section
// 10.2.3).
func retryAfter(value string, now time.Time) (time.Duration, bool) {
	value = strings.TrimSpace(value)
	if seconds, err := strconv.ParseInt(value, 10, 32); err == nil && seconds >= 0 {
		return time.Duration(seconds) * time.Second, true
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(0, at.Sub(now)), true
	}
	return 0, false
}

// How long a robots.txt holds (RFC 9309, section 2.4), and how long it is
// used when no newer one can be had.
const (
	robotsFresh = 24 * time.Hour
	robotsStale = 7 * 24 * time.Hour
)

// askRobots sees to it that the host's rules are known.
func (c *Client) askRobots(ctx context.Context, g *gate, host, url string) error {
	age := c.opts.Clock.Now().Sub(g.state.RobotsAt)
	if g.rules != nil && age >= 0 && age < robotsFresh {
		return nil
	}
	if err := c.wait(ctx, g, url); err != nil {
		return err
	}
	data, err := c.fetchRobots(ctx, g, url)
	g.next = c.opts.Clock.Now().Add(c.opts.Delay)
	if err != nil {
		var e *Error
		if !errors.As(err, &e) {
			return err
		}
		if g.rules != nil && age < robotsStale {
			return nil
		}
		e.Kind, e.URL, e.Reason = closedKind(e.Kind), url, "its robots.txt cannot be had, so nothing may be fetched: "+e.Reason
		return c.learn(ctx, g, host, nil, e)
	}
	g.rules = robots.Parse(data)
	g.state.Robots, g.state.RobotsAt = data, c.opts.Clock.Now()
	return c.opts.Hosts.SaveHost(ctx, host, g.state)
}

// closedKind keeps the kinds that say why a host cannot be reached at all.
func closedKind(k Kind) Kind {
	switch k {
	case Connect, Timeout, Name, TLS, Private, Invalid:
		return k
	}
	return Closed
}

// fetchRobots fetches the robots.txt of a host. One that the server says it
// does not have is empty; one that cannot be had is an error (RFC 9309,
// section 2.3.1).
func (c *Client) fetchRobots(ctx context.Context, g *gate, url string) ([]byte, error) {
	at, err := target(url, "/robots.txt")
	if err != nil {
		return nil, err
	}
	r, err := c.follow(ctx, Request{URL: at}, robotsRedirects, c.beginning)
	var e *Error
	switch {
	case err == nil:
		return r.Body[:min(len(r.Body), robots.MaxBytes)], nil
	case errors.As(err, &e) && (e.Status >= 400 && e.Status < 500 && e.Status != http.StatusTooManyRequests || e.Kind == Redirect):
		return []byte{}, nil
	}
	return nil, err
}

// beginning sends a request and takes the beginning of an answer that is too
// large for the whole answer.
func (c *Client) beginning(ctx context.Context, req Request) (*Response, error) {
	r, err := c.exchange(ctx, req)
	var e *Error
	if r != nil && len(r.Body) >= robots.MaxBytes && errors.As(err, &e) && e.Kind == TooLarge {
		return r, nil
	}
	return r, err
}

// productToken is the name before the slash of a user agent.
func productToken(userAgent string) string {
	name, _, _ := strings.Cut(userAgent, "/")
	return strings.TrimSpace(name)
}

// Sitemaps lists the sitemaps that the robots.txt of an address's host names.
func (c *Client) Sitemaps(ctx context.Context, url string) ([]string, error) {
	host := address.Host(url)
	g := c.hosts.of(host)
	select {
	case <-g.turn:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { g.turn <- struct{}{} }()
	if err := c.enter(ctx, g, host, url); err != nil {
		return nil, err
	}
	if err := c.askRobots(ctx, g, host, url); err != nil {
		return nil, err
	}
	var all []string
	for _, s := range g.rules.Sitemaps {
		if at, err := target(url, s); err == nil {
			all = append(all, at)
		}
	}
	return all, nil
}
