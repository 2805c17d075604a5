package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"figurehead/store"
)

// Forms that wait are kept for one person, an hour, and within bounds that one
// person cannot use up.
func testKeptForms(t *testing.T, st *store.Store) {
	ctx, at := t.Context(), day(1)
	wantErr(t, "StartSetup", st.StartSetup(ctx, "token", at), nil)
	one, err := st.FinishSetup(ctx, "token", store.Organisation{Name: "Example County Council"}, nil, store.User{Name: "One", Email: "one@example.gov.uk"})
	wantErr(t, "FinishSetup", err, nil)
	two, err := st.CreateUser(ctx, store.Actor{Name: "test"}, store.User{Name: "Two", Email: "two@example.gov.uk", Role: store.Editor})
	wantErr(t, "CreateUser", err, nil)
	keep := func(hash string, of store.User, bytes int, at time.Time) {
		t.Helper()
		wantErr(t, "KeepForm", st.KeepForm(ctx, store.KeptForm{Hash: hash, UserID: of.ID, Sealed: strings.Repeat("x", bytes), At: at}), nil)
	}
	there := func(hash string, of store.User, at time.Time, want error) {
		t.Helper()
		f, err := st.KeptForm(ctx, hash, of.ID, at)
		wantErr(t, "KeptForm "+hash, err, want)
		if want == nil && (f.Hash != hash || f.UserID != of.ID || len(f.Sealed) == 0) {
			t.Errorf("KeptForm(%s) = %+v", hash, f)
		}
	}
	keep("first", one, 10, at)
	there("first", one, at.Add(store.KeptFormTime), nil)
	there("first", two, at, store.ErrNotFound)
	there("first", one, at.Add(store.KeptFormTime+time.Second), store.ErrNotFound)
	wantErr(t, "ForgetKeptForms", st.ForgetKeptForms(ctx, at.Add(store.KeptFormTime+time.Second)), nil)
	there("first", one, at, store.ErrNotFound)
	wantErr(t, "ForgetKeptForm", st.ForgetKeptForm(ctx, "first"), nil)

	keep("of two", two, 10, at)
	for i := range store.MaxKeptForms/4 + 1 {
		keep(fmt.Sprint("own ", i), one, 10, at.Add(time.Duration(i)*time.Second))
	}
	later := at.Add(5 * time.Minute)
	there("own 0", one, later, store.ErrNotFound)
	there("own 1", one, later, nil)
	there("of two", two, later, nil)
	keep("large", one, store.MaxKeptBytes-100, later)
	there("own 1", one, later, store.ErrNotFound)
	there("of two", two, later, store.ErrNotFound)
	there("large", one, later, nil)
	wantErr(t, "ForgetKeptForm", st.ForgetKeptForm(ctx, "large"), nil)
	there("large", one, later, store.ErrNotFound)
}
