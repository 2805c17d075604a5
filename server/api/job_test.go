package api_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"figurehead/datasets/fetch"
	"figurehead/server/api"
	"figurehead/store"
)

// source is a web server with one file, which the world may fetch from.
type source struct {
	address string
	body    atomic.Value  // string; "" for a failure
	gate    chan struct{} // nil, or what an answer waits for
}

func (w *world) source(body string, gate chan struct{}) *source {
	w.t.Helper()
	s := &source{gate: gate}
	s.body.Store(body)
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if s.gate != nil {
			select {
			case <-s.gate:
			case <-r.Context().Done():
				return
			}
		}
		text := s.body.Load().(string)
		if text == "" {
			http.Error(rw, "gone", http.StatusInternalServerError)
			return
		}
		rw.Header().Set("Content-Type", "text/csv")
		fmt.Fprint(rw, text)
	}))
	w.t.Cleanup(server.Close)
	s.address = server.URL + "/recycling.csv"
	u, err := url.Parse(server.URL)
	w.must(err)
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	w.must(err)
	w.deps.Fetch = fetch.New(fetch.Options{AllowHosts: []string{"127.0.0.1"}, AllowPrivate: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}, Ports: []uint16{uint16(port)}, Timeout: 10 * time.Second})
	w.start()
	return s
}

var async = map[string]string{"Prefer": "respond-async"}

// ended asks a job until it has ended.
func (w *world) ended(at, as string) answer {
	w.t.Helper()
	for range 4 {
		if got := w.want(200, request{method: "GET", path: at + "?wait=10", as: as}); got.text("state") != "working" && got.text("state") != "stopping" {
			return got
		}
	}
	w.t.Fatalf("%s does not end", at)
	return answer{}
}

// TestRefresh: newer data is tried, fetched, and kept out when its source fails.
func TestRefresh(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.source(recycling, nil)
	const as = "publisher"
	made := w.want(201, request{method: "POST", path: api.Prefix + "/datasets", as: as, body: map[string]any{"address": s.address, "ours": true}})
	w.want(200, request{method: "POST", path: api.Prefix + "/snapshots/" + made.text("snapshot") + "/answers", as: as, body: map[string]any{"confirm": true}})
	figure := w.figureOf(as, made.text("snapshot"))
	w.want(200, request{method: "POST", path: api.Prefix + "/figures/" + figure + "/publish", as: as, body: `{"version":1,"vouch":true}`})
	at := api.Prefix + "/datasets/" + made.text("id")

	for _, way := range []string{"/refresh", "/try"} {
		w.want(403, request{method: "POST", path: at + way, as: "viewer"})
		w.want(403, request{method: "POST", path: at + way, as: "publisher elsewhere"})
		w.want(422, request{method: "POST", path: at + way, as: as, body: `{"now":true}`})
		_, uploaded := w.datasetOf(w.confirmed(as))
		if got := w.want(422, request{method: "POST", path: uploaded + way, as: as}); !strings.Contains(got.body, "no address") {
			t.Errorf("uploaded: %s", got.body)
		}
	}
	s.body.Store(recycling + "2019/20,Essex,52.3\n")
	if got := w.want(200, request{method: "POST", path: at + "/try", as: as}); got.text("rows") != "4" || got.text("new") != "1" || !strings.Contains(got.body, figure) {
		t.Errorf("try: %s", got.body)
	}
	fetched := w.want(200, request{method: "POST", path: at + "/refresh", as: as})
	if fetched.text("outcome") != "changed" || !strings.Contains(fetched.body, `"edition":2`) {
		t.Errorf("refresh: %s", fetched.body)
	}
	changes := w.want(200, request{method: "GET", path: api.Prefix + "/snapshots/" + fetched.text("snapshot") + "/changes", as: as})
	if changes.text("added") != "1" || changes.text("before") != made.text("snapshot") {
		t.Errorf("changes: %s", changes.body)
	}
	s.body.Store("")
	if got := w.want(200, request{method: "POST", path: at + "/refresh", as: as}); got.text("outcome") != "kept" {
		t.Errorf("failed: %s", got.body)
	}
	w.want(422, request{method: "POST", path: at + "/try", as: as})
	var sources struct {
		Items []struct {
			Dataset, State string
			Figures        int
		}
	}
	w.want(200, request{method: "GET", path: api.Prefix + "/sources?state=stopped&q=RECYCLING", as: "viewer"}).into(&sources)
	if len(sources.Items) != 1 || sources.Items[0].Dataset != made.text("id") || sources.Items[0].State != "stopped" || sources.Items[0].Figures != 1 {
		t.Errorf("sources that stopped: %+v", sources)
	}
	if got := w.want(422, request{method: "GET", path: api.Prefix + "/sources?state=ill", as: "viewer"}); !strings.Contains(got.body, `"field":"state"`) {
		t.Errorf("no such state: %s", got.body)
	}
	first := w.want(200, request{method: "GET", path: api.Prefix + "/sources?limit=1", as: "viewer"})
	if next := w.want(200, request{method: "GET", path: api.Prefix + "/sources?limit=1&after=" + first.text("next"), as: "viewer"}); next.body == first.body || !strings.Contains(next.body, `"rule":"never"`) {
		t.Errorf("sources: %s, then %s", first.body, next.body)
	}
	if got := w.want(200, request{method: "GET", path: at + "/refreshes", as: "viewer"}); strings.Count(got.body, `"outcome"`) != 2 {
		t.Errorf("refreshes: %s", got.body)
	}
}

// TestJobs: who prefers not to wait gets the address of the work, and there its
// answer; the same key gives the same job.
func TestJobs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const as = "editor"
	body, kind := form(t, "recycling.csv", recycling, `{"ours":true}`)
	send := request{method: "POST", path: api.Prefix + "/datasets", as: as, body: body, header: map[string]string{"Content-Type": kind, "Prefer": "handling=lenient, respond-async", "Idempotency-Key": "nightly"}}
	begun := w.want(202, send)
	at := begun.header.Get("Location")
	if begun.header.Get("Preference-Applied") != "respond-async" || at != api.Prefix+"/jobs/"+begun.text("id") {
		t.Errorf("accepted: %v", begun.header)
	}
	if again := w.want(202, send); again.header.Get("Location") != at {
		t.Errorf("the same key began %s, not %s", again.header.Get("Location"), at)
	}
	ended := w.ended(at, as)
	if ended.text("state") != "done" || ended.text("result", "status") != "201" || ended.text("result", "link") != publicURL+api.Prefix+"/datasets/"+ended.text("result", "body", "id") {
		t.Errorf("ended: %s", ended.body)
	}
	w.want(404, request{method: "GET", path: at, as: "admin"})
	w.want(404, request{method: "DELETE", path: at, as: "publisher"})
	w.want(422, request{method: "GET", path: at + "?wait=31", as: as})
	send.header = map[string]string{"Content-Type": kind, "Prefer": `respond-async; a="b", wait=30`}
	w.want(201, send) // it has ended by then

	broken := w.want(202, request{method: "POST", path: api.Prefix + "/datasets", as: as, body: map[string]any{"text": "Name\n", "ours": true}, header: async})
	if got := w.ended(broken.header.Get("Location"), as); got.text("state") != "failed" || got.text("problem", "status") != "422" || got.text("problem", "detail") == "" {
		t.Errorf("broken: %s", got.body)
	}
}

// TestTokenFollowsItsJobs: a token that may only publish follows and cancels what it
// began, and no other work of its person.
func TestTokenFollowsItsJobs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const as = "publisher"
	figure := w.figureOf(as, w.confirmed(as))
	only, other := w.token(as, store.PublishScope), w.token(as, store.PublishScope)
	begun := w.want(202, request{method: "POST", path: api.Prefix + "/figures/" + figure + "/publish", token: only, body: `{"version":1,"vouch":true}`, header: async})
	at := begun.header.Get("Location")
	if got := w.want(200, request{method: "GET", path: at + "?wait=30", token: only}); got.text("state") != "done" || got.text("result", "status") != "200" {
		t.Errorf("of its own: %s", got.body)
	}
	w.want(200, request{method: "GET", path: at, as: as})
	w.want(403, request{method: "GET", path: at, token: other})
	w.want(403, request{method: "DELETE", path: at, token: other})
	w.want(403, request{method: "GET", path: api.Prefix + "/jobs/unknown", token: only})
	w.want(403, request{method: "GET", path: api.Prefix + "/figures/" + figure, token: only})

	asked := httptest.NewRequest("GET", api.Prefix, nil)
	asked.Host = "127.0.0.1:8080"
	answered, err := w.app.Test(asked, -1)
	w.must(err)
	page, err := io.ReadAll(answered.Body)
	w.must(err)
	if strings.Count(string(page), "<dt>Scope</dt><dd>any</dd>") != 3 {
		t.Error("the page of the API does not say that any token follows its jobs")
	}

	gate := make(chan struct{})
	s := w.source(recycling, gate)
	t.Cleanup(func() { close(gate) })
	waiting := w.want(202, request{method: "POST", path: api.Prefix + "/datasets", token: w.token(as, store.WriteScope), body: map[string]any{"address": s.address, "ours": true}, header: async})
	for token, want := range map[string]bool{only: false, other: false, w.tokens[as]: true} {
		list := w.want(200, request{method: "GET", path: api.Prefix + "/jobs", token: token})
		if got := strings.Contains(list.body, waiting.text("id")); got != want {
			t.Errorf("listed: %v, want %v: %s", got, want, list.body)
		}
	}
	w.want(403, request{method: "DELETE", path: waiting.header.Get("Location"), token: only})
	w.want(200, request{method: "DELETE", path: waiting.header.Get("Location"), as: as})
}

// TestCancelJob: what waits for another server is cancelled, and nothing is stored.
func TestCancelJob(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	gate := make(chan struct{})
	s := w.source(recycling, gate)
	t.Cleanup(func() { close(gate) })
	const as = "editor"
	begun := w.want(202, request{method: "POST", path: api.Prefix + "/datasets", as: as, body: map[string]any{"address": s.address, "ours": true}, header: async})
	at := begun.header.Get("Location")
	if list := w.want(200, request{method: "GET", path: api.Prefix + "/jobs", as: as}); !strings.Contains(list.body, begun.text("id")) {
		t.Errorf("under way: %s", list.body)
	}
	w.want(403, request{method: "DELETE", path: at, as: as, token: w.tokens["viewer"], header: map[string]string{"Authorization": "Bearer " + w.tokens["viewer"]}})
	w.want(200, request{method: "DELETE", path: at, as: as})
	if got := w.ended(at, as); got.text("state") != "cancelled" || got.text("problem", "detail") != "Nothing was stored." {
		t.Errorf("cancelled: %s", got.body)
	}
	if list := w.want(200, request{method: "GET", path: api.Prefix + "/datasets", as: as}); strings.Contains(list.body, "127.0.0.1") {
		t.Errorf("datasets: %s", list.body)
	}
}

// TestRelease: what a release would change is said before any of it is stored.
func TestRelease(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const as = "publisher"
	snapshot := w.confirmed(as)
	_, at := w.datasetOf(snapshot)
	at += "/releases"
	release := func(about string) request {
		body, kind := form(t, "recycling.csv", "Year,Area,Recycled (%)\n2018/19,Essex,51.2\n2019/20,Essex,52.3\n", about)
		return request{method: "POST", path: at, as: as, body: body, header: map[string]string{"Content-Type": kind}}
	}
	for _, path := range []string{at, at + "/try"} {
		r := release(`{"way":"add"}`)
		r.path, r.as = path, "publisher elsewhere"
		w.want(403, r)
		w.refused(request{method: "POST", path: path, as: as}, map[string]string{
			`{"text":"a","way":"perhaps"}`: "/way", `{"text":"a"}`: "/way", `{"address":"file:///etc/passwd","way":"add"}`: "/address",
		})
		w.want(422, request{method: "POST", path: path, as: as, body: `{"way":"add"}`})
		w.want(422, request{method: "POST", path: path, as: as, body: `{"way":"replace","text":"Quite,another\n1,2\n"}`})
	}
	try := release(`{"way":"add"}`)
	try.path += "/try"
	tried := w.want(200, try)
	if tried.text("overlap") != "1" || tried.text("rows") != "4" || tried.text("base") != snapshot || tried.text("differences", "cells") != "1" {
		t.Errorf("try: %s", tried.body)
	}
	if got := w.want(422, release(`{"way":"add","base":"`+snapshot+`"}`)); !strings.Contains(got.body, `"pointer":"/way"`) {
		t.Errorf("both have rows: %s", got.body)
	}
	w.want(409, release(`{"way":"take-new","base":"another"}`))
	used := w.want(201, release(`{"way":"take-new","base":"`+snapshot+`"}`))
	if used.text("outcome") != "changed" || used.header.Get("Location") != api.Prefix+"/snapshots/"+used.text("snapshot") {
		t.Errorf("used: %s", used.body)
	}
	few := request{method: "POST", path: at, as: as, body: `{"way":"replace","text":"Year,Area,Recycled (%)\n2018/19,Essex,51.2\n"}`}
	if got := w.want(422, few); !strings.Contains(got.body, `"pointer":"/sure"`) {
		t.Errorf("in doubt: %s", got.body)
	}
	few.body = `{"way":"replace","sure":true,"text":"Year,Area,Recycled (%)\n2018/19,Essex,51.2\n"}`
	few.header = async
	got := w.ended(w.want(202, few).header.Get("Location"), as)
	if got.text("result", "body", "outcome") != "changed" {
		t.Errorf("sure: %s", got.body)
	}
}
