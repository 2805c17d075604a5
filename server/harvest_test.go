package server

import (
	"net"
	"net/netip"
	"strings"
	"testing"

	"figurehead/datasets/fetch"
	"figurehead/datasets/portal"
	"figurehead/server/auth"
)

// TestCataloguesAreHarvested reads the server's own catalogues as another
// council's server would: finds the figure by its words, its licence and
// publisher, and reads the numbers.
func TestCataloguesAreHarvested(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + listener.Addr().String()
	w := newWorld(t, func(d *Deps) { d.PublicURL = address }).settle()
	w.fill()
	ctx, by := t.Context(), auth.ActorOf(w.users["publisher"])
	draft, err := w.store.Draft(ctx, w.ids[":widget"])
	w.must(err)
	draft.Spec.Listed = true
	draft, err = w.store.SaveDraft(ctx, by, draft)
	w.must(err)
	edition, err := w.publishing.Publish(ctx, by, draft.WidgetID, draft.Version)
	w.must(err)
	go func() { _ = w.app.Listener(listener) }() // ends with Shutdown
	t.Cleanup(func() { w.must(w.app.Shutdown()) })
	port := listener.Addr().(*net.TCPAddr).Port
	desk := portal.NewDesk(fetch.New(fetch.Options{
		AllowHosts: []string{"127.0.0.1"}, AllowPrivate: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}, Ports: []uint16{80, 443, uint16(port)},
	}), portal.Options{})
	for kind, path := range map[portal.Kind]string{portal.DCATAP: "/catalog.jsonld", portal.DCATUS: "/data.json", portal.WebPage: "/w/" + edition.PublicID} {
		connector, err := desk.Open(portal.Site{Name: "Example", Kind: kind, Address: address + path})
		if err != nil {
			t.Fatal(err)
		}
		page, err := connector.Search(ctx, "", 1)
		if err != nil || len(page.Found) != 1 {
			t.Fatalf("%s: Search() = %d datasets, %v; want 1", kind, len(page.Found), err)
		}
		found := page.Found[0]
		if found.Title != edition.Title || found.Licence.Key != "OGL-UK-3.0" || len(found.Resources) == 0 {
			t.Errorf("%s: found %+v", kind, found)
			continue
		}
		file, err := connector.Read(ctx, found, found.Resources[0])
		if err != nil || !strings.Contains(string(file.Body), "51.1") {
			t.Errorf("%s: Read(%s) = %.80q, %v", kind, found.Resources[0].Address, file.Body, err)
		}
	}
}
