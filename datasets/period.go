package datasets

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"figurehead/datasets/table"
)

// Period adds a Field with the month, quarter, year, financial or academic year
// that each day, or each shorter period, of Of lies in. A missing day keeps its
// reason.
type Period struct {
	Name string `json:"name"`
	Of   string `json:"of"`
	As   string `json:"as"`
}

// Do is the step's name in JSON.
func (Period) Do() string { return "period" }

// periodGrains are the lengths of period a day can be put into.
var periodGrains = func() map[string]table.Grain {
	grains := map[string]table.Grain{}
	for name, f := range labelFields {
		if f.Grain != table.NoGrain {
			grains[name] = f.Grain
		}
	}
	return grains
}()

func (s Period) outline(in []table.Field) ([]table.Field, error) {
	if err := needsCalendar(s.Of, in, "has no periods"); err != nil {
		return nil, err
	}
	of := in[indexOf(s.Of, in)]
	grain, known := periodGrains[s.As]
	if !known {
		return nil, Problem{Field: "as", Message: fmt.Sprintf("A day has no period %q.", shorten(s.As)), Suggestion: choices("The periods are", s.As, slices.Sorted(maps.Keys(periodGrains)))}
	}
	if !holdsWhole(grain, of.Grain) {
		return nil, Problem{Field: s.Of, Message: fmt.Sprintf("%q holds periods of a %s, which do not each lie in one %s.", of.Name, of.Grain, s.As), Suggestion: "Choose a longer period, or a column of dates."}
	}
	return addField(in, s.field())
}

// holdsWhole reports whether each period of the grain part lies in one of whole.
func holdsWhole(whole, part table.Grain) bool {
	if part == table.NoGrain || part == whole {
		return true
	}
	for month := range 7 * 12 { // in seven years a week crosses every kind of end
		start := table.PeriodStart(table.Date(2018, 1+month, 1), part)
		if table.PeriodStart(start, whole) != table.PeriodStart(table.AddPeriods(start, part, 1)-1, whole) {
			return false
		}
	}
	return true
}

func (s Period) field() table.Field {
	f := labelFields[s.As]
	f.Name = s.Name
	return f
}

func (s Period) run(ctx context.Context, in relation) (relation, error) {
	of := in.columns[indexOf(s.Of, in.fields)]
	c := &table.Column{Days: make([]table.Day, len(of.Days)), Reasons: of.Reasons}
	grain := periodGrains[s.As]
	err := blocks(ctx, in.n, func(from, to int) {
		for i := from; i < to; i++ {
			if row := in.row(i); of.Missing(row) == table.Present {
				c.Days[row] = table.PeriodStart(of.Days[row], grain)
			}
		}
	})
	return in.beside(s.field(), c), err
}
