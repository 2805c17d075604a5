package intake

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/datasets/work"
)

// TestMain makes this test binary the child that reads hostile files as well.
func TestMain(m *testing.M) {
	jobs := map[string]work.Job{SheetJob: ReadSheet, ParquetJob: ReadParquet}
	if len(os.Args) == 3 && os.Args[1] == "work" && jobs[os.Args[2]] != nil {
		os.Exit(work.Child(jobs[os.Args[2]], os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

func proposeSheet(t *testing.T, raw []byte, sheet string) Reading {
	t.Helper()
	r, err := Propose(t.Context(), "file.xlsx", raw, Options{Area: "Essex", Sheet: sheet})
	if err != nil {
		t.Fatalf("Propose(sheet %q) = %v", sheet, err)
	}
	return r
}

// What a separate reader counted in the workbooks of real data.
func TestFactsOfWorkbooks(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		file, sheet   string // sheet as chosen when none is named
		named         string
		shared        bool
		rows, columns int
		header        int
		format        string
		want          map[string]fact
	}{
		{file: "phe-covid-dashboard-historic.xlsx", sheet: "UTLAs", rows: 151, columns: 33, header: 8, format: "xlsx", want: map[string]fact{
			"Area Code": {Kind: table.PlaceCode, Distinct: 151}}},
		{file: "phe-covid-dashboard-historic.xlsx", sheet: "UK Cases", named: "UK Cases", rows: 69, columns: 3, header: 9, format: "xlsx", want: map[string]fact{
			"Date":             {Kind: table.Dates, Min: "2020-01-31", Max: "2020-04-08", Distinct: 69},
			"Cases":            {Kind: table.Integers, Sum: "60749"},
			"Cumulative Cases": {Kind: table.Integers, Max: "60733"}}},
		{file: "data/dluhc-epc-eb1.ods", sheet: "EB1_by_LA", shared: true, rows: 19961, columns: 13, header: 4, format: "ods", want: map[string]fact{
			"Local Authority Code": {Kind: table.PlaceCode, Distinct: 347},
			"Quarter":              {Kind: table.Periods, Min: "2008 Q4", Max: "2023 Q2", Distinct: 59},
			"Number Lodgements":    {Kind: table.Integers, Sum: "21956014"}}},
	} {
		t.Run(test.file+" "+test.sheet, func(t *testing.T) {
			t.Parallel()
			raw := []byte(nil)
			if test.shared {
				raw = sharedFile(t, test.file)
			} else {
				raw = ownFile(t, test.file)
			}
			r := proposeSheet(t, raw, test.named)
			got := []any{r.Rows, len(r.Recipe.Columns), r.Recipe.HeaderRow, r.Recipe.Format, r.Recipe.Sheet}
			if diff := cmp.Diff([]any{test.rows, test.columns, test.header, test.format, test.sheet}, got); diff != "" {
				t.Errorf("rows, columns, header, format, sheet (−want +got):\n%s", diff)
			}
			for name, want := range test.want {
				got := factOf(r.Table, name)
				for _, p := range []struct{ want, got *string }{{&want.Sum, &got.Sum}, {&want.Min, &got.Min}, {&want.Max, &got.Max}} {
					if *p.want == "" { // not said of this file
						*p.got = ""
					}
				}
				if want.Distinct == 0 {
					got.Distinct = 0
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s (−want +got):\n%s", name, diff)
				}
			}
			again, err := Read(t.Context(), raw, r.Recipe, Options{Area: "Essex"})
			if err != nil || again.Table.Digest() != r.Table.Digest() {
				t.Errorf("Read by the Recipe = %v, want the same table", err)
			}
		})
	}
}

// The sheet is a question when there are several; another answer reads another
// sheet from its own header row.
func TestAnotherSheet(t *testing.T) {
	t.Parallel()
	raw := ownFile(t, "phe-covid-dashboard-historic.xlsx")
	r := proposeSheet(t, raw, "")
	i := slices.IndexFunc(r.Sentences, func(s Sentence) bool { return s.Topic == "File" })
	if s := r.Sentences[i]; !s.Guess || len(s.Controls) != 1 || s.Controls[0].Name != "sheet" || len(s.Controls[0].Choices) != 7 {
		t.Errorf("the sheet is not asked: %+v", s)
	}
	o := Options{}
	recipe, err := Change(t.Context(), raw, r.Recipe, map[string]string{"sheet": "UK Cases", "header-row": fmt.Sprint(r.Recipe.HeaderRow)}, o)
	if err != nil {
		t.Fatal(err)
	}
	if recipe.Sheet != "UK Cases" || recipe.HeaderRow != 9 {
		t.Errorf("sheet %q with header row %d, want UK Cases with 9", recipe.Sheet, recipe.HeaderRow)
	}
	var problem datasets.Problem
	if _, err := Change(t.Context(), raw, r.Recipe, map[string]string{"sheet": "Nowhere"}, o); !errors.As(err, &problem) || problem.Field != "sheet" {
		t.Errorf("Change to a sheet that is not there = %v, want a problem at the sheet", err)
	}
}

func TestWorkbooksThatCannotBeRead(t *testing.T) {
	t.Parallel()
	raw := ownFile(t, "phe-covid-dashboard-historic.xlsx")
	for _, test := range []struct {
		name string
		raw  []byte
		o    Options
		want string
	}{
		{"a sheet that is not there", raw, Options{Sheet: "Nowhere"}, "no sheet called"},
		{"half a workbook", append(slices.Clone(raw[:len(raw)/2]), "xl/workbook"...), Options{}, "damaged"},
		{"a sheet of CSV", []byte("a,b\n1,2\n"), Options{Sheet: "One"}, "no sheets"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := Propose(t.Context(), "file", test.raw, test.o)
			var problem datasets.Problem
			if !errors.As(err, &problem) || !strings.Contains(problem.Message, test.want) || problem.Suggestion == "" {
				t.Errorf("Propose = %v, want a problem that says %q", err, test.want)
			}
		})
	}
}
