package datasets_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// ofAll is a group of all rows with one summary.
func ofAll(summary string) string {
	return `{"do":"group","measures":[{"name":"it",` + summary + `}]}`
}

func TestSummaries(t *testing.T) {
	t.Parallel()
	runSteps(t, crimeFields, crimeRows, map[string]stepCase{
		"the median of an odd number": {steps: ofAll(`"summary":"median","field":"Rate"`), want: []string{"it:percentage", "4"}},
		"the median lies between the two in the middle": {
			steps: `{"do":"filter","field":"Cost","test":"below","values":["2001"]},` + ofAll(`"summary":"median","field":"Cost"`), want: []string{"it:currency:£", "6"},
		},
		"the median of two whole numbers has decimals": {
			steps: `{"do":"filter","field":"Thefts","test":"is","values":["0","7"]},` + ofAll(`"summary":"median","field":"Thefts"`), want: []string{"it:decimal:thefts", "3.5"},
		},
		"the median over a hidden number":    {steps: ofAll(`"summary":"median","field":"Thefts"`), want: []string{"it:decimal:thefts", "!suppressed"}},
		"a quantile between two numbers":     {steps: ofAll(`"summary":"quantile","field":"Rate","at":"0.9"`), want: []string{"it:percentage", "6.4"}},
		"the quantiles at the ends":          {steps: `{"do":"group","measures":[{"name":"low","summary":"quantile","field":"Rate","at":"0"},{"name":"high","summary":"quantile","field":"Rate","at":"1"}]}`, want: []string{"low:percentage|high:percentage", "1|7"}},
		"different values, and none hidden":  {steps: `{"do":"filter","field":"Thefts","test":"isNot","values":[""]},` + ofAll(`"summary":"distinct","field":"Ward"`), want: []string{"it:integer", "7"}},
		"different values without missing":   {steps: ofAll(`"summary":"distinct","field":"Cost"`), want: []string{"it:integer", "5"}},
		"different values beside a hidden":   {steps: ofAll(`"summary":"distinct","field":"People"`), want: []string{"it:integer", "!suppressed"}},
		"the first and the last as they are": {steps: `{"do":"group","measures":[{"name":"a","summary":"first","field":"Ward"},{"name":"b","summary":"last","field":"Cost"},{"name":"c","summary":"last","field":"Ward"}]}`, want: []string{"a:text|b:currency:£|c:text", "Abbey||Gate"}},
		"the last in order": {
			steps: `{"do":"sort","by":[{"field":"Rate","order":"descending"}]},` + ofAll(`"summary":"last","field":"Ward"`), want: []string{"it:text", "Abbey"},
		},
		"of no rows": {
			steps: `{"do":"filter","field":"Ward","test":"is","values":["Zed"]},{"do":"group","measures":[{"name":"a","summary":"first","field":"Ward"},{"name":"b","summary":"distinct","field":"Ward"},{"name":"c","summary":"median","field":"Rate"}]}`,
			want:  []string{"a:text|b:integer|c:percentage", "!not available|0|!not available"},
		},
		"median of text":     {steps: ofAll(`"summary":"median","field":"Ward"`), problem: `Step 1: "Ward" holds text, so it has no median. Choose a column of numbers, or the summary "count".`},
		"quantile at 90":     {steps: ofAll(`"summary":"quantile","field":"Rate","at":"90"`), problem: `Step 1: A quantile cannot be at "90". Give a number from 0 to 1 with at most 6 decimals, such as 0.9.`},
		"quantile nowhere":   {steps: ofAll(`"summary":"quantile","field":"Rate"`), problem: `Step 1: A quantile cannot be at "". Give a number from 0 to 1 with at most 6 decimals, such as 0.9.`},
		"mean at":            {steps: ofAll(`"summary":"mean","field":"Rate","at":"0.5"`), problem: `Step 1: The summary "mean" has no "at". Leave it out, or use the summary "quantile".`},
		"distinct of no one": {steps: ofAll(`"summary":"distinct"`), problem: `Step 1: There is no column "". The columns are "Ward", "Thefts", "People", "Cost", "Rate".`},
	})
}

// TestQuantilesOfManyNumbers compares with a sort, for numbers in orders that are
// hard on choosing by halves.
func TestQuantilesOfManyNumbers(t *testing.T) {
	t.Parallel()
	const n = 20_001
	for name, number := range map[string]func(i int) int64{
		"rising":  func(i int) int64 { return int64(i) },
		"falling": func(i int) int64 { return int64(n - i) },
		"equal":   func(int) int64 { return 7 },
		"organ":   func(i int) int64 { return int64(min(i, n-i)) },
		"mixed":   func(i int) int64 { return int64(i * 7919 % 10_007) },
		"saw":     func(i int) int64 { return int64(i % 3) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var sorted []int64
			b := table.NewBuilder([]table.Field{{Name: "x", Kind: table.Integers}})
			for i := range n {
				sorted = append(sorted, number(i))
				b.Number(0, table.NewDecimal(number(i), 0))
				if err := b.EndRow(i + 2); err != nil {
					t.Fatal(err)
				}
			}
			many, err := b.Table()
			if err != nil {
				t.Fatal(err)
			}
			slices.Sort(sorted)
			for at, place := range map[string]int{"0": 0, "0.05": n / 20, "0.5": n / 2, "0.99": n / 100 * 99, "1": n - 1} {
				got, err := datasets.Run(context.Background(), queryOf(t, ofAll(`"summary":"quantile","field":"x","at":"`+at+`"`)), many)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(fmt.Sprint(sorted[place]), got.Rows[0][0].String()); diff != "" {
					t.Errorf("quantile at %s (-want +got):\n%s", at, diff)
				}
			}
		})
	}
}

// TestQuantileBetweenFarNumbers: what lies between two numbers fits 38 digits
// though the way from one to the other does not.
func TestQuantileBetweenFarNumbers(t *testing.T) {
	t.Parallel()
	b := table.NewBuilder([]table.Field{{Name: "x", Kind: table.Integers}})
	for i, number := range []string{"-99999999999999999999999999999999999999", "99999999999999999999999999999999999999"} {
		b.Number(0, table.MustDecimal(number))
		if err := b.EndRow(i + 2); err != nil {
			t.Fatal(err)
		}
	}
	far, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	got, err := datasets.Run(t.Context(), queryOf(t, ofAll(`"summary":"quantile","field":"x","at":"0.5"`)), far)
	if err != nil || got.Rows[0][0].String() != "0" {
		t.Errorf("Run = %v, %v, want 0", got.Rows, err)
	}
}
