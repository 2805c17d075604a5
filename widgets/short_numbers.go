package widgets

import (
	"fmt"
	"slices"

	"figurehead/datasets"
)

// MaxNumber is how many characters of a number have room beside its mark, with
// its separators and signs: "£1,234,567,890,123".
const MaxNumber = 20

// numbersShort refuses numbers that would leave no room for what they measure. A
// headline is made of its number, and says itself where that does not fit.
func (f Figure) numbersShort() error {
	if f.Kind == Headline || f.Kind == Headlines {
		return nil
	}
	for _, p := range allPoints(f) {
		for _, label := range p.labels() {
			if runes(label) > MaxNumber {
				return noRoomFor(firstOf(p.Category, p.Short), label)
			}
		}
	}
	if f.Kind != Table {
		return nil
	}
	for _, row := range f.Table.Rows {
		for j, cell := range row {
			if runes(cell) <= MaxNumber || j >= len(f.Table.Numeric) || !f.Table.Numeric[j] {
				continue
			}
			if _, isNumber := printedValue(cell); isNumber {
				return noRoomFor(row[0], cell)
			}
		}
	}
	return nil
}

// labels are the numbers of a point as printed.
func (p Point) labels() []string {
	labels := []string{p.Label}
	for _, end := range p.ends() {
		labels = append(labels, (*end).Label)
	}
	return labels
}

// ends are where the numbers of a point beside its value are kept, those it has.
func (p *Point) ends() []**Bound {
	return slices.DeleteFunc([]**Bound{&p.Low, &p.High, &p.From, &p.Across}, func(end **Bound) bool { return *end == nil })
}

func noRoomFor(name, number string) error {
	return datasets.Problem{Field: "number",
		Message:    fmt.Sprintf("The number of “%s” is %d characters long; a figure has room for %d.", shorten(name), runes(number), MaxNumber),
		Suggestion: "Show fewer decimals, or divide the numbers in the table first, for example into millions."}
}
