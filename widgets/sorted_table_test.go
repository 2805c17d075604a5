package widgets_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
)

// Numbers and periods are sorted by their exact cells, names without regard to
// capitals, and missing ones come last in both directions.
func TestSortedTable(t *testing.T) {
	t.Parallel()
	r := datasets.Result{Fields: []table.Field{placeField, shareField},
		Rows: [][]table.Cell{{text("essex"), percentage("9.04")}, {text("Kent"), percentage("51.1")}, {text("Bedford"), gone(table.Suppressed)}, {text("Luton"), percentage("9.01")}}}
	f := figure(t, widgets.Spec{Version: 1, Kind: widgets.Table, Encoding: datasets.Roles{Category: "Local Authority", Value: "Recycled"}, Highlight: []string{"Kent"}}, r)
	for name, test := range map[string]struct {
		column     int
		descending bool
		want       []string
	}{
		"names":             {0, false, []string{"Bedford", "essex", "Kent", "Luton"}},
		"numbers":           {1, false, []string{"Luton", "essex", "Kent", "Bedford"}},
		"numbers, falling":  {1, true, []string{"Kent", "essex", "Luton", "Bedford"}},
		"no such column":    {2, true, []string{"essex", "Kent", "Bedford", "Luton"}},
		"a column below it": {-1, false, []string{"essex", "Kent", "Bedford", "Luton"}},
	} {
		sorted := f.Table.Sorted(r, test.column, test.descending)
		var got []string
		for i, row := range sorted.Rows {
			got = append(got, row[0])
			if sorted.Bold[i] != (row[0] == "Kent") {
				t.Errorf("%s: %s is bold: %v", name, row[0], sorted.Bold[i])
			}
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("Sorted by %s (−want +got):\n%s", name, diff)
		}
	}
}

// The table of a figure of rows and columns is not the Result row for row; it is
// sorted by its numbers as printed.
func TestSortedCrossTable(t *testing.T) {
	t.Parallel()
	r := movedResult([3]string{"Essex", "9", "51"}, [3]string{"Kent", "46", ""}, [3]string{"Luton", "100", "7"})
	f := figure(t, heatSpec(), r)
	var got []string
	for _, row := range f.Table.Sorted(r, 2, true).Rows {
		got = append(got, row[0])
	}
	if diff := cmp.Diff([]string{"Essex", "Luton", "Kent"}, got); diff != "" {
		t.Errorf("Sorted (−want +got):\n%s", diff)
	}
}

// A row that is a total of the others is ruled off in bold and has no bar, so
// that the bars of the others keep their length.
func TestTableTotalHasNoBar(t *testing.T) {
	t.Parallel()
	amount := table.Field{Name: "Amount", Kind: table.Currency, Role: table.Measure, Unit: "£"}
	service := table.Field{Name: "Service", Kind: table.Text, Totals: []string{"All services"}}
	money := func(v string) table.Cell { return table.NumberCell(table.Currency, table.MustDecimal(v)) }
	r := datasets.Result{Fields: []table.Field{service, amount},
		Rows: [][]table.Cell{{text("Roads"), money("60")}, {text("Parks"), money("40")}, {text("All services"), money("100")}}}
	f := figure(t, widgets.Spec{Version: 1, Kind: widgets.Table, Title: "Roads cost more than parks", Encoding: datasets.Roles{Category: "Service", Value: "Amount"}}, r)
	if diff := cmp.Diff([]bool{false, false, true}, f.Table.Total); diff != "" {
		t.Errorf("Total (−want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]bool{false, false, true}, f.Table.Sorted(r, 1, true).Total); diff != "" {
		t.Errorf("Total, sorted (−want +got):\n%s", diff)
	}
	placed := place(t, f, "frame-l", widgets.Light)
	var bars []widgets.RectMark
	bold := map[string]bool{}
	for _, m := range placed.Marks {
		switch m := m.(type) {
		case widgets.RectMark:
			bars = append(bars, m)
		case widgets.TextMark:
			bold[m.Text] = m.Face == widgets.Bold
		}
	}
	if len(bars) != 2 || bars[1].W/bars[0].W < 0.66 || bars[1].W/bars[0].W > 0.67 {
		t.Errorf("bars = %+v, want two, the second two thirds of the first", bars)
	}
	if !bold["All services"] || bold["Roads"] {
		t.Errorf("bold texts = %v, want the total alone", bold)
	}
}
