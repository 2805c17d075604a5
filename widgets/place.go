package widgets

import (
	"cmp"
	"math"
	"slices"
	"unicode/utf8"

	"figurehead/datasets"
)

// ErrNoNumbers means that every value of a figure is missing, so that there is
// nothing to draw. It is a datasets.Problem: an officer can mend it.
var ErrNoNumbers error = datasets.Problem{Message: "Every value is missing.", Suggestion: "Choose a measure or rows that have numbers."}

// maxFrame is the tallest a closed frame may be, in px.
const maxFrame = 1000

// plot draws one kind of figure.
type plot struct {
	// height is what the plot wants in a frame of that inner width.
	height func(l *layout, width Px) Px
	draw   func(l *layout, b box) error
	// stretches is true where a taller plot reads as well or better, unless the
	// figure is rigid, which nil never is.
	stretches bool
	rigid     func(Figure) bool
	// frame and picture, when set, place the figure whole in their own way;
	// height and draw are then not asked. frame returns the height it took.
	frame   func(l *layout) (Px, error)
	picture func(l *layout) error
	// words is the height of the HTML words above the plot of a frame; nil
	// means those of title and subtitle.
	words func(l *layout, width Px) Px
}

// Place lays f out on p in the dress of s, in pixels, origin top left. Pictures
// hold the whole figure. Frames hold only the plot, as wide as the frame with
// its margins inside; title, a headline's number, sentence and change, notes
// and source are HTML around it, so a headline with neither a share nor a
// sparkline is placed in a frame with no marks and no height.
//
// It returns ErrNoNumbers when every value is missing, and a datasets.Problem
// when words do not fit, which names what to shorten or where they do fit.
func Place(f Figure, p Preset, s Scheme, m TextMeasurer) (Placed, error) {
	if _, ok := measuresOf[p.Name]; !ok {
		return Placed{}, datasets.Problem{Message: "There is no size called " + p.Name + ".", Suggestion: "Use one of the sizes in the list."}
	}
	f.Series = finite(f.Series)
	f.Headline.Sparkline = trend(f.Headline.Sparkline)
	l, err := newLayout(f, p, s, m)
	if err != nil {
		return Placed{}, err
	}
	if l.empty() {
		return Placed{}, ErrNoNumbers
	}
	height, err := l.place()
	if err != nil {
		return Placed{}, err
	}
	placed := Placed{
		Preset: p, Width: p.Width, Height: height, Paper: l.colors.Paper, Colors: l.colors,
		Name: cmp.Or(f.Title, f.Subtitle, f.Alt), Description: f.Alt, Lang: f.Lang, Marks: l.marks, Spots: l.spots,
	}
	if p.Frame {
		placed.Around = l.around()
	}
	return placed, nil
}

func (l *layout) place() (Px, error) {
	switch p := l.kind.plot; {
	case l.preset.Frame && p.frame != nil:
		return p.frame(l)
	case l.preset.Frame:
		return l.framePlot()
	case p.picture != nil:
		return l.preset.Height, p.picture(l)
	}
	return l.preset.Height, l.picture()
}

// framePlot draws the plot alone, no taller than the closed frame allows.
func (l *layout) framePlot() (Px, error) {
	p := l.kind.plot
	around := l.around()
	if around > maxFrame-120 {
		return 0, datasets.Problem{Field: "title", Message: "The words leave no room for the figure in a frame.",
			Suggestion: "Shorten the title, subtitle or note here, or the publisher and name of the data on the dataset’s page."}
	}
	m := l.size.margin
	width := l.preset.Width - 2*m
	height := p.height(l, width)
	if p.stretches && !(p.rigid != nil && p.rigid(l.figure)) {
		height = max(height, min(l.narrowHeight(p)-around, 1.35*height))
	}
	height = round(min(height+l.narrowNotesHeight(width), maxFrame-around))
	return height, l.drawPlot(box{m, 0, width, height})
}

// narrowHeight is the height of the narrow frame: the others, which share its
// height, spend what they have left on a taller plot.
func (l *layout) narrowHeight(p plot) Px {
	narrow := &layout{figure: l.figure, kind: l.kind, preset: Presets[0], size: measuresOf[Presets[0].Name],
		colors: l.colors, text: l.text, words: l.words}
	narrow.u = narrow.size.label / 16
	return narrow.around() + p.height(narrow, narrow.preset.Width-2*narrow.size.margin)
}

// picture draws the three planes: claim, evidence, provenance.
func (l *layout) picture() error {
	band := l.provenance()
	if band.height > l.size.band+4*l.size.source.lead {
		return l.sourceTooLong()
	}
	foot := l.bandTop(band)
	b, err := l.claim(foot)
	if err != nil {
		return err
	}
	if b, err = l.subtitle(b); err != nil {
		return err
	}
	b = l.notes(b)
	l.drawBand(band)
	if b.h < 8*l.size.label {
		return l.titleTooLong()
	}
	return l.drawPlot(b)
}

// bandTop is where the band begins.
func (l *layout) bandTop(p provenance) Px {
	if l.size.safeBottom > 0 {
		return l.size.safeBottom - p.height
	}
	return l.preset.Height - p.height
}

// roomier names a picture that holds more words than this one.
func (l *layout) roomier() string {
	switch l.preset.Name {
	case "portrait", "story":
		return "a frame"
	}
	return "the portrait or the story picture"
}

func (l *layout) titleTooLong() error {
	return datasets.Problem{Field: "title",
		Message:    "The title is too long for the " + l.preset.Name + " picture.",
		Suggestion: "Shorten it to 15 words or fewer, or use " + l.roomier() + "."}
}

func (l *layout) subtitleTooLong() error {
	return datasets.Problem{Field: "shortSubtitle",
		Message:    "The subtitle is too long for the " + l.preset.Name + " picture.",
		Suggestion: "Give a shorter subtitle for pictures, or use " + l.roomier() + "."}
}

func (l *layout) sourceTooLong() error {
	return datasets.Problem{Field: "source",
		Message:    "The source is too long for the " + l.preset.Name + " picture.",
		Suggestion: "Give the source a short name."}
}

// empty reports whether the figure has nothing to draw.
func (l *layout) empty() bool {
	if l.kind.empty != nil {
		return l.kind.empty(l.figure)
	}
	return !slices.ContainsFunc(l.figure.Series, func(s Series) bool {
		return slices.ContainsFunc(s.Points, func(p Point) bool { return !p.Missing })
	})
}

// finite returns the series with every value that cannot be drawn missing.
func finite(series []Series) []Series {
	clean := make([]Series, len(series))
	for i, s := range series {
		s.Points = finitePoints(s.Points)
		clean[i] = s
	}
	return clean
}

// trend returns the points of a sparkline, or none when fewer than two have a
// value: one point shows no course.
func trend(points []Point) []Point {
	clean, present := finitePoints(points), 0
	for _, p := range clean {
		if !p.Missing {
			present++
		}
	}
	if present < 2 {
		return nil
	}
	return clean
}

func finitePoints(points []Point) []Point {
	beyond := func(v float64) bool { return math.IsNaN(v) || math.Abs(v) > 1e290 }
	odd := func(p Point) bool {
		return beyond(p.Value) || slices.ContainsFunc(p.ends(), func(end **Bound) bool { return beyond((*end).Value) })
	}
	if !slices.ContainsFunc(points, odd) {
		return points
	}
	clean := slices.Clone(points)
	for i := range clean {
		if beyond(clean[i].Value) {
			clean[i].Missing, clean[i].Value = true, 0
		}
		for _, end := range clean[i].ends() {
			if beyond((*end).Value) {
				*end = &Bound{Missing: true, Reason: (*end).Reason}
			}
		}
	}
	return clean
}

// runes is the length of a text in characters.
func runes(s string) int { return utf8.RuneCountInString(s) }

func (l *layout) numberTooLong() error {
	return datasets.Problem{Field: "number",
		Message:    "The number is too long for the " + l.preset.Name + " picture.",
		Suggestion: "Show fewer digits, for example in millions, or use a table."}
}

func (l *layout) sentenceTooLong() error {
	return datasets.Problem{Field: "sentence",
		Message:    "The sentence after the number is too long for the " + l.preset.Name + " picture.",
		Suggestion: "Shorten it to 15 words or fewer, or use " + l.roomier() + "."}
}
