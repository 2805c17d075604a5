package widgets_test

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
)

// A description has at most 250 characters and ends with a whole sentence,
// whatever the figure.
func TestDescriptionsAreShort(t *testing.T) {
	inWholeLane(t)
	t.Parallel()
	figures := hostileFigures()
	for _, e := range examples(t) {
		figures[filepath.Base(e.folder)] = e.figure(t)
		e.about.Lang = "cy"
		figures[filepath.Base(e.folder)+" in Welsh"] = e.figure(t)
	}
	for name, f := range figures {
		got := widgets.Describe(f)
		if n := utf8.RuneCountInString(got); n == 0 || n > widgets.MaxAlt {
			t.Errorf("%s: Describe has %d characters, want 1 to %d: %q", name, n, widgets.MaxAlt, got)
		}
		if end, _ := utf8.DecodeLastRuneInString(got); !strings.ContainsRune(".!?…", end) {
			t.Errorf("%s: Describe = %q, want a whole sentence", name, got)
		}
	}
}

// A subject that is too long loses its last parts, and never the numbers.
func TestDescribeShortensItsSubject(t *testing.T) {
	t.Parallel()
	spec := barSpec()
	spec.Subtitle = "Share of all waste collected by local authorities that was recycled, composted or reused, by weight, " +
		"in the counties and unitary authorities of the East of England, 2018/19, per cent"
	got := widgets.Describe(figure(t, spec, eastOfEngland()))
	want := "Bar chart of 4 bars: Share of all waste collected by local authorities that was recycled, composted or reused, by weight. " +
		"Cambridgeshire County Council is highest at 56.2%, Luton Borough Council is lowest at 33.4%."
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Describe (−want +got):\n%s", diff)
	}
}

func TestLongDescription(t *testing.T) {
	t.Parallel()
	count := table.Field{Name: "Fly-tips", Kind: table.Integers}
	year := table.Field{Name: "Year", Kind: table.Periods, Grain: table.Year}
	yearly := func(values ...int64) widgets.Figure {
		r := datasets.Result{Fields: []table.Field{year, count}}
		for i, v := range values {
			r.Rows = append(r.Rows, []table.Cell{{Kind: table.Periods, Grain: table.Year, Day: table.Date(2020+i, 1, 1)},
				{Kind: table.Integers, Number: table.NewDecimal(v, 0)}})
		}
		return figure(t, widgets.Spec{Version: 1, Kind: widgets.Column, Encoding: datasets.Roles{Time: "Year", Value: "Fly-tips"}, Title: "Fly-tips"}, r)
	}
	bars := widgets.Spec{Version: 1, Kind: widgets.Bar, Encoding: datasets.Roles{Category: "Local Authority", Value: "Recycled"}, Subtitle: "Share, per cent"}
	four := datasets.Result{Fields: []table.Field{placeField, shareField}}
	for i, v := range []string{"5", "7.5", "2", "3"} {
		four.Rows = append(four.Rows, []table.Cell{text(string(rune('A' + i))), percentage(v)})
	}
	for name, test := range map[string]struct {
		figure widgets.Figure
		want   string
	}{
		"order of bars":                       {figure(t, bars, four), "Bar chart of 4 bars: Share, per cent. B is highest at 7.5%, C is lowest at 2.0%. In order: B 7.5%, A 5.0%, D 3.0%, C 2.0%."},
		"rose":                                {yearly(200, 250), "Column chart of 2 columns, 2020 to 2021: Fly-tips. It goes from 200 in 2020 to 250 in 2021. From 2020 to 2021 it rose by 25.0%, from 200 to 250."},
		"fell":                                {yearly(250, 200), "Column chart of 2 columns, 2020 to 2021: Fly-tips. It goes from 250 in 2020 to 200 in 2021. From 2020 to 2021 it fell by 20.0%, from 250 to 200."},
		"no percentage from a count under 50": {yearly(49, 60), "Column chart of 2 columns, 2020 to 2021: Fly-tips. It goes from 49 in 2020 to 60 in 2021. From 2020 to 2021 it rose by 11, from 49 to 60."},
		"no percentage from none":             {yearly(0, 60), "Column chart of 2 columns, 2020 to 2021: Fly-tips. It goes from 0 in 2020 to 60 in 2021. From 2020 to 2021 it rose by 60, from 0 to 60."},
	} {
		if diff := cmp.Diff(test.want, test.figure.Long); diff != "" {
			t.Errorf("%s: LongDescription (−want +got):\n%s", name, diff)
		}
	}
}
