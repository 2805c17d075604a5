// Package contract holds every reader of package records to the same promises
// (DESIGN section 7), in tests.
package contract

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"figurehead/datasets"
	"figurehead/datasets/records"
	"figurehead/datasets/table"
)

// Reader is a reader under test.
type Reader func(raw []byte, q records.Request) (records.Table, error)

// Case is what a test gives of its format.
type Case struct {
	Read Reader
	// Whole is a small file. Cut at any offset it must be an error, unless
	// Lines says that a file cut between two lines is a shorter file of its own:
	// then its rows must be the first rows of the whole.
	Whole []byte
	Lines bool
	// Make builds a file of that many rows and columns whose first cell has so
	// many bytes.
	Make func(rows, columns, bytes int) []byte
	// MostBytes is the largest file.
	MostBytes int
}

// Hold runs the promises as subtests.
func Hold(t *testing.T, c Case) {
	t.Helper()
	whole, err := c.Read(c.Whole, records.Request{})
	if err != nil {
		t.Fatalf("the whole file: %v", err)
	}
	t.Run("cut", func(t *testing.T) { t.Parallel(); c.cut(t, whole) })
	t.Run("replay", func(t *testing.T) { t.Parallel(); c.replay(t, whole) })
	t.Run("flip", func(t *testing.T) { t.Parallel(); c.flip(t) })
	t.Run("limits", func(t *testing.T) { t.Parallel(); c.limits(t) })
}

func (c Case) cut(t *testing.T, whole records.Table) {
	for at := range len(c.Whole) {
		got, err := c.Read(c.Whole[:at], records.Request{})
		var problem datasets.Problem
		switch {
		case err == nil && c.Lines && bytes.HasPrefix(bytes.TrimSpace(whole.Text), bytes.TrimSpace(got.Text)):
		case err == nil && c.Lines && len(got.Problems) > 0 && bytes.HasPrefix(whole.Text, butLast(got.Text)): // the last row is in doubt, and said to be
		case err == nil && bytes.Equal(got.Text, whole.Text): // white space was cut
		case err == nil:
			t.Errorf("cut at byte %d of %d it is read as %q", at, len(c.Whole), got.Text)
		case !errors.As(err, &problem):
			t.Errorf("cut at byte %d: %v, want a Problem", at, err)
		}
	}
}

// butLast is text without its last row.
func butLast(text []byte) []byte {
	text = bytes.TrimRight(text, "\n")
	return text[:bytes.LastIndexByte(text, '\n')+1]
}

// replay: the part and the names of a reading give the same text again.
func (c Case) replay(t *testing.T, whole records.Table) {
	Again(t, c.Read, c.Whole, whole)
	if len(whole.Parts) > 0 {
		if _, err := c.Read(c.Whole, records.Request{Part: "/nowhere/*"}); err == nil {
			t.Error("a part that is not there is read")
		}
	}
}

// Again holds a reader to what it made of raw: asked for the part and the names
// that it gave, it gives the same text.
func Again(t *testing.T, read Reader, raw []byte, first records.Table) {
	t.Helper()
	q := records.Request{Part: first.Part}
	for _, column := range first.Columns {
		q.Order = append(q.Order, column.Name)
	}
	if again, err := read(raw, q); err != nil || !bytes.Equal(again.Text, first.Text) {
		t.Errorf("%q read again = %q, %v, want %q", raw, again.Text, err, first.Text)
	}
}

// flip: a damaged byte is an error or another table that reads again the same,
// never a crash or a hang.
func (c Case) flip(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		raw := bytes.Clone(c.Whole)
		for range 1 + r.IntN(3) {
			raw[r.IntN(len(raw))] = byte(r.IntN(256))
		}
		took := c.damaged(t, raw)
		for range 2 { // a busy machine may stop a reader for seconds; a slow one is slow each time
			if took > 2*time.Second {
				took = min(took, c.damaged(t, raw))
			}
		}
		if took > 2*time.Second {
			t.Errorf("%q took %v", raw, took)
		}
	}
}

// damaged reads a damaged file, and how long that takes.
func (c Case) damaged(t *testing.T, raw []byte) time.Duration {
	start := time.Now()
	got, err := c.Read(raw, records.Request{})
	var problem datasets.Problem
	if err != nil && !errors.As(err, &problem) {
		t.Errorf("%q: %v, want a Problem", raw, err)
	}
	if err == nil {
		Again(t, c.Read, raw, got)
	}
	return time.Since(start)
}

func (c Case) limits(t *testing.T) {
	for _, test := range []struct {
		name                 string
		rows, columns, bytes int
		fits                 bool
	}{
		{"as many columns as a table has", 2, table.MaxColumns - 10, 1, true},
		{"too many columns", 2, table.MaxOffered + 10, 1, false},
		{"the longest cell", 2, 2, table.MaxCellBytes, true},
		{"too long a cell", 2, 2, table.MaxCellBytes + 1, false},
	} {
		raw := c.Make(test.rows, test.columns, test.bytes)
		_, err := c.Read(raw, records.Request{})
		var problem datasets.Problem
		if (err == nil) != test.fits || err != nil && (!errors.As(err, &problem) || problem.Suggestion == "") {
			t.Errorf("%s: %v", test.name, err)
		}
	}
	if _, err := c.Read(make([]byte, c.MostBytes+1), records.Request{}); err == nil {
		t.Error("a file beyond the limit is read")
	}
}
