package intake

import (
	"fmt"
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
	var above []string
	if l.upper > 0 {
		above = s.strings(l.upper)
	}
	if l.header > 0 {
		l.named = copy(l.headings, s.strings(l.header))
	}
	seen := map[string]int{}
	group := ""
	for i, heading := range l.headings {
		name := oneLine(heading)
		if i < len(above) && above[i] != "" {
			group = oneLine(above[i])
		}
		if l.upper > 0 && group != "" && name != group {
			name = strings.TrimSpace(group + " " + name)
		}
		if name == "" {
			name = fmt.Sprintf("Column %d", i+1)
		}
		l.names[i] = name
		for n := 2; seen[l.names[i]] > 0; n++ {
			l.names[i] = fmt.Sprintf("%s (%d)", name, n)
		}
		seen[l.names[i]]++
	}
	if l.header > 0 && columns > lastFilled(s.strings(l.header)) && l.unproved == headerProved && s.widthOf(l.header) < columns {
		l.unproved = headerTooNarrow
	}
}

// oneLine makes runs of spaces and line ends in a heading one space.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
