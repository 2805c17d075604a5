package datasets

import "figurehead/datasets/table"

// cellTest is a Filter's test with its values read: one of a set, none of it,
// or within bounds.
type cellTest struct {
	set      []table.Cell // with inSet or not
	useSet   bool
	inSet    bool
	low      *table.Cell
	high     *table.Cell
	open     bool // the bounds themselves do not pass
	reversed bool // keep what would fail
}

func oneOf(values []table.Cell, in bool) cellTest {
	return cellTest{set: values, useSet: true, inSet: in}
}

// onlyMissing passes every cell without a value.
func onlyMissing(table.Field) cellTest { return cellTest{reversed: true} }

// passes says whether one cell passes: the rule that the compiled forms keep.
func (t cellTest) passes(c table.Cell) bool {
	if t.useSet {
		for _, v := range t.set {
			if v.Missing == c.Missing && v.Compare(c) == 0 {
				return t.inSet
			}
		}
		return !t.inSet
	}
	return t.within(c) != t.reversed
}

func (t cellTest) within(c table.Cell) bool {
	if c.Missing != table.Present {
		return false
	}
	if t.low != nil {
		if order := c.Compare(*t.low); order < 0 || order == 0 && t.open {
			return false
		}
	}
	if t.high != nil {
		if order := c.Compare(*t.high); order > 0 || order == 0 && t.open {
			return false
		}
	}
	return true
}
