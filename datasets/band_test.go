package datasets_test

import (
	"errors"
	"strings"
	"testing"

	"figurehead/datasets"
)

func TestNewBand(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ low, high, words, field string }{
		{"", "", "any number", ""},
		{"0", "", "at least 0", ""},
		{"", " 1,500.50 ", "at most 1500.5", ""},
		{"-3", "12", "from -3 to 12", ""},
		{"7", "7", "from 7 to 7", ""},
		{"9", "8", "", "high"},
		{"-1", "-2", "", "high"},
		{"few", "", "", "low"},
		{"1", "1e9", "", "high"},
		{"1", strings.Repeat("9", 40), "", "high"},
	} {
		b, err := datasets.NewBand("Spent", test.low, test.high)
		var problem datasets.Problem
		switch {
		case test.field == "" && (err != nil || b.Words() != test.words):
			t.Errorf("NewBand(%q, %q) = %q, %v; want %q", test.low, test.high, b.Words(), err, test.words)
		case test.field != "" && (!errors.As(err, &problem) || problem.Field != test.field || problem.Suggestion == ""):
			t.Errorf("NewBand(%q, %q) = %v, want a Problem at %q", test.low, test.high, err, test.field)
		}
	}
}
