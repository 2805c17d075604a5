package widgets_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
)

var exampleSource = datasets.Source{Publisher: "Example County Council"}

// TestSuggestKnownShapes has files written for the shapes; numbers were counted
// with the csv module of Python.
func TestSuggestKnownShapes(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][]string{
		"spend-lga-schema.csv": {
			"headline: £2.14 million was paid to suppliers, 1 April to 29 September 2025. 9 credits of £16,528 in all are taken off. 38 payments without a name are part of it.",
			"column: Payments were highest in September 2025, at £396,935.",
			"bar: The most was paid to Estuary Waste Services Ltd, £438,737. It names who was paid: look whether one of them is a private person. The 11 largest of 16; the rest stand together.",
			"bar: Highways and Transport spent the most, £546,618.",
			"bar: The most was paid for Residential care, £370,150.",
			"table: The highest single payment was £48,973. It names who was paid: look whether one of them is a private person.",
		},
		"foi-log.csv": {
			"headline: 82.4% of information requests received in quarter 1 2026 were answered in time. As at 31 March 2026, the latest day in the log; 16 requests not due then are left out. Extensions are not known.",
			"column: Information requests were highest in November 2025, at 22.",
			"line: The share of requests answered in time over 5 quarters.",
			"bar: “Granted in full” was the most common outcome, 41.7% of requests. 12 requests without one are left out.",
			"bar: “s21 accessible elsewhere” was the exemption used most, 23 times.",
			"bar: Member of the public made the largest share of requests, 44.4%.",
		},
		"contracts-register.csv": {
			"headline: £23.4 million is the value of all contracts in the register. Over the whole life of 64 contracts, whenever they began.",
			"bar: Within twelve months, 8 contracts end. Counted from the latest start in the register; extensions that were agreed are not known.",
			"bar: Blackwater Software Ltd has contracts of the highest value, £5,028,000.",
			"bar: Highways and Transport has contracts of the highest value, £6,551,000.",
			"bar: Services has contracts of the highest value, £9,390,000.",
			"table: Within twelve months, 8 contracts end.",
		},
		"gender-pay-gap-download.csv": {
			"headline: 10.8% was the median gender pay gap at Example County Council. It compares all women with all men, not pay for the same work. The file does not say the year: add it.",
			"percentBar: Women and men in each quarter of pay at Example County Council.",
			"bar: Lakeside Transport Ltd has the highest median gender pay gap, 29.9%.",
		},
		"population-by-area-age-sex.csv": {
			"headline: 1.49 million is the population of all areas together.",
			"bar: Basildon and Colchester share the highest figure, 189,200.",
			"bar: The largest age group is 45 to 64, 384,500.",
			"groupedBar: Of women and men by age, the largest group is 45 to 64, 194,200.",
		},
		"survey-answers.csv": {
			"divergingBar: “Tend to agree” was most common for “The council keeps the streets clean”, 44%.",
			"divergingBar: “Tend to agree” was most common among 18 to 34, 48%, and least among 35 to 54, 40%. Asked: “The council keeps the streets clean”",
			"divergingBar: “Tend to agree” was most common among 18 to 34, 45%, and least among 75 and over, 24%. Asked: “Information from the council is easy to find”",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data := read(t, "../datasets/shapes/testdata/"+name)
			list, err := widgets.Suggest(t.Context(), data, widgets.SuggestOptions{Source: exampleSource})
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range list {
				holds(t, data, s)
			}
			if diff := cmp.Diff(want, lines(list)); diff != "" {
				t.Errorf("Suggest (−want +got):\n%s", diff)
			}
		})
	}
}

// Payees that were redacted are one payee like the others, by a name that says so.
func TestRedactedPayeesStayTogether(t *testing.T) {
	t.Parallel()
	fields := []table.Field{{Name: "Supplier", Kind: table.Text}, {Name: "Payment date", Kind: table.Dates, Role: table.Time},
		{Name: "Department", Kind: table.Text}, {Name: "Amount", Kind: table.Currency, Role: table.Measure, Unit: "£"}}
	data := build(t, fields, [][]string{{"REDACTED PERSONAL DATA", "2025-04-01", "Care", "900"}, {"Redacted", "2025-04-02", "Care", "700"},
		{"Marsh Farm Ltd", "2025-04-03", "Roads", "1500"}, {"Colne Ltd", "2025-05-03", "Roads", "600"}})
	for _, s := range suggest(t, data, "") {
		if s.Spec.Encoding.Category != "Supplier" {
			continue
		}
		if want := "The most was paid to Payees not named, £1,600."; s.Sentence != want {
			t.Errorf("Sentence = %q, want %q", s.Sentence, want)
		}
		return
	}
	t.Error("no figure of suppliers")
}

// In Welsh every text that a figure carries is Welsh.
func TestKnownShapesInWelsh(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"spend-lga-schema.csv", "foi-log.csv", "contracts-register.csv", "gender-pay-gap-download.csv", "population-by-area-age-sex.csv"} {
		data := read(t, "../datasets/shapes/testdata/"+name)
		list, err := widgets.Suggest(t.Context(), data, widgets.SuggestOptions{Source: exampleSource, Lang: "cy"})
		if err != nil || len(list) < 3 {
			t.Fatalf("%s: %d suggestions, %v", name, len(list), err)
		}
		for _, s := range list {
			for _, text := range []string{s.Spec.Title, s.Spec.Subtitle, s.Spec.Sentence, s.Spec.Note} {
				for _, english := range []string{" the ", " was ", " were ", " paid ", "Requests", " by ", "pounds", "per cent"} {
					if strings.Contains(" "+text+" ", english) {
						t.Errorf("%s: %q holds the English %q", name, text, english)
					}
				}
			}
		}
	}
}

func TestTokensInTheHighlight(t *testing.T) {
	t.Parallel()
	for token, want := range map[string]string{widgets.HighestStandsOut: "B", "{lowest:name}": "A", "A": "A", "{latest:period}": ""} {
		spec := widgets.Spec{Version: 1, Kind: widgets.Bar, Encoding: datasets.Roles{Category: "Name", Value: "Tonnes"}, Highlight: []string{token}}
		got := ""
		for _, p := range figure(t, spec, tonnesOf("A", "1", "B", "3", "C", "2")).Series[0].Points {
			if p.Highlight {
				got += p.Category
			}
		}
		if got != want {
			t.Errorf("with %q %q stands out, want %q", token, got, want)
		}
	}
}

func TestNamesOneOfSeveral(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		title  string
		values []string
		want   bool
	}{
		{"{highest:name} is highest", []string{"A", "3", "B", "3", "C", "2"}, true},
		{"{highest:name} is highest", []string{"A", "3", "B", "2", "C", "2"}, false},
		{"{lowest:name} is lowest", []string{"A", "3", "B", "2", "C", "2"}, true},
		{"{highest} is the highest", []string{"A", "3", "B", "3"}, false},
	} {
		spec := widgets.Spec{Version: 1, Kind: widgets.Bar, Encoding: datasets.Roles{Category: "Name", Value: "Tonnes"}, Title: test.title}
		if got := widgets.NamesOneOfSeveral(figure(t, spec, tonnesOf(test.values...))); got != test.want {
			t.Errorf("NamesOneOfSeveral of %q on %v = %t, want %t", test.title, test.values, got, test.want)
		}
	}
}

// tonnesOf is a Result of names and numbers by turns.
func tonnesOf(cells ...string) datasets.Result {
	r := datasets.Result{Fields: []table.Field{{Name: "Name", Kind: table.Text}, {Name: "Tonnes", Kind: table.Integers, Role: table.Measure}}}
	for i := 0; i < len(cells); i += 2 {
		r.Rows = append(r.Rows, []table.Cell{text(cells[i]), {Kind: table.Integers, Number: table.MustDecimal(cells[i+1])}})
	}
	return r
}
