package datasets

import (
	"context"
	"fmt"
	"slices"

	"figurehead/datasets/table"
)

// Pivot turns rows into columns: it makes one row for each combination of the By
// Fields, in order of first appearance, with a Field for each of Columns, which
// are values of the Field Names, and in it the cell of the Field Value. It puts
// the earlier and the later number, or two measures, beside each other.
//
// Rows with another value of Names, or none, are left out. A combination without
// a row for one of Columns has no available value there; two rows for it are a
// Problem. Missing values keep their reason.
type Pivot struct {
	By      []string `json:"by,omitempty"`
	Names   string   `json:"names"`
	Value   string   `json:"value"`
	Columns []string `json:"columns"`
}

// Do is the step's name in JSON.
func (Pivot) Do() string { return "pivot" }

func (s Pivot) outline(in []table.Field) ([]table.Field, error) {
	value, err := fieldOf(s.Value, in)
	if err != nil {
		return nil, err
	}
	if _, err := s.cells(in); err != nil {
		return nil, err
	}
	out, err := fieldsOf(append(slices.Clone(s.By), s.Names, s.Value), in)
	if err != nil {
		return nil, err
	}
	out = out[:len(s.By)]
	for _, name := range s.Columns {
		f := value
		f.Name, f.Totals, f.Rest = name, nil, ""
		if out, err = addField(out, f); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// cells are the Columns as values of Names.
func (s Pivot) cells(in []table.Field) ([]table.Cell, error) {
	f, err := fieldOf(s.Names, in)
	if err != nil {
		return nil, err
	}
	if len(s.Columns) == 0 {
		return nil, Problem{Field: "columns", Message: fmt.Sprintf("No values of %q are named that would become columns.", s.Names), Suggestion: "Name at least one."}
	}
	cells := make([]table.Cell, len(s.Columns))
	for i, text := range s.Columns {
		if cells[i], err = table.ParseCell(text, f); err != nil {
			return nil, wrongValue(f, text, err)
		}
		if slices.Contains(cells[:i], cells[i]) {
			return nil, twice(text)
		}
	}
	return cells, nil
}

func (s Pivot) run(ctx context.Context, in relation) (relation, error) {
	fields, err := s.outline(in.fields)
	if err != nil {
		return relation{}, err
	}
	cells, err := s.cells(in.fields)
	if err != nil {
		return relation{}, err
	}
	names := indexOf(s.Names, in.fields)
	passes := oneOf(cells, true).compile(in.columns[names], in.fields[names])
	rows := []uint32{}
	if err := blocks(ctx, in.n, func(from, to int) { rows = passes(in.rows, from, to, rows) }); err != nil {
		return relation{}, err
	}
	named := in.keep(rows)
	g, err := groupRows(ctx, named, s.By)
	if err != nil {
		return relation{}, err
	}
	if g.n > MaxGroups {
		return relation{}, tooManyGroups(g.n)
	}
	if err := makesAtMost(g.n, len(fields)); err != nil {
		return relation{}, err
	}
	sources, err := s.sources(ctx, named, g, cells)
	if err != nil {
		return relation{}, err
	}
	return s.rows(named, g, fields, sources), ctx.Err()
}

// sources gives for each of Columns the row, from 1, that holds the cell of each
// group, or 0.
func (s Pivot) sources(ctx context.Context, in relation, g grouping, cells []table.Cell) ([][]uint32, error) {
	names := indexOf(s.Names, in.fields)
	keys, different, err := columnKeys(ctx, in, names)
	if err != nil {
		return nil, err
	}
	columns := make([]int, different) // by key, from 1
	sources := make([][]uint32, len(cells))
	for i := range sources {
		sources[i] = make([]uint32, g.n)
	}
	var twice error
	err = blocks(ctx, in.n, func(from, to int) {
		for i := from; i < to && twice == nil; i++ {
			at := &columns[keys[i]]
			if *at == 0 {
				*at = slices.Index(cells, in.cell(i, names)) + 1
			}
			source := &sources[*at-1][g.ids[i]]
			if *source != 0 {
				twice = Problem{Field: s.Names, Message: fmt.Sprintf("There are several rows for %s%s.", s.Columns[*at-1], s.whose(in, i)), Suggestion: `Group the rows first, or name what else tells them apart in "by".`}
			}
			*source = uint32(in.row(i)) + 1
		}
	})
	if twice != nil {
		return nil, twice
	}
	return sources, err
}

// whose words the combination of a row, in a message.
func (s Pivot) whose(in relation, i int) string {
	text := ""
	for _, name := range s.By {
		text += fmt.Sprintf(", %s", shorten(in.cell(i, indexOf(name, in.fields)).String()))
	}
	return text
}

// rows puts the groups and the cells of their Columns together.
func (s Pivot) rows(in relation, g grouping, fields []table.Field, sources [][]uint32) relation {
	out := relation{fields: fields, n: g.n}
	first := make([]uint32, g.n)
	for group := range first {
		if len(s.By) > 0 {
			first[group] = uint32(in.row(int(g.first[group])))
		}
	}
	for _, name := range s.By {
		out.columns = append(out.columns, in.columns[indexOf(name, in.fields)].Pick(first))
	}
	value := in.columns[indexOf(s.Value, in.fields)]
	for i := range sources {
		out.columns = append(out.columns, value.PickOr(sources[i], fields[len(s.By)+i], table.NotAvailable))
	}
	return out
}
