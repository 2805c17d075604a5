package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"figurehead/store/blob"
)

// A backup is a tar file of manifestName, databaseName, the blobs and, last,
// sealName, which holds the sha256 of the manifest. The names are those of a
// data folder.
const (
	backupFormat    = 1
	manifestName    = "manifest.json"
	sealName        = "manifest.sha256"
	maxManifestSize = 256 << 20
)

// ErrBackup means that a backup is damaged or is none; the message names the
// damaged piece.
var ErrBackup = errors.New("the backup is damaged")

// Manifest lists what is in a backup.
type Manifest struct {
	Format   int       `json:"format"`
	MadeAt   time.Time `json:"madeAt"`
	Tables   int64     `json:"tables"` // the last migration of the database
	Database Piece     `json:"database"`
	Blobs    []Piece   `json:"blobs"`
}

// Piece is one file of a backup.
type Piece struct {
	Name      string `json:"name"`
	SHA256    string `json:"sha256"`
	SizeBytes int64  `json:"sizeBytes"`
}

// SizeBytes is the size of all pieces.
func (m Manifest) SizeBytes() int64 {
	sum := m.Database.SizeBytes
	for _, p := range m.Blobs {
		sum += p.SizeBytes
	}
	return sum
}

// blobPieceName is the place of a blob in a backup and in a data folder.
func blobPieceName(hash string) string {
	return strings.Join([]string{blobsName, hash[:2], hash[2:4], hash}, "/")
}

// parseManifest reads a manifest and checks that its pieces have the names a
// data folder has: nothing is ever written elsewhere.
func parseManifest(raw []byte) (Manifest, error) {
	var m Manifest
	if err := json.Unmarshal(raw, &m); err != nil {
		return m, fmt.Errorf("%w: %s: %w", ErrBackup, manifestName, err)
	}
	if m.Format != backupFormat {
		return m, fmt.Errorf("%w: %s: format %d, this program reads %d", ErrBackup, manifestName, m.Format, backupFormat)
	}
	if m.Database.Name != databaseName || !blob.ValidHash(m.Database.SHA256) {
		return m, fmt.Errorf("%w: %s: the database is called %q", ErrBackup, manifestName, m.Database.Name)
	}
	for _, p := range m.Blobs {
		if !blob.ValidHash(p.SHA256) || p.Name != blobPieceName(p.SHA256) {
			return m, fmt.Errorf("%w: %s: piece %q has the hash %q", ErrBackup, manifestName, p.Name, p.SHA256)
		}
	}
	return m, nil
}

func hashOf(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

// hashReader returns the hash and the size of what r gives.
func hashReader(r io.Reader) (hash string, size int64, err error) {
	digest := sha256.New()
	size, err = io.Copy(digest, r)
	return hex.EncodeToString(digest.Sum(nil)), size, err
}
