package auth

import (
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// Cost of one password check: the first choice of the OWASP Password Storage
// Cheat Sheet for argon2id, 19 MiB and two passes.
const (
	hashMemoryKiB = 19 * 1024
	hashPasses    = 2
	hashLanes     = 1
	hashBytes     = 32
	saltBytes     = 16

	minPasswordRunes = 12
	maxPasswordBytes = 1024
)

// HashPassword returns the argon2id hash of a password in PHC form.
func (a *Auth) HashPassword(password string) (string, error) {
	salt := make([]byte, saltBytes)
	if _, err := io.ReadFull(a.options.Rand, salt); err != nil {
		return "", fmt.Errorf("salt of a password: %w", err)
	}
	a.hashing <- struct{}{}
	defer func() { <-a.hashing }()
	return hashWithSalt(password, salt), nil
}

func hashWithSalt(password string, salt []byte) string {
	key := argon2.IDKey([]byte(password), salt, hashPasses, hashMemoryKiB, hashLanes, hashBytes)
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version,
		hashMemoryKiB, hashPasses, hashLanes, b64.EncodeToString(salt), b64.EncodeToString(key))
}

// verify compares a password with a stored hash. A hash that cannot be read,
// such as that of an account without a password, costs as much time as a
// wrong password.
func (a *Auth) verify(stored, password string) bool {
	a.hashing <- struct{}{}
	defer func() { <-a.hashing }()
	h, ok := a.compared(stored)
	key := argon2.IDKey([]byte(password), h.salt, h.passes, h.memoryKiB, h.lanes, uint32(len(h.key)))
	return subtle.ConstantTimeCompare(key, h.key) == 1 && ok
}

// compared returns the hash that a password is held against: the stored one,
// or, where it cannot be read, one of equal cost that no password fits.
func (a *Auth) compared(stored string) (passwordHash, bool) {
	h, ok := parseHash(stored)
	if !ok {
		h, _ = parseHash(a.dummy)
	}
	return h, ok
}

type passwordHash struct {
	memoryKiB, passes uint32
	lanes             uint8
	salt, key         []byte
}

// parseHash reads the PHC form: $argon2id$v=19$m=…,t=…,p=…$salt$key.
func parseHash(stored string) (passwordHash, bool) {
	parts := strings.Split(stored, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return passwordHash{}, false
	}
	var h passwordHash
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &h.memoryKiB, &h.passes, &h.lanes); err != nil {
		return passwordHash{}, false
	}
	var errSalt, errKey error
	h.salt, errSalt = base64.RawStdEncoding.DecodeString(parts[4])
	h.key, errKey = base64.RawStdEncoding.DecodeString(parts[5])
	sane := h.passes >= 1 && h.lanes >= 1 && h.memoryKiB >= 8 && h.memoryKiB <= 1<<20 && len(h.key) >= 16
	return h, errSalt == nil && errKey == nil && sane
}

// PasswordProblem says in words what is wrong with a new password, or "".
// known are the words that would be guessed first: address, name, council.
func PasswordProblem(password string, known ...string) string {
	switch {
	case utf8.RuneCountInString(password) < minPasswordRunes:
		return fmt.Sprintf("Password must have at least %d characters", minPasswordRunes)
	case len(password) > maxPasswordBytes:
		return fmt.Sprintf("Password must have at most %d characters", maxPasswordBytes)
	case !utf8.ValidString(password):
		return "Password must be made of characters"
	case differentRunes(password) < 5:
		return "Password must have more than four different characters"
	}
	folded := strings.ToLower(password)
	for _, word := range known {
		if word = strings.ToLower(strings.TrimSpace(word)); len(word) > 3 && strings.Contains(folded, word) {
			return "Password must not contain your name, your email address or the name of the council"
		}
	}
	return ""
}

func differentRunes(s string) int {
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return len(seen)
}
