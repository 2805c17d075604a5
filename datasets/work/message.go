package work

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// A message between parent and child begins with its length, so that room for
// it is made once: files and results may be large.
const lengthBytes = 8

// message is the parts as one message, without a copy of them.
func message(parts ...[]byte) io.Reader {
	length := uint64(0)
	readers := []io.Reader{nil}
	for _, part := range parts {
		length += uint64(len(part))
		readers = append(readers, bytes.NewReader(part))
	}
	readers[0] = bytes.NewReader(binary.BigEndian.AppendUint64(nil, length))
	return io.MultiReader(readers...)
}

// receive reads a message of at most so many bytes, whole.
func receive(from io.Reader, most uint64) ([]byte, error) {
	var head [lengthBytes]byte
	if _, err := io.ReadFull(from, head[:]); err != nil {
		return nil, fmt.Errorf("receive a message: %w", err)
	}
	length := binary.BigEndian.Uint64(head[:])
	if length > most {
		return nil, fmt.Errorf("receive a message: it has %d bytes, at most %d are taken", length, most)
	}
	body := make([]byte, length)
	if _, err := io.ReadFull(from, body); err != nil {
		return nil, fmt.Errorf("receive a message: %w", err)
	}
	return body, nil
}

// A result comes in parts, each with its length before it: those of lengths with
// notLast, and then the one that is the result of the job itself.
const notLast = 1 << 63

// sendPart writes a part that is not the last.
func sendPart(to io.Writer, part []byte) error {
	if _, err := to.Write(binary.BigEndian.AppendUint64(nil, uint64(len(part))|notLast)); err != nil {
		return fmt.Errorf("send a part: %w", err)
	}
	if _, err := to.Write(part); err != nil {
		return fmt.Errorf("send a part: %w", err)
	}
	return nil
}

// inbox takes the parts that a child writes, together at most so many bytes. It
// keeps the last, and hands on those before it in one room that they share.
type inbox struct {
	most    uint64
	use     func(part []byte) error // nil where no part but the last may come
	head    []byte
	total   uint64
	left    uint64 // bytes of the part that have not come
	last    bool   // of the part that is coming
	body    []byte
	refused error // of use
}

func (b *inbox) Write(data []byte) (int, error) {
	n := len(data)
	for len(data) > 0 && b.refused == nil && !b.whole() && !b.overflowed() {
		if missing := lengthBytes - len(b.head); missing > 0 {
			take := min(missing, len(data))
			b.head, data = append(b.head, data[:take]...), data[take:]
			if len(b.head) == lengthBytes {
				b.begin(binary.BigEndian.Uint64(b.head))
			}
			continue
		}
		take := min(b.left, uint64(len(data)))
		b.body, data, b.left = append(b.body, data[:take]...), data[take:], b.left-take
		b.pass()
	}
	return n, b.refused
}

// begin makes room for a part.
func (b *inbox) begin(length uint64) {
	b.last, b.left = length&notLast == 0, length&^notLast
	if b.total += min(b.left, b.most+1); b.overflowed() {
		b.body = nil
		return
	}
	if uint64(cap(b.body)) < b.left || b.last {
		b.body = make([]byte, 0, b.left)
	}
	b.body = b.body[:0]
	b.pass()
}

// pass hands on a part that has come whole, unless it is the last.
func (b *inbox) pass() {
	if b.left > 0 || b.last {
		return
	}
	if b.use == nil {
		b.refused = errors.New("a part came that nobody asked for")
		return
	}
	b.refused, b.head = b.use(b.body), b.head[:0]
}

// overflowed reports whether the parts are too long.
func (b *inbox) overflowed() bool { return b.total > b.most }

// whole reports whether the last part came to its end.
func (b *inbox) whole() bool {
	return b.last && len(b.head) == lengthBytes && !b.overflowed() && b.left == 0
}
