package widgets

import (
	"fmt"
	"slices"
	"strings"
)

// contrast holds the drawings to WCAG 2.2: 4.5 for text, 3 for marks. It says
// what was done to a theme's colours to reach it, and which colours of the
// figure some readers cannot tell apart.
func (e examination) contrast() (Check, bool) {
	c := Check{ID: "contrast", Title: "Colours can be told apart", Blocking: true, Field: "theme"}
	if c.Done = len(e.faults) == 0; !c.Done {
		c.Title = "Some of the figure is hard to see"
		c.Reason = faultWords(e.faults)
		return c, true
	}
	p := NewPalette(e.figure.Theme, Light)
	paper := "paper"
	if p.Paper == white {
		paper = "white"
	}
	reasons := []string{fmt.Sprintf("What stands out is %.1f to 1 on %s, text is %.1f to 1.",
		floor1(Contrast(p.Paper, p.Highlight)), paper, floor1(Contrast(p.Paper, p.Ink)))}
	for _, correction := range e.figure.Theme.Corrections() {
		reasons = append(reasons, correction.Sentence)
	}
	c.Reason = strings.Join(append(reasons, e.lookAlikes(p)...), " ")
	return c, true
}

// faultWords says what is hard to see, each fault once.
func faultWords(faults []ContrastFault) string {
	var sentences []string
	for _, f := range faults {
		if s := f.String(); !slices.Contains(sentences, s) && len(sentences) < 3 {
			sentences = append(sentences, s)
		}
	}
	return strings.Join(sentences, " ") + " Choose another kind of figure, or show less in it."
}

// lookAlikes names the pairs of series colours that the figure uses and some
// readers cannot tell apart, and what tells the series apart for them.
func (e examination) lookAlikes(p Palette) []string {
	var colors []NamedColor
	for _, i := range seriesColors(len(e.figure.Series)) {
		colors = append(colors, NamedColor{seriesNames[i], p.Series[i]})
	}
	var sentences []string
	for _, pair := range LookAlikes(colors) {
		sentences = append(sentences, fmt.Sprintf("With %s, %s and %s look alike; each is named at its mark, and of two such lines one is dashed.",
			pair.Vision, pair.A.Name, pair.B.Name))
	}
	return sentences
}

// seriesNames are what people call the colours of the series, in light dress.
var seriesNames = []string{"dark blue", "turquoise", "plum", "orange", "dark grey", "lilac"}

// seriesColors are the colours that so many series take, in their order: two
// take the first and the fourth (Analysis Function).
func seriesColors(n int) []int {
	switch {
	case n < 2:
		return nil
	case n == 2:
		return []int{0, 3}
	}
	return []int{0, 1, 2, 3, 4, 5}[:min(n, len(seriesNames))]
}

// floor1 cuts a ratio to one place, so that 4.49 is never called 4.5.
func floor1(ratio float64) float64 { return float64(int(ratio*10)) / 10 }
