package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets/fetch"
	"figurehead/public"
	"figurehead/server"
	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
)

const publicURL = "http://127.0.0.1:8080"

// world is a whole server with a person and a token for each role.
type world struct {
	t      *testing.T
	app    *fiber.App
	store  *store.Store
	auth   *auth.Auth
	deps   server.Deps
	users  map[string]store.User
	tokens map[string]string // with every scope, by user
	clock  *atomic.Int64
	keys   atomic.Int64
}

func (w *world) now() time.Time { return time.UnixMilli(w.clock.Load()).UTC() }

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, users: map[string]store.User{}, tokens: map[string]string{}, clock: new(atomic.Int64)}
	w.clock.Store(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC).UnixMilli())
	var err error
	w.store, err = store.Open(t.Context(), store.Options{Folder: t.TempDir(), Now: w.now})
	w.must(err)
	t.Cleanup(func() { w.must(w.store.Close()) })
	assets, err := public.Open()
	w.must(err)
	w.deps = server.Deps{
		Store: w.store, Assets: assets, PublicURL: publicURL, Now: w.now, Log: slog.New(slog.DiscardHandler), Fetch: fetch.New(fetch.Options{}),
		Publishing: publishing.New(w.store, publishing.Options{PublicURL: publicURL, Now: w.now}),
	}
	w.start()
	w.settle()
	return w
}

// start starts the server, as for the first time.
func (w *world) start() {
	w.t.Helper()
	var err error
	w.deps.Auth, err = server.NewAuth(w.deps)
	w.must(err)
	w.auth = w.deps.Auth
	w.app, err = server.New(w.deps)
	w.must(err)
}

func (w *world) settle() {
	w.t.Helper()
	ctx := context.Background()
	w.must(w.store.StartSetup(ctx, "token", w.now()))
	o := store.Organisation{Name: "Example County Council", Area: "Essex", AreaCode: "E10000012", Licence: "OGL-UK-3.0", TimeZone: "Europe/London"}
	admin, err := w.store.FinishSetup(ctx, "token", o, []string{"Communications", "Environment"}, store.User{Name: "Open data lead", Email: "lead@example.gov.uk"})
	w.must(err)
	w.users["admin"] = admin
	at := map[string]string{}
	list, err := w.store.Directorates(ctx)
	w.must(err)
	for _, d := range list {
		at[d.Name] = d.ID
	}
	for name, directorate := range map[string]string{"viewer": "Communications", "editor": "Communications", "publisher": "Communications", "publisher elsewhere": "Environment"} {
		role, _, _ := strings.Cut(name, " ")
		u := store.User{Name: name, Email: strings.ReplaceAll(name, " ", ".") + "@example.gov.uk", Role: store.Role(role), DirectorateID: at[directorate]}
		w.users[name], err = w.store.CreateUser(ctx, store.Actor{Name: "test"}, u)
		w.must(err)
	}
	for name := range w.users {
		w.tokens[name] = w.token(name, store.Scopes...)
	}
}

// token makes one of a person that lasts for a month.
func (w *world) token(of string, scopes ...store.Scope) string {
	w.t.Helper()
	token, hash, err := w.auth.NewBearer()
	w.must(err)
	u := w.users[of]
	_, err = w.store.MakeToken(context.Background(), auth.ActorOf(u), store.Token{Name: "Test", UserID: u.ID, Scopes: scopes, Hash: hash, ExpiresAt: w.now().AddDate(0, 1, 0)})
	w.must(err)
	return token
}

// request is one request of a program; Key is made up where it has none.
type request struct {
	method, path string
	as           string // whose token; "" for none
	token        string // in place of that
	body         any    // JSON, or a string as it is
	header       map[string]string
}

// answer is a response that fits the document.
type answer struct {
	t      *testing.T
	status int
	header http.Header
	body   string
}

func (a answer) into(v any) {
	a.t.Helper()
	if err := json.Unmarshal([]byte(a.body), v); err != nil {
		a.t.Fatalf("%s: %v", a.body, err)
	}
}

// text is a member of a JSON answer, by its names.
func (a answer) text(names ...string) string {
	a.t.Helper()
	var v any
	a.into(&v)
	for _, name := range names {
		object, ok := v.(map[string]any)
		if !ok {
			a.t.Fatalf("no %v in %s", names, a.body)
		}
		v = object[name]
	}
	return fmt.Sprint(v)
}

// do sends a request, and holds its answer against the document.
func (w *world) do(r request) answer {
	w.t.Helper()
	sent, isText := r.body.(string)
	if r.body != nil && !isText {
		raw, err := json.Marshal(r.body)
		w.must(err)
		sent = string(raw)
	}
	q := httptest.NewRequest(r.method, r.path, strings.NewReader(sent))
	q.Host = "127.0.0.1:8080"
	q.Header.Set("Content-Type", "application/json")

	q.Header.Set("Idempotency-Key", fmt.Sprint("key-", w.keys.Add(1)))
	if r.as != "" {
		r.token = w.tokens[r.as]
	}
	if r.token != "" {
		q.Header.Set("Authorization", "Bearer "+r.token)
	}
	for name, value := range r.header {
		if q.Header.Del(name); value != "" {
			q.Header.Set(name, value)
		}
	}
	response, err := w.app.Test(q, -1)
	w.must(err)
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	w.must(err)
	a := answer{w.t, response.StatusCode, response.Header, string(raw)}
	fits(w.t, w.app, r.method, r.path, a)
	sentFits(w.t, w.app, r.method, r.path, q.Header.Get("Content-Type"), sent, a)
	return a
}

// want sends a request that is answered with a status.
func (w *world) want(status int, r request) answer {
	w.t.Helper()
	a := w.do(r)
	if a.status != status {
		w.t.Fatalf("%s %s = %d, want %d: %s", r.method, r.path, a.status, status, a.body)
	}
	return a
}

// public is a page as readers get it.
func (w *world) public(path string) string {
	w.t.Helper()
	q := httptest.NewRequest("GET", path, nil)
	q.Host = "127.0.0.1:8080"
	response, err := w.app.Test(q, -1)
	w.must(err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	w.must(err)
	return string(body)
}
