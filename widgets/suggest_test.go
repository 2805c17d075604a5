package widgets_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/intake"
	"figurehead/datasets/table"
	"figurehead/widgets"
)

// read takes a file the way an officer's is taken.
func read(t *testing.T, path string) *table.Table {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	reading, err := intake.Propose(t.Context(), filepath.Base(path), raw, intake.Options{Area: "Essex"})
	if err != nil {
		t.Fatal(err)
	}
	return reading.Table
}

// shared is the folder of files whose licence does not let them be copied here.
func shared(t *testing.T, name string) string {
	t.Helper()
	folder := os.Getenv("FIGUREHEAD_TEST_SHARED")
	if folder == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("FIGUREHEAD_TEST_SHARED is not set: it names the folder of test files that may not be copied")
		}
		t.Skipf("not run: %s is read from the folder that FIGUREHEAD_TEST_SHARED names", name)
	}
	return filepath.Join(folder, "data", name)
}

func suggest(t *testing.T, data *table.Table, area string) []widgets.Suggestion {
	t.Helper()
	list, err := widgets.Suggest(t.Context(), data, widgets.SuggestOptions{Area: area})
	if err != nil {
		t.Fatalf("Suggest: %v", err)
	}
	for _, s := range list {
		holds(t, data, s)
	}
	return list
}

// holds makes the suggested figure afresh and checks that every number of its
// words is one of the data.
func holds(t *testing.T, data *table.Table, s widgets.Suggestion) {
	t.Helper()
	r, err := datasets.Run(t.Context(), s.Query, data)
	if err != nil {
		t.Errorf("%q: %v", s.Sentence, err)
		return
	}
	raw, err := json.Marshal(s.Query)
	if err != nil {
		t.Errorf("%q: %v", s.Sentence, err)
	}
	if _, err := datasets.ParseQuery(raw); err != nil {
		t.Errorf("%q: query: %v", s.Sentence, err)
	}
	if err := s.Spec.Validate(); err != nil {
		t.Errorf("%q: spec: %v", s.Sentence, err)
	}
	f, err := widgets.NewFigure(s.Spec, r, widgets.Provenance{}, widgets.DefaultTheme(), "en-GB")
	if err != nil {
		t.Errorf("%q: %v", s.Sentence, err)
		return
	}
	for id, c := range byID(widgets.Checks(f, s.Spec, onsSource(), r)) {
		if !c.Done && id != "titleLength" {
			t.Errorf("%q titled %q: %s: %s", s.Sentence, f.Title, c.Title, c.Reason)
		}
	}
}

func lines(list []widgets.Suggestion) []string {
	var got []string
	for _, s := range list {
		got = append(got, strings.TrimSpace(fmt.Sprintf("%s: %s %s", s.Kind, s.Sentence, s.Catch)))
	}
	return got
}

func TestSuggestOnRealData(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, file string
		want       []string
	}{
		{"waste", "sdg-11-6-1-council-collected-waste.csv", []string{
			"headline: 51.1% was recycled-composted in Essex in 2018/19, up 1.2 percentage points from 49.9% in 2017/18.",
			"bar: Essex has the second highest recycled-composted share of the 11 local authorities in the East of England, 51.1% in 2018/19.",
			"choropleth: South West has the highest recycled-composted share of the 9 regions in 2018/19, 49.9%.",
			"line: Recycled-composted share in Essex rose every year since 2014/15, from 47.6% to 51.1%.",
			"line: Landfill share in Essex fell from 46.0% to 16.8% between 2014/15 and 2018/19. But in 2018/19 it was up 4.5 percentage points on 2017/18.",
			"column: Recycled-composted share in Essex was highest in 2018/19, at 51.1%.",
		}},
		{"spend", "oxford-spend-2018-jan-mar.csv", []string{
			"headline: £4.34 million was paid to suppliers, 3 to 30 January 2018.",
			"bar: Direct Services spent the most, £1,454,256. The 11 largest of 14; the rest stand together.",
			"bar: The most was paid for Main Contractor, £1,022,044. The 11 largest of 95; the rest stand together.",
			"table: The highest single payment was £386,645.",
		}},
		{"carbon dioxide", "co2-mauna-loa-monthly.csv", []string{
			"headline: 431 was the average in June 2026, up 0.4% from 430 in June 2025.",
			"line: Average rose from 315.7 to 431.4 between March 1958 and June 2026. But in June 2026 it was down 0.2% on May 2026.",
			"line: Average rose from 416.9 to 431.4 between July 2021 and June 2026. But in June 2026 it was down 0.2% on May 2026.",
			"column: Of the latest 12, average was highest in May 2026, at 432.3.",
			"table: Average in the latest 12 periods, with the change on the year before.",
			"table: Average was highest in May 2026, at 432.3, of 820 periods.",
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			data := read(t, filepath.Join("../server/demo/data", test.file))
			if diff := cmp.Diff(test.want, lines(suggest(t, data, "Essex"))); diff != "" {
				t.Errorf("Suggest (−want +got):\n%s", diff)
			}
		})
	}
}

// The figures that stand for Essex are those of the file.
func TestSuggestedWasteFigures(t *testing.T) {
	t.Parallel()
	data := read(t, "../server/demo/data/sdg-11-6-1-council-collected-waste.csv")
	bar := suggest(t, data, "Essex")[1]
	r, err := datasets.Run(t.Context(), bar.Query, data)
	if err != nil {
		t.Fatal(err)
	}
	f := figure(t, bar.Spec, r)
	var got []string
	for _, p := range f.Series[0].Points {
		mark := ""
		if p.Highlight {
			mark = " *"
		}
		got = append(got, p.Category+" "+p.Label+mark)
	}
	want := []string{"Cambridgeshire 56.2%", "Essex 51.1% *", "Hertfordshire 50.3%", "Southend-on-Sea 48.7%", "Central Bedfordshire 46.6%",
		"Suffolk 44.9%", "Peterborough 44.2%", "Norfolk 42.8%", "Bedford 40.7%", "Thurrock 35.2%", "Luton 33.4%"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Bars (−want +got):\n%s", diff)
	}
	if got, want := f.Subtitle, "Recycled-composted share, East of England, 2018/19, per cent"; got != want {
		t.Errorf("Subtitle = %q, want %q", got, want)
	}
}

// Rows that an officer keeps apart as totals are in no comparison and no sum.
func TestSuggestLeavesTotalsOut(t *testing.T) {
	t.Parallel()
	ward := table.Field{Name: "Ward", Kind: table.Text, Totals: []string{"All wards"}}
	amount := table.Field{Name: "Amount", Kind: table.Currency, Role: table.Measure, Unit: "£"}
	data := build(t, []table.Field{ward, amount}, [][]string{{"Abbey", "10"}, {"Castle", "30"}, {"Priory", "60"}, {"All wards", "100"}})
	want := []string{
		"headline: £100 was the total amount.",
		"bar: Priory made up 60.0% of the total amount, £60.",
		"table: All 3 wards by amount, highest first.",
	}
	if diff := cmp.Diff(want, lines(suggest(t, data, ""))); diff != "" {
		t.Errorf("Suggest (−want +got):\n%s", diff)
	}
}

// Of budgets of several years the newest is divided, never their sum.
func TestSuggestOnAmountsOfYears(t *testing.T) {
	t.Parallel()
	service := table.Field{Name: "Service", Kind: table.Text}
	year := table.Field{Name: "Financial year", Kind: table.Periods, Grain: table.FinancialYear, Role: table.Time}
	budget := table.Field{Name: "Budget (£)", Kind: table.Currency, Role: table.Measure, Unit: "£"}
	data := build(t, []table.Field{service, year, budget}, [][]string{{"Roads", "2024/25", "600"}, {"Roads", "2025/26", "500"},
		{"Schools", "2024/25", "1000"}, {"Schools", "2025/26", "1200"}, {"Waste", "2024/25", "200"}, {"Waste", "2025/26", "300"}})
	want := []string{
		"headline: £2,000 was the total budget in 2025/26, up 11.1% from £1,800 in 2024/25.",
		"bar: Schools made up 60.0% of the total budget in 2025/26, £1,200.",
		"column: Total budget was highest in 2025/26, at £2,000.",
		"table: All 3 services by budget, highest first.",
	}
	list := suggest(t, data, "")
	if diff := cmp.Diff(want, lines(list)); diff != "" {
		t.Errorf("Suggest (−want +got):\n%s", diff)
	}
	if got, want := list[1].Spec.Subtitle, "Budget by service, 2025/26, pounds"; got != want {
		t.Errorf("subtitle of the bars = %q, want %q", got, want)
	}
}

// Counts of several districts are added up over their other columns; a rate
// with a total among its rows is taken from there.
func TestSuggestAboutOnePlaceAmongOthers(t *testing.T) {
	t.Parallel()
	year := table.Field{Name: "Year", Kind: table.Periods, Grain: table.Year, Role: table.Time}
	district := table.Field{Name: "District", Kind: table.Text}
	counts := build(t, []table.Field{year, district, {Name: "Size", Kind: table.Text}, {Name: "Fly_tips", Kind: table.Integers, Role: table.Measure}}, [][]string{
		{"2016", "Chelmsford City Council", "Van", "100"}, {"2016", "Chelmsford City Council", "Lorry", "20"}, {"2016", "Tendring District Council", "Van", "300"},
		{"2017", "Chelmsford City Council", "Van", "110"}, {"2017", "Chelmsford City Council", "Lorry", "30"}, {"2017", "Tendring District Council", "Van", "280"},
		{"2018", "Chelmsford City Council", "Van", "105"}, {"2018", "Chelmsford City Council", "Lorry", "21"}, {"2018", "Tendring District Council", "Van", "290"},
	})
	want := []string{
		"headline: 126 fly tips in Chelmsford in 2018, down 10.0% from 140 in 2017.",
		"bar: Chelmsford has the lowest number of fly tips of the 2 districts, 126 in 2018.",
		"line: Fly tips in Chelmsford rose from 120 to 126 between 2016 and 2018. But in 2018 it was down 10.0% on 2017.",
		"column: Number of fly tips in Chelmsford was highest in 2017, at 140.",
		"bar: Van made up 94.3% of all fly tips, 1,185.",
		"column: Number of fly tips was highest in 2016, at 420.",
	}
	if diff := cmp.Diff(want, lines(suggest(t, counts, "Chelmsford"))); diff != "" {
		t.Errorf("counts (−want +got):\n%s", diff)
	}
	rates := build(t, []table.Field{year, district, {Name: "Sex", Kind: table.Text, Totals: []string{"All"}}, {Name: "Obesity rate", Kind: table.Percentages, Role: table.Measure, Unit: "%"}}, [][]string{
		{"2017", "Essex", "Female", "20.5"}, {"2017", "Essex", "Male", "22"}, {"2017", "Essex", "All", "21"},
		{"2018", "Essex", "Female", "21.5"}, {"2018", "Essex", "Male", "23"}, {"2018", "Essex", "All", "22"},
		{"2018", "Kent", "Female", "21"}, {"2018", "Kent", "Male", "25"}, {"2018", "Kent", "All", "23"},
	})
	want = []string{
		"headline: 22.0% was the obesity rate in Essex in 2018, up 1.0 percentage points from 21.0% in 2017.",
		"bar: Essex has the lowest obesity rate of the 2 districts, 22.0% in 2018.",
		"column: Obesity rate in Essex was highest in 2018, at 22.0%.",
		"table: All 2 districts by obesity rate in 2018, highest first.",
	}
	if diff := cmp.Diff(want, lines(suggest(t, rates, "Essex"))); diff != "" {
		t.Errorf("rates (−want +got):\n%s", diff)
	}
}

// build makes a table from texts; "" is a blank cell.
func build(t testing.TB, fields []table.Field, rows [][]string) *table.Table {
	t.Helper()
	b := table.NewBuilder(fields)
	for i, row := range rows {
		for column, s := range row {
			f := fields[column]
			switch {
			case s == "":
			case f.Kind.Number():
				b.Number(column, table.MustDecimal(s))
			case f.Kind.Calendar():
				day, err := table.ParsePeriod(s, f.Grain)
				if err != nil {
					t.Fatal(err)
				}
				b.Set(column, table.Cell{Kind: f.Kind, Grain: f.Grain, Day: day})
			default:
				b.Text(column, s)
			}
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

func TestSuggestOnAwkwardTables(t *testing.T) {
	t.Parallel()
	ward := table.Field{Name: "Ward", Kind: table.Text}
	year := table.Field{Name: "Year", Kind: table.Periods, Grain: table.Year, Role: table.Time}
	count := table.Field{Name: "Fly-tips", Kind: table.Integers, Role: table.Measure}
	rate := table.Field{Name: "Recycling rate", Kind: table.Percentages, Role: table.Measure, Unit: "%"}
	var many [][]string
	for i := range 10000 {
		many = append(many, []string{fmt.Sprintf("Ward %d", i), fmt.Sprint(i * 7 % 9973)})
	}
	tests := []struct {
		name   string
		fields []table.Field
		rows   [][]string
		want   []string
	}{
		{"no rows", []table.Field{ward, count}, nil, nil},
		{"one row", []table.Field{ward, count}, [][]string{{"Abbey", "412"}}, []string{
			"headline: 412 fly-tips of Abbey.", "table: The one row of the data."}},
		{"one number alone", []table.Field{count}, [][]string{{"412"}}, []string{"headline: 412 fly-tips.", "table: The one row of the data."}},
		{"no numbers", []table.Field{ward}, [][]string{{"Abbey"}, {"Castle"}}, []string{
			"table: All 2 rows of the data. It has no numbers that could be drawn."}},
		{"all missing", []table.Field{ward, count}, [][]string{{"Abbey", ""}, {"Castle", ""}}, []string{
			"table: All 2 rows of the data. It has no numbers that could be drawn."}},
		{"all equal", []table.Field{ward, rate}, [][]string{{"Abbey", "5"}, {"Castle", "5"}, {"Priory", "5"}}, []string{
			"headline: 5% was the recycling rate in Abbey, the joint highest of all wards.",
			"bar: All 3 wards have the same recycling rate, 5%.", "table: All 3 wards by recycling rate, highest first."}},
		{"percentages are not added up", []table.Field{ward, rate}, [][]string{{"Abbey", "51.5"}, {"Castle", "48.5"}}, []string{
			"headline: 51.5% was the recycling rate in Abbey, the highest of all wards.",
			"bar: Abbey has the highest recycling rate of the 2 wards, 51.5%.", "table: All 2 wards by recycling rate, highest first."}},
		{"below zero", []table.Field{ward, count}, [][]string{{"Abbey", "-4"}, {"Castle", "-12"}}, []string{
			"headline: −16 fly-tips in all.", "bar: Abbey has the highest number of fly-tips of 2 wards, −4.",
			"table: All 2 wards by fly-tips, highest first."}},
		{"10,000 wards", []table.Field{ward, count}, many, nil},
		{"a year is missing", []table.Field{year, rate}, [][]string{{"2014", "51.0"}, {"2016", "52.2"}, {"2018", "53.7"}}, []string{
			"headline: 53.7% was the recycling rate in 2018, up 1.5 percentage points from 52.2% in 2016.",
			"line: Recycling rate rose from 51.0% to 53.7% between 2014 and 2018.",
			"column: Recycling rate was highest in 2018, at 53.7%.",
			"table: Recycling rate in the latest 3 periods."}},
		{"years without names", []table.Field{year, rate}, [][]string{{"2016", "51.0"}, {"2017", "50.2"}, {"2018", "50.7"}}, []string{
			"headline: 50.7% was the recycling rate in 2018, up 0.5 percentage points from 50.2% in 2017.",
			"line: Recycling rate fell from 51.0% to 50.7% between 2016 and 2018. But in 2018 it was up 0.5 percentage points on 2017.",
			"column: Recycling rate was highest in 2016, at 51.0%.",
			"table: Recycling rate in the latest 3 periods, with the change on the year before."}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			list := suggest(t, build(t, test.fields, test.rows), "Essex")
			if test.name == "10,000 wards" {
				if len(list) < 3 || list[0].Kind != widgets.Headline {
					t.Errorf("Suggest = %q, want a headline first and at least 3", lines(list))
				}
				return
			}
			if diff := cmp.Diff(test.want, lines(list)); diff != "" {
				t.Errorf("Suggest (−want +got):\n%s", diff)
			}
		})
	}
}

// A payment file can name private people: a suggestion that shows payees says
// so, and none shows their numbers.
func TestSuggestSaysWhenItNamesPayees(t *testing.T) {
	t.Parallel()
	data := read(t, shared(t, "oxford-spend-2018-jan-mar.csv"))
	named := 0
	for _, s := range suggest(t, data, "Essex") {
		r, err := datasets.Run(t.Context(), s.Query, data)
		if err != nil {
			t.Fatal(err)
		}
		if r.Index("Supplier ID") >= 0 {
			t.Errorf("%q shows the numbers of payees", s.Sentence)
		}
		if r.Index("Supplier Name") < 0 {
			continue
		}
		if named++; !strings.Contains(s.Catch, "look whether one of them is a private person") {
			t.Errorf("%q names payees, and its catch is only %q", s.Sentence, s.Catch)
		}
	}
	if named == 0 {
		t.Error("no suggestion of a file of payments says who was paid")
	}
}

// Every file of the shared data gets suggestions that hold, whatever the area.
func TestSuggestOnSharedFiles(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"gla-spend-2013-p01-parentheses.csv", "cabinet-office-spend-2020-06-win1252.csv",
		"nhs-mental-health-act-2010-11-utf16le.csv", "gistemp-global-cr-preamble.csv", "gbe-bund-doctors-semicolon.csv"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data := read(t, shared(t, name))
			for _, area := range []string{"", "Essex", "London"} {
				list := suggest(t, data, area)
				if len(list) < 3 || list[0].Kind != widgets.Headline {
					t.Errorf("for %q: %q, want a headline first and at least 3", area, lines(list))
				}
			}
		})
	}
}

// An officer waits for Pick; 100,000 rows are not to be noticed.
func TestSuggestIsQuick(t *testing.T) {
	if testing.Short() {
		t.Skip("not run: timing")
	}
	data := hundredThousand(t)
	if _, err := widgets.Suggest(t.Context(), data, widgets.SuggestOptions{Area: "Place 7"}); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	list := suggest(t, data, "Place 7")
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("Suggest on %d rows took %v", data.Rows(), took)
	}
	if len(list) < 4 {
		t.Errorf("Suggest = %q, want 4 or more", lines(list))
	}
}

func hundredThousand(t testing.TB) *table.Table {
	t.Helper()
	fields := []table.Field{{Name: "Month", Kind: table.Periods, Grain: table.Month, Role: table.Time}, {Name: "Place", Kind: table.Text},
		{Name: "Purpose", Kind: table.Text}, {Name: "Amount", Kind: table.Currency, Role: table.Measure, Unit: "£"}}
	var rows [][]string
	for i := range 100_000 {
		rows = append(rows, []string{fmt.Sprintf("20%02d-%02d", i%20, i%12+1), fmt.Sprintf("Place %d", i%350), fmt.Sprintf("Purpose %d", i%37), fmt.Sprintf("%d.%02d", i%9973, i%100)})
	}
	return build(t, fields, rows)
}

func BenchmarkSuggest(b *testing.B) {
	data := hundredThousand(b)
	for b.Loop() {
		if _, err := widgets.Suggest(b.Context(), data, widgets.SuggestOptions{Area: "Place 7"}); err != nil {
			b.Fatal(err)
		}
	}
}

func TestSuggestStopsWhenAsked(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := widgets.Suggest(ctx, hundredThousand(t), widgets.SuggestOptions{}); err == nil {
		t.Error("Suggest went on after its context ended")
	}
}
