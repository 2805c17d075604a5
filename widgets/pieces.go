package widgets

import "math"

// pieces returns marks with each that has several fills as simple ones: a pie
// as its slices, their edges and the paper between them; a shape as its
// polygons and their edges.
func pieces(marks []Mark) []Mark {
	var all []Mark
	for _, m := range marks {
		switch m := m.(type) {
		case PieMark:
			all = append(all, m.pieces()...)
		case ShapeMark:
			all = append(all, m.pieces()...)
		default:
			all = append(all, m)
		}
	}
	return all
}

func (m PieMark) pieces() []Mark {
	var all, gaps []Mark
	for i, t := range m.turns() {
		s := m.Slices[i]
		if !(t[1] > t[0]) {
			continue
		}
		arc := ArcMark{Center: m.Center, R0: m.R0, R1: m.R1, A0: t[0], A1: t[1], Fill: s.Fill}
		all = append(all, arc)
		if s.Rim > 0 {
			arc.R0, arc.Fill = m.R1-s.Rim, s.Edge
			all = append(all, arc)
		}
		gaps = append(gaps, PathMark{Points: []Pt{around(m.Center, m.R0, t[0]), around(m.Center, m.R1, t[0])}, Width: m.Gap, Stroke: m.Paper})
	}
	if len(gaps) > 1 && m.Gap > 0 {
		all = append(all, gaps...)
	}
	return all
}

func (m ShapeMark) pieces() []Mark {
	var all, edges []Mark
	for _, polygon := range m.Polygons {
		var points []Pt
		for _, ring := range polygon {
			if len(ring) < 3 {
				continue
			}
			points = append(append(points, ring...), ring[0])
			if points[0] != ring[0] { // back from the hole, along the way to it
				points = append(points, points[0])
			}
			edges = append(edges, PathMark{Points: append(append([]Pt(nil), ring...), ring[0]), Width: m.Width, Stroke: m.Stroke})
		}
		if len(points) > 0 {
			all = append(all, AreaMark{Points: points, Fill: m.Fill})
		}
	}
	if m.Width > 0 {
		all = append(all, edges...)
	}
	return all
}

// outline is a slice as a polygon of chords of some degrees.
func (m ArcMark) outline() []Pt {
	const chords = 90
	sweep := m.A1 - m.A0
	n := max(int(math.Ceil(chords*sweep/(2*math.Pi))), 1)
	points := make([]Pt, 0, 2*n+2)
	for i := range n + 1 {
		points = append(points, around(m.Center, m.R1, m.A0+sweep*float64(i)/float64(n)))
	}
	if m.R0 == 0 {
		return append(points, m.Center)
	}
	for i := range n + 1 {
		points = append(points, around(m.Center, m.R0, m.A1-sweep*float64(i)/float64(n)))
	}
	return points
}

// around is the point of a circle at an angle clockwise from twelve o'clock.
func around(center Pt, radius Px, angle float64) Pt {
	sin, cos := math.Sincos(angle)
	return Pt{center.X + radius*Px(sin), center.Y - radius*Px(cos)}
}
