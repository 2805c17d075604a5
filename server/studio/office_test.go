package studio_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/andybalholm/cascadia"
	"github.com/gofiber/fiber/v2"
	"golang.org/x/crypto/argon2"
	"golang.org/x/net/html"

	"figurehead/datasets"
	"figurehead/datasets/fetch"
	"figurehead/embed"
	"figurehead/public"
	"figurehead/server"
	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/server/studio"
	"figurehead/store"
	"figurehead/store/blob"
)

const publicURL = "http://127.0.0.1:8080"

// office is a whole server with people of every role in Communications and of
// some in Environment.
type office struct {
	t     testing.TB
	app   *fiber.App
	store *store.Store
	users map[string]store.User

	folder     string       // of the data
	log        *logged      // what the server logs
	clock      atomic.Int64 // nanoseconds that its clock is ahead
	publishing *publishing.Publisher
	studio     *studio.Studio
}

// logged keeps what is logged.
type logged struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *logged) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (o *office) logger() *slog.Logger {
	return slog.New(slog.NewTextHandler(o.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func newOffice(t testing.TB, client *fetch.Client) *office {
	t.Helper()
	if client == nil {
		client = fetch.New(fetch.Options{})
	}
	o := &office{t: t, users: map[string]store.User{}, folder: t.TempDir(), log: &logged{}}
	var err error
	o.store, err = store.Open(t.Context(), store.Options{Folder: o.folder})
	o.must(err)
	t.Cleanup(func() {
		if err := o.store.Close(); err != nil {
			t.Error(err)
		}
	})
	o.start(client)
	o.settle()
	return o
}

// start starts the server on the store, as a new start of the program does: nothing
// that was in memory is there.
func (o *office) start(client *fetch.Client) {
	o.t.Helper()
	assets, err := public.Open()
	o.must(err)
	o.publishing = publishing.New(o.store, publishing.Options{PublicURL: publicURL, Now: func() time.Time { return time.Now().Add(time.Duration(o.clock.Load())) }})
	d := server.Deps{
		Store: o.store, Assets: assets, PublicURL: publicURL, Fetch: client, Publishing: o.publishing, Views: func(embed.View) {},
		Patience: time.Minute, // no page about how far it is where a test does not want one
		Log:      o.logger(),
		Now:      func() time.Time { return time.Now().Add(time.Duration(o.clock.Load())) },
	}
	d.Auth, err = server.NewAuth(d)
	o.must(err)
	d.Studio, err = server.NewStudio(d)
	o.must(err)
	o.studio = d.Studio
	running := d.Studio
	o.t.Cleanup(func() { running.Stop() })
	o.app, err = server.New(d)
	o.must(err)
}

// settle makes the Organisation and its people. Nobody signs in by the
// password, so its hash is of the lowest cost.
func (o *office) settle() {
	o.t.Helper()
	ctx := o.t.Context()
	key := argon2.IDKey([]byte("not used"), []byte("salt of the test"), 1, 64, 1, 32)
	b64 := base64.RawStdEncoding
	hash := fmt.Sprintf("$argon2id$v=%d$m=64,t=1,p=1$%s$%s", argon2.Version, b64.EncodeToString([]byte("salt of the test")), b64.EncodeToString(key))
	o.must(o.store.StartSetup(ctx, "token", time.Now()))
	admin, err := o.store.FinishSetup(ctx, "token",
		store.Organisation{Name: "Example County Council", Area: "Essex", AreaCode: "E10000012", Licence: "OGL-UK-3.0", TimeZone: "Europe/London"},
		[]string{"Communications", "Environment"}, store.User{Name: "admin", Email: "admin@example.gov.uk", PasswordHash: hash})
	o.must(err)
	o.users["admin"] = admin
	list, err := o.store.Directorates(ctx)
	o.must(err)
	directorate := map[string]string{}
	for _, d := range list {
		directorate[d.Name] = d.ID
	}
	for _, who := range []struct{ name, role, at string }{
		{"viewer", "viewer", "Communications"}, {"editor", "editor", "Communications"}, {"publisher", "publisher", "Communications"},
		{"editor elsewhere", "editor", "Environment"}, {"publisher elsewhere", "publisher", "Environment"},
	} {
		u := store.User{Name: who.name, Email: strings.ReplaceAll(who.name, " ", ".") + "@example.gov.uk", Role: store.Role(who.role), DirectorateID: directorate[who.at], PasswordHash: hash}
		o.users[who.name], err = o.store.CreateUser(ctx, store.Actor{Name: "test"}, u)
		o.must(err)
	}
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// person is a browser in which somebody is signed in.
type person struct {
	office *office
	cookie string
	csrf   string
}

func (o *office) as(name string) person {
	o.t.Helper()
	u, ok := o.users[name]
	if !ok {
		o.t.Fatalf("nobody is called %q", name)
	}
	token, hash, err := auth.NewToken(nil)
	o.must(err)
	s := store.Session{Hash: hash, UserID: u.ID, CSRF: "form-of-" + hash[:8], CreatedAt: time.Now(), SeenAt: time.Now()}
	o.must(o.store.CreateSession(o.t.Context(), auth.ActorOf(u), s))
	return person{o, token, s.CSRF}
}

// answer is a response read to its end.
type answer struct {
	t        testing.TB
	status   int
	location string
	body     string
	redirect string // where htmx is sent
	tag      string // the ETag
}

func (p person) get(path string) answer {
	p.office.t.Helper()
	return p.send(httptest.NewRequest("GET", path, nil))
}

// partial asks for a part of a page, as htmx does.
func (p person) partial(path string) answer {
	p.office.t.Helper()
	r := httptest.NewRequest("GET", path, nil)
	r.Header.Set("HX-Request-Type", "partial")
	return p.send(r)
}

// post sends a form as a page of the studio does.
func (p person) post(path string, fields map[string]string) answer {
	p.office.t.Helper()
	return p.send(p.posted(path, fields))
}

// fragment sends a form as htmx does.
func (p person) fragment(path string, fields map[string]string) answer {
	p.office.t.Helper()
	r := p.posted(path, fields)
	r.Header.Set("HX-Request-Type", "partial")
	return p.send(r)
}

func (p person) posted(path string, fields map[string]string) *http.Request {
	form := url.Values{"csrf": {p.csrf}}
	for name, value := range fields {
		form.Set(name, value)
	}
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

// file is what is chosen in a file field; the zero value is no file.
type file struct {
	name string
	raw  []byte
}

// start sends the box of the first page: fields and perhaps a file.
func (p person) start(fields map[string]string, f file) answer {
	p.office.t.Helper()
	return p.upload("/studio/new", fields, map[string]file{"file": f})
}

// upload sends a form with files.
func (p person) upload(path string, fields map[string]string, files map[string]file) answer {
	p.office.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	p.office.must(form.WriteField("csrf", p.csrf))
	for name, value := range fields {
		p.office.must(form.WriteField(name, value))
	}
	for name, f := range files {
		part, err := form.CreateFormFile(name, f.name)
		p.office.must(err)
		_, err = part.Write(f.raw)
		p.office.must(err)
	}
	p.office.must(form.Close())
	r := httptest.NewRequest("POST", path, &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	return p.send(r)
}

func (p person) send(r *http.Request) answer {
	p.office.t.Helper()
	p.dress(r)
	response, err := p.office.app.Test(r, -1)
	p.office.must(err)
	return p.office.read(response)
}

// dress adds what a browser sends with every request of a page of this server.
func (p person) dress(r *http.Request) {
	r.Host = strings.TrimPrefix(publicURL, "http://")
	r.Header.Set("Origin", publicURL)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.AddCookie(&http.Cookie{Name: "figurehead", Value: p.cookie})
}

func (o *office) read(response *http.Response) answer {
	o.t.Helper()
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	o.must(err)
	return answer{o.t, response.StatusCode, response.Header.Get("Location"), string(body), response.Header.Get("HX-Redirect"), response.Header.Get("ETag")}
}

// listen serves the office on a free port of this machine.
func (o *office) listen() (address string) {
	o.t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	o.must(err)
	served := make(chan error, 1)
	go func() { served <- o.app.Listener(l) }()
	o.t.Cleanup(func() {
		if err := o.app.Shutdown(); err != nil {
			o.t.Error(err)
		}
		<-served
	})
	return l.Addr().String()
}

func (a answer) nodes(selector string) []*html.Node {
	a.t.Helper()
	doc, err := html.Parse(strings.NewReader(a.body))
	if err != nil {
		a.t.Fatal(err)
	}
	return cascadia.QueryAll(doc, cascadia.MustCompile(selector))
}

// attribute is that of the first element that a selector finds.
func (a answer) attribute(selector, name string) string {
	a.t.Helper()
	for _, n := range a.nodes(selector) {
		return attribute(n, name)
	}
	return ""
}

// text is that of the first element that a selector finds, its spaces as read.
func (a answer) text(selector string) string {
	a.t.Helper()
	for _, n := range a.nodes(selector) {
		return strings.Join(strings.Fields(textOf(n)), " ")
	}
	return ""
}

// typed is the value of a field as the page holds it.
func (a answer) typed(name string) string {
	a.t.Helper()
	for _, n := range a.nodes(`[name="` + name + `"]`) {
		switch n.Data {
		case "textarea":
			return textOf(n)
		case "select":
			for _, o := range cascadia.QueryAll(n, cascadia.MustCompile("option[selected]")) {
				return attribute(o, "value")
			}
			return ""
		}
		if kind := attribute(n, "type"); (kind == "radio" || kind == "checkbox") && !has(n, "checked") {
			continue
		}
		return attribute(n, "value")
	}
	return ""
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
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

// stored is everything that an import, an edit or a publish leaves behind.
type stored struct {
	Datasets []datasets.Dataset
	Figures  []string
	Blobs    []string
	Audit    []string
}

func (o *office) stored() stored {
	o.t.Helper()
	ctx := context.Background()
	var s stored
	var err error
	s.Datasets, err = o.store.Datasets(ctx)
	o.must(err)
	figures, err := o.store.Widgets(ctx, store.WidgetFilter{Limit: 200})
	o.must(err)
	for _, w := range figures {
		s.Figures = append(s.Figures, fmt.Sprint(w.ID, w.State, w.Title, w.UpdatedAt))
	}
	o.must(o.store.Blobs().List(ctx, func(i blob.Info) error {
		s.Blobs = append(s.Blobs, i.SHA256)
		return nil
	}))
	events, err := o.store.Audit(ctx, store.AuditFilter{Limit: 1000})
	o.must(err)
	for _, e := range events {
		if e.Action != store.UserSignedIn {
			s.Audit = append(s.Audit, fmt.Sprint(e.Action, e.Subject, e.Title))
		}
	}
	return s
}
