package protect

import (
	"context"
	"maps"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// Many gives the Results of Queries on one table, each under the ledger that
// those before it leave. The table is counted once, and of the ledger a figure
// only meets what its numbers hang together with. It is not for several goroutines.
type Many struct {
	table  *table.Table
	rule   Rule
	ledger []Entry

	base     *base            // the table as counted; nil before the first figure
	fields   []string         // that the ledger names and the table has
	measures []string         // the same of measures
	parts    []numberParts    // of each Entry, on base
	of       map[int][]int    // the Entries that a part of all measures is in
	at       map[string][]int // the Entries of the same measure and parts
}

// numberParts are where an Entry stands in the base.
type numberParts struct {
	parts []int // of its measure; nil when a Field is not there any more
	all   []int // among those of all measures; nil when it cannot be followed
}

// NewMany begins with what the ledger of the Dataset says.
func NewMany(t *table.Table, rule Rule, ledger []Entry) *Many {
	m := &Many{table: t, rule: rule, ledger: slices.Clone(ledger)}
	for _, e := range m.ledger {
		m.names(e)
	}
	return m
}

// Run gives the Result of q and takes its numbers into the ledger; see [Run].
func (m *Many) Run(ctx context.Context, q datasets.Query) (Outcome, error) {
	p := newPlan(q, m.table)
	f, err := m.newFigure(ctx, p)
	if !m.rule.On() {
		result, failed := datasets.Run(ctx, q, m.table)
		if failed != nil {
			return Outcome{}, failed
		}
		if err != nil || f == nil {
			return Outcome{Result: result}, ctx.Err() // what cannot be followed has no entries
		}
		entries, _ := f.entries(nil) // the same
		return Outcome{Result: result, Entries: entries}, nil
	}
	if err != nil {
		return Outcome{}, err
	}
	if f == nil { // nothing in it counts people
		result, err := datasets.Run(ctx, q, m.table)
		return Outcome{Result: result}, err
	}
	out, err := f.run(ctx, m.rule)
	if err == nil {
		m.enter(out.Entries)
	}
	return out, err
}

// names notes the Fields and the measure of an Entry, where the table has them.
func (m *Many) names(e Entry) {
	if _, field, found := cutMeasure(e.Measure); found && m.table.Index(field) >= 0 {
		m.measures = union(m.measures, []string{e.Measure})
	}
	for _, c := range e.Where {
		if m.table.Index(c.Field) >= 0 {
			m.fields = union(m.fields, []string{c.Field})
		}
	}
}

// counted is the table by those fields and measures, and by all that the ledger
// names. It counts anew only for what was not counted before.
func (m *Many) counted(ctx context.Context, fields, measures []string) (*base, error) {
	fields, measures = union(fields, m.fields), union(measures, m.measures)
	if m.base != nil && contains(m.base.fields, fields) && contains(m.base.measures, measures) {
		return m.base, nil
	}
	b, err := newBase(ctx, m.table, fields, measures)
	if err != nil {
		return nil, err
	}
	b.relate()
	m.base, m.parts, m.of, m.at = b, nil, map[int][]int{}, map[string][]int{}
	for _, e := range m.ledger {
		m.place(e)
	}
	return b, nil
}

func contains(all, some []string) bool {
	return !slices.ContainsFunc(some, func(name string) bool { return !slices.Contains(all, name) })
}

// place finds the parts of the next Entry of the ledger.
func (m *Many) place(e Entry) {
	var n numberParts
	if parts, known := m.base.at(e.Where); known {
		n.parts = parts
		if _, followed := m.base.of[e.Measure]; followed {
			n.all = m.base.partsOf(e.Measure, parts)
		}
	}
	i := len(m.parts)
	m.parts = append(m.parts, n)
	if len(n.parts) > 0 {
		key := e.Measure + "\x02" + keyOf(n.parts)
		m.at[key] = append(m.at[key], i)
	}
	for _, part := range n.all {
		m.of[part] = append(m.of[part], i)
	}
}

// enter takes the numbers of a figure into the ledger: one stays hidden until it
// is shown.
func (m *Many) enter(entries []Entry) {
	for _, e := range entries {
		known := false
		if parts, found := m.base.at(e.Where); found && len(parts) > 0 {
			for _, i := range m.at[e.Measure+"\x02"+keyOf(parts)] {
				if sameWhere(m.ledger[i].Where, e.Where) {
					m.ledger[i].Hidden, known = m.ledger[i].Hidden && e.Hidden, true
				}
			}
		}
		if known {
			continue
		}
		m.ledger = append(m.ledger, e)
		m.names(e)
		m.place(e)
	}
}

func sameWhere(a, b []datasets.Coordinate) bool {
	return slices.EqualFunc(a, b, func(x, y datasets.Coordinate) bool {
		return x.Field == y.Field && slices.Equal(x.Values, y.Values)
	})
}

// hiddenBefore reports whether the number of those parts was hidden: once
// hidden, it stays hidden.
func (m *Many) hiddenBefore(measure string, parts []int) bool {
	return slices.ContainsFunc(m.at[measure+"\x02"+keyOf(parts)], func(i int) bool { return m.ledger[i].Hidden })
}

// earlier are the numbers of the ledger, as readers know them, that hang together
// with those of a figure through any of their parts. What is published of other
// parts tells nothing of these, nor these of it.
func (m *Many) earlier(f *figure, sums []sum) []sum {
	in, reached := map[int]bool{}, map[int]bool{}
	var open []int
	reach := func(parts []int) {
		for _, part := range parts {
			if !reached[part] {
				reached[part] = true
				open = append(open, part)
			}
		}
	}
	for _, s := range sums {
		reach(s.parts)
	}
	for len(open) > 0 {
		part := open[len(open)-1]
		open = open[:len(open)-1]
		for _, i := range m.of[part] {
			if !in[i] {
				in[i] = true
				reach(m.parts[i].all)
			}
		}
	}
	var earlier []sum
	for _, i := range slices.Sorted(maps.Keys(in)) {
		e := m.ledger[i]
		if s, known := f.sumOf(e.Measure, m.parts[i].parts); known {
			s.hidden, s.forced, s.fixed, s.margin = e.Hidden, e.Hidden, !e.Hidden, true
			earlier = append(earlier, s)
		}
	}
	return earlier
}
