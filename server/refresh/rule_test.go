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
		store.RefreshHourly: {"2006-01-02 15", 731 * 24}, store.RefreshDaily: {"2006-01-02", 731},
		store.RefreshMonthly: {"2006-01", 24}, store.RefreshYearly: {"2006", 2},
	} {
		for n := range 20 {
			id, seen := fmt.Sprint("dataset ", n), map[string]bool{}
			for at := Next(rule, id, from.Add(-time.Nanosecond)); at.Before(to); at = Next(rule, id, at) {
				if name := at.Format(period.name); seen[name] {
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
	at := Next(store.RefreshWeekly, "d", from)
	for range 104 {
		next := Next(store.RefreshWeekly, "d", at)
		if at.Weekday() != time.Monday || next.Sub(at) != 7*24*time.Hour {
			t.Fatalf("weekly: %v, then %v", at, next)
		}
		at = next
	}
	if got := Next(store.RefreshNever, "d", from); !got.IsZero() {
		t.Errorf("never is due at %v", got)
	}
}

func TestNextSpreads(t *testing.T) {
	t.Parallel()
	minutes := map[int]int{}
	for n := range 6000 {
		minutes[Next(store.RefreshHourly, fmt.Sprint("dataset ", n), time.Time{}).Minute()]++
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
