package datasets_test

import (
	"testing"

	"figurehead/datasets/table"
)

var crimeFields = []table.Field{
	{Name: "Ward", Kind: table.Text},
	{Name: "Thefts", Kind: table.Integers, Unit: "thefts"},
	{Name: "People", Kind: table.Integers},
	{Name: "Cost", Kind: table.Currency, Unit: "£"},
	{Name: "Rate", Kind: table.Percentages},
}

const crimeRows = `
Abbey|7|3000|1000|1
Barton|!suppressed|2000|2000.5|2
Carfax|1|!confidential|!not available|3
Dale|0|0|4|4
Elm|!not available|10|5|5
Fore|-2|!not available|6|6
Gate|3|-1||7
`

func TestRate(t *testing.T) {
	t.Parallel()
	runSteps(t, crimeFields, crimeRows, map[string]stepCase{
		"per 1,000, and every way to have none": {
			steps: `{"do":"rate","name":"per","of":"Thefts","by":"People","per":1000},{"do":"choose","fields":["Ward","per"]}`,
			want: []string{
				"Ward:text|per:decimal:thefts per 1,000", "Abbey|2.333333333333", "Barton|!suppressed", "Carfax|!suppressed", "Dale|!not applicable",
				"Elm|!not available", "Fore|!not available", "Gate|!not applicable",
			},
		},
		"money a head": {
			steps: `{"do":"rate","name":"per","of":"Cost","by":"People","per":1},{"do":"choose","fields":["per"]},{"do":"limit","count":2}`,
			want:  []string{"per:currency:£", "0.333333333333", "1.00025"},
		},
		"per 100 is a percentage": {
			steps: `{"do":"rate","name":"per","of":"Thefts","by":"People","per":100},{"do":"choose","fields":["per"]},{"do":"limit","count":1}`,
			want:  []string{"per:percentage:%", "0.233333333333"},
		},
		"per 10 without a unit": {
			steps: `{"do":"rate","name":"per","of":"People","by":"Cost","per":10},{"do":"choose","fields":["per"]},{"do":"limit","count":1}`,
			want:  []string{"per:decimal:per 10", "30"},
		},
		"of percentages": {steps: `{"do":"rate","name":"per","of":"Rate","by":"People","per":1}`, problem: `Step 1: "Rate" holds percentages, of which there is no rate. Choose a column of amounts or counts.`},
		"by percentages": {steps: `{"do":"rate","name":"per","of":"People","by":"Rate","per":1}`, problem: `Step 1: "Rate" holds percentages, of which there is no rate. Choose a column of amounts or counts.`},
		"by text":        {steps: `{"do":"rate","name":"per","of":"People","by":"Ward","per":1}`, problem: `Step 1: "Ward" holds text, so it has no rate. Choose a column of numbers.`},
		"per nothing":    {steps: `{"do":"rate","name":"per","of":"People","by":"Thefts","per":0}`, problem: `Step 1: The rate is per 0. Give a number from 1 to 1,000,000,000.`},
		"a rate's total": {steps: `{"do":"rate","name":"per","of":"Cost","by":"People","per":1},{"do":"total","name":"t","of":"per"}`, problem: `Step 2: "per" holds means, ranks, rates or the like, which cannot be added up. Choose a column of amounts or counts.`},
	})
}
