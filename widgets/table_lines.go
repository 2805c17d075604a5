package widgets

import (
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// MaxTableLines is the most rows of a table with a small line in each.
const MaxTableLines = 400

// linesOf gives each row of a table its small line: over the periods of a column
// of them, or over the columns that are periods.
func (b *reading) linesOf(f *Figure) error {
	if b.category < 0 {
		return datasets.Problem{Field: "category", Message: "A table with small lines needs a column of names for its rows.",
			Suggestion: "Choose it, or show a line chart."}
	}
	read := b.linesAcross
	if b.time >= 0 {
		read = b.linesInTime
	}
	if err := read(f); err != nil {
		return err
	}
	b.remarks = append(b.remarks, f.linesNote())
	return nil
}

// linesInTime reads a row for each name and period, and puts the names in the
// order of the Spec: from the highest last number down unless it says otherwise.
func (b *reading) linesInTime(f *Figure) error {
	if b.value < 0 {
		return datasets.Problem{Field: "value", Message: "No column of numbers is chosen.", Suggestion: "Choose the numbers of the small lines."}
	}
	rows := *b
	rows.series = b.category
	if err := rows.linesUpTo(f, MaxTableLines); err != nil {
		return err
	}
	b.undated = rows.undated
	b.orderPanels(f)
	if len(f.Series) > 0 {
		for i := range f.Series[0].Points {
			f.Along = append(f.Along, 1+i)
		}
	}
	return enoughPeriods(f)
}

// linesAcross reads the columns along which the rows run, row for row.
func (b *reading) linesAcross(f *Figure) error {
	columns, days := b.columnsAlong()
	for _, column := range columns {
		first, field := b.result.Fields[columns[0]], b.result.Fields[column]
		if !field.Kind.Number() || field.Unit != first.Unit || (field.Kind == table.Percentages) != (first.Kind == table.Percentages) {
			return datasets.Problem{Field: "measures", Message: "A small line joins numbers of one sort, but “" + shorten(field.Name) + "” differs from “" + shorten(first.Name) + "”.",
				Suggestion: "Choose columns of the same numbers for different periods."}
		}
	}
	if f.Along = columns; len(columns) > 0 && b.value < 0 {
		b.value = columns[len(columns)-1]
	}
	b.formatAlong(columns)
	for i, row := range b.result.Rows {
		s := Series{Key: b.raw(row[b.category]), Highlight: b.highlighted(row[b.category])}
		s.Name, _ = b.label(row[b.category])
		for k, column := range columns {
			name := b.result.Fields[column].Name
			p := Point{Category: name, Short: name, Key: name, Ordinal: days[k]}
			b.setValue(&p, row[column])
			s.Points = append(s.Points, p)
		}
		if f.Series = append(f.Series, s); i == MaxTableLines {
			return tooMany(len(b.result.Rows), MaxTableLines, "rows")
		}
	}
	return enoughPeriods(f)
}

func enoughPeriods(f *Figure) error {
	if f.Order == "" {
		f.Order = "data"
	}
	if len(f.Along) > 1 {
		return nil
	}
	return datasets.Problem{Field: "time", Message: "A small line needs the numbers of two periods or more.",
		Suggestion: "Choose the column of periods or, where each period has a column of its own, name these as measures."}
}

// formatAlong writes the numbers of all columns of a line with the same decimals.
func (b *reading) formatAlong(columns []int) {
	for _, column := range columns {
		if f := b.format(column); column == columns[0] || b.spec.Number.Decimals == nil && f.Decimals > b.number.Decimals {
			unit := b.number.Unit
			b.number = f
			b.number.Unit = firstOf(b.spec.Number.Unit, f.Unit, unit)
		}
	}
	if d := b.spec.Number.Decimals; d != nil {
		b.number.Decimals = *d
	}
}

// columnsAlong are the columns that the small lines run along, with the place of
// each: the Spec's measures in their order, else the numbers whose headings are
// periods, in the order of time.
func (b *reading) columnsAlong() (columns, places []int) {
	for i, name := range b.spec.Measures {
		if column := b.result.Index(name); column >= 0 {
			columns, places = append(columns, column), append(places, i)
		}
	}
	for _, grain := range []table.Grain{table.FinancialYear, table.Quarter, table.FinancialQuarter, table.Month, table.HalfYear, table.Week, table.Year} {
		type column struct{ at, day int }
		var found []column
		for i, field := range b.result.Fields {
			if day, err := table.ParsePeriod(field.Name, grain); err == nil && field.Kind.Number() {
				found = append(found, column{i, int(day)})
			}
		}
		if len(columns) > 0 || len(found) < 2 {
			continue
		}
		slices.SortStableFunc(found, func(a, b column) int { return a.day - b.day })
		for _, c := range found {
			columns, places = append(columns, c.at), append(places, c.day)
		}
	}
	return columns, places
}

// lineRange is from where to where the small lines of some rows run: from zero,
// unless the least number is at least a third of the greatest, so that a small
// change never looks like a fall to nothing.
func lineRange(rows ...Series) (low, high float64) {
	var all []Point
	for _, s := range rows {
		all = append(all, s.Points...)
	}
	low, high = bounds(all)
	switch {
	case low > high: // no number at all
		return 0, 1
	case low >= 0 && low < high/3 || low == high && low > 0:
		low = 0
	case low < 0:
		high = max(high, 0)
	case low > 0:
		low -= 0.25 * (high - low)
	}
	if low == high {
		high = low + 1
	}
	return low, high
}

// linesNote says what the small lines have in common and whether they start at
// zero.
func (f Figure) linesNote() string {
	first, last := span(f.Series)
	phrase, cropped := words.LinesSameScale, false
	if f.Spec.Scale == "free" {
		phrase = words.LinesOwnScale
		for _, s := range f.Series {
			low, _ := lineRange(s)
			cropped = cropped || low > 0
		}
	} else {
		low, _ := lineRange(f.Series...)
		cropped = low > 0
	}
	text := f.say(phrase, "between", f.words().Between(first, last))
	switch {
	case cropped && f.Spec.Scale == "free":
		return text + " " + f.say(words.LinesCropped)
	case cropped:
		return text + " " + f.say(words.ScaleCropped)
	}
	return text
}

// describeLinesOf says how many rows have a line, which are highest and lowest
// at its end, and which moved most.
func describeLinesOf(f Figure) []string {
	first, last := span(f.Series)
	opening := f.say(words.TableOfLines, "rows", f.count(len(f.Series), words.NounRow))
	return slices.Concat([]string{about(f, opening+f.spanUnsaid(first, last))}, f.endsMessage(f.Series), f.steepest())
}
