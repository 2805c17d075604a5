package draw

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/widgets"
)

var sample = Metadata{
	Title:       "Recycling rate is highest in Greenhithe",
	Source:      "Council waste data & table <W12>",
	Copyright:   "Contains public sector information licensed under the Open Government Licence v3.0",
	Description: "Household waste recycled or composted, by ward",
	AltText:     "Bar chart. Greenhithe recycles “most”, 50%.",
	LicenceURL:  "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
	Address:     "https://figures.example.gov.uk/w/0123456789abcdefghjkmnpqrs",
	Credit:      "Example County Council & partners",
	AsAt:        "2026-11-23",
}

// node is one element of a parsed drawing.
type node struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Text    string     `xml:",chardata"`
	Nodes   []node     `xml:",any"`
}

func (n node) attr(name string) string {
	for _, a := range n.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// all returns the elements of a name, in order.
func (n node) all(name string) []node {
	var found []node
	for _, child := range n.Nodes {
		if child.XMLName.Local == name {
			found = append(found, child)
		}
		found = append(found, child.all(name)...)
	}
	return found
}

// parse reads a drawing as XML to its end.
func parse(t testing.TB, d widgets.Drawing) node {
	t.Helper()
	decoder := xml.NewDecoder(strings.NewReader(string(d.HTML)))
	var root node
	if err := decoder.Decode(&root); err != nil {
		t.Fatalf("drawing is not well-formed: %v\n%s", err, d.HTML)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		t.Fatalf("drawing goes on after its end: %v", err)
	}
	return root
}

func TestSVGHasNameAndDescription(t *testing.T) {
	t.Parallel()
	placed := marksScene()
	root := parse(t, SVG(placed, SVGOptions{IDPrefix: "s\"x> é-1"}))
	want := map[string]string{"role": "img", "aria-labelledby": "sx-1t", "aria-describedby": "sx-1d", "lang": "en-GB", "viewBox": "0 0 600 400"}
	got := map[string]string{}
	for name := range want {
		got[name] = root.attr(name)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("root attributes differ (-want +got):\n%s", diff)
	}
	title, desc := root.Nodes[0], root.Nodes[1]
	if title.attr("id") != "sx-1t" || title.Text != placed.Name {
		t.Errorf("title %q with id %q, want %q with id sx-1t", title.Text, title.attr("id"), placed.Name)
	}
	if desc.attr("id") != "sx-1d" || desc.Text != placed.Description {
		t.Errorf("desc %q with id %q, want %q with id sx-1d", desc.Text, desc.attr("id"), placed.Description)
	}
	last := root.Nodes[len(root.Nodes)-1]
	if last.XMLName.Local != "g" || last.attr("aria-hidden") != "true" {
		t.Errorf("drawing stands in <%s aria-hidden=%q>, want a hidden group", last.XMLName.Local, last.attr("aria-hidden"))
	}
	if n := len(root.all("text")); n != len(last.all("text")) || n != 5 {
		t.Errorf("%d texts, %d of them hidden, want 5 and all", n, len(last.all("text")))
	}
}

func TestSVGStandsAloneOrInAPage(t *testing.T) {
	t.Parallel()
	frame := marksScene()
	frame.Preset.Frame = true
	for name, test := range map[string]struct {
		placed  widgets.Placed
		options SVGOptions
		xml     bool
		ground  bool
		rights  bool
	}{
		"plot of a frame":    {placed: frame},
		"picture in a page":  {placed: marksScene(), ground: true},
		"file":               {placed: marksScene(), options: SVGOptions{Standalone: true, Metadata: &sample}, xml: true, ground: true, rights: true},
		"file of a frame":    {placed: frame, options: SVGOptions{Standalone: true}, xml: true, ground: true},
		"page has no rights": {placed: frame, options: SVGOptions{Metadata: &sample}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			drawing := SVG(test.placed, test.options)
			root := parse(t, drawing)
			if got := strings.HasPrefix(string(drawing.HTML), "<?xml"); got != test.xml {
				t.Errorf("has an XML declaration: %v, want %v", got, test.xml)
			}
			if got := root.attr("width") == "600" && root.attr("height") == "400"; got != test.xml {
				t.Errorf("has its size: %v, want %v", got, test.xml)
			}
			ground := false
			for _, n := range root.Nodes {
				ground = ground || n.XMLName.Local == "path"
			}
			if ground != test.ground {
				t.Errorf("has a ground: %v, want %v", ground, test.ground)
			}
			if got := len(root.all("metadata")) == 1; got != test.rights {
				t.Errorf("has metadata: %v, want %v", got, test.rights)
			}
		})
	}
}

func TestSVGMetadataReadBack(t *testing.T) {
	t.Parallel()
	root := parse(t, SVG(marksScene(), SVGOptions{Standalone: true, Metadata: &sample}))
	if diff := cmp.Diff(sample, readRDF(root)); diff != "" {
		t.Errorf("metadata differs (-want +got):\n%s", diff)
	}
}

// Namespaces of the terms, as programs that read pictures know them.
const (
	dublinCore = "http://purl.org/dc/elements/1.1/"
	xmpRights  = "http://ns.adobe.com/xap/1.0/rights/"
	photoshop  = "http://ns.adobe.com/photoshop/1.0/"
	iptcCore   = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
)

// readRDF returns the metadata found in a parsed drawing or packet.
func readRDF(root node) Metadata {
	first := func(space, name string) string {
		for _, n := range root.all(name) {
			if n.XMLName.Space != space {
				continue
			}
			if list := n.all("li"); len(list) > 0 {
				return list[0].Text
			}
			return n.Text
		}
		return ""
	}
	m := Metadata{
		Lang: first(dublinCore, "language"), Title: first(dublinCore, "title"), Source: first(dublinCore, "source"), Copyright: first(dublinCore, "rights"),
		Description: first(dublinCore, "description"), AltText: first(iptcCore, "AltTextAccessibility"),
		LicenceURL: first(xmpRights, "WebStatement"), Address: first(dublinCore, "identifier"), Credit: first(photoshop, "Credit"), AsAt: first(dublinCore, "date"),
	}
	if again := first(photoshop, "Source"); again != m.Source {
		m.Source = "twice: " + m.Source + " and " + again
	}
	return m
}

// naughty returns the strings that break programs, and some that break XML.
func naughty(t testing.TB) []string {
	t.Helper()
	var list []string
	if err := json.Unmarshal(readFile(t, "testdata/blns.json"), &list); err != nil {
		t.Fatal(err)
	}
	for r := rune(0); r < 0xA0; r++ {
		list = append(list, "a"+string(r)+"b")
	}
	return append(list, "\ufffe", "\uffff", "\xed\xa0\x80", "\xff", "]]>", "<![CDATA[x]]>", "--><script>alert(1)</script>",
		"</title></desc></text></svg><script>", "&#0;", "\u202etxt", strings.Repeat("long ", 1000), "</svg>\r\n<svg onload=alert(1)>")
}

func TestNaughtyStringsStayText(t *testing.T) {
	t.Parallel()
	for _, s := range naughty(t) {
		placed := widgets.Placed{
			Width: 300, Height: 100, Name: s, Description: s, Lang: s,
			Marks: []widgets.Mark{widgets.TextMark{At: widgets.Pt{X: 10, Y: 20}, Text: s, Size: 16}},
		}
		m := Metadata{"cy", s, s, s, s, s, s, s, s, s}
		for _, o := range []SVGOptions{{IDPrefix: s}, {IDPrefix: s, Standalone: true, Metadata: &m}} {
			root := parse(t, SVG(placed, o))
			if got := root.Nodes[0].Text; got != cleaned(s) {
				t.Errorf("title of %q is %q, want %q", s, got, cleaned(s))
			}
			if got := root.Nodes[1].Text; got != cleaned(s) {
				t.Errorf("description of %q is %q, want %q", s, got, cleaned(s))
			}
			got := ""
			if texts := root.all("text"); len(texts) == 1 {
				got = texts[0].Text
			}
			if got != oneLine(s) {
				t.Errorf("label of %q is %q, want %q", s, got, oneLine(s))
			}
			if n := len(root.all("script")) + len(root.all("img")) + len(root.all("iframe")); n > 0 {
				t.Errorf("%q became %d elements", s, n)
			}
			if o.Standalone && readRDF(root) != m.cleaned() {
				t.Errorf("metadata of %q read back as %+v", s, readRDF(root))
			}
		}
	}
}

func TestSVGIsSmall(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		placed widgets.Placed
		most   int
	}{
		"12 bars":       {barScene(t), 1500},
		"5 lines of 60": {lineScene(t), 2200},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var packed bytes.Buffer
			w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.WriteString(w, string(SVG(test.placed, SVGOptions{}).HTML)); err != nil {
				t.Fatal(err)
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			if packed.Len() > test.most {
				t.Errorf("%d bytes of gzip, want at most %d", packed.Len(), test.most)
			}
			t.Logf("%d bytes of gzip", packed.Len())
		})
	}
}

func TestSVGAsksNoOtherAddress(t *testing.T) {
	t.Parallel()
	placed := marksScene()
	placed.Marks = append(placed.Marks, widgets.ImageMark{X: 0, Y: 0, W: 40, H: 40, PNG: logo(t, 20, 10)},
		widgets.ImageMark{X: 0, Y: 0, W: 40, H: 40, PNG: []byte("<svg onload=alert(1)>")})
	images := parse(t, SVG(placed, SVGOptions{})).all("image")
	if len(images) != 1 || !strings.HasPrefix(images[0].attr("href"), "data:image/png;base64,iVBOR") {
		t.Errorf("images %v, want the one PNG within the drawing", images)
	}
}

func BenchmarkSVG(b *testing.B) {
	for name, placed := range scenes(b) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				SVG(placed, SVGOptions{})
			}
		})
	}
}
