package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"figurehead/datasets"
	"figurehead/server/publishing"
	"figurehead/widgets"
)

var renderCommand = command{
	Name:    "render",
	Usage:   "--data FILE --spec FILE [--preset NAME] [--recipe FILE] [-o OUT]",
	Summary: "draw a figure from a file",
	Help: `Draws a figure by the same code that publishes one. The ending of OUT
says what is written: .png or .svg (the figure in the preset's size), .html (the
frame), .csv or .json (the figures shown) or .txt (the description for people
who cannot see it). Without -o an SVG goes to standard output.

  --data FILE    the data, or a web address
  --spec FILE    what is drawn
  --preset NAME  the size: og (default), x, square, portrait, story, slide,
                 print, frame-s, frame-m or frame-l
  --recipe FILE  how the data is read; without it, as inspect proposes
  -o OUT         the file to write

The spec file is a Spec as documented in docs/reference/spec.md; it may also
hold "query" (docs/reference/query.md) and "source".`,
	Run: runRender,
}

// renderFlags are what the command line says.
type renderFlags struct {
	data, spec, recipe, preset, out string
}

func runRender(ctx context.Context, args []string, _ io.Reader, stdout, _ io.Writer) error {
	var f renderFlags
	flags := newFlags("render")
	flags.StringVar(&f.data, "data", "", "")
	flags.StringVar(&f.spec, "spec", "", "")
	flags.StringVar(&f.recipe, "recipe", "", "")
	flags.StringVar(&f.preset, "preset", "og", "")
	flags.StringVar(&f.out, "o", "", "")
	words, err := parseFlags(flags, args)
	if err != nil {
		return err
	}
	if f.data == "" || f.spec == "" || len(words) > 0 {
		return badUsage("render needs --data FILE and --spec FILE")
	}
	r, err := f.render(ctx)
	if err != nil {
		return err
	}
	if f.out == "" {
		return publishing.WriteRender(ctx, stdout, r)
	}
	return writeWhole(f.out, func(w io.Writer) error { return publishing.WriteRender(ctx, w, r) })
}

// render reads the named files.
func (f renderFlags) render(ctx context.Context) (publishing.Render, error) {
	r := publishing.Render{Preset: f.preset, Format: "svg", Retrieved: time.Now()}
	if f.out != "" {
		r.Format = strings.TrimPrefix(filepath.Ext(f.out), ".")
	}
	if !slices.Contains(publishing.Formats, r.Format) {
		return r, badUsage("%s: the ending must be one of %s", f.out, strings.Join(publishing.Formats, ", "))
	}
	if _, known := widgets.PresetByName(f.preset); !known {
		return r, badUsage("there is no preset %q; docs/reference/spec.md lists them", f.preset)
	}
	var err error
	if r.Raw, r.Name, err = readSource(ctx, f.data); err != nil {
		return r, fmt.Errorf("data: %w", err)
	}
	spec, err := os.ReadFile(f.spec)
	if err != nil {
		return r, fmt.Errorf("spec: %w", err)
	}
	figure, err := publishing.ParseFigureFile(spec)
	if err != nil {
		return r, fmt.Errorf("%s: %w", f.spec, err)
	}
	r.Query, r.Spec, r.Source = figure.Query, figure.Spec, figure.Source
	r.Recipe, err = readRecipe(f.recipe)
	return r, err
}

// readRecipe reads a Recipe from a file; no name gives none.
func readRecipe(name string) (*datasets.Recipe, error) {
	if name == "" {
		return nil, nil
	}
	raw, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("recipe: %w", err)
	}
	recipe := &datasets.Recipe{}
	if err := json.Unmarshal(raw, recipe); err != nil {
		return nil, fmt.Errorf("%s: not a recipe: %w", name, err)
	}
	return recipe, nil
}

// writeWhole writes a file so that a failure leaves none behind.
func writeWhole(name string, write func(io.Writer) error) error {
	file, err := os.CreateTemp(filepath.Dir(name), ".figurehead-*")
	if err != nil {
		return err
	}
	err = write(file)
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(file.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return os.Chmod(name, 0o644)
}
