package shapes

import (
	"figurehead/datasets/table"
)

// payGapRule recognises the download of the gender pay gap service
// (gender-pay-gap.service.gov.uk), by the names of its columns, written together
// or apart, and by values that can only be percentages of such a gap.
func payGapRule() Rule {
	return Rule{PayGap, []string{"employer", "year", "median", "mean", "medianBonus", "meanBonus", "men", "women"}, findPayGap}
}

// payQuarters are the quarters of employees from the lowest paid up, as the
// headings call them; the older downloads say quartile for all of them.
var payQuarters = [4][]string{{"lower quartile"}, {"lower middle quartile"}, {"upper middle quartile"}, {"top quartile", "upper quartile"}}

func findPayGap(v view) (Found, bool) {
	exact := func(names ...string) int { return v.named(names) }
	median, mean := exact("diff median hourly percent"), exact("diff mean hourly percent")
	if median < 0 || mean < 0 || !v.within(median, -1000, 100) || !v.within(mean, -1000, 100) {
		return Found{}, false
	}
	found := Found{
		Column: v.columns(map[string]int{"median": median, "mean": mean,
			"medianBonus": exact("diff median bonus percent"), "meanBonus": exact("diff mean bonus percent"),
			"employer": v.find(v.text, []string{"employer name", "current name", "employer", "organisation name"}, []string{"id"}),
			"year":     v.find(v.calendar, []string{"reporting year", "year", "snapshot date", "snapshot year"}, nil)}),
		Columns: map[string][]string{},
	}
	for _, quarter := range payQuarters {
		man, woman := v.quarter("male", quarter), v.quarter("female", quarter)
		if man < 0 || woman < 0 || !v.addTo100(man, woman) {
			found.Columns = nil
			break
		}
		found.Columns["men"], found.Columns["women"] = append(found.Columns["men"], v.name(man)), append(found.Columns["women"], v.name(woman))
	}
	return found, true
}

func (v view) quarter(sex string, names []string) int {
	for _, name := range names {
		if column := v.named([]string{sex + " " + name}); column >= 0 {
			return column
		}
	}
	return -1
}

// named is the column of numbers with one of those headings, or −1.
func (v view) named(names []string) int {
	for _, name := range names {
		for column, heading := range v.headings {
			if heading == name && v.number(column) && v.table.Profile(column).Distinct > 0 {
				return column
			}
		}
	}
	return -1
}

// within reports whether all numbers of a column lie between two.
func (v view) within(column, low, high int) bool {
	p := v.table.Profile(column)
	return p.Min.Number.Cmp(table.NewDecimal(int64(low), 0)) >= 0 && p.Max.Number.Cmp(table.NewDecimal(int64(high), 0)) <= 0
}

// addTo100 reports whether two percentages make a whole in nearly every row.
func (v view) addTo100(a, b int) bool {
	both, whole := 0, 0
	low, high := table.NewDecimal(998, 1), table.NewDecimal(1002, 1)
	for row := range v.table.Rows() {
		x, y := v.table.Cell(row, a), v.table.Cell(row, b)
		if x.Missing != table.Present || y.Missing != table.Present {
			continue
		}
		both++
		var sum table.Sum
		sum.Add(x.Number)
		sum.Add(y.Number)
		if d, err := sum.Total(); err == nil && d.Cmp(low) >= 0 && d.Cmp(high) <= 0 {
			whole++
		}
	}
	return both > 0 && whole*100 >= both*95
}
