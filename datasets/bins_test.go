package datasets_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

var paymentFields = []table.Field{
	{Name: "Amount", Kind: table.Currency, Role: table.Measure, Unit: "£"},
	{Name: "Children", Kind: table.Integers},
	{Name: "Who", Kind: table.Text},
}

const paymentRows = `
-20|0|a
0|1|b
19.99|2|c
20|2|d
85.5|3|e
!suppressed|2|f
!not available|!suppressed|g
`

const binNames = `"lower":"from","upper":"to","name":"n"`

func TestBins(t *testing.T) {
	t.Parallel()
	runSteps(t, paymentFields, paymentRows, map[string]stepCase{
		"a given width, with empty bins and the missing apart": {
			steps: `{"do":"bins","of":"Amount","width":"20",` + binNames + `}`,
			want: []string{
				"from:currency:£|to:currency:£|n:integer", "-20|0|1", "0|20|2", "20|40|1", "40|60|0", "60|80|0", "80|100|1",
				"!not available|!not available|1", "!suppressed|!suppressed|1",
			},
		},
		"edges from a start": {
			steps: `{"do":"filter","field":"Amount","test":"present"},{"do":"bins","of":"Amount","width":"50","start":"0.25",` + binNames + `}`,
			want:  []string{"from:currency:£|to:currency:£|n:integer", "-49.75|0.25|2", "0.25|50.25|2", "50.25|100.25|1"},
		},
		"a nice width for few bins": {
			steps: `{"do":"filter","field":"Amount","test":"present"},{"do":"bins","of":"Amount","most":3,` + binNames + `}`,
			want:  []string{"from:currency:£|to:currency:£|n:integer", "-50|0|1", "0|50|3", "50|100|1"},
		},
		"whole numbers have bins of 1 at least": {
			steps: `{"do":"filter","field":"Children","test":"present"},{"do":"bins","of":"Children",` + binNames + `}`,
			want:  []string{"from:integer|to:integer|n:integer", "0|1|1", "1|2|1", "2|3|3", "3|4|1"},
		},
		"halves of whole numbers": {
			steps: `{"do":"filter","field":"Children","test":"is","values":["1","2"]},{"do":"bins","of":"Children","width":"1","start":"0.5",` + binNames + `}`,
			want:  []string{"from:decimal|to:decimal|n:integer", "0.5|1.5|1", "1.5|2.5|3"},
		},
		"all equal": {
			steps: `{"do":"filter","field":"Amount","test":"is","values":["85.5"]},{"do":"bins","of":"Amount",` + binNames + `}`,
			want:  []string{"from:currency:£|to:currency:£|n:integer", "85.5|85.6|1"},
		},
		"no numbers": {
			steps: `{"do":"filter","field":"Amount","test":"missing"},{"do":"bins","of":"Amount",` + binNames + `}`,
			want:  []string{"from:currency:£|to:currency:£|n:integer", "!not available|!not available|1", "!suppressed|!suppressed|1"},
		},
		"no rows": {
			steps: `{"do":"filter","field":"Who","test":"is","values":["nobody"]},{"do":"bins","of":"Amount",` + binNames + `}`,
			want:  []string{"from:currency:£|to:currency:£|n:integer"},
		},
		"too many":     {steps: `{"do":"bins","of":"Amount","width":"0.01",` + binNames + `}`, problem: `Step 1: There would be more than 1,000 bins. Give a larger width, or filter the rows.`},
		"no width":     {steps: `{"do":"bins","of":"Amount","width":"0",` + binNames + `}`, problem: `Step 1: The width of a bin is 0. Give a width above 0.`},
		"no number":    {steps: `{"do":"bins","of":"Amount","width":"£5",` + binNames + `}`, problem: `Step 1: "£5" cannot be compared with "Amount", which holds numbers. Write a plain number such as 1250.5, without commas or a unit.`},
		"one bin":      {steps: `{"do":"bins","of":"Amount","most":1,` + binNames + `}`, problem: `Step 1: The number of bins is at most 1. Allow from 2 to 1,000 bins.`},
		"of text":      {steps: `{"do":"bins","of":"Who",` + binNames + `}`, problem: `Step 1: "Who" holds text, so it has no bins. Choose a column of numbers.`},
		"one name":     {steps: `{"do":"bins","of":"Amount","lower":"from","upper":"from","name":"n"}`, problem: `Step 1: The column "from" would be there twice. Give one of them another name, or leave it out.`},
		"without name": {steps: `{"do":"bins","of":"Amount","lower":"from","upper":"to"}`, problem: `Step 1: A new column has no name. Give it one.`},
	})
}

// TestBinsOfNumbersAtTheEnds counts numbers that no int64 at the scale of the
// edges holds.
func TestBinsOfNumbersAtTheEnds(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		rows, steps string
		want        []string
	}{
		"near 2⁶³":       {"9223372036854775806\n9223372036854775000\n-9223372036854775806", `"most":3`, []string{"-10000000000000000000|0|1", "0|10000000000000000000|2"}},
		"wide":           {"1000000000000000000000000000000\n2000000000000000000000000000000\n0.5", `"most":4`, []string{"0|1000000000000000000000000000000|1", "1000000000000000000000000000000|2000000000000000000000000000000|1", "2000000000000000000000000000000|3000000000000000000000000000000|1"}},
		"twenty places":  {"0.00000000000000000001\n0.00000000000000000003", `"width":"0.00000000000000000002"`, []string{"0|0.00000000000000000002|1", "0.00000000000000000002|0.00000000000000000004|1"}},
		"finer than int": {"1\n2\n3", `"width":"0.75"`, []string{"0.75|1.5|1", "1.5|2.25|1", "2.25|3|0", "3|3.75|1"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fields := []table.Field{{Name: "x", Kind: table.Decimals}}
			got := resultOf(t, fields, test.rows, `{"do":"bins","of":"x",`+test.steps+`,`+binNames+`}`)
			if diff := cmp.Diff(test.want, lines(got)[1:]); diff != "" {
				t.Errorf("bins of %q (-want +got):\n%s", test.rows, diff)
			}
		})
	}
}

func TestBinsGrowWithTheNumbers(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]int{1: 1, 30: 6, 100: 10, 1_000: 20, 70_000: 14} {
		q := datasets.Query{Version: 1, Steps: []datasets.Step{datasets.Bins{Of: "Number", Lower: "from", Upper: "to", Name: "n"}}}
		got, err := datasets.Run(context.Background(), q, manyRows(t, n))
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Rows) != want {
			t.Errorf("Run(bins of 0 to %d) = %d bins, want %d: %s", n-1, len(got.Rows), want, fmt.Sprint(lines(got)))
		}
	}
}
