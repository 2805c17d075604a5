package oracle

import (
	"math/big"
	"slices"
	"time"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

func hides(c table.Cell) bool {
	return c.Missing == table.Suppressed || c.Missing == table.Confidential
}

func (p plain) group(s datasets.Group, after []table.Field) ([][]table.Cell, error) {
	var rows [][]table.Cell
	for _, group := range p.combinations(s.By) {
		var row []table.Cell
		for _, name := range s.By {
			row = append(row, group[0][p.at(name)])
		}
		for i, m := range s.Measures {
			cell, err := p.summary(m, group, after[len(s.By)+i])
			if err != nil {
				return nil, err
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func (p plain) summary(m datasets.Summary, group [][]table.Cell, f table.Field) (table.Cell, error) {
	if m.Summary == "first" || m.Summary == "last" {
		if len(group) == 0 {
			return table.MissingCell(f, table.NotAvailable), nil
		}
		row := group[0]
		if m.Summary == "last" {
			row = group[len(group)-1]
		}
		return row[p.at(m.Field)], nil
	}
	var present []table.Cell
	reasons, hidden := map[table.Reason]bool{}, false
	for _, row := range group {
		cell := table.Cell{}
		if m.Field != "" {
			cell = row[p.at(m.Field)]
		}
		if cell.Missing == table.Present {
			present = append(present, cell)
			continue
		}
		reasons[cell.Missing] = true
		hidden = hidden || hides(cell)
	}
	if m.Summary == "count" {
		return table.NumberCell(f.Kind, table.NewDecimal(int64(len(present)), 0)), nil
	}
	if hidden {
		return table.MissingCell(f, table.Suppressed), nil
	}
	if m.Summary == "distinct" {
		different := map[table.Cell]bool{}
		for _, c := range present {
			different[c] = true
		}
		return table.NumberCell(f.Kind, table.NewDecimal(int64(len(different)), 0)), nil
	}
	if len(present) == 0 {
		if len(reasons) == 1 {
			for reason := range reasons {
				return table.MissingCell(f, reason), nil
			}
		}
		return table.MissingCell(f, table.NotAvailable), nil
	}
	if m.Summary == "median" {
		return quantile("0.5", present, f)
	}
	if m.Summary == "quantile" {
		return quantile(m.At, present, f)
	}
	return number(m.Summary, present, f)
}

// quantile is the number at place 1 + (n − 1) × at of n numbers in order.
func quantile(at string, present []table.Cell, f table.Field) (table.Cell, error) {
	var numbers []*big.Rat
	for _, c := range present {
		numbers = append(numbers, rational(c.Number))
	}
	slices.SortFunc(numbers, (*big.Rat).Cmp)
	place, _ := new(big.Rat).SetString(at)
	place.Mul(place, big.NewRat(int64(len(numbers)-1), 1))
	before := new(big.Int).Quo(place.Num(), place.Denom())
	x := new(big.Rat).Set(numbers[before.Int64()])
	if !place.IsInt() {
		way := new(big.Rat).Sub(numbers[before.Int64()+1], x)
		x.Add(x, way.Mul(way, place.Sub(place, new(big.Rat).SetInt(before))))
	}
	d, err := exact(x)
	return table.NumberCell(f.Kind, d), err
}

func number(summary string, present []table.Cell, f table.Field) (table.Cell, error) {
	best, total := present[0], new(big.Rat)
	for _, c := range present {
		if by := order(c, best); summary == "min" && by < 0 || summary == "max" && by > 0 {
			best = c
		}
		if f.Kind.Number() {
			total.Add(total, rational(c.Number))
		}
	}
	switch summary {
	case "sum":
		d, err := exact(total)
		return table.NumberCell(f.Kind, d), err
	case "mean":
		d, err := quotient(total, big.NewRat(int64(len(present)), 1))
		return table.NumberCell(f.Kind, d), err
	}
	return best, nil
}

func (p plain) change(s datasets.Change, f table.Field) ([][]table.Cell, error) {
	var rows [][]table.Cell
	for i, row := range p.rows {
		base, err := p.base(s, i)
		if err != nil {
			return nil, err
		}
		before := table.MissingCell(f, table.NotAvailable)
		if base != nil {
			before = base[p.at(s.Of)]
		}
		cell, err := changed(s, f, row[p.at(s.Of)], before)
		if err != nil {
			return nil, err
		}
		rows = append(rows, append(row[:len(row):len(row)], cell))
	}
	return rows, nil
}

// base is the earlier row of row i, or nil.
func (p plain) base(s datasets.Change, i int) ([]table.Cell, error) {
	row, over := p.rows[i], p.at(s.Over)
	if row[over].Missing != table.Present {
		return nil, nil
	}
	wanted := func(d table.Day) bool { return d < row[over].Day }
	if s.From == "yearBefore" {
		year, month, day := row[over].Day.Civil()
		before := table.Date(year-1, month, day)
		if p.fields[over].Grain == table.Week {
			before = weekBefore(row[over].Day)
		}
		wanted = func(d table.Day) bool { return d == before }
	}
	var base []table.Cell
	for j, other := range p.rows {
		same := other[over].Missing == table.Present
		for _, name := range s.Within {
			same = same && other[p.at(name)] == row[p.at(name)]
		}
		if same && j != i && other[over].Day == row[over].Day {
			return nil, errProblem
		}
		if same && wanted(other[over].Day) && (base == nil || other[over].Day > base[over].Day) {
			base = other
		}
	}
	return base, nil
}

// weekBefore is the last week of the year before whose number is not above that of a
// week, by its Monday.
func weekBefore(monday table.Day) table.Day {
	at := func(d table.Day) (int, int) { return time.Unix(int64(d)*86400, 0).UTC().ISOWeek() }
	year, number := at(monday)
	for d := monday - 7; ; d -= 7 {
		if y, n := at(d); y < year && n <= number {
			return d
		}
	}
}

func changed(s datasets.Change, f table.Field, now, before table.Cell) (table.Cell, error) {
	switch {
	case hides(now) || hides(before):
		return table.MissingCell(f, table.Suppressed), nil
	case now.Missing != table.Present:
		return table.MissingCell(f, now.Missing), nil
	case before.Missing != table.Present:
		return table.MissingCell(f, table.NotAvailable), nil
	}
	difference := new(big.Rat).Sub(rational(now.Number), rational(before.Number))
	if s.As == "difference" {
		d, err := exact(difference)
		return table.NumberCell(f.Kind, d), err
	}
	if before.Number.Sign() <= 0 {
		return table.MissingCell(f, table.NotApplicable), nil
	}
	d, err := quotient(difference.Mul(difference, big.NewRat(100, 1)), rational(before.Number))
	return table.NumberCell(f.Kind, d), err
}

func (p plain) share(s datasets.Share, f table.Field) ([][]table.Cell, error) {
	of := p.at(s.Of)
	var rows [][]table.Cell
	for _, row := range p.rows {
		total, hidden := new(big.Rat), false
		for _, other := range p.rows {
			same := true
			for _, name := range s.Within {
				same = same && other[p.at(name)] == row[p.at(name)]
			}
			if same {
				hidden = hidden || hides(other[of])
				total.Add(total, rational(other[of].Number))
			}
		}
		cell := table.MissingCell(f, table.Suppressed)
		switch {
		case hidden:
		case row[of].Missing != table.Present:
			cell.Missing = row[of].Missing
		case total.Sign() == 0:
			cell.Missing = table.NotApplicable
		default:
			d, err := quotient(new(big.Rat).Mul(rational(row[of].Number), big.NewRat(100, 1)), total)
			if err != nil {
				return nil, err
			}
			cell = table.NumberCell(f.Kind, d)
		}
		rows = append(rows, append(row[:len(row):len(row)], cell))
	}
	return rows, nil
}
