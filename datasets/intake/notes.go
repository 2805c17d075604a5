package intake

import "strings"

// noteWords open the notes below a table.
var noteWords = []string{"source", "note", "footnote", "©", "copyright", "contains ", "data as at", "last updated", "published", "key:", "symbols", "quelle", "fußnote", "* ", "** ", "1.", "(1)", "[1]", "1 ", "provisional", "figures "}

func looksLikeNote(first string) bool {
	lower := strings.ToLower(first)
	for _, w := range noteWords {
		if strings.HasPrefix(lower, w) {
			return true
		}
	}
	return len(first) > 60
}

// findNotes finds the last row of data: below it stand blank rows and notes. A
// note is a row that fills its first cells only and follows a blank row or
// opens like a note; a row with a number where the table has numbers is data.
func (l *layout) findNotes(s *sheet, width int) {
	l.last = s.rows()
	for l.last >= l.first && s.blank(l.last) {
		l.last--
	}
	if width < 2 {
		return
	}
	classes := sampleBelow(s, l.first-1, max(2, (width+1)/2))
	end := l.last
	for row := l.last; row >= l.first; row-- {
		if s.blank(row) {
			continue
		}
		if !noteShaped(s, row, width, classes) {
			break
		}
		if isNote(s, l.first, row) {
			end = row - 1
		}
	}
	if end == l.last {
		return
	}
	for end >= l.first && s.blank(end) {
		end--
	}
	if end >= l.first {
		l.last, l.notes = end, true
	}
}

// noteShaped reports whether a row could be a note: fewer cells than the table
// or its first cell alone, and no value where the table has values.
func noteShaped(s *sheet, row, width int, classes []columnClass) bool {
	cells := s.strings(row)
	if s.filledOf(row) > 1 && s.widthOf(row) >= width {
		return false
	}
	for i, cell := range cells {
		if i > 0 && i < len(classes) && classes[i].typed() && cell != "" && shapeOf([]byte(cell)) != 0 {
			return false
		}
	}
	return s.filledOf(row) <= (width+1)/2
}

// isNote reports whether a note-shaped row is one: after a blank row, or by its words.
func isNote(s *sheet, first, row int) bool {
	if row > first && s.blank(row-1) {
		return true
	}
	cells := s.strings(row)
	for _, c := range cells {
		if c != "" {
			return shapeOf([]byte(c)) == 0 && looksLikeNote(c)
		}
	}
	return false
}
