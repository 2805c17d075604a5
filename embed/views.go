package embed

import (
	"net/netip"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"
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
func (f *face) seen(c *fiber.Ctx, r route) {
	if f.Views == nil || r.shape == file || c.Method() != fiber.MethodGet || isRobot(c.Get(fiber.HeaderUserAgent)) || c.Get("Sec-Purpose") != "" {
		return
	}
	if status := c.Response().StatusCode(); status != fiber.StatusOK && status != fiber.StatusNotModified {
		return
	}
	id, ok := publicID(param(c, "id"))
	if !ok {
		return
	}
	host := f.hostOf(c.Get(fiber.HeaderReferer))
	f.Views(View{PublicID: strings.Clone(id), Framed: r.shape == frame, Host: host})
}

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

// robots are words that programs which read for others have in their names.
var robots = []string{"bot", "crawl", "spider", "slurp", "preview", "fetch", "monitor", "scan", "curl", "wget", "python", "java/", "go-http", "headless", "lighthouse", "facebookexternalhit", "embedly", "wordpress"}

// isRobot reports whether a browser's name is that of a program that reads for
// others, or none.
func isRobot(agent string) bool {
	agent = strings.ToLower(agent)
	for _, word := range robots {
		if strings.Contains(agent, word) {
			return true
		}
	}
	return agent == ""
}
