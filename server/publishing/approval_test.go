package publishing_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// approving is a desk in an organisation with approval on. Its figures have no
// directorate, so that admins decide.
type approving struct {
	desk
	lead, second, editor store.Actor
}

func newApproving(t *testing.T, d desk) approving {
	t.Helper()
	a := approving{desk: d}
	o := store.Organisation{Name: "Example County Council", Area: "Essex", TimeZone: "Europe/London", ApprovalOn: true}
	if err := d.store.SaveOrganisation(t.Context(), officer, o); err != nil {
		t.Fatal(err)
	}
	for _, who := range []struct {
		name string
		role store.Role
		into *store.Actor
	}{{"Lead", store.Admin, &a.lead}, {"Second", store.Admin, &a.second}, {"Editor", store.Editor, &a.editor}} {
		u, err := d.store.CreateUser(t.Context(), officer, store.User{Name: who.name, Email: who.name + "@example.gov.uk", Role: who.role, PasswordHash: "none"})
		if err != nil {
			t.Fatal(err)
		}
		*who.into = store.Actor{ID: u.ID, Name: u.Name}
	}
	return a
}

// edits saves the draft with a title as somebody.
func (a *approving) edits(t *testing.T, by store.Actor, title string) {
	t.Helper()
	var err error
	if a.draft, err = a.store.Draft(t.Context(), a.widget.ID); err != nil {
		t.Fatal(err)
	}
	a.draft.Spec.Title = title
	if a.draft, err = a.store.SaveDraft(t.Context(), by, a.draft); err != nil {
		t.Fatal(err)
	}
}

func (a *approving) asks(t *testing.T, by store.Actor) store.Ask {
	t.Helper()
	ask, err := a.publisher.Ask(t.Context(), by, a.widget.ID, a.draft.Version, "")
	if err != nil {
		t.Fatal(err)
	}
	return ask
}

func TestNothingIsPublishedWithoutApproval(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	a := newApproving(t, newDesk(t, ours, true))
	a.edits(t, a.lead, "Roads cost most")
	for _, by := range []store.Actor{a.lead, a.second, a.editor, {Name: "command line"}, {ID: "refresh", Name: "refresh"}} {
		if _, err := a.publisher.Publish(ctx, by, a.widget.ID, a.draft.Version); err == nil {
			t.Errorf("%s published without approval", by.Name)
		} else if problem, ok := publishing.Mendable(err); !ok || problem.Suggestion != "Ask for approval." {
			t.Errorf("Publish by %s = %v, want words", by.Name, err)
		}
	}
	ask := a.asks(t, a.lead)
	for name, by := range map[string]store.Actor{"its maker": a.lead, "an editor": a.editor, "nobody": {Name: "command line"}} {
		if _, err := a.publisher.Approve(ctx, by, a.widget.ID, ask.ID, a.draft.Version); !errors.Is(err, publishing.ErrNotApprover) {
			t.Errorf("Approve by %s = %v, want ErrNotApprover", name, err)
		}
		if err := a.publisher.Allow(ctx, by, a.widget.ID, ask.ID); !errors.Is(err, publishing.ErrNotApprover) {
			t.Errorf("Allow by %s = %v, want ErrNotApprover", name, err)
		}
		if err := a.publisher.AskForChange(ctx, by, a.widget.ID, ask.ID, "No"); !errors.Is(err, publishing.ErrNotApprover) {
			t.Errorf("AskForChange by %s = %v, want ErrNotApprover", name, err)
		}
	}
	if waits, err := a.publisher.Waits(ctx, a.lead.ID); err != nil || len(waits) != 0 {
		t.Errorf("Waits of the maker = %v, %v", waits, err)
	}
	if waits, err := a.publisher.Waits(ctx, a.second.ID); err != nil || len(waits) != 1 {
		t.Errorf("Waits of the second = %v, %v; want one", waits, err)
	}
	edition, err := a.publisher.Approve(ctx, a.second, a.widget.ID, ask.ID, a.draft.Version)
	if err != nil || edition.Title != "Roads cost most" {
		t.Fatalf("Approve() = %q, %v", edition.Title, err)
	}
	if _, err := a.publisher.Approve(ctx, a.second, a.widget.ID, ask.ID, a.draft.Version); !errors.Is(err, store.ErrConflict) {
		t.Errorf("Approve again = %v, want a conflict", err)
	}
}

// An edit after asking takes the ask back, whoever makes it, and an answer to it
// comes too late.
func TestAnEditEndsAnAsk(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	a := newApproving(t, newDesk(t, ours, true))
	a.edits(t, a.editor, "Roads cost most")
	ask := a.asks(t, a.editor)
	was := a.draft.Version
	a.edits(t, a.editor, "Parks cost most")
	for _, version := range []int{was, a.draft.Version} {
		if _, err := a.publisher.Approve(ctx, a.lead, a.widget.ID, ask.ID, version); !errors.Is(err, store.ErrConflict) {
			t.Errorf("Approve of version %d = %v, want a conflict", version, err)
		}
	}
	if err := a.publisher.Allow(ctx, a.lead, a.widget.ID, ask.ID); !errors.Is(err, store.ErrConflict) {
		t.Errorf("Allow = %v, want a conflict", err)
	}
	if _, err := a.publisher.Ask(ctx, a.editor, a.widget.ID, was, ""); !errors.Is(err, store.ErrConflict) {
		t.Errorf("Ask of a stale draft = %v, want a conflict", err)
	}
	ask = a.asks(t, a.editor)
	if err := a.publisher.Allow(ctx, a.lead, a.widget.ID, ask.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := a.publisher.Publish(ctx, a.second, a.widget.ID, a.draft.Version); err != nil {
		t.Errorf("Publish of what is approved = %v", err)
	}
	a.edits(t, a.editor, "Streets cost most")
	if _, err := a.publisher.Publish(ctx, a.second, a.widget.ID, a.draft.Version); err == nil {
		t.Error("what was changed after it was approved was published")
	}
}

// Where nobody else could approve, whoever may publish does.
func TestATeamOfOne(t *testing.T) {
	t.Parallel()
	a := newApproving(t, newDesk(t, ours, true))
	second, err := a.store.User(t.Context(), a.second.ID)
	if err != nil {
		t.Fatal(err)
	}
	second.Disabled = true
	if err := a.store.SaveUser(t.Context(), a.lead, second); err != nil {
		t.Fatal(err)
	}
	a.edits(t, a.lead, "Roads cost most")
	if _, err := a.publisher.Ask(t.Context(), a.lead, a.widget.ID, a.draft.Version, ""); err == nil {
		t.Error("somebody is asked where nobody could answer")
	}
	if _, err := a.publisher.Publish(t.Context(), a.lead, a.widget.ID, a.draft.Version); err != nil {
		t.Errorf("Publish() = %v", err)
	}
	a.edits(t, a.editor, "Parks cost most")
	if _, err := a.publisher.Publish(t.Context(), a.lead, a.widget.ID, a.draft.Version); err == nil {
		t.Error("what an editor made was published without the yes that somebody could give")
	}
}

// A newer file beyond a band waits for a second person; within it figures follow.
func TestRefreshBeyondItsBandAsks(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	d := publishedDesk(t)
	if err := d.store.SaveBands(ctx, officer, d.dataset.ID, []datasets.Band{{Field: "Spent", High: "200"}}); err != nil {
		t.Fatal(err)
	}
	high := spend + "2024-04,Roads,900\n2024-04,Parks,88\n"
	if _, err := d.publisher.Refresh(ctx, officer, d.dataset.ID, "spend.csv", []byte(high), everyone); err == nil {
		t.Fatal("a file beyond its band is used while approval is off")
	}
	a := newApproving(t, d)
	title := a.live(t).Edition.Title
	trial, err := a.publisher.Try(ctx, a.dataset.ID, "spend.csv", []byte(high), everyone)
	if err != nil || len(trial.Figures) != 1 || !strings.HasPrefix(trial.Figures[0].Reason, "It would wait for approval. The column “Spent” has 900") {
		t.Errorf("Try() = %+v, %v", trial.Figures, err)
	}
	got, err := a.publisher.Refresh(ctx, store.ByItself, a.dataset.ID, "spend.csv", []byte(high), everyone)
	if err != nil || !got.Changed || len(got.Figures) != 1 || !strings.HasPrefix(got.Figures[0].Reason, "It waits for approval. The column “Spent” has 900; it may hold at most 200.") {
		t.Fatalf("Refresh() = %+v, %v; want that it waits", got.Figures, err)
	}
	if now := a.live(t).Edition; now.Title != title || now.Number != 1 {
		t.Errorf("live is edition %d, %q; want the first", now.Number, now.Title)
	}
	same, err := a.publisher.Refresh(ctx, store.ByItself, a.dataset.ID, "spend.csv", []byte(high), everyone)
	if err != nil || same.Changed || len(same.Figures) != 0 {
		t.Errorf("Refresh() of the same file = %+v, %v; want nothing", same, err)
	}
	ask, err := a.store.OpenAsk(ctx, a.widget.ID)
	if err != nil || ask.Why != "The column “Spent” has 900; it may hold at most 200." || ask.MadeBy != store.ByItself.ID {
		t.Fatalf("OpenAsk() = %+v, %v", ask, err)
	}

	// A newer file within the band takes its place.
	if got, err = a.publisher.Refresh(ctx, store.ByItself, a.dataset.ID, "spend.csv", []byte(spend+"2024-04,Roads,150\n2024-04,Parks,88\n"), everyone); err != nil || len(got.Figures) != 1 || got.Figures[0].Edition != 2 {
		t.Fatalf("Refresh() within = %+v, %v; want edition 2", got.Figures, err)
	}
	if _, err := a.store.OpenAsk(ctx, a.widget.ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("OpenAsk() = %v, want none", err)
	}

	if _, err = a.publisher.Refresh(ctx, store.ByItself, a.dataset.ID, "spend.csv", []byte(high), everyone); err != nil {
		t.Fatal(err)
	}
	if ask, err = a.store.OpenAsk(ctx, a.widget.ID); err != nil {
		t.Fatal(err)
	}
	draft, err := a.store.Draft(ctx, a.widget.ID)
	if err != nil {
		t.Fatal(err)
	}
	edition, err := a.publisher.Approve(ctx, a.lead, a.widget.ID, ask.ID, draft.Version)
	if err != nil || edition.Number != 3 || a.live(t).Edition.Number != 3 {
		t.Errorf("Approve() = edition %d, %v; want 3", edition.Number, err)
	}
}

// A figure that neither shows nor asks about the column beyond its band follows.
func TestABandOfAnotherColumn(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	const two = "Month,Service,Spent,Calls\n2024-01,Roads,120.50,10\n2024-02,Roads,130.25,12\n2024-03,Roads,99.75,9\n"
	d, suggestions := openDesk(t, "spend.csv", two)
	for _, s := range suggestions {
		preview, err := d.publisher.Preview(ctx, widgets.Draft{SnapshotID: d.snapshot.ID, Query: s.Query, Spec: s.Spec})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(preview.Result.Fields, func(f table.Field) bool { return f.Name == "Calls" }) {
			d.publish(t, s)
			break
		}
	}
	if d.widget.ID == "" {
		t.Fatal("every suggestion shows the calls")
	}
	if err := d.store.SaveBands(ctx, officer, d.dataset.ID, []datasets.Band{{Field: "Calls", High: "50"}}); err != nil {
		t.Fatal(err)
	}
	a := newApproving(t, d)
	got, err := a.publisher.Refresh(ctx, store.ByItself, a.dataset.ID, "spend.csv", []byte(two+"2024-04,Roads,110,900\n"), everyone)
	if err != nil || len(got.Figures) != 1 || strings.Contains(got.Figures[0].Reason, "approval") {
		t.Errorf("Refresh() = %+v, %v; want that it follows", got.Figures, err)
	}
}

// TestApproveRacesEdits: of an approver and those who edit at the same moment, what
// is published is what was asked for, or nothing is.
func TestApproveRacesEdits(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	a := newApproving(t, newDesk(t, ours, true))
	a.edits(t, a.editor, "Roads cost most")
	ask := a.asks(t, a.editor)
	var group sync.WaitGroup
	for n := range 4 {
		group.Go(func() {
			if n%2 == 0 {
				_, _ = a.publisher.Approve(ctx, []store.Actor{a.lead, a.second}[n/2], a.widget.ID, ask.ID, a.draft.Version)
				return
			}
			changed := a.draft
			changed.Spec.Title = "Parks cost most"
			_, _ = a.store.SaveDraft(ctx, a.editor, changed)
		})
	}
	group.Wait()
	asks, err := a.store.Asks(ctx, a.widget.ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	p, err := a.store.Published(ctx, a.widget.PublicID)
	switch {
	case err == nil && (p.Edition.Title != "Roads cost most" || p.Edition.Number != 1 || asks[0].State != store.AskGiven):
		t.Errorf("edition %d, %q is public, the ask is %s", p.Edition.Number, p.Edition.Title, asks[0].State)
	case errors.Is(err, store.ErrNotFound) && asks[0].State != store.AskTakenBack:
		t.Errorf("nothing is public, and the ask is %s", asks[0].State)
	}
}
