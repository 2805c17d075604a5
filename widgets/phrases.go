package widgets

import (
	"strconv"
	"strings"
)

// phrases are the few fixed words that a layout itself puts in a figure.
type phrases struct {
	source, asAt, scan string
	more               string // with {n}
	cropped            string
	missing            string   // counts values that are missing
	absent             string   // stands where no reason is known
	scales             []string // million, billion, trillion
}

var phrasesByLang = map[string]phrases{
	"en": {source: "Source: ", asAt: "as at ", scan: "Scan for the data",
		more:    "and {n} more, see the table",
		cropped: "The axis does not start at zero.", missing: "{n} values", absent: "no value", scales: []string{"million", "billion", "trillion"}},
	"cy": {source: "Ffynhonnell: ", asAt: "ar ", scan: "Sganiwch i weld y data",
		more:    "a {n} arall, gweler y tabl",
		cropped: "Nid yw’r echelin yn dechrau ar sero.", missing: "{n} gwerth", absent: "dim gwerth", scales: []string{"miliwn", "biliwn", "triliwn"}},
}

// phrasesOf returns the phrases of a language tag such as "en-GB", English
// when there are none.
func phrasesOf(lang string) phrases {
	base, _, _ := strings.Cut(lang, "-")
	if p, ok := phrasesByLang[base]; ok {
		return p
	}
	return phrasesByLang["en"]
}

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

// shortMonth cuts the month of a date such as "23 November 2026" to three letters.
func shortMonth(date string) string {
	words := strings.FieldsFunc(date, func(r rune) bool { return r == ' ' || r == nbsp })
	if len(words) != 3 {
		return date
	}
	if month := []rune(words[1]); len(month) > 4 {
		words[1] = string(month[:3])
	}
	return strings.Join(words, string(nbsp))
}
