package auth

import (
	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// Over HTTPS the names carry __Host-: browsers then refuse a cookie of that
// name from another host, or without Secure.

func (a *Auth) sessionCookie() string { return a.cookieName("figurehead") }

// formCookie binds the forms of people who are not signed in.
func (a *Auth) formCookie() string { return a.cookieName("figurehead-form") }

func (a *Auth) cookieName(name string) string {
	if a.options.Secure {
		return "__Host-" + name
	}
	return name
}

func (a *Auth) setCookie(c *fiber.Ctx, name, value string) {
	c.Cookie(&fiber.Cookie{
		Name: name, Value: value, Path: "/",
		HTTPOnly: true, Secure: a.options.Secure,
		SameSite: fiber.CookieSameSiteLaxMode, SessionOnly: true,
	})
}

func (a *Auth) clearCookie(c *fiber.Ctx, name string) {
	c.Cookie(&fiber.Cookie{
		Name: name, Path: "/", Expires: fasthttp.CookieExpireDelete,
		HTTPOnly: true, Secure: a.options.Secure, SameSite: fiber.CookieSameSiteLaxMode,
	})
}
