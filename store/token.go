package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Scope is one thing that a Token is good for. A token never does more than its
// person may: see auth.Bearer.
type Scope string

// The scopes; none holds another.
const (
	ReadScope    Scope = "read"    // everything the person sees
	WriteScope   Scope = "write"   // datasets, drafts, campaigns, sets, plans, asking for approval
	PublishScope Scope = "publish" // publishing, withdrawing, deciding
	AdminScope   Scope = "admin"   // people, themes, settings, freezes, webhooks
)

// Scopes lists every scope from the least to the most.
var Scopes = []Scope{ReadScope, WriteScope, PublishScope, AdminScope}

// MostTokens is how many tokens that work one person may have.
const MostTokens = 50

// Token lets a program act for a person until it expires or is revoked. Hash is
// the SHA-256 of the token in hex; the token itself is nowhere.
type Token struct {
	ID         string
	Name       string
	UserID     string
	Scopes     []Scope // in the order of Scopes
	Hash       string
	CreatedAt  time.Time
	ExpiresAt  time.Time
	LastUsedAt time.Time // zero when never; to the minute
	RevokedAt  time.Time // zero when it was not
}

// Works reports whether the token is good at that instant, whoever its person.
func (t Token) Works(at time.Time) bool {
	return t.RevokedAt.IsZero() && at.Before(t.ExpiresAt)
}

// MakeToken stores a token of the person named in it. It returns ErrConflict when
// they have MostTokens already, and an error for a token that has no name, no
// scope, or lasts longer than a year.
func (s *Store) MakeToken(ctx context.Context, by Actor, t Token) (Token, error) {
	err := s.change(ctx, "make token", func(tx *tx) error {
		if t.Scopes = inOrder(t.Scopes); t.Name == "" || len(t.Hash) != 64 || len(t.Scopes) == 0 {
			return fmt.Errorf("token %q of %v: incomplete", t.Name, t.Scopes)
		}
		t.CreatedAt, t.ExpiresAt = tx.now, wholeMillis(t.ExpiresAt)
		if !t.ExpiresAt.After(tx.now) || t.ExpiresAt.After(tx.now.AddDate(1, 0, 1)) {
			return fmt.Errorf("token until %s: a year at most", t.ExpiresAt)
		}
		n, err := value[int64](tx, countTokens, t.UserID, millis(tx.now))
		if err != nil {
			return err
		}
		if n >= MostTokens {
			return fmt.Errorf("%d tokens: %w", n, ErrConflict)
		}
		if err := tx.newID(&t.ID); err != nil {
			return err
		}
		scopes, err := toJSON(t.Scopes)
		if err != nil {
			return err
		}
		t.LastUsedAt, t.RevokedAt = time.Time{}, time.Time{}
		if err := tx.exec(insertToken, t.ID, t.Name, t.UserID, scopes, t.Hash, millis(t.CreatedAt), millis(t.ExpiresAt)); err != nil {
			return err
		}
		return tx.audit(by, TokenMade, "token "+t.ID, t.Name, fmt.Sprintf("%s, until %s", t.words(), t.ExpiresAt.Format(time.DateOnly)))
	})
	return t, err
}

func (t Token) words() string {
	var words []string
	for _, s := range t.Scopes {
		words = append(words, string(s))
	}
	return strings.Join(words, ", ")
}

// inOrder keeps the scopes there are, each once.
func inOrder(some []Scope) (list []Scope) {
	for _, s := range Scopes {
		if slices.Contains(some, s) {
			list = append(list, s)
		}
	}
	return list
}

// Tokens returns those of one person, or of everybody for "": the newest first.
func (s *Store) Tokens(ctx context.Context, userID string) (list []Token, err error) {
	err = s.view(ctx, "list tokens", func(tx *tx) (err error) {
		list, err = all(tx, scanToken, selectTokens, userID, userID)
		return err
	})
	return list, err
}

// Token returns one, or ErrNotFound.
func (s *Store) Token(ctx context.Context, id string) (t Token, err error) {
	err = s.view(ctx, "token "+id, func(tx *tx) (err error) {
		t, err = one(tx, scanToken, selectToken, id)
		return err
	})
	return t, err
}

// TokenByHash returns the token with that hash and its person as they are now, or
// ErrNotFound. Whether both still work the caller looks at.
func (s *Store) TokenByHash(ctx context.Context, hash string) (t Token, u User, err error) {
	err = s.view(ctx, "token by hash", func(tx *tx) (err error) {
		if t, err = one(tx, scanToken, selectTokenByHash, hash); err != nil {
			return err
		}
		u, err = one(tx, scanUser, selectUser, t.UserID)
		return err
	})
	return t, u, err
}

// TokenUsed notes when a token was used last.
func (s *Store) TokenUsed(ctx context.Context, id string, at time.Time) error {
	return s.change(ctx, "token used", func(tx *tx) error {
		return tx.exec(updateTokenUsed, millis(at), id, millis(at))
	})
}

// RevokeToken ends a token for good; one that has ended already stays as it is.
func (s *Store) RevokeToken(ctx context.Context, by Actor, id string) error {
	return s.change(ctx, "revoke token "+id, func(tx *tx) error {
		t, err := one(tx, scanToken, selectToken, id)
		if err != nil || !t.Works(tx.now) {
			return err
		}
		if err := tx.execOne(revokeToken, millis(tx.now), id); err != nil {
			return err
		}
		return tx.audit(by, TokenRevoked, "token "+id, t.Name, t.words())
	})
}

// ForgetTokens deletes the tokens that ended before an instant.
func (s *Store) ForgetTokens(ctx context.Context, before time.Time) error {
	return s.change(ctx, "forget tokens", func(tx *tx) error {
		return tx.exec(deleteTokens, millis(before), millis(before))
	})
}

const (
	tokenColumns = `id, name, user_id, scopes, hash, created_at, expires_at, last_used_at, revoked_at`

	selectTokens      = `SELECT ` + tokenColumns + ` FROM tokens WHERE (? = '' OR user_id = ?) ORDER BY created_at DESC, id DESC`
	selectToken       = `SELECT ` + tokenColumns + ` FROM tokens WHERE id = ?`
	selectTokenByHash = `SELECT ` + tokenColumns + ` FROM tokens WHERE hash = ?`
	countTokens       = `SELECT COUNT(*) FROM tokens WHERE user_id = ? AND revoked_at = 0 AND expires_at > ?`
	insertToken       = `INSERT INTO tokens (` + tokenColumns + `) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0)`
	updateTokenUsed   = `UPDATE tokens SET last_used_at = ? WHERE id = ? AND last_used_at < ?`
	revokeToken       = `UPDATE tokens SET revoked_at = ? WHERE id = ?`
	deleteTokens      = `DELETE FROM tokens WHERE expires_at < ? OR (revoked_at > 0 AND revoked_at < ?)`
)

func scanToken(row scanner) (t Token, err error) {
	return t, row.Scan(&t.ID, &t.Name, &t.UserID, jsonColumn{&t.Scopes}, &t.Hash,
		timeColumn{&t.CreatedAt}, timeColumn{&t.ExpiresAt}, timeColumn{&t.LastUsedAt}, timeColumn{&t.RevokedAt})
}
