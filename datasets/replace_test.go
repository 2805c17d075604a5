package datasets_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

var serviceFields = []table.Field{{Name: "Service", Kind: table.Text, Totals: []string{"ALL", "Total"}}, {Name: "n", Kind: table.Integers}}

const serviceRows = `
Adults|1
ASC|2
|4
Highways|8
Adult Social Care|16
!confidential|32
HIGHWAYS|64
`

func TestReplace(t *testing.T) {
	t.Parallel()
	const add = `,{"do":"group","by":["Service"],"measures":[{"name":"n","summary":"sum","field":"n"}]}`
	runSteps(t, serviceFields, serviceRows, map[string]stepCase{
		"several become one that is there": {
			steps: `{"do":"replace","field":"Service","values":[{"from":["Adults","ASC"],"to":"Adult Social Care"},{"from":["HIGHWAYS"],"to":"Highways"}]}` + add,
			want:  []string{"Service:text|n:integer", "Adult Social Care|19", "|4", "Highways|72", "!confidential|32"},
		},
		"two change places, and blank gets a name": {
			steps: `{"do":"replace","field":"Service","values":[{"from":["Adults"],"to":"ASC"},{"from":["ASC"],"to":"Adults"},{"from":[""],"to":"Not known"}]},{"do":"limit","count":3}`,
			want:  []string{"Service:text|n:integer", "ASC|1", "Adults|2", "Not known|4"},
		},
		"a text is made blank, after a filter": {
			steps: `{"do":"filter","field":"n","test":"above","values":["4"]},{"do":"replace","field":"Service","values":[{"from":["Highways","HIGHWAYS","not there"],"to":""}]}` + add,
			want:  []string{"Service:text|n:integer", "|72", "Adult Social Care|16", "!confidential|32"},
		},
		"no rows":     {steps: `{"do":"filter","field":"n","test":"above","values":["400"]},{"do":"replace","field":"Service","values":[{"from":["Highways"],"to":""}]}`, want: []string{"Service:text|n:integer"}},
		"twice":       {steps: `{"do":"replace","field":"Service","values":[{"from":["ASC"],"to":"a"},{"from":["ASC"],"to":"b"}]}`, problem: `Step 1: "ASC" is replaced twice. Leave one of them out.`},
		"nothing":     {steps: `{"do":"replace","field":"Service","values":[]}`, problem: `Step 1: The step replaces no values. Give it 1 to 1,000 values.`},
		"numbers":     {steps: `{"do":"replace","field":"n","values":[{"from":["1"],"to":"2"}]}`, problem: `Step 1: "n" holds whole numbers, of which none is replaced. Choose a column of text.`},
		"a long text": {steps: `{"do":"replace","field":"Service","values":[{"from":["ASC"],"to":"` + strings.Repeat("a", table.MaxCellBytes+1) + `"}]}`, problem: `Step 1: "` + strings.Repeat("a", 60) + `…" is too long for a cell. Use a shorter text.`},
	})
}

func TestReplaceKeepsTotalsApart(t *testing.T) {
	t.Parallel()
	q := queryOf(t, `{"do":"replace","field":"Service","values":[{"from":["ALL","Total"],"to":"All services"}]}`)
	got, err := datasets.Run(context.Background(), q, tableOf(t, serviceFields, serviceRows))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"All services"}, got.Fields[0].Totals); diff != "" {
		t.Errorf("totals (-want +got):\n%s", diff)
	}
}

func TestContains(t *testing.T) {
	t.Parallel()
	fields := []table.Field{{Name: "Supplier"}, {Name: "n", Kind: table.Integers}}
	const rows = "ÉCOLE Ltd|1\nBarnardo's|2\n|3\n!suppressed|4\nécole|5\nA (B)|6"
	runSteps(t, fields, rows, map[string]stepCase{
		"in capitals or not": {steps: `{"do":"filter","field":"Supplier","test":"contains","values":["École"]},{"do":"choose","fields":["n"]}`, want: []string{"n:integer", "1", "5"}},
		"any of several":     {steps: `{"do":"filter","field":"Supplier","test":"contains","values":["NARDO","(b","x"]},{"do":"choose","fields":["n"]}`, want: []string{"n:integer", "2", "6"}},
		"an empty text":      {steps: `{"do":"filter","field":"Supplier","test":"contains","values":[""]}`, problem: `Step 1: The test "contains" looks for an empty text, which is part of every text. Give it the text to look for.`},
		"a number":           {steps: `{"do":"filter","field":"n","test":"contains","values":["1"]}`, problem: `Step 1: "n" holds whole numbers, in which the test "contains" finds no text. Use "is", "isNot" or "between", or a column of text.`},
	})
}
