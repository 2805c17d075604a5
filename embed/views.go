package embed

import (
	"bytes"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// View is one time that a reader's browser was given a figure. It says nothing
// about the reader.
type View struct {
	PublicID string
	// Framed is true for a frame, false for the page of the figure.
	Framed bool
	// Host is that of the page around a frame, or of the page that led here,
	// in lower case; empty when the browser does not say, for an address
	// without a name, and for this server.
	Host string
}

// seen tells Views of a page or frame of a figure that was answered. Programs
// that read for others, and pages fetched before anybody asked, do not count.
func (f *face) seen(c *fiber.Ctx, publicID string, framed bool) {
	if c.Context().IsGet() {
		f.seenBy(&c.Request().Header, publicID, framed)
	}
}

// seenBy is seen of a GET with these headers.
func (f *face) seenBy(h *fasthttp.RequestHeader, publicID string, framed bool) {
	if f.Views == nil || isRobot(h.UserAgent()) || len(h.PeekBytes(headerSecPurpose)) > 0 {
		return
	}
	host := ""
	if referer := h.Referer(); len(referer) > 0 {
		host = f.hostOf(string(referer))
	}
	f.Views(View{PublicID: publicID, Framed: framed, Host: host})
}

var headerSecPurpose = []byte("Sec-Purpose")

// hostOf is the host of a page that a browser named.
func (f *face) hostOf(referer string) string {
	u, err := url.Parse(referer)
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") {
		return ""
	}
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	if _, err := netip.ParseAddr(host); err == nil || !isHostName(host) {
		return ""
	}
	if own, err := url.Parse(f.PublicURL); err == nil && host == own.Hostname() {
		return ""
	}
	return strings.Clone(host)
}

// isHostName reports whether a text can be a name on the web: letters, digits,
// hyphens and dots, at most 253 of them.
func isHostName(host string) bool {
	return host != "" && len(host) <= 253 && strings.Trim(host, "abcdefghijklmnopqrstuvwxyz0123456789-.") == "" &&
		!strings.Contains(host, "..") && host[0] != '.'
}

// browserName is how every browser's name begins.
var browserName = []byte("Mozilla/5.0 (")

// robots are words in the names of programs that read for others and call
// themselves a browser; most name a web address.
var robots = [][]byte{[]byte("http"), []byte("bot"), []byte("Bot"), []byte("rawl"), []byte("pider"), []byte("review"), []byte("Headless"), []byte("Lighthouse"), []byte("compatible;")}

// isRobot reports whether a browser's name is that of a program that reads for
// others, or none.
func isRobot(agent []byte) bool {
	if !bytes.HasPrefix(agent, browserName) {
		return true
	}
	return slices.ContainsFunc(robots, func(word []byte) bool { return bytes.Contains(agent, word) })
}
