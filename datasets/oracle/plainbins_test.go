package oracle

import (
	"math/big"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// plainBins are bins as fractions.
type plainBins struct {
	start, width *big.Rat
	numbers      []*big.Rat // in order
	places       int        // the most digits after the point
}

// bin is the number of widths from the start up to x.
func (b plainBins) bin(x *big.Rat) *big.Int {
	times := new(big.Rat).Sub(x, b.start)
	times.Quo(times, b.width)
	return new(big.Int).Div(times.Num(), times.Denom())
}

func (b plainBins) first() *big.Int { return b.bin(b.numbers[0]) }

// count is how many bins there are, empty ones too.
func (b plainBins) count() *big.Int {
	span := new(big.Int).Sub(b.bin(b.numbers[len(b.numbers)-1]), b.first())
	return span.Add(span, big.NewInt(1))
}

func (b plainBins) edge(bin *big.Int) (table.Decimal, error) {
	from, err := exact(new(big.Rat).Mul(b.width, new(big.Rat).SetInt(bin)))
	if err != nil {
		return from, err
	}
	return exact(new(big.Rat).Add(rational(from), b.start))
}

func (p plain) bins(s datasets.Bins, after []table.Field) ([][]table.Cell, error) {
	of, missing := p.at(s.Of), map[table.Reason]int64{}
	b := plainBins{start: new(big.Rat), width: new(big.Rat)}
	for _, row := range p.rows {
		if row[of].Missing != table.Present {
			missing[row[of].Missing]++
			continue
		}
		b.numbers = append(b.numbers, rational(row[of].Number))
		b.places = max(b.places, row[of].Number.Places())
	}
	slices.SortFunc(b.numbers, (*big.Rat).Cmp)
	if s.Start != "" {
		b.start.SetString(s.Start)
	}
	rows, err := b.rows(s, after)
	if err != nil {
		return nil, err
	}
	for reason := table.Blank; reason <= table.Unreadable; reason++ {
		if missing[reason] > 0 {
			count := table.NumberCell(table.Integers, table.NewDecimal(missing[reason], 0))
			rows = append(rows, []table.Cell{table.MissingCell(after[0], reason), table.MissingCell(after[1], reason), count})
		}
	}
	return rows, nil
}

// rows are the bins with their counts.
func (b plainBins) rows(s datasets.Bins, after []table.Field) ([][]table.Cell, error) {
	if len(b.numbers) == 0 {
		return nil, nil
	}
	if _, err := exact(new(big.Rat).Sub(b.numbers[0], b.start)); err != nil {
		return nil, err
	}
	if s.Width == "" {
		b.width = b.niceWidth(s.Most)
	} else {
		b.width.SetString(s.Width)
	}
	if b.count().Cmp(big.NewInt(datasets.MaxBins)) > 0 {
		return nil, errProblem
	}
	counts := map[string]int64{}
	for _, x := range b.numbers {
		counts[b.bin(x).String()]++
	}
	var rows [][]table.Cell
	for i := range b.count().Int64() {
		bin := new(big.Int).Add(b.first(), big.NewInt(i))
		lower, err := b.edge(bin)
		if err != nil {
			return nil, err
		}
		upper, err := b.edge(new(big.Int).Add(bin, big.NewInt(1)))
		if err != nil {
			return nil, err
		}
		rows = append(rows, []table.Cell{
			table.NumberCell(after[0].Kind, lower), table.NumberCell(after[1].Kind, upper),
			table.NumberCell(table.Integers, table.NewDecimal(counts[bin.String()], 0)),
		})
	}
	return rows, nil
}

// niceWidth is the smallest of 1, 2 and 5 times a power of ten, not below the last
// digit of the numbers, that makes few enough bins from an edge of 38 digits.
func (b plainBins) niceWidth(most int) *big.Rat {
	if most == 0 {
		for most = 5; most < 20 && most*most*most < 8*len(b.numbers); most++ {
			continue
		}
	}
	unit := new(big.Rat).SetFrac(big.NewInt(1), power(b.places))
	for {
		for _, first := range []int64{1, 2, 5} {
			b.width = new(big.Rat).Mul(unit, big.NewRat(first, 1))
			if _, err := b.edge(b.first()); err == nil && b.count().Cmp(big.NewInt(int64(most))) <= 0 {
				return b.width
			}
		}
		unit.Mul(unit, big.NewRat(10, 1))
	}
}
