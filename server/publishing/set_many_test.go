package publishing_test

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"figurehead/datasets"
	"figurehead/store"
	"figurehead/widgets"
)

// manyCouncils is a table of so many districts in ten years, its numbers from 1 to
// most.
func manyCouncils(n, most int) string {
	var b strings.Builder
	b.WriteString("District,Year,Recycled\n")
	for i := range n {
		for year := 2014; year < 2024; year++ {
			fmt.Fprintf(&b, "District %03d,%d,%d\n", i, year, 1+(i*37+year*91)%most)
		}
	}
	return b.String()
}

// TestSetOf500 says what 500 figures at once take: FIGUREHEAD_TEST_LARGE=1.
func TestSetOf500(t *testing.T) {
	if os.Getenv("FIGUREHEAD_TEST_LARGE") == "" {
		t.Skip("takes minutes: set FIGUREHEAD_TEST_LARGE")
	}
	const n = 500
	d, set := setDesk(t, manyCouncils(n, 4000), datasets.Protection{})
	var before runtime.MemStats
	step := func(name string, do func()) {
		runtime.GC()
		runtime.ReadMemStats(&before)
		peak, done, stopped := uint64(0), make(chan bool), make(chan bool)
		go func() {
			defer close(stopped)
			for {
				var now runtime.MemStats
				runtime.ReadMemStats(&now)
				peak = max(peak, now.HeapAlloc)
				select {
				case <-done:
					return
				case <-time.After(20 * time.Millisecond):
				}
			}
		}()
		began := time.Now()
		do()
		took := time.Since(began)
		close(done)
		<-stopped
		t.Logf("%s: %v, at most %d MiB more than before", name, took.Round(time.Millisecond), (peak-min(peak, before.HeapAlloc))>>20)
	}
	step("sheet of 500", func() {
		if got := len(d.sheet(t, set).Members); got != n {
			t.Errorf("%d members, want %d", got, n)
		}
	})
	step("drawing a page of the sheet", func() {
		if _, err := d.publisher.DrawMembers(d.sheet(t, set).Members[:24]); err != nil {
			t.Error(err)
		}
	})
	var longest time.Duration
	done, stopped := make(chan bool), make(chan bool)
	go func() { // how long a writer waits meanwhile
		defer close(stopped)
		for {
			began := time.Now()
			if err := d.store.Ping(t.Context()); err != nil {
				t.Error(err)
			}
			longest = max(longest, time.Since(began))
			select {
			case <-done:
				return
			case <-time.After(50 * time.Millisecond):
			}
		}
	}()
	step("publishing 500", func() { set = d.publishSet(t, set) })
	close(done)
	<-stopped
	t.Logf("longest wait of another writer: %v", longest.Round(time.Millisecond))
	if live, err := d.store.Widgets(t.Context(), widgetsLive(d)); err != nil || len(live) != n {
		t.Errorf("%d live figures, %v; want %d", len(live), err, n)
	}
	set.Pattern.Spec.Title = "{place}: {latest}"
	step("changing the pattern of 500", func() {
		var err error
		if set, err = d.publisher.SaveSet(t.Context(), officer, set, nil); err != nil {
			t.Error(err)
		}
	})
	step("withdrawing 500", func() {
		if err := d.publisher.WithdrawSet(t.Context(), officer, set.ID, "measured"); err != nil {
			t.Error(err)
		}
	})
}

func TestSetOf500Protected(t *testing.T) {
	if os.Getenv("FIGUREHEAD_TEST_LARGE") == "" {
		t.Skip("takes minutes: set FIGUREHEAD_TEST_LARGE")
	}
	for _, most := range []int{4000, 60} { // people in a number: none is small, some are
		const n = 500
		csv := strings.Replace(manyCouncils(n, most), "Recycled", "Patients", 1)
		d, set := setDesk(t, csv, datasets.Protection{})
		set.Pattern.Spec.Encoding.Value = "Patients"
		set.Pattern.Query.Steps[1] = datasets.Choose{Fields: []string{"Year", "Patients"}}
		set.Pattern.Spec.Title = "Patients in {place}"
		set, err := d.publisher.SaveSet(t.Context(), officer, set, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := d.store.SaveProtection(t.Context(), officer, d.dataset.ID, datasets.Protection{Threshold: 5}); err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		sheet := d.sheet(t, set)
		t.Logf("sheet of %d of up to %d people: %v; first: %q", n, most, time.Since(began).Round(time.Millisecond), sheet.Members[0].Wrong)
		began = time.Now()
		d.publishSet(t, set)
		t.Logf("publishing it: %v", time.Since(began).Round(time.Millisecond))
	}
}

func widgetsLive(d desk) store.WidgetFilter {
	return store.WidgetFilter{DatasetID: d.dataset.ID, State: widgets.Live}
}
