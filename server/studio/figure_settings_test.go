package studio_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/store"
	"figurehead/widgets"
)

// adminActor is who changes a Draft behind the studio's back.
func adminActor(o *office) store.Actor { return store.Actor{ID: o.users["admin"].ID, Name: "admin"} }

// A typed target stands in the headline, is refused at its fields, and goes
// when it is emptied. Bars, which show none, are not asked for one.
func TestTargetOnSayIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	f := publisher.draft(quarters, widgets.Headline)
	page := publisher.says(f, publisher.get(f.page("say")), map[string]string{"target": "500", "target-text": "Plan of the council", "target-by": "2025"})
	if diff := cmp.Diff(&widgets.Target{Value: "500", Text: "Plan of the council", By: "2025"}, o.spec(f).Target); diff != "" {
		t.Errorf("target (−want +kept):\n%s", diff)
	}
	if got := page.text("#stage"); !strings.Contains(got, "below the target of 500 by 2025") {
		t.Errorf("the preview says %q, want how far it is", got)
	}
	if got := page.text("details:has(#target) small"); got != "500 by 2025" {
		t.Errorf("the summary is %q", got)
	}
	for field, value := range map[string]string{"target": "five hundred", "target-text": strings.Repeat("x", 201), "target-by": strings.Repeat("9", 41)} {
		got := publisher.post(f.page("say"), page.sets(map[string]string{field: value}))
		if got.status != http.StatusUnprocessableEntity || got.text("#"+field+"-error") == "" || got.typed(field) != value {
			t.Errorf("%s = %.20q: status %d, %q at the field, which holds %.20q", field, value, got.status, got.text("#"+field+"-error"), got.typed(field))
		}
	}
	publisher.says(f, page, map[string]string{"target": "", "target-text": "", "target-by": ""})
	if got := o.spec(f).Target; got != nil {
		t.Errorf("emptied, the target is %v", got)
	}
	bar := publisher.draft(spend, widgets.Bar)
	if got := publisher.get(bar.page("say")); len(got.nodes("#target, #panel, #scale, #measure-1")) != 0 {
		t.Error("bars are asked for a setting that they do not have")
	}
}

// A row of headlines takes its numbers from columns, each once.
func TestMeasuresOnSayIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	f := publisher.draft("Month,Calls,Visits,Letters\n2024-01,120,80,7\n2024-02,130,75,9\n2024-03,99,91,8\n", "")
	draft, err := o.store.Draft(t.Context(), f.widget)
	o.must(err)
	draft.Query.Steps = nil
	draft.Spec = widgets.Spec{Version: 1, Kind: widgets.Headlines, Title: "How people reached us", Measures: []string{"Calls", "Visits"}}
	draft.Spec.Encoding.Time = "Month"
	_, err = o.store.SaveDraft(t.Context(), adminActor(o), draft)
	o.must(err)
	page := publisher.get(f.page("say"))
	if page.typed("measure-1") != "Calls" || page.typed("measure-2") != "Visits" || page.typed("measure-3") != "" {
		t.Fatalf("the numbers shown are %q and %q, problems %q", page.typed("measure-1"), page.typed("measure-2"), page.text(".govuk-error-summary"))
	}
	page = publisher.says(f, page, map[string]string{"measure-3": "Letters"})
	if diff := cmp.Diff([]string{"Calls", "Visits", "Letters"}, o.spec(f).Measures); diff != "" {
		t.Errorf("measures (−want +kept):\n%s", diff)
	}
	got := publisher.post(f.page("say"), page.sets(map[string]string{"measure-3": "Calls"}))
	if got.status != http.StatusUnprocessableEntity || got.text("#measure-3-error") == "" || got.typed("measure-3") != "Calls" {
		t.Errorf("one number twice: status %d, %q", got.status, got.text("#measure-3-error"))
	}
}

// Small multiples are made of lines or columns on one scale or several.
func TestPanelsOnSayIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	f := publisher.draft(spend, "")
	draft, err := o.store.Draft(t.Context(), f.widget)
	o.must(err)
	draft.Query.Steps = nil
	draft.Spec = widgets.Spec{Version: 1, Kind: widgets.SmallMultiples, Title: "Spending", Encoding: datasets.Roles{Time: "Month", Series: "Service", Value: "Spent"}}
	_, err = o.store.SaveDraft(t.Context(), adminActor(o), draft)
	o.must(err)
	page := publisher.says(f, publisher.get(f.page("say")), map[string]string{"title": "Spending on services"})
	if page.typed("panel") != "line" || page.typed("scale") != "shared" || o.spec(f).Panel != "" {
		t.Fatalf("small charts begin as %q on a %q scale", page.typed("panel"), page.typed("scale"))
	}
	page = publisher.says(f, page, map[string]string{"panel": "column", "scale": "free"})
	if spec := o.spec(f); spec.Panel != "column" || spec.Scale != "free" {
		t.Errorf("kept as %q on a %q scale", spec.Panel, spec.Scale)
	}
	for _, field := range []string{"panel", "scale"} {
		got := publisher.post(f.page("say"), page.sets(map[string]string{field: "sideways"}))
		if got.status != http.StatusUnprocessableEntity || got.text("#"+field+"-error") == "" || got.typed(field) != page.typed(field) {
			t.Errorf("another %s: status %d, %q, shown as %q", field, got.status, got.text("#"+field+"-error"), got.typed(field))
		}
	}
	page = publisher.says(f, page, map[string]string{"panel": "bar"})
	if len(page.nodes("details[open] #panel[autofocus]")) != 1 {
		t.Error("the page does not go on at what was changed")
	}
	if got := o.spec(f).Encoding; got.Category != "Month" || got.Time != "" || len(page.nodes("#column-category, #column-time")) != 1 {
		t.Errorf("made of bars it reads %+v, problems %q", got, page.text(".govuk-error-summary"))
	}
}

// The bins of a histogram can stand out, by any number in them.
func TestBinsStandOut(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	f := publisher.draft(spend, "")
	draft, err := o.store.Draft(t.Context(), f.widget)
	o.must(err)
	draft.Query.Steps = []datasets.Step{datasets.Bins{Of: "Spent", Lower: "From", Upper: "To", Name: "Payments", Width: "20"}}
	draft.Spec = widgets.Spec{Version: 1, Kind: widgets.Histogram, Title: "What was spent in a month", Highlight: []string{"99.75"},
		Encoding: datasets.Roles{Low: "From", High: "To", Value: "Payments"}}
	_, err = o.store.SaveDraft(t.Context(), adminActor(o), draft)
	o.must(err)
	page := publisher.get(f.page("say"))
	bins := page.nodes("#highlight option")
	if len(bins) < 3 {
		t.Fatalf("%d bins are offered, problems %q", len(bins)-1, page.text(".govuk-error-summary"))
	}
	if page = publisher.says(f, page, nil); page.typed("highlight") != "99.75" || o.spec(f).Highlight[0] != "99.75" {
		t.Errorf("the bin named by a number in it is shown as %q and kept as %q", page.typed("highlight"), o.spec(f).Highlight)
	}
	second := attribute(bins[2], "value")
	page = publisher.says(f, page, map[string]string{"highlight": second})
	if diff := cmp.Diff([]string{second}, o.spec(f).Highlight); diff != "" {
		t.Errorf("highlight (−want +kept):\n%s", diff)
	}
	if got := page.text("details:has(#highlight) small"); !strings.HasSuffix(got, "stands out") || got == second+" stands out" {
		t.Errorf("the summary is %q, want the bin as it is printed", got)
	}
}
