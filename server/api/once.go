package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/utils"

	"figurehead/server/upload"
	"figurehead/store"
)

// keyHeader names the request, so that it happens once however often it is sent.
const keyHeader = "Idempotency-Key"

// once lets a request happen once: its answer is kept and given again to the same
// request with the same key. What was refused did nothing, and may be tried again
// with the same key.
func (a *API) once(c *fiber.Ctx) error {
	key := utils.CopyString(c.Get(keyHeader))
	if !goodKey(key) {
		return errNoKey
	}
	request, err := fingerprint(c)
	if err != nil {
		return err
	}
	b := bearerOf(c)
	o := store.Once{TokenID: b.Token.ID, Name: key, Request: request, Instance: a.Instance}
	answer, answered, err := a.Store.BeginOnce(c.UserContext(), o)
	switch {
	case errors.Is(err, store.ErrUsed):
		return errKeyTaken
	case errors.Is(err, store.ErrConflict):
		c.Set(fiber.HeaderRetryAfter, "5")
		return errUnderWay
	case err != nil:
		return err
	case answered:
		return again(c, answer)
	}
	return a.first(c, o)
}

// first does what was asked for, and keeps the answer.
func (a *API) first(c *fiber.Ctx, o store.Once) (err error) {
	done := false
	defer func() {
		if !done { // refused, or broken: nothing happened that must not happen again
			err = errors.Join(err, a.later(func(ctx context.Context) error { return a.Store.DropOnce(ctx, o) }))
		}
	}()
	if err := c.Next(); err != nil {
		return err
	}
	r := c.Response()
	if r.StatusCode() >= 300 {
		return nil
	}
	done = true
	return a.later(func(ctx context.Context) error {
		return a.Store.EndOnce(ctx, o, store.Answer{
			Status: r.StatusCode(), Location: string(r.Header.Peek(fiber.HeaderLocation)),
			ETag: string(r.Header.Peek(fiber.HeaderETag)), Body: string(r.Body()),
		})
	})
}

// later does what must be done though the client may have gone.
func (a *API) later(do func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	return do(ctx)
}

// again gives the answer that was given before, and says so.
func again(c *fiber.Ctx, answer store.Answer) error {
	for name, value := range map[string]string{fiber.HeaderLocation: answer.Location, fiber.HeaderETag: answer.ETag} {
		if value != "" {
			c.Set(name, value)
		}
	}
	c.Set("Idempotency-Replayed", "true")
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
	return c.Status(answer.Status).SendString(answer.Body)
}

// goodKey reports whether a key is one that logs and headers bear.
func goodKey(key string) bool {
	for _, r := range key {
		if r < ' ' || r > '~' {
			return false
		}
	}
	return len(key) > 0 && len(key) <= 255
}

// fingerprint is the hash of what was asked for. Programs make a new boundary for
// each try, so that of a form its fields are counted and not its bytes.
func fingerprint(c *fiber.Ctx) (string, error) {
	h := sha256.New()
	part := func(name string, body []byte) {
		fmt.Fprintf(h, "%q %d\n", name, len(body))
		h.Write(body) // a hash takes every write
	}
	part(c.Method()+" "+c.OriginalURL(), nil)
	if len(c.Request().Header.MultipartFormBoundary()) == 0 {
		part(c.Get(fiber.HeaderContentType), c.Body())
		return hex.EncodeToString(h.Sum(nil)), nil
	}
	if err := formParts(c, part); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// formParts gives every field and file of a form, in the order of their names.
func formParts(c *fiber.Ctx, part func(name string, body []byte)) error {
	form, err := c.MultipartForm()
	if err != nil {
		return errUnreadable.with(fault{Detail: "The form cannot be read."})
	}
	for _, name := range slices.Sorted(maps.Keys(form.Value)) {
		for _, value := range form.Value[name] {
			part(name, []byte(value))
		}
	}
	lifted, _ := upload.Lifted(c)
	for _, name := range slices.Sorted(maps.Keys(form.File)) {
		for _, header := range form.File[name] {
			part(name+" "+header.Filename, lifted)
			file, err := header.Open()
			if err != nil {
				return fmt.Errorf("form: %w", err)
			}
			raw, err := io.ReadAll(file)
			if err := errors.Join(err, file.Close()); err != nil {
				return fmt.Errorf("form: %w", err)
			}
			part(name, raw)
		}
	}
	return nil
}
