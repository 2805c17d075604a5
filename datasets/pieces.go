package datasets

import (
	"context"
	"math"
	"slices"

	"figurehead/datasets/table"
)

// pieces are the rows that some filters keep, in order of the column of one more
// filter, with what each block of them adds up to in each group. It is not changed
// once it is made.
type pieces struct {
	order  inOrder
	ids    []uint16 // the group of the row at each place
	groups int
	block  int      // rows of a block
	of     []string // the Fields that are added up; "" counts rows
	levels [][]sums // sums of 1, 2, 4, 8 … blocks
}

// sums are what some rows add up to: of each group, and of each Field in it.
type sums struct {
	first []uint32 // the first row of each group; noRow without one
	rows  []uint32 // how many
	parts []part   // group × Field
}

// part is what the cells of one Field add up to in one group.
type part struct {
	tally tally
	total table.Total
}

// noRow is above every row.
const noRow = math.MaxUint32

// Bounds of pieces: with more groups the blocks would hold more than the rows.
const (
	piecesGroups = 512
	piecesBlock  = 1024 // at least
)

// newPieces makes the pieces of the rows that the filters keep, or nil when that
// would save nothing.
func newPieces(ctx context.Context, r relation, filters []Filter, field string, group Group) (*pieces, error) {
	var err error
	for _, f := range filters {
		if r, err = f.run(ctx, r); err != nil {
			return nil, err
		}
	}
	p := &pieces{of: addedFields(group)}
	for _, name := range p.of {
		if name != "" && r.columns[indexOf(name, r.fields)].Wide != nil {
			return nil, nil
		}
	}
	g, err := groupRows(ctx, r, group.By)
	if err != nil || g.n > piecesGroups || g.n == 0 {
		return nil, err
	}
	p.groups = g.n
	ok := false
	if p.order, ok, err = putInOrder(ctx, r, r.columns[indexOf(field, r.fields)]); err != nil || !ok {
		return nil, err
	}
	p.fillGroups(r, g)
	p.block = max(piecesBlock, 8*p.groups)
	return p, p.add(ctx, r)
}

// addedFields are the Fields that a group adds up, each once.
func addedFields(group Group) []string {
	var of []string
	for _, m := range group.Measures {
		if !slices.Contains(of, m.Field) {
			of = append(of, m.Field)
		}
	}
	return of
}

// fillGroups notes the group of the row at each place.
func (p *pieces) fillGroups(r relation, g grouping) {
	last := 0
	if r.n > 0 {
		last = r.row(r.n - 1) // rows stand in their order
	}
	byRow := make([]uint16, last+1)
	for i, id := range g.ids {
		byRow[r.row(i)] = uint16(id)
	}
	p.ids = make([]uint16, len(p.order.rows))
	for place, row := range p.order.rows {
		p.ids[place] = byRow[row]
	}
}

// add adds up the blocks, and then two and two of them.
func (p *pieces) add(ctx context.Context, r relation) error {
	n := len(p.order.rows)
	var level []sums
	for from := 0; from+p.block <= n; from += p.block {
		if err := ctx.Err(); err != nil {
			return err
		}
		s := p.none()
		p.addRows(s, r, from, from+p.block)
		level = append(level, s)
	}
	for p.levels = [][]sums{level}; len(level) > 1; p.levels = append(p.levels, level) {
		var next []sums
		for i := 0; i+1 < len(level); i += 2 {
			s := p.none()
			s.join(level[i])
			s.join(level[i+1])
			next = append(next, s)
		}
		level = next
	}
	return nil
}

func (p *pieces) none() sums {
	return sums{first: slices.Repeat([]uint32{noRow}, p.groups), rows: make([]uint32, p.groups), parts: make([]part, p.groups*len(p.of))}
}

// addRows adds the rows at those places.
func (p *pieces) addRows(s sums, r relation, from, to int) {
	ids, rows := p.ids[from:to], p.order.rows[from:to]
	for i, row := range rows {
		id := ids[i]
		s.rows[id]++
		s.first[id] = min(s.first[id], row)
	}
	for f, name := range p.of {
		if name == "" {
			continue // rows says it
		}
		c := r.columns[indexOf(name, r.fields)]
		for i, row := range rows {
			at := &s.parts[int(ids[i])*len(p.of)+f]
			at.tally.add(c.Missing(int(row)))
			if c.Scaled != nil { // missing numbers are held as 0
				at.total.Add(c.Scaled[row])
			}
		}
	}
}

func (s sums) join(o sums) {
	for group, rows := range o.rows {
		s.rows[group] += rows
		s.first[group] = min(s.first[group], o.first[group])
	}
	for i := range o.parts {
		s.parts[i].tally.join(o.parts[i].tally)
		s.parts[i].total.Join(o.parts[i].total)
	}
}

// addSpan adds the rows of a run of places: whole blocks, as many at once as there
// are sums of, and row by row what is left.
func (p *pieces) addSpan(s sums, r relation, run span) {
	whole := span{(run.from + p.block - 1) / p.block, run.to / p.block}
	if whole.from >= whole.to {
		p.addRows(s, r, run.from, run.to)
		return
	}
	p.addRows(s, r, run.from, whole.from*p.block)
	p.addRows(s, r, whole.to*p.block, run.to)
	for at := whole.from; at < whole.to; {
		level := 0
		for at%(2<<level) == 0 && at+2<<level <= whole.to {
			level++
		}
		s.join(p.levels[level][at>>level])
		at += 1 << level
	}
}

// answer gives the groups of the rows that the filter keeps; false when it has to
// be asked of each row.
func (p *pieces) answer(ctx context.Context, r relation, filter Filter, group Group) (relation, bool, error) {
	at := indexOf(filter.Field, r.fields)
	test := filterTests[filter.Test]
	values, err := filter.values(r.fields[at], test)
	if err != nil {
		return relation{}, false, err
	}
	runs, ok := p.order.spans(test.make(r.fields[at], values), r.columns[at])
	if !ok {
		return relation{}, false, nil
	}
	s := p.none()
	for _, run := range runs {
		if err := ctx.Err(); err != nil {
			return relation{}, false, err
		}
		p.addSpan(s, r, run)
	}
	out, err := p.groupsOf(ctx, s, r, group)
	return out, true, err
}

// groupsOf makes the rows of the group step, in order of first appearance.
func (p *pieces) groupsOf(ctx context.Context, s sums, r relation, group Group) (relation, error) {
	var there []int
	for id := range p.groups {
		if s.rows[id] > 0 {
			there = append(there, id)
		}
	}
	slices.SortFunc(there, func(a, b int) int { return compareInts(int64(s.first[a]), int64(s.first[b])) })
	g := grouping{n: len(there)}
	for _, id := range there {
		g.first = append(g.first, s.first[id])
	}
	if len(group.By) == 0 && g.n == 0 { // one row, of nothing
		g.n, g.first, there = 1, []uint32{0}, []int{0}
	}
	fields, err := group.outline(r.fields)
	if err != nil {
		return relation{}, err
	}
	summaries := make([][]table.Cell, len(group.Measures))
	for i, m := range group.Measures {
		if summaries[i], err = m.runKnowing(ctx, r, g, fields[len(group.By)+i], p.knownOf(s, r, m, there)); err != nil {
			return relation{}, err
		}
	}
	out, err := group.rows(r, g, fields, summaries)
	out.fields = fields
	return out, err
}

// knownOf is what the groups that are there say of one measure.
func (p *pieces) knownOf(s sums, r relation, m Summary, there []int) *known {
	k := &known{tallies: make([]tally, len(there)), sums: make([]table.Sum, len(there))}
	field, scale := slices.Index(p.of, m.Field), 0
	if m.Field != "" {
		scale = r.columns[indexOf(m.Field, r.fields)].Scale
	}
	for i, id := range there {
		if m.Field == "" {
			k.tallies[i].present = int(s.rows[id])
			continue
		}
		found := s.parts[id*len(p.of)+field]
		k.tallies[i], k.sums[i] = found.tally, found.total.Sum(scale)
	}
	return k
}

// sizeBytes is about the memory that the pieces hold.
func (p *pieces) sizeBytes() int64 {
	if p == nil {
		return 0
	}
	size := int64(len(p.order.rows)*4 + len(p.order.parts)*8 + len(p.ids)*2)
	for _, level := range p.levels {
		size += int64(len(level)) * int64(72+p.groups*(8+32*len(p.of)))
	}
	return size
}
