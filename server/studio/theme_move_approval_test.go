package studio_test

import (
	"net/http"
	"strings"
	"testing"
)

// Where approval is on, what moves is asked for and public as it was until a second
// person says yes.
func TestFiguresMoveUnderApproval(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	maker, admin := o.as("publisher"), o.as("admin")
	f := maker.draft(spend, "")
	maker.publishes(f)
	admin.publishesTheme(map[string]string{"highlight": "#662483"})
	if own := maker.get(f.page("say")).attribute(`link[href*="colour="]`, "href"); own != "/studio/theme.css?colour=12436d" {
		t.Errorf("Say it shows a figure of the older version in the colour of %q", own)
	}
	if page := admin.get(themeAddress + "/move"); len(page.nodes(".fh-moved .fh-data-12436d")) != 1 {
		t.Errorf("the picture of now is not in its own colour: %s", page.text(".fh-moved"))
	}
	o.approvalOn()
	got := admin.post(themeAddress+"/move", map[string]string{"version": "2", "move": "figure:" + f.widget})
	said := admin.get(got.location).text("[role=status]")
	if !strings.Contains(said, "It waits for approval.") {
		t.Errorf("told %q", said)
	}
	if e := maker.edition(f); e.Number != 1 || e.ThemeVersion != 1 {
		t.Errorf("it moved without a second person: edition %d in theme version %d", e.Number, e.ThemeVersion)
	}
	if got := maker.post(f.page("approval"), maker.decision(f, "approve")); got.status != http.StatusSeeOther {
		t.Fatalf("approved: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	if e := maker.edition(f); e.Number != 2 || e.ThemeVersion != 2 {
		t.Errorf("after the yes it is edition %d in theme version %d, want 2 and 2", e.Number, e.ThemeVersion)
	}
}
