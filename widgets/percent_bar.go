package widgets

import (
	"fmt"
	"math"

	"figurehead/datasets"
	"figurehead/widgets/words"
)

// PercentBar shows for each name how 100% is divided.
const PercentBar Kind = "percentBar"

func percentBarKind() kind {
	return kind{
		name: PercentBar, called: called("100% stacked bar chart", "siart bar pentyrru 100%"),
		roles: []Role{{"category", "Names of the bars", true}, {"series", "Parts of each bar", true}, {"value", "Percentages", true}, statusRole},
		read:  (*reading).percentBars, plot: plot{height: stackedBarHeight, draw: drawPercentBars},
		describe: describePercent, message: partsMessage, suggest: (*suggester).hundreds,
		checks: []func(examination) (Check, bool){examination.zero, apart(MaxSeries), examination.wholes},
		drawn:  drawnInMatrix, crossed: true, whole: true, shows: shown{words: true, values: true, states: true},
	}
}

// Parts that make from 97.9 to 102.1, as four whole numbers may, are taken as
// 100 that was rounded before it was published; less is drawn short and said,
// more is refused.
const (
	leastWhole = 97.9
	mostWhole  = 102.1
)

// percentBars makes one series for each part of 100%. The values are
// percentages of the data, never worked out and never stretched to 100.
func (b *reading) percentBars(f *Figure) error {
	if err := b.percentages("A 100% bar"); err != nil {
		return err
	}
	if err := b.matrix(f, MaxBars, MaxParts, "bars"); err != nil {
		return err
	}
	if err := b.hundred(f); err != nil {
		return err
	}
	f.arrange(b.result.Fields[b.acrossMatrix()], leading(f.Series))
	return nil
}

// hundred refuses what cannot be parts of 100% and notes bars that make less or
// whose numbers as printed make something else.
func (b *reading) hundred(f *Figure) error {
	if err := b.noNegatives(f); err != nil {
		return err
	}
	if err := b.atMost100(f); err != nil {
		return err
	}
	if err := b.noFractions(f); err != nil {
		return err
	}
	if note := f.short(); note != "" {
		b.remarks = append(b.remarks, note)
	}
	if f.unevenLabels() {
		b.remarks = append(b.remarks, ended(f.say(words.MayNotSum)))
	}
	return nil
}

// percentages refuses numbers that are none.
func (b *reading) percentages(marks string) error {
	if b.number.Percent() {
		return nil
	}
	return datasets.Problem{Field: "value",
		Message:    fmt.Sprintf("%s shows percentages, and %q does not hold any.", marks, b.result.Fields[b.value].Name),
		Suggestion: "Show the share of each part instead, or use stacked bars."}
}

// atMost100 refuses percentages stood on end that make more than 100%.
func (b *reading) atMost100(f *Figure) error {
	if !b.number.Percent() {
		return nil
	}
	for _, p := range lengths(f.Series) {
		if p.Value > mostWhole {
			return datasets.Problem{Field: "value",
				Message:    fmt.Sprintf("The parts of %s make more than 100%%, so they are not parts of one whole.", shorten(p.Category)),
				Suggestion: "Leave out the part that holds others, or set them side by side in groups."}
		}
	}
	return nil
}

// noFractions refuses parts that make 1: they are no percentages.
func (b *reading) noFractions(f *Figure) error {
	most := 0.0
	for _, p := range lengths(f.Series) {
		most = max(most, p.Value)
	}
	if most > 0 && most <= 1.005 {
		return datasets.Problem{Field: "value", Message: "The parts of each bar make 1 at most, so they are fractions and not percentages.",
			Suggestion: "Show the share of each part instead."}
	}
	return nil
}

// shortBars are the bars of which every part has a number, and whose parts make
// clearly less than 100%.
func (f Figure) shortBars() []Point {
	var short []Point
	for i, p := range lengths(f.Series) {
		whole := !p.Missing && p.Value < leastWhole
		for _, s := range f.Series {
			whole = whole && !s.Points[i].Missing
		}
		if whole {
			short = append(short, p)
		}
	}
	return short
}

// short says which bars make less than 100%: parts of them are not in the data.
func (f Figure) short() string {
	short, all := f.shortBars(), len(f.Series[0].Points)
	var names []string
	for _, p := range short {
		names = append(names, standsAt(p))
	}
	switch {
	case len(short) == 0:
		return ""
	case len(short) <= 3 && len(short) < all:
		return ended(f.say(words.ShortFor, "names", f.words().List(names)))
	}
	return ended(f.say(words.ShortInSome, "n", words.Whole(len(short)), "total", words.Whole(all)))
}

// unevenLabels reports whether the numbers as printed of a whole bar do not make
// 100, as rounded ones often do not.
func (f Figure) unevenLabels() bool {
	decimals := 0
	if d := f.Spec.Number.Decimals; d != nil {
		decimals = *d
	}
	unit := math.Pow(10, float64(decimals))
	for i, whole := range lengths(f.Series) {
		if whole.Missing || whole.Value < leastWhole {
			continue
		}
		printed, all := 0.0, true
		for _, s := range f.Series {
			p := s.Points[i]
			printed, all = printed+math.Round(p.Value*unit), all && !p.Missing
		}
		if all && printed != 100*unit {
			return true
		}
	}
	return false
}

// wholes says that the parts of each bar make 100%, or for which they do not.
func (e examination) wholes() (Check, bool) {
	c := Check{ID: "wholes", Title: "The parts of each bar make 100%", Done: true,
		Reason: "Nothing was stretched to fit."}
	if note := e.figure.short(); note != "" {
		c.Done, c.Title = false, "The parts of some bars make less than 100%"
		c.Reason = note + " Readers may take the gap for a part. Add the parts that are left out, or use stacked bars."
	}
	return c, true
}

func describePercent(f Figure) []string {
	opening := f.say(words.PercentOpening, "bars", f.count(len(f.Series[0].Points), words.NounBar),
		"parts", f.count(len(f.Series), words.NounPart))
	return append([]string{about(f, opening)}, partsMessage(f)...)
}
