package views

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"figurehead/embed"
	"figurehead/store"
)

const (
	flushEvery = time.Minute
	foldEvery  = 24 * time.Hour
	// mostKeys bounds what waits in memory; a view of one more figure, day and
	// host is counted without its host, and past twice as many not at all.
	mostKeys = 20_000
)

// Store keeps what was counted.
type Store interface {
	AddViews(ctx context.Context, list []store.Views) error
	FoldViews(ctx context.Context, now time.Time) error
}

// Options are what a Counter works with.
type Options struct {
	Store Store
	// Zone is the time zone whose days are counted.
	Zone func() *time.Location
	Now  func() time.Time
	Log  *slog.Logger
}

// Counter counts views in memory and adds them to the store once a minute, so
// that a reader never waits for it. Up to a minute of counts is lost when the
// process is killed. It is safe for concurrent use.
type Counter struct {
	Options
	mu     sync.Mutex
	counts map[key]*count
	// day is that of the last view, and until when it lasts.
	day   string
	until time.Time
}

type key struct{ publicID, day, host string }

type count struct{ frames, pages int64 }

// New returns a Counter of nothing.
func New(o Options) *Counter { return &Counter{Options: o, counts: map[key]*count{}} }

// Seen counts one view.
func (c *Counter) Seen(v embed.View) {
	c.mu.Lock()
	defer c.mu.Unlock()
	k := key{v.PublicID, c.today(), v.Host}
	found := c.counts[k]
	if found == nil {
		if len(c.counts) >= mostKeys {
			k.host = ""
			found = c.counts[k]
		}
		if found == nil && len(c.counts) >= 2*mostKeys {
			return
		}
	}
	if found == nil {
		found = &count{}
		c.counts[k] = found
	}
	if v.Framed {
		found.frames++
	} else {
		found.pages++
	}
}

// today is the organisation's date. Its zone is asked for once a minute.
func (c *Counter) today() string {
	now := c.Now()
	if c.day == "" || now.After(c.until) || c.until.Sub(now) > flushEvery {
		c.day, c.until = now.In(c.Zone()).Format(time.DateOnly), now.Truncate(flushEvery).Add(flushEvery)
	}
	return c.day
}

// Flush adds what was counted to the store. When it cannot, the counts stay and
// are tried again.
func (c *Counter) Flush(ctx context.Context) error {
	c.mu.Lock()
	taken := c.counts
	c.counts = map[key]*count{}
	c.mu.Unlock()
	if len(taken) == 0 {
		return nil
	}
	list := make([]store.Views, 0, len(taken))
	for k, n := range taken {
		list = append(list, store.Views{PublicID: k.publicID, Day: k.day, Host: k.host, Frames: n.frames, Pages: n.pages})
	}
	err := c.Store.AddViews(ctx, list)
	if err != nil {
		c.giveBack(taken)
	}
	return err
}

func (c *Counter) giveBack(taken map[key]*count) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for k, n := range taken {
		if now := c.counts[k]; now != nil {
			now.frames += n.frames
			now.pages += n.pages
		} else if len(c.counts) < 2*mostKeys {
			c.counts[k] = n
		}
	}
}

// Run flushes once a minute until ctx ends, and then once more.
func (c *Counter) Run(ctx context.Context) {
	flush, fold := time.NewTicker(flushEvery), time.NewTicker(foldEvery)
	defer flush.Stop()
	defer fold.Stop()
	for {
		select {
		case <-flush.C:
			c.log(c.Flush(ctx))
		case <-fold.C:
			c.log(c.Store.FoldViews(ctx, c.Now()))
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
			defer cancel()
			c.log(c.Flush(last))
			return
		}
	}
}

func (c *Counter) log(err error) {
	if err != nil {
		c.Log.Error("views", "error", err)
	}
}
