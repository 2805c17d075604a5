package publishing_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// frozen keeps everything back from an hour ago to an hour from now.
func (d desk) frozen(t *testing.T, change func(*store.Freeze)) store.Freeze {
	t.Helper()
	f := store.Freeze{From: time.Now().Add(-time.Hour), To: time.Now().Add(time.Hour), Reason: "Council elections"}
	if change != nil {
		change(&f)
	}
	f, err := d.store.SetFreeze(t.Context(), officer, f)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestFreezeKeepsBack: every way of publishing asks the same rule.
func TestFreezeKeepsBack(t *testing.T) {
	t.Parallel()
	const refused, goes = "Nothing new is published until", ""
	hold := func(f *store.Freeze) { f.HoldRefreshes = true }
	publish := func(t *testing.T, d desk) error {
		draft, err := d.store.Draft(t.Context(), d.widget.ID)
		if err == nil {
			_, err = d.publisher.Publish(t.Context(), officer, d.widget.ID, draft.Version)
		}
		return err
	}
	planned := func(t *testing.T, d desk) error {
		draft, err := d.store.Draft(t.Context(), d.widget.ID)
		if err != nil {
			return err
		}
		plan, err := d.store.MakePlan(t.Context(), officer, store.Plan{WidgetID: d.widget.ID, PublishAt: time.Now()}, draft.Version)
		if err == nil {
			_, err = d.publisher.PublishPlanned(t.Context(), plan, nil)
		}
		return err
	}
	follow := func(t *testing.T, d desk) error {
		r, err := d.publisher.Refresh(t.Context(), officer, d.dataset.ID, "spend.csv", []byte(more), everyone)
		if err == nil && r.Figures[0].Reason != "" {
			err = errors.New(r.Figures[0].Reason)
		}
		return err
	}
	for _, test := range []struct {
		name    string
		way     func(*testing.T, desk) error
		freeze  func(*store.Freeze)
		live    bool // published before
		want    string
		edition int // that readers have afterwards
	}{
		{"publish", publish, nil, false, refused, 0},
		{"publish a new version", publish, nil, true, refused, 1},
		{"planned", planned, nil, false, refused, 0},
		{"follow newer data", follow, nil, true, goes, 2},
		{"follow newer data, held", follow, hold, true, "Figures do not follow newer data until", 1},
		{"not begun", publish, func(f *store.Freeze) { f.From = time.Now().Add(time.Minute) }, false, goes, 1},
		{"over", publish, func(f *store.Freeze) { f.To = time.Now() }, false, goes, 1},
		{"another directorate", publish, func(f *store.Freeze) { f.DirectorateIDs = []string{"roads"} }, false, goes, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, ours, true)
			if test.live {
				d = publishedDesk(t)
			}
			d.frozen(t, test.freeze)
			err := test.way(t, d)
			if test.want == goes && err != nil || test.want != goes && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("got %v, want %q", err, test.want)
			}
			public, err := d.store.Published(t.Context(), d.widget.PublicID)
			if test.edition == 0 != errors.Is(err, store.ErrNotFound) || public.Edition.Number != test.edition {
				t.Errorf("public is edition %d, %v; want %d", public.Edition.Number, err, test.edition)
			}
		})
	}
}

// TestFreezeLifted: a figure goes out when it, or all, was lifted; a figure held
// back follows at the next fetch although nothing changed in between.
func TestFreezeLifted(t *testing.T) {
	t.Parallel()
	d := publishedDesk(t)
	f := d.frozen(t, func(f *store.Freeze) { f.HoldRefreshes = true })
	draft, err := d.store.Draft(t.Context(), d.widget.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.publisher.Refresh(t.Context(), officer, d.dataset.ID, "spend.csv", []byte(more), everyone); err != nil {
		t.Fatal(err)
	}
	if now, err := d.store.Draft(t.Context(), d.widget.ID); err != nil || now.Version != draft.Version {
		t.Errorf("a figure that may not follow has draft %d, %v; want %d", now.Version, err, draft.Version)
	}
	if err := d.store.LiftFreezeFor(t.Context(), officer, f.ID, d.widget.ID, "Figures on a flood."); err != nil {
		t.Fatal(err)
	}
	if _, err := d.publisher.Follow(t.Context(), officer, d.dataset.ID, everyone); err != nil {
		t.Fatal(err)
	}
	if e := d.live(t).Edition; e.Number != 2 {
		t.Errorf("live is edition %d after the freeze was lifted for the figure, want 2", e.Number)
	}
}

// TestPlannedIsWhatWasPlanned: later changes of the draft do not go out, what is
// drawn before the time is not public, and what changed meanwhile is drawn anew.
func TestPlannedIsWhatWasPlanned(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		change func(*testing.T, desk)
	}{
		{"nothing changed", func(*testing.T, desk) {}},
		{"the source changed its name", func(t *testing.T, d desk) {
			d.dataset.Source.Publisher = "Another Council"
			if err := d.store.SaveDataset(t.Context(), officer, d.dataset); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, ours, true)
			d.draft.Spec.Title = "As planned"
			draft, err := d.store.SaveDraft(t.Context(), officer, d.draft)
			if err != nil {
				t.Fatal(err)
			}
			plan, err := d.store.MakePlan(t.Context(), officer, store.Plan{WidgetID: d.widget.ID, PublishAt: time.Now().Add(time.Minute)}, draft.Version)
			if err != nil {
				t.Fatal(err)
			}
			draft.Spec.Title = "Changed later"
			if _, err := d.store.SaveDraft(t.Context(), officer, draft); err != nil {
				t.Fatal(err)
			}
			ready, err := d.publisher.Prepare(t.Context(), plan)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := d.store.Published(t.Context(), d.widget.PublicID); !errors.Is(err, store.ErrNotFound) {
				t.Fatalf("a figure that was prepared is public: %v", err)
			}
			test.change(t, d)
			if _, err := d.publisher.PublishPlanned(t.Context(), plan, ready); err != nil {
				t.Fatal(err)
			}
			public := d.live(t)
			if drawnBefore := public.Edition.PublishedAt.Equal(plan.PublishAt); drawnBefore != (test.name == "nothing changed") {
				t.Errorf("what was drawn before is used: %t", drawnBefore)
			}
			data, err := d.store.Dataset(t.Context(), d.dataset.ID)
			if err != nil {
				t.Fatal(err)
			}
			if public.State != widgets.Live || public.Edition.Title != "As planned" || !strings.Contains(public.Edition.Provenance.Source, data.Source.Publisher) {
				t.Errorf("public is %s %q from %q", public.State, public.Edition.Title, public.Edition.Provenance.Source)
			}
			if _, err := d.publisher.PublishPlanned(t.Context(), plan, ready); !errors.Is(err, store.ErrConflict) {
				t.Errorf("published twice: %v", err)
			}
		})
	}
}

// TestWhyNot: what stops a plan is said in words that name no row of a dataset.
func TestWhyNot(t *testing.T) {
	t.Parallel()
	d := publishedDesk(t)
	draft, err := d.store.Draft(t.Context(), d.widget.ID)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := d.store.MakePlan(t.Context(), officer, store.Plan{WidgetID: d.widget.ID, PublishAt: time.Now()}, draft.Version)
	if err != nil {
		t.Fatal(err)
	}
	d.dataset.Source.Licence = ""
	if err := d.store.SaveDataset(t.Context(), officer, d.dataset); err != nil {
		t.Fatal(err)
	}
	_, err = d.publisher.PublishPlanned(t.Context(), plan, nil)
	if words, lasting := publishing.WhyNot(err); !lasting || !strings.Contains(words, "licence") {
		t.Errorf("without a licence: %q, %t", words, lasting)
	}
	if err := d.publisher.Purge(t.Context(), officer, d.snapshot.ID, "It named a person."); err != nil {
		t.Fatal(err)
	}
	_, err = d.publisher.PublishPlanned(t.Context(), plan, nil)
	if words, lasting := publishing.WhyNot(err); !lasting || words == "" {
		t.Errorf("after a purge: %q, %t (%v)", words, lasting, err)
	}
	if words, lasting := publishing.WhyNot(store.ErrFull); lasting || words == "" {
		t.Errorf("with a full disk: %q, %t", words, lasting)
	}
}
