package protect

import (
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// plan is a Query split at the point where its numbers are made: the rows that
// are left, the group that counts them, and what is done with the counts.
type plan struct {
	before []datasets.Step // Filter and Latest, by Fields that are no counts
	group  *datasets.Group // nil: the rows of the table are the numbers
	beside []datasets.Step // Share and Total of counts, which need true totals
	after  []datasets.Step
	by     []string // Fields that tell the numbers apart
	about  []string // Fields that the filters look at
	counts []string // columns of the table that count
}

func newPlan(q datasets.Query, t *table.Table) plan {
	p := plan{counts: counts(t)}
	steps := q.Steps
	for ; len(steps) > 0; steps = steps[1:] {
		field := ""
		switch step := steps[0].(type) {
		case datasets.Filter:
			field = step.Field
		case datasets.Latest:
			field = step.Field
		}
		if f, found := t.Field(field); !found || f.Kind.Number() && f.Role == table.Measure {
			break
		}
		p.before = append(p.before, steps[0])
		if !slices.Contains(p.about, field) {
			p.about = append(p.about, field)
		}
	}
	if len(steps) > 0 {
		switch step := steps[0].(type) {
		case datasets.Group:
			p.group, steps = &step, steps[1:]
		case datasets.Top: // counts first, then puts the small groups together
			g := datasets.Group{By: slices.Concat(step.Within, step.Each, []string{step.Field}),
				Measures: []datasets.Summary{{Name: step.Of, Summary: "sum", Field: step.Of}}}
			p.group = &g
		}
	}
	p.by = p.keys(t)
	for ; len(steps) > 0; steps = steps[1:] {
		share, isShare := steps[0].(datasets.Share)
		total, isTotal := steps[0].(datasets.Total)
		if isShare && p.follows(share.Within) && p.measureOf(share.Of) != "" || isTotal && p.follows(total.Within) && p.measureOf(total.Of) != "" {
			p.beside = append(p.beside, steps[0])
			continue
		}
		break
	}
	p.after = steps
	return p
}

// keys are the Fields that tell the numbers apart: those grouped by, or every
// column of the table that holds no number to be drawn.
func (p plan) keys(t *table.Table) []string {
	if p.group != nil {
		return p.group.By
	}
	var keys []string
	for _, f := range t.Fields() {
		if !f.Kind.Number() || f.Role != table.Measure {
			keys = append(keys, f.Name)
		}
	}
	return keys
}

func (p plan) follows(within []string) bool {
	return !slices.ContainsFunc(within, func(name string) bool { return !slices.Contains(p.by, name) })
}

// measureOf is what a column of counted rows counts: "rows", "sum Visits", or
// "" for a column that is no count.
func (p plan) measureOf(column string) string {
	if p.group == nil {
		if slices.Contains(p.counts, column) {
			return "sum " + column
		}
		return ""
	}
	for _, m := range p.group.Measures {
		switch {
		case m.Name != column:
		case m.Summary == "count" && m.Field == "":
			return "rows"
		case m.Summary == "count":
			return "count " + m.Field
		case m.Summary == "sum" && slices.Contains(p.counts, m.Field):
			return "sum " + m.Field
		}
	}
	return ""
}

// followable refuses numbers that show one row of counts out of several, and
// counts of rows that were changed before.
func (p plan) followable() error {
	if p.group == nil && len(p.counts) > 0 {
		return nil
	}
	if p.group == nil { // every row may be somebody: groups of them are counted at once, or not at all
		for _, step := range p.after {
			switch step.(type) {
			case datasets.Group, datasets.Bins, datasets.Top, datasets.Pivot:
				return cannotFollow("this figure counts rows after other steps")
			}
		}
		return nil
	}
	for _, m := range p.group.Measures {
		if slices.Contains(p.counts, m.Field) && m.Summary != "sum" && m.Summary != "count" {
			return cannotFollow("a " + m.Summary + " of numbers of people can give a small one away")
		}
	}
	return nil
}

// summaries are the base numbers of every measure that is followed.
func summaries(measures []string) []datasets.Summary {
	out := []datasets.Summary{{Name: "rows", Summary: "count"}}
	for _, m := range measures {
		if kind, field, found := cutMeasure(m); found {
			out = append(out, datasets.Summary{Name: m, Summary: kind, Field: field})
		}
	}
	return out
}

func cutMeasure(m string) (kind, field string, found bool) {
	for _, kind := range []string{"sum", "count"} {
		if len(m) > len(kind) && m[:len(kind)+1] == kind+" " {
			return kind, m[len(kind)+1:], true
		}
	}
	return "", "", false
}
