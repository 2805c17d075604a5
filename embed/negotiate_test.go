package embed

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

func TestChooseEncoding(t *testing.T) {
	t.Parallel()
	tests := []struct {
		accept string
		want   encoding
	}{
		{"", identity},
		{"gzip", gzipped},
		{"GZIP", gzipped},
		{"x-gzip", gzipped},
		{"gzip, deflate, br, zstd", brotlied},
		{"gzip;q=1.0, br;q=0.9", gzipped},
		{"br;q=0, gzip", gzipped},
		{"br;q=0,gzip;q=0", identity},
		{"gzip;q=0.000", identity},
		{"*", brotlied},
		{"*;q=0", identity},
		{"br;q=0, *", gzipped},
		{"identity;q=0.5, gzip;q=0.4", identity},
		{"identity, gzip", gzipped},
		{"identity;q=0, gzip;q=0.1", gzipped},
		{"gzip;q=abc", identity},
		{"gzip;q=2", identity},
		{"gzip ; q = 0.5 , br ; q=0.1", gzipped},
		{"brotli, gzipped", identity},
		{",,;;q=", identity},
		{strings.Repeat("a,", 5000) + "br", brotlied},
	}
	for _, test := range tests {
		if got := chooseEncoding(test.accept); got != test.want {
			t.Errorf("chooseEncoding(%.60q) = %v, want %v", test.accept, got, test.want)
		}
		if got := encodingFor([]byte(test.accept)); got != test.want {
			t.Errorf("encodingFor(%.60q) = %v, want %v", test.accept, got, test.want)
		}
	}
}

func TestMatchesETag(t *testing.T) {
	t.Parallel()
	tests := []struct {
		header string
		want   bool
	}{
		{"", false},
		{`"a-gz"`, true},
		{`W/"a-gz"`, true},
		{`"b", "a-gz"`, true},
		{`W/"b" , W/"a-gz"`, true},
		{`"b","c"`, false},
		{`*`, true},
		{` * `, true},
		{`a-gz`, false},
		{`"a-gz`, false},
		{`"a"`, false},
		{`"x,"a-gz""`, false}, // a comma is part of a tag
		{`"`, false},
		{`W/`, false},
	}
	for _, test := range tests {
		if got := matchesETag(test.header, `"a-gz"`); got != test.want {
			t.Errorf("matchesETag(%q) = %v, want %v", test.header, got, test.want)
		}
	}
}

func FuzzNegotiation(f *testing.F) {
	f.Add("gzip;q=0.5, *;q=0", `W/"a", "b"`)
	f.Fuzz(func(t *testing.T, accept, match string) {
		if e := chooseEncoding(accept); e >= encodings {
			t.Errorf("chooseEncoding(%q) = %v", accept, e)
		}
		if matchesETag(match, `"a"`) && !strings.Contains(match, `"a"`) && !strings.Contains(match, "*") {
			t.Errorf("matchesETag(%q) finds a tag that is not there", match)
		}
	})
}

// TestEncodings reads one frame in each encoding and asks for each again.
func TestEncodings(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	plain := p.get(embedAddress(f))
	tags := map[string]bool{}
	for _, address := range []string{embedAddress(f), pageAddress(f), "/", pageAddress(f) + "/data.csv", pageAddress(f) + "/print.svg", "/assets/embed" + testHash + ".js"} {
		plain := p.get(address)
		for _, test := range []struct {
			accept, want string
			decode       func(string) (string, error)
		}{
			{"", "", func(s string) (string, error) { return s, nil }},
			{"gzip", "gzip", gunzip},
			{"gzip, br", "br", unbrotli},
		} {
			got := p.get(address, "Accept-Encoding", test.accept)
			if got.Header.Get("Content-Encoding") != test.want || got.Header.Get("Vary") != "Accept-Encoding" {
				t.Errorf("%s, %q: Content-Encoding %q, Vary %q", address, test.accept, got.Header.Get("Content-Encoding"), got.Header.Get("Vary"))
			}
			if decoded, err := test.decode(got.body); err != nil || decoded != plain.body {
				t.Errorf("%s, %q: not the same bytes: %v", address, test.accept, err)
			}
			tag := got.Header.Get("ETag")
			if tags[tag] || !strings.HasPrefix(tag, `"`) {
				t.Errorf("%s, %q: ETag %s is weak or taken", address, test.accept, tag)
			}
			tags[tag] = true
			again := p.get(address, "Accept-Encoding", test.accept, "If-None-Match", `"other", W/`+tag)
			if again.StatusCode != http.StatusNotModified || again.body != "" || again.Header.Get("ETag") != tag || again.Header.Get("Cache-Control") == "" || again.Header.Get("Vary") == "" {
				t.Errorf("%s, %q: with its own ETag = %d %q %v", address, test.accept, again.StatusCode, again.body, again.Header)
			}
		}
		if got := p.get(address, "Accept-Encoding", "br", "If-None-Match", plain.Header.Get("ETag")); got.StatusCode != http.StatusOK {
			t.Errorf("%s: the ETag of another encoding = %d", address, got.StatusCode)
		}
	}
	if got := p.do(http.MethodHead, embedAddress(f)); got.body != "" || got.Header.Get("ETag") != plain.Header.Get("ETag") {
		t.Errorf("HEAD = %q, ETag %q", got.body, got.Header.Get("ETag"))
	}
}

// TestPNGIsSentAsItIs: compressed bytes are not compressed again.
func TestPNGIsSentAsItIs(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	got := p.get(pageAddress(f)+"/og.png", "Accept-Encoding", "gzip, br")
	if got.Header.Get("Content-Encoding") != "" || got.Header.Get("Vary") != "" || got.body != "\x89PNG og of waste-bar" {
		t.Errorf("og.png: %v %q", got.Header, got.body)
	}
	again := p.get(pageAddress(f)+"/og.png", "If-None-Match", got.Header.Get("ETag"))
	if again.StatusCode != http.StatusNotModified || again.body != "" {
		t.Errorf("og.png with its ETag = %d", again.StatusCode)
	}
	p.withdraw(f, "an error")
	if got := p.get(pageAddress(f)+"/og.png", "If-None-Match", "*"); got.StatusCode != http.StatusGone {
		t.Errorf("a withdrawn image = %d, want 410 whatever the reader has", got.StatusCode)
	}
}

func gunzip(s string) (string, error) {
	r, err := gzip.NewReader(strings.NewReader(s))
	if err != nil {
		return "", err
	}
	out, err := io.ReadAll(r)
	return string(out), err
}

func unbrotli(s string) (string, error) {
	out, err := io.ReadAll(brotli.NewReader(bytes.NewReader([]byte(s))))
	return string(out), err
}

// TestSlashAtTheEnd: an address as a plain copy has it leads to its page, and
// never to another server.
func TestSlashAtTheEnd(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	for address, want := range map[string]string{
		pageAddress(f) + "/": pageAddress(f), embedAddress(f) + "/": embedAddress(f), pageAddress(f) + "/e/1/": pageAddress(f) + "/e/1",
		pageAddress(f) + "/?sort=1": pageAddress(f) + "?sort=1", "/s/" + f.live.ShortCode + "/": "/s/" + f.live.ShortCode, "/c/bins/": "/c/bins",
		"/w//www.example.com/": "/w//www.example.com", "/w/%0d%0aX:1/": "/w/%0d%0aX:1",
	} {
		got := p.get(address)
		if got.StatusCode != http.StatusMovedPermanently || got.Header.Get("Location") != want {
			t.Errorf("GET %s = %d to %q, want %q", address, got.StatusCode, got.Header.Get("Location"), want)
		}
	}
	for _, address := range []string{"//www.example.com/", "/assets/", "/embed", "/wx/"} {
		if got := p.get(address); got.StatusCode != http.StatusNotFound {
			t.Errorf("GET %s = %d, want 404", address, got.StatusCode)
		}
	}
}
