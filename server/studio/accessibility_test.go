package studio_test

import (
	"maps"
	"net/http"
	"strings"
	"testing"

	"figurehead/store"
)

func TestAccessibilityStatementIsFilledIn(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	admin := o.as("admin")
	const path = "/studio/settings/accessibility"
	if got := admin.get(path); !strings.Contains(got.text(".fh-lede"), "says that you have not filled in your part yet") {
		t.Errorf("before anything is said: %s", got.text(".fh-lede"))
	}
	good := map[string]string{"status": "partial", "problems": "Old maps have no table.\r\nLong titles.", "email": "web@example.gov.uk", "reply-days": "5", "prepared": "2026-11-02", "enforced": "gb"}
	with := func(changes map[string]string) map[string]string {
		fields := maps.Clone(good)
		maps.Copy(fields, changes)
		return fields
	}
	for _, test := range []struct {
		at      string
		changes map[string]string
	}{
		{"status-none-yet", map[string]string{"status": ""}},
		{"status-none-yet", map[string]string{"status": "splendid"}},
		{"problems", map[string]string{"problems": " \r\n "}},
		{"problems", map[string]string{"status": "full"}},
		{"problems", map[string]string{"problems": strings.Repeat("a", 5001)}},
		{"burden-cy", map[string]string{"burden-cy": strings.Repeat("ŵ", 5001)}},
		{"email", map[string]string{"email": ""}},
		{"email", map[string]string{"email": "Web <web@example.gov.uk>"}},
		{"phone", map[string]string{"phone": strings.Repeat("1", 121)}},
		{"page", map[string]string{"page": "javascript:alert(1)"}},
		{"page", map[string]string{"page": "https://user:word@example.gov.uk/"}},
		{"reply-days", map[string]string{"reply-days": "soon"}},
		{"reply-days", map[string]string{"reply-days": "0"}},
		{"reply-days", map[string]string{"reply-days": ""}},
		{"enforced-gb", map[string]string{"enforced": "nobody"}},
		{"enforcement", map[string]string{"enforced": "own"}},
		{"prepared", map[string]string{"prepared": ""}},
		{"prepared", map[string]string{"prepared": "2026-02-30"}},
		{"tested", map[string]string{"tested": "2999-01-01"}},
		{"reviewed", map[string]string{"reviewed": "2026-11-01"}},
	} {
		got := admin.post(path, with(test.changes))
		if got.status != http.StatusUnprocessableEntity || got.attribute(".govuk-error-summary a", "href") != "#"+test.at || got.text("#"+test.at+"-error, #status-error, #enforced-error") == "" {
			t.Errorf("%v: %d, led to %q, want #%s", test.changes, got.status, got.attribute(".govuk-error-summary a", "href"), test.at)
		}
		for _, name := range []string{"email", "prepared"} {
			if want := with(test.changes)[name]; got.typed(name) != want {
				t.Errorf("%v: %s holds %q, was typed as %q", test.changes, name, got.typed(name), want)
			}
		}
	}
	if got := admin.post(path, good); got.status != http.StatusSeeOther {
		t.Fatalf("save = %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	if got := admin.get(path); got.typed("email") != "web@example.gov.uk" || got.typed("reply-days") != "5" || got.text("#problems") != "Old maps have no table. Long titles." {
		t.Errorf("saved: %q, %q, %q", got.typed("email"), got.typed("reply-days"), got.text("#problems"))
	}
	if got := admin.get("/studio/audit"); !strings.Contains(got.body, "Changed the accessibility statement") {
		t.Error("the audit trail does not tell of it")
	}
	if got := admin.post(path, map[string]string{"status": "not-yet", "enforced": "gb"}); got.status != http.StatusSeeOther {
		t.Errorf("taking everything back = %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	if a, err := o.store.Accessibility(t.Context()); err != nil || a != (store.Accessibility{}) {
		t.Errorf("after taking everything back = %+v, %v", a, err)
	}
	if got := o.as("publisher").post(path, good); got.status != http.StatusForbidden {
		t.Errorf("a publisher fills it in: %d", got.status)
	}
}
