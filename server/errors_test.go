package server

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/server/auth"
	"figurehead/store"
)

func TestErrorsBecomeWords(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		err  error
		want int
	}{
		{store.ErrNotFound, 404},
		{store.ErrConflict, 409},
		{store.ErrLastAdmin, 409},
		{store.ErrUsed, 410},
		{store.ErrPurged, 410},
		{auth.ErrForbidden, 403},
		{auth.ErrForged, 403},
		{auth.ErrSignedOut, 403},
		{auth.ErrTooManyTries, 429},
		{datasets.Problem{Row: 304, Message: "Row 304 opens a quotation mark that is never closed."}, 422},
		{fiber.ErrRequestEntityTooLarge, 413},
		{fiber.ErrMethodNotAllowed, 405},
		{fiber.ErrTeapot, 418},
		{fiber.ErrBadGateway, 500},
		{errors.New("disk I/O error in /var/lib/figurehead"), 500},
	} {
		t.Run(test.err.Error(), func(t *testing.T) {
			t.Parallel()
			got := outcomeOf(fmt.Errorf("deep down: %w", test.err))
			if got.status != test.want || got.heading == "" || got.text == "" {
				t.Errorf("outcomeOf(%v) = %+v, want status %d and words", test.err, got, test.want)
			}
			if strings.Contains(got.text, "deep down") || strings.Contains(got.text, "/var/lib") {
				t.Errorf("outcomeOf(%v) says what is for the log: %q", test.err, got.text)
			}
		})
	}
}

// TestFaultsShowNoCause: a panic and an unknown error look alike, and neither
// shows where it was.
func TestFaultsShowNoCause(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.app.Get("/panics", func(*fiber.Ctx) error { panic("secret cause") })
	w.app.Get("/fails", func(*fiber.Ctx) error { return errors.New("secret cause") })
	for _, path := range []string{"/panics", "/fails"} {
		got := w.browser().get(path)
		if got.status != 500 || strings.Contains(got.body, "secret") || strings.Contains(got.body, ".go") {
			t.Errorf("GET %s = %d %s", path, got.status, got.body)
		}
		if h := got.all("h1"); len(h) != 1 || h[0] != fault.heading {
			t.Errorf("GET %s: heading %q, want %q", path, h, fault.heading)
		}
	}
}

// TestSignedOutFormLeadsBack: a form sent after the session ended changes
// nothing and offers to sign in and come back.
func TestSignedOutFormLeadsBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil).settle()
	b, csrf := w.as("admin")
	w.wait(9 * 60 * 60 * 1e9)
	b.header.Set("Referer", "http://127.0.0.1:8080/studio/users?x=1")
	got := b.post("/studio/users", csrf, nil)
	if want := "/sign-in?next=%2Fstudio%2Fusers%3Fx%3D1"; got.status != 403 || got.attribute("main a", "href") != want {
		t.Errorf("form after the session ended = %d with link %q, want 403 and %s", got.status, got.attribute("main a", "href"), want)
	}
}
