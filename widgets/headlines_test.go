package widgets_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

func init() { randomShapes[widgets.Headlines] = randomHeadlines }

// randomHeadlines is one number for each of two to four names, over some
// periods, of which some may be missing.
func randomHeadlines(r *rand.Rand) (widgets.Spec, datasets.Result) {
	number := table.Field{Name: "Number", Kind: table.Decimals}
	make1 := randomNumbers(r, &number)
	result := datasets.Result{Fields: []table.Field{{Name: "Name", Kind: table.Text}, {Name: "Year", Kind: table.Periods, Grain: table.Year}, number}}
	names := randomNames(r)
	for i := range 2 + r.IntN(3) {
		for year := range 1 + r.IntN(4) {
			result.Rows = append(result.Rows, []table.Cell{text(names[i]),
				{Kind: table.Periods, Grain: table.Year, Day: table.Date(2015+year, 1, 1)}, make1()})
		}
	}
	spec := widgets.Spec{Version: widgets.SpecVersion, Kind: widgets.Headlines, Title: randomWords(r, 4+r.IntN(11)), Subtitle: randomWords(r, r.IntN(9)),
		Encoding: datasets.Roles{Category: "Name", Time: "Year", Value: "Number"}}
	if r.IntN(2) == 0 {
		spec.Highlight = []string{names[0]}
	}
	return spec, result
}

// places is a row of headlines of so many places over two years.
func placesOver(t *testing.T, n int, change func(*widgets.Spec, *datasets.Result)) (widgets.Figure, error) {
	t.Helper()
	r := datasets.Result{Fields: []table.Field{placeField, {Name: "Year", Kind: table.Periods, Grain: table.FinancialYear}, shareField}}
	for i := range n {
		for year := range 2 {
			r.Rows = append(r.Rows, []table.Cell{text(string(rune('A' + i))),
				{Kind: table.Periods, Grain: table.FinancialYear, Day: table.Date(2017+year, 4, 1)}, percentage(fmt.Sprintf("%d.5", 40+3*i+year))})
		}
	}
	spec := widgets.Spec{Version: 1, Kind: widgets.Headlines, Encoding: datasets.Roles{Category: "Local Authority", Time: "Year", Value: "Recycled"},
		Title: "Recycling rose everywhere", Subtitle: "Share recycled"}
	change(&spec, &r)
	return widgets.NewFigure(spec, r, widgets.Provenance{}, widgets.DefaultTheme(), "en-GB")
}

func TestRowsOfHeadlines(t *testing.T) {
	t.Parallel()
	none := func(*widgets.Spec, *datasets.Result) {}
	for name, test := range map[string]struct {
		n      int
		change func(*widgets.Spec, *datasets.Result)
		want   []string // "label number change base"
	}{
		"a pair": {2, none, []string{"A 41.5% up 1.0 percentage points from 40.5% in 2017/18", "B 44.5% up 1.0 percentage points from 43.5% in 2017/18"}},
		"compared with nothing": {2, func(s *widgets.Spec, _ *datasets.Result) { s.Compare = "none" },
			[]string{"A 41.5%", "B 44.5%"}},
		"one is missing": {2, func(_ *widgets.Spec, r *datasets.Result) { r.Rows[3][2] = gone(table.Suppressed) },
			[]string{"A 41.5% up 1.0 percentage points from 40.5% in 2017/18", "B hidden to protect people"}},
		"shorter names": {2, func(s *widgets.Spec, _ *datasets.Result) { s.Names = map[string]string{"A": "Abbey"} },
			[]string{"Abbey 41.5% up 1.0 percentage points from 40.5% in 2017/18", "B 44.5% up 1.0 percentage points from 43.5% in 2017/18"}},
		"without a time": {2, func(s *widgets.Spec, r *datasets.Result) {
			s.Encoding.Time, r.Rows = "", [][]table.Cell{r.Rows[0], r.Rows[2]}
		}, []string{"A 40.5%", "B 43.5%"}},
		"in Welsh": {2, func(s *widgets.Spec, _ *datasets.Result) { s.Lang = "cy" },
			[]string{"A 41.5% i fyny 1.0 pwynt canran o 40.5% yn 2017/18", "B 44.5% i fyny 1.0 pwynt canran o 43.5% yn 2017/18"}},
	} {
		f, err := placesOver(t, test.n, test.change)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var got []string
		for _, h := range f.Headlines {
			got = append(got, strings.TrimRight(words.Plain(strings.Join([]string{h.Label, h.Number + h.Reason, h.Change, h.Base}, " ")), " "))
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (−want +got):\n%s", name, diff)
		}
	}
}

func TestRowsOfHeadlinesRefuse(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		n      int
		change func(*widgets.Spec, *datasets.Result)
		want   string
	}{
		"one":            {1, func(*widgets.Spec, *datasets.Result) {}, "There is one number, and a row of headlines needs two. Use a headline figure, or keep more names."},
		"five":           {5, func(*widgets.Spec, *datasets.Result) {}, "There are 5 numbers, and a row of headlines shows up to 4. Keep fewer names, or use a bar chart."},
		"no names":       {2, func(s *widgets.Spec, _ *datasets.Result) { s.Encoding.Category = "" }, "A row of headlines needs a name for each number. Choose the column of names, or use a headline figure."},
		"two of a name":  {2, func(_ *widgets.Spec, r *datasets.Result) { r.Rows = append(r.Rows[:2], r.Rows[:2]...) }, "There is more than one number for a name and a period, so none of them is a headline. Choose one place or group, or add the numbers up."},
		"a measure gone": {2, func(s *widgets.Spec, _ *datasets.Result) { s.Measures = []string{"Recycled", "Burned"} }, `The data has no column of numbers named "Burned". Choose a column of numbers.`},
	} {
		if _, err := placesOver(t, test.n, test.change); err == nil || err.Error() != test.want {
			t.Errorf("%s: %v, want %s", name, err, test.want)
		}
	}
}

// Each column is a headline in its own unit, with its own change.
func TestRowsOfHeadlinesOfMeasures(t *testing.T) {
	t.Parallel()
	r := datasets.Result{Fields: []table.Field{{Name: "Year", Kind: table.Periods, Grain: table.Year}, {Name: "Visits", Kind: table.Integers},
		{Name: "Cost", Kind: table.Currency}}}
	for i, row := range [][2]string{{"1200345", "400000"}, {"1300345", "350000"}} {
		r.Rows = append(r.Rows, []table.Cell{{Kind: table.Periods, Grain: table.Year, Day: table.Date(2020+i, 1, 1)},
			table.NumberCell(table.Integers, table.MustDecimal(row[0])), table.NumberCell(table.Currency, table.MustDecimal(row[1]))})
	}
	f := figure(t, widgets.Spec{Version: 1, Kind: widgets.Headlines, Encoding: datasets.Roles{Time: "Year"}, Measures: []string{"Visits", "Cost"}, Title: "More visits for less"}, r)
	var got []string
	for _, h := range f.Headlines {
		got = append(got, words.Plain(strings.Join([]string{h.Label, h.Number, h.Change, h.Base}, " ")))
	}
	want := []string{"Visits 1.30 million up 8.3% from 1.20 million in 2020", "Cost £350,000 down 12.5% from £400,000 in 2020"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("measures (−want +got):\n%s", diff)
	}
}

// The numbers of a row have one size: a larger one would say that it is more.
func TestRowsOfHeadlinesHaveOneSize(t *testing.T) {
	t.Parallel()
	for n := 2; n <= widgets.MaxHeadlines; n++ {
		f, err := placesOver(t, n, func(*widgets.Spec, *datasets.Result) {})
		if err != nil {
			t.Fatal(err)
		}
		for _, preset := range widgets.Presets {
			sizes, count := map[widgets.Px]bool{}, 0
			for _, m := range place(t, f, preset.Name, widgets.Light).Marks {
				if text, ok := m.(widgets.TextMark); ok && text.Face == widgets.Bold && strings.HasSuffix(text.Text, "%") {
					sizes[text.Size], count = true, count+1
				}
			}
			if !preset.Frame && (len(sizes) != 1 || count != n) {
				t.Errorf("%d in %s: %d numbers in %d sizes, want %d in one", n, preset.Name, count, len(sizes), n)
			}
		}
	}
}
