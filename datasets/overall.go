package datasets

import (
	"slices"

	"figurehead/datasets/table"
)

// counted lists the rows that have a number and are no totals, and says whether
// a number is hidden or missing in another.
func (b factBuilder) counted() (rows []int, hidden, missing bool) {
	for row := range b.result.Rows {
		if b.isTotal(row) {
			continue
		}
		reason := b.cell(row, b.value).Missing
		if reason == table.Present {
			rows = append(rows, row)
		}
		hidden, missing = hidden || hides(reason), missing || reason != table.Present
	}
	return rows, hidden, missing
}

// overall gives the Facts over all rows.
func (b factBuilder) overall() []Fact {
	rows, hidden, missing := b.counted()
	if len(rows) == 0 {
		return nil
	}
	ranked := slices.DeleteFunc(slices.Clone(rows), b.isRest)
	if len(ranked) == 0 {
		ranked = slices.Clone(rows)
	}
	named := slices.Clone(ranked)
	slices.SortStableFunc(ranked, func(x, y int) int { return b.cell(y, b.value).Compare(b.cell(x, b.value)) })
	lowest := slices.MinFunc(named, func(x, y int) int { return b.cell(x, b.value).Compare(b.cell(y, b.value)) })
	facts := []Fact{b.at("highest", ranked[0])}
	if len(ranked) > 1 {
		facts = append(facts, b.at("second", ranked[1]))
	}
	facts = append(facts, b.at("lowest", lowest))
	if gap, ok := b.change("gap", "difference", ranked[0], b.cell(lowest, b.value)); ok && len(ranked) > 1 {
		gap.BasePeriod = b.cell(lowest, b.time)
		facts = append(facts, gap)
	}
	if !missing && len(rows) > 1 {
		facts = append(facts, b.total("total", rows)...)
	}
	if !hidden && len(ranked) > 1 {
		facts = append(facts, b.middles(ranked)...)
	}
	count := table.NewDecimal(int64(len(rows)), 0)
	return append(facts, Fact{Name: "count", Value: table.NumberCell(table.Integers, count)})
}

// total adds up rows, when sums mean something and the sum has not too many digits.
func (b factBuilder) total(name string, rows []int) []Fact {
	of := b.result.Fields[b.value]
	var sum table.Sum
	for _, row := range rows {
		sum.Add(b.cell(row, b.value).Number)
	}
	d, err := sum.Total()
	if !of.Additive() || err != nil {
		return nil
	}
	return []Fact{{Name: name, Value: table.NumberCell(of.Kind, d), Unit: unitOf(of)}}
}

// middles gives the mean and the median of rows in order.
func (b factBuilder) middles(ranked []int) []Fact {
	f := meanField(b.result.Fields[b.value])
	var facts []Fact
	var sum table.Sum
	for _, row := range ranked {
		sum.Add(b.cell(row, b.value).Number)
	}
	if d, err := sum.Mean(len(ranked)); err == nil {
		facts = append(facts, Fact{Name: "mean", Value: table.NumberCell(f.Kind, d), Unit: unitOf(f)})
	}
	v := values{field: f, at: table.NewDecimal(5, 1)}
	median, err := v.quantile(len(ranked), func(k int) table.Decimal { return b.cell(ranked[len(ranked)-1-k], b.value).Number })
	if err == nil {
		facts = append(facts, Fact{Name: "median", Value: median, Unit: unitOf(f)})
	}
	return facts
}

// newest lists the latest rows of the lines that have the latest period.
func (b factBuilder) newest(lines [][]int) []int {
	var rows []int
	for _, line := range lines {
		row := line[len(line)-1]
		switch {
		case len(rows) > 0 && b.cell(row, b.time).Compare(b.cell(rows[0], b.time)) < 0:
			continue
		case len(rows) > 0 && b.cell(row, b.time).Compare(b.cell(rows[0], b.time)) > 0:
			rows = nil
		}
		rows = append(rows, row)
	}
	return rows
}

// isTotalLine reports whether the line is of totals of other lines.
func (b factBuilder) isTotalLine(line []int) bool { return b.isTotal(line[0]) }

// latest gives the Facts over several lines at the latest period.
func (b factBuilder) latest(lines [][]int) []Fact {
	rows := b.newest(lines)
	if len(rows) < 2 {
		return nil
	}
	present := slices.DeleteFunc(slices.Clone(rows), func(row int) bool { return b.cell(row, b.value).Missing != table.Present })
	if len(present) < 2 {
		return nil
	}
	byNumber := func(x, y int) int { return b.cell(x, b.value).Compare(b.cell(y, b.value)) }
	highest := slices.MinFunc(present, func(x, y int) int { return byNumber(y, x) })
	facts := []Fact{b.at("latestHighest", highest), b.at("latestLowest", slices.MinFunc(present, byNumber))}
	if len(present) < len(rows) {
		return facts
	}
	for _, total := range b.total("latestTotal", rows) {
		total.Period = b.cell(rows[0], b.time)
		facts = append(facts, total)
	}
	return facts
}

// moves gives the changes that go up and down most.
func (b factBuilder) moves(lines [][]int) []Fact {
	var changes []Fact
	if b.from >= 0 && b.result.Fields[b.from].Kind.Number() {
		for row := range b.result.Rows {
			if change, ok := b.change("", "difference", row, b.cell(row, b.from)); ok && !b.isTotal(row) {
				changes = append(changes, change)
			}
		}
	} else if len(lines) > 1 {
		for _, line := range lines {
			for _, change := range b.changes(line[len(line)-1], line[0], "difference", "percent") {
				if change.Name == "difference" && len(line) > 1 {
					changes = append(changes, change)
				}
			}
		}
	}
	if len(changes) == 0 {
		return nil
	}
	bySize := func(x, y Fact) int { return x.Value.Compare(y.Value) }
	rise, fall := slices.MinFunc(changes, func(x, y Fact) int { return bySize(y, x) }), slices.MinFunc(changes, bySize)
	rise.Name, fall.Name = "highestRise", "highestFall"
	var facts []Fact
	if rise.Value.Number.Sign() > 0 {
		facts = append(facts, rise)
	}
	if fall.Value.Number.Sign() < 0 {
		facts = append(facts, fall)
	}
	return facts
}

// RankOf gives the place of the first row whose category or series has that name
// among all rows that have a number and are not totals, from 1 for the highest;
// equal numbers share the better place. Along a Time it is among the rows of the
// latest period. Its Base is how many rows there are. It is false when no such
// row has a number.
func RankOf(r Result, roles Roles, name string) (Fact, bool) {
	b := newFacts(r, roles)
	if b.value < 0 {
		return Fact{}, false
	}
	rows, _, _ := b.counted()
	if b.time >= 0 {
		newest := b.newest(slices.DeleteFunc(b.lines(), b.isTotalLine))
		rows = slices.DeleteFunc(rows, func(row int) bool { return !slices.Contains(newest, row) })
	}
	at := slices.IndexFunc(rows, func(row int) bool {
		return b.cell(row, b.category).String() == name || b.cell(row, b.series).String() == name
	})
	if at < 0 {
		return Fact{}, false
	}
	place := int64(1)
	for _, row := range rows {
		if b.cell(row, b.value).Compare(b.cell(rows[at], b.value)) > 0 {
			place++
		}
	}
	fact := b.at("rank", rows[at])
	fact.Value, fact.Unit = table.NumberCell(table.Integers, table.NewDecimal(place, 0)), ""
	fact.Base = table.NumberCell(table.Integers, table.NewDecimal(int64(len(rows)), 0))
	return fact, true
}
