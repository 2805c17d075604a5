package oracle

import (
	"math/big"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

func (p plain) bins(s datasets.Bins, after []table.Field) ([][]table.Cell, error) {
	of, start, width := p.at(s.Of), new(big.Rat), new(big.Rat)
	if s.Start != "" {
		start.SetString(s.Start)
	}
	numbers, places, missing := []*big.Rat{}, 0, map[table.Reason]int64{}
	for _, row := range p.rows {
		if row[of].Missing != table.Present {
			missing[row[of].Missing]++
			continue
		}
		numbers = append(numbers, rational(row[of].Number))
		places = max(places, row[of].Number.Places())
	}
	slices.SortFunc(numbers, (*big.Rat).Cmp)
	binOf := func(x *big.Rat) *big.Int {
		times := new(big.Rat).Sub(x, start)
		times.Quo(times, width)
		return new(big.Int).Div(times.Num(), times.Denom())
	}
	span := func() *big.Int { return new(big.Int).Sub(binOf(numbers[len(numbers)-1]), binOf(numbers[0])) }
	edge := func(bin *big.Int) (table.Cell, error) {
		from, err := exact(new(big.Rat).Mul(width, new(big.Rat).SetInt(bin)))
		if err != nil {
			return table.Cell{}, err
		}
		d, err := exact(rational(from).Add(rational(from), start))
		return table.NumberCell(after[0].Kind, d), err
	}
	var rows [][]table.Cell
	row := func(lower, upper table.Cell, count int64) {
		rows = append(rows, []table.Cell{lower, upper, table.NumberCell(table.Integers, table.NewDecimal(count, 0))})
	}
	most := s.Most
	if most == 0 {
		for most = 5; most < 20 && most*most*most < 8*len(numbers); most++ {
			continue
		}
	}
	if len(numbers) > 0 {
		if _, err := exact(new(big.Rat).Sub(numbers[0], start)); err != nil {
			return nil, err
		}
		if s.Width != "" {
			width.SetString(s.Width)
		} else {
			width = niceWidth(places, func(w *big.Rat) bool {
				width = w
				_, tooWide := edge(binOf(numbers[0]))
				return tooWide == nil && span().Cmp(big.NewInt(int64(most))) < 0
			})
		}
		if span().Cmp(big.NewInt(datasets.MaxBins)) >= 0 {
			return nil, errProblem
		}
		counts := map[int64]int64{}
		first := binOf(numbers[0])
		for _, x := range numbers {
			counts[new(big.Int).Sub(binOf(x), first).Int64()]++
		}
		for bin := range span().Int64() + 1 {
			lower, err := edge(new(big.Int).Add(first, big.NewInt(bin)))
			if err != nil {
				return nil, err
			}
			upper, err := edge(new(big.Int).Add(first, big.NewInt(bin+1)))
			if err != nil {
				return nil, err
			}
			row(lower, upper, counts[bin])
		}
	}
	for reason := table.Blank; reason <= table.Unreadable; reason++ {
		if missing[reason] > 0 {
			row(table.MissingCell(after[0], reason), table.MissingCell(after[1], reason), missing[reason])
		}
	}
	return rows, nil
}

// niceWidth is the smallest of 1, 2 and 5 times a power of ten, not below the
// last of places, that fits.
func niceWidth(places int, fits func(*big.Rat) bool) *big.Rat {
	unit := new(big.Rat).SetFrac(big.NewInt(1), power(places))
	for {
		for _, first := range []int64{1, 2, 5} {
			if width := new(big.Rat).Mul(unit, big.NewRat(first, 1)); fits(width) {
				return width
			}
		}
		unit.Mul(unit, big.NewRat(10, 1))
	}
}
