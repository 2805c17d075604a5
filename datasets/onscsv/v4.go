package onscsv

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/csvfile"
	"figurehead/datasets/records"
	"figurehead/datasets/table"
)

var v4Heading = regexp.MustCompile(`(?i)^(\x{feff})?"?v4_(\d{1,2})"?[,\t;]`)

// IsV4 reports whether raw begins as a V4 file does.
func IsV4(raw []byte) bool { return v4Heading.Match(raw[:min(len(raw), 16)]) }

// v4 writes the rows of a V4 file as a table.
type v4 struct {
	out     records.Writer
	columns []records.Column
	mark    int // column of the data markings, -1 for none
	about   int // columns about the number
	width   int
	rows    int
	reasons int
	same    []bool // of each code column: every code is its label
	placed  []bool // of each code column: it holds codes of places
}

// ReadV4 reads the table. What a person can mend is a datasets.Problem.
func ReadV4(raw []byte, q records.Request) (records.Table, error) {
	if q.Part != "" {
		return records.Table{}, datasets.Problem{Field: "part", Message: "The file has one table.", Suggestion: "Leave the part out."}
	}
	r := &v4{mark: -1}
	ended, err := csvfile.Rows(raw, 1, r.row)
	if err != nil {
		return records.Table{}, err
	}
	if r.rows == 0 {
		return records.Table{}, datasets.Problem{Message: "The file has no rows of data below the column names.", Suggestion: "Get the file again."}
	}
	for i := range r.columns {
		r.columns[i].Drop = r.columns[i].Drop || r.isCode(i) && (r.same[i] || !r.placed[i])
	}
	t := records.Table{Text: r.out.Text(), Header: 1, Numbered: true, Rows: r.rows, Columns: r.columns, Sure: true}
	if !ended {
		t.Problems = append(t.Problems, csvfile.Unended(r.out.Rows()))
	}
	t.Said = []records.Said{
		{Topic: "File", Text: fmt.Sprintf("CSV of the Office for National Statistics (V4). %s read.", records.Counted(r.rows, "row was", "rows were"))},
		{Topic: "Header", Text: fmt.Sprintf("Row 1 holds the names of the columns. The first is called “Value”; %s about it.", records.Counted(r.about, "column after it is", "columns after it are"))},
	}
	if r.reasons > 0 {
		t.Said = append(t.Said, records.Said{Topic: "Missing", Text: fmt.Sprintf("%s read from its data marking.", records.Counted(r.reasons, "missing number has its reason", "missing numbers have their reasons"))})
	}
	return t, nil
}

// isCode reports whether a column holds the codes of the labels after it.
func (r *v4) isCode(column int) bool { return column > r.about && (column-r.about)%2 == 1 }

func (r *v4) row(row int, cells [][]byte) error {
	if row == 1 {
		return r.headings(cells)
	}
	if len(bytes.TrimSpace(bytes.Join(cells, nil))) == 0 {
		return r.out.End()
	}
	if len(cells) != r.width {
		return datasets.Problem{Row: row, Message: fmt.Sprintf("Row %s has %d values under %d column names.", records.Count(row), len(cells), r.width), Suggestion: "It looks damaged. Get the file again."}
	}
	r.rows++
	for i := range cells {
		text := text(cells, i)
		switch {
		case i == 0 && text == "":
			if marker, _ := records.Marking(r.marking(cells)); marker != "" {
				r.reasons++
				text = marker
			}
		case i == r.mark:
			_, text = records.Marking(text)
			if value := csvfile.Trim(cells[0]); len(value) == 0 {
				text = ""
			}
		case r.isCode(i):
			r.same[i] = r.same[i] && i+1 < len(cells) && bytes.Equal(cells[i], cells[i+1])
			r.placed[i] = r.placed[i] && place.Match(cells[i])
		}
		if err := r.out.Cell(i, []byte(text)); err != nil {
			return err
		}
	}
	return r.out.End()
}

var place = regexp.MustCompile(`^[ENSWKJLM]\d{8}$`)

func (r *v4) marking(cells [][]byte) string {
	if r.mark < 0 {
		return ""
	}
	return text(cells, r.mark)
}

// headings names the columns: the number, what is about it, then codes with
// their labels.
func (r *v4) headings(cells [][]byte) error {
	if len(cells) > table.MaxColumns {
		return records.TooManyColumns()
	}
	var err error
	if r.about, err = strconv.Atoi(strings.TrimPrefix(strings.ToLower(text(cells, 0)), "v4_")); err != nil {
		return datasets.Problem{Row: 1, Message: fmt.Sprintf("The first heading, %q, is not that of a V4 file.", text(cells, 0)), Suggestion: "Get the file again."}
	}
	if r.width = len(cells); (r.width-1-r.about)%2 != 0 || r.width < 3+r.about {
		return datasets.Problem{Row: 1, Message: fmt.Sprintf("The first heading says that %d columns are about the number; the %d after them are not pairs of code and label.", r.about, r.width-1-r.about),
			Suggestion: "Get the file again."}
	}
	r.same, r.placed = make([]bool, r.width), make([]bool, r.width)
	for i := range cells {
		column := records.Column{Name: text(cells, i)}
		switch {
		case i == 0:
			column = records.Column{Name: "Value", As: "number"}
		case i <= r.about && strings.Contains(strings.ToLower(strings.ReplaceAll(column.Name, "_", " ")), "marking"):
			r.mark, column.Name, column.As = i, "Status", "text"
		case r.isCode(i):
			r.same[i], r.placed[i] = true, true
			column.Name = text(cells, i+1) + " code"
		}
		r.columns = append(r.columns, column)
		if err := r.out.Cell(i, []byte(column.Name)); err != nil {
			return err
		}
	}
	return r.out.End()
}

func text(cells [][]byte, at int) string {
	if at >= len(cells) {
		return ""
	}
	return string(csvfile.Trim(cells[at]))
}
