// Package office holds what readers of zipped office documents share: the
// archive opened under limits, a scanner of their XML that knows no entities
// but the five of XML and no document types, and the text of a sheet as CSV
// whose records stand at the rows of the sheet.
//
// It never decides what a cell means; package xlsx and package ods do. It never
// accepts half a file: a part that is cut, too large or packed beyond belief
// is a [datasets.Problem].
package office
