package intake

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"time"

	"figurehead/datasets"
	"figurehead/datasets/csvfile"
	"figurehead/datasets/personal"
	"figurehead/datasets/table"
)

// Decide writes decisions into a Recipe, one for each finding: by the name of
// the Field what a person chose, and for those that nobody chose for that the
// column is left out. A decision that the column cannot have is a
// [datasets.Problem] at the Field.
func Decide(r datasets.Recipe, findings []personal.Finding, decisions map[string]datasets.PersonalDecision) (datasets.Recipe, error) {
	r = clone(r)
	for _, f := range findings {
		c := columnNamed(&r, f.Field)
		d, decided := decisions[f.Field]
		if !decided {
			d = datasets.PersonalDecision{Use: datasets.PersonalDrop}
		}
		d.Kinds = slices.Clone(f.Kinds)
		switch d.Use {
		case datasets.PersonalDrop:
			c.Dropped = true
		case datasets.PersonalCut:
			if f.Cut == personal.NoCut {
				return r, datasets.Problem{Field: f.Field, Message: fmt.Sprintf("%s cannot be made coarser.", quote(f.Field)), Suggestion: "Leave it out, or keep it for a reason."}
			}
			if _, err := time.Parse(time.DateOnly, d.On); err != nil {
				return r, fmt.Errorf("decide on %q: day %q: %w", f.Field, d.On, err)
			}
		case datasets.PersonalKeep:
			if len([]rune(d.Reason)) < 3 {
				return r, datasets.Problem{Field: f.Field, Message: fmt.Sprintf("Say why %s may be kept.", quote(f.Field)), Suggestion: "A few words are enough, such as “addresses of libraries”."}
			}
		default:
			return r, datasets.Problem{Field: f.Field, Message: fmt.Sprintf("Nothing was chosen for %s.", quote(f.Field)), Suggestion: "Choose one of the answers."}
		}
		c.Personal = &d
	}
	return r, nil
}

// NeedsSeal reports whether a Recipe leaves out or cuts personal data, so that
// the file it reads must not be kept.
func NeedsSeal(r datasets.Recipe) bool {
	return slices.ContainsFunc(r.Columns, func(c datasets.RecipeColumn) bool {
		return c.Personal != nil && c.Personal.Use != datasets.PersonalKeep
	})
}

// Seal reads raw by a Recipe and gives a cleaned copy with the Recipe of that
// copy: the columns that are used and nothing else, as CSV in UTF-8, the
// columns to be cut made coarser. What stands above and below the table, in
// other sheets, in comments and in columns that are not used is not in it.
//
// The Recipe of the copy holds r as Sealed. The copy is read again before it is
// given back: a table that would not be the same is an error.
func Seal(ctx context.Context, raw []byte, r datasets.Recipe) ([]byte, datasets.Recipe, error) {
	copied, reading, err := sealRead(ctx, raw, r, Options{})
	if err != nil {
		return nil, r, err
	}
	return copied, reading.Recipe, nil
}

// sealRead is Seal that gives the reading of the copy with it.
func sealRead(ctx context.Context, raw []byte, r datasets.Recipe, o Options) ([]byte, Reading, error) {
	p, err := replay(ctx, raw, r)
	if err != nil {
		return nil, Reading{}, withoutCells(err)
	}
	r = p.follow(r)
	t, err := build(ctx, p.sheet, p.layout.first, p.layout.last, r)
	if err != nil {
		return nil, Reading{}, withoutCells(err)
	}
	sealed := sealedRecipe(r)
	copied, err := p.copyRows(ctx, r, sealed)
	if err != nil {
		return nil, Reading{}, err
	}
	again, err := Read(ctx, copied, sealed, o)
	if err != nil {
		return nil, Reading{}, fmt.Errorf("seal: read the copy: %w", withoutCells(err))
	}
	return copied, again, sameTable(t, again.flat, r)
}

// sealedRecipe is how the cleaned copy of what r reads is read.
func sealedRecipe(r datasets.Recipe) datasets.Recipe {
	origin := originOf(r)
	sealed := clone(r)
	sealed.File, sealed.Format, sealed.Sheet, sealed.Part, sealed.Encoding, sealed.Delimiter = "", csvFormat, "", "", csvfile.UTF8, ","
	sealed.HeaderRow, sealed.LastRow, sealed.Sealed, sealed.GroupRows = 1, 0, &origin, nil
	sealed.Columns, sealed.Elsewhere = nil, nil
	for _, c := range clone(r).Columns {
		if c.Dropped {
			continue
		}
		c.Position, c.Heading, c.FillDown = len(sealed.Columns), c.Field.Name, false
		if cutOf(c) != personal.NoCut {
			c.Field = table.Field{Name: c.Field.Name, Kind: table.Text, Role: table.Dimension}
			c.DateOrder, c.Markers = "", map[string]table.Reason{cutMarker: table.Confidential}
		}
		sealed.Columns = append(sealed.Columns, c)
	}
	return sealed
}

// originOf is how the file itself is read, with what was decided since.
func originOf(r datasets.Recipe) datasets.Recipe {
	if r.Sealed == nil {
		return clone(r)
	}
	origin := clone(*r.Sealed)
	for _, c := range r.Columns {
		if at := columnNamed(&origin, c.Field.Name); at != nil && c.Personal != nil && !at.Dropped {
			at.Dropped, at.Personal = c.Dropped, c.Personal
		}
	}
	return origin
}

// cutMarker stands in a cut column where a cell could not be cut.
const cutMarker = "[c]"

// cutOf is how the cells of a column are made coarser.
func cutOf(c datasets.RecipeColumn) personal.Cut {
	switch {
	case c.Personal == nil || c.Personal.Use != datasets.PersonalCut || c.Dropped:
		return personal.NoCut
	case c.Field.Kind == table.Dates:
		return personal.ToAgeBand
	}
	return personal.ToDistrict
}

// copyRows writes the names and the used cells of every row of data.
func (p *proposal) copyRows(ctx context.Context, r, sealed datasets.Recipe) ([]byte, error) {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	record := make([]string, 0, len(sealed.Columns))
	var used []*datasets.RecipeColumn
	for i := range r.Columns {
		if !r.Columns[i].Dropped {
			used = append(used, &r.Columns[i])
			record = append(record, r.Columns[i].Field.Name)
		}
	}
	if err := w.Write(record); err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	readers := make([]*columnReader, len(used))
	for i, c := range used {
		readers[i] = newColumnReader(c, i)
	}
	for _, row := range p.sheet.rowsOf(p.layout.first, p.layout.last) {
		if row%cancelEvery == 0 && ctx.Err() != nil {
			return nil, fmt.Errorf("seal row %d: %w", row, ctx.Err())
		}
		for i, c := range used {
			record[i] = cut(readers[i], p.sheet.cell(int(row), c.Position))
		}
		if !slices.ContainsFunc(record, func(cell string) bool { return cell != "" }) {
			continue // nothing is left of the row
		}
		if err := w.Write(record); err != nil {
			return nil, fmt.Errorf("seal: %w", err)
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

// cut is the text of a cell as it is kept.
func cut(r *columnReader, cell []byte) string {
	way := cutOf(*r.recipe)
	if way == personal.NoCut || len(cell) == 0 {
		return string(cell)
	}
	coarse, ok := "", false
	if way == personal.ToDistrict {
		coarse, ok = personal.District(string(cell))
	} else if born, isDay := r.readDay(cell); isDay {
		if on, err := time.Parse(time.DateOnly, r.recipe.Personal.On); err == nil {
			coarse, ok = personal.AgeBand(born, table.Date(on.Year(), int(on.Month()), on.Day()))
		}
	}
	if !ok {
		return cutMarker
	}
	return coarse
}

// sameTable compares what the copy gives with what the file gave, but for cut
// columns and for rows of which nothing is left.
func sameTable(of, copied *table.Table, r datasets.Recipe) error {
	fields := of.Fields()
	at := 0
	for row := range of.Rows() {
		left := false
		for column, f := range fields {
			a := of.Cell(row, column)
			left = left || a.Missing != table.Blank
			if cutOf(*columnNamed(&r, f.Name)) != personal.NoCut || at == copied.Rows() {
				continue
			}
			if b := copied.Cell(at, column); left && (a.Missing != b.Missing || a.Compare(b) != 0) {
				return fmt.Errorf("seal: row %d of %q would read differently from the copy", of.SourceRow(row), f.Name)
			}
		}
		if left {
			at++
		}
	}
	if at != copied.Rows() {
		return fmt.Errorf("seal: the copy has %d rows, the file has %d", copied.Rows(), at)
	}
	return nil
}

// withoutCells takes from a Problem what it quotes of the file: it names the
// place and no more, for files with people in them.
func withoutCells(err error) error {
	var problem datasets.Problem
	if !errors.As(err, &problem) || problem.Row == 0 {
		return err
	}
	problem.Message = fmt.Sprintf("Row %s of the file does not read as before.", count(problem.Row))
	if problem.Field != "" {
		problem.Message = fmt.Sprintf("Row %s of %s does not read as its column should.", count(problem.Row), quote(problem.Field))
	}
	return problem
}
