package htmltable

import (
	"bytes"
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// grid is one table as its cells stand, hidden ones left out.
type grid struct {
	origin  string
	caption string
	rows    [][]cell
	columns int
	hidden  struct{ rows, columns int }
}

// cell is one place of a grid.
type cell struct {
	text    string
	notes   []string // small raised marks that were in it
	value   string   // the exact number behind it; "" when not known
	down    bool     // covered by the cell above
	across  bool     // covered by the cell at its left
	spansX  bool     // the first of several beside each other
	covered int      // columns that it stands for; 0 for covered ones
}

// parse reads what Clip wrote.
func parse(raw []byte) ([]grid, error) {
	document, err := html.Parse(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("pasted table: %w", err)
	}
	var grids []grid
	for d := range document.Descendants() {
		if d.DataAtom == atom.Table {
			g, err := gridOf(d)
			if err != nil {
				return nil, err
			}
			if len(g.rows) > 0 {
				grids = append(grids, g)
			}
		}
	}
	return grids, nil
}

// maxCells is how much one table may hold with all its merged cells.
const (
	maxCells = 4_000_000
	maxWide  = 16_384 // columns, as a sheet has
)

// placed is a cell that reaches into rows below.
type placed struct {
	cell
	rows int
}

func gridOf(n *html.Node) (grid, error) {
	g := grid{origin: attribute(n, "data-pasted")}
	var off []bool
	reach := map[int]placed{} // by column
	cells := 0
	for d := range n.Descendants() {
		switch d.DataAtom {
		case atom.Caption:
			g.caption, _ = words(d)
		case atom.Col:
			for range max(number(attribute(d, "span"), maxSpan), 1) {
				off = append(off, hasAttribute(d, "hidden"))
			}
		case atom.Tr:
			row := rowOf(d, reach)
			if cells += len(row); cells > maxCells || len(row) > maxWide {
				return g, datasets.Problem{Message: "The pasted table has too many cells.", Suggestion: "Save it as a file and choose that."}
			}
			if hasAttribute(d, "hidden") {
				g.hidden.rows++
				continue
			}
			g.rows = append(g.rows, row)
		}
	}
	g.drop(off)
	return g, nil
}

// rowOf lays the cells of a row beside those that reach down from above.
func rowOf(n *html.Node, reach map[int]placed) []cell {
	var row []cell
	fill := func() {
		for {
			above, ok := reach[len(row)]
			if !ok {
				return
			}
			if above.rows--; above.rows == 0 {
				delete(reach, len(row))
			} else {
				reach[len(row)] = above
			}
			row = append(row, above.cell)
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
			continue
		}
		fill()
		wide, deep := spans(c)
		one := cell{value: attribute(c, "data-value"), covered: wide, spansX: wide > 1}
		one.text, one.notes = words(c)
		if hasAttribute(c, "data-spill") {
			one.covered, one.spansX = 1, false
		}
		for i := range wide {
			at := one
			if i > 0 {
				at = cell{}
				if one.spansX {
					at = cell{text: one.text, value: one.value, across: true}
				}
			}
			if deep > 1 {
				below := at
				below.notes, below.down, below.covered = nil, true, 0
				reach[len(row)] = placed{below, deep - 1}
			}
			row = append(row, at)
		}
	}
	fill()
	return row
}

// drop takes out hidden columns and those right of all that is filled.
func (g *grid) drop(off []bool) {
	for at, row := range g.rows {
		var kept []cell
		for i, c := range row {
			if i < len(off) && off[i] {
				continue
			}
			kept = append(kept, c)
		}
		g.rows[at] = kept
		for i, c := range kept {
			if c.text != "" {
				g.columns = max(g.columns, i+1)
			}
		}
	}
	for _, o := range off {
		if o {
			g.hidden.columns++
		}
	}
	for len(g.rows) > 0 && blank(g.rows[len(g.rows)-1]) {
		g.rows = g.rows[:len(g.rows)-1]
	}
	for len(g.rows) > 0 && blank(g.rows[0]) {
		g.rows = g.rows[1:]
	}
}

func blank(row []cell) bool {
	for _, c := range row {
		if c.text != "" {
			return false
		}
	}
	return true
}

// words is the text of a cell without its marks of notes, and those.
func words(n *html.Node) (string, []string) {
	var text strings.Builder
	var notes []string
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			text.WriteString(c.Data)
		case c.DataAtom == atom.Sup:
			mark, _ := words(c)
			if isNote(mark, tidy(text.String())) {
				notes = append(notes, strings.Trim(mark, "[]()"))
			} else {
				text.WriteString(mark)
			}
		}
	}
	return tidy(text.String()), notes
}

// spaces are characters that look like a space or like nothing.
var spaces = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2007", " ", "\u2009", " ", "\u00ad", "", "\u200b", "", "\u2060", "", "\ufeff", "", "\u2011", "-")

// tidy writes text on one line with single spaces.
func tidy(text string) string { return strings.Join(strings.Fields(spaces.Replace(text)), " ") }

// isNote reports whether raised text is a mark of a note rather than a part of
// the word before: 12³ tonnes and m² keep theirs, 1,234¹ and Essex² do not.
func isNote(mark, before string) bool {
	inside := strings.Trim(mark, "[]() ,")
	switch {
	case inside == "" || before == "":
		return mark != ""
	case inside == "st" || inside == "nd" || inside == "rd" || inside == "th" || inside == "o" || inside == "TM":
		return false
	case len([]rune(inside)) > 8:
		return false
	}
	if unit := before[strings.LastIndexAny(before, " (/")+1:]; (inside == "2" || inside == "3") && units[unit] {
		return false
	}
	return true
}

// units are lengths that are raised to areas and volumes.
var units = map[string]bool{"m": true, "km": true, "cm": true, "mm": true, "ft": true, "dm": true, "mi": true, "yd": true, "in": true, "Metres": true, "metres": true}

// width is how many columns a grid may have before it is refused.
func (g grid) width() int { return min(g.columns, table.MaxOffered+1) }
