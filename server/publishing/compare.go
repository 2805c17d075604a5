package publishing

import (
	"fmt"
	"strconv"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

// Comparison is what is different between two versions of a figure.
type Comparison struct {
	Parts   []PartChange // texts that differ, in the order of the page
	Same    string       // names the texts that do not: "subtitle, source"
	Numbers []NumberChange
	Total   int // numbers that either version has
	Changed int // of those, how many are not the same
	Label   string
}

// maxChanges is how many changed numbers a page lists.
const maxChanges = 500

// PartChange is a text of a figure before and after, with what differs marked.
type PartChange struct {
	Name    string
	Was, Is []Run
}

// Run is a piece of text; Marked says that only its side has it.
type Run struct {
	Text   string
	Marked bool
}

// NumberChange is one cell of two Results. A side that does not have it is "".
type NumberChange struct {
	Label, Column string
	Was, Is       string
	Change        string // "▲ 1.2"; "" where it cannot be told
	Rises         int
}

// Shown is how many of the changed numbers the page lists.
func (c Comparison) Shown() int { return len(c.Numbers) }

// Nothing reports whether the two are the same.
func (c Comparison) Nothing() bool { return len(c.Parts) == 0 && c.Changed == 0 }

// Columns reports whether the changes are of several columns.
func (c Comparison) Columns() bool {
	for _, n := range c.Numbers {
		if n.Column != c.Numbers[0].Column {
			return true
		}
	}
	return false
}

// Compare tells what is different in b from a.
func Compare(a, b widgets.Edition) Comparison {
	var c Comparison
	was, is := textsOf(a), textsOf(b)
	var same []string
	for i, part := range is {
		if was[i].text == part.text {
			if part.text != "" {
				same = append(same, strings.ToLower(part.name))
			}
			continue
		}
		c.Parts = append(c.Parts, PartChange{part.name, marked(was[i].text, part.text), marked(part.text, was[i].text)})
	}
	c.Same = strings.Join(same, ", ")
	c.compareNumbers(a.Result, b.Result)
	return c
}

type namedText struct{ name, text string }

// textsOf are the texts of a figure that readers meet, in a fixed order.
func textsOf(e widgets.Edition) []namedText {
	licences, _ := e.Provenance.Licences()
	change := strings.TrimSpace(e.Headline.Change + " " + e.Headline.Base)
	return []namedText{
		{"Number", e.Headline.Number}, {"Sentence", e.Headline.Sentence}, {"Compared with", change},
		{"Title", e.Title}, {"Subtitle", e.Subtitle}, {"Notes", strings.Join(e.Notes, " ")}, {"Description", e.Alt},
		{"Post", e.Post}, {"Source", e.Provenance.Sources()}, {"Licence", licences}, {"Data as at", strings.Join(e.Provenance.Dates(), ", ")},
		{"Kind", widgets.KindName(e.Kind)}, {"Look", lookWords(e)}, {"Footer", e.Footer},
	}
}

func lookWords(e widgets.Edition) string {
	if e.ThemeVersion == 0 {
		return ""
	}
	return fmt.Sprintf("theme, version %d", e.ThemeVersion)
}

// longestMarked is how many words a text may have for its differences to be
// marked word by word.
const longestMarked = 400

// marked is a text in which the words that other does not have at their place are
// marked.
func marked(text, other string) []Run {
	a, b := strings.Fields(text), strings.Fields(other)
	if len(a) > longestMarked || len(b) > longestMarked {
		return []Run{{text, true}}
	}
	common := commonWords(a, b)
	var runs []Run
	for i, word := range a {
		last := len(runs) - 1
		if last >= 0 && runs[last].Marked == !common[i] {
			runs[last].Text += " " + word
			continue
		}
		runs = append(runs, Run{word, !common[i]})
	}
	return runs
}

// commonWords says of each word of a whether it is in the longest common
// subsequence of a and b.
func commonWords(a, b []string) []bool {
	lengths := make([][]int, len(a)+1)
	for i := range lengths {
		lengths[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				lengths[i][j] = lengths[i+1][j+1] + 1
			} else {
				lengths[i][j] = max(lengths[i+1][j], lengths[i][j+1])
			}
		}
	}
	common := make([]bool, len(a))
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			common[i] = true
			i, j = i+1, j+1
		case lengths[i+1][j] >= lengths[i][j+1]:
			i++
		default:
			j++
		}
	}
	return common
}

// cellKey is a number of a Result: the words of its row, which of several equal
// ones it is, and its column.
type cellKey struct {
	label string
	again int
	field string
}

// compareNumbers lists every number that is not the same, in the order of b and
// then those that only a has.
func (c *Comparison) compareNumbers(a, b datasets.Result) {
	was, is := cellsOf(a), cellsOf(b)
	c.Label = labelName(b)
	for _, cell := range is.list {
		before, there := was.cells[cell]
		c.add(cell, before, there, is.cells[cell], true)
	}
	for _, cell := range was.list {
		if _, there := is.cells[cell]; !there {
			c.add(cell, was.cells[cell], true, table.Cell{}, false)
		}
	}
}

func (c *Comparison) add(key cellKey, was table.Cell, wasThere bool, is table.Cell, isThere bool) {
	c.Total++
	if wasThere && isThere && was.Missing == is.Missing && was.Compare(is) == 0 {
		return
	}
	c.Changed++
	if len(c.Numbers) == maxChanges {
		return
	}
	places := 2
	n := NumberChange{Label: key.label, Column: key.field}
	if wasThere && isThere && was.Missing == table.Present && is.Missing == table.Present {
		for places < 12 && was.Number.Round(places).Equal(is.Number.Round(places)) {
			places++
		}
		if difference, err := is.Number.Sub(was.Number); err == nil {
			n.Rises = difference.Sign()
			n.Change = exactNumber(difference.Abs(), places)
		}
	}
	n.Was, n.Is = sideWords(was, wasThere, places), sideWords(is, isThere, places)
	c.Numbers = append(c.Numbers, n)
}

// sideWords is a number as a table of changes shows it, or why there is none.
func sideWords(cell table.Cell, there bool, places int) string {
	switch {
	case !there:
		return "not there"
	case cell.Missing != table.Present:
		return cell.Missing.String()
	}
	return exactNumber(cell.Number, places)
}

// exactNumber writes a number with its own decimals, up to places.
func exactNumber(d table.Decimal, places int) string {
	d = d.Round(places)
	_, decimals, _ := strings.Cut(d.String(), ".")
	return words.Number(d, words.Format{Decimals: len(strings.TrimRight(decimals, "0"))})
}

type cells struct {
	cells map[cellKey]table.Cell
	list  []cellKey
}

// cellsOf are the numbers of a Result by what their rows say.
func cellsOf(r datasets.Result) cells {
	c := cells{cells: map[cellKey]table.Cell{}}
	seen := map[string]int{}
	for _, row := range r.Rows {
		label := rowLabel(r, row)
		seen[label]++
		for i, f := range r.Fields {
			if f.Kind.Number() {
				key := cellKey{label, seen[label], f.Name}
				c.cells[key] = row[i]
				c.list = append(c.list, key)
			}
		}
	}
	return c
}

// rowLabel is what a row of a Result is about: its cells that are no numbers.
func rowLabel(r datasets.Result, row []table.Cell) string {
	var parts []string
	for i, f := range r.Fields {
		if !f.Kind.Number() && row[i].Missing == table.Present {
			parts = append(parts, row[i].String())
		}
	}
	return strings.Join(parts, ", ")
}

// labelName names what the rows of a Result are about.
func labelName(r datasets.Result) string {
	var names []string
	for _, f := range r.Fields {
		if !f.Kind.Number() {
			names = append(names, f.Name)
		}
	}
	return strings.Join(names, ", ")
}

// ChangedWords says how many numbers are not the same.
func (c Comparison) ChangedWords() string {
	switch {
	case c.Changed == 0 && c.Total == 0:
		return "No numbers"
	case c.Changed == 0:
		return "No number changed"
	}
	return strconv.Itoa(c.Changed) + " of " + strconv.Itoa(c.Total) + " numbers changed"
}
