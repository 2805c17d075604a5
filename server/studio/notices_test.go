package studio_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"figurehead/store"
	"figurehead/widgets"
)

// told makes what happened into notices, as the server does by itself.
func (o *office) told() {
	o.t.Helper()
	o.must(o.studio.Notify.Follow(o.t.Context()))
}

// asks records that somebody asks for approval of a figure.
func (o *office) asks(who string, widgetID, title string) {
	o.t.Helper()
	u := o.users[who]
	o.must(o.store.Record(o.t.Context(), store.Event{Action: "approval.asked", Subject: "widget " + widgetID, Title: title, ActorID: u.ID, Actor: u.Name}))
}

func TestNotices(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	editor, publisher := o.as("editor"), o.as("publisher")
	if got := publisher.get("/studio/notices"); got.text("h1") != "No new notices" || got.text(".fh-bell") != "Notices" {
		t.Errorf("before anything: %q, %q", got.text("h1"), got.text(".fh-bell"))
	}
	first, second := editor.draft(spend, widgets.Bar), editor.draft(spend, widgets.Bar)
	o.asks("editor", first.widget, "Waste")
	o.asks("editor", second.widget, "Bins")
	o.told()
	got := publisher.get("/studio/notices")
	if got.text("h1") != "2 new notices" || got.text(".fh-bell b") != ": 2 new" || !strings.Contains(got.text(".fh-notice"), "editor asks for approval of “Bins”.") {
		t.Errorf("two: %q, %q, %q", got.text("h1"), got.text(".fh-bell b"), got.text(".fh-notice"))
	}
	if link := got.attribute(".fh-notice a", "href"); link != "/studio/figures/"+second.widget+"/approval" {
		t.Errorf("the notice leads to %s", link)
	}
	id := got.attribute(`.fh-notice button[name="id"]`, "value")
	if other := editor.post("/studio/notices", map[string]string{"id": id}); other.status != http.StatusNotFound {
		t.Errorf("somebody else's notice = %d, want 404", other.status)
	}
	if seen := publisher.post("/studio/notices", map[string]string{"id": id}); seen.status != http.StatusSeeOther {
		t.Errorf("mark as seen = %d", seen.status)
	}
	got = publisher.get("/studio/notices")
	if got.text("h1") != "One new notice" || !strings.Contains(got.text(".fh-notices"), "Bins") {
		t.Errorf("one is seen: %q, earlier %q", got.text("h1"), got.text(".fh-notices"))
	}
	publisher.post("/studio/notices", map[string]string{"up-to": fmt.Sprint(time.Now().Add(time.Hour).UnixMilli())})
	if got = publisher.get("/studio/notices"); got.text("h1") != "No new notices" {
		t.Errorf("all are seen: %q", got.text("h1"))
	}
}

func TestChoiceOfMail(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	viewer := o.as("viewer")
	if got := viewer.get("/studio/notices"); got.typed("mail") != "now" || !strings.Contains(got.text("#mail-hint"), "sends no email yet") {
		t.Errorf("at first %q, %q", got.typed("mail"), got.text("#mail-hint"))
	}
	if got := viewer.post("/studio/notices/email", map[string]string{"mail": "weekly"}); got.status != http.StatusUnprocessableEntity || got.text("#mail-error") == "" {
		t.Errorf("a choice that there is not = %d, %q", got.status, got.text("#mail-error"))
	}
	if got := viewer.post("/studio/notices/email", map[string]string{"mail": "daily"}); got.status != http.StatusSeeOther {
		t.Errorf("save = %d", got.status)
	}
	if got := viewer.get("/studio/notices?saved=1"); got.typed("mail") != "daily" || o.as("editor").get("/studio/notices").typed("mail") != "now" {
		t.Errorf("chosen %q", got.typed("mail"))
	}
}

func TestSourceHealth(t *testing.T) {
	t.Parallel()
	s := newSource(t)
	o := newOffice(t, s.client)
	publisher := o.as("publisher")
	if got := publisher.get("/studio/sources"); got.text("h1") != "No sources yet" {
		t.Errorf("h1 = %q", got.text("h1"))
	}
	f := s.published(t, o, publisher)
	if got := publisher.get("/studio/sources"); got.text("h1") != "The source is well" || !strings.Contains(got.text("tbody tr"), "Only by hand") {
		t.Errorf("h1 = %q, row %q", got.text("h1"), got.text("tbody tr"))
	}
	s.does(status(http.StatusNotFound, ""))
	got := publisher.post("/studio/datasets/"+f.dataset+"/refresh", map[string]string{"back": "sources"})
	if got.location != "/studio/sources?fetched="+f.dataset {
		t.Fatalf("fetch now = %d, to %q", got.status, got.location)
	}
	o.told()
	got = publisher.get(got.location)
	if got.text("h1") != "The source needs a look" || !strings.Contains(got.text(`[role="status"]`), "no file at this address any more") {
		t.Errorf("h1 = %q, said %q", got.text("h1"), got.text(`[role="status"]`))
	}
	note := got.text(".fh-note--stop")
	for _, want := range []string{"There is no file at this address any more.", "One public figure keeps its last good copy", "Told: publisher, at ", "How to mend it", "Fetch now"} {
		if !strings.Contains(note, want) {
			t.Errorf("the note does not say %q: %s", want, note)
		}
	}
	if viewer := o.as("viewer").get("/studio/sources"); viewer.text("h1") == "" || strings.Contains(viewer.text("main"), "Fetch now") {
		t.Errorf("a viewer is offered to fetch: %s", viewer.text("main"))
	}
	for query, want := range map[string]string{"?state=stopped": "One source", "?state=well": "Nothing fits.", "?q=nothing": "Nothing fits.", "?page=9": "Nothing fits.", "?page=-1&state=%3Cscript%3E": "Could"} {
		if body := publisher.get("/studio/sources" + query); body.status != http.StatusOK || query != "?page=-1&state=%3Cscript%3E" && !strings.Contains(body.text("main"), want) {
			t.Errorf("%s = %d: %s", query, body.status, body.text("main"))
		}
	}
	if elsewhere := o.as("editor elsewhere").post("/studio/datasets/"+f.dataset+"/refresh", map[string]string{"back": "sources"}); elsewhere.status != http.StatusForbidden {
		t.Errorf("an editor elsewhere fetches: %d", elsewhere.status)
	}
}
