package widgets_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/widgets"
)

// oneOfEach is an example on real numbers of each kind that has names or periods.
func oneOfEach(t *testing.T) map[widgets.Kind]example {
	t.Helper()
	found := map[widgets.Kind]example{}
	for _, e := range examples(t) {
		if _, known := found[e.spec.Kind]; !known && len(e.spec.States)+len(e.spec.Annotations)+len(e.spec.Breaks) == 0 && e.about.Lang == "en-GB" {
			found[e.spec.Kind] = e
		}
	}
	return found
}

// placeIn is a name or a period of a figure by which a Spec calls it, and its series.
func placeIn(f widgets.Figure) (at, series string, ok bool) {
	for _, s := range f.Series {
		for _, p := range slices.Backward(s.Points) {
			if p.Key != "" && !p.Missing {
				return p.Key, s.Key, true
			}
		}
	}
	return "", "", false
}

// A number that is not final is said in the note of every kind, and drawn in
// another dress by those that say they do.
func TestStatesAreSaidByEveryKind(t *testing.T) {
	t.Parallel()
	dressed := map[widgets.Kind]bool{widgets.Bar: true, widgets.Column: true, widgets.GroupedBar: true, widgets.GroupedColumn: true,
		widgets.StackedBar: true, widgets.StackedColumn: true, widgets.PercentBar: true, widgets.Line: true, widgets.Area: true,
		widgets.StackedArea: true, widgets.SmallMultiples: true, widgets.DotPlot: true, widgets.Scatter: true}
	for kind, e := range oneOfEach(t) {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			final := e.figure(t)
			at, _, ok := placeIn(final)
			if !ok { // nothing by which a number could be named: Check tells
				e.spec.States = map[string]string{"2018/19": "provisional"}
				for _, c := range widgets.Checks(e.figure(t), e.spec, datasets.Source{}, e.result) {
					if c.ID == "statuses" && !c.Done && c.Reason != "" {
						return
					}
				}
				t.Error("nothing tells that the state has no number")
				return
			}
			e.spec.States = map[string]string{at: "provisional"}
			f := e.figure(t)
			if notes := strings.Join(f.Notes, " "); !strings.Contains(notes, "provisional") {
				t.Errorf("Notes = %q, want them to say what is provisional", notes)
			}
			if dressed[kind] {
				if cmp.Equal(drawnMarks(place(t, final, "frame-m", widgets.Light)), drawnMarks(place(t, f, "frame-m", widgets.Light))) {
					t.Errorf("%s is drawn as if it were final", at)
				}
			}
		})
	}
}

// drawnMarks are the marks that are no text.
func drawnMarks(p widgets.Placed) []widgets.Mark {
	return slices.DeleteFunc(slices.Clone(p.Marks), func(m widgets.Mark) bool { _, text := m.(widgets.TextMark); return text })
}

// What a person adds to a figure is drawn, or it is told why it is not.
func TestNoAnnotationIsLostInSilence(t *testing.T) {
	t.Parallel()
	for kind, e := range oneOfEach(t) {
		at, series, ok := placeIn(e.figure(t))
		for name, change := range map[string]func(*widgets.Spec){
			"words": func(s *widgets.Spec) {
				s.Annotations = []widgets.Annotation{{Type: "text", At: at, Series: series, Text: "Here"}}
			},
			"a line": func(s *widgets.Spec) { s.Annotations = []widgets.Annotation{{Type: "line", Value: "20", Text: "Aim"}} },
			"a range": func(s *widgets.Spec) {
				s.Annotations = []widgets.Annotation{{Type: "range", Value: "20", ToValue: "30"}}
			},
			"an event": func(s *widgets.Spec) {
				s.Annotations = []widgets.Annotation{{Type: "line", At: at, Text: "Then"}}
			},
			"a break": func(s *widgets.Spec) { s.Breaks = []widgets.SeriesBreak{{At: at}} },
		} {
			if !ok && name != "a line" && name != "a range" {
				continue
			}
			t.Run(string(kind)+", "+name, func(t *testing.T) {
				t.Parallel()
				e := e
				change(&e.spec)
				f := e.figure(t)
				told := map[bool]string{}
				for _, c := range widgets.Checks(f, e.spec, datasets.Source{}, e.result) {
					if c.ID == "annotations" {
						told[c.Done] = c.Reason
					}
				}
				if len(f.Remarks) == 0 && told[false] == "" || len(f.Remarks) > 0 && told[true] == "" {
					t.Errorf("Remarks = %+v, checks %v", f.Remarks, slices.Collect(maps.Values(told)))
				}
			})
		}
	}
}
