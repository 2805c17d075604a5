package widgets_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
)

func iconSpec() widgets.Spec {
	s := dotSpec()
	s.Kind = widgets.IconArray
	return s
}

// Halves are rounded away from zero, on decimals; nobody is shown only for 0,
// and all only for 100.
func TestIconsAreWholePeople(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"0":      "0 of 100 (0%)",
		"0.4":    "Under 1 of 100 (0.4%)",
		"0.5":    "1 of 100 (0.5%, about 1 in 100)",
		"11.0":   "11 of 100 (11%, about 1 in 9)",
		"12.5":   "13 of 100 (12.5%, about 1 in 8)",
		"20.49":  "20 of 100 (20.5%, about 1 in 5)",
		"22.5":   "23 of 100 (22.5%)",
		"66.67":  "67 of 100 (66.7%, about 2 in 3)",
		"99.4":   "99 of 100 (99.4%)",
		"99.5":   "Over 99 of 100 (99.5%)",
		"100":    "100 of 100 (100%)",
		"40.500": "41 of 100 (40.5%)",
	} {
		f := figure(t, iconSpec(), surveyed([4]string{"Adults", value, "", ""}))
		if diff := cmp.Diff("Icon array of 1 group: Often lonely. Adults: "+want+".", widgets.Describe(f)); diff != "" {
			t.Errorf("Describe of %s (−want +got):\n%s", value, diff)
		}
	}
}

func TestIconsRefuse(t *testing.T) {
	t.Parallel()
	counts := surveyed([4]string{"Adults", "20", "", ""})
	counts.Fields[1] = table.Field{Name: "Recycled", Kind: table.Integers}
	five := surveyed([4]string{"A", "1", "", ""}, [4]string{"B", "1", "", ""}, [4]string{"C", "1", "", ""}, [4]string{"D", "1", "", ""}, [4]string{"E", "1", "", ""})
	for name, test := range map[string]struct {
		result datasets.Result
		field  string
	}{
		"a count":      {counts, "value"},
		"below zero":   {surveyed([4]string{"Adults", "-1", "", ""}), "value"},
		"beyond 100":   {surveyed([4]string{"Adults", "100.1", "", ""}), "value"},
		"five groups":  {five, "rows"},
		"a name twice": {surveyed([4]string{"A", "1", "", ""}, [4]string{"A", "2", "", ""}), "category"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := widgets.NewFigure(iconSpec(), test.result, widgets.Provenance{}, widgets.DefaultTheme(), "en-GB")
			var problem datasets.Problem
			if !errors.As(err, &problem) || problem.Field != test.field || problem.Suggestion == "" {
				t.Errorf("NewFigure = %v (field %q), want a problem with %q and what to do", err, problem.Field, test.field)
			}
		})
	}
}

// Each group has a hundred dots, as many of them filled as it has people.
func TestIconsAreAHundred(t *testing.T) {
	t.Parallel()
	eachPlaced(t, widgets.IconArray, func(t *testing.T, what string, f widgets.Figure, p widgets.Placed) {
		filled, hollow, want, groups := 0, 0, 0, 0
		for _, m := range p.Marks {
			if m, ok := m.(widgets.DotMark); ok && m.Width == 0 {
				filled++
			} else if ok {
				hollow++
			}
		}
		for _, point := range f.Series[0].Points {
			if !point.Missing {
				want += point.People
				groups++
			}
		}
		if filled != want || filled+hollow != 100*groups {
			t.Errorf("%s: %d of %d dots are filled, want %d of %d", what, filled, filled+hollow, want, 100*groups)
		}
	})
}

// hostileIcons are the worst of what icon arrays can be given.
func hostileIcons() map[string]widgets.Figure {
	figures := map[string]widgets.Figure{}
	percent := func(n int, name func(int) string) []widgets.Point {
		made := points(n, name, func(i int) float64 { return float64(100 - 33*i) })
		for i := range made {
			made[i].People = 100 - 33*i
			made[i].Low, made[i].High = &widgets.Bound{Value: 1, Label: "12.3%"}, &widgets.Bound{Value: 2, Label: "45.6%"}
		}
		return made
	}
	for name, p := range map[string][]widgets.Point{
		"one": percent(1, numbered), "two marked": marked(percent(2, numbered), 1), "three": percent(3, long), "four": percent(4, long),
		"unbroken names": percent(4, unbroken), "missing": missing(percent(3, numbered), 1),
	} {
		f := hostile(widgets.IconArray, widgets.Series{Name: "Share", Points: p})
		f.Interval = "95% confidence interval"
		figures["iconArray, "+name] = f
	}
	return figures
}

func init() {
	randomShapes[widgets.IconArray] = func(r *rand.Rand) (widgets.Spec, datasets.Result) {
		spec := iconSpec()
		spec.Title, spec.Subtitle = randomWords(r, 4+r.IntN(11)), randomWords(r, r.IntN(9))
		var rows [][4]string
		for _, name := range randomNames(r)[:1+r.IntN(4)] {
			low := r.Float64() * 80
			row := [4]string{name, fmt.Sprintf("%.2f", low+10), fmt.Sprintf("%.2f", low), fmt.Sprintf("%.2f", low+20)}
			for i := range row[1:] {
				if r.IntN(12) == 0 {
					row[1+i] = ""
				}
			}
			rows = append(rows, row)
		}
		if r.IntN(3) == 0 {
			spec.Highlight = []string{rows[0][0]}
		}
		return spec, surveyed(rows...)
	}
}
