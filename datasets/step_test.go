package datasets_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// stepCase is steps with the lines of the Result they give, or the Problem.
type stepCase struct {
	steps   string
	want    []string
	problem string
}

// runSteps runs each case on one table.
func runSteps(t *testing.T, fields []table.Field, rows string, cases map[string]stepCase) {
	t.Helper()
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := datasets.Run(context.Background(), queryOf(t, test.steps), tableOf(t, fields, rows))
			if problem := (datasets.Problem{}); test.problem != "" && errors.As(err, &problem) {
				if diff := cmp.Diff(test.problem, problem.Error()); diff != "" {
					t.Errorf("Run(%s) stopped by (-want +got):\n%s", test.steps, diff)
				}
				return
			}
			if err != nil || test.problem != "" {
				t.Fatalf("Run(%s) gave error %v, want %q", test.steps, err, test.problem)
			}
			if diff := cmp.Diff(test.want, lines(got)); diff != "" {
				t.Errorf("Run(%s) (-want +got):\n%s", test.steps, diff)
			}
		})
	}
}
