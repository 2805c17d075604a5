package table_test

import (
	"errors"
	"math/rand/v2"
	"testing"

	"figurehead/datasets/table"
)

// TestColumnByColumn builds one table row by row and column by column, cells
// that stood before set again.
func TestColumnByColumn(t *testing.T) {
	t.Parallel()
	rows := randomRows(rand.New(rand.NewPCG(21, 22)), 300)
	b := table.NewBuilder(everyKind)
	fileRows := make([]int32, len(rows))
	for i := range fileRows {
		fileRows[i] = int32(i + 1)
	}
	if err := b.SetRows(fileRows); err != nil {
		t.Fatal(err)
	}
	b.Grow(len(rows))
	for column := range everyKind {
		before := map[string]int{}
		for i, row := range rows {
			key := row[column].String()
			if first, known := before[key]; known && row[column].Missing == rows[first][column].Missing {
				b.Again(column, first)
				continue
			}
			before[key] = i
			b.Set(column, row[column])
		}
	}
	built, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	want := table.NewBuilder(everyKind)
	for i, row := range rows {
		for column, cell := range row {
			want.Set(column, cell)
		}
		if err := want.EndRow(i + 1); err != nil {
			t.Fatal(err)
		}
	}
	other, err := want.Table()
	if err != nil {
		t.Fatal(err)
	}
	if built.Digest() != other.Digest() {
		t.Error("column by column gives another table than row by row")
	}
}

func TestRowsAreSetOnce(t *testing.T) {
	t.Parallel()
	b := table.NewBuilder([]table.Field{{Name: "a"}, {Name: "b"}})
	if err := b.SetRows([]int32{2, 3}); err != nil {
		t.Fatal(err)
	}
	b.Text(0, "x")
	b.Again(0, 0)
	built, err := b.Table()
	if err != nil || built.Cell(1, 0).Text != "x" || built.Cell(1, 1).Missing != table.Blank {
		t.Errorf("cells are %v and %v, %v; want x and a blank", built.Cell(1, 0), built.Cell(1, 1), err)
	}
	b.Again(0, 0)
	if _, err := b.Table(); err == nil {
		t.Error("a third cell in two rows is no mistake")
	}
	if err := table.NewBuilder([]table.Field{{Name: "a"}}).SetRows(make([]int32, table.MaxRows+1)); !errors.Is(err, table.ErrTooLarge) {
		t.Errorf("SetRows of too many rows = %v, want ErrTooLarge", err)
	}
	late := table.NewBuilder([]table.Field{{Name: "a"}})
	if err := errors.Join(late.EndRow(1), late.SetRows([]int32{1})); err == nil {
		t.Error("rows set after a row are no mistake")
	}
}
