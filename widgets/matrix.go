package widgets

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// MaxParts is the most series that a figure of bars or columns shows side by
// side or on top of each other: as many as there are colours for.
const MaxParts = 6

// matrix makes one Series for each name of the series column, all with the same
// categories in the same order, so that Points[i] of every Series stand
// together in the figure. A category that a series lacks is a missing Point,
// never a zero; two numbers for one place are refused.
//
// Series stand in the order of the Spec's seriesOrder, then of the data.
func (b *reading) matrix(f *Figure, most, mostSeries int, marks string) error {
	by := b.acrossMatrix()
	if by < 0 || b.series < 0 || by == b.series {
		return datasets.Problem{Field: "series", Message: fmt.Sprintf("A %s needs a column of names and another one that splits each of them.", b.kind.called["en"]),
			Suggestion: "Choose both, or use a bar chart."}
	}
	m := newCells(b, by)
	for _, row := range b.result.Rows {
		if b.kind.inTime && !b.placeable(row, by) {
			continue
		}
		if err := m.add(row); err != nil {
			return err
		}
	}
	if err := m.limits(most, mostSeries, marks); err != nil {
		return err
	}
	m.fill(f)
	return nil
}

// acrossMatrix is the column that makes the groups: the periods in a figure
// along time, else the names.
func (b *reading) acrossMatrix() int {
	if b.time >= 0 && (b.kind.alongTime || b.category < 0 || b.category == b.series) {
		return b.time
	}
	return b.category
}

// cells are the numbers of a matrix as its rows are read.
type cells struct {
	b          *reading
	by         int
	categories []Point          // in order of first appearance, without a value
	places     map[string]int   // of each category in categories
	series     []Series         // without points
	positions  map[string]int   // of each series in series
	values     map[[2]int]Point // by position of the series, then the category
	totals     map[int]Point    // by position of the category
	totalName  string
}

func newCells(b *reading, by int) *cells {
	return &cells{b: b, by: by, places: map[string]int{}, positions: map[string]int{},
		values: map[[2]int]Point{}, totals: map[int]Point{}}
}

// add reads one row of the Result.
func (m *cells) add(row []table.Cell) error {
	b := m.b
	place := m.place(row)
	p := m.categories[place]
	b.setValue(&p, row[b.value])
	b.setStanding(&p, row)
	if b.kind.stacked && b.total < 0 && isTotal(b.result.Fields[b.series], row[b.series]) {
		m.totalName, _ = b.label(row[b.series])
		return m.setTotal(place, p)
	}
	key := b.raw(row[b.series])
	at, known := m.positions[key]
	if !known {
		at = len(m.series)
		m.positions[key] = at
		name, _ := b.label(row[b.series])
		m.series = append(m.series, Series{Name: name, Key: key, Highlight: b.highlighted(row[b.series])})
	}
	if _, twice := m.values[[2]int{at, place}]; twice {
		return datasets.Problem{Field: "category",
			Message:    fmt.Sprintf("%q has more than one number for %q, but a %s shows one.", shorten(p.Category), shorten(m.series[at].Name), b.kind.called["en"]),
			Suggestion: "Choose one period or one group, or add the numbers up."}
	}
	m.values[[2]int{at, place}] = p
	if b.kind.stacked && b.total >= 0 {
		m.totalName = b.result.Fields[b.total].Name
		q := m.categories[place]
		b.setValue(&q, row[b.total])
		return m.setTotal(place, q)
	}
	return nil
}

// setTotal keeps the total of a category; its rows must agree on it.
func (m *cells) setTotal(place int, p Point) error {
	if old, known := m.totals[place]; known && (old.Value != p.Value || old.Missing != p.Missing) {
		return datasets.Problem{Field: "total",
			Message:    fmt.Sprintf("The rows of %q give different totals.", shorten(p.Category)),
			Suggestion: "Choose a column that holds one total for each name."}
	}
	m.totals[place] = p
	return nil
}

// isTotal reports whether a cell names rows that are totals of others.
func isTotal(f table.Field, c table.Cell) bool {
	if c.Missing != table.Present && c.Missing != table.Blank {
		return false
	}
	return slices.Contains(f.Totals, c.Text)
}

// place is the position of the row's category, a new one at the end.
func (m *cells) place(row []table.Cell) int {
	b := m.b
	key := b.raw(row[m.by])
	heading := ""
	if b.group >= 0 {
		heading, _ = b.label(row[b.group])
		key = b.raw(row[b.group]) + "\x00" + key
	}
	at, known := m.places[key]
	if !known {
		at = len(m.categories)
		m.places[key] = at
		p := Point{Ordinal: at, Key: b.raw(row[m.by]), Group: heading, Highlight: b.highlighted(row[m.by])}
		p.Category, p.Short = b.label(row[m.by])
		if row[m.by].Kind.Calendar() {
			p.Ordinal = int(row[m.by].Day)
		}
		m.categories = append(m.categories, p)
	}
	return at
}

// rawSeries is what the Result calls the series of that name.
func (b *reading) rawSeries(name string) string {
	for _, row := range b.result.Rows {
		if label, _ := b.label(row[b.series]); label == name {
			return b.raw(row[b.series])
		}
	}
	return name
}

// limits refuses more than a reader can follow.
func (m *cells) limits(most, mostSeries int, marks string) error {
	if len(m.series) > mostSeries {
		return datasets.Problem{Field: "series",
			Message:    fmt.Sprintf("%q has %s names; a %s shows %s at most.", m.b.result.Fields[m.b.series].Name, words.Whole(len(m.series)), m.b.kind.called["en"], words.Whole(mostSeries)),
			Suggestion: "Keep the largest ones, show one small chart for each, or use a table."}
	}
	return tooMany(len(m.categories), most, marks)
}

// fill makes the Series of the figure, in their order.
func (m *cells) fill(f *Figure) {
	at := make([]int, len(m.series))
	for i := range at {
		at[i] = i
	}
	key := make([]string, len(m.series))
	for name, i := range m.positions {
		key[i] = name
	}
	order := m.b.spec.SeriesOrder
	rank := func(i int) int {
		if r := slices.Index(order, key[i]); r >= 0 {
			return r
		}
		return len(order) + i
	}
	slices.SortStableFunc(at, func(i, j int) int { return rank(i) - rank(j) })
	for _, i := range at {
		s := m.series[i]
		s.Points = make([]Point, len(m.categories))
		for place := range m.categories {
			s.Points[place] = m.at(m.values[[2]int{i, place}], place)
		}
		f.Series = append(f.Series, s)
	}
	if len(m.totals) == 0 {
		return
	}
	f.Totals = Series{Name: m.totalName, Points: make([]Point, len(m.categories))}
	for place := range m.categories {
		f.Totals.Points[place] = m.at(m.totals[place], place)
	}
}

// at is the point of a place, missing where the Result has no row for it.
func (m *cells) at(p Point, place int) Point {
	if p.Label == "" && !p.Missing {
		p = m.categories[place]
		p.Missing, p.Reason, p.Sign = true, m.b.words.Reason(table.Blank), words.Shorthand(table.Blank)
	}
	return p
}

// arrange puts the categories of a matrix in the order of the Spec: by size of
// the points of key unless they have an order of their own.
func (f *Figure) arrange(field table.Field, key []Point) {
	if f.Order == "" {
		f.Order = "value"
		if field.Kind.Calendar() || ascending(key) || slices.ContainsFunc(key, func(p Point) bool { return p.Group != "" }) {
			f.Order = "data"
		}
	}
	points := slices.Clone(key)
	for i := range points { // the place from which each comes
		points[i].Short = strconv.Itoa(i)
	}
	if field.Kind.Calendar() {
		f.Order = "data"
		sortByTime(points)
	} else {
		sortPoints(points, f.Order)
	}
	groups := headings(key)
	slices.SortStableFunc(points, func(a, b Point) int { return slices.Index(groups, a.Group) - slices.Index(groups, b.Group) })
	for i := range f.Series {
		f.Series[i].Points = taken(f.Series[i].Points, points)
	}
	if len(f.Totals.Points) > 0 {
		f.Totals.Points = taken(f.Totals.Points, points)
	}
}

// taken are the points in the order of places, which hold positions.
func taken(points, places []Point) []Point {
	moved := make([]Point, len(points))
	for i, p := range places {
		at, _ := strconv.Atoi(p.Short)
		moved[i] = points[at]
	}
	return moved
}

// headings are the groups of rows, in order of first appearance.
func headings(points []Point) []string {
	var found []string
	for _, p := range points {
		if !slices.Contains(found, p.Group) {
			found = append(found, p.Group)
		}
	}
	return found
}

// firstNumber is the first number in a name such as "Aged 16 to 24".
var firstNumber = regexp.MustCompile(`\d[\d,]*(\.\d+)?`)

// ascending reports whether names are steps of one scale, such as ages, sizes
// or quarters: each holds a number and the numbers rise. They keep their order.
func ascending(points []Point) bool {
	last := -1.0
	for i, p := range points {
		v, err := strconv.ParseFloat(strings.ReplaceAll(firstNumber.FindString(p.Category), ",", ""), 64)
		switch {
		case err != nil && (i == 0 || i == len(points)-1) && len(points) > 3:
			continue // "Under one year", "All ages"
		case err != nil || v < last:
			return false
		}
		last = v
	}
	return len(points) > 2 && last >= 0
}

// leading are the points by which a figure of several series is ordered: those
// of the highlighted one, else of the first.
func leading(series []Series) []Point {
	for _, s := range series {
		if s.Highlight {
			return s.Points
		}
	}
	return series[0].Points
}

// lengths are the whole lengths of stacked bars, for their order only.
func lengths(series []Series) []Point {
	whole := slices.Clone(series[0].Points)
	for i := range whole {
		whole[i].Value, whole[i].Missing = 0, true
		for _, s := range series {
			if p := s.Points[i]; !p.Missing {
				whole[i].Value, whole[i].Missing = whole[i].Value+p.Value, false
			}
		}
	}
	return whole
}

// noNegatives refuses parts below zero, which no stack can show.
func (b *reading) noNegatives(f *Figure) error {
	for _, s := range f.Series {
		for _, p := range s.Points {
			if !p.Missing && p.Value < 0 {
				return datasets.Problem{Field: "value",
					Message:    fmt.Sprintf("%s in %s is %s, and a part of a stack cannot be below zero.", shorten(s.Name), shorten(p.Category), words.Plain(p.Label)),
					Suggestion: "Use grouped bars or grouped columns."}
			}
		}
	}
	return nil
}

// drawnInMatrix counts the numbers drawn: parts, and totals that are rows of
// their own.
func drawnInMatrix(f Figure) int {
	n := len(present(allPoints(f)))
	if f.Spec.Encoding.Total == "" {
		n += len(present(f.Totals.Points))
	}
	return n
}
