package studio_test

import (
	"net/http"
	"strings"
	"testing"

	"figurehead/store"
)

// Figures move to a newer version of the theme when somebody says so: shown before,
// published again with the numbers they have, and what cannot move stays and says why.
func TestFiguresMoveToATheme(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("admin")
	first, edited, older := p.draft(spend, ""), p.draft(spend, ""), p.draft(spend, "")
	for _, f := range []figure{first, edited, older} {
		p.publishes(f)
	}
	p.publishesTheme(map[string]string{"highlight": "#662483", "footer": "Made by the insight team"})
	fields := p.get(edited.page("say")).form()
	fields["title"], fields["do"] = "Another title", ""
	if got := p.post(edited.page("say"), fields); got.status != http.StatusSeeOther && got.status != http.StatusOK {
		t.Fatalf("a change: status %d", got.status)
	}

	moved := themeAddress + "/move"
	page := p.get(moved)
	if got := page.text("h1"); got != "Move 3 figures to version 2?" {
		t.Errorf("heading %q", got)
	}
	if got := page.text("table"); !strings.Contains(got, "Stands out #12436d #662483") || !strings.Contains(got, "Line under every figurenoneMade by the insight team") {
		t.Errorf("what is different: %s", got)
	}
	if got := len(page.nodes(".fh-moved figure")); got != 6 {
		t.Errorf("%d drawings, want each figure as it is and as it would be", got)
	}
	if got := p.post(moved, map[string]string{"version": "2"}); got.status != http.StatusUnprocessableEntity {
		t.Errorf("nothing ticked: status %d", got.status)
	}
	if got := p.post(moved, map[string]string{"version": "1", "move": "figure:" + first.widget}); got.status != http.StatusConflict {
		t.Errorf("another version than was shown: status %d", got.status)
	}
	if e := p.edition(first); e.Number != 1 {
		t.Errorf("a refused move made edition %d", e.Number)
	}

	for _, f := range []figure{first, edited} {
		got := p.post(moved, map[string]string{"version": "2", "move": "figure:" + f.widget})
		if got.status != http.StatusSeeOther || !strings.HasPrefix(got.location, moved+"?done=") {
			t.Fatalf("moved: status %d to %q", got.status, got.location)
		}
		said := p.get(got.location).text("[role=status]")
		want := map[figure]string{first: "1 figure is in version 2 now.", edited: "It has changes that are not published yet."}[f]
		if !strings.Contains(said, want) {
			t.Errorf("told %q, want %q", said, want)
		}
	}
	is := p.edition(first)
	if is.Number != 2 || is.ThemeVersion != 2 || is.Footer != "Made by the insight team" {
		t.Errorf("moved: edition %d, theme version %d, footer %q", is.Number, is.ThemeVersion, is.Footer)
	}
	if e := p.edition(older); e.Number != 1 || e.ThemeVersion != 1 {
		t.Errorf("a figure that was not ticked moved: edition %d in version %d", e.Number, e.ThemeVersion)
	}
	if e := p.publishes(edited); e.ThemeVersion != 2 || e.Title != "Another title" {
		t.Errorf("published later: theme version %d, title %q", e.ThemeVersion, e.Title)
	}
	if got := p.get(moved).text("h1"); got != "Move 1 figure to version 2?" {
		t.Errorf("heading afterwards %q", got)
	}
	events, err := o.store.Audit(t.Context(), store.AuditFilter{Action: store.ThemeMoved})
	o.must(err)
	if len(events) != 2 || events[1].Detail != "1 of 1 figures to version 2" {
		t.Errorf("audit trail: %+v", events)
	}
}

// Under a freeze nothing moves.
func TestFrozenFiguresDoNotMove(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("admin")
	f := p.draft(spend, "")
	p.publishes(f)
	p.publishesTheme(map[string]string{"highlight": "#662483"})
	now := o.now()
	_, err := o.store.SetFreeze(t.Context(), store.Actor{ID: o.users["admin"].ID, Name: "admin"}, store.Freeze{From: now.Add(-1e9), To: now.Add(3600e9), Reason: "Pre-election period"})
	o.must(err)
	got := p.post(themeAddress+"/move", map[string]string{"version": "2", "move": "figure:" + f.widget})
	if said := p.get(got.location).text("[role=status]"); !strings.Contains(said, "No figure was moved.") || !strings.Contains(said, "Pre-election period") {
		t.Errorf("told %q", said)
	}
	if e := p.edition(f); e.Number != 1 {
		t.Errorf("edition %d was published in a freeze", e.Number)
	}
}

// Several themes stand beside each other; new figures use the one that was chosen.
func TestNamedThemes(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("admin")
	list := themeAddress[:strings.LastIndex(themeAddress, "/")]
	for name, want := range map[string]string{"": "Enter a name for the theme.", "example county council": "There is a theme of that name."} {
		if got := p.post(list, map[string]string{"name": name, "like": "council"}); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.text("#name-error"), want) {
			t.Errorf("named %q: status %d, %q", name, got.status, got.text("#name-error"))
		}
	}
	made := p.post(list, map[string]string{"name": "Libraries", "like": "council"})
	if made.status != http.StatusSeeOther {
		t.Fatalf("made: status %d", made.status)
	}
	fields := p.coloursOf(made.location)
	fields["highlight"], fields["do"] = "#662483", "publish"
	if got := p.post(made.location, fields); got.location != made.location+"?done=published" {
		t.Fatalf("published: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	if o.theme().ID != "council" {
		t.Error("publishing a theme made it the usual one")
	}
	if got := p.post(list, map[string]string{"use": made.location[len(list)+1:]}); got.status != http.StatusSeeOther {
		t.Fatalf("used: status %d", got.status)
	}
	e := p.publishes(p.draft(spend, ""))
	if e.Dressed("light").Highlight.String() != "#662483" || e.ThemeID != made.location[len(list)+1:] {
		t.Errorf("a new figure is in theme %s", e.ThemeID)
	}
	if page := p.get(list); !strings.Contains(page.text(".fh-themes li:first-child"), "Libraries") || !strings.Contains(page.text(".fh-themes li:first-child"), "1 public figure is drawn in it.") {
		t.Errorf("the list: %s", page.text(".fh-themes"))
	}
	if got := o.as("editor").get(list); got.status != http.StatusForbidden {
		t.Errorf("an editor: status %d", got.status)
	}
}
