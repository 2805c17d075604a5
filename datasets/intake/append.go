package intake

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// Overlap says which rows are used where a file and one below it have rows of
// one key.
type Overlap string

// The choices of an Overlap.
const (
	KeepFirst Overlap = "first" // those that there are
	TakeMore  Overlap = "more"  // those of the file that is added
)

// Appended is a file put below another, as it may be stored.
type Appended struct {
	Kept
	Overlap int // rows of the added file with the key of one that there was
}

// Append puts the rows of more, a file that was read by r, below those of raw:
// the columns that are used, as CSV in UTF-8. Rows of one key, as table.Compare
// finds it, are used from one of the two; without a choice from the first. A
// file with other columns is a datasets.Problem.
func Append(ctx context.Context, raw []byte, r datasets.Recipe, more Kept, use Overlap) (Appended, error) {
	if r.Unpivot != nil {
		return Appended{}, datasets.Problem{Message: "This data has its periods side by side, so a release cannot be added below it.", Suggestion: "Bring in a file that holds all of the periods, and replace the data with it."}
	}
	first, err := plainCopy(ctx, raw, r)
	if err != nil {
		return Appended{}, err
	}
	second, err := plainCopy(ctx, more.Raw, more.Reading.Recipe)
	if err != nil {
		return Appended{}, err
	}
	if !slices.Equal(first.names(), second.names()) {
		return Appended{}, datasets.Problem{Message: "The release has other columns than the data.", Suggestion: "Add a file with the same columns in the same order, or replace the data with it."}
	}
	out := Appended{}
	drop := overlapping(first.table, second.table)
	out.Overlap = len(drop.second)
	if use == TakeMore {
		drop.second = nil
	} else {
		drop.first = nil
	}
	if out.Raw, err = belowEachOther(first.rows, second.rows, drop); err != nil {
		return out, err
	}
	recipe := first.recipe
	recipe.Releases = max(r.Releases, 1) + 1
	out.Reading, err = Read(ctx, out.Raw, recipe, Options{})
	out.Dropped, out.New = more.Dropped, more.New
	return out, err
}

// plain is a file as a copy of its used columns.
type plain struct {
	recipe datasets.Recipe
	rows   [][]string // with the names
	table  *table.Table
}

func (p plain) names() []string { return p.rows[0] }

func plainCopy(ctx context.Context, raw []byte, r datasets.Recipe) (p plain, err error) {
	p.recipe = r
	if r.Sealed == nil {
		if raw, p.recipe, err = Seal(ctx, raw, r); err != nil {
			return p, err
		}
	}
	reader := csv.NewReader(bytes.NewReader(raw))
	reader.FieldsPerRecord = -1
	if p.rows, err = reader.ReadAll(); err != nil || len(p.rows) == 0 {
		return p, fmt.Errorf("append: read the copy: %w", err)
	}
	reading, err := Read(ctx, raw, p.recipe, Options{})
	p.table = reading.Table
	return p, err
}

// dropped are rows of each copy, by their place from 1, that are not used.
type dropped struct{ first, second map[int]bool }

// overlapping finds the rows of two tables that have one key. Where no key
// tells the rows of each apart, only rows that are the same overlap.
func overlapping(first, second *table.Table) dropped {
	d := dropped{map[int]bool{}, map[int]bool{}}
	key := table.KeyOf(first, second)
	at := map[string][]int{}
	for row := range first.Rows() {
		k := keyOf(first, key, row)
		at[k] = append(at[k], first.SourceRow(row))
	}
	for row := range second.Rows() {
		if rows, both := at[keyOf(second, key, row)]; both {
			d.second[second.SourceRow(row)] = true
			for _, r := range rows {
				d.first[r] = true
			}
		}
	}
	return d
}

func keyOf(t *table.Table, key []string, row int) string {
	var b strings.Builder
	for _, name := range key {
		cell := t.Cell(row, t.Index(name))
		b.WriteByte(byte(cell.Missing))
		b.WriteString(cell.String())
		b.WriteByte(0)
	}
	return b.String()
}

// belowEachOther writes both copies below one row of names.
func belowEachOther(first, second [][]string, drop dropped) ([]byte, error) {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	for n, row := range first {
		if drop.first[n+1] {
			continue
		}
		if err := w.Write(row); err != nil {
			return nil, fmt.Errorf("append: %w", err)
		}
	}
	for n, row := range second {
		if n == 0 || drop.second[n+1] {
			continue
		}
		if err := w.Write(row); err != nil {
			return nil, fmt.Errorf("append: %w", err)
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}
