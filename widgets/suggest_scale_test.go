package widgets_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
)

// Answers and bands of numbers keep the order of the data; other names, and
// answers in the order of the alphabet, stand highest first.
func TestSuggestKeepsTheOrderOfScales(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, heading, names, want, title string }{
		{"answers", "Answer", "Strongly agree|Agree|Neither agree nor disagree|Disagree|Strongly disagree|Don't know",
			"Strongly agree|Agree|Neither agree nor disagree|Disagree|Strongly disagree|Don't know", "Agree made up 32.5% of all responses"},
		{"ages", "Age band", "0-15|16-24|25-64|65-84|85+", "0-15|16-24|25-64|65-84|85+", "Age band 16-24 made up 37.8% of all responses"},
		{"waits", "Wait", "0 to 7|8 to 28|29 to 90|More than 90", "0 to 7|8 to 28|29 to 90|More than 90", "Wait 8 to 28 made up 42.7% of all responses"},
		{"answers by the alphabet", "Answer", "Agree|Disagree|Neither agree nor disagree|Strongly agree|Strongly disagree",
			"Disagree|Agree|Neither agree nor disagree|Strongly agree|Strongly disagree", "Disagree made up 37.8% of all responses"},
		{"wards", "Ward", "Abbey|Castle|Priory", "Castle|Abbey|Priory", "Castle made up 50.0% of all responses"},
		{"numbers that are names", "Route", "66|12|5", "12|66|5", "Route 12 made up 50.0% of all responses"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			numbers := []string{"400", "700", "300", "240", "210", "150"}
			var rows [][]string
			for i, name := range strings.Split(test.names, "|") {
				rows = append(rows, []string{name, numbers[i]})
			}
			if test.name == "answers" {
				rows[5][1] = "304"
			}
			data := build(t, []table.Field{{Name: test.heading, Kind: table.Text}, {Name: "Responses", Kind: table.Integers, Role: table.Measure}}, rows)
			for _, s := range suggest(t, data, "") {
				if s.Kind != widgets.Bar {
					continue
				}
				if diff := cmp.Diff(test.want, categories(t, data, s)); diff != "" {
					t.Errorf("bars (−want +got):\n%s", diff)
				}
				if s.Spec.Title != test.title {
					t.Errorf("title = %q, want %q", s.Spec.Title, test.title)
				}
				return
			}
			t.Error("no bar chart is suggested")
		})
	}
}

// categories are the names of a suggested figure as it shows them.
func categories(t *testing.T, data *table.Table, s widgets.Suggestion) string {
	t.Helper()
	r, err := datasets.Run(t.Context(), s.Query, data)
	if err != nil {
		t.Fatal(err)
	}
	f, err := widgets.NewFigure(s.Spec, r, widgets.Provenance{}, widgets.DefaultTheme(), "en-GB")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, p := range f.Series[0].Points {
		names = append(names, p.Category)
	}
	return strings.Join(names, "|")
}

// Words of headings stand in sentences as a person would write them, and a change
// that no period has is not promised.
func TestSuggestWordsOfHeadings(t *testing.T) {
	t.Parallel()
	month := table.Field{Name: "Month", Kind: table.Periods, Grain: table.Month, Role: table.Time}
	for _, test := range []struct {
		name   string
		fields []table.Field
		rows   [][]string
		want   string
	}{
		{"a band of one letter", []table.Field{{Name: "Parish", Kind: table.Text}, {Name: "A", Kind: table.Decimals, Role: table.Measure}},
			[][]string{{"Birch", "1270.93"}, {"Aldham", "1263.87"}, {"Boxted", "1258.27"}}, "table: All 3 parishes by A, highest first."},
		{"what it is for", []table.Field{{Name: "Reason for leaving", Kind: table.Text}, {Name: "Homes", Kind: table.Integers, Role: table.Measure}},
			[][]string{{"Sold", "12"}, {"Other", "30"}, {"Work", "5"}}, "table: All 3 reasons for leaving by homes, highest first."},
		{"a unit at the end", []table.Field{{Name: "Stage (days)", Kind: table.Text}, {Name: "Homes", Kind: table.Integers, Role: table.Measure}},
			[][]string{{"First", "12"}, {"Second", "30"}, {"Third", "5"}}, "table: All 3 stages (days) by homes, highest first."},
		{"months of one year", []table.Field{month, {Name: "On time", Kind: table.Percentages, Role: table.Measure, Unit: "%"}},
			[][]string{{"2025-04", "84.2"}, {"2025-05", "85.1"}, {"2025-06", "83.7"}}, "table: On time in the latest 3 periods."},
	} {
		got := lines(suggest(t, build(t, test.fields, test.rows), ""))
		if last := got[len(got)-1]; last != test.want {
			t.Errorf("%s: %q, want last %q", test.name, got, test.want)
		}
	}
}
