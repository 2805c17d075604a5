package studio_test

import (
	"fmt"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/widgets"
	"figurehead/widgets/words"
)

// spend has what every field of Say it works on: names, months and amounts.
const spend = "Month,Service,Spent\n2024-01,Roads,120.50\n2024-02,Roads,130.25\n2024-03,Roads,99.75\n2024-01,Parks,80\n2024-02,Parks,75\n2024-03,Parks,91\n2024-01,Schools,60\n2024-02,Schools,61\n2024-03,Schools,62\n"

// figure is a draft on its way, with the addresses of its pages.
type figure struct {
	snapshot, widget, dataset string
}

func (f figure) page(name string) string { return "/studio/figures/" + f.widget + "/" + name }

// draft pastes a table and picks the first suggestion of a kind, or the first
// of all.
func (p person) draft(table string, kind widgets.Kind) figure {
	o := p.office
	o.t.Helper()
	sent := p.start(map[string]string{"data": table, "from": "ours"}, file{})
	if sent.status != http.StatusSeeOther {
		o.t.Fatalf("the table: status %d, %s", sent.status, sent.text("#data-error"))
	}
	snapshot := strings.Split(sent.location, "/")[3]
	if got := p.post(sent.location, map[string]string{"do": "confirm"}); got.status != http.StatusSeeOther {
		o.t.Fatalf("confirmed: status %d", got.status)
	}
	for i := 1; i <= widgets.MaxSuggestions; i++ {
		picked := p.post("/studio/sources/"+snapshot+"/pick", map[string]string{"suggestion": fmt.Sprint(i)})
		if picked.status != http.StatusSeeOther {
			o.t.Fatalf("suggestion %d: status %d", i, picked.status)
		}
		w, err := o.store.Widget(o.t.Context(), strings.Split(picked.location, "/")[3])
		o.must(err)
		if words.HasToken(w.Title) {
			o.t.Errorf("lists show %q, not the number", w.Title)
		}
		if kind == "" || w.Kind == kind {
			return figure{snapshot, w.ID, w.DatasetID}
		}
	}
	o.t.Fatalf("no %s is suggested", kind)
	return figure{}
}

// publishes vouches for a figure on Check and returns the Edition that readers get.
func (p person) publishes(f figure) widgets.Edition {
	o := p.office
	o.t.Helper()
	check := p.get(f.page("check"))
	got := p.post(f.page("check"), map[string]string{"version": check.attribute("form.fh-vouch input[name=version]", "value"), "vouch": "yes", "do": "publish"})
	if got.status != http.StatusSeeOther {
		o.t.Fatalf("publish: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	return p.edition(f)
}

// edition is what is public of a figure.
func (p person) edition(f figure) widgets.Edition {
	o := p.office
	o.t.Helper()
	w, err := o.store.Widget(o.t.Context(), f.widget)
	o.must(err)
	published, err := o.store.Published(o.t.Context(), w.PublicID)
	o.must(err)
	return published.Edition
}

// form is what the page of Say it would send, unchanged.
func (a answer) form() map[string]string {
	a.t.Helper()
	values := map[string]string{}
	for _, n := range a.nodes(`#editor [name], [form=editor][name]`) {
		if name := attribute(n, "name"); n.Data != "button" && name != "csrf" {
			values[name] = a.typed(name)
		}
	}
	return values
}

// TestBadValuesOnSayIt sends each field with what it cannot take: the message
// stands at the field, everything typed is kept and nothing is saved.
func TestBadValuesOnSayIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	bar, headline := publisher.draft(spend, widgets.Bar), publisher.draft(spend, widgets.Headline)
	long := strings.Repeat("x", 5001)
	for _, test := range []struct {
		name, field, value string
		of                 figure
		kept               bool // a text is; a choice goes back to what it was
	}{
		{"a title of 5,001 characters", "title", long, bar, true},
		{"a subtitle of 5,001 characters", "subtitle", long, bar, true},
		{"a note of 5,001 characters", "note", long, bar, true},
		{"a description of 5,001 characters", "alt", long, bar, true},
		{"a unit of 5,001 characters", "unit", long, bar, true},
		{"a sentence of 5,001 characters", "sentence", long, headline, true},
		{"rows in words", "rows", "ten", bar, true},
		{"no rows", "rows", "0", bar, true},
		{"rows without end", "rows", "99999999999999999999", bar, true},
		{"too many rows", "rows", "41", bar, true},
		{"half a row", "rows", "1.5", bar, true},
		{"another order", "order", "sideways", bar, false},
		{"another comparison", "compare", "lastTuesday", headline, false},
		{"another language", "lang", "fr", bar, false},
		{"decimals in words", "decimals", "many", bar, false},
		{"decimals below none", "decimals", "-1", bar, false},
		{"too many decimals", "decimals", "7", bar, false},
		{"a period that is not there", "data-0", "1066-10", bar, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			before, form := o.stored(), publisher.get(test.of.page("say")).form()
			if _, ok := form[test.field]; !ok {
				t.Fatalf("the page has no field %q, only %v", test.field, maps.Keys(form))
			}
			sent := maps.Clone(form)
			sent[test.field], sent["note"] = test.value, "Also typed."
			if test.field == "note" {
				sent["note"] = test.value
			}
			got := publisher.post(test.of.page("say"), sent)
			if got.status != http.StatusUnprocessableEntity {
				t.Errorf("status %d to %q, want 422", got.status, got.location)
			}
			if got.text("#"+test.field+"-error") == "" || len(got.nodes(`.govuk-error-summary a[href="#`+test.field+`"]`)) != 1 || len(got.nodes("#"+test.field)) != 1 {
				t.Errorf("nothing is said at the field; the summary says %q", got.text(".govuk-error-summary"))
			}
			want := sent
			if !test.kept {
				want = maps.Clone(sent)
				want[test.field] = form[test.field]
			}
			kept := got.form()
			want["alt-written"] = kept["alt-written"]
			if test.field != "alt" { // written from the figure, and follows it
				want["alt"] = kept["alt"]
			}
			if diff := cmp.Diff(shortened(want), shortened(kept)); diff != "" {
				t.Errorf("the form is (-as typed +as shown):\n%s", diff)
			}
			if diff := cmp.Diff(before, o.stored()); diff != "" {
				t.Errorf("something was saved (-before +after):\n%s", diff)
			}
		})
	}
}

// shortened tells long texts by their beginning and their length.
func shortened(values map[string]string) map[string]string {
	short := map[string]string{}
	for name, value := range values {
		short[name] = fmt.Sprintf("%.40s (%d)", value, len(value))
	}
	return short
}

// TestUnknownNames: an address that names nothing is a page that says so.
func TestUnknownNames(t *testing.T) {
	t.Parallel()
	admin := newOffice(t, nil).as("admin")
	for _, id := range []string{"nobodyhasthis", "00000000-0000-0000-0000-000000000000", "%00", "..%2f..%2fetc", "%3Cscript%3E", strings.Repeat("a", 3000)} {
		for _, path := range []string{
			"/studio/sources/%s/read", "/studio/sources/%s/pick", "/studio/figures/%s/say", "/studio/figures/%s/check", "/studio/figures/%s/kit",
			"/studio/figures/%s/kit.zip", "/studio/figures/%s/qr.svg", "/studio/figures/%s/withdraw", "/studio/datasets/%s",
		} {
			if got := admin.get(fmt.Sprintf(path, id)); got.status != http.StatusNotFound {
				t.Errorf("GET %.60s = %d, want 404", fmt.Sprintf(path, id), got.status)
			}
		}
		for _, path := range []string{
			"/studio/sources/%s/read", "/studio/sources/%s/pick", "/studio/figures/%s/say", "/studio/figures/%s/check",
			"/studio/figures/%s/withdraw", "/studio/datasets/%s", "/studio/datasets/%s/purge",
		} {
			got := admin.post(fmt.Sprintf(path, id), map[string]string{"reason": "Because", "publisher": "Us", "suggestion": "1", "do": "publish", "vouch": "yes", "snapshot": id})
			if got.status != http.StatusNotFound {
				t.Errorf("POST %.60s = %d, want 404", fmt.Sprintf(path, id), got.status)
			}
		}
	}
}

// TestOfAnotherDirectorate: who may not change something is refused, whatever
// the form holds, and it stays as it was.
func TestOfAnotherDirectorate(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	f, live := publisher.draft(spend, widgets.Bar), publisher.draft(spend, "")
	version := publisher.get(live.page("check")).typed("version")
	if got := publisher.post(live.page("check"), map[string]string{"do": "publish", "vouch": "yes", "version": version}); got.status != http.StatusSeeOther {
		t.Fatalf("publish: status %d, %s", got.status, got.text("main"))
	}
	editorElsewhere := o.as("editor elsewhere")
	// Anybody may make a figure of their own from it; the dataset is still not theirs.
	theirs := strings.Split(editorElsewhere.post("/studio/sources/"+f.snapshot+"/pick", map[string]string{"suggestion": "1"}).location, "/")[3]
	people := map[string]person{"viewer": o.as("viewer"), "editor": o.as("editor"), "editor elsewhere": editorElsewhere, "publisher elsewhere": o.as("publisher elsewhere")}
	before := o.stored()
	for _, test := range []struct {
		who, path string
		fields    map[string]string
	}{
		{"editor elsewhere", f.page("say"), map[string]string{"title": "Mine", "version": "1"}},
		{"editor elsewhere", f.page("say"), map[string]string{"do": "undo", "version": "1"}},
		{"editor elsewhere", f.page("check"), map[string]string{"licence": "CC0-1.0"}},
		{"editor elsewhere", f.page("check"), map[string]string{"repair": "title", "version": "1"}},
		{"editor elsewhere", "/studio/figures/" + theirs + "/check", map[string]string{"licence": "CC0-1.0"}},
		{"editor elsewhere", "/studio/datasets/" + f.dataset, map[string]string{"publisher": "Us"}},
		{"editor elsewhere", "/studio/sources/" + f.snapshot + "/read", map[string]string{"header-row": "2"}},
		{"publisher elsewhere", f.page("check"), map[string]string{"do": "publish", "vouch": "yes", "version": "1"}},
		{"publisher elsewhere", live.page("withdraw"), map[string]string{"reason": "Because"}},
		{"editor", f.page("check"), map[string]string{"do": "publish", "vouch": "yes", "version": "1"}},
		{"editor", live.page("withdraw"), map[string]string{"reason": "Because"}},
		{"editor", "/studio/datasets/" + f.dataset + "/purge", map[string]string{"reason": "Because", "snapshot": f.snapshot}},
		{"viewer", "/studio/new", map[string]string{"data": spend, "from": "ours"}},
		{"viewer", "/studio/sources/" + f.snapshot + "/read", map[string]string{"do": "confirm"}},
		{"viewer", "/studio/sources/" + f.snapshot + "/pick", map[string]string{"suggestion": "1"}},
		{"viewer", f.page("say"), map[string]string{"title": "Mine", "version": "1"}},
		{"viewer", f.page("check"), map[string]string{"do": "publish", "vouch": "yes", "version": "1"}},
		{"viewer", live.page("withdraw"), map[string]string{"reason": "Because"}},
		{"viewer", "/studio/datasets/" + f.dataset, map[string]string{"publisher": "Us"}},
		{"viewer", "/studio/datasets/" + f.dataset + "/purge", map[string]string{"reason": "Because", "snapshot": f.snapshot}},
	} {
		if got := people[test.who].post(test.path, test.fields); got.status != http.StatusForbidden {
			t.Errorf("%s: POST %s %v = %d, want 403", test.who, test.path, test.fields, got.status)
		}
	}
	for _, path := range []string{f.page("say"), "/studio/new", "/studio/sources/" + f.snapshot + "/read", live.page("withdraw")} {
		if got := people["viewer"].get(path); got.status != http.StatusForbidden {
			t.Errorf("viewer: GET %s = %d, want 403", path, got.status)
		}
	}
	if diff := cmp.Diff(before, o.stored()); diff != "" {
		t.Errorf("something changed (-before +after):\n%s", diff)
	}
}

// TestPublishWithdrawAndPurgeForms walks the end of the journey with every
// form sent wrong, sent right and sent twice.
func TestPublishWithdrawAndPurgeForms(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher, admin := o.as("publisher"), o.as("admin")
	f := publisher.draft(spend, "")
	other := publisher.draft(wards, "")
	if got := publisher.post(f.page("check"), map[string]string{"do": "publish", "version": "1"}); got.status != 422 || got.text("#vouch-error") == "" {
		t.Errorf("publish without the tick = %d, %q", got.status, got.text("#vouch-error"))
	}
	version := publisher.get(f.page("check")).typed("version")
	publish := map[string]string{"do": "publish", "vouch": "yes", "version": version}
	if got := publisher.post(f.page("check"), map[string]string{"do": "publish", "vouch": "yes", "version": "x"}); got.status != http.StatusConflict {
		t.Errorf("publish without a version = %d, want 409", got.status)
	}
	for _, time := range []string{"first", "second"} {
		got := publisher.post(f.page("check"), publish)
		if (got.status != http.StatusSeeOther || got.location != f.page("kit")) && (time == "first" || got.status != http.StatusConflict) {
			t.Errorf("publish for the %s time = %d to %q", time, got.status, got.location)
		}
	}
	widget, err := o.store.Widget(t.Context(), f.widget)
	o.must(err)
	if published, err := o.store.Published(t.Context(), widget.PublicID); err != nil || published.Edition.Number != 1 {
		t.Errorf("the same form sent twice made edition %d, %v", published.Edition.Number, err)
	}

	before := o.stored()
	for _, test := range []struct {
		name   string
		by     person
		path   string
		fields map[string]string
		want   int
		error  string
	}{
		{"withdraw without a reason", publisher, f.page("withdraw"), nil, 422, "#reason-error"},
		{"withdraw for a space", publisher, f.page("withdraw"), map[string]string{"reason": " \t "}, 422, "#reason-error"},
		{"withdraw what is not live", publisher, other.page("withdraw"), map[string]string{"reason": "Because"}, 404, ""},
		{"purge without a reason", admin, "/studio/datasets/" + f.dataset + "/purge", map[string]string{"snapshot": f.snapshot}, 422, "#reason-error"},
		{"purge without a copy", admin, "/studio/datasets/" + f.dataset + "/purge", map[string]string{"reason": "Because"}, 404, ""},
		{"purge a copy of another dataset", admin, "/studio/datasets/" + other.dataset + "/purge", map[string]string{"reason": "Because", "snapshot": f.snapshot}, 404, ""},
		{"a source without a publisher", publisher, "/studio/datasets/" + f.dataset, map[string]string{"title": "Kept"}, 422, "#publisher-error"},
		{"a source with a script for a link", publisher, "/studio/datasets/" + f.dataset, map[string]string{"publisher": "Us", "link": "javascript:alert(1)"}, 422, "#link-error"},
		{"a licence that nobody knows", publisher, "/studio/datasets/" + f.dataset, map[string]string{"publisher": "Us", "licence": "MINE"}, 422, ".govuk-form-group--error"},
		{"a licence that nobody knows, on Check", publisher, f.page("check"), map[string]string{"licence": "MINE"}, 422, ".govuk-error-summary"},
		{"a suggestion that is not there", publisher, "/studio/sources/" + f.snapshot + "/pick", map[string]string{"suggestion": "99"}, 422, ".govuk-error-summary"},
		{"no suggestion", publisher, "/studio/sources/" + f.snapshot + "/pick", nil, 422, ".govuk-error-summary"},
	} {
		got := test.by.post(test.path, test.fields)
		if got.status != test.want || test.error != "" && got.text(test.error) == "" {
			t.Errorf("%s = %d, says %q at %q, want %d", test.name, got.status, got.text(test.error), test.error, test.want)
		}
	}
	if diff := cmp.Diff(before, o.stored()); diff != "" {
		t.Errorf("something changed (-before +after):\n%s", diff)
	}

	withdraw := map[string]string{"reason": "The source was revised."}
	if got := publisher.post(f.page("withdraw"), withdraw); got.status != http.StatusSeeOther {
		t.Errorf("withdraw = %d", got.status)
	}
	if got := publisher.post(f.page("withdraw"), withdraw); got.status != http.StatusNotFound {
		t.Errorf("withdraw again = %d, want 404", got.status)
	}
	purge := map[string]string{"reason": "It named a person.", "snapshot": f.snapshot}
	if got := admin.post("/studio/datasets/"+f.dataset+"/purge", purge); got.status != http.StatusSeeOther {
		t.Errorf("purge = %d", got.status)
	}
	if got := admin.post("/studio/datasets/"+f.dataset+"/purge", purge); got.status < 300 || got.status > 499 {
		t.Errorf("purge again = %d", got.status)
	}
	for _, path := range []string{f.page("say"), f.page("check"), f.page("kit"), "/studio/sources/" + f.snapshot + "/read", "/studio/sources/" + f.snapshot + "/pick", "/studio/datasets/" + f.dataset, "/studio/figures"} {
		if got := admin.get(path); got.status >= 500 {
			t.Errorf("after the purge GET %s = %d", path, got.status)
		}
	}
}

// TestAnUnconfirmedReadingMakesNoFigure: nothing is used before a person said yes.
func TestAnUnconfirmedReadingMakesNoFigure(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	editor := o.as("editor")
	sent := editor.start(map[string]string{"data": spend, "from": "ours"}, file{})
	before := o.stored()
	got := editor.post(strings.TrimSuffix(sent.location, "read")+"pick", map[string]string{"suggestion": "1"})
	if got.status != http.StatusSeeOther || got.location != sent.location {
		t.Errorf("picked = %d to %q, want the way back to %q", got.status, got.location, sent.location)
	}
	if diff := cmp.Diff(before, o.stored()); diff != "" {
		t.Errorf("a figure was made (-before +after):\n%s", diff)
	}
}

// TestAConflictKeepsWhatWasTyped sends a form made from a draft that has since
// been changed.
func TestAConflictKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	f := publisher.draft(spend, widgets.Bar)
	form := publisher.get(f.page("say")).form()
	theirs, mine := maps.Clone(form), maps.Clone(form)
	theirs["title"], mine["title"] = "Theirs came first", "Mine came second"
	if got := publisher.post(f.page("say"), theirs); got.status != http.StatusSeeOther {
		t.Fatalf("theirs = %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	got := publisher.post(f.page("say"), mine)
	if got.status != http.StatusConflict || strings.TrimSpace(got.typed("title")) != "Mine came second" {
		t.Errorf("mine = %d with the title %q", got.status, got.typed("title"))
	}
	if draft, err := o.store.Draft(t.Context(), f.widget); err != nil || draft.Spec.Title != "Theirs came first" {
		t.Errorf("stored is %q, %v", draft.Spec.Title, err)
	}
}

// A bar chart becomes a table and back by a button, with all that was typed;
// a column that is not in the list is refused at its field.
func TestKindAndColumnsOnSayIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	f := publisher.draft(spend, widgets.Bar)
	form := publisher.get(f.page("say")).form()
	form["title"], form["kind"] = "Roads cost most", "table"
	if got := publisher.post(f.page("say"), form); got.status != http.StatusSeeOther {
		t.Fatalf("as a table: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	page := publisher.get(f.page("say"))
	if got := page.text("details:has(#kind) small"); !strings.Contains(got, "Table") {
		t.Errorf("the figure is %q, want a table", got)
	}
	if len(page.nodes(`button[name=kind][value=bar]`)) != 1 || len(page.nodes(`button[name=kind][value=table]`)) != 0 {
		t.Error("the page does not offer a bar chart, or offers the kind it is")
	}
	form = page.form()
	if form["title"] != "Roads cost most" {
		t.Errorf("the title is %q after the change", form["title"])
	}
	form["column-category"] = "Council"
	got := publisher.post(f.page("say"), form)
	if got.status != http.StatusUnprocessableEntity || got.text("#column-category-error") == "" {
		t.Errorf("a column that is not there: status %d, %q", got.status, got.text("#column-category-error"))
	}
	w, err := o.store.Widget(t.Context(), f.widget)
	o.must(err)
	if w.Kind != widgets.Table {
		t.Errorf("the list of figures calls it a %s", w.Kind)
	}
}

// Bars of places become a map by a button; the page then has the list of maps.
func TestMapOnSayIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	f := publisher.draft("Region,Recycled %\nSouth West,49.9\nLondon,30.2\nSouth East,47.5\nEast of England,47.8\nNorth East,36.4\n", widgets.Bar)
	form := publisher.get(f.page("say")).form()
	form["kind"] = "tileMap"
	if got := publisher.post(f.page("say"), form); got.status != http.StatusSeeOther {
		t.Fatalf("as a tile map: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	page := publisher.get(f.page("say"))
	if got := page.text("#places option[selected]"); strings.TrimSpace(got) != "Regions of England" {
		t.Errorf("the map chosen is %q, want Regions of England", got)
	}
	if n := len(page.nodes("#places option")); n != 2 {
		t.Errorf("the page offers %d maps, want the two that have tiles", n)
	}
	form = page.form()
	form["places"] = "nowhere"
	got := publisher.post(f.page("say"), form)
	if got.status != http.StatusUnprocessableEntity || got.text("#places-error") == "" {
		t.Errorf("a map that is not there: status %d, %q", got.status, got.text("#places-error"))
	}
}
