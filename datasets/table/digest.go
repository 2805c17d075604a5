package table

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
)

// contentHash feeds a table's content to sha256 in one fixed order. Its first
// line names the order; it changes only together with it.
type contentHash struct {
	sum hash.Hash
	out *bufio.Writer
}

const contentHeader = "figurehead table content 1\n"

func (t *Table) computeDigest() string {
	h := contentHash{sum: sha256.New()}
	h.out = bufio.NewWriterSize(h.sum, 64<<10)
	h.text(contentHeader)
	h.number(uint64(len(t.fields)))
	h.number(uint64(len(t.fileRows)))
	for _, row := range t.fileRows {
		h.short(uint32(row))
	}
	for i, f := range t.fields {
		h.text(f.Name)
		h.text(f.Kind.String())
		h.text(f.Grain.String())
		h.text(f.Unit)
		h.column(&t.columns[i])
	}
	h.out.Flush() // a hash takes every write
	return hex.EncodeToString(h.sum.Sum(nil))
}

func (h contentHash) column(c *Column) {
	h.number(uint64(max(0, len(c.Words)-FirstCode)))
	for _, word := range c.Words[min(FirstCode, len(c.Words)):] {
		h.text(word)
	}
	for _, code := range c.Codes {
		h.short(code)
	}
	h.number(uint64(c.Scale))
	for _, n := range c.Scaled {
		h.number(uint64(n))
	}
	for _, d := range c.Wide {
		h.text(d.String())
	}
	for _, d := range c.Days {
		h.short(uint32(d))
	}
	h.number(uint64(len(c.Reasons)))
	for _, r := range c.Reasons {
		h.out.WriteByte(byte(r))
	}
}

func (h contentHash) text(s string) {
	h.number(uint64(len(s)))
	h.out.WriteString(s)
}

func (h contentHash) short(n uint32) {
	h.out.Write(binary.LittleEndian.AppendUint32(h.out.AvailableBuffer(), n))
}

func (h contentHash) number(n uint64) {
	h.out.Write(binary.LittleEndian.AppendUint64(h.out.AvailableBuffer(), n))
}
