package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/sqlite/*.sql
var embedded embed.FS

// released returns the migrations of this release.
func released() fs.FS {
	sub, err := fs.Sub(embedded, "migrations/sqlite")
	if err != nil {
		panic(err) // the name is a constant
	}
	return sub
}

// Migration is one step of the tables, and whether a data folder has taken it.
type Migration struct {
	Version int64
	Name    string // "00001_first_figure.sql"
	Applied bool
}

// Migrations lists the steps this release knows and which of them a data
// folder has taken. It changes nothing. It returns ErrNewerData when the folder
// has taken steps this release does not know, and ErrNotFound when there is no
// database in it.
func Migrations(ctx context.Context, folder string) ([]Migration, error) {
	db, err := openExisting(folder)
	if err != nil {
		return nil, err
	}
	list, err := migrations(ctx, db, released())
	return list, errors.Join(err, db.Close())
}

func migrations(ctx context.Context, db *sql.DB, steps fs.FS) ([]Migration, error) {
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, steps)
	if err != nil {
		return nil, fmt.Errorf("migrations: %w", err)
	}
	version, err := databaseVersion(ctx, db)
	if err != nil {
		return nil, err
	}
	var list []Migration
	for _, source := range provider.ListSources() {
		list = append(list, Migration{source.Version, path.Base(source.Path), source.Version <= version})
	}
	if newest := list[len(list)-1].Version; version > newest {
		return list, fmt.Errorf("%w: its tables are at step %d, this program knows them up to step %d; start the newer version, or restore a backup made with this one",
			ErrNewerData, version, newest)
	}
	return list, nil
}

// migrate takes the steps that are missing, each in its own transaction.
// Processes that start at once all succeed: the one that comes second at a step
// finds it taken and goes on with those still missing, fewer each time.
func migrate(ctx context.Context, db *sql.DB, steps fs.FS) error {
	for {
		missing, err := pending(ctx, db, steps)
		if err != nil || missing == 0 {
			return err
		}
		provider, err := goose.NewProvider(goose.DialectSQLite3, db, steps)
		if err != nil {
			return fmt.Errorf("migrations: %w", err)
		}
		if _, err = provider.Up(ctx); err == nil {
			return nil
		}
		left, again := pending(ctx, db, steps)
		if again != nil || left >= missing {
			return errors.Join(fmt.Errorf("migrate: %w", err), again)
		}
	}
}

// pending counts the steps a database has not taken.
func pending(ctx context.Context, db *sql.DB, steps fs.FS) (int, error) {
	list, err := migrations(ctx, db, steps)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, m := range list {
		if !m.Applied {
			n++
		}
	}
	return n, nil
}

const (
	selectHasVersions     = `SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'goose_db_version'`
	selectDatabaseVersion = `SELECT COALESCE(MAX(version_id), 0) FROM goose_db_version`
)

// databaseVersion returns the newest step a database has taken, 0 when new.
func databaseVersion(ctx context.Context, db *sql.DB) (int64, error) {
	var n, version int64
	if err := db.QueryRowContext(ctx, selectHasVersions).Scan(&n); err != nil {
		return 0, fmt.Errorf("read database version: %w", err)
	}
	if n == 0 {
		return 0, nil
	}
	if err := db.QueryRowContext(ctx, selectDatabaseVersion).Scan(&version); err != nil {
		return 0, fmt.Errorf("read database version: %w", err)
	}
	return version, nil
}
