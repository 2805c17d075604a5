package words_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/widgets/words"
)

func TestParseStatus(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text string
		want words.Status
		ok   bool
	}{
		{"", words.Status{}, true},
		{" ", words.Status{}, true},
		{"-", words.Status{}, true},
		{"Final", words.Status{}, true},
		{"A", words.Status{}, true},
		{"provisional", words.Status{State: words.Provisional}, true},
		{"Provisional figure", words.Status{State: words.Provisional}, true},
		{"[p]", words.Status{State: words.Provisional}, true},
		{"P", words.Status{State: words.Provisional}, true},
		{"[e]", words.Status{State: words.Estimated}, true},
		{"estimate", words.Status{State: words.Estimated}, true},
		{"f", words.Status{State: words.Forecast}, true},
		{"[u]", words.Status{State: words.Unreliable}, true},
		{"Low reliability", words.Status{State: words.Unreliable}, true},
		{"[r]", words.Status{State: words.Revised}, true},
		{"[r][e]", words.Status{State: words.Estimated}, true},
		{"[b][p]", words.Status{State: words.Provisional, Break: true}, true},
		{"b", words.Status{Break: true}, true},
		{"Break in series", words.Status{Break: true}, true},
		{"part", words.Status{State: words.PartOfPeriod}, true},
		{"April to June only", words.Status{State: words.PartOfPeriod, Part: "April to June"}, true},
		{"Part (April to June)", words.Status{State: words.PartOfPeriod, Part: "April to June"}, true},
		{"Dros dro", words.Status{State: words.Provisional}, true},
		{"Amcangyfrif", words.Status{State: words.Estimated}, true},
		{"Ebrill i Fehefin yn unig", words.Status{State: words.PartOfPeriod, Part: "Ebrill i Fehefin"}, true},
		{"Essex", words.Status{}, false},
		{"a b test", words.Status{}, false},
		{"*", words.Status{}, false},
		{"1", words.Status{}, false},
	}
	for _, test := range tests {
		got, ok := words.ParseStatus(test.text)
		if ok != test.ok {
			t.Errorf("ParseStatus(%q) known = %v, want %v", test.text, ok, test.ok)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("ParseStatus(%q) (−want +got):\n%s", test.text, diff)
		}
	}
}
