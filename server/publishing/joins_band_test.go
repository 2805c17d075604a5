package publishing_test

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"figurehead/datasets"
	"figurehead/store"
	"figurehead/widgets"
)

// perHeadLive publishes a figure per head whose title follows, of people that may be
// at most 150,000 in each district, with approval on.
func perHeadLive(t *testing.T) (lodged, approving) {
	t.Helper()
	l := lodgedDesk(t)
	w, draft := l.perHead(t, widgets.Bar)
	draft.Spec.Title = "{highest:name} has the most certificates per head"
	draft.Spec.Subtitle = "Certificates per thousand people, districts of Essex"
	var err error
	if draft, err = l.store.SaveDraft(t.Context(), officer, draft); err != nil {
		t.Fatal(err)
	}
	if _, err = l.publisher.Publish(t.Context(), officer, w.ID, draft.Version); err != nil {
		t.Fatal(err)
	}
	if err := l.store.SaveBands(t.Context(), officer, l.people.ID, []datasets.Band{{Field: "Residents", High: "150000"}}); err != nil {
		t.Fatal(err)
	}
	l.widget = w
	return l, newApproving(t, l.desk)
}

const tooMany = "It waits for approval. The column “Residents” has 200000; it may hold at most 150000."

// follows refreshes one of the two datasets and gives what became of the figure.
func (l lodged) follows(t *testing.T, datasetID, name, raw string) (edition int, reason string) {
	t.Helper()
	got, err := l.publisher.Refresh(t.Context(), store.ByItself, datasetID, name, []byte(raw), everyone)
	if err != nil || len(got.Figures) != 1 {
		t.Fatalf("Refresh(%s) = %+v, %v; want one figure", name, got.Figures, err)
	}
	return got.Figures[0].Edition, got.Figures[0].Reason
}

// certificates are the certificates with another number in the first row.
func certificates(t *testing.T, first string) string {
	t.Helper()
	raw, err := os.ReadFile("testdata/epc-essex-2022.csv")
	if err != nil {
		t.Fatal(err)
	}
	heading, rest, _ := strings.Cut(string(raw), "\n")
	row, rest, _ := strings.Cut(rest, "\n")
	return heading + "\n" + row[:strings.LastIndex(row, ",")+1] + first + "\n" + rest
}

// Numbers of the other dataset beyond their band wait for a second person, also when
// it is the figure's own dataset that is fetched next, and give way to newer ones.
func TestTheOtherDatasetBeyondItsBandAsks(t *testing.T) {
	t.Parallel()
	l, a := perHeadLive(t)
	if _, reason := l.follows(t, l.people.ID, "people.csv", peopleCSV(200_000)); !strings.HasPrefix(reason, tooMany) {
		t.Fatalf("of the other dataset: %q, want that it waits", reason)
	}
	if _, reason := l.follows(t, l.dataset.ID, "epc.csv", certificates(t, "999")); !strings.HasPrefix(reason, tooMany) {
		t.Errorf("of its own dataset, which was fetched after it: %q, want that it waits", reason)
	}
	if n := a.live(t).Edition.Number; n != 1 {
		t.Errorf("edition %d is public without a yes", n)
	}
	ask, err := a.store.OpenAsk(t.Context(), a.widget.ID)
	if err != nil || !strings.HasPrefix(ask.Why, "The column “Residents” has 200000") {
		t.Errorf("OpenAsk() = %+v, %v", ask, err)
	}
	if edition, reason := l.follows(t, l.people.ID, "people.csv", peopleCSV(120_000)); edition != 2 {
		t.Errorf("within the band: %q, want edition 2", reason)
	}
	if _, err := a.store.OpenAsk(t.Context(), a.widget.ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("OpenAsk() = %v, want none", err)
	}
}

// What kept a figure from being asked about at first does not let it past later,
// and neither does approval that is turned off meanwhile.
func TestABandHoldsAfterAFreeze(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	l, a := perHeadLive(t)
	now := time.Now()
	freeze, err := a.store.SetFreeze(ctx, officer, store.Freeze{From: now.Add(-time.Hour), To: now.Add(time.Hour), Reason: "An election", HoldRefreshes: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, reason := l.follows(t, l.people.ID, "people.csv", peopleCSV(200_000)); !strings.HasPrefix(reason, "Figures do not follow newer data until") {
		t.Fatalf("in a freeze: %q", reason)
	}
	if err := a.store.LiftFreeze(ctx, officer, freeze.ID, "It is over"); err != nil {
		t.Fatal(err)
	}
	o, err := a.store.Organisation(ctx)
	if err != nil {
		t.Fatal(err)
	}
	o.ApprovalOn = false
	if err := a.store.SaveOrganisation(ctx, officer, o); err != nil {
		t.Fatal(err)
	}
	const stays = "The column “Residents” has 200000; it may hold at most 150000."
	if _, reason := l.follows(t, l.dataset.ID, "epc.csv", certificates(t, "998")); !strings.HasPrefix(reason, stays) || !strings.HasSuffix(reason, "publish it from the newer copy.") {
		t.Errorf("with approval off: %q, want that it stays", reason)
	}
	o.ApprovalOn = true
	if err := a.store.SaveOrganisation(ctx, officer, o); err != nil {
		t.Fatal(err)
	}
	if _, reason := l.follows(t, l.dataset.ID, "epc.csv", certificates(t, "999")); !strings.HasPrefix(reason, tooMany) {
		t.Errorf("after the freeze: %q, want that it waits", reason)
	}
	if n := a.live(t).Edition.Number; n != 1 {
		t.Errorf("edition %d is public without a yes", n)
	}
}
