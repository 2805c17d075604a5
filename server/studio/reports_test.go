package studio_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"figurehead/store"
	"figurehead/widgets"
)

// reports sends the public form from an address.
func (o *office) reports(e widgets.Edition, words, email, from string) answer {
	o.t.Helper()
	form := url.Values{"words": {words}, "email": {email}}
	r := httptest.NewRequest("POST", "/w/"+e.PublicID+"/report", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Host = strings.TrimPrefix(publicURL, "http://")
	r.RemoteAddr = from
	response, err := o.app.Test(r, -1)
	o.must(err)
	return o.read(response)
}

// TestReportsReachTheOwner: what a reader wrote is shown, as it was typed, to
// those who may change the figure, closed with a note, and stands in no log and
// no audit trail.
func TestReportsReachTheOwner(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	f := publisher.draft(spend, widgets.Bar)
	e := publisher.publishes(f)
	const words = "The <b>third</b> bar should be 99.75, canary-words"
	if got := o.reports(e, words, "canary@example.org", "192.0.2.7:1"); got.status != http.StatusSeeOther || got.location != "/w/"+e.PublicID+"/report?sent=1" {
		t.Fatalf("reported: %d %s", got.status, got.body)
	}
	page := o.as("editor").get("/studio/reports")
	if got := page.text(".fh-typed"); got != words || !strings.Contains(page.body, "mailto:canary@example.org") {
		t.Errorf("shown is %q", got)
	}
	if got := o.as("viewer").get("/studio/reports"); got.status != http.StatusForbidden {
		t.Errorf("a viewer reads reports: %d", got.status)
	}
	if got := o.as("editor elsewhere").get("/studio/reports?figure=" + f.widget); strings.Contains(got.body, "canary") {
		t.Error("another directorate reads reports")
	}
	list, err := o.store.ProblemReports(t.Context(), store.ProblemReportFilter{WidgetID: f.widget})
	o.must(err)
	address := "/studio/reports/" + list[0].ID + "/close"
	for who, want := range map[string]int{"viewer": 403, "editor elsewhere": 403} {
		if got := o.as(who).post(address, map[string]string{"note": "Mended."}); got.status != want {
			t.Errorf("%s closes: %d, want %d", who, got.status, want)
		}
	}
	if got := publisher.post(address, map[string]string{"note": " "}); got.status != http.StatusUnprocessableEntity || got.text("#note-"+list[0].ID+"-error") == "" {
		t.Errorf("closed without a note: %d", got.status)
	}
	if got := publisher.post(address, map[string]string{"note": "Mended in version 2."}); got.status != http.StatusSeeOther {
		t.Fatalf("closed: %d", got.status)
	}
	if got := publisher.post(address, map[string]string{"note": "Again."}); got.status != http.StatusConflict {
		t.Errorf("closed twice: %d", got.status)
	}
	if got := publisher.get("/studio/reports"); !strings.Contains(got.text("main"), "Mended in version 2.") {
		t.Error("the note is not kept")
	}
	events, err := o.store.Audit(t.Context(), store.AuditFilter{})
	o.must(err)
	if said := fmt.Sprint(events) + o.log.String(); strings.Contains(said, "canary") || strings.Contains(said, "192.0.2.7") {
		t.Error("the audit trail or the log has what a reader wrote or where from")
	}
}

// TestReportsAreLimited: one client is refused after a few.
func TestReportsAreLimited(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	e := publisher.publishes(publisher.draft(spend, widgets.Bar))
	var got []int
	for range 6 {
		got = append(got, o.reports(e, "The third bar is wrong.", "", "192.0.2.7:1").status)
	}
	if fmt.Sprint(got) != "[303 303 303 303 303 429]" {
		t.Errorf("six from one address: %v", got)
	}
	list, err := o.store.ProblemReports(t.Context(), store.ProblemReportFilter{})
	o.must(err)
	if len(list) != 5 {
		t.Errorf("%d are kept, want 5", len(list))
	}
}

// TestDuplicate: the copy is a draft of its own, of whoever made it.
func TestDuplicate(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	f := o.as("publisher").draft(spend, widgets.Bar)
	for who, want := range map[string]int{"viewer": 403, "editor elsewhere": 403} {
		if got := o.as(who).post(f.page("duplicate"), nil); got.status != want {
			t.Errorf("%s duplicates: %d, want %d", who, got.status, want)
		}
	}
	got := o.as("editor").post(f.page("duplicate"), nil)
	id := strings.Split(got.location+"///", "/")[3]
	w, err := o.store.Widget(t.Context(), id)
	o.must(err)
	if w.State != widgets.InDraft || w.ID == f.widget || w.OwnerID != o.users["editor"].ID || o.as("editor").get(got.location).status != http.StatusOK {
		t.Errorf("the copy is %+v", w)
	}
}
