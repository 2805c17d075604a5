package intake

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
)

const wards = "Ward,Date,Tonnes\nAbbey,01/04/2025,10\nBocking,25/04/2025,12.5\nCastle,02/04/2025,[c]\nStanway,03/04/2025,9\n"

// TestReadReplays: a Recipe that went through JSON gives the same table, the
// same sentences and itself again.
func TestReadReplays(t *testing.T) {
	t.Parallel()
	files := map[string]string{"wards": wards}
	for _, f := range awkwardFiles() {
		if !f.win1252 {
			files[f.name] = f.text
		}
	}
	for _, name := range []string{"sdg-11-6-1-household-waste.csv", "co2-mauna-loa-monthly.csv", "oxford-spend-2018-jan-mar-no-suppliers.csv", "gistemp-global-cr-preamble.csv"} {
		files[name] = string(ownFile(t, name))
	}
	for name, text := range files {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			proposed := propose(t, []byte(text))
			stored, err := json.Marshal(proposed.Recipe)
			if err != nil {
				t.Fatal(err)
			}
			var recipe datasets.Recipe
			if err := json.Unmarshal(stored, &recipe); err != nil {
				t.Fatal(err)
			}
			again, err := Read(t.Context(), []byte(text), recipe, Options{Area: "Essex"})
			if err != nil {
				t.Fatalf("Read() = %v", err)
			}
			if proposed.Table.Digest() != again.Table.Digest() || proposed.SHA256 != again.SHA256 {
				t.Errorf("digest of the replay = %s, want %s", again.Table.Digest(), proposed.Table.Digest())
			}
			if diff := cmp.Diff(proposed.Recipe, again.Recipe); diff != "" {
				t.Errorf("recipe (-proposed +replayed):\n%s", diff)
			}
			if diff := cmp.Diff(proposed.Sentences, again.Sentences); diff != "" {
				t.Errorf("sentences (-proposed +replayed):\n%s", diff)
			}
		})
	}
}

// TestReadNewerCopy: a newer copy of the file is read by the Recipe, or the
// difference is named.
func TestReadNewerCopy(t *testing.T) {
	t.Parallel()
	recipe := propose(t, []byte(wards)).Recipe
	withNotes := propose(t, []byte(wards+"\nSource: council\n")).Recipe
	for _, test := range []struct {
		name   string
		recipe datasets.Recipe
		text   string
		rows   int
		row    int
		field  string
		want   string
	}{
		{name: "more rows", recipe: recipe, text: wards + "Tye,04/05/2025,1,\n", rows: 5},
		{name: "a marker that cannot mean anything else", recipe: recipe, text: wards + "Tye,04/05/2025,[x]\n", rows: 5},
		{name: "renamed column", recipe: recipe, text: strings.Replace(wards, "Tonnes", "Weight", 1), row: 1, field: "Tonnes", want: "Row 1 no longer names “Tonnes”. It names “Weight” instead."},
		{name: "missing column", recipe: recipe, text: "Ward,Date\nAbbey,01/04/2025\nB,2/4/2025\n", row: 1, field: "Tonnes", want: "Row 1 no longer names “Tonnes”."},
		{name: "new column", recipe: recipe, text: "Ward,Date,Tonnes,Kind\nAbbey,01/04/2025,10,x\nB,02/04/2025,4,y\n", row: 1, field: "Kind", want: "Row 1 has a new column, “Kind”."},
		{name: "another order", recipe: recipe, text: "Date,Ward,Tonnes\n01/04/2025,Abbey,10\n", row: 1, want: "The columns of row 1 stand in another order."},
		{name: "a value more under the same names", recipe: recipe, text: "Ward,Date,Tonnes\nAbbey,01/04/2025,10,7\nB,02/04/2025,4,6\nC,02/04/2025,4,6\n", row: 1, want: "The rows have 4 columns; they had 3."},
		{name: "a number that is none", recipe: recipe, text: wards + "Tye,04/05/2025,lots\n", row: 6, field: "Tonnes", want: "Row 6 of “Tonnes” holds “lots”, which is not a number."},
		{name: "a date that is none", recipe: recipe, text: wards + "Tye,04/25/2025,1\n", row: 6, field: "Date", want: "Row 6 of “Date” holds “04/25/2025”, which is not a date."},
		{name: "a note below", recipe: recipe, text: wards + "\nSource: council\n", row: 7, want: "Row 7 looks like a note below the table. There was none when the file was first read."},
		{name: "notes move down", recipe: withNotes, text: wards + "Tye,04/05/2025,1\nZinc,05/05/2025,1\n\nSource: council\n", rows: 6},
		{name: "notes are gone", recipe: withNotes, text: wards, rows: 4},
		{name: "cut in half", recipe: recipe, text: wards[:len(wards)-8], row: 5, want: "The file ends in the middle of row 5, after two of three values."},
		{name: "web page", recipe: recipe, text: "<!doctype html><html>", want: "This is a web page, not a data file."},
		{name: "empty", recipe: recipe, text: "", want: "The file is empty."},
		{name: "names alone", recipe: recipe, text: "Ward,Date,Tonnes\n", want: "The file has no rows of data below the column names."},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r, err := Read(t.Context(), []byte(test.text), test.recipe, Options{})
			if test.want == "" {
				if err != nil || r.Rows != test.rows {
					t.Errorf("Read() = %d rows, %v, want %d", r.Rows, err, test.rows)
				}
				return
			}
			var p datasets.Problem
			if !errors.As(err, &p) || p.Row != test.row || p.Field != test.field || p.Message != test.want || p.Suggestion == "" {
				t.Errorf("Read() = %#v, want row %d, field %q, %q", err, test.row, test.field, test.want)
			}
		})
	}
}

func TestReadRefusesAMarkAlone(t *testing.T) {
	t.Parallel()
	recipe := propose(t, []byte(wards)).Recipe
	recipe.Encoding = "utf-16le"
	if _, err := Read(t.Context(), []byte("\xff\xfe"), recipe, Options{}); !errors.As(err, new(datasets.Problem)) {
		t.Errorf("Read() = %v, want a Problem", err)
	}
}

func TestReadRefusesAnUnknownRecipe(t *testing.T) {
	t.Parallel()
	for _, r := range []datasets.Recipe{{}, {Version: 99, Format: "csv", Delimiter: ","}, {Version: 1, Format: "xlsx", Delimiter: ","}, {Version: 1, Format: "csv"}} {
		if _, err := Read(t.Context(), []byte(wards), r, Options{}); err == nil {
			t.Errorf("Read(%+v) = nil, want an error", r)
		}
	}
}

// TestCutAtEveryByte: a file cut anywhere is an error, or whole rows with a
// warning that names the last one, whose value may be cut.
func TestCutAtEveryByte(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"plain":  wards,
		"quoted": "Ward,Note,Tonnes\r\n\"Abbey, N\",\"two\r\nlines\",10\r\nBocking,\"say \"\"so\"\"\",12.5\r\nCastle,x,7\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			whole := propose(t, []byte(text))
			for cut := range len(text) {
				r, err := Propose(t.Context(), "cut.csv", []byte(text[:cut]), Options{})
				if err != nil {
					if !errors.As(err, new(datasets.Problem)) {
						t.Errorf("cut at %d: %v is not a Problem", cut, err)
					}
					continue
				}
				checkPrefix(t, cut, text[:cut], r, whole)
			}
		})
	}
}

// checkPrefix holds the rows of a cut file against those of the whole one.
func checkPrefix(t *testing.T, cut int, text string, got, whole Reading) {
	t.Helper()
	if got.Recipe.HeaderRow != 1 {
		// So little is left that even the names are asked about.
		if got.Guesses() == 0 {
			t.Errorf("cut at %d: header row %d is not asked about", cut, got.Recipe.HeaderRow)
		}
		return
	}
	last := got.Rows
	if !strings.HasSuffix(text, "\n") && !strings.HasSuffix(text, "\r") {
		if last--; !strings.Contains(allWords(got), fmt.Sprintf("The last row, %d, has no line end", got.Table.SourceRow(last))) {
			t.Errorf("cut at %d: the last row is not named: %s", cut, allWords(got))
		}
	}
	for row := range last {
		want, have := rowOf(whole, row), rowOf(got, row)
		if want != have {
			t.Errorf("cut at %d: row %d = %q, want %q", cut, row, have, want)
		}
	}
}

// rowOf gives a row of the table as the preview shows it.
func rowOf(r Reading, row int) string {
	for _, p := range r.Preview {
		if p.FileRow == r.Table.SourceRow(row) {
			return strings.Join(p.Cells, "|")
		}
	}
	return ""
}
