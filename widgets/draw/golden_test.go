package draw

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/widgets"
)

var update = flag.Bool("update", false, "rewrite the goldens of this package")

// scenes are the figures the goldens are drawn from.
func scenes(t testing.TB) map[string]widgets.Placed {
	return map[string]widgets.Placed{"bar": barScene(t), "line": lineScene(t), "marks": marksScene(), "shapes": shapesScene(provisional), "pies": piesScene()}
}

func TestGoldens(t *testing.T) {
	t.Parallel()
	for name, placed := range scenes(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			svg := []byte(SVG(placed, SVGOptions{Standalone: true, Metadata: &sample}).HTML)
			drawn, err := PNG(placed, PNGOptions{Metadata: sample})
			if err != nil {
				t.Fatal(err)
			}
			svgFile, pngFile := filepath.Join("testdata", name+".svg"), filepath.Join("testdata", name+".png")
			if *update {
				writeFile(t, svgFile, svg)
				writeFile(t, pngFile, drawn)
				return
			}
			if diff := cmp.Diff(string(readFile(t, svgFile)), string(svg)); diff != "" {
				t.Errorf("%s differs (-want +got):\n%s", svgFile, diff)
			}
			comparePNG(t, pngFile, decode(t, readFile(t, pngFile)), decode(t, drawn))
		})
	}
}

// comparePNG fails when pixels differ by more than rounding, and writes an
// image of where they do.
func comparePNG(t *testing.T, name string, want, got image.Image) {
	t.Helper()
	if want.Bounds() != got.Bounds() {
		t.Fatalf("%s is %v, want %v", name, got.Bounds(), want.Bounds())
	}
	difference := image.NewGray(want.Bounds())
	worse := 0
	for y := range want.Bounds().Dy() {
		for x := range want.Bounds().Dx() {
			if d := apart(want.At(x, y), got.At(x, y)); d > 4 {
				difference.SetGray(x, y, color.Gray{Y: uint8(max(d, 64))})
				worse++
			}
		}
	}
	if worse == 0 {
		return
	}
	var out bytes.Buffer
	if err := png.Encode(&out, difference); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", "out", filepath.Base(name))
	writeFile(t, file, out.Bytes())
	t.Errorf("%s: %d pixels differ, shown in %s", name, worse, file)
}

// apart returns the greatest difference of two colours in one channel.
func apart(a, b color.Color) int {
	ar, ag, ab, _ := a.RGBA()
	br, bg, bb, _ := b.RGBA()
	d := func(x, y uint32) int { return max(int(x>>8)-int(y>>8), int(y>>8)-int(x>>8)) }
	return max(d(ar, br), d(ag, bg), d(ab, bb))
}

func decode(t failer, data []byte) image.Image {
	t.Helper()
	m, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("decode PNG: %v", err)
	}
	return m
}

func readFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func writeFile(t testing.TB, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// failer is what tests, fuzz targets and rapid properties share.
type failer interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}
