package words_test

import (
	"testing"
	"time"

	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

func TestPeriod(t *testing.T) {
	t.Parallel()
	period := func(grain table.Grain, year, month int) table.Cell {
		return table.Cell{Kind: table.Periods, Grain: grain, Day: table.Date(year, month, 1)}
	}
	tests := []struct {
		name        string
		cell        table.Cell
		want, short string
	}{
		{"financial year", period(table.FinancialYear, 2018, 4), "2018/19", "2018/19"},
		{"turn of the century", period(table.FinancialYear, 1999, 4), "1999/00", "1999/00"},
		{"academic year", period(table.AcademicYear, 2022, 9), "2022/23", "2022/23"},
		{"month", period(table.Month, 2018, 7), "July 2018", "Jul 2018"},
		{"quarter", period(table.Quarter, 2018, 7), "quarter 3 2018", "Q3 2018"},
		{"quarter of a financial year", period(table.FinancialQuarter, 2018, 7), "quarter 2 2018/19", "Q2 2018/19"},
		{"the last of a financial year", period(table.FinancialQuarter, 2000, 1), "quarter 4 1999/00", "Q4 1999/00"},
		{"half-year", period(table.HalfYear, 2018, 7), "second half of 2018", "H2 2018"},
		{"week", table.Cell{Kind: table.Periods, Grain: table.Week, Day: table.Date(2014, 12, 29)}, "week 1 of 2015", "W1 2015"},
		{"year", period(table.Year, 2018, 1), "2018", "2018"},
		{"day", table.Cell{Kind: table.Dates, Day: table.Date(2026, 11, 23)}, "23 November 2026", "23 Nov 2026"},
		{"before 1970", table.Cell{Kind: table.Dates, Day: table.Date(1958, 3, 1)}, "1 March 1958", "1 Mar 1958"},
		{"missing", table.Cell{Kind: table.Periods, Missing: table.NotAvailable}, "not available", "not available"},
		{"text", table.Cell{Text: "Wave 1"}, "Wave 1", "Wave 1"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := words.Period(test.cell); got != test.want {
				t.Errorf("Period(%v) = %q, want %q", test.cell, got, test.want)
			}
			if got := words.ShortPeriod(test.cell); got != test.short {
				t.Errorf("ShortPeriod(%v) = %q, want %q", test.cell, got, test.short)
			}
		})
	}
}

func TestOnTakesTheMomentsZone(t *testing.T) {
	t.Parallel()
	moment := time.Date(2026, 11, 23, 23, 30, 0, 0, time.UTC)
	if got, want := words.On(moment), "23 November 2026"; got != want {
		t.Errorf("On(%v) = %q, want %q", moment, got, want)
	}
	if got, want := words.On(moment.In(time.FixedZone("later", 3600))), "24 November 2026"; got != want {
		t.Errorf("On(an hour later) = %q, want %q", got, want)
	}
}

func TestCell(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		cell table.Cell
		want string
	}{
		{"text", table.Cell{Text: "Essex"}, "Essex"},
		{"number", table.Cell{Kind: table.Decimals, Number: table.MustDecimal("1234.56")}, "1,234.6"},
		{"suppressed", table.Cell{Kind: table.Integers, Missing: table.Suppressed}, "hidden to protect people"},
		{"confidential", table.Cell{Kind: table.Integers, Missing: table.Confidential}, "confidential"},
		{"blank", table.Cell{Kind: table.Integers, Missing: table.Blank}, "no figure given"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := words.Cell(test.cell, words.Format{Decimals: 1}); got != test.want {
				t.Errorf("Cell(%v) = %q, want %q", test.cell, got, test.want)
			}
		})
	}
}

// Every reason has words, so that no missing value is ever an empty cell.
func TestEveryReasonHasWords(t *testing.T) {
	t.Parallel()
	for r := table.Blank; r <= table.Unreadable; r++ {
		if words.Reason(r) == "" {
			t.Errorf("Reason(%d) is empty", r)
		}
	}
	if got := words.Reason(table.Present); got != "" {
		t.Errorf("Reason(Present) = %q, want nothing", got)
	}
}
