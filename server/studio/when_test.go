package studio_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"figurehead/server/plans"
	"figurehead/store"
	"figurehead/widgets"
)

func (o *office) now() time.Time { return time.Now().Add(time.Duration(o.clock.Load())) }

// inLondon words an instant as the fields of a plan have it.
func inLondon(t testing.TB, at time.Time) (day, clock string) {
	t.Helper()
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	return at.In(zone).Format(time.DateOnly), at.In(zone).Format("15:04")
}

// planned plans what is on Check for in two hours.
func (p person) planned(f figure, more map[string]string) answer {
	o := p.office
	o.t.Helper()
	day, clock := inLondon(o.t, o.now().Add(2*time.Hour))
	fields := map[string]string{"version": p.get(f.page("check")).attribute("form.fh-vouch input[name=version]", "value"),
		"vouch": "yes", "do": "plan", "publish-day": day, "publish-time": clock}
	for name, value := range more {
		fields[name] = value
	}
	return p.post(f.page("check"), fields)
}

// passes has n servers carry out plans while the clock goes on.
func (o *office) passes(d time.Duration, servers int, done func() bool) {
	o.t.Helper()
	ctx, stop := context.WithCancel(o.t.Context())
	o.clock.Add(int64(d))
	var all sync.WaitGroup
	for range servers {
		all.Go(func() {
			plans.New(plans.Options{Plans: o.store, Press: o.publishing, May: o.studio.MayStillPublish, Now: o.now, Log: o.logger()}).Run(ctx)
		})
	}
	for deadline := time.Now().Add(20 * time.Second); !done() && time.Now().Before(deadline); {
		time.Sleep(20 * time.Millisecond)
	}
	stop()
	all.Wait()
}

func (o *office) state(f figure) widgets.State {
	o.t.Helper()
	w, err := o.store.Widget(o.t.Context(), f.widget)
	o.must(err)
	return w.State
}

// reader asks for a public address as somebody who is not signed in.
func (o *office) reader(path string) answer {
	o.t.Helper()
	r := httptest.NewRequest("GET", path, nil)
	r.Host = strings.TrimPrefix(publicURL, "http://")
	response, err := o.app.Test(r, -1)
	o.must(err)
	return o.read(response)
}

// publicAddresses are every address at which readers find a figure, by its id and
// short code.
func (o *office) publicAddresses(id, code string) []string {
	o.t.Helper()
	var list []string
	for _, r := range o.app.GetRoutes(true) {
		if r.Method == http.MethodGet && (strings.HasPrefix(r.Path, "/w/") || strings.HasPrefix(r.Path, "/embed/") || strings.HasPrefix(r.Path, "/s/")) {
			list = append(list, strings.NewReplacer(":id", id, ":code", code, ":n", "1", ":preset", "og").Replace(r.Path))
		}
	}
	if len(list) < 19 {
		o.t.Fatalf("only %d public addresses: %v", len(list), list)
	}
	return append(list, "/oembed?url="+publicURL+"/w/"+id)
}

// TestEmbargo: until its time nobody can tell a planned figure from one that
// there is not, byte for byte, at every public address; then it is out, once,
// with two servers.
func TestEmbargo(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	f := publisher.draft(spend, widgets.Bar)
	if got := publisher.planned(f, map[string]string{"withdraw-day": "", "withdraw-time": ""}); got.status != http.StatusSeeOther || got.location != f.page("when") {
		t.Fatalf("planned: %d %s %s", got.status, got.location, got.text(".govuk-error-summary"))
	}
	page := publisher.get(f.page("when"))
	if !strings.HasPrefix(page.text("h1"), "Planned for ") || !strings.Contains(page.body, "nobody outside the studio can see the figure, or that there is one") {
		t.Errorf("the plan is not said: %s", page.text("main"))
	}
	plan, err := o.store.Plan(t.Context(), f.widget)
	o.must(err)
	_, err = o.publishing.Prepare(t.Context(), plan) // drawn, as half a minute before its time
	o.must(err)
	w, err := o.store.Widget(t.Context(), f.widget)
	o.must(err)
	if w.ShortCode == "" {
		t.Fatal("nothing was drawn")
	}
	nobody := o.publicAddresses(strings.Repeat("0", 26), "0000000")
	for i, address := range o.publicAddresses(w.PublicID, w.ShortCode) {
		got, want := o.reader(address), o.reader(nobody[i])
		if got.status != http.StatusNotFound || got.status != want.status || got.body != want.body || got.location != "" {
			t.Errorf("%s is %d, %d bytes; where nothing is: %d, %d bytes", address, got.status, len(got.body), want.status, len(want.body))
		}
	}
	for _, list := range []string{"/", "/feed.atom", "/feed.json", "/sitemap.xml"} {
		if body := o.reader(list).body; strings.Contains(body, w.PublicID) || strings.Contains(body, w.ShortCode) {
			t.Errorf("%s tells of a figure that is not public", list)
		}
	}
	o.passes(2*time.Hour+time.Minute, 2, func() bool { return o.state(f) == widgets.Live })
	public, err := o.store.Published(t.Context(), w.PublicID)
	o.must(err)
	if public.State != widgets.Live || public.Edition.Number != 1 || o.reader("/w/"+w.PublicID).status != http.StatusOK {
		t.Errorf("after its time: %s, edition %d", public.State, public.Edition.Number)
	}
	events, err := o.store.Audit(t.Context(), store.AuditFilter{Action: store.FigurePublished})
	o.must(err)
	if len(events) != 1 || events[0].Actor != "publisher" {
		t.Errorf("published in the name of %+v, want once by who planned it", events)
	}
}

// TestPlanRefused: what cannot be planned is said at its field, and what was
// typed is kept.
func TestPlanRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	f := publisher.draft(spend, widgets.Bar)
	day, clock := inLondon(t, o.now().Add(24*time.Hour))
	past, _ := inLondon(t, o.now().Add(-48*time.Hour))
	for _, test := range []struct {
		field string
		with  map[string]string
	}{
		{"vouch", map[string]string{"vouch": ""}},
		{"publish-day", map[string]string{"publish-day": "", "publish-time": ""}},
		{"publish-day", map[string]string{"publish-day": past}},
		{"publish-day", map[string]string{"publish-day": "2099-01-01"}},
		{"publish-time", map[string]string{"publish-time": ""}},
		{"publish-time", map[string]string{"publish-day": nextChange(t, 0), "publish-time": "01:30"}},
		{"publish-time", map[string]string{"publish-day": nextChange(t, 1), "publish-time": "01:30"}},
		{"withdraw-reason", map[string]string{"withdraw-day": day, "withdraw-time": clock}},
		{"withdraw-day", map[string]string{"publish-day": day, "publish-time": clock, "withdraw-day": day, "withdraw-time": clock, "withdraw-reason": "Over."}},
	} {
		got := publisher.planned(f, test.with)
		if got.status != http.StatusUnprocessableEntity || got.text("#"+test.field+"-error") == "" || got.attribute(".govuk-error-summary a", "href") != "#"+test.field {
			t.Errorf("%v: status %d, %q at %s", test.with, got.status, got.text(".govuk-error-summary"), test.field)
		}
		for name, value := range test.with {
			if got.typed(name) != value {
				t.Errorf("%v: %s is %q", test.with, name, got.typed(name))
			}
		}
	}
	if _, err := o.store.Plan(t.Context(), f.widget); err == nil {
		t.Error("something refused was planned")
	}
	for _, who := range []string{"viewer", "editor", "publisher elsewhere"} {
		if got := o.as(who).post(f.page("when"), map[string]string{"do": "cancel"}); got.status != http.StatusForbidden {
			t.Errorf("%s cancels: %d", who, got.status)
		}
	}
	if got := o.as("editor").post(f.page("check"), map[string]string{"do": "plan", "vouch": "yes"}); got.status != http.StatusForbidden {
		t.Errorf("an editor plans: %d", got.status)
	}
}

// nextChange is the day of the next change of clocks in London: forward 0, back 1.
func nextChange(t *testing.T, which int) string {
	t.Helper()
	month := []time.Month{time.March, time.October}[which]
	for year := time.Now().Year(); ; year++ {
		day := time.Date(year, month, 31, 12, 0, 0, 0, time.UTC)
		day = day.AddDate(0, 0, -int(day.Weekday()))
		if day.After(time.Now().Add(48 * time.Hour)) {
			return day.Format(time.DateOnly)
		}
	}
}

// TestPlanChanged: times are changed and the version stays; later changes of the
// figure are told of; a cancelled plan does nothing.
func TestPlanChanged(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	f := publisher.draft(spend, widgets.Bar)
	publisher.planned(f, nil)
	form := publisher.get(f.page("say")).form()
	form["title"] = "Changed after it was planned"
	form["do"] = "update"
	publisher.post(f.page("say"), form)
	if page := publisher.get(f.page("when")); !strings.Contains(page.body, "The figure was changed after that.") {
		t.Error("nobody is told that later changes do not go out")
	}
	day, clock := inLondon(t, o.now().Add(5*time.Hour))
	moved := publisher.post(f.page("when"), map[string]string{"do": "save", "publish-day": day, "publish-time": clock, "withdraw-day": "2027-12-24", "withdraw-time": "12:00", "withdraw-reason": "Christmas."})
	if moved.status != http.StatusSeeOther {
		t.Fatalf("moved: %d %s", moved.status, moved.text(".govuk-error-summary"))
	}
	plan, err := o.store.Plan(t.Context(), f.widget)
	o.must(err)
	if gotDay, gotClock := inLondon(t, plan.PublishAt); gotDay != day || gotClock != clock || plan.Reason != "Christmas." {
		t.Errorf("the plan is %+v", plan)
	}
	o.passes(5*time.Hour+time.Minute, 1, func() bool { return o.state(f) == widgets.Live })
	w, err := o.store.Widget(t.Context(), f.widget)
	o.must(err)
	if w.Title == "Changed after it was planned" || w.State != widgets.Live {
		t.Errorf("public is %s %q, want the version that was planned", w.State, w.Title)
	}
	if got := publisher.post(f.page("when"), map[string]string{"do": "cancel"}); got.status != http.StatusSeeOther {
		t.Errorf("cancelled: %d", got.status)
	}
	o.passes(3*366*24*time.Hour, 1, func() bool { return true })
	if o.state(f) != widgets.Live {
		t.Error("a figure was withdrawn although that was cancelled")
	}
}

// TestPlanFails: a freeze that was set after the plan keeps the figure back, what
// readers have stays, and the figure and the audit trail say why.
func TestPlanFails(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	f := publisher.draft(spend, widgets.Bar)
	publisher.planned(f, nil)
	_, err := o.store.SetFreeze(t.Context(), store.Actor{Name: "admin"}, store.Freeze{From: o.now(), To: o.now().Add(100 * time.Hour), Reason: "Council elections"})
	o.must(err)
	failed := func() bool {
		p, err := o.store.Plan(o.t.Context(), f.widget)
		return err == nil && p.Failure != ""
	}
	o.passes(2*time.Hour+time.Minute, 1, failed)
	page := publisher.get(f.page("when"))
	if page.text("h1") != "It was not published" || !strings.Contains(page.text("main"), "Council elections") {
		t.Errorf("the page says %q", page.text("main"))
	}
	if check := publisher.get(f.page("check")); !strings.Contains(check.text("main"), "and was not: Nothing new is published until") {
		t.Error("Check does not say that the plan failed")
	}
	events, err := o.store.Audit(t.Context(), store.AuditFilter{Action: store.PublishingPlanFailed})
	o.must(err)
	if len(events) != 1 || o.state(f) != widgets.InDraft {
		t.Errorf("%d events, the figure is %s", len(events), o.state(f))
	}
}

// TestFreezePages: an admin sets and lifts a freeze with reasons, those concerned
// are told on every page, and Check refuses.
func TestFreezePages(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher, admin := o.as("publisher"), o.as("admin")
	f := publisher.draft(spend, widgets.Bar)
	directorate := o.users["publisher"].DirectorateID
	fromDay, fromTime := inLondon(t, o.now().Add(-time.Hour))
	toDay, toTime := inLondon(t, o.now().Add(30*24*time.Hour))
	form := map[string]string{"from-day": fromDay, "from-time": fromTime, "to-day": toDay, "to-time": toTime, "reason": "Council elections", "whose": "some", "directorate": directorate}
	with := func(name, value string) map[string]string {
		changed := map[string]string{}
		for k, v := range form {
			changed[k] = v
		}
		changed[name] = value
		return changed
	}
	for _, test := range []struct{ field, name, value string }{
		{"reason", "reason", ""}, {"to-day", "to-day", fromDay}, {"from-time", "from-time", "noon"}, {"whose", "directorate", "nobody"}, {"to-day", "to-day", "2049-01-01"},
	} {
		got := admin.post("/studio/freezes", with(test.name, test.value))
		if got.status != http.StatusUnprocessableEntity || got.text("#"+test.field+"-error") == "" {
			t.Errorf("%s %q: %d %s", test.name, test.value, got.status, got.text(".govuk-error-summary"))
		}
	}
	if got := publisher.post("/studio/freezes", form); got.status != http.StatusForbidden {
		t.Errorf("a publisher sets a freeze: %d", got.status)
	}
	if got := admin.post("/studio/freezes", form); got.status != http.StatusSeeOther {
		t.Fatalf("set: %d %s", got.status, got.text(".govuk-error-summary"))
	}
	banners := fmt.Sprint(strings.Contains(publisher.get("/studio/figures").body, "Nothing new of your directorate is published until"),
		strings.Contains(o.as("publisher elsewhere").get("/studio/figures").body, "is published until"),
		strings.Contains(admin.get("/studio/figures").body, "Nothing new of some directorates is published until"))
	if banners != "true false true" {
		t.Errorf("told on their pages: concerned, others, admin: %s", banners)
	}
	check := publisher.get(f.page("check"))
	if len(check.nodes("button[value=publish]")) != 0 || !strings.Contains(check.text("main"), "Nothing new is published until") {
		t.Error("Check offers to publish in a freeze")
	}
	refused := publisher.post(f.page("check"), map[string]string{"version": check.attribute("form.fh-vouch input[name=version]", "value"), "vouch": "yes", "do": "publish"})
	if refused.status != http.StatusUnprocessableEntity || o.state(f) != widgets.InDraft {
		t.Errorf("published in a freeze: %d", refused.status)
	}
	if got := publisher.planned(f, nil); got.status != http.StatusUnprocessableEntity {
		t.Errorf("planned for a time in a freeze: %d", got.status)
	}
	list, err := o.store.Freezes(t.Context(), o.now())
	o.must(err)
	lift := "/studio/freezes/" + list[0].ID + "/lift"
	if got := publisher.post(lift, map[string]string{"reason": "Because."}); got.status != http.StatusForbidden {
		t.Errorf("a publisher lifts a freeze: %d", got.status)
	}
	if got := admin.post(lift, map[string]string{"figure": f.widget, "reason": " "}); got.status != http.StatusUnprocessableEntity || got.text("#lift-reason-error") == "" {
		t.Errorf("lifted without a reason: %d", got.status)
	}
	if got := admin.post(lift, map[string]string{"figure": f.widget, "reason": "A flood."}); got.status != http.StatusSeeOther {
		t.Fatalf("lifted for a figure: %d", got.status)
	}
	publisher.publishes(f)
	other := publisher.draft(spend, widgets.Bar)
	if got := admin.post(lift, map[string]string{"reason": ""}); got.status != http.StatusUnprocessableEntity {
		t.Errorf("lifted without a reason: %d", got.status)
	}
	if got := admin.post(lift, map[string]string{"reason": "The election is over."}); got.status != http.StatusSeeOther {
		t.Fatalf("lifted: %d", got.status)
	}
	publisher.publishes(other)
	if page := admin.get("/studio/freezes"); !strings.Contains(page.text("table"), "The election is over.") || !strings.Contains(page.text("table"), "A flood.") {
		t.Errorf("the reasons are not kept: %s", page.text("table"))
	}
}
