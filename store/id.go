package store

import (
	"encoding/base32"
	"fmt"
	"io"
	"strings"

	"github.com/google/uuid"
)

// Crockford's base 32: no I, L, O or U, so that an address can be read aloud.
const crockford = "0123456789abcdefghjkmnpqrstvwxyz"

const (
	publicIDBytes   = 16
	publicIDLength  = 26
	shortCodeLength = 7
)

var crockfordEncoding = base32.NewEncoding(crockford).WithPadding(base32.NoPadding)

// NewPublicID returns 16 bytes of rand as 26 lower-case Crockford characters:
// the identifier of a figure in public addresses.
func NewPublicID(rand io.Reader) (string, error) {
	var raw [publicIDBytes]byte
	if _, err := io.ReadFull(rand, raw[:]); err != nil {
		return "", fmt.Errorf("new public id: %w", err)
	}
	return crockfordEncoding.EncodeToString(raw[:]), nil
}

// FoldPublicID returns a public id as it is stored, whatever the case, with O
// read as 0 and I and L as 1; false when it cannot be one.
func FoldPublicID(s string) (string, bool) { return fold(s, publicIDLength) }

// FoldShortCode returns a short code as it is stored and printed, in upper
// case; false when it cannot be one.
func FoldShortCode(s string) (string, bool) {
	folded, ok := fold(s, shortCodeLength)
	return strings.ToUpper(folded), ok
}

func fold(s string, length int) (string, bool) {
	if len(s) != length {
		return "", false
	}
	folded := strings.NewReplacer("o", "0", "i", "1", "l", "1").Replace(strings.ToLower(s))
	if len(folded) != length || strings.Trim(folded, crockford) != "" {
		return "", false
	}
	return folded, true
}

// newShortCode returns 7 upper-case Crockford characters.
func newShortCode(rand io.Reader) (string, error) {
	var raw [5]byte // 40 bits: 8 characters, of which 7 are used
	if _, err := io.ReadFull(rand, raw[:]); err != nil {
		return "", fmt.Errorf("new short code: %w", err)
	}
	return strings.ToUpper(crockfordEncoding.EncodeToString(raw[:])[:shortCodeLength]), nil
}

// newID fills an empty identifier with a uuid v7.
func (t *tx) newID(id *string) error {
	if *id != "" {
		return nil
	}
	made, err := uuid.NewV7FromReader(t.store.rand)
	if err != nil {
		return fmt.Errorf("new id: %w", err)
	}
	*id = made.String()
	return nil
}
