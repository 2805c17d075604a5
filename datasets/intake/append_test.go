package intake_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/intake"
)

func TestAppend(t *testing.T) {
	t.Parallel()
	const (
		head  = "Tonnes of waste;;\nYear;Area;Tonnes\n"
		first = head + "2016/17;Essex;1.204,5\n2017/18;Essex;\n2018/19;Essex;1.199\n"
		was   = "Year,Area,Tonnes\n2016/17,Essex,\"1.204,5\"\n2017/18,Essex,\n"
	)
	for _, test := range []struct {
		name, more string
		use        intake.Overlap
		want       string
		overlap    int
	}{
		{"a new year", head + "2019/20;Essex;1.190,25\n", "", was + "2018/19,Essex,1.199\n2019/20,Essex,\"1.190,25\"\n", 0},
		{"the rows that there are", head + "2018/19;Essex;1.000\n2018/19;Kent;7\n", intake.KeepFirst, was + "2018/19,Essex,1.199\n2018/19,Kent,7\n", 1},
		{"those of the release", head + "2018/19;Essex;1.000\n2018/19;Kent;7\n", intake.TakeMore, was + "2018/19,Essex,1.000\n2018/19,Kent,7\n", 1},
	} {
		reading, err := intake.Propose(t.Context(), "waste.csv", []byte(first), intake.Options{})
		if err != nil {
			t.Fatal(err)
		}
		more, err := intake.Keep(t.Context(), "more.csv", []byte(test.more), &reading.Recipe, nil, intake.Options{})
		if err != nil {
			t.Fatalf("%s: %v", test.name, err)
		}
		got, err := intake.Append(t.Context(), []byte(first), reading.Recipe, more, test.use)
		if err != nil {
			t.Fatalf("%s: %v", test.name, err)
		}
		if diff := cmp.Diff(test.want, string(got.Raw)); diff != "" || got.Overlap != test.overlap {
			t.Errorf("%s: %d overlap, want %d (-want +got):\n%s", test.name, got.Overlap, test.overlap, diff)
		}
		if got.Reading.Recipe.Releases != 2 || got.Reading.Table.Rows() != 4 {
			t.Errorf("%s: %d releases and %d rows", test.name, got.Reading.Recipe.Releases, got.Reading.Table.Rows())
		}
		// The same release once more adds no row.
		again, err := intake.Append(t.Context(), got.Raw, got.Reading.Recipe, more, test.use)
		if err != nil || again.Reading.Recipe.Releases != 3 || again.Reading.Table.Rows() != 4 {
			t.Errorf("%s: the same release again: %v", test.name, err)
		}
	}
}

func TestAppendRefuses(t *testing.T) {
	t.Parallel()
	const first, other = "Year,Area,Tonnes\n2016/17,Essex,1204\n2017/18,Essex,1201\n", "Month,Service\n2024-01,Roads\n"
	reading, err := intake.Propose(t.Context(), "waste.csv", []byte(first), intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	more, err := intake.Propose(t.Context(), "other.csv", []byte(other), intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var problem datasets.Problem
	if _, err = intake.Append(t.Context(), []byte(first), reading.Recipe, intake.Kept{Raw: []byte(other), Reading: more}, ""); !errors.As(err, &problem) {
		t.Errorf("other columns: %v", err)
	}
}
