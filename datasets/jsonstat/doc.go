// Package jsonstat reads JSON-stat 2.0 (and the bundles of 1.x) as a table: a
// row for each combination of the categories, their labels, place and time
// codes beside them, a column for each metric with its unit, and statuses as
// the reason of a missing number or as words beside one.
package jsonstat
