package widgets_test

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"figurehead/datasets"
	"figurehead/widgets"
	"figurehead/widgets/draw"
)

// written is a text of a drawing with the box of its ink.
type written struct {
	widgets.TextMark
	left, top, right, foot float64
}

func ink(m widgets.TextMark) written {
	w := float64(draw.Text.Measure(m.Face, m.Size, m.Text))
	left := float64(m.At.X)
	switch m.Anchor {
	case widgets.Middle:
		left -= w / 2
	case widgets.End:
		left -= w
	}
	drop := 0.02
	if strings.ContainsAny(m.Text, "gjpqyQ,;()[]{}@$|/_") {
		drop = 0.20
	}
	size, y := float64(m.Size), float64(m.At.Y)
	return written{m, left, y - 0.74*size, left + w, y + drop*size}
}

// nowhere reports whether a place or size of a mark is no number. Only the
// points of a path may be none: there the pen is lifted.
func nowhere(m widgets.Mark) bool {
	switch m := m.(type) {
	case widgets.TextMark:
		return math.IsNaN(float64(m.At.X+m.At.Y+m.Size)) || math.IsInf(float64(m.At.X+m.At.Y+m.Size), 0)
	case widgets.PathMark:
		return strings.Contains(fmt.Sprint(m), "Inf")
	}
	text := fmt.Sprint(m)
	return strings.Contains(text, "NaN") || strings.Contains(text, "Inf")
}

// faults lists what a reader would notice: texts on texts, texts outside the
// picture or a story's safe area, small texts, and texts without contrast.
func faults(p widgets.Placed) []string {
	var found []string
	var texts []written
	x0, y0, x1, y1 := 0.0, 0.0, float64(p.Width), float64(p.Height)
	floor := 28.0
	if p.Preset.Frame {
		floor = 14
	}
	if p.Preset.Name == "story" {
		x0, y0, x1, y1 = 60, 250, 1020, 1670
	}
	ground := []filled{rectangle(widgets.RectMark{W: p.Width, H: p.Height, Fill: p.Paper})}
	for _, m := range p.Marks {
		if nowhere(m) {
			found = append(found, fmt.Sprintf("nowhere: %+v", m))
		}
		switch m := m.(type) {
		case widgets.RectMark:
			ground = append(ground, rectangle(m))
			if !(m.W > 0 && m.H > 0) || m.X < -1 || m.X+m.W > p.Width+1 || m.Y < -1 || m.Y+m.H > p.Height+1 {
				found = append(found, fmt.Sprintf("rectangle outside: %+v", m))
			}
		case widgets.ShapeMark:
			ground = append(ground, shape(m))
		case widgets.TextMark:
			t := ink(m)
			if t.left < x0-1 || t.right > x1+1 || t.top < y0-1 || t.foot > y1+1 {
				found = append(found, fmt.Sprintf("outside: %q %.0f,%.0f to %.0f,%.0f", short(m.Text), t.left, t.top, t.right, t.foot))
			}
			if float64(m.Size) < floor {
				found = append(found, fmt.Sprintf("small: %q is %v", short(m.Text), m.Size))
			}
			if ratio := leastContrast(t, ground); ratio < 4.5 {
				found = append(found, fmt.Sprintf("contrast %.1f: %q", ratio, short(m.Text)))
			}
			for _, o := range texts {
				if min(t.right, o.right)-max(t.left, o.left) > 0.5 && min(t.foot, o.foot)-max(t.top, o.top) > 0.5 {
					found = append(found, fmt.Sprintf("overlap: %q at %.0f to %.0f and %q at %.0f to %.0f", short(m.Text), t.top, t.foot, short(o.Text), o.top, o.foot))
				}
			}
			texts = append(texts, t)
		case widgets.PathMark:
			for _, at := range m.Points {
				if float64(at.X) < -1 || float64(at.X) > float64(p.Width)+1 || float64(at.Y) < -1 || float64(at.Y) > float64(p.Height)+1 {
					found = append(found, fmt.Sprintf("line outside at %v", at))
				}
			}
		}
	}
	for _, m := range p.Marks {
		for _, line := range strokes(m) {
			for i := 1; i < len(line); i++ {
				for _, t := range texts {
					if t.crossed(line[i-1], line[i]) {
						found = append(found, fmt.Sprintf("line through %q", short(t.Text)))
					}
				}
			}
		}
	}
	return found
}

// strokes are the lines of a mark that no text may cross.
func strokes(m widgets.Mark) [][]widgets.Pt {
	switch m := m.(type) {
	case widgets.PathMark:
		return [][]widgets.Pt{m.Points}
	case widgets.ShapeMark:
		var rings [][]widgets.Pt
		for _, ring := range slices.Concat(m.Polygons...) {
			rings = append(rings, append(slices.Clip(ring), ring[0]))
		}
		return rings
	}
	return nil
}

// filled is a mark on which texts stand.
type filled struct {
	fill  widgets.Color
	holds func(x, y float64) bool
}

func rectangle(m widgets.RectMark) filled {
	return filled{m.Fill, func(x, y float64) bool {
		return x >= float64(m.X) && x <= float64(m.X+m.W) && y >= float64(m.Y) && y <= float64(m.Y+m.H)
	}}
}

func shape(m widgets.ShapeMark) filled {
	return filled{m.Fill, func(x, y float64) bool {
		inside := false
		for _, ring := range slices.Concat(m.Polygons...) {
			for i, a := range ring {
				b := ring[(i+1)%len(ring)]
				if (float64(a.Y) > y) != (float64(b.Y) > y) && x < float64(b.X-a.X)*(y-float64(a.Y))/float64(b.Y-a.Y)+float64(a.X) {
					inside = !inside
				}
			}
		}
		return inside
	}}
}

// crossed reports whether the line from a to b meets the ink of t
// (Liang–Barsky).
func (t written) crossed(a, b widgets.Pt) bool {
	x, y, dx, dy := float64(a.X), float64(a.Y), float64(b.X-a.X), float64(b.Y-a.Y)
	from, to := 0.0, 1.0
	for _, side := range [][3]float64{{dx, t.left + 1 - x, t.right - 1 - x}, {dy, t.top + 1 - y, t.foot - 1 - y}} {
		d, low, high := side[0], side[1], side[2]
		if d == 0 {
			if low > 0 || high < 0 {
				return false
			}
			continue
		}
		if low, high = low/d, high/d; low > high {
			low, high = high, low
		}
		from, to = max(from, low), min(to, high)
	}
	return from <= to // false when a point lifts the pen
}

// leastContrast looks at three places under a text.
func leastContrast(t written, ground []filled) float64 {
	least := 21.0
	y := float64(t.At.Y) - 0.3*float64(t.Size)
	for _, x := range []float64{t.left + 1, (t.left + t.right) / 2, t.right - 1} {
		for i := len(ground) - 1; i >= 0; i-- {
			g := ground[i]
			if g.holds(x, y) {
				least = min(least, widgets.Contrast(t.Fill, g.fill))
				break
			}
		}
	}
	return least
}

func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

func TestRealFiguresHaveNoFaults(t *testing.T) {
	inWholeLane(t)
	t.Parallel()
	for _, e := range examples(t) {
		f := e.figure(t)
		for _, p := range widgets.Presets {
			for _, s := range []widgets.Scheme{widgets.Light, widgets.Dark} {
				for _, fault := range faults(place(t, f, p.Name, s)) {
					t.Errorf("%s %s %s: %s", e.folder, p.Name, s, fault)
				}
			}
		}
	}
}

// hostile is a figure that a real file can make, with the worst of its kind.
func hostile(kind widgets.Kind, series ...widgets.Series) widgets.Figure {
	licence, _ := datasets.LicenceByKey("OGL-UK-3.0")
	f := widgets.Figure{
		Kind: kind, Lang: "en-GB", Title: "A finding of an ordinary length about one place",
		Subtitle: "Measure, place and period", ShortSubtitle: "Measure", Alt: "A figure.", Series: series,
		Theme: widgets.DefaultTheme(),
		Provenance: widgets.Provenance{Source: "A council", ShortSource: "A council", Licence: licence,
			AsAtWords: "23 November 2026", Address: "figures.example.gov.uk/s/7K2MQ9D",
			AddressURL: "https://figures.example.gov.uk/s/7K2MQ9D", Organisation: "Example County Council"},
	}
	f.Spec.Encoding.Value = "Value"
	switch kind {
	case widgets.Line, widgets.Area, widgets.StackedArea, widgets.SmallMultiples:
		f.Spec.Encoding.Time = "Month"
	case widgets.Table:
		f.Table.Heads, f.Table.Numeric = []string{"Name", "Value"}, []bool{false, true}
		for _, p := range series[0].Points {
			f.Table.Rows = append(f.Table.Rows, []string{p.Category, p.Label})
			f.Table.Bold = append(f.Table.Bold, p.Highlight)
		}
	default:
		f.Spec.Encoding.Category = "Name"
	}
	return f
}

// points makes n points; name and value are given by position.
func points(n int, name func(i int) string, value func(i int) float64) []widgets.Point {
	made := make([]widgets.Point, n)
	for i := range made {
		v := value(i)
		made[i] = widgets.Point{Category: name(i), Short: name(i), Ordinal: i, Value: v, Label: fmt.Sprintf("%.1f", v)}
	}
	return made
}

// months makes n points of successive months from January 2020.
func months(n int, value func(i int) float64) []widgets.Point {
	made := points(n, func(int) string { return "" }, value)
	for i := range made {
		day := time.Date(2020, time.Month(1+i), 1, 0, 0, 0, 0, time.UTC)
		made[i].Ordinal = int(day.Unix() / 86400)
		made[i].Category, made[i].Short = day.Format("January 2006"), day.Format("Jan 2006")
	}
	return made
}

func numbered(i int) string { return fmt.Sprintf("Place %d", i+1) }

func long(i int) string {
	return fmt.Sprintf("Planning, Sustainable Development, Regulatory Services and Community Safety %d", i+1)
}

func unbroken(i int) string { return strings.Repeat("W", 120) + fmt.Sprint(i) }

func falling(i int) float64 { return 100 / float64(i+1) }

func missing(from []widgets.Point, at ...int) []widgets.Point {
	for _, i := range at {
		from[i].Missing, from[i].Value, from[i].Label, from[i].Reason = true, 0, "", "not available"
	}
	return from
}

func marked(from []widgets.Point, at ...int) []widgets.Point {
	for _, i := range at {
		from[i].Highlight = true
	}
	return from
}

func waves(n int) []widgets.Series {
	var all []widgets.Series
	for k := range n {
		all = append(all, widgets.Series{Name: fmt.Sprintf("District number %d", k+1),
			Points: months(60, func(i int) float64 { return 40 + float64(k) + 5*math.Sin(float64(i+k)/6) })})
	}
	return all
}

func hostileFigures() map[string]widgets.Figure {
	one := func(p []widgets.Point) widgets.Series { return widgets.Series{Name: "Value", Points: p} }
	figures := map[string]widgets.Figure{}
	for _, kind := range []widgets.Kind{widgets.Bar, widgets.Column, widgets.Table} {
		for name, p := range map[string][]widgets.Point{
			"one row":        points(1, numbered, falling),
			"two marked":     marked(points(9, numbered, falling), 3, 8),
			"all equal":      points(8, numbered, func(int) float64 { return 42 }),
			"all zero":       points(8, numbered, func(int) float64 { return 0 }),
			"all negative":   points(8, numbered, func(i int) float64 { return -falling(i) }),
			"mixed":          points(14, numbered, func(i int) float64 { return float64(7 - i) }),
			"missing":        missing(points(10, numbered, falling), 3, 9),
			"infinite":       points(6, numbered, func(i int) float64 { return 1 / float64(i) }),
			"huge":           points(6, numbered, func(i int) float64 { return 1e12 * float64(i+1) }),
			"tiny":           points(6, numbered, func(i int) float64 { return 1e-9 * float64(i+1) }),
			"long names":     points(12, long, falling),
			"unbroken names": points(5, unbroken, falling),
			"forty":          marked(points(40, numbered, falling), 20),
			"ten thousand":   marked(points(10000, numbered, falling), 9000),
		} {
			figures[string(kind)+", "+name] = hostile(kind, one(p))
		}
	}
	for name, series := range map[string][]widgets.Series{
		"five by sixty":  waves(5),
		"twelve":         waves(12),
		"two hundred":    waves(200),
		"one":            {one(months(60, falling))},
		"one point":      {one(months(1, falling))},
		"all equal":      {one(months(20, func(int) float64 { return 7 }))},
		"gaps":           {one(missing(months(24, falling), 0, 5, 6, 8, 23))},
		"negative":       {one(months(30, func(i int) float64 { return float64(15 - i) }))},
		"cropped":        {one(months(90, func(i int) float64 { return 400.5 + float64(i)/10 }))},
		"not finite":     {one(months(12, func(i int) float64 { return math.Log(float64(i - 3)) }))},
		"huge":           {one(months(12, func(i int) float64 { return 1e12 * float64(i) }))},
		"long names":     {{Name: long(1), Points: months(9, falling)}, {Name: unbroken(2), Points: months(9, falling)}},
		"many points":    {one(months(5000, falling))},
		"ends early":     {{Name: "Whole", Points: months(24, falling)}, {Name: "Early", Points: months(12, falling)}},
		"same end":       {{Name: "A", Points: months(9, falling)}, {Name: "B", Points: months(9, falling)}, {Name: "C", Points: months(9, falling)}},
		"ten highlights": highlit(waves(10)),
	} {
		figures["line, "+name] = hostile(widgets.Line, series...)
	}
	for name, p := range map[string][]widgets.Point{
		"months":          months(120, falling),
		"two hundred":     months(200, func(i int) float64 { return 50 + 40*math.Sin(float64(i)/9) }),
		"gaps":            missing(months(30, falling), 2, 3, 29),
		"rise and fall":   months(24, func(i int) float64 { return float64(12 - i) }),
		"marked in dip":   marked(months(40, func(i int) float64 { return 100 - 90*math.Exp(-math.Pow(float64(i-20), 2)/3) }), 20),
		"marked at start": marked(months(60, func(i int) float64 { return float64(i) }), 0),
	} {
		f := hostile(widgets.Column, one(p))
		f.Spec.Encoding.Category, f.Spec.Encoding.Time = "", "Month"
		figures["column over time, "+name] = f
	}
	maps.Copy(figures, hostileAreas())
	maps.Copy(figures, hostileMultiples())
	maps.Copy(figures, hostileMatrices())
	maps.Copy(figures, hostileRanks())
	maps.Copy(figures, hostileWaterfalls())
	maps.Copy(figures, hostileIcons())
	maps.Copy(figures, hostileHeats())
	maps.Copy(figures, hostileHistograms())
	maps.Copy(figures, hostileScatters())
	return figures
}

func highlit(series []widgets.Series) []widgets.Series {
	for i := range series {
		series[i].Highlight = true
	}
	return series
}

func TestHostileFiguresHaveNoFaults(t *testing.T) {
	inWholeLane(t)
	t.Parallel()
	for name, f := range hostileFigures() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, p := range widgets.Presets {
				began := time.Now()
				for _, fault := range faults(place(t, f, p.Name, widgets.Light)) {
					t.Errorf("%s: %s", p.Name, fault)
				}
				if took := time.Since(began); took > 5*time.Second {
					t.Errorf("%s took %v", p.Name, took)
				}
			}
		})
	}
}

func TestPlaceRefusesWhatDoesNotFit(t *testing.T) {
	t.Parallel()
	ordinary := func(change func(*widgets.Figure)) widgets.Figure {
		f := hostile(widgets.Bar, widgets.Series{Points: points(5, numbered, falling)})
		change(&f)
		return f
	}
	for _, test := range []struct {
		name, preset, field string
		figure              widgets.Figure
	}{
		{"title of 5,000 characters", "og", "title", ordinary(func(f *widgets.Figure) { f.Title = strings.Repeat("abcd ", 1000) })},
		{"title of 5,000 characters", "frame-s", "title", ordinary(func(f *widgets.Figure) { f.Title = strings.Repeat("abcd ", 1000) })},
		{"title of one word", "story", "title", ordinary(func(f *widgets.Figure) { f.Title = strings.Repeat("a", 5000) })},
		{"title of 60 words", "portrait", "title", ordinary(func(f *widgets.Figure) { f.Title = strings.Repeat("council ", 60) })},
		{"subtitle of 500 words", "x", "shortSubtitle", ordinary(func(f *widgets.Figure) { f.Subtitle = strings.Repeat("waste ", 500); f.ShortSubtitle = "" })},
		{"source of 500 words", "square", "source", ordinary(func(f *widgets.Figure) {
			f.Provenance.Source = strings.Repeat("office ", 500)
			f.Provenance.ShortSource = ""
		})},
		{"headline sentence of 500 words", "og", "sentence", ordinary(func(f *widgets.Figure) {
			f.Kind, f.Headline = widgets.Headline, widgets.HeadlineWords{Number: "51.1%", Sentence: strings.Repeat("of waste ", 250), Direction: 2, Share: 51.1}
		})},
		{"headline number of 60 digits", "square", "number", ordinary(func(f *widgets.Figure) {
			f.Kind, f.Headline = widgets.Headline, widgets.HeadlineWords{Number: strings.Repeat("9", 60), Sentence: "of waste", Direction: 2, Share: -1}
		})},
	} {
		t.Run(test.name+" in "+test.preset, func(t *testing.T) {
			t.Parallel()
			p, _ := widgets.PresetByName(test.preset)
			_, err := widgets.Place(test.figure, p, widgets.Light, draw.Text)
			var problem datasets.Problem
			if !errors.As(err, &problem) || problem.Field != test.field || problem.Suggestion == "" {
				t.Errorf("Place = %v, want a problem with %q and what to do", err, test.field)
			}
		})
	}
}

// Before an officer has written a title, a screen reader still meets a name.
func TestDrawingsAlwaysHaveAName(t *testing.T) {
	t.Parallel()
	f := hostile(widgets.Bar, widgets.Series{Points: points(5, numbered, falling)})
	f.Title = ""
	if got, want := place(t, f, "frame-l", widgets.Light).Name, "Measure, place and period"; got != want {
		t.Errorf("Place without a title has the name %q, want %q", got, want)
	}
}

func TestPlaceOfNoNumbers(t *testing.T) {
	t.Parallel()
	empty := missing(points(3, numbered, falling), 0, 1, 2)
	for _, kind := range []widgets.Kind{widgets.Bar, widgets.Column, widgets.Line} {
		for _, p := range widgets.Presets {
			f := hostile(kind, widgets.Series{Points: empty})
			if _, err := widgets.Place(f, p, widgets.Light, draw.Text); !errors.Is(err, widgets.ErrNoNumbers) {
				t.Errorf("Place(%s, %s) = %v, want ErrNoNumbers", kind, p.Name, err)
			}
		}
	}
}

func TestFramesAreNeverTallerThanTheyMayBe(t *testing.T) {
	inWholeLane(t)
	t.Parallel()
	all := hostileFigures()
	for _, e := range examples(t) {
		all[e.folder] = e.figure(t)
	}
	for name, f := range all {
		var placed [3]widgets.Placed
		for i, preset := range []string{"frame-s", "frame-m", "frame-l"} {
			placed[i] = place(t, f, preset, widgets.Light)
			if w := []widgets.Px{320, 600, 900}[i]; placed[i].Width != w {
				t.Errorf("%s: %s is %v wide, want %v", name, preset, placed[i].Width, w)
			}
			if h := placed[i].Height + placed[i].Around; h > 1000 {
				t.Errorf("%s: %s is %v high closed, want 1000 at most", name, preset, h)
			}
		}
		if h := widgets.FrameHeight(f, placed); h > 1000 || h < 200 {
			t.Errorf("%s: FrameHeight = %d, want 200 to 1000", name, h)
		}
	}
}
