package widgets

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"figurehead/widgets/words"
)

// labelAt is a number with when or where it stands: "51.1% in 2018/19",
// "£850 on 3 January 2018", "412 for Abbey".
func labelAt(p Point) string {
	in := "in"
	switch {
	case dayPattern.MatchString(p.Category):
		in = "on"
	case !strings.ContainsFunc(p.Category, unicode.IsDigit):
		in = "for"
	}
	return fmt.Sprintf("%s %s %s", words.Plain(p.Label), in, p.Category)
}

// dayPattern is a date as words.Date writes it.
var dayPattern = regexp.MustCompile(`^\d{1,2} \pL+ \d{4}$`)

// extremes says which is highest and lowest, and where the highlighted ones stand.
func extremes(points []Point, ranked bool) []string {
	if len(points) == 0 {
		return nil
	}
	high, low := highestLowest(points)
	switch {
	case len(points) == 1:
		return []string{fmt.Sprintf("%s is %s.", high.Category, words.Plain(high.Label))}
	case high.Value == low.Value:
		return []string{fmt.Sprintf("All %s are %s.", words.Whole(len(points)), words.Plain(high.Label))}
	}
	parts := []string{standing(points, high, "highest")}
	for _, p := range points {
		if ranked && p.Highlight && p.Value != high.Value && p.Value != low.Value && len(parts) < 3 {
			parts = append(parts, standing(points, p, words.Ordinal(rank(points, p))))
		}
	}
	parts = append(parts, standing(points, low, "lowest"))
	return []string{strings.Join(parts, ", ") + "."}
}

// standing says where a point stands: "Essex is second at 51.1%"; a place that
// several share is joint.
func standing(points []Point, p Point, place string) string {
	joint := 0
	for _, q := range points {
		if q.Value == p.Value {
			joint++
		}
	}
	if joint > 1 {
		place = "joint " + place
	}
	return fmt.Sprintf("%s is %s at %s", p.Category, place, words.Plain(p.Label))
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

// course says how one run of values went: from, to, highest and lowest.
func course(points []Point) []string {
	if len(points) < 2 {
		return extremes(points, false)
	}
	first, last := points[0], points[len(points)-1]
	high, low := highestLowest(points)
	if high.Value == low.Value {
		return extremes(points, false)
	}
	text := fmt.Sprintf("It goes from %s to %s", labelAt(first), labelAt(last))
	if high.Ordinal != first.Ordinal && high.Ordinal != last.Ordinal {
		text += ", highest at " + labelAt(high)
	}
	if low.Ordinal != first.Ordinal && low.Ordinal != last.Ordinal {
		text += ", lowest at " + labelAt(low)
	}
	return []string{text + "."}
}

func describeLines(f Figure) []string {
	first, last := span(f.Series)
	opening := "Line chart"
	if len(f.Series) > 1 {
		opening = fmt.Sprintf("Line chart of %s lines", words.Whole(len(f.Series)))
	}
	opening += f.spanUnsaid(first, last)
	return append([]string{about(f, opening)}, linesMessage(f)...)
}

// linesMessage says how the one line went, or where several begin and end.
func linesMessage(f Figure) []string {
	if len(f.Series) == 1 {
		return course(present(f.Series[0].Points))
	}
	return []string{describeEnds(f.Series)}
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

// describeEnds says where lines begin and end: all of them up to four, else
// the highlighted ones and those that end highest and lowest.
func describeEnds(series []Series) string {
	var ends []Point
	var parts []string
	for _, s := range series {
		points := present(s.Points)
		if len(points) == 0 {
			continue
		}
		last := points[len(points)-1]
		ends = append(ends, Point{Category: s.Name, Value: last.Value, Label: last.Label, Highlight: s.Highlight})
		if len(series) <= 4 {
			parts = append(parts, fmt.Sprintf("%s goes from %s to %s", s.Name,
				words.Plain(points[0].Label), words.Plain(last.Label)))
		}
	}
	if len(parts) > 0 {
		return strings.Join(parts, ", ") + "."
	}
	return "At the end, " + strings.Join(extremes(ends, true), " ")
}
