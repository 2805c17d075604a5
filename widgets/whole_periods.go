package widgets

import (
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// lineOf tells the rows of one line along the time from those of another.
type lineOf struct{ category, series table.Cell }

// wholePeriods is the Result without the numbers that cover a part of their
// period only, as its statuses or the Spec say: a part is not to be compared
// with a whole, by the words no more than by the drawing. A line that has
// nothing but parts keeps them. The parts left out are returned too.
func (b *reading) wholePeriods() (whole datasets.Result, parts [][]table.Cell) {
	if b.time < 0 || b.status < 0 && len(b.spec.States) == 0 {
		return b.result, nil
	}
	isPart := func(row []table.Cell) bool {
		return b.statusOf(row, b.raw(row[b.time])).State == words.PartOfPeriod
	}
	hasWhole := map[lineOf]bool{}
	for _, row := range b.result.Rows {
		if !isPart(row) {
			hasWhole[b.lineOf(row)] = true
		}
	}
	whole = datasets.Result{Fields: b.result.Fields}
	for _, row := range b.result.Rows {
		if isPart(row) && hasWhole[b.lineOf(row)] {
			parts = append(parts, row)
			continue
		}
		whole.Rows = append(whole.Rows, row)
	}
	return whole, parts
}

func (b *reading) lineOf(row []table.Cell) lineOf {
	var of lineOf
	if b.category >= 0 && b.category != b.time {
		of.category = row[b.category]
	}
	if b.series >= 0 && b.series != b.time {
		of.series = row[b.series]
	}
	return of
}

// readFacts makes the Facts that words may use: of whole periods, but for the
// number of rows, which is that of the table.
func (b *reading) readFacts(roles datasets.Roles) {
	defer b.standOut()
	b.whole, b.parts = b.wholePeriods()
	b.facts = datasets.Facts(b.whole, roles)
	if len(b.parts) == 0 {
		return
	}
	all := datasets.Facts(datasets.Result{Rows: b.result.Rows}, datasets.Roles{})
	b.facts = append(slices.DeleteFunc(b.facts, func(f datasets.Fact) bool { return f.Name == "rows" }), all...)
}

// leftOut says which later periods a headline leaves out, and why: without the
// sentence a reader would take its number for the newest.
func (b *reading) leftOut() {
	if len(b.parts) == 0 {
		return
	}
	var newest table.Day
	for _, row := range b.whole.Rows {
		newest = max(newest, row[b.time].Day)
	}
	var said []string
	for _, row := range b.parts {
		if row[b.time].Day <= newest || row[b.value].Missing != table.Present {
			continue
		}
		period, status := b.words.Period(row[b.time]), b.statusOf(row, b.raw(row[b.time]))
		text := b.words.Say(words.PartLeftOut, "name", period)
		if status.Part != "" {
			text = b.words.Say(words.PartLeftOutOf, "name", period, "part", status.Part)
		}
		if !slices.Contains(said, text) {
			said = append(said, text)
		}
	}
	b.remarks = append(b.remarks, said...)
}
