package datasets_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// essexRecycled is the share of waste collected by councils in Essex that was
// recycled or composted: UK SDG indicator 11.6.1, Department for Environment,
// Food and Rural Affairs, Open Government Licence v3.0. Kent's numbers are made
// up.
const essexRecycled = `
2018/19|Essex|51.135829039700496
2016/17|Essex|49.844355444441135
2017/18|Essex|49.9370367959794
2015/16|Essex|48.59994136870305
2018/19|Kent|!suppressed
2017/18|Kent|45
2018/19||45.1
`

var recycledFields = []table.Field{
	{Name: "Year", Kind: table.Periods, Grain: table.FinancialYear, Role: table.Time},
	{Name: "Area", Kind: table.Text, Totals: []string{""}},
	{Name: "Recycled", Kind: table.Percentages, Role: table.Measure},
}

// said writes a Fact in one line.
func said(f datasets.Fact) string {
	text := fmt.Sprintf("%s %s%s", f.Name, f.Value, f.Unit)
	if f.Value.Missing != table.Present {
		text = fmt.Sprintf("%s is %s", f.Name, f.Value.Missing)
	}
	for _, place := range []table.Cell{f.Category, f.Series, f.Period} {
		if s := place.String(); s != "" {
			text += ", " + s
		}
	}
	if f.Name == "span" {
		return fmt.Sprintf("span %s to %s", f.BasePeriod, f.Period)
	}
	if f.BasePeriod.String() != "" {
		text += fmt.Sprintf(", from %s in %s", f.Base, f.BasePeriod)
	}
	return text
}

func resultOf(t testing.TB, fields []table.Field, rows, steps string) datasets.Result {
	t.Helper()
	r, err := datasets.Run(context.Background(), queryOf(t, steps), tableOf(t, fields, rows))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

const essexRows = `{"do":"filter","field":"Area","test":"is","values":["Essex"]}`

var monthFields = []table.Field{{Name: "Month", Kind: table.Periods, Grain: table.Month}, {Name: "People", Kind: table.Integers}}

var factCases = map[string]struct {
	fields []table.Field
	rows   string
	steps  string
	roles  datasets.Roles
	want   []string
}{
	"a headline over the years": {
		recycledFields, essexRecycled, essexRows, datasets.Roles{Time: "Year", Value: "Recycled"},
		[]string{
			"value 51.135829039700496%, 2018/19",
			"first 48.59994136870305%, 2015/16",
			"firstChange 2.535887670997446percentage points, 2018/19, from 48.59994136870305 in 2015/16",
			"firstChangePercent 5.217882161131%, 2018/19, from 48.59994136870305 in 2015/16",
			"previous 49.9370367959794%, 2017/18",
			"change 1.198792243721096percentage points, 2018/19, from 49.9370367959794 in 2017/18",
			"changePercent 2.400607486221%, 2018/19, from 49.9370367959794 in 2017/18",
			"yearBefore 49.9370367959794%, 2017/18",
			"yearChange 1.198792243721096percentage points, 2018/19, from 49.9370367959794 in 2017/18",
			"yearChangePercent 2.400607486221%, 2018/19, from 49.9370367959794 in 2017/18",
			"highest 51.135829039700496%, 2018/19",
			"second 49.9370367959794%, 2017/18",
			"lowest 48.59994136870305%, 2015/16",
			"gap 2.535887670997446percentage points, 2018/19, from 48.59994136870305 in 2015/16",
			"mean 49.879290662206%",
			"median 49.8906961202102675%",
			"count 4",
			"span 2015/16 to 2018/19",
			"rows 4",
		},
	},
	"lines, of which one ends in a hidden value; a total is not the lowest": {
		recycledFields, essexRecycled, `{"do":"filter","field":"Year","test":"atLeast","values":["2017/18"]}`,
		datasets.Roles{Time: "Year", Series: "Area", Value: "Recycled"},
		[]string{
			"value 51.135829039700496%, Essex, 2018/19",
			"first 49.9370367959794%, Essex, 2017/18",
			"firstChange 1.198792243721096percentage points, Essex, 2018/19, from 49.9370367959794 in 2017/18",
			"firstChangePercent 2.400607486221%, Essex, 2018/19, from 49.9370367959794 in 2017/18",
			"previous 49.9370367959794%, Essex, 2017/18",
			"change 1.198792243721096percentage points, Essex, 2018/19, from 49.9370367959794 in 2017/18",
			"changePercent 2.400607486221%, Essex, 2018/19, from 49.9370367959794 in 2017/18",
			"yearBefore 49.9370367959794%, Essex, 2017/18",
			"yearChange 1.198792243721096percentage points, Essex, 2018/19, from 49.9370367959794 in 2017/18",
			"yearChangePercent 2.400607486221%, Essex, 2018/19, from 49.9370367959794 in 2017/18",
			"value is suppressed, Kent, 2018/19",
			"first 45%, Kent, 2017/18",
			"previous 45%, Kent, 2017/18",
			"yearBefore 45%, Kent, 2017/18",
			"value 45.1%, 2018/19",
			"first 45.1%, 2018/19",
			"highestRise 1.198792243721096percentage points, Essex, 2018/19, from 49.9370367959794 in 2017/18",
			"highest 51.135829039700496%, Essex, 2018/19",
			"second 49.9370367959794%, Essex, 2017/18",
			"lowest 45%, Kent, 2017/18",
			"gap 6.135829039700496percentage points, Essex, 2018/19, from 45 in 2017/18",
			"count 3",
			"span 2017/18 to 2018/19",
			"rows 5",
		},
	},
	"bars": {
		recycledFields, essexRecycled, `{"do":"latest","field":"Year","count":1},{"do":"sort","by":[{"field":"Recycled","order":"ascending"}]}`,
		datasets.Roles{Category: "Area", Value: "Recycled"},
		[]string{"first 45.1%", "highest 51.135829039700496%, Essex", "lowest 51.135829039700496%, Essex", "count 1", "rows 3"},
	},
	"columns over time name their periods once": {
		recycledFields, essexRecycled, essexRows + `,{"do":"filter","field":"Year","test":"below","values":["2016/17"]}`,
		datasets.Roles{Category: "Year", Time: "Year", Value: "Recycled"},
		[]string{"value 48.59994136870305%, 2015/16", "first 48.59994136870305%, 2015/16", "highest 48.59994136870305%, 2015/16", "lowest 48.59994136870305%, 2015/16", "count 1", "span 2015/16 to 2015/16", "rows 1"},
	},
	"two rows for one period have no latest": {
		recycledFields, essexRecycled, `{"do":"filter","field":"Area","test":"present"}`, datasets.Roles{Time: "Year", Value: "Recycled"},
		[]string{
			"highest 51.135829039700496%, 2018/19", "second 49.9370367959794%, 2017/18", "lowest 45%, 2017/18",
			"gap 6.135829039700496percentage points, 2018/19, from 45 in 2017/18", "count 5", "span 2015/16 to 2018/19", "rows 6",
		},
	},
	"one row": {
		recycledFields, essexRecycled, `{"do":"group","measures":[{"name":"Most","summary":"count"}]}`, datasets.Roles{Value: "Most"},
		[]string{"value 7", "highest 7", "lowest 7", "count 1", "rows 1"},
	},
	"a gap, a year before and a change from 0": {
		monthFields, "2018-01|0\n2018-12|!not available\n2019-01|12", ``, datasets.Roles{Time: "Month", Value: "People"},
		[]string{
			"value 12, 2019-01", "first 0, 2018-01", "firstChange 12, 2019-01, from 0 in 2018-01", "previous is not available, 2018-12",
			"yearBefore 0, 2018-01", "yearChange 12, 2019-01, from 0 in 2018-01",
			"highest 12, 2019-01", "second 0, 2018-01", "lowest 0, 2018-01", "gap 12, 2019-01, from 0 in 2018-01",
			"mean 6", "median 6", "count 2", "span 2018-01 to 2019-01", "rows 3",
		},
	},
	"bars that say what they cover": {
		recycledFields, essexRecycled, `{"do":"filter","field":"Area","test":"present"},{"do":"span","of":"Year","from":"Since","to":"Until"},{"do":"group","by":["Area","Since","Until"],"measures":[{"name":"n","summary":"count"}]}`,
		datasets.Roles{Category: "Area", Value: "n", Since: "Since", Until: "Until"},
		[]string{"first 4, Essex", "highest 4, Essex", "second 2, Kent", "lowest 2, Kent", "gap 2, Essex", "total 6", "mean 3", "median 3", "count 2", "span 2015/16 to 2018/19", "rows 2"},
	},
	"no rows":       {monthFields, "2018-01|0", `{"do":"filter","field":"People","test":"above","values":["1"]}`, datasets.Roles{Time: "Month", Value: "People"}, []string{"rows 0"}},
	"no value":      {monthFields, "2018-01|0", ``, datasets.Roles{Time: "Month"}, []string{"rows 1"}},
	"value is text": {recycledFields, "2018/19|Essex|1", ``, datasets.Roles{Value: "Area"}, []string{"rows 1"}},
}

func TestFacts(t *testing.T) {
	t.Parallel()
	for name, test := range factCases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			facts := datasets.Facts(resultOf(t, test.fields, test.rows, test.steps), test.roles)
			var got []string
			for _, f := range facts {
				got = append(got, said(f))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("facts (-want +got):\n%s", diff)
			}
			raw, err := json.Marshal(facts)
			if err != nil {
				t.Fatal(err)
			}
			var back []datasets.Fact
			if err := json.Unmarshal(raw, &back); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(facts, back); diff != "" {
				t.Errorf("facts read back (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFactNamesListsEveryName(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	aimed := datasets.Facts(resultOf(t, aimedFields, "2017/18|49|60||\n2018/19|51|60||", ``), datasets.Roles{Time: "Year", Value: "Recycled", Target: "Aim"})
	visited := datasets.Facts(resultOf(t, parkFields, parkRows, ``), datasets.Roles{Time: "Year", Series: "Park", Value: "Visits"})
	for _, f := range append(aimed, visited...) {
		seen[f.Name] = true
	}
	got := slices.Sorted(maps.Keys(seen))
	if diff := cmp.Diff(slices.Sorted(slices.Values(datasets.FactNames)), got); diff != "" {
		t.Errorf("names (-listed +given):\n%s", diff)
	}
}

func TestFactNamed(t *testing.T) {
	t.Parallel()
	facts := datasets.Facts(resultOf(t, recycledFields, "2018/19|Essex|7", ``), datasets.Roles{Value: "Recycled"})
	if f, found := datasets.FactNamed(facts, "value"); !found || f.Value.String() != "7" {
		t.Errorf("FactNamed(value) = %v, %v", f, found)
	}
	if f, found := datasets.FactNamed(facts, "median"); found {
		t.Errorf("FactNamed(median) = %v", f)
	}
}
