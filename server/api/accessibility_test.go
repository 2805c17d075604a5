package api_test

import (
	"strings"
	"testing"

	"figurehead/server/api"
	"figurehead/store"
)

// TestAccessibility: the statement is filled in by the rules of the studio.
func TestAccessibility(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const at = api.Prefix + "/settings/accessibility"
	w.adminsAlone(request{method: "GET", path: at}, request{method: "PATCH", path: at, body: `{"phone":"01234 567890"}`})
	if now := w.want(200, request{method: "GET", path: at, as: "admin"}); now.text("status") != "not-judged" || now.text("enforced") != "gb" {
		t.Errorf("before anything was said: %s", now.body)
	}
	seen := w.etag(at, "admin")
	bad := w.want(422, request{method: "PATCH", path: at, as: "admin", header: seen, body: `{"status":"partial","enforced":"own","tested":"2999-01-01"}`})
	for _, pointer := range []string{"/english/problems", "/english/enforcement", "/email", "/replyDays", "/prepared", "/tested"} {
		if !strings.Contains(bad.body, `"pointer":"`+pointer+`"`) {
			t.Errorf("no refusal of %s: %s", pointer, bad.body)
		}
	}
	for body, pointer := range map[string]string{`{"status":""}`: "/status", `{"enforced":""}`: "/enforced", `{"replyDays":-1}`: "/replyDays", `{"welsh":{"outOfScope":"` + strings.Repeat("a", 5001) + `"}}`: "/welsh/outOfScope"} {
		if got := w.want(422, request{method: "PATCH", path: at, as: "admin", header: seen, body: body}); !strings.Contains(got.body, `"pointer":"`+pointer+`"`) {
			t.Errorf("%.40s: %s", body, got.body)
		}
	}
	w.want(200, request{method: "PATCH", path: at, as: "admin", header: seen,
		body: `{"status":"partial","email":"web@example.gov.uk","replyDays":5,"prepared":"2026-01-05","english":{"problems":" Old maps have no table. "}}`})
	w.want(412, request{method: "PATCH", path: at, as: "admin", header: seen, body: `{"phone":"1"}`})
	want := store.Accessibility{Status: store.PartiallyCompliant, Email: "web@example.gov.uk", ReplyDays: 5, Prepared: "2026-01-05",
		English: store.AccessibilityWords{Problems: "Old maps have no table."}}
	if got, err := w.store.Accessibility(t.Context()); err != nil || got != want {
		t.Errorf("stored %+v, %v", got, err)
	}
}
