package studio_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"figurehead/datasets/fetch"
	"figurehead/store"
)

// ckanPortal is a small CKAN written from its documented answers: datasets on
// recycling, one file that is there, one that is gone and a report.
func ckanPortal(t *testing.T) (*fetch.Client, string) {
	t.Helper()
	type object = map[string]any
	var s *httptest.Server
	one := func(id, title string) object {
		return object{"id": id, "name": id, "title": title, "notes": "Tonnes by <script>alert(1)</script>ward", "license_id": "uk-ogl", "license_title": "UK Open Government Licence (OGL)",
			"metadata_modified": "2026-05-01T10:11:12.123456", "organization": object{"title": "Braintree District Council"},
			"resources": []object{{"id": id + "-csv", "name": "Tonnes by ward", "format": ".csv", "url": s.URL + "/wards.csv", "size": 2048},
				{"id": id + "-gone", "name": "Last year", "format": "XLSX ", "url": s.URL + "/gone.xlsx"}, {"id": id + "-page", "name": "Older", "format": "CSV", "url": s.URL + "/page"},
				{"id": id + "-pdf", "name": "Report", "format": "PDF", "url": s.URL + "/report.pdf"}}}
	}
	s = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var result any
		switch q := r.URL.Query(); r.URL.Path {
		case "/api/3/action/package_search":
			list := []object{}
			if strings.Contains("recycling", q.Get("q")) {
				for n := range 10 {
					list = append(list, one(fmt.Sprintf("recycling-%d", n), fmt.Sprintf("Recycling %d", n)))
				}
			}
			result = object{"count": len(list) * 2, "results": list}
		case "/api/3/action/package_show":
			if !strings.HasPrefix(q.Get("id"), "recycling") {
				http.NotFound(w, r)
				return
			}
			result = one(q.Get("id"), "Recycling")
		case "/wards.csv":
			io.WriteString(w, wards)
			return
		case "/page", "/dataset/recycling-3":
			io.WriteString(w, "<!DOCTYPE html><title>Data</title>")
			return
		case "/links":
			io.WriteString(w, `<!DOCTYPE html><title>Waste</title><a href="/wards.csv">Tonnes by ward</a>`)
			return
		default:
			http.NotFound(w, r)
			return
		}
		if err := json.NewEncoder(w).Encode(object{"success": true, "result": result}); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(s.Close)
	u, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	if err != nil {
		t.Fatal(err)
	}
	return fetch.New(fetch.Options{
		AllowHosts: []string{"127.0.0.1"}, AllowPrivate: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}, Ports: []uint16{uint16(port)}, Timeout: 5 * time.Second,
	}), s.URL
}

// onlyPortals replaces the portals of an office.
func (o *office) onlyPortals(portals ...store.Portal) []store.Portal {
	o.t.Helper()
	ctx, by := o.t.Context(), store.Actor{Name: "test"}
	list, err := o.store.Portals(ctx)
	o.must(err)
	for _, p := range list {
		o.must(o.store.RemovePortal(ctx, by, p.ID))
	}
	for i := range portals {
		portals[i], err = o.store.SavePortal(ctx, by, portals[i])
		o.must(err)
	}
	return portals
}

// TestSearchToFigure searches a portal, uses a file and finds its source kept.
func TestSearchToFigure(t *testing.T) {
	t.Parallel()
	client, address := ckanPortal(t)
	o := newOffice(t, client)
	kept := o.onlyPortals(store.Portal{Name: "Essex portal", Kind: "ckan", Address: address, Searched: true},
		store.Portal{Name: "Broken portal", Kind: "ckan", Address: address + "/nothing-here", Searched: true},
		store.Portal{Name: "Silent portal", Kind: "ckan", Address: address + "/silent"})
	editor := o.as("editor")
	if got := editor.get("/studio/new"); len(got.nodes(`form[action="/studio/find"] input[name=q]`)) != 1 {
		t.Error("Start has no box to search portals")
	}
	if got := editor.get("/studio/find?q=recycling"); got.typed("q") != "recycling" || len(got.nodes("article")) != 0 {
		t.Errorf("an address with words shows %q and %d datasets, want the words and no search", got.typed("q"), len(got.nodes("article")))
	}
	results := editor.post("/studio/find", map[string]string{"q": " recycling "})
	if results.status != http.StatusOK || len(results.nodes("article")) != 10 {
		t.Fatalf("search = %d with %d datasets, want 200 with 10", results.status, len(results.nodes("article")))
	}
	text := results.text("main")
	for _, want := range []string{"Essex portal: 20 datasets", "Braintree District Council. Open Government Licence v3.0. Updated 1 May 2026.", "Tonnes by ward", "Not read here: PDF.", "2 kB", "More from Essex portal",
		"Broken portal does not answer as CKAN does. Ask an admin to check its kind and address in Settings, Portals."} {
		if !strings.Contains(text, want) {
			t.Errorf("the results do not say %q", want)
		}
	}
	if strings.Contains(results.body, "alert(1)") || strings.Contains(text, "Silent portal:") {
		t.Error("the results hold a script, or a portal that is off")
	}
	before := o.stored()
	used := map[string]string{"portal": kept[0].ID, "dataset": "recycling-0", "resource": "recycling-0-csv", "q": "recycling"}
	for _, bad := range []struct{ name, field, value, want string }{
		{"a file that is gone", "resource", "recycling-0-gone", "There is no file at this address any more."},
		{"a web page", "resource", "recycling-0-page", "The portal leads to a web page here, not to a file."},
		{"a resource that is not there", "resource", "nothing", "The portal does not have this file any more."},
		{"a dataset that is not there", "dataset", "nothing", "Essex portal does not have this any more."},
	} {
		sent := map[string]string{}
		for k, v := range used {
			sent[k] = v
		}
		sent[bad.field] = bad.value
		got := editor.post("/studio/find/use", sent)
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(got.text(".govuk-error-summary"), bad.want) || got.typed("q") != "recycling" {
			t.Errorf("%s = %d, %q; want 422, %q and the words kept", bad.name, got.status, got.text(".govuk-error-summary"), bad.want)
		}
		if bad.field == "resource" && !strings.Contains(got.text("#chosen"), bad.want) {
			t.Errorf("%s: at its place stands %q", bad.name, got.text("#chosen"))
		}
	}
	if got := editor.post("/studio/find/use", map[string]string{"portal": kept[2].ID, "dataset": "recycling-0", "resource": "recycling-0-csv"}); got.status != http.StatusNotFound {
		t.Errorf("a portal that is off = %d, want 404", got.status)
	}
	if now := o.stored(); len(now.Datasets) != len(before.Datasets) || len(now.Blobs) != len(before.Blobs) {
		t.Error("something was stored")
	}
	got := editor.post("/studio/find/use", used)
	if got.status != http.StatusSeeOther || !strings.HasSuffix(got.location, "/read") {
		t.Fatalf("use = %d to %q, %s", got.status, got.location, got.text(".govuk-error-summary"))
	}
	source := o.stored().Datasets[0].Source
	if source.Kind != "portal" || source.Title != "Recycling" || source.Publisher != "Braintree District Council" || source.Licence != "OGL-UK-3.0" ||
		source.Link != address+"/dataset/recycling-0" || source.Address != address+"/wards.csv" || source.Portal.Resource != "recycling-0-csv" || source.Portal.Dataset != "recycling-0" {
		t.Errorf("source = %+v", source)
	}
	if page := editor.get(got.location); page.status != http.StatusOK {
		t.Errorf("Understand = %d", page.status)
	}
}

func TestSearchRefusals(t *testing.T) {
	t.Parallel()
	client, address := ckanPortal(t)
	o := newOffice(t, client)
	kept := o.onlyPortals(store.Portal{Name: "Essex portal", Kind: "ckan", Address: address, Searched: true})
	editor := o.as("editor")
	if got := editor.post("/studio/find", map[string]string{"q": " \t"}); got.status != http.StatusUnprocessableEntity || got.text("#q-error") == "" {
		t.Errorf("no words = %d, %q", got.status, got.text("#q-error"))
	}
	if got := editor.post("/studio/find", map[string]string{"q": "recycling", "portal": "elsewhere"}); got.status != http.StatusUnprocessableEntity || got.text("#portal-error") == "" {
		t.Errorf("another portal = %d, %q", got.status, got.text("#portal-error"))
	}
	if got := editor.post("/studio/find", map[string]string{"q": "zzzz"}); got.status != http.StatusOK || !strings.Contains(got.text("main"), "Nothing here fits “zzzz”.") {
		t.Errorf("nothing found = %d, %q", got.status, got.text("main"))
	}
	for _, page := range []string{"2", "-1", "x", "99999999999999999999"} {
		if got := editor.post("/studio/find", map[string]string{"q": strings.Repeat("recycling ", 1), "portal": kept[0].ID, "page": page}); got.status != http.StatusOK {
			t.Errorf("page %q = %d, want 200", page, got.status)
		}
	}
	if got := o.as("viewer").post("/studio/find", map[string]string{"q": "recycling"}); got.status != http.StatusForbidden {
		t.Errorf("a viewer searches = %d, want 403", got.status)
	}
}

// TestPortalSettings adds, tries, switches, changes and removes a portal.
func TestPortalSettings(t *testing.T) {
	t.Parallel()
	client, address := ckanPortal(t)
	o := newOffice(t, client)
	admin := o.as("admin")
	const path = "/studio/settings/portals"
	if got := admin.get(path); got.status != http.StatusOK || !strings.Contains(got.text("main"), "data.gov.uk") {
		t.Errorf("the page = %d", got.status)
	}
	for field, value := range map[string]string{"name": "", "kind": "gopher", "address": "ftp://x.example"} {
		sent := map[string]string{"name": "Essex portal", "kind": "ckan", "address": address}
		sent[field] = value
		got := admin.post(path, sent)
		if got.status != http.StatusUnprocessableEntity || got.text("#"+field+"-error") == "" {
			t.Errorf("%s %q = %d, %q", field, value, got.status, got.text("#"+field+"-error"))
		}
	}
	if got := admin.post(path, map[string]string{"name": "Essex portal", "kind": "ckan", "address": address + "/"}); got.status != http.StatusSeeOther {
		t.Fatalf("add = %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	if got := admin.post(path, map[string]string{"name": "The same", "kind": "ckan", "address": address}); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.text("#address-error"), "already") {
		t.Errorf("the same address = %d, %q", got.status, got.text("#address-error"))
	}
	find := func() (p store.Portal) {
		list, err := o.store.Portals(t.Context())
		o.must(err)
		for _, one := range list {
			if one.Address == address {
				p = one
			}
		}
		return p
	}
	p := find()
	if got := admin.post(path, map[string]string{"id": p.ID, "do": "try"}); got.status != http.StatusOK || !strings.Contains(got.text("main"), "It answers with 20 datasets, in ") {
		t.Errorf("try = %d, %q", got.status, got.text("main"))
	}
	admin.post(path, map[string]string{"id": p.ID, "do": "off"})
	if find().Searched {
		t.Error("the portal is still searched")
	}
	admin.post(path, map[string]string{"id": p.ID, "do": "save", "name": "Essex", "kind": "find-out", "address": address})
	if got, want := find(), (store.Portal{ID: p.ID, Name: "Essex", Kind: "find-out", Address: address}); got != want {
		t.Errorf("changed = %+v, want %+v", got, want)
	}
	if got := admin.post(path, map[string]string{"id": p.ID, "do": "try"}); !strings.Contains(got.text("main"), "It answers with 20 datasets") {
		t.Errorf("try of a kind to find out says %q", got.text("main"))
	}
	if got := admin.post(path, map[string]string{"id": p.ID, "do": "save", "name": "", "kind": "ckan", "address": address}); got.text("#name-"+p.ID+"-error") == "" || len(got.nodes("#name")) != 1 {
		t.Errorf("no name says %q", got.text(".govuk-error-summary"))
	}
	admin.post(path, map[string]string{"id": p.ID, "do": "remove"})
	if find().ID != "" {
		t.Error("the portal is still there")
	}
	if got := admin.post(path, map[string]string{"id": "nobody", "do": "on"}); got.status != http.StatusNotFound {
		t.Errorf("an unknown portal = %d, want 404", got.status)
	}
}

// TestAddressOfAPage: the address of a dataset's page, pasted on the first page,
// lists its files; using one keeps the source that the portal names.
func TestAddressOfAPage(t *testing.T) {
	t.Parallel()
	client, address := ckanPortal(t)
	o := newOffice(t, client)
	editor := o.as("editor")
	for name, path := range map[string]string{"a portal's page": "/dataset/recycling-3", "a page with links": "/links"} {
		before := len(o.stored().Datasets)
		listed := editor.start(map[string]string{"data": address + path, "from": "other", "other": "Somebody"}, file{})
		if listed.status != http.StatusOK || len(listed.nodes(`button[name=resource]`)) == 0 {
			t.Fatalf("%s = %d, %s", name, listed.status, listed.text("main"))
		}
		sent := map[string]string{"resource": attribute(listed.nodes(`button[name=resource]`)[0], "value")}
		for _, field := range []string{"portal", "address", "dataset"} {
			sent[field] = listed.typed(field)
		}
		got := editor.post("/studio/find/use", sent)
		if got.status != http.StatusSeeOther {
			t.Fatalf("%s: use = %d, %s", name, got.status, got.text(".govuk-error-summary"))
		}
		all := o.stored().Datasets
		if len(all) != before+1 || all[0].Source.Publisher == "Somebody" || all[0].Source.Link != address+path || all[0].Source.Address != address+"/wards.csv" {
			t.Errorf("%s: source = %+v", name, all[0].Source)
		}
	}
	if got := editor.start(map[string]string{"data": address + "/page", "from": "ours"}, file{}); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.text("#data-error"), "This address is a web page, not a data file.") || got.typed("data") != address+"/page" {
		t.Errorf("a page without data = %d, %q", got.status, got.text("#data-error"))
	}
	if got := editor.post("/studio/find/use", map[string]string{"address": "http://10.0.0.1" + address[strings.LastIndex(address, ":"):] + "/dataset/x", "dataset": "x", "resource": "y"}); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.text(".govuk-error-summary"), "inside the council's network") {
		t.Errorf("an address inside the network = %d, %q", got.status, got.text(".govuk-error-summary"))
	}
}
