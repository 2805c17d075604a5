package publishing_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/widgets"
)

// What whoever edits looks at is what a Preview draws, the first time and from
// what was kept.
func TestLookIsThePreview(t *testing.T) {
	t.Parallel()
	d, suggestions := openDesk(t, "spend.csv", payments)
	for _, s := range suggestions {
		draft := widgets.Draft{SnapshotID: d.snapshot.ID, Query: s.Query, Spec: s.Spec}
		want, err := d.publisher.Preview(t.Context(), draft, "frame-m", "square")
		if err != nil {
			t.Fatal(err)
		}
		for _, time := range []string{"first", "second"} {
			got, err := d.publisher.Look(t.Context(), draft, "frame-m", "square")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want.Drawings, got.Drawings); diff != "" {
				t.Errorf("%q, the %s time: -preview +look:\n%s", s.Sentence, time, diff)
			}
			if diff := cmp.Diff(want.Result, got.Result); diff != "" {
				t.Errorf("%q, the %s time: -preview +look:\n%s", s.Sentence, time, diff)
			}
		}
		draft.Spec.Title = "Another title"
		got, err := d.publisher.Look(t.Context(), draft, "frame-m")
		if err != nil || got.Figure.Title != "Another title" && s.Kind != widgets.Headline {
			t.Errorf("%q with another title = %q, %v", s.Sentence, got.Figure.Title, err)
		}
	}
}

// Several people look at one Draft at the same time; the race detector looks on.
func TestManyLookAtOnce(t *testing.T) {
	t.Parallel()
	d, suggestions := openDesk(t, "spend.csv", payments)
	draft := widgets.Draft{SnapshotID: d.snapshot.ID, Query: suggestions[0].Query, Spec: suggestions[0].Spec}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 4 {
				p, err := d.publisher.Look(t.Context(), draft, "frame-m")
				if err != nil || len(p.Result.Rows) == 0 {
					t.Errorf("Look() = %d rows, %v", len(p.Result.Rows), err)
				}
			}
		})
	}
	all.Wait()
}

// A rule for small numbers holds at once, whatever was looked at before, and so
// does its end.
func TestLookKeepsToTheRule(t *testing.T) {
	t.Parallel()
	d := protectedDesk(t, datasets.Protection{})
	_, draft := d.figure(t, widgets.Bar)
	drawn := func() string {
		t.Helper()
		p, err := d.publisher.Look(t.Context(), draft, "frame-m")
		if err != nil {
			t.Fatal(err)
		}
		return string(p.Drawings["frame-m"].HTML)
	}
	if !inText.MatchString(drawn()) {
		t.Fatal("655 is not drawn without a rule")
	}
	for _, step := range []struct {
		threshold int
		shown     bool
	}{{5, false}, {0, true}, {5, false}} {
		if err := d.store.SaveProtection(t.Context(), officer, d.dataset.ID, datasets.Protection{Threshold: step.threshold}); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if got := inText.MatchString(drawn()); got != step.shown {
				t.Errorf("threshold %d: 655 is drawn = %t, want %t", step.threshold, got, step.shown)
			}
		}
	}
}

// What was erased is not looked at any more, and nothing of it is kept.
func TestLookForgetsWhatIsErased(t *testing.T) {
	t.Parallel()
	d, suggestions := openDesk(t, "spend.csv", payments)
	draft := widgets.Draft{SnapshotID: d.snapshot.ID, Query: suggestions[0].Query, Spec: suggestions[0].Spec}
	if _, err := d.publisher.Look(t.Context(), draft, "frame-m"); err != nil {
		t.Fatal(err)
	}
	if results, looks := d.publisher.Kept(); results == 0 || looks == 0 {
		t.Fatalf("kept = %d results, %d looks; want some", results, looks)
	}
	if err := d.publisher.Purge(t.Context(), officer, d.snapshot.ID, "A name was in it"); err != nil {
		t.Fatal(err)
	}
	if results, looks := d.publisher.Kept(); results+looks != 0 {
		t.Errorf("kept = %d results, %d looks; want none", results, looks)
	}
	if p, err := d.publisher.Look(t.Context(), draft, "frame-m"); err == nil {
		t.Errorf("Look() of what was erased = %q, want an error", p.Figure.Title)
	} else if strings.Contains(err.Error(), "Marsh") {
		t.Errorf("the error tells of the data: %v", err)
	}
}
