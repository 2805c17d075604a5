package intake

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"figurehead/datasets"
)

// Parts of a sheet in which tables stand beside each other: "beside-2"; this one
// reads all columns together.
const (
	allColumns = "all-columns"
	besidePart = "beside-"
)

// strip is one of several tables that stand beside each other.
type strip struct {
	from, to int // columns, the last one not in it
	header   int // row of the names
	end      int // last row of data
	title    string
}

// fewestStrip is how many columns a table beside another has at least: what its
// rows are about, and a number.
const fewestStrip = 2

// findStrips finds the tables that empty columns set apart: each has names and
// numbers of its own, and begins with a column that is not numbers. Columns set
// apart within one table go with those before them. None are found where there
// is one table.
func findStrips(s *sheet) []strip {
	var found []strip
	for from := 0; from < len(s.columns); from++ {
		to := from
		for to < len(s.columns) && !s.columns[to].none() {
			to++
		}
		if to == from {
			continue
		}
		next, table := s.strip(from, to)
		switch last := len(found) - 1; {
		case table:
			found = append(found, next)
		case last >= 0:
			found[last].to = to
		default: // what stands before the first table is not one
			return nil
		}
		from = to
	}
	if len(found) < 2 {
		return nil
	}
	return found
}

// none reports whether no record of a sheet has a cell in this column.
func (c *cells) none() bool {
	return !anySet(c.few) && !anySet(c.codes) && !anySet(c.rest.sizes) && !anySet(c.rest.long)
}

func anySet[T uint8 | uint16 | uint32](list []T) bool {
	return slices.ContainsFunc(list, func(v T) bool { return v != 0 })
}

// strip is the table in the columns from one to before another.
func (s *sheet) strip(from, to int) (strip, bool) {
	if to-from < fewestStrip {
		return strip{}, false
	}
	cut := s.columnsOnly(from, to)
	blocks := findTables(cut)
	if len(blocks) == 0 {
		return strip{}, false
	}
	b := blocks[0]
	rows, numbers := 0, 0
	for row := b.header + 1; row <= b.end; row++ {
		cell := cut.cell(row, 0)
		if len(cell) == 0 {
			continue
		}
		rows++
		if as := shapeOf(cell); as&(dotNumber|commaNumber) != 0 && as&(anyPeriod|anyDay) == 0 {
			numbers++
		}
	}
	title := cut.titleAbove(b.header)
	if title == "" {
		title = strings.Join(slices.DeleteFunc(cut.strings(b.header), func(name string) bool { return name == "" }), ", ")
	}
	return strip{from: from, to: to, header: b.header, end: blocks[len(blocks)-1].end, title: title}, rows > 1 && numbers*2 < rows
}

// columnsOnly is a sheet of some columns of another: all else of it is not read.
func (s *sheet) columnsOnly(from, to int) *sheet {
	s.keepCame()
	cut := *s
	cut.left, cut.right = from, to
	cut.columns = slices.Clone(s.columns[from:min(to, len(s.columns))])
	for i := range cut.columns {
		cut.columns[i] = cut.columns[i].clone()
	}
	cut.masked, cut.width0, cut.used0 = slices.Clone(s.masked), 0, nil
	cut.width, cut.filled = slices.Clone(s.width), make([]uint16, s.rows())
	for i := range cut.width {
		cut.width[i] = uint16(max(min(int(cut.width[i]), to)-from, 0))
		for c := range cut.columns {
			if cut.columns[c].span(i+1).size > 0 {
				cut.filled[i]++
			}
		}
	}
	return &cut
}

// alike reports whether strips look like one table with empty columns in it:
// they fill the same rows, and no name stands in two of them.
func alike(s *sheet, strips []strip) bool {
	first := strips[0]
	names := map[string]bool{}
	for _, b := range strips {
		if b.header != first.header || b.end != first.end {
			return false
		}
		for i := b.from; i < b.to; i++ {
			name := strings.ToLower(string(s.cell(b.header, i)))
			if name != "" && names[name] {
				return false
			}
			names[name] = true
		}
	}
	for row := first.header; row <= first.end; row++ {
		filled := len(s.cell(row, first.from)) > 0
		for _, b := range strips[1:] {
			if (len(s.cell(row, b.from)) > 0) != filled {
				return false
			}
		}
	}
	return true
}

// chooseStrip reads one table alone where several stand beside each other.
func (p *proposal) chooseStrip(g given, w wanted) error {
	p.parts.strip = -1
	if w.beside == "" && g.replay {
		return nil
	}
	p.parts.strips = findStrips(p.sheet)
	n := len(p.parts.strips)
	switch {
	case n == 0 && w.beside == "", w.beside == allColumns:
		return nil
	case w.beside == "":
		if alike(p.sheet, p.parts.strips) {
			return nil
		}
		p.parts.strip = fullestStrip(p.sheet, p.parts.strips)
	default:
		at, err := strconv.Atoi(strings.TrimPrefix(w.beside, besidePart))
		if err != nil || at < 1 || at > n {
			return noSuchPart(w.beside)
		}
		p.parts.strip = at - 1
	}
	chosen := p.parts.strips[p.parts.strip]
	p.sheet = p.sheet.columnsOnly(chosen.from, chosen.to)
	p.sheet.names = chosen.header
	return nil
}

// fullestStrip is the table with the most cells; of those with as many the first.
func fullestStrip(s *sheet, strips []strip) int {
	best, most := 0, 0
	for i, b := range strips {
		cells := 0
		for row := b.header; row <= b.end; row++ {
			for column := b.from; column < b.to; column++ {
				cells += min(len(s.cell(row, column)), 1)
			}
		}
		if cells > most {
			best, most = i, cells
		}
	}
	return best
}

func (s sheetParts) stripValue(at int) string {
	if at < 0 {
		return allColumns
	}
	return besidePart + strconv.Itoa(at+1)
}

// letters are the columns from one to before another, as spreadsheets call them.
func letters(from, to int) string {
	return fmt.Sprintf("%s to %s", letter(from), letter(to-1))
}

func letter(column int) string {
	if column < 26 {
		return string(rune('A' + column))
	}
	return letter(column/26-1) + letter(column%26)
}

// stripSentence says which of the tables beside each other is read.
func (d *describer) stripSentence() Sentence {
	parts := d.p.parts
	n := len(parts.strips)
	s := Sentence{Topic: "File", Guess: true}
	var choices []Choice
	for i, b := range parts.strips {
		choices = append(choices, Choice{parts.stripValue(i), fmt.Sprintf("Table %d, columns %s: %s", i+1, letters(b.from, b.to), b.title)})
	}
	choices = append(choices, Choice{allColumns, "All columns as one table"})
	s.Controls = []Control{{"beside", "Read", "select", parts.stripValue(parts.strip), choices}}
	s.Text = fmt.Sprintf("%s tables may stand beside each other, with empty columns between them. All columns are read as one table.", datasets.Capital(inWords(n)))
	if parts.strip >= 0 {
		b := parts.strips[parts.strip]
		s.Text = fmt.Sprintf("%s tables stand beside each other. Table %d, columns %s, is read: %s. %s left out.", datasets.Capital(inWords(n)), parts.strip+1, letters(b.from, b.to), quote(b.title),
			map[bool]string{true: "The other is", false: "The others are"}[n == 2])
	}
	return s
}

// namedBeside reports whether the tables beside the one that is read hold
// people, or may: what cannot be read is taken to.
func namedBeside(ctx context.Context, raw []byte, r datasets.Recipe) (bool, error) {
	w, _ := wantedPart(r.Part)
	if !strings.HasPrefix(w.beside, besidePart) {
		return false, nil
	}
	for at := 0; ; at++ {
		part := wanted{beside: sheetParts{}.stripValue(at)}
		if !w.within {
			part.table = w.table
		}
		if part.beside == w.beside {
			continue
		}
		other, err := Propose(ctx, "", raw, Options{File: r.File, Sheet: r.Sheet, Part: part.String()})
		var problem datasets.Problem
		switch {
		case errors.As(err, &problem) && problem.Field == "part": // there are no more
			return false, nil
		case errors.As(err, &problem):
			return true, nil
		case err != nil:
			return false, err
		}
		found, err := FindPeople(ctx, raw, other)
		if err != nil || len(found.Used)+len(found.Unused) > 0 {
			return true, ctx.Err()
		}
	}
}
