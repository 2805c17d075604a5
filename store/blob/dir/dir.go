// Package dir keeps blobs as files of a folder: ab/cd/abcd….
//
// A blob is written to a temporary file, synced, renamed to its hash and its
// folder synced, so that a file with a hash for its name is always whole.
// Files are 0600 and folders 0700. It never decides which blob is needed.
//
//	blobs, err := dir.Open("/var/lib/figurehead/blobs")
package dir

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"figurehead/store/blob"
)

const (
	fileMode   = 0o600
	folderMode = 0o700
	tempFolder = "tmp"
)

// Blobs is object storage in a folder.
type Blobs struct{ root string }

var _ blob.Store = (*Blobs)(nil)

// Open returns the blobs of a folder, which is made when it is not there.
func Open(root string) (*Blobs, error) {
	if err := os.MkdirAll(filepath.Join(root, tempFolder), folderMode); err != nil {
		return nil, fmt.Errorf("blob folder %s: %w", root, err)
	}
	return &Blobs{root: root}, nil
}

// Put stores r under the hash of what it gives. Bytes that are there already
// are written anew, which mends a damaged file.
func (b *Blobs) Put(ctx context.Context, r io.Reader) (string, int64, error) {
	temp, hash, size, err := b.writeTemp(ctx, r)
	if err != nil {
		return "", 0, fmt.Errorf("blob: write: %w", err)
	}
	if err := b.moveIn(temp, hash); err != nil {
		return "", 0, errors.Join(fmt.Errorf("blob %s: store: %w", hash, err), removeIfThere(temp))
	}
	return hash, size, nil
}

// writeTemp copies r to a synced temporary file and returns its path and hash.
func (b *Blobs) writeTemp(ctx context.Context, r io.Reader) (path, hash string, size int64, err error) {
	f, err := os.CreateTemp(filepath.Join(b.root, tempFolder), "put-*") // made with 0600
	if err != nil {
		return "", "", 0, err
	}
	digest := sha256.New()
	size, err = io.Copy(io.MultiWriter(f, digest), contextReader{ctx, r})
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return "", "", 0, errors.Join(err, removeIfThere(f.Name()))
	}
	return f.Name(), hex.EncodeToString(digest.Sum(nil)), size, nil
}

// moveIn renames a temporary file to its hash and syncs the folders on the way.
func (b *Blobs) moveIn(temp, hash string) error {
	first := filepath.Join(b.root, hash[:2])
	second := filepath.Join(first, hash[2:4])
	if err := os.MkdirAll(second, folderMode); err != nil {
		return err
	}
	if err := os.Rename(temp, filepath.Join(second, hash)); err != nil {
		return err
	}
	for _, folder := range []string{second, first, b.root} {
		if err := syncFolder(folder); err != nil {
			return err
		}
	}
	return nil
}

// Get returns the bytes of a hash, checked against it.
func (b *Blobs) Get(ctx context.Context, hash string) ([]byte, error) {
	r, err := b.Open(ctx, hash)
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(r)
	return raw, errors.Join(err, r.Close())
}

// Open reads the bytes of a hash as a stream.
func (b *Blobs) Open(ctx context.Context, hash string) (io.ReadCloser, error) {
	if !blob.ValidHash(hash) {
		return nil, fmt.Errorf("blob %q: %w", hash, blob.ErrNotFound)
	}
	f, err := os.Open(b.path(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("blob %s: %w", hash, blob.ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("blob %s: %w", hash, err)
	}
	return &checkedReader{ctx: ctx, file: f, digest: sha256.New(), hash: hash}, nil
}

// Has reports whether the bytes of a hash are there.
func (b *Blobs) Has(ctx context.Context, hash string) (bool, error) {
	_, err := b.Stat(ctx, hash)
	if errors.Is(err, blob.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// Stat describes the bytes of a hash.
func (b *Blobs) Stat(_ context.Context, hash string) (blob.Info, error) {
	if !blob.ValidHash(hash) {
		return blob.Info{}, fmt.Errorf("blob %q: %w", hash, blob.ErrNotFound)
	}
	info, err := os.Stat(b.path(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return blob.Info{}, fmt.Errorf("blob %s: %w", hash, blob.ErrNotFound)
	}
	if err != nil {
		return blob.Info{}, fmt.Errorf("blob %s: %w", hash, err)
	}
	return blob.Info{SHA256: hash, SizeBytes: info.Size(), StoredAt: info.ModTime()}, nil
}

// Delete removes the bytes of a hash.
func (b *Blobs) Delete(_ context.Context, hash string) error {
	if !blob.ValidHash(hash) {
		return fmt.Errorf("blob %q: %w", hash, blob.ErrNotFound)
	}
	path := b.path(hash)
	err := os.Remove(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = syncFolder(filepath.Dir(path))
	}
	if err != nil {
		return fmt.Errorf("blob %s: delete: %w", hash, err)
	}
	return nil
}

// List calls each for every stored blob.
func (b *Blobs) List(ctx context.Context, each func(blob.Info) error) error {
	walk := func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // deleted while the folder was read
		}
		if err != nil || entry.IsDir() || !blob.ValidHash(entry.Name()) {
			return err
		}
		info, err := entry.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		return each(blob.Info{SHA256: entry.Name(), SizeBytes: info.Size(), StoredAt: info.ModTime()})
	}
	if err := filepath.WalkDir(b.root, walk); err != nil {
		return fmt.Errorf("list blobs: %w", err)
	}
	return nil
}

// Tidy removes temporary files last written before the given time.
func (b *Blobs) Tidy(_ context.Context, before time.Time) (int, error) {
	folder := filepath.Join(b.root, tempFolder)
	entries, err := os.ReadDir(folder)
	if err != nil {
		return 0, fmt.Errorf("tidy blobs: %w", err)
	}
	removed := 0
	for _, entry := range entries {
		info, err := entry.Info()
		if errors.Is(err, fs.ErrNotExist) || err == nil && !info.ModTime().Before(before) {
			continue
		}
		if err == nil {
			err = removeIfThere(filepath.Join(folder, entry.Name()))
		}
		if err != nil {
			return removed, fmt.Errorf("tidy blobs: %w", err)
		}
		removed++
	}
	return removed, nil
}

func (b *Blobs) path(hash string) string {
	return filepath.Join(b.root, hash[:2], hash[2:4], hash)
}

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// syncFolder makes the names of a folder survive a loss of power.
func syncFolder(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
