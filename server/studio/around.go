package studio

import (
	"errors"
	"strings"
	"unicode/utf8"

	"figurehead/datasets"
)

// rowNear is a row of a pasted table beside one that could not be read.
type rowNear struct {
	Row  int
	Text string
	Hit  bool
}

// mostShown is how many characters of such a row are shown.
const mostShown = 200

// rowsNear shows where a paste could not be read: the row that the problem
// names and those beside it. Files are not shown, for they may name people that
// nobody has decided about; what was pasted stands in the form anyway.
func rowsNear(pasted string, err error) []rowNear {
	var problem datasets.Problem
	if !errors.As(err, &problem) || problem.Row == 0 || pasted == "" {
		return nil
	}
	starts := recordStarts(pasted)
	if problem.Row > len(starts) {
		return nil
	}
	var list []rowNear
	for row := max(1, problem.Row-1); row <= min(problem.Row, len(starts)); row++ {
		list = append(list, rowNear{row, firstLine(pasted[starts[row-1]:]), row == problem.Row})
	}
	// The line after it, also where the record runs on because of an open mark.
	if _, after, more := strings.Cut(pasted[starts[problem.Row-1]:], "\n"); more && after != "" {
		list = append(list, rowNear{problem.Row + 1, firstLine(after), false})
	}
	return list
}

// recordStarts is where each record of a delimited text begins.
func recordStarts(text string) []int {
	starts, quoted := []int{0}, false
	for i := range len(text) {
		switch text[i] {
		case '"':
			quoted = !quoted
		case '\n':
			if !quoted && i+1 < len(text) {
				starts = append(starts, i+1)
			}
		}
	}
	return starts
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	line = strings.TrimRight(line, "\r")
	if utf8.RuneCountInString(line) > mostShown {
		return string([]rune(line)[:mostShown]) + "…"
	}
	return line
}
