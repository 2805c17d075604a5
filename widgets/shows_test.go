package widgets

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// shownTable is the table of docs/reference/spec.md, made from the kinds.
func shownTable() string {
	var b strings.Builder
	b.WriteString("| Kind | Words at a mark | Line or range of numbers | Event or stretch of time | Break | State | Interval |\n")
	b.WriteString("| --- | --- | --- | --- | --- | --- | --- |\n")
	yes := func(shown bool, otherwise string) string {
		if shown {
			return "yes"
		}
		return otherwise
	}
	for _, k := range kinds {
		interval := yes(k.shows.intervals, "–")
		if interval == "–" && !k.formatsEdges && slices.ContainsFunc(k.roles, func(r Role) bool { return r.Name == "low" }) {
			interval = "in words"
		}
		s := k.shows
		b.WriteString("| [" + string(k.name) + "](kinds.md#" + strings.ToLower(string(k.name)) + ") | " + strings.Join([]string{yes(s.words, "–"), yes(s.values, "–"),
			yes(s.times, "–"), yes(s.breaks, "–"), yes(s.states, "in the note"), interval}, " | ") + " |\n")
	}
	return b.String()
}

// The table of what each kind shows is that of the kinds themselves.
func TestReferenceSaysWhatEachKindShows(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../docs/reference/spec.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(page), shownTable()) {
		t.Errorf("docs/reference/spec.md lacks the table of what each kind shows:\n%s", shownTable())
	}
}
