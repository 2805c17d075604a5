package widgets_test

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets/table"
	"figurehead/widgets"
)

// others are the figures of further kinds that a table gets.
func others(t *testing.T, data *table.Table, area string) map[widgets.Kind]widgets.Suggestion {
	t.Helper()
	o := widgets.SuggestOptions{Area: area}
	best, err := widgets.Suggest(t.Context(), data, o)
	if err != nil {
		t.Fatal(err)
	}
	list, err := widgets.SuggestOthers(t.Context(), data, o, best)
	if err != nil {
		t.Fatal(err)
	}
	found := make(map[widgets.Kind]widgets.Suggestion)
	for _, s := range append(best, list...) {
		holds(t, data, s)
		if _, seen := found[s.Kind]; !seen {
			found[s.Kind] = s
		}
	}
	return found
}

func TestSuggestRanksOnRealData(t *testing.T) {
	inWholeLane(t)
	t.Parallel()
	for _, test := range []struct {
		file, area string
		kind       widgets.Kind
		want       string
	}{
		{"sdg-11-6-1-council-collected-waste.csv", "Essex", widgets.Arrow,
			"Recycled-composted share in Essex rose from 47.6% in 2014/15 to 51.1% in 2018/19, beside the others."},
		{"sdg-11-6-1-council-collected-waste.csv", "Essex", widgets.Slope,
			"Recycled-composted share in Essex rose from 47.6% in 2014/15 to 51.1% in 2018/19, beside the others."},
		{"sdg-11-6-1-council-collected-waste.csv", "Essex", widgets.HeatTable, "Recycled-composted share was highest in Cambridgeshire in 2014/15, 58.7%: 11 local authorities in the East of England, 2014/15 to 2018/19."},
		{"oxford-spend-2018-jan-mar.csv", "Essex", widgets.Arrow, ""},
		{"oxford-spend-2018-jan-mar.csv", "Essex", widgets.HeatTable, ""},
		{"co2-mauna-loa-monthly.csv", "Essex", widgets.Slope, ""},
		{"oxford-spend-2018-jan-mar.csv", "Essex", widgets.DotPlot, ""},
		{"sdg-11-6-1-council-collected-waste.csv", "Essex", widgets.Histogram,
			"Essex is among the 16 of 123 local authorities with a recycled-composted share of 50% to under 55%, in 10 bins of equal width."},
		{"co2-mauna-loa-monthly.csv", "Essex", widgets.Histogram, ""},
	} {
		t.Run(test.file+" "+string(test.kind), func(t *testing.T) {
			t.Parallel()
			data := read(t, filepath.Join("../server/demo/data", test.file))
			if diff := cmp.Diff(test.want, others(t, data, test.area)[test.kind].Sentence); diff != "" {
				t.Errorf("SuggestOthers (−want +got):\n%s", diff)
			}
		})
	}
}

// Columns with the ends of an interval lead to a dot plot; where the intervals
// of the two highest overlap it calls neither the highest.
func TestSuggestDotPlot(t *testing.T) {
	t.Parallel()
	fields := []table.Field{{Name: "Health", Kind: table.Text}, {Name: "Often lonely", Kind: table.Percentages, Role: table.Measure, Unit: "%"},
		{Name: "Lower 95% limit", Kind: table.Percentages, Unit: "%"}, {Name: "Upper 95% limit", Kind: table.Percentages, Unit: "%"}}
	for name, test := range map[string]struct {
		rows [][]string
		want string
	}{
		"clear": {[][]string{{"Fair", "6.2", "4.4", "7.9"}, {"Bad", "26.3", "18.9", "33.6"}, {"Good", "3.5", "2.5", "4.5"}},
			"Bad has the highest often lonely, 26.3%, of 3 healths with their 95% confidence interval."},
		"similar": {[][]string{{"Fair", "7.1", "3.8", "10.4"}, {"Bad", "6.3", "3.8", "8.9"}, {"Good", "2.9", "1.6", "4.2"}},
			"Fair and Bad have the highest often lonely, 7.1% and 6.3%, of 3 healths with their 95% confidence interval."},
		"swapped": {[][]string{{"Fair", "6.2", "7.9", "4.4"}, {"Bad", "26.3", "33.6", "18.9"}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, others(t, build(t, fields, test.rows), "")[widgets.DotPlot].Sentence); diff != "" {
				t.Errorf("SuggestOthers (−want +got):\n%s", diff)
			}
		})
	}
}

// Counts of several districts and two periods lead to what each added to the
// change of the whole.
func TestSuggestWaterfall(t *testing.T) {
	t.Parallel()
	fields := []table.Field{{Name: "District", Kind: table.Text}, {Name: "Year", Kind: table.Periods, Grain: table.FinancialYear, Role: table.Time},
		{Name: "Certificates", Kind: table.Integers, Role: table.Measure}}
	rows := [][]string{{"Chelmsford", "2021/22", "3591"}, {"Chelmsford", "2022/23", "4748"}, {"Harlow", "2021/22", "1958"}, {"Harlow", "2022/23", "2681"},
		{"Colchester", "2021/22", "4108"}, {"Colchester", "2022/23", "3704"}}
	want := "Number of certificates rose by 1,476 between 2021/22 and 2022/23, most of all in Chelmsford, +1,157."
	if diff := cmp.Diff(want, others(t, build(t, fields, rows), "")[widgets.Waterfall].Sentence); diff != "" {
		t.Errorf("SuggestOthers (−want +got):\n%s", diff)
	}
}

// Percentages of people in a few groups lead to an icon array; those of waste
// do not.
func TestSuggestIconArray(t *testing.T) {
	t.Parallel()
	share := table.Field{Name: "Often lonely", Kind: table.Percentages, Role: table.Measure, Unit: "%"}
	rows := [][]string{{"Disabled", "11"}, {"Not disabled", "2.8"}}
	got := others(t, build(t, []table.Field{{Name: "Adults", Kind: table.Text}, share}, rows), "")[widgets.IconArray].Sentence
	if want := "Disabled has the highest often lonely, 11.0%, of 2 adults."; got != want {
		t.Errorf("SuggestOthers = %q, want %q", got, want)
	}
	rows = [][]string{{"Glass", "11"}, {"Paper", "2.8"}}
	if s, ok := others(t, build(t, []table.Field{{Name: "Material", Kind: table.Text}, share}, rows), "")[widgets.IconArray]; ok {
		t.Errorf("SuggestOthers offers icons of materials: %q", s.Sentence)
	}
}
