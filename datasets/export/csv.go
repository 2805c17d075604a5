package export

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// CSV writes r as RFC 4180 has it: UTF-8 without a byte order mark, commas,
// CRLF after every row, the first row with the names of the Fields.
//
// Numbers are written with all their digits and never altered. A missing value
// is blank; where a column has one, a column with its name and "(reason)"
// follows; where a person edited one, a column with its name and "(in the
// source)". Text that a spreadsheet would run as a formula gets an apostrophe in
// front.
func CSV(w io.Writer, r datasets.Result) error {
	out := bufio.NewWriter(w)
	columns := Columns(r)
	line := make([]string, len(columns))
	for i, c := range columns {
		line[i] = quote(harmless(c.Name))
	}
	writeLine(out, line)
	for n, row := range r.Rows {
		for i, c := range columns {
			line[i] = c.text(n, row[c.Field])
		}
		writeLine(out, line)
	}
	if err := out.Flush(); err != nil { // a bufio.Writer keeps the first error
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

func writeLine(out *bufio.Writer, line []string) {
	if len(line) == 1 && line[0] == "" {
		line = []string{`""`} // an empty line would be read as no row
	}
	out.WriteString(strings.Join(line, ","))
	out.WriteString("\r\n")
}

// Column is one column of a file: a Field, or the reasons beside it, or what the
// source says where a person edited a cell.
type Column struct {
	Name   string
	Field  int            // of the Result
	Reason bool           // why values of the Field are missing
	Source map[int]string // by row, from 0, of cells that were edited; nil for other columns
}

func (c Column) text(row int, cell table.Cell) string {
	switch {
	case c.Source != nil:
		return quote(harmlessNumber(c.Source[row]))
	case c.Reason:
		return cell.Missing.String()
	case cell.Missing == table.Present && cell.Kind.Number():
		return cell.Number.String()
	}
	return quote(harmless(cell.String()))
}

// Columns are the columns of every file of r: its Fields, and reasons beside
// those in which a number or date is missing.
func Columns(r datasets.Result) []Column {
	var columns []Column
	names := map[string]bool{}
	for _, f := range r.Fields {
		names[f.Name] = true
	}
	for i, f := range r.Fields {
		columns = append(columns, Column{Name: f.Name, Field: i})
		beside := func(what string) string {
			name := fmt.Sprintf("%s (%s)", f.Name, what)
			for n := 2; names[name]; n++ {
				name = fmt.Sprintf("%s (%s %d)", f.Name, what, n)
			}
			names[name] = true
			return name
		}
		if needsReasons(r, i) {
			columns = append(columns, Column{Name: beside("reason"), Field: i, Reason: true})
		}
		if source := inSource(r, f.Name); source != nil {
			columns = append(columns, Column{Name: beside("in the source"), Field: i, Source: source})
		}
	}
	return columns
}

// inSource is what the source says in the cells of a Field that a person edited.
func inSource(r datasets.Result, field string) map[int]string {
	var source map[int]string
	for _, e := range r.Edited {
		if e.Field != field || e.Row < 0 {
			continue
		}
		if source == nil {
			source = map[int]string{}
		}
		if source[e.Row] = e.From.Value; e.From.Value == "" {
			source[e.Row] = max(e.From.Missing, table.Blank).String()
		}
	}
	return source
}

// harmlessNumber is harmless, but lets numbers be: one below zero is no formula.
func harmlessNumber(s string) string {
	if _, err := table.ParseDecimal(s); err == nil {
		return s
	}
	return harmless(s)
}

// needsReasons reports whether a blank in the column would not say enough: a
// blank text is just that, a blank number or date never.
func needsReasons(r datasets.Result, field int) bool {
	kind := r.Fields[field].Kind
	isText := !kind.Number() && !kind.Calendar()
	return slices.ContainsFunc(r.Rows, func(row []table.Cell) bool {
		missing := row[field].Missing
		return missing != table.Present && !(isText && missing == table.Blank)
	})
}

// formulaStarts are the characters with which spreadsheets begin a formula, and
// their full-width forms (OWASP, "CSV Injection").
const formulaStarts = "=+-@\t\r\n＝＋－＠"

// harmless puts an apostrophe before text that would be run as a formula, and
// before text that already looks so guarded, so that it can be taken off again.
func harmless(s string) string {
	rest := strings.TrimLeft(s, "'")
	if rest != "" && strings.ContainsRune(formulaStarts, []rune(rest)[0]) {
		return "'" + s
	}
	return s
}

// quote puts s in quotes where its characters ask for it. Separators of other
// dialects count: a spreadsheet set to semicolons must not split a cell.
func quote(s string) string {
	if s == "" || !strings.ContainsAny(s, "\",;|\t\r\n") && s[0] != ' ' && s[len(s)-1] != ' ' {
		return s
	}
	return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
}

// Harmless makes a text safe for a cell of a spreadsheet: one that would be run as
// a formula gets an apostrophe before it.
func Harmless(text string) string { return harmless(text) }
