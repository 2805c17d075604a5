package studio_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"figurehead/server/auth"
	"figurehead/store"
)

const tokensPath = "/studio/account/tokens"

func tokenForm(changes map[string]string) map[string]string {
	fields := map[string]string{"name": "Nightly <figures>", "scope-read": "yes", "scope-write": "yes", "days": "30", "password": "not used"}
	for name, value := range changes {
		fields[name] = value
	}
	return fields
}

// TestAPITokens: a token is shown once, lists what it may do, and can be revoked
// by its person and by admins alone.
func TestAPITokens(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	editor, admin := o.as("editor"), o.as("admin")
	got := editor.post(tokensPath, tokenForm(map[string]string{"scope-admin": "yes"}))
	secret := got.text("#secret")
	list, err := o.store.Tokens(t.Context(), o.users["editor"].ID)
	o.must(err)
	if got.status != http.StatusOK || len(list) != 1 || !strings.HasPrefix(secret, auth.BearerPrefix) || list[0].Hash != auth.HashToken(secret) {
		t.Fatalf("made: %d, %+v, secret %q", got.status, list, secret)
	}
	if off := list[0].ExpiresAt.Sub(list[0].CreatedAt) - 30*24*time.Hour; len(list[0].Scopes) != 2 || off.Abs() > time.Minute { // made a moment before it is stored
		t.Errorf("an editor's token has %v until %s", list[0].Scopes, list[0].ExpiresAt)
	}
	for _, path := range []string{tokensPath, "/studio/settings/tokens", "/studio/audit", "/studio/audit.csv"} {
		if body := admin.get(path); body.status != http.StatusOK || strings.Contains(body.body, secret) || strings.Contains(body.body, list[0].Hash) {
			t.Errorf("%s = %d, or shows the token", path, body.status)
		}
	}
	if strings.Contains(o.log.String(), secret) {
		t.Error("the log has the token")
	}
	if page := admin.get("/studio/settings/tokens"); !strings.Contains(page.text("tbody"), "Nightly <figures>") || !strings.Contains(page.text("tbody"), "read, write") {
		t.Errorf("an admin sees %q", page.text("tbody"))
	}
	if page := admin.get(tokensPath); len(page.nodes("tbody tr")) != 0 {
		t.Error("an admin's own page has tokens of others")
	}
	revoke := tokensPath + "/" + list[0].ID + "/revoke"
	for _, who := range []string{"publisher", "editor elsewhere"} {
		if got := o.as(who).post(revoke, nil); got.status != http.StatusNotFound {
			t.Errorf("%s revokes it: %d", who, got.status)
		}
	}
	if got := o.as("publisher").get("/studio/settings/tokens"); got.status != http.StatusForbidden {
		t.Errorf("a publisher sees everybody's: %d", got.status)
	}
	if got := admin.post(revoke, map[string]string{"from": "settings"}); got.location != "/studio/settings/tokens?revoked=1" {
		t.Errorf("an admin revokes it: %d %s", got.status, got.location)
	}
	if page := editor.get(tokensPath); !strings.Contains(page.text("tbody"), "Revoked") || page.text("tbody button") != "" {
		t.Errorf("revoked: %q", page.text("tbody"))
	}
	events, err := o.store.Audit(t.Context(), store.AuditFilter{Subject: "token " + list[0].ID})
	o.must(err)
	if len(events) != 2 || strings.Contains(o.as("publisher").get("/studio/audit").body, store.TokenMade) {
		t.Errorf("%d events, want 2 for admins", len(events))
	}
}

// TestAPITokensRefused: what is missing is named at its field, and a wrong
// password makes nothing.
func TestAPITokensRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	viewer := o.as("viewer")
	for _, test := range []struct {
		changes map[string]string
		at      string
	}{
		{map[string]string{"name": "  "}, "name"},
		{map[string]string{"name": strings.Repeat("x", 101)}, "name"},
		{map[string]string{"scope-read": ""}, "scope-read"},
		{map[string]string{"days": "36500"}, "days-30"},
		{map[string]string{"days": ""}, "days-30"},
		{map[string]string{"password": "wrong"}, "password"},
	} {
		got := viewer.post(tokensPath, tokenForm(test.changes))
		if got.status != http.StatusUnprocessableEntity || got.attribute(".govuk-error-summary a", "href") != "#"+test.at || len(got.nodes("#"+test.at)) != 1 {
			t.Errorf("%v: %d, %q", test.changes, got.status, got.text(".govuk-error-summary"))
		}
	}
	list, err := o.store.Tokens(t.Context(), "")
	o.must(err)
	if len(list) != 0 {
		t.Errorf("%d tokens were made", len(list))
	}
}
