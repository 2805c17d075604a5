package oracle

import (
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

func (p plain) unpivot(s datasets.Unpivot, after []table.Field) [][]table.Cell {
	labels := s.Labels
	if labels == nil {
		labels = s.Fields
	}
	var rows [][]table.Cell
	for _, row := range p.rows {
		for i, name := range s.Fields {
			var made []table.Cell
			for column, f := range p.fields {
				if !slices.Contains(s.Fields, f.Name) {
					made = append(made, row[column])
				}
			}
			value := row[p.at(name)]
			value.Kind = after[len(after)-1].Kind
			made = append(made, parsed(labels[i], after[len(after)-2-len(s.Also)]))
			for _, also := range s.Also {
				made = append(made, table.Cell{Text: also.Labels[i]})
			}
			rows = append(rows, append(made, value))
		}
	}
	return rows
}

func (p plain) pivot(s datasets.Pivot, after []table.Field) ([][]table.Cell, error) {
	names, value := p.at(s.Names), p.at(s.Value)
	is := func(row []table.Cell, text string) bool {
		return row[names].Missing == table.Present && order(row[names], parsed(text, p.fields[names])) == 0
	}
	p.rows = p.keep(func(row []table.Cell) bool {
		return slices.ContainsFunc(s.Columns, func(text string) bool { return is(row, text) })
	})
	var rows [][]table.Cell
	for _, group := range p.combinations(s.By) {
		var made []table.Cell
		for _, name := range s.By {
			made = append(made, group[0][p.at(name)])
		}
		for i, text := range s.Columns {
			of := plain{p.fields, group}.keep(func(row []table.Cell) bool { return is(row, text) })
			switch len(of) {
			case 0:
				made = append(made, table.MissingCell(after[len(s.By)+i], table.NotAvailable))
			case 1:
				made = append(made, of[0][value])
			default:
				return nil, errProblem
			}
		}
		rows = append(rows, made)
	}
	return rows, nil
}
