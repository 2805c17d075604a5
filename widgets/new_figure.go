package widgets

import (
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/places"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// Most of each thing that a figure shows. Beyond it a reader is better served
// by fewer, or by a table.
const (
	MaxBars      = 40
	MaxColumns   = 200
	MaxLines     = 12
	MaxPoints    = 5000
	MaxTableRows = 5000
	MaxTitle     = 5000 // characters of any text in a Spec
)

// NewFigure resolves a Spec on a Result: every word and number of the figure,
// final. Labels are written from exact decimals and changes from unrounded
// values; a missing value keeps its reason and is never a zero.
//
// It returns ErrNoNumbers when every value is missing, and a datasets.Problem
// when the Spec asks for what the Result does not have. Lang is the language
// of a Spec that names none. A map is drawn on one of the sets or of those
// shipped with the program; sets stand before these.
func NewFigure(s Spec, r datasets.Result, p Provenance, t Theme, lang string, sets ...*places.Set) (Figure, error) {
	w := words.For(firstOf(s.Lang, lang))
	b, err := newReading(s, r, w)
	if err != nil {
		return Figure{}, err
	}
	f := Figure{Kind: s.Kind, Lang: w.Lang, Provenance: p, Theme: t, Order: s.Order, Spec: s, Facts: b.facts, number: b.number}
	b.sets = append(slices.Clip(sets), places.AllShipped()...)
	if err := b.readShownIntervals(&f); err != nil {
		return Figure{}, err
	}
	if err := b.draw(&f); err != nil {
		return Figure{}, err
	}
	b.annotate(&f)
	b.word(&f)
	f.Table = b.table(f)
	if err := f.numbersShort(); err != nil {
		return Figure{}, err
	}
	f.Alt = b.resolve(&f, s.Alt)
	if f.Alt == "" {
		f.Alt = Describe(f)
	}
	f.Long = LongDescription(f)
	return f, nil
}

// reading is a Result as one Spec reads it: which column is what, how the
// numbers are written, and the Facts.
type reading struct {
	spec   Spec
	kind   kind
	result datasets.Result
	words  *words.Locale
	// Columns of the Result; −1 for none.
	category, time, series, value                                                       int
	low, high, from, across, status, place, target, group, total, running, since, until int
	number                                                                              words.Format // with its unit word: "431.4 ppm"
	undated                                                                             int          // rows that a chart in time cannot place
	remarks                                                                             []string     // sentences that the kind adds under the figure
	shades                                                                              *classes     // of the numbers, where the kind has classes
	facts                                                                               []datasets.Fact
	whole                                                                               datasets.Result // without parts of periods
	parts                                                                               [][]table.Cell  // the rows that whole leaves out
	sets                                                                                []*places.Set   // that a map may be drawn on
}

func newReading(s Spec, r datasets.Result, w *words.Locale) (*reading, error) {
	k, known := kindOf(s.Kind)
	if !known {
		return nil, unknownKind(s.Kind)
	}
	if err := k.rowsReadable(len(r.Rows)); err != nil {
		return nil, err
	}
	if s.Encoding.Value == "" && len(s.Measures) > 0 {
		s.Encoding.Value = s.Measures[0]
	}
	b := &reading{spec: s, kind: k, result: r, words: w}
	for _, role := range []struct {
		what, name string
		column     *int
	}{
		{"names", s.Encoding.Category, &b.category}, {"time", s.Encoding.Time, &b.time},
		{"lines", s.Encoding.Series, &b.series}, {"numbers", s.Encoding.Value, &b.value},
		{"lower ends", s.Encoding.Low, &b.low}, {"upper ends", s.Encoding.High, &b.high},
		{"earlier numbers", s.Encoding.From, &b.from}, {"horizontal numbers", s.Encoding.Across, &b.across},
		{"statuses", s.Encoding.Status, &b.status}, {"place codes", s.Encoding.Place, &b.place},
		{"targets", s.Encoding.Target, &b.target}, {"groups", s.Encoding.Group, &b.group}, {"totals", s.Encoding.Total, &b.total},
		{"running totals", s.Encoding.Running, &b.running}, {"first days", s.Encoding.Since, &b.since}, {"last days", s.Encoding.Until, &b.until},
	} {
		*role.column = -1
		if role.name == "" {
			continue
		}
		if *role.column = r.Index(role.name); *role.column < 0 {
			return nil, datasets.Problem{Field: role.name,
				Message:    fmt.Sprintf("The figure takes its %s from a column %q, which the data does not have.", role.what, role.name),
				Suggestion: "Choose another column."}
		}
	}
	if err := b.readNumbers(); err != nil {
		return nil, err
	}
	roles := s.Encoding
	if roles.Category == "" {
		roles.Category = roles.Place
	}
	b.readFacts(roles)
	b.aimed()
	return b, nil
}

// rowsReadable refuses at once what no figure of the kind could show, before
// memory is spent on every row of it: more than the points of all lines for one
// in time, or of one line for any other.
func (k kind) rowsReadable(rows int) error {
	most := MaxPoints
	if k.inTime || k.asTheyAre {
		most *= MaxLines
	}
	if rows <= most {
		return nil
	}
	return datasets.Problem{Field: "rows",
		Message:    fmt.Sprintf("There are %s rows; a %s is made from %s at most.", words.Whole(rows), KindWord(k.name, "en"), words.Whole(most)),
		Suggestion: "Choose fewer, or add them up first."}
}

// readNumbers decides how the values are written.
func (b *reading) readNumbers() error {
	if b.value < 0 {
		if b.kind.wordy {
			return nil
		}
		return datasets.Problem{Field: "value", Message: "No column of numbers is chosen.",
			Suggestion: "Choose the numbers to draw, or show a table."}
	}
	field := b.result.Fields[b.value]
	if !field.Kind.Number() {
		return datasets.Problem{Field: field.Name,
			Message:    fmt.Sprintf("The column %q holds no numbers, so it cannot be drawn.", field.Name),
			Suggestion: "Choose a column of numbers, or show a table."}
	}
	b.number = b.format(b.value)
	return nil
}

// format says how the numbers of a column are written. The Spec's own format
// is that of the value.
func (b *reading) format(column int) words.Format {
	field := b.result.Fields[column]
	f := words.Format{Unit: field.Unit, Kind: field.Kind}
	numbers := b.numbers(column)
	f.Decimals = words.Places(numbers)
	if field.Kind == table.Currency {
		f.Decimals = pounds(numbers)
	}
	if b.kind.formatsEdges && (column == b.low || column == b.high) {
		return b.edgeFormat()
	}
	if column != b.value || b.kind.formatsEdges {
		return f
	}
	if b.spec.Number.Unit != "" {
		f.Unit = b.spec.Number.Unit
	}
	if b.kind.whole && f.Percent() {
		f.Decimals = 0
	}
	if b.spec.Number.Decimals != nil {
		f.Decimals = *b.spec.Number.Decimals
	}
	return f
}

// pounds gives whole pounds when any amount is 1,000 or more, else pence when
// there are any.
func pounds(numbers []table.Decimal) int {
	places := 0
	for _, d := range numbers {
		if d.Abs().Cmp(table.NewDecimal(1000, 0)) >= 0 {
			return 0
		}
		if d.Places() > 0 {
			places = 2
		}
	}
	return places
}

// numbers are the values present in a column.
func (b *reading) numbers(column int) []table.Decimal {
	numbers := make([]table.Decimal, 0, len(b.result.Rows))
	for _, row := range b.result.Rows {
		if c := row[column]; c.Missing == table.Present {
			numbers = append(numbers, c.Number)
		}
	}
	return numbers
}

// draw makes the parts of the figure that its kind has.
func (b *reading) draw(f *Figure) error {
	if !b.kind.wordy && len(b.numbers(b.value)) == 0 {
		return ErrNoNumbers
	}
	if err := b.kind.read(b, f); err != nil {
		return err
	}
	if !b.kind.wordy && len(present(allPoints(*f))) == 0 {
		return ErrNoNumbers
	}
	return nil
}

// word resolves the texts around the drawing.
func (b *reading) word(f *Figure) {
	f.Title = b.resolve(f, b.spec.Title)
	if f.Title == "" && f.Kind == Headline {
		f.Title = strings.TrimSpace(f.Headline.Number + " " + f.Headline.Sentence)
	}
	f.Subtitle = b.resolve(f, b.spec.Subtitle)
	f.ShortSubtitle = b.resolve(f, b.spec.ShortSubtitle)
	for _, note := range append([]string{b.resolve(f, b.spec.Note), missingNote(*f), stateNote(*f), intervalNote(*f), b.undatedNote()}, b.remarks...) {
		if note != "" {
			f.Notes = append(f.Notes, note)
		}
	}
}

// resolve puts Facts into a text of the Spec and keeps the tokens that none
// answers, for the checks.
func (b *reading) resolve(f *Figure, text string) string {
	resolved, unresolved := b.words.Resolve(text, shortlyNamed(b.facts, b.spec.Names), b.written(f.Kind))
	for _, token := range unresolved {
		if !slices.Contains(f.Unresolved, token) {
			f.Unresolved = append(f.Unresolved, token)
		}
	}
	return resolved
}

// written is how a value stands in texts; see [Figure.written].
func (b *reading) written(k Kind) words.Format {
	return writtenIn(k, b.spec, b.number, b.words, b.facts)
}

// written is how a value stands in texts: in a headline to three significant
// figures, or as many more as tell it from the number it is compared with,
// unless the Spec says how many decimals.
func (f Figure) written() words.Format {
	return writtenIn(f.Kind, f.Spec, f.number, f.words(), f.Facts)
}

func writtenIn(k Kind, s Spec, f words.Format, l *words.Locale, facts []datasets.Fact) words.Format {
	if (k == Headline || k == Headlines) && s.Number.Decimals == nil {
		f.Figures = 3
		return l.Telling(facts, f)
	}
	return f
}
