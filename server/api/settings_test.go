package api_test

import (
	"strings"
	"testing"

	"figurehead/server/api"
	"figurehead/store"
)

// etag reads something and returns its ETag, for a change.
func (w *world) etag(path, as string) map[string]string {
	w.t.Helper()
	return map[string]string{"If-Match": w.want(200, request{method: "GET", path: path, as: as}).header.Get("ETag")}
}

// adminsAlone asks with a token of another role, and with an admin's that has
// every scope but admin.
func (w *world) adminsAlone(requests ...request) {
	w.t.Helper()
	weak := w.token("admin", store.ReadScope, store.WriteScope, store.PublishScope)
	for _, r := range requests {
		r.as = "publisher"
		w.want(403, r)
		r.as, r.token = "", weak
		w.want(403, r)
	}
}

// TestOrganisation: its words are those of the studio, and the second person is
// switched here.
func TestOrganisation(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const at = api.Prefix + "/settings/organisation"
	w.adminsAlone(request{method: "GET", path: at}, request{method: "PATCH", path: at, body: `{"approval":true}`})
	w.want(428, request{method: "PATCH", path: at, as: "admin", body: `{"approval":true}`})
	seen := w.etag(at, "admin")
	bad := w.want(422, request{method: "PATCH", path: at, as: "admin", header: seen, body: `{"areaCode":"Essex","timeZone":"Mars"}`})
	if !strings.Contains(bad.body, `"pointer":"/areaCode"`) || !strings.Contains(bad.body, `"pointer":"/timeZone"`) {
		t.Errorf("refusal: %s", bad.body)
	}
	w.want(422, request{method: "PATCH", path: at, as: "admin", header: seen, body: `{"theme":"x"}`})
	if now := w.want(200, request{method: "PATCH", path: at, as: "admin", header: seen, body: `{"approval":true,"lang":"cy"}`}); now.text("approval") != "true" || now.text("name") != "Example County Council" {
		t.Errorf("changed: %s", now.body)
	}
	w.want(412, request{method: "PATCH", path: at, as: "admin", header: seen, body: `{"approval":false}`})
	if o, err := w.store.Organisation(t.Context()); err != nil || !o.ApprovalOn || o.Lang != "cy" {
		t.Errorf("stored %+v, %v", o, err)
	}
}

// TestDirectorates: one is added, renamed and closed; names are there once.
func TestDirectorates(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const at = api.Prefix + "/directorates"
	w.adminsAlone(request{method: "POST", path: at, body: `{"name":"Highways"}`})
	w.want(422, request{method: "POST", path: at, as: "admin", body: `{"name":"Environment"}`})
	made := w.want(201, request{method: "POST", path: at, as: "admin", body: `{"name":" Highways "}`})
	one := at + "/" + made.text("id")
	if made.text("name") != "Highways" || made.header.Get("Location") != one {
		t.Errorf("made: %s at %s", made.body, made.header.Get("Location"))
	}
	if now := w.want(200, request{method: "PATCH", path: one, as: "admin", header: w.etag(one, "viewer"), body: `{"closed":true}`}); now.text("closed") != "true" {
		t.Errorf("closed: %s", now.body)
	}
	w.want(404, request{method: "GET", path: at + "/none", as: "viewer"})
	var page struct {
		Items []struct{ ID string }
		Next  string
	}
	w.want(200, request{method: "GET", path: at + "?limit=2", as: "viewer"}).into(&page)
	if len(page.Items) != 2 || page.Next == "" {
		t.Fatalf("first page: %+v", page)
	}
	rest := w.want(200, request{method: "GET", path: at + "?limit=2&after=" + page.Next, as: "viewer"})
	if !strings.Contains(rest.body, `"items":[{`) || strings.Contains(rest.body, page.Items[1].ID) || strings.Contains(rest.body, "Highways") || rest.header.Get("Link") != "" {
		t.Errorf("second page: %s", rest.body)
	}
}

// TestWebhooks: the secret is shown once and nowhere else; the log says what was
// sent, and it can be sent again.
func TestWebhooks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const at = api.Prefix + "/webhooks"
	w.adminsAlone(request{method: "GET", path: at}, request{method: "POST", path: at, body: `{}`})
	for sent, pointer := range map[string]string{
		`{}`: "/address", `{"address":"http://hooks.example.gov.uk/","events":["figure.published"]}`: "/address",
		`{"address":"https://hooks.example.gov.uk/","events":[]}`: "/events", `{"address":"https://hooks.example.gov.uk/","events":["tea"]}`: "/events/0",
		`{"address":"https://hooks.example.gov.uk/","events":["figure.published"],"stopped":true}`: "/stopped",
	} {
		if a := w.want(422, request{method: "POST", path: at, as: "admin", body: sent}); !strings.Contains(a.body, `"pointer":"`+pointer+`"`) {
			t.Errorf("%s: %s", sent, a.body)
		}
	}
	made := w.want(201, request{method: "POST", path: at, as: "admin", body: `{"address":"https://hooks.example.gov.uk/","events":["figure.withdrawn","figure.published"]}`})
	one, secret := at+"/"+made.text("id"), made.text("secret")
	if len(secret) < 20 {
		t.Fatalf("secret: %s", made.body)
	}
	renewed := w.want(200, request{method: "POST", path: one + "/secret", as: "admin"})
	if renewed.text("secret") == secret {
		t.Error("the secret is the one before")
	}
	for _, path := range []string{at, one, one + "/deliveries"} {
		if got := w.want(200, request{method: "GET", path: path, as: "admin"}); strings.Contains(got.body, renewed.text("secret")) || strings.Contains(got.body, `"secret"`) {
			t.Errorf("%s has the secret: %s", path, got.body)
		}
	}
	stopped := w.want(200, request{method: "PATCH", path: one, as: "admin", header: w.etag(one, "admin"), body: `{"stopped":true}`})
	if stopped.text("stopped") != "true" || stopped.text("address") != "https://hooks.example.gov.uk/" {
		t.Errorf("stopped: %s", stopped.body)
	}
	w.want(200, request{method: "PATCH", path: one, as: "admin", header: w.etag(one, "admin"), body: `{"stopped":false,"events":["set.published"]}`})
	w.want(204, request{method: "POST", path: one + "/test", as: "admin"})
	var log struct {
		Items []struct {
			ID, Event, State string
			Again            bool
		}
	}
	w.want(200, request{method: "GET", path: one + "/deliveries", as: "admin"}).into(&log)
	if len(log.Items) != 1 || log.Items[0].State != "waiting" || !log.Items[0].Again {
		t.Fatalf("log: %+v", log)
	}
	w.want(204, request{method: "POST", path: one + "/deliveries/" + log.Items[0].ID + "/again", as: "admin"})
	w.want(404, request{method: "POST", path: one + "/deliveries/none/again", as: "admin"})
	w.want(204, request{method: "DELETE", path: one, as: "admin"})
	w.want(404, request{method: "GET", path: one, as: "admin"})
}
