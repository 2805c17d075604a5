package datasets_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// parkFields are visits and their costs, with the visits hoped for a year before.
var parkFields = []table.Field{
	{Name: "Year", Kind: table.Periods, Grain: table.Year},
	{Name: "Park", Kind: table.Text, Totals: []string{"All parks"}},
	{Name: "Visits", Kind: table.Integers, Unit: "visits"},
	{Name: "Before", Kind: table.Integers, Unit: "visits"},
	{Name: "Share", Kind: table.Percentages},
}

const parkRows = `
2023|Abbey|10|12|10
2024|Abbey|7|10|20
2024|Barton|20|5|30
2023|Barton|5||40
2024|Carfax|20|20|!suppressed
2023|All parks|15|17|50
2024|All parks|47|35|60
2022|Dale|1|!suppressed|70
`

func TestFactsOverAllRows(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		steps string
		roles datasets.Roles
		want  []string
	}{
		"the latest of several lines, and how they moved": {
			``, datasets.Roles{Time: "Year", Series: "Park", Value: "Visits"},
			[]string{
				"latestHighest 20visits, Barton, 2024", "latestLowest 7visits, Abbey, 2024", "latestTotal 47visits, 2024",
				"highestRise 15visits, Barton, 2024, from 5 in 2023", "highestFall -3visits, Abbey, 2024, from 10 in 2023",
				"highest 20visits, Barton, 2024", "second 20visits, Carfax, 2024", "lowest 1visits, Dale, 2022", "gap 19visits, Barton, 2024, from 1 in 2022",
				"total 63visits", "mean 10.5visits", "median 8.5visits", "count 6", "span 2022 to 2024",
			},
		},
		"no sum of percentages, nor a mean beside a hidden one": {
			``, datasets.Roles{Time: "Year", Category: "Park", Value: "Share"},
			[]string{
				"latestHighest 30%, Barton, 2024", "latestLowest 20%, Abbey, 2024",
				"highestRise 10percentage points, Abbey, 2024, from 10 in 2023", "highestFall -10percentage points, Barton, 2024, from 40 in 2023",
				"highest 70%, Dale, 2022", "second 40%, Barton, 2023", "lowest 10%, Abbey, 2023", "gap 60percentage points, Dale, 2022, from 10 in 2023", "count 5", "span 2022 to 2024",
			},
		},
		"from an earlier number to a later, beside each other": {
			`{"do":"filter","field":"Year","test":"is","values":["2024"]}`, datasets.Roles{Category: "Park", From: "Before", Value: "Visits"},
			[]string{
				"highestRise 15visits, Barton, from 5", "highestFall -3visits, Abbey, from 10", "highest 20visits, Barton", "second 20visits, Carfax",
				"lowest 7visits, Abbey", "gap 13visits, Barton, from 7", "total 47visits", "mean 15.666666666667visits", "median 20visits", "count 3",
			},
		},
		"a missing number leaves the sum out": {
			`{"do":"filter","field":"Park","test":"isNot","values":["All parks","Dale"]}`, datasets.Roles{Place: "Park", Value: "Before"},
			[]string{"highest 20visits, Carfax", "second 12visits, Abbey", "lowest 5visits, Barton", "gap 15visits, Carfax, from 5", "mean 11.75visits", "median 11visits", "count 4"},
		},
		"a sum of means says nothing": {
			`{"do":"group","by":["Park"],"measures":[{"name":"Mean","summary":"mean","field":"Visits"}]},{"do":"limit","count":2}`, datasets.Roles{Category: "Park", Value: "Mean"},
			[]string{"highest 12.5visits, Barton", "second 8.5visits, Abbey", "lowest 8.5visits, Abbey", "gap 4visits, Barton, from 8.5", "mean 10.5visits", "median 10.5visits", "count 2"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			overall := map[string]bool{}
			for _, name := range datasets.FactNames[12:] {
				overall[name] = true
			}
			var got []string
			for _, f := range datasets.Facts(resultOf(t, parkFields, parkRows, test.steps), test.roles) {
				if overall[f.Name] && f.Name != "rows" {
					got = append(got, saidFrom(f))
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("facts (-want +got):\n%s", diff)
			}
		})
	}
}

// saidFrom is said with a Base that has no period.
func saidFrom(f datasets.Fact) string {
	if f.Base.String() != "" && f.BasePeriod.String() == "" {
		return said(f) + ", from " + f.Base.String()
	}
	return said(f)
}

func TestRankOf(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		name  string
		roles datasets.Roles
		want  string
	}{
		"at the latest period":         {"Abbey", datasets.Roles{Time: "Year", Series: "Park", Value: "Visits"}, "rank 3, Abbey, 2024 of 3"},
		"equal ones share a place":     {"Carfax", datasets.Roles{Time: "Year", Series: "Park", Value: "Visits"}, "rank 1, Carfax, 2024 of 3"},
		"among all rows":               {"Barton", datasets.Roles{Category: "Park", Value: "Visits"}, "rank 1, Barton of 6"},
		"not there at the latest":      {"Dale", datasets.Roles{Time: "Year", Series: "Park", Value: "Visits"}, ""},
		"a total has none":             {"All parks", datasets.Roles{Category: "Park", Value: "Visits"}, ""},
		"without a number it has none": {"Carfax", datasets.Roles{Category: "Park", Value: "Share"}, ""},
		"text has none":                {"Carfax", datasets.Roles{Category: "Park", Value: "Park"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fact, found := datasets.RankOf(resultOf(t, parkFields, parkRows, ``), test.roles, test.name)
			got := ""
			if found {
				got = said(fact) + " of " + fact.Base.String()
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("RankOf(%q) (-want +got):\n%s", test.name, diff)
			}
		})
	}
}

// What top puts together is part of the sum; it is no highest or lowest, nor
// part of a mean, though it has the largest number.
func TestFactsLeaveTheRestOutOfRanks(t *testing.T) {
	t.Parallel()
	fields := []table.Field{{Name: "Park", Kind: table.Text}, {Name: "Visits", Kind: table.Integers, Role: table.Measure}}
	r := resultOf(t, fields, "Abbey|40\nBrook|30\nCross|25\nDale|20\nElm|15", `{"do":"top","field":"Park","of":"Visits","count":2,"other":"All others"}`)
	facts := datasets.Facts(r, datasets.Roles{Category: "Park", Value: "Visits"})
	for name, want := range map[string]string{
		"highest": "highest 40, Abbey", "second": "second 30, Brook", "lowest": "lowest 30, Brook",
		"total": "total 130", "mean": "mean 35", "count": "count 3",
	} {
		fact, ok := datasets.FactNamed(facts, name)
		if got := said(fact); !ok || got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
