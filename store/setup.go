package store

import (
	"context"
	"errors"
	"slices"
	"time"
)

// setUp is the marker of a finished set-up: an Organisation has its first
// admin once, even if that person is gone.
const setUp = "set-up"

// StartSetup stores the hash of a fresh set-up token, which takes the place of
// an earlier one. It returns ErrUsed once the server is set up.
func (s *Store) StartSetup(ctx context.Context, tokenHash string, now time.Time) error {
	return s.change(ctx, "start set-up", func(tx *tx) error {
		if err := tx.notSetUp(); err != nil {
			return err
		}
		return tx.exec(upsertSetup, tokenHash, millis(now))
	})
}

// SetupOpen reports whether a set-up token is the open one.
func (s *Store) SetupOpen(ctx context.Context, tokenHash string) (open bool, err error) {
	err = s.view(ctx, "set-up", func(tx *tx) (err error) {
		open, err = tx.setupOpen(tokenHash)
		return err
	})
	return open, err
}

// FinishSetup makes organisation, directorates and first admin, and uses the
// token up. The admin's DirectorateID may be the name of one of the
// directorates; empty means the first. It returns ErrUsed when the server is
// set up already and ErrNotFound when the token is not the open one.
func (s *Store) FinishSetup(ctx context.Context, tokenHash string, o Organisation, directorates []string, admin User) (User, error) {
	err := s.change(ctx, "finish set-up", func(tx *tx) (err error) {
		if err := tx.notSetUp(); err != nil {
			return err
		}
		open, err := tx.setupOpen(tokenHash)
		if err != nil {
			return err
		}
		if !open {
			return ErrNotFound
		}
		admin, err = tx.setUp(o, directorates, admin)
		return err
	})
	return admin, err
}

func (t *tx) setUp(o Organisation, directorates []string, admin User) (User, error) {
	if err := t.newID(&admin.ID); err != nil {
		return admin, err
	}
	by := Actor{ID: admin.ID, Name: admin.Name}
	if err := t.audit(by, OrganisationSetUp, "organisation", o.Name, ""); err != nil {
		return admin, err
	}
	if err := t.saveOrganisation(o); err != nil {
		return admin, err
	}
	wanted := admin.DirectorateID
	if slices.Contains(directorates, wanted) || wanted == "" {
		admin.DirectorateID = ""
	}
	for _, name := range directorates {
		d, err := t.directorateNamed(by, name)
		if err != nil {
			return admin, err
		}
		if admin.DirectorateID == "" && (wanted == "" || wanted == name) {
			admin.DirectorateID = d.ID
		}
	}
	admin.Role = Admin
	admin, err := t.createUser(by, admin)
	if err != nil {
		return admin, err
	}
	return admin, errors.Join(t.mark(setUp), t.exec(deleteSetup))
}

// setupOpen reports whether the hash is that of the open token.
func (t *tx) setupOpen(tokenHash string) (bool, error) {
	n, err := value[int64](t, countSetup, tokenHash)
	return n == 1, err
}

// notSetUp returns ErrUsed when there is, or was, an admin.
func (t *tx) notSetUp() error {
	done, err := t.marked(setUp)
	if err != nil {
		return err
	}
	admins, err := value[int64](t, countAdmins, Admin)
	if err != nil {
		return err
	}
	if done || admins > 0 {
		return ErrUsed
	}
	return nil
}

const (
	upsertSetup = `
INSERT INTO setup (id, token_hash, created_at) VALUES (1, ?, ?)
ON CONFLICT (id) DO UPDATE SET token_hash = excluded.token_hash, created_at = excluded.created_at`

	countSetup = `SELECT COUNT(*) FROM setup WHERE token_hash = ?`

	deleteSetup = `DELETE FROM setup`
)
