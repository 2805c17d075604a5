package table

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Limits of a Table. Readers and docs name them through datasets.Limits.
const (
	MaxColumns   = 200
	MaxOffered   = 2_000 // columns of a file of which up to MaxColumns can be chosen
	MaxRows      = 2_000_000
	MaxCellBytes = 32 << 10
)

// ErrTooLarge is returned for more columns, rows or bytes in a cell than a Table holds.
var ErrTooLarge = errors.New("table is too large")

// Builder makes a Table row by row, closing each with EndRow, or column by
// column after SetRows. Cells of a row are set in any order, those of a column
// from the first row to the last; those not set are Blank. The first mistake is
// kept and returned by EndRow, SetRows and Table.
type Builder struct {
	fields   []Field
	columns  []Column
	known    []*dictionary   // of text columns
	texts    strings.Builder // room for words: many in one piece
	fileRows []int32
	ahead    bool // the rows are there before their cells
	room     int  // rows that each column is to have room for when it gets its first cell
	err      error
}

// NewBuilder starts an empty table with those fields. An error about the fields
// themselves (none, too many, two of one name) is returned by Table.
func NewBuilder(fields []Field) *Builder {
	b := &Builder{
		fields:  slices.Clone(fields),
		columns: make([]Column, len(fields)),
		known:   make([]*dictionary, len(fields)),
		err:     checkFields(fields),
	}
	for i, f := range fields {
		if !f.Kind.Number() && !f.Kind.Calendar() {
			b.known[i] = newDictionary()
			b.columns[i].Words = make([]string, FirstCode)
		}
	}
	return b
}

func checkFields(fields []Field) error {
	if len(fields) == 0 {
		return errors.New("build table: it has no columns")
	}
	if len(fields) > MaxColumns {
		return fmt.Errorf("build table: %d columns, at most %d are held: %w", len(fields), MaxColumns, ErrTooLarge)
	}
	seen := map[string]bool{}
	for _, f := range fields {
		if seen[f.Name] {
			return fmt.Errorf("build table: two columns are called %q", f.Name)
		}
		seen[f.Name] = true
	}
	return nil
}

// Grow makes room for rows more rows, in each column when it gets a cell.
func (b *Builder) Grow(rows int) {
	b.room = min(max(rows, 0), MaxRows)
	if !b.ahead {
		b.fileRows = slices.Grow(b.fileRows, b.room)
	}
}

func (b *Builder) makeRoom(column int) {
	c := &b.columns[column]
	switch f := b.fields[column]; {
	case f.Kind.Number() && c.Wide == nil:
		c.Scaled = slices.Grow(c.Scaled, b.room)
	case f.Kind.Calendar():
		c.Days = slices.Grow(c.Days, b.room)
	case !f.Kind.Number():
		c.Codes = slices.Grow(c.Codes, b.room)
	}
}

// Text sets a cell of a Text or PlaceCode column; "" is the blank cell. The
// builder keeps its own copy of s.
func (b *Builder) Text(column int, s string) { b.TextBytes(column, []byte(s)) }

// TextBytes is Text without a copy of a text seen before.
func (b *Builder) TextBytes(column int, s []byte) {
	if len(s) == 0 {
		b.Missing(column, Blank)
		return
	}
	known := b.known[column]
	if !b.takes(column, known != nil) {
		return
	}
	c := &b.columns[column]
	code, hash := known.find(c.Words, s)
	if code == 0 {
		code = b.learn(column, s, hash)
	}
	c.Codes = append(c.Codes, code)
}

func (b *Builder) learn(column int, s []byte, hash uint64) uint32 {
	if len(s) > MaxCellBytes {
		b.fail(fmt.Errorf("build table: a cell of %q has %d bytes, at most %d are held: %w", b.fields[column].Name, len(s), MaxCellBytes, ErrTooLarge))
	}
	c := &b.columns[column]
	code := uint32(len(c.Words))
	if len(c.Words) == cap(c.Words) {
		more := b.moreWords(c)
		c.Words = slices.Grow(c.Words, more)
		b.known[column].grow(c.Words, len(c.Words)+more)
	}
	c.Words = append(c.Words, b.keep(s))
	b.known[column].add(c.Words, hash)
	return code
}

// Room for words is made in pieces, larger ones for more words.
const (
	firstRoom = 512
	mostRoom  = 64 << 10
)

// keep copies a word into the room for words.
func (b *Builder) keep(s []byte) string {
	if b.texts.Cap()-b.texts.Len() < len(s) {
		room := max(min(2*b.texts.Cap(), mostRoom), firstRoom, len(s))
		b.texts = strings.Builder{}
		b.texts.Grow(room)
	}
	from := b.texts.Len()
	b.texts.Write(s)
	return b.texts.String()[from:]
}

// EndColumn says that no more cells of a column come but missing ones.
func (b *Builder) EndColumn(column int) { b.known[column] = nil }

// moreWords is for how many more words there is to be room: half as many as
// there are; or where the number of rows is known as many as there are, and once
// a quarter of the rows had a word each, as many as come if the rest is like
// those so far.
func (b *Builder) moreWords(c *Column) int {
	words, done := len(c.Words), len(c.Codes)
	switch {
	case !b.ahead || done == 0:
		return max(words/2, 8)
	case words < len(b.fileRows)/4:
		return max(words, 8)
	}
	rest := len(b.fileRows) - done
	return max(min(words*rest/done*17/16, rest), words/8, 8)
}

// Number sets a cell of a number column.
func (b *Builder) Number(column int, d Decimal) {
	if b.takes(column, b.fields[column].Kind.Number()) {
		b.columns[column].appendNumber(d)
		b.appendReason(column, Present)
	}
}

// Day sets a cell of a Dates or Periods column; a day within a period is taken
// as its first day.
func (b *Builder) Day(column int, d Day) {
	f := b.fields[column]
	if b.takes(column, f.Kind.Calendar()) {
		c := &b.columns[column]
		c.Days = append(c.Days, PeriodStart(d, f.Grain))
		b.appendReason(column, Present)
	}
}

// Missing sets a cell without a value. Present is taken as Blank.
func (b *Builder) Missing(column int, r Reason) {
	if r == Present {
		r = Blank
	}
	if !b.takes(column, true) {
		return
	}
	c := &b.columns[column]
	switch f := b.fields[column]; {
	case f.Kind.Number():
		c.appendNumber(Decimal{})
		b.appendReason(column, r)
	case f.Kind.Calendar():
		c.Days = append(c.Days, 0)
		b.appendReason(column, r)
	default:
		c.Codes = append(c.Codes, uint32(r))
	}
}

// Set sets a cell from a Cell of the column's kind.
func (b *Builder) Set(column int, cell Cell) {
	switch {
	case cell.Missing != Present:
		b.Missing(column, cell.Missing)
	case cell.Kind.Number():
		b.Number(column, cell.Number)
	case cell.Kind.Calendar():
		b.Day(column, cell.Day)
	default:
		b.Text(column, cell.Text)
	}
}

func (b *Builder) appendReason(column int, r Reason) {
	c := &b.columns[column]
	if c.Reasons == nil {
		if r == Present {
			return
		}
		row := b.length(column) - 1
		c.Reasons = make([]Reason, row, max(row+1, len(b.fileRows)))
	}
	c.Reasons = append(c.Reasons, r)
}

// Again sets a cell to what stands in an earlier row of its column.
func (b *Builder) Again(column, row int) {
	if !b.takes(column, true) {
		return
	}
	c := &b.columns[column]
	switch {
	case c.Codes != nil:
		c.Codes = append(c.Codes, c.Codes[row])
		return
	case c.Scaled != nil:
		c.Scaled = append(c.Scaled, c.Scaled[row])
	case c.Wide != nil:
		c.Wide = append(c.Wide, c.Wide[row])
	default:
		c.Days = append(c.Days, c.Days[row])
	}
	if c.Reasons != nil {
		c.Reasons = append(c.Reasons, c.Reasons[row])
	}
}

// takes reports whether the column can take one more cell in this row.
func (b *Builder) takes(column int, rightKind bool) bool {
	if !rightKind {
		b.fail(fmt.Errorf("build table: column %q holds %s values", b.fields[column].Name, b.fields[column].Kind))
		return false
	}
	n := b.length(column)
	if b.ahead && n >= len(b.fileRows) || !b.ahead && n != len(b.fileRows) {
		b.fail(fmt.Errorf("build table: column %q was set twice in one row", b.fields[column].Name))
		return false
	}
	if n == 0 && b.room > 0 {
		b.makeRoom(column)
	}
	return true
}

func (b *Builder) length(column int) int {
	c := &b.columns[column]
	return len(c.Codes) + len(c.Scaled) + len(c.Wide) + len(c.Days)
}

// SetRows closes rows that stand at those rows of the file, from 1, before any
// cell of them is set.
func (b *Builder) SetRows(fileRows []int32) error {
	switch {
	case len(b.fileRows) > 0:
		b.fail(errors.New("build table: it has rows already"))
	case len(fileRows) > MaxRows:
		b.fail(fmt.Errorf("build table: more than %d rows: %w", MaxRows, ErrTooLarge))
	}
	if b.err == nil {
		b.ahead, b.fileRows = true, fileRows
	}
	return b.err
}

func (b *Builder) fail(err error) {
	if b.err == nil {
		b.err = err
	}
}

// EndRow closes a row that stands at fileRow of the file, from 1.
func (b *Builder) EndRow(fileRow int) error {
	if b.ahead {
		b.fail(errors.New("build table: a row was closed after all of them"))
		return b.err
	}
	for column := range b.columns {
		if b.length(column) == len(b.fileRows) {
			b.Missing(column, Blank)
		}
	}
	if len(b.fileRows) >= MaxRows {
		b.fail(fmt.Errorf("build table: more than %d rows: %w", MaxRows, ErrTooLarge))
	}
	b.fileRows = append(b.fileRows, int32(min(fileRow, math.MaxInt32)))
	return b.err
}

// Rows is the number of closed rows.
func (b *Builder) Rows() int { return len(b.fileRows) }

// Table gives the rows closed so far. The Builder is not used afterwards.
func (b *Builder) Table() (*Table, error) {
	if b.err != nil {
		return nil, b.err
	}
	for column := range b.columns {
		for b.length(column) < len(b.fileRows) {
			b.Missing(column, Blank)
		}
	}
	return newTable(b.fields, b.columns, b.fileRows), nil
}
