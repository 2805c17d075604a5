package widgets_test

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/widgets"
)

// answered are shares of answers, the same for one row of people.
func answered(answers ...string) datasets.Result {
	var rows [][3]string
	for i, a := range answers {
		rows = append(rows, [3]string{"All adults", a, fmt.Sprint(5 + i)})
	}
	return shares(rows...)
}

func TestAnswersHaveSides(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name        string
		answers     []string
		left, aside []string
		want        []string // with the side of each
	}{
		{"agreement from agree down", []string{"Strongly agree", "Agree", "Neither agree nor disagree", "Disagree", "Strongly disagree", "Don’t know"}, nil, nil,
			[]string{"-1 Strongly disagree", "-1 Disagree", "1 Agree", "1 Strongly agree", "0 Neither agree nor disagree", "2 Don’t know"}},
		{"low to high keeps its order", []string{"Low", "Medium", "High", "Very high"}, nil, nil,
			[]string{"-1 Low", "-1 Medium", "1 High", "1 Very high"}},
		{"high to low is turned round", []string{"Very high", "High", "Medium", "Low"}, nil, nil,
			[]string{"-1 Low", "-1 Medium", "1 High", "1 Very high"}},
		{"no words tell: the middle stands apart", []string{"Always", "Often", "Sometimes", "Rarely", "Hardly ever"}, nil, nil,
			[]string{"-1 Always", "-1 Often", "1 Rarely", "1 Hardly ever", "0 Sometimes"}},
		{"more high answers than low ones", []string{"Poor", "Good", "Very good", "Excellent"}, nil, nil,
			[]string{"-1 Poor", "1 Good", "1 Very good", "1 Excellent"}},
		{"as the Spec says", []string{"Excellent", "Good", "Fair", "Poor", "Other"}, []string{"Fair", "Poor"}, []string{"Other"},
			[]string{"-1 Poor", "-1 Fair", "1 Good", "1 Excellent", "0 Other"}},
		{"not satisfied is low", []string{"Very satisfied", "Satisfied", "Not satisfied", "Prefer not to say"}, nil, nil,
			[]string{"-1 Not satisfied", "1 Satisfied", "1 Very satisfied", "2 Prefer not to say"}},
		{"agreement in Welsh", []string{"Cytuno’n gryf", "Cytuno", "Ddim yn cytuno nac yn anghytuno", "Anghytuno", "Anghytuno’n gryf", "Ddim yn gwybod"}, nil, nil,
			[]string{"-1 Anghytuno’n gryf", "-1 Anghytuno", "1 Cytuno", "1 Cytuno’n gryf", "0 Ddim yn cytuno nac yn anghytuno", "2 Ddim yn gwybod"}},
		{"satisfaction in Welsh", []string{"Anfodlon iawn", "Anfodlon", "Niwtral", "Eithaf bodlon", "Bodlon iawn", "Mae’n well gen i beidio â dweud"}, nil, nil,
			[]string{"-1 Anfodlon iawn", "-1 Anfodlon", "1 Eithaf bodlon", "1 Bodlon iawn", "0 Niwtral", "2 Mae’n well gen i beidio â dweud"}},
		{"safety in Welsh", []string{"Ddim yn ddiogel o gwbl", "Ddim yn ddiogel iawn", "Eithaf diogel", "Diogel iawn"}, nil, nil,
			[]string{"-1 Ddim yn ddiogel o gwbl", "-1 Ddim yn ddiogel iawn", "1 Eithaf diogel", "1 Diogel iawn"}},
		{"yes and no in Welsh", []string{"Nac ydw", "Ydw", "Dim barn"}, nil, nil,
			[]string{"-1 Nac ydw", "1 Ydw", "2 Dim barn"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			spec := matrixSpec(widgets.DivergingBar, asShares)
			spec.Left, spec.Aside = test.left, test.aside
			var got []string
			for _, s := range figure(t, spec, answered(test.answers...)).Series {
				got = append(got, fmt.Sprint(s.Side, " ", s.Name))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("sides (−want +got):\n%s", diff)
			}
		})
	}
}

func TestAnswersWithoutSidesAreRefused(t *testing.T) {
	t.Parallel()
	for name, r := range map[string]datasets.Result{
		"one answer":        answered("Agree"),
		"only neutral ones": answered("Neither", "Don't know"),
		"all low":           answered("Poor", "Very poor"),
		"counts":            tonnes([3]string{"Essex", "Agree", "5"}, [3]string{"Essex", "Disagree", "9"}),
	} {
		roles := asShares
		if name == "counts" {
			roles = byTreatment
		}
		_, err := widgets.NewFigure(matrixSpec(widgets.DivergingBar, roles), r, widgets.Provenance{}, widgets.DefaultTheme(), "en-GB")
		var problem datasets.Problem
		if !errors.As(err, &problem) || problem.Suggestion == "" {
			t.Errorf("%s: NewFigure = %v, want a problem with what to do", name, err)
		}
	}
}

// sideEnds are how far a row of a drawing reaches left of the centre line,
// right of it and, from its own line, apart.
type sideEnds [3]float64

// Values read back out of the drawing are those of the Result: each side
// reaches as far as one scale puts the answers of it together.
func TestSidesAreTheNumbers(t *testing.T) {
	t.Parallel()
	for _, e := range examples(t) {
		if e.spec.Kind != widgets.DivergingBar {
			continue
		}
		f := e.figure(t)
		for _, preset := range widgets.Presets {
			placed := place(t, f, preset.Name, widgets.Light)
			rows := drawnSides(placed, len(f.Series[0].Points))
			var bars []drawnBar
			var values [][]float64
			for i, row := range rows {
				for at, v := range sideSums(f, i) {
					bars, values = append(bars, drawnBar{[]float64{row[at]}}), append(values, []float64{v})
				}
			}
			if _, ok := oneScale(bars, values); !ok || len(rows) != len(f.Series[0].Points) {
				t.Errorf("%s %s: %v are not one scale of %v", e.folder, preset.Name, bars, values)
			}
		}
	}
}

func sideSums(f widgets.Figure, i int) sideEnds {
	var sums sideEnds
	for _, s := range f.Series {
		at := map[widgets.Side]int{widgets.LeftSide: 0, widgets.RightSide: 1, widgets.Aside: 2, widgets.NoAnswer: 2}[s.Side]
		sums[at] += s.Points[i].Value
	}
	return sums
}

// drawnSides reads the last rows of rectangles against the lines between sides.
func drawnSides(p widgets.Placed, rows int) []sideEnds {
	var rects []widgets.RectMark
	var centre, apart widgets.Px
	colors := widgets.NewPalette(widgets.DefaultTheme(), widgets.Light)
	for _, m := range p.Marks {
		switch m := m.(type) {
		case widgets.RectMark:
			rects = append(rects, m)
		case widgets.RuleMark:
			switch {
			case m.X1 == m.X2 && m.Stroke == colors.Ink:
				centre = m.X1
			case m.X1 == m.X2 && m.Stroke == colors.Muted:
				apart = m.X1
			}
		}
	}
	off := paperBeside(rects, centre)
	var all []sideEnds
	for k := len(rects) - 1; k >= 0 && len(all) <= rows; k-- {
		r := rects[k]
		if k == len(rects)-1 || r.Y != rects[k+1].Y {
			all = append(all, sideEnds{})
		}
		row := &all[len(all)-1]
		switch {
		case apart > 0 && r.X >= apart-1:
			row[2] = max(row[2], float64(r.X+r.W-apart)-off)
		case r.X+r.W > centre+1:
			row[1] = max(row[1], float64(r.X+r.W-centre)-off)
		default:
			row[0] = max(row[0], float64(centre-r.X)-off)
		}
	}
	all = all[:min(rows, len(all))]
	for i, j := 0, len(all)-1; i < j; i, j = i+1, j-1 {
		all[i], all[j] = all[j], all[i]
	}
	return all
}

// paperBeside is the gap between a line and the nearest bar right of it.
func paperBeside(rects []widgets.RectMark, line widgets.Px) float64 {
	gap := math.Inf(1)
	for _, r := range rects {
		if r.X > line {
			gap = min(gap, float64(r.X-line))
		}
	}
	return gap
}
