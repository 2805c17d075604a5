package auth

import (
	"time"

	"github.com/gofiber/fiber/v2"
)

// rememberEnded is how long a session that has run out is still known, so that
// what its user had typed can be given back to them and to nobody else.
const rememberEnded = 24 * time.Hour

// EndedUser is the id of the user whose session in this browser has run out, or
// "". It signs nobody in.
func (a *Auth) EndedUser(c *fiber.Ctx) string {
	token := c.Cookies(a.sessionCookie())
	if token == "" {
		return ""
	}
	s, u, err := a.store.Session(c.UserContext(), HashToken(token))
	if err != nil || u.Disabled {
		return ""
	}
	return s.UserID
}

// FromThisSite reports whether the browser says for certain that a request
// comes from a page of this server.
func (a *Auth) FromThisSite(c *fiber.Ctx) bool {
	return c.Get("Sec-Fetch-Site") == "same-origin" && a.fromHere("same-origin", c.Get(fiber.HeaderOrigin), string(c.Request().Host()))
}

// keptCookie says which form of this browser waits for its user.
func (a *Auth) keptCookie() string { return a.cookieName("figurehead-kept") }

// KeptForm is the token of the form that waits in this browser, or "".
func (a *Auth) KeptForm(c *fiber.Ctx) string { return c.Cookies(a.keptCookie()) }

// SetKeptForm gives the browser that token; "" takes it back.
func (a *Auth) SetKeptForm(c *fiber.Ctx, token string) {
	if token == "" {
		a.clearCookie(c, a.keptCookie())
		return
	}
	a.setCookie(c, a.keptCookie(), token)
}
