package intake

import (
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// maxKindControls is how many columns one sentence offers to change.
const maxKindControls = 12

func (d *describer) numbers() []Sentence {
	var out []Sentence
	if s, asked := d.decimalMark(); asked {
		out = append(out, s)
	}
	out = append(out, d.strangeCells()...)
	out = append(out, d.valuesAsText()...)
	groups := []struct {
		words string
		in    func(datasets.RecipeColumn) bool
	}{
		{"whole numbers", func(c datasets.RecipeColumn) bool {
			return c.Field.Kind == table.Integers && c.Field.Role == table.Measure
		}},
		{"numbers with decimals", func(c datasets.RecipeColumn) bool {
			return c.Field.Kind == table.Decimals && c.Field.Role == table.Measure
		}},
		{"percentages", func(c datasets.RecipeColumn) bool {
			return c.Field.Kind == table.Percentages
		}},
		{"amounts of money", func(c datasets.RecipeColumn) bool {
			return c.Field.Kind == table.Currency
		}},
	}
	for _, g := range groups {
		if s, ok := d.numberGroup(g.words, g.in); ok {
			out = append(out, s)
		}
	}
	if !slices.ContainsFunc(d.used(), func(c datasets.RecipeColumn) bool { return c.Field.Kind.Number() }) {
		out = append(out, Sentence{Topic: "Numbers", Text: "No column holds numbers, so a table can be shown but no chart."})
	}
	return append(out, d.codes()...)
}

func (d *describer) numberGroup(words string, in func(datasets.RecipeColumn) bool) (Sentence, bool) {
	var names []string
	s := Sentence{Topic: "Numbers"}
	negatives := 0
	for _, c := range d.used() {
		if !in(c) || d.shareOf(c.Field.Name) || d.poundsByName(c.Field.Name) {
			continue
		}
		names = append(names, c.Field.Name)
		negatives += d.p.profile.columns[c.Position].with(parentheses)
		if len(s.Controls) < maxKindControls {
			s.Controls = append(s.Controls, kindControl(c))
		}
	}
	if len(names) == 0 {
		return s, false
	}
	s.Text = fmt.Sprintf("%s %s %s.", listed(names, 6), holds(len(names)), words)
	if negatives > 0 {
		s.Text += fmt.Sprintf(" %s in parentheses %s read as below zero.", datasets.Capital(counted(negatives, "number", "numbers")), is(negatives))
	}
	return s, true
}

func holds(n int) string {
	if n == 1 {
		return "holds"
	}
	return "hold"
}

// decimalMark asks once for the file how 1.613 is read.
func (d *describer) decimalMark() (Sentence, bool) {
	var names []string
	mark, guess := "", false
	for _, c := range d.used() {
		if v := d.p.verdicts[c.Position]; v.doubtDecimal && c.Field.Kind.Number() {
			names, mark = append(names, c.Field.Name), c.Decimal
			guess = guess || c.Decimal == v.decimal
		}
	}
	if len(names) == 0 {
		return Sentence{}, false
	}
	text := fmt.Sprintf("In %s a point is read as the mark between thousands: 1.234 is 1,234.", listed(names, 4))
	if mark == "." {
		text = fmt.Sprintf("In %s a point is read as the decimal mark: 1.234 is a little over one.", listed(names, 4))
	}
	return Sentence{Topic: "Numbers", Text: text, Guess: guess, Controls: []Control{{
		Name: "decimal-mark", Label: "What 1.234 means", Type: "radio", Value: mark,
		Choices: []Choice{{",", "One thousand two hundred and thirty-four"}, {".", "A little over one"}},
	}}}, true
}

// strangeCells asks about columns of values in which a few cells are words.
func (d *describer) strangeCells() []Sentence {
	var out []Sentence
	for _, c := range d.used() {
		v := d.p.verdicts[c.Position]
		if !c.Field.Kind.Number() && !c.Field.Kind.Calendar() {
			continue
		}
		n, first := 0, 0
		var texts []string
		for _, s := range v.strange {
			if reason, said := c.Markers[s.text]; said && reason != table.Unreadable {
				continue // a description of the file says what it stands for
			}
			if n += s.n; first == 0 {
				first = s.firstRow
			}
			texts = append(texts, s.text)
		}
		if n == 0 {
			continue
		}
		out = append(out, Sentence{Topic: "Numbers", Guess: true, Controls: []Control{kindControl(c)}, Text: fmt.Sprintf(
			"%s holds %s, but %s in %s, first in row %s. %s left without a value.", quote(c.Field.Name), kindWords(c.Field), listed(texts, 4),
			counted(n, "row", "rows"), count(first), map[bool]string{true: "That cell is", false: "Those cells are"}[n == 1])})
	}
	return out
}

// valuesAsText asks about columns of values that words, or two ways of
// writing, make text.
func (d *describer) valuesAsText() []Sentence {
	var out []Sentence
	for _, c := range d.used() {
		v := d.p.verdicts[c.Position]
		if !v.mostlyValues || c.Field.Kind != table.Text {
			continue
		}
		s := Sentence{Topic: "Numbers", Guess: true, Controls: []Control{kindControl(c)}}
		s.Text = fmt.Sprintf("%s is read as text: its numbers or dates are written in more than one way.", quote(c.Field.Name))
		if len(v.strange) > 0 {
			s.Text = fmt.Sprintf("%s is read as text: among its values stand words, such as %s in row %s.",
				quote(c.Field.Name), quote(v.strange[0].text), count(v.strange[0].firstRow))
		}
		out = append(out, s)
	}
	return out
}

func kindWords(f table.Field) string {
	switch {
	case f.Kind == table.Dates:
		return "dates"
	case f.Kind == table.Periods:
		return grainWords[f.Grain]
	case f.Kind == table.Text:
		return "codes"
	}
	return "numbers"
}

// codes says which digits are not numbers.
func (d *describer) codes() []Sentence {
	var names []string
	s := Sentence{Topic: "Numbers"}
	for _, c := range d.used() {
		if d.p.verdicts[c.Position].codes && c.Field.Kind == table.Text {
			names = append(names, c.Field.Name)
			if len(s.Controls) < maxKindControls {
				s.Controls = append(s.Controls, kindControl(c))
			}
		}
	}
	if len(names) == 0 {
		return nil
	}
	if len(names) == 1 {
		s.Text = quote(names[0]) + " is read as a code, not as a number, so it is never added up."
	} else {
		s.Text = listed(names, 6) + " are read as codes, not as numbers, so they are never added up."
	}
	return []Sentence{s}
}

func (d *describer) shareOf(name string) bool {
	for _, s := range d.p.found.shares {
		if s.field == name {
			return true
		}
	}
	return false
}

func (d *describer) poundsByName(name string) bool {
	i := slices.Index(d.p.layout.names, name)
	return i >= 0 && d.p.verdicts[i].pounds
}

// units asks what the numbers are where only their sums or their name say so.
func (d *describer) units() []Sentence {
	var out []Sentence
	for _, sh := range d.p.found.shares {
		c := columnNamed(&d.r, sh.field)
		if c == nil || c.Dropped || !c.Field.Kind.Number() {
			continue
		}
		percent := c.Field.Kind == table.Percentages
		s := Sentence{Topic: "Numbers", Guess: percent, Controls: []Control{unitControl(*c, Choice{"percentage", "Per cent"})}}
		s.Text = fmt.Sprintf("%s is read as a number without a unit.", quote(sh.field))
		if percent {
			s.Text = fmt.Sprintf("%s is read as per cent. The %s values of %s add up to about 100 (from %.1f to %.1f).",
				quote(sh.field), inWords(sh.parts), quote(sh.over), sh.low, sh.high)
		}
		out = append(out, s)
	}
	for i, name := range d.p.layout.names {
		c := columnNamed(&d.r, name)
		if !d.p.verdicts[i].pounds || c == nil || c.Dropped || !c.Field.Kind.Number() {
			continue
		}
		s := Sentence{Topic: "Numbers", Guess: c.Field.Kind == table.Currency, Controls: []Control{unitControl(*c, Choice{"currency", "Money in pounds"})}}
		s.Text = fmt.Sprintf("%s is read as pounds. Only its name says so.", quote(name))
		if !s.Guess {
			s.Text = fmt.Sprintf("%s is read as a number without a unit.", quote(name))
		}
		if n := d.p.profile.columns[c.Position].with(parentheses); n > 0 {
			s.Text += fmt.Sprintf(" %s in parentheses %s read as below zero.", datasets.Capital(counted(n, "amount", "amounts")), is(n))
		}
		out = append(out, s)
	}
	return out
}

func unitControl(c datasets.RecipeColumn, unit Choice) Control {
	return Control{
		Name: fmt.Sprintf("unit-%d", c.Position), Label: "What the numbers are", Type: "radio", Value: kindValue(c.Field),
		Choices: []Choice{unit, {"number", "A number without a unit"}},
	}
}

// placeholders asks about numbers that seem to stand for none.
func (d *describer) placeholders() []Sentence {
	var names, texts []string
	rows, missing := 0, false
	for _, h := range d.p.found.placeholders {
		c := columnNamed(&d.r, h.field)
		if c == nil || c.Dropped {
			continue
		}
		names, texts, rows = append(names, h.field), append(texts, h.texts...), max(rows, h.rows)
		_, marked := c.Markers[h.texts[0]]
		missing = missing || marked
	}
	if len(names) == 0 {
		return nil
	}
	value, end := "numbers", fmt.Sprintf("%s read as numbers.", map[bool]string{true: "It is", false: "They are"}[len(texts) == 1])
	if missing {
		value, end = "missing", "No other number there is below zero, so they are read as not available."
	}
	return []Sentence{{Topic: "Missing", Guess: missing,
		Text: fmt.Sprintf("%s %s in up to %s of %s. %s", listed(texts, 4), map[bool]string{true: "stands", false: "stand"}[len(texts) == 1], counted(rows, "row", "rows"), listed(names, 4), end),
		Controls: []Control{{Name: "placeholders", Label: "What " + strings.Join(texts, ", ") + " mean", Type: "radio", Value: value,
			Choices: []Choice{{"missing", "No number there"}, {"numbers", "The numbers themselves"}}}},
	}}
}
