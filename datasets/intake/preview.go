package intake

import (
	"slices"
	"strings"

	"figurehead/datasets/table"
)

// How many rows of each part the preview shows.
const (
	previewFirst   = 5
	previewArea    = 6
	previewLast    = 3
	previewSkipped = 4
)

// preview shows the skipped rows above, the names, the first rows, rows about
// the area, the last rows and the notes, as they are used.
func (d *describer) preview() []PreviewRow {
	if d.r.Unpivot != nil {
		return d.turned()
	}
	l, s := d.p.layout, d.p.sheet
	var out []PreviewRow
	top := max(l.header, l.first) - 1
	if l.header > 0 {
		top = l.header - 1
	}
	if l.upper > 0 {
		top = l.upper - 1
	}
	for row := max(1, top-previewSkipped+1); row <= top; row++ {
		out = append(out, PreviewRow{FileRow: row, Use: "skipped", Cells: s.strings(row)})
	}
	for row := max(1, top+1); row <= l.header; row++ {
		names := d.padded(s.strings(row))
		if s.groupColumn > 0 && row == l.header {
			names[s.groupColumn] = l.names[s.groupColumn]
		}
		out = append(out, PreviewRow{FileRow: row, Use: "header", Cells: names})
	}
	out = append(out, d.dataRows()...)
	for row := l.last + 1; row <= min(s.rows(), l.last+previewSkipped); row++ {
		if !s.blank(row) {
			out = append(out, PreviewRow{FileRow: row, Use: "skipped", Cells: s.strings(row)})
		}
	}
	return out
}

// dataRows are the first rows, the rows about the area and the last rows.
func (d *describer) dataRows() []PreviewRow {
	totals, area := d.totalRows(), d.areaRows()
	rows := d.t.Rows()
	chosen := map[int]bool{}
	for row := range min(rows, previewFirst) {
		chosen[row] = true
	}
	for row := max(0, rows-previewLast); row < rows; row++ {
		chosen[row] = true
	}
	for _, row := range d.latest(area) {
		chosen[row] = true
	}
	about := map[int]bool{}
	for _, row := range area {
		about[row] = true
	}
	var order []int
	for row := range chosen {
		order = append(order, row)
	}
	slices.Sort(order)
	var out []PreviewRow
	for _, row := range order {
		use := "data"
		if totals[row] {
			use = "total"
		}
		out = append(out, PreviewRow{FileRow: d.t.SourceRow(row), Use: use, Cells: d.cells(row), Area: about[row]})
	}
	return out
}

// areaRows are the rows in which a place has the area's name.
func (d *describer) areaRows() []int {
	var out []int
	for _, i := range d.placeColumns() {
		c := d.t.Column(i)
		about := make([]bool, len(c.Words))
		found := false
		for code, w := range c.Words {
			about[code] = isAbout(w, d.o.Area)
			found = found || about[code]
		}
		if !found {
			continue
		}
		for row, code := range c.Codes {
			if about[code] {
				out = append(out, row)
			}
		}
		return out
	}
	return out
}

// latest keeps the rows of the newest day or period, and of those the last few.
func (d *describer) latest(rows []int) []int {
	for i, f := range d.t.Fields() {
		if f.Role != table.Time || len(rows) == 0 {
			continue
		}
		c := d.t.Column(i)
		newest := slices.MaxFunc(rows, func(a, b int) int { return int(c.Days[a]) - int(c.Days[b]) })
		rows = slices.DeleteFunc(slices.Clone(rows), func(row int) bool { return c.Days[row] != c.Days[newest] })
		break
	}
	return rows[:min(len(rows), previewArea)]
}

// cells are one row as it is used, one for each column of the file. Columns
// that are left out show what the file says.
func (d *describer) cells(row int) []string {
	raw := d.p.sheet.strings(d.t.SourceRow(row))
	out := d.padded(raw)
	fields := d.t.Fields()
	at := 0
	for i, c := range d.r.Columns {
		if c.Dropped {
			continue
		}
		cell := d.t.Cell(row, at)
		switch f := fields[at]; {
		case cell.Missing == table.Present && (f.Kind.Number() || f.Kind.Calendar()):
			out[i] = shown(cell, f)
		case cell.Missing == table.Present && out[i] == "": // as in a row above
			out[i] = cell.Text
		}
		at++
	}
	return out
}

// shown writes a number with its sign of per cent or pounds, and days in words.
// Numbers that are never added up, such as decimal dates, have no thousands marks.
func shown(c table.Cell, f table.Field) string {
	words := cellWords(c)
	switch {
	case f.Kind == table.Percentages:
		return words + "%"
	case f.Kind == table.Currency:
		if whole, pence, found := strings.Cut(words, "."); found && len(pence) == 1 {
			words = whole + "." + pence + "0"
		}
		if rest, negative := strings.CutPrefix(words, "−"); negative {
			return "−" + f.Unit + rest
		}
		return f.Unit + words
	case f.Kind.Number() && f.Role != table.Measure:
		return c.Number.String()
	}
	return words
}

func (d *describer) padded(cells []string) []string {
	out := make([]string, len(d.r.Columns))
	copy(out, cells)
	return out
}
