package datasets

import (
	"slices"

	"figurehead/datasets/table"
)

// FactNames lists the names that Facts gives.
var FactNames = []string{
	"value", "first", "previous", "change", "changePercent", "yearBefore", "yearChange", "yearChangePercent",
	"highest", "lowest", "target", "targetDifference", "rows",
}

// Facts names the numbers of a Result that words may use.
//
// Along a Time Field, and apart for each series and category, they are "value"
// (the latest, which may be missing), "first", "previous" (the row before in
// time), "yearBefore" (the same period a year earlier), and the changes from
// those two; a change within the confidence intervals of Low and High is Similar.
// Beside a Target are "target" and "targetDifference"; see Toward. A Result of one row without a Time has its "value"; one of several
// rows the "first" row's number. "highest" and "lowest" are over all rows that
// have a number and are not totals; of equal ones the first is named. "rows" is
// the number of rows.
//
// What cannot be worked out is left out: a change from or to a missing value, a
// percentage of 0 or less, and everything along a time that has two rows for
// one period. Numbers are exact, quotients have 12 decimals.
func Facts(r Result, roles Roles) []Fact {
	b := factBuilder{result: r, value: r.Index(roles.Value), time: -1, series: -1, category: -1,
		low: r.Index(roles.Low), high: r.Index(roles.High), target: r.Index(roles.Target)}
	if b.value < 0 || !r.Fields[b.value].Kind.Number() {
		return []Fact{rowsFact(r)}
	}
	if i := r.Index(roles.Time); i >= 0 && r.Fields[i].Kind.Calendar() {
		b.time = i
	}
	if i := r.Index(roles.Series); i != b.time {
		b.series = i
	}
	if i := r.Index(roles.Category); i != b.time && i != b.series {
		b.category = i
	}
	var facts []Fact
	switch {
	case b.time >= 0:
		for _, line := range b.lines() {
			facts = append(facts, b.alongTime(line)...)
		}
	case len(r.Rows) == 1:
		facts = append(facts, b.at("value", 0))
		facts = append(facts, b.toward(0)...)
	case len(r.Rows) > 1:
		facts = append(facts, b.at("first", 0))
	}
	facts = append(facts, b.extremes()...)
	return append(facts, rowsFact(r))
}

func rowsFact(r Result) Fact {
	return Fact{Name: "rows", Value: table.NumberCell(table.Integers, table.NewDecimal(int64(len(r.Rows)), 0))}
}

// factBuilder makes Facts; its positions are columns of the Result, or −1.
type factBuilder struct {
	result                        Result
	value, time, series, category int
	low, high, target             int
}

// at is the number of one row.
func (b factBuilder) at(name string, row int) Fact {
	return Fact{
		Name: name, Value: b.cell(row, b.value), Unit: unitOf(b.result.Fields[b.value]),
		Category: b.cell(row, b.category), Series: b.cell(row, b.series), Period: b.cell(row, b.time),
	}
}

// unitOf is the unit of a Field; percentages have one even where it is not written.
func unitOf(f table.Field) string {
	if f.Unit == "" && f.Kind == table.Percentages {
		return percent
	}
	return f.Unit
}

func (b factBuilder) cell(row, column int) table.Cell {
	if column < 0 {
		return table.Cell{}
	}
	return b.result.Rows[row][column]
}

// lines lists the rows of each series and category in order of time, in order
// of first appearance. Those with two rows for one period are left out.
func (b factBuilder) lines() [][]int {
	type key struct{ series, category table.Cell }
	places := map[key]int{}
	var lines [][]int
	for row := range b.result.Rows {
		if b.cell(row, b.time).Missing != table.Present {
			continue
		}
		k := key{b.cell(row, b.series), b.cell(row, b.category)}
		at, known := places[k]
		if !known {
			at = len(lines)
			places[k] = at
			lines = append(lines, nil)
		}
		lines[at] = append(lines[at], row)
	}
	return slices.DeleteFunc(lines, func(line []int) bool {
		slices.SortStableFunc(line, func(x, y int) int { return b.cell(x, b.time).Compare(b.cell(y, b.time)) })
		for i := range line[1:] {
			if b.cell(line[i], b.time).Day == b.cell(line[i+1], b.time).Day {
				return true
			}
		}
		return false
	})
}

// alongTime gives the Facts of one line.
func (b factBuilder) alongTime(line []int) []Fact {
	latest := line[len(line)-1]
	facts := []Fact{b.at("value", latest), b.at("first", line[0])}
	if len(line) > 1 {
		facts = append(facts, b.compared(latest, line[len(line)-2], "previous", "change", "changePercent")...)
	}
	yearBefore := b.cell(latest, b.time).Day.AddMonths(-12)
	for _, row := range line {
		if b.cell(row, b.time).Day == yearBefore {
			facts = append(facts, b.compared(latest, row, "yearBefore", "yearChange", "yearChangePercent")...)
		}
	}
	return append(facts, b.toward(latest)...)
}

// toward compares the number of a row with its target.
func (b factBuilder) toward(row int) []Fact {
	if b.target < 0 {
		return nil
	}
	return Toward(b.at("value", row), b.cell(row, b.target), b.result.Fields[b.value])
}

// compared gives the earlier number and the changes from it.
func (b factBuilder) compared(now, base int, earlier, change, changePercent string) []Fact {
	facts := []Fact{b.at(earlier, base)}
	of := b.result.Fields[b.value]
	for _, form := range []struct{ name, as string }{{change, "difference"}, {changePercent, "percent"}} {
		f := changeForms[form.as].field(of)
		cell, err := Change{Of: of.Name, As: form.as}.cell(f, b.cell(now, b.value), b.cell(base, b.value))
		if err != nil || cell.Missing != table.Present {
			continue // not to be worked out: no such Fact
		}
		fact := b.at(form.name, now)
		fact.Value, fact.Unit = cell, f.Unit
		fact.Base, fact.BasePeriod = b.cell(base, b.value), b.cell(base, b.time)
		fact.Similar = b.similar(now, base)
		facts = append(facts, fact)
	}
	return facts
}

// extremes gives the highest and the lowest number.
func (b factBuilder) extremes() []Fact {
	highest, lowest := -1, -1
	for row := range b.result.Rows {
		cell := b.cell(row, b.value)
		if cell.Missing != table.Present || b.isTotal(row) {
			continue
		}
		if highest < 0 || cell.Compare(b.cell(highest, b.value)) > 0 {
			highest = row
		}
		if lowest < 0 || cell.Compare(b.cell(lowest, b.value)) < 0 {
			lowest = row
		}
	}
	if highest < 0 {
		return nil
	}
	return []Fact{b.at("highest", highest), b.at("lowest", lowest)}
}

// isTotal reports whether the row is a total of other rows.
func (b factBuilder) isTotal(row int) bool {
	for _, column := range []int{b.category, b.series} {
		if column < 0 {
			continue
		}
		cell := b.cell(row, column)
		name := cell.String()
		if (cell.Missing == table.Present || cell.Missing == table.Blank) && slices.Contains(b.result.Fields[column].Totals, name) {
			return true
		}
	}
	return false
}

// FactNamed returns the first Fact of that name, or false.
func FactNamed(facts []Fact, name string) (Fact, bool) {
	i := slices.IndexFunc(facts, func(f Fact) bool { return f.Name == name })
	if i < 0 {
		return Fact{}, false
	}
	return facts[i], true
}
