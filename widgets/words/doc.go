// Package words writes numbers, dates, periods, directions and lists as a
// reader meets them, and puts Facts into texts that hold tokens.
//
// It owns house style: commas from 1,000, the minus sign U+2212, halves away
// from zero on exact decimals, "2018/19", "up 1.2 percentage points". It never
// computes a statistic, knows no chart and never rounds twice.
//
//	words.Number(d, words.Format{Decimals: 1, Unit: "%"})      // "51.1%"
//	words.Date(day)                                            // "23 November 2026"
//	text, unresolved := words.Resolve("{value} in {period}", facts, format)
//
// The rules are those of the ONS style guide ("Numbers", "Dates and times")
// as gathered in the figure design, section 8. Each language is one Locale.
package words
