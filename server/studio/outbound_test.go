package studio_test

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"figurehead/datasets"
	"figurehead/datasets/fetch"
	"figurehead/datasets/fetch/hostile"
	"figurehead/server"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// TestNothingInsideIsReached: whatever goes out – the first page, the address of
// a dataset that is fetched by hand, by itself or for a trial, a portal that is
// searched, tried or fetched from – reaches no special place, and says why.
func TestNothingInsideIsReached(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	var hits atomic.Int32
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			hits.Add(1)
			c.Close()
		}
	}()
	port := l.Addr().(*net.TCPAddr).Port
	o := newOffice(t, fetch.New(fetch.Options{Ports: []uint16{80, 443, uint16(port)}, Timeout: 10 * time.Second}))
	publisher := o.as("publisher")
	f := publisher.draft(wards, "")
	dataset, err := o.store.Dataset(t.Context(), f.dataset)
	o.must(err)
	path, before := "/studio/datasets/"+f.dataset, len(o.stored().Datasets)
	portals := o.onlyPortals(store.Portal{Name: "Portal", Kind: "ckan", Address: "https://portal.example", Searched: true})
	for _, host := range hostile.Hosts {
		base := fmt.Sprintf("http://%s:%d", host, port)
		if got := publisher.start(map[string]string{"data": base + "/data.csv", "from": "ours"}, file{}); got.status < 400 {
			t.Errorf("the first page with %s = %d", base, got.status)
		}
		for _, source := range []datasets.Source{
			{Kind: "url", Address: base + "/data.csv", Publisher: "Somebody"},
			{Kind: "portal", Publisher: "Somebody", Portal: datasets.PortalResource{Kind: "ckan", Address: base, Dataset: "d", Resource: "r"}},
		} {
			dataset.Source = source
			o.must(o.store.SaveDataset(t.Context(), store.Actor{ID: "test"}, dataset))
			publisher.post(path+"/refresh", nil)
			tries, err := o.store.Refreshes(t.Context(), f.dataset)
			o.must(err)
			if tries[0].Outcome != store.RefreshKept || tries[0].Words == "" {
				t.Errorf("%s %s was fetched: %+v", source.Kind, base, tries[0])
			}
			if got := publisher.post(path+"/try", nil).text(".fh-note--stop"); got == "" {
				t.Errorf("a trial of %s %s says nothing", source.Kind, base)
			}
			if _, err := o.studio.FetchScheduled(t.Context(), store.Schedule{DatasetID: f.dataset}); err == nil {
				t.Errorf("%s %s was fetched by itself", source.Kind, base)
			}
		}
		portals[0].Address = base
		if _, err := o.store.SavePortal(t.Context(), store.Actor{ID: "test"}, portals[0]); err != nil {
			t.Fatal(err)
		}
		if got := publisher.post("/studio/find", map[string]string{"q": "waste"}); len(got.nodes("article")) != 0 {
			t.Errorf("a search found something at %s", base)
		}
	}
	if n := hits.Load(); n != 0 {
		t.Errorf("%d connections reached this machine", n)
	}
	if got := len(o.stored().Datasets); got != before {
		t.Errorf("%d datasets came in", got-before)
	}
}

// TestUnchangedIsNotRead: where a source says that nothing changed, neither its
// file nor the copy is read: the copy is not even there.
func TestUnchangedIsNotRead(t *testing.T) {
	t.Parallel()
	src := newSource(t)
	var asked, unchanged atomic.Int32
	src.does(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		if strings.HasSuffix(r.URL.Path, "/package_show") {
			fmt.Fprintf(w, `{"success":true,"result":{"id":"d","title":"Spend","resources":[{"id":"r","name":"Spend","format":"CSV","url":"%s/spend.csv"}]}}`, src.url)
			return
		}
		asked.Add(1)
		if r.Header.Get("If-None-Match") == `"v1"` {
			unchanged.Add(1)
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, months)
	})
	o := newOffice(t, src.client)
	publisher := o.as("publisher")
	f := publisher.draft(src.url+"/spend.csv", widgets.Bar)
	dataset, err := o.store.Dataset(t.Context(), f.dataset)
	o.must(err)
	publisher.post("/studio/datasets/"+f.dataset+"/refresh", nil) // from now on the ETag is known
	snapshot, err := o.store.Snapshot(t.Context(), dataset.SnapshotID)
	o.must(err)
	raw := filepath.Join(o.folder, "blobs", snapshot.SHA256[:2], snapshot.SHA256[2:4], snapshot.SHA256)
	o.must(os.Remove(raw))
	fresh, err := server.NewStudio(server.Deps{ // with no table in its memory
		Store: o.store, PublicURL: publicURL, Fetch: src.client, Publishing: publishing.New(o.store, publishing.Options{PublicURL: publicURL}), Now: time.Now,
	})
	o.must(err)
	before := asked.Load()
	for _, kind := range []string{"url", "portal"} {
		dataset.Source.Kind = kind
		dataset.Source.Portal = datasets.PortalResource{Kind: "ckan", Address: src.url, Dataset: "d", Resource: "r"}
		o.must(o.store.SaveDataset(t.Context(), store.Actor{ID: "test"}, dataset))
		for range 3 {
			if _, err := fresh.FetchScheduled(t.Context(), store.Schedule{DatasetID: f.dataset}); err != nil {
				t.Errorf("%s: %v", kind, err)
			}
		}
	}
	if asked.Load()-before != 6 || unchanged.Load() != 6 {
		t.Errorf("of %d questions %d were answered with “not changed”, want 6 of 6", asked.Load()-before, unchanged.Load())
	}
	tries, err := o.store.Refreshes(t.Context(), f.dataset)
	o.must(err)
	for _, try := range tries[:6] {
		if try.Outcome != store.RefreshSame || try.ETag != `"v1"` {
			t.Errorf("a try is remembered as %+v", try)
		}
	}
}

// TestNextRelease: a portal that names the day of its next release has the queue
// know it.
func TestNextRelease(t *testing.T) {
	t.Parallel()
	src := newSource(t)
	o := newOffice(t, src.client)
	publisher := o.as("publisher")
	f := src.published(t, o, publisher)
	said := "18 June 2030"
	src.does(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/datasets/spend":
			fmt.Fprintf(w, `{"id":"spend","title":"Spend","next_release":%q,"links":{"latest_version":{"href":"%s/v/4"}}}`, said, src.url)
		case "/v/4":
			fmt.Fprintf(w, `{"downloads":{"csv":{"href":"%s/spend.csv"}}}`, src.url)
		default:
			fmt.Fprint(w, months)
		}
	})
	dataset, err := o.store.Dataset(t.Context(), f.dataset)
	o.must(err)
	dataset.Source.Kind, dataset.Source.Portal = "portal", datasets.PortalResource{Kind: "ons", Address: src.url, Dataset: "spend", Resource: "latest"}
	o.must(o.store.SaveDataset(t.Context(), store.Actor{ID: "test"}, dataset))
	if got := publisher.post("/studio/datasets/"+f.dataset+"/schedule", map[string]string{"rule": "release"}); got.status != http.StatusSeeOther {
		t.Errorf("choosing the next release = %d", got.status)
	}
	for words, want := range map[string]string{"18 June 2030": "2030-06-18", "2031-01-02": "2031-01-02", "To be announced": "0001-01-01"} {
		said = words
		done, err := o.studio.FetchScheduled(t.Context(), o.due(f.dataset))
		if got := done.NextRelease.Format(time.DateOnly); err != nil || got != want {
			t.Errorf("next release %q = %s, %v; want %s", words, got, err, want)
		}
	}
}
