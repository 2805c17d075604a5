package api

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// send answers a read with JSON and a strong ETag, or with 304 when the client has
// it already.
func send(c *fiber.Ctx, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("answer: %w", err)
	}
	tag := tagOf(body)
	c.Set(fiber.HeaderETag, tag)
	c.Set(fiber.HeaderCacheControl, "private, no-cache")
	c.Vary(fiber.HeaderAuthorization)
	if given := c.Get(fiber.HeaderIfNoneMatch); given != "" && named(given, tag, true) {
		return c.SendStatus(fiber.StatusNotModified)
	}
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
	return c.Send(body)
}

// done answers a change: what there is now, its ETag and, for something new, where.
func done(c *fiber.Ctx, status int, location string, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("answer: %w", err)
	}
	if location != "" {
		c.Set(fiber.HeaderLocation, Prefix+location)
	}
	if status == fiber.StatusOK {
		c.Set(fiber.HeaderETag, tagOf(body))
	}
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
	return c.Status(status).Send(body)
}

// unchanged lets a change through when the client has seen what there is now:
// If-Match names its ETag. Weak tags never match (RFC 9110, 13.1.1).
func unchanged(c *fiber.Ctx, now any) error {
	given := c.Get(fiber.HeaderIfMatch)
	if given == "" {
		return errNoMatch
	}
	body, err := json.Marshal(now)
	if err != nil {
		return fmt.Errorf("etag: %w", err)
	}
	if !named(given, tagOf(body), false) {
		return errChanged
	}
	return nil
}

// asSeen is unchanged for what is sent whole: there If-Match may be left out.
func asSeen(c *fiber.Ctx, now any) error {
	if c.Get(fiber.HeaderIfMatch) == "" {
		return nil
	}
	return unchanged(c, now)
}

func tagOf(body []byte) string {
	sum := sha256.Sum256(body)
	return `"` + base64.RawURLEncoding.EncodeToString(sum[:15]) + `"`
}

// named reports whether a list of entity tags has one, or is “*”.
func named(list, tag string, weak bool) bool {
	for one := range strings.SplitSeq(list, ",") {
		one = strings.TrimSpace(one)
		if weak {
			one = strings.TrimPrefix(one, "W/")
		}
		if one == tag || one == "*" {
			return true
		}
	}
	return false
}
