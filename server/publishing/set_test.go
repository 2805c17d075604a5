package publishing_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"figurehead/datasets"
	"figurehead/datasets/progress"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// councils are numbers of three districts in two years.
const councils = "District,Year,Recycled\nHarlow,2022,4100\nHarlow,2023,4200\nMaldon,2022,5100\nMaldon,2023,5300\nTendring,2022,3600\nTendring,2023,3500\n"

// setDesk is a desk with a table, and a Set made from a figure of its first
// district.
func setDesk(t *testing.T, csv string, rule datasets.Protection) (desk, widgets.Set) {
	t.Helper()
	d := newDesk(t, ours, true)
	var err error
	d.dataset, d.snapshot, err = d.publisher.Import(t.Context(), officer, publishing.Import{Raw: []byte(csv), Name: "councils.csv", Source: ours})
	if err != nil {
		t.Fatal(err)
	}
	if d.snapshot, _, err = d.publisher.ConfirmRecipe(t.Context(), officer, d.snapshot.ID, nil); err != nil {
		t.Fatal(err)
	}
	if rule.On() {
		if err := d.store.SaveProtection(t.Context(), officer, d.dataset.ID, rule); err != nil {
			t.Fatal(err)
		}
	}
	d.widget, d.draft, err = d.store.CreateWidget(t.Context(), officer, widgets.Widget{DatasetID: d.dataset.ID, State: widgets.InDraft, Kind: widgets.Line},
		widgets.Draft{SnapshotID: d.snapshot.ID,
			Query: datasets.Query{Version: datasets.QueryVersion, Steps: []datasets.Step{datasets.Filter{Field: "District", Test: "is", Values: []string{"Harlow"}}, datasets.Choose{Fields: []string{"Year", "Recycled"}}}},
			Spec: widgets.Spec{Version: widgets.SpecVersion, Kind: widgets.Line, Encoding: datasets.Roles{Time: "Year", Value: "Recycled"},
				Title: "{latest} tonnes were recycled in Harlow", Subtitle: "Tonnes in Harlow, {span}"}})
	if err != nil {
		t.Fatal(err)
	}
	pattern, err := d.publisher.NewPattern(t.Context(), d.draft, "District")
	if err != nil {
		t.Fatal(err)
	}
	set, err := d.store.CreateSet(t.Context(), officer, widgets.Set{DatasetID: d.dataset.ID, OwnerID: officer.ID, TemplateID: d.widget.ID, Name: "Recycling by district", Pattern: pattern})
	if err != nil {
		t.Fatal(err)
	}
	return d, set
}

func (d desk) sheet(t *testing.T, set widgets.Set) publishing.Sheet {
	t.Helper()
	sheet, err := d.publisher.Sheet(t.Context(), set)
	if err != nil {
		t.Fatal(err)
	}
	return sheet
}

func (d desk) publishSet(t *testing.T, set widgets.Set) widgets.Set {
	t.Helper()
	set, err := d.publisher.PublishSet(t.Context(), officer, set.ID, set.Version, d.snapshot.ID)
	if err != nil {
		t.Fatalf("PublishSet() = %v", err)
	}
	return set
}

// public is what readers get of a Set: each place with its title, Edition and
// the hash of its data.
func (d desk) public(t *testing.T, set widgets.Set) []string {
	t.Helper()
	page, err := d.store.PublishedSet(t.Context(), set.PublicID)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, place := range page.Places {
		p, err := d.store.Published(t.Context(), place.PublicID)
		if err != nil {
			t.Fatal(err)
		}
		gone := ""
		if place.Gone {
			gone = " gone"
		}
		list = append(list, fmt.Sprintf("%s: %s, %s, edition %d%s", place.Name, p.Edition.Title, p.State, p.Edition.Number, gone))
	}
	return list
}

func wantLines(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n%s\nwant\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestSetIsPublishedTogether(t *testing.T) {
	t.Parallel()
	d, set := setDesk(t, councils, datasets.Protection{})
	sheet := d.sheet(t, set)
	var titles []string
	for _, m := range sheet.Members {
		titles = append(titles, m.Name+": "+m.Figure.Title+" | "+m.Figure.Subtitle)
	}
	wantLines(t, "sheet", titles, "Harlow: 4,200 tonnes were recycled in Harlow | Tonnes in Harlow, 2022 to 2023",
		"Maldon: 5,300 tonnes were recycled in Maldon | Tonnes in Maldon, 2022 to 2023", "Tendring: 3,500 tonnes were recycled in Tendring | Tonnes in Tendring, 2022 to 2023")
	var drawn []int64
	ctx := progress.To(t.Context(), func(s progress.Step) {
		if s.Stage == progress.Drawing {
			drawn = append(drawn, s.Done, s.Of)
		}
	}, nil)
	set, err := d.publisher.PublishSet(ctx, officer, set.ID, set.Version, d.snapshot.ID)
	if err != nil || set.State != widgets.Live {
		t.Fatalf("PublishSet() = %+v, %v", set, err)
	}
	if want := []int64{0, 3, 1, 3, 2, 3, 3, 3}; !slices.Equal(drawn, want) {
		t.Errorf("progress = %v, want %v", drawn, want)
	}
	wantLines(t, "public", d.public(t, set), "Harlow: 4,200 tonnes were recycled in Harlow, live, edition 1",
		"Maldon: 5,300 tonnes were recycled in Maldon, live, edition 1", "Tendring: 3,500 tonnes were recycled in Tendring, live, edition 1")
	changed, err := d.store.Library(t.Context(), store.LibraryFilter{State: store.StateEdited})
	if err != nil || changed.Found != 0 {
		t.Errorf("%d figures have changes that are not published, %v; nothing was changed", changed.Found, err)
	}
	set = d.publishSet(t, set)
	if err := d.publisher.WithdrawSet(t.Context(), officer, set.ID, "The numbers were wrong"); err != nil {
		t.Fatal(err)
	}
	for _, f := range d.figures(t, set) {
		if f.Widget.State != widgets.Withdrawn {
			t.Errorf("%s is %s after the set was withdrawn", f.Place, f.Widget.State)
		}
	}
}

// A figure that is withdrawn on its own stays away when its set goes out again,
// until somebody ticks it; a set that is withdrawn keeps its ticks.
func TestSetLeavesWithdrawnFiguresOut(t *testing.T) {
	t.Parallel()
	d, set := setDesk(t, councils, datasets.Protection{})
	set = d.publishSet(t, set)
	alone := d.figures(t, set)[1]
	if err := d.publisher.Withdraw(t.Context(), officer, alone.Widget.ID, "Maldon is looked into"); err != nil {
		t.Fatal(err)
	}
	set = d.publishSet(t, d.stored(t, set.ID))
	for _, f := range d.figures(t, set) {
		want := widgets.Live
		if f.Place == alone.Place {
			want = widgets.Withdrawn
		}
		if f.Widget.State != want {
			t.Errorf("%s is %s after the set went out again, want %s", f.Place, f.Widget.State, want)
		}
	}
	if err := d.publisher.WithdrawSet(t.Context(), officer, set.ID, "The numbers were wrong"); err != nil {
		t.Fatal(err)
	}
	for _, f := range d.figures(t, set) {
		if f.Out != (f.Place == alone.Place) {
			t.Errorf("%s is left out: %v", f.Place, f.Out)
		}
	}
}

func (d desk) stored(t *testing.T, id string) widgets.Set {
	t.Helper()
	set, err := d.store.Set(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func (d desk) figures(t *testing.T, set widgets.Set) []widgets.SetFigure {
	t.Helper()
	list, err := d.store.SetFigures(t.Context(), set.ID)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// A set with one figure that checks stop, or that is cancelled half-way, leaves
// nothing public and nothing behind.
func TestSetIsAllOrNone(t *testing.T) {
	t.Parallel()
	nothing := func(t *testing.T, d desk, set widgets.Set) {
		t.Helper()
		if figures := d.figures(t, set); len(figures) != 0 {
			t.Errorf("%d figures are left of a set that was not published", len(figures))
		}
		if public, err := d.store.PublicFigures(t.Context()); err != nil || len(public) != 0 {
			t.Errorf("%d public figures, %v; want none", len(public), err)
		}
	}
	t.Run("no numbers", func(t *testing.T) {
		t.Parallel()
		d, set := setDesk(t, councils+"Uttlesford,2022,\nUttlesford,2023,\n", datasets.Protection{})
		_, err := d.publisher.PublishSet(t.Context(), officer, set.ID, set.Version, d.snapshot.ID)
		var stopped *publishing.SetNotReadyError
		if !errors.As(err, &stopped) || len(stopped.Faults) != 1 || stopped.Faults[0].Name != "Uttlesford" {
			t.Fatalf("PublishSet() = %v, want a fault of Uttlesford", err)
		}
		nothing(t, d, set)
		if first := d.sheet(t, set).Members[0]; first.Name != "Uttlesford" || first.Wrong == "" {
			t.Errorf("first on the sheet is %q (%q), want Uttlesford with a reason", first.Name, first.Wrong)
		}
		if set, err = d.publisher.SaveSet(t.Context(), officer, set, map[string]bool{"Uttlesford": true}); err != nil {
			t.Fatal(err)
		}
		set = d.publishSet(t, set)
		if n := len(d.public(t, set)); n != 3 {
			t.Errorf("%d places are public, want 3", n)
		}
	})
	t.Run("cancelled", func(t *testing.T) {
		t.Parallel()
		d, set := setDesk(t, councils, datasets.Protection{})
		why := errors.New("by hand")
		ctx, cancel := context.WithCancelCause(t.Context())
		ctx = progress.To(ctx, func(s progress.Step) {
			if s.Stage == progress.Drawing && s.Done == 2 {
				cancel(why)
			}
		}, nil)
		if _, err := d.publisher.PublishSet(ctx, officer, set.ID, set.Version, d.snapshot.ID); !errors.Is(err, why) {
			t.Fatalf("PublishSet() = %v, want %v", err, why)
		}
		nothing(t, d, set)
	})
	t.Run("stale", func(t *testing.T) {
		t.Parallel()
		d, set := setDesk(t, councils, datasets.Protection{})
		for name, try := range map[string]func() error{
			"version": func() error {
				_, err := d.publisher.PublishSet(t.Context(), officer, set.ID, set.Version+1, d.snapshot.ID)
				return err
			},
			"copy": func() error {
				_, err := d.publisher.PublishSet(t.Context(), officer, set.ID, set.Version, "another")
				return err
			},
		} {
			if err := try(); !errors.Is(err, store.ErrConflict) {
				t.Errorf("PublishSet() with a stale %s = %v, want a conflict", name, err)
			}
		}
		nothing(t, d, set)
	})
}

// The pattern gives every figure new words, but for those that a person changed.
func TestSetPatternChanges(t *testing.T) {
	t.Parallel()
	d, set := setDesk(t, councils, datasets.Protection{})
	own, err := d.publisher.OpenMember(t.Context(), officer, set, "Maldon")
	if err != nil {
		t.Fatal(err)
	}
	again, err := d.publisher.OpenMember(t.Context(), officer, set, "Maldon")
	if err != nil || again.ID != own.ID {
		t.Errorf("OpenMember() again = %s, %v; want the same %s", again.ID, err, own.ID)
	}
	draft, err := d.store.Draft(t.Context(), own.ID)
	if err != nil {
		t.Fatal(err)
	}
	draft.Spec.Title = "Maldon recycled {latest} tonnes, the most of all"
	if _, err := d.store.SaveDraft(t.Context(), officer, draft); err != nil {
		t.Fatal(err)
	}
	set = d.publishSet(t, set)
	set.Pattern.Spec.Title = "{place} recycled {latest} tonnes"
	if set, err = d.publisher.SaveSet(t.Context(), officer, set, nil); err != nil {
		t.Fatal(err)
	}
	var drafts []string
	for _, f := range d.figures(t, set) {
		drafts = append(drafts, fmt.Sprint(f.Draft.Spec.Title, " ", f.Own))
	}
	wantLines(t, "drafts", drafts, "Harlow recycled {latest} tonnes false", "Maldon recycled {latest} tonnes, the most of all true", "Tendring recycled {latest} tonnes false")
	set = d.publishSet(t, set)
	wantLines(t, "public", d.public(t, set), "Harlow: Harlow recycled 4,200 tonnes, live, edition 2",
		"Maldon: Maldon recycled 5,300 tonnes, the most of all, live, edition 2", "Tendring: Tendring recycled 3,500 tonnes, live, edition 2")
}

// Newer data moves the whole set: a new place waits, one that vanished keeps its
// last numbers.
func TestSetFollowsTogether(t *testing.T) {
	t.Parallel()
	d, set := setDesk(t, councils, datasets.Protection{})
	set = d.publishSet(t, set)
	newer := "District,Year,Recycled\nHarlow,2022,4100\nHarlow,2023,4200\nHarlow,2024,4300\nMaldon,2022,5100\nMaldon,2023,5300\nMaldon,2024,5400\nUttlesford,2024,6100\n"
	got, err := d.publisher.Refresh(t.Context(), officer, d.dataset.ID, "councils.csv", []byte(newer), everyone)
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, "public", d.public(t, set), "Harlow: 4,300 tonnes were recycled in Harlow, live, edition 2",
		"Maldon: 5,400 tonnes were recycled in Maldon, live, edition 2", "Tendring: 3,500 tonnes were recycled in Tendring, live, edition 1 gone")
	if len(got.Places) != 1 || !slices.Equal(got.Places[0].Names, []string{"Uttlesford"}) {
		t.Errorf("new places = %+v, want Uttlesford", got.Places)
	}
	d.snapshot = got.Snapshot
	set, err = d.store.Set(t.Context(), set.ID)
	if err != nil {
		t.Fatal(err)
	}
	if sheet := d.sheet(t, set); len(sheet.Gone) != 1 || sheet.Gone[0].Name != "Tendring" || !sheet.Members[0].New || sheet.Members[0].Asked {
		t.Errorf("sheet has %d gone and first %q (new %v, ticked %v), want Tendring gone and Uttlesford new", len(sheet.Gone), sheet.Members[0].Name, sheet.Members[0].New, sheet.Members[0].Asked)
	}
	if set, err = d.publisher.SaveSet(t.Context(), officer, set, map[string]bool{"Uttlesford": false}); err != nil {
		t.Fatal(err)
	}
	set = d.publishSet(t, set)
	if lines := d.public(t, set); len(lines) != 4 || !strings.HasPrefix(lines[3], "Uttlesford: 6,100") {
		t.Errorf("public = %q, want Uttlesford beside the others", lines)
	}
}

// One figure that cannot follow keeps all of them where they are.
func TestSetStaysTogether(t *testing.T) {
	t.Parallel()
	newer := councils + "Harlow,2024,4300\nMaldon,2024,5400\nTendring,2024,3700\n"
	for _, test := range []struct {
		name   string
		may    bool
		change func(*testing.T, desk, widgets.Set)
		want   string
	}{
		{"no publisher", false, func(*testing.T, desk, widgets.Set) {}, "A publisher has to publish the set."},
		{"changed by hand", true, func(t *testing.T, d desk, set widgets.Set) {
			draft := d.figures(t, set)[1].Draft
			draft.Spec.Note = "Under review"
			if _, err := d.store.SaveDraft(t.Context(), officer, draft); err != nil {
				t.Fatal(err)
			}
		}, "The figure for Maldon has changes that are not published yet"},
		{"a pattern that is not published", true, func(t *testing.T, d desk, set widgets.Set) {
			set.Pattern.Spec.Title = "{latest} in {place}"
			if _, err := d.publisher.SaveSet(t.Context(), officer, set, nil); err != nil {
				t.Fatal(err)
			}
		}, "has changes that are not published yet"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			d, set := setDesk(t, councils, datasets.Protection{})
			set = d.publishSet(t, set)
			before := d.public(t, set)
			test.change(t, d, set)
			got, err := d.publisher.Refresh(t.Context(), officer, d.dataset.ID, "councils.csv", []byte(newer), func(widgets.Widget) bool { return test.may })
			if err != nil || len(got.Figures) != 3 {
				t.Fatalf("Refresh() = %+v, %v; want word of three figures", got.Figures, err)
			}
			for _, f := range got.Figures {
				if !strings.Contains(f.Reason, test.want) {
					t.Errorf("reason = %q, want %q", f.Reason, test.want)
				}
			}
			wantLines(t, "public", d.public(t, set), before...)
		})
	}
}

// Small numbers in a set: each figure is made by the ledger that the others leave,
// so that a figure with totals over all places cannot give one away.
func TestSetProtectsSmallNumbers(t *testing.T) {
	t.Parallel()
	csv := strings.NewReplacer("Recycled", "Patients", "Maldon,2023,5300", "Maldon,2023,3").Replace(councils) +
		"Harlow,2021,4000\nMaldon,2021,5000\nTendring,2021,3700\nHarlow,2020,3900\nMaldon,2020,4900\nTendring,2020,3800\n"
	d, set := setDesk(t, csv, datasets.Protection{Threshold: 5})
	set.Pattern.Spec.Encoding.Value = "Patients"
	set.Pattern.Query.Steps[1] = datasets.Choose{Fields: []string{"Year", "Patients"}}
	set.Pattern.Spec.Title = "Patients in {place}"
	var err error
	if set, err = d.publisher.SaveSet(t.Context(), officer, set, nil); err != nil {
		t.Fatal(err)
	}
	small := 0
	for _, m := range d.sheet(t, set).Members {
		if m.Wrong != "" {
			t.Errorf("%s: %s", m.Name, m.Wrong)
		}
		small += m.Small
	}
	if small == 0 {
		t.Fatal("no number is hidden, want that of Maldon")
	}
	set = d.publishSet(t, set)
	ledger, err := d.store.Ledger(t.Context(), d.dataset.ID)
	if err != nil {
		t.Fatal(err)
	}
	hidden := 0
	for _, e := range ledger.Entries {
		if e.Hidden {
			hidden++
		}
	}
	if hidden != small {
		t.Errorf("the ledger hides %d numbers, the sheet %d", hidden, small)
	}
	// A figure of all places, published after the set, is made by what the set showed.
	total := widgets.Draft{SnapshotID: d.snapshot.ID,
		Query: datasets.Query{Version: datasets.QueryVersion, Steps: []datasets.Step{datasets.Group{By: []string{"Year"}, Measures: []datasets.Summary{{Name: "Patients", Summary: "sum", Field: "Patients"}}}}},
		Spec:  widgets.Spec{Version: widgets.SpecVersion, Kind: widgets.Line, Encoding: datasets.Roles{Time: "Year", Value: "Patients"}, Title: "Patients"}}
	preview, err := d.publisher.Preview(t.Context(), total)
	if _, refused := publishing.Mendable(err); err != nil && !refused {
		t.Fatal(err)
	}
	for _, row := range preview.Result.Rows {
		if row[0].String() == "2023" && row[1].String() == "7703" {
			t.Error("the total of 2023 is shown: with the figures of the set it gives away the hidden number")
		}
	}
}
