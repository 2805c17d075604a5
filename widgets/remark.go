package widgets

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// Remark is an Annotation or a SeriesBreak with its words and place resolved.
type Remark struct {
	Type string // "text", "line", "range" or "break"
	// Along is set when From and To are Ordinals of places; else Low and High
	// are values, equal for a line.
	Along     bool
	From, To  int
	Low, High float64
	Series    string // key of the line that a text is about
	Text      string // complete, with the number of a line: "England 42.7%"
	Place     string // where it stands, in words: "2020/21"
	Instead   bool   // drawn in the place of the bar whose number it is
	// Number is printed after the text where the mark shows no number of its own.
	Number string
	// Auto is set for what the data says by itself, which the notes tell too.
	Auto bool
}

// sentence says a remark to people who cannot see where it stands.
func (f Figure) sentence(r Remark) string {
	switch {
	case r.Type == "break":
		return ended(joinedBy(": ", f.say(words.BreakBefore, "period", r.Place), r.Text))
	case r.Type == "line" && !r.Along:
		return ended(f.say(words.ReferenceLine, "text", r.Text))
	}
	return ended(joinedBy(": ", r.Place, r.Text))
}

// references counts the numbers that are drawn as reference lines only.
func (f Figure) references() int {
	names := map[string]bool{}
	for _, r := range f.Remarks {
		if r.Instead {
			names[r.Place] = true
		}
	}
	return len(names)
}

// remarkSentences are the annotations and breaks in sentences.
func (f Figure) remarkSentences() []string {
	var sentences []string
	for _, r := range f.Remarks {
		if !r.Auto || r.Type == "break" {
			sentences = append(sentences, f.sentence(r))
		}
	}
	return sentences
}

func joinedBy(mark, a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + mark + b
}

// annotate resolves the annotations and breaks of the Spec. One whose place the
// data does not have is not drawn; it is told in Unplaced, which stops
// publishing and a refresh, so that no remark is lost in silence.
func (b *reading) annotate(f *Figure) {
	if !b.kind.shows.annotates() {
		return
	}
	for i, a := range b.spec.Annotations {
		r, err := b.remark(f, a)
		if err != nil {
			f.Unplaced = append(f.Unplaced, unplaced(annotationField(i, b.lost(f, a)), a.named(), err))
			continue
		}
		f.Remarks = append(f.Remarks, r)
	}
	for i, s := range b.spec.Breaks {
		at, place, err := b.breakPlace(f, s.At)
		if err != nil {
			f.Unplaced = append(f.Unplaced, unplaced(fmt.Sprintf("break-%d-at", i+1), "the break", err))
			continue
		}
		f.Remarks = append(f.Remarks, Remark{Type: "break", Along: true, From: at, To: at, Place: place, Text: b.resolve(f, s.Text)})
	}
	b.statusRemarks(f)
}

// breakPlace is where a series breaks, in a figure that has one.
func (b *reading) breakPlace(f *Figure, at string) (int, string, error) {
	switch {
	case ofBars(*f) && !b.overTime():
		return 0, "", errors.New("small bar charts have no breaks")
	case !b.kind.shows.breaks || !b.overTime():
		return 0, "", fmt.Errorf("a series breaks between two periods, and this %s has none", KindWord(b.kind.name, "en"))
	}
	return b.placeOf(f, at)
}

func unplaced(field, name string, err error) datasets.Problem {
	return datasets.Problem{Field: field, Message: words.Capital(fmt.Sprintf("%s, so %s has no place.", err, name)), Suggestion: "Choose another place, or take it away."}
}

// lost is the setting of an annotation without a place that is to be mended.
func (b *reading) lost(f *Figure, a Annotation) string {
	if a.At == "" {
		if _, _, _, err := b.valueOf(a.Value); err == nil {
			return "toValue"
		}
		return "value"
	}
	_, _, err := b.placeOf(f, a.At)
	switch {
	case err == nil && a.Type == "range" && b.inPeriods():
		return "to"
	case err == nil && a.Type == "text":
		return "series"
	}
	return "at"
}

// named is what a sentence calls an annotation.
func (a Annotation) named() string {
	if a.Text == "" {
		return "the " + a.Type
	}
	return fmt.Sprintf("the %s “%s”", map[string]string{"text": "annotation"}[a.Type]+strings.TrimPrefix(a.Type, "text"), shorten(a.Text))
}

func (b *reading) remark(f *Figure, a Annotation) (Remark, error) {
	if ofBars(*f) && (a.Type != "line" || !looksNumeric(a.Value)) {
		return Remark{}, errors.New("small bar charts have only lines at a number")
	}
	r := Remark{Type: a.Type, Along: a.At != "", Series: a.Series, Text: b.resolve(f, a.Text)}
	if !r.Along {
		return b.valueRemark(r, a)
	}
	var err error
	if r.From, r.Place, err = b.placeOf(f, a.At); err != nil {
		return r, err
	}
	r.To = r.From
	switch a.Type {
	case "range":
		return b.rangeRemark(f, r, a)
	case "line":
		if !b.inPeriods() {
			return r, errors.New("a line can only stand at a period")
		}
	case "text":
		return b.textRemark(f, r)
	}
	return r, nil
}

// textRemark finds the line that the words are about: the one named, the only
// one, or the only one that stands out.
func (b *reading) textRemark(f *Figure, r Remark) (Remark, error) {
	var lines []string
	for _, s := range f.Series {
		if len(f.Series) == 1 || s.Highlight {
			lines = append(lines, s.Key)
		}
	}
	if r.Series == "" && len(lines) == 1 {
		r.Series = lines[0]
	}
	i := slices.IndexFunc(f.Series, func(s Series) bool { return s.Key == r.Series })
	switch {
	case i < 0 && r.Series == "" && b.kind.crossed:
		return r, nil // about all that stands there
	case i < 0 && r.Series == "":
		return r, fmt.Errorf("there are %s lines and none is chosen", words.Whole(len(f.Series)))
	case i < 0:
		return r, fmt.Errorf("there is no line “%s” in the data", shorten(r.Series))
	}
	if len(f.Series) > 1 {
		r.Place = f.Series[i].Name + ", " + r.Place
	}
	return r, nil
}

// rangeRemark finds the other end of a range; what lies outside the data is cut off.
func (b *reading) rangeRemark(f *Figure, r Remark, a Annotation) (Remark, error) {
	if !b.inPeriods() {
		return r, errors.New("a range can only lie between two periods or two numbers")
	}
	to, place, err := b.placeOf(f, a.To)
	if err != nil {
		return r, err
	}
	if r.To = to; r.To < r.From {
		r.From, r.To = r.To, r.From
	}
	r.Place = b.words.Say(words.Stretch, "first", r.Place, "last", place)
	return r, nil
}

// valueRemark finds the numbers of a line across or a range of values.
func (b *reading) valueRemark(r Remark, a Annotation) (Remark, error) {
	low, label, name, err := b.valueOf(a.Value)
	if err != nil {
		return r, err
	}
	r.Low, r.High = low, low
	if a.Type == "range" {
		high, other, _, err := b.valueOf(a.ToValue)
		if err != nil {
			return r, err
		}
		if r.High = high; high < low {
			r.Low, r.High, label, other = high, low, other, label
		}
		r.Place = b.words.Say(words.Stretch, "first", label, "last", other)
		return r, nil
	}
	if r.Instead = name != "" && b.instead(name); r.Instead {
		r.Place = name
	}
	if r.Text == "" {
		r.Text = b.spec.Names[name]
		if r.Text == "" {
			r.Text = name
		}
	}
	if !strings.Contains(words.Plain(r.Text), words.Plain(label)) {
		mark := " "
		if ends := []rune(r.Text); len(ends) > 0 && unicode.IsDigit(ends[len(ends)-1]) {
			mark = ": " // "Target for 2035: 10%"
		}
		r.Text = joinedBy(mark, r.Text, label)
	}
	return r, nil
}

// valueOf is a typed number, or the number of the row that has the name; and
// that name. The label is as the number is printed.
func (b *reading) valueOf(text string) (value float64, label, name string, err error) {
	if looksNumeric(text) {
		d, err := table.ParseDecimal(text)
		if err != nil {
			return 0, "", "", fmt.Errorf("“%s” is not a number", shorten(text))
		}
		if b.kind.formatsEdges {
			return b.edgeOf(text, d)
		}
		f := b.number.Label()
		f.Decimals = max(d.Places(), pence(f.Decimals, d))
		return d.Float64(), b.words.Number(d, f), "", nil
	}
	name = strings.TrimPrefix(text, "=")
	column := b.base()
	if b.kind.crossed && column >= 0 {
		return 0, "", "", fmt.Errorf("“%s” has more than one number here, so its line needs one that is written", shorten(name))
	}
	for _, row := range b.result.Rows {
		if column < 0 || b.raw(row[column]) != name {
			continue
		}
		if c := row[b.value]; c.Missing != table.Present {
			return 0, "", "", fmt.Errorf("“%s” has no number (%s)", shorten(name), b.words.Reason(c.Missing))
		}
		return row[b.value].Number.Float64(), b.words.Number(row[b.value].Number, b.number.Label()), name, nil
	}
	return 0, "", "", fmt.Errorf("“%s” is not in the data", shorten(name))
}

// edgeOf is a typed number on the axis of a histogram, which its bins hold.
func (b *reading) edgeOf(text string, d table.Decimal) (float64, string, string, error) {
	f := b.edgeFormat().Label()
	f.Decimals = max(f.Decimals, d.Places())
	for _, row := range b.result.Rows {
		if low, high := row[b.low], row[b.high]; low.Missing == table.Present && high.Missing == table.Present &&
			d.Cmp(low.Number) >= 0 && d.Cmp(high.Number) <= 0 {
			return d.Float64(), b.words.Number(d, f), "", nil
		}
	}
	return 0, "", "", fmt.Errorf("%s lies in none of the bins", shorten(text))
}

// pence are the decimals of a typed amount that has any: two where the figure
// shows two, else as typed.
func pence(decimals int, d table.Decimal) int {
	if d.Places() == 0 || decimals != 2 {
		return 0
	}
	return 2
}

// base is the column along which the marks stand: names for a comparison,
// periods for a kind in time; −1 for none.
func (b *reading) base() int {
	if b.time >= 0 && (b.kind.inTime || b.category < 0) {
		return b.time
	}
	return b.category
}

// overTime reports whether the marks stand along days or periods.
func (b *reading) overTime() bool {
	column := b.base()
	return column >= 0 && b.result.Fields[column].Kind.Calendar()
}

// inPeriods reports whether events and stretches of time have their place.
func (b *reading) inPeriods() bool { return b.kind.shows.times && b.overTime() }

// instead reports whether the number of that name is drawn as a reference line
// in the place of its own bar. What stands out keeps its bar, and so does time.
func (b *reading) instead(name string) bool {
	return b.kind.shows.gives && !b.overTime() && !slices.Contains(b.spec.Highlight, name)
}

// isReference reports whether a row is drawn as a reference line only.
func (b *reading) isReference(row []table.Cell, column int) bool {
	if column < 0 || !b.kind.shows.values {
		return false
	}
	name := b.raw(row[column])
	return b.instead(name) && slices.ContainsFunc(b.spec.Annotations, func(a Annotation) bool {
		return a.Type == "line" && !looksNumeric(a.Value) && a.Value != "" && strings.TrimPrefix(a.Value, "=") == name
	})
}

// placeOf finds a category or period by its name in the Result. Days and
// periods between the first and the last of the figure are places too.
func (b *reading) placeOf(f *Figure, name string) (ordinal int, label string, err error) {
	number, notNumber := table.ParseDecimal(name)
	for _, s := range f.Series {
		for _, p := range s.Points {
			inBin := b.kind.formatsEdges && notNumber == nil && p.Low.Value <= number.Float64() && number.Float64() < p.High.Value
			if p.Key == name || inBin {
				return p.Ordinal, p.Category, nil
			}
		}
	}
	missing := fmt.Errorf("“%s” is not in the data", shorten(name))
	points := allPoints(*f)
	if !b.overTime() || len(points) == 0 {
		return 0, "", missing
	}
	field := b.result.Fields[b.base()]
	cell := table.Cell{Kind: field.Kind, Grain: field.Grain}
	if cell.Day, err = table.ParsePeriod(name, field.Grain); err != nil {
		if cell.Day, err = table.ParseDay(name); err != nil {
			return 0, "", missing
		}
		cell.Kind = table.Dates
	}
	first, last := points[0].Ordinal, points[0].Ordinal
	for _, p := range points {
		first, last = min(first, p.Ordinal), max(last, p.Ordinal)
	}
	end := int(table.AddPeriods(table.Day(last), field.Grain, 1))
	if int(cell.Day) < first || int(cell.Day) >= max(end, last+1) {
		return 0, "", missing
	}
	return int(cell.Day), b.words.Period(cell), nil
}
