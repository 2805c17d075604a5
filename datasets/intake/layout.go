package intake

import (
	"fmt"
	"math"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// layout says which records of a sheet are names, data and notes.
type layout struct {
	header   int      // row of the column names; 0 when there is none
	upper    int      // first of the rows above the header that hold the first parts of the names; 0 when none
	first    int      // first row of data
	last     int      // last row of data
	notes    bool     // rows below last are notes
	headings []string // as in the file, one for each column
	names    []string // unique and never empty
	named    int      // columns that the header row has cells for
	unproved headerDoubt
}

// headerDoubt is why the header row is a guess.
type headerDoubt int

const (
	headerProved    headerDoubt = iota
	headerAllText               // every column holds text, so names and values look alike
	headerTwoRows               // several rows hold names
	headerMissing               // no row holds names
	headerTooNarrow             // rows have more values than there are names
)

// headerSearch is how far down the names of the columns are looked for.
const headerSearch = 60

// findLayout proposes the layout of s. A header row of -1 is looked for; 0
// means that there is none.
func findLayout(s *sheet, header int) (layout, error) {
	width, used := bodyWidth(s)
	if header > s.rows() {
		return layout{}, noSuchRow(header, s.rows())
	}
	var l layout
	l.find(s, width, used)
	if header >= 0 && header != l.header {
		// A person chose another row; without names the data begin where the
		// names were looked for.
		first := header + 1
		if header == 0 {
			first = l.header
			if l.upper > 0 {
				first = l.upper
			}
		}
		l = layout{header: header, first: first}
	}
	if l.first > s.rows() || l.first == 0 {
		return l, noRows()
	}
	l.findNotes(s, width)
	for l.first <= l.last && s.blank(l.first) {
		l.first++
	}
	if l.first > l.last {
		return l, noRows()
	}
	columns := width
	if l.header > 0 {
		columns = max(width, lastFilled(s.strings(l.header)))
		columns = max(columns, min(s.widthOf(l.header), width))
	}
	columns = max(columns, s.groupColumn+min(s.groupColumn, 1))
	if columns > table.MaxColumns {
		return l, l.tooWide(s, columns)
	}
	l.name(s, columns)
	return l, nil
}

func noRows() error {
	return datasets.Problem{Message: "The file has no rows of data below the column names.", Suggestion: "Choose a file with at least one row of data, or paste the table with its first row of names."}
}

func noSuchRow(row, rows int) error {
	return datasets.Problem{Field: "header-row", Message: fmt.Sprintf("The file has %s, so row %s cannot hold the column names.", counted(rows, "row", "rows"), count(row)), Suggestion: "Choose a row of the file."}
}

// bodyWidth gives the number of cells that most records have, wide ones
// counting more than the single cells of titles and notes, and which of those
// columns hold anything.
func bodyWidth(s *sheet) (width int, used []bool) {
	if s.used0 != nil {
		return s.width0, s.used0
	}
	counts := make([]int, int(slices.Max(s.width))+1)
	for row := 1; row <= s.rows(); row++ {
		if !s.blank(row) {
			counts[s.widthOf(row)]++
		}
	}
	best := 0.0
	for w, n := range counts {
		if score := float64(n) * math.Log2(float64(w)+1); score > best || score == best && w > width {
			best, width = score, w
		}
	}
	used = make([]bool, width)
	seen := 0
	for row := s.rows(); row >= 1 && seen < 500; row-- {
		if s.widthOf(row) != width || s.blank(row) {
			continue
		}
		seen++
		for i, c := range s.cells(row) {
			used[i] = used[i] || len(trimSpace(c)) > 0
		}
	}
	s.width0, s.used0 = width, used
	return width, used
}

func countTrue(used []bool) int {
	n := 0
	for _, u := range used {
		if u {
			n++
		}
	}
	return n
}

// find looks for the first row that can hold the names and weighs it against
// the rows below.
func (l *layout) find(s *sheet, width int, used []bool) {
	need := max(min(2, countTrue(used)), (countTrue(used)+1)/2)
	row := 1
	for row < s.rows() && s.blank(row) {
		row++
	}
	end := min(s.rows(), row+headerSearch)
	for ; row <= end; row++ {
		if s.blank(row) || s.widthOf(row) < min(2, width) {
			continue
		}
		if s.filledOf(row) >= need || countTrue(used) == 2 && s.filledOf(row) == 1 && s.widthOf(row) == width && len(trimSpace(s.cells(row)[0])) == 0 {
			break
		}
	}
	if row > end {
		l.header, l.first, l.unproved = 0, 1, headerMissing
		return
	}
	if s.names > row+1 && !s.namesNumbers(row, s.names) {
		row = s.names // what stands above are titles and links beside them
	}
	below := sampleBelow(s, row, need)
	switch {
	case looksLikeValues(s.strings(row), below):
		l.header, l.first, l.unproved = 0, row, headerMissing
	case secondHeader(s, row, used, below):
		l.header, l.first, l.unproved = row+1, row+2, headerTwoRows
		l.upper = row
	default:
		l.header, l.first = row, row+1
		if !anyTyped(below) && len(below) > 0 {
			l.unproved = headerAllText
		}
	}
	l.findUpper(s, below)
}

// columnClass counts what the cells of one column are in the sample.
type columnClass struct{ filled, values, years int }

func (c columnClass) typed() bool { return c.values > 0 && c.values*5 >= c.filled*4 }

// sampleBelow classes the columns of up to 200 rows below row.
func sampleBelow(s *sheet, row, need int) []columnClass {
	var classes []columnClass
	for seen := 0; row < s.rows() && seen < 200; {
		row++
		if s.filledOf(row) < need {
			continue
		}
		seen++
		for i, c := range s.cells(row) {
			if i == len(classes) {
				classes = append(classes, columnClass{})
			}
			c = trimSpace(c)
			if len(c) == 0 {
				continue
			}
			if _, marker := knownMarker(string(c)); marker {
				continue
			}
			classes[i].filled++
			if sh := shapeOf(c); sh != 0 {
				classes[i].values++
				if sh&(yearShape|splitYear) != 0 {
					classes[i].years++
				}
			}
		}
	}
	return classes
}

func anyTyped(classes []columnClass) bool {
	for _, c := range classes {
		if c.typed() {
			return true
		}
	}
	return false
}

// looksLikeValues is true for a row that holds numbers and dates where the
// rows below do, and so is not names. A run of years over numbers is names.
func looksLikeValues(cells []string, below []columnClass) bool {
	values, names, periods := 0, 0, 0
	for i, cell := range cells {
		if cell == "" || len(below) > 0 && (i >= len(below) || !below[i].typed()) {
			continue
		}
		sh := shapeOf([]byte(cell))
		switch {
		case sh == 0:
			names++
		case sh&(anyPeriod|dayISO) != 0 && i < len(below) && below[i].years*2 < below[i].filled:
			periods++
		default:
			values++
		}
	}
	return values > 0 && names == 0
}

// secondHeader reports whether the row after row goes on naming columns: row
// leaves some names out, and the next one fills them with words or years where
// numbers stand below.
func secondHeader(s *sheet, row int, used []bool, below []columnClass) bool {
	if row+2 > s.rows() || s.filledOf(row+1) < max(2, countTrue(used)/2) || s.filledOf(row) >= countTrue(used) {
		return false
	}
	upper, lower := s.strings(row), s.strings(row+1)
	fills := 0
	for i, cell := range lower {
		above := ""
		if i < len(upper) {
			above = upper[i]
		}
		if cell == "" {
			continue
		}
		if i < len(used) && used[i] && above == "" {
			fills++
		}
		sh := shapeOf([]byte(cell))
		period := sh&(anyPeriod|dayISO) != 0
		if i < len(below) && below[i].typed() && sh != 0 && !(period && below[i].years*2 < below[i].filled) {
			return false
		}
		if i < len(below) && !below[i].typed() && above != "" {
			return false
		}
	}
	return fills > 0 && anyTyped(below)
}
