package store_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/store"
	"figurehead/widgets"
)

// titles are those of a page of the Library, in its order.
func titles(l store.Library) (list []string) {
	for _, r := range l.Rows {
		list = append(list, r.Title)
	}
	return list
}

func testLibrary(t *testing.T, st *store.Store) {
	ctx := t.Context()
	published(t, st, "Ansawdd dŵr yn Llŷn")
	waste, _, _ := published(t, st, "Essex recycled 51% of its waste")
	draft, d := widget(t, st, "The council’s landfill")
	gone, _, _ := published(t, st, "Zinc")
	if err := st.Withdraw(ctx, amina, gone.ID, "Wrong."); err != nil {
		t.Fatal(err)
	}
	if _, err := st.RecordRefresh(ctx, amina, store.Refresh{DatasetID: waste.DatasetID, Outcome: store.RefreshKept}); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name   string
		filter store.LibraryFilter
		want   []string
	}{
		{"without accents", store.LibraryFilter{Text: "dwr llyn"}, []string{"Ansawdd dŵr yn Llŷn"}},
		{"with accents", store.LibraryFilter{Text: "DŴR"}, []string{"Ansawdd dŵr yn Llŷn"}},
		{"words in any order", store.LibraryFilter{Text: "waste essex"}, []string{"Essex recycled 51% of its waste"}},
		{"a plain apostrophe", store.LibraryFilter{Text: "council's"}, []string{"The council’s landfill"}},
		{"no wildcard", store.LibraryFilter{Text: "5_%"}, nil},
		{"the publisher", store.LibraryFilter{Text: "example county", Sort: store.ByTitle}, []string{"Ansawdd dŵr yn Llŷn", "Essex recycled 51% of its waste", "The council’s landfill", "Zinc"}},
		{"by title", store.LibraryFilter{Sort: store.ByTitle, Offset: 1, Limit: 2}, []string{"Essex recycled 51% of its waste", "The council’s landfill"}},
		{"newest first", store.LibraryFilter{Sort: store.ByMade, Limit: 1}, []string{"Zinc"}},
		{"drafts", store.LibraryFilter{State: store.StateDraft}, []string{"The council’s landfill"}},
		{"withdrawn", store.LibraryFilter{State: store.StateWithdrawn}, []string{"Zinc"}},
		{"its source broken", store.LibraryFilter{State: store.StateBroken}, []string{"Essex recycled 51% of its waste"}},
		{"no change since", store.LibraryFilter{State: store.StateEdited}, nil},
		{"of a dataset", store.LibraryFilter{DatasetID: draft.DatasetID}, []string{"The council’s landfill"}},
		{"of nobody", store.LibraryFilter{OwnerID: "nobody"}, nil},
		{"of a state that is none", store.LibraryFilter{State: "' OR 1=1"}, nil},
		{"of a kind", store.LibraryFilter{Kind: widgets.Line}, nil},
	} {
		got := must[store.Library](t)(st.Library(ctx, test.filter))
		if diff := cmp.Diff(test.want, titles(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
		if got.All != 4 || got.Live != 2 {
			t.Errorf("%s: %d figures, %d live, want 4 and 2", test.name, got.All, got.Live)
		}
		if test.filter.Limit == 0 && got.Found != len(test.want) {
			t.Errorf("%s: %d found, want %d", test.name, got.Found, len(test.want))
		}
	}
	for offset, want := range map[int][]string{0: {"Ansawdd dŵr yn Llŷn", "Essex recycled 51% of its waste", "The council’s landfill"}, 3: {"Zinc"}, 4: nil, 900: nil} {
		got := must[store.Library](t)(st.Library(ctx, store.LibraryFilter{Text: "example county", Sort: store.ByTitle, Offset: offset, Limit: 3}))
		if diff := cmp.Diff(want, titles(got)); diff != "" || got.Found != 4 {
			t.Errorf("a page of those with words from %d: %d found, (-want +got):\n%s", offset, got.Found, diff)
		}
	}
	broken := must[store.Library](t)(st.Library(ctx, store.LibraryFilter{State: store.StateBroken})).Rows[0]
	if !broken.Broken || broken.DatasetTitle != "Essex recycled 51% of its waste" || broken.PublishedAt.IsZero() {
		t.Errorf("the row of a broken source is %+v", broken)
	}
	d.Spec.Subtitle = "Tonnes in Braintree"
	if _, err := st.SaveDraft(ctx, amina, d); err != nil {
		t.Fatal(err)
	}
	if got := titles(must[store.Library](t)(st.Library(ctx, store.LibraryFilter{Text: "braintree"}))); !slices.Equal(got, []string{"The council’s landfill"}) {
		t.Errorf("by the subtitle = %q", got)
	}
}

// A choice is changed as a whole, or not at all.
func testChosen(t *testing.T, st *store.Store) {
	ctx := t.Context()
	a, _, _ := published(t, st, "A")
	b, _, _ := published(t, st, "B")
	as := func(w widgets.Widget) store.Chosen {
		return store.Chosen{WidgetID: w.ID, State: w.State, OwnerID: w.OwnerID, DirectorateID: w.DirectorateID, Edition: w.Edition}
	}
	both := []store.Chosen{as(a), as(b)}
	d := must[store.Directorate](t)(st.SaveDirectorate(ctx, amina, store.Directorate{Name: "Environment"}))
	u := must[store.User](t)(st.CreateUser(ctx, amina, store.User{Email: "b@example.gov.uk", Name: "B", Role: store.Editor, PasswordHash: "h"}))
	wantErr(t, "an owner who is not there", st.AssignAll(ctx, amina, both, store.Assignment{OwnerID: "nobody"}), store.ErrNotFound)
	if err := st.AssignAll(ctx, amina, both[:1], store.Assignment{OwnerID: u.ID, Move: true, DirectorateID: d.ID}); err != nil {
		t.Fatal(err)
	}
	events := must[[]store.Event](t)(st.Audit(ctx, store.AuditFilter{Action: store.FigureAssigned}))
	if len(events) != 1 || events[0].Detail != "owner B, directorate Environment" || events[0].Title != "A" {
		t.Errorf("the trail has %+v", events)
	}
	var refused *store.ChosenError
	if err := st.WithdrawAll(ctx, amina, both, "Wrong."); !errors.As(err, &refused) || !errors.Is(err, store.ErrConflict) || !slices.Equal(refused.Titles, []string{"A"}) {
		t.Errorf("WithdrawAll of a figure that was assigned since = %v", err)
	}
	if got := must[widgets.Widget](t)(st.Widget(ctx, b.ID)); got.State != widgets.Live {
		t.Errorf("B is %s, though nothing was to be done", got.State)
	}
	both[0] = as(must[widgets.Widget](t)(st.Widget(ctx, a.ID)))
	if err := st.WithdrawAll(ctx, amina, both, "Wrong."); err != nil {
		t.Fatal(err)
	}
	if got := must[store.Library](t)(st.Library(ctx, store.LibraryFilter{State: store.StateWithdrawn})); got.Found != 2 {
		t.Errorf("%d are withdrawn, want both", got.Found)
	}
}
