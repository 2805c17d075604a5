package server

import (
	"context"
	"strings"
	"time"

	"github.com/valyala/fasthttp"

	"figurehead/datasets"
	"figurehead/server/publishing"
)

// The addresses that take large bodies, and how large. They are spooled to
// temporary files, never held in memory whole. Each has room for the other
// fields, so that a file just over its limit is refused in words.
var uploadBytes = map[string]int{
	"/studio/new":                     datasets.MaxFileBytes + 16<<20,
	"/studio/settings/theme/logo":     4 * publishing.MaxLogoBytes,
	"/studio/settings/theme/typeface": 6 * publishing.MaxFontBytes,
}

const uploadReadTimeout = 10 * time.Minute

// uploadAllowance lets somebody signed in send a file; everybody else, and
// every other address, keeps the small limit. It is asked after the headers
// and before a byte of the body is read.
func (s *server) uploadAllowance(h *fasthttp.RequestHeader) fasthttp.RequestConfig {
	path, _, _ := strings.Cut(string(h.RequestURI()), "?")
	most, takes := uploadBytes[path]
	large := takes && string(h.Method()) == fasthttp.MethodPost && h.ContentLength() > bodyLimitBytes
	if !large || len(h.MultipartFormBoundary()) == 0 || len(h.ContentEncoding()) > 0 {
		return fasthttp.RequestConfig{}
	}
	cookie := func(name string) string { return string(h.Cookie(name)) }
	if !s.Auth.HasSession(context.Background(), cookie) {
		return fasthttp.RequestConfig{}
	}
	return fasthttp.RequestConfig{ReadTimeout: uploadReadTimeout, MaxRequestBodySize: most}
}
