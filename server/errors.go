package server

import (
	"bytes"
	"crypto/rand"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"net/url"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/public"
	"figurehead/server/api"
	"figurehead/server/auth"
	"figurehead/store"
)

//go:embed templates/error.html
var errorTemplate embed.FS

// outcome is what a person is told about an error.
type outcome struct {
	err     error // matched with errors.Is; nil in rows found by status
	status  int
	heading string
	text    string
}

// outcomes is the one table from errors to answers of the studio and of
// addresses that nothing serves; the public face has its own in embed.
var outcomes = []outcome{
	{auth.ErrSignedOut, fiber.StatusForbidden, "You are signed out", "Nothing was changed. Sign in, then send the form again."},
	{auth.ErrForged, fiber.StatusForbidden, "This form is out of date", "Nothing was changed. Go back, load the page again, and send the form once more."},
	{auth.ErrForbidden, fiber.StatusForbidden, "You may not do this", "Your role does not allow it, or it belongs to another directorate. An admin can change your role."},
	{auth.ErrTooManyTries, fiber.StatusTooManyRequests, "Too many tries", "Wait 15 minutes, then try again."},
	{store.ErrNotFound, fiber.StatusNotFound, "There is no page here", "The address may be mistyped, or what it showed is gone."},
	{store.ErrUsed, fiber.StatusGone, "This link was used, or is too old", "If you have not used it yourself, ask an admin of Figurehead for a new one. A set-up link is new at each start of the server."},
	{store.ErrPurged, fiber.StatusGone, "This was erased", "Its data was deleted for good. The audit list says when, why and by whom."},
	{store.ErrConflict, fiber.StatusConflict, "Somebody else changed this first", "Your change was not stored. Go back, load the page again, and look at theirs."},
	{store.ErrFull, fiber.StatusInsufficientStorage, "The server's disk is full", "Nothing was stored and nothing public has changed. Tell the people who run the server."},
	unreadable,
	{nil, fiber.StatusForbidden, "You may not do this", "Your role does not allow it."},
	{nil, fiber.StatusNotFound, "There is no page here", "The address may be mistyped, or what it showed is gone."},
	{nil, fiber.StatusMethodNotAllowed, "This cannot be done here", "Go back and use the buttons of the page."},
	{nil, fiber.StatusRequestTimeout, "It took too long to arrive", "Check your connection and try again. Nothing was stored."},
	{nil, fiber.StatusRequestEntityTooLarge, "That is too large", "A file may have up to 256 MB, and a form up to 1 MB. Nothing was stored. Send fewer rows or columns."},
	{nil, fiber.StatusUnsupportedMediaType, "This request cannot be read", "It is packed in a way that is not read here."},
	{nil, fiber.StatusMisdirectedRequest, "This server has another address", "It answers only under the address that its operator has set as public_url."},
	{nil, fiber.StatusUnprocessableEntity, "Something needs to be mended", ""},
	{nil, fiber.StatusTooManyRequests, "Too many requests", "Wait a minute, then try again."},
	{nil, fiber.StatusRequestHeaderFieldsTooLarge, "This request is too large to read", "Delete the cookies of this site and try again."},
}

// busy is what a person is told whose file has to wait for others.
var busy = outcome{nil, fiber.StatusServiceUnavailable, "Other large files are on their way", "Your file was not read and nothing was stored. Try again in a few minutes."}

// unreadable stands for every 4xx that has no row of its own.
var unreadable = outcome{nil, fiber.StatusBadRequest, "This request cannot be read", "Go back and try again."}

// fault is what a person is told when it is nobody's doing but ours.
var fault = outcome{nil, fiber.StatusInternalServerError, "Something went wrong on our side", "Nothing you entered was the cause. Try again in a minute."}

// outcomeOf finds the row of an error. A Problem is told in its own words;
// what is in no row is a fault of ours.
func outcomeOf(err error) outcome {
	var problem datasets.Problem
	if errors.As(err, &problem) {
		return outcome{err, fiber.StatusUnprocessableEntity, "Something needs to be mended", problem.Error()}
	}
	for _, o := range outcomes {
		if o.err != nil && errors.Is(err, o.err) {
			return o
		}
	}
	var byStatus *fiber.Error
	if errors.As(err, &byStatus) {
		return outcomeByStatus(byStatus)
	}
	return fault
}

func outcomeByStatus(err *fiber.Error) outcome {
	for _, o := range outcomes {
		if o.err == nil && o.status == err.Code {
			if o.text == "" {
				o.text = err.Message
			}
			return o
		}
	}
	if err.Code >= 400 && err.Code < 500 {
		o := unreadable
		o.status = err.Code
		return o
	}
	return fault
}

// handleError answers with the page of an error. What was asked is not
// repeated, and the cause goes to the log only.
func (s *server) handleError(c *fiber.Ctx, err error) error {
	if api.Serves(c.Path()) {
		return s.refuseProgram(c, err)
	}
	o := outcomeOf(err)
	if o.status == fiber.StatusRequestEntityTooLarge && c.Method() == fiber.MethodPost && c.Get(busyHeader) != "" {
		o = busy
	}
	page := errorPage{Heading: o.heading, Text: o.text}
	if o.status >= 500 && o != busy {
		page.Reference = reference()
		s.Log.Error("request", "reference", page.Reference, "method", c.Method(), "route", c.Route().Path, "error", err)
	}
	if errors.Is(err, auth.ErrSignedOut) {
		page.Link, page.LinkText = auth.SignInAddress(refererPath(c)), "Sign in"
	}
	if o.status == fiber.StatusTooManyRequests {
		c.Set(fiber.HeaderRetryAfter, strconv.Itoa(int((15 * time.Minute).Seconds())))
	}
	if isStudio(c.Path()) {
		s.studioHeaders(c)
	}
	s.fillHeaders(c)
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderContentType, "text/html; charset=utf-8")
	return c.Status(o.status).Send(s.errors.render(page, c.Get("HX-Request-Type") == "partial"))
}

// refuseProgram answers with why a program was refused, as JSON.
func (s *server) refuseProgram(c *fiber.Ctx, err error) error {
	p, known := api.ProblemOf(err)
	if !known {
		o := outcomeOf(err)
		p = api.Problem{Status: o.status, Title: o.heading, Detail: o.text}
	}
	if p.Status == fiber.StatusRequestEntityTooLarge && c.Get(busyHeader) != "" {
		p = api.Problem{Status: busy.status, Title: busy.heading, Detail: busy.text}
	}
	if p.Status == fiber.StatusInternalServerError {
		p.Reference = reference()
		s.Log.Error("request", "reference", p.Reference, "method", c.Method(), "route", c.Route().Path, "error", err)
	}
	if p.Status == fiber.StatusTooManyRequests {
		c.Set(fiber.HeaderRetryAfter, strconv.Itoa(int((15 * time.Minute).Seconds())))
	}
	s.fillHeaders(c)
	return api.Send(c, s.PublicURL, p)
}

// reference is what somebody quotes so that the line in the log is found.
func reference() string {
	raw := make([]byte, 4)
	if _, err := rand.Read(raw); err != nil {
		return "none"
	}
	return hex.EncodeToString(raw)
}

// refererPath is the page a form stood on, for after signing in.
func refererPath(c *fiber.Ctx) string {
	u, err := url.Parse(c.Get(fiber.HeaderReferer))
	if err != nil {
		return ""
	}
	return u.RequestURI()
}

// errorPage is the one page of this package.
type errorPage struct {
	Heading, Text  string
	Reference      string
	Link, LinkText string
}

type errorPages struct{ template *template.Template }

func newErrorPages(assets *public.Assets) (errorPages, error) {
	t, err := template.New("error.html").Funcs(template.FuncMap{"asset": assets.URL}).ParseFS(errorTemplate, "templates/error.html")
	if err != nil {
		return errorPages{}, fmt.Errorf("error page: %w", err)
	}
	return errorPages{t}, nil
}

// render makes the page, or for a fragment only what it says.
func (p errorPages) render(page errorPage, fragment bool) []byte {
	name := "page"
	if fragment {
		name = "said"
	}
	var b bytes.Buffer
	if err := p.template.ExecuteTemplate(&b, name, page); err != nil {
		return []byte(template.HTMLEscapeString(page.Heading))
	}
	return b.Bytes()
}
