package server

import (
	"context"
	"strings"
	"time"

	"github.com/valyala/fasthttp"

	"figurehead/datasets"
)

// The one address that takes large bodies. They are spooled to temporary
// files, never held in memory whole.
const (
	uploadPath        = "/studio/new"
	uploadSlackBytes  = 16 << 20 // the other fields; a file just over the limit is then refused in words
	uploadReadTimeout = 10 * time.Minute
)

// uploadAllowance lets a signed-in editor send a file; everybody else, and
// every other address, keeps the small limit. It is asked after the headers
// and before a byte of the body is read.
func (s *server) uploadAllowance(h *fasthttp.RequestHeader) fasthttp.RequestConfig {
	path, _, _ := strings.Cut(string(h.RequestURI()), "?")
	large := string(h.Method()) == fasthttp.MethodPost && path == uploadPath && h.ContentLength() > bodyLimitBytes
	if !large || len(h.MultipartFormBoundary()) == 0 || len(h.ContentEncoding()) > 0 {
		return fasthttp.RequestConfig{}
	}
	cookie := func(name string) string { return string(h.Cookie(name)) }
	if !s.Auth.HasSession(context.Background(), cookie) {
		return fasthttp.RequestConfig{}
	}
	return fasthttp.RequestConfig{ReadTimeout: uploadReadTimeout, MaxRequestBodySize: datasets.MaxFileBytes + uploadSlackBytes}
}
