package publishing_test

import (
	"slices"
	"strings"
	"testing"

	"figurehead/datasets"
	"figurehead/embed"
	"figurehead/server/publishing"
	"figurehead/widgets"
)

const equals = "Service,Spent\nRoads,400\nParks,300\nLibraries,200\nMuseums,200\nArchives,200\nArts,100\n"

// A figure that ends between equal numbers says who is left out, under the figure and
// in Check; while small numbers are hidden nothing is said of those that are not shown.
func TestWhoIsLeftOutAlthoughEqualIsSaid(t *testing.T) {
	t.Parallel()
	d, suggestions := openDesk(t, "spend.csv", equals)
	i := slices.IndexFunc(suggestions, func(s publishing.Suggested) bool { return s.Kind == widgets.Bar })
	if i < 0 {
		t.Fatal("no bar chart is suggested")
	}
	s := suggestions[i]
	s.Query = datasets.Query{Version: datasets.QueryVersion, Steps: []datasets.Step{
		datasets.Sort{By: []datasets.SortKey{{Field: "Spent", Order: "descending"}}}, datasets.Limit{Count: 3}}}
	s.Spec.Title, s.Spec.Subtitle = "Roads cost most", "Spending by service, pounds"
	draft := widgets.Draft{SnapshotID: d.snapshot.ID, Query: s.Query, Spec: s.Spec}
	p, err := d.publisher.Preview(t.Context(), draft)
	if err != nil {
		t.Fatal(err)
	}
	const note = "Not shown, although equal to Libraries: Museums and Archives."
	if !slices.Contains(p.Figure.Notes, note) {
		t.Errorf("notes = %q, want %q", p.Figure.Notes, note)
	}
	tie := slices.IndexFunc(p.Checks, func(c widgets.Check) bool { return c.ID == "tie" })
	if tie < 0 || p.Checks[tie].Blocking || !strings.HasPrefix(p.Checks[tie].Reason, "Museums and Archives: the same “Spent” as Libraries, which is the last that is shown.") {
		t.Errorf("checks = %+v, want what is left out", p.Checks)
	}
	d.publish(t, s)
	frame, err := embed.Frame(d.live(t).Edition, embed.FrameOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(frame), note) {
		t.Error("the frame does not say who is left out")
	}

	draft.Spec.Lang = "cy"
	if p, err = d.publisher.Preview(t.Context(), draft); err != nil || !slices.Contains(p.Figure.Notes, "Heb eu dangos, er yn gyfartal â Libraries: Museums, Archives.") {
		t.Errorf("in Welsh: %q, %v", p.Figure.Notes, err)
	}
	draft.Spec.Lang = ""
	draft.Query.Steps = []datasets.Step{datasets.Top{Field: "Service", Of: "Spent", Count: 3, Other: "Other services"}}
	if p, err = d.publisher.Preview(t.Context(), draft); err != nil || !slices.Contains(p.Figure.Notes, "Part of “Other services”, although equal to Libraries: Museums and Archives.") {
		t.Errorf("of the rest: %q, %v", p.Figure.Notes, err)
	}
	if err := d.store.SaveProtection(t.Context(), officer, d.dataset.ID, datasets.Protection{Threshold: 5}); err != nil {
		t.Fatal(err)
	}
	draft.Query = s.Query
	if p, err = d.publisher.Preview(t.Context(), draft); err != nil || slices.ContainsFunc(p.Figure.Notes, func(n string) bool { return strings.Contains(n, "equal") }) {
		t.Errorf("with small numbers hidden: %q, %v", p.Figure.Notes, err)
	}
}
