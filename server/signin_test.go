package server

import (
	"context"
	"fmt"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"figurehead/server/auth"
	"figurehead/store"
)

func signInForm(email, pass string) url.Values {
	return url.Values{"email": {email}, "password": {pass}}
}

func setupForm() url.Values {
	return url.Values{
		"name": {"Open data lead"}, "email": {"lead@example.gov.uk"}, "password": {password},
		"organisation": {"Example County Council"}, "area": {"Essex"}, "area-code": {"e10000012"},
		"licence": {"OGL-UK-3.0"}, "time-zone": {"Europe/London"}, "directorates": {"Communications\r\nEnvironment\r\n\r\nCommunications"},
	}
}

func TestSetupLinkWorksOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	token, hash, err := auth.NewToken(nil)
	w.must(err)
	w.must(w.store.StartSetup(t.Context(), hash, w.now()))
	b := w.browser()
	page := b.get("/setup/" + token)
	if page.status != 200 {
		t.Fatalf("GET /setup = %d, want 200", page.status)
	}
	csrf := page.hidden("csrf")
	if got := b.post("/setup/"+token, csrf, url.Values{"name": {"Open data lead"}}); got.status != 422 || len(got.all(".govuk-error-summary li")) < 4 {
		t.Errorf("set-up with little in it = %d with errors %q, want 422 and an error for each field", got.status, got.all(".govuk-error-summary li"))
	}
	done := b.post("/setup/"+token, csrf, setupForm())
	if done.status != 303 || done.header.Get("Location") != auth.AfterSignIn {
		t.Fatalf("set-up = %d to %q, want 303 to %s", done.status, done.header.Get("Location"), auth.AfterSignIn)
	}
	if got := b.get("/studio/settings"); got.status != 200 {
		t.Errorf("the first admin gets %d from settings, want 200", got.status)
	}
	o, err := w.store.Organisation(t.Context())
	w.must(err)
	o.Theme.ID, o.Theme.Version, o.Theme.Name = "", 0, ""
	o.Theme = store.Organisation{}.Theme
	want := store.Organisation{Name: "Example County Council", Area: "Essex", AreaCode: "E10000012", Licence: "OGL-UK-3.0", TimeZone: "Europe/London"}
	if diff := cmp.Diff(want, o); diff != "" {
		t.Errorf("organisation after set-up (-want +got):\n%s", diff)
	}
	list, err := w.store.Directorates(t.Context())
	w.must(err)
	if len(list) != 2 {
		t.Errorf("directorates after set-up = %v, want two", list)
	}
	for _, path := range []string{"/setup/" + token, "/setup/" + strings.Repeat("A", 43)} {
		other := w.browser()
		if got := other.get(path); got.status != 410 {
			t.Errorf("GET %s afterwards = %d, want 410", path, got.status)
		}
		if got := other.post(path, other.formToken(), setupForm()); got.status != 410 {
			t.Errorf("POST %s afterwards = %d, want 410", path, got.status)
		}
	}
	people, err := w.store.Users(t.Context())
	w.must(err)
	if len(people) != 1 {
		t.Errorf("people after using the link again = %d, want 1", len(people))
	}
}

func TestSignInGivesANewSession(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil).settle()
	b := w.browser()
	planted := strings.Repeat("p", 43)
	b.cookies["figurehead"] = planted
	csrf := b.get("/sign-in").hidden("csrf")
	got := b.post("/sign-in", csrf, url.Values{"email": {" LEAD@example.gov.uk "}, "password": {password}, "next": {"/studio/audit?who=x"}})
	if got.status != 303 || got.header.Get("Location") != "/studio/audit?who=x" {
		t.Fatalf("sign-in = %d to %q", got.status, got.header.Get("Location"))
	}
	first := b.cookies["figurehead"]
	if first == "" || first == planted {
		t.Fatalf("cookie after sign-in = %q: a planted one was adopted", first)
	}
	// Signing in again, from the page of the signed-in browser's own form.
	csrf = b.get("/studio/audit").hidden("csrf")
	b.post("/sign-in", csrf, signInForm("viewer@example.gov.uk", password))
	second := b.cookies["figurehead"]
	if second == first {
		t.Error("a second sign-in keeps the session of the first")
	}
	old := w.browser()
	old.cookies["figurehead"] = first
	if got := old.get("/studio/audit"); got.status != 303 {
		t.Errorf("the earlier session still gets %d, want 303 to sign-in", got.status)
	}
	csrf = b.get("/studio/audit").hidden("csrf")
	if got := b.post("/sign-out", csrf, nil); got.status != 303 {
		t.Errorf("sign-out = %d, want 303", got.status)
	}
	b.cookies["figurehead"] = second
	if got := b.get("/studio/audit"); got.status != 303 {
		t.Errorf("after signing out the cookie still gets %d, want 303", got.status)
	}
}

func TestSessionsRunOut(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		waits []time.Duration // a request after each
		want  int
	}{
		{"used all day", []time.Duration{7 * time.Hour, 7 * time.Hour}, 200},
		{"eight hours idle", []time.Duration{8 * time.Hour}, 303},
		{"a day in all", []time.Duration{7 * time.Hour, 7 * time.Hour, 7 * time.Hour, 3 * time.Hour}, 303},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil).settle()
			b, _ := w.as("viewer")
			status := 0
			for _, wait := range test.waits {
				w.wait(wait)
				status = b.get("/studio/audit").status
			}
			if status != test.want {
				t.Errorf("after %v: %d, want %d", test.waits, status, test.want)
			}
		})
	}
}

func TestSessionsEndWithRolePasswordAndDisabling(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		change func(*store.User)
	}{
		{"role", func(u *store.User) { u.Role = store.Admin }},
		{"password", func(u *store.User) { u.PasswordHash = "link$1$x" }},
		{"disabled", func(u *store.User) { u.Disabled = true }},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil).settle()
			b, _ := w.as("editor")
			u := w.users["editor"]
			test.change(&u)
			w.must(w.store.SaveUser(t.Context(), store.Actor{Name: "test"}, u))
			if got := b.get("/studio/audit"); got.status != 303 {
				t.Errorf("session after a changed %s gets %d, want 303 to sign-in", test.name, got.status)
			}
		})
	}
}

// TestThousandGuesses: rotating X-Forwarded-For buys nothing, whether or not a
// proxy is trusted, and the right password does not get in either once the
// tries are used up.
func TestThousandGuesses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		trusted []netip.Prefix
	}{
		{"no proxy trusted", nil},
		{"the nearest proxy trusted", []netip.Prefix{netip.MustParsePrefix("0.0.0.0/32")}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, func(d *Deps) { d.TrustedProxies = test.trusted }).settle()
			b := w.browser()
			csrf := b.formToken()
			refused := map[int]int{}
			for i := range 1000 {
				b.header.Set("X-Forwarded-For", fmt.Sprintf("203.0.%d.%d, 198.51.%d.%d", i/250, i%250, i/250, i%250))
				guess := fmt.Sprintf("wrong password %d", i)
				if i == 500 {
					guess = password
				}
				refused[b.post("/sign-in", csrf, signInForm("lead@example.gov.uk", guess)).status]++
			}
			if diff := cmp.Diff(map[int]int{422: 10, 429: 990}, refused); diff != "" {
				t.Errorf("answers to 1,000 guesses (-want +got):\n%s", diff)
			}
			events, err := w.store.Audit(context.Background(), store.AuditFilter{Action: auth.SignInRefused})
			w.must(err)
			if len(events) != 10 {
				t.Errorf("passwords checked = %d, want 10", len(events))
			}
		})
	}
}

func TestSignInTellsNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil).settle()
	b := w.browser()
	csrf := b.formToken()
	wrong := b.post("/sign-in", csrf, signInForm("lead@example.gov.uk", "not this one"))
	unknown := b.post("/sign-in", csrf, signInForm("nobody@example.gov.uk", "not this one"))
	blank := strings.NewReplacer("nobody@", "", "lead@", "")
	if wrong.status != unknown.status || blank.Replace(wrong.body) != blank.Replace(unknown.body) {
		t.Errorf("a wrong password and an unknown address look different:\n%s\n%s", wrong.body, unknown.body)
	}
	if diff := cmp.Diff([]string{"Email address and password do not go together. Check both"}, unknown.all(".govuk-error-summary li a")); diff != "" {
		t.Errorf("what is said (-want +got):\n%s", diff)
	}
}

func TestNextStaysHere(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil).settle()
	for _, next := range []string{"//evil.example", "https://evil.example/studio/", "/\\evil.example", "/studio/\\..//evil", "javascript:alert(1)",
		"/studio/../../w/x", "\t//evil.example", "/studio//evil.example", "/w/abc", "/studioevil", "", "/studio/\r\nSet-Cookie:x=1"} {
		b := w.browser()
		got := b.post("/sign-in", b.formToken(), url.Values{"email": {"viewer@example.gov.uk"}, "password": {password}, "next": {next}})
		if to := got.header.Get("Location"); got.status != 303 || to != auth.AfterSignIn {
			t.Errorf("next=%q leads to %q (%d), want %s", next, to, got.status, auth.AfterSignIn)
		}
	}
}

func TestPasswordLinkWorksOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil).settle()
	admin, csrf := w.as("admin")
	added := admin.post("/studio/users", csrf, url.Values{"name": {"Press desk"}, "email": {"press@example.gov.uk"}, "role": {"publisher"}})
	link, err := url.Parse(strings.Join(added.all("#link-address"), ""))
	if err != nil || added.status != 200 || !strings.HasPrefix(link.String(), w.publicURL+"/sign-in/link/") {
		t.Fatalf("adding a person = %d with link %q", added.status, link)
	}
	b := w.browser()
	if got := b.post("/sign-in", b.formToken(), signInForm("press@example.gov.uk", link.Path)); got.status != 422 {
		t.Errorf("signing in without a password = %d, want 422", got.status)
	}
	form := b.get(link.Path).hidden("csrf")
	for _, weak := range []string{"", "short", "aaaaaaaaaaaaaa", "press@example.gov.uk", strings.Repeat("long and different ", 200)} {
		if got := b.post(link.Path, form, url.Values{"password": {weak}}); got.status != 422 {
			t.Errorf("password %.20q = %d, want 422", weak, got.status)
		}
	}
	if got := b.post(link.Path, form, url.Values{"password": {password}}); got.status != 303 {
		t.Fatalf("choosing a password = %d, want 303", got.status)
	}
	if got := b.get("/studio/audit"); got.status != 200 {
		t.Errorf("after choosing a password = %d, want 200: signed in", got.status)
	}
	if got := w.browser().get(link.Path); got.status != 410 {
		t.Errorf("the link afterwards = %d, want 410", got.status)
	}
	again := admin.post("/studio/users", csrf, url.Values{"name": {"Press desk"}, "email": {"PRESS@example.gov.uk"}, "role": {"editor"}})
	if again.status != 422 {
		t.Errorf("the same address again = %d, want 422", again.status)
	}
}

func TestPasswordLinkRunsOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil).settle()
	admin, csrf := w.as("admin")
	page := admin.post("/studio/users/"+w.users["editor"].ID+"/link", csrf, nil)
	link, err := url.Parse(strings.Join(page.all("#link-address"), ""))
	w.must(err)
	if got := w.browser().get(link.Path); got.status != 200 {
		t.Fatalf("a new link = %d, want 200", got.status)
	}
	w.wait(auth.PasswordLinkLasts)
	if got := w.browser().get(link.Path); got.status != 410 {
		t.Errorf("a link of three days ago = %d, want 410", got.status)
	}
}

func TestLastAdminStays(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil).settle()
	admin, csrf := w.as("admin")
	u := w.users["admin"]
	fields := url.Values{"name": {u.Name}, "email": {u.Email}, "role": {"viewer"}, "directorate": {u.DirectorateID}}
	got := admin.post("/studio/users/"+u.ID, csrf, fields)
	if got.status != 409 || len(got.all(".govuk-error-summary li")) != 1 {
		t.Errorf("taking the last admin's role = %d, want 409 and a reason", got.status)
	}
	if now, err := w.store.User(t.Context(), u.ID); err != nil || now.Role != store.Admin {
		t.Errorf("the last admin is now %q (%v)", now.Role, err)
	}
}
