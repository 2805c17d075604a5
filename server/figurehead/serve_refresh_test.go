package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"figurehead/datasets"
	"figurehead/server/publishing"
	"figurehead/store"
)

// TestServeFetchesWhatIsDue: a server that starts fetches what became due
// while it was down, with nobody there.
func TestServeFetchesWhatIsDue(t *testing.T) {
	t.Parallel()
	const before = "Month,Spent\n2024-01,120\n2024-02,130\n"
	source := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, before+"2024-03,99\n")
	}))
	t.Cleanup(source.Close)
	data := t.TempDir()
	datasetID := dueDataset(t, data, source.URL+"/spend.csv", before)
	settings := filepath.Join(t.TempDir(), "figurehead.conf")
	at, err := url.Parse(source.URL)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(settings, fmt.Appendf(nil, "fetch_networks = 127.0.0.1/32\nfetch_ports = %s\n", at.Port()), 0o600); err != nil {
		t.Fatal(err)
	}
	s := startServe(t, 2, "--data", data, "--config", settings)
	st, err := store.Open(t.Context(), store.Options{Folder: data})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		tries, err := st.Refreshes(t.Context(), datasetID)
		if err != nil {
			t.Fatal(err)
		}
		if len(tries) > 0 {
			if tries[0].Outcome != store.RefreshChanged || tries[0].Words != "A newer copy of 3 rows is in use." {
				t.Errorf("fetched: %+v, want a newer copy", tries[0])
			}
			break
		}
		if time.Now().After(end) {
			t.Fatal("nothing was fetched within 20 seconds")
		}
	}
	if rest, code := s.stop(t, syscall.SIGTERM); code != 0 || rest != "" {
		t.Errorf("stopped with %d and %q, want 0 and nothing", code, rest)
	}
	due, err := st.Schedule(t.Context(), datasetID)
	if err != nil || !due.LeasedUntil.IsZero() || !due.DueAt.After(time.Now()) {
		t.Errorf("afterwards %+v, %v; want it due again later and held by nobody", due, err)
	}
}

// dueDataset is a confirmed dataset of an address in a data folder that no
// server uses yet, due an hour ago.
func dueDataset(t *testing.T, folder, address, body string) string {
	t.Helper()
	st, err := store.Open(t.Context(), store.Options{Folder: folder})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	p := publishing.New(st, publishing.Options{PublicURL: "http://127.0.0.1:8080"})
	by := store.Actor{ID: "import", Name: "import"}
	made, first, err := p.Import(t.Context(), by, publishing.Import{
		Name: "spend.csv", Raw: []byte(body), Source: datasets.Source{Kind: "url", Address: address, Publisher: "Example County Council", Title: strings.TrimPrefix(address, "http://")},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := p.ConfirmRecipe(t.Context(), by, first.ID, nil); err != nil {
		t.Fatal(err)
	}
	if err := st.SetSchedule(t.Context(), by, store.Schedule{DatasetID: made.ID, Rule: store.RefreshDaily, DueAt: time.Now().Add(-time.Hour)}); err != nil {
		t.Fatal(err)
	}
	return made.ID
}
