package widgets_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
)

// surveyed are numbers with the ends of their intervals; "" is not available.
func surveyed(rows ...[4]string) datasets.Result {
	r := datasets.Result{Fields: []table.Field{{Name: "Group", Kind: table.Text}, shareField,
		{Name: "Lower 95% limit", Kind: table.Percentages, Unit: "%"}, {Name: "Upper 95% limit", Kind: table.Percentages, Unit: "%"}}}
	for _, row := range rows {
		cells := []table.Cell{text(row[0])}
		for _, v := range row[1:] {
			if v == "" {
				cells = append(cells, gone(table.NotAvailable))
				continue
			}
			cells = append(cells, percentage(v))
		}
		r.Rows = append(r.Rows, cells)
	}
	return r
}

func dotSpec() widgets.Spec {
	return widgets.Spec{Version: 1, Kind: widgets.DotPlot, Subtitle: "Often lonely",
		Encoding: datasets.Roles{Category: "Group", Value: "Recycled", Low: "Lower 95% limit", High: "Upper 95% limit"}}
}

func TestDotPlotWords(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		result     datasets.Result
		lang, want string
		notes      []string
	}{
		"clear": {surveyed([4]string{"Fair", "6.2", "4.4", "7.9"}, [4]string{"Bad", "26.3", "18.9", "33.6"}), "en-GB",
			"Dot plot of 2 rows with 95% confidence intervals: Often lonely. Bad is highest at 26.3% (18.9% to 33.6%), Fair is lowest at 6.2% (4.4% to 7.9%).",
			[]string{"Line: 95% confidence interval. Where lines overlap, a difference may be chance."}},
		"similar": {surveyed([4]string{"Fair", "6.2", "4.4", "7.9"}, [4]string{"Bad", "7.5", "6.5", "8.5"}, [4]string{"Good", "3.5", "2.5", "4.5"}), "en-GB",
			"Dot plot of 3 rows with 95% confidence intervals: Often lonely. Bad is highest at 7.5% (6.5% to 8.5%), Good is lowest at 3.5% (2.5% to 4.5%). The intervals of Bad and Fair overlap, so the two are similar.",
			[]string{"Line: 95% confidence interval. Where lines overlap, a difference may be chance."}},
		"missing": {surveyed([4]string{"Fair", "6.2", "", ""}, [4]string{"Bad", "", "", ""}), "en-GB",
			"Dot plot of 2 rows with 95% confidence intervals: Often lonely. Fair is 6.2%. No figure for Bad (not available).",
			[]string{"No figure for Bad (not available).", "Line: 95% confidence interval. Where lines overlap, a difference may be chance."}},
		"in Welsh": {surveyed([4]string{"Teg", "6.2", "4.4", "7.9"}, [4]string{"Gwael", "26.3", "18.9", "33.6"}), "cy",
			"Plot dotiau â 2 o resi, pob un â’i cyfwng hyder 95%: Often lonely. Gwael yw’r uchaf (26.3% (18.9% i 33.6%)), Teg yw’r isaf (6.2% (4.4% i 7.9%)).",
			[]string{"Llinell: cyfwng hyder 95%. Lle mae llinellau’n gorgyffwrdd, gall gwahaniaeth fod yn ganlyniad siawns."}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, err := widgets.NewFigure(dotSpec(), test.result, widgets.Provenance{}, widgets.DefaultTheme(), test.lang)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, widgets.Describe(f)); diff != "" {
				t.Errorf("Describe (−want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.notes, f.Notes); diff != "" {
				t.Errorf("Notes (−want +got):\n%s", diff)
			}
		})
	}
}

// moved is a result of two periods; a missing number is "".
func movedResult(rows ...[3]string) datasets.Result {
	r := datasets.Result{Fields: []table.Field{placeField, {Name: "Year", Kind: table.Periods, Grain: table.FinancialYear, Role: table.Time}, shareField}}
	for i, year := range []int{2014, 2018} {
		for _, row := range rows {
			cell := gone(table.Suppressed)
			if row[1+i] != "" {
				cell = percentage(row[1+i])
			}
			day := table.PeriodStart(table.Date(year, 6, 1), table.FinancialYear)
			r.Rows = append(r.Rows, []table.Cell{text(row[0]), {Kind: table.Periods, Grain: table.FinancialYear, Day: day}, cell})
		}
	}
	return r
}

func TestArrowWords(t *testing.T) {
	t.Parallel()
	spec := widgets.Spec{Version: 1, Kind: widgets.Arrow, Subtitle: "Recycled", Highlight: []string{"Essex"},
		Encoding: datasets.Roles{Category: "Local Authority", Time: "Year", Value: "Recycled"}}
	plain := spec
	plain.Highlight = nil
	for name, test := range map[string]struct {
		spec   widgets.Spec
		result datasets.Result
		want   string
	}{
		"one stands out":       {spec, movedResult([3]string{"Essex", "46", "51.1"}, [3]string{"Kent", "30", "35"}), "Arrow chart of 2 rows, 2014/15 to 2018/19: Recycled. Essex rose from 46.0% to 51.1%. All 2 rose."},
		"the greatest is told": {plain, movedResult([3]string{"Essex", "46", "51.1"}, [3]string{"Kent", "30", "12"}, [3]string{"Suffolk", "30", "31"}), "Arrow chart of 3 rows, 2014/15 to 2018/19: Recycled. Kent changed most, down 18.0 percentage points. Kent fell from 30.0% to 12.0%, the other 2 rose."},
		"rounds to nothing":    {spec, movedResult([3]string{"Essex", "46.01", "46.02"}, [3]string{"Kent", "30", "30"}), "Arrow chart of 2 rows, 2014/15 to 2018/19: Recycled. Essex hardly changed from 46.0%. 1 rose and 0 fell."},
		"hidden": {spec, movedResult([3]string{"Essex", "46", ""}, [3]string{"Kent", "30", "35.5"}),
			"Arrow chart of 2 rows, 2014/15 to 2018/19: Recycled. Kent rose from 30.0% to 35.5%. No figure for Essex in 2018/19 (hidden to protect people)."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := figure(t, test.spec, test.result)
			if diff := cmp.Diff(test.want, widgets.Describe(f)); diff != "" {
				t.Errorf("Describe (−want +got):\n%s", diff)
			}
			if c := byID(widgets.Checks(f, test.spec, onsSource(), test.result))["missing"]; !c.Done {
				t.Errorf("check %q: %s", c.Title, c.Reason)
			}
		})
	}
}

// The table has one row for each name, the two periods side by side.
func TestArrowTable(t *testing.T) {
	t.Parallel()
	f := figure(t, widgets.Spec{Version: 1, Kind: widgets.Arrow, Encoding: datasets.Roles{Category: "Local Authority", Time: "Year", Value: "Recycled"}},
		movedResult([3]string{"Essex", "46", "51.1"}, [3]string{"Kent", "", "35"}))
	want := [][]string{{"Local Authority", "2014/15", "2018/19"}, {"Essex", "46.0%", "51.1%"}, {"Kent", "hidden to protect people", "35.0%"}}
	if diff := cmp.Diff(want, append([][]string{f.Table.Heads}, f.Table.Rows...)); diff != "" {
		t.Errorf("Table (−want +got):\n%s", diff)
	}
}

// An earlier number in a column of its own makes the same arrows.
func TestArrowsOfTwoColumns(t *testing.T) {
	t.Parallel()
	earlier := shareField
	earlier.Name = "Recycled before"
	r := datasets.Result{Fields: []table.Field{placeField, earlier, shareField},
		Rows: [][]table.Cell{{text("Essex"), percentage("46"), percentage("51.1")}, {text("Kent"), gone(table.NotAvailable), percentage("35")}}}
	f := figure(t, widgets.Spec{Version: 1, Kind: widgets.Slope, Encoding: datasets.Roles{Category: "Local Authority", From: "Recycled before", Value: "Recycled"},
		Names: map[string]string{"Recycled": "Now"}}, r)
	if diff := cmp.Diff([2]string{"Recycled before", "Now"}, f.Between); diff != "" {
		t.Errorf("Between (−want +got):\n%s", diff)
	}
	p := f.Series[0].Points[0]
	if p.Category != "Essex" || p.Label != "51.1%" || p.From.Label != "46.0%" || p.From.Value != 46 {
		t.Errorf("first point = %+v from %+v", p, p.From)
	}
	if want := []string{"No figure for Kent in Recycled before (not available)."}; !cmp.Equal(want, f.Notes) {
		t.Errorf("Notes = %q, want %q", f.Notes, want)
	}
}

func TestRankKindsRefuse(t *testing.T) {
	t.Parallel()
	dots := func(change func(*widgets.Spec)) widgets.Spec {
		s := dotSpec()
		change(&s)
		return s
	}
	pairs := widgets.Spec{Version: 1, Kind: widgets.Arrow, Encoding: datasets.Roles{Category: "Local Authority", Time: "Year", Value: "Recycled"}}
	unpaired := pairs
	unpaired.Encoding.Time = ""
	three := movedResult([3]string{"Essex", "46", "51.1"})
	three.Rows = append(three.Rows, []table.Cell{text("Essex"), {Kind: table.Periods, Grain: table.FinancialYear, Day: table.PeriodStart(table.Date(2016, 6, 1), table.FinancialYear)}, percentage("48")})
	twice := movedResult([3]string{"Essex", "46", "51.1"}, [3]string{"Essex", "1", "2"})
	many := datasets.Result{Fields: movedResult().Fields}
	for i := range 21 {
		many.Rows = append(many.Rows, movedResult([3]string{numbered(i), "1", "2"}).Rows...)
	}
	slopes := pairs
	slopes.Kind = widgets.Slope
	for name, test := range map[string]struct {
		spec   widgets.Spec
		result datasets.Result
		field  string
	}{
		"one end":            {dots(func(s *widgets.Spec) { s.Encoding.High = "" }), surveyed([4]string{"Bad", "6", "5", "7"}), "low"},
		"ends swapped":       {dotSpec(), surveyed([4]string{"Bad", "6", "7", "5"}), "low"},
		"an end of words":    {dots(func(s *widgets.Spec) { s.Encoding.High = "Group" }), surveyed([4]string{"Bad", "6", "5", "7"}), "Group"},
		"a name twice":       {dotSpec(), surveyed([4]string{"Bad", "6", "5", "7"}, [4]string{"Bad", "8", "7", "9"}), "category"},
		"no earlier numbers": {unpaired, three, "from"},
		"three periods":      {pairs, three, "time"},
		"twice in a period":  {pairs, twice, "category"},
		"21 slopes":          {slopes, many, "rows"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := widgets.NewFigure(test.spec, test.result, widgets.Provenance{}, widgets.DefaultTheme(), "en-GB")
			var problem datasets.Problem
			if !errors.As(err, &problem) || problem.Field != test.field || problem.Suggestion == "" {
				t.Errorf("NewFigure = %v (field %q), want a problem with %q and what to do", err, problem.Field, test.field)
			}
		})
	}
}

// A title that names one of two similar groups is asked about.
func TestTitleOfSimilarGroups(t *testing.T) {
	t.Parallel()
	r := surveyed([4]string{"Fair", "6.2", "4.4", "7.9"}, [4]string{"Bad", "7.5", "6.5", "8.5"})
	for title, want := range map[string]bool{
		"Bad health goes with loneliness":   false,
		"Bad and Fair are similar":          true,
		"Loneliness did not follow health":  true,
		"Bad health: similar to all others": true,
	} {
		s := dotSpec()
		s.Title = title
		c := byID(widgets.Checks(figure(t, s, r), s, onsSource(), r))["intervals"]
		if c.Done != want {
			t.Errorf("Checks(%q): intervals done = %v, want %v (%s)", title, c.Done, want, c.Reason)
		}
	}
}
