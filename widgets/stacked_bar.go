package widgets

import (
	"slices"

	"figurehead/datasets"
	"figurehead/widgets/words"
)

// StackedBar shows for each name a whole and what it is made of.
const StackedBar Kind = "stackedBar"

func stackedBarKind() kind {
	return kind{
		name: StackedBar, called: called("stacked bar chart", "siart bar pentyrru"),
		roles: []Role{{"category", "Names of the bars", true}, {"series", "Parts of each bar", true},
			{"value", "Numbers", true}, {"total", "Total of each bar", false}, statusRole},
		read: (*reading).stackedBars, plot: plot{height: stackedBarHeight, draw: drawStackedBars},
		describe: describeStacked, message: stackedMessage, suggest: (*suggester).wholes,
		checks: []func(examination) (Check, bool){examination.zero, apart(MaxSeries)},
		drawn:  drawnInMatrix, crossed: true, stacked: true, shows: shown{words: true, values: true, states: true},
	}
}

// stackedBars makes one series for each part; bars stand by their length unless
// they have an order of their own.
func (b *reading) stackedBars(f *Figure) error {
	if err := b.addable(); err != nil {
		return err
	}
	if err := b.matrix(f, MaxBars, MaxParts, "bars"); err != nil {
		return err
	}
	if err := b.noNegatives(f); err != nil {
		return err
	}
	if err := b.atMost100(f); err != nil {
		return err
	}
	f.arrange(b.result.Fields[b.acrossMatrix()], lengths(f.Series))
	return nil
}

// addable refuses numbers whose sum means nothing, such as rates and means:
// stood on end they would look like a whole.
func (b *reading) addable() error {
	if b.adds() {
		return nil
	}
	return datasets.Problem{Field: "value", Message: "The numbers of " + shorten(b.result.Fields[b.value].Name) + " cannot be added up, so they cannot stand on top of each other.",
		Suggestion: "Use grouped bars or grouped columns."}
}

// adds reports whether the numbers can be parts of a whole. Percentages are left
// to the eye of the officer, since parts of one whole are percentages too.
func (b *reading) adds() bool {
	return b.result.Fields[b.value].Additive() || b.number.Percent()
}

func describeStacked(f Figure) []string {
	opening := f.say(words.StackedOpening, "bars", f.count(len(f.Series[0].Points), words.NounBar),
		"parts", f.count(len(f.Series), words.NounPart))
	return append([]string{about(f, opening)}, stackedMessage(f)...)
}

// stackedMessage says which wholes are highest and lowest where the Result has
// them, and where the leading part is.
func stackedMessage(f Figure) []string {
	var sentences []string
	if totals := present(f.Totals.Points); len(totals) > 1 {
		sentences = append(sentences, f.rangeOf(f.Totals))
	}
	return append(sentences, partsMessage(f)...)
}

// partsMessage says which part is the largest and how the leading one varies.
func partsMessage(f Figure) []string {
	var sentences []string
	if s := f.largestPart(); s != "" {
		sentences = append(sentences, s)
	}
	lead := slices.IndexFunc(f.Series, func(s Series) bool { return s.Highlight })
	if s := f.rangeOf(f.Series[max(lead, 0)]); s != "" {
		sentences = append(sentences, s)
	}
	return sentences
}

// rangeOf says where a part is highest and lowest.
func (f Figure) rangeOf(s Series) string {
	points := present(s.Points)
	if len(points) == 0 {
		return ""
	}
	high, low := highestLowest(points)
	if high.Value == low.Value {
		return ended(f.say(words.OnlyOne, "name", s.Name, "value", words.Plain(high.Label)))
	}
	return ended(f.say(words.PartExtremes, "name", s.Name, "high", words.Plain(high.Label), "highAt", standsAt(high),
		"low", words.Plain(low.Label), "lowAt", standsAt(low)))
}

// standsAt is the name of a row, with the heading it stands under.
func standsAt(p Point) string {
	if p.Group == "" {
		return p.Category
	}
	return p.Category + ", " + p.Group
}

// largestPart names the part that is the largest one of most bars.
func (f Figure) largestPart() string {
	counts, whole := make([]int, len(f.Series)), 0
	for i := range f.Series[0].Points {
		at, high := -1, 0.0
		for k, s := range f.Series {
			if p := s.Points[i]; !p.Missing && p.Value > high {
				at, high = k, p.Value
			}
		}
		if at >= 0 {
			whole++
			counts[at]++
		}
	}
	at := slices.Index(counts, slices.Max(counts))
	if whole < 2 || 2*counts[at] <= whole {
		return ""
	}
	return ended(f.say(words.LargestPart, "name", f.Series[at].Name, "n", words.Whole(counts[at]), "total", words.Whole(whole)))
}
