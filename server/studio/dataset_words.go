package studio

import (
	"fmt"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/server/auth"
	"figurehead/server/publishing"
)

// describedBytes is how large a file is read for the page of its dataset
// without being asked.
const describedBytes = 4 << 20

// datasetWords are what the page of a dataset says of its newest copy.
type datasetWords struct {
	Facts     []labelled
	Copies    []copyLine
	Described bool
	Large     bool // it is described when asked for
	Columns   []columnLine
	Recipe    []string
	Quality   []string
	Origin    []labelled // where it comes from, but for its page
	Safe      []safeLine
	Manually  bool // it came by hand, and a release did too
}

// labelled is a fact with its name.
type labelled struct{ Label, Value string }

// copyLine is a copy with what changed in it.
type copyLine struct {
	datasets.Snapshot
	First    bool
	Compared bool // there is an earlier copy to compare with
	Changed  string
}

// columnLine is a column in words.
type columnLine struct{ Name, Kind, Holds, Empty, Role string }

var kindWords = map[table.Kind]string{
	table.Text: "Text", table.Integers: "Whole number", table.Decimals: "Number", table.Percentages: "Per cent",
	table.Currency: "Money", table.Dates: "Date", table.Periods: "Period", table.PlaceCode: "Place code",
}

var usedAs = map[table.Role]string{table.Dimension: "Group", table.Measure: "Measure", table.Time: "Time", table.Identifier: "Identifier"}

// wordDataset fills what the page says of the newest copy. A copy that cannot be
// read any more leaves the page without its columns.
func (s *Studio) wordDataset(c *fiber.Ctx, page *datasetPage) error {
	ctx := c.UserContext()
	mayEdit := auth.May(page.User, auth.Edit, page.Dataset.DirectorateID)
	page.Manually = !page.Dataset.Source.Fetchable() && len(page.Refreshes) > 0
	if err := s.originWords(ctx, page); err != nil {
		return err
	}
	newest := page.AsAt()
	read := newest != nil && (newest.SizeBytes <= describedBytes || c.Query("columns") == "1" || s.Publishing.KnownDescription(*newest))
	if err := s.safeWords(ctx, page, read); err != nil {
		return err
	}
	s.compareNewest(ctx, page.Snapshots, mayEdit)
	page.Copies = s.copyLines(page.Snapshots)
	page.Facts = []labelled{{"Figures made from it", thousands(page.Made)}, {"Copies kept", thousands(len(page.Copies))}}
	if newest == nil {
		return nil
	}
	page.Facts = append([]labelled{{"Rows", thousands(newest.Rows)}}, page.Facts...)
	if !read {
		page.Large = true
		return nil
	}
	d, err := s.Publishing.Describe(ctx, *newest)
	if err != nil {
		s.Log.Error("describe a copy", "snapshot", newest.ID, "error", err)
		return nil
	}
	page.Described = true
	open := mayEdit && !page.Dataset.Protection.On()
	for _, column := range d.Columns {
		page.Columns = append(page.Columns, newColumnLine(column, open))
		if column.Kind == table.PlaceCode && !column.Personal {
			page.Facts = append(page.Facts, labelled{"Places", thousands(column.Distinct)})
		}
		if column.Kind.Calendar() && open && column.Min != "" && !column.Personal {
			page.Facts = append(page.Facts, labelled{column.Name, fromTo(column.Min, column.Max)})
		}
	}
	if mayEdit {
		for _, sentence := range d.Recipe {
			page.Recipe = append(page.Recipe, sentence.Text)
		}
		for _, problem := range d.Problems {
			page.Quality = append(page.Quality, problem.Error())
		}
	}
	return nil
}

// copyLines say what changed in each copy, where that was looked at before.
func (s *Studio) copyLines(list []datasets.Snapshot) (lines []copyLine) {
	for i, snapshot := range list {
		line := copyLine{Snapshot: snapshot, First: i == len(list)-1}
		if before, ok := publishing.Earlier(list[i+1:]); ok && snapshot.PurgedAt.IsZero() {
			line.Compared = true
			if d, known := s.Publishing.KnownDifferences(before, snapshot); known {
				line.Changed = differenceWords(d)[0]
			}
		}
		lines = append(lines, line)
	}
	return lines
}

// newColumnLine words a column; what is in it only where it may be seen.
func newColumnLine(c publishing.DescribedColumn, open bool) columnLine {
	line := columnLine{Name: c.Name, Kind: kindWords[c.Kind], Holds: howMany(c.Distinct, "value"), Empty: "None", Role: usedAs[c.Role]}
	if c.Unit != "" {
		line.Kind += ", " + c.Unit
	}
	if c.Missing > 0 {
		line.Empty = thousands(c.Missing)
	}
	switch {
	case c.Personal:
		line.Holds += ", about people"
	case open && c.Min != "" && c.Kind.Number():
		line.Holds = "From " + c.Min + " to " + c.Max
	case open && c.Min != "":
		line.Holds += ", " + fromTo(c.Min, c.Max)
	}
	return line
}

func fromTo(from, to string) string {
	if from == to {
		return from
	}
	return from + " to " + to
}

// ledgerWords sum up what was ever published of a dataset.
func ledgerWords(entries []datasets.LedgerEntry) string {
	if len(entries) == 0 {
		return ""
	}
	hidden := 0
	for _, e := range entries {
		if e.Hidden {
			hidden++
		}
	}
	return fmt.Sprintf("%s of this data were ever published; %s of them hidden.", howMany(len(entries), "number"), isOrAre(hidden))
}
