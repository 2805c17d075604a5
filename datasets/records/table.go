package records

import "figurehead/datasets"

// Request is what is asked of a reader.
type Request struct {
	// Part is the part of the file to read, one of Table.Parts; "" for the one
	// that the reader proposes.
	Part string
	// Order lists names of columns that come first, where the format has no
	// order of its own: those of the last reading, so that a record with its
	// keys in another order changes nothing.
	Order []string
}

// Table is one table of a file as text, and what the format says of it.
type Table struct {
	Text []byte `json:"-"` // CSV in UTF-8 with commas, at most MaxTextBytes
	// Header is the record of Text, from 1, that holds the names; -1 when intake
	// is to look for it.
	Header int
	Rows   int // records below the names
	// Numbered says that rows of Text have the numbers that they have in the file.
	Numbered bool
	Columns  []Column
	Part     string // that was read; "" for a format without parts
	Parts    []Part // what can be read instead, this one among them
	Sure     bool   // the format itself says which part the table is
	Said     []Said
	// Names says that the file names people beside its rows.
	Names bool
	// Problems are warnings about rows that are used all the same.
	Problems []datasets.Problem
}

// Column is what a format says of one column, in the order of the names.
type Column struct {
	Name string
	// As is what the values are, in the words of the answers to "How is this
	// column read?" (text, code, number, date …); "" when the format does not
	// say. "numeric" are numbers that may be measures, years or codes.
	As   string
	Unit string // of its numbers: "%", "tonnes"
	// Missing lists what stands in a cell in place of a value.
	Missing []string
	// DateOrder is the order of day, month and year: "dmy", "mdy" or "ymd".
	DateOrder string
	// Drop leaves the column out of the table until a person wants it: numbers
	// that a database gives its rows, lists within a record.
	Drop bool
}

// Part is one table of a file that holds several.
type Part struct{ Name, Label string }

// Said is one thing that a person should know, under a topic of intake's.
type Said struct {
	Topic string
	Text  string
	Guess bool
}
