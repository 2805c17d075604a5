package datasets

import "figurehead/datasets/table"

// Toward compares a Fact with the number aimed at. It gives "target", that
// number, and "targetDifference", how far the Fact is above (below: less than
// zero) it, in percentage points for percentages; its Base is the target. The
// difference is exact, and left out where one of the two is missing. Of is the
// Field of both numbers.
func Toward(value Fact, target table.Cell, of table.Field) []Fact {
	if target.Missing == table.Present && !target.Kind.Number() || target.Missing == table.Blank {
		return nil
	}
	aim, gap := value, value
	aim.Name, aim.Value, aim.Unit = "target", target, unitOf(of)
	facts := []Fact{aim}
	f := differenceField(of)
	cell, err := against(f, of.Name, value.Value, target, difference)
	if err != nil || cell.Missing != table.Present {
		return facts
	}
	gap.Name, gap.Value, gap.Unit, gap.Base = "targetDifference", cell, f.Unit, target
	return append(facts, gap)
}

// similar reports whether the confidence intervals of two rows overlap, so
// that one number is not to be called higher than the other.
func (b factBuilder) similar(now, base int) bool {
	if b.low < 0 || b.high < 0 {
		return false
	}
	ends := [4]table.Cell{b.cell(now, b.low), b.cell(now, b.high), b.cell(base, b.low), b.cell(base, b.high)}
	for _, end := range ends {
		if end.Missing != table.Present || !end.Kind.Number() {
			return false
		}
	}
	return ends[0].Number.Cmp(ends[3].Number) <= 0 && ends[2].Number.Cmp(ends[1].Number) <= 0
}
