package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/mattn/go-sqlite3"
)

// tx is one transaction with the instant it happens at.
type tx struct {
	ctx   context.Context
	sql   statements
	store *Store
	now   time.Time // UTC, whole milliseconds
}

// statements is what runs them: a transaction, or the pool for one alone.
type statements interface {
	ExecContext(ctx context.Context, statement string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, statement string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, statement string, args ...any) *sql.Row
}

// change runs do in one writing transaction; any error leaves everything as it was.
func (s *Store) change(ctx context.Context, operation string, do func(*tx) error) error {
	return s.transaction(ctx, s.write, operation, do)
}

// view runs do in one reading transaction, which sees one state of everything.
func (s *Store) view(ctx context.Context, operation string, do func(*tx) error) error {
	return s.transaction(ctx, s.read, operation, do)
}

func (s *Store) transaction(ctx context.Context, db *sql.DB, operation string, do func(*tx) error) error {
	begun, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("%s: begin: %w", operation, err)
	}
	t := &tx{ctx: ctx, sql: begun, store: s, now: wholeMillis(s.now())}
	if err := do(t); err != nil {
		return errors.Join(fmt.Errorf("%s: %w", operation, full(err)), rollback(begun))
	}
	if err := begun.Commit(); err != nil {
		return errors.Join(fmt.Errorf("%s: commit: %w", operation, full(err)), rollback(begun))
	}
	return nil
}

// alone is for one statement that only reads: it sees one state of everything
// without a transaction around it.
func (s *Store) alone(ctx context.Context) *tx {
	return &tx{ctx: ctx, sql: s.read, store: s, now: wholeMillis(s.now())}
}

// named says what failed, as [Store.view] does.
func named(operation string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", operation, full(err))
}

// full makes SQLite's word for a full disk the one that files have.
func full(err error) error {
	var e sqlite3.Error
	if errors.As(err, &e) && e.Code == sqlite3.ErrFull {
		return fmt.Errorf("%w: %w", ErrFull, err)
	}
	return err
}

// rollback ends a transaction that may have ended already with its context.
func rollback(t *sql.Tx) error {
	if err := t.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
		return fmt.Errorf("roll back: %w", err)
	}
	return nil
}

// exec runs a statement that gives no rows.
func (t *tx) exec(statement string, args ...any) error {
	_, err := t.sql.ExecContext(t.ctx, statement, args...)
	return err
}

// execOne runs a statement that must change a row: ErrNotFound when it does not.
func (t *tx) execOne(statement string, args ...any) error {
	n, err := t.count(statement, args...)
	if err == nil && n == 0 {
		return ErrNotFound
	}
	return err
}

// count runs a statement and returns how many rows it changed.
func (t *tx) count(statement string, args ...any) (int64, error) {
	result, err := t.sql.ExecContext(t.ctx, statement, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// value reads one column of one row, or ErrNotFound.
func value[T any](t *tx, statement string, args ...any) (T, error) {
	return one(t, func(row scanner) (v T, err error) { return v, row.Scan(&v) }, statement, args...)
}

// scanner is a row that can be read.
type scanner interface{ Scan(into ...any) error }

// one reads one row, or ErrNotFound.
func one[T any](t *tx, scan func(scanner) (T, error), statement string, args ...any) (T, error) {
	v, err := scan(t.sql.QueryRowContext(t.ctx, statement, args...))
	if errors.Is(err, sql.ErrNoRows) {
		return v, ErrNotFound
	}
	return v, err
}

// all reads every row.
func all[T any](t *tx, scan func(scanner) (T, error), statement string, args ...any) ([]T, error) {
	rows, err := t.sql.QueryContext(t.ctx, statement, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close() // its error is rows.Err's
	var list []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, rows.Err()
}

// values reads one column of every row.
func values[T any](t *tx, statement string, args ...any) ([]T, error) {
	return all(t, func(row scanner) (v T, err error) { return v, row.Scan(&v) }, statement, args...)
}
