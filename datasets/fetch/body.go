package fetch

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"
	"unicode"

	"figurehead/datasets/progress"
)

// body reads and unpacks the answer whole, or not at all.
func (c *Client) body(resp *http.Response, asked Request) ([]byte, error) {
	limit := c.options.MaxBytes
	if asked.MaxBytes > 0 {
		limit = min(limit, asked.MaxBytes)
	}
	if resp.ContentLength > limit {
		return nil, tooLarge(limit)
	}
	r, err := unpack(resp)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(&telling{io.LimitReader(r, limit+1), resp, 0, 0})
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, unavailable("The server stopped before the end of the file.", "Try again. If it happens twice, download the file in your browser and upload it.", err)
	case err != nil:
		return nil, connectionProblem(err, resp.Request.URL.Hostname(), c.options.Timeout)
	case int64(len(body)) > limit:
		return nil, tooLarge(limit)
	case !asked.Page && isWebPage(body):
		return nil, unavailable("This address is a web page, not a data file.", "On that page, look for a link that downloads CSV, and use the address of that link.", ErrWebPage)
	}
	return body, nil
}

// telling tells after every so many bytes how far a body is.
type telling struct {
	io.Reader
	of         *http.Response
	done, told int
}

const tellEvery = 256 << 10

func (t *telling) Read(b []byte) (int, error) {
	n, err := t.Reader.Read(b)
	if t.done += n; t.done-t.told >= tellEvery {
		t.told = t.done
		progress.Tell(t.of.Request.Context(), progress.Receiving, t.done, max(int(t.of.ContentLength), 0))
	}
	return n, err
}

// unpack gives the body without its Content-Encoding. The limit is counted on
// what comes out.
func unpack(resp *http.Response) (io.Reader, error) {
	var r io.Reader
	var err error
	switch encoding := strings.ToLower(strings.TrimSpace(resp.Header.Get("Content-Encoding"))); encoding {
	case "", "identity":
		return resp.Body, nil
	case "gzip", "x-gzip":
		r, err = gzip.NewReader(resp.Body)
	case "deflate":
		r, err = zlib.NewReader(resp.Body)
	default:
		return nil, unavailable("The server sent the file packed in a way that is not read here.", "Download the file in your browser and upload it.", nil)
	}
	if err != nil {
		return nil, unavailable("The file that the server sent is damaged.", "Try again, or download the file in your browser and upload it.", err)
	}
	return r, nil
}

// isWebPage goes by the bytes: portals label data as HTML and pages as data.
func isWebPage(body []byte) bool {
	head := bytes.TrimPrefix(body[:min(len(body), 1024)], []byte("\xEF\xBB\xBF"))
	return strings.HasPrefix(http.DetectContentType(head), "text/html")
}

func tooLarge(limit int64) error {
	return failed(ErrTooLarge, fmt.Sprintf("The file is larger than %s.", sizeWords(limit)), "Ask the publisher for a smaller extract, or upload a part of the file.", nil)
}

func sizeWords(n int64) string {
	if n >= 1<<20 {
		return fmt.Sprintf("%d MB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}

// fileName is the name that the server gives, else the end of the address,
// without folders and control characters.
func fileName(h http.Header, u *url.URL) string {
	name := ""
	if _, params, err := mime.ParseMediaType(h.Get("Content-Disposition")); err == nil {
		name = params["filename"]
	}
	if name == "" {
		name = u.Path
	}
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, name)
	if name == "." || name == "/" || name == ".." {
		return u.Hostname()
	}
	const most = 120
	if r := []rune(name); len(r) > most {
		name = string(r[len(r)-most:])
	}
	return name
}
