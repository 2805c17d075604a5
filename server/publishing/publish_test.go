package publishing_test

import (
	"errors"
	"strings"
	"testing"

	"figurehead/datasets"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

var officer = store.Actor{ID: "officer", Name: "Environment comms"}

// spend is a small table whose figures a person can add up.
const spend = "Month,Service,Spent\n2024-01,Roads,120.50\n2024-02,Roads,130.25\n2024-03,Roads,99.75\n2024-01,Parks,80\n2024-02,Parks,75\n2024-03,Parks,91\n"

// desk is a store with one imported dataset and a draft of its first suggestion.
type desk struct {
	store     *store.Store
	publisher *publishing.Publisher
	dataset   datasets.Dataset
	snapshot  datasets.Snapshot
	widget    widgets.Widget
	draft     widgets.Draft
}

func newDesk(t *testing.T, source datasets.Source, confirm bool) desk {
	t.Helper()
	st, err := store.Open(t.Context(), store.Options{Folder: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	d := desk{store: st, publisher: publishing.New(st, publishing.Options{PublicURL: "https://figures.example.gov.uk"})}
	d.dataset, d.snapshot, err = d.publisher.Import(t.Context(), officer, publishing.Import{Raw: []byte(spend), Name: "spend.csv", Source: source})
	if err != nil {
		t.Fatal(err)
	}
	if confirm {
		if d.snapshot, _, err = d.publisher.ConfirmRecipe(t.Context(), officer, d.snapshot.ID, nil); err != nil {
			t.Fatal(err)
		}
	}
	suggestions, err := d.publisher.Suggestions(t.Context(), d.snapshot.ID)
	if err != nil || len(suggestions) == 0 {
		t.Fatalf("suggestions = %d, %v", len(suggestions), err)
	}
	d.widget, d.draft, err = st.CreateWidget(t.Context(), officer,
		widgets.Widget{DatasetID: d.dataset.ID, State: widgets.InDraft, Kind: suggestions[0].Kind},
		widgets.Draft{SnapshotID: d.snapshot.ID, Query: suggestions[0].Query, Spec: suggestions[0].Spec})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

var ours = datasets.Source{Publisher: "Example County Council", Licence: "OGL-UK-3.0"}

func TestPublishRefuses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		source  datasets.Source
		confirm bool
		version int // added to the draft's
		want    func(error) bool
	}{
		{"what nobody confirmed", ours, false, 0, func(err error) bool { _, ok := publishing.Mendable(err); return ok }},
		{"a stale draft", ours, true, -1, func(err error) bool { return errors.Is(err, store.ErrConflict) }},
		{"an undecided licence", datasets.Source{Publisher: "Somebody"}, true, 0, func(err error) bool { return errors.As(err, new(*publishing.NotReadyError)) }},
		{"a nameless source", datasets.Source{Licence: "OGL-UK-3.0"}, true, 0, func(err error) bool { return errors.As(err, new(*publishing.NotReadyError)) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, test.source, test.confirm)
			_, err := d.publisher.Publish(t.Context(), officer, d.widget.ID, d.draft.Version+test.version)
			if !test.want(err) {
				t.Errorf("Publish = %v", err)
			}
			if _, err := d.store.Published(t.Context(), d.widget.PublicID); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("after a refusal the figure is public: %v", err)
			}
		})
	}
}

func TestAFailedPublishLeavesTheOldEdition(t *testing.T) {
	t.Parallel()
	d := newDesk(t, ours, true)
	first, err := d.publisher.Publish(t.Context(), officer, d.widget.ID, d.draft.Version)
	if err != nil {
		t.Fatal(err)
	}
	draft, err := d.store.Draft(t.Context(), d.widget.ID)
	if err != nil {
		t.Fatal(err)
	}
	draft.Spec.Title = strings.Repeat("Far too long a title ", 200)
	draft.Spec.Sentence = draft.Spec.Title
	if draft, err = d.store.SaveDraft(t.Context(), officer, draft); err != nil {
		t.Fatal(err)
	}
	if _, err := d.publisher.Publish(t.Context(), officer, d.widget.ID, draft.Version); err == nil {
		t.Fatal("a title of 4,000 characters was published")
	} else if _, ok := publishing.Mendable(err); !ok {
		t.Errorf("Publish = %v, want words for a person", err)
	}
	now, err := d.store.Published(t.Context(), d.widget.PublicID)
	if err != nil {
		t.Fatal(err)
	}
	if now.State != widgets.Live || now.Edition.Number != first.Number || now.Edition.Title != first.Title {
		t.Errorf("public is %s edition %d %q, want the first, live", now.State, now.Edition.Number, now.Edition.Title)
	}
}

func TestWithdrawAndPurge(t *testing.T) {
	t.Parallel()
	d := newDesk(t, ours, true)
	if _, err := d.publisher.Publish(t.Context(), officer, d.widget.ID, d.draft.Version); err != nil {
		t.Fatal(err)
	}
	if _, ok := publishing.Mendable(d.publisher.Withdraw(t.Context(), officer, d.widget.ID, " ")); !ok {
		t.Error("a withdrawal without a reason is not refused in words")
	}
	if err := d.publisher.Withdraw(t.Context(), officer, d.widget.ID, "The source was revised."); err != nil {
		t.Fatal(err)
	}
	public, err := d.store.Published(t.Context(), d.widget.PublicID)
	if err != nil || public.State != widgets.Withdrawn || public.Reason != "The source was revised." {
		t.Errorf("Published = %s %q, %v", public.State, public.Reason, err)
	}
	if err := d.publisher.Purge(t.Context(), officer, d.snapshot.ID, "It named a person."); err != nil {
		t.Fatal(err)
	}
	if ok, err := d.store.Blobs().Has(t.Context(), d.snapshot.SHA256); ok || err != nil {
		t.Errorf("after the purge the raw bytes are there: %v, %v", ok, err)
	}
	if _, err := d.publisher.Table(t.Context(), d.snapshot.ID); err == nil {
		t.Error("after the purge the table can still be read")
	}
}

// TestAnotherReadingIsAnotherSnapshot keeps what figures rest on as it was.
func TestAnotherReadingIsAnotherSnapshot(t *testing.T) {
	t.Parallel()
	d := newDesk(t, ours, true)
	same, _, err := d.publisher.ChangeRecipe(t.Context(), officer, d.snapshot.ID, nil)
	if err != nil || same.ID != d.snapshot.ID {
		t.Fatalf("no change made another snapshot: %v", err)
	}
	reading, err := d.publisher.Reading(t.Context(), d.snapshot.ID)
	if err != nil {
		t.Fatal(err)
	}
	name, value := otherChoice(t, reading.Sentences)
	other, _, err := d.publisher.ChangeRecipe(t.Context(), officer, d.snapshot.ID, map[string]string{name: value})
	if err != nil {
		t.Fatal(err)
	}
	if other.ID == d.snapshot.ID || other.Confirmed {
		t.Errorf("another reading is snapshot %s, confirmed %v", other.ID, other.Confirmed)
	}
	before, err := d.store.Snapshot(t.Context(), d.snapshot.ID)
	if err != nil || before.TableDigest != d.snapshot.TableDigest {
		t.Errorf("the confirmed snapshot changed: %v", err)
	}
}
