package datasets_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
)

// TestStages: each stage is what the steps so far give, cut short; a step that
// cannot be run ends them.
func TestStages(t *testing.T) {
	t.Parallel()
	on := tableOf(t, recyclingFields, recyclingRows)
	q := queryOf(t, `{"do":"filter","field":"Year","test":"is","values":["2018/19"]},{"do":"sort","by":[{"field":"Waste","order":"descending"}]},{"do":"choose","fields":["Council","Waste"]}`)
	stages, err := datasets.Stages(context.Background(), q, on, 2)
	if err != nil || len(stages) != 4 {
		t.Fatalf("Stages() = %d, %v; want 4", len(stages), err)
	}
	for i, stage := range stages {
		whole, err := datasets.Run(context.Background(), datasets.Query{Steps: q.Steps[:i]}, on)
		if err != nil || stage.N != len(whole.Rows) {
			t.Errorf("stage %d has %d rows, want %d, %v", i, stage.N, len(whole.Rows), err)
		}
		want := datasets.Result{Fields: whole.Fields, Rows: whole.Rows[:2]}
		if diff := cmp.Diff(lines(want), lines(datasets.Result{Fields: stage.Fields, Rows: stage.Rows})); diff != "" {
			t.Errorf("stage %d (-want +got):\n%s", i, diff)
		}
	}
	q.Steps[1] = datasets.Limit{}
	stages, err = datasets.Stages(context.Background(), q, on, 2)
	if problem := (datasets.Problem{}); !errors.As(err, &problem) || len(stages) != 2 {
		t.Errorf("Stages() = %d stages, %v; want 2 and a Problem", len(stages), err)
	}
}
