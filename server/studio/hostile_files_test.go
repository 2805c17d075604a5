package studio_test

import (
	"archive/zip"
	"encoding/binary"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

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
	read := func(fields map[string]string, f file) []string {
		t.Helper()
		fields["from"] = "ours"
		sent := p.start(fields, f)
		if sent.status != http.StatusSeeOther {
			t.Fatalf("%v, %s: status %d, %s", fields, f.name, sent.status, sent.text(".govuk-error-summary"))
		}
		page := p.get(sent.location)
		snapshot := strings.Split(sent.location, "/")[3]
		return page.acts(figure{snapshot: snapshot, widget: "none", dataset: "none"}, widgets.Widget{PublicID: "none"})
	}
	table := func(word string) string {
		return `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=ProgId content=Excel.Sheet></head><body><table><tr><td>Ward</td><td>Visits ` +
			word + `</td></tr><tr><td>Abbey ` + word + `</td><td x:num="12">12</td></tr><tr><td>Bocking</td><td>15</td></tr></table></body></html>`
	}
	wantFile := read(map[string]string{}, file{"plain.csv", []byte("Ward,Visits\nAbbey,12\nBocking,15\n")})
	wantPaste := read(map[string]string{"data": "Ward\tVisits\nAbbey\t12\nBocking\t15\n", "html": table("plain")}, file{})
	for _, evil := range []string{
		`<img src=x onerror=alert(1)>`, `" autofocus onfocus="alert(1)" x="`, `</title><script>alert(1)</script>`, `<svg onload=alert(1)>`, `<o:p hx-get="/" hx-trigger="load">x</o:p>`,
	} {
		if diff := cmp.Diff(wantFile, read(map[string]string{}, file{evil + ".csv", []byte("Ward,Visits\nAbbey,12\nBocking,15\n")})); diff != "" {
			t.Errorf("the file %q (-plain +hostile):\n%s", evil, diff)
		}
		for _, word := range []string{evil, html.EscapeString(evil)} {
			if diff := cmp.Diff(wantPaste, read(map[string]string{"data": "Ward\tVisits\nAbbey\t12\nBocking\t15\n", "html": table(word)}, file{})); diff != "" {
				t.Errorf("pasted %q (-plain +hostile):\n%s", word, diff)
			}
		}
	}
}
