// Package records is what readers of formats with a form of their own hand to
// package intake: rows of text with the names of their columns above them, and
// what the format itself knows of each column (what its values are, their unit,
// what stands for a missing one). Intake then decides and says it as for CSV.
package records
