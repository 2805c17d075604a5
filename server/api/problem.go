package api

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/datasets/intake"
	"figurehead/server/auth"
	"figurehead/server/jobs"
	"figurehead/server/publishing"
	"figurehead/server/refresh"
	"figurehead/store"
)

// Problem is why something was refused (RFC 9457). Kind ends the address of its
// type, under which the page of the API explains it.
type Problem struct {
	Kind      string  `json:"-"`
	Type      string  `json:"type"`
	Title     string  `json:"title"`
	Status    int     `json:"status"`
	Detail    string  `json:"detail,omitempty"`
	Errors    []fault `json:"errors,omitempty"`
	Reference string  `json:"reference,omitempty"` // of the line in the log
}

// fault is one thing to mend and where it is: a member of what was sent, a
// parameter, a column or a check.
type fault struct {
	Detail     string `json:"detail"`
	Suggestion string `json:"suggestion,omitempty"`
	Pointer    string `json:"pointer,omitempty"` // JSON Pointer into what was sent
	Field      string `json:"field,omitempty"`   // of a form, a column, or a check
	Row        int    `json:"row,omitempty"`     // of the file, from 1
}

// Error makes a fault usable as an error.
func (f fault) Error() string { return strings.TrimSpace(f.Detail + " " + f.Suggestion) }

// scopeError is a token that is not good for what was asked.
type scopeError struct{ scope store.Scope }

func (e scopeError) Error() string { return "the token lacks the scope " + string(e.scope) }

// The refusals of this package itself.
var (
	errUnreadable   = Problem{Kind: "unreadable", Status: fiber.StatusBadRequest, Title: "This request cannot be read"}
	errMedia        = Problem{Kind: "media-type", Status: fiber.StatusUnsupportedMediaType, Title: "Send JSON", Detail: "The body must be application/json. Files go to " + Prefix + "/datasets as multipart/form-data."}
	errNoKey        = Problem{Kind: "idempotency-key", Status: fiber.StatusBadRequest, Title: "An Idempotency-Key is missing", Detail: "Send a word of your own making, new for each thing you want done and the same when you try again: 1 to 255 printable characters."}
	errKeyTaken     = Problem{Kind: "idempotency-key-used", Status: fiber.StatusUnprocessableEntity, Title: "This Idempotency-Key was used for something else", Detail: "It came with another address or another body. Nothing was done. Use a new key."}
	errUnderWay     = Problem{Kind: "under-way", Status: fiber.StatusConflict, Title: "The same request is being worked on", Detail: "Try again in a few seconds with the same key: you get its answer."}
	errNoMatch      = Problem{Kind: "if-match", Status: fiber.StatusPreconditionRequired, Title: "If-Match is missing", Detail: "Read what you want to change, and send its ETag as If-Match, so that nobody's change is lost."}
	errChanged      = Problem{Kind: "changed", Status: fiber.StatusPreconditionFailed, Title: "Somebody else changed this first", Detail: "Your change was not stored. Read it again, and look at theirs."}
	errNoJob        = Problem{Kind: "no-job", Status: fiber.StatusNotFound, Title: "There is no such job", Detail: "It is unknown, it ended more than half an hour ago, or the server was started again. Look among the datasets; if it is not there, send it again with a new Idempotency-Key."}
	errNotPublished = Problem{Kind: "not-published", Status: fiber.StatusConflict, Title: "This figure is not public", Detail: "It was not published yet, or is withdrawn."}
)

// Error makes a Problem usable as an error.
func (p Problem) Error() string { return strings.TrimSpace(p.Title + ". " + p.Detail) }

// with adds where it is.
func (p Problem) with(faults ...fault) Problem {
	if p.Errors = faults; p.Detail == "" && len(faults) > 0 {
		p.Detail = faults[0].Error()
	}
	return p
}

// plain is the table of errors that need no more than their words.
var plain = []struct {
	err error
	Problem
}{
	{auth.ErrNoBearer, Problem{Kind: "token", Status: fiber.StatusUnauthorized, Title: "A token is missing", Detail: "Send it as Authorization: Bearer. Tokens are made in the studio, under your account."}},
	{auth.ErrWrongBearer, Problem{Kind: "token", Status: fiber.StatusUnauthorized, Title: "This token does not work", Detail: "It may be mistyped, may have ended, or may have been taken back."}},
	{auth.ErrTooManyTries, Problem{Kind: "too-many", Status: fiber.StatusTooManyRequests, Title: "Too many tries", Detail: "Wait 15 minutes, then try again."}},
	{auth.ErrForbidden, Problem{Kind: "role", Status: fiber.StatusForbidden, Title: "You may not do this", Detail: "Your role does not allow it, or it belongs to another directorate. An admin can change your role."}},
	{store.ErrNotFound, Problem{Kind: "not-found", Status: fiber.StatusNotFound, Title: "There is nothing here", Detail: "The address may be mistyped, or what it showed is gone."}},
	{store.ErrWithdrawn, errNotPublished},
	{store.ErrConflict, Problem{Kind: "conflict", Status: fiber.StatusConflict, Title: "Somebody else changed this first", Detail: "Your change was not stored. Read it again, and look at theirs."}},
	{store.ErrPurged, Problem{Kind: "erased", Status: fiber.StatusGone, Title: "This was erased", Detail: "Its data was deleted for good. The audit list says when, why and by whom."}},
	{store.ErrFull, Problem{Kind: "full", Status: fiber.StatusInsufficientStorage, Title: "The server's disk is full", Detail: "Nothing was stored and nothing public has changed. Tell the people who run the server."}},
	{jobs.ErrBusy, Problem{Kind: "busy", Status: fiber.StatusServiceUnavailable, Title: "Too much is under way", Detail: "So much is under way that there is no room for more. Nothing was changed. Try again in a few minutes."}},
	{jobs.ErrCancelled, Problem{Kind: "cancelled", Status: fiber.StatusConflict, Title: "This was cancelled", Detail: "Nothing was stored."}},
	{refresh.ErrFetching, Problem{Kind: "fetching", Status: fiber.StatusConflict, Title: "It is being fetched just now", Detail: "Look again in a minute."}},
	{jobs.ErrStopping, Problem{Kind: "busy", Status: fiber.StatusServiceUnavailable, Title: "The server is stopping", Detail: "The server was stopped before this was done. Nothing was changed. Send it again in a minute."}},
}

// ProblemOf words an error; false for what is in no table of this package.
func ProblemOf(err error) (Problem, bool) {
	var (
		own       Problem
		one       fault
		scope     scopeError
		mend      datasets.Problem
		notReady  *publishing.NotReadyError
		setFaults *publishing.SetNotReadyError
		undecided *intake.Undecided
		wide      *intake.TooWide
	)
	switch {
	case errors.As(err, &own):
		return own, true
	case errors.As(err, &one):
		return toMend(one), true
	case errors.As(err, &scope):
		return Problem{Kind: "scope", Status: fiber.StatusForbidden, Title: "This token is not good for that", Detail: fmt.Sprintf("It needs the scope “%s”, and its person a role that has it.", scope.scope)}, true
	case errors.As(err, &wide) && errors.As(err, &mend):
		return toMend(fault{Pointer: "/columns", Row: wide.Row, Detail: mend.Message, Suggestion: "Send it again with “columns”: the numbers of those to read, from 1."}), true
	case errors.As(err, &mend):
		return toMend(fault{Detail: mend.Message, Suggestion: mend.Suggestion, Field: mend.Field, Row: mend.Row}), true
	case errors.As(err, &notReady):
		p := Problem{Kind: "not-ready", Status: fiber.StatusUnprocessableEntity, Title: "This figure is not ready to be published", Detail: notReady.Blocking[0].Reason}
		for _, check := range notReady.Blocking {
			p.Errors = append(p.Errors, fault{Detail: check.Reason, Field: check.ID})
		}
		return p, true
	case errors.As(err, &setFaults):
		p := Problem{Kind: "not-ready", Status: fiber.StatusUnprocessableEntity, Title: "This set is not ready to be published", Detail: setFaults.Error()}
		for _, f := range setFaults.Faults {
			p.Errors = append(p.Errors, fault{Detail: f.Reason, Field: f.Name})
		}
		return p, true
	case errors.As(err, &undecided):
		return people(undecided), true
	}
	if errors.Is(err, store.ErrReason) {
		return toMend(fault{Pointer: "/reason", Detail: "Enter a reason.", Suggestion: "It is kept."}), true
	}
	for _, row := range plain {
		if errors.Is(err, row.err) {
			return row.Problem, true
		}
	}
	return ofStatus(err)
}

// byStatus words what the web server itself refuses.
var byStatus = []Problem{
	{Kind: "not-found", Status: fiber.StatusNotFound, Title: "There is nothing here", Detail: "The address may be mistyped, or what it showed is gone."},
	{Kind: "method", Status: fiber.StatusMethodNotAllowed, Title: "This cannot be done here", Detail: "Allow names the methods of this address."},
	{Kind: "too-large", Status: fiber.StatusRequestEntityTooLarge, Title: "That is too large", Detail: "A file may have up to 256 MB, and any other body up to 1 MB. Nothing was stored."},
}

func ofStatus(err error) (Problem, bool) {
	var of *fiber.Error
	if errors.As(err, &of) {
		for _, p := range byStatus {
			if p.Status == of.Code {
				return p, true
			}
		}
	}
	return Problem{}, false
}

// toMend is what the person who sent it can mend.
func toMend(f fault) Problem {
	return Problem{Kind: "mend", Status: fiber.StatusUnprocessableEntity, Title: "Something needs to be mended", Detail: f.Error()}.with(f)
}

// people asks what may be kept of columns that may tell of single people. Nothing
// of the file is stored.
func people(u *intake.Undecided) Problem {
	p := Problem{
		Kind: "people", Status: fiber.StatusUnprocessableEntity, Title: "There may be people in your data",
		Detail: "Nothing was stored. Send it again with “people”: for each of these columns “drop”, “cut” or “keep”, and why it is kept.",
	}
	for _, f := range u.Found {
		p.Errors = append(p.Errors, fault{Detail: f.Sentence(), Field: f.Field, Pointer: "/people"})
	}
	return p
}

// typed names the address at which the kind of a Problem is explained.
func (p Problem) typed(publicURL string) Problem {
	p.Type = publicURL + Prefix + "#problem-" + p.Kind
	if p.Kind == "" {
		p.Type = "about:blank"
	}
	return p
}

// Send answers with a Problem. publicURL is scheme and host.
func Send(c *fiber.Ctx, publicURL string, p Problem) error {
	p = p.typed(publicURL)
	if p.Status == fiber.StatusUnauthorized || p.Kind == "scope" {
		c.Set(fiber.HeaderWWWAuthenticate, challenge(p))
	}
	if p.Status == fiber.StatusServiceUnavailable {
		c.Set(fiber.HeaderRetryAfter, "60")
	}
	body, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("problem: %w", err)
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderContentType, "application/problem+json")
	return c.Status(p.Status).Send(body)
}

// challenge is what RFC 6750 answers to a token that is missing, wrong or too weak.
func challenge(p Problem) string {
	const realm = `Bearer realm="Figurehead"`
	switch {
	case p.Kind == "scope":
		return realm + `, error="insufficient_scope"`
	case p.Title == "A token is missing":
		return realm
	}
	return realm + `, error="invalid_token"`
}

// problems lists every kind that this package answers with, for its page.
func problems() []Problem {
	list := []Problem{
		{Kind: "mend", Status: fiber.StatusUnprocessableEntity, Title: "Something needs to be mended", Detail: "Each of “errors” says what and where."},
		{Kind: "not-ready", Status: fiber.StatusUnprocessableEntity, Title: "It is not ready to be published", Detail: "Each of “errors” is a check that stands in the way."},
		{Kind: "people", Status: fiber.StatusUnprocessableEntity, Title: "There may be people in your data", Detail: "Nothing was stored. Each of “errors” names a column: send it again and say in “people” what may be kept."},
		{Kind: "scope", Status: fiber.StatusForbidden, Title: "This token is not good for that", Detail: "It needs another scope, or its person another role."},
		errUnreadable, errMedia, errNoKey, errKeyTaken, errUnderWay, errNoMatch, errChanged, errNotPublished, errFixed, errNoJob, byStatus[1], byStatus[2],
	}
	for _, row := range plain {
		if !slices.ContainsFunc(list, func(p Problem) bool { return p.Kind == row.Kind }) {
			list = append(list, row.Problem)
		}
	}
	slices.SortStableFunc(list, func(a, b Problem) int { return cmp.Compare(a.Status, b.Status) })
	return list
}
