package datasets_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

const tiedRows = `
2018/19|Ash|30|1
2018/19|Birch|20|2
2018/19|Cedar|20|3
2018/19|Elm|20.0|4
2018/19|Fir|10|5
2018/19|Gorse|!suppressed|6
2018/19|Holly|!suppressed|7`

// TestTies: whoever is left out although equal to the last that is kept is told.
func TestTies(t *testing.T) {
	t.Parallel()
	const sorted = `{"do":"sort","by":[{"field":"Amount","order":"descending"},{"field":"Supplier","order":"ascending"}]}`
	many := tiedRows
	for n := range 7 {
		many += fmt.Sprintf("\n2018/19|Oak %d|20|8", n)
	}
	for name, c := range map[string]struct {
		steps, rows string
		want        []string
	}{
		"rows in order":         {sorted + `,{"do":"limit","count":2}`, tiedRows, []string{"Birch: Cedar, Elm"}},
		"columns chosen before": {sorted + `,{"do":"choose","fields":["Amount","Supplier"]},{"do":"limit","count":3}`, tiedRows, []string{"Cedar: Elm"}},
		"rows picked before and a step after": {sorted + `,{"do":"filter","field":"Supplier","test":"isNot","values":["Cedar"]},{"do":"limit","count":2},{"do":"choose","fields":["Supplier"]}`,
			tiedRows, []string{"Birch: Elm"}},
		"a column added":           {sorted + `,{"do":"share","name":"Share","of":"Rate"},{"do":"limit","count":2}`, tiedRows, []string{"Birch: Cedar, Elm"}},
		"more than are named":      {sorted + `,{"do":"limit","count":2}`, many, []string{"Birch: Cedar, Elm, Oak 0, Oak 1, Oak 2 and 4"}},
		"between others":           {sorted + `,{"do":"limit","count":4}`, tiedRows, nil},
		"of rows in no order":      {`{"do":"limit","count":2}`, tiedRows, nil},
		"in order of names":        {`{"do":"sort","by":[{"field":"Supplier","order":"ascending"}]},{"do":"limit","count":2}`, tiedRows, nil},
		"of numbers kept back":     {sorted + `,{"do":"limit","count":6}`, tiedRows, nil},
		"all are kept":             {sorted + `,{"do":"limit","count":7}`, tiedRows, nil},
		"another order after":      {sorted + `,{"do":"group","by":["Supplier"],"measures":[{"name":"Amount","summary":"sum","field":"Amount"}]},{"do":"limit","count":2}`, tiedRows, nil},
		"the top and the rest":     {`{"do":"top","field":"Supplier","of":"Amount","count":2,"other":"Others"}`, tiedRows, []string{"Birch: Cedar, Elm in Others"}},
		"a top that ends between":  {`{"do":"top","field":"Supplier","of":"Amount","count":4,"other":"Others"}`, tiedRows, nil},
		"a top of hidden numbers":  {`{"do":"top","field":"Supplier","of":"Amount","count":6,"other":"Others"}`, tiedRows, nil},
		"a top, its largest after": {`{"do":"top","field":"Supplier","of":"Amount","count":3,"other":"Others"},` + sorted + `,{"do":"limit","count":2}`, tiedRows, []string{"Cedar: Elm in Others", "Birch: Cedar"}},
	} {
		r, err := datasets.Run(t.Context(), queryOf(t, c.steps), tableOf(t, spendFields, c.rows))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var got []string
		for _, tie := range r.Ties {
			var left []string
			for _, row := range tie.Left {
				left = append(left, tie.Name(row, "Supplier"))
			}
			said := tie.Name(tie.Kept, "Supplier") + ": " + strings.Join(left, ", ")
			if tie.More > 0 {
				said += fmt.Sprintf(" and %d", tie.More)
			}
			if tie.Rest != "" {
				said += " in " + tie.Rest
			}
			got = append(got, said)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	// Without the column that was asked for, the first that is no number names a row.
	tie := datasets.Tie{Fields: []table.Field{{Name: "Amount", Kind: table.Currency}, {Name: "Ward"}}, Kept: []table.Cell{table.NumberCell(table.Currency, table.NewDecimal(1, 0)), {Text: "Abbey"}}}
	if got := tie.Name(tie.Kept, "Supplier"); got != "Abbey" {
		t.Errorf("Name() = %q, want Abbey", got)
	}
}
