package server

import (
	"bytes"
	"net"
	"net/netip"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// signedInPrefixes are the addresses that read or set a cookie; no other does.
var signedInPrefixes = []string{"/studio", "/setup", "/sign-in", "/sign-out"}

// Policies by face. The public face sets its own per page and frame; what it
// does not answer gets the policy of an error page.
const (
	policyStudio = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; " +
		"connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
	policyError = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
	permissions = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
	hstsPolicy  = "max-age=31536000"
)

// answerHeaders gives the studio its headers before a page is made, so that
// its errors carry them too, and fills in what any other answer lacks.
func (s *server) answerHeaders(c *fiber.Ctx) error {
	if isStudio(c.Path()) {
		s.studioHeaders(c)
	}
	err := c.Next()
	if err != nil {
		return err
	}
	if c.Response().StatusCode() == fiber.StatusNotModified {
		leaveKnown(&c.Response().Header)
		return nil
	}
	s.fillHeaders(c)
	return nil
}

// known are headers of a page or file that its reader got with it.
var known = []string{
	fiber.HeaderContentSecurityPolicy, fiber.HeaderLink, fiber.HeaderPermissionsPolicy, fiber.HeaderReferrerPolicy,
	fiber.HeaderXContentTypeOptions, fiber.HeaderXFrameOptions, "X-Robots-Tag",
}

// leaveKnown takes out of an answer of "not modified" what was said with the
// bytes and stays as it was (RFC 9110, section 15.4.5): two thirds of it.
func leaveKnown(h *fasthttp.ResponseHeader) {
	for _, name := range known {
		h.Del(name)
	}
}

func isStudio(path string) bool {
	return slices.ContainsFunc(signedInPrefixes, func(prefix string) bool {
		rest, ok := strings.CutPrefix(path, prefix)
		return ok && (rest == "" || rest[0] == '/')
	})
}

func (s *server) studioHeaders(c *fiber.Ctx) {
	h := &c.Response().Header
	h.Set(fiber.HeaderContentSecurityPolicy, policyStudio)
	h.Set(fiber.HeaderCacheControl, "no-store")
	h.Set(fiber.HeaderReferrerPolicy, "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("X-Robots-Tag", "noindex, nofollow")
}

var unframed = []byte("frame-ancestors 'none'")

// fillHeaders sets, where nothing else has, what no answer may be without.
func (s *server) fillHeaders(c *fiber.Ctx) {
	h := &c.Response().Header
	fill := func(name, value string) {
		if len(h.Peek(name)) == 0 {
			h.Set(name, value)
		}
	}
	fill(fiber.HeaderXContentTypeOptions, "nosniff")
	fill(fiber.HeaderReferrerPolicy, "strict-origin-when-cross-origin")
	fill(fiber.HeaderPermissionsPolicy, permissions)
	fill(fiber.HeaderContentSecurityPolicy, policyError)
	if bytes.Contains(h.Peek(fiber.HeaderContentSecurityPolicy), unframed) {
		fill(fiber.HeaderXFrameOptions, "DENY")
	}
	if !s.loopback {
		fill(fiber.HeaderStrictTransportSecurity, hstsPolicy)
	}
}

// checkHost refuses requests for another host, so that no address and no
// cookie is ever made for one. What monitors ask may come by any name.
func (s *server) checkHost(c *fiber.Ctx) error {
	if slices.Contains(operationPaths, c.Path()) || s.servesHost(c.Request().Host()) {
		return c.Next()
	}
	return fiber.ErrMisdirectedRequest
}

// servesHost reports whether a Host header names this server. The last that
// did is remembered: nearly all are the same.
func (s *server) servesHost(header []byte) bool {
	if last := s.lastHost.Load(); last != nil && *last == string(header) {
		return true
	}
	host := string(header)
	if !s.isOwnHost(host) {
		return false
	}
	s.lastHost.Store(&host)
	return true
}

func (s *server) isOwnHost(host string) bool {
	if s.loopback {
		name, _, err := net.SplitHostPort(host)
		if err != nil {
			name = strings.Trim(host, "[]")
		}
		return isLoopback(name)
	}
	return strings.EqualFold(strings.TrimSuffix(host, ":443"), strings.TrimSuffix(s.public.Host, ":443"))
}

// isLoopback reports whether a host name means this machine.
func isLoopback(name string) bool {
	if strings.EqualFold(name, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(name)
	return err == nil && addr.Unmap().IsLoopback()
}
