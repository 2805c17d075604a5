package intake

import "figurehead/datasets/table"

// grain is a length of periods that may be stacked with others.
type grain struct {
	part  string // as a Recipe names it
	words string
	as    shape
	is    table.Grain
}

// grains are the lengths of periods, the longest first.
var grains = []grain{
	{"years", "years", yearShape, table.Year},
	{"financial-years", "financial years", splitYear, table.FinancialYear},
	{"half-years", "half-years", halfShape, table.HalfYear},
	{"quarters", "quarters", quarterShape, table.Quarter},
	{"months", "months", monthShape, table.Month},
	{"weeks", "weeks", weekShape, table.Week},
	{"days", "days", anyDay, table.NoGrain},
}

func grainNamed(part string) *grain {
	for i := range grains {
		if grains[i].part == part {
			return &grains[i]
		}
	}
	return nil
}

// stack are rows of periods of several lengths below each other.
type stack struct {
	columns []int          // one column that mixes them, or the longer and the shorter one
	of      []string       // the length of each row's period, by row; "" where none is known
	rows    map[string]int // of each length
}

func (s stack) found() bool { return len(s.rows) > 1 }

// fullest is the length with the most rows, and of those the longest.
func (s stack) fullest() string {
	best := ""
	for _, g := range grains {
		if s.rows[g.part] > s.rows[best] {
			best = g.part
		}
	}
	return best
}

// findStack looks for a column that mixes periods of several lengths, or for a
// column of shorter periods that is blank where one of longer ones is filled.
func findStack(p *proposal) stack {
	for i, v := range p.verdicts {
		if v.mixedGrains {
			split := p.profile.columns[i].only(splitYear, monthShape) > 0
			if s := p.stacked([]int{i}, func(row int) string { return grainOf(p.sheet.cell(row, i), split) }); s.found() {
				return s
			}
		}
	}
	for long, l := range p.verdicts {
		for short, s := range p.verdicts {
			if l.kind != table.Periods || s.kind != table.Periods || grainRank(l.grain) >= grainRank(s.grain) || p.profile.columns[short].blanks == 0 || p.profile.columns[long].blanks > 0 {
				continue
			}
			return p.stacked([]int{long, short}, func(row int) string {
				if cell := p.sheet.cell(row, short); len(cell) > 0 {
					return grainOf(cell, s.grain == table.FinancialYear)
				}
				return grainOf(p.sheet.cell(row, long), l.grain == table.FinancialYear)
			})
		}
	}
	return stack{}
}

// grainRank orders lengths, the longest first.
func grainRank(g table.Grain) int {
	if g == table.FinancialQuarter {
		g = table.Quarter
	}
	for i := range grains {
		if grains[i].is == g {
			return i
		}
	}
	return len(grains)
}

// grainOf is the length of the period in a cell. What could be a month and a
// financial year is one of those that the column has elsewhere.
func grainOf(cell []byte, split bool) string {
	if len(cell) == 0 {
		return ""
	}
	as := shapeOf(cell)
	if as&splitYear != 0 && as&monthShape != 0 {
		if split {
			return "financial-years"
		}
		return "months"
	}
	for _, g := range grains {
		if as&g.as != 0 {
			return g.part
		}
	}
	return ""
}

// stacked finds the length of every row's period.
func (p *proposal) stacked(columns []int, grain func(row int) string) stack {
	s := stack{columns: columns, of: make([]string, p.sheet.rows()+1), rows: map[string]int{}}
	for row := p.layout.first; row <= p.layout.last; row++ {
		if p.sheet.blank(row) {
			continue
		}
		if g := grain(row); g != "" {
			s.of[row] = g
			s.rows[g]++
		}
	}
	return s
}
