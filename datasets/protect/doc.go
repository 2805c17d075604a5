// Package protect hides small numbers of people in a Result, and as many others
// as it takes that nobody can work them out from totals, shares, other figures
// of the Dataset or its earlier Editions.
//
// A number is a sum over rows of the table. Every number that is shown or was
// shown is an equation; a hidden one is safe when the equations leave it a
// stretch at least as long as the threshold (feasibility intervals, by linear
// programming). Which others to hide is the cheapest way to make that room.
// Totals of the rows that a figure shows count as known even when it does not
// print them, because a reader or the next figure may.
//
// Steps that work on numbers run after the hiding, on what readers may see, so
// that shares, ranks, orders and running totals tell nothing more. A Query whose
// numbers cannot be followed back to rows is refused with a sentence.
//
//	outcome, err := protect.Run(ctx, query, table, protect.Rule{Threshold: 5}, ledger)
package protect
