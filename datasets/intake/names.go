package intake

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// lastFilled is the number of cells up to the last that holds something.
func lastFilled(cells []string) int {
	for n := len(cells); n > 0; n-- {
		if cells[n-1] != "" {
			return n
		}
	}
	return 0
}

// name gives every column a name of its own.
func (l *layout) name(s *sheet, columns int) {
	l.headings = make([]string, columns)
	l.names = make([]string, columns)
	above := l.groups(s, columns)
	if l.header > 0 {
		l.named = copy(l.headings, s.strings(l.header))
	}
	seen := map[string]int{}
	for i, heading := range l.headings {
		name := oneLine(heading)
		if above != nil && above[i] != "" && name != above[i] {
			name = strings.TrimSpace(above[i] + " " + name)
		}
		switch {
		case name == "" && i == s.groupColumn && i > 0:
			name = groupName
		case name == "":
			name = fmt.Sprintf("Column %d", i+1)
		}
		l.names[i] = name
		for n := 2; seen[l.names[i]] > 0; n++ {
			l.names[i] = fmt.Sprintf("%s (%d)", name, n)
		}
		seen[l.names[i]]++
	}
	if s.groupColumn > 0 {
		columns--
	}
	if l.header > 0 && columns > lastFilled(s.strings(l.header)) && l.unproved == headerProved && s.widthOf(l.header) < columns {
		l.unproved = headerTooNarrow
	}
}

// oneLine makes runs of spaces and line ends in a heading one space.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// groups joins, for each column, what the rows above the header say of it. A
// name reaches to the right as far as the next one in its row or above it.
func (l *layout) groups(s *sheet, columns int) []string {
	if l.upper == 0 {
		return nil
	}
	var rows [][]string
	for row := l.upper; row < l.header; row++ {
		rows = append(rows, s.strings(row))
	}
	out := make([]string, columns)
	parts := make([]string, len(rows))
	for i := range columns {
		fresh := false
		for level, cells := range rows {
			cell := ""
			if i < len(cells) {
				cell = oneLine(cells[i])
			}
			if fresh = fresh || cell != ""; fresh {
				parts[level] = cell
			}
		}
		var words []string
		for _, part := range parts {
			if part != "" && !slices.Contains(words, part) {
				words = append(words, part)
			}
		}
		out[i] = strings.Join(words, " ")
	}
	return out
}

// mostUpper is how many rows above the header may hold parts of the names.
const mostUpper = 2

// findUpper looks above the header for rows that name groups of columns: words
// that leave cells free, of which one stands over two columns or more. Titles,
// which stand in the first cell alone, and units are none.
func (l *layout) findUpper(s *sheet, below []columnClass) {
	if l.header == 0 || !anyTyped(below) {
		return
	}
	top := l.header
	if l.upper > 0 {
		top = l.upper
	}
	for row := top - 1; row >= 1 && l.header-row <= mostUpper; row-- {
		if s.blank(row) || !s.namesOnly(row) || !groupsColumns(s.strings(row), s.strings(l.header)) {
			return
		}
		l.upper, l.unproved = row, headerTwoRows
		l.first = l.header + 1
	}
}

// groupsColumns reports whether cells stand over groups of the named columns.
func groupsColumns(cells, names []string) bool {
	last := lastFilled(names)
	if lastFilled(cells) > last || len(cells) > 0 && cells[0] != "" && lastFilled(cells) == 1 {
		return false
	}
	groups, wide := 0, 0
	for i := 1; i < len(cells); i++ {
		if cells[i] == "" {
			continue
		}
		next := i + 1
		for next < last && (next >= len(cells) || cells[next] == "") {
			next++
		}
		if groups++; next-i > 1 && !isUnit(cells[i]) {
			wide++
		}
	}
	return wide > 0 && (len(cells) == 0 || cells[0] == "" || groups > 1)
}

// isUnit reports whether a heading says how all numbers below are counted.
func isUnit(cell string) bool {
	return units.MatchString(cell)
}

var units = regexp.MustCompile(`(?i)^\(?(%|£.{0,12}|per ?cent(age)?s?|numbers?|thousands?|millions?|rates?( per .*)?|index.*)\)?$`)
