package table

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// The column file is a cache of a Table, rebuilt from raw bytes and Recipe
// whenever it cannot be read. It holds fileHeader with the version, the table's
// digest, a zstd frame with the columns, and the sha256 of all that.
const fileHeader = "figurehead table file 1\n"

// maxFileBytes bounds what ReadTable takes, compressed and not.
const (
	maxFileBytes     = 1 << 30
	maxUnpackedBytes = 4 << 30
)

// ErrDamaged is returned for a column file that is not what WriteTo wrote, or
// was written by another version. The Table is then built anew.
var ErrDamaged = errors.New("table file is damaged")

// WriteTo writes t as a column file.
func (t *Table) WriteTo(w io.Writer) (int64, error) {
	sum := sha256.New()
	out := &countingWriter{to: io.MultiWriter(w, sum)}
	digest, err := hex.DecodeString(t.Digest())
	if err != nil {
		return 0, fmt.Errorf("write table file: %w", err)
	}
	if _, err := out.Write(append([]byte(fileHeader), digest...)); err != nil {
		return out.n, fmt.Errorf("write table file: %w", err)
	}
	packed, err := zstd.NewWriter(out, zstd.WithEncoderLevel(zstd.SpeedFastest))
	if err != nil {
		return out.n, fmt.Errorf("write table file: %w", err)
	}
	content := newPacker(packed)
	if err := errors.Join(content.table(t), packed.Close()); err != nil {
		return out.n, fmt.Errorf("write table file: %w", err)
	}
	if _, err := out.Write(sum.Sum(nil)); err != nil {
		return out.n, fmt.Errorf("write table file: %w", err)
	}
	return out.n, nil
}

type countingWriter struct {
	to io.Writer
	n  int64
}

func (w *countingWriter) Write(b []byte) (int, error) {
	n, err := w.to.Write(b)
	w.n += int64(n)
	return n, err
}

// ReadTable reads what WriteTo wrote, after its checksum. It returns ErrDamaged
// when the bytes are anything else.
func ReadTable(r io.Reader) (*Table, error) {
	raw, err := io.ReadAll(io.LimitReader(r, maxFileBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read table file: %w", err)
	}
	t, err := readFile(raw)
	if err != nil {
		return nil, fmt.Errorf("read table file: %w: %w", ErrDamaged, err)
	}
	return t, nil
}

func readFile(raw []byte) (*Table, error) {
	body := len(raw) - sha256.Size
	if len(raw) > maxFileBytes || body < len(fileHeader)+sha256.Size {
		return nil, fmt.Errorf("it has %d bytes", len(raw))
	}
	if sum := sha256.Sum256(raw[:body]); !bytes.Equal(sum[:], raw[body:]) {
		return nil, errors.New("its checksum differs")
	}
	packed, ok := bytes.CutPrefix(raw[:body], []byte(fileHeader))
	if !ok {
		return nil, errors.New("it has another version")
	}
	t, err := readColumns(bytes.NewReader(packed[sha256.Size:]))
	if err != nil {
		return nil, err
	}
	digest := hex.EncodeToString(packed[:sha256.Size])
	t.digest = func() string { return digest }
	return t, nil
}

func readColumns(packed io.Reader) (*Table, error) {
	content, err := zstd.NewReader(packed, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxUnpackedBytes), zstd.WithDecoderMaxWindow(64<<20))
	if err != nil {
		return nil, err
	}
	defer content.Close()
	return newUnpacker(io.LimitReader(content, maxUnpackedBytes)).table()
}

// fileShape opens the content of a column file.
type fileShape struct {
	Fields []Field       `json:"fields"`
	Rows   int           `json:"rows"`
	Held   []columnShape `json:"held"`
}

// columnShape says how one column is packed.
type columnShape struct {
	Words   int  `json:"words,omitempty"`
	Scale   int  `json:"scale,omitempty"`
	Wide    bool `json:"wide,omitempty"`
	Reasons bool `json:"reasons,omitempty"`
}

func (t *Table) shape() ([]byte, error) {
	s := fileShape{Fields: t.fields, Rows: t.Rows()}
	for i := range t.columns {
		c := &t.columns[i]
		s.Held = append(s.Held, columnShape{max(0, len(c.Words)-FirstCode), c.Scale, c.Wide != nil, c.Reasons != nil})
	}
	return json.Marshal(s)
}

// check keeps a shape within the limits of a Table before anything is made room for.
func (s fileShape) check() error {
	if err := checkFields(s.Fields); err != nil {
		return err
	}
	if s.Rows < 0 || s.Rows > MaxRows || len(s.Held) != len(s.Fields) {
		return fmt.Errorf("it has %d rows and %d columns for %d fields", s.Rows, len(s.Held), len(s.Fields))
	}
	for _, c := range s.Held {
		if c.Words < 0 || c.Words > s.Rows || c.Scale < 0 || c.Scale > MaxDigits {
			return fmt.Errorf("a column has %d words and scale %d", c.Words, c.Scale)
		}
	}
	return nil
}
