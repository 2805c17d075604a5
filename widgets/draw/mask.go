package draw

import (
	"math"

	"golang.org/x/image/vector"

	"figurehead/widgets"
)

// shapeMask draws what of closed rings lies within a picture, filled by
// winding; nil when nothing does. Its time does not grow with the crowding of
// the points.
func shapeMask(rings [][]widgets.Pt, width, height int) *mask {
	b := aroundAll(rings)
	m := &mask{x: max(0, int(math.Floor(float64(b.left)))), y: max(0, int(math.Floor(float64(b.top))))}
	m.width = min(width, int(math.Ceil(float64(b.right)))) - m.x
	m.height = min(height, int(math.Ceil(float64(b.bottom)))) - m.y
	if m.width <= 0 || m.height <= 0 {
		return nil
	}
	r := vector.NewRasterizer(m.width, m.height)
	for _, ring := range rings {
		for i, p := range ring {
			x, y := float32(p.X)-float32(m.x), float32(p.Y)-float32(m.y)
			if i == 0 {
				r.MoveTo(x, y)
				continue
			}
			r.LineTo(x, y)
		}
		r.ClosePath()
	}
	m.levels = levels(r)
	return m
}

// hatched returns the part of a mask that lies under the lines of a hatch,
// which stand at the same places in every mask of a picture.
func (m *mask) hatched(h widgets.Hatch) *mask {
	lines := make([]uint8, m.width+m.height)
	for i := range lines {
		lines[i] = level(hatchCoverage(h, m.x+m.y+i))
	}
	under := *m
	under.levels = make([]uint8, len(m.levels))
	for y := range m.height {
		row := m.levels[y*m.width : (y+1)*m.width]
		for x, l := range row {
			under.levels[y*m.width+x] = uint8((int(l)*int(lines[x+y]) + full/2) / full)
		}
	}
	return &under
}

// hatchCoverage returns how much of a pixel whose column and row add up to sum
// lies under a line.
func hatchCoverage(h widgets.Hatch, sum int) float64 {
	gap := float64(h.Gap)
	across := math.Mod(float64(sum+1)/math.Sqrt2, gap)
	return min(max(float64(h.Width)/2+0.5-math.Abs(across-gap/2), 0), 1)
}
