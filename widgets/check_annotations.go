package widgets

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// annotations: each has its place in the data, and numbers that a person typed
// are told apart from those of the data.
func (e examination) annotations() (Check, bool) {
	c := Check{ID: "annotations", Title: "Every annotation has its place", Field: "annotations", Blocking: true}
	n := len(e.spec.Annotations) + len(e.spec.Breaks)
	if n == 0 {
		return c, false
	}
	if !e.kind.shows.annotates() {
		c.Blocking = false
		c.Title = "Annotations are not shown"
		c.Reason = fmt.Sprintf("A %s shows none; %s kept for another kind of figure.", KindWord(e.kind.name, "en"), words.Count(n, "is", "are"))
		return c, true
	}
	if len(e.figure.Unplaced) > 0 {
		c.Title = "An annotation has lost its place"
		var sentences []string
		for _, u := range e.figure.Unplaced {
			sentences = append(sentences, u.Message)
		}
		c.Field = e.figure.Unplaced[0].Field
		c.Reason = strings.Join(sentences, " ") + " " + e.figure.Unplaced[0].Suggestion
		c.Repair = &Repair{Name: RemoveUnplaced, Value: "yes", Label: map[bool]string{true: "Remove it", false: "Remove them"}[len(e.figure.Unplaced) == 1]}
		return c, true
	}
	c.Done = true
	c.Reason = words.Count(n, "annotation stands", "annotations stand") + " at what " + map[bool]string{true: "it is", false: "they are"}[n == 1] + " about."
	return c, true
}

// unreadIntervals tells of intervals in the data that the kind has no place for.
func (e examination) unreadIntervals() (Check, bool) {
	reads := slices.ContainsFunc(e.kind.roles, func(r Role) bool { return r.Name == "low" })
	c := Check{ID: "unread-intervals", Title: "Intervals are not shown", Field: "kind",
		Reason: fmt.Sprintf("A %s shows none. Bars, columns, lines and dot plots do.", KindWord(e.kind.name, "en"))}
	if reads || e.spec.Encoding.Low == "" {
		return c, false
	}
	for _, kind := range []Kind{Bar, Column, Line} {
		if s, err := AsKind(e.spec, e.result, kind, e.figure.sets()...); err == nil && s.Encoding.Low != "" {
			c.Repair = &Repair{Name: "kind", Value: string(kind), Label: fmt.Sprintf("Show a %s instead", KindWord(kind, "en"))}
			break
		}
	}
	return c, true
}

// RemoveUnplaced is the Name of the Repair that takes annotations and breaks away
// which have lost their place; WithoutUnplaced does it.
const RemoveUnplaced = "unplaced"

// WithoutUnplaced is a Spec without the annotations and breaks that have no place in
// the figure made of it.
func WithoutUnplaced(s Spec, f Figure) Spec {
	lost := map[string]bool{}
	for _, u := range f.Unplaced {
		if parts := strings.SplitN(u.Field, "-", 3); len(parts) > 1 {
			lost[parts[0]+"-"+parts[1]] = true
		}
	}
	annotations, breaks := s.Annotations, s.Breaks
	s.Annotations, s.Breaks = nil, nil
	for i, a := range annotations {
		if !lost[fmt.Sprintf("annotation-%d", i+1)] {
			s.Annotations = append(s.Annotations, a)
		}
	}
	for i, b := range breaks {
		if !lost[fmt.Sprintf("break-%d", i+1)] {
			s.Breaks = append(s.Breaks, b)
		}
	}
	return s
}

// typedNumbers: a target that a person wrote does not follow the data, and one
// far from all numbers is more often a slip.
func (e examination) typedNumbers() (Check, bool) {
	c := Check{ID: "typed", Title: "Numbers written by a person are meant", Field: "annotations", Done: true}
	greatest := 0.0
	for _, p := range present(allPoints(e.figure)) {
		greatest = max(greatest, math.Abs(p.Value))
	}
	var typed []string
	for _, a := range e.spec.Annotations {
		for _, text := range []string{a.Value, a.ToValue} {
			d, err := table.ParseDecimal(text)
			if !looksNumeric(text) || err != nil {
				continue
			}
			typed = append(typed, text)
			if c.Done && greatest > 0 && !e.kind.formatsEdges && math.Abs(d.Float64()) > 3*greatest {
				c.Done = false
				c.Title = "A line is far from the numbers"
				c.Reason = fmt.Sprintf("%s is more than three times the greatest number, so the others look small. Check that it is right.", text)
			}
		}
	}
	if c.Done {
		c.Reason = fmt.Sprintf("%s does not come from the data and will not change with it.", words.List(typed))
	}
	return c, e.kind.shows.values && len(typed) > 0
}
