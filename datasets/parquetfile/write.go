package parquetfile

import (
	"fmt"
	"io"
	"math/big"
	"strings"

	"github.com/parquet-go/parquet-go"

	"figurehead/datasets"
	"figurehead/datasets/export"
	"figurehead/datasets/table"
)

// Write writes r as a Parquet file: texts, days, whole numbers, and decimals
// with all their digits; periods are texts. A missing value is null; where a
// column of numbers or days has one, a column with its name and "(reason)"
// follows; where a person edited one, a column with what the source says. Title, source,
// licence, period and when the data was retrieved are in the file's own key-value pairs.
// Equal Results give equal bytes.
func Write(w io.Writer, r datasets.Result, about export.About) error {
	columns := export.Columns(r)
	root := ordered{Group: parquet.Group{}}
	writers := make([]func(int, table.Cell) parquet.Value, len(columns))
	for i, c := range columns {
		var node parquet.Node
		node, writers[i] = columnOf(r, c)
		root.add(c.Name, parquet.Optional(node))
	}
	options := []parquet.WriterOption{parquet.NewSchema("figurehead", root), parquet.Compression(&parquet.Zstd), parquet.CreatedBy("figurehead", "1", "")}
	source, licence, attribution := about.Origins()
	for _, pair := range [][2]string{{"title", about.Title}, {"source", source}, {"licence", licence}, {"attribution", attribution}, {"retrieved", about.RetrievedAt()}, {"period", about.Covers}, {"figure", about.Address}} {
		if pair[1] != "" {
			options = append(options, parquet.KeyValueMetadata(pair[0], pair[1]))
		}
	}
	out := parquet.NewGenericWriter[any](w, options...)
	row := make(parquet.Row, len(columns))
	for n, cells := range r.Rows {
		for i, c := range columns {
			v := writers[i](n, cells[c.Field])
			level := 1
			if v.IsNull() {
				level = 0
			}
			row[i] = v.Level(0, level, i)
		}
		if _, err := out.WriteRows([]parquet.Row{row}); err != nil {
			return fmt.Errorf("write Parquet: %w", err)
		}
	}
	if err := out.Close(); err != nil {
		return fmt.Errorf("write Parquet: %w", err)
	}
	return nil
}

// ordered is a group whose columns keep their order; others are sorted by name.
type ordered struct {
	parquet.Group
	fields []parquet.Field
}

func (o *ordered) add(name string, node parquet.Node) {
	o.Group[name] = node
	o.fields = append(o.fields, (parquet.Group{name: node}).Fields()...)
}

// Fields lists the columns in their order.
func (o ordered) Fields() []parquet.Field { return o.fields }

// columnOf is the type of a column, and what makes a value of a cell in a row.
func columnOf(r datasets.Result, c export.Column) (parquet.Node, func(int, table.Cell) parquet.Value) {
	if c.Source != nil {
		return parquet.String(), func(row int, _ table.Cell) parquet.Value {
			if text, edited := c.Source[row]; edited {
				return parquet.ByteArrayValue([]byte(text))
			}
			return parquet.NullValue()
		}
	}
	node, write := cellsOf(r, c)
	return node, func(_ int, cell table.Cell) parquet.Value { return write(cell) }
}

func cellsOf(r datasets.Result, c export.Column) (parquet.Node, func(table.Cell) parquet.Value) {
	f := r.Fields[c.Field]
	switch {
	case c.Reason:
		return parquet.String(), func(cell table.Cell) parquet.Value {
			if cell.Missing == table.Present {
				return parquet.NullValue()
			}
			return parquet.ByteArrayValue([]byte(cell.Missing.String()))
		}
	case f.Kind == table.Dates:
		return parquet.Date(), present(func(cell table.Cell) parquet.Value { return parquet.Int32Value(int32(cell.Day)) })
	case f.Kind.Number():
		return numbers(r, c.Field)
	}
	return parquet.String(), present(func(cell table.Cell) parquet.Value { return parquet.ByteArrayValue([]byte(cell.String())) })
}

func present(value func(table.Cell) parquet.Value) func(table.Cell) parquet.Value {
	return func(cell table.Cell) parquet.Value {
		if cell.Missing != table.Present {
			return parquet.NullValue()
		}
		return value(cell)
	}
}

// numbers are whole numbers of 64 bits where all fit, else decimals of one
// scale: in 64 bits, or in as many bytes as up to 38 digits need.
func numbers(r datasets.Result, field int) (parquet.Node, func(table.Cell) parquet.Value) {
	scale := 0
	for _, row := range r.Rows {
		if row[field].Missing == table.Present {
			scale = max(scale, row[field].Number.Places())
		}
	}
	digits := 1
	for _, row := range r.Rows {
		if row[field].Missing == table.Present {
			digits = max(digits, len(strings.TrimPrefix(unscaled(row[field].Number, scale).String(), "-")))
		}
	}
	if digits <= 18 {
		node := parquet.Int(64)
		if scale > 0 {
			node = parquet.Decimal(scale, 18, parquet.Int64Type)
		}
		return node, present(func(cell table.Cell) parquet.Value { return parquet.Int64Value(unscaled(cell.Number, scale).Int64()) })
	}
	if digits > table.MaxDigits { // more than other programs read; the digits are kept as text
		return parquet.String(), present(func(cell table.Cell) parquet.Value { return parquet.ByteArrayValue([]byte(cell.Number.String())) })
	}
	size := (digits*3322/1000 + 16) / 8 // bits of the digits and a sign
	return parquet.Decimal(scale, digits, parquet.FixedLenByteArrayType(size)), present(func(cell table.Cell) parquet.Value {
		return parquet.FixedLenByteArrayValue(twos(unscaled(cell.Number, scale), size))
	})
}

// unscaled is a number times ten to the power of scale.
func unscaled(d table.Decimal, scale int) *big.Int {
	text := d.String()
	whole, fraction, _ := strings.Cut(text, ".")
	n, _ := new(big.Int).SetString(whole+fraction+strings.Repeat("0", scale-len(fraction)), 10)
	return n
}

// twos is the two's complement of n in size bytes, the highest first.
func twos(n *big.Int, size int) []byte {
	if n.Sign() < 0 {
		n = new(big.Int).Add(n, new(big.Int).Lsh(big.NewInt(1), uint(8*size)))
	}
	return n.FillBytes(make([]byte, size))
}
