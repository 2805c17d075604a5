package widgets_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/widgets"
)

// What a form offers is what the Spec would hold, and a name that is drawn as a
// line stays among the choices.
func TestOffered(t *testing.T) {
	t.Parallel()
	spec := widgets.Spec{Version: 1, Kind: widgets.Bar, Encoding: datasets.Roles{Category: "Local Authority", Value: "Recycled"},
		Annotations: []widgets.Annotation{{Type: "line", Value: "Luton Borough Council"}}}
	bars := figure(t, spec, eastOfEngland())
	if diff := cmp.Diff([]widgets.Offer{
		{Value: "Cambridgeshire County Council", Label: "Cambridgeshire County Council"},
		{Value: "Essex County Council", Label: "Essex County Council"},
		{Value: "Thurrock Council", Label: "Thurrock Council"},
	}, widgets.Marks(bars)); diff != "" {
		t.Errorf("Marks (−want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]widgets.Offer{
		{Value: "Luton Borough Council", Label: "Luton Borough Council 33.4%"},
		{Value: "Cambridgeshire County Council", Label: "Cambridgeshire County Council, 56.2%"},
		{Value: "Essex County Council", Label: "Essex County Council, 51.1%"},
	}, widgets.References(bars)); diff != "" {
		t.Errorf("References (−want +got):\n%s", diff)
	}
	for _, o := range append(widgets.References(bars), widgets.Marks(bars)...) {
		spec.Annotations = append(spec.Annotations[:1], widgets.Annotation{Type: "line", Value: o.Value})
		if f := figure(t, spec, eastOfEngland()); len(f.Unplaced) > 0 && o.Value != "Thurrock Council" {
			t.Errorf("%q is offered and has no place: %v", o.Value, f.Unplaced)
		}
	}
	if widgets.OverTime(bars) || widgets.Lines(bars) != nil {
		t.Error("bars are taken for lines over time")
	}
}

// An annotation without a place names the setting that is to be mended.
func TestUnplacedNamesItsSetting(t *testing.T) {
	t.Parallel()
	spec := widgets.Spec{Version: 1, Kind: widgets.Line, Encoding: datasets.Roles{Time: "Year", Value: "Recycled"},
		Annotations: []widgets.Annotation{
			{Type: "text", At: "1999/00", Text: "Then"}, {Type: "range", At: "2015/16", To: "1999/00"}, {Type: "line", Value: "Rutland"},
			{Type: "range", Value: "10", ToValue: "Rutland"}, {Type: "text", At: "2015/16", Series: "Rutland", Text: "There"}, {Type: "text", At: "2015/16", Text: "Here"},
		},
		Breaks: []widgets.SeriesBreak{{At: "2016/17"}, {At: "1999/00"}}}
	var fields []string
	for _, u := range figure(t, spec, essexRecycling()).Unplaced {
		fields = append(fields, u.Field)
	}
	want := []string{"annotation-1-at", "annotation-2-to", "annotation-3-value", "annotation-4-toValue", "annotation-5-series", "break-2-at"}
	if diff := cmp.Diff(want, fields); diff != "" {
		t.Errorf("settings of the unplaced (−want +got):\n%s", diff)
	}
}

// Periods of columns and bins can stand out; a bin keeps the number that names it.
func TestStandouts(t *testing.T) {
	t.Parallel()
	columns := widgets.Spec{Version: 1, Kind: widgets.Column, Encoding: datasets.Roles{Time: "Year", Value: "Recycled"}}
	f := figure(t, columns, essexRecycling())
	if got := widgets.Standouts(f); len(got) != len(f.Series[0].Points) || got[0].Value != f.Series[0].Points[0].Key {
		t.Errorf("Standouts(columns) = %v, want one for each period", got)
	}
	columns.Kind = widgets.Line
	if got := widgets.Standouts(figure(t, columns, essexRecycling())); got != nil {
		t.Errorf("Standouts(line) = %v, want none: its points cannot stand out", got)
	}
}

// A form asks only for what the figure of a Spec shows.
func TestShownBy(t *testing.T) {
	t.Parallel()
	inTime := datasets.Roles{Time: "Year", Series: "Council", Value: "Recycled"}
	for _, test := range []struct {
		name string
		spec widgets.Spec
		want widgets.Shows
	}{
		{"a line", widgets.Spec{Kind: widgets.Line, Encoding: inTime}, widgets.Shows{Words: true, Lines: true, Bands: true, Times: true, Breaks: true, States: true}},
		{"bars", widgets.Spec{Kind: widgets.Bar, Encoding: datasets.Roles{Category: "Council"}}, widgets.Shows{Words: true, Lines: true, Bands: true, States: true, Gives: true}},
		{"groups of bars", widgets.Spec{Kind: widgets.GroupedBar, Encoding: datasets.Roles{Category: "Council", Series: "Year"}}, widgets.Shows{Words: true, Lines: true, Bands: true, States: true, Groups: true}},
		{"bins", widgets.Spec{Kind: widgets.Histogram}, widgets.Shows{Words: true, Lines: true, Bands: true}},
		{"small bars", widgets.Spec{Kind: widgets.SmallMultiples, Panel: "bar", Encoding: datasets.Roles{Category: "Council", Series: "Year"}}, widgets.Shows{Lines: true, States: true}},
		{"a heat table", widgets.Spec{Kind: widgets.HeatTable, Encoding: inTime}, widgets.Shows{}},
	} {
		got := widgets.ShownBy(test.spec)
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (−want +got):\n%s", test.name, diff)
		}
		if want := test.want.Lines; got.Annotates() != want {
			t.Errorf("%s: Annotates() = %v, want %v", test.name, got.Annotates(), want)
		}
	}
}
