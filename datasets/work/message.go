package work

import (
	"bytes"
	"encoding/binary"
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

// inbox is receive for what a child writes: it keeps the first message, and of
// one that is too long nothing.
type inbox struct {
	most   uint64
	head   []byte
	length uint64
	body   []byte
}

func (b *inbox) Write(data []byte) (int, error) {
	n := len(data)
	if missing := lengthBytes - len(b.head); missing > 0 {
		take := min(missing, len(data))
		b.head, data = append(b.head, data[:take]...), data[take:]
		if len(b.head) < lengthBytes {
			return n, nil
		}
		if b.length = binary.BigEndian.Uint64(b.head); b.length <= b.most {
			b.body = make([]byte, 0, b.length)
		}
	}
	if b.length <= b.most {
		b.body = append(b.body, data[:min(len(data), cap(b.body)-len(b.body))]...)
	}
	return n, nil
}

// overflowed reports whether the message was too long.
func (b *inbox) overflowed() bool { return b.length > b.most }

// whole reports whether the message came to its end.
func (b *inbox) whole() bool {
	return len(b.head) == lengthBytes && !b.overflowed() && uint64(len(b.body)) == b.length
}
