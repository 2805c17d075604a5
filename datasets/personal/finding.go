package personal

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// Finding is what one column holds that may be about single people.
type Finding struct {
	Field  string
	Column int      // in the table, from 0
	Kinds  []string // keys of Kinds, the most telling first
	Cells  int      // that hold something of these kinds
	Filled int      // cells of the column with a value
	Masked []string // the shapes of some: every letter x, every digit 9
	Cut    Cut      // how the column can be made coarser
}

// Cut is a way to make a column coarser.
type Cut string

// The cuts; NoCut where a column can only be kept or left out.
const (
	NoCut      Cut = ""
	ToDistrict Cut = "district" // a full postcode to its district
	ToAgeBand  Cut = "ageBand"  // a date of birth to an age band
)

// Words says what a cut makes of a column: for the label of a choice.
func (c Cut) Words() string {
	switch c {
	case ToDistrict:
		return "Cut the postcodes to their districts, such as CM1"
	case ToAgeBand:
		return "Cut the dates of birth to age bands, such as 25 to 34"
	}
	return ""
}

// Sentence says what was found, without a value.
func (f Finding) Sentence() string {
	var kinds []string
	for _, key := range f.Kinds {
		kinds = append(kinds, KindWords(key))
	}
	cells := fmt.Sprintf("%s of %s cells hold", thousands(f.Cells), thousands(f.Filled))
	switch {
	case f.Cells == f.Filled && f.Filled == 1:
		cells = "Its one cell holds"
	case f.Cells == f.Filled:
		cells = fmt.Sprintf("All %s cells hold", thousands(f.Filled))
	case f.Cells == 1:
		cells = fmt.Sprintf("1 of %s cells holds", thousands(f.Filled))
	}
	return cells + " what may be " + joined(kinds) + "."
}

// Covered reports whether a decision stands for everything that was found.
func (f Finding) Covered(d *datasets.PersonalDecision) bool {
	if d == nil {
		return false
	}
	for _, key := range f.Kinds {
		if !slices.Contains(d.Kinds, key) {
			return false
		}
	}
	return true
}

// Open gives the findings that no decision in the Recipe stands for.
func Open(findings []Finding, r datasets.Recipe) []Finding {
	return slices.DeleteFunc(slices.Clone(findings), func(f Finding) bool {
		for _, c := range r.Columns {
			if c.Field.Name == f.Field {
				return f.Covered(c.Personal)
			}
		}
		return false
	})
}

// kinds decides what the column holds by its own cells and heading.
func (c *tally) kinds() []string {
	var kinds []string
	add := func(kind string, found bool) {
		if found && c.cells[kind] > 0 {
			kinds = append(kinds, kind)
		}
	}
	nearly := func(kind string) bool {
		return c.whole[kind] >= leastRuns && c.several && float64(c.whole[kind]) >= most*float64(c.filled)
	}
	add(NHSNumber, c.heading.nhs || nearly(NHSNumber))
	add(NationalInsurance, true)
	add(PupilNumber, c.heading.pupil || nearly(PupilNumber))
	add(Name, c.holdsNames())
	add(Email, true)
	add(Phone, c.within[Phone] > 0 || c.heading.phone || nearly(Phone))
	add(BirthDate, c.heading.birth)
	add(BankAccount, c.heading.bank || nearly(BankAccount))
	add(PaymentCard, nearly(PaymentCard))
	add(Postcode, true)
	add(Property, c.heading.property)
	add(Vehicle, c.heading.plate || nearly(Vehicle))
	add(Account, c.heading.account)
	return kinds
}

// holdsNames: titles are sure; a heading that says surname needs cells that
// could be names; a mere "name" or "tenant" needs common first names in most.
func (c *tally) holdsNames() bool {
	half := func(n int) bool { return n*2 >= c.filled && n > 0 }
	switch {
	case c.whole[Name] > 0:
		return true
	case c.field.Kind != table.Text || !c.several && c.filled > 1:
		return false
	case c.heading.name:
		c.cells[Name], c.shapes[Name] = c.names, c.nameShapes
		return half(c.names)
	case c.heading.maybeName:
		c.cells[Name], c.shapes[Name] = c.names, c.nameShapes
		return half(c.known)
	}
	return false
}

// longText is the mean length from which a text tells more than a category.
const longText = 60

// besidePeople adds what is only about single people when another column
// points to them.
func (c *tally) besidePeople(found []string) []string {
	var kinds []string
	add := func(kind string, is bool) {
		if is && len(found)+len(kinds) == 0 {
			kinds = append(kinds, kind)
			c.cells[kind] = c.filled
		}
	}
	add(Coordinates, c.heading.coordinates)
	add(Special, c.heading.special && c.field.Kind == table.Text)
	add(FreeText, c.field.Kind == table.Text && c.heading.comment && c.filled > 0 && c.letters/int64(max(c.filled, 1)) > longText)
	return kinds
}

func (c *tally) finding(kinds []string) Finding {
	order(kinds)
	f := Finding{Field: c.field.Name, Column: c.column, Kinds: kinds, Filled: c.filled}
	for _, kind := range kinds {
		f.Cells = max(f.Cells, c.cells[kind])
		for _, shape := range c.shapes[kind] {
			if !slices.Contains(f.Masked, shape) {
				f.Masked = append(f.Masked, shape)
			}
		}
	}
	f.Masked = f.Masked[:min(len(f.Masked), 3)]
	switch {
	case slices.Contains(kinds, BirthDate) && c.field.Kind == table.Dates:
		f.Cut = ToAgeBand
	case len(kinds) == 1 && kinds[0] == Postcode && float64(c.whole[Postcode]) >= most*float64(c.filled):
		f.Cut = ToDistrict
	}
	return f
}

// Mask gives the shape of a value: every letter is x, every digit 9, and what
// is longer than 24 characters is cut.
func Mask(text string) string {
	var b strings.Builder
	n := 0
	for _, r := range text {
		if n++; n > 24 {
			b.WriteString("…")
			break
		}
		switch {
		case unicode.IsDigit(r):
			b.WriteByte('9')
		case unicode.IsLetter(r) || unicode.IsMark(r):
			b.WriteByte('x')
		case r < 0x80 && unicode.IsPrint(r):
			b.WriteRune(r)
		default:
			b.WriteByte('x')
		}
	}
	return b.String()
}

func joined(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1]
}

func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}
