package store

import (
	"context"
	"errors"
	"time"
)

// OnceKept is how long the answer to a request is kept for those who ask again.
const OnceKept = 24 * time.Hour

// Once is one request of a program that must not happen twice.
type Once struct {
	TokenID  string
	Name     string // the key that its program gave it
	Request  string // hash of what was asked for
	Instance string // of the server that works on it
}

// Answer is what was answered to a request.
type Answer struct {
	Status         int
	Location, ETag string
	Body           string
}

// BeginOnce begins a request, or returns the answer that it got, with true. It
// returns ErrUsed when its key stands for another request, and ErrConflict while
// it is worked on. What another instance left unfinished, by being stopped, begins
// anew.
func (s *Store) BeginOnce(ctx context.Context, o Once) (answer Answer, answered bool, err error) {
	err = s.change(ctx, "begin once", func(tx *tx) error {
		if err := tx.exec(deleteOnceBefore, millis(tx.now.Add(-OnceKept))); err != nil {
			return err
		}
		was, err := one(tx, scanOnce, selectOnce, o.TokenID, o.Name)
		switch {
		case errors.Is(err, ErrNotFound):
			return tx.exec(insertOnce, o.TokenID, o.Name, o.Request, o.Instance, millis(tx.now))
		case err != nil:
			return err
		case was.Request != o.Request:
			return ErrUsed
		case was.Status != 0:
			answer, answered = was.Answer, true
			return nil
		case was.Instance == o.Instance:
			return ErrConflict
		}
		return tx.execOne(updateOnceInstance, o.Instance, millis(tx.now), o.TokenID, o.Name)
	})
	return answer, answered, err
}

// EndOnce keeps the answer to a request that was begun.
func (s *Store) EndOnce(ctx context.Context, o Once, a Answer) error {
	return s.change(ctx, "end once", func(tx *tx) error {
		return tx.execOne(updateOnceAnswer, a.Status, a.Location, a.ETag, a.Body, o.TokenID, o.Name)
	})
}

// DropOnce forgets a request that was begun and came to nothing, so that it may be
// tried again.
func (s *Store) DropOnce(ctx context.Context, o Once) error {
	return s.change(ctx, "drop once", func(tx *tx) error { return tx.exec(deleteOnce, o.TokenID, o.Name) })
}

type onceRow struct {
	Once
	Answer
}

func scanOnce(row scanner) (o onceRow, err error) {
	err = row.Scan(&o.Request, &o.Instance, &o.Status, &o.Location, &o.ETag, &o.Body)
	return o, err
}

const (
	selectOnce = `SELECT request, instance, status, location, etag, body FROM once WHERE token_id = ? AND name = ?`
	insertOnce = `
INSERT INTO once (token_id, name, request, instance, begun_at, status, location, etag, body) VALUES (?, ?, ?, ?, ?, 0, '', '', '')`
	updateOnceInstance = `UPDATE once SET instance = ?, begun_at = ? WHERE token_id = ? AND name = ?`
	updateOnceAnswer   = `UPDATE once SET status = ?, location = ?, etag = ?, body = ? WHERE token_id = ? AND name = ?`
	deleteOnce         = `DELETE FROM once WHERE token_id = ? AND name = ?`
	deleteOnceBefore   = `DELETE FROM once WHERE begun_at < ?`
)
