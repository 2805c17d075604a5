package fetch

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"code.dny.dev/ssrf"

	"figurehead/datasets"
)

// Options of a Client. The zero value refuses every private address, allows
// ports 80 and 443, reads as much as a CSV file may have, and waits 10 seconds
// for an answer to begin and 30 for all of it.
type Options struct {
	// AllowHosts names the hosts that may stand at an address of AllowPrivate,
	// such as the council's own portal. Empty means any host.
	AllowHosts []string
	// AllowPrivate lists special networks that may be read all the same.
	AllowPrivate []netip.Prefix
	Ports        []uint16
	MaxBytes     int64         // after decompression
	Timeout      time.Duration // for the whole answer; a third of it for its beginning
	Now          func() time.Time
	Roots        *x509.CertPool // that certificates are checked against; nil for those of the machine
}

// Limits and waits where Options say nothing.
const (
	defaultTimeout = 30 * time.Second
	maxRedirects   = 3
	maxHeaderBytes = 64 << 10
	maxAddress     = 4096
)

// Fetched is a file as a server sent it, unpacked.
type Fetched struct {
	Body         []byte
	Address      string // after redirects
	ContentType  string
	FileName     string // from the server, else the end of the address
	ETag         string
	LastModified string
	DescribedBy  string // address of a description of the table, of which the server tells
	Unchanged    bool   // since the ETag or time of the Request; then there is no Body
	Retrieved    time.Time
	ServerTime   time.Time // the clock of the server; zero when it said none
}

// Client reads files from the web. It is safe for several goroutines.
type Client struct {
	options Options
	http    *http.Client
}

// New returns a Client.
func New(o Options) *Client {
	if len(o.Ports) == 0 {
		o.Ports = []uint16{80, 443}
	}
	if o.MaxBytes <= 0 {
		o.MaxBytes = datasets.MaxFileBytes
	}
	if o.Timeout <= 0 {
		o.Timeout = defaultTimeout
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	c := &Client{options: o}
	c.http = &http.Client{Transport: c.transport(), CheckRedirect: c.checkRedirect}
	return c
}

func (c *Client) transport() *http.Transport {
	wait := c.options.Timeout / 3
	return &http.Transport{
		Proxy:                  nil, // a proxy would connect where the guard cannot look
		DialContext:            c.dial,
		TLSClientConfig:        &tls.Config{RootCAs: c.options.Roots, MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    wait,
		ResponseHeaderTimeout:  wait,
		MaxResponseHeaderBytes: maxHeaderBytes,
		DisableKeepAlives:      true,
		DisableCompression:     true, // unpacked here, where the limit counts
		ForceAttemptHTTP2:      true,
	}
}

// dial connects only where the guard lets it, after the name was resolved.
func (c *Client) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("dial %s: %w", address, err)
	}
	d := net.Dialer{Timeout: c.options.Timeout / 3, Control: c.guard(host).Safe}
	return d.DialContext(ctx, network, address)
}

// guard allows private networks only for the hosts that may stand in them.
func (c *Client) guard(host string) *ssrf.Guardian {
	options := []ssrf.Option{ssrf.WithPorts(c.options.Ports...)}
	if len(c.options.AllowHosts) == 0 || slices.ContainsFunc(c.options.AllowHosts, func(h string) bool { return strings.EqualFold(h, host) }) {
		var v4, v6 []netip.Prefix
		for _, p := range c.options.AllowPrivate {
			if p.Addr().Is4() {
				v4 = append(v4, p)
			} else {
				v6 = append(v6, p)
			}
		}
		options = append(options, ssrf.WithAllowedV4Prefixes(v4...), ssrf.WithAllowedV6Prefixes(v6...))
	}
	return ssrf.New(options...)
}

var errTooManyRedirects = errors.New("too many redirects")

func (c *Client) checkRedirect(req *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return errTooManyRedirects
	}
	req.Header.Del("Referer")
	return c.checkAddress(req.URL)
}

// checkAddress refuses by scheme, credentials and port, before any connection.
func (c *Client) checkAddress(u *url.URL) error {
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return refused("An address of a data file begins with https:// or http://.", "Check the address, or upload the file instead.")
	case u.User != nil:
		return refused("This address holds a user name or a password.", "Use an address that needs neither, or upload the file instead.")
	case u.Hostname() == "":
		return refused("This address names no server.", "Copy the whole address from your browser, from https:// on.")
	}
	port, allowed := u.Port(), false
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	for _, p := range c.options.Ports {
		allowed = allowed || fmt.Sprint(p) == port
	}
	if !allowed {
		return refused(fmt.Sprintf("This address uses port %s, which is not read from here.", port), "Use an address without a port, or upload the file instead.")
	}
	return nil
}

// parse reads an address as an officer pastes it.
func (c *Client) parse(address string) (*url.URL, error) {
	address = strings.TrimSpace(address)
	switch {
	case address == "":
		return nil, refused("There is no address.", "Copy the address of the file from your browser.")
	case len(address) > maxAddress:
		return nil, refused("This address is longer than 4,096 characters.", "Look for a shorter address of the file, or upload it instead.")
	}
	u, err := url.Parse(address)
	if err != nil || u.Opaque != "" && u.Scheme != "" && (u.Scheme == "http" || u.Scheme == "https") {
		return nil, refused("This address cannot be read.", "Copy the whole address from your browser, from https:// on.")
	}
	u.Fragment = ""
	return u, c.checkAddress(u)
}

// Request is one question to a server. Only Address is needed.
type Request struct {
	Address  string
	Accept   string // media types; empty means those of data files
	Page     bool   // a web page is an answer, not a Problem
	MaxBytes int64  // where less than Options allow
	// What an earlier answer said of itself: an unchanged file is not sent again.
	ETag, LastModified string
}

// Get reads the file at an http or https address. Every error is a
// [datasets.Problem] in words and one of ErrRefused, ErrUnavailable and
// ErrTooLarge.
func (c *Client) Get(ctx context.Context, address string) (Fetched, error) {
	return c.Ask(ctx, Request{Address: address})
}

// Ask is Get for an answer that is not a plain data file. An answer without a
// file has a [Status] in its error.
func (c *Client) Ask(ctx context.Context, r Request) (Fetched, error) {
	u, err := c.parse(r.Address)
	if err != nil {
		return Fetched{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, c.options.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return Fetched{}, refused("This address cannot be read.", "Copy the whole address from your browser, from https:// on.")
	}
	r.header(req.Header)
	resp, err := c.http.Do(req)
	if err != nil {
		return Fetched{}, connectionProblem(err, u.Hostname(), c.options.Timeout)
	}
	defer resp.Body.Close()
	final := resp.Request.URL
	f := Fetched{
		Address: final.String(), ContentType: resp.Header.Get("Content-Type"), FileName: fileName(resp.Header, final),
		ETag: resp.Header.Get("ETag"), LastModified: resp.Header.Get("Last-Modified"), DescribedBy: describedBy(resp.Header, final), Retrieved: c.options.Now().UTC(),
	}
	if at, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
		f.ServerTime = at.UTC()
	}
	if f.Unchanged = resp.StatusCode == http.StatusNotModified && r.ETag+r.LastModified != ""; f.Unchanged {
		return f, nil
	}
	if err := c.statusProblem(resp); err != nil {
		return Fetched{}, err
	}
	if f.Body, err = c.body(resp, r); err != nil {
		return Fetched{}, err
	}
	return f, nil
}

func (r Request) header(h http.Header) {
	h.Set("User-Agent", "Figurehead")
	h.Set("Accept", cmp.Or(r.Accept, "text/csv, text/tab-separated-values, text/plain;q=0.9, */*;q=0.5"))
	h.Set("Accept-Encoding", "gzip")
	if r.ETag != "" {
		h.Set("If-None-Match", r.ETag)
	}
	if r.LastModified != "" {
		h.Set("If-Modified-Since", r.LastModified)
	}
}
