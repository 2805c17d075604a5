package widgets_test

import (
	"cmp"
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"figurehead/datasets/table"
	"figurehead/widgets"
	"figurehead/widgets/draw"
)

var (
	slicePath = regexp.MustCompile(`<path[^>]* d="M(-?[\d.]+)([ -][\d.]+)((?:a[^aLlzM]*)+)[^"]*"`)
	sliceArc  = regexp.MustCompile(`a([\d.]+) [\d.]+ 0 0 1([ -][\d.]+)([ -]?[\d.]+)`)
)

func px(t *testing.T, s string) float64 {
	t.Helper()
	if s[0] == ' ' {
		s = s[1:]
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// sweepsIn reads how far each slice of an SVG turns around a center.
func sweepsIn(t *testing.T, svg string, center widgets.Pt) []float64 {
	t.Helper()
	angle := func(x, y float64) float64 { return math.Atan2(x-float64(center.X), float64(center.Y)-y) }
	var sweeps []float64
	for _, path := range slicePath.FindAllStringSubmatch(svg, -1) {
		x, y, sweep := px(t, path[1]), px(t, path[2]), 0.0
		for _, arc := range sliceArc.FindAllStringSubmatch(path[3], -1) {
			toX, toY := x+px(t, arc[2]), y+px(t, arc[3])
			turn := angle(toX, toY) - angle(x, y)
			if turn < -1e-9 {
				turn += 2 * math.Pi
			}
			sweep, x, y = sweep+turn, toX, toY
		}
		sweeps = append(sweeps, sweep)
	}
	return sweeps
}

// TestSlicesEqualTheResult reads angles back from drawings: at the rim they are
// within half a pixel of the share that the Result's own numbers give.
func TestSlicesEqualTheResult(t *testing.T) {
	t.Parallel()
	for seed := range uint64(60) {
		kind := []widgets.Kind{widgets.Pie, widgets.Donut}[seed%2]
		spec, result := randomWhole(rand.New(rand.NewPCG(seed, 11)), kind)
		f, err := widgets.NewFigure(spec, result, widgets.Provenance{Source: "A council"}, widgets.DefaultTheme(), "en-GB")
		if err != nil {
			wantsProblem(t, kind, seed, err)
			continue
		}
		shares := sharesOf(result.Rows)
		for _, preset := range widgets.Presets {
			placed, err := widgets.Place(f, preset, widgets.Light, draw.Text)
			if err != nil {
				wantsProblem(t, kind, seed, err)
				continue
			}
			pie := pieOf(t, placed)
			sweeps := sweepsIn(t, string(draw.SVG(placed, draw.SVGOptions{}).HTML), pie.Center)
			at := 0
			for i, s := range pie.Slices {
				want := 2 * math.Pi * shares[i]
				if want*float64(pie.R1) < 0.2 { // less than the grid shows
					at++
					continue
				}
				if at >= len(sweeps) {
					t.Fatalf("%s, seed %d, %s: %d slices are drawn", kind, seed, preset.Name, len(sweeps))
				}
				if off := math.Abs(sweeps[at]-want) * float64(pie.R1); off > 0.5 {
					t.Errorf("%s, seed %d, %s: slice %d is %.2f px off at the rim", kind, seed, preset.Name, i, off)
				}
				if at++; s.Rim > 0 {
					at++
				}
			}
		}
	}
}

// sharesOf are the parts that the numbers in the second column are of their
// whole, largest first, and at the end what missing percentages leave of 100.
func sharesOf(rows [][]table.Cell) []float64 {
	var shares []float64
	total, missing := 0.0, false
	for _, row := range rows {
		if row[1].Missing != table.Present {
			missing = true
			continue
		}
		shares, total = append(shares, row[1].Number.Float64()), total+row[1].Number.Float64()
	}
	slices.SortFunc(shares, func(a, b float64) int { return cmp.Compare(b, a) })
	if missing && rows[0][1].Kind == table.Percentages && total < 99.5 {
		shares, total = append(shares, 100-total), 100
	}
	for i := range shares {
		shares[i] /= total
	}
	return shares
}
