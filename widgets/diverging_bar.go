package widgets

import (
	"figurehead/datasets/shapes"
	"figurehead/widgets/words"
)

// DivergingBar shows answers of a survey either side of a centre line.
const DivergingBar Kind = "divergingBar"

func divergingBarKind() kind {
	return kind{
		name: DivergingBar, called: called("diverging bar chart", "siart bar dargyfeiriol"),
		roles: []Role{{"category", "Who answered", true}, {"series", "Answers", true}, {"value", "Percentages", true},
			{"group", "Questions", false}},
		read: (*reading).divergingBars, plot: plot{height: divergingHeight, draw: drawDivergingBars},
		describe: describeDiverging, message: divergingMessage, suggest: (*suggester).answers, leads: true,
		checks: []func(examination) (Check, bool){examination.centre, examination.wholes},
		drawn:  drawnInMatrix, crossed: true, whole: true,
	}
}

// divergingBars makes one series for each answer, from the outermost left to
// the outermost right and then those that stand apart. Bars stand by the length
// of their right side unless they have an order or stand under questions.
func (b *reading) divergingBars(f *Figure) error {
	if err := b.percentages("A diverging bar"); err != nil {
		return err
	}
	if err := b.matrix(f, MaxBars, shapes.MaxAnswers, "bars"); err != nil {
		return err
	}
	if err := b.hundred(f); err != nil {
		return err
	}
	if err := b.divide(f); err != nil {
		return err
	}
	f.arrange(b.result.Fields[b.acrossMatrix()], lengths(f.side(RightSide)))
	return nil
}

// side are the series drawn on one side, in their order.
func (f Figure) side(of Side) []Series {
	var found []Series
	for _, s := range f.Series {
		if s.Side.Place() == of {
			found = append(found, s)
		}
	}
	return found
}

// centre says what stands on which side, for the officer to see that it is so.
func (e examination) centre() (Check, bool) {
	names := func(of Side) string {
		var list []string
		for _, s := range e.figure.side(of) {
			list = append(list, s.Name)
		}
		return words.List(list)
	}
	c := Check{ID: "centre", Title: "Answers stand either side of zero", Done: true,
		Reason: "Left: " + names(LeftSide) + ". Right: " + names(RightSide) + "."}
	if apart := names(Aside); apart != "" {
		c.Reason += " Apart: " + apart + "."
	}
	return c, true
}

func describeDiverging(f Figure) []string {
	opening := f.say(words.DivergingOpening, "bars", f.count(len(f.Series[0].Points), words.NounBar),
		"answers", f.count(len(f.Series), words.NounAnswer))
	return append([]string{about(f, opening)}, divergingMessage(f)...)
}

// divergingMessage says of the commonest answer of each side where it is
// highest and lowest.
func divergingMessage(f Figure) []string {
	var sentences []string
	for _, of := range []Side{RightSide, LeftSide} {
		best, most := -1, 0.0
		side := f.side(of)
		for i, s := range side {
			for _, p := range s.Points {
				if p.Value > most {
					best, most = i, p.Value
				}
			}
		}
		if best >= 0 {
			sentences = append(sentences, f.rangeOf(side[best]))
		}
	}
	return sentences
}
