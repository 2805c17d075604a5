package studio_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"figurehead/datasets/fetch"
	"figurehead/store"
	"figurehead/widgets"
)

// TestHostileTextsInWhatProgramsGet publishes a figure with plain texts and
// with hostile ones: files, feeds and answers to programs have the same shape.
func TestHostileTextsInWhatProgramsGet(t *testing.T) {
	t.Parallel()
	want := publishedWith(t, "plain words of some length")
	for _, evil := range []string{
		`<script >f( 1 )</script >`, `"><img src=x onerror=f() >`, `]]><x a="1">&lt;b&gt;`, `</title></rdf:li><!--`, `{{.}} \"},{"html":"<b>"}`,
	} {
		t.Run(evil, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(want, publishedWith(t, evil)); diff != "" {
				t.Errorf("shapes (-plain +hostile):\n%s", diff)
			}
		})
	}
}

func publishedWith(t *testing.T, text string) map[string][]string {
	t.Helper()
	o := newOffice(t, nil)
	p := o.as("admin")
	f := p.draft(spend, widgets.Bar)
	w, err := o.store.Widget(t.Context(), f.widget)
	o.must(err)
	f.dataset = w.DatasetID
	p.saysEverywhere(f, text)
	p.publishes(f)
	return p.shapesOf(f, w)
}

// shapesOf are the shapes of what programs are given of a public figure: its
// kit, the metadata of its pictures, feeds, oEmbed and catalogues.
func (p person) shapesOf(f figure, w widgets.Widget) map[string][]string {
	t := p.office.t
	t.Helper()
	shapes := map[string][]string{}
	for _, address := range []string{"/feed.atom", "/feed.json", "/catalog.jsonld", "/data.json", "/sitemap.xml", "/w/" + w.PublicID + "/datapackage.json",
		"/oembed?url=" + url.QueryEscape(publicURL+"/w/"+w.PublicID), "/oembed?type=photo&url=" + url.QueryEscape(publicURL+"/w/"+w.PublicID)} {
		got := p.get(address)
		if got.status != http.StatusOK {
			t.Errorf("%s: status %d", address, got.status)
		}
		name := strings.ReplaceAll(strings.ReplaceAll(address, w.PublicID, "PUBLIC"), url.QueryEscape(publicURL), "")
		if strings.HasPrefix(strings.TrimSpace(got.body), "<") {
			shapes[name] = xmlShape(t, name, got.body)
		} else {
			shapes[name] = jsonShape(t, name, got.body)
		}
	}
	body := p.get(f.page("kit.zip")).body
	archive, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	p.office.must(err)
	for _, file := range archive.File {
		if !safeName.MatchString(file.Name) {
			t.Errorf("the kit has a file of the name %q", file.Name)
		}
		r, err := file.Open()
		p.office.must(err)
		raw, err := io.ReadAll(r)
		p.office.must(err)
		kind := path.Ext(file.Name)
		shapes["kit"] = append(shapes["kit"], kind)
		text := string(raw)
		switch kind {
		case ".png":
			shapes["kit "+kind] = append(shapes["kit "+kind], pngShape(t, file.Name, text)...)
		case ".svg": // how many lines there are follows the length of the words
			shapes["kit "+kind] = append(shapes["kit "+kind], slices.Compact(slices.Sorted(slices.Values(xmlShape(t, file.Name, text))))...)
		case ".html":
			shapes["kit "+kind] = append(shapes["kit "+kind], htmlShape(text)...)
		case ".json":
			shapes["kit "+kind] = append(shapes["kit "+kind], jsonShape(t, file.Name, text)...)
		case ".txt":
			shapes["kit "+kind] = append(shapes["kit "+kind], fmt.Sprint(strings.Count(text, "\n"), " lines"))
		}
	}
	for name, list := range shapes {
		slices.Sort(list)
		if strings.Contains(name, "svg") || strings.Contains(name, "json") {
			list = slices.Compact(list)
		}
		shapes[name] = list
	}
	return shapes
}

// safeName is a name of a file that is one everywhere.
var safeName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*$`)

// xmlShape lists the elements of a document with the names of their
// attributes; HTML in those of type="html" is read as such.
func xmlShape(t testing.TB, what, text string) (shape []string) {
	t.Helper()
	page := false // what is read is HTML
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		token, err := d.Token()
		if err == io.EOF {
			return shape
		}
		if err != nil {
			t.Errorf("%s is not well formed: %v", what, err)
			return shape
		}
		switch token := token.(type) {
		case xml.StartElement:
			page = slices.ContainsFunc(token.Attr, func(a xml.Attr) bool { return a.Name.Local == "type" && a.Value == "html" })
			shape = append(shape, "<"+token.Name.Local+" "+strings.Join(namesOf(token.Attr, func(a xml.Attr) string { return a.Name.Local }), " "))
		case xml.CharData:
			if page {
				shape = append(shape, htmlShape(string(token))...)
			}
		case xml.Directive, xml.ProcInst, xml.Comment:
			shape = append(shape, fmt.Sprintf("%T", token))
		}
	}
}

// jsonShape lists the names of a document, where they stand and the kinds of
// their values; the HTML that a machine puts into a page is read as such.
func jsonShape(t testing.TB, what, text string) (shape []string) {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Errorf("%s is not JSON: %v", what, err)
		return nil
	}
	var walk func(at string, v any)
	walk = func(at string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for name, value := range v {
				walk(at+"."+name, value)
			}
		case []any:
			for _, value := range v {
				walk(at+"[]", value)
			}
		case string:
			shape = append(shape, at)
			if strings.HasSuffix(at, "html") {
				for _, element := range htmlShape(v) {
					shape = append(shape, at+" "+element)
				}
			}
		default:
			shape = append(shape, fmt.Sprintf("%s %T", at, v))
		}
	}
	walk("", v)
	return shape
}

// htmlShape lists the elements of a piece of HTML with the names of their
// attributes; plain words have none.
func htmlShape(text string) (shape []string) {
	for z := html.NewTokenizer(strings.NewReader(text)); z.Next() != html.ErrorToken; {
		if token := z.Token(); token.Type == html.StartTagToken || token.Type == html.SelfClosingTagToken || token.Type == html.CommentToken || token.Type == html.DoctypeToken {
			shape = append(shape, "html "+token.Type.String()+" "+map[bool]string{true: token.Data}[token.Type != html.CommentToken]+" "+strings.Join(namesOf(token.Attr, func(a html.Attribute) string { return a.Key }), " "))
		}
	}
	return shape
}

func namesOf[A any](list []A, name func(A) string) (names []string) {
	for _, a := range list {
		names = append(names, name(a))
	}
	return names
}

// pngShape lists the chunks of a picture beside its pixels, and the shape of
// its packet of metadata.
func pngShape(t testing.TB, what, raw string) (shape []string) {
	t.Helper()
	for rest := []byte(raw)[8:]; len(rest) >= 12; {
		n := int(binary.BigEndian.Uint32(rest))
		kind, data := string(rest[4:8]), string(rest[8:8+n])
		rest = rest[12+n:]
		if kind == "IDAT" {
			continue
		}
		keyword, text, _ := strings.Cut(data, "\x00")
		if kind != "iTXt" {
			shape = append(shape, kind)
			continue
		}
		shape = append(shape, kind+" "+keyword)
		if keyword == "XML:com.adobe.xmp" {
			_, packet, _ := strings.Cut(text[2:], "\x00\x00")
			shape = append(shape, xmlShape(t, what, packet)...)
		}
	}
	return shape
}

// TestHostileNamesOfFilesActNowhere brings data in by file and by clipboard,
// with names and cells that are code: the page that reads it back has the shape
// that it has with plain ones.
func TestHostileNamesOfFilesActNowhere(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("admin")
	read := func(fields map[string]string, f file, shown ...string) []string {
		t.Helper()
		fields["from"] = "ours"
		sent := p.start(fields, f)
		if sent.status != http.StatusSeeOther {
			t.Fatalf("%v, %s: status %d, %s", fields, f.name, sent.status, sent.text(".govuk-error-summary"))
		}
		page := p.get(sent.location)
		for _, text := range shown {
			if !strings.Contains(page.text("main"), text) {
				t.Errorf("the page does not show %q", text)
			}
		}
		snapshot := strings.Split(sent.location, "/")[3]
		return page.acts(figure{snapshot: snapshot, widget: "none", dataset: "none"}, widgets.Widget{PublicID: "none"})
	}
	table := func(word string) string {
		return `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=ProgId content=Excel.Sheet></head><body><table><tr><td>Ward</td><td>Visits ` +
			word + `</td></tr><tr><td>Abbey ` + word + `</td><td x:num="12">12</td></tr><tr><td>Bocking</td><td>15</td></tr></table></body></html>`
	}
	word := func(text string) string { // as Word puts a table on the clipboard
		return `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=ProgId content=Word.Document></head><body><!--StartFragment--><table class=MsoTableGrid><tr><td><p class=MsoNormal>Ward<o:p></o:p></p></td><td><p class=MsoNormal>Visits ` +
			text + `</p></td></tr><tr><td><p class=MsoNormal>Abbey ` + text + `<o:p></o:p></p></td><td>12</td></tr><tr><td>Bocking</td><td>15</td></tr></table><!--EndFragment--></body></html>`
	}
	pasted := map[string]string{"data": "Ward\tVisits\nAbbey\t12\nBocking\t15\n"}
	wantWord := read(map[string]string{"data": pasted["data"], "html": word("plain")}, file{})
	wantBook := read(map[string]string{}, file{"plain.xlsx", sheetsNamed(t, "plain", "plain 2")})
	wantFile := read(map[string]string{}, file{"plain.csv", []byte("Ward,Visits\nAbbey,12\nBocking,15\n")})
	wantPaste := read(map[string]string{"data": "Ward\tVisits\nAbbey\t12\nBocking\t15\n", "html": table("plain")}, file{})
	for _, evil := range []string{
		`<img src=x onerror=alert(1)>`, `" autofocus onfocus="alert(1)" x="`, `</title><script>alert(1)</script>`, `<svg onload=alert(1)>`, `<o:p hx-get="/" hx-trigger="load">x</o:p>`,
	} {
		if diff := cmp.Diff(wantFile, read(map[string]string{}, file{evil + ".csv", []byte("Ward,Visits\nAbbey,12\nBocking,15\n")})); diff != "" {
			t.Errorf("the file %q (-plain +hostile):\n%s", evil, diff)
		}
		if diff := cmp.Diff(wantBook, read(map[string]string{}, file{"plain.xlsx", sheetsNamed(t, evil, evil+" 2")}, evil)); diff != "" {
			t.Errorf("sheets of the name %q (-plain +hostile):\n%s", evil, diff)
		}
		if diff := cmp.Diff(wantWord, read(map[string]string{"data": pasted["data"], "html": word(html.EscapeString(evil))}, file{}, "Abbey "+evil)); diff != "" {
			t.Errorf("pasted from Word %q (-plain +hostile):\n%s", evil, diff)
		}
		for _, word := range []string{evil, html.EscapeString(evil)} {
			if diff := cmp.Diff(wantPaste, read(map[string]string{"data": "Ward\tVisits\nAbbey\t12\nBocking\t15\n", "html": table(word)}, file{})); diff != "" {
				t.Errorf("pasted %q (-plain +hostile):\n%s", word, diff)
			}
		}
	}
}

// sheetsNamed is a workbook with a small table on sheets of those names.
func sheetsNamed(t *testing.T, names ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	part := func(name, text string) {
		t.Helper()
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, `<?xml version="1.0" encoding="UTF-8"?>`+text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	const main, of = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	var sheets, links string
	for i, name := range names {
		sheets += fmt.Sprintf(`<sheet name="%s" sheetId="%d" r:id="r%d"/>`, html.EscapeString(name), i+1, i+1)
		links += fmt.Sprintf(`<Relationship Id="r%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, of, i+1)
		rows := ""
		for n, row := range [][2]string{{"Ward", "Visits"}, {"Abbey", "12"}, {"Bocking", "15"}, {"Castle", "18"}} {
			rows += fmt.Sprintf(`<row r="%d"><c r="A%d" t="inlineStr"><is><t>%s</t></is></c><c r="B%d" t="inlineStr"><is><t>%s</t></is></c></row>`, n+1, n+1, row[0], n+1, row[1])
		}
		part(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), fmt.Sprintf(`<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>`, main, rows))
	}
	part("[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`)
	part("xl/workbook.xml", fmt.Sprintf(`<workbook xmlns="%s" xmlns:r="%s"><sheets>%s</sheets></workbook>`, main, of, sheets))
	part("xl/_rels/workbook.xml.rels", fmt.Sprintf(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>`, links))
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestHostileAnswersOfPortalsActNowhere: what a portal says of its datasets and files
// is shown and never acts, in what was found and where a file cannot be used.
func TestHostileAnswersOfPortalsActNowhere(t *testing.T) {
	t.Parallel()
	var word atomic.Value
	client, address := saidBy(t, &word)
	o := newOffice(t, client)
	kept := o.onlyPortals(store.Portal{Name: "Portal", Kind: "ckan", Address: address, Searched: true})
	editor := o.as("editor")
	pages := func(text string) map[string][]string {
		t.Helper()
		word.Store(text)
		found := editor.post("/studio/find", map[string]string{"q": "waste " + strconv.Itoa(len(text))})
		refused := editor.post("/studio/find/use", map[string]string{"portal": kept[0].ID, "dataset": "d", "resource": "gone", "q": "waste"})
		if found.status != http.StatusOK || !strings.Contains(found.text("article"), text) || refused.status != http.StatusUnprocessableEntity {
			t.Fatalf("%q: found %d, %s; refused %d", text, found.status, found.text("main"), refused.status)
		}
		none := figure{snapshot: "none", widget: "none", dataset: "none"}
		return map[string][]string{"found": found.acts(none, widgets.Widget{PublicID: "none"}), "refused": refused.acts(none, widgets.Widget{PublicID: "none"})}
	}
	want := pages("plain words")
	for _, evil := range []string{`"><img src=x onerror=alert(1)>`, `' autofocus onfocus='alert(1)`, `</title></option></textarea><script src=//evil.example></script>`, `javascript:alert(1)//<b hx-get=/ hx-trigger=load>`} {
		if diff := cmp.Diff(want, pages(evil)); diff != "" {
			t.Errorf("a portal says %q (-plain +hostile):\n%s", evil, diff)
		}
	}
}

// saidBy is a CKAN that says one text of everything.
func saidBy(t *testing.T, word *atomic.Value) (*fetch.Client, string) {
	t.Helper()
	type object = map[string]any
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text := word.Load().(string)
		one := object{"id": "d", "name": text, "title": text, "notes": text, "license_id": text, "license_title": text, "url": text, "metadata_modified": text, "organization": object{"title": text}, "author": text,
			"resources": []object{{"id": "csv", "name": text, "format": "CSV", "url": "http://" + r.Host + "/wards.csv"}, {"id": "gone", "name": text, "format": "CSV", "url": "http://" + r.Host + "/gone.csv"}, {"id": "other", "name": text, "format": text, "url": text}}}
		var result any
		switch r.URL.Path {
		case "/api/3/action/package_search":
			result = object{"count": 1, "results": []object{one}}
		case "/api/3/action/package_show":
			result = one
		default:
			http.Error(w, text, http.StatusNotFound)
			return
		}
		if err := json.NewEncoder(w).Encode(object{"success": true, "result": result}); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(s.Close)
	u, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	if err != nil {
		t.Fatal(err)
	}
	return fetch.New(fetch.Options{AllowHosts: []string{"127.0.0.1"}, AllowPrivate: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}, Ports: []uint16{uint16(port)}, Timeout: 10 * time.Second}), s.URL
}
