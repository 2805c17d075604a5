package intake

import (
	"figurehead/datasets"
	"figurehead/datasets/table"
)

// Options is what is known beside the bytes.
type Options struct {
	// Area is the organisation's area, "Essex"; rows about it are shown in the preview.
	Area string
	// Sheet names the sheet of a workbook; CSV has none.
	Sheet string
	// File names the file of a ZIP archive.
	File string
	// Part names the table of a file that holds several, as Recipe.Part does.
	Part string
	// Only are the columns that are read, as Recipe.Only has them; nil for all.
	Only []int
	// Described is what a description beside the file says of its columns.
	Described *Described
	// Ask makes personal data nobody decided about an [Undecided], where Keep
	// would leave its columns out.
	Ask bool
}

// check refuses what a file of that format does not have.
func (o Options) check(format string) error {
	switch {
	case o.Sheet != "" && format != xlsxFormat && format != odsFormat:
		return datasets.Problem{Field: "sheet", Message: subject(format) + " has no sheets, so " + quote(o.Sheet) + " cannot be chosen.", Suggestion: "Leave the sheet out."}
	}
	return nil
}

// subject names a file at the beginning of a sentence.
func subject(format string) string {
	if format == csvFormat {
		return "A CSV file"
	}
	return datasets.Capital(formatName(format))
}

// Reading is raw bytes read by a Recipe: the table, and how it was read in words.
type Reading struct {
	Recipe    datasets.Recipe
	Table     *table.Table
	flat      *table.Table // a column for each that is used, before some became rows
	names     bool         // the format found people named beside the rows
	Sentences []Sentence   // guesses first
	Preview   []PreviewRow
	Problems  []datasets.Problem // warnings; what stops the reading is an error instead
	Rows      int                // rows of the table
	SHA256    string             // of the raw bytes, hex
	// Counted says that the file has no rows of its own: row 1 are the names, and
	// the records are counted from 2.
	Counted bool
}

// Guesses is the number of sentences that are not proved by the data.
func (r Reading) Guesses() int {
	n := 0
	for _, s := range r.Sentences {
		if s.Guess {
			n++
		}
	}
	return n
}

// Sentence says one thing about how a file was read.
type Sentence struct {
	Topic    string // one of Topics
	Text     string // plain words; column names in double quotation marks
	Guess    bool   // open: not proved by the data
	Controls []Control
}

// Topics lists the topics of sentences in the order in which they are said.
var Topics = []string{"File", "Header", "Numbers", "Time", "Places", "Totals", "Missing", "Unusual", "People", "Not used"}

// Control is a form field that changes the Recipe; Change reads its answer.
type Control struct {
	Name    string
	Label   string
	Type    string // "radio", "select", "number" or "text"
	Value   string // what the Recipe says now
	Choices []Choice
}

// Choice is one value of a radio or select Control.
type Choice struct{ Value, Label string }

// PreviewRow is one row of the file as it is used.
type PreviewRow struct {
	FileRow int
	Use     string // "header", "data", "total" or "skipped"
	Cells   []string
	Area    bool // it is about the organisation's area
}
