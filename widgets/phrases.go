package widgets

import (
	"slices"
	"strconv"
	"strings"

	"figurehead/widgets/words"
)

// say writes a phrase in the language of the figure; see [words.Locale.Say].
func (l *layout) say(p words.Phrase, parts ...string) string { return l.words.Say(p, parts...) }

// more says how many marks have no label: "and 12 more, see the table".
func (l *layout) more(n int) string { return l.say(words.MoreLeft, "n", words.Whole(n)) }

// counted puts a number into a phrase.
func counted(phrase string, n int) string {
	return strings.ReplaceAll(phrase, "{n}", commas(strconv.Itoa(n)))
}

// commas groups the digits of a plain whole number by three, from 1,000.
func commas(digits string) string {
	if len(digits) <= 3 {
		return digits
	}
	return commas(digits[:len(digits)-3]) + "," + digits[len(digits)-3:]
}

// shortMonth cuts the month of a date such as "23 November 2026" to its short form.
func (l *layout) shortMonth(date string) string {
	parts := strings.FieldsFunc(date, func(r rune) bool { return r == ' ' || r == nbsp })
	if len(parts) != 3 {
		return date
	}
	if i := slices.Index(l.words.Months[:], parts[1]); i >= 0 {
		parts[1] = l.words.ShortMonths[i]
	}
	return strings.Join(parts, string(nbsp))
}
