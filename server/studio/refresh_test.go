package studio_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets/fetch"
	"figurehead/store"
	"figurehead/widgets"
)

// months is a table of a source that is fetched again and again.
const months = "Month,Service,Spent\n2024-01,Roads,120.50\n2024-02,Roads,130.25\n2024-03,Roads,99.75\n2024-01,Parks,80\n2024-02,Parks,75\n2024-03,Parks,91\n"

// source is a web server whose answer a test changes.
type source struct {
	client *fetch.Client
	url    string
	secret string // https, with a certificate of nobody
	answer atomic.Pointer[http.HandlerFunc]
}

func newSource(t *testing.T) *source { return newPatientSource(t, 10*time.Second) }

// newPatientSource is a source that the server waits for so long.
func newPatientSource(t *testing.T, timeout time.Duration) *source {
	t.Helper()
	s := &source{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { (*s.answer.Load())(w, r) }))
	t.Cleanup(server.Close)
	u, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	if err != nil {
		t.Fatal(err)
	}
	s.url = server.URL
	secret := httptest.NewUnstartedServer(server.Config.Handler)
	secret.Config.ErrorLog = log.New(io.Discard, "", 0)
	secret.StartTLS()
	t.Cleanup(secret.Close)
	at, err := url.Parse(secret.URL)
	if err != nil {
		t.Fatal(err)
	}
	secretPort, err := strconv.ParseUint(at.Port(), 10, 16)
	if err != nil {
		t.Fatal(err)
	}
	s.secret = secret.URL
	s.client = fetch.New(fetch.Options{AllowHosts: []string{"127.0.0.1"}, AllowPrivate: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")},
		Ports: []uint16{80, 443, uint16(port), uint16(secretPort)}, Timeout: timeout, MaxBytes: 1 << 20})
	s.says(months)
	return s
}

func (s *source) does(h http.HandlerFunc) { s.answer.Store(&h) }

func (s *source) says(body string) {
	s.does(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, body) })
}

// published is a figure that was made from the source and is public.
func (s *source) published(t *testing.T, o *office, p person) figure {
	t.Helper()
	f := p.draft(s.url+"/spend.csv", widgets.Bar)
	form := p.get(f.page("say")).form()
	form["title"], form["subtitle"] = "{highest:name} cost most", "Pounds"
	if got := p.post(f.page("say"), form); got.status >= 400 {
		t.Fatalf("say = %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	p.publishes(f)
	return f
}

func (o *office) live(f figure) widgets.Published {
	o.t.Helper()
	w, err := o.store.Widget(o.t.Context(), f.widget)
	o.must(err)
	p, err := o.store.Published(o.t.Context(), w.PublicID)
	o.must(err)
	return p
}

// TestFetchAgain: the source changes, and the figure follows; it does not, and
// nothing is sent; it breaks, and the figure stays while its owner sees why.
func TestFetchAgain(t *testing.T) {
	t.Parallel()
	src := newSource(t)
	o := newOffice(t, src.client)
	publisher := o.as("publisher")
	f := src.published(t, o, publisher)
	path := "/studio/datasets/" + f.dataset
	if page := publisher.get(path); len(page.nodes(`form[action$="/refresh"]`)) != 1 || len(page.nodes(".fh-note")) != 0 {
		t.Error("the page of the dataset has no button to fetch it, or a note before it was ever fetched")
	}
	var sent atomic.Int64
	src.does(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v2"`)
		if r.Header.Get("If-None-Match") == `"v2"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		sent.Add(1)
		io.WriteString(w, months+"2024-04,Roads,101\n2024-04,Parks,88\n")
	})
	for _, want := range []string{"A newer copy of 8 rows is in use. One published figure follows the newest copy.", "Nothing is new."} {
		if got := publisher.post(path+"/refresh", nil); got.status != http.StatusSeeOther {
			t.Fatalf("fetch = %d, %s", got.status, got.text("main"))
		}
		if got := publisher.get(path).text(".fh-note"); !strings.HasPrefix(got, want) {
			t.Errorf("the page says %q, want %q", got, want)
		}
	}
	if sent.Load() != 1 {
		t.Errorf("the file was sent %d times, want once", sent.Load())
	}
	follows := o.live(f)
	if follows.Edition.Number != 2 {
		t.Errorf("live is edition %d, want 2", follows.Edition.Number)
	}
	src.does(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusInternalServerError) })
	publisher.post(path+"/refresh", nil)
	page := publisher.get(path)
	if got := page.text(".fh-note--stop"); !strings.Contains(got, "The server answered with an error (500).") || !strings.Contains(got, "Figures stay as they are, with data as at ") {
		t.Errorf("the page says %q", got)
	}
	if got := page.text(".fh-note--stop"); strings.Contains(got, "It has failed since") {
		t.Errorf("after one failure the page says %q", got)
	}
	publisher.post(path+"/refresh", nil)
	page = publisher.get(path)
	if got := page.text(".fh-note--stop"); !strings.Contains(got, "It has failed since ") || strings.Contains(got, "0000") {
		t.Errorf("after two failures the page says %q", got)
	}
	if got := publisher.get("/studio/datasets").text("main"); !strings.Contains(got, "Could not be fetched, ") {
		t.Errorf("the list of datasets says %q", got)
	}
	if got := page.text("main details"); !strings.Contains(got, "Nothing is new.") || !strings.Contains(got, "A newer copy of 8 rows is in use.") {
		t.Errorf("earlier tries are %q", got)
	}
	if diff := cmp.Diff(follows, o.live(f)); diff != "" {
		t.Errorf("what is public changed:\n%s", diff)
	}
	// An editor fetches; what is public waits for a publisher.
	src.says(months + "2024-04,Roads,102\n2024-04,Parks,88\n")
	o.as("editor").post(path+"/refresh", nil)
	if got := publisher.get(path).text(".fh-note"); !strings.Contains(got, "stays as it was: A publisher has to publish it.") || o.live(f).Edition.Number != 2 {
		t.Errorf("after an editor fetched: %q, edition %d", got, o.live(f).Edition.Number)
	}
	publisher.post(path+"/refresh", nil)
	if got := publisher.get(path).text(".fh-note"); !strings.HasPrefix(got, "Nothing is new. One published figure follows the newest copy.") || o.live(f).Edition.Number != 3 {
		t.Errorf("after a publisher fetched: %q, edition %d", got, o.live(f).Edition.Number)
	}
	for who, want := range map[string]int{"viewer": 403, "editor elsewhere": 403} {
		if got := o.as(who).post(path+"/refresh", nil); got.status != want {
			t.Errorf("%s fetches = %d, want %d", who, got.status, want)
		}
	}
	pasted := publisher.draft(wards, "")
	if got := publisher.post("/studio/datasets/"+pasted.dataset+"/refresh", nil); got.status != http.StatusUnprocessableEntity {
		t.Errorf("fetching a paste = %d, want 422", got.status)
	}
}

// faults are what sources do, each with the words that its owner reads.
var faults = []struct {
	name, want string
	answer     http.HandlerFunc
}{
	{"500", "The server answered with an error (500).", status(500, "")},
	{"404", "There is no file at this address any more.", status(404, "")},
	{"403", "The server does not give this file to everyone.", status(403, "")},
	{"429 with Retry-After", "The server is too busy to send the file.", status(429, "900")},
	{"503", "The server is too busy to send the file.", status(503, "")},
	{"202", "The portal is still preparing the file.", status(202, "")},
	{"a reset", "The server", func(w http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) }},
	{"one byte a second", "The server did not send the file within ", func(w http.ResponseWriter, r *http.Request) {
		for i := range months {
			if _, err := io.WriteString(w, months[i:i+1]); err != nil {
				return
			}
			w.(http.Flusher).Flush()
			select {
			case <-time.After(200 * time.Millisecond):
			case <-r.Context().Done():
				return
			}
		}
	}},
	{"an endless answer", "The ", func(w http.ResponseWriter, r *http.Request) {
		for {
			if _, err := io.WriteString(w, strings.Repeat("2024-01,Roads,1\n", 10_000)); err != nil {
				return
			}
		}
	}},
	{"a gzip bomb", "The ", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		z.Write(bytes.Repeat([]byte("0"), 8<<20))
		z.Close()
	}},
	{"broken gzip", "The file that the server sent is damaged.", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		io.WriteString(w, months)
	}},
	{"less than it promised", "The server stopped before the end of the file.", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", fmt.Sprint(len(months)))
		io.WriteString(w, months[:len(months)/2])
	}},
	{"a redirect into the network", "This address is inside the council's network", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://10.0.0.1/spend.csv", http.StatusFound)
	}},
	{"a redirect for ever", "This address leads on to another more than three times.", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, r.URL.Path+"x", http.StatusFound)
	}},
	{"a web page", "This address is a web page, not a data file.", text("<!DOCTYPE html><html><body>Sign in</body></html>")},
	{"nothing", "The file is empty.", text("")},
	{"UTF-16", "", text(utf16LE(months + "2024-04,Roads,1\n"))},
	{"bytes that are no text", "", text(strings.Repeat("\x00\xff\xfe\x01", 200))},
	{"a renamed column", "Row 1 no longer names “Spent”.", text(strings.Replace(months, "Spent", "Amount", 1))},
	{"a column of another kind", "", text(strings.ReplaceAll(months, "120.50", "not yet known"))},
	{"columns in another order", "The columns of row 1 stand in another order.", text("Service,Month,Spent\nRoads,2024-01,1\nRoads,2024-02,2\nRoads,2024-03,3\nParks,2024-01,4\nParks,2024-02,5\nParks,2024-03,6\n")},
	{"a column less", "Row 1 no longer names “Service”.", text("Month,Spent\n2024-01,1\n2024-02,2\n2024-03,3\n2024-04,4\n2024-05,5\n2024-06,6\n")},
	{"a tenth of the rows", "The file had 6 rows; now it has 1.", text("Month,Service,Spent\n2024-01,Roads,120.50\n")},
	{"a hundred times the rows", "The file had 6 rows; now it has 600.", text("Month,Service,Spent\n" + strings.Repeat(strings.TrimPrefix(months, "Month,Service,Spent\n"), 100))},
	{"a JSON answer", "The file was plain text; now it is a JSON file.", text(`{"error":{"code":499,"message":"Token Required"}}`)},
	{"days in the future", "The column “Month” reaches into the future now, to ", text(months + "2999-01,Roads,101\n")},
	{"the bytes of Latin-1", "", text(strings.ReplaceAll(months, "Parks", "Caf\xe9s"))},
	{"only headings", "", text("Month,Service,Spent\n")},
	{"an open quotation mark", "Row 8 opens a quotation mark that is never closed.", text(months + "2024-04,\"Roads,1\n")},
}

func status(code int, after string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if after != "" {
			w.Header().Set("Retry-After", after)
		}
		w.WriteHeader(code)
	}
}

func text(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, body) }
}

func utf16LE(s string) string {
	out := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return string(out)
}

// brokenLines tries a server that is not there, a name that there is none of,
// one without a secure connection, and one whose certificate nobody vouches for.
func (o *office) brokenLines(publisher person, f figure, before widgets.Published, secret string) {
	o.t.Helper()
	ctx := o.t.Context()
	dataset, err := o.store.Dataset(ctx, f.dataset)
	o.must(err)
	good := dataset.Source.Address
	for _, line := range []struct{ name, address, want string }{
		{"no server", "http://127.0.0.1:80/spend.csv", "The server did not answer as a web server does."},
		{"no such name", "http://nobody-is-here.invalid/spend.csv", "There is no server called “nobody-is-here.invalid”."},
		{"no secure connection", strings.Replace(good, "http://", "https://", 1), "The server did not answer as a web server does."},
		{"a certificate of nobody", secret + "/spend.csv", "The server cannot prove that it is the one in the address"},
		{"another port", "http://127.0.0.1:1/spend.csv", "This address uses port 1, which is not read from here."},
	} {
		dataset.Source.Address = line.address
		o.must(o.store.SaveDataset(ctx, store.Actor{ID: "test"}, dataset))
		publisher.post("/studio/datasets/"+f.dataset+"/refresh", nil)
		tries, err := o.store.Refreshes(ctx, f.dataset)
		o.must(err)
		if tries[0].Outcome != store.RefreshKept || !strings.HasPrefix(tries[0].Words, line.want) {
			o.t.Errorf("%s: %s, %q; want it kept with %q", line.name, tries[0].Outcome, tries[0].Words, line.want)
		}
		if diff := cmp.Diff(before, o.live(f)); diff != "" {
			o.t.Errorf("%s: what is public changed", line.name)
		}
	}
	dataset.Source.Address = good
	o.must(o.store.SaveDataset(ctx, store.Actor{ID: "test"}, dataset))
}

// TestSourceFaults: whatever a source does, what is public stays byte for byte,
// its owner reads what is wrong, and the next good file is used again.
func TestSourceFaults(t *testing.T) {
	t.Parallel()
	if len(faults) < 25 {
		t.Fatalf("%d faults", len(faults))
	}
	src := newSource(t)
	o := newOffice(t, src.client)
	publisher := o.as("publisher")
	f := src.published(t, o, publisher)
	path, before := "/studio/datasets/"+f.dataset, o.live(f)
	for _, fault := range faults {
		src.does(fault.answer)
		if got := publisher.post(path+"/refresh", nil); got.status != http.StatusSeeOther {
			t.Errorf("%s: fetch = %d, %s", fault.name, got.status, got.text("main"))
			continue
		}
		tries, err := o.store.Refreshes(t.Context(), f.dataset)
		o.must(err)
		if tries[0].Outcome != store.RefreshKept || !strings.HasPrefix(tries[0].Words, fault.want) || tries[0].Words == "" {
			t.Errorf("%s: %s, %q; want it kept with %q", fault.name, tries[0].Outcome, tries[0].Words, fault.want)
		}
		if got := publisher.get(path).text(".fh-note--stop"); !strings.Contains(got, strings.Join(strings.Fields(tries[0].Words), " ")) {
			t.Errorf("%s: the page says %q", fault.name, got)
		}
		if diff := cmp.Diff(before, o.live(f)); diff != "" {
			t.Fatalf("%s: what is public changed:\n%s", fault.name, diff)
		}
	}
	o.brokenLines(publisher, f, before, src.secret)
	for cut := 1; cut <= 12; cut++ { // half a file without a promised length, at twelve points
		at := len(months) - cut
		src.says(months[:at])
		publisher.post(path+"/refresh", nil)
		if diff := cmp.Diff(before, o.live(f)); diff != "" {
			t.Errorf("%d bytes short: what is public changed", cut)
		}
	}
	src.says(months + "2024-04,Roads,101\n2024-04,Parks,88\n")
	publisher.post(path+"/refresh", nil)
	if got := o.live(f).Edition.Number; got != 2 {
		t.Errorf("after the faults the live edition is %d, want 2", got)
	}
}
