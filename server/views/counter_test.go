package views

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"figurehead/embed"
	"figurehead/store"
)

// kept is a store that adds up, or fails.
type kept struct {
	sum  map[key]count
	fail error
}

func (s *kept) AddViews(_ context.Context, list []store.Views) error {
	if s.fail != nil {
		return s.fail
	}
	for _, v := range list {
		k := key{v.PublicID, v.Day, v.Host}
		n := s.sum[k]
		s.sum[k] = count{n.frames + v.Frames, n.pages + v.Pages}
	}
	return nil
}

func (s *kept) FoldViews(context.Context, time.Time) error { return s.fail }

func newCounter(t *testing.T) (*Counter, *kept, *time.Time) {
	t.Helper()
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	s := &kept{sum: map[key]count{}}
	now := time.Date(2026, 6, 30, 22, 59, 30, 0, time.UTC)
	c := New(Options{Store: s, Zone: func() *time.Location { return london }, Now: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler)})
	return c, s, &now
}

func TestViewsOfADay(t *testing.T) {
	t.Parallel()
	c, s, now := newCounter(t)
	frame := embed.View{PublicID: "a", Framed: true, Host: "www.example.gov.uk"}
	c.Seen(frame)
	c.Seen(frame)
	c.Seen(embed.View{PublicID: "a"})
	*now = now.Add(time.Minute) // midnight in London, not yet in UTC
	c.Seen(frame)
	s.fail = errors.New("disk full")
	if err := c.Flush(t.Context()); !errors.Is(err, s.fail) {
		t.Errorf("Flush() = %v", err)
	}
	c.Seen(frame)
	s.fail = nil
	for range 2 { // the second has nothing to add
		if err := c.Flush(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	want := map[key]count{
		{"a", "2026-06-30", "www.example.gov.uk"}: {frames: 2}, {"a", "2026-06-30", ""}: {pages: 1},
		{"a", "2026-07-01", "www.example.gov.uk"}: {frames: 2},
	}
	if diff := cmp.Diff(want, s.sum, cmp.AllowUnexported(key{}, count{})); diff != "" {
		t.Errorf("after failing once:\n%s", diff)
	}
}

func TestViewsAreBounded(t *testing.T) {
	t.Parallel()
	c, s, _ := newCounter(t)
	for i := range 3 * mostKeys {
		c.Seen(embed.View{PublicID: "a", Framed: true, Host: fmt.Sprintf("h%d.example.org", i)})
	}
	if got := len(c.counts); got != mostKeys+1 {
		t.Errorf("%d hosts are held, want %d and one for all others", got, mostKeys)
	}
	for i := range 3 * mostKeys {
		c.Seen(embed.View{PublicID: fmt.Sprintf("f%d", i)})
	}
	if got := len(c.counts); got > 2*mostKeys {
		t.Errorf("%d counts are held, want at most %d", got, 2*mostKeys)
	}
	if err := c.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	frames := int64(0)
	for n := range maps.Values(s.sum) {
		frames += n.frames
	}
	if frames != 3*mostKeys {
		t.Errorf("%d frames are counted, want %d", frames, 3*mostKeys)
	}
}

// Views that are counted while others are written, and after the stop, are
// neither lost nor counted twice.
func TestViewsWhileStopping(t *testing.T) {
	t.Parallel()
	c, s, _ := newCounter(t)
	ctx, stop := context.WithCancel(t.Context())
	ran := make(chan struct{})
	go func() { defer close(ran); c.Run(ctx) }()
	var readers sync.WaitGroup
	for range 8 {
		readers.Go(func() {
			for range 1000 {
				c.Seen(embed.View{PublicID: "a", Framed: true})
			}
		})
	}
	readers.Wait()
	stop()
	<-ran
	if got := s.sum[key{"a", "2026-06-30", ""}].frames; got != 8000 {
		t.Errorf("%d frames, want 8000", got)
	}
}
