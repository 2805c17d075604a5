package widgets_test

import (
	"math"
	"path/filepath"
	"slices"
	"testing"

	"figurehead/widgets"
)

// someScale reports whether there is a straight scale that puts every value
// within tolerance px of its place.
func someScale(values, places []float64, tolerance float64) bool {
	fits := func(at0, per float64) bool {
		for i, v := range values {
			if math.Abs(at0+per*v-places[i]) > tolerance+1e-6 {
				return false
			}
		}
		return true
	}
	if len(values) < 2 || slices.Min(values) == slices.Max(values) {
		return len(values) == 0 || slices.Max(places)-slices.Min(places) <= 2*tolerance
	}
	for i := range values {
		for j := range values {
			for _, off := range [][2]float64{{tolerance, tolerance}, {tolerance, -tolerance}, {-tolerance, tolerance}, {-tolerance, -tolerance}} {
				per := (places[j] + off[1] - places[i] - off[0]) / (values[j] - values[i])
				if values[i] != values[j] && fits(places[i]+off[0]-per*values[i], per) {
					return true
				}
			}
		}
	}
	return false
}

// columnTops are the ends of the columns in a drawing, from the left.
func columnTops(p widgets.Placed, n int) []float64 {
	tops := map[widgets.Px]widgets.RectMark{}
	feet := map[widgets.Px]int{}
	for _, m := range p.Marks {
		if r, ok := m.(widgets.RectMark); ok && r.W < p.Width/2 {
			feet[r.Y+r.H]++
		}
	}
	foot, most := widgets.Px(0), 0
	for at, count := range feet {
		if count > most {
			foot, most = at, count
		}
	}
	for _, m := range p.Marks {
		if r, ok := m.(widgets.RectMark); ok && r.Y+r.H == foot && r.W < p.Width/2 {
			tops[r.X] = r
		}
	}
	var all []widgets.RectMark
	for _, r := range tops {
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b widgets.RectMark) int { return int(a.X - b.X) })
	if len(all) != n {
		return nil
	}
	var ys []float64
	for _, r := range all {
		ys = append(ys, float64(r.Y))
	}
	return ys
}

// The number of every column, and of the reference line across it, is read
// back from the drawing: one scale puts each within half a pixel.
func TestColumnsStandAtTheirNumbers(t *testing.T) {
	t.Parallel()
	checked := 0
	for _, e := range examples(t) {
		f := e.figure(t)
		if e.spec.Kind != widgets.Column || slices.ContainsFunc(f.Series[0].Points, func(p widgets.Point) bool { return p.Missing || p.Value <= 0 }) {
			continue
		}
		var values []float64
		for _, p := range f.Series[0].Points {
			values = append(values, p.Value)
		}
		for _, preset := range widgets.Presets {
			placed := place(t, f, preset.Name, widgets.Light)
			tops := columnTops(placed, len(values))
			if tops == nil {
				continue // the columns lie down as bars there
			}
			checked++
			if !someScale(values, tops, 0.5) {
				t.Errorf("%s, %s: no scale has %v at %v", filepath.Base(e.folder), preset.Name, values, tops)
			}
			for _, r := range f.Remarks {
				if r.Type == "line" && !r.Along && !lineOnScale(placed, values, tops, r.Low) {
					t.Errorf("%s, %s: no line across stands at %v", filepath.Base(e.folder), preset.Name, r.Low)
				}
			}
		}
	}
	if checked < 20 {
		t.Errorf("%d drawings of columns were read back, want 20 at least", checked)
	}
}

// lineOnScale reports whether a level rule lies where the scale of the marks
// puts a value.
func lineOnScale(p widgets.Placed, values, places []float64, v float64) bool {
	return slices.ContainsFunc(p.Marks, func(m widgets.Mark) bool {
		r, ok := m.(widgets.RuleMark)
		return ok && r.Y1 == r.Y2 && someScale(append(slices.Clone(values), v), append(slices.Clone(places), float64(r.Y1)), 0.55)
	})
}

// The number of every point of a line, and the ends of its interval, are read
// back: one scale puts each within half a pixel.
func TestLinesRunThroughTheirNumbers(t *testing.T) {
	t.Parallel()
	checked := 0
	for _, e := range examples(t) {
		f := e.figure(t)
		if e.spec.Kind != widgets.Line && e.spec.Kind != widgets.Area {
			continue
		}
		for _, preset := range widgets.Presets {
			placed := place(t, f, preset.Name, widgets.Light)
			for _, s := range f.Series {
				var values []float64
				for _, p := range s.Points {
					if !p.Missing {
						values = append(values, p.Value)
					}
				}
				if len(values) > 120 || len(values) < 3 {
					continue // of longer lines points are left out that nobody can see
				}
				checked++
				if !slices.ContainsFunc(strokesIn(placed), func(ys []float64) bool { return len(ys) == len(values) && someScale(values, ys, 0.1) }) {
					t.Errorf("%s, %s: no line has the course of %s: %v", filepath.Base(e.folder), preset.Name, s.Name, values)
				}
			}
		}
	}
	if checked < 40 {
		t.Errorf("%d lines were read back, want 40 at least", checked)
	}
}

// strokesIn are the heights along each line of a drawing, from the left; parts
// of one colour are one line.
func strokesIn(p widgets.Placed) [][]float64 {
	byColor := map[widgets.Color]map[widgets.Px]float64{}
	add := func(c widgets.Color, at widgets.Pt) {
		if at.X != at.X {
			return
		}
		if byColor[c] == nil {
			byColor[c] = map[widgets.Px]float64{}
		}
		byColor[c][at.X] = float64(at.Y)
	}
	var all [][]float64
	for _, m := range p.Marks {
		path, ok := m.(widgets.PathMark)
		if !ok {
			continue
		}
		single := map[widgets.Px]float64{}
		for _, at := range path.Points {
			add(path.Stroke, at)
			if at.X == at.X {
				single[at.X] = float64(at.Y)
			}
		}
		all = append(all, fromLeft(single))
	}
	for _, points := range byColor {
		all = append(all, fromLeft(points))
	}
	return all
}

func fromLeft(points map[widgets.Px]float64) []float64 {
	var xs []widgets.Px
	for x := range points {
		xs = append(xs, x)
	}
	slices.Sort(xs)
	var ys []float64
	for _, x := range xs {
		ys = append(ys, points[x])
	}
	return ys
}
