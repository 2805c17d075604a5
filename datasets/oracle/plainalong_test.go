package oracle

import (
	"math/big"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// beside adds the cell that make gives for each row and its combination.
func (p plain) beside(within []string, make func(row []table.Cell, group [][]table.Cell) (table.Cell, error)) ([][]table.Cell, error) {
	groups := p.groups(within)
	var rows [][]table.Cell
	for i, row := range p.rows {
		group := groups[slices.IndexFunc(groups, func(g [][]table.Cell) bool {
			return !slices.ContainsFunc(within, func(name string) bool { return g[0][p.at(name)] != row[p.at(name)] })
		})]
		cell, err := make(p.rows[i], group)
		if err != nil {
			return nil, err
		}
		rows = append(rows, append(row[:len(row):len(row)], cell))
	}
	return rows, nil
}

func (p plain) rank(s datasets.Rank, f table.Field) [][]table.Cell {
	of := p.at(s.Of)
	rows, _ := p.beside(s.Within, func(row []table.Cell, group [][]table.Cell) (table.Cell, error) {
		if row[of].Missing != table.Present {
			return table.MissingCell(f, row[of].Missing), nil
		}
		better := int64(0)
		for _, other := range group {
			if other[of].Missing != table.Present {
				continue
			}
			if by := order(other[of], row[of]); by < 0 && s.Order == "ascending" || by > 0 && s.Order == "descending" {
				better++
			}
		}
		return table.NumberCell(f.Kind, table.NewDecimal(better+1, 0)), nil
	})
	return rows
}

func (p plain) total(s datasets.Total, _ table.Field) ([][]table.Cell, error) {
	return p.beside(s.Within, func(_ []table.Cell, group [][]table.Cell) (table.Cell, error) { return p.whole(group, s.Of) })
}

// alone is a Problem where a combination has two rows of one day.
func (p plain) alone(over string, within []string) error {
	at := p.at(over)
	for _, group := range p.groups(within) {
		for i, row := range group {
			for _, other := range group[:i] {
				if row[at].Missing == table.Present && other[at].Missing == table.Present && row[at].Day == other[at].Day {
					return errProblem
				}
			}
		}
	}
	return nil
}

func (p plain) cumulative(s datasets.Cumulative, f table.Field) ([][]table.Cell, error) {
	if s.Over == "" {
		done := 0
		return p.beside(s.Within, func(row []table.Cell, group [][]table.Cell) (table.Cell, error) {
			done++
			var until [][]table.Cell
			for _, other := range p.rows[:done] {
				if !slices.ContainsFunc(s.Within, func(name string) bool { return other[p.at(name)] != row[p.at(name)] }) {
					until = append(until, other)
				}
			}
			return p.whole(until, s.Of)
		})
	}
	if err := p.alone(s.Over, s.Within); err != nil {
		return nil, err
	}
	over := p.at(s.Over)
	return p.beside(s.Within, func(row []table.Cell, group [][]table.Cell) (table.Cell, error) {
		if row[over].Missing != table.Present {
			return table.MissingCell(f, table.NotAvailable), nil
		}
		return p.whole(plain{p.fields, group}.keep(func(other []table.Cell) bool {
			return other[over].Missing == table.Present && other[over].Day <= row[over].Day
		}), s.Of)
	})
}

func (p plain) rolling(s datasets.Rolling, f table.Field) ([][]table.Cell, error) {
	if err := p.alone(s.Over, s.Within); err != nil {
		return nil, err
	}
	over := p.at(s.Over)
	grain := p.fields[over].Grain
	return p.beside(s.Within, func(row []table.Cell, group [][]table.Cell) (table.Cell, error) {
		before := plain{p.fields, group}.keep(func(other []table.Cell) bool {
			return row[over].Missing == table.Present && other[over].Missing == table.Present && other[over].Day <= row[over].Day
		})
		slices.SortFunc(before, func(a, b []table.Cell) int { return int(b[over].Day) - int(a[over].Day) })
		if len(before) < s.Count {
			return table.MissingCell(f, table.NotAvailable), nil
		}
		day := row[over].Day
		for _, other := range before[:s.Count] {
			if grain != table.NoGrain && other[over].Day != day {
				return table.MissingCell(f, table.NotAvailable), nil
			}
			day = table.PeriodStart(day-1, grain)
		}
		sum, reason := p.sum(before[:s.Count], s.Of)
		if reason != table.Present {
			return table.MissingCell(f, reason), nil
		}
		d, err := quotient(sum, big.NewRat(int64(s.Count), 1))
		return table.NumberCell(f.Kind, d), err
	})
}

func (p plain) index(s datasets.Index, f table.Field) ([][]table.Cell, error) {
	if err := p.alone(s.Over, s.Within); err != nil {
		return nil, err
	}
	of, over := p.at(s.Of), p.at(s.Over)
	return p.beside(s.Within, func(row []table.Cell, group [][]table.Cell) (table.Cell, error) {
		var base []table.Cell
		for _, other := range group {
			switch {
			case other[over].Missing != table.Present:
			case s.Base != "" && order(other[over], parsed(s.Base, p.fields[over])) == 0:
				base = other
			case s.Base == "" && (base == nil || other[over].Day < base[over].Day):
				base = other
			}
		}
		switch {
		case row[over].Missing != table.Present:
			return table.MissingCell(f, table.NotAvailable), nil
		case hides(row[of]) || base != nil && hides(base[of]):
			return table.MissingCell(f, table.Suppressed), nil
		case row[of].Missing != table.Present:
			return table.MissingCell(f, row[of].Missing), nil
		case base == nil || base[of].Missing != table.Present:
			return table.MissingCell(f, table.NotAvailable), nil
		case base[of].Number.Sign() <= 0:
			return table.MissingCell(f, table.NotApplicable), nil
		}
		d, err := quotient(new(big.Rat).Mul(rational(row[of].Number), big.NewRat(100, 1)), rational(base[of].Number))
		return table.NumberCell(f.Kind, d), err
	})
}
