package intake

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// finish turns columns of periods into rows, where the Recipe says so.
func finish(ctx context.Context, flat *table.Table, r datasets.Recipe) (*table.Table, error) {
	if r.Unpivot == nil {
		return flat, nil
	}
	u := datasets.Unpivot{Name: r.Unpivot.Name, As: r.Unpivot.As, Value: r.Unpivot.Value}
	for i, name := range r.Unpivot.Fields {
		if flat.Index(name) >= 0 && i < len(r.Unpivot.Labels) { // not left out
			u.Fields, u.Labels = append(u.Fields, name), append(u.Labels, r.Unpivot.Labels[i])
		}
	}
	result, err := datasets.RunUpTo(ctx, datasets.Query{Version: datasets.QueryVersion, Steps: []datasets.Step{u}}, flat, table.MaxRows)
	if err != nil {
		return nil, err
	}
	fields := result.Fields
	var when *withinYear
	if r.Within != "" {
		if when, err = newWithinYear(result.Fields, r); err != nil {
			return nil, err
		}
		fields = when.fields
	}
	b := table.NewBuilder(fields)
	b.Grow(len(result.Rows))
	for i, row := range result.Rows {
		if when != nil {
			row = when.row(row)
		}
		for column, cell := range row {
			b.Set(column, cell)
		}
		if err := b.EndRow(flat.SourceRow(i / len(u.Fields))); err != nil {
			return nil, err
		}
	}
	return b.Table()
}

// headingGrains are the lengths that headings may have, as the labels of an
// Unpivot are read.
var headingGrains = []struct {
	as   shape
	is   table.Grain
	name string
}{
	{splitYear, table.FinancialYear, "Financial year"}, {ownQuarter, table.FinancialQuarter, "Quarter"}, {quarterShape, table.Quarter, "Quarter"}, {halfShape, table.HalfYear, "Half-year"},
	{dayISO, table.NoGrain, "Date"}, {dayDMY, table.NoGrain, "Date"}, {monthShape, table.Month, "Month"}, {weekShape, table.Week, "Week"}, {yearShape, table.Year, "Year"},
}

// sideBySide is how the numbers under periods of one length would become rows;
// nil when there are fewer than two.
func sideBySide(r datasets.Recipe) (u *datasets.Unpivot, within string) {
	if r.Unpivot != nil {
		return r.Unpivot, r.Within
	}
	var names, periods []string
	measure, one := sideMeasure(r)
	taken := map[string]bool{}
	for _, c := range r.Columns {
		period, of := headingPeriod(c.Field.Name)
		switch {
		case c.Dropped:
		case one && c.Field.Kind.Number() && period != "" && of == measure:
			names, periods = append(names, c.Field.Name), append(periods, period)
		default:
			taken[c.Field.Name] = true
		}
	}
	for _, g := range headingGrains {
		u := datasets.Unpivot{Fields: names, Name: g.name, As: g.is.String(), Value: cmp.Or(measure, "Value")}
		if g.is == table.NoGrain {
			u.As = "date"
		}
		for _, period := range periods {
			if day, ok := readDay([]byte(period), g.as); ok {
				u.Labels = append(u.Labels, table.PeriodLabel(day, g.is))
			}
		}
		if len(names) < 2 || len(u.Labels) < len(names) || hasTwice(u.Labels) {
			continue
		}
		for taken[u.Name] {
			u.Name += " of the column"
		}
		for taken[u.Value] {
			u.Value += " of the column"
		}
		return &u, ""
	}
	return withinYears(r)
}

// sideMeasure is what the numbers under periods are: nothing where periods stand
// alone, else what every heading with a period says; false when they differ.
func sideMeasure(r datasets.Recipe) (measure string, one bool) {
	var all []string
	for _, c := range r.Columns {
		if period, of := headingPeriod(c.Field.Name); !c.Dropped && c.Field.Kind.Number() && period != "" {
			all = append(all, of)
		}
	}
	if len(all) == 0 || slices.Contains(all, "") {
		return "", true
	}
	return all[0], !slices.ContainsFunc(all, func(of string) bool { return of != all[0] })
}

// headingPeriod is the period or day in a heading, "2024/25" in "Budget 2024/25 (£)", and
// what the number of it is, "Budget (£)": nothing where the period stands alone.
func headingPeriod(heading string) (period, of string) {
	list := strings.Fields(heading)
	for size := min(len(list), 3); size > 0; size-- {
		for at := 0; at+size <= len(list); at++ {
			period = strings.Trim(strings.Join(list[at:at+size], " "), "(),:;")
			if isPeriodName(period) || period != "" && shapeOf([]byte(period))&dayNamed != 0 {
				of = strings.Join(append(slices.Clone(list[:at]), list[at+size:]...), " ")
				return period, strings.TrimSuffix(strings.Trim(of, " ,:;–-"), " at")
			}
		}
	}
	return "", ""
}

// fewestPeriods is how many periods side by side are a table along time, and not
// a comparison of two. Where the headings say what the numbers are, two are enough.
const fewestPeriods = 3

// alongTime proposes that periods side by side become rows, where they are all
// that the table has of numbers and of time: one number for each place and period.
// Days stay columns: figures add up the rows of several days, as of payments,
// and numbers side by side are as often of how things stood. So do the columns
// of a table whose rows are already shaped by a guess.
func (p *proposal) alongTime() {
	u, within := sideBySide(p.recipe)
	rows := p.layout.last - p.layout.first + 1
	if u == nil || within != "" || p.groups != nil || u.As == "date" || rows*len(u.Fields) > table.MaxRows {
		return
	}
	if _, of := headingPeriod(u.Fields[0]); of == "" && len(u.Fields) < fewestPeriods {
		return
	}
	words, unit := 0, ""
	for _, c := range p.recipe.Columns {
		switch {
		case c.Dropped:
		case slices.Contains(u.Fields, c.Field.Name):
			if c.Field.Name != u.Fields[0] && c.Field.Unit != unit {
				return
			}
			unit = c.Field.Unit
		case c.Field.Kind.Number() || c.Field.Kind.Calendar():
			return
		default:
			words++
		}
	}
	if words > 0 {
		p.recipe.Unpivot = u
	}
}

func hasTwice(texts []string) bool {
	sorted := slices.Sorted(slices.Values(texts))
	return len(slices.Compact(sorted)) < len(texts)
}

// sideBySide says that periods stand in columns, and not in one column of their
// own, and offers to turn them into rows.
func (d *describer) sideBySide() []Sentence {
	u, within := sideBySide(d.r)
	if u == nil {
		return nil
	}
	n, first, last := len(u.Fields), quote(u.Fields[0]), quote(u.Fields[len(u.Fields)-1])
	are := "periods set side by side"
	if within != "" {
		are = fmt.Sprintf("the %s of each %s", grainWords[partOfYear(u.Labels[0]).grain], quote(within))
	}
	value := "columns"
	text := fmt.Sprintf("%s columns, %s to %s, are %s. Each stays a column of its own; as rows they could be shown along time.", datasets.Capital(inWords(n)), first, last, are)
	if d.r.Unpivot != nil {
		value = "rows"
		text = fmt.Sprintf("%s columns, %s to %s, are %s. They are turned into rows: %s says when, %s holds the number.", datasets.Capital(inWords(n)), first, last, are, quote(u.Name), quote(u.Value))
	}
	controls := []Control{{"side-by-side", "Periods side by side", "radio", value, []Choice{{"columns", "Keep a column for each"}, {"rows", "Turn them into rows"}}}}
	if d.r.Unpivot != nil {
		controls = append(controls, Control{Name: "side-by-side-name", Label: "What the numbers are, such as Homes", Type: "text", Value: u.Value})
	}
	return []Sentence{{Topic: "Time", Text: text, Guess: d.p.recipe.Unpivot != nil, Controls: controls}}
}

// turn answers whether periods side by side become rows. Columns that are about
// several of the periods would then stand in each of the rows, and are left out.
func (c *changer) turn(value string) error {
	u, within := sideBySide(c.r)
	before := c.r.Unpivot != nil
	switch value {
	case "columns":
		c.r.Unpivot, c.r.Within = nil, ""
	case "rows":
		c.r.Unpivot, c.r.Within = u, within
	default:
		return badAnswer("side-by-side", value)
	}
	if u == nil || before == (c.r.Unpivot != nil) {
		return nil
	}
	for i := range c.r.Columns {
		column := &c.r.Columns[i]
		if c.aboutSeveral(i, u, within) && column.Personal == nil {
			column.Dropped = !before
		}
	}
	return nil
}

// longestName is how many characters the name of a column may have that a
// person gives it.
const longestName = 60

// nameNumbers names the column that holds the numbers of periods side by side.
func (c *changer) nameNumbers(name string) error {
	name = oneLine(name)
	u := c.r.Unpivot
	if u == nil || name == "" || name == u.Value {
		return nil
	}
	if utf8.RuneCountInString(name) > longestName {
		return datasets.Problem{Field: "side-by-side-name", Message: "The name of the numbers is too long.", Suggestion: fmt.Sprintf("Use at most %d characters.", longestName)}
	}
	taken := name == u.Name || slices.ContainsFunc(c.r.Columns, func(column datasets.RecipeColumn) bool {
		return column.Field.Name == name && !slices.Contains(u.Fields, name)
	})
	if taken {
		return datasets.Problem{Field: "side-by-side-name", Message: fmt.Sprintf("There is another column with the name %s.", quote(name)), Suggestion: "Give the numbers another name."}
	}
	renamed := *u
	renamed.Value = name
	c.r.Unpivot = &renamed
	return nil
}

// aboutSeveral reports whether a column holds numbers about several of the
// periods that become rows: their sum, or beside months anything else.
func (c *changer) aboutSeveral(i int, u *datasets.Unpivot, within string) bool {
	column := c.r.Columns[i]
	if !column.Field.Kind.Number() || slices.Contains(u.Fields, column.Field.Name) || c.p.verdicts[i].empty {
		return false
	}
	if within != "" {
		return true
	}
	return slices.ContainsFunc(c.p.found.columns, func(s sumColumn) bool {
		return s.field == column.Field.Name && !slices.ContainsFunc(s.parts, func(part string) bool { return !slices.Contains(u.Fields, part) })
	})
}

// turned are the first and last rows of a table whose columns became rows.
func (d *describer) turned() []PreviewRow {
	header := PreviewRow{FileRow: d.p.layout.header, Use: "header"}
	fields := d.final.Fields()
	for _, f := range fields {
		header.Cells = append(header.Cells, f.Name)
	}
	out := []PreviewRow{header}
	for row := range d.final.Rows() {
		if row >= 2*previewFirst && row < d.final.Rows()-previewLast {
			continue
		}
		next := PreviewRow{FileRow: d.final.SourceRow(row), Use: "data"}
		for column, f := range fields {
			cell := d.final.Cell(row, column)
			words := ""
			if cell.Missing == table.Present {
				words = shown(cell, f)
			}
			next.Cells = append(next.Cells, words)
		}
		out = append(out, next)
	}
	return out
}
