package refresh

import (
	"net/url"
	"time"

	"figurehead/datasets"
	"figurehead/store"
)

// host is one server that data comes from.
type host struct {
	waiting []store.Schedule // due, the longest first
	busy    int              // requests under way
	turn    int64            // when it had its last turn, in turns of all
	quiet   time.Time        // it asked to be left alone until then
	faults  int              // in a row, whatever dataset was asked for
}

// After so many faults in a row a host is asked for one thing at a time, and
// after a pause: twice as long each time, and at most six hours.
const (
	mostFaults = 5
	mostPause  = 6 * time.Hour
)

// line is who waits for which host.
type line struct {
	hosts map[string]*host
	busy  int
	turns int64
}

func newLine() line { return line{hosts: map[string]*host{}} }

// wait makes what is due wait, in place of what waited before. Hosts of which
// nothing is to be remembered are forgotten.
func (l *line) wait(due []store.Schedule, now time.Time) {
	for name, h := range l.hosts {
		h.waiting = nil
		if h.busy == 0 && h.faults == 0 && !now.Before(h.quiet) {
			delete(l.hosts, name)
		}
	}
	for _, s := range due {
		name := hostOf(s.Source)
		if l.hosts[name] == nil {
			l.hosts[name] = &host{}
		}
		l.hosts[name].waiting = append(l.hosts[name].waiting, s)
	}
}

// take is the next dataset to ask for: of the host whose last turn is the
// longest ago, so that one with few waits as long as if no other had many.
func (l *line) take(now time.Time) (store.Schedule, *host, bool) {
	if l.busy >= mostAtOnce {
		return store.Schedule{}, nil, false
	}
	var next *host
	for _, h := range l.hosts {
		if !h.ready(now) {
			continue
		}
		if next == nil || h.turn < next.turn || h.turn == next.turn && before(h.waiting[0], next.waiting[0]) {
			next = h
		}
	}
	if next == nil {
		return store.Schedule{}, nil, false
	}
	s := next.waiting[0]
	next.waiting = next.waiting[1:]
	l.turns++
	next.turn = l.turns
	next.busy++
	l.busy++
	return s, next, true
}

func before(a, b store.Schedule) bool {
	if !a.DueAt.Equal(b.DueAt) {
		return a.DueAt.Before(b.DueAt)
	}
	return a.DatasetID < b.DatasetID
}

func (l *line) give(h *host) {
	h.busy--
	l.busy--
}

// ready reports whether a host may be asked for what waits for it.
func (h *host) ready(now time.Time) bool {
	if len(h.waiting) == 0 || now.Before(h.quiet) {
		return false
	}
	most := mostPerHost
	// A portal is asked several things for one dataset, one after the other. A
	// host that broke shows first that it is whole again.
	if h.waiting[0].Source.Kind == "portal" || h.faults >= mostFaults {
		most = 1
	}
	return h.busy < most
}

// answered closes the circuit of a host.
func (h *host) answered() { h.faults = 0 }

// broke counts a fault, and opens the circuit after too many.
func (h *host) broke(name string, now time.Time) {
	h.faults++
	if h.faults < mostFaults {
		return
	}
	pause := firstWait
	for i := mostFaults; i < h.faults && pause < mostPause; i++ {
		pause *= 2
	}
	h.hush(now.Add(min(pause+jitter(name, pause/4), mostPause)))
}

// hush leaves a host alone until an instant.
func (h *host) hush(until time.Time) {
	if until.After(h.quiet) {
		h.quiet = until
	}
}

// hostOf is whom a source is asked of.
func hostOf(s datasets.Source) string {
	address := s.Address
	if s.Kind == "portal" {
		address = s.Portal.Address
	}
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.Hostname()
}
