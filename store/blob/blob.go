// Package blob says what object storage by sha256 does: raw bytes of datasets
// and renditions of figures, stored once for equal bytes and never changed.
// The back ends are the packages below it; blobtest is the contract test that
// each of them passes.
//
// It knows no database: which blob is still needed is decided in store.
//
//	sha256, size, err := blobs.Put(ctx, file)
//	raw, err := blobs.Get(ctx, sha256)
package blob

import (
	"context"
	"errors"
	"io"
	"time"
)

// The errors that callers branch on.
var (
	ErrNotFound = errors.New("not found")
	// ErrDamaged means that stored bytes no longer match their sha256.
	ErrDamaged = errors.New("stored bytes do not match their sha256")
)

// Info describes one stored blob.
type Info struct {
	SHA256    string // lower-case hex
	SizeBytes int64
	// StoredAt is when these bytes were last put.
	StoredAt time.Time
}

// Store is object storage by sha256. Its methods may be called concurrently,
// by several processes.
type Store interface {
	// Put stores r and returns its sha256 and size; equal bytes are stored
	// once. When it returns, the bytes survive a loss of power.
	Put(ctx context.Context, r io.Reader) (sha256 string, size int64, err error)
	// Get returns the bytes, checked against the hash: ErrNotFound, ErrDamaged.
	Get(ctx context.Context, sha256 string) ([]byte, error)
	// Open reads the bytes as a stream; the read that meets the end returns
	// ErrDamaged instead of io.EOF when they do not match the hash.
	Open(ctx context.Context, sha256 string) (io.ReadCloser, error)
	// Has reports whether the bytes are there, without reading them.
	Has(ctx context.Context, sha256 string) (bool, error)
	// Stat describes the bytes without reading them: ErrNotFound.
	Stat(ctx context.Context, sha256 string) (Info, error)
	// Delete removes the bytes; a blob that is not there is no error.
	Delete(ctx context.Context, sha256 string) error
	// List calls each for every stored blob, in order of sha256.
	List(ctx context.Context, each func(Info) error) error
	// Tidy removes what writes that were cut short before the given time left
	// behind, and returns how many.
	Tidy(ctx context.Context, before time.Time) (int, error)
}

// ValidHash reports whether s is a sha256 in lower-case hex.
func ValidHash(s string) bool {
	if len(s) != 64 {
		return false
	}
	for _, c := range []byte(s) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}
