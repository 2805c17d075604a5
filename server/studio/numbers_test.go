package studio_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"figurehead/datasets"
	"figurehead/store"
	"figurehead/widgets"
)

const districts = "District,Tonnes\nBasildon,1240\nBraintree,877\nBrentwood,-3\nCastle Point,655\nChelmsford,91\n"

// An officer corrects a number: the reason is asked for, the figure and all its
// files follow and say so, and it can be taken back.
func TestEditNumbers(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("publisher")
	f := p.draft(districts, widgets.Bar)
	if got := p.get(f.page("say")); len(got.nodes(`a[href="`+f.page("numbers")+`"]`)) != 1 {
		t.Error("Say it has no link to the numbers")
	}
	row := f.rowOf(p, "Chelmsford")
	form := p.get(f.page("numbers") + "?row=" + row + "&field=Tonnes")
	if form.typed("value") != "91" || !strings.Contains(form.text("#cell-h"), "Tonnes of Chelmsford") {
		t.Fatalf("the form shows %q of %q", form.typed("value"), form.text("#cell-h"))
	}
	sent := map[string]string{"do": "edit", "version": form.typed("version"), "row": row, "field": "Tonnes", "number": "yes", "value": "1,910.5"}
	if got := p.post(f.page("numbers"), sent); got.status != http.StatusUnprocessableEntity || got.text("#why-error") == "" || got.typed("value") != "1,910.5" {
		t.Errorf("without a reason: status %d, %q, %q kept", got.status, got.text("#why-error"), got.typed("value"))
	}
	sent["why"] = "A digit was missing."
	for value, at := range map[string]string{"lots": "#value-error", "91": "#value-error"} {
		bad := map[string]string{}
		for name, v := range sent {
			bad[name] = v
		}
		bad["value"] = value
		if got := p.post(f.page("numbers"), bad); got.status != http.StatusUnprocessableEntity || got.text(at) == "" {
			t.Errorf("%q: status %d, %q", value, got.status, got.text(at))
		}
	}
	if got := o.as("viewer").post(f.page("numbers"), sent); got.status != http.StatusForbidden {
		t.Errorf("a viewer edits: status %d", got.status)
	}
	if got := p.post(f.page("numbers"), sent); got.status != http.StatusSeeOther {
		t.Fatalf("edited: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	if got := p.post(f.page("numbers"), sent); got.status != http.StatusConflict {
		t.Errorf("an old form: status %d, want 409", got.status)
	}
	page := p.get(f.page("numbers"))
	if got := page.text("#edits-h + ul"); !strings.Contains(got, "1910.5 instead of 91A digit was missing.") {
		t.Errorf("the list says %q", got)
	}
	if got := p.get(f.page("say")).text("#stage"); !strings.Contains(got, "1 figure edited by") {
		t.Errorf("the preview says nothing of it: %q", got)
	}
	e := p.publishes(f)
	base := "/w/" + e.PublicID
	for address, want := range map[string]string{
		base:                       "“Tonnes” of Chelmsford was edited: in the source it is 91. Reason: A digit was missing.",
		"/embed/" + e.PublicID:     "1 figure edited by ",
		base + "/data.csv":         "District,Tonnes,Tonnes (in the source)\r\nChelmsford,1910.5,91\r\nBasildon,1240,\r\n",
		base + "/data.json":        `{"row":1,"field":"Tonnes","source":"91","why":"A digit was missing."}`,
		base + "/datapackage.json": "Tonnes (in the source)",
		base + "/og.svg":           "1 figure edited by",
		"/studio/audit?what=" + store.NumberEdited: "“Tonnes”: A digit was missing.",
	} {
		if got := p.get(address); got.status != http.StatusOK || !strings.Contains(got.body, want) {
			t.Errorf("%s (%d) lacks %q:\n%.1500s", address, got.status, want, got.body)
		}
	}
	if !strings.Contains(e.Alt, "edited by") || !strings.Contains(e.Long, "edited by") {
		t.Errorf("the descriptions say nothing of it: %q, %q", e.Alt, e.Long)
	}
	if got := p.post(f.page("numbers"), map[string]string{"do": "drop", "n": "0", "version": p.get(f.page("numbers")).typed("version")}); got.status != http.StatusSeeOther {
		t.Errorf("taken back: status %d", got.status)
	}
	if draft, err := o.store.Draft(t.Context(), f.widget); err != nil || len(draft.Query.Edits()) != 0 {
		t.Errorf("taken back, %v is left, %v", draft.Query.Edits(), err)
	}
}

// rowOf is the row of the page that a name stands in, from 0.
func (f figure) rowOf(p person, name string) string {
	for _, n := range p.get(f.page("numbers")).nodes("tbody th a") {
		if strings.HasPrefix(textOf(n), name) {
			row, _, _ := strings.Cut(strings.TrimPrefix(attribute(n, "href"), "?row="), "&")
			return row
		}
	}
	p.office.t.Fatalf("no row of %s", name)
	return ""
}

// Numbers that are hidden cannot be edited, nor can an edit show a small one.
func TestEditNumbersOfPeople(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("publisher")
	f := p.draft("District,Patients\nBasildon,1240\nBraintree,877\nBrentwood,3\nCastle Point,655\nChelmsford,910\n", widgets.Bar)
	if got := p.post("/studio/datasets/"+f.dataset+"/protection", map[string]string{"hide": "5"}); got.status != http.StatusSeeOther {
		t.Fatalf("protection: status %d", got.status)
	}
	hidden, shown := f.rowOf(p, "Brentwood"), f.rowOf(p, "Basildon")
	form := p.get(f.page("numbers") + "?row=" + hidden + "&field=Patients")
	if len(form.nodes("#value")) != 0 || form.text(".govuk-error-summary") == "" {
		t.Error("a hidden number has a form")
	}
	sent := map[string]string{"do": "edit", "version": p.get(f.page("numbers") + "?row=" + shown + "&field=Patients").typed("version"), "row": hidden, "field": "Patients", "number": "yes", "value": "12", "why": "I know it"}
	if got := p.post(f.page("numbers"), sent); got.status != http.StatusUnprocessableEntity {
		t.Errorf("a hidden number is edited: status %d", got.status)
	}
	sent["row"], sent["value"] = shown, "4"
	if got := p.post(f.page("numbers"), sent); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.text("#value-error"), "below 5") {
		t.Errorf("a small number is shown: status %d, %q", got.status, got.text("#value-error"))
	}
	sent["value"] = "1250"
	if got := p.post(f.page("numbers"), sent); got.status != http.StatusSeeOther {
		t.Fatalf("a number of many: status %d, %s", got.status, got.text("#value-error"))
	}
	e := p.publishes(f)
	ledger, err := o.store.Ledger(t.Context(), f.dataset)
	o.must(err)
	of := func(district string, hidden bool) bool {
		return slices.ContainsFunc(ledger.Entries, func(e datasets.LedgerEntry) bool {
			return e.Hidden == hidden && e.Measure == "sum Patients" && len(e.Where) == 1 && slices.Equal(e.Where[0].Values, []string{district})
		})
	}
	if !of("Basildon", false) || !of("Brentwood", true) {
		t.Errorf("the ledger has the edited number as hidden, or the hidden one as shown: %v", ledger.Entries)
	}
	if csv := p.get("/w/" + e.PublicID + "/data.csv").body; !strings.Contains(csv, "Basildon,1250,,1240") || strings.Contains(csv, "Brentwood,3") {
		t.Errorf("the CSV is %s", csv)
	}
}
