package auth

import (
	"crypto/rand"
	"errors"
	"io"
	"net/netip"
	"runtime"
	"strings"
	"time"

	"figurehead/store"

	"github.com/gofiber/fiber/v2"
)

// The errors that callers branch on.
var (
	// ErrForbidden is returned for what the person asking may not do.
	ErrForbidden = errors.New("not allowed")
	// ErrSignedOut is a form sent without a live session.
	ErrSignedOut = errors.New("signed out")
	// ErrForged is a form that this server did not give to this browser, or
	// gave it before its last sign-in.
	ErrForged = errors.New("this form is out of date or came from another site")
	// ErrWrongSignIn is a sign-in refused; it never says which part was wrong.
	ErrWrongSignIn = errors.New("that email address and password do not go together")
	// ErrTooManyTries is a sign-in not even tried.
	ErrTooManyTries = errors.New("too many tries")
)

// Options are what Auth needs from outside. Now and Rand have real defaults.
type Options struct {
	Now  func() time.Time
	Rand io.Reader
	// Secure is true where people reach the server by HTTPS. Cookies then
	// carry the __Host- prefix; without it they are for loopback only.
	Secure bool
	// PublicURL is scheme and host; forms must come from there. When it is
	// empty they must come from the loopback host they are sent to.
	PublicURL      string
	TrustedProxies []netip.Prefix
}

// Auth signs people in and out and guards forms. Its methods may be called
// concurrently.
type Auth struct {
	store    *store.Store
	options  Options
	accounts *budget
	clients  *budget
	bearers  *budget       // wrong tokens by client
	hashing  chan struct{} // as many password checks at once as cores
	dummy    string        // hash that no password fits
}

// New returns an Auth over st.
func New(st *store.Store, o Options) *Auth {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	return &Auth{
		store: st, options: o,
		accounts: newBudget(), clients: newBudget(), bearers: newBudget(),
		hashing: make(chan struct{}, runtime.GOMAXPROCS(0)),
		dummy:   hashWithSalt(strings.Repeat("-", 32), make([]byte, saltBytes)),
	}
}

// localsKey names what the Session middleware leaves on the context.
type localsKey int

const signedInKey localsKey = iota

// signedIn is the session of one request and its user.
type signedIn struct {
	session store.Session
	user    store.User
}

// User returns who is signed in, or false.
func User(c *fiber.Ctx) (store.User, bool) {
	s, ok := c.Locals(signedInKey).(signedIn)
	return s.user, ok
}

// ActorOf returns the signed-in user as the actor of an audit event.
func ActorOf(u store.User) store.Actor { return store.Actor{ID: u.ID, Name: u.Name} }

// Require lets through users of that role or a higher one. Others are sent to
// sign in when they asked for a page without being signed in; else they get
// ErrForbidden.
func (a *Auth) Require(role store.Role) fiber.Handler {
	return func(c *fiber.Ctx) error {
		u, ok := User(c)
		switch {
		case ok && atLeast(u.Role, role):
			return c.Next()
		case ok:
			return ErrForbidden
		case c.Method() == fiber.MethodGet || c.Method() == fiber.MethodHead:
			return c.Redirect(SignInAddress(c.OriginalURL()), fiber.StatusSeeOther)
		}
		return ErrSignedOut
	}
}
