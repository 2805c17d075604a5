package table

import (
	"bufio"
	"encoding/binary"
	"io"
)

// packer writes columns: integers as their distance from the smallest, at 1, 2,
// 4 or 8 bytes, little-endian. A bufio.Writer keeps the first error.
type packer struct{ out *bufio.Writer }

func newPacker(w io.Writer) packer { return packer{bufio.NewWriterSize(w, 1<<18)} }

func (p packer) table(t *Table) error {
	shape, err := t.shape()
	if err != nil {
		return err
	}
	p.text(string(shape))
	steps := make([]int64, len(t.fileRows))
	for i, row := range t.fileRows {
		steps[i] = int64(row)
		if i > 0 {
			steps[i] -= int64(t.fileRows[i-1])
		}
	}
	packIntegers(p, steps)
	for i := range t.columns {
		p.column(&t.columns[i])
	}
	return p.out.Flush()
}

func (p packer) column(c *Column) {
	if c.Reasons != nil {
		packIntegers(p, c.Reasons)
	}
	switch {
	case c.Words != nil:
		for _, word := range c.Words[FirstCode:] {
			p.text(word)
		}
		packIntegers(p, c.Codes)
	case c.Wide != nil:
		for _, d := range c.Wide {
			p.text(d.String())
		}
	case c.Days != nil:
		packIntegers(p, c.Days)
	default:
		packIntegers(p, c.Scaled)
	}
}

func (p packer) text(s string) {
	p.out.Write(binary.AppendUvarint(p.out.AvailableBuffer(), uint64(len(s))))
	p.out.WriteString(s)
}

// integer is what columns are held as.
type integer interface {
	~uint8 | ~int32 | ~uint32 | ~int64
}

// widthFor is the number of bytes for distances up to span.
func widthFor(span uint64) int {
	switch {
	case span < 1<<8:
		return 1
	case span < 1<<16:
		return 2
	case span < 1<<32:
		return 4
	}
	return 8
}

func packIntegers[T integer](p packer, values []T) {
	if len(values) == 0 {
		return
	}
	low, high := values[0], values[0]
	for _, v := range values {
		low, high = min(low, v), max(high, v)
	}
	width := widthFor(uint64(int64(high)) - uint64(int64(low)))
	p.out.WriteByte(byte(width))
	p.out.Write(binary.LittleEndian.AppendUint64(p.out.AvailableBuffer(), uint64(int64(low))))
	for _, v := range values {
		distance := uint64(int64(v)) - uint64(int64(low))
		switch width {
		case 1:
			p.out.WriteByte(byte(distance))
		case 2:
			p.out.Write(binary.LittleEndian.AppendUint16(p.out.AvailableBuffer(), uint16(distance)))
		case 4:
			p.out.Write(binary.LittleEndian.AppendUint32(p.out.AvailableBuffer(), uint32(distance)))
		default:
			p.out.Write(binary.LittleEndian.AppendUint64(p.out.AvailableBuffer(), distance))
		}
	}
}
