package server

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"

	"figurehead/server/auth"
)

// mostFirstLoad is what the first page that somebody opens may weigh, packed, with
// all that it needs to be read and used: styles, scripts and icons. Pictures are
// the content of a page and come when they are looked at.
const mostFirstLoad = 60_000

// TestFirstLoad weighs every page of the route table, for somebody who has none of
// its files yet: what is of the studio as an admin, all others as a reader.
func TestFirstLoad(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil).settle()
	w.fill()
	w.publicPages()
	admin, _ := w.as("admin")
	reader := w.browser()
	weights := map[string]int{} // of files, by address
	pages, heaviest, at := 0, 0, ""
	for _, route := range routeNames(w.app) {
		if route.method != "GET" {
			continue
		}
		b := reader
		if strings.HasPrefix(route.path, "/studio") {
			b = admin
		}
		got := b.get(w.sample(route.path))
		if got.status != 200 || !strings.HasPrefix(got.header.Get("Content-Type"), "text/html") {
			continue
		}
		pages++
		total := packed(got.body)
		for _, address := range needs(got) {
			if _, weighed := weights[address]; !weighed {
				file := b.get(address)
				if file.status != 200 {
					t.Errorf("%s needs %s: status %d", route.path, address, file.status)
				}
				weights[address] = packed(file.body)
			}
			total += weights[address]
		}
		if total > heaviest {
			heaviest, at = total, route.path
		}
		if total > mostFirstLoad {
			t.Errorf("GET %s weighs %d bytes with what it needs, at most %d: %d of the page itself and %v", route.path, total, mostFirstLoad, packed(got.body), needs(got))
		}
	}
	if least := 50; pages < least { // it must not pass because nothing was weighed
		t.Errorf("%d pages were weighed, want at least %d", pages, least)
	}
	t.Logf("%d pages; the heaviest is %s with %d bytes", pages, at, heaviest)
}

// publicPages publishes the figure of fill, and names its public addresses.
func (w *world) publicPages() {
	w.t.Helper()
	draft, err := w.store.Draft(w.t.Context(), w.ids[":widget"])
	w.must(err)
	edition, err := w.publishing.Publish(w.t.Context(), auth.ActorOf(w.users["publisher"]), draft.WidgetID, draft.Version)
	w.must(err)
	w.ids[":id"], w.ids[":n"], w.ids[":code"], w.ids[":page"] = edition.PublicID, "1", edition.ShortCode, "three-minutes"
}

// needs are the addresses of the styles, scripts and icons of a page, each once.
func needs(a answer) []string {
	var list []string
	seen := map[string]bool{}
	for _, where := range []struct{ selector, name string }{
		{"link[rel=stylesheet]", "href"}, {"link[rel~=icon]", "href"}, {"link[rel=preload]", "href"}, {"script[src]", "src"}, {"svg use", "href"},
	} {
		for _, n := range a.nodes(where.selector) {
			address, _, _ := strings.Cut(valueOf(n, where.name), "#")
			if address != "" && !seen[address] {
				seen[address] = true
				list = append(list, address)
			}
		}
	}
	return list
}

// packed is how many bytes a body has as gzip.
func packed(body string) int {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(body)); err != nil {
		panic(err)
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Len()
}
