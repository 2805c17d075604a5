package intake

import (
	"fmt"
	"strings"
)

// count writes a number of things as people read it: 4,025.
func count(n int) string {
	s := fmt.Sprint(n)
	for at := len(s) - 3; at > 0; at -= 3 {
		s = s[:at] + "," + s[at:]
	}
	return s
}

// counted writes a count with its noun: "1 row", "4,025 rows".
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return count(n) + " " + many
}

var smallNumbers = []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}

// inWords writes numbers below ten as words.
func inWords(n int) string {
	if n >= 0 && n < len(smallNumbers) {
		return smallNumbers[n]
	}
	return count(n)
}

// quote puts a column name or a cell in quotation marks.
func quote(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return "“" + s + "”"
}

// listed joins names: “A”, “B” and “C”. Beyond most it counts the rest.
func listed(names []string, most int) string {
	quoted := make([]string, 0, len(names))
	for _, n := range names {
		quoted = append(quoted, quote(n))
	}
	return joined(quoted, most)
}

func joined(words []string, most int) string {
	if len(words) > most {
		words = append(words[:most-1:most-1], fmt.Sprintf("%s more", inWords(len(words)-most+1)))
	}
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// rowList names rows: "row 4", "rows 4 and 9", "rows 4, 9 and 12 more".
func rowList(rows []int, total int) string {
	const most = 4
	words := make([]string, 0, most)
	for i, r := range rows {
		if i == most {
			break
		}
		words = append(words, count(r))
	}
	if rest := total - len(words); rest > 0 {
		words = append(words, fmt.Sprintf("%s more", count(rest)))
	}
	if total == 1 {
		return "row " + words[0]
	}
	return "rows " + joined(words, most+1)
}

// is picks the verb for a list of n things.
func is(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}
