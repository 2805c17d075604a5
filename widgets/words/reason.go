package words

import "figurehead/datasets/table"

// Reason says in words why a cell has no value; "" when it has one.
func Reason(r table.Reason) string { return British.Reason(r) }

// Reason says why a cell has no value; see the function of that name.
func (l *Locale) Reason(r table.Reason) string {
	if int(r) >= len(l.Reasons) {
		return l.Reasons[table.Unreadable]
	}
	return l.Reasons[r]
}

// shorthands are the signs that stand in a table for a missing number, where a
// reason has no room (Analysis Function, "Symbols in tables").
var shorthands = map[table.Reason]string{
	table.Confidential: "[c]", table.Suppressed: "[c]", table.NotApplicable: "[z]", table.Low: "[low]",
}

// Shorthand is the sign of a reason in tables: "[c]"; "" for a number that is
// there.
func Shorthand(r table.Reason) string {
	if r == table.Present {
		return ""
	}
	if sign, ok := shorthands[r]; ok {
		return sign
	}
	return "[x]"
}

// Cell writes any cell: texts as they are, numbers in f, days and periods in
// full, and a missing value as its reason.
func Cell(c table.Cell, f Format) string { return British.Cell(c, f) }

// Cell writes any cell; see the function of that name.
func (l *Locale) Cell(c table.Cell, f Format) string {
	switch {
	case c.Missing != table.Present:
		return l.Reason(c.Missing)
	case c.Kind.Number():
		return l.Number(c.Number, f)
	case c.Kind.Calendar():
		return l.Period(c)
	}
	return c.Text
}
