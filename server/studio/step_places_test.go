package studio_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

// An officer who has all places of the country keeps those of her county with
// one press.
func TestPlacesAreFilledIn(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("publisher")
	f := p.own("Area code,Area,Homes\nE07000066,Basildon,120\nE07000067,Braintree,80\nE06000033,Southend-on-Sea,300\nE06000034,Thurrock,10\n")
	form := p.get(f.page("steps") + "?add=0&do=filter")
	if got := form.text("#add"); !strings.Contains(got, "Districts of Essex (12)") || !strings.Contains(got, "Regions of England (9)") {
		t.Fatalf("the form offers %q", got)
	}
	sent := map[string]string{"version": form.typed("version"), "at": "0", "step": "filter", "new": "yes", "fill": "essex-districts"}
	filled := p.post(f.page("steps"), sent)
	if filled.status != http.StatusOK || filled.typed("p-field") != "Area code" || filled.typed("p-test") != "is" {
		t.Fatalf("filled in: status %d, column %q, test %q", filled.status, filled.typed("p-field"), filled.typed("p-test"))
	}
	if lines := strings.Fields(filled.typed("p-values")); len(lines) != 12 || !slices.Contains(lines, "E07000066") {
		t.Fatalf("filled in with %q", lines)
	}
	sent["p-field"] = "Area"
	if got := p.post(f.page("steps"), sent).typed("p-values"); !strings.Contains(got, "Basildon\n") {
		t.Errorf("a column of names is filled in with %q", got)
	}
	sent["fill"] = "nowhere"
	if got := p.post(f.page("steps"), sent); got.status != http.StatusOK || got.typed("p-values") != "" {
		t.Errorf("a set that is not there: status %d, filled in with %q", got.status, got.typed("p-values"))
	}
	if got := p.adds(f, "0", "filter", map[string]string{"p-field": "Area code", "p-test": "is", "p-values": filled.typed("p-values")}); got.status != http.StatusSeeOther {
		t.Fatalf("added: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	if got := p.get(f.page("steps")).text("section[aria-labelledby=step-1] table"); !strings.Contains(got, "Braintree") || strings.Contains(got, "Thurrock") {
		t.Errorf("the rows kept are %q", got)
	}
	if got := p.own(payments); strings.Contains(p.get(got.page("steps")+"?add=0&do=filter").text("#add"), "Fill in the places") {
		t.Error("places are offered for a table without any")
	}
}
