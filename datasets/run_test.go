package datasets_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// wasteFields are those of council-collected waste, with tonnes beside rates.
var wasteFields = []table.Field{
	{Name: "Year", Kind: table.Periods, Grain: table.FinancialYear, Role: table.Time},
	{Name: "Area", Kind: table.Text, Totals: []string{""}},
	{Name: "Tonnes", Kind: table.Integers, Role: table.Measure, Unit: "tonnes"},
	{Name: "Rate", Kind: table.Percentages, Role: table.Measure, Unit: "%"},
	{Name: "Checked", Kind: table.Dates},
}

// wasteRows is one text a row; "!suppressed" is missing for that reason, "" is blank.
const wasteRows = `
2016/17|Essex|700|49.5|2017-05-31
2016/17|Kent|650|45.25|2017-06-01
2017/18|Essex|720|49.9|2018-05-31
2017/18|Kent|!suppressed|45.5|2018-06-01
2018/19|Essex|0|51.1|!unreadable
2018/19|Kent|640|!not available|2019-06-01
2018/19||640||2019-06-02
`

// tableOf builds a table from rows of texts split by "|".
func tableOf(t testing.TB, fields []table.Field, rows string) *table.Table {
	t.Helper()
	b := table.NewBuilder(fields)
	for i, line := range strings.Split(strings.TrimSpace(rows), "\n") {
		for column, text := range strings.Split(line, "|") {
			b.Set(column, cellOf(t, fields[column], text))
		}
		if err := b.EndRow(i + 2); err != nil {
			t.Fatal(err)
		}
	}
	built, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	return built
}

func cellOf(t testing.TB, f table.Field, text string) table.Cell {
	t.Helper()
	if text == "" {
		return table.MissingCell(f, table.Blank)
	}
	if reason, missing := strings.CutPrefix(text, "!"); missing {
		var r table.Reason
		if err := r.UnmarshalText([]byte(reason)); err != nil {
			t.Fatal(err)
		}
		return table.MissingCell(f, r)
	}
	cell, err := table.ParseCell(text, f)
	if err != nil {
		t.Fatal(err)
	}
	return cell
}

// lines writes a Result as tableOf reads rows, under its headings.
func lines(r datasets.Result) []string {
	var names []string
	for _, f := range r.Fields {
		name := f.Name + ":" + f.Kind.String()
		if f.Unit != "" {
			name += ":" + f.Unit
		}
		names = append(names, name)
	}
	out := []string{strings.Join(names, "|")}
	for _, row := range r.Rows {
		var texts []string
		for _, c := range row {
			text := c.String()
			if c.Missing > table.Blank {
				text = "!" + c.Missing.String()
			}
			texts = append(texts, text)
		}
		out = append(out, strings.Join(texts, "|"))
	}
	return out
}

func queryOf(t testing.TB, steps string) datasets.Query {
	t.Helper()
	q, err := datasets.ParseQuery([]byte(`{"version":1,"steps":[` + steps + `]}`))
	if err != nil {
		t.Fatal(err)
	}
	return q
}

var runCases = map[string]struct {
	steps string
	want  []string
}{
	"is with several values and the blank cell": {
		`{"do":"filter","field":"Area","test":"is","values":["Kent",""]},{"do":"choose","fields":["Area","Tonnes"]}`,
		[]string{"Area:text|Tonnes:integer:tonnes", "Kent|650", "Kent|!suppressed", "Kent|640", "|640"},
	},
	"isNot keeps cells missing for another reason": {
		`{"do":"filter","field":"Rate","test":"isNot","values":["49.90","45.5",""]},{"do":"choose","fields":["Rate"]}`,
		[]string{"Rate:percentage:%", "49.5", "45.25", "51.1", "!not available"},
	},
	"a number finer than the column equals none": {
		`{"do":"filter","field":"Tonnes","test":"is","values":["700.5","650"]},{"do":"choose","fields":["Tonnes"]}`,
		[]string{"Tonnes:integer:tonnes", "650"},
	},
	"above a number finer than the column": {
		`{"do":"filter","field":"Tonnes","test":"above","values":["699.5"]},{"do":"choose","fields":["Tonnes"]}`,
		[]string{"Tonnes:integer:tonnes", "700", "720"},
	},
	"atMost leaves missing cells out": {
		`{"do":"filter","field":"Tonnes","test":"atMost","values":["640"]},{"do":"choose","fields":["Tonnes"]}`,
		[]string{"Tonnes:integer:tonnes", "0", "640", "640"},
	},
	"between periods is inclusive": {
		`{"do":"filter","field":"Year","test":"between","values":["2016/17","2017-18"]},{"do":"filter","field":"Area","test":"is","values":["Essex"]},{"do":"choose","fields":["Year"]}`,
		[]string{"Year:period", "2016/17", "2017/18"},
	},
	"below a day": {
		`{"do":"filter","field":"Checked","test":"below","values":["2017-06-01"]},{"do":"choose","fields":["Checked"]}`,
		[]string{"Checked:date", "2017-05-31"},
	},
	"missing and present": {
		`{"do":"filter","field":"Checked","test":"present"},{"do":"filter","field":"Rate","test":"missing"},{"do":"choose","fields":["Year","Rate"]}`,
		[]string{"Year:period|Rate:percentage:%", "2018/19|!not available", "2018/19|"},
	},
	"latest": {
		`{"do":"latest","field":"Year","count":1},{"do":"choose","fields":["Area","Year"]}`,
		[]string{"Area:text|Year:period", "Essex|2018/19", "Kent|2018/19", "|2018/19"},
	},
	"latest of the rows that are left": {
		`{"do":"filter","field":"Year","test":"below","values":["2018/19"]},{"do":"latest","field":"Year","count":1},{"do":"choose","fields":["Year"]}`,
		[]string{"Year:period", "2017/18", "2017/18"},
	},
	"latest of more than there are": {
		`{"do":"latest","field":"Checked","count":50},{"do":"group","measures":[{"name":"n","summary":"count"}]}`,
		[]string{"n:integer", "6"},
	},
	"a sum over a hidden value is suppressed, others leave blanks out": {
		`{"do":"group","by":["Year"],"measures":[{"name":"sum","summary":"sum","field":"Tonnes"},{"name":"mean","summary":"mean","field":"Rate"},{"name":"n","summary":"count"},{"name":"rates","summary":"count","field":"Rate"},{"name":"min","summary":"min","field":"Tonnes"},{"name":"last","summary":"max","field":"Checked"}]}`,
		[]string{
			"Year:period|sum:integer:tonnes|mean:percentage:%|n:integer|rates:integer|min:integer:tonnes|last:date",
			"2016/17|1350|47.375|2|2|650|2017-06-01",
			"2017/18|!suppressed|47.7|2|2|!suppressed|2018-06-01",
			"2018/19|1280|51.1|3|1|0|2019-06-02",
		},
	},
	"nothing left is missing for the common reason": {
		`{"do":"filter","field":"Rate","test":"missing"},{"do":"group","by":["Area"],"measures":[{"name":"mean","summary":"mean","field":"Rate"},{"name":"least","summary":"min","field":"Rate"}]}`,
		[]string{"Area:text|mean:percentage:%|least:percentage:%", "Kent|!not available|!not available", "||"},
	},
	"several reasons are not available": {
		`{"do":"filter","field":"Rate","test":"missing"},{"do":"group","measures":[{"name":"mean","summary":"mean","field":"Rate"}]}`,
		[]string{"mean:percentage:%", "!not available"},
	},
	"a group of no rows": {
		`{"do":"filter","field":"Area","test":"is","values":["Suffolk"]},{"do":"group","measures":[{"name":"n","summary":"count"},{"name":"sum","summary":"sum","field":"Tonnes"}]}`,
		[]string{"n:integer|sum:integer:tonnes", "0|!not available"},
	},
	"no groups of no rows": {
		`{"do":"filter","field":"Area","test":"is","values":["Suffolk"]},{"do":"group","by":["Checked","Area"],"measures":[{"name":"n","summary":"count"}]}`,
		[]string{"Checked:date|Area:text|n:integer"},
	},
	"missing values are groups by reason": {
		`{"do":"group","by":["Tonnes"],"measures":[{"name":"n","summary":"count"}]}`,
		[]string{"Tonnes:integer:tonnes|n:integer", "700|1", "650|1", "720|1", "!suppressed|1", "0|1", "640|2"},
	},
	"mean of whole numbers has decimals": {
		`{"do":"filter","field":"Year","test":"is","values":["2018/19"]},{"do":"group","measures":[{"name":"mean","summary":"mean","field":"Tonnes"}]}`,
		[]string{"mean:decimal:tonnes", "426.666666666667"},
	},
	"difference of percentages is in percentage points": {
		`{"do":"filter","field":"Area","test":"is","values":["Essex"]},{"do":"change","name":"Change","of":"Rate","over":"Year","from":"previous","as":"difference"},{"do":"choose","fields":["Year","Change"]}`,
		[]string{"Year:period|Change:percentage:percentage points", "2016/17|!not available", "2017/18|0.4", "2018/19|1.2"},
	},
	"percent from a year before, apart for each area": {
		`{"do":"filter","field":"Area","test":"present"},{"do":"change","name":"Change","of":"Tonnes","over":"Year","within":["Area"],"from":"yearBefore","as":"percent"},{"do":"choose","fields":["Area","Year","Change"]}`,
		[]string{
			"Area:text|Year:period|Change:percentage:%",
			"Essex|2016/17|!not available", "Kent|2016/17|!not available", "Essex|2017/18|2.857142857143",
			"Kent|2017/18|!suppressed", "Essex|2018/19|-100", "Kent|2018/19|!suppressed",
		},
	},
	"share keeps reasons and adds up to 100": {
		`{"do":"filter","field":"Year","test":"is","values":["2018/19"]},{"do":"share","name":"Share","of":"Rate"},{"do":"share","name":"Part","of":"Tonnes"},{"do":"choose","fields":["Area","Share","Part"]}`,
		[]string{"Area:text|Share:percentage:%|Part:percentage:%", "Essex|100|0", "Kent|!not available|50", "||50"},
	},
	"one hidden value suppresses its shares": {
		`{"do":"share","name":"Share","of":"Tonnes","within":["Year"]},{"do":"choose","fields":["Year","Share"]},{"do":"limit","count":4}`,
		[]string{"Year:period|Share:percentage:%", "2016/17|51.851851851852", "2016/17|48.148148148148", "2017/18|!suppressed", "2017/18|!suppressed"},
	},
	"sort puts missing last either way and keeps equal rows": {
		`{"do":"sort","by":[{"field":"Tonnes","order":"descending"}]},{"do":"choose","fields":["Tonnes","Area"]}`,
		[]string{"Tonnes:integer:tonnes|Area:text", "720|Essex", "700|Essex", "650|Kent", "640|Kent", "640|", "0|Essex", "!suppressed|Kent"},
	},
	"sort by several fields": {
		`{"do":"sort","by":[{"field":"Area","order":"ascending"},{"field":"Year","order":"descending"}]},{"do":"choose","fields":["Area","Year"]},{"do":"limit","count":4}`,
		[]string{"Area:text|Year:period", "Essex|2018/19", "Essex|2017/18", "Essex|2016/17", "Kent|2018/19"},
	},
	"no steps give the table": {
		`{"do":"limit","count":1}`,
		[]string{"Year:period|Area:text|Tonnes:integer:tonnes|Rate:percentage:%|Checked:date", "2016/17|Essex|700|49.5|2017-05-31"},
	},
}

func TestRun(t *testing.T) {
	t.Parallel()
	for name, test := range runCases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := datasets.Run(context.Background(), queryOf(t, test.steps), tableOf(t, wasteFields, wasteRows))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, lines(got)); diff != "" {
				t.Errorf("result (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRunSaysWhatToDo(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ steps, want string }{
		"column":           {`{"do":"filter","field":"Tonens","test":"present"}`, `Step 1: There is no column "Tonens". Did you mean "Tonnes"?`},
		"no such column":   {`{"do":"choose","fields":["Population"]}`, `Step 1: There is no column "Population". The columns are "Year", "Area", "Tonnes", "Rate", "Checked".`},
		"chosen twice":     {`{"do":"choose","fields":["Area","Area"]}`, `Step 1: The column "Area" would be there twice. Give one of them another name, or leave it out.`},
		"none chosen":      {`{"do":"choose","fields":[]}`, `Step 1: No columns are chosen. Name at least one.`},
		"test":             {`{"do":"filter","field":"Area","test":"equals","values":["Kent"]}`, `Step 1: There is no test "equals". The tests are "above", "atLeast", "atMost", "below", "between", "contains", "is", "isNot", "missing", "present".`},
		"values":           {`{"do":"filter","field":"Tonnes","test":"between","values":["1"]}`, `Step 1: The test "between" has one value. Give it 2 values.`},
		"order of text":    {`{"do":"filter","field":"Area","test":"above","values":["Kent"]}`, `Step 1: "Area" holds text, which the test "above" cannot put in order. Use "is", "isNot" or "contains", or a column of numbers or dates.`},
		"number":           {`{"do":"filter","field":"Tonnes","test":"above","values":["1,000"]}`, `Step 1: "1,000" cannot be compared with "Tonnes", which holds whole numbers. Write a plain number such as 1250.5, without commas or a unit.`},
		"period":           {`{"do":"filter","field":"Year","test":"is","values":["2018"]}`, `Step 1: "2018" cannot be compared with "Year", which holds periods. Write it like 2018/19.`},
		"latest of text":   {`{"do":"latest","field":"Area","count":1}`, `Step 1: "Area" holds text, so it has no latest day. Choose a column of dates or periods.`},
		"latest of none":   {`{"do":"latest","field":"Year","count":0}`, `Step 1: The count is 0. Give a count of 1 or more.`},
		"empty group":      {`{"do":"group","measures":[]}`, `Step 1: The group has no columns. Name what to group by, or a measure.`},
		"summary":          {`{"do":"group","measures":[{"name":"n","summary":"medain","field":"Tonnes"}]}`, `Step 1: There is no summary "medain". Did you mean "median"?`},
		"sum of text":      {`{"do":"group","measures":[{"name":"n","summary":"sum","field":"Area"}]}`, `Step 1: "Area" holds text, so it has no sum. Choose a column of numbers, or the summary "count".`},
		"nameless":         {`{"do":"group","measures":[{"name":"","summary":"count"}]}`, `Step 1: A new column has no name. Give it one.`},
		"same name":        {`{"do":"group","by":["Area"],"measures":[{"name":"Area","summary":"count"}]}`, `Step 1: The column "Area" would be there twice. Give one of them another name, or leave it out.`},
		"sort by nothing":  {`{"do":"sort","by":[]}`, `Step 1: Nothing says what to sort by. Name at least one column.`},
		"order":            {`{"do":"sort","by":[{"field":"Area","order":"descnding"}]}`, `Step 1: There is no order "descnding". Did you mean "descending"?`},
		"several rows":     {`{"do":"change","name":"c","of":"Tonnes","over":"Year","from":"previous","as":"difference"}`, `Step 1: There are several rows for 2016/17. Group the rows so that there is one for each "Year", or name what else tells them apart in "within".`},
		"change from":      {`{"do":"change","name":"c","of":"Tonnes","over":"Year","from":"before","as":"difference"}`, `Step 1: A change cannot be from "before". It can be from "previous", "yearBefore".`},
		"second step":      {`{"do":"choose","fields":["Area"]},{"do":"share","name":"s","of":"Tonnes"}`, `Step 2: There is no column "Tonnes". The columns are "Area".`},
		"change of dates":  {`{"do":"change","name":"c","of":"Checked","over":"Year","from":"previous","as":"difference"}`, `Step 1: "Checked" holds dates, so it has no change. Choose a column of numbers.`},
		"change over text": {`{"do":"change","name":"c","of":"Tonnes","over":"Area","from":"previous","as":"difference"}`, `Step 1: "Area" holds text, so it cannot say what came before. Choose a column of dates or periods.`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			q := queryOf(t, test.steps)
			_, err := datasets.Run(context.Background(), q, tableOf(t, wasteFields, wasteRows))
			var problem datasets.Problem
			if !errors.As(err, &problem) {
				t.Fatalf("Run gave %v, want a Problem", err)
			}
			if diff := cmp.Diff(test.want, problem.Error()); diff != "" {
				t.Errorf("problem (-want +got):\n%s", diff)
			}
			if name == "several rows" {
				return // only the rows can tell
			}
			if diff := cmp.Diff(err, q.Validate(wasteFields)); diff != "" {
				t.Errorf("Validate (-Run +Validate):\n%s", diff)
			}
		})
	}
}

func TestSortOfManyRowsIsStable(t *testing.T) {
	t.Parallel()
	const n = 200_000
	b := table.NewBuilder([]table.Field{{Name: "Group", Kind: table.Integers}, {Name: "Place", Kind: table.Integers}})
	for i := range n {
		b.Number(0, table.NewDecimal(int64(i*7919%13), 0))
		b.Number(1, table.NewDecimal(int64(i), 0))
		if err := b.EndRow(i + 2); err != nil {
			t.Fatal(err)
		}
	}
	many, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	got, err := datasets.Run(context.Background(), queryOf(t, `{"do":"sort","by":[{"field":"Group","order":"descending"}]},{"do":"limit","count":5000}`), many)
	if err != nil {
		t.Fatal(err)
	}
	for i := 1; i < len(got.Rows); i++ {
		before, row := got.Rows[i-1], got.Rows[i]
		if order := row[0].Compare(before[0]); order > 0 || order == 0 && row[1].Compare(before[1]) <= 0 {
			t.Fatalf("row %d is %v after %v", i, row, before)
		}
	}
}

func TestResultIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	want, err := datasets.Run(context.Background(), queryOf(t, ``), tableOf(t, wasteFields, wasteRows))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got datasets.Result
	if err := json.Unmarshal(raw, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("result (-want +got):\n%s", diff)
	}
	const row = `["2017/18","Kent",null,45.5,"2018-06-01"]`
	if !strings.Contains(string(raw), row) {
		t.Errorf("result is written as %s, want a row %s", raw, row)
	}
}

func TestGroupOfMoreCombinationsThanAnArrayHolds(t *testing.T) {
	t.Parallel()
	const n, wards, codes = 3_000, 2_000, 1_500 // 3 million combinations, of which few are there
	fields := []table.Field{{Name: "Ward"}, {Name: "Code", Kind: table.PlaceCode}, {Name: "n", Kind: table.Integers}}
	type key struct{ ward, code string }
	var want []string
	sums, order := map[key]int{}, []key{}
	b := table.NewBuilder(fields)
	for i := range n {
		k := key{fmt.Sprint("ward ", i*7919%wards), fmt.Sprint("E", i%codes)}
		if _, known := sums[k]; !known {
			order = append(order, k)
		}
		sums[k] += i
		b.Text(0, k.ward)
		b.Text(1, k.code)
		b.Number(2, table.NewDecimal(int64(i), 0))
		if err := b.EndRow(i + 2); err != nil {
			t.Fatal(err)
		}
	}
	for _, k := range order {
		want = append(want, fmt.Sprintf("%s|%s|%d", k.ward, k.code, sums[k]))
	}
	many, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	got, err := datasets.Run(context.Background(), queryOf(t, `{"do":"group","by":["Ward","Code"],"measures":[{"name":"sum","summary":"sum","field":"n"}]}`), many)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, lines(got)[1:]); diff != "" {
		t.Errorf("groups (-want +got):\n%s", diff)
	}
}
