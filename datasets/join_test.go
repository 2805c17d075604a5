package datasets_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

var lodgedFields = []table.Field{
	{Name: "Area", Kind: table.PlaceCode}, {Name: "Quarter", Kind: table.Periods, Grain: table.Quarter},
	{Name: "Year", Kind: table.Periods, Grain: table.FinancialYear}, {Name: "Lodged", Kind: table.Integers}, {Name: "Note", Kind: table.Text},
}

const lodgedRows = `
E07000070|2018 Q4|2018/19|10|a
E07000070|2019 Q1|2018/19|20|b
E07000071|2018 Q4|2018/19|!suppressed|c
E07000072|2018 Q4|2018/19|7|d
E07000099|2018 Q4|2018/19|7|e
|2018 Q4|2018/19|7|f
E07000070||2018/19|7|g
`

var peopleFields = []table.Field{
	{Name: "Code", Kind: table.PlaceCode}, {Name: "Mid-year", Kind: table.Periods, Grain: table.Year},
	{Name: "People", Kind: table.Integers, Unit: "people"}, {Name: "Term", Kind: table.Periods, Grain: table.AcademicYear},
}

const peopleRows = `
E07000070|2018|4000|2018/19
E07000070|2019|8000|2019/20
E07000071|2018|5000|2018/19
E07000072|2018|!low|2018/19
E07000072|2017|0|2017/18
`

const peopleJoin = `{"do":"join","name":"People","from":"s1","take":"People","place":{"field":"Area","is":"Code"},"period":{"field":"Quarter","is":"Mid-year"}}`

func TestJoin(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]stepCase{
		"by the year that holds the quarter, and every way to have none": {
			steps: peopleJoin + `,{"do":"rate","name":"per","of":"Lodged","by":"People","per":1000},{"do":"choose","fields":["Note","People","per"]}`,
			want: []string{"Note:text|People:integer:people|per:decimal:per 1,000", "a|4000|2.5", "b|8000|2.5", "c|5000|!suppressed", "d|!low|!not available",
				"e|!not available|!not available", "f|!not available|!not available", "g|!not available|!not available"},
		},
		"by the year in which the financial year begins": {
			steps: `{"do":"join","name":"n","from":"s1","take":"People","place":{"field":"Area","is":"Code"},"period":{"field":"Year","is":"Mid-year"}},{"do":"choose","fields":["n"]},{"do":"limit","count":2}`,
			want:  []string{"n:integer:people", "4000", "4000"},
		},
		"periods that the other table does not reach are left out": {
			steps:   `{"do":"filter","field":"Note","test":"isNot","values":["c"]},{"do":"join","name":"n","from":"s1","take":"People","beyond":"leaveOut","place":{"field":"Area","is":"Code"},"period":{"field":"Quarter","is":"Term"}},{"do":"choose","fields":["Note","n"]}`,
			problem: `Step 2: "Quarter" holds quarters and "Term" academic years: as periods they cannot be looked up. Choose periods that lie within those of the reference table.`,
		},
		"what beyond": {
			steps:   `{"do":"join","name":"n","from":"s1","take":"People","beyond":"guess","place":{"field":"Area","is":"Code"}}`,
			problem: `Step 1: Rows beyond the reference table cannot be "guess". It can be "keep", "leaveOut".`,
		},
		"several rows for a place": {
			steps:   `{"do":"join","name":"n","from":"s1","take":"People","place":{"field":"Area","is":"Code"}}`,
			problem: `Step 1: The reference table has several rows for E07000070. Choose one that has one number for each place and period.`,
		},
		"another table": {
			steps:   `{"do":"join","name":"n","from":"s2","take":"People","place":{"field":"Area","is":"Code"}}`,
			problem: `Step 1: The table from which "People" is taken is not at hand. Choose a reference table of this server.`,
		},
		"periods that do not fit": {
			steps:   `{"do":"join","name":"n","from":"s1","take":"People","place":{"field":"Area","is":"Code"},"period":{"field":"Quarter","is":"Term"}}`,
			problem: `Step 1: "Quarter" holds quarters and "Term" academic years: as periods they cannot be looked up. Choose periods that lie within those of the reference table.`,
		},
		"numbers as places": {
			steps:   `{"do":"join","name":"n","from":"s1","take":"People","place":{"field":"Lodged","is":"Code"}}`,
			problem: `Step 1: "Lodged" holds whole numbers and "Code" place codes: as places they cannot be looked up. Choose a column of place codes.`,
		},
		"text as a number": {
			steps:   `{"do":"join","name":"n","from":"s1","take":"Code","place":{"field":"Area","is":"Code"}}`,
			problem: `Step 1: "Code" holds place codes, so it has no number to take. Choose a column of numbers.`,
		},
		"a name that is there": {
			steps:   `{"do":"join","name":"Lodged","from":"s1","take":"People","place":{"field":"Area","is":"Code"}}`,
			problem: `Step 1: The column "Lodged" would be there twice. Give one of them another name, or leave it out.`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			q := queryOf(t, test.steps).With(map[string]*table.Table{"s1": tableOf(t, peopleFields, peopleRows)})
			got, err := datasets.Run(context.Background(), q, tableOf(t, lodgedFields, lodgedRows))
			if problem := (datasets.Problem{}); errors.As(err, &problem) {
				if diff := cmp.Diff(test.problem, problem.Error()); diff != "" {
					t.Errorf("Run(%s) stopped by (-want +got):\n%s", test.steps, diff)
				}
				return
			}
			if err != nil || test.problem != "" {
				t.Fatalf("Run(%s) gave error %v, want %q", test.steps, err, test.problem)
			}
			if diff := cmp.Diff(test.want, lines(got)); diff != "" {
				t.Errorf("Run(%s) (-want +got):\n%s", test.steps, diff)
			}
		})
	}
}

// The rows of a place alone: figures of one moment, such as a census.
func TestJoinByPlaceAlone(t *testing.T) {
	t.Parallel()
	census := []table.Field{{Name: "Code", Kind: table.PlaceCode}, {Name: "Homes", Kind: table.Decimals}}
	q := queryOf(t, `{"do":"join","name":"Homes","from":"s1","take":"Homes","place":{"field":"Area","is":"Code"}},{"do":"choose","fields":["Note","Homes"]},{"do":"limit","count":3}`)
	q = q.With(map[string]*table.Table{"s1": tableOf(t, census, "E07000070|1.5\nE07000072|2\n")})
	got, err := datasets.Run(context.Background(), q, tableOf(t, lodgedFields, lodgedRows))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"Note:text|Homes:decimal", "a|1.5", "b|1.5", "c|!not available"}, lines(got)); diff != "" {
		t.Errorf("Run() (-want +got):\n%s", diff)
	}
}

func TestReferencesOfAQuery(t *testing.T) {
	t.Parallel()
	q := queryOf(t, peopleJoin+`,{"do":"join","name":"Homes","from":"s2","take":"Homes","place":{"field":"Area","is":"Code"}},{"do":"limit","count":3}`)
	if diff := cmp.Diff([]string{"s1", "s2"}, q.References()); diff != "" {
		t.Errorf("References() (-want +got):\n%s", diff)
	}
	renewed := q.With(map[string]*table.Table{"s1": tableOf(t, peopleFields, peopleRows)}).Renewed(map[string]string{"s1": "s9"})
	if diff := cmp.Diff([]string{"s9", "s2"}, renewed.References()); diff != "" {
		t.Errorf("Renewed().References() (-want +got):\n%s", diff)
	}
	if err := renewed.Validate(lodgedFields); err == nil {
		t.Error("a renewed Query runs on the table that it had before")
	}
	text, err := json.Marshal(q)
	if err != nil {
		t.Fatal(err)
	}
	back, err := datasets.ParseQuery(text)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(q.References(), back.References()); diff != "" {
		t.Errorf("ParseQuery(%s).References() (-want +got):\n%s", text, diff)
	}
	if _, err := datasets.ParseQuery([]byte(`{"version":1,"steps":[{"do":"join","name":"n","reference":"x"}]}`)); err == nil {
		t.Error("ParseQuery() reads a part that there is not")
	}
}
