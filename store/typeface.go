package store

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
)

// Typeface is the two packed weights of an uploaded typeface. It never changes:
// its id is the hash of its bytes.
type Typeface struct {
	ID, Name      string
	Regular, Bold []byte
}

// AddTypeface keeps a typeface and returns it with its id; one that is there
// already is left as it is. A theme that names it makes it the organisation's.
func (s *Store) AddTypeface(ctx context.Context, t Typeface) (Typeface, error) {
	sum := sha256.New()
	for _, weight := range [][]byte{t.Regular, t.Bold} {
		fmt.Fprintf(sum, "%d:", len(weight))
		sum.Write(weight)
	}
	t.ID = hex.EncodeToString(sum.Sum(nil))
	b64 := base64.StdEncoding
	err := s.change(ctx, "add typeface", func(tx *tx) error {
		return tx.exec(insertTypeface, t.ID, t.Name, b64.EncodeToString(t.Regular), b64.EncodeToString(t.Bold), millis(tx.now))
	})
	return t, err
}

// Typeface returns a typeface by its id, or ErrNotFound.
func (s *Store) Typeface(ctx context.Context, id string) (t Typeface, err error) {
	err = s.view(ctx, "typeface "+id, func(tx *tx) (err error) {
		t, err = one(tx, scanTypeface, selectTypeface, id)
		return err
	})
	return t, err
}

const (
	insertTypeface = `
INSERT INTO typefaces (id, name, regular, bold, created_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (id) DO NOTHING`

	selectTypeface = `SELECT id, name, regular, bold FROM typefaces WHERE id = ?`
)

func scanTypeface(row scanner) (t Typeface, err error) {
	var regular, bold string
	if err = row.Scan(&t.ID, &t.Name, &regular, &bold); err != nil {
		return t, err
	}
	if t.Regular, err = base64.StdEncoding.DecodeString(regular); err != nil {
		return t, fmt.Errorf("typeface %s: %w", t.ID, err)
	}
	if t.Bold, err = base64.StdEncoding.DecodeString(bold); err != nil {
		err = fmt.Errorf("typeface %s: %w", t.ID, err)
	}
	return t, err
}
