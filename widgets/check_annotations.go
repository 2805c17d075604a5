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
		return c, true
	}
	c.Done = true
	c.Reason = words.Count(n, "annotation stands", "annotations stand") + " at what " + map[bool]string{true: "it is", false: "they are"}[n == 1] + " about."
	return c, true
}

// unreadIntervals tells of intervals in the data that the kind has no place for.
func (e examination) unreadIntervals() (Check, bool) {
	reads := slices.ContainsFunc(e.kind.roles, func(r Role) bool { return r.Name == "low" })
	return Check{ID: "unread-intervals", Title: "Intervals are not shown", Field: "kind",
		Reason: fmt.Sprintf("A %s shows none. Bars, columns, lines and dot plots do.", KindWord(e.kind.name, "en"))}, !reads && e.spec.Encoding.Low != ""
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
