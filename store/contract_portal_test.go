package store_test

import (
	"testing"

	"figurehead/store"
)

func testPortals(t *testing.T, st *store.Store) {
	ctx := t.Context()
	presets := must[[]store.Portal](t)(st.Portals(ctx))
	searched := map[string]bool{}
	for _, p := range presets {
		searched[p.Address] = p.Searched
	}
	wantEqual(t, "presets", searched, map[string]bool{
		"https://data.gov.uk": true, "https://api.beta.ons.gov.uk/v1": true, "https://www.nomisweb.co.uk/api/v01": true,
		"https://data.essex.gov.uk": true, "https://data.europa.eu": false,
	})
	added := must[store.Portal](t)(st.SavePortal(ctx, amina, store.Portal{Name: "A portal", Kind: "ckan", Address: "https://portal.example", Searched: true}))
	added.Name, added.Searched = "Another name", false
	must[store.Portal](t)(st.SavePortal(ctx, amina, added))
	list := must[[]store.Portal](t)(st.Portals(ctx))
	wantEqual(t, "first by name", list[0], added)
	wantEqual(t, "portals", len(list), len(presets)+1)

	_, err := st.SavePortal(ctx, amina, store.Portal{Name: "The same", Kind: "ckan", Address: added.Address})
	wantErr(t, "SavePortal of an address that is there", err, store.ErrConflict)
	taken := added
	taken.Address = "https://data.gov.uk"
	_, err = st.SavePortal(ctx, amina, taken)
	wantErr(t, "SavePortal with the address of another", err, store.ErrConflict)
	_, err = st.SavePortal(ctx, amina, store.Portal{ID: "nowhere", Name: "x", Address: "https://x.example"})
	wantErr(t, "SavePortal of an unknown one", err, store.ErrNotFound)

	for _, p := range append(presets, added) {
		if err := st.RemovePortal(ctx, amina, p.ID); err != nil {
			t.Errorf("RemovePortal(%q) = %v", p.ID, err)
		}
	}
	wantEqual(t, "portals left", len(must[[]store.Portal](t)(st.Portals(ctx))), 0)
	wantErr(t, "RemovePortal of an unknown one", st.RemovePortal(ctx, amina, added.ID), store.ErrNotFound)
	wantEqual(t, "events", actions(t, st, subject("portal", added.ID)), []string{store.PortalAdded, store.PortalChanged, store.PortalRemoved})
}
