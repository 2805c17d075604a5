package intake

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// answersOf gives every Control of a reading with the value it shows: what a
// form sends when nothing was touched.
func answersOf(r Reading) map[string]string {
	answers := map[string]string{"csrf": "token", "update": ""}
	for _, s := range r.Sentences {
		for _, c := range s.Controls {
			answers[c.Name] = c.Value
		}
	}
	return answers
}

// TestChangeNothing: sending the form untouched changes nothing, and every
// Control shows one of its choices.
func TestChangeNothing(t *testing.T) {
	t.Parallel()
	for _, f := range awkwardFiles() {
		if f.win1252 {
			continue
		}
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			r := propose(t, []byte(f.text))
			got, err := Change(t.Context(), []byte(f.text), r.Recipe, answersOf(r), Options{})
			if err != nil {
				t.Fatalf("Change() = %v", err)
			}
			if diff := cmp.Diff(r.Recipe, got); diff != "" {
				t.Errorf("Change() with the values shown (-want +got):\n%s", diff)
			}
			offered := map[string]bool{}
			for _, s := range r.Sentences {
				for _, c := range s.Controls {
					checkControl(t, c)
					if offered[c.Name] {
						t.Errorf("control %s is offered twice", c.Name)
					}
					offered[c.Name] = true
				}
			}
		})
	}
}

func checkControl(t *testing.T, c Control) {
	t.Helper()
	if c.Name == "" || c.Label == "" || c.Value == "" {
		t.Errorf("control %+v lacks a name, a label or a value", c)
	}
	if c.Type == "number" {
		return
	}
	for _, choice := range c.Choices {
		if choice.Value == c.Value {
			return
		}
	}
	t.Errorf("control %s shows %q, which is none of %v", c.Name, c.Value, c.Choices)
}

// TestChange answers each question and looks at the table that follows.
func TestChange(t *testing.T) {
	t.Parallel()
	waste := string(ownFile(t, "sdg-11-6-1-household-waste.csv"))
	co2 := string(ownFile(t, "co2-mauna-loa-monthly.csv"))
	for _, test := range []struct {
		name    string
		text    string
		answers map[string]string
		field   string
		want    fact
		rows    int
		says    string
	}{
		{"totals left out", waste, map[string]string{"totals-3": "out"}, "Local Authority", fact{Kind: table.Text, Distinct: 124}, 3075, "950 rows have no “Local Authority”. They are left out."},
		{"totals like other rows", waste, map[string]string{"totals-3": "rows"}, "Local Authority", fact{Kind: table.Text, Missing: 950, Distinct: 124}, 4025, "They are used like other rows."},
		{"a number without a unit", waste, map[string]string{"unit-7": "number"}, "Value", fact{Kind: table.Decimals, Sum: "80494.2463851171001588602", Min: "-3.266400393937736", Max: "90", Distinct: 2924}, 4025, "“Value” is read as a number without a unit."},
		{"academic years", waste, map[string]string{"kind-0": "academic year"}, "Year", fact{Kind: table.Periods, Min: "2000/01", Max: "2018/19", Distinct: 19}, 4025, "“Year” holds academic years, 2000/01 to 2018/19."},
		{"years as text", waste, map[string]string{"kind-0": "text"}, "Year", fact{Kind: table.Text, Distinct: 19}, 4025, ""},
		{"a column in use again", waste, map[string]string{"use-4": "yes"}, "Observation status", fact{Kind: table.Text, Distinct: 1}, 4025, "“Unit multiplier” says the same in every row."},
		{"placeholders as numbers", co2, map[string]string{"placeholders": "numbers"}, "Trend", fact{Kind: table.Integers, Sum: "15714", Min: "-1", Max: "31", Distinct: 25}, 820, "They are read as numbers."},
		{"month first", "Date,V\n01/04/2025,1\n02/04/2025,2\n", map[string]string{"date-order-0": "mdy"}, "Date", fact{Kind: table.Dates, Min: "2025-01-04", Max: "2025-02-04", Distinct: 2}, 2, "4 January 2025 to 4 February 2025"},
		{"decimal points in a semicolon file", "A;B\nx;1.613\ny;2.003\n", map[string]string{"decimal-mark": "."}, "B", fact{Kind: table.Decimals, Sum: "3.616", Min: "1.613", Max: "2.003", Distinct: 2}, 2, "read as the decimal mark"},
		{"another header row", "Title,x\nWard,Tonnes\nAbbey,1\nBocking,2\n", map[string]string{"header-row": "2"}, "Tonnes", fact{Kind: table.Integers, Sum: "3", Min: "1", Max: "2", Distinct: 2}, 2, "Row 2 holds the names of the columns."},
		{"no header row", "Ward,Party\nAbbey,Green\nBocking,Red\n", map[string]string{"header-row": "0"}, "Column 1", fact{Kind: table.Text, Distinct: 3}, 3, "No row holds the names"},
		{"another delimiter", "a,b;c\n1,2;3\n4,5;6\n", map[string]string{"delimiter": ";"}, "c", fact{Kind: table.Integers, Sum: "9", Min: "3", Max: "6", Distinct: 2}, 2, "semicolons"},
		{"another character set", "Name,V\nT\xbf,1\nW,2\n", map[string]string{"encoding": "iso-8859-14"}, "V", fact{Kind: table.Integers, Sum: "3", Min: "1", Max: "2", Distinct: 2}, 2, "ISO 8859-14 (Welsh)"},
		{"a code as a number", "Ref no,V\n00123,1\n00124,2\n", map[string]string{"kind-0": "number"}, "Ref no", fact{Kind: table.Integers, Sum: "247", Min: "123", Max: "124", Distinct: 2}, 2, ""},
		{"a number as text", "A,V\nx,1\ny,2\n", map[string]string{"kind-1": "text"}, "V", fact{Kind: table.Text, Distinct: 2}, 2, ""},
		{"per cent", "A,V\nx,1\ny,2.5\n", map[string]string{"kind-1": "percentage"}, "V", fact{Kind: table.Percentages, Sum: "3.5", Min: "1", Max: "2.5", Distinct: 2}, 2, "“V” holds percentages."},
		{"text with few words as a number", "A,V\nx,1\ny,2\nz,3\nw,unsure\n", map[string]string{"kind-1": "number"}, "V", fact{Kind: table.Integers, Missing: 1, Sum: "6", Min: "1", Max: "3", Distinct: 3}, 4, "“unsure” in 1 cell of “V” is read as not readable."},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := propose(t, []byte(test.text))
			recipe, err := Change(t.Context(), []byte(test.text), r.Recipe, test.answers, Options{})
			if err != nil {
				t.Fatalf("Change(%v) = %v", test.answers, err)
			}
			changed, err := Read(t.Context(), []byte(test.text), recipe, Options{})
			if err != nil {
				t.Fatalf("Read() = %v", err)
			}
			if diff := cmp.Diff(test.want, factOf(changed.Table, test.field)); diff != "" || changed.Rows != test.rows {
				t.Errorf("%q has %d rows, want %d, facts (-want +got):\n%s", test.field, changed.Rows, test.rows, diff)
			}
			if !strings.Contains(allWords(changed), test.says) {
				t.Errorf("%q is not said in\n%s", test.says, allWords(changed))
			}
		})
	}
}

// TestChangeAnswered: a guess that was answered otherwise is no guess any more.
func TestChangeAnswered(t *testing.T) {
	t.Parallel()
	raw := ownFile(t, "sdg-11-6-1-household-waste.csv")
	r := propose(t, raw)
	if got := guessTopics(r); got != "Numbers Totals" {
		t.Fatalf("guesses = %q, want %q", got, "Numbers Totals")
	}
	recipe, err := Change(t.Context(), raw, r.Recipe, map[string]string{"totals-3": "rows"}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	changed, err := Read(t.Context(), raw, recipe, Options{})
	if got := guessTopics(changed); err != nil || got != "Numbers" {
		t.Errorf("guesses = %q, %v, want %q", got, err, "Numbers")
	}
}

func TestChangeRefuses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, key, value string
		want             string
	}{
		{"unknown encoding", "encoding", "utf-7", "“utf-7” is not one of the choices for “encoding”."},
		{"unknown delimiter", "delimiter", "x", "“x” is not one of the choices for “delimiter”."},
		{"header row below the file", "header-row", "400", "The file has 5 rows, so row 400 cannot hold the column names."},
		{"header row that is no number", "header-row", "two", "“two” is not one of the choices for “header-row”."},
		{"header row at the end", "header-row", "5", "The file has no rows of data below the column names."},
		{"words as numbers", "kind-0", "number", "“Ward” cannot be read as numbers: row 2 holds “Abbey”."},
		{"numbers as dates", "kind-2", "date", "“Tonnes” cannot be read as dates: row 2 holds “10”."},
		{"unknown kind", "kind-0", "colour", "“colour” is not one of the choices for “kind-0”."},
		{"order that the dates rule out", "date-order-1", "mdy", "Row 3 of “Date” holds “25/04/2025”, which is not a date."},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := propose(t, []byte(wards))
			before := clone(r.Recipe)
			_, err := Change(t.Context(), []byte(wards), r.Recipe, map[string]string{test.key: test.value}, Options{})
			var p datasets.Problem
			if !errors.As(err, &p) || p.Message != test.want || p.Suggestion == "" {
				t.Errorf("Change(%s=%s) = %v, want %q", test.key, test.value, err, test.want)
			}
			if diff := cmp.Diff(before, r.Recipe); diff != "" {
				t.Errorf("the Recipe was changed:\n%s", diff)
			}
		})
	}
}
