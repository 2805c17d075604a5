package studio_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// held is a source that begins to answer and goes on when it is let.
type held struct {
	*source
	asked, let, gone chan bool
}

func newHeld(t *testing.T) *held {
	t.Helper()
	h := &held{newPatientSource(t, time.Minute), make(chan bool, 9), make(chan bool), make(chan bool, 9)}
	h.does(func(w http.ResponseWriter, r *http.Request) {
		h.asked <- true
		io.WriteString(w, months[:20])
		w.(http.Flusher).Flush()
		select {
		case <-h.let:
			io.WriteString(w, months[20:])
		case <-r.Context().Done():
			h.gone <- true
		}
	})
	return h
}

// impatient is an office whose forms wait for no work.
func impatient(t *testing.T, src *source) *office {
	t.Helper()
	o := newOffice(t, src.client)
	o.studio.Patience = time.Millisecond
	return o
}

// ended asks for the page of a job until it has ended.
func (p person) ended(path string) answer {
	p.office.t.Helper()
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		got := p.get(path)
		if len(got.nodes("#way")) == 0 {
			return got
		}
		if time.Now().After(end) {
			p.office.t.Fatalf("%s has not ended: %s", path, got.text("main"))
		}
	}
}

// result is what becomes of a form in the end.
func (p person) result(of answer) answer {
	p.office.t.Helper()
	if !strings.HasPrefix(of.location, "/studio/under-way/") {
		return of
	}
	return p.ended(of.location)
}

// nothingStored looks for what an import would leave.
func (o *office) nothingStored() {
	o.t.Helper()
	list, err := o.store.Datasets(o.t.Context())
	o.must(err)
	if len(list) != 0 {
		o.t.Errorf("%d datasets are stored, want none", len(list))
	}
	o.must(filepath.WalkDir(filepath.Join(o.folder, "blobs"), func(path string, d os.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			o.t.Errorf("%s is kept, want nothing", path)
		}
		return nil
	}))
}

// TestSlowSource: a slow address leads to the page that shows how far it is,
// which leads back and on.
func TestSlowSource(t *testing.T) {
	t.Parallel()
	src := newHeld(t)
	o := impatient(t, src.source)
	p := o.as("editor")
	got := p.post("/studio/new", map[string]string{"data": src.url + "/spend.csv", "from": "ours"})
	if got.status != http.StatusSeeOther || !strings.HasPrefix(got.location, "/studio/under-way/") {
		t.Fatalf("a slow address = %d to %q, want the page of its progress", got.status, got.location)
	}
	at := got.location
	page := p.get(at)
	if page.status != 200 || page.text(`[aria-current="step"]`) != "ReceivingThe other server is asked for it." {
		t.Errorf("progress = %d, %q", page.status, page.text(`[aria-current="step"]`))
	}
	if page.text(`#way [role="status"]`) != "Receiving" || len(page.nodes(`a.fh-nojs[href="`+at+`"]`)) != 1 || len(page.nodes(`form[action="`+at+`/cancel"] button`)) != 1 {
		t.Error("the page has no status, no link to look again or no button to cancel")
	}
	for _, from := range []string{"/studio/new", "/studio/datasets"} {
		if links := p.get(from).nodes(`a[href="` + at + `"]`); len(links) != 1 {
			t.Errorf("%s leads %d times to what is under way, want once", from, len(links))
		}
	}
	for _, other := range []string{"publisher", "admin", "editor elsewhere"} {
		q := o.as(other)
		if got := q.get(at); got.status != http.StatusGone || strings.Contains(got.body, src.url) {
			t.Errorf("%s sees the work of another: %d", other, got.status)
		}
		if got := q.post(at+"/cancel", nil); got.status != http.StatusGone {
			t.Errorf("%s cancels the work of another: %d", other, got.status)
		}
		if links := q.get("/studio/datasets").nodes(`a[href="` + at + `"]`); len(links) != 0 {
			t.Errorf("%s is led to the work of another", other)
		}
	}
	if got := (person{o, "", ""}).get(at); got.status != http.StatusSeeOther || !strings.HasPrefix(got.location, "/sign-in") {
		t.Errorf("signed out = %d to %q, want the sign-in", got.status, got.location)
	}
	if piece := p.partial(at); piece.status != 200 || len(piece.nodes("#way")) != 1 || len(piece.nodes("main")) != 0 {
		t.Error("the part that is asked for again and again is not only itself")
	}
	src.let <- true
	if got := p.ended(at); got.status != http.StatusSeeOther || !strings.HasSuffix(got.location, "/read") {
		t.Errorf("in the end = %d to %q, want the reading: %s", got.status, got.location, got.text("main"))
	}
	if piece := p.partial(at); piece.redirect != at {
		t.Errorf("the part leads to %q in the end, want %q", piece.redirect, at)
	}
	if links := p.get("/studio/datasets").nodes(`a[href="` + at + `"]`); len(links) != 0 {
		t.Error("what has ended is still under way")
	}
}

// TestCancelFetch: the connection ends, nothing is stored, the form is filled.
func TestCancelFetch(t *testing.T) {
	t.Parallel()
	src := newHeld(t)
	o := impatient(t, src.source)
	p := o.as("editor")
	address := src.url + "/spend.csv"
	at := p.post("/studio/new", map[string]string{"data": address, "from": "other", "other": "Somebody"}).location
	<-src.asked
	if got := p.post(at+"/cancel", nil); got.status != http.StatusSeeOther || got.location != at {
		t.Errorf("cancel = %d to %q, want %q", got.status, got.location, at)
	}
	got := p.ended(at)
	if got.status != 200 || got.typed("data") != address || got.typed("from") != "other" || got.typed("other") != "Somebody" {
		t.Errorf("cancelled = %d with %q, %q, %q; want the form as it was", got.status, got.typed("data"), got.typed("from"), got.typed("other"))
	}
	if words := got.text(".fh-note"); !strings.HasPrefix(words, "Cancelled. Nothing was stored.") {
		t.Errorf("it says %q", words)
	}
	select {
	case <-src.gone:
	case <-time.After(10 * time.Second):
		t.Error("the connection to the source is still open")
	}
	o.nothingStored()
}

// TestCancelReading: a large file that is cancelled while its rows are read
// leaves nothing, and no cell of it is logged.
func TestCancelReading(t *testing.T) {
	t.Parallel()
	o := impatient(t, newSource(t))
	p := o.as("editor")
	var rows strings.Builder
	rows.WriteString("Ref,Name,Amount\n")
	for n := range 700_000 {
		fmt.Fprintf(&rows, "R%d,Canary Resident,%d.50\n", n, n)
	}
	at := p.start(map[string]string{"from": "ours"}, file{"large.csv", []byte(rows.String())}).location
	if page := p.get(at); page.text("h1") != "Reading large.csv" {
		t.Fatalf("the page of progress is %q", page.text("h1"))
	}
	p.post(at+"/cancel", nil)
	got := p.ended(at)
	if words := got.text(".fh-note"); got.status != 200 || !strings.HasPrefix(words, "Cancelled. Nothing was stored.") || got.typed("from") != "ours" {
		t.Errorf("cancelled = %d, %q", got.status, words)
	}
	o.nothingStored()
	if strings.Contains(o.log.String(), "Canary") {
		t.Error("a cell of the file is in the log")
	}
	// The same file can be sent again, and is then read.
	got = p.result(p.start(map[string]string{"from": "ours"}, file{"large.csv", []byte("Month,Amount\n2024-01,1\n2024-02,2\n")}))
	if got.status != http.StatusSeeOther {
		t.Errorf("after a cancelled file another = %d", got.status)
	}
}

// TestStopEndsWhatIsUnderWay: a server that stops leaves nothing half done.
func TestStopEndsWhatIsUnderWay(t *testing.T) {
	t.Parallel()
	src := newHeld(t)
	o := impatient(t, src.source)
	p := o.as("editor")
	at := p.post("/studio/new", map[string]string{"data": src.url, "from": "ours"}).location
	if n := o.studio.Stop(); n != 1 {
		t.Errorf("Stop() = %d, want 1", n)
	}
	got := p.get(at)
	if words := got.text(".govuk-error-summary li"); got.status != http.StatusUnprocessableEntity || !strings.HasPrefix(words, "The server was stopped before this was done. Nothing was changed.") || got.typed("data") != src.url {
		t.Errorf("stopped = %d, %q", got.status, words)
	}
	if got := p.post("/studio/new", map[string]string{"data": "a,b\n1,2\n", "from": "ours"}); got.status != http.StatusUnprocessableEntity || got.typed("data") == "" {
		t.Errorf("sent to a stopping server = %d", got.status)
	}
	o.nothingStored()
}

// TestSlowFailure: what cannot be read says so when somebody comes back.
func TestSlowFailure(t *testing.T) {
	t.Parallel()
	o := impatient(t, newSource(t))
	p := o.as("editor")
	got := p.result(p.start(map[string]string{"from": "ours"}, file{"a.csv", []byte("a,b\n1,\"2\n")}))
	if got.status != http.StatusUnprocessableEntity || !strings.Contains(got.text(".govuk-error-summary"), "quotation mark") || got.typed("from") != "ours" {
		t.Errorf("a broken file = %d, %q", got.status, got.text(".govuk-error-summary"))
	}
	people := "Month,Spent,Email\n2024-01,10,amina@example.org\n2024-02,12,bob@example.org\n2024-03,15,cerys@example.org\n"
	got = p.result(p.start(map[string]string{"from": "ours"}, file{"people.csv", []byte(people)}))
	if got.status != http.StatusSeeOther || !strings.HasSuffix(got.location, "/people") {
		t.Fatalf("a file with people = %d to %q", got.status, got.location)
	}
	o.nothingStored()
	form := p.get(got.location).form()
	if got = p.result(p.post(got.location, form)); got.status != http.StatusSeeOther || !strings.HasSuffix(got.location, "/read") {
		t.Errorf("decided = %d to %q: %s", got.status, got.location, got.text("main"))
	}
}

// TestRespondAsync: a script that sends a file is told where its progress is
// shown, whatever becomes of it.
func TestRespondAsync(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("editor")
	for _, test := range []struct {
		name string
		form string
		want int
	}{
		{"a file", "from=ours&data=Month,Spent%0A2024-01,1%0A2024-02,2%0A", http.StatusSeeOther},
		{"without a source", "data=Month,Spent%0A2024-01,1%0A2024-02,2%0A", http.StatusUnprocessableEntity},
		{"no table", "from=ours&data=x", http.StatusUnprocessableEntity},
	} {
		r := httptest.NewRequest("POST", "/studio/new", strings.NewReader(test.form+"&csrf="+p.csrf))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Prefer", "respond-async")
		got := p.send(r)
		if got.status != http.StatusAccepted || !strings.HasPrefix(got.location, "/studio/under-way/") {
			t.Errorf("%s = %d to %q, want 202 and where it is shown", test.name, got.status, got.location)
			continue
		}
		if got := p.ended(got.location); got.status != test.want || got.status != http.StatusSeeOther && got.typed("data") == "" {
			t.Errorf("%s ends with %d and %q in its form, want %d", test.name, got.status, got.typed("data"), test.want)
		}
	}
}

// TestCancelRefresh: a fetch of a dataset that is cancelled changes nothing and
// is no failure of the source.
func TestCancelRefresh(t *testing.T) {
	t.Parallel()
	src := newHeld(t)
	slow := src.answer.Load()
	src.says(months)
	o := newOffice(t, src.client)
	p := o.as("publisher")
	f := src.published(t, o, p)
	before := o.live(f)
	o.studio.Patience = time.Millisecond
	src.answer.Store(slow)
	path := "/studio/datasets/" + f.dataset
	at := p.post(path+"/refresh", nil).location
	if page := p.get(at); !strings.HasPrefix(page.text("h1"), "Fetching ") {
		t.Fatalf("the page of progress is %q", page.text("h1"))
	}
	if links := p.get(path).nodes(`a[href="` + at + `"]`); len(links) != 1 {
		t.Error("the dataset does not lead to what is under way")
	}
	if got := p.result(p.post(path+"/refresh", nil)); got.status != http.StatusConflict {
		t.Errorf("fetched twice at once = %d, want 409", got.status)
	}
	p.post(at+"/cancel", nil)
	if got := p.ended(at); got.status != 200 || !strings.Contains(got.text("main"), "Cancelled. Nothing was stored.") {
		t.Errorf("cancelled = %d, %q", got.status, got.text("main"))
	}
	if tries, err := o.store.Refreshes(t.Context(), f.dataset); err != nil || len(tries) != 0 {
		t.Errorf("%d tries are noted, %v; want none", len(tries), err)
	}
	src.says(strings.ReplaceAll(months, "120.50", "121.50"))
	if got := p.result(p.post(path+"/refresh", nil)); got.location != path+"#refresh" {
		t.Errorf("fetched = %d to %q", got.status, got.location)
	}
	if after := o.live(f); after.Edition.Number != before.Edition.Number+1 {
		t.Errorf("live is edition %d, want one more than %d", after.Edition.Number, before.Edition.Number)
	}
}
