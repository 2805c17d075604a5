package studio_test

import (
	"net/http"
	"strings"
	"testing"

	"figurehead/store"
)

func TestPeopleAreFoundAndInvited(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	admin := o.as("admin")
	fields := map[string]string{"name": "New colleague", "email": "new@example.gov.uk", "role": "editor"}
	shown := admin.post("/studio/users", fields)
	if got := shown.text("[aria-labelledby=link]"); !strings.Contains(got, "no mail server is set up") || shown.typed("q") != "" {
		t.Errorf("without mail the page says %q", got)
	}
	o.must(o.store.SaveMailServer(t.Context(), store.Actor{Name: "test"}, store.MailServer{Host: "smtp.example.gov.uk", Port: 587, Security: "starttls", Sender: "figures@example.gov.uk"}))
	people, err := o.store.Users(t.Context())
	o.must(err)
	for _, u := range people {
		if u.Name == "New colleague" {
			shown = admin.post("/studio/users/"+u.ID+"/link", nil)
		}
	}
	link := shown.text("#link-address")
	if got := shown.text("[aria-labelledby=link]"); !strings.Contains(got, "sent to new@example.gov.uk") || !strings.Contains(link, "/sign-in/link/") {
		t.Fatalf("with mail the page says %q, link %q", got, link)
	}
	letters, err := o.store.Outgoings(t.Context(), store.ByMail, "", 9)
	o.must(err)
	if len(letters) != 1 || !strings.Contains(letters[0].Body, link) || !strings.Contains(letters[0].Body, "does not work any more") {
		t.Errorf("letters = %+v, want one with the link", letters)
	}
	events, err := o.store.Audit(t.Context(), store.AuditFilter{Action: store.UserInvited})
	o.must(err)
	if len(events) != 2 || !strings.Contains(events[0].Detail, "by email") || strings.Contains(events[1].Detail, "by email") || strings.Contains(events[0].Detail, link) {
		t.Errorf("events = %+v", events)
	}
	for query, want := range map[string]string{
		"": "7 people", "q=EDITOR": "2 of 7 people fit", "q=new+example.gov": "1 of 7 people fits", "of-role=publisher": "2 of 7 people fit",
		"of=" + o.users["publisher elsewhere"].DirectorateID: "2 of 7 people fit", "state=invited": "1 of 7 people fits", "state=blocked": "0 of 7 people fit",
		"seen=week": "1 of 7 people fits", "seen=never": "6 of 7 people fit", "seen=nonsense": "0 of 7 people fit", "page=9": "7 people",
	} {
		got := admin.get("/studio/users?" + query)
		if count := got.text("#people [role=status]"); count != want || got.status != http.StatusOK {
			t.Errorf("%s: %d, %q, want %q", query, got.status, count, want)
		}
	}
	if got := o.as("publisher").get("/studio/users?state=invited"); got.status != http.StatusForbidden {
		t.Errorf("a publisher lists people: %d", got.status)
	}
}
