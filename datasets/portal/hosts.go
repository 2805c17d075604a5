package portal

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"figurehead/datasets/fetch"
)

// How long and how often a busy server is waited for while a person waits.
const (
	maxTries = 3
	maxPause = 10 * time.Second
	pause    = 2 * time.Second // where the server does not say how long
)

// hosts sees to it that each host is asked one thing at a time, and not before
// the time it asked for.
type hosts struct {
	mu   sync.Mutex
	each map[string]*host
}

type host struct {
	turn  chan struct{} // holds a token while nobody asks
	users int
	until time.Time
}

func newHosts() *hosts { return &hosts{each: map[string]*host{}} }

// take waits for the turn at a host. The caller gives it back.
func (h *hosts) take(ctx context.Context, name string) (*host, error) {
	h.mu.Lock()
	one := h.each[name]
	if one == nil {
		one = &host{turn: make(chan struct{}, 1)}
		one.turn <- struct{}{}
		h.each[name] = one
	}
	one.users++
	h.mu.Unlock()
	select {
	case <-one.turn:
		return one, nil
	case <-ctx.Done():
		h.leave(name, one, time.Time{})
		return nil, ctx.Err()
	}
}

// give ends a turn.
func (h *hosts) give(name string, one *host, now time.Time) {
	one.turn <- struct{}{}
	h.leave(name, one, now)
}

// leave forgets a host that nobody asks and that asked for no pause.
func (h *hosts) leave(name string, one *host, now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if one.users--; one.users == 0 && !now.IsZero() && !one.until.After(now) {
		delete(h.each, name)
	}
}

// ask is the client's Ask with the manners of a guest: one request at a time,
// and after "too busy" only as early as the server wants.
func (d *Desk) ask(ctx context.Context, r fetch.Request) (fetch.Fetched, error) {
	u, err := url.Parse(r.Address)
	if err != nil {
		return d.client.Ask(ctx, r) // it says what is wrong with the address
	}
	name := strings.ToLower(u.Host)
	one, err := d.hosts.take(ctx, name)
	if err != nil {
		return fetch.Fetched{}, fmt.Errorf("wait for %s: %w", name, err)
	}
	defer func() { d.hosts.give(name, one, d.options.Now()) }()
	for try := 1; ; try++ {
		if wait := one.until.Sub(d.options.Now()); wait > maxPause {
			return fetch.Fetched{}, errors.Join(fetch.ErrUnavailable, fetch.Status{Code: http.StatusTooManyRequests, RetryAfter: wait})
		} else if wait > 0 {
			if err := d.options.Sleep(ctx, wait); err != nil {
				return fetch.Fetched{}, fmt.Errorf("wait for %s: %w", name, err)
			}
		}
		got, err := d.client.Ask(ctx, r)
		var status fetch.Status
		if !errors.As(err, &status) || !busy(status.Code) {
			return got, err
		}
		after := status.RetryAfter
		if after == 0 {
			after = pause << (try - 1)
		}
		one.until = d.options.Now().Add(after)
		if try == maxTries {
			return got, err
		}
	}
}

// busy reports whether an answer means "later": also a file that a portal has
// begun to prepare.
func busy(code int) bool {
	return code == http.StatusTooManyRequests || code == http.StatusServiceUnavailable || code == http.StatusAccepted
}
