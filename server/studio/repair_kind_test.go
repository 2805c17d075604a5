package studio_test

import (
	"net/http"
	"strings"
	"testing"

	"figurehead/datasets"
	"figurehead/store"
	"figurehead/widgets"
)

// A pie of more slices than are compared easily becomes bars by the button of
// its check, with the words it had.
func TestAPieOfManySlicesBecomesBars(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	f := publisher.draft("Service,Spent\nRoads,400\nParks,300\nLibraries,200\nMuseums,100\n", widgets.Bar)
	form := publisher.get(f.page("say")).form()
	form["title"], form["kind"] = "Roads cost most", "pie"
	if got := publisher.post(f.page("say"), form); got.status != http.StatusSeeOther {
		t.Fatalf("as a pie: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	page := publisher.get(f.page("check"))
	if got := page.text(`button[name=repair][value=slices]`); strings.TrimSpace(got) != "Show bars instead" {
		t.Fatalf("the button is %q, want bars offered", got)
	}
	sent := publisher.post(f.page("check"), map[string]string{"repair": "slices", "version": page.typed("version")})
	if sent.status != http.StatusSeeOther {
		t.Fatalf("bars instead: status %d, %s", sent.status, sent.text(".govuk-error-summary"))
	}
	draft, err := o.store.Draft(t.Context(), f.widget)
	o.must(err)
	if draft.Spec.Kind != widgets.Bar || draft.Spec.Title != "Roads cost most" {
		t.Errorf("the figure is a %s with the title %q, want a bar chart with its words", draft.Spec.Kind, draft.Spec.Title)
	}
}

// An annotation that has lost its place is removed by the button of its check; the
// others stay.
func TestALostAnnotationIsRemoved(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	f := publisher.draft("Service,Spent\nRoads,400\nParks,300\nLibraries,200\nMuseums,100\n", widgets.Bar)
	draft, err := o.store.Draft(t.Context(), f.widget)
	o.must(err)
	draft.Spec.Annotations = []widgets.Annotation{{Type: "line", Value: "Rutland"}, {Type: "line", Value: "150", Text: "Stays"}, {Type: "line", Value: "Oxford"}}
	_, err = o.store.SaveDraft(t.Context(), store.Actor{ID: o.users["publisher"].ID, Name: "publisher"}, draft)
	o.must(err)
	page := publisher.get(f.page("check"))
	if got := strings.TrimSpace(page.text(`button[name=repair][value=annotations]`)); got != "Remove them" {
		t.Fatalf("the button is %q: %s", got, page.text("main"))
	}
	if got := publisher.post(f.page("check"), map[string]string{"repair": "annotations", "version": page.typed("version")}); got.status != http.StatusSeeOther {
		t.Fatalf("removed: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	draft, err = o.store.Draft(t.Context(), f.widget)
	o.must(err)
	if left := draft.Spec.Annotations; len(left) != 1 || left[0].Text != "Stays" {
		t.Errorf("left are %+v, want the one that has its place", left)
	}
}

// Confidence intervals that a kind has no place for are shown by the button of the
// check, as bars, with the words the figure had.
func TestUnreadIntervalsAreShown(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	f := publisher.draft("Service,Satisfied,Low,High\nRoads,40,35,45\nParks,30,26,34\nLibraries,20,15,25\n", widgets.Bar)
	draft, err := o.store.Draft(t.Context(), f.widget)
	o.must(err)
	draft.Query = datasets.Query{Version: datasets.QueryVersion}
	draft.Spec.Kind, draft.Spec.Title = widgets.Pie, "Roads please most people"
	draft.Spec.Encoding = datasets.Roles{Category: "Service", Value: "Satisfied", Low: "Low", High: "High"}
	_, err = o.store.SaveDraft(t.Context(), store.Actor{ID: o.users["publisher"].ID, Name: "publisher"}, draft)
	o.must(err)
	page := publisher.get(f.page("check"))
	if got := strings.TrimSpace(page.text(`button[name=repair][value=unread-intervals]`)); got != "Show a bar chart instead" {
		t.Fatalf("the button is %q: %s", got, page.text("main"))
	}
	if got := publisher.post(f.page("check"), map[string]string{"repair": "unread-intervals", "version": page.typed("version")}); got.status != http.StatusSeeOther {
		t.Fatalf("shown: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	draft, err = o.store.Draft(t.Context(), f.widget)
	o.must(err)
	if s := draft.Spec; s.Kind != widgets.Bar || s.Encoding.Low != "Low" || s.Encoding.High != "High" || s.Title != "Roads please most people" {
		t.Errorf("the figure is a %s of %+v with the title %q, want bars with intervals and its words", s.Kind, s.Encoding, s.Title)
	}
	if page = publisher.get(f.page("check")); page.text(`button[name=repair][value=unread-intervals]`) != "" {
		t.Error("the check still asks")
	}
}
