package studio_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"figurehead/store"
	"figurehead/widgets"
)

const wardsTable = "Area,Recycled\nBasildon,41\nBraintree,52\nTendring,30\n"

// approvalOn turns the rule on, as an admin does.
func (o *office) approvalOn() {
	o.t.Helper()
	if got := o.as("admin").post("/studio/settings/approval", map[string]string{"on": "yes"}); got.status != http.StatusSeeOther {
		o.t.Fatalf("approval on = %d", got.status)
	}
}

// asksFor asks for approval on Check.
func (p person) asksFor(f figure, note string) {
	p.office.t.Helper()
	check := p.get(f.page("check"))
	got := p.post(f.page("ask"), map[string]string{"version": check.attribute(`form[action$="/ask"] input[name=version]`, "value"), "do": "ask", "note": note})
	if got.status != http.StatusSeeOther {
		p.office.t.Fatalf("ask = %d, %s", got.status, got.text("main"))
	}
}

// decision is the form of the approval page, filled in.
func (p person) decision(f figure, do string) map[string]string {
	p.office.t.Helper()
	page := p.get(f.page("approval"))
	return map[string]string{"do": do, "vouch": "yes", "version": page.attribute("form.fh-vouch input[name=version]", "value"), "ask": page.attribute("form.fh-vouch input[name=ask]", "value")}
}

// TestApproval walks through asking, sending back, asking again and approving,
// with everybody who may not.
func TestApproval(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	editor, publisher := o.as("editor"), o.as("publisher")
	f := editor.draft(wardsTable, widgets.Bar)
	if got := o.as("publisher").post("/studio/settings/approval", map[string]string{"on": "yes"}); got.status != http.StatusForbidden {
		t.Errorf("approval turned on by a publisher = %d", got.status)
	}
	o.approvalOn()
	check := publisher.get(f.page("check"))
	if len(check.nodes(`button[value=publish], button[value=plan]`)) != 0 || len(check.nodes(`button[value=ask]`)) != 1 {
		t.Error("Check offers to publish what nobody approved")
	}
	version := check.attribute(`form[action$="/ask"] input[name=version]`, "value")
	refused := publisher.post(f.page("check"), map[string]string{"version": version, "vouch": "yes", "do": "publish"})
	if refused.status != http.StatusUnprocessableEntity || !strings.Contains(refused.text(".govuk-error-summary"), "Somebody else has to approve") {
		t.Errorf("publish without approval = %d, %s", refused.status, refused.text(".govuk-error-summary"))
	}
	planned := publisher.post(f.page("check"), map[string]string{"version": version, "vouch": "yes", "do": "plan", "publish-day": time.Now().AddDate(0, 1, 0).Format(time.DateOnly), "publish-time": "09:00"})
	if planned.status != http.StatusUnprocessableEntity || !strings.Contains(planned.text(".govuk-error-summary"), "Somebody else has to approve") {
		t.Errorf("plan without approval = %d, %s", planned.status, planned.text(".govuk-error-summary"))
	}
	for name, want := range map[string]int{"viewer": http.StatusForbidden, "editor elsewhere": http.StatusForbidden} {
		if got := o.as(name).post(f.page("ask"), map[string]string{"version": version, "do": "ask"}); got.status != want {
			t.Errorf("ask by %s = %d, want %d", name, got.status, want)
		}
	}
	if got := editor.post(f.page("ask"), map[string]string{"version": "0", "do": "ask"}); got.status != http.StatusConflict {
		t.Errorf("ask for a stale draft = %d", got.status)
	}
	editor.asksFor(f, "Look at Tendring")
	o.waitingFor(t, f)
	form := publisher.decision(f, "change")
	form["note"] = " "
	if got := publisher.post(f.page("approval"), form); got.status != http.StatusUnprocessableEntity || got.attribute("#note", "aria-describedby") != "note-hint note-error" {
		t.Errorf("send back without a word = %d, %s", got.status, got.text("main"))
	}
	form["note"] = "Say which year"
	if got := publisher.post(f.page("approval"), form); got.status != http.StatusSeeOther {
		t.Fatalf("send back = %d", got.status)
	}
	if got := editor.get(f.page("check")).text(".fh-note"); !strings.Contains(got, "publisher asks for a change“Say which year”") {
		t.Errorf("Check says %q", got)
	}
	if got := publisher.post(f.page("approval"), form); got.status != http.StatusConflict {
		t.Errorf("decide twice = %d", got.status)
	}
	editor.asksFor(f, "")
	form = publisher.decision(f, "approve")
	delete(form, "vouch")
	if got := publisher.post(f.page("approval"), form); got.status != http.StatusUnprocessableEntity || got.text("#vouch-error") == "" {
		t.Errorf("approve without the tick = %d", got.status)
	}
	form["vouch"] = "yes"
	if got := publisher.post(f.page("approval"), form); got.status != http.StatusSeeOther || got.location != f.page("kit") {
		t.Fatalf("approve = %d, %s", got.status, got.text("main"))
	}
	if got := o.live(f).Edition.Number; got != 1 {
		t.Errorf("live is version %d", got)
	}
	if got := publisher.get(f.page("versions")).text(".fh-line li .fh-meta"); !strings.Contains(got, "Asked for by editor, approved by publisher") {
		t.Errorf("the version says %q", got)
	}
	events := o.as("admin").get("/studio/audit").text("main")
	for _, words := range []string{"Asked for approval", "Asked for a change", "Approved", "approval on"} {
		if !strings.Contains(events, words) {
			t.Errorf("the audit list does not say %q", words)
		}
	}
}

// waitingFor looks at a figure that an editor asked about, as everybody sees it.
func (o *office) waitingFor(t *testing.T, f figure) {
	t.Helper()
	for name, want := range map[string]int{"editor": http.StatusForbidden, "publisher elsewhere": http.StatusForbidden, "viewer": http.StatusForbidden} {
		p := o.as(name)
		page := p.get(f.page("approval"))
		if page.status != http.StatusOK || len(page.nodes(`button[value=approve]`)) != 0 {
			t.Errorf("%s sees the page as %d, with %d buttons to approve", name, page.status, len(page.nodes(`button[value=approve]`)))
		}
		form := map[string]string{"ask": o.openAsk(f).ID, "vouch": "yes", "note": "No", "version": "1"}
		for _, do := range []string{"approve", "allow", "change"} {
			form["do"] = do
			if got := p.post(f.page("approval"), form); got.status != want {
				t.Errorf("%s by %s = %d, want %d", do, name, got.status, want)
			}
		}
	}
	publisher := o.as("publisher")
	if got := publisher.get("/studio/figures").text(".fh-nav .fh-count"); got != "1 waiting for you" {
		t.Errorf("the navigation counts %q", got)
	}
	list := publisher.get("/studio/approvals")
	if list.text("h1") != "One figure waits for your approval" || !strings.Contains(list.text("table"), "editor asks: “Look at Tendring”") {
		t.Errorf("the list says %q, %q", list.text("h1"), list.text("table"))
	}
	if got := o.as("editor").get("/studio/approvals"); got.text("h1") != "Nothing waits for your approval" || got.text("#others") != "Waiting for others" {
		t.Errorf("the editor's list says %q", got.text("main"))
	}
	page := publisher.get(f.page("approval"))
	if page.text("h1") != "A new figure wants to be public" || page.text("blockquote") != "Look at Tendring" {
		t.Errorf("the page says %q, %q", page.text("h1"), page.text("blockquote"))
	}
}

func (o *office) openAsk(f figure) store.Ask {
	o.t.Helper()
	a, err := o.store.OpenAsk(o.t.Context(), f.widget)
	o.must(err)
	return a
}

// TestOwnRevision: who changed the figure last never approves it, whoever asked.
func TestOwnRevision(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher, admin := o.as("publisher"), o.as("admin")
	f := publisher.draft(wardsTable, widgets.Bar)
	o.approvalOn()
	o.as("editor").asksFor(f, "")
	if page := publisher.get(f.page("approval")); !strings.Contains(page.text("main"), "You changed this figure last, so somebody else decides.") {
		t.Error("the page does not say why its maker may not decide")
	}
	form := map[string]string{"ask": o.openAsk(f).ID, "version": "1", "vouch": "yes", "do": "approve"}
	if got := publisher.post(f.page("approval"), form); got.status != http.StatusForbidden {
		t.Errorf("approve by its maker = %d", got.status)
	}
	stale := admin.decision(f, "approve")
	publisher.retitles(f, "Braintree recycles most")
	if got := admin.post(f.page("approval"), stale); got.status != http.StatusConflict {
		t.Errorf("approve of what was changed = %d", got.status)
	}
	if _, err := o.store.OpenAsk(t.Context(), f.widget); err == nil {
		t.Error("what was asked for outlives a change")
	}
	publisher.asksFor(f, "")
	if got := publisher.post(f.page("ask"), map[string]string{"do": "take-back", "ask": o.openAsk(f).ID}); got.status != http.StatusSeeOther {
		t.Errorf("take back = %d", got.status)
	}
	if got := publisher.post(f.page("ask"), map[string]string{"do": "take-back", "ask": "nothing"}); got.status != http.StatusConflict {
		t.Errorf("take back what does not wait = %d", got.status)
	}
	publisher.asksFor(f, "")
	if got := admin.post(f.page("approval"), admin.decision(f, "allow")); got.status != http.StatusSeeOther {
		t.Fatalf("approve only = %d, %s", got.status, got.text("main"))
	}
	check := publisher.get(f.page("check"))
	if !strings.Contains(check.text(".fh-note"), "Approved by admin") || len(check.nodes(`button[value=publish]`)) != 1 {
		t.Errorf("Check says %q", check.text(".fh-note"))
	}
	publisher.publishes(f)
}

// TestTheKitStaysApproved: a public figure keeps its last approved version until
// the change of it is approved; the page shows what changes.
func TestTheKitStaysApproved(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher, editor := o.as("publisher"), o.as("editor")
	f := publisher.draft(wardsTable, widgets.Bar)
	publisher.retitles(f, "Braintree recycles most")
	publisher.publishes(f)
	o.approvalOn()
	editor.retitles(f, "Braintree recycles the most")
	editor.asksFor(f, "")
	if got := o.live(f).Edition.Title; got != "Braintree recycles most" {
		t.Errorf("public is %q", got)
	}
	page := publisher.get(f.page("approval"))
	if page.text("h1") != "A public figure wants to change" || page.text(".fh-table--words ins") != "the" || !strings.Contains(page.text("main"), "No number changed") {
		t.Errorf("the page says %q, marks %q", page.text("h1"), page.text(".fh-table--words ins"))
	}
}
