package widgets_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

// recycledFrom is a headline of two years with the given settings.
func recycledFrom(t *testing.T, change func(*widgets.Spec), columns ...table.Field) widgets.Figure {
	t.Helper()
	spec := widgets.Spec{Version: 1, Kind: widgets.Headline, Encoding: datasets.Roles{Time: "Year", Value: "Recycled"},
		Sentence: "of waste was recycled in {latest:period}"}
	change(&spec)
	r := essexRecycling()
	for _, field := range columns {
		r.Fields = append(r.Fields, field)
		for i, row := range r.Rows {
			r.Rows[i] = append(row, table.NumberCell(field.Kind, table.NewDecimal(65, 0)))
		}
	}
	return figure(t, spec, r)
}

func TestTargetOfAHeadline(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		figure widgets.Figure
		want   *widgets.TargetWords
	}{
		"none": {recycledFrom(t, func(*widgets.Spec) {}), nil},
		"typed": {recycledFrom(t, func(s *widgets.Spec) {
			s.Target = &widgets.Target{Value: "65", Text: "Target for all municipal waste", By: "2035"}
		}), &widgets.TargetWords{Value: 65, Label: "Target for all municipal waste: 65% by 2035", Gap: "13.9 percentage points",
			Aim: "below the target of 65% by 2035", Defined: "below the target of 65% by 2035 (Target for all municipal waste)"}},
		"met": {recycledFrom(t, func(s *widgets.Spec) { s.Target = &widgets.Target{Value: "50.5"} }),
			&widgets.TargetWords{Value: 50.5, Label: "Target: 50.5%", Gap: "0.6 percentage points",
				Aim: "above the target of 50.5%", Defined: "above the target of 50.5%"}},
		"on it": {recycledFrom(t, func(s *widgets.Spec) { s.Target = &widgets.Target{Value: "51.1358"} }),
			&widgets.TargetWords{Value: 51.1358, Label: "Target: 51.1%", Gap: "on the target", Aim: "of 51.1%", Defined: "of 51.1%"}},
		"a column": {recycledFrom(t, func(s *widgets.Spec) { s.Encoding.Target = "Aim" }, table.Field{Name: "Aim", Kind: table.Percentages}),
			&widgets.TargetWords{Value: 65, Label: "Target: 65%", Gap: "13.9 percentage points", Aim: "below the target of 65%", Defined: "below the target of 65%"}},
		"in Welsh": {recycledFrom(t, func(s *widgets.Spec) {
			s.Lang, s.Target = "cy", &widgets.Target{Value: "65", By: "2035"}
		}), &widgets.TargetWords{Value: 65, Label: "Targed: 65% erbyn 2035", Gap: "13.9 pwynt canran",
			Aim: "islaw’r targed o 65% erbyn 2035", Defined: "islaw’r targed o 65% erbyn 2035"}},
	} {
		got := test.figure.Headline.Target
		if got != nil {
			plain := *got
			for _, text := range []*string{&plain.Label, &plain.Gap, &plain.Aim, &plain.Defined} {
				*text = words.Plain(*text)
			}
			got = &plain
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (−want +got):\n%s", name, diff)
		}
	}
}

// The mark of a target stands where its number does, to half a pixel.
func TestTargetsStandAtTheirNumber(t *testing.T) {
	t.Parallel()
	for _, at := range []int64{0, 10, 50, 65, 100} {
		f := recycledFrom(t, func(s *widgets.Spec) { s.Target = &widgets.Target{Value: fmt.Sprint(at)} })
		placed := place(t, f, "portrait", widgets.Light)
		var bar, tick widgets.RectMark
		for _, m := range placed.Marks {
			r, ok := m.(widgets.RectMark)
			switch {
			case !ok || r.Y < 700 || r.H > 200:
			case r.W > 20 && r.H < 120 && (bar.W == 0 || r.X < bar.X):
				bar = r
			case r.W < 10 && r.H > bar.H && bar.H > 0:
				tick = r
			}
		}
		want := float64(bar.X) + float64(placed.Width-2*bar.X)*float64(at)/100
		if got := float64(tick.X + tick.W/2); tick.W == 0 || got < want-0.5 || got > want+0.5 {
			t.Errorf("target of %d%%: its tick stands at %.1f, want %.1f", at, got, want)
		}
	}
}

func TestSimilarHeadline(t *testing.T) {
	t.Parallel()
	wide := []table.Field{{Name: "Low", Kind: table.Percentages}, {Name: "High", Kind: table.Percentages}}
	f := recycledFrom(t, func(s *widgets.Spec) { s.Encoding.Low, s.Encoding.High = "Low", "High" }, wide...)
	h := f.Headline
	if got := words.Plain(h.Change + " " + h.Base); got != "similar to 49.9% in 2017/18" || h.Direction != 0 {
		t.Errorf("a change within the intervals is %q with direction %d", got, h.Direction)
	}
}
