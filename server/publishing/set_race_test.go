package publishing_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"figurehead/datasets"
	"figurehead/store"
	"figurehead/widgets"
)

// A set is published while its data is fetched again and its pattern is edited:
// whatever wins, readers never meet a mixture.
func TestSetRace(t *testing.T) {
	t.Parallel()
	d, set := setDesk(t, councils, datasets.Protection{})
	set = d.publishSet(t, set)
	var group sync.WaitGroup
	group.Go(func() {
		for n := range 3 {
			newer := councils
			for year := 2024; year <= 2024+n; year++ {
				newer += fmt.Sprintf("Harlow,%d,%d\nMaldon,%d,%d\nTendring,%d,%d\n", year, 4300+n, year, 5400+n, year, 3700+n)
			}
			if _, err := d.publisher.Refresh(t.Context(), officer, d.dataset.ID, "councils.csv", []byte(newer), everyone); err != nil {
				t.Errorf("Refresh() = %v", err)
			}
		}
	})
	group.Go(func() {
		for n := range 6 {
			now, err := d.store.Set(t.Context(), set.ID)
			if err != nil {
				t.Error(err)
				return
			}
			now.Pattern.Spec.Title = fmt.Sprintf("{latest} in {place}, pattern %c", 'a'+n)
			if _, err := d.publisher.SaveSet(t.Context(), officer, now, nil); err != nil && !errors.Is(err, store.ErrConflict) {
				t.Errorf("SaveSet() = %v", err)
			}
		}
	})
	for range 2 {
		group.Go(func() {
			for range 3 {
				now, err := d.store.Set(t.Context(), set.ID)
				if err != nil {
					t.Error(err)
					return
				}
				list, err := d.store.Snapshots(t.Context(), d.dataset.ID)
				if err != nil {
					t.Error(err)
					return
				}
				if _, err := d.publisher.PublishSet(t.Context(), officer, set.ID, now.Version, list[0].ID); err != nil && !errors.Is(err, store.ErrConflict) {
					t.Errorf("PublishSet() = %v", err)
				}
			}
		})
	}
	done := make(chan struct{})
	go func() { group.Wait(); close(done) }()
	for looking := true; looking; {
		select {
		case <-done:
			looking = false
		default:
		}
		d.wantOneState(t, set)
	}
}

// wantOneState holds that all figures of a set have one Edition number, one copy of
// the data and one pattern.
func (d desk) wantOneState(t *testing.T, set widgets.Set) {
	t.Helper()
	version, err := d.store.PublishedVersion(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	states := map[string]bool{}
	page, err := d.store.PublishedSet(t.Context(), set.PublicID)
	if err != nil {
		t.Fatal(err)
	}
	for _, place := range page.Places {
		p, err := d.store.Published(t.Context(), place.PublicID)
		if err != nil {
			t.Fatal(err)
		}
		_, pattern, _ := strings.Cut(p.Edition.Title, ", pattern ")
		states[fmt.Sprint(p.Edition.Number, p.Edition.DataSHA256, pattern)] = true
	}
	now, err := d.store.PublishedVersion(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if now == version && len(states) != 1 { // nothing was published while it was looked at
		t.Errorf("readers meet a mixture: %v", states)
	}
}
