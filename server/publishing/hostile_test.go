package publishing_test

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"image/png"
	"io"
	"log/slog"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"
	"golang.org/x/net/html"

	"figurehead/datasets"
	"figurehead/datasets/parquetfile"
	"figurehead/datasets/records"
	"figurehead/datasets/xlsx"
	"figurehead/embed"
	"figurehead/public"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// hostileURL is where the figures of these tests are read.
const hostileURL = "https://figures.example.gov.uk"

// longest is how long anything here may take, on a slow machine.
const longest = 3 * time.Minute

// press imports, publishes and serves, as the program does.
type press struct {
	t         *testing.T
	ctx       context.Context
	store     *store.Store
	publisher *publishing.Publisher
	app       *fiber.App
}

func newPress(t *testing.T) press {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), longest)
	t.Cleanup(cancel)
	st, err := store.Open(ctx, store.Options{Folder: t.TempDir()})
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
	app := fiber.New()
	embed.Register(app, embed.Deps{Store: st, Assets: assets, PublicURL: hostileURL, Organisation: st.Organisation, Log: slog.New(slog.DiscardHandler)})
	return press{t, ctx, st, publishing.New(st, publishing.Options{PublicURL: hostileURL}), app}
}

// sentence reports whether err is words for a person; any other error fails.
func (p press) sentence(what string, err error) bool {
	p.t.Helper()
	if err == nil {
		return false
	}
	_, mendable := publishing.Mendable(err)
	if !mendable && !errors.As(err, new(*publishing.NotReadyError)) {
		p.t.Errorf("%s: %v, want words for a person", what, err)
	}
	return true
}

// read imports a table and confirms how it is read; ok is false when it was
// refused in words.
func (p press) read(table string, source datasets.Source) (snapshot datasets.Snapshot, ok bool) {
	p.t.Helper()
	_, snapshot, err := p.publisher.Import(p.ctx, officer, publishing.Import{Raw: []byte(table), Name: source.Title, Source: source})
	if p.sentence("Import", err) {
		return snapshot, false
	}
	snapshot, _, err = p.publisher.ConfirmRecipe(p.ctx, officer, snapshot.ID, nil)
	return snapshot, !p.sentence("ConfirmRecipe", err)
}

// TestHostileTables draws every suggestion for tables that are valid and
// unkind: each ends in a figure or a sentence.
func TestHostileTables(t *testing.T) {
	t.Parallel()
	const evil = `<script>alert(1)</script>`
	const worse = `"<img src=x onerror=""alert(1)"" hx-get=""/studio"" hx-trigger=""load"">"`
	for _, test := range []struct {
		name, table string
		figures     bool // there must be some
	}{
		{"not a number", "Ward,Tonnes\nAbbey,NaN\nBocking,nan\nCastle,12\nDunmow,14\n", true},
		{"infinity", "Ward,Tonnes\nAbbey,Infinity\nBocking,-inf\nCastle,12\nDunmow,14\n", true},
		{"beyond a double", "Ward,Tonnes\nAbbey,1e400\nBocking,-1e400\nCastle,12\nDunmow,14\n", true},
		{"400 digits", "Ward,Tonnes\nAbbey," + strings.Repeat("9", 400) + "\nBocking,7\nCastle,12\nDunmow,14\n", true},
		{"38 digits", "Ward,Tonnes\nAbbey," + strings.Repeat("9", 38) + "\nBocking,-" + strings.Repeat("8", 38) + "\n", true},
		{"one above nothing", "Ward,Share\nAbbey,0.0000000000000000001\nBocking,0\nCastle,0.0000000000000000002\n", true},
		{"all equal", "Ward,Tonnes\nAbbey,5\nBocking,5\nCastle,5\n", true},
		{"all nought", "Year,Tonnes\n2019,0\n2020,0\n2021,0\n", true},
		{"all missing", "Ward,Tonnes\nAbbey,\nBocking,\nCastle,\n", true},
		{"all suppressed", "Ward,Tonnes\nAbbey,[c]\nBocking,[c]\nCastle,[c]\n", true},
		{"one period missing after another", "Year,Tonnes\n2018,..\n2019,..\n2020,4\n2021,..\n", true},
		{"one row", "Ward,Tonnes\nAbbey,5\n", true},
		{"one value", "Tonnes\n5\n", false},
		{"one column of names", "Ward\nAbbey\nBocking\nCastle\n", true},
		{"negative", "Ward,Balance\nAbbey,-5\nBocking,-1200.75\nCastle,-3\n", true},
		{"both signs", "Month,Balance\n2024-01,-5\n2024-02,1200.75\n2024-03,-3\n", true},
		{"10,000 categories", manyWards(10_000), true},
		{"10,000 periods", manyDays(10_000), true},
		{"200 columns", strings.Repeat("Tonnes,", 199) + "Ward\n" + strings.Repeat(strings.Repeat("4,", 199)+"Abbey\n", 3), true},
		{"a heading of 5,000 characters", strings.Repeat("Ward ", 1000) + ",Tonnes\nAbbey,5\nBocking,6\n", true},
		{"a name of 5,000 characters", "Ward,Tonnes\n" + strings.Repeat("Abbey ", 833) + ",5\nBocking,6\nCastle,9\n", true},
		{"names without a space", "Ward,Tonnes\n" + strings.Repeat("A", 3000) + ",5\n" + strings.Repeat("B", 3000) + ",6\n", true},
		{"names in many scripts", "Ward,Tonnes\nשלום,5\n北京市,6\n👩‍👩‍👧‍👦,7\nZ̷̧̢̛a̴l̵g̶o̸,8\n\u202egnp.exe,9\n", true},
		{"scripts in names", "Ward,Tonnes\n" + evil + ",5\n" + worse + ",6\n</text></svg>" + evil + ",7\n]]>,8\n&lt;b&gt;,9\n", true},
		{"scripts in headings", "Ward " + evil + "," + worse + "\nAbbey,5\nBocking,6\nCastle,8\n", true},
		{"a script at the start", evil + ",Tonnes\nAbbey,5\nBocking,6\nCastle,8\n", true},
		{"scripts in units", "Ward,Tonnes (" + evil + ")\nAbbey,5\nBocking,6\nCastle,8\n", true},
		{"formulas", "Ward,Tonnes\n\"=cmd|' /C calc'!A0\",5\n@SUM(A1),6\n+1+1,7\n", true},
		{"templates", "Ward,Tonnes\n{{.User}},5\n${7*7},6\n%s%n%d,7\n", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := newPress(t)
			snapshot, ok := p.read(test.table, datasets.Source{Publisher: "Example County Council", Title: evil, Licence: "OGL-UK-3.0"})
			if !ok {
				return
			}
			suggestions, err := p.publisher.Suggestions(p.ctx, snapshot.ID)
			if err != nil || test.figures && len(suggestions) == 0 {
				t.Fatalf("Suggestions = %d figures, %v", len(suggestions), err)
			}
			for i, s := range suggestions {
				draft := widgets.Draft{SnapshotID: snapshot.ID, Query: s.Query, Spec: s.Spec}
				p.checkPreview(s.Sentence, draft)
				if i == 0 {
					p.publish(snapshot, draft)
				}
			}
		})
	}
}

func manyWards(n int) string {
	var b strings.Builder
	b.WriteString("Ward,Tonnes\n")
	for i := range n {
		fmt.Fprintf(&b, "Ward %d,%d\n", i, i*7919%1000)
	}
	return b.String()
}

func manyDays(n int) string {
	var b strings.Builder
	b.WriteString("Day,Tonnes\n")
	day := time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range n {
		fmt.Fprintf(&b, "%s,%d\n", day.AddDate(0, 0, i).Format("2006-01-02"), i*7919%1000)
	}
	return b.String()
}

// TestHostileTexts puts what is hostile into every text that a person can
// write about a figure of each kind, and publishes it.
func TestHostileTexts(t *testing.T) {
	t.Parallel()
	for i, test := range []struct {
		name, text string
		tooLong    bool // no figure has room for it
	}{
		{"a script", `<script>alert(1)</script>`, false},
		{"an image with a handler", `<img src=x onerror=alert(1) hx-get=/studio hx-trigger=load>`, false},
		{"the end of an attribute", `" onmouseover="alert(1)" x="`, false},
		{"the end of an element", `</title></text></svg></p></script><script>alert(1)</script>`, false},
		{"the end of a comment", `--><script>alert(1)</script><!--`, false},
		{"the end of a style", `</style><script>alert(1)</script>`, false},
		{"the end of CDATA", `]]><script>alert(1)</script>`, false},
		{"characters that XML forbids", "a\x01b\x0bc\x1fd\ufffee\uffff", false},
		{"half a character", "caf\xc3", false},
		{"a template", `{{.}} ${x} %s %!d`, false},
		{"an address with a script", `javascript:alert(1)`, false},
		{"5,000 characters", strings.Repeat("word ", 1000), true},
		{"5,000 characters in a word", strings.Repeat("w", 5000), true},
		{"5,000 lines", strings.Repeat("\n", 4999) + "x", false},
	} {
		if testing.Short() && i >= 2 {
			break // the race detector has seen the path
		}
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := newPress(t)
			source := datasets.Source{
				Publisher: test.text, Title: test.text, ShortName: "Council", Statement: test.text, Note: test.text,
				Link: "https://example.gov.uk/?" + test.text, Licence: "OGL-UK-3.0",
			}
			snapshot, ok := p.read(spend, source)
			if !ok {
				t.Fatal("a plain table was refused")
			}
			suggestions, err := p.publisher.Suggestions(p.ctx, snapshot.ID)
			if err != nil || len(suggestions) == 0 {
				t.Fatalf("Suggestions = %d, %v", len(suggestions), err)
			}
			published := 0
			for i, s := range suggestions {
				draft := widgets.Draft{SnapshotID: snapshot.ID, Query: s.Query, Spec: withTexts(s.Spec, test.text)}
				p.checkPreview(s.Sentence, draft)
				draft.Spec = withSomeTexts(s.Spec, i, test.text)
				if p.publish(snapshot, draft) {
					published++
				}
			}
			if test.tooLong != (published == 0) {
				t.Errorf("%d of %d figures were published", published, len(suggestions))
			}
		})
	}
}

// withSomeTexts says one text in as many places as leave room for a picture.
func withSomeTexts(s widgets.Spec, turn int, text string) widgets.Spec {
	s.Listed, s.Highlight = true, []string{text}
	switch turn % 3 {
	case 0:
		s.Sentence, s.Alt = text, text
	case 1:
		s.Title, s.Note = text, text
	case 2:
		s.Subtitle, s.Alt = text, text
	}
	return s
}

// withTexts says one text everywhere.
func withTexts(s widgets.Spec, text string) widgets.Spec {
	s.Title, s.Subtitle, s.ShortSubtitle, s.Note, s.Alt, s.Sentence, s.Number.Unit = text, text, text, text, text, text, text
	s.Highlight = []string{text}
	s.Listed = true
	return s
}

// TestNaughtyStringsAreDrawn previews every string of the big list as a text
// of a figure, four at a time.
func TestNaughtyStringsAreDrawn(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../store/testdata/blns.json")
	if err != nil {
		t.Fatal(err)
	}
	var naughty []string
	if err := json.Unmarshal(raw, &naughty); err != nil || len(naughty) < 400 {
		t.Fatalf("%d strings, %v", len(naughty), err)
	}
	p := newPress(t)
	snapshot, ok := p.read(spend, ours)
	if !ok {
		t.Fatal("a plain table was refused")
	}
	suggestions, err := p.publisher.Suggestions(p.ctx, snapshot.ID)
	if err != nil || len(suggestions) < 2 {
		t.Fatalf("Suggestions = %d, %v", len(suggestions), err)
	}
	for i := 0; i < len(naughty); i += 4 {
		at := func(n int) string { return naughty[(i+n)%len(naughty)] }
		s := suggestions[i/4%len(suggestions)]
		spec := withTexts(s.Spec, at(0))
		spec.Subtitle, spec.ShortSubtitle, spec.Note, spec.Number.Unit = at(1), at(1), at(2), at(3)
		p.checkPreview(at(0), widgets.Draft{SnapshotID: snapshot.ID, Query: s.Query, Spec: spec})
	}
}

// checkPreview draws a Draft in every preset: a drawing that parses, or words.
func (p press) checkPreview(what string, draft widgets.Draft) {
	p.t.Helper()
	var presets []string
	for _, preset := range widgets.Presets {
		presets = append(presets, preset.Name)
	}
	preview, err := p.publisher.Preview(p.ctx, draft, presets...)
	if p.sentence(what, err) {
		return
	}
	for name, drawing := range preview.Drawings {
		if drawing.HTML != "" {
			p.checkXML(fmt.Sprintf("%.60q in %s", what, name), []byte(drawing.HTML))
		}
	}
	for _, r := range preview.Refused {
		if r.Problem.Message == "" {
			p.t.Errorf("%.60q in %s is refused without a word", what, r.Preset)
		}
	}
	if got := len(preview.Drawings) + len(preview.Refused); got != len(presets) {
		p.t.Errorf("%.60q: %d of %d presets are drawn or refused", what, got, len(presets))
	}
}

// publish makes the Draft public and reads all that the public gets of it. It
// reports false when it was refused in words.
func (p press) publish(snapshot datasets.Snapshot, draft widgets.Draft) bool {
	p.t.Helper()
	w, draft, err := p.store.CreateWidget(p.ctx, officer,
		widgets.Widget{DatasetID: snapshot.DatasetID, State: widgets.InDraft, Kind: draft.Spec.Kind, Title: draft.Spec.Title}, draft)
	if err != nil {
		p.t.Fatal(err)
	}
	e, err := p.publisher.Publish(p.ctx, officer, w.ID, draft.Version)
	if p.sentence("Publish", err) {
		return false
	}
	if strings.TrimSpace(e.Title) == "" || strings.TrimSpace(e.Alt) == "" || e.FrameHeight <= 0 {
		p.t.Errorf("the %s has the title %.40q, the description %.40q and a frame of %v px", e.Kind, e.Title, e.Alt, e.FrameHeight)
	}
	for name, r := range e.Renditions {
		body, err := p.store.Blobs().Get(p.ctx, r.SHA256)
		if err != nil {
			p.t.Errorf("%s: %v", name, err)
		}
		p.checkFile(name, r, body)
	}
	for _, address := range []string{"/w/" + e.PublicID, "/embed/" + e.PublicID, "/"} {
		p.checkPage(address)
	}
	return true
}

func (p press) checkFile(name string, r widgets.Rendition, body []byte) {
	p.t.Helper()
	switch r.ContentType {
	case "image/svg+xml":
		p.checkXML(name, body)
	case "image/png":
		if size, err := png.DecodeConfig(bytes.NewReader(body)); err != nil || size.Width != r.Width || size.Height != r.Height {
			p.t.Errorf("%s is %d × %d, want %d × %d: %v", name, size.Width, size.Height, r.Width, r.Height, err)
		}
	case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":
		if book, err := xlsx.Open(body); err != nil {
			p.t.Errorf("%s: %v", name, err)
		} else if _, err := book.Read("Data"); err != nil {
			p.t.Errorf("%s: %v", name, err)
		}
	case "application/vnd.apache.parquet":
		if _, err := parquetfile.Read(body, records.Request{}); err != nil {
			p.t.Errorf("%s: %v", name, err)
		}
	case "application/json":
		if !json.Valid(body) {
			p.t.Errorf("%s is not JSON: %.200s", name, body)
		}
	default:
		if !utf8.Valid(body) {
			p.t.Errorf("%s is not UTF-8", name)
		}
	}
}

// checkXML fails on what is not well formed, draws nothing, or could act.
func (p press) checkXML(what string, body []byte) {
	p.t.Helper()
	d, marks := xml.NewDecoder(bytes.NewReader(body)), 0
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			p.t.Errorf("%s: %v", what, err)
			return
		}
		element, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch element.Name.Local {
		case "text", "path", "rect", "line", "circle":
			marks++
		case "script", "img", "image", "foreignObject", "iframe", "style", "use", "a":
			p.t.Errorf("%s has an element %s", what, element.Name.Local)
		}
		for _, a := range element.Attr {
			p.checkAttribute(what, a.Name.Local, a.Value)
		}
	}
	if marks == 0 {
		p.t.Errorf("%s draws nothing", what)
	}
}

func (p press) checkAttribute(what, name, value string) {
	p.t.Helper()
	name = strings.ToLower(name)
	if strings.HasPrefix(name, "on") || strings.HasPrefix(name, "hx-") || strings.HasPrefix(name, "data-hx") {
		p.t.Errorf("%s has an attribute %s=%q", what, name, value)
	}
	if name == "href" || name == "src" || name == "action" || name == "content" {
		if strings.HasPrefix(strings.ToLower(strings.TrimSpace(value)), "javascript:") && name != "content" {
			p.t.Errorf("%s leads to %q", what, value)
		}
	}
}

// checkPage reads a public page: nothing in it acts but what its templates put there.
func (p press) checkPage(address string) {
	p.t.Helper()
	r := httptest.NewRequestWithContext(p.ctx, "GET", address, nil)
	response, err := p.app.Test(r, -1)
	if err != nil {
		p.t.Fatal(err)
	}
	defer response.Body.Close()
	doc, err := html.Parse(response.Body)
	if err != nil || response.StatusCode != 200 {
		p.t.Errorf("GET %s = %d, %v", address, response.StatusCode, err)
		return
	}
	words := 0
	for n := range doc.Descendants() {
		if n.Type == html.TextNode {
			words += len(strings.Fields(n.Data))
		}
		if n.Type != html.ElementNode {
			continue
		}
		for _, a := range n.Attr {
			p.checkAttribute(address, a.Key, a.Val)
		}
		p.checkElement(address, n)
	}
	if words < 10 {
		p.t.Errorf("GET %s says %d words", address, words)
	}
}

func (p press) checkElement(address string, n *html.Node) {
	p.t.Helper()
	attributes := map[string]string{}
	for _, a := range n.Attr {
		attributes[a.Key] = a.Val
	}
	switch n.Data {
	case "script":
		linked := attributes["type"] == "application/ld+json" && n.FirstChild != nil && json.Valid([]byte(n.FirstChild.Data))
		if !linked && (!strings.HasPrefix(attributes["src"], "/assets/") || n.FirstChild != nil) {
			p.t.Errorf("GET %s has a script %v", address, n.Attr)
		}
	case "img":
		if src := attributes["src"]; !strings.HasPrefix(src, "/w/") && !strings.HasPrefix(src, hostileURL+"/") {
			p.t.Errorf("GET %s has an image from %q", address, src)
		}
	case "iframe":
		if src := attributes["src"]; !strings.HasPrefix(src, "/w/") && !strings.HasPrefix(src, hostileURL+"/") {
			p.t.Errorf("GET %s has a frame of %q", address, src)
		}
	}
}
