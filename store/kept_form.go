package store

import (
	"context"
	"time"
)

// KeptForm is what was sent by somebody who was signed out, until they have signed
// in again. Hash is sha256 of the token that the browser has, and Sealed can be
// opened with that token alone.
type KeptForm struct {
	Hash, UserID string
	Sealed       string // base64
	At           time.Time
}

// How long a form is kept, and how many of how many bytes together.
const (
	KeptFormTime  = time.Hour
	MaxKeptForms  = 256
	MaxKeptBytes  = 24 << 20
	maxKeptByUser = MaxKeptForms / 4 // one person does not push out what others typed
)

// KeepForm keeps a form. What is older than KeptFormTime goes, and what is oldest
// makes room for what is new. It is no event: it concerns nobody else.
func (s *Store) KeepForm(ctx context.Context, f KeptForm) error {
	return s.change(ctx, "keep form", func(tx *tx) error {
		if err := tx.exec(deleteOldKeptForms, millis(f.At.Add(-KeptFormTime))); err != nil {
			return err
		}
		kept, err := all(tx, scanKeptSize, selectKeptSizes)
		if err != nil {
			return err
		}
		n, bytes, own := 1, len(f.Sealed), 1
		for _, k := range kept { // the newest first
			if k.user == f.UserID {
				own++
			}
			if n, bytes = n+1, bytes+k.bytes; n <= MaxKeptForms && bytes <= MaxKeptBytes && (k.user != f.UserID || own <= maxKeptByUser) {
				continue
			}
			n, bytes = n-1, bytes-k.bytes
			if err := tx.exec(deleteKeptForm, k.hash); err != nil {
				return err
			}
		}
		return tx.exec(insertKeptForm, f.Hash, f.UserID, f.Sealed, len(f.Sealed), millis(f.At))
	})
}

// KeptForm returns the form of that token that waits for that person at a time, or
// ErrNotFound.
func (s *Store) KeptForm(ctx context.Context, hash, userID string, now time.Time) (f KeptForm, err error) {
	err = s.view(ctx, "kept form", func(tx *tx) (err error) {
		f, err = one(tx, scanKeptForm, selectKeptForm, hash, userID, millis(now.Add(-KeptFormTime)))
		return err
	})
	return f, err
}

// ForgetKeptForm deletes a form; one that is not there is no error.
func (s *Store) ForgetKeptForm(ctx context.Context, hash string) error {
	return s.change(ctx, "forget kept form", func(tx *tx) error { return tx.exec(deleteKeptForm, hash) })
}

// ForgetKeptForms deletes those whose time is over.
func (s *Store) ForgetKeptForms(ctx context.Context, now time.Time) error {
	return s.change(ctx, "forget kept forms", func(tx *tx) error {
		return tx.exec(deleteOldKeptForms, millis(now.Add(-KeptFormTime)))
	})
}

type keptSize struct {
	hash, user string
	bytes      int
}

func scanKeptSize(row scanner) (k keptSize, err error) {
	err = row.Scan(&k.hash, &k.user, &k.bytes)
	return k, err
}

func scanKeptForm(row scanner) (f KeptForm, err error) {
	err = row.Scan(&f.Hash, &f.UserID, &f.Sealed, timeColumn{&f.At})
	return f, err
}

const (
	insertKeptForm     = `INSERT INTO kept_forms (hash, user_id, sealed, bytes, kept_at) VALUES (?, ?, ?, ?, ?)`
	selectKeptForm     = `SELECT hash, user_id, sealed, kept_at FROM kept_forms WHERE hash = ? AND user_id = ? AND kept_at >= ?`
	selectKeptSizes    = `SELECT hash, user_id, bytes FROM kept_forms ORDER BY kept_at DESC, hash`
	deleteKeptForm     = `DELETE FROM kept_forms WHERE hash = ?`
	deleteOldKeptForms = `DELETE FROM kept_forms WHERE kept_at < ?`
)
