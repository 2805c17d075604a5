package datasets_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// manyRows is a table of n rows with a different text, number and day in each.
func manyRows(t testing.TB, n int) *table.Table {
	t.Helper()
	b := table.NewBuilder([]table.Field{{Name: "Key"}, {Name: "Number", Kind: table.Integers}, {Name: "Day", Kind: table.Dates}})
	b.Grow(n)
	for i := range n {
		b.Text(0, fmt.Sprint("key ", i))
		b.Number(1, table.NewDecimal(int64(i), 0))
		b.Day(2, table.Day(i))
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

func TestRunKeepsItsLimits(t *testing.T) {
	t.Parallel()
	many := manyRows(t, datasets.MaxGroups+1)
	for name, test := range map[string]struct{ steps, want string }{
		"rows":       {``, `The query gives 100,001 rows; at most 5,000 can be shown. Group the rows, filter them or limit their number.`},
		"groups":     {`{"do":"group","by":["Key"],"measures":[{"name":"n","summary":"count"}]}`, `Step 1: The rows fall into 100,001 groups; at most 100,000 are made. Group by fewer columns, or filter the rows first.`},
		"pairs":      {`{"do":"group","by":["Key","Number"],"measures":[]}`, `Step 1: The rows fall into 100,001 groups; at most 100,000 are made. Group by fewer columns, or filter the rows first.`},
		"pivot":      {`{"do":"filter","field":"Number","test":"atLeast","values":["0"]},{"do":"unpivot","fields":["Number"],"name":"What","value":"Many"},{"do":"pivot","by":["Key"],"names":"What","value":"Many","columns":["Number"]}`, `Step 3: The rows fall into 100,001 groups; at most 100,000 are made. Group by fewer columns, or filter the rows first.`},
		"top":        {`{"do":"top","field":"Key","of":"Number","count":3,"other":"Other"}`, `Step 1: The rows fall into 100,001 groups; at most 100,000 are made. Group by fewer columns, or filter the rows first.`},
		"cumulative": {`{"do":"cumulative","name":"c","of":"Number"}`, `Step 1: There are 100,001 rows; a column is added to at most 100,000. Group or filter the rows first.`},
		"rolling":    {`{"do":"rolling","name":"c","of":"Number","over":"Day","count":2}`, `Step 1: There are 100,001 rows; a column is added to at most 100,000. Group or filter the rows first.`},
		"index":      {`{"do":"index","name":"c","of":"Number","over":"Day"}`, `Step 1: There are 100,001 rows; a column is added to at most 100,000. Group or filter the rows first.`},
		"rate":       {`{"do":"rate","name":"c","of":"Number","by":"Number","per":1000}`, `Step 1: There are 100,001 rows; a column is added to at most 100,000. Group or filter the rows first.`},
		"rank":       {`{"do":"rank","name":"c","of":"Number","order":"ascending"}`, `Step 1: There are 100,001 rows; a column is added to at most 100,000. Group or filter the rows first.`},
		"total":      {`{"do":"total","name":"c","of":"Number"}`, `Step 1: There are 100,001 rows; a column is added to at most 100,000. Group or filter the rows first.`},
		"change":     {`{"do":"change","name":"c","of":"Number","over":"Day","from":"previous","as":"percent"}`, `Step 1: There are 100,001 rows; a column is added to at most 100,000. Group or filter the rows first.`},
		"share":      {`{"do":"share","name":"c","of":"Number"}`, `Step 1: There are 100,001 rows; a column is added to at most 100,000. Group or filter the rows first.`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := datasets.Run(context.Background(), queryOf(t, test.steps), many)
			if diff := cmp.Diff(test.want, fmt.Sprint(err)); diff != "" {
				t.Errorf("problem (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRunEndsWithItsContext(t *testing.T) {
	t.Parallel()
	many := manyRows(t, 70_000)
	ctx, cancel := context.WithDeadline(context.Background(), time.Unix(0, 0))
	defer cancel()
	for _, steps := range []string{
		`{"do":"filter","field":"Key","test":"is","values":["key 7"]}`,
		`{"do":"latest","field":"Day","count":3}`,
		`{"do":"group","by":["Key"],"measures":[{"name":"n","summary":"sum","field":"Number"}]}`,
		`{"do":"sort","by":[{"field":"Key","order":"ascending"}]}`,
		`{"do":"share","name":"s","of":"Number"}`,
		`{"do":"unpivot","fields":["Number"],"name":"Name","value":"Value"}`,
		`{"do":"top","field":"Key","of":"Number","count":3,"other":"Other"}`,
		`{"do":"bins","of":"Number","lower":"a","upper":"b","name":"n"}`,
		`{"do":"cumulative","name":"c","of":"Number"}`,
		`{"do":"rate","name":"c","of":"Number","by":"Number","per":1000}`,
		`{"do":"replace","field":"Key","values":[{"from":["key 7"],"to":"seven"}]}`,
		`{"do":"filter","field":"Key","test":"contains","values":["y 7"]}`,
		`{"do":"group","measures":[{"name":"n","summary":"median","field":"Number"}]}`,
		`{"do":"group","measures":[{"name":"n","summary":"distinct","field":"Key"}]}`,
		`{"do":"group","measures":[{"name":"n","summary":"last","field":"Key"}]}`,
		`{"do":"rolling","name":"c","of":"Number","over":"Day","count":7}`,
		`{"do":"index","name":"c","of":"Number","over":"Day"}`,
		`{"do":"rank","name":"c","of":"Number","order":"ascending"}`,
		`{"do":"total","name":"c","of":"Number"}`,
		`{"do":"pivot","by":["Key"],"names":"Day","value":"Number","columns":["1970-01-01"]}`,
		`{"do":"change","name":"c","of":"Number","over":"Day","from":"previous","as":"percent"}`,
	} {
		if _, err := datasets.Run(ctx, queryOf(t, steps), many); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s past its deadline gave %v, want %v", steps, err, context.DeadlineExceeded)
		}
	}
}
