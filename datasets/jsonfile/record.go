package jsonfile

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"figurehead/datasets"
	"figurehead/datasets/jsontext"
	"figurehead/datasets/records"
	"figurehead/datasets/table"
)

// column is one key of the records, with dots for keys within keys, and what
// stands under it.
type column struct {
	name                  string
	row                   int // that it was last set in
	texts, numbers, lists int
	joined                int // lists of plain values, written in one cell
	milliseconds          bool
}

// reader writes the records at a path as rows.
type reader struct {
	jsontext.Scanner
	out     records.Writer
	columns []*column
	known   map[string]*column
	at      map[*column]int
	row     int
	days    map[string]bool // columns whose numbers are milliseconds since 1970
	blank   int             // records that are null
	doubled string          // first key that stands twice in one record …
	twice   int             // … and how many do
	inRow   int
	lists   bool // records are lists, without names
	objects bool // records have keys
	scratch []byte
}

func newReader(raw []byte, order []string) *reader {
	r := &reader{Scanner: jsontext.Scanner{Raw: raw}, known: map[string]*column{}, at: map[*column]int{}}
	r.out.Before = 1
	for _, name := range order {
		if _, err := r.column(name); err != nil {
			break
		}
	}
	return r
}

// column is the column of that name, made when it is new.
func (r *reader) column(name string) (*column, error) {
	name = strings.TrimSpace(name) // as intake reads it
	if c := r.known[name]; c != nil {
		return c, nil
	}
	if len(r.columns) >= table.MaxOffered {
		return nil, records.TooManyColumns()
	}
	if len(name) > table.MaxCellBytes {
		return nil, datasets.Problem{Message: "The name of a column has more than 32 kB.", Suggestion: "Get the file again; it may be damaged."}
	}
	c := &column{name: name, milliseconds: r.days[name]}
	r.known[name], r.at[c] = c, len(r.columns)
	r.columns = append(r.columns, c)
	return c, nil
}

// all reads the records at a path.
func (r *reader) all(path []string, lines bool) error {
	if !lines {
		return r.descend(path)
	}
	for !r.End() {
		if err := r.descend(path[1:]); err != nil {
			return err
		}
	}
	return nil
}

// descend reads the records below the value that comes next.
func (r *reader) descend(path []string) error {
	if len(path) == 0 {
		return r.record()
	}
	name, c := path[0], r.Peek()
	switch {
	case name == "*" && c == '[':
		return r.Array(func() error { return r.descend(path[1:]) })
	case name == "*" || c != '{':
		return r.Skip()
	}
	seen := false
	return r.Object(func(member string) error {
		if member != name {
			return r.Skip()
		}
		if seen {
			return datasets.Problem{Message: fmt.Sprintf("The file has %q twice in one place, so it is not clear which is meant.", name), Suggestion: "Get the file again, or leave one of them out."}
		}
		seen = true
		return r.descend(path[1:])
	})
}

// record writes one record as a row.
func (r *reader) record() error {
	r.row++
	var err error
	switch c := r.Peek(); {
	case c == '{' && r.lists, c == '[' && r.objects:
		isA, areAll := "an object with keys", "lists"
		if c == '[' {
			isA, areAll = "a list", "objects with keys"
		}
		err = datasets.Problem{Row: r.row + 1, Message: fmt.Sprintf("Record %d is %s, where those before it are %s.", r.row, isA, areAll), Suggestion: "Read another list of the file, or ask the publisher for CSV."}
	case c == '{':
		r.objects = true
		err = r.members("")
	case c == '[':
		r.beginLists()
		at := 0
		err = r.Array(func() error {
			at++
			return r.value(fmt.Sprintf("Column %d", at))
		})
	case r.Word("null"):
		r.blank++
	default:
		err = datasets.Problem{Row: r.row + 1, Message: fmt.Sprintf("Record %d is a plain value, where others are objects with keys.", r.row), Suggestion: "Read another list of the file, or ask the publisher for CSV."}
	}
	if err != nil {
		return err
	}
	return r.out.End()
}

// beginLists forgets the names that the last reading had: lists have places, and
// what they were called stands in the rows.
func (r *reader) beginLists() {
	if !r.lists {
		r.lists, r.columns = true, nil
		clear(r.known)
		clear(r.at)
	}
}

func (r *reader) members(before string) error {
	return r.Object(func(name string) error {
		return r.value(before + name)
	})
}

// value writes one value into the column of that name.
func (r *reader) value(name string) error {
	next := r.Peek()
	if next == '{' {
		if len(name) > table.MaxCellBytes {
			return datasets.Problem{Row: r.row + 1, Message: "The name of a column has more than 32 kB.", Suggestion: "Get the file again; it may be damaged."}
		}
		return r.members(name + ".")
	}
	c, err := r.column(name)
	if err != nil {
		return err
	}
	if c.row == r.row {
		if r.twice++; r.doubled == "" {
			r.doubled, r.inRow = name, r.row
		}
	}
	c.row = r.row
	if next == '[' {
		return r.list(c)
	}
	text, err := r.plain(c)
	if err != nil {
		return err
	}
	return r.out.Cell(r.at[c], text)
}

// plain reads a text, a number with its digits, true or false, or null as nothing.
func (r *reader) plain(c *column) ([]byte, error) {
	switch next := r.Peek(); {
	case next == '"':
		c.texts++
		text, err := r.Text()
		return []byte(text), err
	case next == '-' || next >= '0' && next <= '9':
		c.numbers++
		digits, err := r.Digits()
		if err == nil && c.milliseconds {
			return dayOf(digits), nil
		}
		return digits, err
	case r.Word("true"):
		return []byte("true"), nil
	case r.Word("false"):
		return []byte("false"), nil
	}
	return nil, r.Skip()
}

// list writes a list of plain values in one cell. Lists of records within a
// record are not part of its row.
func (r *reader) list(c *column) error {
	r.scratch = r.scratch[:0]
	n, nested := 0, false
	err := r.Array(func() error {
		if next := r.Peek(); next == '{' || next == '[' {
			nested = true
			return r.Skip()
		}
		text, err := r.plain(&column{})
		if n++; n > 1 {
			r.scratch = append(r.scratch, "; "...)
		}
		r.scratch = append(r.scratch, text...)
		return err
	})
	switch {
	case err != nil:
		return err
	case nested:
		c.lists++
		return nil
	case n > 1:
		c.joined++
	}
	return r.out.Cell(r.at[c], r.scratch)
}

// validText refuses a file that is not UTF-8 (RFC 8259, 8.1).
func validText(raw []byte) error {
	if utf8.Valid(raw) {
		return nil
	}
	return datasets.Problem{Message: "The JSON file is not text in UTF-8.", Suggestion: "Save it again in UTF-8, or ask the publisher for CSV."}
}

func quote(s string) string {
	const most = 80
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return "“" + strings.Join(strings.Fields(s), " ") + "”"
}
