package datasets

import (
	"fmt"
	"strings"

	"figurehead/datasets/table"
)

// noField is the Problem of a column that is not there.
func noField(name string, fields []table.Field) Problem {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name
	}
	return Problem{Field: name, Message: fmt.Sprintf("There is no column %q.", shorten(name)), Suggestion: choices("The columns are", name, names)}
}

// choices names the nearest of names to what was given, or else all of them.
func choices(lead, given string, names []string) string {
	if near := nearest(given, names); near != "" {
		return fmt.Sprintf("Did you mean %q?", near)
	}
	const most = 12
	quoted := make([]string, 0, most)
	for _, name := range names[:min(len(names), most)] {
		quoted = append(quoted, fmt.Sprintf("%q", shorten(name)))
	}
	list := strings.Join(quoted, ", ")
	if len(names) > most {
		return fmt.Sprintf("%s %s and %d more.", lead, list, len(names)-most)
	}
	return fmt.Sprintf("%s %s.", lead, list)
}

// nearest is the name that differs from given by the fewest letters, when those
// are few enough to be a slip; else "".
func nearest(given string, names []string) string {
	best, fewest := "", max(1, len([]rune(given))/3)+1
	for _, name := range names {
		if distance := letterDistance(strings.ToLower(given), strings.ToLower(name), fewest); distance < fewest {
			best, fewest = name, distance
		}
	}
	return best
}

// letterDistance counts the letters to add, drop, change or swap to turn a into
// b; limit or more is not counted out.
func letterDistance(a, b string, limit int) int {
	from, to := []rune(a), []rune(b)
	if len(from)-len(to) >= limit || len(to)-len(from) >= limit {
		return limit
	}
	before, last, row := make([]int, len(to)+1), make([]int, len(to)+1), make([]int, len(to)+1)
	for j := range last {
		last[j] = j
	}
	for i := range from {
		row[0] = i + 1
		for j := range to {
			cost := 1
			if from[i] == to[j] {
				cost = 0
			}
			row[j+1] = min(last[j]+cost, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && from[i] == to[j-1] && from[i-1] == to[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(to)]
}

// shorten cuts a quoted value so that messages stay readable.
func shorten(s string) string {
	const most = 60
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	return string(runes[:most]) + "…"
}
