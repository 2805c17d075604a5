package server

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image"
	"image/png"
	"io"
	"strconv"
	"strings"
	"testing"

	"figurehead/server/demo"
	"figurehead/widgets"
)

// TestProvenanceIsPaintedInPictures looks at the pixels of every picture of
// every example figure where the drawing of the same size has the words of its
// sources, licences and day: there is ink all along.
func TestProvenanceIsPaintedInPictures(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil).settle()
	w.must(demo.Seed(t.Context(), w.store, w.publishing))
	listed, err := w.store.Listed(t.Context(), "", 0)
	w.must(err)
	reader, looked := w.browser(), 0
	for _, published := range listed {
		e := published.Edition
		for _, preset := range widgets.Presets {
			base := "/w/" + e.PublicID + "/" + preset.Name
			if e.Renditions[preset.Name+".png"].SHA256 == "" || e.Renditions[preset.Name+".svg"].SHA256 == "" {
				continue
			}
			picture, err := png.Decode(strings.NewReader(reader.get(base + ".png").body))
			w.must(err)
			texts := drawnTexts(t, reader.get(base+".svg").body)
			looked++
			for what, words := range map[string][]string{
				"source":  {e.Provenance.Source, e.Provenance.ShortSource},
				"licence": {e.Provenance.Licence.Name, e.Provenance.Licence.ShortName},
				"date":    {e.Provenance.AsAtWords},
			} {
				if at, ok := textWith(texts, words); !ok {
					t.Errorf("%s: no text has the %s of %q", base, what, e.Title)
				} else if inked := at.inked(picture); inked < 0.6 {
					t.Errorf("%s.png: %q is at %v, %v, where %.0f %% of its length has ink", base, at.text, at.x, at.y, inked*100)
				}
			}
		}
	}
	if looked < 40 {
		t.Errorf("%d pictures were looked at, want at least 40", looked)
	}
}

// drawnText is a text of an SVG, its baseline in pixels.
type drawnText struct {
	text       string
	x, y, size float64
	anchor     string
}

// drawnTexts reads the texts of a drawing with what their groups say of them.
func drawnTexts(t *testing.T, svg string) []drawnText {
	t.Helper()
	var texts []drawnText
	stack := []map[string]string{{}}
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return texts
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			now := map[string]string{"in": token.Name.Local}
			for _, name := range []string{"font-size", "text-anchor"} {
				now[name] = stack[len(stack)-1][name]
			}
			for _, a := range token.Attr {
				now[a.Name.Local] = a.Value
			}
			stack = append(stack, now)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			now := stack[len(stack)-1]
			if now["in"] != "text" && now["in"] != "tspan" || strings.TrimSpace(string(token)) == "" {
				continue
			}
			texts = append(texts, drawnText{strings.ReplaceAll(string(token), "\u00a0", " "), number(now["x"]), number(now["y"]), number(now["font-size"]), now["text-anchor"]})
		}
	}
}

func number(s string) float64 {
	n, err := strconv.ParseFloat(strings.TrimSuffix(s, "px"), 64)
	if err != nil {
		return 0
	}
	return n
}

// textWith is the first text that has one of the words, or the longest start
// of them where they go on in the next line.
func textWith(texts []drawnText, words []string) (drawnText, bool) {
	for _, word := range words {
		for n := len(word); word != "" && n >= min(len(word), 12); n-- {
			for _, text := range texts {
				if strings.Contains(text.text, word[:n]) {
					return text, true
				}
			}
		}
	}
	return drawnText{}, false
}

// inked is the share of the length of a text that has pixels unlike the ground
// beside it. Letters of our typeface are wider than 0.4 of their size.
func (d drawnText) inked(picture image.Image) float64 {
	const parts = 16
	width := 0.4 * d.size * float64(len([]rune(d.text)))
	left := d.x
	switch d.anchor {
	case "end":
		left -= width
	case "middle":
		left -= width / 2
	}
	ground := picture.At(int(left)-2, int(d.y-d.size*0.3))
	with := 0
	for part := range parts {
		from, to := left+width*float64(part)/parts, left+width*float64(part+1)/parts
		if differs(picture, image.Rect(int(from), int(d.y-d.size*0.75), int(to)+1, int(d.y)), ground) {
			with++
		}
	}
	return float64(with) / parts
}

func differs(picture image.Image, in image.Rectangle, ground interface{ RGBA() (r, g, b, a uint32) }) bool {
	r0, g0, b0, _ := ground.RGBA()
	for y := in.Min.Y; y < in.Max.Y; y++ {
		for x := in.Min.X; x < in.Max.X; x++ {
			r, g, b, _ := picture.At(x, y).RGBA()
			if far(r, r0)+far(g, g0)+far(b, b0) > 0x6000 {
				return true
			}
		}
	}
	return false
}

func far(a, b uint32) uint32 { return max(a, b) - min(a, b) }

// TestNoInkIsFoundOnAnEmptyPicture: the look at pixels can tell.
func TestNoInkIsFoundOnAnEmptyPicture(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 400, 100))); err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(&out)
	if err != nil {
		t.Fatal(err)
	}
	if got := (drawnText{text: "Source: Example County Council", x: 20, y: 60, size: 14}).inked(picture); got != 0 {
		t.Errorf("inked = %v of an empty picture", got)
	}
}
