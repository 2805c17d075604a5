package fetch

import (
	"bytes"
	"context"
	"io"
	"net/http"
)

// maxAnswer is how much of an answer to a Post is read.
const maxAnswer = 2 << 10

// Post is something sent to an https address.
type Post struct {
	Address string
	Body    []byte
	Header  map[string]string // beside Content-Type, which is JSON
}

// Answer is what a server said to a Post.
type Answer struct {
	Status int
	Words  string // the beginning of its body
}

// Post sends JSON to an https address, under the guard of Get: private
// networks and other ports are refused as there. It follows no redirect: an
// answer of one is an answer. An error is a [datasets.Problem] in words.
func (c *Client) Post(ctx context.Context, p Post) (Answer, error) {
	u, err := c.parse(p.Address)
	if err != nil {
		return Answer{}, err
	}
	if u.Scheme != "https" {
		return Answer{}, refused("What is sent out goes to an address that begins with https:// only.", "Use the https address.")
	}
	ctx, cancel := context.WithTimeout(ctx, c.options.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), bytes.NewReader(p.Body))
	if err != nil {
		return Answer{}, refused("This address cannot be read.", "Copy the whole address, from https:// on.")
	}
	req.Header.Set("User-Agent", "Figurehead")
	req.Header.Set("Content-Type", "application/json")
	for name, value := range p.Header {
		req.Header.Set(name, value)
	}
	client := http.Client{Transport: c.http.Transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(req)
	if err != nil {
		return Answer{}, connectionProblem(err, u.Hostname(), c.options.Timeout)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return Answer{Status: resp.StatusCode}, connectionProblem(err, u.Hostname(), c.options.Timeout)
	}
	return Answer{Status: resp.StatusCode, Words: string(body)}, nil
}

// Allowed reports why an address can never be asked, before any connection; nil
// when it may. The network it stands in is looked at when it is asked.
func (c *Client) Allowed(address string) error {
	_, err := c.parse(address)
	return err
}
