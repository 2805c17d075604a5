package studio_test

import (
	"net/http"
	"strings"
	"testing"

	"figurehead/widgets"
)

// TestUnknownLicenceIsADecision publishes data of somebody else: its licence stands
// in the way until a person decides, and Check names who did.
func TestUnknownLicenceIsADecision(t *testing.T) {
	o := newOffice(t, nil)
	p := o.as("publisher")
	f := p.draft("District,Visits\nBasildon,1240\nBraintree,877\nBrentwood,703\n", widgets.Bar)
	page := "/studio/datasets/" + f.dataset
	if got := p.post(page, map[string]string{"publisher": "Example Statistics Office", "title": "Visits", "licence": ""}); got.status != http.StatusSeeOther {
		t.Fatalf("source: status %d", got.status)
	}
	if got := p.get(f.page("check")); !strings.Contains(got.body, "The licence is not decided") {
		t.Error("Check does not ask for the licence")
	}
	if got := p.post(f.page("check"), map[string]string{"licence": "CC-BY-4.0"}); got.status >= 400 {
		t.Fatalf("decided: status %d", got.status)
	}
	dataset, err := o.store.Dataset(t.Context(), f.dataset)
	o.must(err)
	if by := dataset.Source.LicenceBy; by == "" || !strings.Contains(p.get(f.page("check")).body, "Creative Commons Attribution 4.0. Decided by "+by) {
		t.Errorf("Check does not say that %q decided", by)
	}
	if e := p.publishes(f); e.Provenance.Statement != "Visits, by Example Statistics Office, licensed under Creative Commons Attribution 4.0; changed." {
		t.Errorf("statement = %q", e.Provenance.Statement)
	}
	if got := p.post(page, map[string]string{"publisher": "Example Statistics Office", "title": "Visits", "licence": "CC-BY-4.0"}); got.status != http.StatusSeeOther {
		t.Fatalf("source: status %d", got.status)
	}
	if again, err := o.store.Dataset(t.Context(), f.dataset); err != nil || again.Source.LicenceBy != dataset.Source.LicenceBy {
		t.Errorf("who decided was %q and is %q, %v, though nothing was decided", dataset.Source.LicenceBy, again.Source.LicenceBy, err)
	}
}
