package widgets_test

import (
	"math/rand/v2"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
)

func init() {
	for _, kind := range []widgets.Kind{widgets.Arrow, widgets.Slope} {
		randomShapes[kind] = func(r *rand.Rand) (widgets.Spec, datasets.Result) { return randomPairs(r, kind) }
	}
}

// randomPairs makes rows with an earlier and a later number: in two columns, or
// in rows of two periods, of which some are not there.
func randomPairs(r *rand.Rand, kind widgets.Kind) (widgets.Spec, datasets.Result) {
	spec := widgets.Spec{Version: widgets.SpecVersion, Kind: kind, Title: randomWords(r, 4+r.IntN(11)), Subtitle: randomWords(r, r.IntN(9))}
	spec.Encoding = datasets.Roles{Category: "Name", Value: "Now"}
	value := table.Field{Name: "Now", Kind: table.Decimals, Role: table.Measure}
	number, names := randomNumbers(r, &value), randomNames(r)
	result := datasets.Result{Fields: []table.Field{{Name: "Name", Kind: table.Text}, value}}
	first := table.Date(2000+r.IntN(20), 1, 1)
	periods := r.IntN(2) == 0
	if periods {
		spec.Encoding.Time = "Year"
		result.Fields = append(result.Fields, table.Field{Name: "Year", Kind: table.Periods, Grain: table.FinancialYear, Role: table.Time})
	} else {
		before := value
		before.Name, spec.Encoding.From = randomWords(r, 1+r.IntN(6)), "Before"
		spec.Names = map[string]string{"Before": before.Name}
		before.Name = "Before"
		result.Fields = append(result.Fields, before)
	}
	for _, name := range names[:1+r.IntN(12)] {
		text := table.Cell{Kind: table.Text, Text: name}
		if !periods {
			result.Rows = append(result.Rows, []table.Cell{text, number(), number()})
			continue
		}
		for i := range 2 {
			day := table.AddPeriods(table.PeriodStart(first, table.FinancialYear), table.FinancialYear, i*5)
			if len(result.Rows) < 2 || r.IntN(12) > 0 {
				result.Rows = append(result.Rows, []table.Cell{text, number(), {Kind: table.Periods, Grain: table.FinancialYear, Day: day}})
			}
		}
	}
	if r.IntN(2) == 0 {
		spec.Highlight = []string{names[0]}
	}
	return spec, result
}
