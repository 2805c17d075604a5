package datasets

import (
	"context"
	"fmt"

	"figurehead/datasets/table"
)

// Bins counts how many numbers of Of lie in each bin of equal width, as a
// histogram shows them. Its Fields are Lower and Upper, the edges of a bin, and
// Name, its count. A number is in the bin whose Lower it is, or above, and whose
// Upper it is below. Bins between the first and the last are there also when they
// are empty. Edges are exact.
//
// Width is the width of a bin. Without it, it is the smallest of 1, 2 and 5 times
// a power of ten that makes at most Most bins and is not finer than the finest
// number; without Most, that is twice the cube root of how many numbers there
// are, from 5 to 20. Edges are whole widths from Start, which is 0 when it is
// left out.
//
// Missing values are counted apart, after the bins, in a row for each reason,
// whose edges are missing for it.
type Bins struct {
	Of    string `json:"of"`
	Lower string `json:"lower"`
	Upper string `json:"upper"`
	Name  string `json:"name"`
	Most  int    `json:"most,omitempty"`
	Width string `json:"width,omitempty"`
	Start string `json:"start,omitempty"`
}

// Do is the step's name in JSON.
func (Bins) Do() string { return "bins" }

// binShape is how the bins lie: a width of 0 is still to be found.
type binShape struct{ width, start table.Decimal }

func (s Bins) outline(in []table.Field) ([]table.Field, error) {
	of, err := numbersOf(s.Of, in, "bins")
	if err != nil {
		return nil, err
	}
	shape, err := s.shape(of)
	if err != nil {
		return nil, err
	}
	if s.Most != 0 && (s.Most < 2 || s.Most > MaxBins) { // one bin could not hold numbers on both sides of Start
		return nil, Problem{Field: "most", Message: fmt.Sprintf("The number of bins is at most %d.", s.Most), Suggestion: fmt.Sprintf("Allow from 2 to %s bins.", thousands(MaxBins))}
	}
	edge := table.Field{Name: s.Lower, Kind: of.Kind, Unit: of.Unit, NoSum: true}
	if edge.Kind == table.Integers && max(shape.width.Places(), shape.start.Places()) > 0 {
		edge.Kind = table.Decimals
	}
	out, err := addField(nil, edge)
	if err != nil {
		return nil, err
	}
	edge.Name = s.Upper
	if out, err = addField(out, edge); err != nil {
		return nil, err
	}
	return addField(out, table.Field{Name: s.Name, Kind: table.Integers, Role: table.Measure})
}

// shape reads Width and Start.
func (s Bins) shape(of table.Field) (binShape, error) {
	var shape binShape
	number := table.Field{Name: of.Name, Kind: table.Decimals}
	for _, part := range []struct {
		text string
		into *table.Decimal
	}{{s.Width, &shape.width}, {s.Start, &shape.start}} {
		if part.text == "" {
			continue
		}
		cell, err := table.ParseCell(part.text, number)
		if err != nil {
			return shape, wrongValue(number, part.text, err)
		}
		*part.into = cell.Number
	}
	if s.Width != "" && shape.width.Sign() <= 0 {
		return shape, Problem{Field: "width", Message: fmt.Sprintf("The width of a bin is %s.", shape.width), Suggestion: "Give a width above 0."}
	}
	return shape, nil
}

func (s Bins) run(ctx context.Context, in relation) (relation, error) {
	fields, err := s.outline(in.fields)
	if err != nil {
		return relation{}, err
	}
	of := indexOf(s.Of, in.fields)
	shape, err := s.shape(in.fields[of])
	if err != nil {
		return relation{}, err
	}
	spread, err := spreadOf(ctx, in, in.columns[of])
	if err != nil {
		return relation{}, err
	}
	edges, err := s.edges(shape, spread)
	if err != nil {
		return relation{}, tooWide(err, s.Of, "An edge of the bins of")
	}
	counts, err := binCounts(ctx, in, in.columns[of], edges)
	if err != nil {
		return relation{}, err
	}
	return binRows(fields, edges, counts, spread.missing)
}

// edges are the lower edges of all bins and the upper edge of the last.
func (s Bins) edges(shape binShape, of spread) ([]table.Decimal, error) {
	if of.present == 0 {
		return nil, nil
	}
	if shape.width.IsZero() {
		var err error
		if shape.width, err = s.niceWidth(shape, of); err != nil {
			return nil, err
		}
	}
	edge, err := shape.floor(of.low)
	if err != nil {
		return nil, err
	}
	edges := []table.Decimal{edge}
	for edge.Cmp(of.high) <= 0 {
		if len(edges) > MaxBins {
			return nil, Problem{Field: "width", Message: fmt.Sprintf("There would be more than %s bins.", thousands(MaxBins)), Suggestion: "Give a larger width, or filter the rows."}
		}
		if edge, err = edge.Add(shape.width); err != nil {
			return nil, err
		}
		edges = append(edges, edge)
	}
	return edges, nil
}

// floor is the edge at d or the next below.
func (b binShape) floor(d table.Decimal) (table.Decimal, error) {
	from, err := d.Sub(b.start)
	if err != nil {
		return d, err
	}
	if from, err = from.Floor(b.width); err != nil {
		return d, err
	}
	return from.Add(b.start)
}

// binsFor is how many bins n numbers fill well: twice the cube root, from 5 to 20.
func binsFor(n int) int {
	bins := 5
	for bins < 20 && bins*bins*bins < 8*n {
		bins++
	}
	return bins
}

// niceWidth is the smallest of 1, 2 and 5 times a power of ten that makes few
// enough bins, of which the first begins at a number of at most 38 digits.
func (s Bins) niceWidth(shape binShape, of spread) (table.Decimal, error) {
	most := s.Most
	if most == 0 {
		most = binsFor(of.present)
	}
	for power := -of.places; power < table.MaxDigits; power++ {
		for _, first := range []int64{1, 2, 5} {
			width, err := table.NewDecimal(first, 0).Shift(power)
			if err != nil {
				return width, err
			}
			span, err := width.Mul(table.NewDecimal(int64(most), 0))
			if err != nil {
				return width, err
			}
			shape.width = width
			low, err := shape.floor(of.low)
			if err != nil {
				continue // an edge of too many digits: a larger width may do
			}
			var beyond table.Sum // how far the last bin would end above the largest number
			beyond.Add(low)
			beyond.Add(span)
			beyond.Sub(of.high)
			if beyond.Sign() > 0 {
				return width, nil
			}
		}
	}
	return table.Decimal{}, table.ErrTooManyDigits
}
