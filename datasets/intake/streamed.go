package intake

import (
	"context"
	"fmt"
	"hash/maphash"
	"io"
	"slices"

	"figurehead/datasets/csvfile"
	"figurehead/datasets/office"
	"figurehead/datasets/records"
)

// newStreamed is a sheet without a record, for text that comes in blocks. It
// holds the cells alone, each text that stands in many of them once: of a large
// workbook much less than its text.
func newStreamed(of chosen) *sheet {
	return &sheet{delimiter: ',', ended: true, streamed: true, seed: maphash.MakeSeed(), chosen: of}
}

// addBlock reads more records, whole ones.
func (s *sheet) addBlock(ctx context.Context, text []byte) error {
	if s.rows() == 0 {
		s.chosen.follow(text, s.delimiter)
	}
	r := csvfile.NewReader(text, s.delimiter)
	r.From(s.rows() + 1)
	for r.Next() {
		s.add(r)
	}
	if ctx.Err() != nil {
		return fmt.Errorf("read records: %w", ctx.Err())
	}
	return r.Err()
}

// record is a record as it came.
func (s *sheet) record(row int) [][]byte {
	if s.came != nil {
		s = s.came
	}
	if wide, ok := s.wide[row]; ok {
		return wide
	}
	out := make([][]byte, s.width[row-1])
	for i := range out {
		if i < len(s.columns) {
			out[i] = s.heldAt(s.columns[i].span(row))
		}
	}
	return out
}

// keepCame keeps the cells of a streamed sheet as they came, before they are
// changed. Where the text is held, they can be read again.
func (s *sheet) keepCame() {
	if !s.streamed || s.came != nil {
		return
	}
	s.came = &sheet{width: slices.Clone(s.width), columns: slices.Clone(s.columns), copied: slices.Clone(s.copied), wide: s.wide}
	for i := range s.came.columns {
		s.came.columns[i] = s.columns[i].clone()
	}
}

// writeTo writes the records, with [c] in the place of cells.
func (s *sheet) writeTo(to io.Writer, taken map[place]bool) error {
	out := make([]byte, 0, office.Block+office.Block/4)
	for row := 1; row <= s.rows(); row++ {
		for i := range int(s.width[row-1]) {
			if i > 0 {
				out = append(out, ',')
			}
			switch {
			case len(taken) > 0 && taken[place{row, i}]:
				out = append(out, cutMarker...)
			case i < len(s.columns):
				out = records.AppendCell(out, s.heldAt(s.columns[i].span(row)))
			}
		}
		out = append(out, '\n')
		if len(out) < office.Block && row < s.rows() {
			continue
		}
		if _, err := to.Write(out); err != nil {
			return err
		}
		out = out[:0]
	}
	return nil
}
