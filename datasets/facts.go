package datasets

import (
	"slices"

	"figurehead/datasets/table"
)

// FactNames lists the names that Facts gives.
var FactNames = []string{
	"value", "first", "firstChange", "firstChangePercent", "previous", "change", "changePercent", "yearBefore", "yearChange", "yearChangePercent",
	"target", "targetDifference", "latestHighest", "latestLowest", "latestTotal", "highestRise", "highestFall",
	"highest", "second", "lowest", "gap", "total", "mean", "median", "count", "span", "rows",
}

// Facts names the numbers of a Result that words may use.
//
// Along a Time Field, and apart for each series and category, they are "value"
// (the latest, which may be missing), "first", "previous" (the row before in
// time), "yearBefore" (the same period a year earlier), and the changes from
// those three to the latest; a change within the confidence intervals of Low and
// High is Similar. Where several of them have the latest period, "latestHighest",
// "latestLowest" and "latestTotal" are over those. Beside a Target are "target"
// and "targetDifference"; see Toward. A Result of one row without a Time has its
// "value"; one of several rows the "first" row's number.
//
// "highestRise" and "highestFall" are the changes that go up and down most: of
// rows from From to Value, or else of lines from their first to their latest.
//
// Over all rows that have a number and are not totals are "highest", "second",
// "lowest" (of equal ones the first is named, then the next), "gap", how far the
// highest is above the lowest, which is its Base, "mean", "median" and "count".
// Rows put together as the rest count in a sum alone.
// "total" is their sum. A sum, here and of the latest, is left out where a number
// is missing or where sums mean nothing; a mean or median where one is hidden.
// "rows" is the number of rows. "span" is no number: its Period is the last day or
// period that the numbers cover and its BasePeriod the first, by Since and Until
// or else along the Time.
//
// What cannot be worked out is left out: a change from or to a missing value, a
// percentage of 0 or less, and everything along a time that has two rows for
// one period. Numbers are exact, quotients have 12 decimals.
func Facts(r Result, roles Roles) []Fact {
	b := newFacts(r, roles)
	if b.value < 0 {
		return []Fact{rowsFact(r)}
	}
	var facts []Fact
	var lines [][]int
	switch {
	case b.time >= 0:
		lines = b.lines()
		for _, line := range lines {
			facts = append(facts, b.alongTime(line)...)
		}
		lines = slices.DeleteFunc(lines, b.isTotalLine)
		facts = append(facts, b.latest(lines)...)
	case len(r.Rows) == 1:
		facts = append(facts, b.at("value", 0))
		facts = append(facts, b.toward(0)...)
	case len(r.Rows) > 1:
		facts = append(facts, b.at("first", 0))
	}
	facts = append(facts, b.moves(lines)...)
	facts = append(facts, b.overall()...)
	facts = append(facts, b.span(r.Index(roles.Since), r.Index(roles.Until))...)
	return append(facts, rowsFact(r))
}

func rowsFact(r Result) Fact {
	return Fact{Name: "rows", Value: table.NumberCell(table.Integers, table.NewDecimal(int64(len(r.Rows)), 0))}
}

// span is what the numbers cover, by two columns or else by the time.
func (b factBuilder) span(since, until int) []Fact {
	if since < 0 || until < 0 {
		since, until = b.time, b.time
	}
	if since < 0 || !b.result.Fields[since].Kind.Calendar() || !b.result.Fields[until].Kind.Calendar() {
		return nil
	}
	first, last := table.Cell{Missing: table.NotAvailable}, table.Cell{Missing: table.NotAvailable}
	for row := range b.result.Rows {
		from, to := b.cell(row, since), b.cell(row, until)
		if from.Missing == table.Present && (first.Missing != table.Present || from.Compare(first) < 0) {
			first = from
		}
		if to.Missing == table.Present && (last.Missing != table.Present || to.Compare(last) > 0) {
			last = to
		}
	}
	if first.Missing != table.Present || last.Missing != table.Present {
		return nil
	}
	return []Fact{{Name: "span", Value: last, Period: last, BasePeriod: first}}
}

// factBuilder makes Facts; its positions are columns of the Result, or −1.
type factBuilder struct {
	result                        Result
	value, time, series, category int
	low, high, target, from       int
}

// newFacts finds the columns that Facts are made from; without a column of
// numbers for the Value it is −1.
func newFacts(r Result, roles Roles) factBuilder {
	b := factBuilder{
		result: r, value: r.Index(roles.Value), time: -1, series: -1, category: -1,
		low: r.Index(roles.Low), high: r.Index(roles.High), target: r.Index(roles.Target), from: r.Index(roles.From),
	}
	if b.value >= 0 && !r.Fields[b.value].Kind.Number() {
		b.value = -1
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
	if b.category < 0 {
		b.category = r.Index(roles.Place)
	}
	return b
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
		facts = append(facts, b.changes(latest, line[0], "firstChange", "firstChangePercent")...)
		facts = append(facts, b.compared(latest, line[len(line)-2], "previous", "change", "changePercent")...)
	}
	newest := b.cell(latest, b.time)
	yearBefore := table.YearBefore(newest.Day, newest.Grain)
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
	return append([]Fact{b.at(earlier, base)}, b.changes(now, base, change, changePercent)...)
}

// changes gives the changes from one row to another.
func (b factBuilder) changes(now, base int, change, changePercent string) []Fact {
	var facts []Fact
	for _, form := range []struct{ name, as string }{{change, "difference"}, {changePercent, "percent"}} {
		fact, ok := b.change(form.name, form.as, now, b.cell(base, b.value))
		if ok {
			fact.BasePeriod, fact.Similar = b.cell(base, b.time), b.similar(now, base)
			facts = append(facts, fact)
		}
	}
	return facts
}

// change is that of a row from an earlier number, or false when it is not to be
// worked out.
func (b factBuilder) change(name, as string, now int, base table.Cell) (Fact, bool) {
	of := b.result.Fields[b.value]
	f := changeForms[as].field(of)
	cell, err := Change{Of: of.Name, As: as}.cell(f, b.cell(now, b.value), base)
	if err != nil || cell.Missing != table.Present {
		return Fact{}, false
	}
	fact := b.at(name, now)
	fact.Value, fact.Unit, fact.Base = cell, f.Unit, base
	return fact, true
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

// isRest reports whether the row is of those put together under one name.
func (b factBuilder) isRest(row int) bool {
	for _, column := range []int{b.category, b.series} {
		if column < 0 {
			continue
		}
		if rest := b.result.Fields[column].Rest; rest != "" && b.cell(row, column).String() == rest {
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
