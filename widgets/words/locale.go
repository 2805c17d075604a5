package words

import "strings"

// Locale is the table of words and marks of one language. Everything this
// package writes comes from one; the package functions use [British].
type Locale struct {
	Lang        string
	Months      [12]string
	ShortMonths [12]string
	Quarter     string    // "quarter {n} {year}"
	ShortQ      string    // "Q{n} {year}"
	Large       [3]string // thousand millions and so on: 10^6, 10^9, 10^12
	Up, Down    string
	FromIn      string // "from {base} in {period}"
	FromOn      string // the same for a day
	FromOnly    string // the same without a period
	Unchanged   string
	Little      string // a change that rounds to nothing
	Point       string // "percentage point"
	Points      string
	And         string
	Ordinals    [9]string // first to ninth
	Reasons     [8]string // by table.Reason
}

// British is English as councils in the United Kingdom write it.
var British = &Locale{
	Lang: "en-GB",
	Months: [12]string{"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December"},
	ShortMonths: [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
		"Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
	Quarter:   "quarter {n} {year}",
	ShortQ:    "Q{n} {year}",
	Large:     [3]string{"million", "billion", "trillion"},
	FromIn:    "from {base} in {period}",
	FromOn:    "from {base} on {period}",
	FromOnly:  "from {base}",
	Up:        "up",
	Down:      "down",
	Unchanged: "unchanged",
	Little:    "little changed",
	Point:     "percentage point",
	Points:    "percentage points",
	And:       "and",
	Ordinals: [9]string{"first", "second", "third", "fourth", "fifth",
		"sixth", "seventh", "eighth", "ninth"},
	Reasons: [8]string{"", "no figure given", "not available", "confidential",
		"hidden because it is small", "not applicable", "less than half of the last digit shown",
		"could not be read"},
}

// locales are the languages a figure can be published in.
var locales = []*Locale{British}

// For returns the locale of a language tag such as "en-GB"; a language that
// is not here gets British English.
func For(lang string) *Locale {
	for _, l := range locales {
		if strings.EqualFold(l.Lang, lang) {
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
