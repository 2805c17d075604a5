package auth

import (
	"net/url"
	"strings"
)

// AfterSignIn is where a person goes who asked for no page in particular.
const AfterSignIn = "/studio/new"

// SignInAddress returns the sign-in page that leads back to that address.
func SignInAddress(next string) string {
	if next = SafeNext(next); next == AfterSignIn {
		return "/sign-in"
	}
	return "/sign-in?next=" + url.QueryEscape(next)
}

// SafeNext returns the address to go to after signing in: a studio page of
// this server, never another host; AfterSignIn for anything else.
func SafeNext(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || u.Opaque != "" {
		return AfterSignIn
	}
	if strings.ContainsAny(next, "\\\r\n\t\x00") || strings.Contains(u.Path, "..") || strings.Contains(u.Path, "//") {
		return AfterSignIn
	}
	if u.Path != "/studio" && !strings.HasPrefix(u.Path, "/studio/") {
		return AfterSignIn
	}
	return (&url.URL{Path: u.Path, RawQuery: u.RawQuery}).String()
}
