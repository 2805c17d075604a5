package refresh

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
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

// plainWork is Work of sources that say nothing beside their data.
type plainWork func(context.Context, store.Schedule) error

func (w plainWork) work(ctx context.Context, s store.Schedule) (Done, error) {
	return Done{}, w(ctx, s)
}

// desk is a Queue on a clock of its own, over a real data folder.
type desk struct {
	*Queue
	t     *testing.T
	store *store.Store
	clock atomic.Int64 // milliseconds
}

// london is where the clock changes twice a year.
var london = sync.OnceValue(func() *time.Location {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err)
	}
	return zone
})

var began = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)

func newDesk(t *testing.T, work plainWork) *desk {
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
func (d *desk) queue(work plainWork) *Queue {
	return NewQueue(Options{Leases: d.store, Work: work.work, Zone: london, Now: d.time, Log: slog.New(slog.DiscardHandler)})
}

// dataset is one of a host with a rule, due as the rule says.
func (d *desk) dataset(host string, rule store.RefreshRule) string {
	d.t.Helper()
	ctx, who := d.t.Context(), store.Actor{ID: "u1", Name: "Communications officer"}
	sum, _, err := d.store.Blobs().Put(ctx, strings.NewReader("a,b\n1,2\n"))
	d.must(err)
	source := datasets.Source{Kind: "url", Address: "https://" + host + "/a.csv"}
	if strings.HasPrefix(host, "portal.") {
		source = datasets.Source{Kind: "portal", Portal: datasets.PortalResource{Address: "https://" + host}}
	}
	made, _, err := d.store.CreateDataset(ctx, who, datasets.Dataset{Title: host, Source: source},
		datasets.Snapshot{SHA256: sum, Confirmed: true, Recipe: datasets.Recipe{Version: 1, Format: "csv"}, TableDigest: "d", Rows: 1})
	d.must(err)
	s := store.Schedule{DatasetID: made.ID, Rule: rule}
	s.DueAt = Next(s, d.time(), london())
	d.must(d.store.SetSchedule(ctx, who, s))
	return made.ID
}

// at starts what is due at an instant, one after the other, and waits until it
// is done.
func (d *desk) at(at time.Time) {
	d.t.Helper()
	d.clock.Store(at.UnixMilli())
	for {
		d.must(d.look(d.t.Context()))
		d.under.Wait()
		select {
		case <-d.wake:
		default:
			return
		}
	}
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

// TestTwoYears: nothing missed, nothing twice, also where the clocks of London
// change, and no more rows at the end; hourly ones with FIGUREHEAD_SOAK=1.
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
	periods := map[store.RefreshRule]string{store.RefreshDaily: "2006-01-02", store.RefreshRelease: "2006-01-02", store.RefreshWeekly: "2006-01-02", store.RefreshMonthly: "2006-01", store.RefreshYearly: "2006"}
	want := map[store.RefreshRule]int{store.RefreshDaily: 731, store.RefreshRelease: 731, store.RefreshWeekly: 104, store.RefreshMonthly: 24, store.RefreshYearly: 2}
	if os.Getenv("FIGUREHEAD_SOAK") != "" {
		periods[store.RefreshHourly], want[store.RefreshHourly] = "2006-01-02 15 -0700", 731*24
	}
	rules := map[string]store.RefreshRule{}
	var ids []string
	for rule := range want {
		id := d.dataset("data.example.gov.uk", rule)
		rules[id], ids = rule, append(ids, id)
	}
	for at := d.next(ids...); at.Before(end); at = d.next(ids...) {
		d.at(at)
	}
	for id, rule := range rules {
		seen := map[string]bool{}
		for _, at := range runs[id] {
			seen[at.In(london()).Format(periods[rule])] = true
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
	d.at(late)
	d.at(late.Add(time.Minute))
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
		d.at(at)
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

// TestRetryAfter: a host that asks for time gets it, for all its datasets. After
// it both are asked for, or only the one that waited longer, where its answer asks
// for time again before the other is begun.
func TestRetryAfter(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	d := newDesk(t, func(context.Context, store.Schedule) error {
		asked.Add(1)
		return fmt.Errorf("busy: %w", fetch.Status{Code: 429, RetryAfter: 3 * time.Hour})
	})
	first, second := d.dataset("busy.example", store.RefreshHourly), d.dataset("busy.example", store.RefreshHourly)
	at := d.next(first, second)
	for minute := range 180 {
		d.at(at.Add(time.Duration(minute) * time.Minute))
	}
	if n := asked.Load(); n != 1 {
		t.Errorf("asked %d times within three hours, want once", n)
	}
	d.at(at.Add(3 * time.Hour))
	one, other, n := d.schedule(first).Failures, d.schedule(second).Failures, int(asked.Load())
	if n > 3 || one+other != n || one == 0 || other == 0 {
		t.Errorf("after three hours asked %d times, failures %d and %d; want the one that waited, and at most the other once more", n, one, other)
	}
}

// TestBrokenHost: after five faults in a row a host is asked for one thing at a
// time, less and less often, whatever waits for it; the others are asked as
// before; when it answers again everything is.
func TestBrokenHost(t *testing.T) {
	t.Parallel()
	var broken atomic.Bool
	broken.Store(true)
	var mu sync.Mutex
	runs := map[string]int{}
	d := newDesk(t, func(_ context.Context, s store.Schedule) error {
		host := hostOf(s.Source)
		mu.Lock()
		defer mu.Unlock()
		runs[host]++
		if host == "broken.example" && broken.Load() {
			return fmt.Errorf("no answer: %w", fetch.ErrUnavailable)
		}
		return nil
	})
	var ids []string
	for range 50 {
		ids = append(ids, d.dataset("broken.example", store.RefreshDaily))
	}
	whole := d.dataset("whole.example", store.RefreshHourly)
	for minute := range 24 * 60 {
		d.at(began.AddDate(0, 0, 1).Add(time.Duration(minute) * time.Minute))
	}
	if runs["broken.example"] < 8 || runs["broken.example"] > 30 {
		t.Errorf("a broken host was asked %d times on a day for 50 datasets, want about a dozen", runs["broken.example"])
	}
	// At once, and then at its own minute of each hour, which its id decides.
	if n := runs["whole.example"]; n < 24 || n > 25 || d.schedule(whole).Failures != 0 {
		t.Errorf("the other host was asked %d times, want 24 or 25", n)
	}
	broken.Store(false)
	before := runs["broken.example"]
	for hour := range 24 {
		d.at(began.AddDate(0, 0, 2).Add(time.Duration(hour) * time.Hour))
	}
	if n := runs["broken.example"] - before; n < 50 {
		t.Errorf("when it answered again it was asked %d times, want all 50", n)
	}
	for _, id := range ids {
		if s := d.schedule(id); s.Failures != 0 || !s.DueAt.After(d.time().Add(-time.Hour)) {
			t.Errorf("dataset %s at the end: %+v", id, s)
		}
	}
}

// TestDataToLookAt: a file that a person has to look at is fetched again at its
// next time, within a day, and says nothing of its host.
func TestDataToLookAt(t *testing.T) {
	t.Parallel()
	d := newDesk(t, func(context.Context, store.Schedule) error {
		return datasets.Problem{Message: "The file had 6 rows; now it has 1."}
	})
	hourly, yearly := d.dataset("a.example", store.RefreshHourly), d.dataset("a.example", store.RefreshYearly)
	for _, test := range []struct {
		id string
		in time.Duration
	}{{hourly, time.Hour}, {yearly, 24 * time.Hour}} {
		due := d.schedule(test.id).DueAt
		d.at(due)
		if s := d.schedule(test.id); !s.DueAt.Equal(due.Add(test.in)) || s.Failures != 1 {
			t.Errorf("after a file to look at: due %v later, %d failures; want %v", s.DueAt.Sub(due), s.Failures, test.in)
		}
	}
	if h := d.line.hosts["a.example"]; h != nil && h.faults != 0 {
		t.Errorf("the host has %d faults", h.faults)
	}
}

// TestOnceAndRelease: a chosen day comes once, after its failures too; a portal
// that names its next release is left alone until then.
func TestOnceAndRelease(t *testing.T) {
	t.Parallel()
	var asked []time.Time
	var d *desk
	d = newDesk(t, func(context.Context, store.Schedule) error {
		asked = append(asked, d.time())
		if len(asked) == 1 {
			return errors.New("no answer")
		}
		return nil
	})
	id := d.dataset("a.example", store.RefreshNever)
	once := store.Schedule{DatasetID: id, Rule: store.RefreshOnce, Day: "2027-02-01"}
	once.DueAt = Next(once, d.time(), london())
	d.must(d.store.SetSchedule(t.Context(), store.Actor{ID: "u1"}, once))
	for hour := range 24 * 60 {
		d.at(began.Add(time.Duration(hour) * time.Hour))
	}
	if len(asked) != 2 || asked[0].Format(time.DateOnly) != "2027-02-01" || asked[1].Sub(asked[0]) > time.Hour {
		t.Errorf("asked at %v, want on 1 February, and again after it failed", asked)
	}
	if s := d.schedule(id); !s.DueAt.IsZero() || s.Failures != 0 {
		t.Errorf("at the end: %+v", s)
	}
	release := time.Date(2027, 6, 18, 0, 0, 0, 0, time.UTC)
	s := store.Schedule{DatasetID: id, Rule: store.RefreshRelease}
	if got := d.regular(s, Done{NextRelease: release}, began).In(london()).Format("2006-01-02 15"); got != "2027-06-18 09" {
		t.Errorf("with a release on 18 June it is due at %s", got)
	}
	if got := d.regular(s, Done{NextRelease: began.AddDate(0, 0, -3)}, began); got.Sub(began) > 24*time.Hour {
		t.Errorf("with a release that is over it is due at %v, want every day", got)
	}
}

// TestClockSetBack: a clock that is set back has no dataset fetched twice.
func TestClockSetBack(t *testing.T) {
	t.Parallel()
	runs := 0
	var d *desk
	d = newDesk(t, func(context.Context, store.Schedule) error {
		runs++
		d.clock.Add(-25 * 60 * 60 * 1000) // while it is fetched
		return nil
	})
	id := d.dataset("a.example", store.RefreshDaily)
	due := d.schedule(id).DueAt
	d.at(due)
	for hour := range 24 {
		d.at(due.Add(time.Duration(hour-24) * time.Hour))
	}
	if s := d.schedule(id); runs != 1 || !s.DueAt.Equal(due.Add(24*time.Hour)) {
		t.Errorf("fetched %d times, due again %v later", runs, s.DueAt.Sub(due))
	}
}

// TestAtOnce: four requests at a time for a host and eight for all, one thing at
// a time of a portal, and two processes on one folder never fetch a dataset at
// the same time.
func TestAtOnce(t *testing.T) {
	t.Parallel()
	gate, busy := make(chan struct{}), make(chan store.Schedule, 100)
	work := plainWork(func(_ context.Context, s store.Schedule) error {
		busy <- s
		<-gate
		return nil
	})
	d := newDesk(t, work)
	for range 9 {
		d.dataset("big.example", store.RefreshHourly)
	}
	for host := range 3 {
		d.dataset(fmt.Sprintf("small%d.example", host), store.RefreshHourly)
	}
	for range 3 {
		d.dataset("portal.example", store.RefreshHourly)
	}
	d.clock.Store(began.Add(2 * time.Hour).UnixMilli())
	other := d.queue(work)
	for range 3 {
		d.must(d.look(t.Context()))
		d.must(other.look(t.Context()))
	}
	seen, hosts := map[string]bool{}, map[string]int{}
	for range d.line.busy + other.line.busy {
		s := <-busy
		if seen[s.DatasetID] {
			t.Errorf("dataset %s is fetched twice at once", s.DatasetID)
		}
		seen[s.DatasetID] = true
		hosts[hostOf(s.Source)]++
	}
	if d.line.busy != 8 || other.line.busy == 0 || len(busy) != 0 {
		t.Errorf("%d and %d at once, %d more; want 8 of the first", d.line.busy, other.line.busy, len(busy))
	}
	for _, q := range []*Queue{d.Queue, other} {
		if big := q.line.hosts["big.example"]; big.busy > mostPerHost {
			t.Errorf("%d at once of one host", big.busy)
		}
		if p := q.line.hosts["portal.example"]; p != nil && p.busy > 1 {
			t.Errorf("%d at once of a portal", p.busy)
		}
	}
	if len(hosts) != 5 {
		t.Errorf("of the hosts %v are asked, want all five", hosts)
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
	d.at(at.Add(leaseTime - time.Minute))
	if runs != 0 {
		t.Error("fetched while another holds it")
	}
	d.at(at.Add(leaseTime))
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
