package widgets

import (
	"fmt"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// NoComparison is the Direction of a headline that names no earlier period.
const NoComparison = 2

// Headline is one number with its sentence.
const Headline Kind = "headline"

func headlineKind() kind {
	return kind{
		name: Headline, called: called("headline figure", "prif ffigur"),
		roles:    []Role{{"time", "Periods", false}, {"value", "Number", true}, {"target", "Target", false}, {"low", "Lower end of its interval", false}, {"high", "Upper end of its interval", false}},
		read:     (*reading).headline,
		plot:     plot{frame: headlinePlot, picture: headlinePicture, words: headlineWordsHeight},
		describe: describeHeadline, more: moreOfHeadline, message: headlineGap, asTheyAre: true,
		empty: func(f Figure) bool { return f.Headline.Number == "" },
	}
}

// headline words the one number of a headline figure and its change.
func (b *reading) headline(f *Figure) error {
	value, err := b.headlineValue()
	if err != nil {
		return err
	}
	format := b.written(Headline)
	h := HeadlineWords{
		Number:    b.words.Number(value.Value.Number, format),
		Direction: NoComparison,
		Share:     b.share(value.Value.Number, format),
	}
	h.Sentence = b.resolve(f, b.spec.Sentence)
	b.compare(&h, b.facts, format)
	h.Target = b.targetWords(format)
	if b.spec.Sparkline && b.time >= 0 {
		h.Sparkline = b.sparkline()
	}
	f.Headline = h
	f.Order = "data"
	b.leftOut()
	point := b.headlinePoint(value)
	point.Label = h.Number
	f.Series = []Series{{Name: b.result.Fields[b.value].Name, Points: []Point{point}}}
	return nil
}

// headlineValue is the latest number, or the only one.
func (b *reading) headlineValue() (datasets.Fact, error) {
	var values []datasets.Fact
	for _, fact := range b.facts {
		if fact.Name == "value" {
			values = append(values, fact)
		}
	}
	switch {
	case len(values) != 1:
		return datasets.Fact{}, datasets.Problem{Field: "value",
			Message:    "There is more than one number, so none of them is the headline.",
			Suggestion: "Choose one place or group, or add the numbers up."}
	case values[0].Value.Missing != table.Present:
		return datasets.Fact{}, datasets.Problem{Field: "value",
			Message:    fmt.Sprintf("The latest number is missing: %s.", b.words.Reason(values[0].Value.Missing)),
			Suggestion: "Choose an earlier period, or another kind of figure."}
	}
	return values[0], nil
}

// headlinePoint is the one number with its period and how firm it is.
func (b *reading) headlinePoint(value datasets.Fact) Point {
	p := Point{Value: value.Value.Number.Float64()}
	if !value.Period.Kind.Calendar() {
		return p
	}
	p.Category, p.Short = b.label(value.Period)
	p.Key, p.Ordinal = b.raw(value.Period), int(value.Period.Day)
	for _, row := range b.whole.Rows {
		if row[b.time] == value.Period {
			b.setStanding(&p, row)
		}
	}
	return p
}

// gapWords in a heading say that its percentages are no parts of a whole.
var gapWords = []string{"diff", "difference", "gap", "change", "growth"}

// share is the value as part of 100, or −1 when it is not one.
func (b *reading) share(d table.Decimal, f words.Format) float64 {
	if headingHas(b.result.Fields[b.value].Name, gapWords) || !f.Percent() || d.Sign() < 0 || d.Cmp(table.NewDecimal(100, 0)) > 0 {
		return -1
	}
	return d.Float64()
}

// compare words the change on the period that the Spec names, by the Facts of
// one number.
func (b *reading) compare(h *HeadlineWords, facts []datasets.Fact, format words.Format) {
	name := map[string]string{"": "change", "previous": "change", "yearBefore": "yearChange"}[b.spec.Compare]
	change, ok := words.FactNamed(facts, name)
	if !ok || change.Base.Missing != table.Present {
		return
	}
	h.Change = b.words.Change(facts, name, format)
	h.Direction = change.Value.Number.Sign()
	if h.Change == b.words.Unchanged || h.Change == b.words.Little {
		h.Direction = 0
	}
	base := b.words.Number(change.Base.Number, format)
	if change.Similar {
		h.Direction = 0
		h.Base = b.words.Say(words.SimilarBase, "base", b.words.At(base, words.Glue(b.words.Period(change.BasePeriod))))
		return
	}
	h.Base = b.words.From(base, change.BasePeriod)
}

// sparkline is every period up to the latest, oldest first.
func (b *reading) sparkline() []Point {
	var points []Point
	for i, row := range b.whole.Rows {
		points = append(points, b.point(row, b.time, i))
	}
	slices.SortStableFunc(points, func(a, b Point) int { return a.Ordinal - b.Ordinal })
	return b.fillGaps(points, b.time)
}
