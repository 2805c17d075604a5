package intake

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/csvfile"
	"figurehead/datasets/ods"
	"figurehead/datasets/office"
	"figurehead/datasets/work"
	"figurehead/datasets/xlsx"
)

// SheetJob is the name of the job of a child process that reads a workbook.
const SheetJob = "sheet"

// workbook is one sheet read out of a workbook.
type workbook struct {
	Format string         `json:"format"`
	Sheet  string         `json:"sheet"` // "" for the one with most in it
	Sheets []office.Sheet `json:"sheets,omitempty"`
	Table  office.Table   `json:"table"`
	Copy   *around        `json:"copy,omitempty"` // orders a copy of the cells instead
}

// readWorkbook reads one sheet in a child process: office documents of
// strangers are never unpacked in the server's own.
func readWorkbook(ctx context.Context, raw []byte, format, sheet string, of chosen) (*workbook, *sheet, error) {
	if err := office.CheckSize(len(raw)); err != nil {
		return nil, nil, err
	}
	order, err := json.Marshal(workbook{Format: format, Sheet: sheet})
	if err != nil {
		return nil, nil, fmt.Errorf("read workbook: %w", err)
	}
	s := newStreamed(of)
	result, err := inSheetChild(ctx, order, raw, func(block []byte) error { return s.addBlock(ctx, block) })
	if errors.Is(err, work.ErrBroken) && ctx.Err() == nil {
		return nil, nil, datasets.Problem{Message: "The workbook could not be read within 30 seconds and 512 MB of memory.",
			Suggestion: "Save the sheet you need as CSV UTF-8 and use that file."}
	}
	if err != nil {
		return nil, nil, err
	}
	book := &workbook{}
	if err := json.Unmarshal(result, book); err != nil {
		return nil, nil, fmt.Errorf("read workbook: answer of the child: %w", err)
	}
	return book, s, nil
}

// largeWorkbook is the size in bytes from which memory is given back before a
// child is started: what was read before it is garbage by then.
const largeWorkbook = 8 << 20

// inSheetChild runs SheetJob on an order and a workbook.
func inSheetChild(ctx context.Context, order, raw []byte, use func(block []byte) error) ([]byte, error) {
	if len(raw) >= largeWorkbook {
		debug.FreeOSMemory()
	}
	return work.Stream(ctx, SheetJob, use, append(order, '\n'), raw)
}

// sheets is what both kinds of workbook can do.
type sheets interface {
	Sheets() []office.Sheet
	Read(name string) (office.Table, error)
}

// ReadSheet is the job of the child: it reads the sheet that the first line of
// input orders out of the workbook that follows, gives its text in parts of whole
// records and answers with a line about it. It tells which row of a sheet it is at.
func ReadSheet(input []byte, out work.Out) ([]byte, error) {
	order, raw, _ := bytes.Cut(input, []byte("\n"))
	var book workbook
	if err := json.Unmarshal(order, &book); err != nil {
		return nil, fmt.Errorf("read sheet: order: %w", err)
	}
	to := &sink{}
	opened, err := openBook(book.Format, raw, out.Tell, to)
	if err != nil {
		return nil, err
	}
	if book.Copy != nil {
		return copyCells(opened, to, book, out)
	}
	book.Sheets = opened.Sheets()
	if book.Sheet == "" {
		book.Sheet, book.Table, err = fullest(opened, to, out.Part)
	} else {
		to.use = out.Part
		book.Table, err = opened.Read(book.Sheet)
	}
	if err != nil {
		return nil, err
	}
	said, err := json.Marshal(book)
	if err != nil {
		return nil, fmt.Errorf("read sheet: answer: %w", err)
	}
	return said, nil
}

// sink is where the text of a sheet goes as it is read.
type sink struct{ use func(block []byte) error }

func (s *sink) into(block []byte) error {
	if s.use == nil {
		return nil
	}
	return s.use(block)
}

func openBook(format string, raw []byte, tell func(row int), to *sink) (sheets, error) {
	if office.CopyOf(raw) != "" {
		book, err := office.OpenCopy(raw)
		if err == nil {
			book.Into = to.into
		}
		return book, err
	}
	if format == odsFormat {
		book, err := ods.Open(raw)
		if err == nil {
			book.Tell, book.Into = tell, to.into
		}
		return book, err
	}
	book, err := xlsx.Open(raw)
	if err == nil {
		book.Tell, book.Into = tell, to.into
	}
	return book, err
}

// eachSheet reads every sheet, hidden or not, until use gives an error. What is
// wrong with a sheet comes with it.
func eachSheet(book sheets, use func(s office.Sheet, t office.Table, err error) error) error {
	hidden := map[string]bool{}
	for _, s := range book.Sheets() {
		hidden[s.Name] = s.Hidden
	}
	read := func(name string, t office.Table, err error) error {
		return use(office.Sheet{Name: name, Hidden: hidden[name]}, t, err)
	}
	if whole, ok := book.(*ods.Book); ok { // all its sheets stand in one part
		return whole.Each(read)
	}
	for _, s := range book.Sheets() {
		t, err := book.Read(s.Name)
		if err := read(s.Name, t, err); err != nil {
			return err
		}
	}
	return nil
}

// maxHeld is how much text of a sheet is held until it is known which is read;
// one with more is read again.
const maxHeld = 16 << 20

// held is the text of a sheet until it is known whether it is read.
type held struct {
	text    []byte
	dropped bool
}

func (h *held) add(block []byte) error {
	if h.dropped = h.dropped || len(h.text)+len(block) > maxHeld; h.dropped {
		h.text = nil
		return nil
	}
	h.text = append(h.text, block...)
	return nil
}

// fullest reads of the sheets that are not hidden the one with the most cells;
// of those with as many the first.
func fullest(book sheets, to *sink, use func(block []byte) error) (name string, best office.Table, err error) {
	shown := slices.DeleteFunc(book.Sheets(), func(s office.Sheet) bool { return s.Hidden })
	if len(shown) == 1 {
		to.use = use
		best, err = book.Read(shown[0].Name)
		name, err = shown[0].Name, inSheet(shown[0].Name, err)
	} else {
		name, best, err = fullestOf(book, to, use)
	}
	if err == nil && best.Cells == 0 {
		err = datasets.Problem{Message: "Every sheet of the workbook is empty or hidden.", Suggestion: "Show the sheet with the table, save the workbook and use that file."}
	}
	return name, best, err
}

func fullestOf(book sheets, to *sink, use func(block []byte) error) (name string, best office.Table, err error) {
	var kept, now held
	to.use = now.add
	err = eachSheet(book, func(s office.Sheet, t office.Table, err error) error {
		read := now
		now = held{}
		switch {
		case s.Hidden:
			return nil
		case err != nil:
			return inSheet(s.Name, err)
		case name == "" || t.Cells > best.Cells:
			name, best, kept = s.Name, t, read
		}
		return nil
	})
	switch to.use = use; {
	case err != nil || best.Cells == 0:
		return name, best, err
	case kept.dropped:
		best, err = book.Read(name)
		return name, best, err
	}
	return name, best, use(kept.text)
}

// inSheet says in which sheet a Problem is.
func inSheet(name string, err error) error {
	var problem datasets.Problem
	if !errors.As(err, &problem) {
		return err
	}
	problem.Message = fmt.Sprintf("In sheet %s: %s", quote(name), problem.Message)
	return problem
}

// openWorkbook reads the sheet that is given, or the fullest.
func (p *proposal) openWorkbook(ctx context.Context, raw []byte, format string, g given) error {
	book, s, err := readWorkbook(ctx, raw, format, g.sheet, g.chosen())
	if err != nil {
		return err
	}
	if book.Table.Cells == 0 {
		return datasets.Problem{Field: "sheet", Message: fmt.Sprintf("The sheet %s is empty.", quote(book.Sheet)), Suggestion: "Choose another sheet of the workbook."}
	}
	p.book, p.sheet = book, s
	p.dialect = csvfile.Dialect{Encoding: csvfile.UTF8, Delimiter: ','}
	return nil
}

// workbookSentences say which sheet was read and what is hidden in it.
func (d *describer) workbookSentences() []Sentence {
	b := d.p.book
	var shown []Choice
	var hidden []string
	for _, s := range b.Sheets {
		if s.Hidden {
			hidden = append(hidden, s.Name)
			shown = append(shown, Choice{s.Name, s.Name + " (hidden)"})
			continue
		}
		shown = append(shown, Choice{s.Name, s.Name})
	}
	kind := map[string]string{xlsxFormat: "Excel workbook", odsFormat: "OpenDocument spreadsheet"}[b.Format]
	s := Sentence{Topic: "File", Text: fmt.Sprintf("An %s with one sheet, %s. All %s were read.", kind, quote(b.Sheet), counted(b.Table.Rows, "row", "rows"))}
	if n := len(b.Sheets); n > 1 {
		s.Text = fmt.Sprintf("An %s with %s sheets. The sheet %s is read, all %s.", kind, count(n), quote(b.Sheet), counted(b.Table.Rows, "row", "rows"))
		s.Guess = n-len(hidden) > 1
		s.Controls = []Control{{"sheet", "Read the sheet", "select", b.Sheet, shown}}
	}
	if d.p.sheet.masked != nil || d.p.sheet.right > 0 {
		s.Text = strings.Replace(s.Text, "is read, all "+counted(b.Table.Rows, "row", "rows"), "of "+counted(b.Table.Rows, "row", "rows")+" is read", 1)
	}
	all := []Sentence{s}
	for _, text := range b.hiddenWords(hidden) {
		all = append(all, Sentence{Topic: "Unusual", Text: text})
	}
	return all
}

// hiddenWords say what a person who looks at the sheet does not see.
func (b *workbook) hiddenWords(sheets []string) []string {
	var words []string
	if len(sheets) > 0 {
		words = append(words, fmt.Sprintf("%s hidden in the workbook: %s.", are(len(sheets), "sheet is", "sheets are"), listed(sheets, 4)))
	}
	if n := len(b.Table.HiddenColumns); n > 0 {
		words = append(words, fmt.Sprintf("%s hidden in the sheet and read all the same: %s.", are(n, "column is", "columns are"), strings.Join(b.Table.HiddenColumns[:min(n, 12)], ", ")))
	}
	if n := b.Table.HiddenRows; n > 0 {
		words = append(words, fmt.Sprintf("%s hidden in the sheet and read all the same.", are(n, "row is", "rows are")))
	}
	if n := b.Table.Merged; n > 0 {
		words = append(words, fmt.Sprintf("%s merged; the value of each stands in its first cell only.", are(n, "area of cells is", "areas of cells are")))
	}
	if n := b.Table.Uncalculated; n > 0 {
		words = append(words, fmt.Sprintf("%s saved without a result and read as blank.", are(n, "formula was", "formulas were")))
	}
	if n := b.Table.Errors; n > 0 {
		words = append(words, fmt.Sprintf("%s an error such as #DIV/0! and read as it stands.", are(n, "cell shows", "cells show")))
	}
	return words
}

// are joins a count with words that agree with it.
func are(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return count(n) + " " + many
}
