package server

import (
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/netip"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/recover"

	"figurehead/datasets/fetch"
	"figurehead/embed"
	"figurehead/public"
	"figurehead/server/api"
	"figurehead/server/auth"
	"figurehead/server/demo"
	"figurehead/server/notify"
	"figurehead/server/publishing"
	"figurehead/server/reports"
	"figurehead/server/studio"
	"figurehead/store"
)

// Deps are what the server works with.
type Deps struct {
	Store      *store.Store
	Publishing *publishing.Publisher
	Fetch      *fetch.Client
	Assets     *public.Assets
	// PublicURL is scheme and host, as readers reach the server. A plain-HTTP
	// address must be a loopback one; any loopback name then serves.
	PublicURL      string
	Contact        string // where problems are reported: "mailto:…" or "https://…"
	TrustedProxies []netip.Prefix
	MetricsToken   string
	// Views hears of every figure that a reader was given; nil counts none.
	Views func(embed.View)
	// Draining reports that the server is going down: /readyz then says no.
	Draining func() bool
	Now      func() time.Time
	Log      *slog.Logger
	Auth     *auth.Auth     // made of the above when nil
	Studio   *studio.Studio // made of the above when nil
	Notify   *notify.Notifier
	Settings []studio.Setting // as they are in force, for the page of them
	Patience time.Duration    // of the studio's forms; 0 for the usual
}

// Limits of one request. Source: reliability reference, section 3.
const (
	bodyLimitBytes = 1 << 20
	headerBytes    = 16 << 10 // cookies of single sign-on exceed 4 KiB
	maxConnections = 10_000
	readTimeout    = 10 * time.Second
	writeTimeout   = 30 * time.Second
	idleTimeout    = 60 * time.Second
)

// server is what middleware and the operating addresses share.
type server struct {
	Deps
	public   *url.URL
	loopback bool // reached by plain HTTP on this machine only
	errors   errorPages
	started  time.Time
	counts   requestCounts
	lastHost atomic.Pointer[string] // of those that are served

	receiving receiving
	instance  string // a word that is new at each start
}

// New returns the program's web side, ready to listen.
func New(d Deps) (*fiber.App, error) {
	s, err := newServer(d)
	if err != nil {
		return nil, err
	}
	if s.errors, err = newErrorPages(s.Assets); err != nil {
		return nil, err
	}
	app := fiber.New(s.config())
	app.Server().HeaderReceived = s.uploadAllowance
	app.Server().CloseOnShutdown = true
	app.Use(s.count, s.answerHeaders, recover.New(), s.received, s.checkHost)
	s.registerOperation(app)
	app.Server().Handler = s.again(embed.Register(app, s.face()), app.Server().Handler)
	app.Server().LazyRequestTime = true
	if s.Studio == nil {
		if s.Studio, err = s.newStudio(); err != nil {
			return nil, err
		}
	}
	for _, prefix := range signedInPrefixes {
		app.Use(prefix, s.Auth.Session, s.Studio.KeepForms, s.Auth.Guard)
	}
	s.Studio.Register(app)
	return app, s.registerAPI(app)
}

func (s *server) registerAPI(app *fiber.App) error {
	a, err := api.New(api.Deps{
		Store: s.Store, Publishing: s.Publishing, Auth: s.Auth, Fetch: s.Fetch.Get, Client: s.Fetch, Notify: s.Studio.Notify, Fetcher: s.Studio.Fetcher, Search: s.Studio.Searcher(),
		Settings: s.Settings, Checks: s.Studio.Checks(), Jobs: s.Studio.Jobs(), Assets: s.Assets,
		PublicURL: s.PublicURL, Instance: rand.Text(), Now: s.Now, Log: s.Log,
	})
	if err != nil {
		return err
	}
	a.Register(app)
	return nil
}

func newServer(d Deps) (*server, error) {
	if d.Now == nil {
		d.Now = time.Now
	}
	if d.Log == nil {
		d.Log = slog.Default()
	}
	if d.Draining == nil {
		d.Draining = func() bool { return false }
	}
	u, err := url.Parse(d.PublicURL)
	if err != nil || u.Host == "" {
		return nil, fmt.Errorf("public address %q: not a scheme and a host", d.PublicURL)
	}
	s := &server{Deps: d, public: u, started: d.Now(), instance: instance()}
	s.loopback = u.Scheme == "http" && isLoopback(u.Hostname())
	if u.Scheme != "https" && !s.loopback {
		return nil, fmt.Errorf("public address %q: must begin with https://", d.PublicURL)
	}
	if s.Auth == nil {
		s.Auth = auth.New(d.Store, s.authOptions())
	}
	return s, nil
}

// NewAuth returns the Auth that New makes when Deps have none.
func NewAuth(d Deps) (*auth.Auth, error) {
	s, err := newServer(d)
	if err != nil {
		return nil, err
	}
	return s.Auth, nil
}

// NewStudio returns the Studio that New makes when Deps have none.
func NewStudio(d Deps) (*studio.Studio, error) {
	s, err := newServer(d)
	if err != nil {
		return nil, err
	}
	return s.newStudio()
}

// face is what the public pages are made of.
func (s *server) face() embed.Deps {
	desk := reports.New(reports.Options{Store: s.Store, Client: s.Auth.ClientKey, Now: s.Now})
	return embed.Deps{
		Store: s.Store, Assets: s.Assets, PublicURL: s.PublicURL,
		Organisation: s.Store.Organisation, Contact: s.Contact, Now: s.Now, Log: s.Log, Views: s.Views, Reports: desk.Receive,
	}
}

func (s *server) newStudio() (*studio.Studio, error) {
	var examples []studio.Example
	for _, e := range demo.Examples() {
		examples = append(examples, studio.Example{Name: e.Name, Words: e.Words, Facts: e.Facts, Import: e.Import})
	}
	return studio.New(studio.Deps{
		Store: s.Store, Publishing: s.Publishing, Auth: s.Auth, Fetch: s.Fetch,
		Assets: s.Assets, PublicURL: s.PublicURL, Now: s.Now, Face: s.face(), Log: s.Log, Patience: s.Patience, Notify: s.Notify,
		Examples: examples,
		Settings: s.Settings, Instance: s.instance,
	})
}

// authOptions make secure cookies wherever the public address is HTTPS.
func (s *server) authOptions() auth.Options {
	o := auth.Options{Now: s.Now, Secure: !s.loopback, PublicURL: s.PublicURL, TrustedProxies: s.TrustedProxies}
	if s.loopback {
		o.PublicURL = ""
	}
	return o
}

// config is the table of the reliability reference, section 3.
func (s *server) config() fiber.Config {
	return fiber.Config{
		Immutable: true, Prefork: false, StrictRouting: true, CaseSensitive: true, UnescapePath: false,
		BodyLimit: bodyLimitBytes, Concurrency: maxConnections, ReadBufferSize: headerBytes,
		ReadTimeout: readTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
		// Otherwise a file of more than 16 MB would stand in a temporary file.
		DisablePreParseMultipartForm: true,
		DisableStartupMessage:        true, ServerHeader: "", EnablePrintRoutes: false, EnableSplittingOnParsers: false,
		// No proxy header is read by Fiber: auth.ClientAddr reads them right to left.
		EnableTrustedProxyCheck: true,
		ErrorHandler:            s.handleError,
	}
}
