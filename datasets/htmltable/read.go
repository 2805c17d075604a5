package htmltable

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/records"
)

// Read reads one table of what [Clip] wrote. What a person can mend is a
// datasets.Problem.
func Read(raw []byte, q records.Request) (records.Table, error) {
	grids, err := parse(raw)
	if err != nil {
		return records.Table{}, err
	}
	if len(grids) == 0 {
		return records.Table{}, datasets.Problem{Message: "Everything in the pasted table is hidden or empty.", Suggestion: "Show the rows and columns that you need, and copy them again."}
	}
	at, err := choose(grids, q.Part)
	if err != nil {
		return records.Table{}, err
	}
	r := reading{grid: grids[at]}
	if err := r.rows(); err != nil {
		return records.Table{}, err
	}
	t := records.Table{Text: r.out.Text(), Header: -1, Rows: r.out.Rows(), Numbered: true, Sure: len(grids) == 1}
	if len(grids) > 1 {
		t.Part = strconv.Itoa(at + 1)
		for i, g := range grids {
			t.Parts = append(t.Parts, records.Part{Name: strconv.Itoa(i + 1), Label: label(i, g)})
		}
	}
	r.say(&t)
	return t, nil
}

// choose is the table asked for, or the one with the most cells.
func choose(grids []grid, part string) (int, error) {
	if part != "" {
		n, err := strconv.Atoi(part)
		if err != nil || n < 1 || n > len(grids) {
			return 0, datasets.Problem{Field: "part", Message: "What was pasted has no such table.", Suggestion: "Choose one of its tables."}
		}
		return n - 1, nil
	}
	best := 0
	for i, g := range grids {
		if len(g.rows)*g.columns > len(grids[best].rows)*grids[best].columns {
			best = i
		}
	}
	return best, nil
}

func label(i int, g grid) string {
	name := g.caption
	if name == "" && len(g.rows[0]) > 0 {
		name = g.rows[0][0].text
	}
	return fmt.Sprintf("Table %d, %s (%s, %s)", i+1, name, records.Counted(len(g.rows), "row", "rows"), records.Counted(g.columns, "column", "columns"))
}

// reading is a grid on its way to rows of text.
type reading struct {
	grid
	out                      records.Writer
	merged, exact, noted     int
	apart                    int // merged cells with a number, which stands once
	marks                    []string
	narrow, firstNarrowAtRow int
}

// headRows is how many rows belong to the names: those above the first that has
// no merged cells.
func (r *reading) headRows() int {
	for at, row := range r.grid.rows {
		plain := true
		for _, c := range row {
			plain = plain && !c.spansX && !c.across && !c.down
		}
		if plain {
			return at
		}
	}
	return 0
}

func (r *reading) rows() error {
	head := r.headRows()
	width := r.width()
	for at, row := range r.grid.rows {
		whole := len(row) > 0 && row[0].covered >= r.columns && r.columns > 1 // a title, or the name of a group
		for i, c := range row {
			if i >= width {
				break
			}
			text := r.cell(c, at+1)
			switch {
			case whole && i > 0, at < head && (c.across || r.goesOn(at+1, i, head)):
				text = "" // intake reads names over several columns as workbooks have them
			case c.down || c.across:
				if at >= head && isNumber(text) {
					r.apart++
					text = ""
				} else if text != "" && at >= head {
					r.merged++
				}
			}
			if err := r.out.Cell(i, []byte(text)); err != nil {
				return err
			}
		}
		if err := r.out.End(); err != nil {
			return err
		}
	}
	return nil
}

// goesOn reports whether the name in a column reaches down into the row of names
// below: it is written there, once.
func (r *reading) goesOn(below, column, head int) bool {
	return below < head && column < len(r.grid.rows[below]) && r.grid.rows[below][column].down
}

// cell is the text of a cell: exact, and counted for what has to be said.
func (r *reading) cell(c cell, row int) string {
	if len(c.notes) > 0 {
		r.noted++
		for _, n := range c.notes {
			if !slices.Contains(r.marks, n) {
				r.marks = append(r.marks, n)
			}
		}
	}
	if strings.HasPrefix(c.text, "##") && strings.Trim(c.text, "#") == "" && c.value == "" {
		if r.narrow++; r.narrow == 1 {
			r.firstNarrowAtRow = row
		}
	}
	if c.value == "" {
		return c.text
	}
	text := exactly(c.text, c.value)
	if text != c.text {
		r.exact++
	}
	return text
}

func isNumber(text string) bool {
	_, _, _, ok := split(text)
	return ok
}

// say tells what a person should know of the table.
func (r *reading) say(t *records.Table) {
	words := []string{fmt.Sprintf("A table of %s and %s, pasted from %s.", records.Counted(len(r.grid.rows), "row", "rows"), records.Counted(r.columns, "column", "columns"), r.origin)}
	if r.caption != "" {
		words = append(words, fmt.Sprintf("It is called “%s”.", r.caption))
	}
	var hidden []string
	if n := r.hidden.columns; n > 0 {
		hidden = append(hidden, records.Counted(n, "hidden column", "hidden columns"))
	}
	if n := r.hidden.rows; n > 0 {
		hidden = append(hidden, records.Counted(n, "hidden row", "hidden rows"))
	}
	if len(hidden) > 0 {
		words = append(words, "Left out, and not kept: "+strings.Join(hidden, " and ")+".")
	}
	if r.merged > 0 {
		words = append(words, "Words in merged cells stand in each of their rows and columns.")
	}
	t.Said = append(t.Said, records.Said{Topic: "File", Text: strings.Join(words, " ")})
	if r.apart > 0 {
		t.Said = append(t.Said, records.Said{Topic: "Unusual", Text: "A number in merged cells stands once, in the first of them; the others are empty."})
	}
	if r.exact > 0 {
		t.Said = append(t.Said, records.Said{Topic: "Numbers", Text: records.Counted(r.exact, "cell was shown rounded or in another form; the exact value behind it is used.", "cells were shown rounded or in another form; the exact values behind them are used.")})
	}
	if r.noted > 0 {
		t.Said = append(t.Said, records.Said{Topic: "Unusual", Text: fmt.Sprintf("Marks of notes were taken off %s: %s.", records.Counted(r.noted, "cell", "cells"), strings.Join(r.marks[:min(len(r.marks), 8)], ", "))})
	}
	if r.narrow > 0 {
		t.Problems = append(t.Problems, datasets.Problem{Row: r.firstNarrowAtRow,
			Message:    fmt.Sprintf("%s only #### because the column was too narrow to show its numbers, first in row %d.", records.Counted(r.narrow, "cell holds", "cells hold"), r.firstNarrowAtRow),
			Suggestion: "Make the column wider in the spreadsheet and copy the table again."})
	}
}
