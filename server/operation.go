package server

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"net/netip"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"figurehead/embed"
)

// operationPaths are what monitors and orchestrators ask.
var operationPaths = []string{"/healthz", "/healthz/server", "/readyz", "/metrics"}

// instance is a word of this process, by which it knows that it reached itself.
var instance = sync.OnceValue(rand.Text)

// readyTimeout is how long the store may take to answer /readyz.
const readyTimeout = 2 * time.Second

func (s *server) registerOperation(app *fiber.App) {
	app.Get("/healthz", s.health)
	app.Get("/healthz/server", func(c *fiber.Ctx) error { return sendText(c, fiber.StatusOK, s.instance+"\n") })
	app.Get("/readyz", s.ready)
	app.Get("/metrics", s.metrics)
}

// health says that the process answers.
func (s *server) health(c *fiber.Ctx) error { return sendText(c, fiber.StatusOK, "ok\n") }

// ready says whether requests should be sent here: the store answers and the
// server is not going down.
func (s *server) ready(c *fiber.Ctx) error {
	if s.Draining() {
		return sendText(c, fiber.StatusServiceUnavailable, "stopping\n")
	}
	ctx, cancel := context.WithTimeout(c.UserContext(), readyTimeout)
	defer cancel()
	if err := s.Store.Ping(ctx); err != nil {
		s.Log.Error("not ready", "error", err)
		return sendText(c, fiber.StatusServiceUnavailable, "the store does not answer\n")
	}
	return sendText(c, fiber.StatusOK, "ready\n")
}

func sendText(c *fiber.Ctx, status int, text string) error {
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderContentType, "text/plain; charset=utf-8")
	return c.Status(status).SendString(text)
}

// requestCounts are what /metrics tells of requests.
type requestCounts struct {
	byClass  [6]atomic.Int64 // 1xx to 5xx by first digit
	inFlight atomic.Int64
	micros   atomic.Int64
}

// count measures every request, whatever becomes of it.
func (s *server) count(c *fiber.Ctx) error {
	start := time.Now()
	s.counts.inFlight.Add(1)
	defer s.counts.inFlight.Add(-1)
	err := c.Next()
	if err != nil {
		// The page is made here so that its status is counted.
		err = s.handleError(c, err)
	}
	s.counts.answered(c.Response().StatusCode(), time.Since(start))
	return err
}

func (r *requestCounts) answered(status int, took time.Duration) {
	if class := status / 100; class < len(r.byClass) {
		r.byClass[class].Add(1)
	}
	r.micros.Add(took.Microseconds())
}

// again answers what was answered before with the same bytes, before the
// router is asked, and has the answers of next kept that may be.
func (s *server) again(kept *embed.Again, next fasthttp.RequestHandler) fasthttp.RequestHandler {
	return func(c *fasthttp.RequestCtx) {
		if s.servesHost(c.Request.Header.Host()) && kept.Answer(c) {
			s.counts.answered(c.Response.StatusCode(), 0) // it takes less than a microsecond
			return
		}
		next(c)
		kept.Keep(c)
	}
}

// metrics prints counters in the text format of Prometheus, to whoever has the
// token, and without one to this machine only.
func (s *server) metrics(c *fiber.Ctx) error {
	if !s.mayMeasure(c) {
		return fiber.ErrForbidden
	}
	var b strings.Builder
	head := func(name, kind, help string) { fmt.Fprintf(&b, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind) }
	one := func(name, kind, help string, value float64) {
		head(name, kind, help)
		fmt.Fprintf(&b, "%s %g\n", name, value)
	}
	head("figurehead_requests_total", "counter", "Requests answered, by class of status.")
	for class := 1; class < len(s.counts.byClass); class++ {
		fmt.Fprintf(&b, "figurehead_requests_total{class=\"%dxx\"} %d\n", class, s.counts.byClass[class].Load())
	}
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	one("figurehead_requests_in_flight", "gauge", "Requests being answered now.", float64(s.counts.inFlight.Load()))
	one("figurehead_request_seconds_total", "counter", "Seconds spent answering requests.", float64(s.counts.micros.Load())/1e6)
	one("figurehead_uptime_seconds", "gauge", "Seconds since the server started.", s.Now().Sub(s.started).Seconds())
	one("go_goroutines", "gauge", "Goroutines that exist.", float64(runtime.NumGoroutine()))
	one("go_heap_bytes", "gauge", "Bytes of live and unswept heap objects.", float64(memory.HeapAlloc))
	err := sendText(c, fiber.StatusOK, b.String())
	c.Set(fiber.HeaderContentType, "text/plain; version=0.0.4; charset=utf-8") // which Prometheus tells its formats by
	return err
}

func (s *server) mayMeasure(c *fiber.Ctx) bool {
	if s.MetricsToken != "" {
		got := c.Get(fiber.HeaderAuthorization)
		return subtle.ConstantTimeCompare([]byte(got), []byte("Bearer "+s.MetricsToken)) == 1
	}
	remote, ok := netip.AddrFromSlice(c.Context().RemoteIP())
	direct := c.Get(fiber.HeaderXForwardedFor) == "" && c.Get("Forwarded") == ""
	host, _, _ := strings.Cut(string(c.Request().Host()), ":")
	return ok && remote.Unmap().IsLoopback() && direct && isLoopback(host)
}
