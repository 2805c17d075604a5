package widgets

import (
	"fmt"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// aims are words in a heading that say its numbers are what was aimed at.
var aims = []string{"target", "targets", "goal"}

// indicatorWords stand in the heading of a column whose names are each measured
// in a way of their own, so that the highest of all means nothing.
var indicatorWords = []string{"indicator", "indicators", "measure", "kpi", "metric"}

// target is the column of what the measure aims at: the one so named, in the
// same unit; −1 where there is none or more than one.
func (g *suggester) target() int {
	found := -1
	for i, f := range g.fields {
		if i == g.measure || !f.Kind.Number() || !headingHas(f.Name, aims) || headingHas(f.Name, []string{"variance", "difference", "gap", "met"}) {
			continue
		}
		if found >= 0 || headingHas(g.name(g.measure), aims) {
			return -1
		}
		found = i
	}
	if found < 0 || (g.fields[found].Kind == table.Percentages) != g.percent() || g.fields[found].Unit != g.fields[g.measure].Unit {
		return -1
	}
	return found
}

// movingTarget reports whether the target of a Spec was another in some period.
func (g *suggester) movingTarget(spec Spec) bool {
	target := slices.IndexFunc(g.fields, func(f table.Field) bool { return f.Name == spec.Encoding.Target })
	return target >= 0 && g.table.Profile(target).Distinct > 1
}

// reached counts the rows with a number and a target, and those of them whose
// number is at or above it.
func (g *suggester) reached(target int) (at, of int) {
	numbers, targets := g.table.Column(g.measure), g.table.Column(target)
	for row := range g.table.Rows() {
		if numbers.Missing(row) == table.Present && targets.Missing(row) == table.Present {
			of++
			at += btoi(numbers.Number(row).Cmp(targets.Number(row)) >= 0)
		}
	}
	return at, of
}

// measureAndTarget turns the two columns into rows, beside another column.
func (g *suggester) measureAndTarget(target, beside int) (steps []datasets.Step, roles datasets.Roles) {
	both := []string{g.name(g.measure), g.name(target)}
	roles = datasets.Roles{Series: g.freeName("Number or target"), Value: g.freeName("Value")}
	return []datasets.Step{datasets.Choose{Fields: append([]string{g.name(beside)}, both...)},
		datasets.Unpivot{Fields: both, Name: roles.Series, Value: roles.Value}}, roles
}

// lineBesideTarget is the numbers along the time with what they aimed at.
func (g *suggester) lineBesideTarget(target int, noun string) {
	at, of := g.reached(target)
	if g.periods < 3 || of < 3 {
		return
	}
	steps, roles := g.measureAndTarget(target, g.time)
	roles.Time = g.name(g.time)
	s, ok := g.sketch(Spec{Kind: Line, Encoding: roles, Highlight: []string{g.name(g.measure)}}, append(steps, g.sorted(g.time, "ascending"))...)
	if !ok || len(s.figure.Series) != 2 {
		return
	}
	points := s.figure.Series[0].Points
	s.spec.Title = fmt.Sprintf("%s was at or above its target in %d of %s", words.Capital(noun), at, words.Count(of, "period", "periods"))
	s.spec.Subtitle = subtitle(noun+" and target", points[0].Category+" to "+points[len(points)-1].Category, g.unit())
	g.offer(s, s.spec.Title, "")
}

// indicators suggests the rows as they are where each name is measured in a way of
// its own: there is no highest of all, but each has its target.
func (g *suggester) indicators() bool {
	by, target := g.aimedAt()
	if target < 0 || !headingHas(g.name(by), indicatorWords) {
		return false
	}
	columns := datasets.Choose{Fields: []string{g.name(by), g.name(g.measure), g.name(target)}}
	g.offerReached(Spec{Kind: Table, Encoding: datasets.Roles{Category: g.name(by), Target: g.name(target)}}, []datasets.Step{columns}, by, target, "Look whether higher is better for each of them")
	return len(g.list) > 0
}

// namesBesideTargets suggests bars of each name's number beside what it aimed at.
func (g *suggester) namesBesideTargets() bool {
	by, target := g.aimedAt()
	if target < 0 || headingHas(g.name(by), indicatorWords) || g.table.Rows() > maxSuggestedGroups {
		return false
	}
	steps, roles := g.measureAndTarget(target, by)
	roles.Category = g.name(by)
	g.offerReached(Spec{Kind: GroupedBar, Encoding: roles}, steps, by, target, "")
	return len(g.list) > 0
}

// aimedAt is the column of names that stand once each, with a number and a
// target; target is −1 where there are none.
func (g *suggester) aimedAt() (by, target int) {
	if g.measure < 0 || g.time >= 0 || g.table.Rows() < 2 {
		return -1, -1
	}
	if target = g.target(); target < 0 {
		return -1, -1 // most tables: asked before their rows are counted
	}
	if by, _ = g.mainDimensions(); by < 0 || len(g.fields[by].Totals) > 0 || g.groups(by) != g.table.Rows() {
		return by, -1
	}
	return by, target
}

// offerReached titles names with their targets by how many reached them.
func (g *suggester) offerReached(spec Spec, steps []datasets.Step, by, target int, catch string) {
	s, ok := g.sketch(spec, steps...)
	at, of := g.reached(target)
	if !ok || of < 2 {
		return
	}
	names := plural(g.name(by))
	switch at {
	case 0:
		s.spec.Title = fmt.Sprintf("None of the %d %s was at or above its target", of, names)
	case 1:
		s.spec.Title = fmt.Sprintf("1 of %d %s was at or above its target", of, names)
	case of:
		s.spec.Title = fmt.Sprintf("All %d %s were at or above their targets", of, names)
	default:
		s.spec.Title = fmt.Sprintf("%d of %d %s were at or above their targets", at, of, names)
	}
	s.spec.Subtitle = subtitle(measureName(g.name(g.measure))+" and target by "+thing(g.name(by)), g.unit())
	g.offer(s, s.spec.Title, catch)
}
