package intake

import (
	"math"

	"figurehead/datasets/table"
)

// shares finds measures without a unit whose values add up to about 100 over
// the values of one dimension, at every place and time: they are per cent.
func (v view) shares() []share {
	var out []share
	for _, m := range v.measures {
		f := v.fields[m]
		if f.Unit != "" || f.Kind != table.Decimals && f.Kind != table.Integers {
			continue
		}
		for _, d := range v.dimensions {
			if s, ok := v.shareOver(m, d); ok {
				out = append(out, s)
				break
			}
		}
	}
	return out
}

// shareOver adds up measure m over dimension d.
func (v view) shareOver(m, d int) (share, bool) {
	parts := v.t.Profile(d).Distinct
	if v.fields[d].Role == table.Time || parts < 2 || parts > 15 || v.t.Profile(d).Missing > 0 {
		return share{}, false
	}
	type group struct {
		sum  float64
		rows int
	}
	groups := map[uint64]*group{}
	others := v.columns(v.except(d))
	c := v.t.Column(m)
	for row := range v.t.Rows() {
		if c.Missing(row) != table.Present {
			continue
		}
		at := v.place(row, others)
		g := groups[at]
		if g == nil {
			if len(groups) > 2*v.t.Rows()/parts+3 {
				return share{}, false // too many groups for half of them to be whole
			}
			g = &group{}
			groups[at] = g
		}
		g.sum, g.rows = g.sum+number(c, row), g.rows+1
	}
	s := share{field: v.fields[m].Name, over: v.fields[d].Name, parts: parts, low: math.Inf(1), high: math.Inf(-1)}
	near, whole := 0, 0
	for _, g := range groups {
		if g.rows < parts {
			continue
		}
		whole++
		if g.sum >= 98 && g.sum <= 102 {
			near++
			s.low, s.high = min(s.low, g.sum), max(s.high, g.sum)
		}
	}
	return s, whole >= 3 && near*100 >= whole*95 && whole*2 >= len(groups)
}

// number is near enough to tell whether a sum is about 100; nothing shown is
// computed with it.
func number(c *table.Column, row int) float64 {
	if c.Wide != nil {
		return c.Wide[row].Float64()
	}
	return float64(c.Scaled[row]) / math.Pow10(c.Scale)
}
