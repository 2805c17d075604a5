package datasets_test

import (
	"testing"

	"figurehead/datasets/table"
)

var spendFields = []table.Field{
	{Name: "Year", Kind: table.Periods, Grain: table.FinancialYear, Role: table.Time},
	{Name: "Supplier", Kind: table.Text, Totals: []string{"All suppliers"}},
	{Name: "Amount", Kind: table.Currency, Role: table.Measure, Unit: "£"},
	{Name: "Rate", Kind: table.Percentages},
}

const spendRows = `
2017/18|Ash Ltd|10.50|1
2017/18|Birch|40|2
2017/18|Cedar|30|3
2017/18|REDACTED|!confidential|4
2017/18|All suppliers|80.50|5
2018/19|Elm|5|6
2018/19|Ash Ltd|60.25|7
2018/19|Birch|-1|8
2018/19||2|9
2018/19|Birch|1|10
`

func TestTop(t *testing.T) {
	t.Parallel()
	runSteps(t, spendFields, spendRows, map[string]stepCase{
		"the rest holds a number that is kept back": {
			steps: `{"do":"top","field":"Supplier","of":"Amount","count":2,"other":"All others"}`,
			want:  []string{"Supplier:text|Amount:currency:£", "Ash Ltd|70.75", "Birch|40", "All others|!suppressed"},
		},
		"the rest is exact, with rows that name nobody and without totals": {
			steps: `{"do":"filter","field":"Supplier","test":"isNot","values":["REDACTED"]},{"do":"top","field":"Supplier","of":"Amount","count":2,"other":"All others"}`,
			want:  []string{"Supplier:text|Amount:currency:£", "Ash Ltd|70.75", "Birch|40", "All others|37"},
		},
		"a top of its own in each year": {
			steps: `{"do":"top","field":"Supplier","of":"Amount","count":1,"other":"Others","within":["Year"]}`,
			want:  []string{"Year:period|Supplier:text|Amount:currency:£", "2017/18|Birch|40", "2017/18|Others|!suppressed", "2018/19|Ash Ltd|60.25", "2018/19|Others|7"},
		},
		"one top in every year": {
			steps: `{"do":"top","field":"Supplier","of":"Amount","count":2,"other":"Others","each":["Year"]}`,
			want: []string{
				"Year:period|Supplier:text|Amount:currency:£", "2017/18|Ash Ltd|10.5", "2018/19|Ash Ltd|60.25",
				"2017/18|Birch|40", "2018/19|Birch|0", "2017/18|Others|!suppressed", "2018/19|Others|7",
			},
		},
		"one that is called like the rest is part of it": {
			steps: `{"do":"filter","field":"Year","test":"is","values":["2018/19"]},{"do":"top","field":"Supplier","of":"Amount","count":1,"other":"Ash Ltd"}`,
			want:  []string{"Supplier:text|Amount:currency:£", "Elm|5", "Ash Ltd|62.25"},
		},
		"no rest where all are kept, and without a total last": {
			steps: `{"do":"filter","field":"Supplier","test":"present"},{"do":"top","field":"Supplier","of":"Amount","count":1000000000000,"other":"Others"}`,
			want:  []string{"Supplier:text|Amount:currency:£", "Ash Ltd|70.75", "Birch|40", "Cedar|30", "Elm|5", "REDACTED|!suppressed"},
		},
		"no rows": {
			steps: `{"do":"filter","field":"Amount","test":"above","values":["1000"]},{"do":"top","field":"Supplier","of":"Amount","count":1,"other":"Others"}`,
			want:  []string{"Supplier:text|Amount:currency:£"},
		},
		"of percentages": {
			steps:   `{"do":"top","field":"Supplier","of":"Rate","count":1,"other":"Others"}`,
			problem: `Step 1: "Rate" holds percentages, which cannot be added up. Choose a column of amounts or counts.`,
		},
		"of means": {
			steps:   `{"do":"group","by":["Supplier"],"measures":[{"name":"Mean","summary":"mean","field":"Amount"}]},{"do":"top","field":"Supplier","of":"Mean","count":1,"other":"Others"}`,
			problem: `Step 2: "Mean" holds means, ranks, rates or the like, which cannot be added up. Choose a column of amounts or counts.`,
		},
		"of years":   {steps: `{"do":"top","field":"Year","of":"Amount","count":1,"other":"Others"}`, problem: `Step 1: "Year" holds periods, which cannot be put together under a name. Choose a column of text.`},
		"no name":    {steps: `{"do":"top","field":"Supplier","of":"Amount","count":1,"other":""}`, problem: `Step 1: The rest has no name, or a very long one. Give it one, such as "Other suppliers".`},
		"no count":   {steps: `{"do":"top","field":"Supplier","of":"Amount","count":0,"other":"Others"}`, problem: `Step 1: The count is 0. Give a count of 1 or more.`},
		"it is both": {steps: `{"do":"top","field":"Supplier","of":"Amount","count":1,"other":"Others","within":["Year"],"each":["Year"]}`, problem: `Step 1: The column "Year" would be there twice. Give one of them another name, or leave it out.`},
	})
}
