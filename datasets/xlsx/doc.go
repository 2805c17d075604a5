// Package xlsx reads Excel workbooks: their sheets, and one sheet as CSV text
// whose records stand at the rows of the sheet. Dates are written as ISO days,
// percentages and pounds with their sign, numbers with the 15 digits that Excel
// keeps, so that the reader of CSV understands them as a person would.
//
// It never decides which row is the header or what a column means; package
// intake does. It reads cached values and runs no formula. What is hidden or
// merged is counted, never left out in silence. A workbook with a password, a
// cut part or a bomb is a [datasets.Problem].
//
// Source: ECMA-376 part 1, sections 18.2 to 18.8.
//
//	w, err := xlsx.Open(raw)
//	sheet, err := w.Read(w.Sheets()[0].Name)
package xlsx
