package embed

import (
	"testing"

	"github.com/valyala/fasthttp"
)

// BenchmarkCached is what a cached frame, a 304 and a PNG cost without the
// network: routing, headers, look-up, negotiation.
func BenchmarkCached(b *testing.B) {
	p := newPublicFace(b)
	f := p.published("twelve-bars")
	tag := p.get(embedAddress(f), "Accept-Encoding", "gzip").Header.Get("ETag")
	handler := p.app.Server().Handler
	for _, bench := range []struct{ name, address, tag string }{
		{"frame", embedAddress(f), ""}, {"304", embedAddress(f), tag}, {"png", pageAddress(f) + "/og.png", ""},
	} {
		b.Run(bench.name, func(b *testing.B) {
			var c fasthttp.RequestCtx
			c.Request.Header.SetMethod(fasthttp.MethodGet)
			c.Request.SetRequestURI(bench.address)
			c.Request.Header.SetHost("figures.example.gov.uk")
			c.Request.Header.Set("Accept-Encoding", "gzip")
			c.Request.Header.Set("If-None-Match", bench.tag)
			b.ReportAllocs()
			for b.Loop() {
				c.Response.Reset()
				handler(&c)
			}
			if status := c.Response.StatusCode(); status != fasthttp.StatusOK && status != fasthttp.StatusNotModified {
				b.Fatalf("%s = %d", bench.address, status)
			}
		})
	}
}
