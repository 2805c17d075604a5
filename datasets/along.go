package datasets

import (
	"context"
	"fmt"
	"slices"

	"figurehead/datasets/table"
)

// line is the places of one combination's rows, in order of their days.
type line struct {
	places []uint32
	days   []table.Day
}

// at is the place of that day, or −1.
func (l line) at(day table.Day) int {
	i, found := slices.BinarySearch(l.days, day)
	if !found {
		return -1
	}
	return int(l.places[i])
}

// before is the place of the day before that one in the line, or −1.
func (l line) before(day table.Day) int {
	i, _ := slices.BinarySearch(l.days, day)
	if i == 0 {
		return -1
	}
	return int(l.places[i-1])
}

// columnAlong is the Field that a step adds to r, and the rows its numbers run along.
func columnAlong(ctx context.Context, r relation, s Step, over string, within []string) (table.Field, grouping, []line, error) {
	f, err := columnAdded(r, s)
	if err != nil {
		return f, grouping{}, nil, err
	}
	g, lines, err := linesAlong(ctx, r, over, within)
	return f, g, lines, err
}

// columnAdded is the Field that a step adds to r, after the others.
func columnAdded(r relation, s Step) (table.Field, error) {
	if err := addsToAtMost(r.n); err != nil {
		return table.Field{}, err
	}
	fields, err := s.outline(r.fields)
	if err != nil {
		return table.Field{}, err
	}
	return fields[len(fields)-1], nil
}

// linesAlong puts the rows of r in order of Over, apart for each combination of
// Within. Rows without a day are in no line. Two rows of one combination and
// day are a Problem: nobody could say which of them comes before the next.
// Without Over the rows keep their order and the lines have no days.
func linesAlong(ctx context.Context, r relation, over string, within []string) (grouping, []line, error) {
	g, err := groupRows(ctx, r, within)
	if err != nil {
		return g, nil, err
	}
	if over == "" {
		lines := make([]line, g.n)
		for place, id := range g.ids {
			lines[id].places = append(lines[id].places, uint32(place))
		}
		return g, lines, ctx.Err()
	}
	column := indexOf(over, r.fields)
	days := r.columns[column]
	lines := make([]line, g.n)
	for place := range r.n {
		if days.Missing(r.row(place)) == table.Present {
			l := &lines[g.ids[place]]
			l.places = append(l.places, uint32(place))
		}
	}
	for i := range lines {
		l := &lines[i]
		slices.SortFunc(l.places, func(a, b uint32) int {
			return compareInts(int64(days.Days[r.row(int(a))]), int64(days.Days[r.row(int(b))]))
		})
		for _, place := range l.places {
			day := days.Days[r.row(int(place))]
			if n := len(l.days); n > 0 && l.days[n-1] == day {
				return g, nil, Problem{Field: over, Message: fmt.Sprintf("There are several rows for %s.", table.PeriodLabel(day, r.fields[column].Grain)), Suggestion: fmt.Sprintf(`Group the rows so that there is one for each %q, or name what else tells them apart in "within".`, over)}
			}
			l.days = append(l.days, day)
		}
	}
	return g, lines, ctx.Err()
}

// addsToAtMost is the Problem of a step that adds a column to too many rows.
func addsToAtMost(n int) error {
	if n <= MaxGroups {
		return nil
	}
	return Problem{Message: fmt.Sprintf("There are %s rows; a column is added to at most %s.", thousands(n), thousands(MaxGroups)), Suggestion: "Group or filter the rows first."}
}

// notAvailable are cells of f that wait for their values.
func notAvailable(f table.Field, n int) []table.Cell {
	cells := make([]table.Cell, n)
	for i := range cells {
		cells[i] = table.MissingCell(f, table.NotAvailable)
	}
	return cells
}
