// Package ods reads OpenDocument spreadsheets: their sheets, and one sheet as
// CSV text whose records stand at the rows of the sheet. It reads values as the
// file stores them (dates as ISO days, percentages and pounds with their sign)
// and never the words in which they were shown.
//
// It never decides what a column means; package intake does. A cell or row that
// says it is repeated is written so often, within the limits of a sheet; blank
// ones are only counted on. A spreadsheet with a password, a cut part or a bomb
// is a [datasets.Problem].
//
// Source: OpenDocument 1.3, part 3, section 9.
//
//	b, err := ods.Open(raw)
//	sheet, err := b.Read(b.Sheets()[0].Name)
package ods
