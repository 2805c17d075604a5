package auth

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"figurehead/store"

	"github.com/gofiber/fiber/v2"
)

// How long a session lasts. Eight hours without a request is longer than any
// meeting and shorter than a night; 24 hours in all means that everybody signs
// in once a working day, so a taken cookie is of no use the day after.
const (
	idleLimit     = 8 * time.Hour
	absoluteLimit = 24 * time.Hour
	touchEvery    = time.Minute

	rememberTokens = 90 * 24 * time.Hour
)

// SignInRefused is the audit action of a sign-in that was not let in.
const SignInRefused = "user.sign-in-refused"

// SignIn checks an email address and a password and starts a session in a
// fresh cookie; whatever session the browser had is ended. It returns
// ErrWrongSignIn or ErrTooManyTries.
func (a *Auth) SignIn(c *fiber.Ctx, email, password string) (store.User, error) {
	account, client := FoldEmail(email), clientKey(a.ClientAddr(c))
	if !a.clients.take(client) || !a.accounts.take(account) {
		return store.User{}, ErrTooManyTries
	}
	u, err := a.check(c.UserContext(), account, password, client)
	if err != nil {
		return store.User{}, err
	}
	a.clients.giveBack(client)
	a.accounts.clear(account)
	return u, a.Start(c, u)
}

// check finds the user and compares the password; an unknown address costs the
// same time and leaves the same kind of trace.
func (a *Auth) check(ctx context.Context, account, password, client string) (store.User, error) {
	if len(password) > maxPasswordBytes {
		password = ""
	}
	u, err := a.store.UserByEmail(ctx, account)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return store.User{}, fmt.Errorf("sign in: %w", err)
	}
	fits := a.verify(u.PasswordHash, password)
	if err == nil && fits && !u.Disabled {
		return u, nil
	}
	if err := a.store.Record(ctx, a.failed(u, client)); err != nil {
		return store.User{}, fmt.Errorf("sign in: %w", err)
	}
	return store.User{}, ErrWrongSignIn
}

// Confirm checks the password of somebody who is signed in, with the same tries
// as signing in: ErrWrongSignIn or ErrTooManyTries.
func (a *Auth) Confirm(c *fiber.Ctx, u store.User, password string) error {
	account, client := FoldEmail(u.Email), clientKey(a.ClientAddr(c))
	if !a.clients.take(client) || !a.accounts.take(account) {
		return ErrTooManyTries
	}
	if _, err := a.check(c.UserContext(), account, password, client); err != nil {
		return err
	}
	a.clients.giveBack(client)
	a.accounts.clear(account)
	return nil
}

// ThisSession is the hash of the session of a request, "" where nobody is signed in.
func ThisSession(c *fiber.Ctx) string {
	s, _ := c.Locals(signedInKey).(signedIn)
	return s.session.Hash
}

// failed is the audit event of a refused sign-in. What was typed as an unknown
// address is not kept: people type passwords there.
func (a *Auth) failed(u store.User, client string) store.Event {
	e := store.Event{At: a.options.Now(), Actor: "Figurehead", Action: SignInRefused,
		Subject: "user", Title: "An account that does not exist", Detail: "From " + client}
	if u.ID != "" {
		e.Subject, e.Title = "user "+u.ID, u.Name
	}
	return e
}

// Start gives the browser a new session for u and ends the one it had.
func (a *Auth) Start(c *fiber.Ctx, u store.User) error {
	if s, ok := c.Locals(signedInKey).(signedIn); ok {
		if err := a.store.DeleteSession(c.UserContext(), ActorOf(s.user), s.session.Hash); err != nil && !errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("end the earlier session: %w", err)
		}
	}
	token, hash, err := NewToken(a.options.Rand)
	if err != nil {
		return err
	}
	csrf, _, err := NewToken(a.options.Rand)
	if err != nil {
		return err
	}
	now := a.options.Now()
	s := store.Session{Hash: hash, UserID: u.ID, CSRF: csrf, CreatedAt: now, SeenAt: now}
	if err := a.store.CreateSession(c.UserContext(), ActorOf(u), s); err != nil {
		return fmt.Errorf("start a session: %w", err)
	}
	c.Locals(signedInKey, signedIn{s, u})
	a.setCookie(c, a.sessionCookie(), token)
	a.clearCookie(c, a.formCookie())
	return nil
}

// SignOut ends the session of this browser.
func (a *Auth) SignOut(c *fiber.Ctx) error {
	a.clearCookie(c, a.sessionCookie())
	s, ok := c.Locals(signedInKey).(signedIn)
	if !ok {
		return nil
	}
	if err := a.store.DeleteSession(c.UserContext(), ActorOf(s.user), s.session.Hash); err != nil && !errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("sign out: %w", err)
	}
	return nil
}

// Session finds who is signed in, for User and CSRF. It signs nobody in, and
// lets everybody through.
func (a *Auth) Session(c *fiber.Ctx) error {
	token := c.Cookies(a.sessionCookie())
	if token == "" {
		return c.Next()
	}
	s, u, err := a.live(c.UserContext(), token)
	switch {
	case errors.Is(err, store.ErrNotFound):
		if a.EndedUser(c) == "" {
			a.clearCookie(c, a.sessionCookie())
		}
		return c.Next()
	case err != nil:
		return err
	}
	if now := a.options.Now(); now.Sub(s.SeenAt) >= touchEvery {
		if err := a.store.TouchSession(c.UserContext(), s.Hash, now); err != nil {
			return fmt.Errorf("session: %w", err)
		}
	}
	c.Locals(signedInKey, signedIn{s, u})
	return c.Next()
}

// live returns the session of a cookie's token, or ErrNotFound when there is
// none, it has run out, or its user is disabled.
func (a *Auth) live(ctx context.Context, token string) (store.Session, store.User, error) {
	s, u, err := a.store.Session(ctx, HashToken(token))
	if err != nil {
		return store.Session{}, store.User{}, fmt.Errorf("session: %w", err)
	}
	now := a.options.Now()
	if u.Disabled || now.Sub(s.SeenAt) >= idleLimit || now.Sub(s.CreatedAt) >= absoluteLimit {
		return store.Session{}, store.User{}, fmt.Errorf("session: %w", store.ErrNotFound)
	}
	return s, u, nil
}

// HasSession reports whether a cookie header holds a live session: asked
// before a large upload is read at all.
func (a *Auth) HasSession(ctx context.Context, cookie func(name string) string) bool {
	token := cookie(a.sessionCookie())
	if token == "" {
		return false
	}
	_, u, err := a.live(ctx, token)
	return err == nil && atLeast(u.Role, store.Editor)
}

// Sweep deletes the sessions that have run out, a day after, and tokens that have
// ended, 90 days after.
func (a *Auth) Sweep(ctx context.Context) error {
	now := a.options.Now().Add(-rememberEnded)
	if err := a.store.DeleteExpiredSessions(ctx, now.Add(-idleLimit), now.Add(-absoluteLimit)); err != nil {
		return fmt.Errorf("delete expired sessions: %w", err)
	}
	if err := a.store.ForgetTokens(ctx, a.options.Now().Add(-rememberTokens)); err != nil {
		return fmt.Errorf("forget ended tokens: %w", err)
	}
	return nil
}

// FoldEmail is the form in which an email address is stored and looked up.
func FoldEmail(email string) string { return strings.ToLower(strings.TrimSpace(email)) }
