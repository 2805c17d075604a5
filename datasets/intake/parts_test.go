package intake

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"figurehead/datasets"
)

// series are years, quarters and months below each other, as the Office for
// National Statistics writes them.
func series() string {
	return "Period,Rate\n" +
		"2022,6\n2023,7\n" +
		"2022 Q1,1\n2022 Q2,2\n2022 Q3,3\n2022 Q4,4\n2023 Q1,5\n" +
		"2022 JAN,1\n2022 FEB,1\n2022 MAR,1\n2022 APR,2\n2022 MAY,2\n2022 JUN,2\n2022 JUL,3\n"
}

// control finds a Control of a reading by its name.
func control(r Reading, name string) (Control, Sentence) {
	for _, s := range r.Sentences {
		for _, c := range s.Controls {
			if c.Name == name {
				return c, s
			}
		}
	}
	return Control{}, Sentence{}
}

// Periods of one length are read alone; which, a person chooses.
func TestStackedPeriods(t *testing.T) {
	t.Parallel()
	raw := []byte(series())
	r := propose(t, raw)
	c, s := control(r, "periods")
	want := "“Period” holds years, quarters and months below each other. The months are read, 7 rows; the years and quarters are left out, so nothing is counted twice."
	if r.Recipe.Part != "months" || r.Rows != 7 || s.Text != want || !s.Guess || c.Value != "months" || len(c.Choices) != 4 {
		t.Errorf("part %q, %d rows, %+v %+v, want 7 months and a question", r.Recipe.Part, r.Rows, s, c)
	}
	for _, test := range []struct {
		part, sum string
		rows      int
	}{{"years", "13", 2}, {"quarters", "15", 5}, {"months", "12", 7}, {allPeriods, "40", 14}} {
		recipe, err := Change(t.Context(), raw, r.Recipe, map[string]string{"periods": test.part}, Options{})
		if err != nil {
			t.Fatalf("Change(%s) = %v", test.part, err)
		}
		got, err := Read(t.Context(), raw, throughJSON(t, recipe), Options{})
		if err != nil || got.Rows != test.rows || lastSum(got.Table) != test.sum || got.Recipe.Part != test.part {
			t.Errorf("%s: %d rows, sum %s, part %q, %v, want %d rows with %s", test.part, got.Rows, lastSum(got.Table), got.Recipe.Part, err, test.rows, test.sum)
		}
	}
	if _, err := Propose(t.Context(), "f", raw, Options{Part: "weeks"}); !errors.As(err, new(datasets.Problem)) {
		t.Errorf("Propose(weeks) = %v, want a problem", err)
	}
}

// At a refresh the periods may grow; a length that is gone stops the reading.
func TestStackedPeriodsAtARefresh(t *testing.T) {
	t.Parallel()
	r := propose(t, []byte(series()))
	quarters, err := Change(t.Context(), []byte(series()), r.Recipe, map[string]string{"periods": "quarters"}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, text, want string
		rows             int
	}{
		{"a quarter more", strings.Replace(series(), "2023 Q1,5\n", "2023 Q1,5\n2023 Q2,6\n", 1), "", 6},
		{"quarters alone", "Period,Rate\n2022 Q1,1\n2022 Q2,2\n", "", 2},
		{"no quarters", "Period,Rate\n2022,6\n2023,7\n2022 JAN,1\n", "has no quarters", 0},
		{"years alone", "Period,Rate\n2022,6\n2023,7\n", "no quarters any more", 0},
	} {
		got, err := Read(t.Context(), []byte(test.text), quarters, Options{})
		switch {
		case test.want == "" && (err != nil || got.Rows != test.rows):
			t.Errorf("%s: %d rows, %v, want %d", test.name, got.Rows, err, test.rows)
		case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
	}
}

// What is stacked by two columns: years with a blank quarter, months and years.
func TestStackedGrains(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, text, part, fields string
		rows                     int
	}{
		{"a blank quarter is a year", "Year,Quarter,n\n2022,,10\n2023,,14\n2022,2022/1,1\n2022,2022/2,2\n2022,2022/3,3\n2022,2022/4,4\n", "quarters", "Year:period:year Quarter:period:quarter n:integer", 4},
		{"financial years and their months", "Period,n\n2010-11,10\n2011-12,14\n2012/13,12\n2010-04,1\n2010-05,2\n2010-06,3\n2010-07,3\n2010-08,3\n", "months", "Period:period:month n:integer", 5},
		{"weeks and months", "Period,n\n2023-01,10\n2023-W01,2\n2023-W02,3\n2023-W03,4\n", "weeks", "Period:period:week n:integer", 3},
		{"days and a year", "Date,n\n2023,10\n2023-01-05,2\n2023-01-06,3\n2023-01-07,4\n", "days", "Date:date n:integer", 3},
		{"half-years and years", "Period,n\n2022,10\n2022 H1,4\n2022 H2,6\n", "half-years", "Period:period:half-year n:integer", 2},
	} {
		r := propose(t, []byte(test.text))
		if r.Recipe.Part != test.part || r.Rows != test.rows || fieldWords(r.Table) != test.fields {
			t.Errorf("%s: part %q, %d rows, %s, want %q, %d, %s", test.name, r.Recipe.Part, r.Rows, fieldWords(r.Table), test.part, test.rows, test.fields)
		}
	}
}

const twoTables = "Homes built,,\nWard,2022,2023\nNorth,5,6\nSouth,7,8\nEast,1,2\n\nHomes sold,,\nWard,2022,2023\nNorth,50,60\nSouth,70,80\n"

// Tables below each other are never glued together.
func TestTablesBelowEachOther(t *testing.T) {
	t.Parallel()
	raw := []byte(twoTables)
	r := propose(t, raw)
	c, s := control(r, "part")
	want := "Two tables stand below each other. Table 1, rows 2 to 5, is read: “Homes built”. The others are left out."
	if r.Recipe.Part != "table-1" || r.Rows != 3 || lastSum(r.Table) != "16" || s.Text != want || !s.Guess {
		t.Errorf("part %q, %d rows, sum %s, %q", r.Recipe.Part, r.Rows, lastSum(r.Table), s.Text)
	}
	if len(c.Choices) != 3 || c.Choices[1].Label != "Table 2, rows 8 to 10: Homes sold" {
		t.Errorf("choices = %+v", c.Choices)
	}
	recipe, err := Change(t.Context(), raw, r.Recipe, map[string]string{"part": "table-2", "kind-0": "text"}, Options{})
	if err != nil || recipe.HeaderRow != 8 {
		t.Fatalf("Change = header row %d, %v, want 8", recipe.HeaderRow, err)
	}
	longer := strings.Replace(twoTables, "East,1,2\n", "East,1,2\nWest,3,4\n", 1)
	got, err := Read(t.Context(), []byte(longer), throughJSON(t, recipe), Options{})
	if err != nil || got.Rows != 2 || lastSum(got.Table) != "140" || got.Recipe.HeaderRow != 9 {
		t.Errorf("a table that moved down: %d rows, sum %s, header row %d, %v", got.Rows, lastSum(got.Table), got.Recipe.HeaderRow, err)
	}
	if _, err := Read(t.Context(), raw[:strings.Index(twoTables, "\nHomes sold")], recipe, Options{}); !errors.As(err, new(datasets.Problem)) {
		t.Errorf("a table that is gone: %v, want a problem", err)
	}
	for _, part := range []string{"table-3", "table-0", "table-x", "/records/*"} {
		var problem datasets.Problem
		if _, err := Propose(t.Context(), "f", raw, Options{Part: part}); !errors.As(err, &problem) || problem.Field != "part" {
			t.Errorf("Propose(%s) = %v, want a problem at the part", part, err)
		}
	}
	if recipe, err = Change(t.Context(), raw, r.Recipe, map[string]string{"part": allTables}, Options{}); err != nil || recipe.Part != allTables {
		t.Errorf("all rows as one table: part %q, %v", recipe.Part, err)
	}
}

// One table with gaps, titles and notes stays one.
func TestOneTableWithGaps(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"blank rows":       "Ward,n\nNorth,5\nSouth,6\n\nEast,7\nWest,8\n",
		"group rows":       "Ward,Group,n\nNorth,a,5\nSouth,b,6\n\nThe rest,,\nEast,c,7\nWest,d,8\n",
		"key and value":    "Publisher,Essex\nContact,data team\n\nWard,n\nNorth,5\nSouth,6\nEast,7\n",
		"notes below":      "Ward,n\nNorth,5\nSouth,6\nEast,9\n\nNotes,\nSource,survey\n",
		"words in a row":   "Ward,n,m\nNorth,5,1\nSouth,6,2\nEast,closed,closed\nWest,7,3\n",
		"markers in a row": "Ward,n,m\nNorth,5,1\nSouth,6,2\n\nEast,[c],[c]\nWest,7,3\n",
	} {
		if r := propose(t, []byte(text)); r.Recipe.Part != "" {
			t.Errorf("%s: part %q, want one table\n%s", name, r.Recipe.Part, allWords(r))
		}
	}
}

// The workbook of the Office for National Statistics has several tables in most
// of its sheets, with titles, definitions and links around them.
func TestLonelinessTables(t *testing.T) {
	t.Parallel()
	raw := sharedFile(t, "data/ons-coronavirus-loneliness.xlsx")
	for _, test := range []struct {
		sheet, part string
		header      int
		rows        map[int][]string
	}{
		{"1.2 Loneliness by age", "table-1", 6, map[int][]string{7: {"7.1", "6.3", "4.6", "4.5", "2.9", "5"}, 11: {"420", "780", "1060", "1640", "1360", "5260"}}},
		{"1.2 Loneliness by age", "table-2", 14, map[int][]string{15: {"50.8", "33.2", "26.2", "24.1", "28.1", "30.9"}}},
		{"1.4 Loneliness by sex", "table-1", 6, map[int][]string{7: {"5.1", "4.9", "5"}}},
		{"2.5 Life affected", "", 6, map[int][]string{}},
	} {
		r, err := Propose(t.Context(), "file.xlsx", raw, Options{Sheet: test.sheet, Part: test.part})
		if err != nil || r.Recipe.Part != test.part || r.Recipe.HeaderRow != test.header {
			t.Errorf("%s %s: part %q, header row %d, %v, want row %d", test.sheet, test.part, r.Recipe.Part, r.Recipe.HeaderRow, err, test.header)
			continue
		}
		for row := range r.Table.Rows() {
			want := test.rows[r.Table.SourceRow(row)]
			var got []string
			for column := range want {
				got = append(got, exactWords(r.Table.Cell(row, column+1)))
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s row %d = %v, want %v", test.sheet, r.Table.SourceRow(row), got, want)
			}
		}
		again, err := Read(t.Context(), raw, throughJSON(t, r.Recipe), Options{})
		if err != nil || again.Table.Digest() != r.Table.Digest() {
			t.Errorf("%s: read again %v", test.sheet, err)
		}
	}
}

// Quarters of energy certificates stand below their years, and add up to the
// row of totals.
func TestQuartersOfCertificates(t *testing.T) {
	t.Parallel()
	raw := sharedFile(t, "data/dluhc-epc-eb1.ods")
	r := proposeSheet(t, raw, "EB1_England_and_Wales")
	i := r.Table.Index("Number Lodgements")
	if r.Recipe.Part != "quarters" || r.Rows != 59 || exactWords(r.Table.Profile(i).Sum) != "21956014" {
		t.Errorf("part %q, %d rows, sum %s, want 59 quarters with 21956014", r.Recipe.Part, r.Rows, exactWords(r.Table.Profile(i).Sum))
	}
}
