package datasets

import "figurehead/datasets/table"

// RecipeVersion is written into every new Recipe.
const RecipeVersion = 1

// Recipe says how raw bytes become a table. It is proposed in words, confirmed
// by a person, stored with the Snapshot and replayed at each refresh.
type Recipe struct {
	Version int `json:"version"`
	// File is the name of the file that is read in a ZIP archive; "" for others.
	File   string `json:"file,omitempty"`
	Format string `json:"format"` // one of intake.Formats: "csv", "xlsx", "json" …
	// Sheet is the sheet of a workbook that is read; CSV has none.
	Sheet string `json:"sheet,omitempty"`
	// Part is the table that is read of a file that holds several: a list of
	// records in JSON ("/result/records/*"), a grain of a time series ("quarters").
	Part      string `json:"part,omitempty"`
	Encoding  string `json:"encoding"`  // "utf-8", "utf-16le", "utf-16be", "windows-1252", "iso-8859-14"
	Delimiter string `json:"delimiter"` // ",", ";", "\t" or "|"
	// Only are the columns of the file that somebody chose to read, from 0 and in
	// their order; nil reads all. The Positions of Columns count among them.
	Only []int `json:"only,omitempty"`
	// HeaderRow is the record of the file, from 1, that names the columns; 0 when none does.
	HeaderRow int `json:"headerRow"`
	// LastRow is the last record used, from 1; 0 means to the end. Records below are footnotes.
	LastRow int            `json:"lastRow,omitempty"`
	Columns []RecipeColumn `json:"columns"`
	// TotalRows says what happens to rows that are totals of others.
	TotalRows []TotalRule `json:"totalRows,omitempty"`
	// GroupRows says what happens to rows that hold a name alone, above the rows
	// that belong to it; nil when there are none.
	GroupRows *GroupRows `json:"groupRows,omitempty"`
	// Unpivot turns columns that are periods into rows; nil leaves them side by side.
	Unpivot *Unpivot `json:"unpivot,omitempty"`
	// Within names the column of years whose months or quarters Unpivot turns into
	// rows; "" where the columns say their year themselves.
	Within string `json:"within,omitempty"`
	// Described names the description beside the file by which its columns were
	// first read: "the data package “CO2 PPM”".
	Described string `json:"described,omitempty"`
	// Sealed is how the original was read when only a cleaned copy of it was
	// kept, without the personal data in it; nil when the bytes are the original.
	Sealed *Recipe `json:"sealed,omitempty"`
	// Releases is how many files were put below each other to make the copy; 0
	// for one.
	Releases int `json:"releases,omitempty"`
	// Elsewhere says in sentences what was not kept of a file because people may
	// be named there, outside the table.
	Elsewhere []string `json:"elsewhere,omitempty"`
}

// RecipeColumn says how one column of the file becomes a Field.
type RecipeColumn struct {
	Position int         `json:"position"` // in the record, from 0
	Heading  string      `json:"heading"`  // as in the file; "" when it has none
	Field    table.Field `json:"field"`
	Dropped  bool        `json:"dropped,omitempty"`
	// FillDown reads a blank cell as the last filled one above it.
	FillDown bool `json:"fillDown,omitempty"`
	// Personal is what was decided about personal data in the column; nil when
	// none was found.
	Personal  *PersonalDecision `json:"personal,omitempty"`
	DateOrder string            `json:"dateOrder,omitempty"` // "dmy", "mdy", "ymd"
	Decimal   string            `json:"decimal,omitempty"`   // "." or ","
	Thousands string            `json:"thousands,omitempty"` // "", ",", ".", " "
	// Markers maps what stands in a cell to the reason why it has no value.
	Markers map[string]table.Reason `json:"markers,omitempty"`
}

// GroupUse is what is done with rows that name a group of others.
type GroupUse string

// The choices a person has for rows that name groups.
const (
	GroupsColumn GroupUse = "column" // their name stands in a column of its own
	GroupsRows   GroupUse = "rows"   // treated like any other row
	GroupsOut    GroupUse = "out"    // left out of the table
)

// GroupRows are rows in which only one column is filled.
type GroupRows struct {
	Position int      `json:"position"` // of that column in the record, from 0
	Use      GroupUse `json:"use"`
}

// TotalUse is what is done with total rows.
type TotalUse string

// The choices a person has for total rows.
const (
	TotalsApart TotalUse = "apart" // kept, named in Field.Totals, not compared with the rest
	TotalsRows  TotalUse = "rows"  // treated like any other row
	TotalsOut   TotalUse = "out"   // left out of the table
)

// TotalRule marks the rows whose Field equals one of Labels as totals; the
// label "" is the blank cell.
type TotalRule struct {
	Field  string   `json:"field"`
	Labels []string `json:"labels"`
	Use    TotalUse `json:"use"`
}

// PersonalUse is what is done with a column that holds personal data.
type PersonalUse string

// The choices a person has for a column with personal data.
const (
	PersonalDrop PersonalUse = "drop" // left out, and nothing of it is kept
	PersonalCut  PersonalUse = "cut"  // made coarser: a district, an age band
	PersonalKeep PersonalUse = "keep" // used as it is, for a reason
)

// PersonalDecision is what was decided about the personal data in a column.
// It stands for the Kinds it names: another kind found later is asked anew.
type PersonalDecision struct {
	Kinds  []string    `json:"kinds"` // keys of personal.Kinds
	Use    PersonalUse `json:"use"`
	Reason string      `json:"reason,omitempty"` // why it is kept
	By     string      `json:"by,omitempty"`     // who decided; empty when nobody did
	On     string      `json:"on,omitempty"`     // the day, 2026-11-26; ages are counted on it
}
