package intake

import (
	"context"
	"fmt"
	"reflect"
	"slices"

	"figurehead/datasets"
)

// Read replays a stored Recipe on raw bytes, of the file that it was made for
// or of a newer copy. A header row that differs, notes where there were none
// and a cell that no longer reads are a [datasets.Problem] that names the
// column or row. The same bytes always give the same table.
func Read(ctx context.Context, raw []byte, r datasets.Recipe, o Options) (Reading, error) {
	defer collectEarly(len(raw))()
	sum := sumOf(ctx, raw)
	p, err := replay(ctx, raw, r)
	if err != nil {
		return Reading{}, err
	}
	r = p.follow(r)
	t := p.trial
	built := r
	built.Unpivot, built.Within = p.recipe.Unpivot, p.recipe.Within // finish, not build, turns columns into rows
	if t == nil || !reflect.DeepEqual(built, p.recipe) {
		p.trial = nil
		if t, err = build(ctx, p.sheet, p.layout.first, p.layout.last, r); err != nil {
			return Reading{}, err
		}
	}
	return p.reading(ctx, sum, r, t, o)
}

// replay examines raw by the dialect and the header row of r and checks that
// the columns are those of r.
func replay(ctx context.Context, raw []byte, r datasets.Recipe) (*proposal, error) {
	if r.Version != datasets.RecipeVersion || !slices.Contains(Formats(), r.Format) || len(r.Delimiter) != 1 {
		return nil, fmt.Errorf("read by recipe: version %d, format %q and delimiter %q are not known", r.Version, r.Format, r.Delimiter)
	}
	g := givenBy(r)
	if r.File != "" {
		inner, packed, err := unpack(raw, r.File)
		if err != nil {
			return nil, err
		}
		raw, g.packed = inner, packed
	}
	if got := formatOf(raw); got != r.Format {
		return nil, datasets.Problem{Message: fmt.Sprintf("The file was %s; now it is %s.", formatName(r.Format), formatName(got)),
			Suggestion: "The last good copy stays in use. Read the file again from the start."}
	}
	p, err := examine(ctx, raw, g)
	if err != nil {
		return nil, err
	}
	if err := sameColumns(p.layout, r); err != nil {
		return nil, err
	}
	if r.LastRow == 0 && p.layout.notes {
		row := p.layout.last + 1
		for row < p.sheet.rows() && p.sheet.blank(row) {
			row++
		}
		return nil, datasets.Problem{
			Row:        row,
			Message:    fmt.Sprintf("Row %s looks like a note below the table. There was none when the file was first read.", count(row)),
			Suggestion: "Read the file again from the start, or delete the note.",
		}
	}
	return p, nil
}

// givenBy is what a Recipe says of the file it reads.
func givenBy(r datasets.Recipe) given {
	g := given{encoding: r.Encoding, delimiter: r.Delimiter[0], header: r.HeaderRow, sheet: r.Sheet, part: r.Part, replay: true, cleaned: r.Sealed != nil}
	g.groups, g.only = r.GroupRows, r.Only
	for i, c := range r.Columns {
		g.order = append(g.order, c.Heading)
		if c.FillDown {
			g.fillDown = append(g.fillDown, i)
		}
	}
	return g
}

// follow moves the end of the table to where the notes begin in this copy.
func (p *proposal) follow(r datasets.Recipe) datasets.Recipe {
	r.LastRow, r.Only = 0, p.sheet.chosen.only
	if len(p.parts.tables)+len(p.parts.strips) > 0 {
		r.HeaderRow = p.layout.header
	}
	if p.layout.notes {
		r.LastRow = p.layout.last
	}
	return r
}

// sameColumns compares the header row with a Recipe and names what is missing,
// new or moved.
func sameColumns(l layout, r datasets.Recipe) error {
	same := len(l.headings) == len(r.Columns)
	for i := 0; same && i < len(r.Columns); i++ {
		same = l.headings[i] == r.Columns[i].Heading && r.Columns[i].Position == i
	}
	if same {
		return sameGroups(l, r)
	}
	var before []string
	for _, c := range r.Columns {
		before = append(before, c.Heading)
	}
	gone, come := missingFrom(before, l.headings), missingFrom(l.headings, before)
	problem := datasets.Problem{Row: r.HeaderRow, Suggestion: "The last good copy stays in use. Read the file again from the start to use its new columns."}
	switch {
	case len(gone) > 0 && len(come) > 0:
		problem.Field = gone[0]
		problem.Message = fmt.Sprintf("Row %s no longer names %s. It names %s instead.", count(r.HeaderRow), listed(gone, 4), listed(come, 4))
	case len(gone) > 0:
		problem.Field = gone[0]
		problem.Message = fmt.Sprintf("Row %s no longer names %s.", count(r.HeaderRow), listed(gone, 4))
	case len(come) > 0:
		problem.Field = come[0]
		problem.Message = fmt.Sprintf("Row %s has a new column, %s.", count(r.HeaderRow), listed(come, 4))
	case len(l.headings) != len(r.Columns):
		problem.Message = fmt.Sprintf("The rows have %s columns; they had %s.", count(len(l.headings)), count(len(r.Columns)))
	default:
		problem.Message = fmt.Sprintf("The columns of row %s stand in another order.", count(r.HeaderRow))
	}
	return problem
}

// sameGroups compares what stands above the header row with a Recipe.
func sameGroups(l layout, r datasets.Recipe) error {
	for i, c := range r.Columns {
		if l.upper > 0 && c.Field.Name != l.names[i] && c.Field.Name != oneLine(c.Heading) && c.Heading != "" {
			return datasets.Problem{Row: l.upper, Field: c.Field.Name, Message: fmt.Sprintf("The rows above the names no longer say %s; they say %s.", quote(c.Field.Name), quote(l.names[i])),
				Suggestion: "The last good copy stays in use. Read the file again from the start to use its new columns."}
		}
	}
	return nil
}

// missingFrom gives the headings of a that b does not have as often.
func missingFrom(a, b []string) []string {
	rest := slices.Clone(b)
	var out []string
	for _, heading := range a {
		if i := slices.Index(rest, heading); i >= 0 {
			rest = slices.Delete(rest, i, i+1)
			continue
		}
		if heading != "" {
			out = append(out, heading)
		}
	}
	return out
}
