package widgets

import "figurehead/datasets/table"

// crossTable is the table of a figure of several series: a row for each
// category and a column for each series, as the figure has them.
func (b *reading) crossTable(t TableWords, f Figure) TableWords {
	if b.group >= 0 {
		t.Heads, t.Numeric = append(t.Heads, b.result.Fields[b.group].Name), append(t.Numeric, false)
	}
	t.Heads, t.Numeric = append(t.Heads, b.result.Fields[b.acrossMatrix()].Name), append(t.Numeric, false)
	all := f.columns()
	field := b.result.Fields[b.value]
	for _, s := range all {
		named := table.Field{Name: s.Name, Kind: field.Kind}
		t.Heads, t.Numeric = append(t.Heads, head(named, b.number)), append(t.Numeric, true)
	}
	for i, p := range f.Series[0].Points {
		var row []string
		if b.group >= 0 {
			row = append(row, p.Group)
		}
		row = append(row, p.Category)
		for _, s := range all {
			row = append(row, firstOf(s.Points[i].Label, s.Points[i].Reason))
		}
		t.Rows, t.Bold = append(t.Rows, row), append(t.Bold, p.Highlight)
	}
	return t
}

// columns are the Series of a figure as its table shows them: with their
// totals, and the earlier numbers of pairs in a column of their own.
func (f Figure) columns() []Series {
	all := f.Series
	if len(f.Totals.Points) > 0 {
		all = append(all[:len(all):len(all)], f.Totals)
	}
	if f.Between[0] == "" || len(all) != 1 {
		return all
	}
	earlier := Series{Name: f.Between[0]}
	for _, p := range all[0].Points {
		earlier.Points = append(earlier.Points, Point{Label: p.From.Label, Reason: p.From.Reason})
	}
	return []Series{earlier, {Name: f.Between[1], Points: all[0].Points}}
}
