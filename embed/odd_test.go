package embed

import (
	"net/http"
	"strings"
	"testing"

	"github.com/valyala/fasthttp"
)

// oddRequests are headers that ask for something else than an answer has to
// give, or that are no headers at all. None changes what is answered.
var oddRequests = []struct{ name, header, value string }{
	{"one range", "Range", "bytes=0-9"},
	{"the last bytes", "Range", "bytes=-1"},
	{"two ranges", "Range", "bytes=0-1,4-5"},
	{"a range past the end", "Range", "bytes=99999999-"},
	{"five hundred ranges", "Range", "bytes=" + strings.Repeat("0-0,", 500) + "1-1"},
	{"a range of rows", "Range", "rows=1-2"},
	{"a picture only", "Accept", "image/avif"},
	{"JSON", "Accept", "application/json"},
	{"linked data", "Accept", "application/ld+json;profile=\"x\", text/turtle;q=0.9"},
	{"nothing at all", "Accept", "*/*;q=0"},
	{"no type", "Accept", ",;q=;;//"},
	{"another language", "Accept-Language", "cy, fr;q=0.5, *;q=0"},
	{"another character set", "Accept-Charset", "utf-7"},
	{"changed since then", "If-Modified-Since", "Fri, 27 Nov 2099 00:00:00 GMT"},
	{"a list of other tags", "If-None-Match", `W/"a", "b" , W/"c"`},
	{"a tag that never ends", "If-None-Match", `"` + strings.Repeat("a", 2000)},
	{"a tag without quotation marks", "If-None-Match", "a"},
	{"only if it is another", "If-Match", `"a"`},
	{"a host by another header", "X-Forwarded-Host", "evil.example"},
	{"an address by another header", "X-Original-URL", "/studio"},
	{"another method", "X-HTTP-Method-Override", "DELETE"},
	{"a cookie", "Cookie", "figurehead-session=0000; __Host-session=x"},
	{"a token", "Authorization", "Bearer " + strings.Repeat("x", 500)},
}

// TestOddRequestsAreAnswered asks every route so: as without the header, or as
// HEAD without the body. Nothing more is read or kept.
func TestOddRequestsAreAnswered(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	st := &counting{Store: p.store}
	p.face.Store = st
	usual := map[string]answer{}
	for range 2 {
		for _, r := range routes {
			usual[r.path] = p.get(example(r.path, f))
		}
	}
	reads, bodies, kept := st.editions.Load(), p.face.bodies.EstimatedSize(), len(p.face.again.answers)
	for _, r := range routes {
		want := usual[r.path]
		for _, odd := range oddRequests {
			got := p.get(example(r.path, f), odd.header, odd.value)
			if got.StatusCode != want.StatusCode || got.body != want.body || got.Header.Get("Location") != want.Header.Get("Location") {
				t.Errorf("%s, %s: %d to %q with %d bytes, want %d to %q with %d", r.path, odd.name,
					got.StatusCode, got.Header.Get("Location"), len(got.body), want.StatusCode, want.Header.Get("Location"), len(want.body))
			}
		}
		if got := p.do(http.MethodHead, example(r.path, f)); got.StatusCode != want.StatusCode || got.body != "" || got.StatusCode == http.StatusOK && got.ContentLength != want.ContentLength {
			t.Errorf("HEAD %s: %d, %d bytes, length %d", r.path, got.StatusCode, len(got.body), got.ContentLength)
		}
	}
	if got := st.editions.Load(); got != reads {
		t.Errorf("%d more Editions were read", got-reads)
	}
	if got := p.face.bodies.EstimatedSize(); got != bodies {
		t.Errorf("the cache went from %d to %d bodies", bodies, got)
	}
	if got := len(p.face.again.answers); got != kept {
		t.Errorf("%d more addresses are kept to answer again", got-kept)
	}
}

// TestNothingLeadsElsewhere: addresses made to redirect a reader to another
// site are unknown, or lead to the figure's own page.
func TestNothingLeadsElsewhere(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	for _, address := range []string{
		"/s/" + f.live.ShortCode + "?next=https://evil.example", "/s/" + f.live.ShortCode + "?url=//evil.example/%0d%0aX-Odd:1",
		"//evil.example/", "//evil.example/..", "/%2f%2fevil.example", "/%5cevil.example", "/s//evil.example", "/s/https:%2f%2fevil.example",
		"/w/https:%2f%2fevil.example", "/embed//evil.example", "/oembed?url=https%3A%2F%2Fevil.example%2Fw%2F" + f.live.PublicID, "/c/%2f%2fevil.example",
	} {
		var c fasthttp.RequestCtx
		c.Request.Header.SetRequestURI(address)
		c.Request.Header.SetHost("figures.example.gov.uk")
		p.app.Server().Handler(&c)
		status, to := c.Response.StatusCode(), string(c.Response.Header.Peek("Location"))
		if to != "" && to != pageAddress(f) {
			t.Errorf("%s leads to %q", address, to)
		}
		if status >= 500 || len(c.Response.Header.Peek("X-Odd")) > 0 {
			t.Errorf("%s = %d:\n%s", address, status, &c.Response)
		}
	}
}
