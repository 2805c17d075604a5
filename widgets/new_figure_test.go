package widgets_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

// The cells of a Result, short enough for a table test.

func text(s string) table.Cell { return table.Cell{Kind: table.Text, Text: s} }

func percentage(s string) table.Cell {
	return table.Cell{Kind: table.Percentages, Number: table.MustDecimal(s)}
}

func gone(r table.Reason) table.Cell { return table.Cell{Kind: table.Percentages, Missing: r} }

func financialYear(year int) table.Cell {
	return table.Cell{Kind: table.Periods, Grain: table.FinancialYear, Day: table.Date(year, 4, 1)}
}

var (
	yearField  = table.Field{Name: "Year", Kind: table.Periods, Grain: table.FinancialYear, Role: table.Time}
	placeField = table.Field{Name: "Local Authority", Kind: table.Text}
	shareField = table.Field{Name: "Recycled", Kind: table.Percentages, Role: table.Measure, Unit: "%"}
)

// essexRecycling is what councils in Essex recycled, DEFRA through ONS, SDG 11.6.1.
func essexRecycling() datasets.Result {
	return datasets.Result{Fields: []table.Field{yearField, shareField}, Rows: [][]table.Cell{
		{financialYear(2014), percentage("47.596915688970604")},
		{financialYear(2015), percentage("48.59994136870305")},
		{financialYear(2016), percentage("49.844355444441135")},
		{financialYear(2017), percentage("49.9370367959794")},
		{financialYear(2018), percentage("51.135829039700496")},
	}}
}

func eastOfEngland() datasets.Result {
	return datasets.Result{Fields: []table.Field{placeField, yearField, shareField}, Rows: [][]table.Cell{
		{text("Luton Borough Council"), financialYear(2018), percentage("33.42815094671177")},
		{text("Cambridgeshire County Council"), financialYear(2018), percentage("56.20225104981346")},
		{text("Essex County Council"), financialYear(2018), percentage("51.135829039700496")},
		{text("Thurrock Council"), financialYear(2018), gone(table.NotAvailable)},
	}}
}

func figure(t *testing.T, s widgets.Spec, r datasets.Result) widgets.Figure {
	t.Helper()
	f, err := widgets.NewFigure(s, r, widgets.Provenance{}, widgets.DefaultTheme(), "en-GB")
	if err != nil {
		t.Fatalf("NewFigure: %v", err)
	}
	return f
}

func TestHeadline(t *testing.T) {
	t.Parallel()
	spec := widgets.Spec{Version: 1, Kind: widgets.Headline,
		Encoding: datasets.Roles{Time: "Year", Value: "Recycled"}, Sparkline: true,
		Title:    "{value} of waste collected by councils in Essex was recycled or composted in {period}",
		Sentence: "of waste collected by councils in Essex was recycled or composted in {period}"}
	f := figure(t, spec, essexRecycling())
	want := widgets.HeadlineWords{
		Number: "51.1%", Sentence: "of waste collected by councils in Essex was recycled or composted in 2018/19",
		Direction: 1, Change: "up 1.2\u00a0percentage\u00a0points", Base: "from 49.9% in 2017/18", Share: 51.135829039700496,
	}
	if diff := cmp.Diff(want, f.Headline, cmpopts.IgnoreFields(widgets.HeadlineWords{}, "Sparkline")); diff != "" {
		t.Errorf("Headline (−want +got):\n%s", diff)
	}
	if got, want := len(f.Headline.Sparkline), 5; got != want {
		t.Errorf("Sparkline has %d points, want %d", got, want)
	}
	if got, want := f.Title, "51.1% of waste collected by councils in Essex was recycled or composted in 2018/19"; got != want {
		t.Errorf("Title = %q, want %q", got, want)
	}
	const alt = "Headline figure: 51.1% of waste collected by councils in Essex was recycled or composted in 2018/19, " +
		"up 1.2 percentage points from 49.9% in 2017/18. A small line runs from 47.6% in 2014/15 to 51.1% in 2018/19."
	if diff := cmp.Diff(alt, f.Alt); diff != "" {
		t.Errorf("Alt (−want +got):\n%s", diff)
	}
}

func TestBars(t *testing.T) {
	t.Parallel()
	spec := widgets.Spec{Version: 1, Kind: widgets.Bar,
		Encoding:  datasets.Roles{Category: "Local Authority", Time: "Year", Value: "Recycled"},
		Subtitle:  "Waste recycled or composted, East of England, {period}, per cent",
		Highlight: []string{"Essex County Council"},
		Names:     map[string]string{"Essex County Council": "Essex", "Cambridgeshire County Council": "Cambridgeshire", "Luton Borough Council": "Luton", "Thurrock Council": "Thurrock"}}
	f := figure(t, spec, eastOfEngland())
	want := []widgets.Point{
		{Category: "Cambridgeshire", Key: "Cambridgeshire County Council", Short: "Cambridgeshire", Ordinal: 1, Value: 56.20225104981346, Label: "56.2%"},
		{Category: "Essex", Key: "Essex County Council", Short: "Essex", Ordinal: 2, Value: 51.135829039700496, Label: "51.1%", Highlight: true},
		{Category: "Luton", Key: "Luton Borough Council", Short: "Luton", Value: 33.42815094671177, Label: "33.4%"},
		{Category: "Thurrock", Key: "Thurrock Council", Short: "Thurrock", Ordinal: 3, Missing: true, Reason: "not available", Sign: "[x]"},
	}
	if diff := cmp.Diff(want, f.Series[0].Points); diff != "" {
		t.Errorf("Points (−want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"No figure for Thurrock (not available)."}, f.Notes); diff != "" {
		t.Errorf("Notes (−want +got):\n%s", diff)
	}
	const alt = "Bar chart of 4 bars: Waste recycled or composted, East of England, 2018/19, per cent. " +
		"Cambridgeshire is highest at 56.2%, Essex is second at 51.1%, Luton is lowest at 33.4%. No figure for Thurrock (not available)."
	if diff := cmp.Diff(alt, f.Alt); diff != "" {
		t.Errorf("Alt (−want +got):\n%s", diff)
	}
	rows := [][]string{{"Luton", "2018/19", "33.4%"}, {"Cambridgeshire", "2018/19", "56.2%"}, {"Essex", "2018/19", "51.1%"}, {"Thurrock", "2018/19", "not available"}}
	if diff := cmp.Diff(rows, f.Table.Rows); diff != "" {
		t.Errorf("Table (−want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]bool{false, false, true, false}, f.Table.Bold); diff != "" {
		t.Errorf("Bold (−want +got):\n%s", diff)
	}
}

func TestLineLeavesGaps(t *testing.T) {
	t.Parallel()
	series := table.Field{Name: "Place", Kind: table.Text}
	r := datasets.Result{Fields: []table.Field{yearField, series, shareField}, Rows: [][]table.Cell{
		{financialYear(2018), text("Essex"), percentage("51.1")},
		{financialYear(2014), text("Essex"), percentage("47.6")},
		{financialYear(2016), text("Essex"), gone(table.Suppressed)},
		{financialYear(2017), text("England"), percentage("42.4")},
		{financialYear(2018), text("England"), percentage("42.7")},
	}}
	spec := widgets.Spec{Version: 1, Kind: widgets.Line, Encoding: datasets.Roles{Time: "Year", Series: "Place", Value: "Recycled"}, Title: "Essex recycles more than England"}
	f := figure(t, spec, r)
	got := make(map[string][]string)
	for _, s := range f.Series {
		for _, p := range s.Points {
			got[s.Name] = append(got[s.Name], p.Category+" "+p.Label+p.Reason)
		}
	}
	want := map[string][]string{
		"Essex":   {"2014/15 47.6%", "2015/16 no figure given", "2016/17 hidden to protect people", "2017/18 no figure given", "2018/19 51.1%"},
		"England": {"2014/15 no figure given", "2015/16 no figure given", "2016/17 no figure given", "2017/18 42.4%", "2018/19 42.7%"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Series (−want +got):\n%s", diff)
	}
	const alt = "Line chart of 2 lines, 2014/15 to 2018/19: Essex recycles more than England. Essex goes from 47.6% to 51.1%, England goes from 42.4% to 42.7%. " +
		"6 of 10 have no figure: 5 no figure given and 1 hidden to protect people."
	if diff := cmp.Diff(alt, f.Alt); diff != "" {
		t.Errorf("Alt (−want +got):\n%s", diff)
	}
}

func TestColumnIsOldestFirst(t *testing.T) {
	t.Parallel()
	r := essexRecycling()
	r.Rows[0], r.Rows[4] = r.Rows[4], r.Rows[0]
	f := figure(t, widgets.Spec{Version: 1, Kind: widgets.Column, Encoding: datasets.Roles{Time: "Year", Value: "Recycled"}, Subtitle: "Essex"}, r)
	var got []string
	for _, p := range f.Series[0].Points {
		got = append(got, p.Category+" "+p.Label)
	}
	want := []string{"2014/15 47.6%", "2015/16 48.6%", "2016/17 49.8%", "2017/18 49.9%", "2018/19 51.1%"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Points (−want +got):\n%s", diff)
	}
	const alt = "Column chart of 5 columns, 2014/15 to 2018/19: Essex. It goes from 47.6% in 2014/15 to 51.1% in 2018/19."
	if diff := cmp.Diff(alt, f.Alt); diff != "" {
		t.Errorf("Alt (−want +got):\n%s", diff)
	}
}

func TestTableIsTheResultWorded(t *testing.T) {
	t.Parallel()
	amount := table.Field{Name: "Amount", Kind: table.Currency, Unit: "£"}
	mass := table.Field{Name: "Waste", Kind: table.Decimals, Unit: "tonnes"}
	r := datasets.Result{Fields: []table.Field{placeField, amount, mass}, Rows: [][]table.Cell{
		{text("Direct Services"), {Kind: table.Currency, Number: table.MustDecimal("1454256.24")}, {Kind: table.Decimals, Number: table.MustDecimal("12.25")}},
		{text("HRA"), {Kind: table.Currency, Number: table.MustDecimal("-0.5")}, {Kind: table.Decimals, Missing: table.Confidential}},
	}}
	f := figure(t, widgets.Spec{Version: 1, Kind: widgets.Table, Title: "Payments"}, r)
	want := widgets.TableWords{Caption: "Payments", Heads: []string{"Local Authority", "Amount", "Waste (tonnes)"},
		Numeric: []bool{false, true, true}, Bold: []bool{false, false},
		Rows: [][]string{{"Direct Services", "£1,454,256", "12.3"}, {"HRA", "−£1", "confidential"}}}
	if diff := cmp.Diff(want, f.Table); diff != "" {
		t.Errorf("Table (−want +got):\n%s", diff)
	}
}

func TestNewFigureRefuses(t *testing.T) {
	t.Parallel()
	allGone := essexRecycling()
	for _, row := range allGone.Rows {
		row[1] = gone(table.Confidential)
	}
	latestGone := essexRecycling()
	latestGone.Rows[4][1] = gone(table.Suppressed)
	many := datasets.Result{Fields: []table.Field{placeField, shareField}}
	for i := range 10000 {
		many.Rows = append(many.Rows, []table.Cell{text("Ward " + words.Whole(i)), percentage("1")})
	}
	twice := eastOfEngland()
	twice.Rows = append(twice.Rows, twice.Rows[1])
	by := datasets.Roles{Category: "Local Authority", Value: "Recycled"}
	tests := []struct {
		name   string
		spec   widgets.Spec
		result datasets.Result
		want   string
	}{
		{"no such column", widgets.Spec{Kind: widgets.Bar, Encoding: datasets.Roles{Value: "Landfill"}}, essexRecycling(), "Landfill"},
		{"text as numbers", widgets.Spec{Kind: widgets.Bar, Encoding: datasets.Roles{Value: "Local Authority"}}, eastOfEngland(), "Local Authority"},
		{"no numbers chosen", widgets.Spec{Kind: widgets.Bar, Encoding: datasets.Roles{Category: "Local Authority"}}, eastOfEngland(), "value"},
		{"unknown kind", widgets.Spec{Kind: "radar", Encoding: by}, eastOfEngland(), "kind"},
		{"the latest is missing", widgets.Spec{Kind: widgets.Headline, Encoding: datasets.Roles{Time: "Year", Value: "Recycled"}}, latestGone, "value"},
		{"several numbers", widgets.Spec{Kind: widgets.Headline, Encoding: by}, eastOfEngland(), "value"},
		{"10,000 bars", widgets.Spec{Kind: widgets.Bar, Encoding: by}, many, "rows"},
		{"10,000 lines", widgets.Spec{Kind: widgets.Line, Encoding: datasets.Roles{Category: "Local Authority", Value: "Recycled"}}, many, "rows"},
		{"one name twice", widgets.Spec{Kind: widgets.Bar, Encoding: by}, twice, "category"},
		{"a line without time", widgets.Spec{Kind: widgets.Line, Encoding: datasets.Roles{Value: "Recycled"}}, essexRecycling(), "time"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := widgets.NewFigure(test.spec, test.result, widgets.Provenance{}, widgets.DefaultTheme(), "en-GB")
			var problem datasets.Problem
			if !errors.As(err, &problem) {
				t.Fatalf("NewFigure: %v, want a Problem", err)
			}
			if problem.Field != test.want || problem.Message == "" || problem.Suggestion == "" {
				t.Errorf("NewFigure: %+v, want field %q, a message and a suggestion", problem, test.want)
			}
		})
	}
	for _, kind := range []widgets.Kind{widgets.Headline, widgets.Bar, widgets.Column, widgets.Line} {
		spec := widgets.Spec{Kind: kind, Encoding: datasets.Roles{Time: "Year", Value: "Recycled"}}
		if _, err := widgets.NewFigure(spec, allGone, widgets.Provenance{}, widgets.DefaultTheme(), "en-GB"); !errors.Is(err, widgets.ErrNoNumbers) {
			t.Errorf("NewFigure of a %s without numbers: %v, want ErrNoNumbers", kind, err)
		}
	}
}

// A row without a period has no place in time; it is told of, never drawn.
func TestRowsWithoutAPeriodAreToldOf(t *testing.T) {
	t.Parallel()
	for _, kind := range []widgets.Kind{widgets.Line, widgets.Column} {
		r := essexRecycling()
		r.Rows = append(r.Rows, []table.Cell{{Kind: table.Periods, Grain: table.FinancialYear, Missing: table.Blank}, percentage("99")})
		spec := widgets.Spec{Version: 1, Kind: kind, Encoding: datasets.Roles{Time: "Year", Value: "Recycled"}, Title: "Recycling in Essex rose"}
		f := figure(t, spec, r)
		if got := len(f.Series[0].Points); got != 5 {
			t.Errorf("a %s has %d points, want 5", kind, got)
		}
		if diff := cmp.Diff([]string{"1 row has no date or period and cannot be shown."}, f.Notes); diff != "" {
			t.Errorf("Notes of a %s (−want +got):\n%s", kind, diff)
		}
		if c := byID(widgets.Checks(f, spec, onsSource(), r))["missing"]; !c.Done {
			t.Errorf("missing of a %s = %+v", kind, c)
		}
	}
}

func TestNumberFormats(t *testing.T) {
	t.Parallel()
	two := 2
	count := table.Field{Name: "Payments", Kind: table.Currency, Unit: "£"}
	one := func(s string) datasets.Result {
		return datasets.Result{Fields: []table.Field{count}, Rows: [][]table.Cell{{{Kind: table.Currency, Number: table.MustDecimal(s)}}}}
	}
	tests := []struct {
		name, value string
		number      widgets.NumberFormat
		want, table string
	}{
		{"millions in words, in full in the table", "4339765.85", widgets.NumberFormat{}, "£4.34\u00a0million", "£4,339,766"},
		{"pence", "12.5", widgets.NumberFormat{}, "£12.50", "£12.50"},
		{"as many decimals as the Spec says", "4339765.85", widgets.NumberFormat{Decimals: &two}, "£4,339,765.85", "£4,339,765.85"},
		{"the Spec's own unit", "1234", widgets.NumberFormat{Unit: "€"}, "€1,234", "€1,234"},
		{"a unit word leaves the table for its heading", "1234", widgets.NumberFormat{Unit: "pence"}, "1,234\u00a0pence", "1,234"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			f := figure(t, widgets.Spec{Version: 1, Kind: widgets.Headline, Encoding: datasets.Roles{Value: "Payments"}, Number: test.number}, one(test.value))
			if f.Headline.Number != test.want {
				t.Errorf("Number of %s = %q, want %q", test.value, f.Headline.Number, test.want)
			}
			if got := f.Table.Rows[0][0]; got != test.table {
				t.Errorf("cell of %s = %q, want %q", test.value, got, test.table)
			}
		})
	}
}
