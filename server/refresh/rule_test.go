package refresh

import (
	"fmt"
	"testing"
	"time"

	"figurehead/store"
)

// TestNext: each rule is due exactly once in each of its periods, through leap
// years and the ends of months.
func TestNext(t *testing.T) {
	t.Parallel()
	from := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	to := time.Date(2029, 1, 1, 0, 0, 0, 0, time.UTC)
	for rule, period := range map[store.RefreshRule]struct {
		name string
		want int
	}{
		store.RefreshHourly: {"2006-01-02 15 MST", 731 * 24}, store.RefreshDaily: {"2006-01-02", 731}, store.RefreshRelease: {"2006-01-02", 731},
		store.RefreshMonthly: {"2006-01", 24}, store.RefreshYearly: {"2006", 2},
	} {
		for n := range 20 {
			id, seen := fmt.Sprint("dataset ", n), map[string]bool{}
			for at := next(rule, id, from.Add(-time.Nanosecond)); at.Before(to); at = next(rule, id, at) {
				if name := at.In(london()).Format(period.name); seen[name] {
					t.Fatalf("%s %s: twice in %s", rule, id, name)
				} else {
					seen[name] = true
				}
			}
			if len(seen) != period.want {
				t.Errorf("%s %s: due in %d periods, want %d", rule, id, len(seen), period.want)
			}
		}
	}
	at := next(store.RefreshWeekly, "d", from)
	for range 104 {
		following := next(store.RefreshWeekly, "d", at)
		local, then := at.In(london()), following.In(london())
		if local.Weekday() != time.Monday || then.Format(time.DateOnly) != local.AddDate(0, 0, 7).Format(time.DateOnly) {
			t.Fatalf("weekly: %v, then %v", local, then)
		}
		at = following
	}
	if got := next(store.RefreshNever, "d", from); !got.IsZero() {
		t.Errorf("never is due at %v", got)
	}
}

func next(rule store.RefreshRule, id string, after time.Time) time.Time {
	return Next(store.Schedule{DatasetID: id, Rule: rule}, after, london())
}

// TestOnADay: a chosen day has one due time, by its own clock; a day that
// has begun, or is over, is due at once.
func TestOnADay(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, 3, 1, 0, 1, 0, 0, time.UTC)
	for _, test := range []struct{ day, from, to string }{
		{"2027-03-02", "2027-03-02T00:00:00Z", "2027-03-02T06:00:00Z"},
		{"2027-07-01", "2027-06-30T23:00:00Z", "2027-07-01T05:00:00Z"}, // an hour ahead in summer
		{"2027-03-01", "2027-03-01T00:01:00Z", "2027-03-01T00:01:01Z"},
		{"2020-01-01", "2027-03-01T00:01:00Z", "2027-03-01T00:01:01Z"},
	} {
		from, err := time.Parse(time.RFC3339, test.from)
		if err != nil {
			t.Fatal(err)
		}
		to, err := time.Parse(time.RFC3339, test.to)
		if err != nil {
			t.Fatal(err)
		}
		got := Next(store.Schedule{DatasetID: "d", Rule: store.RefreshOnce, Day: test.day}, now, london())
		if got.Before(from) || !got.Before(to) {
			t.Errorf("on %s it is due at %v, want from %v", test.day, got, from)
		}
	}
	if got := Next(store.Schedule{DatasetID: "d", Rule: store.RefreshOnce, Day: "soon"}, now, london()); !got.IsZero() {
		t.Errorf("on no day it is due at %v", got)
	}
}

// TestRelease: portals are asked from half past nine by their own clock.
func TestRelease(t *testing.T) {
	t.Parallel()
	for _, day := range []string{"2027-01-05", "2027-03-28", "2027-07-06", "2027-10-31"} {
		from, err := time.ParseInLocation(time.DateOnly, day, london())
		if err != nil {
			t.Fatal(err)
		}
		for _, got := range []time.Time{onRelease("d", from, london()), next(store.RefreshRelease, "d", from)} {
			if clock := got.In(london()).Format("2006-01-02 15:04"); clock < day+" 09:30" || clock >= day+" 10:00" {
				t.Errorf("due at %s, want from 9:30", clock)
			}
		}
	}
}

func TestNextSpreads(t *testing.T) {
	t.Parallel()
	minutes := map[int]int{}
	for n := range 6000 {
		minutes[next(store.RefreshHourly, fmt.Sprint("dataset ", n), began).Minute()]++
	}
	for minute := range 60 {
		if n := minutes[minute]; n < 50 || n > 200 {
			t.Errorf("%d of 6000 datasets come in minute %d, want about 100", n, minute)
		}
	}
}

func TestBackOff(t *testing.T) {
	t.Parallel()
	last := time.Duration(0)
	for failures := 1; failures < 60; failures++ {
		wait := backOff("d", failures)
		least := min(firstWait<<min(failures-1, 20), mostWait)
		if wait < least || wait > mostWait || wait < last {
			t.Errorf("backOff(%d) = %v after %v, want at least %v and at most a day", failures, wait, last, least)
		}
		last = wait
	}
	if last != mostWait {
		t.Errorf("at last it waits %v, want a day", last)
	}
}
