package studio_test

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"figurehead/datasets"
	"figurehead/widgets"
)

// residents is a reference table that was made for this test.
const residents = "Code\tYear\tResidents\nE07000066\t2022\t187600\nE07000067\t2022\t155200\nE07000068\t2022\t77000\nE07000069\t2022\t89600\n" +
	"E07000070\t2022\t181500\nE07000071\t2022\t192700\nE07000072\t2022\t134900\nE07000073\t2022\t93300\nE07000074\t2022\t66200\nE07000075\t2022\t85600\n"

// TestFiguresPerHead marks a table of people as a reference table and publishes a
// figure per head, as an officer without scripts does: Pick asks for people, the
// dataset's page takes them, Pick offers, and readers get both sources.
func TestFiguresPerHead(t *testing.T) {
	o := newOffice(t, nil)
	p := o.as("publisher")
	raw, err := os.ReadFile("../publishing/testdata/epc-essex-2022.csv")
	o.must(err)
	certificates := p.draft(string(raw), "")
	pick := "/studio/sources/" + certificates.snapshot + "/pick"
	if got := p.get(pick); !strings.Contains(got.text("main"), "To show numbers per 1,000 people, bring in how many people there are") {
		t.Error("Pick does not say how numbers are shown per head")
	}

	people := p.draft(residents, "")
	page := "/studio/datasets/" + people.dataset
	saved := p.post(page, map[string]string{"publisher": "Example Statistics Office", "title": "People by district", "licence": "CC-BY-4.0"})
	if saved.status != http.StatusSeeOther {
		t.Fatalf("source: status %d", saved.status)
	}
	p.refusedAsReference(page)
	want := datasets.Reference{Place: "Code", Period: "Year", Value: "Residents", Called: "people"}
	if got := p.get(page); got.typed("period") != "Year" || got.typed("called") != "people" {
		t.Errorf("the form proposes %q and %q", got.typed("period"), got.typed("called"))
	}
	if got := p.post(page+"/reference", map[string]string{"place": "Code", "period": "Year", "value": "Residents", "called": "People"}); got.status != http.StatusSeeOther {
		t.Fatalf("reference: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	dataset, err := o.store.Dataset(t.Context(), people.dataset)
	o.must(err)
	if dataset.Reference != want {
		t.Errorf("reference = %+v, want %+v", dataset.Reference, want)
	}
	if got := o.as("viewer").get(page); len(got.nodes("#reference-place")) != 0 || !strings.Contains(got.body, "can be shown per 1,000 people") {
		t.Error("a viewer sees the form, or no word about it")
	}

	offered := p.get(pick)
	cards := offered.nodes("section[aria-labelledby=per-head] button[name=suggestion]")
	if len(cards) != 3 || strings.Contains(offered.body, "bring in how many people there are") {
		t.Fatalf("%d figures per head are offered, want 3 and no word of bringing people in", len(cards))
	}
	number := ""
	for _, a := range cards[1].Attr {
		if a.Key == "value" {
			number = a.Val
		}
	}
	picked := p.post(pick, map[string]string{"suggestion": number})
	f := figure{certificates.snapshot, strings.Split(picked.location, "/")[3], certificates.dataset}
	if say := p.get(f.page("say")); !strings.Contains(say.body, "per 1,000 people") || strings.Count(say.text(".fh-fig__f"), "Source:") != 2 {
		t.Errorf("Say it shows the source line %q, want both sources", say.text(".fh-fig__f"))
	}
	if check := p.get(f.page("check")); !strings.Contains(check.body, "Both sources stand below the figure") || !strings.Contains(check.body, "There is no “Residents” for this place and year") {
		t.Errorf("Check says %s", check.text("main"))
	}
	e := p.publishes(f)
	if uses := p.get(page).nodes(`.fh-uses a[href="` + f.page("kit") + `"]`); len(uses) != 1 {
		t.Error("the page of the reference table does not list the figure that takes numbers from it")
	}
	if e.Kind != widgets.Bar || len(e.Provenance.Also) != 1 {
		t.Errorf("the edition is a %s with %d more sources", e.Kind, len(e.Provenance.Also))
	}
	share := p.get("/w/" + e.PublicID)
	if n := strings.Count(share.text("aside[aria-labelledby=prov]"), "Licence"); n < 2 {
		t.Errorf("the share page lists %s", share.text("aside[aria-labelledby=prov]"))
	}
	if got := p.post(page+"/reference", map[string]string{"stop": "yes"}); got.status != http.StatusSeeOther {
		t.Errorf("stop: status %d", got.status)
	}
	if got := p.get(pick); len(got.nodes("section[aria-labelledby=per-head]")) != 0 {
		t.Error("figures per head are offered without a reference table")
	}
}

// refusedAsReference sends the form of a reference table with what cannot be one.
func (p person) refusedAsReference(page string) {
	t := p.office.t
	t.Helper()
	for _, test := range []struct {
		name   string
		fields map[string]string
		at     string
	}{
		{"nothing chosen", nil, "#reference-called-error"},
		{"numbers as places", map[string]string{"place": "Residents", "value": "Residents", "called": "people"}, "#reference-place-error"},
		{"places as periods", map[string]string{"place": "Code", "period": "Code", "value": "Residents", "called": "people"}, "#reference-period-error"},
		{"a column that is not there", map[string]string{"place": "Code", "value": "<script>", "called": "people"}, "#reference-value-error"},
		{"a long name", map[string]string{"place": "Code", "value": "Residents", "called": strings.Repeat("people ", 20)}, "#reference-called-error"},
	} {
		got := p.post(page+"/reference", test.fields)
		if got.status != http.StatusUnprocessableEntity || got.text(test.at) == "" {
			t.Errorf("%s: status %d, %q at %s, want words there", test.name, got.status, got.text(test.at), test.at)
		}
		if strings.Contains(got.body, "This is a reference table") {
			t.Errorf("%s: the page says that it is a reference table", test.name)
		}
	}
}
