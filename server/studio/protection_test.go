package studio_test

import (
	"net/http"
	"strings"
	"testing"

	"figurehead/datasets"
	"figurehead/widgets"
)

// TestSmallNumbersOnTheDatasetPage sets the rule as a publisher, sees the
// reason in the place of the numbers on Pick and Check, and what the form says
// to bad values and to those who may not change it.
func TestSmallNumbersOnTheDatasetPage(t *testing.T) {
	o := newOffice(t, nil)
	p := o.as("publisher")
	f := p.draft("District,Patients\nBasildon,1240\nBraintree,877\nBrentwood,3\nCastle Point,655\nChelmsford,910\n", widgets.Bar)
	page := "/studio/datasets/" + f.dataset
	for _, test := range []struct {
		name   string
		fields map[string]string
		status int
		at     string
	}{
		{"nothing chosen", nil, http.StatusUnprocessableEntity, "#hide-error"},
		{"no number", map[string]string{"hide": "other"}, http.StatusUnprocessableEntity, "#below-error"},
		{"one", map[string]string{"hide": "other", "below": "1"}, http.StatusUnprocessableEntity, "#below-error"},
		{"too large", map[string]string{"hide": "other", "below": "1000"}, http.StatusUnprocessableEntity, "#below-error"},
		{"words", map[string]string{"hide": "other", "below": "<script>"}, http.StatusUnprocessableEntity, "#below-error"},
		{"below 5", map[string]string{"hide": "5", "round": "yes"}, http.StatusSeeOther, ""},
	} {
		got := p.post(page+"/protection", test.fields)
		if got.status != test.status || test.at != "" && got.text(test.at) == "" {
			t.Errorf("%s: status %d, %q at %s, want %d", test.name, got.status, got.text(test.at), test.at, test.status)
		}
	}
	dataset, err := o.store.Dataset(t.Context(), f.dataset)
	o.must(err)
	if want := (datasets.Protection{Threshold: 5, Round: true}); dataset.Protection != want {
		t.Errorf("protection = %+v, want %+v", dataset.Protection, want)
	}
	if got := p.get(page); got.typed("hide") != "5" || got.typed("round") != "yes" {
		t.Errorf("the form shows %q and %q, want what was saved", got.typed("hide"), got.typed("round"))
	}
	if got := o.as("editor").get(page); len(got.nodes("#hide-5")) != 0 || !strings.Contains(got.body, "Numbers of people below 5 are hidden") {
		t.Errorf("an editor sees the form, or no word about the rule")
	}
	check := p.get(f.page("check"))
	if !strings.Contains(check.body, "1 number is below 5 and hidden, and 1 more") {
		t.Errorf("Check does not say what is hidden: %s", check.text(".fh-checks"))
	}
	for _, page := range []string{"say", "check"} {
		if got := p.get(f.page(page)); !strings.Contains(got.body, "hidden to protect people") {
			t.Errorf("%s does not show the reason", page)
		}
	}
	if pick := p.get("/studio/sources/" + f.snapshot + "/pick"); strings.Contains(pick.body, "655") {
		t.Errorf("Pick shows a hidden number")
	}
	edition := p.publishes(f)
	for _, address := range []string{"/w/" + edition.PublicID, "/embed/" + edition.PublicID, "/w/" + edition.PublicID + "/data.csv", "/w/" + edition.PublicID + "/data.json"} {
		got := p.get(address)
		if strings.Contains(got.body, ">655<") || strings.Contains(got.body, ",655,") || strings.Contains(got.body, ": 655") {
			t.Errorf("%s shows the number that is hidden for another", address)
		}
	}
}
