package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"

	"github.com/mattn/go-sqlite3"
)

// What every connection is opened with. synchronous=FULL, because in WAL mode
// NORMAL may lose a committed transaction with the power (sqlite.org/wal.html).
// secure_delete, because a purge must leave nothing in free pages. Statements are
// kept prepared: preparing a short one takes longer than running it.
const (
	everyConnection = "_busy_timeout=10000&_foreign_keys=on&_journal_mode=WAL&_synchronous=FULL&_stmt_cache_size=64"
	writerOnly      = "&_txlock=immediate&_secure_delete=on"
	readerOnly      = "&_query_only=on&_txlock=deferred"
)

// openWriter returns the pool of the one connection that writes.
func openWriter(path string, connected func(*sqlite3.SQLiteConn) error) (*sql.DB, error) {
	if err := makePrivate(path); err != nil {
		return nil, err
	}
	source, err := dataSource(path, everyConnection+writerOnly)
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(connector{driver: &sqlite3.SQLiteDriver{ConnectHook: connected}, source: source})
	db.SetMaxOpenConns(1)
	return db, nil
}

// openReaders returns the pool of the connections that only read.
func openReaders(path string) (*sql.DB, error) {
	source, err := dataSource(path, everyConnection+readerOnly)
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(connector{driver: &sqlite3.SQLiteDriver{}, source: source})
	readers := max(4, 2*runtime.GOMAXPROCS(0))
	db.SetMaxOpenConns(readers)
	db.SetMaxIdleConns(readers)
	return db, nil
}

// makePrivate makes the database file before SQLite does, so that nobody else
// can read it; its -wal and -shm take the mode of the database.
func makePrivate(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// dataSource is the path as a URI, in which any character of a path is safe.
func dataSource(path, query string) (string, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("path %s: %w", path, err)
	}
	return "file://" + (&url.URL{Path: absolute}).EscapedPath() + "?" + query, nil
}

// connector opens connections of one database without a driver registered by name.
type connector struct {
	driver *sqlite3.SQLiteDriver
	source string
}

func (c connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.source) }
func (c connector) Driver() driver.Driver                        { return c.driver }

// openExisting opens the database of a folder for ErrNotFound when
// there is none.
func openExisting(folder string) (*sql.DB, error) {
	if err := inUse(folder); err != nil {
		return nil, err
	}
	return openReaders(filepath.Join(folder, databaseName))
}

// inUse is nil when the folder has a database. When it has none it is
// ErrNotFound, and anything else that stands in the way is itself.
func inUse(folder string) error {
	_, err := os.Stat(filepath.Join(folder, databaseName))
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("data folder %s has no %s: %w", folder, databaseName, ErrNotFound)
	}
	if err != nil {
		return fmt.Errorf("data folder %s: %w", folder, err)
	}
	return nil
}
