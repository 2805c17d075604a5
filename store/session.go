package store

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Session is one signed-in browser; Hash is sha256 of the cookie's token.
type Session struct {
	Hash      string
	UserID    string
	CSRF      string
	CreatedAt time.Time
	SeenAt    time.Time
}

// CreateSession signs a person in.
func (s *Store) CreateSession(ctx context.Context, by Actor, session Session) error {
	return s.change(ctx, "create session", func(tx *tx) error {
		err := tx.exec(insertSession, session.Hash, session.UserID, session.CSRF, millis(session.CreatedAt), millis(session.SeenAt))
		if err != nil {
			return err
		}
		if err := tx.execOne(updateLastSeen, millis(session.CreatedAt), session.UserID); err != nil {
			return err
		}
		return tx.audit(by, UserSignedIn, "user "+session.UserID, by.Name, "")
	})
}

// Session returns the session with that hash and whose it is, or ErrNotFound.
func (s *Store) Session(ctx context.Context, hash string) (Session, User, error) {
	found, err := recently(s, "session "+hash, func() (found signedIn, err error) {
		err = s.view(ctx, "session", func(tx *tx) (err error) {
			if found.session, err = one(tx, scanSession, selectSession, hash); err != nil {
				return err
			}
			found.user, err = one(tx, scanUser, selectUser, found.session.UserID)
			return err
		})
		return found, err
	})
	return found.session, found.user, err
}

// signedIn is a session and whose it is.
type signedIn struct {
	session Session
	user    User
}

// TouchSession notes that a session was used.
func (s *Store) TouchSession(ctx context.Context, hash string, at time.Time) error {
	return s.change(ctx, "touch session", func(tx *tx) error {
		if err := tx.execOne(updateSessionSeen, millis(at), hash); err != nil {
			return err
		}
		return tx.execOne(updateLastSeenOfSession, millis(at), hash)
	})
}

// DeleteSession signs a browser out; a session that is not there is no error.
func (s *Store) DeleteSession(ctx context.Context, by Actor, hash string) error {
	return s.change(ctx, "delete session", func(tx *tx) error {
		session, err := one(tx, scanSession, selectSession, hash)
		if errors.Is(err, ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := tx.exec(deleteSession, hash); err != nil {
			return err
		}
		return tx.audit(by, UserSignedOut, "user "+session.UserID, by.Name, "")
	})
}

// Sessions returns the browsers in which a person is signed in, the last used
// first.
func (s *Store) Sessions(ctx context.Context, userID string) (list []Session, err error) {
	err = s.view(ctx, "sessions of user "+userID, func(tx *tx) (err error) {
		list, err = all(tx, scanSession, selectSessionsOfUser, userID)
		return err
	})
	return list, err
}

// EndSessions signs a person out everywhere, and returns of how many browsers.
func (s *Store) EndSessions(ctx context.Context, by Actor, userID string) (n int64, err error) {
	err = s.change(ctx, "end sessions of user "+userID, func(tx *tx) error {
		u, err := one(tx, scanUser, selectUser, userID)
		if err != nil {
			return err
		}
		if n, err = tx.count(deleteSessionsOfUser, userID); err != nil {
			return err
		}
		return tx.audit(by, SessionsEnded, "user "+u.ID, u.Name, fmt.Sprintf("%d signed in", n))
	})
	return n, err
}

// DeleteExpiredSessions removes sessions not used since idleBefore or older
// than createdBefore.
func (s *Store) DeleteExpiredSessions(ctx context.Context, idleBefore, createdBefore time.Time) error {
	return s.change(ctx, "delete expired sessions", func(tx *tx) error {
		return tx.exec(deleteExpiredSessions, millis(idleBefore), millis(createdBefore))
	})
}

const (
	insertSession = `INSERT INTO sessions (hash, user_id, csrf, created_at, seen_at) VALUES (?, ?, ?, ?, ?)`

	selectSession = `SELECT hash, user_id, csrf, created_at, seen_at FROM sessions WHERE hash = ?`

	selectSessionsOfUser = `SELECT hash, user_id, csrf, created_at, seen_at FROM sessions WHERE user_id = ? ORDER BY seen_at DESC, created_at DESC, hash`

	updateSessionSeen = `UPDATE sessions SET seen_at = ? WHERE hash = ?`

	updateLastSeen = `UPDATE users SET last_seen_at = ? WHERE id = ?`

	updateLastSeenOfSession = `
UPDATE users SET last_seen_at = ? WHERE id = (SELECT user_id FROM sessions WHERE hash = ?)`

	deleteSession = `DELETE FROM sessions WHERE hash = ?`

	deleteSessionsOfUser = `DELETE FROM sessions WHERE user_id = ?`

	deleteExpiredSessions = `DELETE FROM sessions WHERE seen_at < ? OR created_at < ?`
)

func scanSession(row scanner) (s Session, err error) {
	err = row.Scan(&s.Hash, &s.UserID, &s.CSRF, timeColumn{&s.CreatedAt}, timeColumn{&s.SeenAt})
	return s, err
}
