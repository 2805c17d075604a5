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
