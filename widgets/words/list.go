package words

import (
	"fmt"
	"strings"
)

// List joins names: "a", "a and b", "a, b and c".
func List(names []string) string { return British.List(names) }

// List joins names; see the function of that name.
func (l *Locale) List(names []string) string {
	if len(names) < 2 || l.And == "" {
		return strings.Join(names, ", ")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " " + l.And + " " + names[last]
}

// Ordinal writes a rank: "first" to "ninth", then "10th", "21st".
func Ordinal(n int) string { return British.Ordinal(n) }

// Ordinal writes a rank; see the function of that name.
func (l *Locale) Ordinal(n int) string {
	if n >= 1 && n <= len(l.Ordinals) {
		return l.Ordinals[n-1]
	}
	return Whole(n) + l.ending(n)
}

func englishEnding(n int) string {
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			return "st"
		case 2:
			return "nd"
		case 3:
			return "rd"
		}
	}
	return "th"
}

// welshEnding follows how a rank is read aloud: 11eg, 12fed, 21ain, 100fed.
func welshEnding(n int) string {
	switch n %= 100; {
	case n == 11, n == 13, n == 14, n == 16, n == 17, n == 19:
		return "eg"
	case n > 20 && n < 40, n > 40 && n < 60, n > 80:
		return "ain"
	}
	return "fed"
}

// Count writes a number of things in English: "1 row", "1,220 rows".
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%s %s", Whole(n), many)
}
