package widgets

import (
	"fmt"
	"slices"

	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// Table shows exact numbers, or rows that have none.
const Table Kind = "table"

func tableKind() kind {
	return kind{
		name: Table, called: called("table", "tabl"),
		roles: []Role{{"category", "Names", false}, {"time", "Periods of small lines", false}, {"value", "Numbers drawn as bars or small lines", false},
			{"target", "Targets, kept beside the numbers on a phone", false}, statusRole},
		read: (*reading).rowsOf, plot: plot{height: tableHeight, draw: drawTable},
		describe: describeTable, more: moreOfTable, suggest: (*suggester).tableOfLines, again: true, wordy: true, asTheyAre: true,
		empty: func(f Figure) bool { return len(f.Table.Rows) == 0 },
	}
}

// rowsOf checks that a table figure can be read.
func (b *reading) rowsOf(f *Figure) error {
	if b.spec.Sparkline {
		return b.linesOf(f)
	}
	if f.Order == "" {
		f.Order = "data"
	}
	return tooMany(len(b.result.Rows), MaxTableRows, "rows")
}

// table words the Result, row for row and column for column: the table under
// every figure, and the whole of a table figure.
func (b *reading) table(f Figure) TableWords {
	t := TableWords{Caption: f.Subtitle}
	if t.Caption == "" || f.Kind == Table {
		t.Caption = f.Title
	}
	if b.kind.grid || len(f.Along) > 0 && b.time >= 0 {
		return b.gridTable(t, f)
	}
	if b.kind.crossed && b.from < 0 {
		return b.crossTable(t, f)
	}
	formats := make([]words.Format, len(b.result.Fields))
	covers := func(i int) bool { return i == b.since || i == b.until } // the same in every row, and said in words
	for i, field := range b.result.Fields {
		if covers(i) {
			continue
		}
		if field.Kind.Number() {
			if formats[i] = b.format(i); slices.Contains(f.Along, i) {
				formats[i] = b.number
			}
		}
		t.Heads = append(t.Heads, head(field, formats[i]))
		t.Numeric = append(t.Numeric, field.Kind.Number())
	}
	for _, row := range b.result.Rows {
		texts := make([]string, 0, len(row))
		for i, c := range row {
			if !covers(i) {
				texts = append(texts, b.cell(c, i, formats[i].Label()))
			}
		}
		t.Rows = append(t.Rows, texts)
		t.Bold = append(t.Bold, b.bold(row))
	}
	t.Notes, t.Total = f.remarkSentences(), b.totals()
	return t
}

// totals says which rows are totals of the others; nil where none is.
func (b *reading) totals() []bool {
	if b.category < 0 {
		return nil
	}
	all, some := make([]bool, len(b.result.Rows)), false
	for i, row := range b.result.Rows {
		all[i] = isTotal(b.result.Fields[b.category], row[b.category])
		some = some || all[i]
	}
	if !some {
		return nil
	}
	return all
}

// head is a column's heading, with a unit that its numbers do not carry.
func head(field table.Field, f words.Format) string {
	if !field.Kind.Number() || f.Label().Unit == f.Unit || f.Unit == "" {
		return field.Name
	}
	return fmt.Sprintf("%s (%s)", field.Name, f.Unit)
}

// cell words one cell; names that the officer shortened are short here too.
func (b *reading) cell(c table.Cell, column int, f words.Format) string {
	if name := b.spec.Names[b.raw(c)]; name != "" && (column == b.category || column == b.series) {
		return name
	}
	return b.words.Cell(c, f)
}

func (b *reading) bold(row []table.Cell) bool {
	for _, column := range []int{b.category, b.series, b.time} {
		if column >= 0 && b.highlighted(row[column]) {
			return true
		}
	}
	return false
}
