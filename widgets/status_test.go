package widgets_test

import (
	"strings"
	"testing"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
)

func TestStateNotes(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		states map[string]string
		want   string
	}{
		{"none", nil, ""},
		{"one", map[string]string{"2018/19": "provisional"}, "Figures for 2018/19 are provisional."},
		{"two", map[string]string{"2014/15": "e", "2018/19": "[e]"}, "Figures for 2014/15 and 2018/19 are estimates."},
		{"a run", map[string]string{"2016/17": "p", "2017/18": "p", "2018/19": "p"}, "Figures from 2016/17 to 2018/19 are provisional."},
		{"two states", map[string]string{"2017/18": "revised", "2018/19": "p"}, "Figures for 2018/19 are provisional. Figures for 2017/18 have been revised."},
		{"a part", map[string]string{"2018/19": "April to June only"}, "The figure for 2018/19 covers April to June only."},
		{"a part without months", map[string]string{"2018/19": "part"}, "The figure for 2018/19 covers part of the period only."},
		{"most of them", map[string]string{"2014/15": "p", "2015/16": "p", "2016/17": "p", "2018/19": "p"}, "4 of 5 figures are provisional."},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			f := figure(t, widgets.Spec{Version: 1, Kind: widgets.Column, Encoding: datasets.Roles{Time: "Year", Value: "Recycled"}, States: test.states}, essexRecycling())
			if got := strings.Join(f.Notes, " "); got != test.want {
				t.Errorf("Notes = %q, want %q", got, test.want)
			}
		})
	}
}

// A column of statuses does what the states of a Spec do.
func TestStatusColumn(t *testing.T) {
	t.Parallel()
	result := essexRecycling()
	result.Fields = append(result.Fields, table.Field{Name: "Status", Kind: table.Text})
	for i := range result.Rows {
		text := []string{"final", "[b]", "", "nearly", "Provisional"}[i]
		result.Rows[i] = append(result.Rows[i], table.TextCell(text))
	}
	spec := widgets.Spec{Version: 1, Kind: widgets.Line, Encoding: datasets.Roles{Time: "Year", Value: "Recycled", Status: "Status"}}
	f := figure(t, spec, result)
	if got := strings.Join(f.Notes, " "); got != "Figures for 2018/19 are provisional." {
		t.Errorf("Notes = %q", got)
	}
	if got := strings.Join(f.Table.Notes, " "); got != "The series breaks at 2015/16." {
		t.Errorf("Table.Notes = %q", got)
	}
	for _, c := range widgets.Checks(f, spec, datasets.Source{}, result) {
		if c.ID == "statuses" && (c.Done || !strings.Contains(c.Reason, "“nearly”")) {
			t.Errorf("check of statuses = %+v, want it to name “nearly”", c)
		}
	}
}

func TestIntervals(t *testing.T) {
	t.Parallel()
	make3 := func(low, high string) datasets.Result {
		cell := func(s string) table.Cell { return table.NumberCell(table.Percentages, table.MustDecimal(s)) }
		return datasets.Result{Fields: []table.Field{{Name: "Age", Kind: table.Text}, {Name: "Share", Kind: table.Percentages},
			{Name: "Lower 95%", Kind: table.Percentages}, {Name: "Upper 95%", Kind: table.Percentages}},
			Rows: [][]table.Cell{{table.TextCell("16 to 24"), cell("7.1"), cell("3.8"), cell("10.4")}, {table.TextCell("70 and over"), cell("2.9"), cell(low), cell(high)}}}
	}
	spec := widgets.Spec{Version: 1, Kind: widgets.Bar, Encoding: datasets.Roles{Category: "Age", Value: "Share", Low: "Lower 95%", High: "Upper 95%"}}
	const highest = "Bar chart of 2 bars. 16 to 24 is highest at 7.1%, 70 and over is lowest at 2.9%."
	for _, test := range []struct{ name, low, high, want string }{
		{"overlap", "1.6", "4.2", highest + " The intervals of 16 to 24 and 70 and over overlap, so the two are similar."},
		{"apart", "2.0", "3.7", highest},
	} {
		f := figure(t, spec, make3(test.low, test.high))
		if got := widgets.Describe(f); got != test.want {
			t.Errorf("%s: Describe = %q, want %q", test.name, got, test.want)
		}
		if got := strings.Join(f.Notes, " "); got != "The thin lines show the 95% confidence interval." {
			t.Errorf("%s: Notes = %q", test.name, got)
		}
	}
	for _, test := range []struct{ name, low, high string }{{"above its number", "3", "4"}, {"below its number", "1", "2"}, {"wrong way round", "4.2", "1.6"}} {
		if _, err := widgets.NewFigure(spec, make3(test.low, test.high), widgets.Provenance{}, widgets.DefaultTheme(), "en-GB"); err == nil {
			t.Errorf("an interval %s was taken", test.name)
		}
	}
	spec.Encoding.High = ""
	if _, err := widgets.NewFigure(spec, make3("1.6", "4.2"), widgets.Provenance{}, widgets.DefaultTheme(), "en-GB"); err == nil {
		t.Error("one end of the intervals was taken")
	}
}
