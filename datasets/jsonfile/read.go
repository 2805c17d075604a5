package jsonfile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/jsontext"
	"figurehead/datasets/records"
)

// MaxFileBytes is the largest file that is read (DESIGN §7).
const MaxFileBytes = datasets.MaxJSONBytes

var mark = []byte("\ufeff")

// Is reports whether raw begins as JSON does, whole or cut; a row such as
// "[c],[x]" does not.
func Is(raw []byte) bool {
	body := bytes.TrimLeft(bytes.TrimPrefix(raw, mark), " \t\r\n")
	if len(body) == 0 || body[0] != '{' && body[0] != '[' {
		return false
	}
	rest := bytes.TrimLeft(body[1:], " \t\r\n")
	if len(rest) > 0 && bytes.IndexByte([]byte(`"{[`), rest[0]) >= 0 && (body[0] == '[' || rest[0] == '"') {
		return true
	}
	return len(body) < 1<<20 && json.Valid(body)
}

// Check refuses what is too large for JSON or is no text, and takes a byte
// order mark off.
func Check(raw []byte) ([]byte, error) {
	if len(raw) > MaxFileBytes {
		return nil, datasets.Problem{Message: fmt.Sprintf("The JSON file has more than %d MB.", MaxFileBytes>>20), Suggestion: "Use the CSV file of the same data, which may be longer."}
	}
	raw = bytes.TrimPrefix(raw, mark)
	return raw, validText(raw)
}

// Worded says in words what is wrong with a text that is not JSON.
func Worded(err error, at int, raw []byte) error {
	line := bytes.Count(raw[:min(at, len(raw))], []byte("\n")) + 1
	switch {
	case errors.Is(err, jsontext.ErrNotJSON) && at >= len(raw):
		return datasets.Problem{Message: "The JSON file ends in the middle.", Suggestion: "It looks cut short. Get the whole file again."}
	case errors.Is(err, jsontext.ErrNotJSON):
		return datasets.Problem{Row: line, Message: fmt.Sprintf("The file is not JSON: byte %d, in line %d, is not expected.", at+1, line), Suggestion: "Get the file again, or use the CSV file of the same data."}
	case errors.Is(err, jsontext.ErrNested):
		return datasets.Problem{Row: line, Message: fmt.Sprintf("The file has more than %d brackets within each other.", jsontext.MaxNesting), Suggestion: "Ask the publisher for CSV, or for a list of records."}
	}
	return err
}

// Whole refuses a text that is not JSON to its end.
func Whole(raw []byte) error {
	s := jsontext.Scanner{Raw: raw}
	err := s.Skip()
	if err == nil && !s.End() {
		err = s.Bad()
	}
	return Worded(err, s.At, raw)
}

// Read reads one list of records. What a person can mend is a datasets.Problem.
func Read(raw []byte, q records.Request) (records.Table, error) {
	raw, err := Check(raw)
	if err != nil {
		return records.Table{}, err
	}
	s, err := look(raw)
	if err != nil {
		return records.Table{}, Worded(err, s.At, raw)
	}
	k, err := recognise(raw, s)
	if err != nil {
		return records.Table{}, err
	}
	found := s.candidates()
	path, sure, err := choose(s, found, k, q.Part)
	if err != nil {
		return records.Table{}, err
	}
	if path != k.path {
		k = known{}
	}
	r := newReader(raw, q.Order)
	r.days = k.days()
	if err := r.all(segments(path), s.lines); err != nil {
		return records.Table{}, err
	}
	if r.row == 0 {
		return records.Table{}, noRecords()
	}
	t := r.table(path, sure)
	k.describe(t.Columns)
	t.Parts = parts(found, path, r.row)
	t.Said = append([]records.Said{{Topic: "File", Text: opening(s, k, path, r.row)},
		{Topic: "Header", Text: "Row 1 holds the names of the columns: the keys of the records."}}, t.Said...)
	if k.shapes {
		t.Said = append(t.Said, records.Said{Topic: "Not used", Text: "The shapes of the places are left out here. To draw maps with them, bring the file in as a boundary set: figurehead boundaries import."})
	}
	t.Problems = append(t.Problems, morePages(s, k, path, r.row)...)
	return t, nil
}

// choose decides which list is read.
func choose(s *survey, found []candidate, k known, part string) (path string, sure bool, err error) {
	switch {
	case part != "":
		if n := s.find(part); n == nil && part != k.path {
			return "", false, datasets.Problem{Field: "part", Message: fmt.Sprintf("The file has no list at %s.", quote(part)), Suggestion: "Choose one of its lists."}
		}
		return part, part == k.path || len(found) == 1, nil
	case k.path != "":
		return k.path, true, nil
	case len(found) == 0:
		return "", false, noRecords()
	}
	best := found[0]
	for _, c := range found[1:] {
		if c.items.cells > best.items.cells {
			best = c
		}
	}
	return best.path, len(found) == 1, nil
}

func noRecords() error {
	return datasets.Problem{Message: "The JSON file holds no list of records, so there are no rows to read.", Suggestion: "Use the CSV file of the same data, or an address whose answer lists records."}
}

// table puts together what was read.
func (r *reader) table(path string, sure bool) records.Table {
	t := records.Table{Header: 1, Rows: r.row, Part: path, Sure: sure}
	var names []string
	for _, c := range r.columns {
		names = append(names, c.name)
		t.Columns = append(t.Columns, records.Column{Name: c.name, Drop: c.lists > 0 && c.texts+c.numbers+c.joined == 0})
	}
	if r.lists { // the first list may hold the names
		t.Text, t.Header, t.Columns = r.out.Text(), -1, nil
	} else {
		r.keepSeen(&t, names)
	}
	r.say(&t)
	return t
}

// keepSeen leaves out columns that the last reading had and this file has not.
// They stand before all others, so their cells do too.
func (r *reader) keepSeen(t *records.Table, names []string) {
	for i, c := range r.columns {
		if c.row == 0 {
			t.Columns[i].Name = ""
			names[i] = ""
		}
	}
	t.Text = r.out.Under(names)
}

// say tells what a person should know of the records.
func (r *reader) say(t *records.Table) {
	var lists, joined []string
	for _, c := range r.columns {
		if c.lists > 0 {
			lists = append(lists, quote(c.name))
		}
		if c.joined > 0 {
			joined = append(joined, quote(c.name))
		}
		if c.texts > 0 && c.numbers > 0 {
			t.Said = append(t.Said, records.Said{Topic: "Unusual", Text: fmt.Sprintf("%s holds a number in %s and text in %s.", quote(c.name), records.Counted(c.numbers, "record", "records"), records.Counted(c.texts, "record", "records"))})
		}
	}
	if len(joined) > 0 {
		t.Said = append(t.Said, records.Said{Topic: "Unusual", Text: fmt.Sprintf("Several values of one record are written in one cell, with semicolons between them: %s.", first(joined))})
	}
	if len(lists) > 0 {
		t.Said = append(t.Said, records.Said{Topic: "Not used", Text: fmt.Sprintf("Lists within the records are not part of the rows: %s.", first(lists))})
	}
	if r.blank > 0 {
		t.Said = append(t.Said, records.Said{Topic: "Unusual", Text: fmt.Sprintf("%s empty (null) and passed over.", records.Counted(r.blank, "record is", "records are"))})
	}
	if r.twice > 0 {
		t.Problems = append(t.Problems, datasets.Problem{Row: r.inRow + 1, Field: r.doubled,
			Message:    fmt.Sprintf("Record %d has %s twice; the last one is used. Keys that stand twice in one record: %d in all.", r.inRow, quote(r.doubled), r.twice),
			Suggestion: "Compare the record with the source."})
	}
}

// opening says what the file is and how many rows it has.
func opening(s *survey, k known, path string, rows int) string {
	what := "JSON"
	switch {
	case k.called != "":
		what = k.called
	case s.lines:
		what = "JSON with one record a line"
	}
	of := ""
	if n := s.find(path); n != nil && k.called == "" && len(segments(path)) > 1 {
		of = " of " + quote(n.words(s.lines))
	}
	if rows == 1 {
		return fmt.Sprintf("%s. Its one record%s was read, in row 2.", what, of)
	}
	return fmt.Sprintf("%s. All %s%s were read; row 2 is the first of them.", what, records.Counted(rows, "record", "records"), of)
}

// morePages warns of a reply that holds a part of the records only.
func morePages(s *survey, k known, path string, rows int) []datasets.Problem {
	total := -1
	if n := s.find(path); n != nil {
		if above := n.above(); above != nil {
			total = above.total
		}
	}
	problem := datasets.Problem{Suggestion: "Use the address that downloads the whole table, or ask for more records a page."}
	switch {
	case total > rows:
		problem.Message = fmt.Sprintf("The file holds %s of %s records: it is one page of a longer table.", records.Count(rows), records.Count(total))
	case k.paged:
		problem.Message = fmt.Sprintf("The server says that there is more: the file holds the first %s records only.", records.Count(rows))
	default:
		return nil
	}
	return []datasets.Problem{problem}
}

func parts(found []candidate, path string, rows int) []records.Part {
	var out []records.Part
	listed := false
	for _, c := range found {
		listed = listed || c.path == path
		out = append(out, records.Part{Name: c.path, Label: fmt.Sprintf("%s (%s)", c.label, records.Counted(c.items.size(), "record", "records"))})
	}
	if !listed {
		out = append([]records.Part{{Name: path, Label: fmt.Sprintf("%s (%s)", strings.ReplaceAll(strings.Trim(path, "/"), "/*/", " › "), records.Counted(rows, "record", "records"))}}, out...)
	}
	return out
}

func first(names []string) string {
	const most = 4
	if len(names) > most {
		return strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more", len(names)-most)
	}
	return strings.Join(names, ", ")
}
