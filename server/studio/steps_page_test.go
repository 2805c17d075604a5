package studio_test

import (
	"net/http"
	"strings"
	"testing"

	"figurehead/datasets"
	"figurehead/widgets"
)

const payments = "Supplier,Directorate,Month,Amount\nAcme,Roads,2024-01,120.50\nAcme,Roads,2024-02,80\nBolt,Parks,2024-01,30.25\nBolt,Roads,2024-02,10\nCrow,Parks,2024-02,500\n"

func (o *office) steps(f figure) []string {
	o.t.Helper()
	draft, err := o.store.Draft(o.t.Context(), f.widget)
	o.must(err)
	var names []string
	for _, step := range draft.Query.Steps {
		names = append(names, step.Do())
	}
	return names
}

// own starts a figure whose rows and sums an officer chooses herself.
func (p person) own(table string) figure {
	p.office.t.Helper()
	f := p.draft(table, "")
	picked := p.post("/studio/sources/"+f.snapshot+"/pick", map[string]string{"suggestion": "own"})
	if picked.status != http.StatusSeeOther || !strings.HasSuffix(picked.location, "/steps") {
		p.office.t.Fatalf("chosen herself: status %d, to %q", picked.status, picked.location)
	}
	f.widget = strings.Split(picked.location, "/")[3]
	return f
}

// adds adds a step at a place with what its form asks for.
func (p person) adds(f figure, at, step string, fields map[string]string) answer {
	p.office.t.Helper()
	form := p.get(f.page("steps") + "?add=" + at + "&do=" + step)
	if len(form.nodes(`form#add input[name="step"]`)) != 1 {
		p.office.t.Fatalf("no form for %s at %s: %s %s", step, at, form.text("main"), form.text("h1"))
	}
	sent := map[string]string{"version": form.typed("version"), "at": at, "step": step, "new": "yes", "do": "save"}
	for name, value := range fields {
		sent[name] = value
	}
	return p.post(f.page("steps"), sent)
}

// An officer builds a figure of her own: each step shows its table, what is
// wrong stands at its field, and the figure follows.
func TestRowsAndSums(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("publisher")
	f := p.own(payments)
	page := p.get(f.page("steps"))
	if got := page.text("table"); !strings.Contains(got, "AcmeRoads2024-01120.5") {
		t.Errorf("the data shows %q", got)
	}
	if offered := p.get(f.page("steps") + "?add=0"); len(offered.nodes("#add li a")) != 23 {
		t.Errorf("%d steps are offered", len(offered.nodes("#add li a")))
	}
	p.refusedSteps(f)
	added := p.adds(f, "0", "group", map[string]string{"p-by-0": "Supplier", "p-measures-1-summary": "sum", "p-measures-1-field": "Amount", "p-measures-1-name": "Spend"})
	if added.status != http.StatusSeeOther || !strings.HasSuffix(added.location, "#step-1") {
		t.Fatalf("group: status %d, to %q, %s", added.status, added.location, added.text(".govuk-error-summary"))
	}
	if got := p.adds(f, "1", "sort", map[string]string{"p-by-1-field": "Spend", "p-by-1-order": "descending"}); got.status != http.StatusSeeOther {
		t.Fatalf("sort: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	if got := p.adds(f, "0", "filter", map[string]string{"p-field": "Month", "p-test": "is", "p-values": "2024-02"}); got.status != http.StatusSeeOther {
		t.Fatalf("filter: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	page = p.get(f.page("steps"))
	last := page.text("section[aria-labelledby=step-3] table")
	if !strings.Contains(last, "Crow500") && !strings.Contains(last, "Crow 500") {
		t.Errorf("after the last step the table shows %q", last)
	}
	if len(page.nodes("#figure-h ~ div .fh-device__glass")) != 1 {
		t.Errorf("the figure is not drawn: %s", page.text("section[aria-labelledby=figure-h]"))
	}
	change := p.get(f.page("steps") + "?step=1")
	if change.typed("p-measures-1-name") != "Spend" || change.typed("p-by-0") != "Supplier" || change.typed("p-measures-1-summary") != "sum" {
		t.Errorf("the form of the group shows %q by %q", change.typed("p-measures-1-name"), change.typed("p-by-0"))
	}
	more := p.post(f.page("steps"), map[string]string{"version": change.typed("version"), "at": "1", "step": "group", "do": "more", "p-by-0": "Supplier", "p-measures-1-summary": "count", "p-measures-1-name": "Payments"})
	if more.status != http.StatusOK || len(more.nodes("#p-measures-2-name")) != 1 || more.typed("p-measures-1-name") != "Payments" {
		t.Errorf("another line: status %d, %q kept", more.status, more.typed("p-measures-1-name"))
	}
	version := func() string { return p.get(f.page("steps")).typed("version") }
	for _, move := range []struct{ do, at, want string }{
		{"down", "1", "filter sort group"}, {"up", "2", "filter group sort"}, {"remove", "2", "filter group"}, {"up", "0", "filter group"},
	} {
		if got := p.post(f.page("steps"), map[string]string{"version": version(), "do": move.do, "at": move.at}); got.status != http.StatusSeeOther {
			t.Errorf("%s %s: status %d", move.do, move.at, got.status)
		}
		if got := strings.Join(o.steps(f), " "); got != move.want {
			t.Errorf("%s %s leaves %q, want %q", move.do, move.at, got, move.want)
		}
		if move.do == "down" { // the order names a column that is made after it
			if got := p.get(f.page("steps")).text("section[aria-labelledby=step-2] .govuk-error-message"); !strings.Contains(got, "Spend") {
				t.Errorf("the broken step says %q", got)
			}
		}
	}
	if got := p.post(f.page("steps"), map[string]string{"version": "1", "do": "remove", "at": "0"}); got.status != http.StatusConflict {
		t.Errorf("an old form: status %d, want 409", got.status)
	}
	if got := o.as("viewer").post(f.page("steps"), map[string]string{"version": version(), "do": "remove", "at": "0"}); got.status != http.StatusForbidden {
		t.Errorf("a viewer: status %d, want 403", got.status)
	}
}

// refusedSteps adds steps that cannot be, and finds what was typed in their forms.
func (p person) refusedSteps(f figure) {
	t := p.office.t
	t.Helper()
	for _, bad := range []struct {
		step   string
		fields map[string]string
		at     string
	}{
		{"filter", nil, "#p-field-error"},
		{"filter", map[string]string{"p-field": "Amount", "p-test": "above", "p-values": "lots"}, "#p-field-error"},
		{"limit", map[string]string{"p-count": "ten"}, "#p-count-error"},
		{"limit", map[string]string{"p-count": "0"}, "#p-count-error"},
		{"group", map[string]string{"p-by-0": "Supplier"}, "#p-measures-1-summary-error"},
		{"group", map[string]string{"p-measures-1-summary": "sum", "p-measures-1-name": "x"}, "#p-measures-1-field-error"},
		{"share", map[string]string{"p-of": "Amount", "p-name": "Amount"}, "#p-name-error"},
	} {
		got := p.adds(f, "0", bad.step, bad.fields)
		if got.status != http.StatusUnprocessableEntity || got.text(bad.at) == "" {
			t.Errorf("%s %v: status %d, %q at %s (%s)", bad.step, bad.fields, got.status, got.text(bad.at), bad.at, got.text(".govuk-error-summary"))
		}
		for name, value := range bad.fields {
			if got.typed(name) != value {
				t.Errorf("%s: %s shows %q, want what was typed", bad.step, name, got.typed(name))
			}
		}
	}
}

// TestColumnsFollowTheSteps: a figure whose column goes away reads another one
// that fits, or the page says what to choose.
func TestColumnsFollowTheSteps(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("publisher")
	f := p.draft("District,Tonnes\nBasildon,1240\nBraintree,877\nBrentwood,93\n", widgets.Bar)
	before := o.spec(f).Encoding
	n := len(o.steps(f))
	at := string(rune('0' + n))
	if got := p.adds(f, at, "group", map[string]string{"p-by-0": "District", "p-measures-1-summary": "max", "p-measures-1-field": "Tonnes", "p-measures-1-name": "Most tonnes"}); got.status != http.StatusSeeOther {
		t.Fatalf("group: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	if got := o.spec(f).Encoding; got != (datasets.Roles{Category: before.Category, Value: "Most tonnes"}) {
		t.Errorf("the figure reads %+v", got)
	}
	if got := p.adds(f, at, "choose", map[string]string{"p-fields-0": "District"}); got.status != http.StatusSeeOther {
		t.Fatalf("choose: status %d", got.status)
	}
	if got := p.get(f.page("steps")); !strings.Contains(got.text("main"), "There is no column \"Tonnes\"") {
		t.Errorf("the page does not say what is wrong: %s", got.text("main"))
	}
}

// TestStepsHideSmallNumbers: no table between the steps shows what the figure
// hides.
func TestStepsHideSmallNumbers(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("publisher")
	f := p.draft("District,Patients\nBasildon,1240\nBraintree,877\nBrentwood,3\nCastle Point,655\nChelmsford,910\n", widgets.Bar)
	if got := p.post("/studio/datasets/"+f.dataset+"/protection", map[string]string{"hide": "5"}); got.status != http.StatusSeeOther {
		t.Fatalf("protection: status %d", got.status)
	}
	page := p.get(f.page("steps"))
	tables := page.nodes("table")
	if len(tables) != len(o.steps(f))+1 {
		t.Errorf("%d tables for %d steps", len(tables), len(o.steps(f)))
	}
	for _, n := range tables {
		text := textOf(n)
		if !strings.Contains(text, "1240") || strings.Contains(text, "Brentwood3") || strings.Contains(text, "655") {
			t.Errorf("a table shows %q", text)
		}
	}
	if got := p.get(f.page("numbers")).text("table"); strings.Contains(got, "Brentwood3") || strings.Contains(got, "655") || !strings.Contains(got, "suppressed") {
		t.Errorf("the numbers to edit show %q", got)
	}
}

// TestStepsTakeReferenceNumbers: a number of a reference table is looked up by
// its columns, which the form shows once the table is chosen.
func TestStepsTakeReferenceNumbers(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("publisher")
	people := p.draft("Code,People\nE07000066,187000\nE07000067,155000\nE07000068,77000\n", "")
	f := p.own("Code,Tonnes\nE07000066,1240\nE07000067,877\nE07000068,93\n")
	if got := p.get(f.page("steps") + "?add=0"); strings.Contains(got.text("#add"), "reference table") {
		t.Error("numbers of a reference table are offered where there is none")
	}
	o.must(o.store.SaveReference(t.Context(), adminActor(o), people.dataset, datasets.Reference{Place: "Code", Value: "People", Called: "people"}))
	form := p.get(f.page("steps") + "?add=0&do=join")
	if got := form.attribute("#p-from option:nth-child(2)", "value"); got != people.snapshot {
		t.Fatalf("the form offers %q, want %q", got, people.snapshot)
	}
	sent := map[string]string{"version": form.typed("version"), "at": "0", "step": "join", "new": "yes", "do": "more", "p-from": people.snapshot}
	form = p.post(f.page("steps"), sent)
	if form.status != http.StatusOK || len(form.nodes(`#p-take option[value="People"]`)) != 1 || form.typed("p-from") != people.snapshot {
		t.Fatalf("its columns: status %d, %s", form.status, form.text("#p-take"))
	}
	got := p.adds(f, "0", "join", map[string]string{"p-from": people.snapshot, "p-take": "People", "p-place-field": "Code", "p-place-is": "Code", "p-name": "People"})
	if got.status != http.StatusSeeOther {
		t.Fatalf("join: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	if got := p.adds(f, "1", "rate", map[string]string{"p-of": "Tonnes", "p-by": "People", "p-per": "1000", "p-name": "Tonnes per 1,000"}); got.status != http.StatusSeeOther {
		t.Fatalf("rate: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	if got := p.get(f.page("steps")).text("section[aria-labelledby=step-2] table"); !strings.Contains(got, "E070000661240187000") {
		t.Errorf("the last table shows %q", got)
	}
	if got := p.get(f.page("steps") + "?step=0"); got.typed("p-take") != "People" || got.typed("p-place-is") != "Code" {
		t.Errorf("the form of the join shows %q by %q", got.typed("p-take"), got.typed("p-place-is"))
	}
}
