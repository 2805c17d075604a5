package datasets

import (
	"bytes"
	"slices"
	"unicode"
	"unicode/utf8"

	"figurehead/datasets/table"
)

// cellTest is a Filter's test with its values read: one of a set, none of it,
// holding one of some texts, or within bounds.
type cellTest struct {
	holds    [][]byte     // in small letters
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

func holdsAny(values []table.Cell) cellTest {
	var t cellTest
	for _, v := range values {
		t.holds = append(t.holds, appendLower(nil, v.Text))
	}
	return t
}

// appendLower adds s in small letters.
func appendLower(b []byte, s string) []byte {
	for _, r := range s {
		b = utf8.AppendRune(b, unicode.ToLower(r))
	}
	return b
}

// holdsPart reports whether a text, in small letters, passes.
func (t cellTest) holdsPart(lower []byte) bool {
	return slices.ContainsFunc(t.holds, func(part []byte) bool { return bytes.Contains(lower, part) })
}

// onlyMissing passes every cell without a value.
func onlyMissing(table.Field) cellTest { return cellTest{reversed: true} }

// passes says whether one cell passes: the rule that the compiled forms keep.
func (t cellTest) passes(c table.Cell) bool {
	if t.holds != nil {
		return c.Missing == table.Present && t.holdsPart(appendLower(nil, c.Text))
	}
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
