package server

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/andybalholm/cascadia"
	"github.com/gofiber/fiber/v2"
	"golang.org/x/crypto/argon2"
	"golang.org/x/net/html"

	"figurehead/datasets/fetch"
	"figurehead/public"
	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
)

const password = "tractor violet seven"

// world is a whole server over a store of its own, with one person of each
// role. Its clock moves only when a test moves it.
type world struct {
	t          *testing.T
	app        *fiber.App
	store      *store.Store
	auth       *auth.Auth
	publishing *publishing.Publisher
	users      map[string]store.User // by what the golden calls them
	clock      *atomic.Int64
	publicURL  string
	folder     string            // of the store
	ids        map[string]string // what fill made, by route parameter
	signedIn   map[string]*officer
	programs   map[string]*browser // by whose token they have
}

func (w *world) now() time.Time { return time.UnixMilli(w.clock.Load()).UTC() }

// wait moves the clock.
func (w *world) wait(d time.Duration) { w.clock.Add(d.Milliseconds()) }

// newWorld returns a server that is set up, or one that is not.
func newWorld(t *testing.T, change func(*Deps)) *world {
	t.Helper()
	w := &world{t: t, folder: t.TempDir(), users: map[string]store.User{}, clock: new(atomic.Int64)}
	w.clock.Store(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC).UnixMilli())
	st, err := store.Open(t.Context(), store.Options{Folder: w.folder, Now: w.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	assets, err := public.Open()
	if err != nil {
		t.Fatal(err)
	}
	d := Deps{Store: st, Assets: assets, PublicURL: "http://127.0.0.1:8080", Now: w.now, Log: slog.New(slog.DiscardHandler),
		Patience: time.Minute} // also on a machine that is busy
	d.Fetch = fetch.New(fetch.Options{})
	if change != nil {
		change(&d)
	}
	d.Publishing = publishing.New(st, publishing.Options{PublicURL: d.PublicURL, Now: w.now})
	if d.Auth, err = NewAuth(d); err != nil {
		t.Fatal(err)
	}
	if d.Studio == nil {
		if d.Studio, err = NewStudio(d); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { d.Studio.Stop() }) // what is being kept is kept before its folder goes
	if w.app, err = New(d); err != nil {
		t.Fatal(err)
	}
	w.store, w.auth, w.publishing, w.publicURL = st, d.Auth, d.Publishing, d.PublicURL
	return w
}

// passwordHash is that of password, at a cost that tests can bear: the cost
// stands in the hash.
func passwordHash() string {
	b64 := base64.RawStdEncoding
	salt := []byte("salt of the test")
	key := argon2.IDKey([]byte(password), salt, 1, 64, 1, 32)
	return fmt.Sprintf("$argon2id$v=%d$m=64,t=1,p=1$%s$%s", argon2.Version, b64.EncodeToString(salt), b64.EncodeToString(key))
}

// settle sets the server up and adds a person of each role to the first
// directorate, and an editor and a publisher to the second.
func (w *world) settle() *world {
	w.t.Helper()
	ctx := context.Background()
	hash := passwordHash()
	w.must(w.store.StartSetup(ctx, "token", w.now()))
	o := store.Organisation{Name: "Example County Council", Area: "Essex", AreaCode: "E10000012", Licence: "OGL-UK-3.0", TimeZone: "Europe/London"}
	admin, err := w.store.FinishSetup(ctx, "token", o, []string{"Communications", "Environment"},
		store.User{Name: "Open data lead", Email: "lead@example.gov.uk", PasswordHash: hash})
	w.must(err)
	w.users["admin"] = admin
	list, err := w.store.Directorates(ctx)
	w.must(err)
	directorate := map[string]string{}
	for _, d := range list {
		directorate[d.Name] = d.ID
	}
	for name, at := range map[string]string{"viewer": "Communications", "editor": "Communications", "publisher": "Communications",
		"editor elsewhere": "Environment", "publisher elsewhere": "Environment"} {
		role, _, _ := strings.Cut(name, " ")
		u := store.User{Name: name, Email: strings.ReplaceAll(name, " ", ".") + "@example.gov.uk", Role: store.Role(role), DirectorateID: directorate[at], PasswordHash: hash}
		w.users[name], err = w.store.CreateUser(ctx, store.Actor{Name: "test"}, u)
		w.must(err)
	}
	return w
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// browser keeps cookies, as a browser does, and sends what one sends.
type browser struct {
	w       *world
	cookies map[string]string
	header  http.Header // added to every request
	host    string      // asked for, when not that of the public address
}

func (w *world) browser() *browser {
	return &browser{w: w, cookies: map[string]string{}, header: http.Header{}}
}

// as returns a browser signed in as one of the users, "" or "anonymous" for
// nobody, and the token of its forms.
func (w *world) as(name string) (*browser, string) {
	w.t.Helper()
	b := w.browser()
	u, ok := w.users[name]
	if !ok {
		return b, b.formToken()
	}
	token, hash, err := auth.NewToken(nil)
	w.must(err)
	s := store.Session{Hash: hash, UserID: u.ID, CSRF: "form-of-" + hash[:8], CreatedAt: w.now(), SeenAt: w.now()}
	w.must(w.store.CreateSession(context.Background(), auth.ActorOf(u), s))
	b.cookies[b.cookieName("figurehead")] = token
	return b, s.CSRF
}

func (b *browser) cookieName(name string) string {
	if strings.HasPrefix(b.w.publicURL, "https") {
		return "__Host-" + name
	}
	return name
}

// formToken reads the hidden field of the sign-in page.
func (b *browser) formToken() string {
	b.w.t.Helper()
	return b.get("/sign-in").hidden("csrf")
}

// answer is a response read to its end.
type answer struct {
	t      *testing.T
	status int
	header http.Header
	body   string
}

func (b *browser) get(path string) answer { b.w.t.Helper(); return b.send("GET", path, nil) }

// post sends a form as the page of this server would.
func (b *browser) post(path, csrf string, fields url.Values) answer {
	b.w.t.Helper()
	form := url.Values{"csrf": {csrf}}
	for name, values := range fields {
		form[name] = values
	}
	return b.send("POST", path, form)
}

func (b *browser) send(method, path string, form url.Values) answer {
	b.w.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	u, err := url.Parse(b.w.publicURL)
	b.w.must(err)
	r.Host = u.Host
	if b.host != "" {
		r.Host = b.host
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", b.w.publicURL)
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	for name, values := range b.header {
		r.Header[name] = values
	}
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	response, err := b.w.app.Test(r, -1)
	b.w.must(err)
	return b.read(response)
}

func (b *browser) read(response *http.Response) answer {
	b.w.t.Helper()
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	b.w.must(err)
	for _, c := range response.Cookies() {
		if c.Value == "" || (!c.Expires.IsZero() && c.Expires.Before(time.Now())) {
			delete(b.cookies, c.Name)
			continue
		}
		b.cookies[c.Name] = c.Value
	}
	return answer{b.w.t, response.StatusCode, response.Header, string(body)}
}

// all returns the text of the elements that a selector finds.
func (a answer) all(selector string) []string {
	a.t.Helper()
	var texts []string
	for _, n := range a.nodes(selector) {
		texts = append(texts, strings.Join(strings.Fields(textOf(n)), " "))
	}
	return texts
}

func (a answer) nodes(selector string) []*html.Node {
	a.t.Helper()
	doc, err := html.Parse(strings.NewReader(a.body))
	if err != nil {
		a.t.Fatal(err)
	}
	return cascadia.QueryAll(doc, cascadia.MustCompile(selector))
}

// hidden is the value of a hidden field.
func (a answer) hidden(name string) string {
	a.t.Helper()
	return a.attribute(`input[name="`+name+`"]`, "value")
}

func (a answer) attribute(selector, name string) string {
	a.t.Helper()
	for _, n := range a.nodes(selector) {
		for _, attribute := range n.Attr {
			if attribute.Key == name {
				return attribute.Val
			}
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		b.WriteString(textOf(child))
	}
	return b.String()
}
