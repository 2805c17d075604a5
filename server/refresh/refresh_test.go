package refresh

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"figurehead/datasets"
	"figurehead/datasets/fetch"
	"figurehead/store"
)

// desk is a Queue on a clock of its own, over a real data folder.
type desk struct {
	*Queue
	t     *testing.T
	store *store.Store
	clock atomic.Int64 // milliseconds
}

var began = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)

func newDesk(t *testing.T, work Work) *desk {
	t.Helper()
	d := &desk{t: t}
	d.clock.Store(began.UnixMilli())
	var err error
	d.store, err = store.Open(t.Context(), store.Options{Folder: t.TempDir(), Now: d.time})
	d.must(err)
	t.Cleanup(func() { d.store.Close() })
	d.Queue = d.queue(work)
	return d
}

func (d *desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) time() time.Time { return time.UnixMilli(d.clock.Load()).UTC() }

// queue is what a process has.
func (d *desk) queue(work Work) *Queue {
	return NewQueue(d.store, work, d.time, slog.New(slog.DiscardHandler))
}

// dataset is one of a host with a rule, due as the rule says.
func (d *desk) dataset(host string, rule store.RefreshRule) string {
	d.t.Helper()
	ctx, who := d.t.Context(), store.Actor{ID: "u1", Name: "Communications officer"}
	sum, _, err := d.store.Blobs().Put(ctx, strings.NewReader("a,b\n1,2\n"))
	d.must(err)
	made, _, err := d.store.CreateDataset(ctx, who, datasets.Dataset{Title: host, Source: datasets.Source{Kind: "url", Address: "https://" + host + "/a.csv"}},
		datasets.Snapshot{SHA256: sum, Confirmed: true, Recipe: datasets.Recipe{Version: 1, Format: "csv"}, TableDigest: "d", Rows: 1})
	d.must(err)
	d.must(d.store.SetSchedule(ctx, who, made.ID, rule, Next(rule, made.ID, d.time())))
	return made.ID
}

// look starts what is due and waits until it is done.
func (d *desk) look(at time.Time) {
	d.t.Helper()
	d.clock.Store(at.UnixMilli())
	d.must(d.start(d.t.Context()))
	d.under.Wait()
}

func (d *desk) schedule(id string) store.Schedule {
	d.t.Helper()
	s, err := d.store.Schedule(d.t.Context(), id)
	d.must(err)
	return s
}

// next is when anything is due first.
func (d *desk) next(ids ...string) time.Time {
	times := make([]time.Time, len(ids))
	for i, id := range ids {
		times[i] = d.schedule(id).DueAt
	}
	return slices.MinFunc(times, time.Time.Compare)
}

// TestTwoYears: nothing missed, nothing twice, and no more rows at the end.
func TestTwoYears(t *testing.T) {
	t.Parallel()
	var d *desk
	runs := map[string][]time.Time{}
	d = newDesk(t, func(ctx context.Context, s store.Schedule) error {
		runs[s.DatasetID] = append(runs[s.DatasetID], d.time())
		_, err := d.store.RecordRefresh(ctx, store.Actor{ID: "refresh", Name: "refresh"}, store.Refresh{DatasetID: s.DatasetID, Outcome: store.RefreshSame})
		return err
	})
	end := began.AddDate(2, 0, 0)
	periods := map[store.RefreshRule]string{store.RefreshDaily: "2006-01-02", store.RefreshMonthly: "2006-01", store.RefreshYearly: "2006"}
	want := map[store.RefreshRule]int{store.RefreshDaily: 731, store.RefreshMonthly: 24, store.RefreshYearly: 2}
	rules := map[string]store.RefreshRule{}
	var ids []string
	for rule := range want {
		id := d.dataset("data.example.gov.uk", rule)
		rules[id], ids = rule, append(ids, id)
	}
	for at := d.next(ids...); at.Before(end); at = d.next(ids...) {
		d.look(at)
	}
	for id, rule := range rules {
		seen := map[string]bool{}
		for _, at := range runs[id] {
			seen[at.Format(periods[rule])] = true
		}
		if len(runs[id]) != want[rule] || len(seen) != want[rule] {
			t.Errorf("%s: fetched %d times in %d periods, want %d", rule, len(runs[id]), len(seen), want[rule])
		}
		kept, err := d.store.Refreshes(t.Context(), id)
		d.must(err)
		if len(kept) != min(want[rule], 50) {
			t.Errorf("%s: %d tries kept", rule, len(kept))
		}
		if s := d.schedule(id); s.Failures != 0 || !s.LeasedUntil.IsZero() {
			t.Errorf("%s: at the end %+v", rule, s)
		}
	}
}

// TestAfterTheServerWasDown: what was due meanwhile is fetched once.
func TestAfterTheServerWasDown(t *testing.T) {
	t.Parallel()
	runs := 0
	d := newDesk(t, func(context.Context, store.Schedule) error { runs++; return nil })
	id := d.dataset("a.example", store.RefreshDaily)
	late := began.AddDate(0, 0, 40).Add(12 * time.Hour)
	d.look(late)
	d.look(late.Add(time.Minute))
	if due := d.schedule(id).DueAt; runs != 1 || due.Before(late) || due.After(late.Add(24*time.Hour)) {
		t.Errorf("fetched %d times, due again at %v", runs, due)
	}
}

// TestFailingHost: it is asked less and less, up to once a day, and does not
// hold up the others.
func TestFailingHost(t *testing.T) {
	t.Parallel()
	runs := map[string]int{}
	var mu sync.Mutex
	d := newDesk(t, func(_ context.Context, s store.Schedule) error {
		mu.Lock()
		defer mu.Unlock()
		runs[s.DatasetID]++
		if s.Source.Address == "https://bad.example/a.csv" {
			panic("it breaks")
		}
		return nil
	})
	bad, good := d.dataset("bad.example", store.RefreshHourly), d.dataset("good.example", store.RefreshHourly)
	end := began.AddDate(0, 0, 10)
	for at := d.next(bad, good); at.Before(end); at = d.next(bad, good) {
		d.look(at)
	}
	if runs[good] != 240 {
		t.Errorf("the good host was asked %d times, want 240", runs[good])
	}
	if runs[bad] < 15 || runs[bad] > 20 {
		t.Errorf("the failing host was asked %d times in ten days, want 9 times on the first and then once a day", runs[bad])
	}
	if s := d.schedule(bad); s.Failures != runs[bad] || s.DueAt.Sub(d.time()) > mostWait {
		t.Errorf("after %d failures: %+v", runs[bad], s)
	}
}

// TestRetryAfter: a host that asks for time gets it, for all its datasets.
func TestRetryAfter(t *testing.T) {
	t.Parallel()
	var asked []time.Time
	var d *desk
	d = newDesk(t, func(context.Context, store.Schedule) error {
		asked = append(asked, d.time())
		return fmt.Errorf("busy: %w", fetch.Status{Code: 429, RetryAfter: 3 * time.Hour})
	})
	first, second := d.dataset("busy.example", store.RefreshHourly), d.dataset("busy.example", store.RefreshHourly)
	at := began.Add(time.Hour)
	for minute := range 180 {
		d.look(at.Add(time.Duration(minute) * time.Minute))
	}
	if len(asked) != 1 {
		t.Errorf("asked %d times within three hours, want once", len(asked))
	}
	d.look(at.Add(3 * time.Hour))
	if len(asked) != 2 || d.schedule(first).Failures != 1 || d.schedule(second).Failures != 1 {
		t.Errorf("after three hours asked %d times, failures %d and %d; want each once", len(asked), d.schedule(first).Failures, d.schedule(second).Failures)
	}
}

// TestAtOnce: one request at a time for a host, four hosts at most, and two
// processes on one folder never fetch a dataset at the same time.
func TestAtOnce(t *testing.T) {
	t.Parallel()
	gate, busy := make(chan struct{}), make(chan string, 100)
	work := func(_ context.Context, s store.Schedule) error {
		busy <- s.DatasetID
		<-gate
		return nil
	}
	d := newDesk(t, work)
	for host := range 6 {
		for range 3 {
			d.dataset(fmt.Sprintf("h%d.example", host), store.RefreshHourly)
		}
	}
	d.clock.Store(began.Add(2 * time.Hour).UnixMilli())
	other := d.queue(work)
	for range 3 {
		d.must(d.start(t.Context()))
		d.must(other.start(t.Context()))
	}
	seen := map[string]bool{}
	for range 8 {
		id := <-busy
		if seen[id] {
			t.Errorf("dataset %s is fetched twice at once", id)
		}
		seen[id] = true
	}
	if len(d.busy) != 4 || len(other.busy) != 4 || len(busy) != 0 {
		t.Errorf("%d and %d hosts at once, %d more", len(d.busy), len(other.busy), len(busy))
	}
	close(gate)
	d.under.Wait()
	other.under.Wait()
}

// TestKilled: what a killed process held is taken again when its lease is over,
// and not before.
func TestKilled(t *testing.T) {
	t.Parallel()
	runs := 0
	d := newDesk(t, func(context.Context, store.Schedule) error { runs++; return nil })
	id := d.dataset("a.example", store.RefreshDaily)
	at := began.AddDate(0, 0, 1)
	if leased, err := d.store.LeaseSchedule(t.Context(), d.schedule(id), at, at.Add(leaseTime)); err != nil || !leased {
		t.Fatal(leased, err)
	}
	d.look(at.Add(leaseTime - time.Minute))
	if runs != 0 {
		t.Error("fetched while another holds it")
	}
	d.look(at.Add(leaseTime))
	if runs != 1 || !d.schedule(id).LeasedUntil.IsZero() {
		t.Errorf("after the lease fetched %d times: %+v", runs, d.schedule(id))
	}
}

// TestStopped: a server that stops waits for what is under way and leaves it due.
func TestStopped(t *testing.T) {
	t.Parallel()
	started := make(chan struct{})
	d := newDesk(t, func(ctx context.Context, _ store.Schedule) error {
		close(started)
		<-ctx.Done()
		return errors.Join(errors.New("no answer"), ctx.Err())
	})
	id := d.dataset("a.example", store.RefreshDaily)
	before := d.schedule(id)
	d.clock.Store(before.DueAt.UnixMilli())
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); d.Run(ctx) }()
	<-started
	stop()
	<-ended
	if after := d.schedule(id); after.DueAt != before.DueAt || after.Failures != 0 || !after.LeasedUntil.IsZero() {
		t.Errorf("after it stopped: %+v, want %+v", after, before)
	}
}
