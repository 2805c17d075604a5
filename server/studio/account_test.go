package studio_test

import (
	"net/http"
	"strings"
	"testing"

	"figurehead/store"
)

// TestAccount: a person changes their name and password, sees where they are
// signed in, and signs out everywhere; an admin signs somebody else out.
func TestAccount(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	here, there := o.as("viewer"), o.as("viewer")
	if page := here.get("/studio/account"); len(page.nodes("tbody tr")) != 2 || !strings.Contains(page.text("table"), "This one") {
		t.Errorf("signed in at %q, want two browsers", page.text("table"))
	}
	for _, test := range []struct {
		fields map[string]string
		field  string
	}{
		{map[string]string{"do": "name", "name": " "}, "name"},
		{map[string]string{"do": "password", "password": "wrong", "new-password": "river lantern cobble"}, "password"},
		{map[string]string{"do": "password", "password": "not used", "new-password": "short"}, "new-password"},
	} {
		if got := here.post("/studio/account", test.fields); got.status != http.StatusUnprocessableEntity || got.text("#"+test.field+"-error") == "" || strings.Contains(got.body, "river lantern") {
			t.Errorf("%v: %d, %q", test.fields, got.status, got.text(".govuk-error-summary"))
		}
	}
	if got := here.post("/studio/account", map[string]string{"do": "name", "name": "Ann Reader"}); got.location != "/studio/account?saved=name" {
		t.Errorf("name: %d %s", got.status, got.location)
	}
	if there.get("/studio/account").typed("name") != "Ann Reader" {
		t.Error("the name is not saved, or a name signs people out")
	}
	if got := here.post("/studio/account", map[string]string{"do": "password", "password": "not used", "new-password": "river lantern cobble"}); got.location != "/studio/account?saved=password" {
		t.Fatalf("password: %d %s", got.status, got.text(".govuk-error-summary"))
	}
	if there.get("/studio/account").status != http.StatusSeeOther {
		t.Error("a changed password leaves other browsers signed in")
	}
	once, twice := o.as("viewer"), o.as("viewer")
	if got := once.post("/studio/account", map[string]string{"do": "sign-out"}); got.location != "/sign-in" {
		t.Errorf("signed out: %d %s", got.status, got.location)
	}
	for _, p := range []person{once, twice} {
		if p.get("/studio/account").status != http.StatusSeeOther {
			t.Error("somebody who signed out everywhere is signed in")
		}
	}
	again, address := o.as("viewer"), "/studio/users/"+o.users["viewer"].ID+"/sign-out"
	if got := o.as("publisher").post(address, nil); got.status != http.StatusForbidden {
		t.Errorf("a publisher signs somebody out: %d", got.status)
	}
	if got := o.as("admin").post(address, nil); got.status != http.StatusSeeOther || again.get("/studio/account").status != http.StatusSeeOther {
		t.Errorf("an admin signs somebody out: %d", got.status)
	}
	events, err := o.store.Audit(t.Context(), store.AuditFilter{Action: store.SessionsEnded})
	o.must(err)
	if len(events) != 2 || strings.Contains(o.as("publisher").get("/studio/audit").body, store.SessionsEnded) {
		t.Errorf("%d events, want 2 for admins", len(events))
	}
}
