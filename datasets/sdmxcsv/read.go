package sdmxcsv

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/csvfile"
	"figurehead/datasets/records"
	"figurehead/datasets/table"
)

// maxHeader is the longest first line that is looked at.
const maxHeader = 64 << 10

// opening is how the first line begins: 1.0 with the data flow, 2.0 with the structure.
var opening = regexp.MustCompile(`(?i)^(\x{feff})?"?(DATAFLOW|STRUCTURE"?[,;\t]"?STRUCTURE_ID)"?[,;\t]`)

// Is reports whether raw begins as SDMX-CSV does.
func Is(raw []byte) bool {
	line, _, _ := bytes.Cut(raw[:min(len(raw), maxHeader)], []byte("\n"))
	return opening.Match(line) && bytes.Contains(line, []byte("OBS_VALUE"))
}

// source is what a column of the file is for.
type source struct {
	code  string // "REF_AREA"
	label string // "Reference area" where the heading has both
}

// output is a column of the table.
type output struct {
	from  int
	label bool // of a cell with code and label
}

// reader writes the rows as a table.
type reader struct {
	out     records.Writer
	sources []source
	outputs []output
	columns []records.Column
	value, status, confidential, period,
	action, unit, multiplier int // columns of the file; -1 for none
	stack   records.Stack
	periods []string // grain of each row
	part    string
	rows    int
	reasons int
	held    int // numbers that are marked as confidential and yet there
	heldRow int
	deleted int
	units   map[string]bool // of all rows
	factors map[string]bool
}

// Read reads the table. What a person can mend is a datasets.Problem.
func Read(raw []byte, q records.Request) (records.Table, error) {
	r := &reader{stack: records.Stack{}, units: map[string]bool{}, factors: map[string]bool{}, periods: []string{""}}
	if _, err := csvfile.Rows(raw, 1, r.look); err != nil {
		return records.Table{}, err
	}
	if r.value < 0 || r.sources == nil {
		return records.Table{}, datasets.Problem{Message: "The SDMX-CSV file has no column OBS_VALUE.", Suggestion: "Get the file again, or ask the publisher for CSV."}
	}
	known := false
	if r.part, known = r.stack.Choose(q.Part); !known {
		return records.Table{}, datasets.Problem{Field: "part", Message: fmt.Sprintf("The file has no %s.", q.Part), Suggestion: "Choose one of the lengths of its periods."}
	}
	r.lay()
	ended, err := csvfile.Rows(raw, 1, r.row)
	if err != nil {
		return records.Table{}, err
	}
	if r.rows == 0 {
		return records.Table{}, datasets.Problem{Message: "The SDMX-CSV file has no rows of data.", Suggestion: "Ask for more periods or places."}
	}
	t := records.Table{Text: r.out.Text(), Header: 1, Numbered: true, Rows: r.rows, Columns: r.columns, Part: r.part, Parts: r.stack.Parts(), Sure: len(r.stack) < 2, Said: r.said()}
	if !ended {
		t.Problems = append(t.Problems, csvfile.Unended(r.out.Rows()))
	}
	if r.held > 0 {
		t.Problems = append(t.Problems, datasets.Problem{Row: r.heldRow, Message: fmt.Sprintf("%s marked as confidential (CONF_STATUS) and yet in the file.", records.Counted(r.held, "number is", "numbers are")),
			Suggestion: "Ask the publisher before you use it."})
	}
	return t, nil
}

// look reads the headings, and of each row its period, unit and factor.
func (r *reader) look(row int, cells [][]byte) error {
	if row == 1 {
		return r.headings(cells)
	}
	at := func(column int) string { return cell(cells, column) }
	grain := ""
	if r.period >= 0 && at(r.period) != "" && !r.deletes(cells) {
		if grain = records.Grain(code(at(r.period))); grain != "" {
			r.stack[grain]++
		}
	}
	r.periods = append(r.periods, grain)
	if r.unit >= 0 && len(r.units) < 3 {
		r.units[at(r.unit)] = true
	}
	if r.multiplier >= 0 && len(r.factors) < 3 {
		r.factors[code(at(r.multiplier))] = true
	}
	return nil
}

func (r *reader) deletes(cells [][]byte) bool { return r.action >= 0 && cell(cells, r.action) == "D" }

// headings finds what each column is for. Of a code and its label in two
// columns, the label follows the code.
func (r *reader) headings(cells [][]byte) error {
	r.value, r.status, r.confidential, r.period, r.action, r.unit, r.multiplier = -1, -1, -1, -1, -1, -1, -1
	if len(cells) > table.MaxColumns {
		return records.TooManyColumns()
	}
	for i := range cells {
		s := source{code: code(cell(cells, i)), label: label(cell(cells, i))}
		r.sources = append(r.sources, s)
		for name, at := range map[string]*int{"OBS_VALUE": &r.value, "OBS_STATUS": &r.status, "OBS_FLAG": &r.status, "CONF_STATUS": &r.confidential,
			"TIME_PERIOD": &r.period, "ACTION": &r.action, "UNIT_MEASURE": &r.unit, "UNIT_MULT": &r.multiplier} {
			if s.code == name && *at < 0 {
				*at = i
			}
		}
	}
	return nil
}

// own are columns that say how the file was made.
var own = map[string]bool{"DATAFLOW": true, "STRUCTURE": true, "STRUCTURE_ID": true, "STRUCTURE_NAME": true, "ACTION": true, "LAST UPDATE": true}

// called are names that say more than their code.
var called = map[string]string{"OBS_VALUE": "Value", "OBS_STATUS": "Status", "OBS_FLAG": "Status", "TIME_PERIOD": "Period"}

var places = map[string]bool{"REF_AREA": true, "GEO": true, "GEOGRAPHY": true, "AREA": true}

// lay decides on the columns of the table.
func (r *reader) lay() {
	for i, s := range r.sources {
		name := s.code
		if s.label != "" {
			name = s.label
		}
		if plain := called[s.code]; plain != "" {
			name = plain
		}
		column := records.Column{Name: name, Drop: own[s.code] || s.code == "DECIMALS" || i == r.multiplier && len(r.factors) == 1}
		switch i {
		case r.value:
			column = r.measure(name)
		case r.status:
			column.As = "text"
		}
		r.outputs = append(r.outputs, output{i, s.label != ""})
		r.columns = append(r.columns, column)
		if s.label != "" && places[s.code] {
			r.outputs = append(r.outputs, output{i, false})
			r.columns = append(r.columns, records.Column{Name: name + " code"})
		}
	}
}

// factors of UNIT_MULT: powers of ten.
var powers = map[string]string{"3": "thousand", "6": "million", "9": "billion"}

// unitCodes are codes of UNIT_MEASURE for what has a kind of its own.
var unitCodes = map[string]string{"PC": "%", "PCT": "%", "PERCENT": "%", "PT": "%", "GBP": "£", "PC_ACT": "%"}

// measure is the column of the numbers, in the unit that all rows share.
func (r *reader) measure(name string) records.Column {
	unit, factor := only(r.units), powers[only(r.factors)]
	symbol := unitCodes[code(unit)]
	if symbol == "" {
		symbol = label(unit)
	}
	switch {
	case factor != "" && symbol != "":
		return records.Column{Name: name, As: "number", Unit: symbol + " " + factor}
	case factor != "":
		return records.Column{Name: name, As: "number", Unit: factor}
	case len(r.factors) > 1 || only(r.factors) != "" && only(r.factors) != "0":
		return records.Column{Name: name, As: "number"}
	}
	return records.Measure(name, symbol)
}

// only is the one text of a set; "" where there is none or more.
func only(set map[string]bool) string {
	if len(set) == 1 {
		for text := range set {
			return text
		}
	}
	return ""
}

// row writes one row; rows of another length of period and rows that delete
// are blank, so that those below keep their numbers.
func (r *reader) row(row int, cells [][]byte) error {
	switch {
	case row == 1:
		for i, c := range r.columns {
			if err := r.out.Cell(i, []byte(c.Name)); err != nil {
				return err
			}
		}
		return r.out.End()
	case len(cells) > len(r.sources) && len(bytes.TrimSpace(bytes.Join(cells[len(r.sources):], nil))) > 0:
		return datasets.Problem{Row: row, Message: fmt.Sprintf("Row %s has %d values under %d column names.", records.Count(row), len(cells), len(r.sources)), Suggestion: "A value with the separator inside needs quotation marks around it. Get the file again."}
	case r.deletes(cells):
		r.deleted++
		return r.out.End()
	case r.part != "" && r.periods[row-1] != r.part || len(bytes.TrimSpace(bytes.Join(cells, nil))) == 0:
		return r.out.End()
	}
	r.rows++
	for i, o := range r.outputs {
		if err := r.out.Cell(i, []byte(r.text(row, cells, o))); err != nil {
			return err
		}
	}
	return r.out.End()
}

// text is one cell of the table.
func (r *reader) text(row int, cells [][]byte, o output) string {
	text := cell(cells, o.from)
	switch o.from {
	case r.value:
		return r.number(row, cells, text)
	case r.status:
		if value := cell(cells, r.value); value == "" || strings.EqualFold(value, "nan") {
			return ""
		}
		return records.Status(code(text))
	case r.period:
		return records.Plain(code(text))
	}
	if o.label {
		if words := label(text); words != "" {
			return words
		}
	}
	if r.sources[o.from].label != "" && !o.label {
		return code(text)
	}
	return text
}

// number is a value, or the reason why there is none.
func (r *reader) number(row int, cells [][]byte, text string) string {
	status, confidential := "", ""
	if r.status >= 0 {
		status = code(cell(cells, r.status))
	}
	if r.confidential >= 0 {
		confidential = code(cell(cells, r.confidential))
	}
	held := records.Marker("", confidential) != ""
	if text != "" && !strings.EqualFold(text, "nan") {
		if held {
			if r.held++; r.held == 1 {
				r.heldRow = row
			}
		}
		return text
	}
	marker := records.Marker(status, confidential)
	if marker == "" && status != "" {
		marker = records.Missing(status)
	}
	if marker != "" {
		r.reasons++
	}
	return marker
}

// said tells what the file is.
func (r *reader) said() []records.Said {
	version := "2.0"
	if r.sources[0].code == "DATAFLOW" {
		version = "1.0"
	}
	text := fmt.Sprintf("SDMX-CSV %s. %s read.", version, records.Counted(r.rows, "row was", "rows were"))
	if r.part != "" {
		text = fmt.Sprintf("SDMX-CSV %s with periods of several lengths. The %s are read, %s; %s are left out.", version, r.part, records.Counted(r.rows, "row", "rows"), r.stack.Others(r.part))
	}
	said := []records.Said{{Topic: "File", Text: text},
		{Topic: "Header", Text: "Row 1 holds the names of the columns. OBS_VALUE is called “Value”, TIME_PERIOD “Period” and OBS_STATUS “Status”."}}
	if len(r.factors) > 1 {
		said = append(said, records.Said{Topic: "Numbers", Guess: true, Text: "The numbers are not all in the same unit: rows differ in UNIT_MULT, the power of ten to multiply by. Do not compare rows before you filter by it."})
	}
	if r.deleted > 0 {
		said = append(said, records.Said{Topic: "Not used", Text: fmt.Sprintf("%s (ACTION D) and left out.", records.Counted(r.deleted, "row says that a number was deleted", "rows say that numbers were deleted"))})
	}
	if r.reasons > 0 {
		said = append(said, records.Said{Topic: "Missing", Text: fmt.Sprintf("%s read from its status.", records.Counted(r.reasons, "missing number has its reason", "missing numbers have their reasons"))})
	}
	return said
}

func cell(cells [][]byte, at int) string {
	if at < 0 || at >= len(cells) {
		return ""
	}
	return string(csvfile.Trim(cells[at]))
}

// code and label take "GB: United Kingdom" apart; other texts are codes.
func code(text string) string {
	before, _, _ := strings.Cut(text, ": ")
	return strings.TrimSpace(before)
}

func label(text string) string {
	_, after, _ := strings.Cut(text, ": ")
	return strings.TrimSpace(after)
}
