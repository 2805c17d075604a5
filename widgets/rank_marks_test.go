package widgets_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"figurehead/widgets"
)

// halfPixel is how far a mark may stand from its number: half a pixel, and the
// tenth to which drawings are rounded.
const halfPixel = 0.55

// onOneScale reports a place that is not where the scale of all others, through
// the least and the greatest value, has its value.
func onOneScale(t *testing.T, what string, values, places []float64) {
	t.Helper()
	if len(values) != len(places) {
		t.Errorf("%s: %d marks for %d numbers", what, len(places), len(values))
		return
	}
	if len(values) < 2 {
		return
	}
	low, high := slices.Index(values, slices.Min(values)), slices.Index(values, slices.Max(values))
	span := values[high] - values[low]
	for i, v := range values {
		want := places[low]
		if span > 0 {
			want += (v - values[low]) / span * (places[high] - places[low])
		}
		if math.Abs(places[i]-want) > halfPixel {
			t.Errorf("%s: %v stands at %.1f, want %.1f", what, v, places[i], want)
		}
	}
}

// eachPlaced draws the examples and hostile figures of a kind in all sizes.
func eachPlaced(t *testing.T, kind widgets.Kind, check func(t *testing.T, what string, f widgets.Figure, p widgets.Placed)) {
	t.Helper()
	figures := hostileFigures()
	for _, e := range examples(t) {
		figures[e.folder] = e.figure(t)
	}
	seen := 0
	for name, f := range figures {
		if f.Kind != kind {
			continue
		}
		seen++
		for _, p := range widgets.Presets {
			check(t, name+" in "+p.Name, f, place(t, f, p.Name, widgets.Light))
		}
	}
	if seen < 5 {
		t.Errorf("only %d figures of kind %s", seen, kind)
	}
}

// drawable reports whether a number has a place: it is there and not infinite.
func drawable(v float64, missing bool) bool { return !missing && math.Abs(v) < 1e290 }

func TestDotsAndIntervalsStandAtTheirNumbers(t *testing.T) {
	t.Parallel()
	eachPlaced(t, widgets.DotPlot, func(t *testing.T, what string, f widgets.Figure, p widgets.Placed) {
		var values, places []float64
		var dots []widgets.DotMark
		var caps []float64
		for _, m := range p.Marks {
			switch m := m.(type) {
			case widgets.DotMark:
				if !numberRing(m, p) {
					dots = append(dots, m)
				}
			case widgets.RuleMark: // upright, and shorter than a row: the ends of an interval, no reference line
				if u := float64(m.Width); m.X1 == m.X2 && m.Stroke != p.Colors.Rule && m.Stroke != p.Colors.Muted && m.Stroke != p.Colors.Ink && u > 0 {
					caps = append(caps, float64(m.X1))
				}
			}
		}
		shown := f.Series[0].Points
		if len(dots) != len(present(shown)) {
			return // more rows than this size shows: the table has the rest
		}
		for i, point := range present(shown) {
			values, places = append(values, point.Value), append(places, float64(dots[i].Center.X))
		}
		for _, point := range present(shown) {
			if point.Low != nil && !point.Low.Missing {
				values = append(values, point.Low.Value, point.High.Value)
			}
		}
		onOneScale(t, what, values, append(places, caps...))
	})
}

// numberRing reports whether a dot is the ring of a numbered note.
func numberRing(m widgets.DotMark, p widgets.Placed) bool {
	return m.Fill == p.Colors.Ink && m.Inside == p.Colors.Paper && m.Width > 0
}

func present(points []widgets.Point) []widgets.Point {
	return slices.DeleteFunc(slices.Clone(points), func(p widgets.Point) bool { return !drawable(p.Value, p.Missing) })
}

func TestArrowsRunBetweenTheirNumbers(t *testing.T) {
	t.Parallel()
	eachPlaced(t, widgets.Arrow, func(t *testing.T, what string, f widgets.Figure, p widgets.Placed) {
		var values, places []float64
		for _, m := range p.Marks {
			switch m := m.(type) {
			case widgets.DotMark:
				places = append(places, float64(m.Center.X))
			case widgets.AreaMark:
				places = append(places, float64(m.Points[1].X))
			}
		}
		for _, point := range f.Series[0].Points {
			if point.From != nil && drawable(point.From.Value, point.From.Missing) {
				values = append(values, point.From.Value)
			}
			if drawable(point.Value, point.Missing) {
				values = append(values, point.Value)
			}
		}
		if len(places) < len(values) {
			return // more rows than this size shows
		}
		onOneScale(t, what, values, places[:len(values)]) // what follows is the key
	})
}

func TestSlopesRunBetweenTheirNumbers(t *testing.T) {
	t.Parallel()
	eachPlaced(t, widgets.Slope, func(t *testing.T, what string, f widgets.Figure, p widgets.Placed) {
		var values, places []float64
		points := slices.Clone(f.Series[0].Points)
		slices.SortStableFunc(points, func(a, b widgets.Point) int {
			if a.Highlight == b.Highlight {
				return 0
			} else if a.Highlight {
				return 1
			}
			return -1
		})
		for _, m := range p.Marks {
			if m, ok := m.(widgets.DotMark); ok {
				places = append(places, float64(m.Center.Y))
			}
		}
		for _, point := range points {
			if point.From != nil && drawable(point.From.Value, point.From.Missing) {
				values = append(values, point.From.Value)
			}
			if drawable(point.Value, point.Missing) {
				values = append(values, point.Value)
			}
		}
		onOneScale(t, what, values, places)
	})
}

// Where both numbers have no room, the one printed belongs to the end it stands
// beside, also of an arrow that points left.
func TestArrowsPrintTheNumberOfTheirRightEnd(t *testing.T) {
	t.Parallel()
	amount := func(v string) string { return "£" + v + ",000,000,000,000,000.00" }
	rows := points(2, numbered, func(i int) float64 { return []float64{300, 800}[i] })
	for i, from := range []float64{900, 200} {
		rows[i].Label = amount([]string{"300", "800"}[i])
		rows[i].From = &widgets.Bound{Value: from, Label: amount([]string{"900", "200"}[i])}
	}
	f := hostile(widgets.Arrow, widgets.Series{Name: "Value", Points: rows})
	f.Between = [2]string{"2014/15", "2018/19"}
	var printed []string
	for _, m := range place(t, f, "frame-s", widgets.Light).Marks {
		if m, ok := m.(widgets.TextMark); ok && strings.HasPrefix(m.Text, "£") {
			printed = append(printed, m.Text)
		}
	}
	if want := []string{amount("900"), amount("800")}; !slices.Equal(printed, want) {
		t.Errorf("the numbers are %v, want %v", printed, want)
	}
}
