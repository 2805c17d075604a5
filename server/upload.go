package server

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"figurehead/datasets"
	"figurehead/server/api"
	"figurehead/server/publishing"
	"figurehead/server/upload"
	"figurehead/store"
)

// The addresses that take large bodies, and how large. They stand in memory and
// never in a file: they may hold people (DESIGN §7). Each has room for the other
// fields, so that a file just over its limit is refused in words.
var uploadBytes = map[string]int{
	newData:                datasets.MaxFileBytes + 16<<20,
	themeFile + "logo":     4 * publishing.MaxLogoBytes,
	themeFile + "typeface": 6 * publishing.MaxFontBytes,
}

const (
	newData   = "/studio/new"
	themeFile = "/studio/settings/themes/:theme/"
)

// newRelease reports whether a path is that of a new release of a dataset.
func newRelease(path string) bool {
	rest, of := strings.CutPrefix(path, "/studio/datasets/")
	id, is := strings.CutSuffix(rest, "/release")
	return of && is && id != "" && !strings.Contains(id, "/")
}

// ofTheme is the path of a file of a theme as uploadBytes has it, "" for others.
func ofTheme(path string) string {
	rest, of := strings.CutPrefix(path, "/studio/settings/themes/")
	if !of {
		rest, of = strings.CutPrefix(path, api.Themes)
	}
	id, file, found := strings.Cut(rest, "/")
	if !of || !found || id == "" {
		return ""
	}
	return themeFile + file
}

// mostBytes is how large a body a path takes; false for the usual size.
func mostBytes(path string) (int, bool) {
	if newRelease(path) || api.TakesFile(path) {
		path = newData
	} else if of := ofTheme(path); of != "" {
		path = of
	}
	most, takes := uploadBytes[path]
	return most, takes
}

// How long a large body may take, how many bytes of them may be on their way at
// a time – two of the largest – and how long one more waits for its turn.
const (
	uploadReadTimeout = 10 * time.Minute
	maxReceiving      = 2 * (datasets.MaxFileBytes + 16<<20)
	uploadWait        = 20 * time.Second
)

// busyHeader marks a request whose body was not received because too many are.
const busyHeader = "Figurehead-Receiving"

// uploadAllowance lets somebody signed in send a file; everybody else, and
// every other address, keeps the small limit. It is asked after the headers
// and before a byte of the body is read.
func (s *server) uploadAllowance(h *fasthttp.RequestHeader) fasthttp.RequestConfig {
	if h.IsGet() { // nearly all are, and none is told that it has to wait
		return fasthttp.RequestConfig{}
	}
	h.Del(busyHeader)
	if !h.IsPost() {
		return fasthttp.RequestConfig{}
	}
	path, _, _ := strings.Cut(string(h.RequestURI()), "?")
	most, takes := mostBytes(path)
	large := takes && h.ContentLength() > bodyLimitBytes
	if !large || h.ContentLength() > most || len(h.MultipartFormBoundary()) == 0 || len(h.ContentEncoding()) > 0 {
		return fasthttp.RequestConfig{}
	}
	if !s.mayUpload(path, h) {
		return fasthttp.RequestConfig{}
	}
	if !s.receiving.take(h.ContentLength(), uploadWait) {
		h.Set(busyHeader, "busy")
		return fasthttp.RequestConfig{}
	}
	return fasthttp.RequestConfig{ReadTimeout: uploadReadTimeout, MaxRequestBodySize: most}
}

// mayUpload reports whether a session, or for programs a token, lets a large body in.
func (s *server) mayUpload(path string, h *fasthttp.RequestHeader) bool {
	if api.Serves(path) {
		scope := store.WriteScope
		if ofTheme(path) != "" {
			scope = store.AdminScope
		}
		return s.Auth.HasBearer(context.Background(), string(h.Peek(fiber.HeaderAuthorization)), scope)
	}
	return s.Auth.HasSession(context.Background(), func(name string) string { return string(h.Cookie(name)) })
}

// received makes room for other large bodies when a request is over, and takes
// the file out of the form of new data before anybody copies it. A packed body
// is refused: no browser sends one, and it may unpack to any size.
func (s *server) received(c *fiber.Ctx) error {
	h := &c.Request().Header
	if len(h.ContentEncoding()) > 0 {
		return fiber.ErrUnsupportedMediaType
	}
	if n := h.ContentLength(); n > bodyLimitBytes {
		defer s.receiving.give(n)
	}
	if c.Path() == newData || api.TakesFile(c.Path()) || newRelease(c.Path()) {
		upload.Lift(c)
	}
	return c.Next()
}

// receiving counts the bytes of large bodies on their way. One whose connection
// broke is counted until its time is over.
type receiving struct {
	mu     sync.Mutex
	bodies []arrival
}

type arrival struct {
	bytes int
	until time.Time
}

// take waits until there is room for so many bytes; false when there is none in time.
func (r *receiving) take(bytes int, wait time.Duration) bool {
	for end := time.Now().Add(wait); ; time.Sleep(wait / 100) {
		if r.add(bytes) {
			return true
		}
		if time.Now().After(end) {
			return false
		}
	}
}

func (r *receiving) add(bytes int) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	now, sum := time.Now(), bytes
	r.bodies = slices.DeleteFunc(r.bodies, func(a arrival) bool { return now.After(a.until) })
	for _, a := range r.bodies {
		sum += a.bytes
	}
	if sum > maxReceiving {
		return false
	}
	r.bodies = append(r.bodies, arrival{bytes, now.Add(uploadReadTimeout)})
	return true
}

func (r *receiving) give(bytes int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if i := slices.IndexFunc(r.bodies, func(a arrival) bool { return a.bytes == bytes }); i >= 0 {
		r.bodies = slices.Delete(r.bodies, i, i+1)
	}
}
