package logo

import (
	"bytes"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"
	"time"

	"encoding/binary"

	"figurehead/datasets"
)

func svg(body string) []byte {
	return []byte(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 20">` + body + `</svg>`)
}

func decoded(t *testing.T, raw []byte) image.Image {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// Where shapes lie: each is drawn over a frame that fills the view box, so
// that a place of the view box is a place of the picture, 5.2 px to one unit.
func TestShapesLieWhereTheyShould(t *testing.T) {
	t.Parallel()
	const frame = `<rect x="0.5" y="0.5" width="99" height="19" fill="none" stroke="#999"/>`
	for _, test := range []struct {
		name, body  string
		ink, ground [][2]float64
	}{
		{"rect", `<rect x="10" y="5" width="20" height="10"/>`, [][2]float64{{11, 6}, {29, 14}}, [][2]float64{{9, 10}, {31, 10}, {20, 4}}},
		{"round corners", `<rect x="10" y="4" width="20" height="12" rx="5"/>`, [][2]float64{{20, 5}, {11, 10}}, [][2]float64{{10.6, 4.6}, {29.4, 15.4}}},
		{"circle", `<circle cx="20" cy="10" r="6"/>`, [][2]float64{{20, 5}, {25, 10}}, [][2]float64{{25, 5}, {15, 15}}},
		{"ellipse", `<ellipse cx="50" cy="10" rx="30" ry="5"/>`, [][2]float64{{25, 10}, {50, 14}}, [][2]float64{{25, 14}, {50, 16.5}}},
		{"polygon", `<polygon points="10,15 20,5 30,15"/>`, [][2]float64{{20, 8}, {14, 14}}, [][2]float64{{12, 6}}},
		{"line", `<line x1="10" y1="10" x2="50" y2="10" stroke="#000" stroke-width="4"/>`, [][2]float64{{11, 9}, {49, 11}}, [][2]float64{{9, 10}, {30, 13}}},
		{"square caps", `<path d="M10 10H50" stroke="#000" stroke-width="4" stroke-linecap="square"/>`, [][2]float64{{8.8, 10}, {51.2, 10}}, [][2]float64{{7, 10}}},
		{"a mitred corner", `<path d="M10 16V8H30" fill="none" stroke="#000" stroke-width="6"/>`, [][2]float64{{7.5, 5.5}, {10, 15}}, [][2]float64{{20, 13}}},
		{"a closed stroke", `<path d="M10 8H30V14H10z" fill="none" stroke="#000" stroke-width="4"/>`, [][2]float64{{8.5, 6.5}, {31.5, 15.5}, {31.5, 6.5}}, [][2]float64{{20, 11}}},
		{"relative path", `<path d="m10 5h20v10h-20z"/>`, [][2]float64{{11, 6}, {29, 14}}, [][2]float64{{31, 10}}},
		{"cubic", `<path d="M10 15C10 5 30 5 30 15z"/>`, [][2]float64{{20, 9}, {12, 14}}, [][2]float64{{20, 6.5}, {10.5, 6}}},
		{"smooth cubic", `<path d="M10 10C10 5 20 5 20 10S30 15 30 10z"/>`, [][2]float64{{15, 8}, {25, 12}}, [][2]float64{{15, 12}, {25, 8}}},
		{"quadratic", `<path d="M10 15Q20 -5 30 15z"/>`, [][2]float64{{20, 7}}, [][2]float64{{20, 4}}},
		{"arc", `<path d="M14 10a6 6 0 1 1 12 0a6 6 0 1 1-12 0"/>`, [][2]float64{{20, 5}, {25, 10}}, [][2]float64{{25, 5}}},
		{"arc with touching flags", `<path d="M14 10a6 6 0 1112 0 6 6 0 11-12 0"/>`, [][2]float64{{20, 5}, {25, 10}}, [][2]float64{{25, 5}}},
		{"even-odd hole", `<path fill-rule="evenodd" d="M10 4H30V16H10zM15 8H25V12H15z"/>`, [][2]float64{{12, 10}}, [][2]float64{{20, 10}}},
		{"non-zero without hole", `<path d="M10 4H30V16H10zM15 8H25V12H15z"/>`, [][2]float64{{12, 10}, {20, 10}}, nil},
		{"non-zero hole wound back", `<path d="M10 4H30V16H10zM15 8V12H25V8z"/>`, [][2]float64{{12, 10}}, [][2]float64{{20, 10}}},
		{"moved and turned", `<g transform="translate(50 10) rotate(90)"><rect x="-8" y="-4" width="16" height="8"/></g>`, [][2]float64{{47, 3}, {53, 17}}, [][2]float64{{43, 10}}},
		{"a matrix", `<rect transform="matrix(2,0,0,1,10,0)" x="0" y="5" width="10" height="10"/>`, [][2]float64{{11, 6}, {29, 14}}, [][2]float64{{31, 10}}},
		{"a class", `<style>.a,.b{fill:none} .b{fill:#000}</style><rect class="a" x="10" y="5" width="20" height="10"/><rect class="b" x="40" y="5" width="20" height="10"/>`, [][2]float64{{50, 10}}, [][2]float64{{20, 10}}},
		{"a style", `<rect style="fill:#fff;fill:rgb(0, 0, 0)" x="10" y="5" width="20" height="10"/>`, [][2]float64{{20, 10}}, nil},
		{"hidden", `<g display="none"><rect x="10" y="5" width="20" height="10"/></g>`, nil, [][2]float64{{20, 10}}},
		{"inside defs", `<defs><rect x="10" y="5" width="20" height="10"/></defs>`, nil, [][2]float64{{20, 10}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			raw, err := Normalise(svg(frame + test.body))
			if err != nil {
				t.Fatal(err)
			}
			img := decoded(t, raw)
			if size := img.Bounds().Size(); size != image.Pt(520, 104) {
				t.Fatalf("size = %v, want 520 × 104", size)
			}
			dark := func(p [2]float64) bool {
				c := color.NRGBAModel.Convert(img.At(int(p[0]*5.2), int(p[1]*5.2))).(color.NRGBA)
				return c.A > 200 && c.R < 60
			}
			for _, p := range test.ink {
				if !dark(p) {
					t.Errorf("nothing is drawn at %v", p)
				}
			}
			for _, p := range test.ground {
				if dark(p) {
					t.Errorf("something is drawn at %v", p)
				}
			}
		})
	}
}

func TestColours(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]color.NRGBA{
		`<rect width="100" height="20" fill="#12436d"/>`:                                     {0x12, 0x43, 0x6d, 255},
		`<rect width="100" height="20" fill="#f60"/>`:                                        {0xff, 0x66, 0, 255},
		`<rect width="100" height="20" fill="rgb(10%,20%,30%)"/>`:                            {26, 51, 77, 255},
		`<rect width="100" height="20" fill="DarkGreen"/>`:                                   {0, 100, 0, 255},
		`<g fill="red" opacity=".5"><rect width="100" height="20"/></g>`:                     {255, 0, 0, 128},
		`<g opacity=".5"><g opacity="50%"><rect width="100" height="20"/></g></g>`:           {0, 0, 0, 64},
		`<style>rect{fill:blue}</style><rect fill="red" width="100" height="20"/>`:           {0, 0, 255, 255},
		`<style>/* a } b */.a{fill:blue}</style><rect class="x a" width="100" height="20"/>`: {0, 0, 255, 255},
	} {
		if want.A < 128 { // fainter than the least that counts as seen: read the drawing itself
			img, err := drawSVG(svg(body))
			if err != nil || img.NRGBAAt(50, 50) != want {
				t.Errorf("drawSVG(%s) = %v, %v, want %v", body, img.NRGBAAt(50, 50), err, want)
			}
			continue
		}
		raw, err := Normalise(svg(body))
		if err != nil {
			t.Errorf("Normalise(%s) = %v", body, err)
			continue
		}
		if got := color.NRGBAModel.Convert(decoded(t, raw).At(50, 50)); got != want {
			t.Errorf("Normalise(%s) = %v, want %v", body, got, want)
		}
	}
}

// What is not a plain shape is refused in a sentence that names it.
func TestRefused(t *testing.T) {
	t.Parallel()
	const rect = `<rect width="9" height="9"/>`
	for _, test := range []struct{ name, file, want string }{
		{"script", string(svg(rect + `<script>alert(1)</script>`)), "The logo holds a script (script)."},
		{"event", string(svg(`<rect onload="alert(1)" width="9" height="9"/>`)), "The logo reacts to events (onload)."},
		{"event in capitals", string(svg(`<rect OnClick="alert(1)" width="9" height="9"/>`)), "The logo reacts to events (OnClick)."},
		{"image", string(svg(`<image href="https://example.org/a.png"/>`)), "The logo holds a picture inside it (image)."},
		{"use", string(svg(`<use xlink:href="#a"/>`)), "The logo holds a shape by reference (use)."},
		{"foreign object", string(svg(`<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>`)), "The logo holds a piece of web page (foreignObject)."},
		{"html", string(svg(`<b xmlns="http://www.w3.org/1999/xhtml">x</b>`)), "The logo holds something that is not a plain shape (b)."},
		{"text", string(svg(`<text x="1" y="1">Council</text>`)), "The logo holds text (text)."},
		{"link", string(svg(`<a href="javascript:alert(1)">` + rect + `</a>`)), "The logo holds a link (a)."},
		{"animation", string(svg(`<rect width="9" height="9"><animate attributeName="x"/></rect>`)), "The logo holds something that is not a plain shape (animate)."},
		{"gradient", string(svg(`<defs><linearGradient id="a"/></defs>` + rect)), "The logo holds a gradient (linearGradient)."},
		{"reference", string(svg(`<rect fill="url(#a)" width="9" height="9"/>`)), `The logo refers to another part of it (fill="url(#a)").`},
		{"address on a shape", string(svg(`<path href="x" d="M0 0H9"/>`)), "The logo refers to something outside it (href)."},
		{"style that fetches", string(svg(`<style>@import "https://example.org/a.css"</style>` + rect)), "The logo holds styles that are more than plain colours (style)."},
		{"style with an address", string(svg(`<style>.a{fill:URL(https://example.org)}</style>` + rect)), "The logo holds styles that are more than plain colours (style)."},
		{"style of an id", string(svg(`<style>#a{fill:red}</style>` + rect)), "The logo holds styles that are not of a plain class (#a)."},
		{"clip path by style", string(svg(`<rect style="clip-path:inset(1px)" width="9" height="9"/>`)), "The logo uses clip-path, which is not drawn."},
		{"entities", `<!DOCTYPE svg [<!ENTITY a "b">]>` + string(svg(rect)), "The logo holds definitions of its own (ENTITY)."},
		{"colour", string(svg(`<rect fill="hsl(1,2%,3%)" width="9" height="9"/>`)), "The logo has a colour that cannot be read (fill: hsl(1,2%,3%))."},
		{"transform", string(svg(`<g transform="spin(3)">` + rect + `</g>`)), "A transform of the logo cannot be read (spin(3))."},
		{"cut off", string(svg(rect))[:130], "The SVG of the logo cannot be read."},
		{"not closed", `<svg xmlns="http://www.w3.org/2000/svg"><g>`, "The SVG of the logo cannot be read."},
		{"a web page", `<!DOCTYPE html><html><body></body></html>`, "The logo is neither a PNG nor an SVG."},
		{"no size", `<svg xmlns="http://www.w3.org/2000/svg">` + rect + `</svg>`, "The SVG of the logo does not say how large it is (viewBox)."},
		{"empty", string(svg("")), "Nothing is to be seen in the logo."},
		{"white", string(svg(`<rect fill="#fff" width="9" height="9"/>`)), "The logo is nearly as light as the ground it stands on, so it would not be seen."},
		{"JPEG", "\xff\xd8\xff\xe0", "The logo is a JPEG, which has no transparent ground."},
		{"no picture", "GIF89a", "The logo is neither a PNG nor an SVG."},
		{"no bytes", "", "The logo is neither a PNG nor an SVG."},
		{"damaged PNG", "\x89PNG\r\n\x1a\nrest", "The PNG of the logo is damaged."},
		{"large", strings.Repeat(" ", MaxBytes+1), "The logo is larger than 1 MB."},
		{"large SVG", string(svg(strings.Repeat(rect, 20_000))), "The SVG of the logo is larger than 256 kB."},
		{"many parts", string(svg(strings.Repeat(`<g/>`, 6_000))), "The SVG of the logo has too many parts."},
		{"deep", string(svg(strings.Repeat(`<g>`, 60) + strings.Repeat(`</g>`, 60))), "The SVG of the logo has too many parts."},
		{"many points", string(svg(`<path d="M0 0` + strings.Repeat("c1 1 2 2 3 3", 20_000) + `"/>`)), "The SVG of the logo has too many parts."},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := Normalise([]byte(test.file))
			var problem datasets.Problem
			if !errors.As(err, &problem) || problem.Message != test.want || problem.Suggestion == "" || problem.Field != "logo" {
				t.Errorf("Normalise = %+v, want %q and what to do", err, test.want)
			}
		})
	}
}

// What drawing programs add besides shapes does not matter.
func TestWhatEditorsAdd(t *testing.T) {
	t.Parallel()
	file := `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Generator --><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
 xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" width="40mm" height="10mm" version="1.1" id="a" inkscape:version="1.3">
<title>Example Council</title><desc>x</desc><metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><script/></rdf:RDF></metadata>
<sodipodi:namedview id="b"><inkscape:page x="0"/></sodipodi:namedview><defs id="c"/>
<g inkscape:label="Layer 1" style="font-size:12px;marker:none;stroke:none;-inkscape-font-specification:Arial"><rect data-name="x" aria-label="y" width="40" height="10"/></g></svg>`
	if raw, err := Normalise([]byte(file)); err != nil || decoded(t, raw).Bounds().Size() != image.Pt(520, 130) {
		t.Errorf("Normalise = %v, want a picture of 520 × 130", err)
	}
}

func encoded(t *testing.T, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A PNG is written anew: no larger than twice its box, without margin, and
// without anything else that was in the file.
func TestPNG(t *testing.T) {
	t.Parallel()
	large := image.NewNRGBA(image.Rect(0, 0, 2000, 1000))
	for y := 300; y < 700; y++ {
		for x := 200; x < 1800; x++ {
			large.SetNRGBA(x, y, color.NRGBA{0x12, 0x43, 0x6d, 255})
		}
	}
	raw := encoded(t, large)
	chunk := append([]byte("tEXtComment\x00"), "secret of the file"...)
	withText := append([]byte(nil), raw[:33]...)
	withText = binary.BigEndian.AppendUint32(withText, uint32(len(chunk)-4))
	withText = append(withText, chunk...)
	withText = binary.BigEndian.AppendUint32(withText, crc32.ChecksumIEEE(chunk))
	withText = append(withText, raw[33:]...)
	got, err := Normalise(withText)
	if err != nil {
		t.Fatal(err)
	}
	if size := decoded(t, got).Bounds().Size(); size != image.Pt(520, 130) {
		t.Errorf("size = %v, want 520 × 130", size)
	}
	if bytes.Contains(got, []byte("secret")) {
		t.Error("the text of the file was kept")
	}
	small := image.NewNRGBA(image.Rect(0, 0, 40, 20))
	for i := range small.Pix {
		small.Pix[i] = 255 * uint8(i%4/3)
	}
	if got, err = Normalise(encoded(t, small)); err != nil || decoded(t, got).Bounds().Size() != image.Pt(40, 20) {
		t.Errorf("a small logo changed: %v", err)
	}
}

// A few bytes that claim a picture of 60,000 × 60,000 are refused at once.
func TestBomb(t *testing.T) {
	t.Parallel()
	raw := encoded(t, image.NewGray(image.Rect(0, 0, 1, 1)))
	binary.BigEndian.PutUint32(raw[16:], 60_000)
	binary.BigEndian.PutUint32(raw[20:], 60_000)
	binary.BigEndian.PutUint32(raw[29:], crc32.ChecksumIEEE(raw[12:29]))
	start := time.Now()
	_, err := Normalise(raw)
	if err == nil || !strings.Contains(err.Error(), "60000 × 60000 pixels") {
		t.Errorf("Normalise = %v, want it too large", err)
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("refused after %v", took)
	}
}

func FuzzNormalise(f *testing.F) {
	f.Add(svg(`<path d="M10 10C10 5 20 5 20 10S30 15 30 10za6 6 0 1112 0"/>`))
	f.Add(svg(`<style>.a{fill:red}</style><g transform="rotate(3 4 5)scale(2)"><rect class="a" rx="3" width="40" height="9" stroke="#000"/></g>`))
	f.Add([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		got, err := Normalise(raw)
		var problem datasets.Problem
		if err != nil && !errors.As(err, &problem) {
			t.Fatalf("Normalise = %v, want a picture or a Problem", err)
		}
		if err == nil {
			if size := decoded(t, got).Bounds().Size(); size.X > maxWidth || size.Y > maxHeight {
				t.Fatalf("a logo of %v", size)
			}
		}
	})
}
