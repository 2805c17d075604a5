package widgets

import (
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// HeatTable shows numbers in rows and columns, each on a shade of its class.
const HeatTable Kind = "heatTable"

// Most rows and columns of a heat table.
const (
	MaxHeatRows    = 40
	MaxHeatColumns = 40
)

func heatTableKind() kind {
	return kind{
		name: HeatTable, called: called("heat table", "tabl gwres"),
		roles: []Role{{"category", "Rows", true}, {"value", "Numbers", true}, {"time", "Columns that are periods", false}, {"series", "Columns", false}},
		read:  (*reading).heat, plot: plot{height: heatHeight, draw: drawHeat},
		describe: describeHeat, message: heatMessage, suggest: (*suggester).heat,
		grid: true, whole: true,
	}
}

// heat makes one Series for each row, all with the same columns: periods in
// order, or names as they come. Rows stand by their last column, the highest
// first, unless they have an order of their own. Each number has the class of
// its number as printed.
func (b *reading) heat(f *Figure) error {
	columns := b.time
	if columns < 0 {
		columns = b.series
	}
	if b.category < 0 || columns < 0 || columns == b.category {
		return datasets.Problem{Field: "series", Message: "A heat table needs a column of names for its rows and another one for its columns.",
			Suggestion: "Choose both, or use a bar chart."}
	}
	numbers := b.numbers(b.value)
	decimals := b.number.Decimals
	if decimals == words.Exact {
		decimals = words.Places(numbers)
	}
	shades := b.breakAt(f, numbers, decimals)
	b.shades = &shades
	m, err := b.heatCells(columns)
	if err != nil {
		return err
	}
	m.fill(f)
	calendar := b.result.Fields[columns].Kind.Calendar()
	for i := range f.Series {
		if calendar {
			sortByTime(f.Series[i].Points)
		}
	}
	b.orderRows(f)
	return nil
}

// heatCells reads the rows of the Result, with names as the series of a matrix.
func (b *reading) heatCells(columns int) (*cells, error) {
	rows := *b
	rows.series = b.category
	m := newCells(&rows, columns)
	for _, row := range b.result.Rows {
		if !b.placeable(row, columns) {
			continue
		}
		if err := m.add(row); err != nil {
			return nil, err
		}
	}
	if err := tooMany(len(m.series), MaxHeatRows, "rows"); err != nil {
		return nil, err
	}
	return m, tooMany(len(m.categories), MaxHeatColumns, "columns")
}

// orderRows puts the rows in the order of the Spec.
func (b *reading) orderRows(f *Figure) {
	keys := make([]Point, len(f.Series))
	for i, s := range f.Series {
		keys[i] = s.Points[len(s.Points)-1]
		keys[i].Category, keys[i].Ordinal = s.Name, i
	}
	if f.Order == "" {
		f.Order = "value"
		if b.result.Fields[b.category].Kind.Calendar() || ascending(keys) || len(b.spec.SeriesOrder) > 0 {
			f.Order = "data"
		}
	}
	sortPoints(keys, f.Order)
	rows := make([]Series, len(keys))
	for i, key := range keys {
		rows[i] = f.Series[key.Ordinal]
	}
	f.Series = rows
}

// gridTable is the table of a heat table: its rows and columns.
func (b *reading) gridTable(t TableWords, f Figure) TableWords {
	t.Heads, t.Numeric = []string{b.result.Fields[b.category].Name}, []bool{false}
	field := b.result.Fields[b.value]
	for _, p := range f.Series[0].Points {
		t.Heads, t.Numeric = append(t.Heads, head(table.Field{Name: p.Category, Kind: field.Kind}, b.number)), append(t.Numeric, true)
	}
	for _, s := range f.Series {
		row := []string{s.Name}
		for _, p := range s.Points {
			row = append(row, firstOf(p.Label, p.Reason))
		}
		t.Rows, t.Bold = append(t.Rows, row), append(t.Bold, s.Highlight)
	}
	return t
}

func describeHeat(f Figure) []string {
	opening := f.say(words.HeatOpening, "rows", f.count(len(f.Series), words.NounRow), "columns", f.count(len(f.Series[0].Points), words.NounColumn))
	return append([]string{about(f, opening)}, heatMessage(f)...)
}

// heatMessage says which cell is highest and lowest, and how the highlighted
// rows went.
func heatMessage(f Figure) []string {
	var all []Point
	var sentences []string
	for _, s := range f.Series {
		for _, p := range s.Points {
			p.Category, p.Highlight = pointName(f, s, p), false
			all = append(all, p)
		}
		if ends := present(s.Points); s.Highlight && len(ends) > 1 {
			sentences = append(sentences, ended(f.say(words.SeriesGoes, "name", s.Name,
				"first", words.Plain(ends[0].Label), "last", words.Plain(ends[len(ends)-1].Label))))
		}
	}
	return slices.Concat(sentences[:min(len(sentences), 2)], f.extremes(present(all), false))
}

// classWords are the classes in words, low to high: "Under 15%", "15% to under
// 30%", "30% or more".
func (f Figure) classWords() []string {
	if len(f.Breaks) == 0 {
		return nil
	}
	last := len(f.Breaks) - 1
	all := []string{f.say(words.ClassUnder, "edge", f.Breaks[0])}
	for i := range last {
		all = append(all, f.say(words.ClassBetween, "low", f.Breaks[i], "high", f.Breaks[i+1]))
	}
	return append(all, f.say(words.ClassFrom, "edge", f.Breaks[last]))
}
