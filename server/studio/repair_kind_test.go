package studio_test

import (
	"net/http"
	"strings"
	"testing"

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
