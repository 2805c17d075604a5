package draw

import (
	"math"

	"figurehead/widgets"
)

// Canvas takes marks in the order they are painted. SVG and PNG are its two
// implementations; one drawing code, paint, stands in front of both and hands
// over only marks that can be drawn.
type Canvas interface {
	Rect(widgets.RectMark)
	Rule(widgets.RuleMark)
	// Path draws a line, closed where it ends on its first point. A point that
	// is NaN lifts the pen.
	Path(widgets.PathMark)
	Area(widgets.AreaMark)
	// Shape fills polygons whose outlines run one way and whose holes run the
	// other, and strokes their rings.
	Shape(widgets.ShapeMark)
	// Arc fills a slice of at most a whole turn.
	Arc(widgets.ArcMark)
	Dot(widgets.DotMark)
	Text(widgets.TextMark)
	// Image draws a bitmap as large as fits the rectangle, centred.
	Image(widgets.ImageMark)
}

// paint draws the marks of a figure on a canvas. A mark with a measure that is
// not a number, is negative, or lies farther than three figures away is left
// out; in a line such a point lifts the pen, and a point left alone between
// two gaps is drawn as a dot twice as wide as the line, or it would vanish.
func paint(c Canvas, p widgets.Placed) {
	r := reachOf(p)
	for _, m := range p.Marks {
		r.draw(c, m)
	}
}

// reach is the greatest coordinate drawn, in px.
type reach float64

// maxReach keeps coordinates where tenths of a pixel are still exact.
const maxReach = 1e6

func reachOf(p widgets.Placed) reach {
	r := reach(3 * math.Max(float64(p.Width), float64(p.Height)))
	if r >= 0 && r <= maxReach {
		return r
	}
	return 0
}

func (r reach) draw(c Canvas, mark widgets.Mark) {
	switch m := mark.(type) {
	case widgets.RectMark:
		if r.at(m.X, m.Y) && r.length(m.W, m.H, m.Radius) {
			m.Radius, m.Hatch = min(m.Radius, m.W/2, m.H/2), r.hatch(m.Hatch)
			c.Rect(m)
		}
	case widgets.RuleMark:
		r.rule(c, m)
	case widgets.PathMark:
		r.path(c, m)
	case widgets.AreaMark:
		if r.points(m.Points) && len(m.Points) > 2 {
			m.Hatch = r.hatch(m.Hatch)
			c.Area(m)
		}
	case widgets.ShapeMark:
		r.shape(c, m)
	case widgets.ArcMark:
		r.arc(c, m)
	case widgets.PieMark:
		r.pie(c, m)
	case widgets.DotMark:
		if r.at(m.Center.X, m.Center.Y) && r.length(m.Radius, m.Width) {
			c.Dot(m)
		}
	case widgets.TextMark:
		m.Text = oneLine(m.Text)
		if r.at(m.At.X, m.At.Y) && r.length(m.Size) && m.Size > 0 && m.Text != "" {
			c.Text(m)
		}
	case widgets.ImageMark:
		if r.at(m.X, m.Y) && r.length(m.W, m.H) {
			c.Image(m)
		}
	}
}

// rule draws a rule that stands straight as a rule, any other as a line.
func (r reach) rule(c Canvas, m widgets.RuleMark) {
	if !r.at(m.X1, m.Y1, m.X2, m.Y2) || !r.length(m.Width) || m.Width == 0 {
		return
	}
	m.Dash = r.dash(m.Dash)
	if m.X1 == m.X2 || m.Y1 == m.Y2 {
		c.Rule(m)
		return
	}
	points := []widgets.Pt{{X: m.X1, Y: m.Y1}, {X: m.X2, Y: m.Y2}}
	c.Path(widgets.PathMark{Points: points, Width: m.Width, Stroke: m.Stroke, Dash: m.Dash})
}

func (r reach) path(c Canvas, m widgets.PathMark) {
	if !r.length(m.Width) || m.Width == 0 {
		return
	}
	if !r.points(m.Points) {
		m.Points = r.lifted(m.Points)
	}
	if m.Dash = r.dash(m.Dash); tooManyDashes(m) {
		m.Dash = nil
	}
	c.Path(m)
	for run := range runs(m.Points) {
		if len(run) == 1 {
			c.Dot(widgets.DotMark{Center: run[0], Radius: m.Width, Fill: m.Stroke})
		}
	}
}

// lifted returns points with every one that cannot be drawn as NaN.
func (r reach) lifted(points []widgets.Pt) []widgets.Pt {
	nan := widgets.Px(math.NaN())
	out := make([]widgets.Pt, len(points))
	for i, p := range points {
		out[i] = p
		if !r.at(p.X, p.Y) {
			out[i] = widgets.Pt{X: nan, Y: nan}
		}
	}
	return out
}

// dash returns the dash pattern, or none when a part of it is not a length of
// at least half a pixel.
func (r reach) dash(dash []widgets.Px) []widgets.Px {
	for _, d := range dash {
		if !(d >= 0.5) || float64(d) > float64(r) {
			return nil
		}
	}
	return dash
}

// maxDashes is the most dashes drawn in one line; with more it is drawn whole.
const maxDashes = 5000

func tooManyDashes(m widgets.PathMark) bool {
	if len(m.Dash) == 0 {
		return false
	}
	pattern, length := 0.0, 0.0
	for _, d := range m.Dash {
		pattern += float64(d) / float64(len(m.Dash))
	}
	for run := range runs(m.Points) {
		for i := range run[1:] {
			length += math.Hypot(float64(run[i+1].X-run[i].X), float64(run[i+1].Y-run[i].Y))
		}
	}
	return length > maxDashes*pattern
}

func (r reach) points(points []widgets.Pt) bool {
	for _, p := range points {
		if !r.at(p.X, p.Y) {
			return false
		}
	}
	return true
}

// at reports whether coordinates are numbers within reach.
func (r reach) at(coordinates ...widgets.Px) bool {
	for _, v := range coordinates {
		if !(math.Abs(float64(v)) <= float64(r)) {
			return false
		}
	}
	return true
}

// length reports whether measures are numbers from 0 within reach.
func (r reach) length(measures ...widgets.Px) bool {
	for _, v := range measures {
		if !(v >= 0 && float64(v) <= float64(r)) {
			return false
		}
	}
	return true
}

// runs gives the stretches of a line between lifted pens.
func runs(points []widgets.Pt) func(yield func([]widgets.Pt) bool) {
	return func(yield func([]widgets.Pt) bool) {
		start := 0
		for i := 0; i <= len(points); i++ {
			if i < len(points) && points[i].X == points[i].X && points[i].Y == points[i].Y {
				continue
			}
			if i > start && !yield(points[start:i]) {
				return
			}
			start = i + 1
		}
	}
}

// closed reports whether a line ends on its first point, around something.
func closed(points []widgets.Pt) bool {
	return len(points) > 3 && points[0] == points[len(points)-1]
}
