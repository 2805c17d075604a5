package widgets

import (
	"fmt"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// pairs makes one point for each name with its earlier and its later number:
// from two columns, or from rows of two periods. Arrows and slopes read it.
func (b *reading) pairs(f *Figure, most int, marks string) error {
	var points []Point
	var err error
	if b.from >= 0 {
		points, err = b.columnPairs(f)
	} else {
		points, err = b.periodPairs(f)
	}
	if err != nil {
		return err
	}
	if err := tooMany(len(points), most, marks); err != nil {
		return err
	}
	if f.Order == "" {
		f.Order = "value"
	}
	sortPoints(points, f.Order)
	f.Series = []Series{{Name: b.result.Fields[b.value].Name, Points: points}}
	return nil
}

// columnPairs reads the earlier number from a column of its own, whose heading
// names it.
func (b *reading) columnPairs(f *Figure) ([]Point, error) {
	if err := b.numeric(b.from); err != nil {
		return nil, err
	}
	by := b.category
	if by < 0 {
		return nil, needsNames
	}
	var points []Point
	for i, row := range b.result.Rows {
		p := b.point(row, by, i)
		p.From = b.bound(row[b.from])
		points = append(points, p)
	}
	f.Between = [2]string{b.moment(b.from), b.moment(b.value)}
	return points, unique(points, b.kind.called["en"])
}

// moment names a column of numbers: by the officer's name for it, else its own.
func (b *reading) moment(column int) string {
	name := b.result.Fields[column].Name
	if shown := b.spec.Names[name]; shown != "" {
		return shown
	}
	return name
}

var needsNames error = datasets.Problem{Field: "category", Message: "No column of names is chosen.",
	Suggestion: "Choose the names of what is compared."}

// periodPairs reads rows of name, period and number, of exactly two periods.
func (b *reading) periodPairs(f *Figure) ([]Point, error) {
	by := b.category
	switch {
	case b.time < 0:
		return nil, datasets.Problem{Field: "from", Message: "No earlier numbers are chosen.",
			Suggestion: "Choose a column of earlier numbers, or a column of two periods."}
	case by < 0:
		return nil, needsNames
	}
	first, last, err := b.twoPeriods()
	if err != nil {
		return nil, err
	}
	f.Between[0], _ = b.label(first)
	f.Between[1], _ = b.label(last)
	return b.byName(by, last)
}

// twoPeriods are the first and the last period, of which there must be two.
func (b *reading) twoPeriods() (first, last table.Cell, err error) {
	var all []table.Cell
	for _, row := range b.result.Rows {
		c := row[b.time]
		if b.placeable(row, b.time) && !slices.ContainsFunc(all, func(o table.Cell) bool { return b.raw(o) == b.raw(c) }) {
			all = append(all, c)
		}
	}
	if len(all) != 2 {
		return first, last, datasets.Problem{Field: "time",
			Message:    fmt.Sprintf("A %s compares two periods, but there are %d.", b.kind.called["en"], len(all)),
			Suggestion: "Keep the first and the last, or show a line chart."}
	}
	if b.result.Fields[b.time].Kind.Calendar() && all[0].Day > all[1].Day {
		return all[1], all[0], nil
	}
	return all[0], all[1], nil
}

// byName puts the two rows of each name together. A name without a row for a
// period has no figure there.
func (b *reading) byName(by int, last table.Cell) ([]Point, error) {
	gap := func() *Bound { return &Bound{Missing: true, Reason: b.words.Reason(table.Blank)} }
	at := make(map[string]int)
	seen := make(map[string]bool)
	var points []Point
	for _, row := range b.result.Rows {
		if b.time >= 0 && row[b.time].Missing != table.Present && row[b.time].Kind.Calendar() {
			continue
		}
		key, later := b.raw(row[by]), b.raw(row[b.time]) == b.raw(last)
		i, known := at[key]
		if !known {
			i = len(points)
			at[key] = i
			p := b.point(row, by, i)
			p.Value, p.Label, p.Missing, p.Reason = 0, "", true, gap().Reason
			p.From = gap()
			b.setChange(&p, key)
			points = append(points, p)
		}
		twice := fmt.Sprint(key, "\x00", later)
		if seen[twice] {
			return nil, datasets.Problem{Field: "category",
				Message:    fmt.Sprintf("%q comes up twice in one period, but a %s shows one number for each.", shorten(points[i].Category), b.kind.called["en"]),
				Suggestion: "Choose one group, or add the numbers up."}
		}
		seen[twice] = true
		if later {
			points[i].Missing, points[i].Reason = false, ""
			b.setValue(&points[i], row[b.value])
		} else {
			points[i].From = b.bound(row[b.value])
		}
	}
	return points, nil
}

// setChange words the change of a name between its two periods, a Fact.
func (b *reading) setChange(p *Point, key string) {
	for _, fact := range b.facts {
		if fact.Name == "change" && (b.raw(fact.Category) == key || b.raw(fact.Series) == key) {
			p.Change = words.Plain(b.words.Difference(fact.Value.Number, b.number))
			p.Moved = fact.Value.Number.Float64()
		}
	}
}
