package datasets

import (
	"context"
	"fmt"
	"slices"

	"figurehead/datasets/table"
)

// Top keeps the Count values of Field with the largest totals of Of and puts all
// others together as the value Other. Its Fields are Within, Each, Field and Of,
// with one row for each of their combinations that is there: apart for each
// combination of Within in order of first appearance, from the largest total
// down, Other last. Of equal totals the first to appear is taken.
//
// Totals are taken apart for each combination of Within and over all of Each: a
// Top of suppliers each year keeps the same suppliers in all years.
//
// A total over a missing value is missing for the same reason (suppressed when
// the value is hidden, not available when there are several reasons), never
// smaller, and comes after all that have a number. Rows that Field.Totals names
// are left out; rows without a value of Field, and those that are called Other
// already, are part of Other. Numbers that cannot be added up are a Problem.
type Top struct {
	Field  string   `json:"field"`
	Of     string   `json:"of"`
	Count  int      `json:"count"`
	Other  string   `json:"other"`
	Within []string `json:"within,omitempty"`
	Each   []string `json:"each,omitempty"`
}

// Do is the step's name in JSON.
func (Top) Do() string { return "top" }

func (s Top) outline(in []table.Field) ([]table.Field, error) {
	out, err := fieldsOf(slices.Concat(s.Within, s.Each, []string{s.Field, s.Of}), in)
	if err != nil {
		return nil, err
	}
	f, of := out[len(out)-2], out[len(out)-1]
	if f.Kind != table.Text && f.Kind != table.PlaceCode {
		return nil, Problem{Field: f.Name, Message: fmt.Sprintf("%q holds %s, which cannot be put together under a name.", f.Name, kindWords[f.Kind]), Suggestion: "Choose a column of text."}
	}
	if err := canBeAdded(of); err != nil {
		return nil, err
	}
	if s.Other == "" || len(s.Other) > table.MaxCellBytes {
		return nil, Problem{Field: "other", Message: "The rest has no name, or a very long one.", Suggestion: `Give it one, such as "Other suppliers".`}
	}
	out[len(out)-2].Totals, out[len(out)-2].Rest = nil, s.Other
	out[len(out)-1] = measureOf(of)
	out[len(out)-1].Name = of.Name
	return out, needsCount(s.Count)
}

func (s Top) run(ctx context.Context, in relation) (relation, error) {
	fields, err := s.outline(in.fields)
	if err != nil {
		return relation{}, err
	}
	if totals := in.fields[indexOf(s.Field, in.fields)].Totals; len(totals) > 0 {
		if in, err = (Filter{Field: s.Field, Test: "isNot", Values: totals}).run(ctx, in); err != nil {
			return relation{}, err
		}
	}
	within, err := groupRows(ctx, in, s.Within)
	if err != nil {
		return relation{}, err
	}
	g, err := s.regroup(ctx, in, within)
	if err != nil {
		return relation{}, err
	}
	sums, err := valuesOf(in, g.grouping, s.Of).completeSums(ctx)
	if err != nil {
		return relation{}, err
	}
	out, err := s.rows(in, g, fields, sums)
	out.ties = g.ties
	return out, err
}

// valuesOf are the cells of a column by group, to be added up.
func valuesOf(in relation, g grouping, name string) values {
	of := indexOf(name, in.fields)
	return values{in: in, groups: g, column: in.columns[of], of: in.fields[of], field: in.fields[of]}
}

// ranked is a grouping of which each group has a combination of Within and a
// rank there, from 0.
type ranked struct {
	grouping
	within, rank []uint32
	ties         []Tie
}

// regroup groups the rows by Within, Field and Each, where Field has its value
// or is Other.
func (s Top) regroup(ctx context.Context, in relation, within grouping) (ranked, error) {
	named := within.refined()
	if err := named.refineBy(ctx, in, s.Field); err != nil {
		return ranked{}, err
	}
	if named.n > MaxGroups {
		return ranked{}, tooManyGroups(named.n)
	}
	totals, err := valuesOf(in, named, s.Of).completeSums(ctx)
	if err != nil {
		return ranked{}, err
	}
	rank, order := s.ranks(in, within, named, totals)
	ranks, most := make([]uint32, in.n), uint32(0)
	for i, id := range named.ids {
		ranks[i] = rank[id]
		most = max(most, rank[id])
	}
	out := within.refined()
	if err := out.refine(ctx, ranks, int(most)+1); err != nil {
		return ranked{}, err
	}
	for _, name := range s.Each {
		if err := out.refineBy(ctx, in, name); err != nil {
			return ranked{}, err
		}
	}
	if out.n > MaxGroups {
		return ranked{}, tooManyGroups(out.n)
	}
	g := ranked{grouping: out, ties: s.tied(in, within, named, totals, order)}
	for _, place := range out.first {
		g.within, g.rank = append(g.within, within.ids[place]), append(g.rank, ranks[place])
	}
	return g, nil
}

// otherRank is that of Other, after all that are kept.
func (s Top) otherRank() int { return min(s.Count, MaxGroups) }

// tied is where equal totals are cut apart; of a Top for each combination of several
// it is not told.
func (s Top) tied(in relation, within, named grouping, totals []table.Cell, order []int) []Tie {
	if within.n != 1 || s.Count >= len(order) {
		return nil
	}
	line := func(group int) []table.Cell {
		return []table.Cell{in.cell(int(named.first[group]), indexOf(s.Field, in.fields)), totals[group]}
	}
	last := order[s.Count-1]
	t := Tie{Of: s.Of, Rest: s.Other, Kept: line(last), Fields: []table.Field{in.fields[indexOf(s.Field, in.fields)], in.fields[indexOf(s.Of, in.fields)]}}
	for _, group := range order[s.Count:] {
		if totals[last].Missing != table.Present || totals[group].Missing != table.Present || totals[group].Number.Cmp(totals[last].Number) != 0 {
			break
		}
		if len(t.Left) == maxTied {
			t.More++
			continue
		}
		t.Left = append(t.Left, line(group))
	}
	if len(t.Left) == 0 {
		return nil
	}
	return []Tie{t}
}

// ranks gives each group of a value its rank among those of its combination; order
// has those that have a value, from the largest total down.
func (s Top) ranks(in relation, within, named grouping, totals []table.Cell) (rank []uint32, order []int) {
	field := indexOf(s.Field, in.fields)
	rank = make([]uint32, named.n)
	for group := range rank {
		rank[group] = uint32(s.otherRank())
		if cell := in.cell(int(named.first[group]), field); cell.Missing == table.Present && cell.Text != s.Other {
			order = append(order, group)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := totals[a], totals[b]
		switch {
		case x.Missing != table.Present && y.Missing != table.Present:
			return 0
		case x.Missing != table.Present || y.Missing != table.Present:
			return x.Compare(y)
		}
		return y.Compare(x)
	})
	kept := make([]int, within.n)
	for _, group := range order {
		if w := within.ids[named.first[group]]; kept[w] < s.otherRank() {
			rank[group] = uint32(kept[w])
			kept[w]++
		}
	}
	return rank, order
}

// rows puts the groups in order of their combinations and ranks.
func (s Top) rows(in relation, g ranked, fields []table.Field, sums []table.Cell) (relation, error) {
	order := make([]int, g.n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if by := compareInts(int64(g.within[a]), int64(g.within[b])); by != 0 {
			return by
		}
		return compareInts(int64(g.rank[a]), int64(g.rank[b]))
	})
	b := table.NewBuilder(fields)
	b.Grow(g.n)
	for i, group := range order {
		place := int(g.first[group])
		for column, f := range fields[:len(fields)-1] {
			cell := in.cell(place, indexOf(f.Name, in.fields))
			if f.Name == s.Field && int(g.rank[group]) == s.otherRank() {
				cell = table.Cell{Kind: f.Kind, Text: s.Other}
			}
			b.Set(column, cell)
		}
		b.Set(len(fields)-1, sums[group])
		if err := b.EndRow(i + 1); err != nil {
			return relation{}, err
		}
	}
	t, err := b.Table()
	return relationOf(t), err
}
