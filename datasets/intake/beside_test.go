package intake

import (
	"fmt"
	"strings"
	"testing"

	"figurehead/datasets"
)

// twoBeside are homes by ward, and beside them the rate of each year.
const twoBeside = "Homes built,,,Recycling rate,\nWard,Homes,,Year,Rate\nAbbey,10,,2020,41.5\nBocking,12,,2021,42.5\nCastle,9,,2022,43.5\n,,,2023,44.5\n,,,2024,45.5\n"

// TestTablesBesideEachOther: tables with empty columns between them are never
// read as the rows of one.
func TestTablesBesideEachOther(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, text, part, fields, sum, says string
		rows                                int
	}{
		{"of other lengths", twoBeside, "beside-2", "Year:period:year Rate:decimal", "217.5", "Two tables stand beside each other. Table 2, columns D to E, is read: “Recycling rate”. The other is left out.", 5},
		{"of the same names", "Ward,Homes,,Ward,Homes\nAbbey,10,,Tye,1\nBocking,12,,Mill,2\nCastle,9,,Park,3\n", "beside-1", "Ward:text Homes:integer", "31", "Table 1, columns A to B, is read: “Ward, Homes”.", 3},
		{"with names further down", "Ward,Homes,,,\nAbbey,10,,,\nBocking,12,,Year,Rate\nCastle,9,,2020,1\nTye,7,,2021,2\n", "beside-1", "Ward:text Homes:integer", "38", "Table 1, columns A to B", 4},
		{"three", "Ward,Homes,,Ward,Flats,,Year,Cars\nAbbey,1,,Tye,4,,2020,7\nCastle,2,,Mill,5,,2021,8\n,,,,,,2022,9\n", "beside-3", "Year:period:year Cars:integer", "24", "Three tables stand beside each other. Table 3, columns G to H, is read: “Year, Cars”. The others are left out.", 3},
		{"which may be one", "Ward,Homes,,Party,Votes\nAbbey,10,,Green,100\nBocking,12,,Red,120\nCastle,9,,Blue,130\n", "all-columns", "Ward:text Homes:integer Party:text Votes:integer", "350", "Two tables may stand beside each other, with empty columns between them. All columns are read as one table.", 3},
		{"tables below it", "Ward,Homes,,Year,Rate\nAbbey,10,,2020,1\nBocking,12,,2021,2\n,,,2022,3\nWard,Sold,,2023,4\nAbbey,1,,2024,5\nBocking,2,,2025,6\nCastle,3,,2026,7\n", "beside-2", "Year:period:year Rate:integer", "28", "Table 2, columns D to E", 7},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := propose(t, []byte(test.text))
			if r.Recipe.Part != test.part || r.Rows != test.rows || fieldWords(r.Table) != test.fields || lastSum(r.Table) != test.sum {
				t.Errorf("part %q, %d rows, %s, sum %s, want %q, %d, %s, %s", r.Recipe.Part, r.Rows, fieldWords(r.Table), lastSum(r.Table), test.part, test.rows, test.fields, test.sum)
			}
			if c, s := control(r, "beside"); !s.Guess || c.Value != test.part || !strings.Contains(s.Text, test.says) {
				t.Errorf("%+v, want the question %q", s, test.says)
			}
			readsAgain(t, test.name, []byte(test.text))
		})
	}
}

// Columns set apart within one table are no table of their own.
func TestColumnsSetApart(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"numbers":         "Ward,2020,2021,,Change,Change %\nAbbey,10,12,,2,20\nBocking,12,15,,3,25\n",
		"one column":      "Ward,Homes,,Note\nAbbey,10,,a\nBocking,12,,b\n",
		"no numbers":      "Ward,Homes,,Party,Colour\nAbbey,10,,a,x\nBocking,12,,b,y\n",
		"a margin before": ",Ward,Homes\n,Abbey,10\n,Bocking,12\n",
	} {
		if r := propose(t, []byte(text)); r.Recipe.Part != "" || r.Rows != 2 {
			t.Errorf("%s: part %q, %d rows, want one table of 2", name, r.Recipe.Part, r.Rows)
		}
	}
}

// Each of the tables can be chosen, and the tables below each other in it.
func TestChooseATableBeside(t *testing.T) {
	t.Parallel()
	const below = "Ward,Homes,,Year,Rate\nAbbey,10,,2020,1\nBocking,12,,2021,2\n,,,2022,3\nWard,Sold,,2023,4\nAbbey,1,,2024,5\nBocking,2,,2025,6\nCastle,3,,2026,7\n"
	r := propose(t, []byte(below))
	for _, step := range []struct{ field, value, part, sum string }{
		{"beside", "beside-1", "beside-1/table-2", "6"},
		{"part", "table-1", "beside-1/table-1", "22"},
		{"beside", "beside-2", "beside-2", "28"},
		{"beside", "all-columns", "all-columns", "28"},
	} {
		recipe, err := Change(t.Context(), []byte(below), r.Recipe, map[string]string{step.field: step.value}, Options{})
		if err != nil {
			t.Fatalf("%s = %s: %v", step.field, step.value, err)
		}
		if r, err = Read(t.Context(), []byte(below), throughJSON(t, recipe), Options{}); err != nil || r.Recipe.Part != step.part || lastSum(r.Table) != step.sum {
			t.Errorf("%s = %s: part %q, sum %s, %v, want %q and %s", step.field, step.value, r.Recipe.Part, lastSum(r.Table), err, step.part, step.sum)
		}
	}
}

// At a refresh the table beside may grow; one that is gone stops the reading.
func TestTableBesideAtARefresh(t *testing.T) {
	t.Parallel()
	r := propose(t, []byte(twoBeside))
	more, err := Read(t.Context(), []byte(twoBeside+"Tye,8,,2025,46\n"), r.Recipe, Options{})
	if err != nil || more.Rows != 6 || lastSum(more.Table) != "263.5" {
		t.Errorf("with a row more: %d rows, sum %s, %v", more.Rows, lastSum(more.Table), err)
	}
	_, err = Read(t.Context(), []byte("Ward,Homes\nAbbey,10\nBocking,12\n"), r.Recipe, Options{})
	if err == nil || !strings.Contains(err.Error(), "no part “beside-2”") {
		t.Errorf("without the table: %v", err)
	}
}

// Of a table beside one that lists people only its own columns are kept.
func TestPeopleBeside(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("Year,Rate,,Name,Visits\n")
	for i := range 12 {
		who := ""
		if i < 4 {
			who = fmt.Sprintf("canary%d@people.test", i)
		}
		fmt.Fprintf(&b, "%d,%d.5,,%s,%d\n", 2010+i, i, who, i)
	}
	kept, err := Keep(t.Context(), "rates.csv", []byte(b.String()), nil, nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(kept.Raw), "canary") || kept.Reading.Rows != 12 {
		t.Errorf("%d rows are kept of\n%s", kept.Reading.Rows, kept.Raw)
	}
	nobody, err := Keep(t.Context(), "homes.csv", []byte(twoBeside), nil, map[string]datasets.PersonalDecision{}, Options{})
	if err != nil || string(nobody.Raw) != twoBeside {
		t.Errorf("a file with nobody in it is kept as %q, %v", nobody.Raw, err)
	}
}
