package ods

import (
	"bytes"
	"fmt"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/office"
)

const content = "content.xml"

// Book is an opened spreadsheet.
type Book struct {
	Tell func(row int)            // where it is not nil, it is told which row is read
	Into func(block []byte) error // where it is not nil, Read and Each give it the text, not the Table

	archive *office.Archive
	sheets  []office.Sheet
}

// Is reports whether raw looks like a spreadsheet of this kind.
func Is(raw []byte) bool {
	return bytes.HasPrefix(raw, []byte("PK\x03\x04")) && bytes.Contains(raw[:min(len(raw), 200)], []byte("opendocument.spreadsheet"))
}

// Open lists the sheets.
func Open(raw []byte) (*Book, error) {
	archive, err := office.Open(raw)
	if err != nil {
		return nil, err
	}
	b := &Book{archive: archive}
	locked := false
	if err := archive.Scan("META-INF/manifest.xml", false, func(s *office.Scanner) error {
		for s.Next() {
			locked = locked || s.Name == "encryption-data"
		}
		return nil
	}); err != nil {
		return nil, err
	}
	if locked {
		return nil, datasets.Problem{Message: "The spreadsheet is password-protected.",
			Suggestion: "Open it with its password, save a copy without one, and use that. Or copy the rows and paste them here."}
	}
	if err := archive.Scan(content, true, b.list); err != nil {
		return nil, err
	}
	if len(b.sheets) == 0 {
		return nil, datasets.Problem{Message: "The spreadsheet has no sheet with cells.", Suggestion: "Use the file that holds the table."}
	}
	return b, nil
}

// list notes the sheets and which of them are hidden by their style.
func (b *Book) list(s *office.Scanner) error {
	hidden := map[string]bool{}
	style := ""
	for s.Next() {
		if s.Kind != office.Start {
			continue
		}
		switch s.Name {
		case "style":
			style = s.Attribute("name")
		case "table-properties":
			if s.Attribute("display") == "false" {
				hidden[style] = true
			}
		case "table":
			b.sheets = append(b.sheets, office.Sheet{Name: s.Attribute("name"), Hidden: hidden[s.Attribute("style-name")]})
			if len(b.sheets) > office.MaxSheets {
				return office.TooManySheets(len(b.sheets))
			}
		}
	}
	return nil
}

// Sheets lists the sheets in the order of their tabs.
func (b *Book) Sheets() []office.Sheet { return slices.Clone(b.sheets) }

// Read reads one sheet by its name.
func (b *Book) Read(name string) (office.Table, error) {
	if !slices.ContainsFunc(b.sheets, func(s office.Sheet) bool { return s.Name == name }) {
		return office.Table{}, datasets.Problem{Field: "sheet", Message: fmt.Sprintf("The spreadsheet has no sheet called %q.", name),
			Suggestion: "Choose one of its sheets."}
	}
	r := sheetReader{name: name, out: office.Writer{Tell: b.Tell, Into: b.Into}}
	if err := b.archive.Scan(content, true, r.read); err != nil {
		return office.Table{}, err
	}
	return r.out.Table(r.table)
}

// Each reads every sheet, hidden or not, all in one pass, until use gives an
// error. What is wrong with a sheet comes with it.
func (b *Book) Each(use func(name string, t office.Table, err error) error) error {
	return b.archive.Scan(content, true, func(s *office.Scanner) error {
		for s.Next() {
			if s.Kind != office.Start || s.Name != "table" {
				continue
			}
			r := sheetReader{name: s.Attribute("name"), out: office.Writer{Tell: b.Tell, Into: b.Into}}
			err := r.readTable(s)
			t, ended := r.out.Table(r.table)
			if ended != nil {
				return ended
			}
			if err := use(r.name, t, err); err != nil {
				return err
			}
		}
		return nil
	})
}
