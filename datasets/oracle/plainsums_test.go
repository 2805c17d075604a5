package oracle

import (
	"math/big"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// whole adds up a column of rows, of which none may be missing.
func (p plain) whole(rows [][]table.Cell, name string) (table.Cell, error) {
	f := p.fields[p.at(name)]
	total, reason := p.sum(rows, name)
	if reason != table.Present {
		return table.MissingCell(f, reason), nil
	}
	d, err := exact(total)
	return table.NumberCell(f.Kind, d), err
}

// sum is the total of all cells, or the reason why there is none.
func (p plain) sum(rows [][]table.Cell, name string) (*big.Rat, table.Reason) {
	total, reasons := new(big.Rat), map[table.Reason]bool{}
	for _, row := range rows {
		cell := row[p.at(name)]
		total.Add(total, rational(cell.Number))
		if hides(cell) {
			return nil, table.Suppressed
		}
		if cell.Missing != table.Present {
			reasons[cell.Missing] = true
		}
	}
	if len(reasons) > 1 {
		return nil, table.NotAvailable
	}
	for reason := range reasons {
		return nil, reason
	}
	return total, table.Present
}

func (p plain) top(s datasets.Top) ([][]table.Cell, error) {
	field, columns := p.at(s.Field), []int{}
	for _, name := range slices.Concat(s.Within, s.Each, []string{s.Field, s.Of}) {
		columns = append(columns, p.at(name))
	}
	p.rows = p.keep(func(row []table.Cell) bool {
		blank := row[field].Missing == table.Blank && slices.Contains(p.fields[field].Totals, "")
		return !blank && (row[field].Missing != table.Present || !slices.Contains(p.fields[field].Totals, row[field].Text))
	})
	var made [][]table.Cell
	for _, group := range p.groups(s.Within) {
		named, other, err := plain{p.fields, group}.ranked(s)
		if err != nil {
			return nil, err
		}
		for _, rows := range append(named, other) {
			for _, part := range (plain{p.fields, rows}).groups(s.Each) {
				sum, err := p.whole(part, s.Of)
				if err != nil {
					return nil, err
				}
				var row []table.Cell
				for _, column := range columns[:len(columns)-1] {
					row = append(row, part[0][column])
				}
				made = append(made, append(row, sum))
			}
		}
	}
	return made, nil
}

// ranked lists the rows of each value that is kept, from the largest total down,
// and those of the rest, which have the name of Other.
func (p plain) ranked(s datasets.Top) (named [][][]table.Cell, other [][]table.Cell, err error) {
	type value struct {
		rows  [][]table.Cell
		total table.Cell
	}
	var values []value
	field := p.at(s.Field)
	for _, rows := range p.groups([]string{s.Field}) {
		total, err := p.whole(rows, s.Of)
		if err != nil {
			return nil, nil, err
		}
		if cell := rows[0][field]; cell.Missing == table.Present && cell.Text != s.Other {
			values = append(values, value{rows, total})
		}
	}
	slices.SortStableFunc(values, func(a, b value) int {
		switch {
		case a.total.Missing != table.Present && b.total.Missing != table.Present:
			return 0
		case a.total.Missing != table.Present:
			return 1
		case b.total.Missing != table.Present:
			return -1
		}
		return order(b.total, a.total)
	})
	kept := map[string]bool{}
	for _, v := range values[:min(len(values), s.Count)] {
		named, kept[v.rows[0][field].Text] = append(named, v.rows), true
	}
	for _, row := range p.rows {
		if row[field].Missing == table.Present && kept[row[field].Text] {
			continue
		}
		row = slices.Clone(row)
		row[field] = table.Cell{Kind: row[field].Kind, Text: s.Other}
		other = append(other, row)
	}
	return named, other, nil
}

func (p plain) rate(s datasets.Rate, f table.Field) ([][]table.Cell, error) {
	return p.beside(nil, func(row []table.Cell, _ [][]table.Cell) (table.Cell, error) {
		of, by := row[p.at(s.Of)], row[p.at(s.By)]
		switch {
		case hides(of) || hides(by):
			return table.MissingCell(f, table.Suppressed), nil
		case of.Missing != table.Present:
			return table.MissingCell(f, of.Missing), nil
		case by.Missing != table.Present:
			return table.MissingCell(f, table.NotAvailable), nil
		case by.Number.Sign() <= 0:
			return table.MissingCell(f, table.NotApplicable), nil
		}
		d, err := quotient(new(big.Rat).Mul(rational(of.Number), big.NewRat(int64(s.Per), 1)), rational(by.Number))
		return table.NumberCell(f.Kind, d), err
	})
}

func (p plain) replace(s datasets.Replace) [][]table.Cell {
	at := p.at(s.Field)
	var rows [][]table.Cell
	for _, row := range p.rows {
		made := slices.Clone(row)
		for _, value := range s.Values {
			cell := row[at]
			if cell.Missing != table.Present && cell.Missing != table.Blank || !slices.Contains(value.From, cell.Text) {
				continue
			}
			made[at] = table.Cell{Kind: cell.Kind, Text: value.To}
			if value.To == "" {
				made[at].Missing = table.Blank
			}
		}
		rows = append(rows, made)
	}
	return rows
}
