package onscsv

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

var (
	titleHeading = regexp.MustCompile(`(?i)^(\x{feff})?"?Title"?,`)
	cdidHeading  = regexp.MustCompile(`(?i)[\r\n]"?CDID"?,`)
)

// IsSeries reports whether raw begins as the time series of the Office for
// National Statistics do: a line with the title, one with the series' code.
func IsSeries(raw []byte) bool {
	head := raw[:min(len(raw), 64<<10)]
	return titleHeading.Match(head) && cdidHeading.Match(head)
}

// about are the lines above the numbers.
var about = map[string]bool{"title": true, "cdid": true, "source dataset id": true, "preunit": true, "unit": true, "release date": true, "next release": true, "important notes": true}

// series reads one or more series side by side.
type series struct {
	out    records.Writer
	facts  map[string][]string // by the name of the line
	header int                 // the last line above the numbers
	width  int
	stack  records.Stack
	grains []string // of each row
	part   string
	rows   int
}

// ReadSeries reads one grain of the series. What a person can mend is a
// datasets.Problem.
func ReadSeries(raw []byte, q records.Request) (records.Table, error) {
	r := &series{facts: map[string][]string{}, stack: records.Stack{}, grains: []string{""}}
	if _, err := csvfile.Rows(raw, 1, r.look); err != nil {
		return records.Table{}, err
	}
	known := false
	switch r.part, known = r.stack.Choose(q.Part); {
	case !known:
		return records.Table{}, datasets.Problem{Field: "part", Message: fmt.Sprintf("The series has no %s.", q.Part), Suggestion: "Choose years, quarters or months."}
	case len(r.stack) == 0:
		return records.Table{}, datasets.Problem{Message: "The time series has no numbers.", Suggestion: "Get the file again."}
	case r.width > table.MaxColumns:
		return records.Table{}, records.TooManyColumns()
	}
	ended, err := csvfile.Rows(raw, 1, r.row)
	if err != nil {
		return records.Table{}, err
	}
	t := records.Table{Text: r.out.Text(), Header: r.header, Numbered: true, Rows: r.rows, Columns: r.columns(), Part: r.part, Parts: r.stack.Parts(), Sure: len(r.stack) < 2, Said: r.said()}
	if !ended {
		t.Problems = append(t.Problems, csvfile.Unended(r.out.Rows()))
	}
	return t, nil
}

// look reads the lines above the numbers, and the grain of every row.
func (r *series) look(row int, cells [][]byte) error {
	first := text(cells, 0)
	grain := records.Grain(first)
	name := strings.ToLower(first)
	switch {
	case grain == "" && len(r.stack) == 0 && about[name]:
		var facts []string
		for i := 1; i < len(cells); i++ {
			facts = append(facts, text(cells, i))
		}
		r.facts[name], r.header = facts, row
		r.width = max(r.width, len(cells))
	case grain != "":
		r.stack[grain]++
	case len(bytes.TrimSpace(bytes.Join(cells, nil))) > 0:
		return datasets.Problem{Row: row, Message: fmt.Sprintf("Row %s begins with %q, which is no year, quarter or month.", records.Count(row), first), Suggestion: "Get the file again, or delete the row."}
	}
	r.grains = append(r.grains, grain)
	return nil
}

// fact is what a line above the numbers says of one series.
func (r *series) fact(name string, column int) string {
	if facts := r.facts[name]; column-1 < len(facts) {
		return facts[column-1]
	}
	return ""
}

// columns are the period and each series with its unit.
func (r *series) columns() []records.Column {
	out := []records.Column{{Name: "Period"}}
	for i := 1; i < r.width; i++ {
		name := r.fact("title", i)
		if name == "" {
			name = r.fact("cdid", i)
		}
		pre, unit := r.fact("preunit", i), r.fact("unit", i)
		if word, known := map[string]string{"m": "million", "M": "million", "000s": "thousand", "Thousands": "thousand", "bn": "billion", "NA": "", "N/A": ""}[unit]; known {
			unit = word
		}
		out = append(out, records.Measure(name, strings.TrimSpace(pre+" "+unit)))
	}
	return out
}

// row writes one row: what stands above, the names in the last line above the
// numbers, the numbers of the grain that is read, and blank rows for all others.
func (r *series) row(row int, cells [][]byte) error {
	switch {
	case row == r.header:
		for i, c := range r.columns() {
			if err := r.out.Cell(i, []byte(c.Name)); err != nil {
				return err
			}
		}
		return r.out.End()
	case row < r.header: // shown as what was left out
		for i := range cells {
			if err := r.out.Cell(i, csvfile.Trim(cells[i])); err != nil {
				return err
			}
		}
		return r.out.End()
	case r.grains[row] == "" || r.part != "" && r.grains[row] != r.part:
		return r.out.End()
	case len(cells) > r.width:
		return datasets.Problem{Row: row, Message: fmt.Sprintf("Row %s has %d values under %d column names.", records.Count(row), len(cells), r.width), Suggestion: "It looks damaged. Get the file again."}
	}
	r.rows++
	for i := range cells {
		if err := r.out.Cell(i, csvfile.Trim(cells[i])); err != nil {
			return err
		}
	}
	return r.out.End()
}

// said tells what the file is.
func (r *series) said() []records.Said {
	what := "Time series of the Office for National Statistics"
	if r.width == 2 {
		what = fmt.Sprintf("Time series “%s” of the Office for National Statistics", r.fact("title", 1))
		if code := r.fact("cdid", 1); code != "" {
			what += fmt.Sprintf(" (%s)", code)
		}
	}
	if date := r.fact("release date", 1); date != "" {
		what += ", released " + date
	}
	if date := r.fact("next release", 1); date != "" {
		what += ", next release " + date
	}
	rows := records.Counted(r.rows, "row was", "rows were")
	text := fmt.Sprintf("%s. %s read.", what, rows)
	if r.part != "" {
		text = fmt.Sprintf("%s. Years, quarters or months stand below each other: the %s are read, %s; %s are left out.", what, r.part, records.Counted(r.rows, "row", "rows"), r.stack.Others(r.part))
	}
	said := []records.Said{{Topic: "File", Text: text},
		{Topic: "Header", Text: fmt.Sprintf("Rows 1 to %d say what the series is; its title is the name of the column.", r.header)}}
	if notes := r.fact("important notes", 1); notes != "" {
		said = append(said, records.Said{Topic: "Unusual", Text: "The series has notes: “" + notes + "”."})
	}
	return said
}
