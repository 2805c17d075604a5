package studio_test

import (
	"net/http"
	"strings"
	"testing"

	"figurehead/store"
)

func TestWebhooksAreKept(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	admin := o.as("admin")
	const path = "/studio/settings/webhooks"
	for name, test := range map[string]struct {
		fields map[string]string
		at     string
	}{
		"http":           {map[string]string{"address": "http://hook.example/a", "figure.published": "yes"}, "address"},
		"a password":     {map[string]string{"address": "https://u:p@hook.example/a", "figure.published": "yes"}, "address"},
		"another port":   {map[string]string{"address": "https://hook.example:8443/a", "figure.published": "yes"}, "address"},
		"no host":        {map[string]string{"address": "https:///a", "figure.published": "yes"}, "address"},
		"script":         {map[string]string{"address": "javascript:alert(1)", "figure.published": "yes"}, "address"},
		"no event":       {map[string]string{"address": "https://hook.example/a"}, "figure.published"},
		"no known event": {map[string]string{"address": "https://hook.example/a", "user.changed": "yes"}, "figure.published"},
	} {
		got := admin.post(path, test.fields)
		if got.status != http.StatusUnprocessableEntity || got.attribute(".govuk-error-summary a", "href") != "#"+test.at || got.typed("address") != test.fields["address"] {
			t.Errorf("%s: %d, %s", name, got.status, got.text(".govuk-error-summary"))
		}
	}
	got := admin.post(path, map[string]string{"address": "https://hook.example/<a>", "source.broken": "yes"})
	secret := got.text("#secret")
	list, err := o.store.Webhooks(t.Context())
	o.must(err)
	if len(list) != 1 || len(secret) < 26 || list[0].Secret != secret || strings.Join(list[0].Events, " ") != "source.broken" {
		t.Fatalf("added: %d, %+v, secret %q", got.status, list, secret)
	}
	at := path + "/" + list[0].ID
	for _, page := range []string{path, at, "/studio/audit", "/studio/audit.csv"} {
		if body := admin.get(page); body.status != http.StatusOK || strings.Contains(body.body, secret) {
			t.Errorf("%s = %d, or shows the secret", page, body.status)
		}
	}
	do := func(fields map[string]string, want int) answer {
		t.Helper()
		got := admin.post(at, fields)
		if got.status != want {
			t.Errorf("%v = %d, want %d", fields, got.status, want)
		}
		return got
	}
	do(map[string]string{"do": "test"}, http.StatusSeeOther)
	if log := admin.get(at); !strings.Contains(log.text("tbody"), "test") || !strings.Contains(log.text("tbody"), "On its way") {
		t.Errorf("the log: %s", log.text("tbody"))
	}
	do(map[string]string{"do": "again", "delivery": "nothing"}, http.StatusNotFound)
	do(map[string]string{"do": "save", "address": "https://hook.example/b"}, http.StatusUnprocessableEntity)
	do(map[string]string{"do": "save", "address": "https://hook.example/b", "figure.withdrawn": "yes"}, http.StatusSeeOther)
	if renewed := do(map[string]string{"do": "secret"}, http.StatusOK); renewed.text("#secret") == secret || renewed.text("#secret") == "" {
		t.Errorf("a new secret is %q", renewed.text("#secret"))
	}
	do(map[string]string{"do": "off"}, http.StatusSeeOther)
	if off := admin.get(at); !strings.Contains(off.text(".fh-state"), "Off") {
		t.Errorf("off: %s", off.text(".fh-state"))
	}
	do(map[string]string{"do": "on"}, http.StatusSeeOther)
	if got := o.as("publisher").get(at); got.status != http.StatusForbidden {
		t.Errorf("a publisher reads a webhook: %d", got.status)
	}
	do(map[string]string{"do": "remove"}, http.StatusSeeOther)
	if got := admin.get(at); got.status != http.StatusNotFound {
		t.Errorf("removed = %d", got.status)
	}
	if left, err := o.store.Outgoings(t.Context(), store.ByWebhook, "", 0); err != nil || len(left) != 0 {
		t.Errorf("%d deliveries stay, %v", len(left), err)
	}
}
