package api_test

import (
	"bytes"
	"fmt"
	"html"
	"mime/multipart"
	"strings"
	"testing"

	"figurehead/server/api"
)

const recycling = "Year,Area,Recycled (%)\n2016/17,Essex,49.1\n2017/18,Essex,49.9\n2018/19,Essex,51.1\n"

// form is a file with what is said of it, as a program sends both.
func form(t *testing.T, name, file, about string) (body, contentType string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	if err := w.WriteField("about", about); err != nil {
		t.Fatal(err)
	}
	part, err := w.CreateFormFile("file", name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write([]byte(file)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String(), w.FormDataContentType()
}

// confirmed takes the table in and says yes to its reading; it returns the copy.
func (w *world) confirmed(as string) string {
	w.t.Helper()
	body, kind := form(w.t, "recycling.csv", recycling, `{"ours":true,"source":{"title":"Recycling"}}`)
	made := w.want(201, request{method: "POST", path: api.Prefix + "/datasets", as: as, body: body, header: map[string]string{"Content-Type": kind}})
	at := api.Prefix + "/snapshots/" + made.text("snapshot")
	w.want(200, request{method: "POST", path: at + "/answers", as: as, body: map[string]any{"confirm": true}})
	return made.text("snapshot")
}

// figureOf makes one from the first suggestion.
func (w *world) figureOf(as, snapshot string) string {
	w.t.Helper()
	return w.want(201, request{method: "POST", path: api.Prefix + "/figures", as: as, body: map[string]any{"snapshot": snapshot, "suggestion": 1}}).text("id")
}

// TestFromFileToKit walks the whole way as one program with a publisher's token.
func TestFromFileToKit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const as = "publisher"
	snapshot := w.confirmed(as)
	at := api.Prefix + "/snapshots/" + snapshot
	reading := w.want(200, request{method: "GET", path: at, as: as})
	if !strings.Contains(reading.body, `"confirmed":true`) || !strings.Contains(reading.body, "Recycled (%)") {
		t.Errorf("reading: %s", reading.body)
	}
	suggested := w.want(200, request{method: "GET", path: at + "/suggestions", as: as})
	if !strings.Contains(suggested.body, "51.1") {
		t.Errorf("no suggestion has the newest number: %s", suggested.body)
	}
	figure := w.figureOf(as, snapshot)
	at = api.Prefix + "/figures/" + figure
	draft := w.want(200, request{method: "GET", path: at + "/draft", as: as})
	changed := w.want(200, request{method: "PATCH", path: at + "/draft", as: as, body: `{"spec":{"note":"By calendar year."}}`,
		header: map[string]string{"If-Match": draft.header.Get("ETag"), "Content-Type": "application/merge-patch+json"}})
	if changed.text("spec", "note") != "By calendar year." || changed.text("version") != "2" {
		t.Errorf("draft: %s", changed.body)
	}
	checks := w.want(200, request{method: "GET", path: at + "/checks", as: as})
	if checks.text("ready") != "true" {
		t.Fatalf("checks: %s", checks.body)
	}
	live := w.want(200, request{method: "POST", path: at + "/publish", as: as, body: map[string]any{"version": 2, "vouch": true}})
	kit := w.want(200, request{method: "GET", path: at + "/kit", as: as})
	if live.body != kit.body {
		t.Errorf("published: %s\nkit: %s", live.body, kit.body)
	}
	page := strings.TrimPrefix(kit.text("page"), publicURL)
	for _, has := range []string{`src="` + kit.text("page") + `/e/1/og.png" width="600" alt="` + html.EscapeString(kit.text("alt")), `<a href="` + kit.text("page") + `"`} {
		if !strings.Contains(kit.text("email"), has) {
			t.Errorf("the block for emails has no %s: %s", has, kit.text("email"))
		}
	}
	if got := w.public(page); !strings.Contains(got, "By calendar year.") {
		t.Errorf("%s has no note of ours", page)
	}
	w.want(200, request{method: "POST", path: at + "/withdraw", as: as, body: map[string]any{"reason": "The wrong year."}})
	w.clock.Add(2000) // a page is as it was for a second
	if got := w.public(page); !strings.Contains(got, "The wrong year.") {
		t.Errorf("%s does not say why it was withdrawn", page)
	}
	w.want(409, request{method: "GET", path: at + "/kit", as: as})
	if figures := w.want(200, request{method: "GET", path: api.Prefix + "/figures?state=withdrawn", as: as}); !strings.Contains(figures.body, figure) {
		t.Errorf("withdrawn figures: %s", figures.body)
	}
}

// TestRefusals: each is refused with the sentence and the place, and nothing is done.
func TestRefusals(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	snapshot := w.confirmed("publisher")
	figure := w.figureOf("publisher", snapshot)
	at := api.Prefix + "/figures/" + figure
	tag := w.want(200, request{method: "GET", path: at + "/draft", as: "publisher"}).header.Get("ETag")
	for _, test := range []struct {
		name   string
		status int
		request
		want string
	}{
		{"no such address", 404, request{method: "GET", path: api.Prefix + "/nothing", as: "admin"}, "not-found"},
		{"another method", 405, request{method: "DELETE", path: at, as: "admin"}, ""},
		{"no such figure", 404, request{method: "GET", path: api.Prefix + "/figures/nobodyhasthis", as: "viewer"}, "There is nothing here"},
		{"an unknown member", 422, request{method: "POST", path: at + "/publish", as: "publisher", body: `{"version":1,"vouch":true,"quietly":true}`}, "“quietly”"},
		{"an unknown parameter", 422, request{method: "GET", path: at + "?fields=id", as: "viewer"}, `"field":"fields"`},
		{"a member of another type", 422, request{method: "POST", path: at + "/publish", as: "publisher", body: `{"version":"1"}`}, `"pointer":"/version"`},
		{"no JSON", 400, request{method: "POST", path: at + "/publish", as: "publisher", body: `{"version":`}, "not JSON"},
		{"a list", 422, request{method: "POST", path: at + "/publish", as: "publisher", body: `[]`}, "one JSON object"},
		{"nothing", 422, request{method: "POST", path: at + "/publish", as: "publisher"}, "one JSON object"},
		{"a form", 415, request{method: "POST", path: at + "/publish", as: "publisher", body: "vouch=true", header: map[string]string{"Content-Type": "application/x-www-form-urlencoded"}}, "Send JSON"},
		{"not vouched for", 422, request{method: "POST", path: at + "/publish", as: "publisher", body: `{"version":1}`}, `"pointer":"/vouch"`},
		{"an old version", 409, request{method: "POST", path: at + "/publish", as: "publisher", body: `{"version":7,"vouch":true}`}, "Somebody else changed this first"},
		{"another directorate", 403, request{method: "POST", path: at + "/publish", as: "publisher elsewhere", body: `{"version":1,"vouch":true}`}, "another directorate"},
		{"a role that is too low", 403, request{method: "POST", path: at + "/publish", as: "editor", body: `{"version":1,"vouch":true}`}, "publish"},
		{"a change without If-Match", 428, request{method: "PATCH", path: at + "/draft", as: "editor", body: `{"spec":{"note":"x"}}`}, "If-Match"},
		{"a change of what was before", 412, request{method: "PATCH", path: at + "/draft", as: "editor", body: `{"spec":{"note":"x"}}`, header: map[string]string{"If-Match": `"old"`}}, "Somebody else"},
		{"a weak tag", 412, request{method: "PATCH", path: at + "/draft", as: "editor", body: `{}`, header: map[string]string{"If-Match": "W/" + tag}}, "Somebody else"},
		{"an unknown setting", 422, request{method: "PATCH", path: at + "/draft", as: "editor", body: `{"spec":{"colour":"red"}}`, header: map[string]string{"If-Match": tag}}, `"pointer":"/spec"`},
		{"rows of no column", 422, request{method: "PATCH", path: at + "/draft", as: "editor", body: `{"query":{"steps":[{"do":"filter","field":"Nothing","test":"present"}]}}`, header: map[string]string{"If-Match": tag}}, `"pointer":"/query"`},
		{"withdrawing what is not public", 409, request{method: "POST", path: at + "/withdraw", as: "publisher", body: `{"reason":"No."}`}, "not public"},
		{"a limit of none", 422, request{method: "GET", path: api.Prefix + "/figures?limit=0", as: "viewer"}, `"field":"limit"`},
		{"a cursor of nobody", 422, request{method: "GET", path: api.Prefix + "/figures?after=*", as: "viewer"}, `"field":"after"`},
		{"data without a publisher", 422, request{method: "POST", path: api.Prefix + "/datasets", as: "editor", body: `{"text":"a,b\n1,2"}`}, `"field":"publisher"`},
		{"data from two places", 422, request{method: "POST", path: api.Prefix + "/datasets", as: "editor", body: `{"text":"a,b\n1,2","address":"https://example.org/a.csv","ours":true}`}, "either"},
		{"an address of this machine", 422, request{method: "POST", path: api.Prefix + "/datasets", as: "editor", body: `{"address":"http://127.0.0.1:1/a.csv","ours":true}`}, ""},
		{"a suggestion of none", 422, request{method: "POST", path: api.Prefix + "/figures", as: "editor", body: fmt.Sprintf(`{"snapshot":%q,"suggestion":99}`, snapshot)}, `"pointer":"/suggestion"`},
		{"an answer to nothing", 422, request{method: "POST", path: api.Prefix + "/snapshots/" + snapshot + "/answers", as: "editor", body: `{"answers":{"nothing":"1"}}`}, `"pointer":"/answers/nothing"`},
		{"no key", 400, request{method: "POST", path: at + "/publish", as: "publisher", body: `{"version":1,"vouch":true}`, header: map[string]string{"Idempotency-Key": ""}}, "Idempotency-Key"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := w.do(test.request)
			if got.status != test.status || !strings.Contains(got.body, test.want) {
				t.Errorf("%d, want %d with %q: %s", got.status, test.status, test.want, got.body)
			}
		})
	}
	if draft := w.want(200, request{method: "GET", path: at + "/draft", as: "viewer"}); draft.header.Get("ETag") != tag {
		t.Errorf("something was changed: %s", draft.body)
	}
}
