package publishing

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"figurehead/datasets"
	"figurehead/embed"
	"figurehead/widgets"
)

// TestEveryExampleMakesAFrame draws the frame of each example of
// widgets/testdata/figures. With FIGUREHEAD_FRAMES they go to
// that folder, where the browser tests look at them; so a kind that gets an
// example is looked at without another line.
func TestEveryExampleMakesAFrame(t *testing.T) {
	t.Parallel()
	folder := os.Getenv("FIGUREHEAD_FRAMES")
	if folder == "" {
		folder = t.TempDir()
	}
	examples, err := filepath.Glob("../../widgets/testdata/figures/*/spec.json")
	if err != nil || len(examples) < 10 {
		t.Fatalf("%d examples, %v", len(examples), err)
	}
	for _, path := range examples {
		name := filepath.Base(filepath.Dir(path))
		m := exampleOf(t, filepath.Dir(path))
		e := worded(m)
		if err := frameParts(&e, m.figure); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		html, err := embed.Frame(e, embed.FrameOptions{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := os.WriteFile(filepath.Join(folder, name+".html"), html, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// exampleOf reads an example and resolves it as publishing does.
func exampleOf(t *testing.T, folder string) made {
	t.Helper()
	read := func(name string, into any) []byte {
		raw, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		if into != nil {
			if err := json.Unmarshal(raw, into); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		return raw
	}
	var m made
	var about struct{ Source, ShortSource, Licence, Lang string }
	read("result.json", &m.result)
	read("about.json", &about)
	spec, err := widgets.ParseSpec(read("spec.json", nil))
	if err != nil {
		t.Fatalf("%s: %v", folder, err)
	}
	licence, _ := datasets.LicenceByKey(about.Licence)
	day := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	m.figure, err = widgets.NewFigure(spec, m.result, widgets.Provenance{
		Source: about.Source, ShortSource: about.ShortSource, SourceLink: "https://figures.example.gov.uk/source",
		Licence: licence, Statement: licence.Statement, AsAt: day, AsAtWords: "23 November 2026", Organisation: "Example County Council",
	}, widgets.DefaultTheme(), about.Lang)
	if err != nil {
		t.Fatalf("%s: %v", folder, err)
	}
	return m
}
