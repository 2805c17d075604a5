package store

import (
	"context"
	"database/sql"
	"sync"
)

// recent keeps what was read last for as long as nobody writes: every page of the
// studio reads the organisation, the session and the dataset again and again. What
// it gives is shared, and nobody may write into it.
type recent struct {
	open func() (*sql.DB, error)

	mu      sync.Mutex
	db      *sql.DB
	asks    *sql.Stmt // on one connection, which never writes
	version int64
	kept    map[string]any
}

// mostRecent bounds what is kept at one time.
const mostRecent = 256

// find returns what is kept under the key, or nil, and the version of the data that
// a reading begun now may be kept under; 0 for none. The version differs from
// the one before when any other connection, of this program or of another, has
// committed since (sqlite.org/pragma.html#pragma_data_version).
func (r *recent) find(key string) (any, int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	version, err := r.ask()
	if err != nil {
		r.closeLocked() // another connection counts anew
		return nil, 0
	}
	if version != r.version || r.kept == nil {
		r.version, r.kept = version, map[string]any{}
	}
	return r.kept[key], version
}

func (r *recent) ask() (version int64, err error) {
	ctx := context.Background() // one that can end would cost a goroutine for each
	if r.asks == nil {
		if r.db, err = r.open(); err != nil {
			return 0, err
		}
		r.db.SetMaxOpenConns(1)
		connection, err := r.db.Conn(ctx)
		if err != nil {
			return 0, err
		}
		if r.asks, err = connection.PrepareContext(ctx, `PRAGMA data_version`); err != nil {
			return 0, err
		}
	}
	err = r.asks.QueryRowContext(ctx).Scan(&version)
	return version, err
}

func (r *recent) keep(key string, version int64, v any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if version == 0 || version != r.version || r.kept == nil {
		return
	}
	if len(r.kept) >= mostRecent {
		clear(r.kept)
	}
	r.kept[key] = v
}

func (r *recent) close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.closeLocked()
}

func (r *recent) closeLocked() error {
	db := r.db
	r.db, r.asks, r.kept = nil, nil, nil
	if db == nil {
		return nil
	}
	return db.Close()
}

// recently is read, or what it gave last when nothing was written since. The key
// names what is read.
func recently[T any](s *Store, key string, read func() (T, error)) (T, error) {
	found, version := s.recent.find(key)
	if found != nil {
		return found.(T), nil // a key has one type
	}
	v, err := read()
	if err == nil {
		s.recent.keep(key, version, v)
	}
	return v, err
}

// look is recently for one row that one statement reads.
func look[T any](ctx context.Context, s *Store, key string, scan func(scanner) (T, error), statement string, args ...any) (T, error) {
	return recently(s, key, func() (T, error) {
		v, err := one(s.alone(ctx), scan, statement, args...)
		return v, named(key, err)
	})
}
