package widgets_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/widgets"
)

// What only Validate refuses: each with the field of the form it is about.
func TestAnnotationsThatAreRefused(t *testing.T) {
	t.Parallel()
	type a = widgets.Annotation
	for _, test := range []struct {
		name  string
		of    a
		field string
	}{
		{"words without words", a{Type: "text", At: "Essex", Text: " "}, "text"},
		{"words without a place", a{Type: "text", Text: "x"}, "at"},
		{"words with a number", a{Type: "text", At: "Essex", Value: "5", Text: "x"}, "type"},
		{"a line without a place", a{Type: "line", Text: "x"}, "value"},
		{"a line at both", a{Type: "line", At: "2018/19", Value: "5", Text: "x"}, "at"},
		{"a line with an end", a{Type: "line", Value: "5", ToValue: "6"}, "type"},
		{"an event without words", a{Type: "line", At: "2018/19"}, "text"},
		{"a number with a comma", a{Type: "line", Value: "1,200"}, "value"},
		{"a number of 50 digits", a{Type: "line", Value: strings.Repeat("9", 50)}, "value"},
		{"two points", a{Type: "line", Value: "1.2.3"}, "value"},
		{"a range without an end", a{Type: "range", At: "2018/19"}, "to"},
		{"a range without a beginning", a{Type: "range", To: "2018/19"}, "at"},
		{"a range of one number", a{Type: "range", Value: "5"}, "toValue"},
		{"a range both ways", a{Type: "range", At: "2018/19", To: "2019/20", Value: "5", ToValue: "6"}, "at"},
		{"a long name", a{Type: "line", Value: strings.Repeat("x", 1001)}, "text"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := widgets.Spec{Version: 1, Kind: widgets.Line, Annotations: []a{{Type: "line", Value: "5"}, test.of}}
			var problem datasets.Problem
			if err := s.Validate(); !errors.As(err, &problem) || problem.Field != "annotation-2-"+test.field {
				t.Errorf("Validate(%+v) = %v, want a problem with annotation-2-%s", test.of, err, test.field)
			}
		})
	}
	s := widgets.Spec{Version: 1, Kind: widgets.Line, States: map[string]string{"2018/19": "nearly"}}
	var problem datasets.Problem
	if err := s.Validate(); !errors.As(err, &problem) || problem.Field != "states" {
		t.Errorf("Validate of an unknown state = %v, want a problem with states", err)
	}
}

func TestRemarks(t *testing.T) {
	t.Parallel()
	bars := widgets.Spec{Version: 1, Kind: widgets.Bar, Encoding: datasets.Roles{Category: "Local Authority", Value: "Recycled"},
		Names: map[string]string{"Cambridgeshire County Council": "Cambridgeshire"}}
	line := widgets.Spec{Version: 1, Kind: widgets.Line, Encoding: datasets.Roles{Time: "Year", Value: "Recycled"}}
	type a = widgets.Annotation
	for _, test := range []struct {
		name     string
		spec     widgets.Spec
		of       a
		text     string // of the remark
		sentence string // under the table
		unplaced string
	}{
		{"a target", bars, a{Type: "line", Value: "65", Text: "Target"}, "Target 65%", "Reference line: Target 65%.", ""},
		{"a target with a year", bars, a{Type: "line", Value: "65.5", Text: "Target for 2035"}, "Target for 2035: 65.5%", "Reference line: Target for 2035: 65.5%.", ""},
		{"a category", bars, a{Type: "line", Value: "Cambridgeshire County Council"}, "Cambridgeshire 56.2%", "Reference line: Cambridgeshire 56.2%.", ""},
		{"a category with words that have its number", bars, a{Type: "line", Value: "Cambridgeshire County Council", Text: "Best: {highest}"},
			"Best: 56.2%", "Reference line: Best: 56.2%.", ""},
		{"a category that is gone", bars, a{Type: "line", Value: "Rutland"}, "", "", "“Rutland” is not in the data, so the line has no place."},
		{"a category without a number", bars, a{Type: "line", Value: "Thurrock Council"}, "", "", "“Thurrock Council” has no number (not available), so the line has no place."},
		{"words at a bar", bars, a{Type: "text", At: "Essex County Council", Text: "Here"}, "Here", "Essex County Council: Here.", ""},
		{"an event at a bar", bars, a{Type: "line", At: "Essex County Council", Text: "Here"}, "", "", "A line can only stand at a period, so the line “Here” has no place."},
		{"words at a period", line, a{Type: "text", At: "2015/16", Text: "Here"}, "Here", "2015/16: Here.", ""},
		{"words at a day", line, a{Type: "line", At: "2016-06-23", Text: "Vote"}, "Vote", "23 June 2016: Vote.", ""},
		{"words at a period that is gone", line, a{Type: "text", At: "1999/00", Text: "Then"}, "", "", "“1999/00” is not in the data, so the annotation “Then” has no place."},
		{"a range", line, a{Type: "range", At: "2017/18", To: "2015/16", Text: "Low years"}, "Low years", "2017/18 to 2015/16: Low years.", ""},
		{"a range of numbers", line, a{Type: "range", Value: "50", ToValue: "40", Text: "Aim"}, "Aim", "40% to 50%: Aim.", ""},
		{"the number of a period", line, a{Type: "line", Value: "2014/15"}, "2014/15: 47.6%", "Reference line: 2014/15: 47.6%.", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			result := eastOfEngland()
			if test.spec.Kind == widgets.Line {
				result = essexRecycling()
			}
			test.spec.Annotations = []a{test.of}
			f := figure(t, test.spec, result)
			texts, unplaced := "", ""
			for _, u := range f.Unplaced {
				unplaced += u.Message
			}
			for _, r := range f.Remarks {
				texts += r.Text
			}
			if texts != test.text || strings.Join(f.Table.Notes, " ") != test.sentence || unplaced != test.unplaced {
				t.Errorf("Remarks = %q, notes %q, unplaced %q, want %q, %q, %q", texts, f.Table.Notes, unplaced, test.text, test.sentence, test.unplaced)
			}
		})
	}
}

// A category that is a reference line has no bar, unless it stands out; it
// still counts as drawn.
func TestReferenceStandsForItsBar(t *testing.T) {
	t.Parallel()
	spec := widgets.Spec{Version: 1, Kind: widgets.Bar, Encoding: datasets.Roles{Category: "Local Authority", Value: "Recycled"},
		Annotations: []widgets.Annotation{{Type: "line", Value: "Luton Borough Council"}}}
	names := func(f widgets.Figure) (all []string) {
		for _, p := range f.Series[0].Points {
			all = append(all, p.Category)
		}
		return all
	}
	f := figure(t, spec, eastOfEngland())
	if diff := cmp.Diff([]string{"Cambridgeshire County Council", "Essex County Council", "Thurrock Council"}, names(f)); diff != "" {
		t.Errorf("bars (−want +got):\n%s", diff)
	}
	for _, c := range widgets.Checks(f, spec, datasets.Source{}, eastOfEngland()) {
		if c.ID == "missing" && !c.Done {
			t.Errorf("check of missing numbers: %s", c.Reason)
		}
	}
	spec.Highlight = []string{"Luton Borough Council"}
	if got := len(names(figure(t, spec, eastOfEngland()))); got != 4 {
		t.Errorf("%d bars with the reference highlighted, want 4", got)
	}
}

func TestChecksOfAnnotations(t *testing.T) {
	t.Parallel()
	spec := func(kind widgets.Kind, a ...widgets.Annotation) widgets.Spec {
		return widgets.Spec{Version: 1, Kind: kind, Encoding: datasets.Roles{Category: "Local Authority", Value: "Recycled"}, Annotations: a}
	}
	for _, test := range []struct {
		name           string
		spec           widgets.Spec
		id             string
		done, blocking bool
	}{
		{"placed", spec(widgets.Bar, widgets.Annotation{Type: "line", Value: "60"}), "annotations", true, false},
		{"lost", spec(widgets.Bar, widgets.Annotation{Type: "line", Value: "Rutland"}), "annotations", false, true},
		{"another kind", spec(widgets.Table, widgets.Annotation{Type: "line", Value: "60"}), "annotations", false, false},
		{"a typed number", spec(widgets.Bar, widgets.Annotation{Type: "line", Value: "60"}), "typed", true, false},
		{"a slip", spec(widgets.Bar, widgets.Annotation{Type: "line", Value: "6000"}), "typed", false, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			for _, c := range widgets.Checks(figure(t, test.spec, eastOfEngland()), test.spec, datasets.Source{}, eastOfEngland()) {
				if c.ID == test.id {
					if c.Done != test.done || c.Blocking != test.blocking || c.Reason == "" {
						t.Errorf("Check = %+v, want done %v, blocking %v", c, test.done, test.blocking)
					}
					return
				}
			}
			t.Errorf("no check %q", test.id)
		})
	}
}
