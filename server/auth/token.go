package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// tokenBytes of randomness stand in every session, link and form token.
const tokenBytes = 32

// PasswordLinkLasts is how long a link to choose a password works.
const PasswordLinkLasts = 72 * time.Hour

// NewToken returns a random token for an address or a cookie, and the hash
// that is stored in its place. A nil random is crypto/rand.
func NewToken(random io.Reader) (token, hash string, err error) {
	if random == nil {
		random = rand.Reader
	}
	raw := make([]byte, tokenBytes)
	if _, err := io.ReadFull(random, raw); err != nil {
		return "", "", fmt.Errorf("random token: %w", err)
	}
	token = base64.RawURLEncoding.EncodeToString(raw)
	return token, HashToken(token), nil
}

// HashToken is the sha256 of a token in hex: what the store keeps.
func HashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// passwordLinkPrefix marks a PasswordHash that waits for its password:
// "link$<expiry in Unix seconds>$<sha256 of the link's token>".
const passwordLinkPrefix = "link"

// NewPasswordLink returns the token of a link by which one person chooses a
// password, and what stands in PasswordHash until then. It works once, and
// until PasswordLinkLasts has passed.
func (a *Auth) NewPasswordLink() (token, stored string, err error) {
	token, hash, err := NewToken(a.options.Rand)
	if err != nil {
		return "", "", err
	}
	expires := a.options.Now().Add(PasswordLinkLasts).Unix()
	return token, fmt.Sprintf("%s$%d$%s", passwordLinkPrefix, expires, hash), nil
}

// PasswordLinkFits reports whether the token opens that PasswordHash now.
func (a *Auth) PasswordLinkFits(stored, token string) bool {
	parts := strings.Split(stored, "$")
	if len(parts) != 3 || parts[0] != passwordLinkPrefix {
		return false
	}
	expires, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil || a.options.Now().Unix() >= expires {
		return false
	}
	return subtle.ConstantTimeCompare([]byte(parts[2]), []byte(HashToken(token))) == 1
}

// AwaitsPassword reports whether an account has a link instead of a password.
func AwaitsPassword(stored string) bool {
	return strings.HasPrefix(stored, passwordLinkPrefix+"$")
}
