package table

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
)

// unpacker reads what packer wrote, and trusts none of it.
type unpacker struct{ in *bufio.Reader }

func newUnpacker(r io.Reader) unpacker { return unpacker{bufio.NewReaderSize(r, 1<<18)} }

// maxShapeBytes bounds the JSON of a fileShape: fields with long names and totals.
const maxShapeBytes = 64 << 20

func (u unpacker) table() (*Table, error) {
	raw, err := u.text(maxShapeBytes)
	if err != nil {
		return nil, err
	}
	var shape fileShape
	if err := json.Unmarshal([]byte(raw), &shape); err != nil {
		return nil, err
	}
	if err := shape.check(); err != nil {
		return nil, err
	}
	fileRows, err := u.fileRows(shape.Rows)
	if err != nil {
		return nil, err
	}
	columns := make([]Column, len(shape.Fields))
	for i, f := range shape.Fields {
		if columns[i], err = u.column(f, shape.Held[i], shape.Rows); err != nil {
			return nil, fmt.Errorf("column %q: %w", f.Name, err)
		}
	}
	if _, err := u.in.ReadByte(); err != io.EOF {
		return nil, errors.New("something follows after its end")
	}
	return newTable(shape.Fields, columns, fileRows), nil
}

func (u unpacker) fileRows(rows int) ([]int32, error) {
	steps, err := unpackIntegers[int64](u, rows, math.MinInt32, math.MaxInt32)
	if err != nil {
		return nil, err
	}
	fileRows, at := make([]int32, rows), int64(0)
	for i, step := range steps {
		at += step
		if at < math.MinInt32 || at > math.MaxInt32 {
			return nil, fmt.Errorf("row %d stands at %d", i, at)
		}
		fileRows[i] = int32(at)
	}
	return fileRows, nil
}

func (u unpacker) column(f Field, shape columnShape, rows int) (c Column, err error) {
	if shape.Reasons {
		if c.Reasons, err = unpackIntegers[Reason](u, rows, 0, FirstCode-1); err != nil {
			return c, err
		}
	}
	switch {
	case f.Kind.Number() && shape.Wide:
		c.Wide, err = u.decimals(rows)
	case f.Kind.Number():
		c.Scale = shape.Scale
		c.Scaled, err = unpackIntegers[int64](u, rows, -math.MaxInt64, math.MaxInt64-1)
	case f.Kind.Calendar():
		c.Days, err = unpackIntegers[Day](u, rows, math.MinInt32, math.MaxInt32)
	default:
		if c.Words, err = u.words(shape.Words); err == nil {
			c.Codes, err = unpackIntegers[uint32](u, rows, 1, int64(len(c.Words)-1))
		}
	}
	return c, err
}

func (u unpacker) words(n int) ([]string, error) {
	words := make([]string, FirstCode, FirstCode+n)
	for range n {
		word, err := u.text(MaxCellBytes)
		if err != nil {
			return nil, err
		}
		if word == "" {
			return nil, errors.New("a word is empty")
		}
		words = append(words, word)
	}
	return words, nil
}

func (u unpacker) decimals(n int) ([]Decimal, error) {
	decimals := make([]Decimal, n)
	for i := range decimals {
		text, err := u.text(MaxDigits + 3)
		if err != nil {
			return nil, err
		}
		if decimals[i], err = ParseDecimal(text); err != nil {
			return nil, err
		}
	}
	return decimals, nil
}

func (u unpacker) text(most int) (string, error) {
	n, err := binary.ReadUvarint(u.in)
	if err != nil {
		return "", err
	}
	if n > uint64(most) {
		return "", fmt.Errorf("a text of %d bytes", n)
	}
	b := make([]byte, n)
	_, err = io.ReadFull(u.in, b)
	return string(b), err
}

func unpackIntegers[T integer](u unpacker, n int, least, most int64) ([]T, error) {
	values := make([]T, n)
	if n == 0 {
		return values, nil
	}
	var head [9]byte
	if _, err := io.ReadFull(u.in, head[:]); err != nil {
		return nil, err
	}
	width, low := int(head[0]), binary.LittleEndian.Uint64(head[1:])
	if width != 1 && width != 2 && width != 4 && width != 8 {
		return nil, fmt.Errorf("integers of %d bytes", width)
	}
	var block [1 << 13]byte
	for at := 0; at < n; {
		part := values[at:min(at+len(block)/width, n)]
		if _, err := io.ReadFull(u.in, block[:len(part)*width]); err != nil {
			return nil, err
		}
		for i := range part {
			v := int64(low + distanceAt(block[i*width:], width))
			if v < least || v > most {
				return nil, fmt.Errorf("value %d is not between %d and %d", v, least, most)
			}
			part[i] = T(v)
		}
		at += len(part)
	}
	return values, nil
}

func distanceAt(b []byte, width int) uint64 {
	switch width {
	case 1:
		return uint64(b[0])
	case 2:
		return uint64(binary.LittleEndian.Uint16(b))
	case 4:
		return uint64(binary.LittleEndian.Uint32(b))
	}
	return binary.LittleEndian.Uint64(b)
}
