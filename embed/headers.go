package embed

import "github.com/gofiber/fiber/v2"

// shape is what a reader's browser makes of an answer; it decides the headers
// and how an error looks.
type shape uint8

const (
	page  shape = iota // a page of its own, never inside a frame
	frame              // shown inside other sites
	file               // an image, numbers, a style sheet or a script
)

// How long an answer may be kept (design, section 5).
const (
	cacheStable    = "public, max-age=60, stale-while-revalidate=30"
	cacheFrozen    = "public, max-age=3600"
	cacheImmutable = "public, max-age=31536000, immutable"
	cacheAsked     = "public, no-cache" // kept, and asked for whether it still holds
	cacheNever     = "no-store"
)

// Policies of the shapes. A frame adds the hash of its one style element.
const (
	policyPage  = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
	policyFile  = "default-src 'none'; frame-ancestors 'none'"
	policySVG   = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
	policyFrame = "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"

	permissions = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
)

// header is one line of an answer, its name in the canonical form, so that a
// cached answer costs no more than its bytes.
type header struct{ name, value []byte }

func line(name, value string) header { return header{[]byte(name), []byte(value)} }

var (
	everyHeader = []header{
		line("X-Content-Type-Options", "nosniff"),
		line("Referrer-Policy", "strict-origin-when-cross-origin"),
		line("Permissions-Policy", permissions),
	}
	shapeHeaders = map[shape][]header{
		page: {
			line("Content-Security-Policy", policyPage),
			line("X-Frame-Options", "DENY"),
			line("Cross-Origin-Resource-Policy", "same-origin"),
			line("Cross-Origin-Opener-Policy", "same-origin"),
		},
		frame: {
			line("Content-Security-Policy", policyFrame),
			line("Cross-Origin-Resource-Policy", "cross-origin"),
			line("X-Robots-Tag", "noindex"), // search engines should find its page
		},
		file: {
			line("Content-Security-Policy", policyFile),
			line("X-Frame-Options", "DENY"),
			line("Cross-Origin-Resource-Policy", "cross-origin"),
		},
	}
)

// setHeaders sets what every answer of a shape carries, whatever its status.
func setHeaders(c *fiber.Ctx, s shape) {
	h := &c.Response().Header
	for _, lines := range [][]header{everyHeader, shapeHeaders[s]} {
		for _, l := range lines {
			h.SetCanonical(l.name, l.value)
		}
	}
}
