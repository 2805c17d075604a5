package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets/progress"
	"figurehead/server/jobs"
)

// patience is longer than anything here takes.
const patience = 20 * time.Second

func start(t *testing.T, d *jobs.Desk, owner string, bytes int, do jobs.Work) *jobs.Job {
	t.Helper()
	j, err := d.Start(owner, "file", bytes, "memo", do)
	if err != nil {
		t.Fatalf("Start(%q) = %v", owner, err)
	}
	return j
}

// untilCancelled is work that would never end.
func untilCancelled(ctx context.Context) (string, error) {
	<-ctx.Done()
	return "", fmt.Errorf("reader: %w", ctx.Err())
}

func TestJobEnds(t *testing.T) {
	t.Parallel()
	d := jobs.NewDesk(jobs.Options{})
	broken := errors.New("row 3")
	for _, test := range []struct {
		name string
		do   jobs.Work
		next string
		want string
		memo any
	}{
		{"well", func(context.Context) (string, error) { return "/next", nil }, "/next", "<nil>", nil},
		{"badly", func(context.Context) (string, error) { return "", broken }, "", "row 3", "memo"},
		{"in a panic", func(context.Context) (string, error) { panic("index out of range") }, "", "panic: index out of range", "memo"},
	} {
		j := start(t, d, "amina", 1, test.do)
		if next, err := j.Result(); next != test.next || fmt.Sprint(err) != test.want || j.Memo() != test.memo {
			t.Errorf("work that ends %s = %q, %v with memo %v; want %q, %s with %v", test.name, next, err, j.Memo(), test.next, test.want, test.memo)
		}
	}
	if list := d.UnderWay("amina"); len(list) != 0 {
		t.Errorf("%d jobs under way, want none", len(list))
	}
}

func TestStepIsTold(t *testing.T) {
	t.Parallel()
	d, told, goOn := jobs.NewDesk(jobs.Options{}), make(chan bool), make(chan bool)
	j := start(t, d, "amina", 1, func(ctx context.Context) (string, error) {
		progress.Tell(ctx, progress.Reading, 412_000, 0)
		close(told)
		<-goOn
		return "", nil
	})
	<-told
	if got, want := j.Step(), (progress.Step{Stage: progress.Reading, Done: 412_000}); got != want {
		t.Errorf("Step() = %v, want %v", got, want)
	}
	if j.Wait(time.Millisecond) {
		t.Error("Wait() = true before the end")
	}
	close(goOn)
	if !j.Wait(patience) {
		t.Error("Wait() = false after the end")
	}
}

// TestCancel: only who began a job sees and cancels it.
func TestCancel(t *testing.T) {
	t.Parallel()
	d := jobs.NewDesk(jobs.Options{})
	j := start(t, d, "amina", 1, untilCancelled)
	for _, other := range []string{"bob", ""} {
		if _, ok := d.Cancel(other, j.ID); ok || j.Ended() {
			t.Errorf("%q could cancel the job of another", other)
		}
		if _, ok := d.Of(other, j.ID); ok || len(d.UnderWay(other)) != 0 {
			t.Errorf("%q could see the job of another", other)
		}
	}
	if _, ok := d.Cancel("amina", j.ID); !ok {
		t.Error("who began a job cannot cancel it")
	}
	if _, err := j.Result(); !errors.Is(err, jobs.ErrCancelled) || j.Memo() != "memo" {
		t.Errorf("Result() = %v with memo %v, want that it was cancelled, with its memo", err, j.Memo())
	}
	if _, ok := d.Cancel("amina", "unknown"); ok {
		t.Error("an unknown job was cancelled")
	}
}

// TestCancelTooLate: what is being kept is kept whole.
func TestCancelTooLate(t *testing.T) {
	t.Parallel()
	d, keeping, cancelled := jobs.NewDesk(jobs.Options{}), make(chan bool), make(chan bool)
	j := start(t, d, "amina", 1, func(ctx context.Context) (string, error) {
		ctx, err := progress.Keep(ctx)
		close(keeping)
		<-cancelled
		return "/kept", errors.Join(err, ctx.Err())
	})
	<-keeping
	d.Cancel("amina", j.ID)
	close(cancelled)
	if next, err := j.Result(); next != "/kept" || err != nil {
		t.Errorf("Result() = %q, %v; want it kept", next, err)
	}
	// The other way round: what is cancelled is never kept.
	j = start(t, d, "amina", 1, func(ctx context.Context) (string, error) {
		<-ctx.Done()
		_, err := progress.Keep(context.WithoutCancel(ctx))
		return "/kept", err
	})
	d.Cancel("amina", j.ID)
	if next, err := j.Result(); !errors.Is(err, jobs.ErrCancelled) {
		t.Errorf("Result() = %q, %v; want it cancelled", next, err)
	}
}

func TestBounds(t *testing.T) {
	t.Parallel()
	d := jobs.NewDesk(jobs.Options{})
	defer d.Stop(patience)
	for range 8 {
		start(t, d, "amina", 1, untilCancelled)
	}
	if _, err := d.Start("amina", "", 1, nil, untilCancelled); !errors.Is(err, jobs.ErrBusy) {
		t.Errorf("ninth job of one person = %v, want ErrBusy", err)
	}
	first := start(t, d, "bob", 1<<29, untilCancelled)
	start(t, d, "cerys", 1<<28, untilCancelled)
	if _, err := d.Start("dai", "", 1<<29, nil, untilCancelled); !errors.Is(err, jobs.ErrBusy) {
		t.Errorf("more bytes than there is room for = %v, want ErrBusy", err)
	}
	turned := start(t, d, "dai", 0, func(ctx context.Context) (string, error) {
		_, err := jobs.Turn(ctx, 1<<29) // fetched, and too large beside the others
		return "", err
	})
	if _, err := turned.Result(); !errors.Is(err, jobs.ErrBusy) {
		t.Errorf("more fetched than there is room for = %v, want ErrBusy", err)
	}
	d.Cancel("bob", first.ID)
	first.Wait(patience)
	start(t, d, "dai", 1<<29, untilCancelled)
	for n := len(d.UnderWay("amina")) + 2; n < 64; n++ {
		start(t, d, fmt.Sprint("somebody ", n), 1, untilCancelled)
	}
	if _, err := d.Start("elin", "", 1, nil, untilCancelled); !errors.Is(err, jobs.ErrBusy) {
		t.Errorf("job 65 = %v, want ErrBusy", err)
	}
}

func TestForgets(t *testing.T) {
	t.Parallel()
	var ahead atomic.Int64
	now := time.Now()
	d := jobs.NewDesk(jobs.Options{Now: func() time.Time { return now.Add(time.Duration(ahead.Load())) }})
	j := start(t, d, "amina", 1, func(context.Context) (string, error) { return "/next", nil })
	j.Wait(patience)
	ahead.Store(int64(29 * time.Minute))
	if _, ok := d.Of("amina", j.ID); !ok {
		t.Error("forgotten before half an hour")
	}
	ahead.Store(int64(31 * time.Minute))
	if _, ok := d.Of("amina", j.ID); ok {
		t.Error("remembered for longer than half an hour")
	}
}

type pasted int

func (p pasted) Bytes() int { return int(p) }

// TestForgetsTheOldest: what was pasted into forms is remembered up to a bound.
func TestForgetsTheOldest(t *testing.T) {
	t.Parallel()
	now := time.Now()
	d := jobs.NewDesk(jobs.Options{Now: func() time.Time { now = now.Add(time.Second); return now }})
	var ids []string
	for range 3 {
		j, err := d.Start("amina", "", 1, pasted(40<<20), func(context.Context) (string, error) { return "", errors.New("no table") })
		if err != nil {
			t.Fatal(err)
		}
		j.Wait(patience)
		ids = append(ids, j.ID)
	}
	var known []bool
	for _, id := range ids {
		_, ok := d.Of("amina", id)
		known = append(known, ok)
	}
	if diff := cmp.Diff([]bool{false, false, true}, known); diff != "" {
		t.Errorf("remembered (-want +got):\n%s", diff)
	}
}

func TestStop(t *testing.T) {
	t.Parallel()
	d := jobs.NewDesk(jobs.Options{Large: 1})
	kept := make(chan bool)
	list := []*jobs.Job{start(t, d, "amina", 1, untilCancelled)}
	for _, owner := range []string{"bob", "cerys"} { // one works, one waits
		list = append(list, start(t, d, owner, 1, func(ctx context.Context) (string, error) {
			release, err := jobs.Turn(ctx, 100<<20)
			if err != nil {
				return "", err
			}
			defer release()
			return untilCancelled(ctx)
		}))
	}
	last := start(t, d, "dai", 1, func(ctx context.Context) (string, error) {
		_, err := progress.Keep(ctx)
		close(kept)
		time.Sleep(50 * time.Millisecond)
		return "/kept", err
	})
	<-kept
	if n := d.Stop(patience); n != 4 {
		t.Errorf("Stop() = %d, want 4", n)
	}
	for _, j := range list {
		if _, err := j.Result(); !errors.Is(err, jobs.ErrStopping) {
			t.Errorf("Result() = %v, want ErrStopping", err)
		}
	}
	if !last.Ended() {
		t.Error("Stop() did not wait for what was being kept")
	}
	if next, err := last.Result(); next != "/kept" || err != nil {
		t.Errorf("what was being kept = %q, %v", next, err)
	}
	if _, err := d.Start("amina", "", 1, nil, untilCancelled); !errors.Is(err, jobs.ErrStopping) {
		t.Errorf("Start() after Stop() = %v, want ErrStopping", err)
	}
}

// TestTurnsAreFair: a person with many files does not hold up another, and
// small files do not wait for large ones.
func TestTurnsAreFair(t *testing.T) {
	t.Parallel()
	d := jobs.NewDesk(jobs.Options{Large: 1})
	defer d.Stop(patience)
	var mu sync.Mutex
	var order []string
	gate, begun := make(chan bool), make(chan bool)
	work := func(owner string, bytes int) *jobs.Job {
		return start(t, d, owner, 1, func(ctx context.Context) (string, error) {
			release, err := jobs.Turn(ctx, bytes)
			if err != nil {
				return "", err
			}
			defer release()
			mu.Lock()
			if order = append(order, owner); len(order) == 1 {
				close(begun)
			}
			mu.Unlock()
			if bytes > 4<<20 {
				<-gate
			}
			return "", nil
		})
	}
	waits := func(j *jobs.Job) {
		for j.Step().Stage != progress.Waiting {
			time.Sleep(time.Millisecond)
		}
	}
	first := work("amina", 5<<20)
	<-begun
	var rest []*jobs.Job
	for range 3 {
		j := work("amina", 5<<20)
		waits(j)
		rest = append(rest, j)
	}
	for _, owner := range []string{"bob", "cerys"} {
		j := work(owner, 5<<20)
		waits(j)
		rest = append(rest, j)
	}
	if !work("dai", 1000).Wait(patience) {
		t.Error("a small file waited for large ones")
	}
	close(gate)
	for _, j := range append(rest, first) {
		if !j.Wait(patience) {
			t.Fatal("a job did not get its turn")
		}
	}
	want := []string{"amina", "dai", "bob", "cerys", "amina", "amina", "amina"}
	if diff := cmp.Diff(want, order); diff != "" {
		t.Errorf("order of turns (-want +got):\n%s", diff)
	}
}

// TestTurnOfOne: one person never has both places for large files.
func TestTurnOfOne(t *testing.T) {
	t.Parallel()
	d := jobs.NewDesk(jobs.Options{Large: 2})
	defer d.Stop(patience)
	var now, most atomic.Int64
	var list []*jobs.Job
	for range 4 {
		list = append(list, start(t, d, "amina", 1, func(ctx context.Context) (string, error) {
			release, err := jobs.Turn(ctx, 5<<20)
			if err != nil {
				return "", err
			}
			defer release()
			most.Store(max(most.Load(), now.Add(1)))
			time.Sleep(5 * time.Millisecond)
			now.Add(-1)
			return "", nil
		}))
	}
	if slices.ContainsFunc(list, func(j *jobs.Job) bool { return !j.Wait(patience) }) || most.Load() != 1 {
		t.Errorf("%d of one person were worked on at once, want 1", most.Load())
	}
	release, err := jobs.Turn(t.Context(), 5<<20) // no job: at once
	if err != nil {
		t.Fatal(err)
	}
	release()
}

// TestRace: jobs begin, are watched, cancelled and forgotten all at once.
func TestRace(t *testing.T) {
	t.Parallel()
	d := jobs.NewDesk(jobs.Options{Small: 1, Large: 1})
	var kept, cancelled atomic.Int64
	var wg sync.WaitGroup
	for n := range 60 {
		wg.Go(func() {
			owner := fmt.Sprint("person ", n%12)
			j, err := d.Start(owner, "", 1, nil, func(ctx context.Context) (string, error) {
				release, err := jobs.Turn(ctx, (n%2)*(8<<20)+1)
				if err != nil {
					return "", err
				}
				defer release()
				for row := range 20 {
					progress.Tell(ctx, progress.Reading, row, 20)
				}
				if _, err := progress.Keep(ctx); err != nil {
					return "", err
				}
				kept.Add(1)
				return "/kept", nil
			})
			if err != nil {
				t.Error(err)
				return
			}
			if n%3 == 0 {
				d.Cancel(owner, j.ID)
			}
			j.Step()
			d.UnderWay(owner)
			if _, err := j.Result(); err != nil {
				cancelled.Add(1)
			}
		})
	}
	wg.Wait()
	if kept.Load()+cancelled.Load() != 60 || kept.Load() < 40 {
		t.Errorf("%d kept and %d cancelled of 60", kept.Load(), cancelled.Load())
	}
}
