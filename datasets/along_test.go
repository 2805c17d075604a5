package datasets_test

import (
	"testing"

	"figurehead/datasets/table"
)

var callFields = []table.Field{
	{Name: "Month", Kind: table.Periods, Grain: table.Month, Role: table.Time},
	{Name: "Line", Kind: table.Text},
	{Name: "Calls", Kind: table.Integers, Role: table.Measure, Unit: "calls"},
	{Name: "Answered", Kind: table.Percentages},
	{Name: "Day", Kind: table.Dates},
}

// callRows are out of order; March of Roads is not there.
const callRows = `
2024-02|Roads|30|50|2024-02-01
2024-01|Roads|10|60.5|2024-01-01
2024-01|Bins|0|!suppressed|2024-01-02
2024-04|Roads|20|70|2024-04-01
2024-02|Bins|!not available|40|2024-02-02
2024-03|Bins|8|30|!unreadable
|Bins|1|1|2024-04-02
`

const calls = `,{"do":"choose","fields":["Line","Month","new"]},{"do":"sort","by":[{"field":"Line","order":"ascending"},{"field":"Month","order":"ascending"}]}`

func TestCumulative(t *testing.T) {
	t.Parallel()
	runSteps(t, callFields, callRows, map[string]stepCase{
		"in time, from a missing value on missing": {
			steps: `{"do":"cumulative","name":"new","of":"Calls","over":"Month","within":["Line"]}` + calls,
			want: []string{
				"Line:text|Month:period|new:integer:calls", "Bins|2024-01|0", "Bins|2024-02|!not available", "Bins|2024-03|!not available",
				"Bins||!not available", "Roads|2024-01|10", "Roads|2024-02|40", "Roads|2024-04|60",
			},
		},
		"down the rows as they stand": {
			steps: `{"do":"filter","field":"Calls","test":"present"},{"do":"sort","by":[{"field":"Calls","order":"descending"}]},{"do":"cumulative","name":"new","of":"Calls"},{"do":"choose","fields":["Calls","new"]}`,
			want:  []string{"Calls:integer:calls|new:integer:calls", "30|30", "20|50", "10|60", "8|68", "1|69", "0|69"},
		},
		"of percentages": {steps: `{"do":"cumulative","name":"new","of":"Answered","over":"Month"}`, problem: `Step 1: "Answered" holds percentages, which cannot be added up. Choose a column of amounts or counts.`},
		"over text":      {steps: `{"do":"cumulative","name":"new","of":"Calls","over":"Line"}`, problem: `Step 1: "Line" holds text, so it cannot say what came before. Choose a column of dates or periods.`},
		"several rows":   {steps: `{"do":"cumulative","name":"new","of":"Calls","over":"Month"}`, problem: `Step 1: There are several rows for 2024-01. Group the rows so that there is one for each "Month", or name what else tells them apart in "within".`},
		"twice":          {steps: `{"do":"cumulative","name":"a","of":"Calls"},{"do":"cumulative","name":"b","of":"a"}`, problem: `Step 2: "a" holds means, ranks, rates or the like, which cannot be added up. Choose a column of amounts or counts.`},
	})
}

func TestRolling(t *testing.T) {
	t.Parallel()
	runSteps(t, callFields, callRows, map[string]stepCase{
		"periods in a row, of which one is not there": {
			steps: `{"do":"rolling","name":"new","of":"Answered","over":"Month","within":["Line"],"count":2}` + calls,
			want: []string{
				"Line:text|Month:period|new:percentage", "Bins|2024-01|!not available", "Bins|2024-02|!suppressed", "Bins|2024-03|35",
				"Bins||!not available", "Roads|2024-01|!not available", "Roads|2024-02|55.25", "Roads|2024-04|!not available",
			},
		},
		"rows, over dates": {
			steps: `{"do":"rolling","name":"new","of":"Calls","over":"Day","count":3},{"do":"choose","fields":["Day","new"]},{"do":"sort","by":[{"field":"Day","order":"ascending"}]}`,
			want: []string{
				"Day:date|new:decimal:calls", "2024-01-01|!not available", "2024-01-02|!not available", "2024-02-01|13.333333333333",
				"2024-02-02|!not available", "2024-04-01|!not available", "2024-04-02|!not available", "!unreadable|!not available",
			},
		},
		"of nothing": {steps: `{"do":"rolling","name":"new","of":"Calls","over":"Month","count":0}`, problem: `Step 1: The count is 0. Give a count of 1 or more.`},
	})
}

func TestIndex(t *testing.T) {
	t.Parallel()
	runSteps(t, callFields, callRows, map[string]stepCase{
		"from the first": {
			steps: `{"do":"index","name":"new","of":"Calls","over":"Month","within":["Line"]}` + calls,
			want: []string{
				"Line:text|Month:period|new:decimal", "Bins|2024-01|!not applicable", "Bins|2024-02|!not available", "Bins|2024-03|!not applicable",
				"Bins||!not available", "Roads|2024-01|100", "Roads|2024-02|300", "Roads|2024-04|200",
			},
		},
		"from a named month": {
			steps: `{"do":"index","name":"new","of":"Answered","over":"Month","within":["Line"],"base":"2024-02"}` + calls,
			want: []string{
				"Line:text|Month:period|new:decimal", "Bins|2024-01|!suppressed", "Bins|2024-02|100", "Bins|2024-03|75",
				"Bins||!not available", "Roads|2024-01|121", "Roads|2024-02|100", "Roads|2024-04|140",
			},
		},
		"from a hidden value": {
			steps: `{"do":"filter","field":"Line","test":"is","values":["Bins"]},{"do":"index","name":"new","of":"Answered","over":"Month"}` + calls,
			want:  []string{"Line:text|Month:period|new:decimal", "Bins|2024-01|!suppressed", "Bins|2024-02|!suppressed", "Bins|2024-03|!suppressed", "Bins||!not available"},
		},
		"from a month that is not there": {
			steps: `{"do":"filter","field":"Line","test":"is","values":["Roads"]},{"do":"index","name":"new","of":"Calls","over":"Month","base":"2024-03"}` + calls,
			want:  []string{"Line:text|Month:period|new:decimal", "Roads|2024-01|!not available", "Roads|2024-02|!not available", "Roads|2024-04|!not available"},
		},
		"from a year": {steps: `{"do":"index","name":"new","of":"Calls","over":"Month","base":"2024"}`, problem: `Step 1: "2024" cannot be compared with "Month", which holds periods. Write it like 2018-07.`},
	})
}

func TestRank(t *testing.T) {
	t.Parallel()
	runSteps(t, wasteFields, wasteRows, map[string]stepCase{
		"equal ones share a place": {
			steps: `{"do":"rank","name":"Place","of":"Tonnes","order":"descending"},{"do":"choose","fields":["Tonnes","Place"]}`,
			want:  []string{"Tonnes:integer:tonnes|Place:integer", "700|2", "650|3", "720|1", "!suppressed|!suppressed", "0|6", "640|4", "640|4"},
		},
		"in each year, the smallest first": {
			steps: `{"do":"rank","name":"Place","of":"Tonnes","order":"ascending","within":["Year"]},{"do":"choose","fields":["Year","Tonnes","Place"]}`,
			want: []string{
				"Year:period|Tonnes:integer:tonnes|Place:integer", "2016/17|700|2", "2016/17|650|1", "2017/18|720|1", "2017/18|!suppressed|!suppressed",
				"2018/19|0|1", "2018/19|640|2", "2018/19|640|2",
			},
		},
		"of days": {
			steps: `{"do":"latest","field":"Year","count":1},{"do":"rank","name":"Place","of":"Checked","order":"descending"},{"do":"choose","fields":["Place"]}`,
			want:  []string{"Place:integer", "!unreadable", "2", "1"},
		},
		"of text":  {steps: `{"do":"rank","name":"Place","of":"Area","order":"ascending"}`, problem: `Step 1: "Area" holds text, so it has no rank. Choose a column of numbers or dates.`},
		"no order": {steps: `{"do":"rank","name":"Place","of":"Rate","order":"up"}`, problem: `Step 1: There is no order "up". The orders are "ascending", "descending".`},
	})
}

func TestTotal(t *testing.T) {
	t.Parallel()
	runSteps(t, wasteFields, wasteRows, map[string]stepCase{
		"of each year, missing where a part is": {
			steps: `{"do":"total","name":"All","of":"Tonnes","within":["Year"]},{"do":"choose","fields":["Year","Tonnes","All"]}`,
			want: []string{
				"Year:period|Tonnes:integer:tonnes|All:integer:tonnes", "2016/17|700|1350", "2016/17|650|1350", "2017/18|720|!suppressed",
				"2017/18|!suppressed|!suppressed", "2018/19|0|1280", "2018/19|640|1280", "2018/19|640|1280",
			},
		},
		"of percentages": {steps: `{"do":"total","name":"All","of":"Rate"}`, problem: `Step 1: "Rate" holds percentages, which cannot be added up. Choose a column of amounts or counts.`},
		"of places":      {steps: `{"do":"rank","name":"Place","of":"Rate","order":"ascending"},{"do":"total","name":"All","of":"Place"}`, problem: `Step 2: "Place" holds means, ranks, rates or the like, which cannot be added up. Choose a column of amounts or counts.`},
		"of text":        {steps: `{"do":"total","name":"All","of":"Area"}`, problem: `Step 1: "Area" holds text, so it has no total. Choose a column of numbers.`},
	})
}
