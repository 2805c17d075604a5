package intake

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// groupName is the column that the names of groups become.
const groupName = "Group"

// shapeRows puts what stands once for several rows into each of them: cells
// that are filled in the first row of a group alone, and rows that hold nothing
// but the name of a group. It reports whether the rows are others now.
func (p *proposal) shapeRows(g given) bool {
	if p.told != nil || g.cleaned {
		return false
	}
	p.groupRows, p.groups = p.findGroups(g)
	p.fillable = p.findFillable()
	p.fillDown = g.fillDown
	if !g.replay {
		p.fillDown = p.fillable
	}
	for _, column := range p.fillDown {
		p.sheet.fillDown(column, p.layout.first, p.layout.last)
	}
	changed := len(p.fillDown) > 0
	if p.groups != nil && p.groups.Use != datasets.GroupsRows {
		p.useGroups()
		changed = true
	}
	return changed
}

// findGroups finds rows of which only the first column of words is filled,
// where others have numbers. Indents and colons prove that they name groups.
func (p *proposal) findGroups(g given) ([]int, *datasets.GroupRows) {
	at := slices.IndexFunc(p.verdicts, func(v verdict) bool { return !v.empty })
	if g.groups != nil {
		at = g.groups.Position
	}
	numbers := 0
	for _, v := range p.verdicts {
		if v.kind.Number() {
			numbers++
		}
	}
	if at < 0 || at >= len(p.verdicts) || g.replay && g.groups == nil || numbers < 2 && g.groups == nil || p.verdicts[at].kind != table.Text {
		return nil, g.groups
	}
	var rows []int
	followed, signs := 0, 0
	for row := p.layout.first; row < p.layout.last; row++ {
		if !p.namesGroup(row, at) {
			continue
		}
		rows = append(rows, row)
		if next := row + 1; !p.sheet.blank(next) && !p.namesGroup(next, at) {
			followed++
		}
		signs += p.groupSign(row, at)
	}
	switch {
	case g.groups != nil:
		return rows, g.groups
	case len(rows) < 2 || followed < len(rows) || len(rows)*2 > p.profile.rows:
		return nil, nil
	case signs*2 > len(rows):
		return rows, &datasets.GroupRows{Position: at, Use: datasets.GroupsColumn}
	}
	return rows, &datasets.GroupRows{Position: at, Use: datasets.GroupsRows}
}

// namesGroup reports whether a row holds a word in that column and no more.
func (p *proposal) namesGroup(row, column int) bool {
	if p.sheet.blank(row) || p.sheet.filledOf(row) != 1 {
		return false
	}
	cell := p.sheet.cell(row, column)
	return len(cell) > 0 && shapeOf(cell) == 0 && !isTotalWord(string(cell))
}

// groupSign is 1 when the writing says that a row stands over the next: it ends
// with a colon or dots, or the next one is indented below it.
func (p *proposal) groupSign(row, column int) int {
	cell := p.sheet.cell(row, column)
	if bytes.HasSuffix(cell, []byte(":")) || bytes.HasSuffix(cell, []byte("...")) || p.sheet.indent(row+1, column) > p.sheet.indent(row, column) {
		return 1
	}
	return 0
}

// indent is the number of spaces before a cell.
func (s *sheet) indent(row, column int) int {
	cells := s.cells(row)
	if column >= len(cells) {
		return 0
	}
	return len(cells[column]) - len(bytes.TrimLeft(cells[column], " \t"))
}

// useGroups takes the rows that name groups out, and puts their names into a
// column after the last one.
func (p *proposal) useGroups() {
	s, column := p.sheet, len(p.layout.names)
	s.keepCame()
	if p.groups.Use == datasets.GroupsColumn && column < table.MaxColumns {
		at, name := 0, span{}
		for row := p.layout.first; row <= p.layout.last; row++ {
			if at < len(p.groupRows) && p.groupRows[at] == row {
				cell := bytes.TrimRight(s.cell(row, p.groups.Position), " .:")
				at, name = at+1, s.place(cell)
			} else if !s.blank(row) && name.size > 0 {
				s.keep(column, row, s.textAt(name))
			}
		}
		s.groupColumn = column
	}
	s.readOnly(func(row int) bool { return !slices.Contains(p.groupRows, row) })
}

// fillDown repeats the filled cells of a column in the blank ones below.
func (s *sheet) fillDown(column, first, last int) {
	var filled cells
	above := []byte(nil)
	for row := first; row <= last; row++ {
		if s.blank(row) {
			continue
		}
		if cell := s.cell(row, column); len(cell) > 0 {
			above = cell
		}
		if len(above) > 0 {
			filled.add(s, row, above)
		}
	}
	if column < len(s.columns) {
		s.keepCame()
		s.columns[column] = filled
	}
}

// findFillable finds columns of words or time, left of the numbers, that are
// filled in the first row of a group alone: half of their cells or more are
// blank, none stands twice, and a column beside them names every row.
func (p *proposal) findFillable() []int {
	var out []int
	for i, v := range p.verdicts {
		column := p.profile.columns[i]
		if v.kind.Number() || v.empty {
			break
		}
		if column.blanks < column.filled || column.filled < 2 || len(p.sheet.cell(p.layout.first, i)) == 0 || p.repeats(i) {
			continue
		}
		inner := slices.ContainsFunc(p.profile.columns[i+1:], func(c profile) bool { return c.blanks*10 <= c.filled })
		next := i + 1
		if inner && next < len(p.verdicts) && !p.verdicts[next].kind.Number() {
			out = append(out, i)
		}
	}
	return out
}

// repeats reports whether a text stands in two cells of a column.
func (p *proposal) repeats(column int) bool {
	seen := map[string]bool{}
	for row := p.layout.first; row <= p.layout.last; row++ {
		cell := p.sheet.cell(row, column)
		if len(cell) == 0 {
			continue
		}
		if seen[string(cell)] || len(seen) > 10_000 {
			return true
		}
		seen[string(cell)] = true
	}
	return false
}

var groupChoices = []Choice{{"column", "Put their names into a column"}, {"rows", "Treat them like other rows"}, {"out", "Leave them out"}}

// groupSentences say which rows name groups, and which cells stand for those below.
func (d *describer) groupSentences() []Sentence {
	var out []Sentence
	if g := d.r.GroupRows; g != nil && len(d.p.groupRows) > 0 {
		s := Sentence{Topic: "Header", Controls: []Control{{"group-rows", "What to do with these rows", "radio", string(g.Use), groupChoices}}}
		first := d.p.groupRows[0]
		what := fmt.Sprintf("%s hold a name and nothing else, such as %s in row %s.", datasets.Capital(counted(len(d.p.groupRows), "row", "rows")),
			quote(strings.TrimRight(d.p.sheet.textOf(first, g.Position), " .:")), count(first))
		switch g.Use {
		case datasets.GroupsColumn:
			s.Guess = true
			s.Text = what + fmt.Sprintf(" They are read as groups of the rows below them, in the column %s.", quote(d.p.layout.names[len(d.p.layout.names)-1]))
		case datasets.GroupsOut:
			s.Text = what + " They are left out."
		default:
			s.Text = what + " They are used like other rows, without numbers."
		}
		out = append(out, s)
	}
	for i, c := range d.r.Columns {
		if !slices.Contains(d.p.fillable, i) && !c.FillDown {
			continue
		}
		value := map[bool]string{true: "yes", false: "no"}[c.FillDown]
		s := Sentence{Topic: "Missing", Guess: c.FillDown, Controls: []Control{{fmt.Sprintf("fill-%d", i), "Blank cells of " + quote(c.Field.Name), "radio", value, []Choice{{"yes", "Are as above"}, {"no", "Are blank"}}}}}
		s.Text = fmt.Sprintf("%s is filled in the first row of each group alone. The blank cells below are read as the same.", quote(c.Field.Name))
		if !c.FillDown {
			s.Text = fmt.Sprintf("%s is filled in the first row of each group alone. Its blank cells are left blank.", quote(c.Field.Name))
		}
		out = append(out, s)
	}
	return out
}

// textOf is a cell as it stands in the file, also of a row that is not read.
func (s *sheet) textOf(row, column int) string {
	if cells := s.strings(row); column < len(cells) {
		return cells[column]
	}
	return ""
}
