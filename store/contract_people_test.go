package store_test

import (
	"fmt"
	"testing"
	"time"

	"figurehead/store"
	"figurehead/widgets"
)

var council = store.Organisation{
	Name: "Example County Council", Area: "Essex", AreaCode: "E10000012", Licence: "OGL-UK-3.0", TimeZone: "Europe/London", Lang: "cy",
}

func testSetup(t *testing.T, st *store.Store) {
	ctx := t.Context()
	is := must[bool](t)
	wantEqual(t, "SetupOpen before", is(st.SetupOpen(ctx, "hash1")), false)
	for _, hash := range []string{"hash1", "hash2"} {
		if err := st.StartSetup(ctx, hash, day(1)); err != nil {
			t.Fatalf("StartSetup(%s) = %v", hash, err)
		}
	}
	wantEqual(t, "SetupOpen of the first link", is(st.SetupOpen(ctx, "hash1")), false)
	wantEqual(t, "SetupOpen of the second link", is(st.SetupOpen(ctx, "hash2")), true)

	admin := store.User{Email: "Admin@example.gov.uk", Name: "First admin", PasswordHash: "$argon2id$", DirectorateID: "Environment"}
	directorates := []string{"Children", "Environment"}
	_, err := st.FinishSetup(ctx, "hash1", council, directorates, admin)
	wantErr(t, "FinishSetup with the old link", err, store.ErrNotFound)
	wantEqual(t, "users after a refused set-up", len(must[[]store.User](t)(st.Users(ctx))), 0)

	admin = must[store.User](t)(st.FinishSetup(ctx, "hash2", council, directorates, admin))
	wantEqual(t, "role of the first admin", admin.Role, store.Admin)
	list := must[[]store.Directorate](t)(st.Directorates(ctx))
	wantEqual(t, "directorates", []string{list[0].Name, list[1].Name}, directorates)
	wantEqual(t, "directorate of the admin", admin.DirectorateID, list[1].ID)
	wantEqual(t, "stored admin", must[store.User](t)(st.UserByEmail(ctx, "admin@EXAMPLE.gov.uk ")), admin)

	_, err = st.FinishSetup(ctx, "hash2", council, directorates, admin)
	wantErr(t, "FinishSetup again", err, store.ErrUsed)
	wantErr(t, "StartSetup again", st.StartSetup(ctx, "hash3", day(2)), store.ErrUsed)
	wantEqual(t, "SetupOpen afterwards", is(st.SetupOpen(ctx, "hash2")), false)
	wantEqual(t, "events", actions(t, st, "organisation"), []string{store.OrganisationSetUp})
}

func testOrganisation(t *testing.T, st *store.Store) {
	ctx := t.Context()
	_, err := st.Organisation(ctx)
	wantErr(t, "Organisation before set-up", err, store.ErrNotFound)
	if err := st.SaveOrganisation(ctx, amina, council); err != nil {
		t.Fatal(err)
	}
	first := must[store.Organisation](t)(st.Organisation(ctx))
	wantEqual(t, "brand of the first theme", first.Theme.Brand, widgets.Color{R: 0x12, G: 0x43, B: 0x6D})
	wantEqual(t, "name and version of the first theme", []any{first.Theme.Name, first.Theme.Version}, []any{council.Name, 1})

	want := first
	want.Name, want.ApprovalOn = "Another name", true
	if err := st.SaveOrganisation(ctx, amina, want); err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "organisation with the theme untouched", must[store.Organisation](t)(st.Organisation(ctx)), want)

	want.Theme.Brand = widgets.Color{R: 0x80, G: 0x16, B: 0x50}
	if err := st.SaveOrganisation(ctx, amina, want); err != nil {
		t.Fatal(err)
	}
	want.Theme.Version = 2
	wantEqual(t, "organisation with a new theme", must[store.Organisation](t)(st.Organisation(ctx)), want)
}

func testTheme(t *testing.T, st *store.Store) {
	ctx := t.Context()
	if err := st.SaveOrganisation(ctx, amina, council); err != nil {
		t.Fatal(err)
	}
	theme := must[store.Organisation](t)(st.Organisation(ctx)).Theme
	seen := must[store.ThemeDraft](t)(st.ThemeDraft(ctx, theme.ID))
	wantEqual(t, "the draft of an unchanged theme", seen, store.ThemeDraft{Theme: theme})
	same := must[store.ThemeDraft](t)(st.SaveThemeDraft(ctx, amina, seen))
	wantEqual(t, "a draft saved as it was", same, seen)

	draft := seen
	draft.Theme.Footer, draft.Theme.LogoPNG = "Made by the insight team", []byte("\x89PNG")
	draft = must[store.ThemeDraft](t)(st.SaveThemeDraft(ctx, amina, draft))
	wantEqual(t, "the draft as it is kept", must[store.ThemeDraft](t)(st.ThemeDraft(ctx, theme.ID)), draft)
	wantEqual(t, "the organisation's theme beside a draft", must[store.Organisation](t)(st.Organisation(ctx)).Theme, theme)
	now, err := st.SaveThemeDraft(ctx, store.Actor{ID: "u2", Name: "Ben"}, seen)
	wantErr(t, "a draft made from an older one", err, store.ErrConflict)
	wantEqual(t, "the draft that comes with the conflict", now, draft)

	changed := must[widgets.Theme](t)(st.PublishTheme(ctx, amina, draft))
	wantEqual(t, "version of the published theme", changed.Version, theme.Version+1)
	wantEqual(t, "the organisation's theme", must[store.Organisation](t)(st.Organisation(ctx)).Theme, changed)
	wantEqual(t, "the version before", must[widgets.Theme](t)(st.Theme(ctx, theme.ID, theme.Version)), theme)
	wantEqual(t, "the newest version", must[widgets.Theme](t)(st.Theme(ctx, theme.ID, 0)), changed)
	events := must[[]store.Event](t)(st.Audit(ctx, store.AuditFilter{Limit: 2}))
	wantEqual(t, "the audit events", []string{events[0].Action, events[0].Detail, events[1].Action}, []string{store.ThemePublished, fmt.Sprintf("version %d", changed.Version), store.ThemeChanged})
	_, err = st.PublishTheme(ctx, amina, draft)
	wantErr(t, "a draft that was published already", err, store.ErrConflict)
	testNamedThemes(t, st, changed)

	face := must[store.Typeface](t)(st.AddTypeface(ctx, store.Typeface{Name: "Council Sans", Regular: []byte{0, 1, 255}, Bold: []byte{2}}))
	wantEqual(t, "the typeface", must[store.Typeface](t)(st.Typeface(ctx, face.ID)), face)
	again := must[store.Typeface](t)(st.AddTypeface(ctx, store.Typeface{Name: "Council Sans", Regular: []byte{0, 1, 255}, Bold: []byte{2}}))
	wantEqual(t, "the same typeface again", again, face)
	other := must[store.Typeface](t)(st.AddTypeface(ctx, store.Typeface{Name: "Council Sans", Regular: []byte{0, 1}, Bold: []byte{255, 2}}))
	if other.ID == face.ID {
		t.Error("two typefaces have one id")
	}
	_, err = st.Typeface(ctx, "nothing")
	wantErr(t, "a typeface that is not there", err, store.ErrNotFound)
}

// Several themes stand beside each other; one is the usual one.
func testNamedThemes(t *testing.T, st *store.Store, usual widgets.Theme) {
	ctx := t.Context()
	d := must[store.ThemeDraft](t)(st.AddTheme(ctx, amina, "Public health", usual))
	wantErr(t, "a theme that was never published, used", st.UseTheme(ctx, amina, d.Theme.ID), store.ErrNotFound)
	_, err := st.Theme(ctx, d.Theme.ID, 0)
	wantErr(t, "a version of it", err, store.ErrNotFound)
	if err := st.DropThemeDraft(ctx, amina, d); err != nil {
		t.Fatal(err)
	}
	_, err = st.ThemeDraft(ctx, d.Theme.ID)
	wantErr(t, "a theme that was dropped", err, store.ErrNotFound)

	d = must[store.ThemeDraft](t)(st.AddTheme(ctx, amina, "Libraries", usual))
	other := must[widgets.Theme](t)(st.PublishTheme(ctx, amina, d))
	wantEqual(t, "the usual theme beside another", must[store.Organisation](t)(st.Organisation(ctx)).Theme, usual)
	if err := st.UseTheme(ctx, amina, other.ID); err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "the usual theme", must[store.Organisation](t)(st.Organisation(ctx)).Theme, other)
	var names []string
	for _, state := range must[[]store.ThemeState](t)(st.Themes(ctx)) {
		names = append(names, fmt.Sprintf("%s %d %v %v", state.Name, state.Version, state.Usual, state.Changed))
	}
	wantEqual(t, "the themes", names, []string{"Libraries 1 true false", fmt.Sprintf("%s %d false false", usual.Name, usual.Version)})
	if err := st.UseTheme(ctx, amina, usual.ID); err != nil {
		t.Fatal(err)
	}
}

func testDirectorates(t *testing.T, st *store.Store) {
	ctx := t.Context()
	d := must[store.Directorate](t)(st.SaveDirectorate(ctx, amina, store.Directorate{Name: "Highways", ValidFrom: day(1)}))
	d.Name, d.ValidTo = "Highways and Transport", day(20)
	must[store.Directorate](t)(st.SaveDirectorate(ctx, amina, d))
	wantEqual(t, "directorates", must[[]store.Directorate](t)(st.Directorates(ctx)), []store.Directorate{d})
	_, err := st.SaveDirectorate(ctx, amina, store.Directorate{ID: "nowhere", Name: "x"})
	wantErr(t, "SaveDirectorate of an unknown one", err, store.ErrNotFound)
	wantEqual(t, "events", actions(t, st, subject("directorate", d.ID)), []string{store.DirectorateAdded, store.DirectorateChanged})
}

func testUsers(t *testing.T, st *store.Store) {
	ctx := t.Context()
	create := must[store.User](t)
	admin := create(st.CreateUser(ctx, amina, store.User{Email: "a@example.gov.uk", Name: "A", Role: store.Admin, PasswordHash: "h"}))
	editor := create(st.CreateUser(ctx, amina, store.User{Email: "E@example.gov.uk", Name: "E", Role: store.Editor, PasswordHash: "h"}))
	_, err := st.CreateUser(ctx, amina, store.User{Email: " e@EXAMPLE.gov.uk", Name: "Twice", Role: store.Editor})
	wantErr(t, "CreateUser with a taken address", err, store.ErrConflict)
	wantEqual(t, "Users", must[[]store.User](t)(st.Users(ctx)), []store.User{admin, editor})

	wrong := editor
	wrong.Email = admin.Email
	wantErr(t, "SaveUser with a taken address", st.SaveUser(ctx, amina, wrong), store.ErrConflict)
	for _, change := range []func(*store.User){
		func(u *store.User) { u.Disabled = true },
		func(u *store.User) { u.Role = store.Viewer },
	} {
		gone := admin
		change(&gone)
		wantErr(t, "SaveUser without an admin left", st.SaveUser(ctx, amina, gone), store.ErrLastAdmin)
	}
	editor.Role, editor.Name = store.Publisher, "Ed"
	if err := st.SaveUser(ctx, amina, editor); err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "User", must[store.User](t)(st.User(ctx, editor.ID)), editor)
	events := must[[]store.Event](t)(st.Audit(ctx, store.AuditFilter{Action: store.UserChanged}))
	wantEqual(t, "detail of the change", events[0].Detail, "name, role from editor to publisher")
	_, err = st.User(ctx, "nobody")
	wantErr(t, "User(nobody)", err, store.ErrNotFound)
	wantErr(t, "StartSetup with an admin", st.StartSetup(ctx, "hash", day(1)), store.ErrUsed)
}

func testSessions(t *testing.T, st *store.Store) {
	ctx := t.Context()
	u := must[store.User](t)(st.CreateUser(ctx, amina, store.User{Email: "a@example.gov.uk", Name: "A", Role: store.Editor, PasswordHash: "h"}))
	signIn := func(hash string, at time.Time) {
		t.Helper()
		s := store.Session{Hash: hash, UserID: u.ID, CSRF: "token", CreatedAt: at, SeenAt: at}
		if err := st.CreateSession(ctx, amina, s); err != nil {
			t.Fatal(err)
		}
	}
	gone := func(what, hash string) {
		t.Helper()
		_, _, err := st.Session(ctx, hash)
		wantErr(t, what, err, store.ErrNotFound)
	}
	signIn("one", day(1))
	if err := st.TouchSession(ctx, "one", day(2)); err != nil {
		t.Fatal(err)
	}
	session, owner, err := st.Session(ctx, "one")
	if err != nil {
		t.Fatal(err)
	}
	u.LastSeenAt = day(2)
	wantEqual(t, "session", session, store.Session{Hash: "one", UserID: u.ID, CSRF: "token", CreatedAt: day(1), SeenAt: day(2)})
	wantEqual(t, "its owner", owner, u)

	for range 2 {
		if err := st.DeleteSession(ctx, amina, "one"); err != nil {
			t.Fatal(err)
		}
	}
	gone("a session signed out", "one")
	wantErr(t, "TouchSession after it", st.TouchSession(ctx, "one", day(3)), store.ErrNotFound)

	signIn("two", day(3))
	u.PasswordHash = "changed"
	if err := st.SaveUser(ctx, amina, u); err != nil {
		t.Fatal(err)
	}
	gone("a session after a new password", "two")

	signIn("idle", day(4))
	signIn("fresh", day(9))
	if err := st.DeleteExpiredSessions(ctx, day(8), day(1)); err != nil {
		t.Fatal(err)
	}
	gone("an idle session", "idle")
	if _, _, err := st.Session(ctx, "fresh"); err != nil {
		t.Errorf("Session(fresh) = %v", err)
	}
	wantEqual(t, "events", actions(t, st, subject("user", u.ID)), []string{
		store.UserAdded, store.UserSignedIn, store.UserSignedOut, store.UserSignedIn, store.UserChanged, store.UserSignedIn, store.UserSignedIn})
}

func testAudit(t *testing.T, st *store.Store) {
	ctx := t.Context()
	for n, e := range []store.Event{
		{At: day(1), ActorID: "u1", Actor: "Amina", Action: "user.sign-in-failed", Subject: "user u1", Title: "Amina", Detail: "wrong password\nline two"},
		{At: day(2), ActorID: "u2", Actor: "Ben", Action: "figure.published", Subject: "widget w1", Title: "100% recycled_waste", Detail: "edition 1"},
		{At: day(3), ActorID: "u2", Actor: "Ben", Action: "figure.withdrawn", Subject: "widget w1", Title: "Straße", Detail: "wrong"},
	} {
		if err := st.Record(ctx, e); err != nil {
			t.Fatalf("Record(%d) = %v", n, err)
		}
	}
	tests := []struct {
		name   string
		filter store.AuditFilter
		want   []int64
	}{
		{"all", store.AuditFilter{}, []int64{3, 2, 1}},
		{"actor by id", store.AuditFilter{Actor: "u2"}, []int64{3, 2}},
		{"actor by name", store.AuditFilter{Actor: "Amina"}, []int64{1}},
		{"action", store.AuditFilter{Action: "figure.published"}, []int64{2}},
		{"subject", store.AuditFilter{Subject: "widget w1"}, []int64{3, 2}},
		{"text in any case", store.AuditFilter{Text: "straße"}, []int64{3}},
		{"text with signs of a pattern", store.AuditFilter{Text: "100% recycled_w"}, []int64{2}},
		{"a sign alone", store.AuditFilter{Text: "%"}, []int64{2}},
		{"from", store.AuditFilter{From: day(2)}, []int64{3, 2}},
		{"to is not included", store.AuditFilter{To: day(2)}, []int64{1}},
		{"limit", store.AuditFilter{Limit: 1}, []int64{3}},
		{"next page", store.AuditFilter{Before: 3, Limit: 1}, []int64{2}},
		{"nothing", store.AuditFilter{Action: "none"}, nil},
	}
	for _, test := range tests {
		var got []int64
		for _, e := range must[[]store.Event](t)(st.Audit(ctx, test.filter)) {
			got = append(got, e.Seq)
		}
		wantEqual(t, test.name, got, test.want)
	}
	first := must[[]store.Event](t)(st.Audit(ctx, store.AuditFilter{To: day(2)}))[0]
	wantEqual(t, "time and detail", []any{first.At, first.Detail}, []any{day(1), "wrong password\nline two"})
	wantEqual(t, "AuditActions", must[[]string](t)(st.AuditActions(ctx)), []string{"figure.published", "figure.withdrawn", "user.sign-in-failed"})
}
