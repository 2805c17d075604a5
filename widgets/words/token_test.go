package words_test

import (
	"bytes"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

func TestOffered(t *testing.T) {
	t.Parallel()
	got := words.British.Offered(waste(), words.Format{Decimals: 1, Kind: table.Percentages})
	want := []words.Token{
		{Name: "latest", Value: "51.1%"}, {Name: "latest:period", Value: "2018/19"},
		{Name: "change", Value: "up 1.2 percentage points"}, {Name: "previous", Value: "49.9%"}, {Name: "previous:period", Value: "2017/18"},
		{Name: "highest", Value: "56.2%"}, {Name: "highest:name", Value: "Cambridgeshire"},
		{Name: "target", Value: "63.5%"}, {Name: "target:difference", Value: "12.4 percentage points below the target"},
		{Name: "rows", Value: "11"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Offered (−want +got):\n%s", diff)
	}
	for _, token := range got {
		if text, unresolved := words.Resolve("{"+token.Name+"}", waste(), words.Format{Decimals: 1, Kind: table.Percentages}); words.Plain(text) != token.Value || unresolved != nil {
			t.Errorf("Resolve({%s}) = %q, %v, want %q", token.Name, text, unresolved, token.Value)
		}
	}
}

// A token does not say which of several lines it means.
func TestOfferedOfSeveralLines(t *testing.T) {
	t.Parallel()
	two := append(waste(), datasets.Fact{Name: "value", Value: waste()[0].Value})
	for _, token := range words.British.Offered(two, words.Format{}) {
		if slices.Contains([]string{"latest", "latest:period", "latest:name"}, token.Name) {
			t.Errorf("%v is offered of two lines", token)
		}
	}
}

func TestSpan(t *testing.T) {
	t.Parallel()
	day := func(y, m, d int) table.Cell { return table.Cell{Kind: table.Dates, Day: table.Date(y, m, d)} }
	period := func(g table.Grain, y, m int) table.Cell {
		return table.Cell{Kind: table.Periods, Grain: g, Day: table.Date(y, m, 1)}
	}
	for _, test := range []struct {
		first, last    table.Cell
		english, welsh string
	}{
		{day(2018, 1, 3), day(2018, 1, 30), "3 to 30 January 2018", "o 3 i 30 Ionawr 2018"},
		{day(2018, 1, 3), day(2018, 3, 30), "3 January to 30 March 2018", "o 3 Ionawr i 30 Mawrth 2018"},
		{day(2018, 1, 3), day(2019, 1, 3), "3 January 2018 to 3 January 2019", "o 3 Ionawr 2018 i 3 Ionawr 2019"},
		{day(2018, 1, 3), day(2018, 1, 3), "3 January 2018", "3 Ionawr 2018"},
		{period(table.Month, 2018, 1), period(table.Month, 2018, 3), "January to March 2018", "o fis Ionawr i fis Mawrth 2018"},
		{period(table.Month, 2018, 1), period(table.Month, 2019, 3), "January 2018 to March 2019", "o fis Ionawr 2018 i fis Mawrth 2019"},
		{period(table.Month, 2018, 1), period(table.Month, 2018, 1), "January 2018", "Ionawr 2018"},
		{period(table.Quarter, 2018, 1), period(table.Quarter, 2018, 4), "quarter 1 2018 to quarter 2 2018", "o chwarter 1 2018 i chwarter 2 2018"},
		{period(table.FinancialYear, 2017, 4), period(table.FinancialYear, 2018, 4), "2017/18 to 2018/19", "o 2017/18 i 2018/19"},
	} {
		if got := words.Plain(words.British.Span(test.first, test.last)); got != test.english {
			t.Errorf("Span(%s, %s) = %q, want %q", test.first, test.last, got, test.english)
		}
		if got := words.Plain(words.Welsh.Span(test.first, test.last)); got != test.welsh {
			t.Errorf("in Welsh Span(%s, %s) = %q, want %q", test.first, test.last, got, test.welsh)
		}
	}
}

func TestNearToken(t *testing.T) {
	t.Parallel()
	for mistyped, want := range map[string]string{
		"lates": "latest", "latset": "latest", "change on yeer": "change on year", "highest:nam": "highest:name",
		"higest": "highest", "colour": "", "x": "", "value": "", "something else entirely": "",
	} {
		if got, ok := words.NearToken(mistyped); got != want || ok != (want != "") {
			t.Errorf("NearToken(%q) = %q, %t, want %q", mistyped, got, ok, want)
		}
	}
}

func TestSimilarWithinTheIntervals(t *testing.T) {
	t.Parallel()
	number := func(s string) table.Cell { return table.Cell{Kind: table.Percentages, Number: table.MustDecimal(s)} }
	facts := []datasets.Fact{{Name: "change", Value: number("1.2"), Base: number("49.9"), Similar: true}}
	f := words.Format{Decimals: 1, Unit: "%"}
	if got := words.British.Change(facts, "change", f); got != "similar" {
		t.Errorf("Change within the intervals = %q, want similar", got)
	}
	if got := words.British.Size(facts, "change", f); got != "" {
		t.Errorf("Size within the intervals = %q, want none", got)
	}
}

func TestGap(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"-12.36": "12.4 percentage points below the target", "1": "1 percentage point above the target",
		"0": "on target", "0.04": "on target",
	} {
		facts := []datasets.Fact{{Name: "targetDifference", Value: table.Cell{Kind: table.Percentages, Number: table.MustDecimal(value)}}}
		f := words.Format{Decimals: 1, Unit: "%"}
		if value == "1" {
			f.Decimals = 0
		}
		if got := words.Plain(words.British.Gap(facts, f)); got != want {
			t.Errorf("Gap of %s = %q, want %q", value, got, want)
		}
	}
}

// saidBy are the Facts that have no token of their own, and why.
var saidBy = map[string]string{
	"firstChangePercent": "{change since first} is in per cent where that is allowed",
	"previous":           "{previous} is the number that {change} is measured from",
	"changePercent":      "{change} is in per cent where that is allowed",
	"yearBefore":         "{year before} is the number that {change on year} is measured from",
	"yearChangePercent":  "{change on year} is in per cent where that is allowed",
}

// Whatever the data can tell, a text can say, and the docs list how.
func TestEveryFactHasItsToken(t *testing.T) {
	t.Parallel()
	docs, err := os.ReadFile("../../docs/reference/spec.md")
	if err != nil {
		t.Fatal(err)
	}
	number := table.Cell{Kind: table.Decimals, Number: table.MustDecimal("60")}
	year := table.Cell{Kind: table.Periods, Grain: table.Year, Day: table.Date(2018, 1, 1)}
	for _, name := range datasets.FactNames {
		offered := words.British.Offered([]datasets.Fact{{Name: name, Value: number, Base: number, Period: year, BasePeriod: year}}, words.Format{})
		if reason := saidBy[name]; (len(offered) == 0) != (reason != "") {
			t.Errorf("the Fact %s has %d tokens and the reason %q for none", name, len(offered), reason)
		}
	}
	for _, name := range words.Tokens() {
		if !bytes.Contains(docs, []byte("`{"+name+"}`")) {
			t.Errorf("docs/reference/spec.md does not list {%s}", name)
		}
	}
}

func TestTokensOverAllRows(t *testing.T) {
	t.Parallel()
	number := func(s string) table.Cell { return table.Cell{Kind: table.Integers, Number: table.MustDecimal(s)} }
	share := func(s string) table.Cell { return table.Cell{Kind: table.Percentages, Number: table.MustDecimal(s)} }
	abbey := table.Cell{Kind: table.Text, Text: "Abbey"}
	for _, test := range []struct {
		text string
		fact datasets.Fact
		want string
	}{
		{"{total}", datasets.Fact{Name: "total", Value: number("57075")}, "57,075"},
		{"{mean}", datasets.Fact{Name: "mean", Value: number("41437.25")}, "41,437"},
		{"{mean}", datasets.Fact{Name: "mean", Value: number("2.4166666666")}, "2.4"},
		{"{median}", datasets.Fact{Name: "median", Value: number("3")}, "3"},
		{"{count}", datasets.Fact{Name: "count", Value: number("1220")}, "1,220"},
		{"{second:name} had {second}", datasets.Fact{Name: "second", Value: number("412"), Category: abbey}, "Abbey had 412"},
		{"{gap}", datasets.Fact{Name: "gap", Value: number("312")}, "312"},
		{"{gap}", datasets.Fact{Name: "gap", Value: share("12.36")}, "12.4 percentage points"},
		{"{gap}", datasets.Fact{Name: "gap", Value: share("0")}, "0 percentage points"},
		{"{change since first}", datasets.Fact{Name: "firstChange", Value: number("-90"), Base: number("20")}, "down 90"},
		{"{highest rise} for {highest rise:name}", datasets.Fact{Name: "highestRise", Value: share("4.25"), Category: abbey}, "up 4.3 percentage points for Abbey"},
		{"{highest fall}", datasets.Fact{Name: "highestFall", Value: number("-1200")}, "down 1,200"},
		{"{latest highest:name}: {latest highest}", datasets.Fact{Name: "latestHighest", Value: number("9"), Series: abbey}, "Abbey: 9"},
		{"{latest total}", datasets.Fact{Name: "latestTotal", Value: number("90")}, "90"},
	} {
		f := words.Format{}
		if test.fact.Value.Kind == table.Percentages {
			f = words.Format{Decimals: 1, Unit: "%"}
		}
		got, unresolved := words.Resolve(test.text, []datasets.Fact{test.fact}, f)
		if words.Plain(got) != test.want || unresolved != nil {
			t.Errorf("Resolve(%q) = %q, %v, want %q", test.text, got, unresolved, test.want)
		}
	}
}
