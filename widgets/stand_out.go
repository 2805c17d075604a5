package widgets

import (
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// standingOut are the tokens that may stand in Spec.Highlight in place of a name:
// what stands out then follows the data. They name the Fact.
var standingOut = map[string]string{
	"{highest:name}": "highest", "{highest:period}": "highest", "{lowest:name}": "lowest", "{lowest:period}": "lowest", "{latest:period}": "value",
}

// HighestStandsOut is what Spec.Highlight holds where the highest is to stand
// out, whichever it is.
const HighestStandsOut = "{highest:name}"

// standOut puts the names of the data in place of tokens in the Highlight. One that
// nothing answers makes nothing stand out.
func (b *reading) standOut() {
	b.spec.Highlight = slices.Clone(b.spec.Highlight)
	for i, token := range b.spec.Highlight {
		name, known := standingOut[token]
		if !known {
			continue
		}
		fact, _ := datasets.FactNamed(b.facts, name)
		cells := []table.Cell{fact.Category, fact.Series}
		if strings.HasSuffix(token, ":period}") {
			cells = nil
		}
		b.spec.Highlight[i] = ""
		for _, c := range append(cells, fact.Period) {
			if raw := b.raw(c); raw != "" && c.Missing == table.Present && b.spec.Highlight[i] == "" {
				b.spec.Highlight[i] = raw
			}
		}
	}
	b.spec.Highlight = slices.DeleteFunc(b.spec.Highlight, func(h string) bool { return h == "" })
}

// NamesOneOfSeveral reports whether a text of the figure names the highest or the
// lowest where several share that number, so that it would be unfair to the others.
func NamesOneOfSeveral(f Figure) bool {
	points := present(allPoints(f))
	if len(points) < 2 {
		return false
	}
	high, low := highestLowest(points)
	for name, value := range map[string]float64{"highest": high.Value, "lowest": low.Value} {
		names := slices.ContainsFunc(f.Spec.texts(), func(t specText) bool {
			return strings.Contains(t.text, "{"+name+":") || strings.Contains(t.text, "{"+name+"Name}") || strings.Contains(t.text, "{"+name+"Period}")
		})
		sharing := 0
		for _, p := range points {
			if p.Value == value {
				sharing++
			}
		}
		fact, ok := datasets.FactNamed(f.Facts, name)
		if names && ok && sharing > 1 && fact.Value.Number.Float64() == value {
			return true
		}
	}
	return false
}
