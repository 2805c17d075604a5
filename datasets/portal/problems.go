package portal

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"figurehead/datasets"
	"figurehead/datasets/fetch"
)

// failure is a Problem for people with its cause for programs.
type failure struct {
	problem datasets.Problem
	cause   error
}

func (f *failure) Error() string   { return f.problem.Error() }
func (f *failure) Unwrap() []error { return []error{f.problem, f.cause} }

func failed(cause error, message, suggestion string) error {
	return &failure{datasets.Problem{Field: "portal", Message: message, Suggestion: suggestion}, cause}
}

const (
	tryLater   = "Try again later, or search another portal."
	checkKind  = "Ask an admin to check its kind and address in Settings, Portals."
	searchNext = "Search again: it may have moved or been taken down."
)

// trouble says in words why the portal gave no answer.
func (a api) trouble(err error) error {
	var status fetch.Status
	var dns *net.DNSError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &status):
		return a.statusTrouble(status, err)
	case errors.Is(err, fetch.ErrRefused):
		return err
	case errors.Is(err, fetch.ErrTooLarge):
		return failed(err, a.site.Name+" sent more than is read from here.", "Search with more words, or download the file in your browser and upload it.")
	case errors.Is(err, context.DeadlineExceeded):
		return failed(errors.Join(err, fetch.ErrUnavailable), a.site.Name+" is slow and did not answer in time.", tryLater)
	case errors.Is(err, context.Canceled):
		return failed(errors.Join(err, fetch.ErrUnavailable), "The search was stopped.", "Start it again.")
	case errors.As(err, &dns) && dns.IsNotFound:
		return failed(err, fmt.Sprintf("%s cannot be reached: there is no server called “%s”.", a.site.Name, dns.Name), checkKind)
	}
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		return failed(err, a.site.Name+" is slow and did not answer in time.", tryLater)
	}
	return failed(err, a.site.Name+" cannot be reached.", tryLater)
}

func (a api) statusTrouble(status fetch.Status, err error) error {
	switch {
	case status.Code == http.StatusAccepted:
		return failed(err, a.site.Name+" is still preparing the file.", "Try again in a minute.")
	case busy(status.Code):
		wait := "in some minutes"
		if status.RetryAfter > 0 {
			wait = "in " + waitWords(status.RetryAfter)
		}
		return failed(err, a.site.Name+" is too busy to answer.", "Try again "+wait+".")
	case status.Code == http.StatusUnauthorized || status.Code == http.StatusForbidden:
		return failed(err, a.site.Name+" does not answer everyone.", "Search another portal, or download the file in your browser and upload it.")
	case status.Code == http.StatusNotFound || status.Code == http.StatusGone:
		return failed(err, fmt.Sprintf("%s does not answer as %s does.", a.site.Name, a.site.Kind.Name()), checkKind)
	}
	return failed(err, fmt.Sprintf("%s answered with an error (%d).", a.site.Name, status.Code), tryLater)
}

// notThere says that a dataset or resource is gone.
func (a api) notThere(cause error) error {
	return failed(errors.Join(cause, fetch.ErrUnavailable), a.site.Name+" does not have this any more.", searchNext)
}

// strange says that an answer is not of the documented shape.
func (a api) strange(cause error) error {
	return failed(errors.Join(cause, fetch.ErrUnavailable), fmt.Sprintf("%s answered, but not as %s does.", a.site.Name, a.site.Kind.Name()), checkKind)
}

// incomplete says that fewer or more rows came than the portal counts.
func (a api) incomplete(got, want int) error {
	return failed(fetch.ErrUnavailable, fmt.Sprintf("%s counts %s rows but sent %s.", a.site.Name, thousands(want), thousands(got)),
		"Try again: it may have changed meanwhile. If it happens twice, download the file in your browser and upload it.")
}

// gone reports whether a server says that there is nothing at an address.
func gone(err error) bool {
	var status fetch.Status
	return errors.As(err, &status) && (status.Code == http.StatusNotFound || status.Code == http.StatusGone)
}

func waitWords(d time.Duration) string {
	minutes := int((d + time.Minute - 1) / time.Minute)
	switch {
	case minutes <= 1:
		return "a minute"
	case minutes < 120:
		return fmt.Sprintf("%d minutes", minutes)
	}
	return fmt.Sprintf("%d hours", (minutes+59)/60)
}

func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}
