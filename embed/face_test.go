package embed

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/cascadia"
	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
	"golang.org/x/net/html"

	"figurehead/datasets"
	"figurehead/store"
	"figurehead/widgets"
)

const publicURL = "https://figures.example.gov.uk"

var officer = store.Actor{ID: "u1", Name: "Communications officer"}

// publicFace is the real public face on a real store, with the clock of a test.
type publicFace struct {
	reports     []Report // that it received
	reportError error
	t           testing.TB
	store       *store.Store
	app         *fiber.App
	face        *face
	now         time.Time
}

// newPublicFace serves a fresh data folder. The app is not Immutable, so that
// a string that is kept without a copy shows.
func newPublicFace(t testing.TB) *publicFace {
	t.Helper()
	st := openStore(t, t.TempDir())
	if err := st.SaveOrganisation(t.Context(), officer, store.Organisation{Name: "Example County Council", TimeZone: "Europe/London"}); err != nil {
		t.Fatalf("SaveOrganisation() = %v", err)
	}
	return newPublicFaceOn(t, st)
}

func newPublicFaceOn(t testing.TB, st *store.Store) *publicFace {
	p := &publicFace{t: t, store: st, now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	p.face = newFace(p.deps(st))
	p.app = fiber.New(fiber.Config{StrictRouting: true, CaseSensitive: true, DisableStartupMessage: true})
	p.face.register(p.app)
	router := p.app.Handler()
	p.app.Server().Handler = func(c *fasthttp.RequestCtx) { // as the server has it
		if !p.face.again.Answer(c) {
			router(c)
			p.face.again.Keep(c)
		}
	}
	return p
}

func (p *publicFace) deps(st Store) Deps {
	return Deps{
		Store: st, Assets: readSources(p.t), PublicURL: publicURL, Organisation: p.store.Organisation,
		Now: func() time.Time { return p.now }, Log: slog.New(slog.DiscardHandler),
		Reports: func(_ *fiber.Ctx, r Report) error {
			p.reports = append(p.reports, r)
			return p.reportError
		},
	}
}

func openStore(t testing.TB, folder string) *store.Store {
	t.Helper()
	st, err := store.Open(t.Context(), store.Options{Folder: folder})
	if err != nil {
		t.Fatalf("Open() = %v", err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Errorf("Close() = %v", err)
		}
	})
	return st
}

// answer is a response with its body read.
type answer struct {
	*http.Response
	body string
}

// get asks for an address; headers come in pairs.
func (p *publicFace) get(address string, headers ...string) answer {
	p.t.Helper()
	return p.do(http.MethodGet, address, headers...)
}

func (p *publicFace) do(method, address string, headers ...string) answer {
	p.t.Helper()
	request := httptest.NewRequest(method, address, nil)
	request.Host = "figures.example.gov.uk"
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := p.app.Test(request, -1)
	if err != nil {
		p.t.Fatalf("GET %s: %v", address, err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		p.t.Fatalf("GET %s: %v", address, err)
	}
	return answer{response, string(body)}
}

// figure is a widget that a test publishes.
type figure struct {
	widget   widgets.Widget
	draft    widgets.Draft
	snapshot datasets.Snapshot
	live     widgets.Edition
}

// draftOf stores a dataset and a draft of a figure, unpublished.
func (p *publicFace) draftOf(title string) figure {
	p.t.Helper()
	ctx := p.t.Context()
	raw := "Area,Value\n" + title + ",51.1\n"
	d, s, err := p.store.CreateDataset(ctx, officer,
		datasets.Dataset{Title: "waste", OwnerID: officer.ID, Source: datasets.Source{Kind: "upload", FileName: "waste.csv", Title: "waste", Publisher: "Defra", Licence: "OGL-UK-3.0"}},
		datasets.Snapshot{SHA256: p.put(raw), SizeBytes: int64(len(raw)), Rows: 1, TableDigest: "d1", Confirmed: true, Recipe: datasets.Recipe{Version: 1}})
	if err != nil {
		p.t.Fatalf("CreateDataset() = %v", err)
	}
	w, draft, err := p.store.CreateWidget(ctx, officer, widgets.Widget{DatasetID: d.ID, OwnerID: officer.ID},
		widgets.Draft{SnapshotID: s.ID, Query: datasets.Query{Version: 1}, Spec: widgets.Spec{Version: 1, Kind: widgets.Bar, Title: title}})
	if err != nil {
		p.t.Fatalf("CreateWidget() = %v", err)
	}
	return figure{widget: w, draft: draft, snapshot: s}
}

// publish makes e the next Edition of f.
func (p *publicFace) publish(f *figure, e widgets.Edition) {
	p.t.Helper()
	live, err := p.store.Publish(p.t.Context(), officer, f.widget.ID, f.draft.Version, e)
	if err != nil {
		p.t.Fatalf("Publish() = %v", err)
	}
	f.live = live
	if f.draft, err = p.store.Draft(p.t.Context(), f.widget.ID); err != nil {
		p.t.Fatalf("Draft() = %v", err)
	}
	p.now = p.now.Add(2 * freshness)
}

// published publishes one of the Editions in testdata.
func (p *publicFace) published(name string) figure {
	p.t.Helper()
	f := p.draftOf(name)
	p.publish(&f, p.edition(name))
	return f
}

func (p *publicFace) withdraw(f figure, reason string) {
	p.t.Helper()
	if err := p.store.Withdraw(p.t.Context(), officer, f.widget.ID, reason); err != nil {
		p.t.Fatalf("Withdraw() = %v", err)
	}
	p.now = p.now.Add(2 * freshness)
}

// edition reads an Edition of testdata and gives it files.
func (p *publicFace) edition(name string) widgets.Edition {
	p.t.Helper()
	e := readEdition(p.t, name)
	e.Renditions = map[string]widgets.Rendition{}
	for _, file := range []struct {
		name, contentType, bytes string
		width, height            int
	}{
		{"og.png", "image/png", "\x89PNG og of " + name, 1200, 630},
		{"square.png", "image/png", "\x89PNG square of " + name, 1080, 1080},
		{"withdrawn.og.png", "image/png", "\x89PNG this figure was withdrawn", 1200, 630},
		{"print.svg", "image/svg+xml", `<svg xmlns="http://www.w3.org/2000/svg"><text>` + strings.Repeat(name, 40) + `</text></svg>`, 1200, 900},
		{"data.csv", "text/csv; charset=utf-8", "Area,Value\r\n" + name + ",51.1\r\n", 0, 0},
		{"data.json", "application/json", `{"rows":[["` + name + `",51.1]]}`, 0, 0},
		{"datapackage.json", "application/json", `{"name":"` + name + `"}`, 0, 0},
		{"data.xlsx", typeXLSX, "PK\x03\x04 workbook of " + name, 0, 0},
		{"data.parquet", typeParquet, "PAR1 file of " + name, 0, 0},
	} {
		e.Renditions[file.name] = widgets.Rendition{SHA256: p.put(file.bytes), SizeBytes: int64(len(file.bytes)), ContentType: file.contentType, Width: file.width, Height: file.height}
	}
	return e
}

func readEdition(t testing.TB, name string) widgets.Edition {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "editions", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var e widgets.Edition
	if err := json.Unmarshal(raw, &e); err != nil {
		t.Fatalf("edition %s: %v", name, err)
	}
	e.PublicID, e.ShortCode, e.Number = "", "", 0
	return e
}

func (p *publicFace) put(raw string) string {
	p.t.Helper()
	sha256, _, err := p.store.Blobs().Put(p.t.Context(), bytes.NewReader([]byte(raw)))
	if err != nil {
		p.t.Fatalf("Put() = %v", err)
	}
	return sha256
}

// sources are the browser's files before they are built, so that tests of
// pages need no npm.
type sources map[string][]byte

func readSources(t testing.TB) sources {
	t.Helper()
	s := sources{}
	for _, pattern := range []string{"../public/css/*.css", "../public/js/*.js", "../public/img/*.svg"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if s[filepath.Base(name)], err = os.ReadFile(name); err != nil {
				t.Fatal(err)
			}
		}
	}
	return s
}

const testHash = ".0123456789ab"

func (s sources) URL(name string) string {
	ext := filepath.Ext(name)
	return "/assets/" + strings.TrimSuffix(name, ext) + testHash + ext
}

func (s sources) File(hashed string) ([]byte, string, bool) {
	body, ok := s[strings.Replace(hashed, testHash, "", 1)]
	types := map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
	return body, types[filepath.Ext(hashed)], ok
}

// document parses a page.
func document(t *testing.T, page string) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatalf("parse page: %v", err)
	}
	return root
}

// texts are the texts of the elements that a selector finds, in order.
func texts(t *testing.T, root *html.Node, selector string) []string {
	t.Helper()
	var found []string
	for _, n := range cascadia.QueryAll(root, cascadia.MustCompile(selector)) {
		found = append(found, text(n))
	}
	return found
}

func text(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(text(c))
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// attributes are the values of an attribute of the elements a selector finds.
func attributes(t *testing.T, root *html.Node, selector, name string) []string {
	t.Helper()
	var found []string
	for _, n := range cascadia.QueryAll(root, cascadia.MustCompile(selector)) {
		for _, a := range n.Attr {
			if a.Key == name {
				found = append(found, a.Val)
			}
		}
	}
	return found
}

func embedAddress(f figure) string { return "/embed/" + f.widget.PublicID }
func pageAddress(f figure) string  { return "/w/" + f.widget.PublicID }

func frozen(address string, n int) string { return fmt.Sprintf("%s/e/%d", address, n) }
