package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/mattn/go-sqlite3"

	"figurehead/store/blob"
	"figurehead/store/blob/dir"
)

// Names inside a data folder.
const (
	databaseName   = "figurehead.db"
	blobsName      = "blobs"
	lastBackupName = "last-backup"
)

// Blobs is object storage by sha256; BlobInfo describes one of them.
type (
	Blobs    = blob.Store
	BlobInfo = blob.Info
)

// Options say where a Store keeps its data.
type Options struct {
	// Folder holds everything: the database and the blobs. It is made, with
	// mode 0700, when it is not there.
	Folder string
	// Now is the clock; nil means time.Now.
	Now func() time.Time
	// Rand gives the bytes of identifiers; nil means crypto/rand.
	Rand io.Reader
}

// Store is the content store of one server. Its methods may be called
// concurrently; other processes may have the same folder open.
type Store struct {
	folder string
	now    func() time.Time
	rand   io.Reader
	write  *sql.DB // one connection: writers wait for each other
	read   *sql.DB
	blobs  Blobs
	recent recent
}

// settings are Options with what only tests change.
type settings struct {
	Options
	migrations fs.FS
	// connected sees each new connection that writes.
	connected func(*sqlite3.SQLiteConn) error
}

// Open opens the data folder, brings its tables up to date and finishes
// erasures that a stop cut short. It returns ErrNewerData, and changes
// nothing, when a newer Figurehead wrote the folder.
func Open(ctx context.Context, o Options) (*Store, error) {
	return open(ctx, settings{Options: o, migrations: released()})
}

// OpenExisting is Open for work that needs what a folder holds: it returns
// ErrNotFound, and makes nothing, when the folder has no database.
func OpenExisting(ctx context.Context, o Options) (*Store, error) {
	if err := inUse(o.Folder); err != nil {
		return nil, err
	}
	return Open(ctx, o)
}

func open(ctx context.Context, set settings) (*Store, error) {
	s, err := attach(set)
	if err != nil {
		return nil, fmt.Errorf("data folder %s: %w", set.Folder, err)
	}
	if err := s.prepare(ctx, set.migrations); err != nil {
		return nil, errors.Join(fmt.Errorf("data folder %s: %w", set.Folder, err), s.Close())
	}
	return s, nil
}

// attach opens folder, database and blobs without touching the tables.
func attach(set settings) (*Store, error) {
	s := &Store{folder: set.Folder, now: set.Now, rand: set.Rand}
	if s.now == nil {
		s.now = time.Now
	}
	if s.rand == nil {
		s.rand = rand.Reader
	}
	if err := os.MkdirAll(s.folder, 0o700); err != nil {
		return nil, err
	}
	blobs, err := dir.Open(filepath.Join(s.folder, blobsName))
	if err != nil {
		return nil, err
	}
	s.blobs = blobs
	if s.write, err = openWriter(s.databasePath(), set.connected); err != nil {
		return nil, err
	}
	s.recent.open = func() (*sql.DB, error) { return openReaders(s.databasePath()) }
	if s.read, err = openReaders(s.databasePath()); err != nil {
		return nil, errors.Join(err, s.write.Close())
	}
	return s, nil
}

// prepare migrates and takes up what a stop left undone.
func (s *Store) prepare(ctx context.Context, migrations fs.FS) error {
	if err := migrate(ctx, s.write, migrations); err != nil {
		return err
	}
	if err := s.fillSearch(ctx); err != nil {
		return err
	}
	return s.finishErasures(ctx)
}

// Blobs returns the object storage of the Store.
func (s *Store) Blobs() Blobs { return s.blobs }

// Folder returns the data folder.
func (s *Store) Folder() string { return s.folder }

// Close waits for what is under way and closes the database.
func (s *Store) Close() error { return errors.Join(s.recent.close(), s.read.Close(), s.write.Close()) }

// Ping reports whether the database answers and can be written to.
func (s *Store) Ping(ctx context.Context) error {
	return s.change(ctx, "ping", func(tx *tx) error {
		_, err := value[int64](tx, selectPublishedVersion)
		return err
	})
}

func (s *Store) databasePath() string { return filepath.Join(s.folder, databaseName) }
