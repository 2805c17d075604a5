package studio_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/widgets"
)

// A run of periods is marked by its first and its last; a part says what it
// covers; saved again all of it stays as it is.
func TestStatesOnSayIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	line := publisher.draft(quarters, widgets.Line)
	page := publisher.says(line, publisher.get(line.page("say")), map[string]string{"do": "add-state"})
	if got := page.typed("state-1-at"); got != "2023 Q4" || len(page.nodes(`#states[open] #state-1-at[autofocus]`)) != 1 {
		t.Fatalf("the new row begins with %q, want the newest quarter", got)
	}
	if publisher.says(line, page, nil); o.spec(line).States != nil {
		t.Errorf("left blank it is %v", o.spec(line).States)
	}
	page = publisher.says(line, page.again(publisher, line.page("say")), map[string]string{"state-1-at": "2023 Q3", "state-1-to": "2023 Q1", "state-1-is": "provisional"})
	page = publisher.says(line, page, map[string]string{"do": "add-state"})
	page = publisher.says(line, page, map[string]string{"state-2-is": "part", "state-2-part": "October to November only"})
	want := map[string]string{"2023 Q1": "provisional", "2023 Q2": "provisional", "2023 Q3": "provisional", "2023 Q4": "October to November only"}
	if diff := cmp.Diff(want, o.spec(line).States); diff != "" {
		t.Errorf("states (−want +kept):\n%s", diff)
	}
	rows := map[string]string{"state-1-at": "2023 Q1", "state-1-to": "2023 Q3", "state-1-is": "provisional", "state-2-at": "2023 Q4", "state-2-to": "", "state-2-is": "part", "state-2-part": "October to November"}
	for name, value := range rows {
		if got := page.typed(name); got != value {
			t.Errorf("%s shows %q, want %q", name, got, value)
		}
	}
	if got := page.text("#stage"); !strings.Contains(got, "provisional") || strings.Contains(got, "only only") {
		t.Errorf("the preview says %q", got)
	}
	version := page.typed("version")
	if page = publisher.says(line, page, nil); page.typed("version") != version {
		t.Errorf("saved unchanged it became %v", o.spec(line).States)
	}
	page = publisher.says(line, page, map[string]string{"do": "remove-state-1"})
	if diff := cmp.Diff(map[string]string{"2023 Q4": "October to November only"}, o.spec(line).States); diff != "" || len(page.nodes("#states[open]")) != 1 {
		t.Errorf("the first row taken away (−want +kept):\n%s", diff)
	}
	sent := publisher.post(line.page("say"), page.sets(map[string]string{"state-1-is": ""}))
	if sent.status != http.StatusUnprocessableEntity || sent.text("#state-1-is-error") == "" {
		t.Errorf("no state: status %d, %q at its field", sent.status, sent.text("#state-1-is-error"))
	}
}

// Shorthand that the list does not have is kept while other things change.
func TestStatesAreKept(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	line := publisher.draft(quarters, widgets.Line)
	draft, err := o.store.Draft(t.Context(), line.widget)
	o.must(err)
	draft.Spec.States = map[string]string{"2022 Q3": "[p][b]", "2023 Q1": "dros dro", "1999 Q1": "estimated"}
	_, err = o.store.SaveDraft(t.Context(), adminActor(o), draft)
	o.must(err)
	page := publisher.says(line, publisher.get(line.page("say")), map[string]string{"title": "Applications rose"})
	if diff := cmp.Diff(draft.Spec.States, o.spec(line).States); diff != "" {
		t.Errorf("states (−before +after another change):\n%s", diff)
	}
	if got := page.text("#state-3-at option[selected]"); got != "1999 Q1 (not in the data)" {
		t.Errorf("a quarter that is gone is shown as %q", got)
	}
	if got := page.typed("state-2-is"); got != "provisional" {
		t.Errorf("“dros dro” is shown as %q, want provisional", got)
	}
}
