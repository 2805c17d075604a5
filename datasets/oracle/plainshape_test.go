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
			rows = append(rows, append(made, parsed(labels[i], after[len(after)-2]), value))
		}
	}
	return rows
}
