package table

import (
	"slices"
	"sync"
)

// Table is an immutable set of rows held as typed columns. Several goroutines
// may read it at once.
type Table struct {
	fields   []Field
	columns  []Column
	fileRows []int32
	digest   func() string
	profiles []func() Profile
	labels   []func() []string
}

func newTable(fields []Field, columns []Column, fileRows []int32) *Table {
	t := &Table{fields: fields, columns: columns, fileRows: fileRows}
	t.digest = sync.OnceValue(t.computeDigest)
	t.profiles = make([]func() Profile, len(fields))
	t.labels = make([]func() []string, len(fields))
	for i := range fields {
		columns[i].small = &byByte{}
		t.profiles[i] = sync.OnceValue(func() Profile { return computeProfile(fields[i], &columns[i]) })
		t.labels[i] = sync.OnceValue(func() []string { return t.computeLabels(i) })
	}
	return t
}

// Rows is the number of rows.
func (t *Table) Rows() int { return len(t.fileRows) }

// Fields describes the columns, in order.
func (t *Table) Fields() []Field { return slices.Clone(t.fields) }

// Index returns the position of the named Field, or -1.
func (t *Table) Index(name string) int {
	return slices.IndexFunc(t.fields, func(f Field) bool { return f.Name == name })
}

// Field returns the named Field, or false.
func (t *Table) Field(name string) (Field, bool) {
	i := t.Index(name)
	if i < 0 {
		return Field{}, false
	}
	return t.fields[i], true
}

// Cell is one cell, by row and column from 0.
func (t *Table) Cell(row, column int) Cell {
	return t.columns[column].Cell(row, t.fields[column])
}

// Column gives the values of one column in the form they are held, for reading only.
func (t *Table) Column(column int) *Column { return &t.columns[column] }

// SourceRow is the row of the file, from 1, at which the row stands.
func (t *Table) SourceRow(row int) int { return int(t.fileRows[row]) }

// Digest is the sha256, in hex, of the table's content: the name, kind, grain
// and unit of each Field, every value or reason, and the rows of the file. Two
// tables with one content have one digest, however they were built.
func (t *Table) Digest() string { return t.digest() }

// Profile sums up one column.
func (t *Table) Profile(column int) Profile { return t.profiles[column]() }

// MaxLabels is the most values that Labels lists.
const MaxLabels = 300

// Labels are the different values of a column as a Query names them, in the
// order of the rows, for reading only; nil when there are more than MaxLabels.
func (t *Table) Labels(column int) []string { return t.labels[column]() }

func (t *Table) computeLabels(column int) []string {
	seen := map[string]bool{}
	var labels []string
	for row := range t.Rows() {
		cell := t.Cell(row, column)
		if cell.Missing != Present {
			continue
		}
		label := cell.String()
		if seen[label] {
			continue
		}
		if len(labels) == MaxLabels {
			return nil
		}
		seen[label] = true
		labels = append(labels, label)
	}
	return labels
}

// SizeBytes is about the memory that the table holds.
func (t *Table) SizeBytes() int64 {
	size := int64(len(t.fileRows)) * 4
	for i := range t.columns {
		c := &t.columns[i]
		size += int64(len(c.Codes)*4 + len(c.Scaled)*8 + len(c.Wide)*24 + len(c.Days)*4 + len(c.Reasons))
		if c.Days != nil || c.Codes != nil && len(c.Words) <= mostByByte {
			size += int64(len(t.fileRows)) // by byte, once it is asked for
		}
		for _, word := range c.Words {
			size += int64(len(word)) + 16
		}
	}
	return size
}
