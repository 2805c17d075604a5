package widgets_test

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/widgets"
	"figurehead/widgets/draw"
)

var update = flag.Bool("update", false, "rewrite the wanted files of testdata/figures")

// example is one folder of testdata/figures: real numbers, a Spec, and what
// they must look like.
type example struct {
	folder string
	spec   widgets.Spec
	result datasets.Result
	about  widgets.ExampleAbout
}

// The presets whose drawings an example keeps unless it names its own.
var (
	keptFrames   = []string{"frame-s", "frame-m", "frame-l"}
	keptPictures = []string{"og", "square", "portrait", "story"}
)

// green is the brand of another council: only five colours change.
func green() widgets.Theme {
	c := func(s string) widgets.Color {
		parsed, err := widgets.ParseColor(s)
		if err != nil {
			panic(err) // the colours are written below
		}
		return parsed
	}
	return widgets.Theme{ID: "green", Name: "Example District Council", Brand: c("#0b5c4a"), Highlight: c("#0b5c4a"),
		Link: c("#0b5c4a"), Track: c("#2e7a68"), Accent: c("#8ccfbc")}
}

// examples are those of the product, with the presets whose drawings are kept.
func examples(t *testing.T) []example {
	t.Helper()
	found, err := widgets.Examples()
	if err != nil || len(found) == 0 {
		t.Fatalf("%d examples: %v", len(found), err)
	}
	var all []example
	for _, e := range found {
		if e.About.Frames == nil {
			e.About.Frames = slices.Clone(keptFrames)
		}
		if e.About.Pictures == nil {
			e.About.Pictures = slices.Clone(keptPictures)
		}
		all = append(all, example{"testdata/figures/" + e.Name, e.Spec, e.Result, e.About})
	}
	return all
}

// figure resolves the example as publishing does.
func (e example) figure(t *testing.T) widgets.Figure {
	t.Helper()
	theme := widgets.DefaultTheme()
	if e.about.Theme == "green" {
		theme = green()
	}
	f, err := widgets.Example{Name: e.folder, Spec: e.spec, Result: e.result, About: e.about}.Figure(theme, "Example County Council")
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func place(t *testing.T, f widgets.Figure, preset string, s widgets.Scheme) widgets.Placed {
	t.Helper()
	p, ok := widgets.PresetByName(preset)
	if !ok {
		t.Fatalf("no preset %q", preset)
	}
	placed, err := widgets.Place(f, p, s, draw.Text)
	if err != nil {
		t.Fatalf("Place(%q, %s): %v", f.Title, preset, err)
	}
	return placed
}

func TestFiguresLookAsTheyDid(t *testing.T) {
	for _, e := range examples(t) {
		t.Run(filepath.Base(e.folder), func(t *testing.T) {
			t.Parallel()
			f := e.figure(t)
			wantText(t, filepath.Join(e.folder, "want.alt"), []byte(f.Alt+"\n"))
			for _, preset := range e.about.Frames {
				svg := draw.SVG(place(t, f, preset, e.about.Scheme), draw.SVGOptions{Standalone: true})
				wantText(t, filepath.Join(e.folder, preset+".svg"), []byte(svg.HTML))
			}
			for _, preset := range e.about.Pictures {
				picture, err := draw.PNG(place(t, f, preset, e.about.Scheme), draw.PNGOptions{})
				if err != nil {
					t.Fatal(err)
				}
				wantPNG(t, filepath.Join(e.folder, preset+".png"), picture)
			}
		})
	}
}

// Every kind has an example on real numbers that keeps all its drawings.
func TestEveryKindHasItsExample(t *testing.T) {
	t.Parallel()
	shown := map[widgets.Kind]bool{}
	for _, e := range examples(t) {
		whole := len(e.about.Frames) == len(keptFrames) && len(e.about.Pictures) == len(keptPictures)
		shown[e.spec.Kind] = shown[e.spec.Kind] || whole
	}
	for _, kind := range widgets.Kinds() {
		if !shown[kind] {
			t.Errorf("no example in testdata/figures shows a %s in every size", kind)
		}
	}
}

var decimals = regexp.MustCompile(`-?\d+\.\d{3,}`)

// rounded writes every number of a drawing with two decimals at most.
func rounded(text []byte) string {
	return decimals.ReplaceAllStringFunc(string(text), func(s string) string {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return s
		}
		return strconv.FormatFloat(v, 'f', 2, 64)
	})
}

func wantText(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(rounded(want), rounded(got)); d != "" {
		t.Errorf("%s differs (-want +got); look at it, then run go test ./widgets/ -update:\n%s", path, d)
	}
}

// wantPNG compares pixel by pixel; a channel may differ by 24 in one pixel of
// a thousand. The difference goes to testdata/out.
func wantPNG(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want, got1 := decodePNG(t, raw), decodePNG(t, got)
	if want.Bounds() != got1.Bounds() {
		t.Fatalf("%s is %v, want %v", path, got1.Bounds(), want.Bounds())
	}
	diff, changed := difference(want, got1)
	if limit := want.Bounds().Dx() * want.Bounds().Dy() / 1000; changed > limit {
		preset, _ := strings.CutSuffix(filepath.Base(path), ".png")
		out := filepath.Join("testdata", "out", filepath.Base(filepath.Dir(path)), preset)
		writeImages(t, out, diff, got)
		t.Errorf("%s differs in %d pixels; look at %s, then run go test ./widgets/ -update", path, changed, out)
	}
}

func decodePNG(t *testing.T, raw []byte) image.Image {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func difference(a, b image.Image) (image.Image, int) {
	diff, changed := image.NewGray(a.Bounds()), 0
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			r1, g1, b1, _ := a.At(x, y).RGBA()
			r2, g2, b2, _ := b.At(x, y).RGBA()
			if far(r1, r2) || far(g1, g2) || far(b1, b2) {
				diff.SetGray(x, y, color.Gray{Y: 255})
				changed++
			}
		}
	}
	return diff, changed
}

func far(a, b uint32) bool { return max(a, b)-min(a, b) > 24*257 }

func writeImages(t *testing.T, folder string, diff image.Image, got []byte) {
	t.Helper()
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, diff); err != nil {
		t.Fatal(err)
	}
	for name, raw := range map[string][]byte{"difference.png": b.Bytes(), "got.png": got} {
		if err := os.WriteFile(filepath.Join(folder, name), raw, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// Every example says where its numbers come from and under which licence.
func TestExamplesNameTheirSource(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("testdata/figures/SOURCES.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range examples(t) {
		name := regexp.MustCompile(`\| (.*, )?` + regexp.QuoteMeta(filepath.Base(e.folder)) + `(,| \||  *\()`)
		if !name.Match(raw) {
			t.Errorf("testdata/figures/SOURCES.md does not name %s", filepath.Base(e.folder))
		}
	}
	for line := range strings.Lines(string(raw)) {
		if line = strings.TrimSpace(line); line != "" && strings.Trim(line[:1], "<=>") == "" {
			t.Errorf("testdata/figures/SOURCES.md holds what a merge left: %s", line)
		}
	}
}
