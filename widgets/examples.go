package widgets

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"time"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// exampleFiles are the figures on real numbers that the tests hold golden
// drawings of; the product shows the same ones. Their sources stand in
// testdata/figures/SOURCES.md.
//
//go:embed testdata/figures/*/spec.json testdata/figures/*/result.json testdata/figures/*/about.json
var exampleFiles embed.FS

// Example is a figure on real numbers.
type Example struct {
	Name   string // of its folder
	Spec   Spec
	Result datasets.Result
	About  ExampleAbout
}

// ExampleAbout says whose numbers an Example has and how it is drawn.
type ExampleAbout struct {
	Source, ShortSource, Licence string
	Code                         string // of its short address
	Lang                         string
	Scheme                       Scheme
	Pictures, Frames             []string // presets whose drawings are kept; nil for all
	Theme                        string   // "green" for another council's
}

// Examples reads every example, in order of their names.
func Examples() ([]Example, error) {
	folders, err := fs.Glob(exampleFiles, "testdata/figures/*")
	if err != nil {
		return nil, fmt.Errorf("examples: %w", err)
	}
	var all []Example
	for _, folder := range folders {
		e := Example{Name: path.Base(folder)}
		raw, err := exampleFiles.ReadFile(folder + "/spec.json")
		if err != nil {
			return nil, fmt.Errorf("example %s: %w", e.Name, err)
		}
		if e.Spec, err = ParseSpec(raw); err != nil {
			return nil, fmt.Errorf("example %s: %w", e.Name, err)
		}
		for name, into := range map[string]any{"result.json": &e.Result, "about.json": &e.About} {
			if raw, err = exampleFiles.ReadFile(folder + "/" + name); err == nil {
				err = json.Unmarshal(raw, into)
			}
			if err != nil {
				return nil, fmt.Errorf("example %s: %s: %w", e.Name, name, err)
			}
		}
		all = append(all, e)
	}
	return all, nil
}

// ExamplesOf are the examples that show a kind in every size, light and in
// English: the first of each look that its settings give it.
func ExamplesOf(kind Kind, examples []Example) []Example {
	var found []Example
	for _, e := range examples {
		if e.Spec.Kind != kind || e.About.Scheme != Light || e.About.Lang != "en-GB" || e.About.Pictures != nil || e.About.Frames != nil {
			continue
		}
		if !slices.ContainsFunc(found, func(f Example) bool { return f.Spec.Panel == e.Spec.Panel && f.Spec.Sparkline == e.Spec.Sparkline }) {
			found = append(found, e)
		}
	}
	return found
}

// Figure is the example as publishing would make it for an organisation.
func (e Example) Figure(theme Theme, organisation string) (Figure, error) {
	licence, known := datasets.LicenceByKey(e.About.Licence)
	if !known {
		return Figure{}, fmt.Errorf("example %s: no licence %q", e.Name, e.About.Licence)
	}
	address := "figures.example.gov.uk/s/" + e.About.Code
	return NewFigure(e.Spec, e.Result, Provenance{
		Source: e.About.Source, ShortSource: e.About.ShortSource, Licence: licence, Statement: licence.Statement,
		AsAt: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), AsAtWords: words.For(e.About.Lang).Date(table.Date(2026, 11, 23)),
		Address: address, AddressURL: "https://" + address, Organisation: organisation,
	}, theme, e.About.Lang)
}
