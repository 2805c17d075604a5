package widgets_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
)

func TestHowMade(t *testing.T) {
	t.Parallel()
	q := datasets.Query{Version: 1, Steps: []datasets.Step{
		datasets.Filter{Field: "Disposal Method", Test: "is", Values: []string{"Recycled-composted"}},
		datasets.Filter{Field: "Region", Test: "isNot", Values: []string{"", "London", "Wales"}},
		datasets.Filter{Field: "Local Authority", Test: "present"},
		datasets.Filter{Field: "Value", Test: "between", Values: []string{"1", "50"}},
		datasets.Latest{Field: "Year", Count: 1},
		datasets.Latest{Field: "Year", Count: 5},
		datasets.Group{By: []string{"Local Authority", "Year"}, Measures: []datasets.Summary{{Name: "Waste", Summary: "sum", Field: "Value"}, {Name: "Rows", Summary: "count"}}},
		datasets.Group{Measures: []datasets.Summary{{Name: "Highest", Summary: "max", Field: "Value"}}},
		datasets.Change{Name: "Change", Of: "Waste", Over: "Year", Within: []string{"Local Authority"}, From: "yearBefore", As: "percent"},
		datasets.Share{Name: "Share", Of: "Waste"},
		datasets.Choose{Fields: []string{"Local Authority", "Waste"}},
		datasets.Sort{By: []datasets.SortKey{{Field: "Waste", Order: "descending"}, {Field: "Year", Order: "ascending"}}},
		datasets.Limit{Count: 11},
	}}
	want := []string{
		"Rows were kept where “Disposal Method” is Recycled-composted.",
		"Rows were kept where “Region” is not blank, London or Wales.",
		"Rows were kept where “Local Authority” has a value.",
		"Rows were kept where “Value” is between 1 and 50.",
		"The newest “Year” was kept.",
		"The newest 5 of “Year” were kept.",
		"“Waste” is the sum of “Value” and “Rows” counts the rows for each “Local Authority” and “Year”.",
		"“Highest” is the highest of “Value” over all rows.",
		"“Change” is the change in per cent of “Waste” from the same time a year before in “Year”, apart for each “Local Authority”.",
		"“Share” is “Waste” as a percentage of its total.",
		"The columns used are “Local Authority” and “Waste”.",
		"Rows are in order of “Waste”, highest first, then “Year”, lowest first.",
		"The first 11 rows were kept.",
	}
	if diff := cmp.Diff(want, widgets.HowMade(q, "en-GB")); diff != "" {
		t.Errorf("HowMade (−want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"All rows and columns of the data are shown as they are."}, widgets.HowMade(datasets.Query{Version: 1}, "en-GB")); diff != "" {
		t.Errorf("HowMade of no steps (−want +got):\n%s", diff)
	}
}

func TestPost(t *testing.T) {
	t.Parallel()
	source := widgets.Provenance{Source: "Department for Environment, Food and Rural Affairs, through ONS UK SDG data", ShortSource: "Defra through ONS"}
	headline := figure(t, widgets.Spec{Version: 1, Kind: widgets.Headline, Encoding: datasets.Roles{Time: "Year", Value: "Recycled"},
		Sentence: "of waste collected by councils in Essex was recycled or composted in {period}"}, essexRecycling())
	headline.Provenance = source
	bars := figure(t, barSpec(), eastOfEngland())
	bars.Provenance = source
	long := bars
	long.Title = strings.Repeat("Very long finding ", 40)
	tests := []struct {
		name   string
		figure widgets.Figure
		want   string
	}{
		{"headline", headline, "51.1% of waste collected by councils in Essex was recycled or composted in 2018/19, " +
			"up 1.2 percentage points from 49.9% in 2017/18. Source: Defra through ONS."},
		{"bar", bars, "Essex recycled 51% of its waste in 2018/19, second highest in the East of England. " +
			"Cambridgeshire County Council is highest at 56.2%, Luton Borough Council is lowest at 33.4%. Source: Defra through ONS."},
		{"too long", long, strings.TrimSpace(strings.Repeat("Very long finding ", 13)) + " Very long…"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := widgets.Post(test.figure)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("Post (−want +got):\n%s", diff)
			}
			if n := utf8.RuneCountInString(got); n > widgets.PostLength {
				t.Errorf("Post has %d characters, want at most %d", n, widgets.PostLength)
			}
		})
	}
}

func TestDescribeStates(t *testing.T) {
	t.Parallel()
	bars := func(values ...string) widgets.Figure {
		r := datasets.Result{Fields: []table.Field{placeField, shareField}}
		for i, v := range values {
			cell := gone(table.NotAvailable)
			if v != "" {
				cell = percentage(v)
			}
			r.Rows = append(r.Rows, []table.Cell{text(string(rune('A' + i))), cell})
		}
		return figure(t, widgets.Spec{Version: 1, Kind: widgets.Bar, Encoding: datasets.Roles{Category: "Local Authority", Value: "Recycled"},
			Subtitle: "Share, per cent", Highlight: []string{"B"}}, r)
	}
	for name, test := range map[string]struct {
		figure widgets.Figure
		want   string
	}{
		"one bar":     {bars("5"), "Bar chart of 1 bar: Share, per cent. A is 5%."},
		"all equal":   {bars("5", "5", "5"), "Bar chart of 3 bars: Share, per cent. All 3 are 5%."},
		"tie on top":  {bars("5", "5", "2"), "Bar chart of 3 bars: Share, per cent. A is joint highest at 5%, C is lowest at 2%."},
		"below zero":  {bars("-5", "-6.5", "-7"), "Bar chart of 3 bars: Share, per cent. A is highest at −5.0%, B is second at −6.5%, C is lowest at −7.0%."},
		"one missing": {bars("5", "", "2"), "Bar chart of 3 bars: Share, per cent. A is highest at 5%, C is lowest at 2%. No figure for B (not available)."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, widgets.Describe(test.figure)); diff != "" {
				t.Errorf("Describe (−want +got):\n%s", diff)
			}
		})
	}
}

// What people type comes out byte for byte, however odd, in every field.
func TestNaughtyStringsAreKept(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("words/testdata/blns.json")
	if err != nil {
		t.Fatal(err)
	}
	var naughty []string
	if err := json.Unmarshal(raw, &naughty); err != nil {
		t.Fatal(err)
	}
	for i, s := range append(naughty, "<script>alert(1)</script>", strings.Repeat("Long title ", 454)) {
		if s == "" {
			continue
		}
		r := datasets.Result{Fields: []table.Field{{Name: s, Kind: table.Text}, shareField},
			Rows: [][]table.Cell{{text(s), percentage("51")}, {text(s + "2"), percentage("49")}}}
		spec := widgets.Spec{Version: 1, Kind: widgets.Bar, Encoding: datasets.Roles{Category: s, Value: "Recycled"}, Title: s, Subtitle: s, Note: s, Alt: s}
		f := figure(t, spec, r)
		got := []string{f.Title, f.Subtitle, f.Notes[0], f.Alt, f.Series[0].Points[0].Category, f.Table.Heads[0], f.Table.Rows[0][0]}
		for _, text := range got {
			if text != s {
				t.Errorf("string %d: %q became %q", i, s, text)
			}
		}
		if strings.TrimSpace(widgets.Describe(f)) == "" || widgets.Post(f) == "" {
			t.Errorf("string %d: no description or post", i)
		}
		widgets.Checks(f, spec, onsSource(), r)
	}
}
