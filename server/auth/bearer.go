package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/store"
)

// BearerPrefix begins every API token, so that people and programs that look for
// secrets know one when they see it.
const BearerPrefix = "figurehead_"

// bearerChars is how long a token is behind its prefix: 32 bytes in base32.
const bearerChars = 52

// BearerRefused is the audit action of a token that was not let in.
const BearerRefused = "token.refused"

var (
	// ErrNoBearer is a request without a token.
	ErrNoBearer = errors.New("no token")
	// ErrWrongBearer is a token that is unknown, has ended, or whose person may
	// not sign in; it never says which.
	ErrWrongBearer = errors.New("this token does not work")
)

var bearerText = base32.StdEncoding.WithPadding(base32.NoPadding)

// Bearer is who a request with a token acts for. Scopes are those of the token
// that the person's role still allows; directorates are the person's, so ask both:
// Has(scope), and May(b.User, action, directorate).
type Bearer struct {
	User   store.User
	Token  store.Token
	Scopes []store.Scope
}

// Has reports whether the token is good for that.
func (b Bearer) Has(s store.Scope) bool { return slices.Contains(b.Scopes, s) }

// scopeNeeds is the lowest role that a scope is of any use to.
var scopeNeeds = map[store.Scope]store.Role{
	store.ReadScope: store.Viewer, store.WriteScope: store.Editor, store.PublishScope: store.Publisher, store.AdminScope: store.Admin,
}

// ScopesOf returns which of the scopes a role allows, in their order.
func ScopesOf(role store.Role, scopes []store.Scope) (allowed []store.Scope) {
	for _, s := range scopes {
		if atLeast(role, scopeNeeds[s]) {
			allowed = append(allowed, s)
		}
	}
	return allowed
}

// NewBearer returns a token, to be shown once, and the hash that is stored.
func (a *Auth) NewBearer() (token, hash string, err error) {
	raw := make([]byte, tokenBytes)
	source := a.options.Rand
	if source == nil {
		source = rand.Reader
	}
	if _, err := io.ReadFull(source, raw); err != nil {
		return "", "", fmt.Errorf("random token: %w", err)
	}
	token = BearerPrefix + strings.ToLower(bearerText.EncodeToString(raw))
	return token, HashToken(token), nil
}

// Bearer reads the Authorization header of a request: ErrNoBearer, ErrWrongBearer,
// or ErrTooManyTries after as many wrong tokens from one client as wrong sign-ins
// are let through. From then on User returns the person.
func (a *Auth) Bearer(c *fiber.Ctx) (Bearer, error) {
	scheme, token, found := strings.Cut(c.Get(fiber.HeaderAuthorization), " ")
	if !found || !strings.EqualFold(scheme, "Bearer") {
		return Bearer{}, ErrNoBearer
	}
	client := a.ClientKey(c)
	if a.bearers.spent(client) {
		return Bearer{}, ErrTooManyTries
	}
	t, u, err := a.bearerOf(c.UserContext(), strings.TrimSpace(token))
	if errors.Is(err, ErrWrongBearer) {
		return Bearer{}, a.wrongBearer(c, client, t)
	}
	if err != nil {
		return Bearer{}, err
	}
	if now := a.options.Now(); now.Sub(t.LastUsedAt) >= touchEvery {
		if err := a.store.TokenUsed(c.UserContext(), t.ID, now); err != nil {
			return Bearer{}, fmt.Errorf("token: %w", err)
		}
	}
	c.Locals(signedInKey, signedIn{user: u})
	return Bearer{User: u, Token: t, Scopes: ScopesOf(u.Role, t.Scopes)}, nil
}

// bearerOf finds a token by its hash, so that how long it takes tells nothing of
// the token, and its person as they are now.
func (a *Auth) bearerOf(ctx context.Context, token string) (store.Token, store.User, error) {
	if !strings.HasPrefix(token, BearerPrefix) || len(token) != len(BearerPrefix)+bearerChars {
		return store.Token{}, store.User{}, ErrWrongBearer
	}
	hash := HashToken(token)
	t, u, err := a.store.TokenByHash(ctx, hash)
	if errors.Is(err, store.ErrNotFound) {
		return t, u, ErrWrongBearer
	}
	if err != nil {
		return t, u, fmt.Errorf("token: %w", err)
	}
	if subtle.ConstantTimeCompare([]byte(t.Hash), []byte(hash)) != 1 || u.Disabled || !t.Works(a.options.Now()) {
		return t, u, ErrWrongBearer
	}
	return t, u, nil
}

// HasBearer reports whether an Authorization header holds a token that is good for
// that: asked before a large upload is read at all.
func (a *Auth) HasBearer(ctx context.Context, authorization string, scope store.Scope) bool {
	scheme, token, found := strings.Cut(authorization, " ")
	if !found || !strings.EqualFold(scheme, "Bearer") {
		return false
	}
	t, u, err := a.bearerOf(ctx, strings.TrimSpace(token))
	return err == nil && slices.Contains(ScopesOf(u.Role, t.Scopes), scope)
}

// wrongBearer uses a try up. The first of a client in a window is an event: a
// program with an old token asks again and again.
func (a *Auth) wrongBearer(c *fiber.Ctx, client string, t store.Token) error {
	if a.bearers.spend(client) > 1 {
		return ErrWrongBearer
	}
	e := store.Event{At: a.options.Now(), Actor: "Figurehead", Action: BearerRefused,
		Subject: "token", Title: "A token that does not exist", Detail: "From " + client}
	if t.ID != "" {
		e.Subject, e.Title = "token "+t.ID, t.Name
	}
	if err := a.store.Record(c.UserContext(), e); err != nil {
		return fmt.Errorf("token: %w", err)
	}
	return ErrWrongBearer
}
