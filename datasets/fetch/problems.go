package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"code.dny.dev/ssrf"

	"figurehead/datasets"
)

// What callers tell apart.
var (
	// ErrRefused is for an address that is never read.
	ErrRefused = errors.New("address refused")
	// ErrUnavailable is for an address that gave no file this time.
	ErrUnavailable = errors.New("source unavailable")
	// ErrTooLarge is for a file over the limit.
	ErrTooLarge = errors.New("source too large")
	// ErrWebPage comes with ErrUnavailable where a page answered for a file.
	ErrWebPage = errors.New("a web page")
)

// failure is a Problem for people with the sentinel and the cause for programs.
type failure struct {
	problem datasets.Problem
	kind    error
	cause   error
}

func (f *failure) Error() string { return f.problem.Error() }

func (f *failure) Unwrap() []error {
	if f.cause == nil {
		return []error{f.problem, f.kind}
	}
	return []error{f.problem, f.kind, f.cause}
}

func failed(kind error, message, suggestion string, cause error) error {
	return &failure{datasets.Problem{Field: "address", Message: message, Suggestion: suggestion}, kind, cause}
}

func refused(message, suggestion string) error { return failed(ErrRefused, message, suggestion, nil) }

func unavailable(message, suggestion string, cause error) error {
	return failed(ErrUnavailable, message, suggestion, cause)
}

// connectionProblem says in words why no answer came.
func connectionProblem(err error, host string, timeout time.Duration) error {
	var problem *failure
	var dns *net.DNSError
	var certificate *tls.CertificateVerificationError
	var authority x509.UnknownAuthorityError
	var timedOut net.Error
	switch {
	case errors.As(err, &problem):
		return problem
	case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedNetwork), errors.Is(err, ssrf.ErrInvalidHostPort):
		return failed(ErrRefused, "This address is inside the council's network, so it cannot be read from here.", "Upload the file instead.", err)
	case errors.Is(err, ssrf.ErrProhibitedPort):
		return failed(ErrRefused, "This address uses a port that is not read from here.", "Use an address without a port, or upload the file instead.", err)
	case errors.Is(err, errTooManyRedirects):
		return unavailable("This address leads on to another more than three times.", "Open it in your browser and use the address at which it ends.", err)
	case errors.Is(err, context.Canceled):
		return unavailable("Reading the address was stopped.", "Start it again.", err)
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timedOut) && timedOut.Timeout():
		return unavailable(fmt.Sprintf("The server did not send the file within %s.", seconds(timeout)), "Try again later, or upload the file instead.", err)
	case errors.As(err, &dns):
		return unavailable(fmt.Sprintf("There is no server called “%s”.", host), "Look for a typing mistake in the address.", err)
	case errors.As(err, &certificate), errors.As(err, &authority):
		return unavailable("The server cannot prove that it is the one in the address: its certificate is not valid.", "Tell the publisher, and upload the file instead.", err)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return unavailable("The server stopped before the end of the file.", "Try again. If it happens twice, download the file in your browser and upload it.", err)
	}
	return unavailable("The server did not answer as a web server does.", "Check the address, try again later, or upload the file instead.", err)
}

// seconds writes a wait as people say it.
func seconds(d time.Duration) string {
	if d%time.Second != 0 || d <= time.Second {
		return d.String()
	}
	return fmt.Sprintf("%d seconds", d/time.Second)
}

// statusProblem says in words what an answer without a file means.
func (c *Client) statusProblem(resp *http.Response) error {
	status := Status{Code: resp.StatusCode, RetryAfter: retryAfter(resp.Header.Get("Retry-After"), c.options.Now())}
	switch code := resp.StatusCode; {
	case code == http.StatusOK:
		return nil
	case code == http.StatusAccepted:
		return unavailable("The portal is still preparing the file.", "Try again in a minute.", status)
	case code == http.StatusUnauthorized, code == http.StatusForbidden:
		return unavailable("The server does not give this file to everyone.", "Use an address that needs no sign-in, or upload the file instead.", status)
	case code == http.StatusNotFound, code == http.StatusGone:
		return unavailable("There is no file at this address any more.", "Look for its new address on the publisher's page.", status)
	case code == http.StatusTooManyRequests, code == http.StatusServiceUnavailable:
		return unavailable("The server is too busy to send the file.", "Try again in some minutes.", status)
	}
	return unavailable(fmt.Sprintf("The server answered with an error (%d).", resp.StatusCode), "Try again later, or upload the file instead.", status)
}

// Status is the answer of a server that sent no file.
type Status struct {
	Code       int
	RetryAfter time.Duration // asked for by the server; 0 when it said nothing
}

func (s Status) Error() string { return fmt.Sprintf("status %d", s.Code) }

// retryAfter reads the header, which is in seconds or a date (RFC 9110, 10.2.3).
func retryAfter(value string, now time.Time) time.Duration {
	if seconds, err := strconv.Atoi(strings.TrimSpace(value)); err == nil && seconds > 0 {
		return time.Duration(min(seconds, 86400)) * time.Second
	}
	at, err := http.ParseTime(value)
	if err != nil || at.Before(now) {
		return 0
	}
	return min(at.Sub(now), 24*time.Hour)
}
