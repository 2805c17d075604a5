package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"figurehead/server/auth"
	"figurehead/store"
)

// TestPublishToAServer sends a file to a server that runs: first to see how it is
// read, then to publish it; sent again nothing is made twice.
func TestPublishToAServer(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	token := setUpWithToken(t, folder)
	s := startServe(t, 1, "--data", folder)
	defer func() {
		if rest, code := s.stop(t, os.Interrupt); code != 0 {
			t.Errorf("serve ended with %d: %s", code, rest)
		}
	}()
	file := filepath.Join(t.TempDir(), "recycling.csv")
	if err := os.WriteFile(file, []byte("Year,Area,Recycled (%)\n2016/17,Essex,49.1\n2017/18,Essex,49.9\n2018/19,Essex,51.1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	to := remote{server: s.address(), suggestion: 1, title: "Recycling"}
	lookup := func(name string) (string, bool) { return token, name == tokenVariable }
	publish := func(yes bool) string {
		t.Helper()
		var out bytes.Buffer
		to.yes = yes
		if err := to.publishTo(t.Context(), file, lookup, &out); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	if said := publish(false); !strings.Contains(said, "3 rows") || !strings.Contains(said, "Nothing was published") {
		t.Errorf("without --yes: %s", said)
	}
	live := publish(true)
	if !strings.Contains(live, s.address()+"/w/") || !strings.Contains(live, "<iframe") || !strings.Contains(live, "51.1") {
		t.Errorf("with --yes: %s", live)
	}
	if again := publish(true); again != live {
		t.Errorf("again: %s\nfirst: %s", again, live)
	}
	to.suggestion = 99
	if err := to.publishTo(t.Context(), file, lookup, &bytes.Buffer{}); err == nil || !strings.Contains(err.Error(), "There is no suggestion of this number.") {
		t.Errorf("a suggestion of none: %v", err)
	}
	lookup = func(string) (string, bool) { return "hush", true }
	if err := to.publishTo(t.Context(), file, lookup, &bytes.Buffer{}); err == nil || !strings.Contains(err.Error(), "This token does not work") {
		t.Errorf("a wrong token: %v", err)
	}
}

// setUpWithToken sets a data folder up and returns a token of its first admin.
func setUpWithToken(t *testing.T, folder string) string {
	t.Helper()
	ctx := context.Background()
	st, err := store.Open(ctx, store.Options{Folder: folder})
	if err != nil {
		t.Fatal(err)
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(st.StartSetup(ctx, "token", time.Now()))
	o := store.Organisation{Name: "Example County Council", Area: "Essex", Licence: "OGL-UK-3.0", TimeZone: "Europe/London"}
	admin, err := st.FinishSetup(ctx, "token", o, nil, store.User{Name: "Open data lead", Email: "lead@example.gov.uk"})
	must(err)
	token, hash, err := auth.New(st, auth.Options{}).NewBearer()
	must(err)
	_, err = st.MakeToken(ctx, auth.ActorOf(admin), store.Token{Name: "Nightly figures", UserID: admin.ID, Scopes: store.Scopes, Hash: hash, ExpiresAt: time.Now().AddDate(0, 1, 0)})
	must(err)
	must(st.Close())
	return token
}

// TestWhereATokenIsNotSent: never in the clear, and only to the server itself.
func TestWhereATokenIsNotSent(t *testing.T) {
	t.Parallel()
	some := func(string) (string, bool) { return "figurehead_x", true }
	for server, ok := range map[string]bool{
		"https://figures.example.gov.uk": true, "https://figures.example.gov.uk/": true, "http://127.0.0.1:8080": true, "http://localhost:8080": true,
		"http://figures.example.gov.uk": false, "http://10.0.0.1": false, "figures.example.gov.uk": false, "https://a:b@figures.example.gov.uk": false,
		"https://figures.example.gov.uk/studio": false, "ftp://figures.example.gov.uk": false,
	} {
		if _, err := (remote{server: server}).program(some); (err == nil) != ok {
			t.Errorf("%s: %v, want %t", server, err, ok)
		}
	}
	if _, err := (remote{server: "https://figures.example.gov.uk"}).program(func(string) (string, bool) { return "", false }); err == nil {
		t.Error("no token is a token")
	}
}
