package store

import (
	"archive/tar"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/mattn/go-sqlite3"

	"figurehead/store/blob/dir"
)

// pagesAtOnce is how much of the database is copied between two looks at the context.
const pagesAtOnce = 1000

// Backup writes the database of a data folder as it is at one instant, and
// every blob that it needs, to the tar file out, and then tests that file by
// restoring from it. The server may be running. Sign-ins and the set-up link
// are left out. The file is 0600 and appears only when it is whole.
//
// It returns ErrNotFound when the folder has no database and ErrDamaged when a
// blob does not match its hash.
func Backup(ctx context.Context, folder, out string) (Manifest, error) {
	if _, err := Migrations(ctx, folder); err != nil {
		return Manifest{}, err
	}
	if _, err := os.Stat(out); err == nil {
		return Manifest{}, fmt.Errorf("backup %s: %w", out, os.ErrExist)
	}
	blobs, err := dir.Open(filepath.Join(folder, blobsName))
	if err != nil {
		return Manifest{}, err
	}
	m, err := retryPurged(func() (Manifest, error) { return backupOnce(ctx, folder, blobs, out) })
	if err != nil {
		return m, fmt.Errorf("backup of %s: %w", folder, err)
	}
	// Whoever may only read the folder makes backups too: they are not noted.
	_ = os.WriteFile(filepath.Join(folder, lastBackupName), []byte(time.Now().UTC().Format(time.RFC3339)+"\n"), 0o600)
	return m, nil
}

// LastBackup returns when the last backup of the data folder was finished, the
// zero time when none is known of. Whether it is still there is not known here.
func (s *Store) LastBackup() time.Time {
	body, err := os.ReadFile(filepath.Join(s.folder, lastBackupName))
	if err != nil {
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339, strings.TrimSpace(string(body)))
	if err != nil {
		return time.Time{}
	}
	return at
}

// retryPurged tries again when a blob went while it was copied: a purge came
// between, and the purged bytes belong in no backup.
func retryPurged(backup func() (Manifest, error)) (m Manifest, err error) {
	for range 3 {
		if m, err = backup(); !errors.Is(err, ErrNotFound) {
			return m, err
		}
	}
	return m, err
}

func backupOnce(ctx context.Context, folder string, blobs Blobs, out string) (m Manifest, err error) {
	part, err := os.OpenFile(out+".part", os.O_CREATE|os.O_TRUNC|os.O_RDWR, 0o600)
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, removeAll(part.Name(), out+".db")) }()
	if m, err = writeBackup(ctx, folder, blobs, out+".db", part); err != nil {
		return m, errors.Join(err, part.Close())
	}
	if _, err := part.Seek(0, io.SeekStart); err != nil {
		return m, errors.Join(err, part.Close())
	}
	if _, err := CheckBackup(ctx, part, out+".db"); err != nil {
		return m, errors.Join(fmt.Errorf("restore test: %w", err), part.Close())
	}
	if err := part.Close(); err != nil {
		return m, err
	}
	if err := os.Rename(part.Name(), out); err != nil {
		return m, err
	}
	return m, syncFolder(filepath.Dir(out))
}

// writeBackup copies the database to the path copied, and then all of it to w.
func writeBackup(ctx context.Context, folder string, blobs Blobs, copied string, w *os.File) (Manifest, error) {
	if err := copyDatabase(ctx, filepath.Join(folder, databaseName), copied); err != nil {
		return Manifest{}, fmt.Errorf("copy the database: %w", err)
	}
	m, err := manifestOf(ctx, copied, blobs)
	if err != nil {
		return m, err
	}
	if err := writeTar(ctx, w, m, copied, blobs); err != nil {
		return m, err
	}
	return m, w.Sync()
}

// copyDatabase makes a copy of a database that others may be writing to, as
// one file without a log, and takes out what no backup should hold.
func copyDatabase(ctx context.Context, from, to string) (err error) {
	if err := errors.Join(removeAll(to), makePrivate(to)); err != nil {
		return err
	}
	source, err := openReaders(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, source.Close()) }()
	target, err := openCopy(to)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, target.Close()) }()
	if err := copyPages(ctx, source, target); err != nil {
		return err
	}
	for _, statement := range []string{singleFile, deleteAllSessions, deleteSetup} {
		if _, err := target.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// openCopy opens a database that nobody else uses.
func openCopy(path string) (*sql.DB, error) {
	source, err := dataSource(path, "_foreign_keys=on&_synchronous=FULL&_secure_delete=on")
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(connector{driver: &sqlite3.SQLiteDriver{}, source: source})
	db.SetMaxOpenConns(1)
	return db, nil
}

// copyPages copies inside one reading transaction: all pages are of one instant.
func copyPages(ctx context.Context, source, target *sql.DB) error {
	from, err := source.Conn(ctx)
	if err != nil {
		return err
	}
	defer from.Close() // gives the connection back to a pool that is closed next
	into, err := target.Conn(ctx)
	if err != nil {
		return err
	}
	defer into.Close() // as above
	begun, err := from.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := begun.QueryRowContext(ctx, selectPublishedVersion).Scan(new(int64)); err != nil {
		return errors.Join(err, rollback(begun))
	}
	err = into.Raw(func(to any) error {
		return from.Raw(func(of any) error {
			return stepPages(ctx, of.(*sqlite3.SQLiteConn), to.(*sqlite3.SQLiteConn))
		})
	})
	return errors.Join(err, rollback(begun))
}

func stepPages(ctx context.Context, from, to *sqlite3.SQLiteConn) error {
	b, err := to.Backup("main", from, "main")
	if err != nil {
		return err
	}
	for done := false; !done && err == nil; {
		if done, err = b.Step(pagesAtOnce); err == nil {
			err = ctx.Err()
		}
	}
	return errors.Join(err, b.Finish())
}

// manifestOf lists a copied database and the blobs it needs.
func manifestOf(ctx context.Context, copied string, blobs Blobs) (m Manifest, err error) {
	needed, version, err := needsOf(ctx, copied)
	if err != nil {
		return m, err
	}
	m = Manifest{Format: backupFormat, MadeAt: time.Now().UTC().Truncate(time.Second), Tables: version}
	f, err := os.Open(copied)
	if err != nil {
		return m, err
	}
	m.Database.Name = databaseName
	m.Database.SHA256, m.Database.SizeBytes, err = hashReader(f)
	if err = errors.Join(err, f.Close()); err != nil {
		return m, err
	}
	for _, hash := range needed {
		info, err := blobs.Stat(ctx, hash)
		if err != nil {
			return m, err
		}
		m.Blobs = append(m.Blobs, Piece{blobPieceName(hash), hash, info.SizeBytes})
	}
	return m, nil
}

// needsOf returns the hashes that a database needs, in order, and its version.
func needsOf(ctx context.Context, path string) (hashes []string, version int64, err error) {
	db, err := openCopy(path)
	if err != nil {
		return nil, 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	s := &Store{read: db, now: time.Now}
	err = s.view(ctx, "list blobs", func(tx *tx) (err error) {
		hashes, err = values[string](tx, selectNeeds)
		return err
	})
	if err != nil {
		return nil, 0, err
	}
	version, err = databaseVersion(ctx, db)
	return hashes, version, err
}

func writeTar(ctx context.Context, w io.Writer, m Manifest, database string, blobs Blobs) error {
	manifest, err := toJSON(m)
	if err != nil {
		return err
	}
	t := tar.NewWriter(w)
	if err := addText(t, m, manifestName, manifest); err != nil {
		return err
	}
	f, err := os.Open(database)
	if err != nil {
		return err
	}
	if err := errors.Join(addPiece(t, m, m.Database, f), f.Close()); err != nil {
		return err
	}
	for _, p := range m.Blobs {
		r, err := blobs.Open(ctx, p.SHA256)
		if err != nil {
			return err
		}
		if err := errors.Join(addPiece(t, m, p, r), r.Close()); err != nil {
			return err
		}
	}
	if err := addText(t, m, sealName, hashOf([]byte(manifest))+"\n"); err != nil {
		return err
	}
	return t.Close()
}

func addText(t *tar.Writer, m Manifest, name, text string) error {
	if err := t.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(text)), ModTime: m.MadeAt}); err != nil {
		return err
	}
	_, err := io.WriteString(t, text)
	return err
}

func addPiece(t *tar.Writer, m Manifest, p Piece, r io.Reader) error {
	if err := t.WriteHeader(&tar.Header{Name: p.Name, Mode: 0o600, Size: p.SizeBytes, ModTime: m.MadeAt}); err != nil {
		return err
	}
	if _, err := io.Copy(t, r); err != nil {
		return fmt.Errorf("%s: %w", p.Name, err)
	}
	return nil
}

// removeAll removes files, whether they are there or not, with the logs that
// SQLite may have left beside them.
func removeAll(paths ...string) error {
	var errs []error
	for _, path := range paths {
		for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
			if err := os.Remove(path + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
				errs = append(errs, err)
			}
		}
	}
	return errors.Join(errs...)
}

// syncFolder makes the names of a folder survive a loss of power.
func syncFolder(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

const (
	singleFile = `PRAGMA journal_mode = DELETE`

	deleteAllSessions = `DELETE FROM sessions`

	selectNeeds = `
SELECT sha256 FROM snapshots WHERE purged_at = 0
UNION
SELECT sha256 FROM renditions
UNION
SELECT sha256 FROM boundary_sets
UNION
SELECT preview FROM campaigns WHERE preview <> ''
ORDER BY 1`
)
