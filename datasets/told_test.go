package datasets_test

import (
	"testing"

	"figurehead/datasets/table"
)

var requestFields = []table.Field{
	{Name: "Ref", Kind: table.Text},
	{Name: "Received", Kind: table.Dates},
	{Name: "Answered", Kind: table.Dates},
	{Name: "Month", Kind: table.Periods, Grain: table.Month},
	{Name: "Pages", Kind: table.Integers},
}

const requestRows = `
a|2022-06-01|2022-06-30|2022-06|3
b|2022-06-01|2022-07-01|2022-07|0
c|2022-06-01||2022-08|!suppressed
d|2022-06-20||2022-09|12
e|2022-06-20|2022-06-19|!not available|
f||2022-07-04|2022-03|1
g|!confidential|2022-07-04|2022-04|1
h|2022-06-01|!suppressed|2022-05|1
`

// 2 and 3 June 2022 were bank holidays, so 20 working days from 1 June end on 1 July.
func TestInTime(t *testing.T) {
	t.Parallel()
	runSteps(t, requestFields, requestRows, map[string]stepCase{
		"every answer": {
			steps: `{"do":"inTime","name":"Answer","received":"Received","answered":"Answered","workingDays":20},{"do":"choose","fields":["Ref","Answer"]}`,
			want: []string{"Ref:text|Answer:text", "a|in time", "b|in time", "c|late", "d|not due yet", "e|!not applicable", "f|",
				"g|!suppressed", "h|!suppressed"},
		},
		"a day less": {
			steps: `{"do":"inTime","name":"Answer","received":"Received","answered":"Answered","workingDays":19},{"do":"filter","field":"Answer","test":"is","values":["late"]},{"do":"choose","fields":["Ref"]}`,
			want:  []string{"Ref:text", "b", "c"},
		},
		"as at the latest day of the rows that are left": {
			steps: `{"do":"filter","field":"Ref","test":"is","values":["a","c"]},{"do":"inTime","name":"Answer","received":"Received","answered":"Answered","workingDays":20},{"do":"choose","fields":["Ref","Answer"]}`,
			want:  []string{"Ref:text|Answer:text", "a|not due yet", "c|not due yet"},
		},
		"of periods": {steps: `{"do":"inTime","name":"n","received":"Month","answered":"Answered","workingDays":20}`, problem: `Step 1: "Month" holds periods of a month, from which no working days can be counted. Choose a column of dates.`},
		"no limit":   {steps: `{"do":"inTime","name":"n","received":"Received","answered":"Answered","workingDays":0}`, problem: `Step 1: The time limit is 0 working days. Give a number from 1 to 1,000.`},
		"a name twice": {steps: `{"do":"inTime","name":"Ref","received":"Received","answered":"Answered","workingDays":1}`,
			problem: `Step 1: The column "Ref" would be there twice. Give one of them another name, or leave it out.`},
	})
}

func TestPeriod(t *testing.T) {
	t.Parallel()
	runSteps(t, requestFields, requestRows, map[string]stepCase{
		"of days": {
			steps: `{"do":"period","name":"Year","of":"Answered","as":"financial year"},{"do":"choose","fields":["Year"]},{"do":"limit","count":3}`,
			want:  []string{"Year:period", "2022/23", "2022/23", ""},
		},
		"of months": {
			steps: `{"do":"period","name":"Quarter","of":"Month","as":"quarter"},{"do":"choose","fields":["Quarter"]}`,
			want:  []string{"Quarter:period", "2022 Q2", "2022 Q3", "2022 Q3", "2022 Q3", "!not available", "2022 Q1", "2022 Q2", "2022 Q2"},
		},
		"of a quarter no academic year": {steps: `{"do":"period","name":"Quarter","of":"Month","as":"quarter"},{"do":"period","name":"n","of":"Quarter","as":"academic year"}`,
			problem: `Step 2: "Quarter" holds periods of a quarter, which do not each lie in one academic year. Choose a longer period, or a column of dates.`},
		"a shorter one": {steps: `{"do":"period","name":"Year","of":"Month","as":"year"},{"do":"period","name":"n","of":"Year","as":"month"}`,
			problem: `Step 2: "Year" holds periods of a year, which do not each lie in one month. Choose a longer period, or a column of dates.`},
		"of a week no year": {steps: `{"do":"period","name":"Week","of":"Received","as":"week"},{"do":"period","name":"n","of":"Week","as":"year"}`,
			problem: `Step 2: "Week" holds periods of a week, which do not each lie in one year. Choose a longer period, or a column of dates.`},
		"of text":      {steps: `{"do":"period","name":"n","of":"Ref","as":"month"}`, problem: `Step 1: "Ref" holds text, so it has no periods. Choose a column of dates or periods.`},
		"of no length": {steps: `{"do":"period","name":"n","of":"Month","as":"mnth"}`, problem: `Step 1: A day has no period "mnth". Did you mean "month"?`},
	})
}

func TestMarkAndSpan(t *testing.T) {
	t.Parallel()
	runSteps(t, requestFields, requestRows, map[string]stepCase{
		"a number": {
			steps: `{"do":"mark","name":"long","field":"Pages","test":"atLeast","values":["3"]},{"do":"choose","fields":["long"]}`,
			want:  []string{"long:integer", "1", "0", "!suppressed", "1", "", "0", "0", "0"},
		},
		"what is missing": {
			steps: `{"do":"mark","name":"open","field":"Answered","test":"missing"},{"do":"group","measures":[{"name":"n","summary":"sum","field":"open"}]}`,
			want:  []string{"n:integer", "3"},
		},
		"the blank cell is named": {
			steps: `{"do":"mark","name":"open","field":"Answered","test":"isNot","values":["","2022-06-30"]},{"do":"choose","fields":["open"]}`,
			want:  []string{"open:integer", "0", "1", "0", "0", "1", "1", "1", "!suppressed"},
		},
		"of rows that are left": {
			steps: `{"do":"filter","field":"Ref","test":"is","values":["b","d"]},{"do":"mark","name":"long","field":"Pages","test":"above","values":["3"]},{"do":"choose","fields":["Ref","long"]}`,
			want:  []string{"Ref:text|long:integer", "b|0", "d|1"},
		},
		"a test that is none": {steps: `{"do":"mark","name":"n","field":"Ref","test":"above","values":["3"]}`,
			problem: `Step 1: "Ref" holds text, which the test "above" cannot put in order. Use "is", "isNot" or "contains", or a column of numbers or dates.`},
		"first and last": {
			steps: `{"do":"filter","field":"Ref","test":"isNot","values":["a"]},{"do":"span","of":"Answered","from":"first","to":"last"},{"do":"choose","fields":["first","last"]},{"do":"limit","count":2}`,
			want:  []string{"first:date|last:date", "2022-06-19|2022-07-04", "2022-06-19|2022-07-04"},
		},
		"no day": {
			steps: `{"do":"filter","field":"Ref","test":"is","values":["c"]},{"do":"span","of":"Answered","from":"first","to":"last"},{"do":"choose","fields":["first","last"]}`,
			want:  []string{"first:date|last:date", "!not available|!not available"},
		},
		"two labels": {
			steps: `{"do":"limit","count":1},{"do":"unpivot","fields":["Received","Answered"],"labels":["x","x"],"name":"a","also":[{"name":"b","labels":["in","out"]}],"value":"Day"},{"do":"choose","fields":["a","b","Day"]}`,
			want:  []string{"a:text|b:text|Day:date", "x|in|2022-06-01", "x|out|2022-06-30"},
		},
		"two labels alike": {
			steps:   `{"do":"unpivot","fields":["Received","Answered"],"labels":["x","x"],"name":"a","also":[{"name":"b","labels":["in","in"]}],"value":"Day"}`,
			problem: `Step 1: Two columns have the label "x". Give each a label of its own.`,
		},
		"too few labels": {
			steps:   `{"do":"unpivot","fields":["Received","Answered"],"name":"a","also":[{"name":"b","labels":["in"]}],"value":"Day"}`,
			problem: `Step 1: There are 1 labels for 2 columns. Give each column one label, or give none.`,
		},
	})
}
