package datasets_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

var aimedFields = []table.Field{
	{Name: "Year", Kind: table.Periods, Grain: table.FinancialYear},
	{Name: "Recycled", Kind: table.Percentages},
	{Name: "Aim", Kind: table.Percentages},
	{Name: "Low", Kind: table.Percentages},
	{Name: "High", Kind: table.Percentages},
}

// onlyOf keeps the Facts of some names, as sentences.
func onlyOf(facts []datasets.Fact, names ...string) []string {
	var kept []string
	for _, name := range names {
		if f, ok := datasets.FactNamed(facts, name); ok {
			kept = append(kept, said(f))
		}
	}
	return kept
}

func TestFactsOfATarget(t *testing.T) {
	t.Parallel()
	roles := datasets.Roles{Time: "Year", Value: "Recycled", Target: "Aim"}
	for name, test := range map[string]struct {
		rows string
		want []string
	}{
		"below it":        {"2017/18|49|60||\n2018/19|51.135829039700496|63.5||", []string{"target 63.5%, 2018/19", "targetDifference -12.364170960299504percentage points, 2018/19"}},
		"above it":        {"2018/19|51.1|50||", []string{"target 50%, 2018/19", "targetDifference 1.1percentage points, 2018/19"}},
		"at it":           {"2018/19|50|50.0||", []string{"target 50%, 2018/19", "targetDifference 0percentage points, 2018/19"}},
		"none":            {"2018/19|51.1|||", nil},
		"a missing value": {"2018/19|!suppressed|50||", []string{"target 50%, 2018/19"}},
	} {
		facts := datasets.Facts(resultOf(t, aimedFields, test.rows, ``), roles)
		if diff := cmp.Diff(test.want, onlyOf(facts, "target", "targetDifference")); diff != "" {
			t.Errorf("%s: facts (-want +got):\n%s", name, diff)
		}
	}
}

func TestChangesWithinTheIntervalsAreSimilar(t *testing.T) {
	t.Parallel()
	roles := datasets.Roles{Time: "Year", Value: "Recycled", Low: "Low", High: "High"}
	for name, test := range map[string]struct {
		rows string
		want bool
	}{
		"overlap":        {"2017/18|49||48|50\n2018/19|51||49.5|52", true},
		"touch":          {"2017/18|49||48|50\n2018/19|51||50|52", true},
		"apart":          {"2017/18|49||48|50\n2018/19|51||50.5|52", false},
		"apart, falling": {"2017/18|51||50.5|52\n2018/19|49||48|50", false},
		"an end missing": {"2017/18|49||48|50\n2018/19|51||49.5|", false},
	} {
		change, ok := datasets.FactNamed(datasets.Facts(resultOf(t, aimedFields, test.rows, ``), roles), "change")
		if !ok || change.Similar != test.want {
			t.Errorf("%s: change is similar: %t, want %t", name, change.Similar, test.want)
		}
	}
	plain := datasets.Facts(resultOf(t, aimedFields, "2017/18|49||48|50\n2018/19|49.5||48.5|50.5", ``), datasets.Roles{Time: "Year", Value: "Recycled"})
	if change, _ := datasets.FactNamed(plain, "change"); change.Similar {
		t.Error("a change without intervals is similar")
	}
}
