package widgets

import (
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// placeable reports whether a row has its place in time, when column is time.
// One that has none is counted and told of in a note.
func (b *reading) placeable(row []table.Cell, column int) bool {
	if column < 0 || !row[column].Kind.Calendar() || row[column].Missing == table.Present {
		return true
	}
	b.undated++
	return false
}

// point is the value of one row, labelled by the cell at column.
func (b *reading) point(row []table.Cell, column, position int) Point {
	p := Point{Ordinal: position}
	if column >= 0 {
		p.Category, p.Short = b.label(row[column])
		p.Key = b.raw(row[column])
		p.Highlight = b.highlighted(row[column])
		p.Rest = b.result.Fields[column].Rest != "" && p.Key == b.result.Fields[column].Rest
		if row[column].Kind.Calendar() {
			p.Ordinal = int(row[column].Day)
		}
	}
	b.setValue(&p, row[b.value])
	b.setStanding(&p, row)
	return p
}

// setStanding says how firm a number is and how sure.
func (b *reading) setStanding(p *Point, row []table.Cell) {
	s := b.statusOf(row, p.Key)
	p.State, p.Part, p.Break = s.State, s.Part, s.Break
	if b.low >= 0 && b.high >= 0 && b.kind.shows.intervals {
		p.Low, p.High = b.bound(row[b.low]), b.bound(row[b.high])
	}
}

func (b *reading) setValue(p *Point, c table.Cell) {
	if c.Missing != table.Present {
		p.Missing, p.Reason, p.Sign = true, b.words.Reason(c.Missing), words.Shorthand(c.Missing)
		return
	}
	p.Value = c.Number.Float64()
	p.Label = b.words.Number(c.Number, b.number.Label())
	if b.shades != nil {
		p.Class = b.shades.of(c.Number)
	}
}

// label words a category or period, long and short; the Spec's own names win.
func (b *reading) label(c table.Cell) (long, short string) {
	if name := b.spec.Names[b.raw(c)]; name != "" {
		return name, name
	}
	switch {
	case c.Missing == table.Present && c.Kind.Calendar():
		return b.words.Period(c), b.words.ShortPeriod(c)
	case c.Missing == table.Present && c.Kind.Number():
		f := words.Format{Decimals: words.Exact}
		text := b.words.Number(c.Number, f)
		return text, text
	}
	text := b.words.Cell(c, words.Format{})
	if text == "" {
		text = b.words.Say(words.NotNamed)
	}
	return text, text
}

// raw is the text by which a Spec names a category: as in the Result.
func (b *reading) raw(c table.Cell) string {
	switch {
	case c.Missing != table.Present:
		return ""
	case c.Kind.Calendar():
		return table.PeriodLabel(c.Day, c.Grain)
	case c.Kind.Number():
		return c.Number.String()
	}
	return c.Text
}

func (b *reading) highlighted(c table.Cell) bool {
	return slices.Contains(b.spec.Highlight, b.raw(c))
}

// unique refuses two numbers for one name, which a chart would draw on top of
// each other or as if they were different things.
func unique(points []Point, kind string) error {
	seen := make(map[string]int, len(points))
	for _, p := range points {
		seen[p.Category]++
	}
	for _, p := range points {
		if n := seen[p.Category]; n > 1 {
			return datasets.Problem{Field: "category",
				Message:    fmt.Sprintf("%q comes up %d times, but a %s shows one number for each name.", shorten(p.Category), n, kind),
				Suggestion: "Choose one period or one group, or add the numbers up."}
		}
	}
	return nil
}

// tooMany refuses more marks than a reader can tell apart.
func tooMany(n, most int, what string) error {
	if n <= most {
		return nil
	}
	return datasets.Problem{Field: "rows",
		Message:    fmt.Sprintf("There are %s %s; a figure shows %s at most.", words.Whole(n), what, words.Whole(most)),
		Suggestion: "Show the largest ones only, or a table."}
}

// shorten keeps a name in a message readable.
func shorten(s string) string {
	const most = 60
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	return strings.TrimSpace(string(runes[:most])) + "…"
}
