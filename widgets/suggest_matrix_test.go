package widgets_test

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
)

// resultTable is the Result of an example as data of its own, without the
// columns named.
func resultTable(t *testing.T, folder string, without ...string) *table.Table {
	t.Helper()
	all := examples(t)
	r := all[slices.IndexFunc(all, func(e example) bool { return filepath.Base(e.folder) == folder })].result
	var fields []table.Field
	var kept []int
	for i, f := range r.Fields {
		if !slices.Contains(without, f.Name) {
			fields, kept = append(fields, f), append(kept, i)
		}
	}
	b := table.NewBuilder(fields)
	for i, row := range r.Rows {
		for to, from := range kept {
			b.Set(to, row[from])
		}
		if err := b.EndRow(i + 2); err != nil {
			t.Fatal(err)
		}
	}
	data, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestSuggestSeveralSeriesOnRealData(t *testing.T) {
	inWholeLane(t)
	t.Parallel()
	demo := func(name string) *table.Table { return read(t, filepath.Join("../server/demo/data", name)) }
	waste, spend := demo("sdg-11-6-1-council-collected-waste.csv"), demo("oxford-spend-2018-jan-mar.csv")
	certificates := resultTable(t, "stacked-column", "All twelve districts")
	for _, test := range []struct {
		name string
		data *table.Table
		kind widgets.Kind
		want string // no such figure when empty
	}{
		{"waste", waste, widgets.PercentBar, "Recycled-composted made up 51.1% in Essex, the largest part, beside the parts of the others."},
		{"waste", waste, widgets.GroupedColumn, "Recycled-composted share in Essex rose from 47.6% to 51.1% between 2014/15 and 2018/19."},
		{"waste", waste, widgets.StackedBar, ""},
		{"waste", waste, widgets.GroupedBar, ""},
		{"waste", waste, widgets.DivergingBar, ""},
		{"spend", spend, widgets.GroupedBar, "Amount was highest in Direct Services for Revenue, at £1,369,470, among 14 service areas by type of expenditure."},
		{"spend", spend, widgets.StackedBar, "Direct Services has the highest amount, £1,454,256, of which £1,369,470 was Revenue."},
		{"spend", spend, widgets.PercentBar, "Revenue made up 94% of Direct Services and 27% of HRA, the most and the least of the 7 largest service areas."},
		{"spend", spend, widgets.StackedColumn, ""},
		{"certificates", certificates, widgets.StackedColumn, "Sum of the certificates rose from 7,334 to 7,537 between quarter 3 2021 and quarter 2 2023."},
		{"well-being", resultTable(t, "diverging-bar"), widgets.DivergingBar,
			"“High (7 to 8)” was most common among All adults, Life satisfaction, 48.2%, and least among Often or always lonely, Feeling life is worthwhile, 15.9%."},
		{"carbon dioxide", demo("co2-mauna-loa-monthly.csv"), widgets.GroupedColumn, ""},
	} {
		t.Run(test.name+" "+string(test.kind), func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, others(t, test.data, "Essex")[test.kind].Sentence); diff != "" {
				t.Errorf("the %s (−want +got):\n%s", test.kind, diff)
			}
		})
	}
}

// Answers of a survey lead: they stand among the first three figures, whether
// they are rows or columns.
func TestSuggestAnswersAmongTheFirst(t *testing.T) {
	t.Parallel()
	wide := build(t, []table.Field{{Name: "Adults asked", Kind: table.Text}, {Name: "Agree", Kind: table.Decimals}, {Name: "Neither", Kind: table.Decimals},
		{Name: "Disagree", Kind: table.Decimals}, {Name: "Don't know", Kind: table.Decimals}},
		[][]string{{"Often lonely", "45", "14", "16", "25"}, {"Lonely in the past week", "56.7", "18.6", "10.9", "13.7"}, {"All", "66.3", "15.4", "7.5", "10.8"}})
	for name, data := range map[string]*table.Table{"rows": resultTable(t, "diverging-bar"), "columns": wide} {
		list := suggest(t, data, "Essex")
		at := slices.IndexFunc(list, func(s widgets.Suggestion) bool { return s.Kind == widgets.DivergingBar })
		if at < 0 || at > 2 {
			t.Errorf("answers in %s: %q, want a diverging bar among the first three", name, lines(list))
		}
	}
	counts := build(t, []table.Field{{Name: "Ward", Kind: table.Text}, {Name: "Risk", Kind: table.Text}, {Name: "Homes", Kind: table.Integers}},
		[][]string{{"Abbey", "Low", "120"}, {"Abbey", "High", "40"}, {"Priory", "Low", "90"}, {"Priory", "High", "10"}})
	for _, s := range suggest(t, counts, "") {
		if s.Kind == widgets.DivergingBar {
			t.Errorf("counts of homes are drawn as answers: %q", s.Sentence)
		}
	}
}

// Bars of many groups keep the largest and put the rest together, last, so that
// they make up the whole.
func TestSuggestedBarsHoldTheRest(t *testing.T) {
	t.Parallel()
	data := read(t, "../server/demo/data/oxford-spend-2018-jan-mar.csv")
	for _, s := range suggest(t, data, "Essex") {
		if s.Kind != widgets.Bar {
			continue
		}
		r, err := datasets.Run(t.Context(), s.Query, data)
		if err != nil {
			t.Fatal(err)
		}
		points := figure(t, s.Spec, r).Series[0].Points
		var sum table.Sum
		for _, row := range r.Rows {
			sum.Add(row[r.Index("Amount")].Number)
		}
		total, err := sum.Total()
		if err != nil || total.String() != "4339765.85" {
			t.Errorf("%q: bars of %s, want all 4339765.85", s.Sentence, total)
		}
		if last := points[len(points)-1]; len(points) != 12 || last.Category != "All others" {
			t.Errorf("%q: %d bars, the last %q, want 12 and all others", s.Sentence, len(points), last.Category)
		}
	}
}
