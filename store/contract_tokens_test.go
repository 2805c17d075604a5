package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"figurehead/store"
)

// hashOf is the hash of the nth token of a test.
func hashOf(n int) string { return fmt.Sprintf("%064d", n) }

func testTokens(t *testing.T, st *store.Store) {
	ctx := t.Context()
	u, other := person(t, st, "one"), person(t, st, "other")
	now := time.Now()
	made := must[store.Token](t)(st.MakeToken(ctx, amina, store.Token{Name: "Nightly figures", UserID: u.ID, Hash: hashOf(1),
		Scopes: []store.Scope{store.PublishScope, "root", store.ReadScope, store.ReadScope}, ExpiresAt: now.AddDate(0, 3, 0)}))
	wantEqual(t, "scopes in order, and only those there are", made.Scopes, []store.Scope{store.ReadScope, store.PublishScope})
	wantEqual(t, "read back", must[store.Token](t)(st.Token(ctx, made.ID)), made)
	found, whose, err := st.TokenByHash(ctx, hashOf(1))
	wantErr(t, "TokenByHash", err, nil)
	wantEqual(t, "by hash", []string{found.ID, whose.ID}, []string{made.ID, u.ID})
	_, _, err = st.TokenByHash(ctx, hashOf(9))
	wantErr(t, "unknown", err, store.ErrNotFound)
	wantEqual(t, "of others", len(must[[]store.Token](t)(st.Tokens(ctx, other.ID))), 0)

	for _, seconds := range []int{60, 30} { // an earlier use that is written later
		wantErr(t, "used", st.TokenUsed(ctx, made.ID, now.Add(time.Duration(seconds)*time.Second)), nil)
	}
	wantEqual(t, "last used", must[store.Token](t)(st.Token(ctx, made.ID)).LastUsedAt.UnixMilli(), now.Add(time.Minute).UnixMilli())

	for range 2 {
		wantErr(t, "revoke", st.RevokeToken(ctx, amina, made.ID), nil)
	}
	wantErr(t, "revoke what is not there", st.RevokeToken(ctx, amina, "nothing"), store.ErrNotFound)
	after := must[store.Token](t)(st.Token(ctx, made.ID))
	wantEqual(t, "works", []bool{made.Works(now), made.Works(made.ExpiresAt), after.Works(now)}, []bool{true, false, false})
	events := must[[]store.Event](t)(st.Audit(ctx, store.AuditFilter{Subject: "token " + made.ID}))
	wantEqual(t, "revoked once, made once", []string{events[0].Action, events[1].Action, fmt.Sprint(len(events))}, []string{store.TokenRevoked, store.TokenMade, "2"})
	if !strings.HasPrefix(events[1].Detail, "read, publish, until ") || strings.Contains(fmt.Sprint(events), hashOf(1)) {
		t.Errorf("the event says %q", events[1].Detail)
	}
	wantErr(t, "forget", st.ForgetTokens(ctx, now.Add(-time.Hour)), nil)
	wantEqual(t, "kept a while", len(must[[]store.Token](t)(st.Tokens(ctx, ""))), 1)
	wantErr(t, "forget", st.ForgetTokens(ctx, now.Add(time.Hour)), nil)
	wantEqual(t, "forgotten", len(must[[]store.Token](t)(st.Tokens(ctx, ""))), 0)
	testTokensRefused(t, st, u)
}

func testTokensRefused(t *testing.T, st *store.Store, u store.User) {
	ctx, soon := t.Context(), time.Now().Add(time.Hour)
	good := store.Token{Name: "n", UserID: u.ID, Hash: hashOf(2), Scopes: store.Scopes, ExpiresAt: soon}
	for name, change := range map[string]func(*store.Token){
		"no name":          func(x *store.Token) { x.Name = "" },
		"no scope":         func(x *store.Token) { x.Scopes = nil },
		"an unknown scope": func(x *store.Token) { x.Scopes = []store.Scope{"root"} },
		"the token itself": func(x *store.Token) { x.Hash = "figurehead_abc" },
		"expired":          func(x *store.Token) { x.ExpiresAt = soon.Add(-2 * time.Hour) },
		"never ends":       func(x *store.Token) { x.ExpiresAt = time.Time{} },
		"more than a year": func(x *store.Token) { x.ExpiresAt = soon.AddDate(1, 0, 2) },
		"of nobody":        func(x *store.Token) { x.UserID = "nobody" },
	} {
		bad := good
		if change(&bad); must2(st.MakeToken(ctx, amina, bad)) == nil {
			t.Errorf("%s: stored", name)
		}
	}
	for n := range store.MostTokens {
		good.Hash = hashOf(100 + n)
		must[store.Token](t)(st.MakeToken(ctx, amina, good))
	}
	good.Hash = hashOf(99)
	wantErr(t, "one more", must2(st.MakeToken(ctx, amina, good)), store.ErrConflict)
	first := must[[]store.Token](t)(st.Tokens(ctx, u.ID))[0]
	wantErr(t, "revoke", st.RevokeToken(ctx, amina, first.ID), nil)
	must[store.Token](t)(st.MakeToken(ctx, amina, good))
	good.UserID, good.Hash = person(t, st, "third").ID, first.Hash
	if must2(st.MakeToken(ctx, amina, good)) == nil {
		t.Error("two tokens of one hash")
	}
}

// must2 is the error of a call whose value is of no interest.
func must2[T any](_ T, err error) error { return err }
