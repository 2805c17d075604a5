package portal

import (
	"context"
	"encoding/json"
	"errors"
	"mime"
	"net/url"
	"path"
	"strings"

	"figurehead/datasets/fetch"
)

// maxReply is how much of a catalogue or a page of rows is read (DESIGN: 50 MiB
// for JSON).
const maxReply = 50 << 20

// api asks one site.
type api struct {
	desk *Desk
	site Site
}

// address joins the site's address with a path and a query.
func (a api) address(path string, query url.Values) string {
	return withQuery(strings.TrimRight(a.site.Address, "/")+path, query)
}

func withQuery(address string, query url.Values) string {
	if len(query) == 0 {
		return address
	}
	if strings.Contains(address, "?") {
		return address + "&" + query.Encode()
	}
	return address + "?" + query.Encode()
}

// raw asks for JSON and returns it as it came.
func (a api) raw(ctx context.Context, address string) ([]byte, error) {
	got, err := a.desk.ask(ctx, fetch.Request{Address: address, Accept: "application/json, application/ld+json;q=0.9, */*;q=0.5", Page: true, MaxBytes: maxReply})
	if err != nil {
		return nil, err
	}
	return got.Body, nil
}

// json asks for JSON of the shape of into. The error is in words.
func (a api) json(ctx context.Context, address string, into any) error {
	body, err := a.raw(ctx, address)
	if err != nil {
		return a.trouble(err)
	}
	if err := json.Unmarshal(body, into); err != nil {
		return a.strange(err)
	}
	return nil
}

// file reads a resource that is a file at an address.
func (a api) file(ctx context.Context, of Found, r Resource) (File, error) {
	got, err := a.desk.ask(ctx, fetch.Request{Address: r.Address, ETag: r.ETag, LastModified: r.LastModified})
	var problem *failure
	if errors.As(err, &problem) {
		return File{}, err
	}
	if err != nil && (errors.Is(err, context.DeadlineExceeded) || waits(err)) {
		return File{}, a.trouble(err)
	}
	if err != nil {
		return File{}, err // the client's own words are about files
	}
	return File{
		Body: got.Body, Name: fileName(of, r, got), Address: got.Address, Rows: r.Rows,
		ETag: got.ETag, LastModified: got.LastModified, Unchanged: got.Unchanged,
	}, nil
}

func waits(err error) bool {
	var status fetch.Status
	return errors.As(err, &status) && busy(status.Code)
}

// fileName is the server's name for a file where its end says what it is, else
// the resource's name with the end of its format.
func fileName(of Found, r Resource, got fetch.Fetched) string {
	if formatOf("", "", got.FileName) != "" {
		return got.FileName
	}
	format := r.Format
	if media, _, err := mime.ParseMediaType(got.ContentType); err == nil && !readable[format] {
		format = formatOf(media, "", "")
	}
	return named(of, r, format)
}

// named is a file name for a resource: its own, else the dataset's.
func named(of Found, r Resource, format string) string {
	name := r.Name
	if name == "" {
		name = of.Title
	}
	name = strings.Map(func(c rune) rune {
		if c < ' ' || strings.ContainsRune(`/\:`, c) {
			return ' '
		}
		return c
	}, name)
	end := "." + strings.ToLower(format)
	if format == "" || strings.EqualFold(path.Ext(name), end) {
		return cut(name, 100)
	}
	return cut(name, 100) + end
}
