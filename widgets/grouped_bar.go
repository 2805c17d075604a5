package widgets

import "figurehead/widgets/words"

// GroupedBar compares two or three numbers for each name by lengths from zero.
const GroupedBar Kind = "groupedBar"

// MaxGrouped is how many bars of a group can be told apart and followed from
// group to group (shared figure design, section 6).
const MaxGrouped = 3

func groupedBarKind() kind {
	return kind{
		name: GroupedBar, called: called("grouped bar chart", "siart bar grŵp"),
		roles: []Role{{"category", "Names of the groups", true}, {"series", "Bars in each group", true}, {"value", "Numbers", true}, statusRole},
		read:  (*reading).groupedBars, plot: plot{height: groupedBarHeight, draw: drawGroupedBars},
		describe: describeGrouped, message: groupedMessage, suggest: (*suggester).sideBySide,
		checks: []func(examination) (Check, bool){examination.zero, apart(MaxGrouped)},
		drawn:  drawnInMatrix, crossed: true, shows: shown{words: true, values: true, states: true},
	}
}

// groupedBars makes one series for each bar of a group; groups stand by size of
// the bar that stands out, else of the first, unless they have an order.
func (b *reading) groupedBars(f *Figure) error {
	if err := b.matrix(f, MaxBars, MaxParts, "groups of bars"); err != nil {
		return err
	}
	f.arrange(b.result.Fields[b.acrossMatrix()], leading(f.Series))
	return nil
}

func describeGrouped(f Figure) []string {
	opening := f.say(words.GroupedOpening, "groups", f.count(len(f.Series[0].Points), words.NounGroup),
		"bars", f.count(len(f.Series), words.NounBar))
	return append([]string{about(f, opening)}, groupedMessage(f)...)
}

// groupedMessage says in how many groups the first or highlighted series is
// the higher one, and which numbers are highest and lowest.
func groupedMessage(f Figure) []string {
	var sentences []string
	for _, s := range []string{f.oftener(), f.extremesOfMatrix()} {
		if s != "" {
			sentences = append(sentences, s)
		}
	}
	return sentences
}

// oftener says in how many groups one of two series is higher than the other.
func (f Figure) oftener() string {
	if len(f.Series) != 2 {
		return ""
	}
	a, z := f.Series[0], f.Series[1]
	if z.Highlight && !a.Highlight {
		a, z = z, a
	}
	higher, both := 0, 0
	for i, p := range a.Points {
		if q := z.Points[i]; !p.Missing && !q.Missing {
			both++
			higher += btoi(p.Value > q.Value)
		}
	}
	if both < 2 {
		return ""
	}
	return ended(f.say(words.OftenHigher, "a", a.Name, "b", z.Name, "n", words.Whole(higher), "total", words.Whole(both)))
}

// extremesOfMatrix names the highest and the lowest of all numbers.
func (f Figure) extremesOfMatrix() string {
	var points []Point
	for _, s := range f.Series {
		for _, p := range present(s.Points) {
			p.Category = placeOf(s, p)
			points = append(points, p)
		}
	}
	if len(points) == 0 {
		return ""
	}
	high, low := highestLowest(points)
	if high.Value == low.Value {
		return ended(f.say(words.AllEqual, "n", words.Whole(len(points)), "value", words.Plain(high.Label)))
	}
	return ended(f.say(words.MatrixExtremes, "high", words.Plain(high.Label), "highAt", high.Category,
		"low", words.Plain(low.Label), "lowAt", low.Category))
}

// placeOf names where a number of a matrix stands.
func placeOf(s Series, p Point) string {
	if p.Group != "" {
		return s.Name + ", " + p.Category + ", " + p.Group
	}
	return s.Name + ", " + p.Category
}
