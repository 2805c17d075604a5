package publishing_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// TestTryWritesNothing: a trial says what Refresh then does, and leaves no row,
// byte or event behind.
func TestTryWritesNothing(t *testing.T) {
	t.Parallel()
	d := publishedDesk(t)
	before, public := d.left(t), d.live(t)
	for _, test := range []struct {
		name, file string
		may        bool
		want       publishing.Trial
		then       string
	}{
		{"the same", spend, true, publishing.Trial{Before: 6, Rows: 6}, ""},
		{"a month more", more, true, publishing.Trial{Changed: true, Before: 6, Rows: 8, New: 2}, "£"},
		{"one number corrected", strings.Replace(spend, "120.50", "120.75", 1), true, publishing.Trial{Changed: true, Before: 6, Rows: 6, New: 1, Gone: 1}, "£"},
		{"by an editor", more, false, publishing.Trial{Changed: true, Before: 6, Rows: 8, New: 2}, ""},
	} {
		got, err := d.publisher.Try(t.Context(), d.dataset.ID, "spend.csv", []byte(test.file), func(widgets.Widget) bool { return test.may })
		if err != nil {
			t.Fatalf("%s: Try() = %v", test.name, err)
		}
		figures := got.Figures
		got.Figures = nil
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: Try() (-want +got):\n%s", test.name, diff)
		}
		switch {
		case !test.want.Changed && len(figures) != 0:
			t.Errorf("%s: figures %+v, want none", test.name, figures)
		case test.want.Changed && !test.may && figures[0].Reason != "A publisher has to publish it.":
			t.Errorf("%s: figures %+v, want it to stay", test.name, figures)
		case test.then != "" && (figures[0].Reason != "" || figures[0].Now != public.Edition.Title || !strings.Contains(figures[0].Then, "was spent in")):
			t.Errorf("%s: figures %+v, want new words", test.name, figures)
		}
	}
	if _, err := d.publisher.Try(t.Context(), d.dataset.ID, "spend.csv", []byte("Month,Service,Amount\n2024-01,Roads,1\n"), everyone); err == nil {
		t.Error("Try() of other columns = nil, want a Problem")
	}
	if diff := cmp.Diff(before, d.left(t)); diff != "" {
		t.Errorf("a trial left something behind:\n%s", diff)
	}
	if diff := cmp.Diff(public, d.live(t)); diff != "" {
		t.Errorf("what is public changed:\n%s", diff)
	}
	trial, err := d.publisher.Try(t.Context(), d.dataset.ID, "spend.csv", []byte(more), everyone)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.publisher.Refresh(t.Context(), officer, d.dataset.ID, "spend.csv", []byte(more), everyone); err != nil {
		t.Fatal(err)
	}
	if got := d.live(t).Edition.Title; got != trial.Figures[0].Then {
		t.Errorf("Refresh() made %q, Try() said %q", got, trial.Figures[0].Then)
	}
}

// left is what a refresh leaves behind.
func (d desk) left(t *testing.T) []any {
	t.Helper()
	snapshots, err := d.store.Snapshots(t.Context(), d.dataset.ID)
	if err != nil {
		t.Fatal(err)
	}
	draft, err := d.store.Draft(t.Context(), d.widget.ID)
	if err != nil {
		t.Fatal(err)
	}
	events, err := d.store.Audit(t.Context(), store.AuditFilter{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	report, err := store.Verify(t.Context(), d.store.Folder(), false)
	if err != nil {
		t.Fatal(err)
	}
	return []any{len(snapshots), draft.Version, len(events), report}
}

// TestRefreshHoldsToBands: a number beyond what a person set, and days in the
// future where there were none, keep the last good copy.
func TestRefreshHoldsToBands(t *testing.T) {
	t.Parallel()
	d := publishedDesk(t)
	if err := d.store.SaveBands(t.Context(), officer, d.dataset.ID, []datasets.Band{{Field: "Spent", Low: "50", High: "200"}, {Field: "Not there"}}); err != nil {
		t.Fatal(err)
	}
	ahead := time.Now().AddDate(0, 3, 0).Format("2006-01")
	for _, test := range []struct{ name, rows, want string }{
		{"too large", "2024-04,Roads,200.01\n", "The column “Spent” has 200.01; it may hold from 50 to 200."},
		{"too small", "2024-04,Roads,-75\n", "The column “Spent” has -75; it may hold from 50 to 200."},
		{"in the future", ahead + ",Roads,100\n", "The column “Month” reaches into the future now, to "},
		{"at its ends", "2024-04,Roads,200\n2024-04,Parks,50\n", ""},
	} {
		got, err := d.publisher.Refresh(t.Context(), officer, d.dataset.ID, "spend.csv", []byte(spend+test.rows), everyone)
		problem, ok := publishing.Mendable(err)
		switch {
		case test.want == "" && (err != nil || !got.Changed):
			t.Errorf("%s: Refresh() = %v, want a newer copy", test.name, err)
		case test.want != "" && (!ok || !strings.HasPrefix(problem.Message, test.want) || problem.Suggestion == ""):
			t.Errorf("%s: Refresh() = %v, want %q", test.name, err, test.want)
		}
	}
}
