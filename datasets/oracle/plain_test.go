package oracle

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// plain runs a Query row by row, without columns, codes or scales: the rules of
// docs/reference/query.md read out.
type plain struct {
	fields []table.Field
	rows   [][]table.Cell
}

func runPlain(q datasets.Query, t *table.Table) (datasets.Result, error) {
	p := plain{fields: t.Fields()}
	for row := range t.Rows() {
		var cells []table.Cell
		for column := range p.fields {
			cells = append(cells, t.Cell(row, column))
		}
		p.rows = append(p.rows, cells)
	}
	for i, step := range q.Steps {
		after, err := datasets.Query{Steps: q.Steps[:i+1]}.ResultFields(t.Fields())
		if err != nil {
			return datasets.Result{}, err
		}
		if p.rows, err = p.step(step, after); err != nil {
			return datasets.Result{}, err
		}
		p.fields = after
	}
	return datasets.Result{Fields: p.fields, Rows: p.rows}, nil
}

func (p plain) at(name string) int {
	return slices.IndexFunc(p.fields, func(f table.Field) bool { return f.Name == name })
}

func (p plain) step(step datasets.Step, after []table.Field) ([][]table.Cell, error) {
	switch s := step.(type) {
	case datasets.Filter:
		return p.keep(func(row []table.Cell) bool { return passes(s, p.fields[p.at(s.Field)], row[p.at(s.Field)]) }), nil
	case datasets.Latest:
		return p.latest(s), nil
	case datasets.Choose:
		var rows [][]table.Cell
		for _, row := range p.rows {
			var chosen []table.Cell
			for _, name := range s.Fields {
				chosen = append(chosen, row[p.at(name)])
			}
			rows = append(rows, chosen)
		}
		return rows, nil
	case datasets.Group:
		return p.group(s, after)
	case datasets.Sort:
		return p.sort(s), nil
	case datasets.Limit:
		return p.rows[:min(len(p.rows), s.Count)], nil
	case datasets.Change:
		return p.change(s, after[len(after)-1])
	case datasets.Share:
		return p.share(s, after[len(after)-1])
	case datasets.Rank:
		return p.rank(s, after[len(after)-1]), nil
	case datasets.Total:
		return p.total(s, after[len(after)-1])
	case datasets.Cumulative:
		return p.cumulative(s, after[len(after)-1])
	case datasets.Rolling:
		return p.rolling(s, after[len(after)-1])
	case datasets.Index:
		return p.index(s, after[len(after)-1])
	case datasets.Join:
		return p.join(s, after[len(after)-1])
	case datasets.Rate:
		return p.rate(s, after[len(after)-1])
	case datasets.Period:
		return p.period(s, after[len(after)-1])
	case datasets.InTime:
		return p.inTime(s, after[len(after)-1])
	case datasets.Span:
		return p.span(s, after), nil
	case datasets.Mark:
		return p.mark(s, after[len(after)-1])
	case datasets.Replace:
		return p.replace(s), nil
	case datasets.Bins:
		return p.bins(s, after)
	case datasets.Top:
		return p.top(s)
	case datasets.Pivot:
		return p.pivot(s, after)
	case datasets.Unpivot:
		return p.unpivot(s, after), nil
	case datasets.EditCells:
		return p.edit(s, after)
	}
	panic(fmt.Sprintf("no rule for %T", step))
}

func (p plain) keep(passes func([]table.Cell) bool) [][]table.Cell {
	var rows [][]table.Cell
	for _, row := range p.rows {
		if passes(row) {
			rows = append(rows, row)
		}
	}
	return rows
}

func rational(d table.Decimal) *big.Rat {
	x, ok := new(big.Rat).SetString(d.String())
	if !ok {
		panic("not a number: " + d.String())
	}
	return x
}

// exact is x as a Decimal, or a Problem when it has too many digits.
func exact(x *big.Rat) (table.Decimal, error) {
	text := x.FloatString(table.MaxDigits)
	if back, _ := new(big.Rat).SetString(text); back.Cmp(x) != 0 {
		return table.Decimal{}, errProblem
	}
	d, err := table.ParseDecimal(text)
	if err != nil {
		return d, errProblem
	}
	return d, nil
}

// quotient is x ÷ y with 12 decimals, half away from zero.
func quotient(x, y *big.Rat) (table.Decimal, error) {
	whole, _ := new(big.Rat).SetString(new(big.Rat).Quo(x, y).FloatString(12))
	return exact(whole)
}

// order compares two cells of one kind that are not missing.
func order(a, b table.Cell) int {
	switch {
	case a.Kind.Number():
		return rational(a.Number).Cmp(rational(b.Number))
	case a.Kind.Calendar():
		return int(a.Day) - int(b.Day)
	}
	return strings.Compare(a.Text, b.Text)
}

func passes(s datasets.Filter, f table.Field, c table.Cell) bool {
	present := c.Missing == table.Present
	is := func(text string) bool {
		if text == "" {
			return c.Missing == table.Blank
		}
		return present && order(c, parsed(text, f)) == 0
	}
	against := func(i int) int { return order(c, parsed(s.Values[i], f)) }
	switch s.Test {
	case "is":
		return slices.ContainsFunc(s.Values, is)
	case "contains":
		return present && slices.ContainsFunc(s.Values, func(part string) bool { return strings.Contains(strings.ToLower(c.Text), strings.ToLower(part)) })
	case "isNot":
		return !slices.ContainsFunc(s.Values, is)
	case "atLeast":
		return present && against(0) >= 0
	case "atMost":
		return present && against(0) <= 0
	case "above":
		return present && against(0) > 0
	case "below":
		return present && against(0) < 0
	case "between":
		return present && against(0) >= 0 && against(1) <= 0
	case "present":
		return present
	}
	return !present
}

func parsed(text string, f table.Field) table.Cell {
	c, err := table.ParseCell(text, f)
	if err != nil {
		panic(err)
	}
	return c
}

func (p plain) latest(s datasets.Latest) [][]table.Cell {
	at := p.at(s.Field)
	return p.keep(func(row []table.Cell) bool {
		newer := map[table.Day]bool{}
		for _, other := range p.rows {
			if other[at].Missing == table.Present && other[at].Day > row[at].Day {
				newer[other[at].Day] = true
			}
		}
		return row[at].Missing == table.Present && len(newer) < s.Count
	})
}

func (p plain) sort(s datasets.Sort) [][]table.Cell {
	rows := slices.Clone(p.rows)
	slices.SortStableFunc(rows, func(a, b []table.Cell) int {
		for _, key := range s.By {
			x, y := a[p.at(key.Field)], b[p.at(key.Field)]
			switch {
			case x.Missing != table.Present && y.Missing != table.Present:
				continue
			case x.Missing != table.Present:
				return 1
			case y.Missing != table.Present:
				return -1
			}
			by := order(x, y)
			if key.Order == "descending" {
				by = -by
			}
			if by != 0 {
				return by
			}
		}
		return 0
	})
	return rows
}

// groups lists the rows of each combination, in order of first appearance.
func (p plain) groups(by []string) [][][]table.Cell {
	var groups [][][]table.Cell
	for _, row := range p.rows {
		i := slices.IndexFunc(groups, func(g [][]table.Cell) bool {
			return !slices.ContainsFunc(by, func(name string) bool { return g[0][p.at(name)] != row[p.at(name)] })
		})
		if i < 0 {
			groups, i = append(groups, nil), len(groups)
		}
		groups[i] = append(groups[i], row)
	}
	return groups
}

// combinations is groups, but one of all rows when by names nothing.
func (p plain) combinations(by []string) [][][]table.Cell {
	if len(by) == 0 {
		return [][][]table.Cell{p.rows}
	}
	return p.groups(by)
}
