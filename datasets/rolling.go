package datasets

import (
	"context"

	"figurehead/datasets/table"
)

// Rolling adds a Field with the mean of the Count numbers of Of that end with
// this one along Over, apart for each combination of Within, with 12 decimals.
// Over periods they are that many periods in a row, so that one that is not
// there makes no mean; over dates they are that many rows.
//
// Without so many the mean is not available; with a missing value among them it
// is missing for the same reason: suppressed when the value is hidden, not
// available when there are several reasons.
type Rolling struct {
	Name   string   `json:"name"`
	Of     string   `json:"of"`
	Over   string   `json:"over"`
	Within []string `json:"within,omitempty"`
	Count  int      `json:"count"`
}

// Do is the step's name in JSON.
func (Rolling) Do() string { return "rolling" }

func (s Rolling) outline(in []table.Field) ([]table.Field, error) {
	of, err := numbersOf(s.Of, in, "rolling mean")
	if err != nil {
		return nil, err
	}
	if err := needsCalendar(s.Over, in, "cannot say what came before"); err != nil {
		return nil, err
	}
	if _, err := fieldsOf(s.Within, in); err != nil {
		return nil, err
	}
	if err := needsCount(s.Count); err != nil {
		return nil, err
	}
	f := meanField(of)
	f.Name = s.Name
	return addField(in, f)
}

func (s Rolling) run(ctx context.Context, in relation) (relation, error) {
	f, _, lines, err := columnAlong(ctx, in, s, s.Over, s.Within)
	if err != nil {
		return relation{}, err
	}
	cells := notAvailable(f, in.n)
	for _, line := range lines {
		if err := s.alongLine(in, line, cells); err != nil {
			return relation{}, tooWide(err, s.Of, "A rolling mean of")
		}
	}
	return in.with(f, cells)
}

// alongLine fills in the cells of one line; the sum and the reasons move along.
func (s Rolling) alongLine(in relation, l line, cells []table.Cell) error {
	of, grain := indexOf(s.Of, in.fields), in.fields[indexOf(s.Over, in.fields)].Grain
	var total table.Sum
	var reasons [table.FirstCode]int
	for i, place := range l.places {
		cell := in.cell(int(place), of)
		total.Add(cell.Number) // 0 when it is missing
		reasons[cell.Missing]++
		first := i - s.Count + 1
		if first > 0 {
			left := in.cell(int(l.places[first-1]), of)
			total.Sub(left.Number)
			reasons[left.Missing]--
		}
		if first < 0 || grain != table.NoGrain && l.days[first] != table.AddPeriods(l.days[i], grain, 1-s.Count) {
			continue
		}
		cells[place].Missing = reasonAmong(reasons)
		if cells[place].Missing != table.Present {
			continue
		}
		mean, err := total.Mean(s.Count)
		if err != nil {
			return err
		}
		cells[place].Number = mean
	}
	return nil
}

// reasonAmong is why numbers have no total, by the counts of their reasons.
func reasonAmong(counts [table.FirstCode]int) table.Reason {
	var met tally
	for reason, count := range counts {
		if count > 0 {
			met.add(table.Reason(reason))
		}
	}
	return met.incomplete()
}
