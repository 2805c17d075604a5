package widgets

import (
	"figurehead/datasets"
	"figurehead/datasets/places"
	"figurehead/widgets/words"
)

// Figure is a Spec with its numbers and every word resolved: what Place lays
// out, what the description is written from, and what a table shows. Strings
// are final; nothing in it is looked up later.
type Figure struct {
	Kind          Kind
	Lang          string
	Title         string
	Subtitle      string
	ShortSubtitle string
	Notes         []string
	Alt           string
	Long          string // the longer description; see LongDescription
	Headline      HeadlineWords
	Headlines     []HeadlineWords // of a row of them
	Series        []Series
	Totals        Series    // the wholes of stacked bars or columns, where the Result has them; the total of a waterfall
	Apart         []Point   // how many numbers a histogram has in no bin, for each reason
	Axes          [2]string // names of the numbers across and upwards of a scatter plot
	Table         TableWords
	Along         []int // the columns of a table that its small lines run along; nil for none
	Provenance    Provenance
	Theme         Theme
	Order         string // as the points already stand
	Spec          Spec
	Facts         []datasets.Fact
	// Interval is what the ends of the values' intervals are called: "95%
	// confidence interval"; "" where they have none.
	Interval string
	// Between names the two moments that arrows and slopes compare.
	Between [2]string
	// Places is the boundary set of a map, Breaks where its shades change, as
	// printed, Credit whose boundaries they are, in few words, and OffMap the
	// rows that have no place on it.
	Places *places.Set
	Breaks []string
	Credit string
	OffMap []string
	// Unresolved are the tokens of the Spec's texts that no Fact answers. A
	// figure that has any is not published.
	Unresolved []string
	// Remarks are the annotations and breaks that have their place; Unplaced
	// tells in sentences of those that have not, each with the setting that is
	// to be mended. A figure that has any of these is not published.
	Remarks  []Remark
	Unplaced []datasets.Problem
	// number is how the values are written in sentences.
	number words.Format
}

// Series is one run of values with its labels. Bars, columns and tables have
// one; a line figure has one for each line.
type Series struct {
	Name      string
	Key       string // the name as in the Result
	Highlight bool
	Points    []Point
	Side      Side // of the centre line, in a diverging bar chart
}

// Point is one value of a Series. Value is only for the position of a mark (0 when Missing);
// Label is the number as printed, made from the exact decimal.
type Point struct {
	Category  string // label shown; periods already worded
	Key       string // the category or period as in the Result, by which a Spec names it
	Short     string // shorter label for narrow layouts; may equal Category
	Ordinal   int    // days since 1970 for calendar axes; else position
	Value     float64
	Label     string // "51.1%"
	Missing   bool
	Reason    string // "not available", when Missing
	Sign      string // its sign in a table: "[x]"
	Highlight bool
	Rest      bool   // of those put together under one name
	People    int    // whole people of a hundred, in an icon array
	Group     string // the heading it stands under, where rows have them
	Place     string // code of its place on a map
	Class     int    // of its shade on a map, 0 for the lowest
	// Numbers that stand beside the value; nil where the figure has none.
	Low, High *Bound // of its confidence interval, or of its step in a waterfall
	From      *Bound // the earlier number it is compared with
	Across    *Bound // the number on the horizontal axis
	// Change is the change from it in words, where a Fact has it: "up 31.8
	// percentage points". Moved is the same, only to compare points.
	Change string
	Moved  float64
	// State is how firm the number is, and Part what of the period it covers.
	// Break is set when it is not to be joined to the number before it.
	State words.State
	Part  string
	Break bool
}

// Bound is a number at an end of a mark, other than the value itself. Value is
// only for its position.
type Bound struct {
	Value   float64
	Label   string
	Missing bool
	Reason  string // when Missing
}

// HeadlineWords are the parts of a headline figure.
type HeadlineWords struct {
	Number    string // "51.1%"
	Sentence  string // "of waste collected by councils in Essex was …"
	Direction int    // −1, 0, 1; 2 means no comparison
	Change    string // "up 1.2 percentage points"
	Base      string // "from 49.9% in 2017/18"
	// Share is the value as part of 100, from 0 to 100; −1 when it is not a share.
	Share     float64
	Sparkline []Point
	// In a row of headlines: whose number it is, whether it stands out, and why
	// there is none.
	Label     string       `json:",omitempty"`
	Highlight bool         `json:",omitempty"`
	Reason    string       `json:",omitempty"`
	Target    *TargetWords `json:",omitempty"` // nil without one
}

// TableWords is the table under a figure and the table kind itself.
type TableWords struct {
	Caption string
	Heads   []string
	Numeric []bool // by column
	Rows    [][]string
	Bold    []bool // by row: highlighted
	// Total says by row whether it is a total of the others; nil where none is.
	Total []bool `json:",omitempty"`
	// Notes are the annotations in sentences, for those who cannot see where
	// they stand.
	Notes []string
}
