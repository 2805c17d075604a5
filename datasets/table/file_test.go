package table_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets/table"
)

func written(t testing.TB, from *table.Table) []byte {
	t.Helper()
	var file bytes.Buffer
	n, err := from.WriteTo(&file)
	if err != nil || n != int64(file.Len()) {
		t.Fatalf("WriteTo = %d, %v, with %d bytes written", n, err, file.Len())
	}
	return file.Bytes()
}

func TestColumnFileGivesTheTableBack(t *testing.T) {
	t.Parallel()
	for _, rows := range []int{0, 1, 7, 3_000} {
		want := build(t, everyKind, randomRows(rand.New(rand.NewPCG(9, uint64(rows))), rows))
		got, err := table.ReadTable(bytes.NewReader(written(t, want)))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(cells(want), cells(got)); diff != "" {
			t.Errorf("cells of %d rows (-want +got):\n%s", rows, diff)
		}
		if diff := cmp.Diff(want.Fields(), got.Fields()); diff != "" {
			t.Errorf("fields (-want +got):\n%s", diff)
		}
		if got.Digest() != want.Digest() {
			t.Errorf("digest of %d rows = %s, want %s", rows, got.Digest(), want.Digest())
		}
		if rebuilt := build(t, everyKind, cells(got)); rows > 0 && rebuilt.Digest() != want.Digest() {
			t.Errorf("a rebuild of %d rows has digest %s, want %s", rows, rebuilt.Digest(), want.Digest())
		}
		if rows > 3 && got.SourceRow(3) != 11 {
			t.Errorf("row 3 stands at row %d of the file, want 11", got.SourceRow(3))
		}
	}
}

func TestDamagedColumnFileIsNeverRead(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(11, 12))
	file := written(t, build(t, everyKind, randomRows(r, 200)))
	damaged := map[string][]byte{
		"empty": nil, "cut": file[:len(file)/2], "longer": append(bytes.Clone(file), 0),
		"other version": bytes.Replace(file, []byte("file 1"), []byte("file 2"), 1),
	}
	for name, raw := range damaged {
		if _, err := table.ReadTable(bytes.NewReader(raw)); !errors.Is(err, table.ErrDamaged) {
			t.Errorf("a file that is %s gave %v, want %v", name, err, table.ErrDamaged)
		}
	}
	for range 300 {
		raw := bytes.Clone(file)
		raw[r.IntN(len(raw))] ^= byte(1 + r.IntN(255))
		if _, err := table.ReadTable(bytes.NewReader(raw)); !errors.Is(err, table.ErrDamaged) {
			t.Fatalf("a flipped byte gave %v, want %v", err, table.ErrDamaged)
		}
	}
}

// FuzzReadTable puts a right checksum under the bytes, so that what lies behind
// it is reached.
func FuzzReadTable(f *testing.F) {
	file := written(f, build(f, everyKind, randomRows(rand.New(rand.NewPCG(13, 14)), 20)))
	f.Add(file[:len(file)-sha256.Size])
	f.Add([]byte("figurehead table file 1\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		sum := sha256.Sum256(raw)
		got, err := table.ReadTable(bytes.NewReader(append(bytes.Clone(raw), sum[:]...)))
		if err != nil {
			if !errors.Is(err, table.ErrDamaged) {
				t.Errorf("ReadTable gave %v, want %v", err, table.ErrDamaged)
			}
			return
		}
		cells(got)
		if _, err := got.WriteTo(io.Discard); err == nil {
			return
		}
		t.Errorf("a table that was read cannot be written")
	})
}
