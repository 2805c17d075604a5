package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"sync/atomic"
	"syscall"
	"time"
	_ "time/tzdata" // the organisation's zone is known on every machine

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets/fetch"
	"figurehead/public"
	"figurehead/server"
	"figurehead/server/auth"
	"figurehead/server/demo"
	"figurehead/server/notify"
	"figurehead/server/plans"
	"figurehead/server/publishing"
	"figurehead/server/refresh"
	"figurehead/server/studio"
	"figurehead/server/views"
	"figurehead/store"
)

// How long a stopping server waits for what is under way, and how often
// sessions that have run out are deleted.
const (
	drainTimeout = 20 * time.Second
	sweepEvery   = time.Hour
)

var serveCommand = command{
	Name:    "serve",
	Usage:   "[--demo] [--data DIR] [--addr HOST:PORT] [--public-url URL]",
	Summary: "start the server",
	Help: `It prints its address and, until somebody has set it up, a link that works
once and makes the organisation and the first admin. The link is new at each
start. Everything else it has to say goes to standard error.

  --demo           put real open data and published figures into a new data folder
  --data DIR       folder of the database and the files (default ./data)
  --addr HOST:PORT where to listen (default 127.0.0.1:8080)
  --public-url URL scheme and host that readers use; needed unless addr is a
                   loopback address
  --config FILE    settings file

docs/reference/settings.md lists every setting. Ctrl-C, SIGINT and SIGTERM let
requests under way end, for at most 20 seconds, and then stop.`,
	Run: runServe,
}

func runServe(ctx context.Context, args []string, _ io.Reader, stdout, stderr io.Writer) error {
	flags := newFlags("serve")
	reader := addSettings(flags)
	withDemo := flags.Bool("demo", false, "put example figures into a new data folder")
	words, err := parseFlags(flags, args)
	if err != nil {
		return err
	}
	if len(words) > 0 {
		return badUsage("serve takes no arguments, only flags")
	}
	set, err := reader.read(os.LookupEnv)
	if err != nil {
		return err
	}
	return serve(ctx, set, *withDemo, stdout, slog.New(slog.NewTextHandler(stderr, nil)))
}

// serve runs until ctx ends.
func serve(ctx context.Context, set settings, withDemo bool, stdout io.Writer, log *slog.Logger) (err error) {
	listener, publicURL, err := listen(set)
	if err != nil {
		return err
	}
	defer listener.Close() // again after the server has closed it: harmless
	st, err := store.Open(ctx, store.Options{Folder: set.Data})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	set.PublicURL = publicURL
	server.CollectLess()
	r, err := newRunning(set, st, log)
	if err != nil {
		return err
	}
	if withDemo {
		if err := demo.Seed(ctx, st, r.publishing); err != nil {
			return fmt.Errorf("example figures: %w", err)
		}
	}
	if err := announce(ctx, st, publicURL, stdout); err != nil {
		return err
	}
	return r.run(ctx, listener)
}

// listen opens the address and says how readers reach it.
func listen(set settings) (net.Listener, string, error) {
	host, _, err := net.SplitHostPort(set.Addr)
	if err != nil {
		return nil, "", fmt.Errorf("setting addr: %w", err)
	}
	if set.PublicURL == "" && !isLoopback(host) {
		return nil, "", errors.New("setting public_url is needed because addr is not a loopback address; for example public_url = https://figures.example.gov.uk")
	}
	listener, err := net.Listen("tcp", set.Addr)
	if err != nil {
		return nil, "", fmt.Errorf("%s cannot be listened on: %w", set.Addr, inWords(err))
	}
	if set.PublicURL != "" {
		return listener, set.PublicURL, nil
	}
	return listener, "http://" + listener.Addr().String(), nil
}

// inWords puts in front of an error of listening what can be done about it.
func inWords(err error) error {
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return fmt.Errorf("another program has it, perhaps a Figurehead that still runs; stop that or give another --addr: %w", err)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("this account may not use it; take a port from 1024 on, with a proxy in front: %w", err)
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return fmt.Errorf("this machine does not have that address; 127.0.0.1 is always there: %w", err)
	}
	return err
}

// announce prints the two lines of a start: the address, and the set-up link
// while there is nobody to sign in.
func announce(ctx context.Context, st *store.Store, publicURL string, stdout io.Writer) error {
	token, hash, err := auth.NewToken(nil)
	if err != nil {
		return err
	}
	err = st.StartSetup(ctx, hash, time.Now())
	if err != nil && !errors.Is(err, store.ErrUsed) {
		return err
	}
	fmt.Fprintf(stdout, "Figurehead is at %s\n", publicURL)
	if err == nil {
		fmt.Fprintf(stdout, "Set it up, once, at %s/setup/%s\n", publicURL, token)
	}
	return nil
}

// running is a server and what stops with it.
type running struct {
	app        *fiber.App
	store      *store.Store
	auth       *auth.Auth
	publishing *publishing.Publisher
	refreshes  *refresh.Queue
	plans      *plans.Runner
	views      *views.Counter // nil when views are not counted
	studio     *studio.Studio
	notify     *notify.Notifier
	draining   atomic.Bool
	log        *slog.Logger
}

func newRunning(set settings, st *store.Store, log *slog.Logger) (*running, error) {
	assets, err := public.Open()
	if err != nil {
		return nil, err
	}
	r := &running{log: log, store: st, publishing: publishing.New(st, publishing.Options{PublicURL: set.PublicURL})}
	deps := server.Deps{
		Store: st, Publishing: r.publishing, Assets: assets,
		Fetch:     fetch.New(fetch.Options{Ports: set.FetchPorts, AllowPrivate: set.FetchNetworks, AllowHosts: set.FetchHosts}),
		PublicURL: set.PublicURL, Contact: set.Contact, TrustedProxies: set.TrustedProxies, MetricsToken: set.MetricsToken,
		Draining: r.draining.Load, Log: log,
	}
	if set.CountViews {
		r.views = views.New(views.Options{Store: st, Zone: func() *time.Location { return deps.Studio.Zone() }, Now: time.Now, Log: log})
		deps.Views = r.views.Seen
	}
	if r.auth, err = server.NewAuth(deps); err != nil {
		return nil, err
	}
	deps.Auth = r.auth
	var mail *store.MailServer
	if set.Mail.Host != "" {
		mail = &set.Mail
	}
	for _, row := range set.Rows {
		deps.Settings = append(deps.Settings, studio.Setting{Name: row.Name, Value: row.shown(), From: row.fromWords(), Help: row.Help})
	}
	r.notify = notify.New(notify.Options{
		Mail: mail, Fetch: deps.Fetch, Store: st, PublicURL: set.PublicURL, Zone: func() *time.Location { return deps.Studio.Zone() }, Now: time.Now, Log: log,
	})
	deps.Notify = r.notify
	if deps.Studio, err = server.NewStudio(deps); err != nil {
		return nil, err
	}
	r.studio = deps.Studio
	r.refreshes = refresh.NewQueue(refresh.Options{
		Leases: st, Work: deps.Studio.FetchScheduled, Zone: deps.Studio.Zone, Now: time.Now, Log: log,
	})
	r.plans = plans.New(plans.Options{Plans: st, Press: r.publishing, May: deps.Studio.MayStillPublish, Now: time.Now, Log: log})
	r.app, err = server.New(deps)
	return r, err
}

// run serves until ctx ends, then lets requests under way end.
func (r *running) run(ctx context.Context, listener net.Listener) error {
	defer r.beside(ctx, "while data was being fetched; it is fetched again after the next start", r.refreshes.Run)()
	defer r.beside(ctx, "while a planned figure was being published; it is published after the next start", r.plans.Run)()
	defer r.beside(ctx, "while a mail was being sent; it may be sent again after the next start", r.notify.Run)()
	defer r.beside(ctx, "while the end of a campaign was recorded; it is recorded after the next start", r.studio.RunCampaigns)()
	if r.views != nil {
		defer r.beside(ctx, "before the last views were counted", r.views.Run)()
	}
	served := make(chan error, 1)
	go func() { served <- r.app.Listener(server.Listen(listener)) }()
	sweeps := time.NewTicker(sweepEvery)
	defer sweeps.Stop()
	for {
		select {
		case err := <-served:
			return fmt.Errorf("serve: %w", err)
		case <-sweeps.C:
			if err := r.auth.Sweep(ctx); err != nil {
				r.log.Error("sessions", "error", err)
			}
			if _, err := r.store.ThinEditions(ctx); err != nil {
				r.log.Error("images of earlier editions", "error", err)
			}
			if err := r.store.ForgetReporters(ctx, time.Now()); err != nil {
				r.log.Error("addresses of readers whose time is over", "error", err)
			}
			if err := r.store.ForgetKeptForms(ctx, time.Now()); err != nil {
				r.log.Error("forms that nobody came back for", "error", err)
			}
			if _, err := r.store.CollectOrphans(ctx, store.OrphanGrace); err != nil {
				r.log.Error("files that nothing points to", "error", err)
			}
		case <-ctx.Done():
			r.draining.Store(true)
			if n := r.studio.Stop(); n > 0 {
				r.log.Info("ended files being read, of which nothing is stored", "files", n)
			}
			if err := r.app.ShutdownWithTimeout(drainTimeout); err != nil {
				r.log.Warn("stopped with requests under way", "error", err)
			}
			return nil
		}
	}
}

// beside starts work that goes on until the server stops. The function that it
// returns ends that, and waits for what is under way; late says what was cut
// off when that takes too long.
func (r *running) beside(ctx context.Context, late string, work func(context.Context)) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		work(ctx)
	}()
	return func() {
		cancel()
		select {
		case <-done:
		case <-time.After(drainTimeout):
			r.log.Warn("stopped " + late)
		}
	}
}
