package fontfile

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image/png"
	"math"
	"os"
	"testing"
	"time"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/gomonobold"
	"golang.org/x/image/font/gofont/goregular"

	"figurehead/datasets"
	"figurehead/widgets"
	"figurehead/widgets/draw"
)

func typeface(t *testing.T, regular, bold []byte) *draw.Typeface {
	t.Helper()
	var packed [2][]byte
	for i, raw := range [][]byte{regular, bold} {
		w, err := Read(raw)
		if err != nil {
			t.Fatal(err)
		}
		packed[i] = w.Packed
	}
	face, err := draw.ReadTypeface(packed[0], packed[1])
	if err != nil {
		t.Fatal(err)
	}
	return face
}

var lines = []string{
	"Essex recycled 51% of its waste", "AVATAR Tomato. Yes, To: We “quote” – “Wales”", "£1,454,000 – 0.4 million",
	"Ŵŵ Ŷŷ â ê î ô û: Cyngor Sir Gâr", "P. F, T. V. “A” 7,111", "−12.3 ≥ ▲ ▼",
}

// The built-in typeface, sent through the file reader, measures as it does
// built in: outlines, advances and kerning survive.
func TestLiberationThroughTheReader(t *testing.T) {
	t.Parallel()
	face := typeface(t, liberationsansregular.TTF, liberationsansbold.TTF)
	for _, line := range lines {
		for _, weight := range []widgets.Face{widgets.Regular, widgets.Bold} {
			got, want := face.Measure(weight, 100, line), draw.Text.Measure(weight, 100, line)
			if math.Abs(float64(got-want)) > 0.001*float64(want) {
				t.Errorf("Measure(%d, %q) = %v, want %v", weight, line, got, want)
			}
		}
	}
	placed := sample()
	a, err := draw.PNG(placed, draw.PNGOptions{})
	if err != nil {
		t.Fatal(err)
	}
	b, err := draw.PNG(placed, draw.PNGOptions{Typeface: face})
	if err != nil {
		t.Fatal(err)
	}
	if differ, pixels := difference(t, a, b); differ*500 > pixels {
		t.Errorf("%d of %d pixels differ between the two", differ, pixels)
	}
}

func sample() widgets.Placed {
	p := widgets.Placed{Width: 800, Height: 400, Paper: widgets.Color{R: 255, G: 255, B: 255}}
	for i, line := range lines {
		p.Marks = append(p.Marks,
			widgets.TextMark{At: widgets.Pt{X: 20, Y: widgets.Px(40 + 60*i)}, Text: line, Size: 28},
			widgets.TextMark{At: widgets.Pt{X: 20, Y: widgets.Px(66 + 60*i)}, Text: line, Size: 20, Face: widgets.Bold})
	}
	return p
}

// difference counts pixels whose lightness differs by more than a quarter.
func difference(t *testing.T, a, b []byte) (differ, pixels int) {
	t.Helper()
	x, errX := png.Decode(bytes.NewReader(a))
	y, errY := png.Decode(bytes.NewReader(b))
	if errX != nil || errY != nil {
		t.Fatal(errX, errY)
	}
	for v := range x.Bounds().Dy() {
		for u := range x.Bounds().Dx() {
			p, _, _, _ := x.At(u, v).RGBA()
			q, _, _, _ := y.At(u, v).RGBA()
			if pixels++; max(p, q)-min(p, q) > 0x4000 {
				differ++
			}
		}
	}
	return differ, pixels
}

// Another typeface is drawn in its own shapes and measured by its own
// advances, and lent the characters that it lacks.
func TestAnotherTypeface(t *testing.T) {
	t.Parallel()
	w, err := Read(gomono.TTF)
	if err != nil {
		t.Fatal(err)
	}
	if w.Name != "Go Mono" || w.Lacks != "" {
		t.Errorf("name = %q, lacks %q, want Go Mono with all that is usual", w.Name, w.Lacks)
	}
	face := typeface(t, gomono.TTF, gomonobold.TTF)
	for _, text := range []string{"m", "i", "Ŵ"} {
		if got, want := face.Measure(widgets.Regular, 2048, text), advanceOf(t, gomono.TTF, []rune(text)[0]); got != want {
			t.Errorf("Measure(%q) = %v, want %v", text, got, want)
		}
	}
	if got, want := face.Measure(widgets.Regular, 100, "⁑"), draw.Text.Measure(widgets.Regular, 100, "⁑"); got != want {
		t.Errorf("a lent character is %v wide, want %v", got, want)
	}
	picture, err := draw.PNG(sample(), draw.PNGOptions{Typeface: face})
	if err != nil {
		t.Fatal(err)
	}
	plain, err := draw.PNG(sample(), draw.PNGOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if differ, _ := difference(t, picture, plain); differ < 2000 {
		t.Errorf("%d pixels differ from the built-in typeface, want its own shapes", differ)
	}
	if out := os.Getenv("FIGUREHEAD_LOOK"); out != "" {
		if err := os.WriteFile(out, picture, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// advanceOf reads an advance out of the tables of a font whose cmap has a
// format 4 subtable, independently of the parser.
func advanceOf(t *testing.T, raw []byte, c rune) widgets.Px {
	t.Helper()
	u16 := func(at int) int { return int(binary.BigEndian.Uint16(raw[at:])) }
	u32 := func(at int) int { return int(binary.BigEndian.Uint32(raw[at:])) }
	tables := map[string]int{}
	for i := range u16(4) {
		record := 12 + 16*i
		tables[string(raw[record:record+4])] = u32(record + 8)
	}
	cmap := tables["cmap"]
	for i := range u16(cmap + 2) {
		sub := cmap + u32(cmap+8+8*i)
		if u16(sub) != 4 {
			continue
		}
		n := u16(sub+6) / 2
		for s := range n {
			end, start := u16(sub+14+2*s), u16(sub+16+2*n+2*s)
			if int(c) > end || int(c) < start {
				continue
			}
			delta, at := u16(sub+16+4*n+2*s), sub+16+6*n+2*s
			glyph := (int(c) + delta) & 0xFFFF
			if offset := u16(at); offset != 0 {
				glyph = (u16(at+offset+2*(int(c)-start)) + delta) & 0xFFFF
			}
			long := u16(tables["hhea"] + 34)
			return widgets.Px(u16(tables["hmtx"] + 4*min(glyph, long-1)))
		}
	}
	t.Fatal("no format 4 cmap")
	return 0
}

// A PostScript outline font is read as well: the letters of CFFTest.otf, from
// golang.org/x/image, are not the English ones, and it says so.
func TestRefused(t *testing.T) {
	t.Parallel()
	cff, err := os.ReadFile("testdata/CFFTest.otf")
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		raw  []byte
		want string
	}{
		"nothing":           {nil, "The file is no font."},
		"a picture":         {[]byte("\x89PNG\r\n\x1a\n"), "The file is no font."},
		"a web font":        {[]byte("wOF2\x00\x01\x00\x00"), "The file is a web font (WOFF)."},
		"a collection":      {[]byte("ttcf\x00\x01\x00\x00"), "The file is a collection of fonts (TTC)."},
		"larger than 2 MB":  {append([]byte("\x00\x01\x00\x00"), make([]byte, MaxBytes)...), "The font file is larger than 2 MB."},
		"only its first 64": {goregular.TTF[:64], "The font file is damaged or of a kind that cannot be read."},
		"few letters":       {cff, "The typeface has no letters for English."},
	} {
		_, err := Read(test.raw)
		var problem datasets.Problem
		if !errors.As(err, &problem) || problem.Message != test.want || problem.Suggestion == "" {
			t.Errorf("%s: Read = %v, want %q", name, err, test.want)
		}
	}
}

// Cut off anywhere, or with any table's length or offset changed, a font is
// refused in words or read, within its time; it is never a crash.
func TestHostileFonts(t *testing.T) {
	t.Parallel()
	read := func(name string, raw []byte) {
		start := time.Now()
		w, err := Read(raw)
		var problem datasets.Problem
		if err != nil && !errors.As(err, &problem) {
			t.Errorf("%s: Read = %v, want a Problem", name, err)
		}
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
		if err == nil {
			if _, err := draw.ReadTypeface(w.Packed, w.Packed); err != nil {
				t.Errorf("%s: what was packed cannot be read: %v", name, err)
			}
		}
	}
	font := goregular.TTF
	for n := 0; n < len(font); n += 97 {
		read("cut off", font[:n])
	}
	tables := int(binary.BigEndian.Uint16(font[4:]))
	for i := range tables {
		for _, at := range []int{12 + 16*i + 8, 12 + 16*i + 12} {
			for _, value := range []uint32{0, 1, 0x7FFFFFFF, 0xFFFFFFFF} {
				changed := bytes.Clone(font)
				binary.BigEndian.PutUint32(changed[at:], value)
				read("table record", changed)
			}
		}
	}
}

// A packed weight that was cut off or changed is an error, never a crash.
func TestReadTypefaceOfBrokenBytes(t *testing.T) {
	t.Parallel()
	w, err := Read(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; n < len(w.Packed); n += 1 + len(w.Packed)/400 {
		if _, err := draw.ReadTypeface(w.Packed[:n], w.Packed); err == nil {
			t.Errorf("ReadTypeface of %d of %d bytes: no error", n, len(w.Packed))
		}
		changed := bytes.Clone(w.Packed)
		changed[n] ^= 0xFF
		if face, err := draw.ReadTypeface(changed, changed); err == nil {
			if _, err := draw.PNG(sample(), draw.PNGOptions{Typeface: face}); err != nil {
				t.Errorf("drawn with byte %d changed: %v", n, err)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(goregular.TTF[:4096])
	f.Add([]byte("OTTO\x00\x01"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		_, err := Read(raw)
		var problem datasets.Problem
		if err != nil && !errors.As(err, &problem) {
			t.Fatalf("Read = %v, want a weight or a Problem", err)
		}
	})
}
