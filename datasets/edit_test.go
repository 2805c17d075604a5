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

var recyclingFields = []table.Field{
	{Name: "Council", Kind: table.Text, Totals: []string{"Essex"}},
	{Name: "Year", Kind: table.Periods, Grain: table.FinancialYear},
	{Name: "Waste", Kind: table.Integers, Role: table.Measure},
}

const recyclingRows = `
Harlw|2017/18|20
Harlw|2018/19|30
Maldon|2017/18|40
Maldon|2018/19|!suppressed
Essex|2018/19|50
`

func TestEditCells(t *testing.T) {
	t.Parallel()
	const harlow = `"row":[{"field":"Council","value":"Harlw"},{"field":"Year","value":"2018/19"}]`
	runSteps(t, recyclingFields, recyclingRows, map[string]stepCase{
		"a number, and what is worked out from it": {
			steps: `{"do":"edit","edits":[{` + harlow + `,"field":"Waste","from":{"value":"30"},"to":{"value":"80"},"why":"typed wrongly"}]},
				{"do":"change","name":"Change","of":"Waste","over":"Year","within":["Council"],"from":"previous","as":"difference"},{"do":"sort","by":[{"field":"Waste","order":"descending"}]},{"do":"limit","count":1}`,
			want: []string{"Council:text|Year:period|Waste:integer|Change:integer", "Harlw|2018/19|80|60"},
		},
		"decimals in a column of whole numbers": {
			steps: `{"do":"edit","edits":[{` + harlow + `,"field":"Waste","from":{"value":"30"},"to":{"value":"30.25"},"why":"typed wrongly"}]},{"do":"limit","count":2}`,
			want:  []string{"Council:text|Year:period|Waste:decimal", "Harlw|2017/18|20", "Harlw|2018/19|30.25"},
		},
		"a name and the number beside it, told by what they were": {
			steps: `{"do":"edit","edits":[{` + harlow + `,"field":"Council","from":{"value":"Harlw"},"to":{"value":"Harlow"},"why":"misspelt"},
				{` + harlow + `,"field":"Waste","from":{"value":"30"},"to":{"missing":"not available"},"why":"not counted yet"}]},{"do":"limit","count":2}`,
			want: []string{"Council:text|Year:period|Waste:integer", "Harlw|2017/18|20", "Harlow|2018/19|!not available"},
		},
		"another number in the data": {
			steps:   `{"do":"edit","edits":[{` + harlow + `,"field":"Waste","from":{"value":"31"},"to":{"value":"80"},"why":"typed wrongly"}]}`,
			problem: "“Waste” of Harlw, 2018/19 was edited when it was 31; now it is 30 in the data. Look at it under “Edit numbers”: keep the edit for the number as it is now, or drop it.",
		},
		"a row that is gone": {
			steps:   `{"do":"limit","count":1},{"do":"edit","edits":[{` + harlow + `,"field":"Waste","from":{"value":"30"},"to":{"value":"80"},"why":"typed wrongly"}]}`,
			problem: "“Waste” of Harlw, 2018/19 was edited, and is not in the data any more. Look at it under “Edit numbers”: keep the edit for the number as it is now, or drop it.",
		},
		"a row that cannot be told": {
			steps:   `{"do":"edit","edits":[{"row":[{"field":"Council","value":"Harlw"}],"field":"Waste","from":{"value":"30"},"to":{"value":"80"},"why":"typed wrongly"}]}`,
			problem: "“Waste” of Harlw was edited, and 2 rows have that name now. Look at it under “Edit numbers”: keep the edit for the number as it is now, or drop it.",
		},
		"a hidden number": {
			steps:   `{"do":"edit","edits":[{"row":[{"field":"Council","value":"Maldon"},{"field":"Year","value":"2018/19"}],"field":"Waste","from":{"value":"3"},"to":{"value":"3"},"why":"known"}]}`,
			problem: "“Waste” of Maldon, 2018/19 is hidden, so it cannot be edited. Look at it under “Edit numbers”: keep the edit for the number as it is now, or drop it.",
		},
		"what was hidden when it was edited": {
			steps:   `{"do":"edit","edits":[{"row":[{"field":"Council","value":"Maldon"},{"field":"Year","value":"2018/19"}],"field":"Waste","from":{"missing":"suppressed"},"to":{"value":"3"},"why":"known"}]}`,
			problem: "Step 1: A hidden value is not edited. Leave it out of the edits.",
		},
		"text for a number": {
			steps:   `{"do":"edit","edits":[{` + harlow + `,"field":"Waste","from":{"value":"30"},"to":{"value":"1,000"},"why":"typed wrongly"}]}`,
			problem: "Step 1: \"1,000\" cannot stand in \"Waste\", which holds whole numbers. Write a plain number such as 1250.5, without commas or a unit.",
		},
		"no reason": {
			steps:   `{"do":"edit","edits":[{` + harlow + `,"field":"Waste","from":{"value":"30"},"to":{"value":"80"},"why":" "}]}`,
			problem: "Step 1: An edit needs its reason, which readers see. Write it in up to 500 characters.",
		},
		"twice": {
			steps: `{"do":"edit","edits":[{` + harlow + `,"field":"Waste","from":{"value":"30"},"to":{"value":"80"},"why":"a"},
				{` + harlow + `,"field":"Waste","from":{"value":"30"},"to":{"value":"90"},"why":"b"}]}`,
			problem: "Step 1: “Waste” of Harlw, 2018/19 is edited twice. Leave one of them out.",
		},
	})
}

// TestEdited is what a person does on the page of edits: the edit comes before
// what is worked out from the number, and goes when it says what the data says.
func TestEdited(t *testing.T) {
	t.Parallel()
	on := tableOf(t, recyclingFields, recyclingRows)
	q := queryOf(t, `{"do":"filter","field":"Year","test":"is","values":["2018/19"]},{"do":"share","name":"Share","of":"Waste","within":["Council"]},{"do":"choose","fields":["Council","Waste","Share"]}`)
	edit := func(q datasets.Query, row int, field, to string) datasets.Query {
		t.Helper()
		place := q.EditPlace(field)
		there, err := datasets.Query{Steps: q.Steps[:place]}.ResultFields(on.Fields())
		if err != nil {
			t.Fatal(err)
		}
		all, err := datasets.Run(context.Background(), q.AllColumns(place), on)
		if err != nil {
			t.Fatal(err)
		}
		next, err := q.Edited(datasets.Edit{Field: field, To: datasets.CellValue{Value: to}, Why: "typed wrongly"}, there, all.Fields, all.Rows[row])
		if err != nil {
			t.Fatal(err)
		}
		return next
	}
	renamed := edit(q, 0, "Council", "Harlow")
	both := edit(renamed, 0, "Waste", "60.5")
	raw, err := json.Marshal(both)
	if err != nil {
		t.Fatal(err)
	}
	again, err := datasets.ParseQuery(raw)
	if err != nil {
		t.Fatal(err)
	}
	got, err := datasets.Run(context.Background(), again, on)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Council:text|Waste:decimal|Share:percentage:%", "Harlow|60.5|100", "Maldon|!suppressed|!suppressed", "Essex|50|100"}
	if diff := cmp.Diff(want, lines(got)); diff != "" {
		t.Errorf("Run(%s) (-want +got):\n%s", raw, diff)
	}
	marks := []datasets.EditedCell{
		{Row: 0, Field: "Council", Text: true, From: datasets.CellValue{Value: "Harlw"}, Why: "typed wrongly"},
		{Row: 0, Field: "Waste", From: datasets.CellValue{Value: "30"}, Why: "typed wrongly"},
	}
	if diff := cmp.Diff(marks, got.Edited); diff != "" {
		t.Errorf("Edited (-want +got):\n%s", diff)
	}
	stored, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	var read datasets.Result
	if err := json.Unmarshal(stored, &read); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(marks, read.Edited); diff != "" {
		t.Errorf("a Result that was stored tells of other edits (-want +got):\n%s", diff)
	}
	back := edit(edit(both, 0, "Waste", "30.0"), 0, "Council", "Harlw")
	if diff := cmp.Diff(q.Steps, back.Steps); diff != "" {
		t.Errorf("edited back, the steps are others (-want +got):\n%s", diff)
	}
	if left := both.WithoutEdit(0).Edits(); len(left) != 1 || left[0].Field != "Waste" {
		t.Errorf("WithoutEdit(0) leaves %v", left)
	}
}

// TestEditConflict tells what the data says now.
func TestEditConflict(t *testing.T) {
	t.Parallel()
	on := tableOf(t, recyclingFields, recyclingRows)
	q := queryOf(t, `{"do":"edit","edits":[{"row":[{"field":"Council","value":"Maldon"},{"field":"Year","value":"2017/18"}],"field":"Waste","from":{"value":"4"},"to":{"value":"41"},"why":"a"}]}`)
	_, err := datasets.Run(context.Background(), q, on)
	var conflict *datasets.EditConflict
	if !errors.As(err, &conflict) || conflict.Rows != 1 || conflict.Now.String() != "40" {
		t.Errorf("Run = %v, want a conflict with 40", err)
	}
	if problem := (datasets.Problem{}); !errors.As(err, &problem) || problem.Field != "Waste" {
		t.Errorf("Run = %v, want a Problem at Waste", err)
	}
}
