package widgets

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// labelAt is a number with when or where it stands: "51.1% in 2018/19",
// "£850 on 3 January 2018", "412 for Abbey".
func (f Figure) labelAt(p Point) string { return f.words().At(words.Plain(p.Label), p.Category) }

// extremes says which is highest and lowest, and where the highlighted ones stand.
// Those put together as the rest are neither.
func (f Figure) extremes(points []Point, ranked bool) []string {
	points = slices.DeleteFunc(slices.Clone(points), func(p Point) bool { return p.Rest })
	if len(points) == 0 {
		return nil
	}
	high, low := highestLowest(points)
	switch {
	case len(points) == 1:
		return []string{ended(f.say(words.OnlyOne, "name", high.Category, "value", words.Plain(high.Label)))}
	case high.Value == low.Value:
		return []string{ended(f.say(words.AllEqual, "n", words.Whole(len(points)), "value", words.Plain(high.Label)))}
	}
	highest, lowest := words.IsHighest, words.IsLowest
	if f.hides() { // a number that is hidden may be higher or lower
		highest, lowest = words.ShownHighest, words.ShownLowest
	}
	parts := []string{f.standing(points, high, highest, words.JointHighest)}
	for _, p := range points {
		if ranked && p.Highlight && p.Value != high.Value && p.Value != low.Value && len(parts) < 3 {
			parts = append(parts, f.standing(points, p, words.IsPlaced, words.JointPlaced))
		}
	}
	parts = append(parts, f.standing(points, low, lowest, words.JointLowest))
	sentences := []string{ended(strings.Join(parts, ", "))}
	if utf8.RuneCountInString(sentences[0]) > MaxAlt-leastSubject {
		sentences = []string{ended(parts[0]), ended(parts[len(parts)-1])}
	}
	return append(sentences, f.similar(high, low)...)
}

// hides reports whether a number of the figure is hidden to protect people.
func (f Figure) hides() bool {
	hidden := f.words().Reason(table.Suppressed)
	if _, names := f.openCells(); len(names[hidden]) > 0 {
		return true
	}
	return slices.ContainsFunc(allPoints(f), func(p Point) bool { return p.Missing && p.Reason == hidden })
}

// similar says that two numbers are no more apart than chance may put them:
// only where their intervals are given and overlap.
func (f Figure) similar(a, b Point) []string {
	if !a.HasInterval() || !b.HasInterval() || !overlap(a, b) {
		return nil
	}
	return []string{ended(f.say(words.SimilarTo, "first", a.Category, "second", b.Category))}
}

// maxListed is how many marks a description names one by one.
const maxListed = 15

// inOrder names points from the highest down: all of them, or the first five.
func (f Figure) inOrder(points []Point) []string {
	if len(points) < 4 {
		return nil
	}
	sorted := slices.Clone(points)
	slices.SortStableFunc(sorted, func(a, b Point) int { return cmp.Compare(b.Value, a.Value) })
	phrase := words.InOrder
	if len(sorted) > maxListed {
		phrase, sorted = words.FirstFive, sorted[:5]
	}
	var parts []string
	for _, p := range sorted {
		parts = append(parts, f.say(words.NameAndValue, "name", p.Category, "value", words.Plain(p.Label)))
	}
	return []string{ended(f.say(phrase, "list", strings.Join(parts, ", ")))}
}

// lastChange says by how much the one number of a figure rose or fell since
// the period before, from what to what.
func (f Figure) lastChange() []string {
	change, ok := words.FactNamed(f.Facts, "change")
	if !ok || len(f.Series) != 1 || change.Base.Missing != table.Present {
		return nil
	}
	w := f.words()
	size, phrase := w.Size(f.Facts, "change", f.number), words.RoseBy
	switch {
	case change.Similar:
		phrase = words.StaysSimilar
	case size == "":
		return nil
	case change.Value.Number.Sign() < 0:
		phrase = words.FellBy
	}
	value, _ := words.FactNamed(f.Facts, "value")
	return []string{ended(words.Plain(f.say(phrase, "between", w.Between(w.Period(change.BasePeriod), w.Period(change.Period)), "size", size,
		"base", w.Number(change.Base.Number, f.number), "value", w.Number(value.Value.Number, f.number))))}
}

// standing says where a point stands: "Essex is second at 51.1%"; a place that
// several share is joint.
func (f Figure) standing(points []Point, p Point, alone, joint words.Phrase) string {
	phrase, sharing := alone, 0
	for _, q := range points {
		if q.Value == p.Value {
			sharing++
		}
	}
	if sharing > 1 {
		phrase = joint
	}
	return f.say(phrase, "name", p.Category, "value", words.Plain(p.Label), "ordinal", f.words().Ordinal(rank(points, p)))
}

// rank counts from the highest, which is 1.
func rank(points []Point, p Point) int {
	n := 1
	for _, q := range points {
		if q.Value > p.Value {
			n++
		}
	}
	return n
}

func highestLowest(points []Point) (high, low Point) {
	high, low = points[0], points[0]
	for _, p := range points[1:] {
		if p.Value > high.Value {
			high = p
		}
		if p.Value < low.Value {
			low = p
		}
	}
	return high, low
}

// equalTo counts the points that have the value of one.
func equalTo(one Point, points []Point) (n int) {
	for _, p := range points {
		if p.Value == one.Value {
			n++
		}
	}
	return n
}

// course says how one run of values went: from, to, highest and lowest.
// The number of a part of a period is no step of it.
func (f Figure) course(points []Point) []string {
	points = slices.DeleteFunc(slices.Clone(points), func(p Point) bool { return p.State == words.PartOfPeriod })
	if len(points) < 2 {
		return f.extremes(points, false)
	}
	first, last := points[0], points[len(points)-1]
	high, low := highestLowest(points)
	if high.Value == low.Value {
		return f.extremes(points, false)
	}
	text := f.say(words.Goes, "first", f.labelAt(first), "last", f.labelAt(last))
	if high.Ordinal != first.Ordinal && high.Ordinal != last.Ordinal {
		text += ", " + f.say(words.HighestAt, "at", f.labelAt(high))
	}
	if low.Ordinal != first.Ordinal && low.Ordinal != last.Ordinal {
		text += ", " + f.say(words.LowestAt, "at", f.labelAt(low))
	}
	return append([]string{text + "."}, f.similar(first, last)...)
}

func describeLines(f Figure) []string {
	first, last := span(f.Series)
	opening := f.say(words.LineOpening)
	if len(f.Series) > 1 {
		opening = f.say(words.LinesOpening, "lines", f.count(len(f.Series), words.NounLine))
	}
	opening += f.spanUnsaid(first, last)
	return append([]string{about(f, opening)}, linesMessage(f)...)
}

// linesMessage says how the one line went, or where several begin and end.
func linesMessage(f Figure) []string {
	if len(f.Series) == 1 {
		return f.course(present(f.Series[0].Points))
	}
	return []string{f.describeEnds()}
}

// moreOfLines says by how much the one line rose or fell, or how each of a few
// went where the message names only their ends.
func moreOfLines(f Figure) []string {
	if len(f.Series) == 1 {
		return f.lastChange()
	}
	if len(f.Series) <= maxDescribedEnds || len(f.Series) > MaxLines {
		return nil
	}
	return f.eachEnds()
}

// span is the first and last period of a set of lines.
func span(series []Series) (first, last string) {
	for _, s := range series {
		if len(s.Points) > 0 {
			return s.Points[0].Category, s.Points[len(s.Points)-1].Category
		}
	}
	return "", ""
}

// maxDescribedEnds is how many lines the message follows from end to end.
const maxDescribedEnds = 4

// describeEnds says where lines begin and end: all of them up to four, else
// the highlighted ones and those that end highest and lowest.
func (f Figure) describeEnds() string {
	if len(f.Series) <= maxDescribedEnds {
		return strings.Join(f.eachEnds(), " ")
	}
	var ends []Point
	for _, s := range f.Series {
		if points := present(s.Points); len(points) > 0 {
			last := points[len(points)-1]
			ends = append(ends, Point{Category: s.Name, Value: last.Value, Label: last.Label, Highlight: s.Highlight})
		}
	}
	return f.say(words.AtTheEnd, "standings", strings.Join(f.extremes(ends, true), " "))
}

// eachEnds says of each line from what to what it goes.
func (f Figure) eachEnds() []string {
	var parts []string
	for _, s := range f.Series {
		points := present(s.Points)
		if len(points) == 0 {
			continue
		}
		parts = append(parts, f.say(words.SeriesGoes, "name", s.Name,
			"first", words.Plain(points[0].Label), "last", words.Plain(points[len(points)-1].Label)))
	}
	return []string{ended(strings.Join(parts, ", "))}
}
