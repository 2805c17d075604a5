package dir

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"

	"figurehead/store/blob"
)

// contextReader stops reading when its context ends.
type contextReader struct {
	ctx context.Context
	r   io.Reader
}

func (c contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}

// checkedReader hashes what it reads and compares at the end.
type checkedReader struct {
	ctx    context.Context
	file   *os.File
	digest hash.Hash
	hash   string
}

func (c *checkedReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.file.Read(p)
	c.digest.Write(p[:n])
	if errors.Is(err, io.EOF) && hex.EncodeToString(c.digest.Sum(nil)) != c.hash {
		return n, fmt.Errorf("blob %s: %w", c.hash, blob.ErrDamaged)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return n, fmt.Errorf("blob %s: read: %w", c.hash, err)
	}
	return n, err
}

func (c *checkedReader) Close() error { return c.file.Close() }
