package oracle

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// baseFields are the columns of every random table.
var baseFields = []table.Field{
	{Name: "Ward", Kind: table.Text, Totals: []string{"Z", ""}},
	{Name: "Code", Kind: table.PlaceCode},
	{Name: "Year", Kind: table.Periods, Grain: table.FinancialYear},
	{Name: "Month", Kind: table.Periods, Grain: table.Month},
	{Name: "Day", Kind: table.Dates},
	{Name: "People", Kind: table.Integers},
	{Name: "Homes", Kind: table.Integers},
	{Name: "Score", Kind: table.Decimals},
	{Name: "Spend", Kind: table.Currency, Unit: "£"},
	{Name: "Rate", Kind: table.Percentages, Unit: "%"},
}

// wideField holds numbers that no int64 does.
var wideField = table.Field{Name: "Wide", Kind: table.Decimals}

// generator makes random tables and Queries. One seed gives one sequence.
type generator struct {
	r         *rand.Rand
	wide      bool
	reference *table.Table // that numbers are looked up in
}

var wards = []string{"Abbey", "Barton", "Carfax", "abbey", "Église", "=Ward", "Z"}

func (g generator) table() (*table.Table, error) {
	fields := slices.Clone(baseFields)
	if g.wide {
		fields = append(fields, wideField)
	}
	b := table.NewBuilder(fields)
	missing := g.r.IntN(3) * 8 // none, few or many in 100
	for row := range g.r.IntN(60) {
		for column, f := range fields {
			if g.r.IntN(100) < missing {
				b.Missing(column, g.reason())
				continue
			}
			b.Set(column, g.cell(f))
		}
		if err := b.EndRow(row + 2); err != nil {
			return nil, err
		}
	}
	return b.Table()
}

// reason is often blank and seldom hidden, or nearly every sum would be.
func (g generator) reason() table.Reason {
	if g.r.IntN(4) > 0 {
		return []table.Reason{table.Blank, table.NotAvailable}[g.r.IntN(2)]
	}
	return table.Reason(1 + g.r.IntN(7))
}

func (g generator) cell(f table.Field) table.Cell {
	cell := table.Cell{Kind: f.Kind, Grain: f.Grain}
	switch {
	case f.Name == "Ward":
		cell.Text = wards[g.r.IntN(len(wards))]
	case f.Name == "Code":
		cell.Text = fmt.Sprintf("E0700006%d", g.r.IntN(3))
	case f.Kind == table.Dates:
		cell.Day = table.Date(2016+g.r.IntN(3), 1+g.r.IntN(2)*6, 1+g.r.IntN(3)) // never 29 February
	case f.Grain == table.Month:
		cell.Day = table.Date(2016+g.r.IntN(2), 1+g.r.IntN(12), 1)
	case f.Kind.Calendar():
		cell.Day = table.PeriodStart(table.Date(2014+g.r.IntN(5), 1+g.r.IntN(3)*4, 1), f.Grain)
	case f.Name == wideField.Name:
		cell.Number = g.wideNumber()
	case f.Kind == table.Integers:
		cell.Number = table.NewDecimal(g.r.Int64N(2000)-400, 0)
	case f.Kind == table.Decimals:
		cell.Number = table.NewDecimal(g.r.Int64N(20_000)-5_000, 3)
	case f.Kind == table.Currency:
		cell.Number = table.NewDecimal(g.r.Int64N(400_000)-50_000, 2)
	default:
		cell.Number = table.NewDecimal(g.r.Int64N(1001), 1)
	}
	return cell
}

func (g generator) wideNumber() table.Decimal {
	digits := make([]byte, 1+g.r.IntN(34))
	for i := range digits {
		digits[i] = '0' + byte(g.r.IntN(10))
	}
	at := g.r.IntN(len(digits) + 1)
	return table.MustDecimal([]string{"", "-"}[g.r.IntN(2)] + string(digits[:at]) + "." + string(digits[at:]) + "0")
}

// query makes up to six steps that fit the Fields.
func (g generator) query(fields []table.Field) datasets.Query {
	q := datasets.Query{Version: datasets.QueryVersion, Steps: []datasets.Step{}}
	panel := g.r.IntN(4) == 0
	for range 1 + g.r.IntN(6) {
		step := g.step(fields, len(q.Steps))
		if panel && len(q.Steps) == 0 {
			step = g.panel(fields)
		}
		if step == nil {
			continue
		}
		after, err := datasets.Query{Steps: []datasets.Step{step}}.ResultFields(fields)
		if err != nil {
			panic(fmt.Sprintf("the generator made a step that does not fit: %+v: %v", step, err))
		}
		q.Steps, fields = append(q.Steps, step), after
	}
	return q
}

// panel makes one row for each day and ward, as steps along a time need them.
func (g generator) panel(fields []table.Field) datasets.Step {
	day := g.pick(ofKind(fields, table.Kind.Calendar)).Name
	return datasets.Group{By: []string{day, "Ward"}, Measures: []datasets.Summary{
		{Name: "sum people", Summary: "sum", Field: "People"}, {Name: "most spend", Summary: "max", Field: "Spend"},
	}}
}

// apart picks columns whose combinations are kept apart, besides over: often the
// wards of a panel.
func (g generator) apart(usable []table.Field, over string) []string {
	if slices.ContainsFunc(usable, func(f table.Field) bool { return f.Name == "Ward" }) && g.r.IntN(2) == 0 {
		return []string{"Ward"}
	}
	return without(g.some(usable), over)
}

// step makes a step, or nil when the Fields have none of the kind it takes.
func (g generator) step(fields []table.Field, n int) datasets.Step {
	usable := slices.DeleteFunc(slices.Clone(fields), func(f table.Field) bool { return !g.wide && isQuotient(f) })
	numbers := ofKind(usable, table.Kind.Number)
	days := ofKind(usable, table.Kind.Calendar)
	name := fmt.Sprintf("new %d", n)
	switch g.r.IntN(20) {
	case 0, 1:
		return g.filter(usable)
	case 2, 3:
		return g.group(usable, numbers, n)
	case 4:
		return datasets.Limit{Count: 1 + g.r.IntN(20)}
	case 5:
		return g.sort(usable)
	case 6:
		if len(days) > 0 {
			return datasets.Latest{Field: g.pick(days).Name, Count: 1 + g.r.IntN(3)}
		}
	case 7:
		if len(numbers) > 0 && len(days) > 0 {
			return g.change(usable, numbers, g.pick(days), name)
		}
	case 8:
		if len(numbers) > 0 {
			return datasets.Share{Name: quotientMark + name, Of: g.pick(numbers).Name, Within: names(g.some(usable))}
		}
	case 9:
		return g.shape(usable, name)
	case 10:
		return g.top(usable)
	case 15:
		return g.replace(usable)
	case 16:
		return g.rate(numbers, name)
	case 17:
		return g.join(usable, name)
	case 18, 19:
		return g.told(usable, days, name)
	case 14:
		if len(numbers) > 0 && numbers[0].Name != "lower" { // bins of bins of bins are too deep for SQLite
			return g.bins(numbers)
		}
	case 11, 12, 13:
		return g.beside(usable, numbers, days, name)
	}
	return datasets.Choose{Fields: names(g.someOrAll(fields))}
}

func (g generator) change(usable, numbers []table.Field, over table.Field, name string) datasets.Step {
	s := datasets.Change{
		Name: name, Of: g.pick(numbers).Name, Over: over.Name, Within: g.apart(usable, over.Name),
		From: []string{"previous", "yearBefore"}[g.r.IntN(2)], As: "difference",
	}
	if g.r.IntN(2) == 0 {
		s.Name, s.As = quotientMark+name, "percent"
	}
	return s
}

// quotientMark begins the names of columns of quotients, which the SQL keeps as
// numerator and denominator and does not compute on.
const quotientMark = "quotient "

func isQuotient(f table.Field) bool { return strings.HasPrefix(f.Name, quotientMark) }

func (g generator) pick(fields []table.Field) table.Field { return fields[g.r.IntN(len(fields))] }

// some picks up to two different Fields.
func (g generator) some(fields []table.Field) []table.Field {
	picked := slices.Clone(fields)
	g.r.Shuffle(len(picked), func(i, j int) { picked[i], picked[j] = picked[j], picked[i] })
	return picked[:min(len(picked), g.r.IntN(3))]
}

func (g generator) someOrAll(fields []table.Field) []table.Field {
	picked := slices.Clone(fields)
	g.r.Shuffle(len(picked), func(i, j int) { picked[i], picked[j] = picked[j], picked[i] })
	return picked[:max(1, len(picked)-g.r.IntN(2))]
}

func (g generator) filter(fields []table.Field) datasets.Step {
	if len(fields) == 0 {
		return nil
	}
	f := g.pick(fields)
	tests := []string{"is", "isNot", "present", "missing"}
	if f.Kind.Number() || f.Kind.Calendar() {
		tests = append(tests, "atLeast", "atMost", "above", "below", "between")
	} else {
		tests = append(tests, "contains")
	}
	s := datasets.Filter{Field: f.Name, Test: tests[g.r.IntN(len(tests))]}
	count := map[string]int{"present": 0, "missing": 0, "between": 2, "is": 1 + g.r.IntN(4), "isNot": 1 + g.r.IntN(3), "contains": 1 + g.r.IntN(2)}
	n, set := count[s.Test]
	if !set {
		n = 1
	}
	for range n {
		s.Values = append(s.Values, g.value(f, s.Test))
	}
	return s
}

// value is a value to compare with: of the column, finer than it, or blank.
func (g generator) value(f table.Field, test string) string {
	if test == "contains" {
		parts := []string{"AR", "bb", "=w", "lis", "e070", "2", "ÉG"} // SQLite has small letters of ASCII alone
		return parts[g.r.IntN(len(parts)-map[bool]int{false: 1}[g.wide])]
	}
	if (test == "is" || test == "isNot") && g.r.IntN(5) == 0 {
		return ""
	}
	like := f
	if i := slices.IndexFunc(baseFields, func(b table.Field) bool { return b.Kind == f.Kind && b.Grain == f.Grain }); i >= 0 && f.Name != wideField.Name {
		like = baseFields[i]
	}
	text := g.cell(like).String()
	if f.Kind.Number() && g.r.IntN(4) == 0 && !strings.Contains(text, ".") {
		text += ".125"
	}
	return text
}

func (g generator) sort(fields []table.Field) datasets.Step {
	var s datasets.Sort
	for _, f := range g.some(fields) {
		s.By = append(s.By, datasets.SortKey{Field: f.Name, Order: []string{"ascending", "descending"}[g.r.IntN(2)]})
	}
	if len(s.By) == 0 {
		return nil
	}
	return s
}

func ofKind(fields []table.Field, is func(table.Kind) bool) []table.Field {
	return slices.DeleteFunc(slices.Clone(fields), func(f table.Field) bool { return !is(f.Kind) })
}

func names(fields []table.Field) []string {
	var out []string
	for _, f := range fields {
		out = append(out, f.Name)
	}
	return out
}

func without(fields []table.Field, name string) []string {
	return slices.DeleteFunc(names(fields), func(n string) bool { return n == name })
}
