package words

import "strings"

// Locale is the table of words and marks of one language: how it writes
// numbers, dates and directions. Its sentences are the Phrases. Everything this
// package writes comes from one; the package functions use [British].
type Locale struct {
	Lang        string // "en-GB"
	Name        string // what the language calls itself
	Months      [12]string
	ShortMonths [12]string
	Quarter     string    // "quarter {n} {year}"
	ShortQ      string    // "Q{n} {year}"
	Halves      [2]string // "first half of {year}"
	ShortHalves [2]string // "H1 {year}"
	Week        string    // "week {n} of {year}"
	ShortWeek   string    // "W{n} {year}"
	Large       [3]string // thousand millions and so on: 10^6, 10^9, 10^12
	Up, Down    string
	Unchanged   string
	Little      string    // a change that rounds to nothing
	Similar     string    // a change within the confidence intervals
	Point       string    // "percentage point": after 1
	Points      string    // after other whole numbers
	PartPoints  string    // after a number with decimals
	And         string    // before the last name of a list; empty where only commas stand
	Ordinals    [9]string // first to ninth
	Reasons     [8]string // by table.Reason
	// ending is what follows the digits of a rank above nine: "th".
	ending func(n int) string
}

// British is English as councils in the United Kingdom write it.
var British = &Locale{
	Lang: "en-GB",
	Name: "English",
	Months: [12]string{"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December"},
	ShortMonths: [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
		"Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
	Quarter: "quarter {n} {year}",
	ShortQ:  "Q{n} {year}",
	Halves:  [2]string{"first half of {year}", "second half of {year}"}, ShortHalves: [2]string{"H1 {year}", "H2 {year}"},
	Week:       "week {n} of {year}",
	ShortWeek:  "W{n} {year}",
	Large:      [3]string{"million", "billion", "trillion"},
	Up:         "up",
	Down:       "down",
	Unchanged:  "unchanged",
	Little:     "little changed",
	Similar:    "similar",
	Point:      "percentage point",
	Points:     "percentage points",
	PartPoints: "percentage points",
	And:        "and",
	Ordinals: [9]string{"first", "second", "third", "fourth", "fifth",
		"sixth", "seventh", "eighth", "ninth"},
	Reasons: [8]string{"", "no figure given", "not available", "confidential",
		"hidden to protect people", "not applicable", "less than half of the last digit shown",
		"could not be read"},
	ending: englishEnding,
}

// Welsh is Welsh as councils in Wales write it; the names of its terms are
// those of TermCymru, the Welsh Government’s list.
var Welsh = &Locale{
	Lang: "cy",
	Name: "Cymraeg",
	Months: [12]string{"Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin",
		"Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"},
	ShortMonths: [12]string{"Ion", "Chwe", "Maw", "Ebr", "Mai", "Meh",
		"Gorff", "Awst", "Medi", "Hyd", "Tach", "Rhag"},
	Quarter: "chwarter {n} {year}",
	ShortQ:  "Ch{n} {year}",
	Halves:  [2]string{"hanner cyntaf {year}", "ail hanner {year}"}, ShortHalves: [2]string{"H1 {year}", "H2 {year}"},
	Week:       "wythnos {n}, {year}",
	ShortWeek:  "W{n} {year}",
	Large:      [3]string{"miliwn", "biliwn", "triliwn"},
	Up:         "i fyny",
	Down:       "i lawr",
	Unchanged:  "heb newid",
	Little:     "bron heb newid",
	Similar:    "tebyg",
	Point:      "pwynt canran",
	Points:     "o bwyntiau canran",
	PartPoints: "pwynt canran",
	Ordinals: [9]string{"cyntaf", "ail", "trydydd", "pedwerydd", "pumed",
		"chweched", "seithfed", "wythfed", "nawfed"},
	Reasons: [8]string{"", "dim ffigur wedi’i roi", "ddim ar gael", "cyfrinachol",
		"wedi’i guddio i ddiogelu pobl", "ddim yn berthnasol", "llai na hanner y digid olaf a ddangosir",
		"nid oedd modd ei ddarllen"},
	ending: welshEnding,
}

// locales are the languages a figure can be published in.
var locales = []*Locale{British, Welsh}

// Languages are the locales a figure can be published in, the first of which
// stands in for any other.
func Languages() []*Locale { return locales }

// Langs are the tags of the languages a figure can be published in, the first
// of which stands in for any other.
func Langs() []string {
	var tags []string
	for _, l := range locales {
		tags = append(tags, l.Lang)
	}
	return tags
}

// For returns the locale of a language tag such as "en-GB" or "cy"; a language
// that is not here gets British English.
func For(lang string) *Locale {
	base, _, _ := strings.Cut(lang, "-")
	for _, l := range locales {
		if own, _, _ := strings.Cut(l.Lang, "-"); strings.EqualFold(own, base) {
			return l
		}
	}
	return British
}

// Glue makes s unbreakable: each space becomes a non-breaking one.
func Glue(s string) string { return strings.ReplaceAll(s, " ", nbsp) }

// Plain is the reverse of Glue, for texts that are copied out of a page.
func Plain(s string) string { return strings.ReplaceAll(s, nbsp, " ") }

const (
	nbsp  = "\u00a0"
	minus = "\u2212"
)
