package intake

import "strings"

// block is one of several tables below each other in a sheet.
type block struct {
	first, last int // rows, with what stands around the table
	header, end int // row of the names, last row of data
	title       string
}

// mostBlocks is how many rows after a gap are looked at: beyond it a sheet is
// a list with gaps.
const mostBlocks = 5000

// findTables finds the tables of a sheet by rows of names that stand after a
// gap and have numbers below them.
func findTables(s *sheet) []block {
	var found []block
	tries := 0
	for row := 1; row <= s.rows() && tries < mostBlocks; row++ {
		if s.filledOf(row) < 2 || row > 1 && s.filledOf(row-1) > 1 && !(row > 2 && s.filledOf(row-2) < 2 && s.namesOnly(row-1)) {
			continue
		}
		if tries++; !s.namesOnly(row) {
			continue
		}
		b, ok := s.block(row)
		if ok {
			if len(found) > 0 {
				found[len(found)-1].last = b.first - 1
			}
			found = append(found, b)
			row = b.end
		}
	}
	if len(found) > 0 {
		found[0].first = 1
	}
	return found
}

// namesOnly reports whether a row could hold names: words, and periods that
// stand for columns, but no number and no marker.
func (s *sheet) namesOnly(row int) bool {
	for _, cell := range s.strings(row) {
		if cell == "" {
			continue
		}
		if as := shapeOf([]byte(cell)); as != 0 && as&(anyPeriod|anyDay) == 0 {
			return false
		}
		if _, marker := knownMarker(cell); marker {
			return false
		}
	}
	return true
}

// block is the table whose names stand in row: two rows of numbers or more
// under names. A blank row ends it when names follow, or nothing like it.
func (s *sheet) block(row int) (block, bool) {
	b := block{header: row, first: row, last: s.rows()}
	names := s.strings(row)
	numbers, tries := 0, 0
	for at := row + 1; at <= s.rows(); at++ {
		if s.blank(at) {
			continue
		}
		if at > row+1 && s.filledOf(at) > 1 && (s.blank(at-1) || s.filledOf(at-1) < 2) && tries < mostBlocks {
			if tries++; s.namesOnly(at) {
				break
			}
		}
		switch {
		case numbers > 1: // it is a table; where it ends is a matter of width
			if s.filledOf(at) > 1 {
				b.end = at
			}
		case s.numbersUnder(at, names):
			if numbers++; numbers == 1 {
				b.title = firstFilled(s.strings(at))
			}
			b.end = at
		case at == row+1:
			return b, false
		}
	}
	for b.first > 1 && !s.blank(b.first-1) && (s.filledOf(b.first-1) < 2 || s.namesOnly(b.first-1)) && b.header-b.first < 4 {
		b.first--
	}
	if title := s.titleAbove(b.header); title != "" {
		b.title = title
	}
	return b, numbers > 1
}

// numbersUnder reports whether a row has a number or marker under a name.
func (s *sheet) numbersUnder(row int, names []string) bool {
	for i, cell := range s.strings(row) {
		if i >= len(names) || names[i] == "" && i > 0 || cell == "" {
			continue
		}
		as := shapeOf([]byte(cell))
		_, marker := knownMarker(cell)
		if as&(dotNumber|commaNumber) != 0 && (i > 0 || len(names) == 1) || marker {
			return true
		}
	}
	return false
}

// titleAbove is what stands alone in the first cell of a row shortly above.
func (s *sheet) titleAbove(row int) string {
	const near, longest = 3, 90
	for at := row - 1; at >= max(1, row-near); at-- {
		if s.blank(at) {
			continue
		}
		if s.filledOf(at) > 1 {
			return ""
		}
		if cells := s.strings(at); cells[0] != "" && len(cells[0]) <= longest && !looksLikeNote(cells[0]) {
			return oneLine(cells[0])
		}
	}
	return ""
}

func firstFilled(cells []string) string {
	for _, c := range cells {
		if c != "" && shapeOf([]byte(c)) == 0 {
			return oneLine(c)
		}
	}
	return oneLine(strings.Join(cells, " "))
}

// fullestBlock is the table with the most cells; of those with as many the first.
func fullestBlock(s *sheet, blocks []block) int {
	best, most := 0, 0
	for i, b := range blocks {
		cells := 0
		for row := b.header; row <= b.end; row++ {
			cells += s.filledOf(row)
		}
		if cells > most {
			best, most = i, cells
		}
	}
	return best
}

// namesNumbers reports whether a row of names has numbers under them before
// another row.
func (s *sheet) namesNumbers(row, before int) bool {
	names := s.strings(row)
	for at := row + 1; at < before; at++ {
		if !s.blank(at) && s.numbersUnder(at, names) {
			return true
		}
	}
	return false
}
