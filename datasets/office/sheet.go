package office

import (
	"fmt"

	"figurehead/datasets"
)

// MaxSheets is the most sheets that a document may have.
const MaxSheets = 200

// TooManySheets is the Problem of a document with more.
func TooManySheets(n int) error {
	return datasets.Problem{Message: fmt.Sprintf("The workbook has %d sheets; at most %d are read.", n, MaxSheets),
		Suggestion: "Save the sheet you need in a workbook of its own, or as CSV UTF-8."}
}

// Sheet is a sheet of a document, in the order of its tabs.
type Sheet struct {
	Name   string `json:"name"`
	Hidden bool   `json:"hidden,omitempty"`
}

// Table is a sheet as CSV text, and what a person should know of it.
type Table struct {
	Text          []byte   `json:"-"`                       // UTF-8, a record for each row of the sheet
	Rows          int      `json:"rows"`                    // number of the last row with something in it
	Cells         int      `json:"cells"`                   // that hold something
	Merged        int      `json:"merged,omitempty"`        // areas of merged cells; their value stands at the top left
	HiddenColumns []string `json:"hiddenColumns,omitempty"` // letters
	HiddenRows    int      `json:"hiddenRows,omitempty"`
	Uncalculated  int      `json:"uncalculated,omitempty"` // formulas that were saved without a value
	Errors        int      `json:"errors,omitempty"`       // cells that show an error such as #DIV/0!
}

// Scan calls read with a part; a document without a needed part is damaged.
func (a *Archive) Scan(name string, needed bool, read func(*Scanner) error) error {
	part, err := a.Part(name)
	if err != nil || part == nil {
		if err == nil && needed {
			err = damaged()
		}
		return err
	}
	defer part.Close()
	s := NewScanner(part)
	if err := read(s); err != nil {
		return err
	}
	return s.Err()
}
