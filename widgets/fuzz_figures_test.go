package widgets_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
	"figurehead/widgets/draw"
)

// hostilePairs are a text and a number each that break programs.
var hostilePairs = [][2]string{
	{"", "0"},
	{"<script>alert(1)</script>", "0.000000000001"},
	{"</text></svg>\r\n<svg onload=alert(1)>", "1000000000000000"},
	{"مجلس المقاطعة \u202e123", "-1000000000000000"},
	{"👩🏽‍🚒 fire \u0000\u0008\uFFFE control", "-0.000000000001"},
	{strings.Repeat("long ", 1000), "42"},
	{strings.Repeat("W", 5000), "99999999999999999999999999999999999999"},
	{"{value} {{x}} {highest:name", "1e5"},
	{"=1+1\t\"quoted\"", "NaN"},
	{"javascript:alert(1)#red", "100"},
}

// fuzzedKinds are all kinds, or the one that FIGUREHEAD_FUZZ_KIND names.
func fuzzedKinds() []widgets.Kind {
	if only := widgets.Kind(os.Getenv("FIGUREHEAD_FUZZ_KIND")); slices.Contains(widgets.Kinds(), only) {
		return []widgets.Kind{only}
	}
	return widgets.Kinds()
}

// FuzzFigure makes figures of hostile rows and words: each is drawn well-formed
// in every preset or refused in a sentence, and soon.
func FuzzFigure(f *testing.F) {
	inWholeLane(f)
	kinds := fuzzedKinds()
	for i := range kinds {
		for seed, pair := range hostilePairs {
			f.Add(uint8(i), uint64(seed), pair[0], pair[1])
		}
	}
	f.Fuzz(func(t *testing.T, kind uint8, seed uint64, text, number string) {
		name := kinds[int(kind)%len(kinds)]
		began := time.Now()
		spec, result := hostileRows(rand.New(rand.NewPCG(seed, 13)), name, text, number)
		drawEverywhere(t, spec, result, seed)
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("%s, seed %d took %v", name, seed, took)
		}
	})
}

// hostileRows are random rows of a kind with a text in some of their names and
// words, and a number in some of their cells.
func hostileRows(r *rand.Rand, kind widgets.Kind, text, number string) (widgets.Spec, datasets.Result) {
	spec, result := randomRows(r, kind)
	if shape, ok := randomShapes[kind]; ok && r.IntN(2) == 0 {
		spec, result = shape(r)
	}
	for _, word := range []*string{&spec.Title, &spec.Subtitle, &spec.ShortSubtitle, &spec.Note, &spec.Alt, &spec.Sentence, &spec.Number.Unit} {
		if r.IntN(3) == 0 {
			*word = text
		}
	}
	switch r.IntN(8) {
	case 0:
		result.Rows = nil
	case 1:
		result.Rows = result.Rows[:min(1, len(result.Rows))]
	}
	d, err := table.ParseDecimal(number)
	names, numbers := r.IntN(4), r.IntN(4)
	for _, row := range result.Rows {
		for column := range row {
			switch c := &row[column]; {
			case c.Missing != table.Present:
			case c.Kind == table.Text && r.IntN(4) < names:
				c.Text = text + c.Text
			case c.Kind.Number() && err == nil && r.IntN(3) < numbers:
				c.Number = d
			}
		}
	}
	if r.IntN(2) == 0 {
		spec.Highlight = []string{text}
	}
	return spec, result
}

// drawEverywhere draws a figure in every preset, as SVG and in one of them as
// PNG.
func drawEverywhere(t *testing.T, spec widgets.Spec, result datasets.Result, seed uint64) {
	t.Helper()
	licence, _ := datasets.LicenceByKey("OGL-UK-3.0")
	lang := []string{"en-GB", "cy"}[seed%2]
	f, err := widgets.NewFigure(spec, result, widgets.Provenance{Source: spec.Title, Licence: licence, Statement: licence.Statement,
		AsAtWords: "23 November 2026", Address: "figures.example.gov.uk/s/7K2MQ9D"}, widgets.DefaultTheme(), lang)
	if err != nil {
		wantsProblem(t, spec.Kind, seed, err)
		return
	}
	for i, preset := range widgets.Presets {
		placed, err := widgets.Place(f, preset, []widgets.Scheme{widgets.Light, widgets.Dark}[i%2], draw.Text)
		if err != nil {
			wantsProblem(t, spec.Kind, seed, err)
			continue
		}
		wellFormed(t, draw.SVG(placed, draw.SVGOptions{Standalone: true, Metadata: &draw.Metadata{Title: f.Title, AltText: f.Alt}}))
		if preset.Frame || int(seed%uint64(len(widgets.Presets))) != i {
			continue
		}
		picture, err := draw.PNG(placed, draw.PNGOptions{Level: draw.PreviewLevel, Metadata: draw.Metadata{Title: f.Title}})
		if err != nil {
			t.Fatalf("%s, seed %d, %s: %v", spec.Kind, seed, preset.Name, err)
		}
		if _, err := png.Decode(bytes.NewReader(picture)); err != nil {
			t.Errorf("%s, seed %d, %s: %v", spec.Kind, seed, preset.Name, err)
		}
	}
}

// wellFormed reads a drawing as XML to its end and looks for what could run.
func wellFormed(t *testing.T, d widgets.Drawing) {
	t.Helper()
	for decoder := xml.NewDecoder(strings.NewReader(string(d.HTML))); ; {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("drawing is not well-formed: %v", err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if name := start.Name.Local; name == "script" || name == "foreignObject" || name == "a" {
			t.Errorf("drawing holds <%s>", name)
		}
		for _, a := range start.Attr {
			if strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "href" && !strings.HasPrefix(a.Value, "data:image/png;base64,") {
				t.Errorf("drawing holds %s=%q", a.Name.Local, a.Value)
			}
		}
	}
}
