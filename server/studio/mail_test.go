package studio_test

import (
	"net/http"
	"strings"
	"testing"

	"figurehead/server/notify"
	"figurehead/store"
)

func TestMailServerIsEntered(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	admin := o.as("admin")
	const path = "/studio/settings/mail"
	good := map[string]string{"host": "smtp.example.gov.uk", "port": "587", "security": "starttls", "username": "u", "password": "a secret word", "sender": "figures@example.gov.uk"}
	with := func(changes map[string]string) map[string]string {
		fields := map[string]string{}
		for name, value := range good {
			fields[name] = value
		}
		for name, value := range changes {
			fields[name] = value
		}
		return fields
	}
	for field, changes := range map[string]map[string]string{
		"host":              {"host": "smtp.example.gov.uk\r\nRCPT TO:<x@example.com>"},
		"port":              {"port": "many"},
		"security-starttls": {"security": "none"},
		"sender":            {"sender": "a@example.com, b@example.com"},
		"username":          {"password": "two\r\nlines"},
	} {
		got := admin.post(path, with(changes))
		if got.status != http.StatusUnprocessableEntity || got.attribute(".govuk-error-summary a", "href") != "#"+field {
			t.Errorf("%s: %d, %s", field, got.status, got.text(".govuk-error-summary"))
		}
		if got.typed("username") != "u" || strings.Contains(got.body, "a secret word") {
			t.Errorf("%s: what was typed is not kept, or the password is shown", field)
		}
	}
	if got := admin.post(path, good); got.status != http.StatusSeeOther {
		t.Fatalf("save = %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	got := admin.get(path)
	if got.typed("host") != "smtp.example.gov.uk" || got.typed("password") != "" || strings.Contains(got.body, "a secret word") {
		t.Errorf("the page shows %q and the password %q", got.typed("host"), got.typed("password"))
	}
	kept := func() store.MailServer {
		m, err := o.store.MailServer(t.Context())
		o.must(err)
		return m
	}
	if got := admin.post(path, with(map[string]string{"password": "", "port": "2525"})); got.status != http.StatusSeeOther || kept().Password != "a secret word" || kept().Port != 2525 {
		t.Errorf("an empty password does not keep the one there is: %d, %+v", got.status, kept())
	}
	if got := admin.post(path, with(map[string]string{"password": "", "host": "smtp.elsewhere.example"})); got.status != http.StatusUnprocessableEntity || kept().Host != "smtp.example.gov.uk" {
		t.Errorf("the password that is kept goes to another server: %d", got.status)
	}
	for _, page := range []string{"/studio/audit", "/studio/audit.csv", "/studio/settings/server"} {
		if strings.Contains(admin.get(page).body, "a secret word") {
			t.Errorf("%s shows the password", page)
		}
	}
	if got := admin.post(path, map[string]string{"do": "off"}); got.status != http.StatusSeeOther || kept().Host != "" || kept().Password != "" {
		t.Errorf("off = %d, %+v", got.status, kept())
	}
	if got := admin.post(path, map[string]string{"do": "test"}); got.status != http.StatusOK || got.text(`[role="status"]`) != "Problem: No mail server is set up." && got.text(`[role="status"] span`) != "No mail server is set up." {
		t.Errorf("a test without a server = %d, %q", got.status, got.text(`[role="status"]`))
	}
	if got := o.as("publisher").post(path, good); got.status != http.StatusForbidden {
		t.Errorf("a publisher enters a mail server: %d", got.status)
	}
}

// TestProgramsMailServerWins: what is given to the program is shown, and the
// form is refused.
func TestProgramsMailServerWins(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	o.studio.Notify.Mail = &store.MailServer{Host: "smtp.example.gov.uk", Port: 465, Security: notify.TLS, Username: "u", Password: "a secret word", Sender: "figures@example.gov.uk"}
	admin := o.as("admin")
	got := admin.get("/studio/settings/mail")
	if got.typed("host") != "" || !strings.Contains(got.text(".fh-dl"), "smtp.example.gov.uk, port 465") || strings.Contains(got.body, "a secret word") {
		t.Errorf("the page: %s", got.text("main"))
	}
	if got := admin.post("/studio/settings/mail", map[string]string{"do": "off"}); got.status != http.StatusConflict {
		t.Errorf("off = %d, want 409", got.status)
	}
}

func TestSettingsAreChecked(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	admin := o.as("admin")
	const path = "/studio/settings/server"
	if got := admin.post(path, map[string]string{"check": "data"}); got.status != http.StatusOK || !strings.Contains(got.text("#data .fh-found"), "The data folder can be written to.") {
		t.Errorf("data folder: %d, %q", got.status, got.text("#data"))
	}
	// At the address of this test's server nothing listens, or something else.
	if got := admin.post(path, map[string]string{"check": "public_url"}); got.text("h1") != "1 thing needs a look" ||
		!strings.Contains(got.text("#public_url"), "the public address gives no answer of this server") && !strings.Contains(got.text("#public_url"), "Something else than this server answers at the public address") {
		t.Errorf("public address: %q, %q", got.text("h1"), got.text("#public_url"))
	}
	if got := admin.post(path, map[string]string{"check": "backup"}); !strings.Contains(got.text("#backup"), "No backup of this folder is known.") {
		t.Errorf("backup: %q", got.text("#backup"))
	}
	_, err := store.Backup(t.Context(), o.folder, t.TempDir()+"/backup.tar")
	o.must(err)
	if got := admin.post(path, map[string]string{"check": "backup"}); !strings.Contains(got.text("#backup"), "The last backup was finished at ") {
		t.Errorf("backup: %q", got.text("#backup"))
	}
	for _, wrong := range []string{"", "metrics_token", "../data"} {
		if got := admin.post(path, map[string]string{"check": wrong}); got.status != http.StatusNotFound {
			t.Errorf("check %q = %d, want 404", wrong, got.status)
		}
	}
	if got := o.as("publisher").get(path); got.status != http.StatusForbidden {
		t.Errorf("a publisher reads the settings: %d", got.status)
	}
}
