package draw

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"math"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/widgets"
)

// logo returns a small PNG with a transparent half.
func logo(t failer, width, height int) []byte {
	t.Helper()
	m := image.NewNRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width / 2 {
			m.SetNRGBA(x, y, color.NRGBA{R: 200, A: 255})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPNGRefusesSizesAndLevels(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		width, height widgets.Px
		level         int
		want          string
	}{
		"no width":     {0, 100, 1, "size"},
		"negative":     {100, -1, 1, "size"},
		"not a number": {widgets.Px(math.NaN()), 100, 1, "size"},
		"infinite":     {100, widgets.Px(math.Inf(1)), 1, "size"},
		"too large":    {30000, 30000, 1, "size"},
		"level":        {100, 100, 10, "level"},
		"story":        {1080, 1920, 1, ""},
		"part pixel":   {10.4, 0.5, 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := PNG(widgets.Placed{Width: test.width, Height: test.height}, PNGOptions{Level: test.level})
			if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("PNG of %v × %v at level %d: error %v, want %q", test.width, test.height, test.level, err, test.want)
			}
		})
	}
}

func TestPNGIsIndexedUnlessABitmapIsPlaced(t *testing.T) {
	t.Parallel()
	withLogo := marksScene()
	withLogo.Marks = append(withLogo.Marks, widgets.ImageMark{X: 500, Y: 300, W: 80, H: 80, PNG: logo(t, 20, 10)})
	rainbow := newScene(64, 64, "", "")
	for i := range 64 * 64 {
		rainbow.add(widgets.RectMark{X: widgets.Px(i % 64), Y: widgets.Px(i / 64), W: 1, H: 1, Fill: widgets.Color{R: uint8(i % 64 * 4), G: uint8(i / 64 * 4), B: uint8(i)}})
	}
	for name, test := range map[string]struct {
		placed  widgets.Placed
		indexed bool
	}{
		"bar": {barScene(t), true}, "line": {lineScene(t), true}, "marks": {marksScene(), true},
		"bitmap": {withLogo, false}, "4,096 colours": {rainbow.Placed, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data, err := PNG(test.placed, PNGOptions{Level: PreviewLevel})
			if err != nil {
				t.Fatal(err)
			}
			_, indexed := decode(t, data).(*image.Paletted)
			if indexed != test.indexed {
				t.Errorf("indexed: %v, want %v", indexed, test.indexed)
			}
		})
	}
	data, err := PNG(rainbow.Placed, PNGOptions{})
	if err != nil {
		t.Fatal(err)
	}
	picture := decode(t, data)
	for i := range 64 * 64 {
		want := color.RGBA{uint8(i % 64 * 4), uint8(i / 64 * 4), uint8(i), 255}
		if got := picture.At(i%64, i/64); apart(got, want) != 0 {
			t.Errorf("pixel %d is %v, want %v", i, got, want)
		}
	}
}

// TestPalettePictureEqualsTrueColour draws each scene on both surfaces.
func TestPalettePictureEqualsTrueColour(t *testing.T) {
	t.Parallel()
	for name, placed := range scenes(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			width, height, err := pixels(placed)
			if err != nil {
				t.Fatal(err)
			}
			var pictures [2]image.Image
			for i := range pictures {
				c := newPNGCanvas()
				var data []byte
				if i == 0 {
					c.begin(&c.indexed, width, height, placed.Paper)
					paint(c, placed)
					data, err = encodeIndexed(&c.indexed, PNGOptions{Level: 1})
				} else {
					c.begin(&c.direct, width, height, placed.Paper)
					paint(c, placed)
					data, err = encodeDirect(&c.direct, PNGOptions{Level: 1})
				}
				if err != nil {
					t.Fatal(err)
				}
				pictures[i] = decode(t, data)
			}
			different, most := 0, 0
			for y := range height {
				for x := range width {
					if d := apart(pictures[0].At(x, y), pictures[1].At(x, y)); d > 0 {
						different++
						most = max(most, d)
					}
				}
			}
			if different*200 > width*height || most > 16 {
				t.Errorf("%d of %d pixels differ, by up to %d of 255; want at most one in 200 merged, by up to 16", different, width*height, most)
			}
		})
	}
}

func TestBitmapIsFittedAndBlended(t *testing.T) {
	t.Parallel()
	placed := widgets.Placed{Width: 100, Height: 100, Paper: widgets.Color{B: 255}, Marks: []widgets.Mark{
		widgets.ImageMark{X: 20, Y: 20, W: 60, H: 60, PNG: logo(t, 20, 10)},
		widgets.ImageMark{X: 90, Y: -10, W: 40, H: 20, PNG: logo(t, 20, 10)}, // over the edge
	}}
	data, err := PNG(placed, PNGOptions{})
	if err != nil {
		t.Fatal(err)
	}
	m := decode(t, data)
	for name, test := range map[string]struct {
		x, y int
		want color.RGBA
	}{
		"above it, in its rectangle": {30, 30, color.RGBA{B: 255, A: 255}},
		"its colour":                 {30, 50, color.RGBA{R: 200, A: 255}},
		"its transparent half":       {75, 50, color.RGBA{B: 255, A: 255}},
		"below it":                   {30, 70, color.RGBA{B: 255, A: 255}},
		"one over the edge":          {95, 5, color.RGBA{R: 200, A: 255}},
	} {
		if got := m.At(test.x, test.y); apart(got, test.want) > 2 {
			t.Errorf("%s: pixel %d, %d is %v, want %v", name, test.x, test.y, got, test.want)
		}
	}
}

// TestMarksOverTheEdge draws marks whose greater part lies outside: what is
// inside is there, and nothing else is touched.
func TestMarksOverTheEdge(t *testing.T) {
	t.Parallel()
	const far = 150
	for name, mark := range map[string]widgets.Mark{
		"rectangle": widgets.RectMark{X: -far, Y: -far, W: far + 20, H: far + 20, Fill: ink},
		"rounded":   widgets.RectMark{X: -far, Y: -far, W: far + 20, H: far + 20, Radius: 2, Fill: ink},
		"area":      widgets.AreaMark{Points: []widgets.Pt{{X: -far, Y: -far}, {X: 20, Y: -far}, {X: 20, Y: 20}, {X: -far, Y: 20}}, Fill: ink},
		"line":      widgets.PathMark{Points: []widgets.Pt{{X: -far, Y: 10}, {X: 20, Y: 10}}, Width: 20, Stroke: ink},
		"rule":      widgets.RuleMark{X1: 10, X2: 10, Y1: -far, Y2: 20, Width: 20, Stroke: ink},
		"text":      widgets.TextMark{At: widgets.Pt{X: -40, Y: 45}, Text: "■", Size: 120, Fill: ink},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data, err := PNG(widgets.Placed{Width: 100, Height: 100, Paper: white, Marks: []widgets.Mark{mark}}, PNGOptions{})
			if err != nil {
				t.Fatal(err)
			}
			m := decode(t, data)
			if got := m.At(8, 8); apart(got, opaque(ink)) > 0 {
				t.Errorf("pixel within the mark is %v, want ink", got)
			}
			if got := m.At(80, 80); apart(got, opaque(white)) > 0 {
				t.Errorf("pixel outside the mark is %v, want paper", got)
			}
		})
	}
}

func TestBadBitmapIsAnError(t *testing.T) {
	t.Parallel()
	huge := logo(t, 2, 2)
	binary.BigEndian.PutUint32(huge[16:], 60000)
	binary.BigEndian.PutUint32(huge[20:], 60000)
	binary.BigEndian.PutUint32(huge[29:], crc32.ChecksumIEEE(huge[12:29]))
	for name, data := range map[string][]byte{"empty": nil, "not a PNG": []byte("GIF89a"), "cut": logo(t, 20, 10)[:50], "huge": huge} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			placed := widgets.Placed{Width: 50, Height: 50, Marks: []widgets.Mark{widgets.ImageMark{W: 20, H: 20, PNG: data}}}
			if _, err := PNG(placed, PNGOptions{}); err == nil || !strings.Contains(err.Error(), "bitmap") {
				t.Errorf("error %v, want one that names the bitmap", err)
			}
		})
	}
}

func TestPNGMetadataReadBack(t *testing.T) {
	t.Parallel()
	for _, m := range append([]Metadata{sample, {}, {Title: "Only <title> & “quotes”"}}, naughtyMetadata(t)...) {
		data, err := PNG(widgets.Placed{Width: 4, Height: 4}, PNGOptions{Level: 1, Metadata: m})
		if err != nil {
			t.Fatal(err)
		}
		decode(t, data)
		texts := readTexts(t, data)
		want := m.cleaned()
		got := Metadata{}
		if packet, ok := texts["XML:com.adobe.xmp"]; ok {
			var root node
			if err := xml.Unmarshal([]byte(packet), &root); err != nil {
				t.Fatalf("XMP of %+v: %v", m, err)
			}
			got = readRDF(root)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("XMP differs (-want +got):\n%s", diff)
		}
		plain := Metadata{Lang: want.Lang, Title: texts["Title"], Source: texts["Source"], Copyright: texts["Copyright"], Description: texts["Description"],
			AltText: want.AltText, LicenceURL: want.LicenceURL, Address: want.Address, Credit: want.Credit, AsAt: want.AsAt}
		if diff := cmp.Diff(want, plain); diff != "" {
			t.Errorf("text chunks differ (-want +got):\n%s", diff)
		}
	}
}

// cleaned is m as it can stand in XML.
func (m Metadata) cleaned() Metadata {
	return Metadata{m.Lang, cleaned(m.Title), cleaned(m.Source), cleaned(m.Copyright), cleaned(m.Description), cleaned(m.AltText),
		cleaned(m.LicenceURL), cleaned(m.Address), cleaned(m.Credit), cleaned(m.AsAt)}
}

// naughtyMetadata holds each naughty string once.
func naughtyMetadata(t *testing.T) []Metadata {
	var list []Metadata
	strings := naughty(t)
	for ; len(strings) >= 9; strings = strings[9:] {
		list = append(list, Metadata{"cy", strings[0], strings[1], strings[2], strings[3], strings[4], strings[5], strings[6], strings[7], strings[8]})
	}
	return append(list, Metadata{AltText: strings[0], Title: strings[len(strings)-1]})
}

// readTexts returns the international texts of a PNG by keyword, and fails on
// a chunk whose checksum or order is wrong.
func readTexts(t *testing.T, data []byte) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for rest := data[len(pngSignature):]; len(rest) > 0; {
		n := binary.BigEndian.Uint32(rest)
		name, body := string(rest[4:8]), rest[8:8+n]
		if crc32.ChecksumIEEE(rest[4:8+n]) != binary.BigEndian.Uint32(rest[8+n:]) {
			t.Errorf("chunk %s has a wrong checksum", name)
		}
		if name == "iTXt" {
			keyword, value, _ := bytes.Cut(body, []byte{0})
			_, value, _ = bytes.Cut(value[2:], []byte{0, 0}) // language, and the translation that is not there
			texts[string(keyword)] = string(value)
		}
		rest = rest[12+n:]
	}
	return texts
}

func TestPNGFromManyGoroutines(t *testing.T) {
	t.Parallel()
	want := map[string][]byte{}
	figures := scenes(t)
	for name, placed := range figures {
		data, err := PNG(placed, PNGOptions{Level: 1, Metadata: sample})
		if err != nil {
			t.Fatal(err)
		}
		want[name] = data
	}
	var wait sync.WaitGroup
	for range 8 {
		for name, placed := range figures {
			wait.Go(func() {
				data, err := PNG(placed, PNGOptions{Level: 1, Metadata: sample})
				if err != nil || !bytes.Equal(data, want[name]) {
					t.Errorf("%s drawn beside others is different: %v", name, err)
				}
				SVG(placed, SVGOptions{})
			})
		}
	}
	wait.Wait()
}

func TestGlyphsKeptAreBounded(t *testing.T) {
	t.Parallel()
	c := maskCache{maxBytes: 64 << 10}
	for size := range 400 {
		for _, r := range "Greenhithe 51.1%" {
			bold := faceOf(widgets.Bold)
			c.get(maskKey{index: bold.glyph(r).index, size: fixedSize(8 + float64(size)/10), face: bold})
		}
		kept := (len(c.young) + len(c.old)) * maskOverhead
		for _, masks := range []map[maskKey]*mask{c.young, c.old} {
			for _, m := range masks {
				kept += len(m.levels)
			}
		}
		if kept > c.maxBytes {
			t.Fatalf("%d bytes kept after %d sizes, want at most %d", kept, size+1, c.maxBytes)
		}
	}
}

func BenchmarkPNG(b *testing.B) {
	for name, placed := range scenes(b) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := PNG(placed, PNGOptions{Level: PreviewLevel}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
