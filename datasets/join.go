package datasets

import (
	"context"
	"fmt"
	"slices"

	"figurehead/datasets/table"
)

// Join adds a Field with a number of another Dataset, looked up by place and, where
// Period is given, by period: the people who live in each district in each year. From
// names the Snapshot that it is taken from, so that an Edition can be made again for
// ever. A Query with a Join runs only after [Query.With] has given it that table.
//
// The period looked up is the one that holds the first day of the row's: of the
// quarter 2018 Q4 the year 2018; of the financial year 2018/19 the year 2018, as with
// mid-year estimates of population. Where the other table has no row for a place and
// period the number is not available; it is never 0. Rows of periods before its first
// number or after its last are left out where Beyond says so. Its missing values keep their
// reasons. Two rows for one place and period there stop the Query.
type Join struct {
	Name   string `json:"name"`
	From   string `json:"from"` // the id of a Snapshot
	Take   string `json:"take"` // the Field with the numbers
	Place  Match  `json:"place"`
	Period *Match `json:"period,omitempty"`
	Beyond string `json:"beyond,omitempty"` // "keep", also when empty, or "leaveOut"

	reference *table.Table // of From; nil before With
}

// Match names a Field of the rows and the Field of the other table that is the same.
type Match struct {
	Field string `json:"field"`
	Is    string `json:"is"`
}

// Do is the step's name in JSON.
func (Join) Do() string { return "join" }

func (s Join) outline(in []table.Field) ([]table.Field, error) {
	if s.reference == nil {
		return nil, Problem{Field: "from", Message: fmt.Sprintf("The table from which %q is taken is not at hand.", shorten(s.Take)), Suggestion: "Choose a reference table of this server."}
	}
	there := s.reference.Fields()
	if err := s.alike(s.Place, in, there, "places", "a column of place codes", func(a, b table.Field) bool { return isText(a.Kind) && isText(b.Kind) }); err != nil {
		return nil, err
	}
	if s.Period != nil {
		if err := s.alike(*s.Period, in, there, "periods", "periods that lie within those of the reference table", periodsFit); err != nil {
			return nil, err
		}
	}
	if s.Beyond != "" && !slices.Contains(beyondRows, s.Beyond) {
		return nil, Problem{Field: "beyond", Message: fmt.Sprintf("Rows beyond the reference table cannot be %q.", shorten(s.Beyond)), Suggestion: choices("It can be", s.Beyond, beyondRows)}
	}
	of, err := numbersOf(s.Take, there, "number to take")
	if err != nil {
		return nil, err
	}
	f := measureOf(of)
	f.Name = s.Name
	return addField(in, f)
}

// beyondRows says what becomes of rows of periods that the other table does not reach.
var beyondRows = []string{"keep", "leaveOut"}

// alike finds both Fields of a Match, which must fit.
func (s Join) alike(m Match, in, there []table.Field, what, wanted string, fit func(here, there table.Field) bool) error {
	here, err := fieldOf(m.Field, in)
	if err != nil {
		return err
	}
	other, err := fieldOf(m.Is, there)
	if err != nil {
		return err
	}
	if !fit(here, other) {
		return Problem{Field: m.Field, Message: fmt.Sprintf("%q holds %s and %q %s: as %s they cannot be looked up.", here.Name, inWords(here), other.Name, inWords(other), what), Suggestion: "Choose " + wanted + "."}
	}
	return nil
}

// inWords says what a Field holds: "text", "quarters".
func inWords(f table.Field) string {
	if f.Kind == table.Periods {
		return f.Grain.String() + "s"
	}
	return kindWords[f.Kind]
}

// periodsFit reports whether one period of a reference table holds each of those here,
// or is the calendar year in which it begins.
func periodsFit(here, there table.Field) bool {
	if !here.Kind.Calendar() || !there.Kind.Calendar() {
		return false
	}
	switch there.Grain {
	case here.Grain, table.Year:
		return true
	case table.FinancialYear, table.Quarter, table.FinancialQuarter:
		return slices.Contains([]table.Grain{table.NoGrain, table.Month, table.Quarter, table.FinancialQuarter}, here.Grain)
	case table.AcademicYear:
		return here.Grain == table.NoGrain || here.Grain == table.Month
	case table.Month:
		return here.Grain == table.NoGrain
	}
	return false
}

// looked is what a number is looked up by.
type looked struct {
	place string
	day   table.Day
}

func (s Join) run(ctx context.Context, in relation) (relation, error) {
	f, err := columnAdded(in, s)
	if err != nil {
		return relation{}, err
	}
	rows, err := s.lookup(ctx)
	if err != nil {
		return relation{}, err
	}
	if in, err = s.reached(ctx, in); err != nil {
		return relation{}, err
	}
	there := relationOf(s.reference)
	take := indexOf(s.Take, there.fields)
	place, period, grain := s.columns(in, s.Place.Field, func(m Match) string { return m.Field })
	if s.Period != nil {
		grain = there.fields[indexOf(s.Period.Is, there.fields)].Grain
	}
	cells := notAvailable(f, in.n)
	for i := range cells {
		key, whole := keyAt(in, i, place, period, grain)
		if row, found := rows[key]; whole && found {
			cells[i] = there.cell(row, take)
			cells[i].Kind = f.Kind
		}
	}
	if err := ctx.Err(); err != nil {
		return relation{}, err
	}
	return in.with(f, cells)
}

// reached leaves the rows out whose period lies before the first number of the other
// table or after its last, where the step says so.
func (s Join) reached(ctx context.Context, in relation) (relation, error) {
	if s.Period == nil || s.Beyond != "leaveOut" {
		return in, nil
	}
	there := relationOf(s.reference)
	place, period, grain := s.columns(there, s.Place.Is, func(m Match) string { return m.Is })
	take := s.reference.Column(indexOf(s.Take, there.fields))
	first, last, any := table.Day(0), table.Day(0), false
	for i := range there.n {
		key, whole := keyAt(there, i, place, period, grain)
		if !whole || take.Missing(i) != table.Present {
			continue
		}
		if !any {
			first, last, any = key.day, key.day, true
		}
		first, last = min(first, key.day), max(last, key.day)
	}
	when, days := indexOf(s.Period.Field, in.fields), []uint32{}
	err := blocks(ctx, in.n, func(from, to int) {
		for i := from; i < to; i++ {
			cell := in.cell(i, when)
			day := table.PeriodStart(cell.Day, grain)
			if cell.Missing != table.Present || any && first <= day && day <= last {
				days = append(days, uint32(in.row(i)))
			}
		}
	})
	return in.keep(days), err
}

// columns are those of r by which is looked up; period is -1 without one.
func (s Join) columns(r relation, place string, named func(Match) string) (int, int, table.Grain) {
	if s.Period == nil {
		return indexOf(place, r.fields), -1, table.NoGrain
	}
	period := indexOf(named(*s.Period), r.fields)
	return indexOf(place, r.fields), period, r.fields[period].Grain
}

// keyAt is what row i is looked up by, and whether it has it all.
func keyAt(r relation, i, place, period int, grain table.Grain) (looked, bool) {
	where := r.cell(i, place)
	key := looked{place: where.Text}
	if period < 0 {
		return key, where.Missing == table.Present
	}
	when := r.cell(i, period)
	key.day = table.PeriodStart(when.Day, grain)
	return key, where.Missing == table.Present && when.Missing == table.Present
}

// lookup finds the row of the reference table for each place and period.
func (s Join) lookup(ctx context.Context) (map[looked]int, error) {
	there := relationOf(s.reference)
	place, period, grain := s.columns(there, s.Place.Is, func(m Match) string { return m.Is })
	rows := make(map[looked]int, there.n)
	for i := range there.n {
		key, whole := keyAt(there, i, place, period, grain)
		if !whole {
			continue
		}
		if _, twice := rows[key]; twice {
			where := key.place
			if period >= 0 {
				where += " in " + table.PeriodLabel(key.day, grain)
			}
			return nil, Problem{Field: s.Take, Message: fmt.Sprintf("The reference table has several rows for %s.", where), Suggestion: "Choose one that has one number for each place and period."}
		}
		rows[key] = i
	}
	return rows, ctx.Err()
}

// References are the ids of the Snapshots that q takes numbers from beside its own, each
// once, in order.
func (q Query) References() []string {
	var ids []string
	for _, step := range q.Steps {
		if join, is := step.(Join); is && !slices.Contains(ids, join.From) {
			ids = append(ids, join.From)
		}
	}
	return ids
}

// With is q with the tables of those Snapshots at hand. Tables it does not name are not
// used; without one that it names it does not run.
func (q Query) With(tables map[string]*table.Table) Query {
	return q.eachJoin(func(join Join) Join {
		join.reference = tables[join.From]
		return join
	})
}

// Renewed is q with numbers taken from other Snapshots: from the one that newest names
// for each, where it names one.
func (q Query) Renewed(newest map[string]string) Query {
	return q.eachJoin(func(join Join) Join {
		if id := newest[join.From]; id != "" {
			join.From, join.reference = id, nil
		}
		return join
	})
}

func (q Query) eachJoin(change func(Join) Join) Query {
	if len(q.References()) == 0 {
		return q
	}
	steps := make([]Step, len(q.Steps))
	for i, step := range q.Steps {
		if join, is := step.(Join); is {
			step = change(join)
		}
		steps[i] = step
	}
	q.Steps = steps
	return q
}

// Reference is the table that the numbers are taken from; nil before [Query.With].
func (s Join) Reference() *table.Table { return s.reference }
