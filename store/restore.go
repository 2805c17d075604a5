package store

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"figurehead/store/blob/dir"
)

// ErrNotEmpty means that a folder to restore into holds something already.
var ErrNotEmpty = errors.New("the folder is not empty")

// Restore unpacks a backup into a folder that is missing or empty, checks
// every piece against its hash and the database as Verify does, and makes the
// database appear last. When anything is wrong the folder is left as it was:
// ErrBackup names the damaged piece, ErrNewerData means that a newer Figurehead
// made the backup, ErrNotEmpty that the folder is in use.
func Restore(ctx context.Context, r io.Reader, folder string) (Manifest, error) {
	made, err := claimFolder(folder)
	if err != nil {
		return Manifest{}, fmt.Errorf("restore into %s: %w", folder, err)
	}
	m, err := restore(ctx, r, folder)
	if err != nil {
		return m, errors.Join(fmt.Errorf("restore into %s: %w", folder, err), emptyFolder(folder, made))
	}
	return m, nil
}

// claimFolder makes the folder when it is missing and reports whether it did.
func claimFolder(folder string) (made bool, err error) {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return true, os.MkdirAll(folder, 0o700)
	}
	if err == nil && len(entries) > 0 {
		return false, ErrNotEmpty
	}
	return false, err
}

// emptyFolder takes back what a restore that failed has written.
func emptyFolder(folder string, made bool) error {
	if made {
		return os.RemoveAll(folder)
	}
	return errors.Join(os.RemoveAll(filepath.Join(folder, blobsName)),
		removeAll(filepath.Join(folder, databaseName), filepath.Join(folder, databaseName+".part")))
}

func restore(ctx context.Context, r io.Reader, folder string) (Manifest, error) {
	blobs, err := dir.Open(filepath.Join(folder, blobsName))
	if err != nil {
		return Manifest{}, err
	}
	part := filepath.Join(folder, databaseName+".part")
	m, err := unpack(r, part, func(r io.Reader) (string, int64, error) { return blobs.Put(ctx, r) })
	if err != nil {
		return m, err
	}
	if err := checkCopy(ctx, part, m); err != nil {
		return m, err
	}
	if err := os.Rename(part, filepath.Join(folder, databaseName)); err != nil {
		return m, err
	}
	return m, syncFolder(folder)
}

// CheckBackup does all that Restore does except keeping anything: every piece
// is read and checked, and the database is unpacked to the path scratch, looked
// through, and removed.
func CheckBackup(ctx context.Context, r io.Reader, scratch string) (m Manifest, err error) {
	defer func() { err = errors.Join(err, removeAll(scratch)) }()
	if m, err = unpack(r, scratch, hashReader); err != nil {
		return m, err
	}
	return m, checkCopy(ctx, scratch, m)
}

// unpack reads a backup, writes its database to a path and hands each blob to
// keep, which returns hash and size of what it was given.
func unpack(r io.Reader, database string, keep func(io.Reader) (string, int64, error)) (Manifest, error) {
	u := unpacking{tar: tar.NewReader(r), last: "its beginning"}
	m, raw, err := u.manifest()
	if err != nil {
		return m, err
	}
	for _, p := range append([]Piece{m.Database}, m.Blobs...) {
		store := keep
		if p.Name == databaseName {
			store = func(r io.Reader) (string, int64, error) { return writeDatabase(database, r) }
		}
		if err := u.piece(p, store); err != nil {
			return m, err
		}
	}
	return m, u.seal(raw)
}

// unpacking walks through a backup; the pieces stand in the order of the manifest.
type unpacking struct {
	tar  *tar.Reader
	last string // the last piece that was whole
}

// next goes to the piece that must come next.
func (u *unpacking) next(name string) error {
	header, err := u.tar.Next()
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: it ends after %s, %s is missing", ErrBackup, u.last, name)
	}
	if err != nil {
		return fmt.Errorf("%w: after %s, where %s should be: %w", ErrBackup, u.last, name, err)
	}
	if header.Name != name || header.Typeflag != tar.TypeReg {
		return fmt.Errorf("%w: %s stands where %s should be", ErrBackup, header.Name, name)
	}
	return nil
}

func (u *unpacking) manifest() (Manifest, []byte, error) {
	raw, err := u.text(manifestName, maxManifestSize)
	if err != nil {
		return Manifest{}, nil, err
	}
	m, err := parseManifest(raw)
	return m, raw, err
}

func (u *unpacking) piece(p Piece, keep func(io.Reader) (string, int64, error)) error {
	if err := u.next(p.Name); err != nil {
		return err
	}
	hash, size, err := keep(u.tar)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%w: it ends inside %s", ErrBackup, p.Name)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", p.Name, err)
	}
	if hash != p.SHA256 || size != p.SizeBytes {
		return fmt.Errorf("%w: %s has sha256 %s and %d bytes, the manifest says %s and %d", ErrBackup, p.Name, hash, size, p.SHA256, p.SizeBytes)
	}
	u.last = p.Name
	return nil
}

// seal compares the manifest with the hash that stands last.
func (u *unpacking) seal(manifest []byte) error {
	raw, err := u.text(sealName, 1<<10)
	if err != nil {
		return err
	}
	if strings.TrimSpace(string(raw)) != hashOf(manifest) {
		return fmt.Errorf("%w: %s does not match %s", ErrBackup, manifestName, sealName)
	}
	if _, err := u.tar.Next(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: something follows %s", ErrBackup, sealName)
	}
	return nil
}

// text reads a small piece.
func (u *unpacking) text(name string, limit int64) ([]byte, error) {
	if err := u.next(name); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	n, err := io.Copy(&b, io.LimitReader(u.tar, limit+1))
	if err != nil || n > limit {
		return nil, fmt.Errorf("%w: %s cannot be read", ErrBackup, name)
	}
	u.last = name
	return b.Bytes(), nil
}

// writeDatabase writes a database file, synced, and returns its hash and size.
func writeDatabase(path string, r io.Reader) (hash string, size int64, err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return "", 0, err
	}
	hash, size, err = hashReader(io.TeeReader(r, f))
	return hash, size, errors.Join(err, f.Sync(), f.Close())
}

// checkCopy looks through the database of a backup: it is sound, this program
// knows its tables, and the backup has every blob that it needs.
func checkCopy(ctx context.Context, path string, m Manifest) (err error) {
	db, err := openCopy(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	problems, err := damage(ctx, db)
	if errors.Is(err, ErrNewerData) || ctx.Err() != nil {
		return errors.Join(err, ctx.Err())
	}
	if err != nil || len(problems) > 0 {
		return fmt.Errorf("%w: %s: %w", ErrBackup, databaseName, errors.Join(append(asErrors(problems), err)...))
	}
	has := map[string]bool{}
	for _, p := range m.Blobs {
		has[p.SHA256] = true
	}
	needed, _, err := needsOf(ctx, path)
	for _, hash := range needed {
		if !has[hash] {
			return fmt.Errorf("%w: %s is needed and missing", ErrBackup, blobPieceName(hash))
		}
	}
	return err
}

// asErrors makes each problem an error.
func asErrors(problems []string) []error {
	var errs []error
	for _, p := range problems {
		errs = append(errs, errors.New(p))
	}
	return errs
}
