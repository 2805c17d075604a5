package datasets

import (
	"math/rand/v2"
	"slices"
	"testing"

	"figurehead/datasets/table"
)

// TestRowsAreFoundByTheirBytes compares filters that look at a byte a row with
// the rule for one cell, and with those of a column that has no bytes.
func TestRowsAreFoundByTheirBytes(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(8, 9))
	for round := range 60 {
		most := []int{2, 9, 200, 400}[round%4] // different values; 400 are too many for bytes
		text := table.Field{Name: "text", Kind: table.Text}
		day := table.Field{Name: "day", Kind: table.Dates}
		b := table.NewBuilder([]table.Field{text, day})
		n := 1 + r.IntN(3000)
		for row := range n {
			if v := r.IntN(most); v > 0 {
				b.Text(0, string(rune('a'+v)))
			}
			b.Day(1, table.Day(r.IntN(most)*31))
			if err := b.EndRow(row + 1); err != nil {
				t.Fatal(err)
			}
		}
		made, err := b.Table()
		if err != nil {
			t.Fatal(err)
		}
		var words, days []table.Cell
		for range 1 + r.IntN(4) {
			words = append(words, table.Cell{Kind: table.Text, Text: string(rune('a' + r.IntN(most+3)))})
			days = append(days, table.Cell{Kind: table.Dates, Day: table.Day(r.IntN(most+3) * 31)})
		}
		if r.IntN(3) == 0 {
			words = append(words, table.MissingCell(text, table.Blank))
		}
		for column, test := range []cellTest{oneOf(words, r.IntN(3) > 0), oneOf(days, r.IntN(3) > 0)} {
			c, f := made.Column(column), made.Fields()[column]
			plain := &table.Column{Codes: c.Codes, Words: c.Words, Days: c.Days}
			var want []uint32
			for row := range n {
				if test.passes(c.Cell(row, f)) {
					want = append(want, uint32(row))
				}
			}
			from := r.IntN(n)
			got, slow := test.compile(c, f)(nil, 0, from, nil), test.compile(plain, f)(nil, 0, n, nil)
			got = test.compile(c, f)(nil, from, n, got)
			if !slices.Equal(got, want) || !slices.Equal(slow, want) {
				t.Fatalf("column %d of %d values: %d and %d rows pass, want %d", column, most, len(got), len(slow), len(want))
			}
		}
	}
}
