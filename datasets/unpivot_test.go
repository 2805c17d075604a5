package datasets_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// wideFields are those of a table that is wide by year.
var wideFields = []table.Field{
	{Name: "Area", Kind: table.Text},
	{Name: "2016/17", Kind: table.Integers, Role: table.Measure, Unit: "tonnes"},
	{Name: "2017/18", Kind: table.Decimals, Role: table.Measure, Unit: "tonnes"},
	{Name: "Rate", Kind: table.Percentages, Role: table.Measure},
	{Name: "Notes", Kind: table.Text},
}

const wideRows = `
Essex|700|720.25|49.5|checked
Kent|!suppressed||45.25|Essex
`

func TestUnpivot(t *testing.T) {
	t.Parallel()
	runSteps(t, wideFields, wideRows, map[string]stepCase{
		"years become periods, and whole numbers stand beside decimals": {
			steps: `{"do":"unpivot","fields":["2016/17","2017/18"],"name":"Year","as":"financial year","value":"Waste"},{"do":"choose","fields":["Area","Year","Waste"]}`,
			want:  []string{"Area:text|Year:period|Waste:decimal:tonnes", "Essex|2016/17|700", "Essex|2017/18|720.25", "Kent|2016/17|!suppressed", "Kent|2017/18|"},
		},
		"rows are repeated after a filter, in the order of the columns named": {
			steps: `{"do":"filter","field":"Area","test":"is","values":["Kent"]},{"do":"unpivot","fields":["2017/18","2016/17"],"name":"Year","value":"Waste"},{"do":"choose","fields":["Year","Rate"]}`,
			want:  []string{"Year:text|Rate:percentage", "2017/18|45.25", "2016/17|45.25"},
		},
		"texts are brought together, a word of both once": {
			steps: `{"do":"unpivot","fields":["Area","Notes"],"labels":["Where","What"],"name":"Part","value":"Text"},{"do":"group","by":["Text"],"measures":[{"name":"n","summary":"count"}]}`,
			want:  []string{"Text:text|n:integer", "Essex|2", "checked|1", "Kent|1"},
		},
		"different units": {
			steps:   `{"do":"unpivot","fields":["2016/17","Rate"],"name":"Measure","value":"Value"}`,
			problem: `Step 1: "2016/17" holds whole numbers in tonnes and "Rate" holds percentages in %, so they cannot stand in one column. Turn columns of one kind and unit into rows.`,
		},
		"a label that is no year": {
			steps:   `{"do":"unpivot","fields":["Rate"],"name":"Year","as":"year","value":"Value"}`,
			problem: `Step 1: "Rate" cannot be read as a label. Give labels like 2018, or have them read as "text".`,
		},
		"an empty label":       {steps: `{"do":"unpivot","fields":["Rate"],"labels":[""],"name":"Year","value":"Value"}`, problem: `Step 1: "" cannot be read as a label. Give each column a label, which is not empty or very long.`},
		"a label twice":        {steps: `{"do":"unpivot","fields":["Area","Notes"],"labels":["2016/17","2016-17"],"as":"financial year","name":"Year","value":"Value"}`, problem: `Step 1: Two columns have the label "2016-17". Give each a label of its own.`},
		"too few labels":       {steps: `{"do":"unpivot","fields":["Area","Notes"],"labels":["Area"],"name":"Year","value":"Value"}`, problem: `Step 1: There are 1 labels for 2 columns. Give each column one label, or give none.`},
		"an unknown reading":   {steps: `{"do":"unpivot","fields":["Area"],"as":"financial yaer","name":"Year","value":"Value"}`, problem: `Step 1: Labels cannot be read as "financial yaer". Did you mean "financial year"?`},
		"no columns":           {steps: `{"do":"unpivot","fields":[],"name":"Year","value":"Value"}`, problem: `Step 1: No columns are named that would become rows. Name at least one.`},
		"a name that is there": {steps: `{"do":"unpivot","fields":["Rate"],"name":"Area","value":"Value"}`, problem: `Step 1: The column "Area" would be there twice. Give one of them another name, or leave it out.`},
		"a name of its own":    {steps: `{"do":"unpivot","fields":["Rate"],"name":"Rate","value":"Rate"}`, problem: `Step 1: The column "Rate" would be there twice. Give one of them another name, or leave it out.`},
	})
}

func TestUnpivotKeepsItsLimits(t *testing.T) {
	t.Parallel()
	fields := []table.Field{{Name: "Key"}}
	var names []string
	for i := range 30 {
		fields = append(fields, table.Field{Name: fmt.Sprint(2000 + i), Kind: table.Integers}, table.Field{Name: fmt.Sprint("Note ", i)})
		names = append(names, fmt.Sprint(2000+i))
	}
	b := table.NewBuilder(fields)
	for i := range 70_000 {
		if err := b.EndRow(i + 2); err != nil {
			t.Fatal(err)
		}
	}
	wide, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	for many, want := range map[int]string{
		30: `Step 1: There would be 2,100,000 rows; at most 2,000,000 are made. Filter the rows first, or name fewer columns.`,
		28: `Step 1: There would be 68,600,000 cells; at most 10,000,000 are made. Choose the columns that are needed first, or filter the rows.`,
	} {
		q := datasets.Query{Version: 1, Steps: []datasets.Step{datasets.Unpivot{Fields: names[:many], Name: "Year", Value: "n"}}}
		_, err := datasets.Run(context.Background(), q, wide)
		if diff := cmp.Diff(want, fmt.Sprint(err)); diff != "" {
			t.Errorf("Run of an unpivot of %d columns (-want +got):\n%s", many, diff)
		}
	}
}
