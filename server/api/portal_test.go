package api_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets/fetch"
	"figurehead/datasets/portal"
	"figurehead/server/api"
	"figurehead/server/notify"
	"figurehead/store"
)

// ckan is a small CKAN written from its documented answers, with one dataset, and
// the only portal of the world.
func (w *world) ckan() store.Portal {
	w.t.Helper()
	type object = map[string]any
	var s *httptest.Server
	s = httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		one := object{"id": "recycling", "name": "recycling", "title": "Recycling", "license_id": "uk-ogl", "license_title": "UK Open Government Licence (OGL)",
			"organization": object{"title": "Braintree District Council"},
			"resources": []object{{"id": "csv", "name": "Tonnes by ward", "format": "CSV", "url": s.URL + "/wards.csv", "size": 2048},
				{"id": "pdf", "name": "Report", "format": "PDF", "url": s.URL + "/report.pdf"}}}
		var result any = one
		switch r.URL.Path {
		case "/api/3/action/package_search":
			list := []object{}
			if strings.Contains("recycling", r.URL.Query().Get("q")) {
				list = append(list, one)
			}
			result = object{"count": len(list), "results": list}
		case "/api/3/action/package_show":
		case "/wards.csv":
			io.WriteString(out, "Ward,Tonnes\nBocking,120\nHatfield,310\nWitham,205\n")
			return
		default:
			http.NotFound(out, r)
			return
		}
		if err := json.NewEncoder(out).Encode(object{"success": true, "result": result}); err != nil {
			w.t.Error(err)
		}
	}))
	w.t.Cleanup(s.Close)
	u, err := url.Parse(s.URL)
	w.must(err)
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	w.must(err)
	w.deps.Fetch = fetch.New(fetch.Options{
		AllowHosts: []string{"127.0.0.1"}, AllowPrivate: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}, Ports: []uint16{uint16(port)}, Timeout: 5 * time.Second,
	})
	w.start()
	by := store.Actor{Name: "test"}
	there, err := w.store.Portals(w.t.Context())
	w.must(err)
	for _, p := range there {
		w.must(w.store.RemovePortal(w.t.Context(), by, p.ID))
	}
	p, err := w.store.SavePortal(w.t.Context(), by, store.Portal{Name: "Essex open data", Kind: "ckan", Address: s.URL, Searched: true})
	w.must(err)
	return p
}

// TestSearch: from a word to a dataset whose source is what the portal says.
func TestSearch(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.ckan()
	const at = api.Prefix + "/search"
	w.want(403, request{method: "GET", path: at + "?q=recycling", as: "viewer"})
	for _, query := range []string{"", "?q=recycling&portal=none", "?q=recycling&page=0", "?q=a&address=https://example.org/", "?words=a"} {
		w.want(422, request{method: "GET", path: at + query, as: "editor"})
	}
	var found struct {
		Answers []struct {
			Portal, Failed string
			Total          int
			Datasets       []struct {
				ID, Licence string
				Files       []struct {
					ID, Name string
					Readable bool
				}
			}
		}
	}
	w.want(200, request{method: "GET", path: at + "?q=recycling", as: "editor"}).into(&found)
	if len(found.Answers) != 1 || found.Answers[0].Portal != p.ID || found.Answers[0].Total != 1 {
		t.Fatalf("found %+v", found)
	}
	d := found.Answers[0].Datasets[0]
	if d.Licence != "OGL-UK-3.0" || len(d.Files) != 2 || !d.Files[0].Readable || d.Files[1].Readable {
		t.Fatalf("dataset %+v", d)
	}
	use := api.Prefix + "/portals/" + p.ID + "/datasets"
	file := map[string]any{"dataset": d.ID, "file": d.Files[0].ID}
	w.want(403, request{method: "POST", path: use, as: "viewer", body: file})
	w.want(422, request{method: "POST", path: use, as: "editor", body: `{"dataset":"recycling","file":"gone"}`})
	made := w.want(201, request{method: "POST", path: use, as: "editor", body: file})
	if made.text("source", "publisher") != "Braintree District Council" || made.text("source", "licence") != "OGL-UK-3.0" || made.text("source", "kind") != "portal" {
		t.Errorf("made: %s", made.body)
	}
	w.want(200, request{method: "GET", path: api.Prefix + "/snapshots/" + made.text("snapshot"), as: "editor"})
	w.want(422, request{method: "POST", path: at + "/datasets", as: "editor", body: `{"address":"` + p.Address + `/none","dataset":"x","file":"y"}`})
}

// TestPortals: an admin keeps the list, and tries one.
func TestPortals(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.ckan()
	const at = api.Prefix + "/portals"
	w.adminsAlone(request{method: "POST", path: at, body: `{}`}, request{method: "DELETE", path: at + "/" + p.ID})
	bad := w.want(422, request{method: "POST", path: at, as: "admin", body: `{"kind":"tea","address":"ftp://example.org"}`})
	for _, pointer := range []string{"/name", "/kind", "/address"} {
		if !strings.Contains(bad.body, `"pointer":"`+pointer+`"`) {
			t.Errorf("no %s in %s", pointer, bad.body)
		}
	}
	again := `{"name":"Again","kind":"ckan","address":"` + p.Address + `/#top"}`
	if taken := w.want(422, request{method: "POST", path: at, as: "admin", body: again}); !strings.Contains(taken.body, "already") {
		t.Errorf("taken: %s", taken.body)
	}
	made := w.want(201, request{method: "POST", path: at, as: "admin", body: `{"name":"Elsewhere","kind":"dcat-us","address":"https://data.example.org/"}`})
	one := at + "/" + made.text("id")
	if made.text("address") != "https://data.example.org" || made.text("searched") != "true" {
		t.Errorf("made: %s", made.body)
	}
	if off := w.want(200, request{method: "PATCH", path: one, as: "admin", header: w.etag(one, "viewer"), body: `{"searched":false}`}); off.text("searched") != "false" || off.text("name") != "Elsewhere" {
		t.Errorf("off: %s", off.body)
	}
	w.want(404, request{method: "POST", path: one + "/datasets", as: "editor", body: `{"dataset":"x","file":"y"}`})
	if tried := w.want(200, request{method: "POST", path: at + "/" + p.ID + "/try", as: "admin"}); tried.text("answers") != "true" {
		t.Errorf("tried: %s", tried.body)
	}
	w.want(204, request{method: "DELETE", path: one, as: "admin"})
	if list := w.want(200, request{method: "GET", path: at, as: "viewer"}); strings.Contains(list.body, "Elsewhere") {
		t.Errorf("list: %s", list.body)
	}
}

// TestMailServer: the password is written and never read, and does not follow to
// another server.
func TestMailServer(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const at = api.Prefix + "/settings/mail"
	w.adminsAlone(request{method: "GET", path: at}, request{method: "PUT", path: at, body: `{}`}, request{method: "POST", path: at + "/test"})
	if off := w.want(200, request{method: "GET", path: at, as: "admin"}); off.text("host") != "" || off.text("hasPassword") != "false" {
		t.Errorf("before: %s", off.body)
	}
	server := map[string]any{"host": "smtp.example.gov.uk", "port": 587, "security": "starttls", "username": "figures", "sender": "figures@example.gov.uk", "password": "correct horse"}
	w.want(422, request{method: "PUT", path: at, as: "admin", body: `{"host":"a b","port":0,"security":"none","sender":"x"}`})
	set := w.want(200, request{method: "PUT", path: at, as: "admin", body: server})
	read := w.want(200, request{method: "GET", path: at, as: "admin"})
	for _, a := range []answer{set, read} {
		if a.text("hasPassword") != "true" || strings.Contains(a.body, "horse") {
			t.Errorf("kept: %s", a.body)
		}
	}
	delete(server, "password")
	server["port"] = 2525
	if same := w.want(200, request{method: "PUT", path: at, as: "admin", body: server}); same.text("hasPassword") != "true" || same.text("port") != "2525" {
		t.Errorf("same server: %s", same.body)
	}
	server["host"] = "smtp.elsewhere.example"
	if other := w.want(422, request{method: "PUT", path: at, as: "admin", body: server}); !strings.Contains(other.body, `"pointer":"/password"`) {
		t.Errorf("other server: %s", other.body)
	}
	w.want(204, request{method: "DELETE", path: at, as: "admin"})
	if m, err := w.store.MailServer(t.Context()); err != nil || m != (store.MailServer{}) {
		t.Errorf("stored %+v, %v", m, err)
	}
}

// TestServer: the settings of the program are read, and looked at.
func TestServer(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const at = api.Prefix + "/settings/server"
	w.adminsAlone(request{method: "GET", path: at}, request{method: "POST", path: at + "/checks", body: `{"check":"data"}`})
	if got := w.want(200, request{method: "GET", path: at, as: "admin"}); !strings.Contains(got.body, `"name":"backup"`) {
		t.Errorf("settings: %s", got.body)
	}
	if got := w.want(200, request{method: "POST", path: at + "/checks", as: "admin", body: `{"check":"data"}`}); !strings.Contains(got.body, `"good":true`) || strings.Contains(got.body, "backup") {
		t.Errorf("check: %s", got.body)
	}
	w.want(422, request{method: "POST", path: at + "/checks", as: "admin", body: `{"check":"tea"}`})
}

// TestDocumentListsEveryWord: kinds of portals and events of webhooks are those of
// the program.
func TestDocumentListsEveryWord(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var doc struct {
		Components struct {
			Schemas map[string]struct{ Enum []string }
		}
	}
	w.want(200, request{method: "GET", path: api.Prefix + "/openapi.json"}).into(&doc)
	var kinds, events []string
	for _, kind := range portal.Kinds() {
		kinds = append(kinds, string(kind))
	}
	for _, event := range notify.HookEvents {
		events = append(events, event.Name)
	}
	for name, want := range map[string][]string{"PortalKind": kinds, "WebhookEvent": events} {
		if diff := cmp.Diff(want, doc.Components.Schemas[name].Enum); diff != "" {
			t.Errorf("%s (−program +document):\n%s", name, diff)
		}
	}
}
