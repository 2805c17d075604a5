package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/store"
)

func testPreferences(t *testing.T, st *store.Store) {
	ctx := t.Context()
	if err := st.StartSetup(ctx, "token", day(1)); err != nil {
		t.Fatal(err)
	}
	one, err := st.FinishSetup(ctx, "token", store.Organisation{Name: "Example County Council"}, nil, store.User{Name: "One", Email: "one@example.gov.uk"})
	if err != nil {
		t.Fatal(err)
	}
	wants := func(of string, want map[store.Preference]string) {
		t.Helper()
		got, err := st.Preferences(ctx, of)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("preferences (−want +got):\n%s", diff)
		}
	}
	wants(one.ID, map[store.Preference]string{})
	for _, value := range []string{"on", "over"} {
		if err := st.SavePreference(ctx, one.ID, store.TourPreference, value); err != nil {
			t.Fatal(err)
		}
	}
	if err := st.SavePreference(ctx, one.ID, store.KeysPreference, "off"); err != nil {
		t.Fatal(err)
	}
	wants(one.ID, map[store.Preference]string{store.TourPreference: "over", store.KeysPreference: "off"})
	wants("nobody", map[store.Preference]string{})
	if st.SavePreference(ctx, one.ID, "colour", "red") == nil {
		t.Error("any name can be stored")
	}
	if st.SavePreference(ctx, "nobody", store.KeysPreference, "off") == nil {
		t.Error("a preference of nobody is stored")
	}
}
