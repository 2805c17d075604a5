package auth

import (
	"crypto/subtle"
	"net/netip"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// CSRF returns the value of the hidden field "csrf" for the forms of this
// page: the session's own, or for somebody not signed in one that belongs to
// a cookie, which it sets.
func (a *Auth) CSRF(c *fiber.Ctx) string {
	if s, ok := c.Locals(signedInKey).(signedIn); ok {
		return s.session.CSRF
	}
	if token := c.Cookies(a.formCookie()); len(token) > 20 {
		return formValue(token)
	}
	token, _, err := NewToken(a.options.Rand)
	if err != nil {
		return "" // no randomness: a form that will be refused is the safe answer
	}
	a.setCookie(c, a.formCookie(), token)
	return formValue(token)
}

// formValue is the hidden field that goes with a form cookie.
func formValue(token string) string { return HashToken("form " + token) }

// Guard refuses every unsafe request that did not come from a form of this
// server given to this browser: ErrForged, or ErrSignedOut on a studio page
// whose session has ended. It looks at where the browser says the request
// comes from, and at the hidden field.
func (a *Auth) Guard(c *fiber.Ctx) error {
	switch c.Method() {
	case fiber.MethodGet, fiber.MethodHead, fiber.MethodOptions:
		return c.Next()
	}
	if !a.fromHere(c.Get("Sec-Fetch-Site"), c.Get(fiber.HeaderOrigin), string(c.Request().Host())) {
		return ErrForged
	}
	want := ""
	if s, ok := c.Locals(signedInKey).(signedIn); ok {
		want = s.session.CSRF
	} else if strings.HasPrefix(c.Path(), "/studio") {
		return ErrSignedOut
	} else if token := c.Cookies(a.formCookie()); token != "" {
		want = formValue(token)
	}
	got := c.FormValue("csrf")
	if want == "" || subtle.ConstantTimeCompare([]byte(got), []byte(want)) != 1 {
		return ErrForged
	}
	return c.Next()
}

// fromHere reads what browsers say of a request. Sec-Fetch-Site "none" is the
// person's own doing; a missing header is an old browser or no browser, which
// the hidden field still stops.
func (a *Auth) fromHere(fetchSite, origin, host string) bool {
	if fetchSite != "" && fetchSite != "same-origin" && fetchSite != "none" {
		return false
	}
	if origin == "" {
		return true
	}
	if a.options.PublicURL != "" {
		return strings.EqualFold(origin, a.options.PublicURL)
	}
	u, err := url.Parse(origin)
	return err == nil && u.Scheme == "http" && strings.EqualFold(u.Host, host) && loopbackName(u.Hostname())
}

func loopbackName(name string) bool {
	if name == "localhost" {
		return true
	}
	addr, err := netip.ParseAddr(name)
	return err == nil && addr.Unmap().IsLoopback()
}
