package api_test

import (
	"strings"
	"testing"
	"time"

	"figurehead/server/api"
	"figurehead/store"
)

// live publishes a figure of the table and returns its address.
func (w *world) live(as string) (figure, at string) {
	w.t.Helper()
	figure = w.figureOf(as, w.confirmed(as))
	at = api.Prefix + "/figures/" + figure
	w.want(200, request{method: "POST", path: at + "/publish", as: as, body: map[string]any{"version": 1, "vouch": true}})
	return figure, at
}

// TestVersions: the list, a draft from an earlier version, a pin and a notice.
func TestVersions(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const as = "publisher"
	_, at := w.live(as)
	list := w.want(200, request{method: "GET", path: at + "/versions", as: "viewer"})
	if !strings.Contains(list.body, `"edition":1`) || !strings.Contains(list.body, `"live":true`) {
		t.Errorf("versions: %s", list.body)
	}
	version := w.want(200, request{method: "GET", path: at + "/draft", as: as}).text("version")
	restore := func(edition string, status int) answer {
		t.Helper()
		return w.want(status, request{method: "POST", path: at + "/restore", as: as, body: `{"version":` + version + `,"edition":` + edition + `}`})
	}
	restore("9", 404)
	if draft := restore("1", 200); draft.text("version") == version {
		t.Errorf("restored: %s", draft.body)
	}
	restore("1", 409)
	w.want(403, request{method: "POST", path: at + "/duplicate", as: "viewer"})
	if copied := w.want(201, request{method: "POST", path: at + "/duplicate", as: as}); copied.text("state") != "draft" || at == api.Prefix+"/figures/"+copied.text("id") {
		t.Errorf("copied: %s", copied.body)
	}
	w.want(200, request{method: "PUT", path: at + "/pin", as: as, body: `{"edition":1}`})
	if pinned := w.want(200, request{method: "GET", path: at + "/versions", as: as}); pinned.text("pinned") != "1" {
		t.Errorf("pinned: %s", pinned.body)
	}
	w.want(403, request{method: "DELETE", path: at + "/pin", as: "publisher elsewhere"})
	w.want(204, request{method: "DELETE", path: at + "/pin", as: as})
	w.want(422, request{method: "POST", path: at + "/corrections", as: as, body: `{"words":"","editions":[1]}`})
	made := w.want(201, request{method: "POST", path: at + "/corrections", as: as, body: `{"words":"The year was wrong.","editions":[1]}`})
	var b struct{ Items []struct{ ID string } }
	made.into(&b)
	w.want(204, request{method: "DELETE", path: at + "/corrections/" + b.Items[0].ID, as: as})
	w.want(200, request{method: "GET", path: at + "/corrections", as: "viewer"})
}

// TestVersionsAreCompared: texts and numbers that differ, and those that do not.
func TestVersionsAreCompared(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const as = "publisher"
	_, at := w.live(as)
	changed := w.want(200, request{method: "PATCH", path: at + "/draft", as: as, header: w.etag(at+"/draft", as), body: `{"spec":{"title":"Another title"}}`})
	w.want(200, request{method: "POST", path: at + "/publish", as: as, body: `{"version":` + changed.text("version") + `,"vouch":true}`})
	changes := w.want(200, request{method: "GET", path: at + "/changes?from=1&to=2", as: "viewer"})
	if !strings.Contains(changes.body, `"name":"Title"`) || !strings.Contains(changes.body, `"is":"Another title"`) || changes.text("changed") != "0" || changes.text("total") == "0" {
		t.Errorf("changes: %s", changes.body)
	}
	w.want(404, request{method: "GET", path: at + "/changes?from=1&to=9", as: "viewer"})
	w.want(422, request{method: "GET", path: at + "/changes?from=1", as: "viewer"})
	w.want(422, request{method: "GET", path: at + "/changes?from=0&to=1", as: "viewer"})
}

// TestApprovals: what an editor asks for is approved by somebody else, or sent back.
func TestApprovals(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	o, err := w.store.Organisation(t.Context())
	w.must(err)
	o.ApprovalOn = true
	w.must(w.store.SaveOrganisation(t.Context(), store.Actor{Name: "test"}, o))
	figure := w.figureOf("editor", w.confirmed("editor"))
	at := api.Prefix + "/figures/" + figure
	asked := w.want(201, request{method: "POST", path: at + "/approvals", as: "editor", body: `{"version":1,"note":"Please look."}`})
	for who, mine := range map[string]string{"publisher": `"mine":true`, "editor": `"mine":false`} {
		if list := w.want(200, request{method: "GET", path: api.Prefix + "/approvals", as: who}); !strings.Contains(list.body, mine) {
			t.Errorf("%s sees %s", who, list.body)
		}
	}
	ask := at + "/approvals/" + asked.text("id")
	w.want(422, request{method: "POST", path: ask, as: "publisher", body: `{"decision":"approve","version":1}`})
	w.want(422, request{method: "POST", path: ask, as: "publisher", body: `{"decision":"perhaps","vouch":true}`})
	w.want(403, request{method: "POST", path: ask, as: "publisher elsewhere", body: `{"decision":"approve","version":1,"vouch":true}`})
	w.want(403, request{method: "POST", path: ask, as: "editor", body: `{"decision":"approve","version":1,"vouch":true}`})
	w.want(200, request{method: "POST", path: ask, as: "publisher", body: `{"decision":"change","note":"Name the year."}`})
	w.want(409, request{method: "POST", path: ask, as: "publisher", body: `{"decision":"approve","version":1,"vouch":true}`})
	again := w.want(201, request{method: "POST", path: at + "/approvals", as: "editor", body: `{"version":1}`})
	live := w.want(200, request{method: "POST", path: at + "/approvals/" + again.text("id"), as: "publisher", body: `{"decision":"approve","version":1,"vouch":true}`})
	if live.text("state") != "live" {
		t.Errorf("approved: %s", live.body)
	}
}

// TestPlansAndFreezes: times are held against the rules of the studio.
func TestPlansAndFreezes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const as = "publisher"
	figure := w.figureOf(as, w.confirmed(as))
	at := api.Prefix + "/figures/" + figure + "/plan"
	in := func(d time.Duration) string { return w.now().Add(d).Format(time.RFC3339) }
	w.want(404, request{method: "GET", path: at, as: as})
	for pointer, body := range map[string]map[string]any{
		"/publishAt":  {"version": 1, "vouch": true, "publishAt": in(-time.Hour)},
		"/vouch":      {"version": 1, "publishAt": in(time.Hour)},
		"/withdrawAt": {"version": 1, "vouch": true, "publishAt": in(2 * time.Hour), "withdrawAt": in(time.Hour), "reason": "Over."},
		"/reason":     {"version": 1, "vouch": true, "publishAt": in(time.Hour), "withdrawAt": in(2 * time.Hour)},
	} {
		if got := w.want(422, request{method: "PUT", path: at, as: as, body: body}); !strings.Contains(got.body, `"pointer":"`+pointer+`"`) {
			t.Errorf("%s: %s", pointer, got.body)
		}
	}
	made := w.want(200, request{method: "PUT", path: at, as: as, body: map[string]any{"version": 1, "vouch": true, "publishAt": in(time.Hour)}})
	w.want(200, request{method: "PUT", path: at, as: as, body: map[string]any{"publishAt": in(2 * time.Hour)}})
	if got := w.want(200, request{method: "GET", path: at, as: "viewer"}); got.text("publishAt") == made.text("publishAt") || got.text("revision") != made.text("revision") {
		t.Errorf("made %s\nchanged %s", made.body, got.body)
	}
	w.want(204, request{method: "DELETE", path: at, as: as})
	w.want(404, request{method: "DELETE", path: at, as: as})

	freezes := api.Prefix + "/freezes"
	good := map[string]any{"from": in(-time.Hour), "to": in(48 * time.Hour), "reason": "Elections"}
	w.want(403, request{method: "POST", path: freezes, as: as, body: good})
	w.want(422, request{method: "POST", path: freezes, as: "admin", body: map[string]any{"from": in(0), "to": in(-time.Hour), "reason": "Elections"}})
	w.want(422, request{method: "POST", path: freezes, as: "admin", body: map[string]any{"from": in(0), "to": in(time.Hour), "reason": "Elections", "directorates": []string{"nobody"}}})
	freeze := w.want(201, request{method: "POST", path: freezes, as: "admin", body: good})
	w.want(422, request{method: "POST", path: api.Prefix + "/figures/" + figure + "/publish", as: as, body: `{"version":1,"vouch":true}`})
	lift := freezes + "/" + freeze.text("id") + "/lift"
	for _, reason := range []string{"", " "} {
		w.want(422, request{method: "POST", path: lift, as: "admin", body: map[string]any{"reason": reason}})
	}
	if got := w.want(200, request{method: "POST", path: lift, as: "admin", body: map[string]any{"figure": figure, "reason": "Safety."}}); !strings.Contains(got.body, figure) {
		t.Errorf("lifted for one: %s", got.body)
	}
	w.want(200, request{method: "POST", path: lift, as: "admin", body: `{"reason":"Over early."}`})
	if list := w.want(200, request{method: "GET", path: freezes, as: "viewer"}); !strings.Contains(list.body, "Over early.") {
		t.Errorf("freezes: %s", list.body)
	}
}

// TestCampaigns: a campaign from its name to its page and down again.
func TestCampaigns(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const as = "publisher"
	figure, _ := w.live(as)
	all := api.Prefix + "/campaigns"
	for pointer, body := range map[string]string{
		"/name": `{"name":""}`, "/slug": `{"name":"A","slug":"A b"}`, "/after": `{"name":"Recycle","after":"burn"}`, "/lang": `{"name":"Recycle","lang":"xx"}`,
		"/figures": `{"name":"Recycle","figures":[{"figure":"nobody"}]}`, "/ends": `{"name":"Recycle","starts":"2027-02-01","ends":"2027-01-01"}`,
	} {
		if got := w.want(422, request{method: "POST", path: all, as: as, body: body}); !strings.Contains(got.body, `"pointer":"`+pointer+`"`) {
			t.Errorf("%s: %s", pointer, got.body)
		}
	}
	made := w.want(201, request{method: "POST", path: all, as: as, body: `{"name":"Recycle more"}`})
	at := all + "/" + made.text("id")
	read := w.want(200, request{method: "GET", path: at, as: "viewer"})
	patch := request{method: "PATCH", path: at, as: as, body: map[string]any{"intro": "What you can do.", "figures": []any{map[string]any{"figure": figure, "text": "It grows."}}},
		header: map[string]string{"If-Match": read.header.Get("ETag"), "Content-Type": "application/merge-patch+json"}}
	changed := w.want(200, patch)
	if changed.text("draft", "name") != "Recycle more" || changed.text("draft", "intro") != "What you can do." {
		t.Errorf("changed: %s", changed.body)
	}
	w.want(412, patch)
	patch.as = "publisher elsewhere"
	w.want(403, patch)
	w.want(409, request{method: "POST", path: at + "/publish", as: as, body: `{"version":99}`})
	live := w.want(200, request{method: "POST", path: at + "/publish", as: as, body: `{"version":` + changed.text("version") + `}`})
	if page := w.public(strings.TrimPrefix(live.text("page"), publicURL)); !strings.Contains(page, "What you can do.") {
		t.Errorf("%s lacks its introduction", live.text("page"))
	}
	w.want(409, request{method: "DELETE", path: at, as: as, header: w.etag(at, as)})
	w.want(422, request{method: "POST", path: at + "/withdraw", as: as, body: `{"reason":""}`})
	w.want(200, request{method: "POST", path: at + "/withdraw", as: as, body: `{"reason":"The year was wrong."}`})
	w.want(409, request{method: "POST", path: at + "/withdraw", as: as, body: `{"reason":"Again."}`})
	if list := w.want(200, request{method: "GET", path: all + "?figure=" + figure, as: "viewer"}); !strings.Contains(list.body, "withdrawn") {
		t.Errorf("campaigns: %s", list.body)
	}
}

// TestCampaignIsDeleted: one that readers never had goes, when nobody changed it.
func TestCampaignIsDeleted(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	all := api.Prefix + "/campaigns"
	made := w.want(201, request{method: "POST", path: all, as: "editor", body: `{"name":"Recycle"}`})
	at := all + "/" + made.text("id")
	seen := w.etag(at, "editor")
	w.want(428, request{method: "DELETE", path: at, as: "editor"})
	w.want(403, request{method: "DELETE", path: at, as: "publisher elsewhere", header: seen})
	w.want(200, request{method: "PATCH", path: at, as: "editor", header: seen, body: `{"goal":"Less waste"}`})
	w.want(412, request{method: "DELETE", path: at, as: "editor", header: seen})
	w.want(204, request{method: "DELETE", path: at, as: "editor", header: w.etag(at, "editor")})
	w.want(404, request{method: "GET", path: at, as: "editor"})
}

// TestReportsNoticesAudit: what a program hears of.
func TestReportsNoticesAudit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	figure, _ := w.live("publisher")
	widget, err := w.store.Widget(ctx, figure)
	w.must(err)
	r, err := w.store.AddProblemReport(ctx, widget.PublicID, store.ProblemReport{Edition: 1, Words: "<b>The year?</b>"})
	w.must(err)
	for who, want := range map[string]bool{"editor": true, "viewer": false, "publisher elsewhere": false} {
		if got := w.want(200, request{method: "GET", path: api.Prefix + "/reports?open=true", as: who}); strings.Contains(got.body, r.ID) != want {
			t.Errorf("%s sees %s", who, got.body)
		}
	}
	second, err := w.store.AddProblemReport(ctx, widget.PublicID, store.ProblemReport{Edition: 1, Words: "The place?"})
	w.must(err)
	newest := w.want(200, request{method: "GET", path: api.Prefix + "/reports?limit=1", as: "editor"})
	older := w.want(200, request{method: "GET", path: api.Prefix + "/reports?limit=1&after=" + newest.text("next"), as: "editor"})
	if !strings.Contains(newest.body, second.ID) || !strings.Contains(older.body, r.ID) || strings.Contains(older.body, `"next"`) {
		t.Errorf("reports in pages: %s, then %s", newest.body, older.body)
	}
	if none := w.want(200, request{method: "GET", path: api.Prefix + "/reports?limit=1", as: "publisher elsewhere"}); !strings.Contains(none.body, `"items":[]`) || !strings.Contains(none.body, `"next"`) {
		t.Errorf("of others: %s", none.body)
	}
	shut := request{method: "POST", path: api.Prefix + "/reports/" + r.ID + "/close", as: "publisher elsewhere", body: `{"note":"Mended."}`}
	w.want(403, shut)
	shut.as = "editor"
	w.want(200, shut)
	w.want(409, shut)

	w.must(w.store.Notify(ctx, []store.Notice{{UserID: w.users["viewer"].ID, Topic: "t", Kind: store.FigureWithdrawn, Title: "Waste", Happened: "It went.", Next: "See it", Link: "/studio/figures"}}, false, false))
	if got := w.want(200, request{method: "GET", path: api.Prefix + "/notices?unseen=true", as: "viewer"}); !strings.Contains(got.body, publicURL+"/studio/figures") {
		t.Errorf("notices: %s", got.body)
	}
	if other := w.want(200, request{method: "GET", path: api.Prefix + "/notices", as: "editor"}); strings.Contains(other.body, "It went.") {
		t.Errorf("somebody else's: %s", other.body)
	}
	w.want(422, request{method: "PUT", path: api.Prefix + "/notices/email", as: "editor", body: `{"choice":"hourly"}`})
	w.want(200, request{method: "PUT", path: api.Prefix + "/notices/email", as: "editor", body: `{"choice":"daily"}`})
	if got := w.want(200, request{method: "POST", path: api.Prefix + "/notices/seen", as: "editor", body: `{}`}); got.text("unseen") != "0" {
		t.Errorf("seen: %s", got.body)
	}

	first := w.want(200, request{method: "GET", path: api.Prefix + "/audit?limit=2", as: "admin"})
	next := first.text("next")
	if second := w.want(200, request{method: "GET", path: api.Prefix + "/audit?limit=2&after=" + next, as: "admin"}); second.body == first.body || next == "" {
		t.Errorf("audit: %s, then %s", first.body, second.body)
	}
	w.want(422, request{method: "GET", path: api.Prefix + "/audit?after=x", as: "admin"})
	w.want(422, request{method: "GET", path: api.Prefix + "/audit?from=yesterday", as: "admin"})
	for who, want := range map[string]bool{"admin": true, "publisher": false} {
		if got := w.want(200, request{method: "GET", path: api.Prefix + "/audit?action=user.added", as: who}); strings.Contains(got.body, "user.added") != want {
			t.Errorf("%s sees %s", who, got.body)
		}
	}
}

// TestPeople: admins change people; everybody sees and revokes their own tokens.
func TestPeople(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	editor := w.users["editor"]
	at := api.Prefix + "/people/" + editor.ID
	w.want(403, request{method: "GET", path: api.Prefix + "/people", as: "publisher"})
	if list := w.want(200, request{method: "GET", path: api.Prefix + "/people", as: "admin"}); !strings.Contains(list.body, editor.Email) || strings.Contains(list.body, "argon2") {
		t.Errorf("people: %s", list.body)
	}
	change := func(id, body string, status int) {
		t.Helper()
		path := api.Prefix + "/people/" + id
		tag := w.want(200, request{method: "GET", path: path, as: "admin"}).header.Get("ETag")
		w.want(status, request{method: "PATCH", path: path, as: "admin", body: body, header: map[string]string{"If-Match": tag}})
	}
	change(editor.ID, `{"role":"owner"}`, 422)
	change(editor.ID, `{"directorate":"nobody"}`, 422)
	change(editor.ID, `{"name":"Another"}`, 422)
	change(w.users["admin"].ID, `{"role":"viewer"}`, 422)
	change(editor.ID, `{"role":"viewer"}`, 200)
	w.want(403, request{method: "POST", path: api.Prefix + "/campaigns", as: "editor", body: `{"name":"Recycle"}`})
	w.want(428, request{method: "PATCH", path: at, as: "admin", body: `{"disabled":true}`})
	w.want(200, request{method: "POST", path: at + "/sign-out", as: "admin"})
	if list := w.want(200, request{method: "GET", path: api.Prefix + "/directorates", as: "viewer"}); !strings.Contains(list.body, "Communications") {
		t.Errorf("directorates: %s", list.body)
	}
	mine, err := w.store.Tokens(t.Context(), editor.ID)
	w.must(err)
	if list := w.want(200, request{method: "GET", path: api.Prefix + "/tokens", as: "viewer"}); strings.Contains(list.body, mine[0].ID) || strings.Contains(list.body, "hash") {
		t.Errorf("tokens of others: %s", list.body)
	}
	w.want(404, request{method: "DELETE", path: api.Prefix + "/tokens/" + mine[0].ID, as: "publisher"})
	w.want(204, request{method: "DELETE", path: api.Prefix + "/tokens/" + mine[0].ID, as: "editor"})
	w.want(401, request{method: "GET", path: api.Prefix + "/me", as: "editor"})
	change(w.users["publisher"].ID, `{"disabled":true}`, 200)
	w.want(401, request{method: "GET", path: api.Prefix + "/me", as: "publisher"})
}
