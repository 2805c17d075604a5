package words_test

import (
	"testing"

	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

func TestWelsh(t *testing.T) {
	t.Parallel()
	cy := words.Welsh
	period := func(grain table.Grain, year, month int) table.Cell {
		return table.Cell{Kind: table.Periods, Grain: grain, Day: table.Date(year, month, 1)}
	}
	day := table.Cell{Kind: table.Dates, Day: table.Date(2026, 11, 23)}
	d := table.MustDecimal
	percent := words.Format{Decimals: 1, Unit: "%"}
	for name, test := range map[string]struct{ got, want string }{
		"millions":                       {cy.Number(d("4339765.85"), words.Format{Kind: table.Currency, Figures: 3}), "£4.34\u00a0miliwn"},
		"billions":                       {cy.Number(d("148200000000"), words.Format{Unit: "£", Figures: 3}), "£148\u00a0biliwn"},
		"date":                           {cy.Period(day), "23 Tachwedd 2026"},
		"short date":                     {cy.ShortPeriod(day), "23 Tach 2026"},
		"month":                          {cy.Period(period(table.Month, 2018, 7)), "Gorffennaf 2018"},
		"quarter":                        {cy.Period(period(table.Quarter, 2018, 7)), "chwarter 3 2018"},
		"short quarter":                  {cy.ShortPeriod(period(table.Quarter, 2018, 7)), "Ch3 2018"},
		"quarter of a financial year":    {cy.Period(period(table.FinancialQuarter, 2018, 7)), "chwarter 2 2018/19"},
		"financial year":                 {cy.Period(period(table.FinancialYear, 2018, 4)), "2018/19"},
		"points":                         {cy.Difference(d("1.2"), percent), "i fyny 1.2\u00a0pwynt\u00a0canran"},
		"two points":                     {cy.Difference(d("-2"), words.Format{Unit: "%"}), "i lawr 2\u00a0o\u00a0bwyntiau\u00a0canran"},
		"one point":                      {cy.Difference(d("1"), words.Format{Unit: "%"}), "i fyny 1\u00a0pwynt\u00a0canran"},
		"no change":                      {cy.PercentChange(d("0")), "heb newid"},
		"in a year":                      {words.Plain(cy.From("49.9%", period(table.FinancialYear, 2017, 4))), "o 49.9% yn 2017/18"},
		"in a month":                     {words.Plain(cy.From("£3", period(table.Month, 2018, 3))), "o £3 ym mis Mawrth 2018"},
		"in a quarter":                   {words.Plain(cy.From("£3", period(table.Quarter, 2018, 7))), "o £3 yn chwarter 3 2018"},
		"on a day":                       {words.Plain(cy.From("£3", day)), "o £3 ar 23 Tachwedd 2026"},
		"of nothing":                     {cy.From("£3", table.Cell{Missing: table.Blank}), "o £3"},
		"for a name":                     {cy.At("412", "Abbey"), "412 ar gyfer Abbey"},
		"for a name with a month's name": {cy.At("412", "Mai Street"), "412 ar gyfer Mai Street"},
		"between months":                 {cy.Between("Ionawr 2018", "Rhagfyr 2018"), "o fis Ionawr 2018 i fis Rhagfyr 2018"},
		"between years":                  {cy.Between("2017/18", "2018/19"), "o 2017/18 i 2018/19"},
		"list":                           {cy.List([]string{"Essex", "Caint", "Surrey"}), "Essex, Caint, Surrey"},
		"suppressed":                     {cy.Reason(table.Suppressed), "wedi’i guddio i ddiogelu pobl"},
	} {
		if test.got != test.want {
			t.Errorf("%s: %q, want %q", name, test.got, test.want)
		}
	}
}

func TestWelshOrdinal(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{1: "cyntaf", 2: "ail", 9: "nawfed", 10: "10fed", 11: "11eg", 12: "12fed", 13: "13eg",
		15: "15fed", 16: "16eg", 18: "18fed", 19: "19eg", 20: "20fed", 21: "21ain", 35: "35ain", 40: "40fed", 100: "100fed", 111: "111eg"} {
		if got := words.Welsh.Ordinal(n); got != want {
			t.Errorf("Ordinal(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestFor(t *testing.T) {
	t.Parallel()
	for tag, want := range map[string]string{"": "en-GB", "en": "en-GB", "en-GB": "en-GB", "cy": "cy", "cy-GB": "cy", "CY": "cy", "fr": "en-GB"} {
		if got := words.For(tag).Lang; got != want {
			t.Errorf("For(%q) = %q, want %q", tag, got, want)
		}
	}
}
