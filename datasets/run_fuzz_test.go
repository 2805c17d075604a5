package datasets_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"figurehead/datasets"
)

// FuzzRun runs any Query on a small table: it gives a Result that fits its
// Fields, or a Problem.
func FuzzRun(f *testing.F) {
	for _, test := range runCases {
		f.Add([]byte(`{"version":1,"steps":[` + test.steps + `]}`))
	}
	for _, steps := range []string{
		`{"do":"bins","of":"Tonnes","lower":"a","upper":"b","name":"n","width":"0.5"}`,
		`{"do":"group","by":["Area"],"measures":[{"name":"q","summary":"quantile","field":"Rate","at":"0.3"},{"name":"d","summary":"distinct","field":"Year"}]}`,
		`{"do":"top","field":"Area","of":"Tonnes","count":1,"other":"Rest","each":["Year"]},{"do":"pivot","by":["Area"],"names":"Year","value":"Tonnes","columns":["2018/19"]}`,
		`{"do":"unpivot","fields":["Tonnes"],"name":"what","value":"v"},{"do":"rank","name":"r","of":"v","order":"descending"}`,
		`{"do":"replace","field":"Area","values":[{"from":[""],"to":"All"}]},{"do":"cumulative","name":"c","of":"Tonnes","over":"Year","within":["Area"]}`,
		`{"do":"period","name":"p","of":"Year","as":"financial year"},{"do":"span","of":"p","from":"a","to":"b"},{"do":"mark","name":"m","field":"Tonnes","test":"is","values":[""]}`,
		`{"do":"rolling","name":"c","of":"Tonnes","over":"Year","within":["Area"],"count":2},{"do":"index","name":"i","of":"Rate","over":"Year","within":["Area"]},{"do":"rate","name":"x","of":"Tonnes","by":"Tonnes","per":7}`,
	} {
		f.Add([]byte(`{"version":1,"steps":[` + steps + `]}`))
	}
	rows := tableOf(f, wasteFields, wasteRows)
	f.Fuzz(func(t *testing.T, raw []byte) {
		q, err := datasets.ParseQuery(raw)
		if err != nil {
			return
		}
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		got, err := datasets.Run(ctx, q, rows)
		if err != nil {
			if problem := (datasets.Problem{}); !errors.As(err, &problem) || problem.Message == "" || problem.Suggestion == "" {
				t.Errorf("Run(%s) = %v, want a Problem with a suggestion", raw, err)
			}
			return
		}
		for _, row := range got.Rows {
			for i, cell := range row {
				if cell.Kind != got.Fields[i].Kind || cell.Grain != got.Fields[i].Grain {
					t.Errorf("Run(%s) = %v in column %q, which holds %s", raw, cell, got.Fields[i].Name, got.Fields[i].Kind)
				}
			}
		}
	})
}
