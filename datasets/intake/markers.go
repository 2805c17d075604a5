package intake

import (
	"strings"

	"figurehead/datasets/table"
)

// markers are what stands in a cell in place of a value, with the reason: the
// Government Analysis Function's shorthand, its forerunners, and the habits of
// spreadsheets. They count only in columns of numbers and dates.
var markers = map[string]table.Reason{
	"[c]": table.Confidential, "c": table.Confidential, "*": table.Confidential, "**": table.Confidential, "***": table.Confidential,
	"[x]": table.NotAvailable, "x": table.NotAvailable, "..": table.NotAvailable, ":": table.NotAvailable, ".": table.NotAvailable,
	"...": table.NotAvailable, "-": table.NotAvailable, "–": table.NotAvailable, "—": table.NotAvailable, "--": table.NotAvailable,
	"n/a": table.NotAvailable, "na": table.NotAvailable, "#n/a": table.NotAvailable, "nan": table.NotAvailable, "null": table.NotAvailable,
	"none": table.NotAvailable, "nil": table.NotAvailable, "not available": table.NotAvailable, "unknown": table.NotAvailable,
	"not known": table.NotAvailable, "no data": table.NotAvailable, "not recorded": table.NotAvailable,
	"not collected": table.NotAvailable, "tbc": table.NotAvailable, "#value!": table.NotAvailable, "#ref!": table.NotAvailable,
	"#div/0!": table.NotAvailable, "#num!": table.NotAvailable, "dna": table.NotAvailable, "[u]": table.NotAvailable, "u": table.NotAvailable, "[w]": table.NotAvailable,
	"[z]": table.NotApplicable, "z": table.NotApplicable, "not applicable": table.NotApplicable,
	"[low]": table.Low, "low": table.Low, "k": table.Low, "[k]": table.Low,
	"†": table.Suppressed, "‡": table.Suppressed, "#": table.Suppressed, "~": table.Suppressed, "suppressed": table.Suppressed, "s": table.Suppressed,
	"[s]": table.Suppressed, "redacted": table.Confidential, "confidential": table.Confidential,
}

// always are the markers that are read in every column of numbers, found or
// not when the Recipe was made: they cannot mean anything else.
var always = map[string]table.Reason{
	"[c]": table.Confidential, "[x]": table.NotAvailable, "[z]": table.NotApplicable, "[low]": table.Low, "[u]": table.NotAvailable, "[w]": table.NotAvailable,
}

// knownMarker gives the reason that a trimmed cell names, or false.
func knownMarker(cell string) (table.Reason, bool) {
	if len(cell) > 24 {
		return 0, false
	}
	lower := strings.ToLower(cell)
	if r, ok := markers[lower]; ok {
		return r, true
	}
	if strings.Trim(cell, "*") == "" && cell != "" {
		return table.NotAvailable, true
	}
	if rest, found := strings.CutPrefix(lower, "<"); found && allDigits([]byte(strings.TrimSpace(rest))) {
		return table.Suppressed, true
	}
	for _, start := range []string{"fewer than ", "less than ", "under "} {
		if rest, found := strings.CutPrefix(lower, start); found && allDigits([]byte(rest)) {
			return table.Suppressed, true
		}
	}
	return 0, false
}
