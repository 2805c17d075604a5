package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"figurehead/bench/report"
	"figurehead/datasets"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
	"figurehead/widgets/draw"
)

// previewed is the processor time of a preview after a change, and of drawing
// its frame alone.
type previewed struct{ Frame, Words, Numbers time.Duration }

// preview brings a CSV file into a store, makes a figure of it and changes it:
// its words by turns, and the numbers it shows. It prints previewed.
func preview(file, folder string) error {
	ctx := context.Background()
	raw, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	st, err := store.Open(ctx, store.Options{Folder: folder})
	if err != nil {
		return err
	}
	defer st.Close()
	p := publishing.New(st, publishing.Options{PublicURL: "http://127.0.0.1:8080"})
	by := store.Actor{Name: "benchmark"}
	_, snapshot, err := p.Import(ctx, by, publishing.Import{Raw: raw, Name: filepath.Base(file), Source: datasets.Source{Kind: "upload", Publisher: "Council", Licence: "OGL-UK-3.0", Title: "Spend"}})
	if err != nil {
		return err
	}
	if snapshot, _, err = p.ConfirmRecipe(ctx, by, snapshot.ID, nil); err != nil {
		return err
	}
	draft := func(n int, title string) (widgets.Draft, error) {
		q, err := datasets.ParseQuery([]byte(`{"version":1,"steps":[{"do":"filter","field":"amount","test":"above","values":["` + strconv.Itoa(n) + `"]},{"do":"group","by":["directorate"],"measures":[{"name":"spend","summary":"sum","field":"amount"}]},{"do":"sort","by":[{"field":"spend","order":"descending"}]}]}`))
		if err != nil {
			return widgets.Draft{}, err
		}
		spec, err := widgets.ParseSpec([]byte(`{"version":1,"kind":"bar","title":"` + title + `","encoding":{"category":"directorate","value":"spend"}}`))
		return widgets.Draft{SnapshotID: snapshot.ID, Query: q, Spec: spec}, err
	}
	n := 0
	shown := func(change func() (widgets.Draft, error)) func() error {
		return func() error {
			d, err := change()
			if err != nil {
				return err
			}
			_, err = p.Look(ctx, d, "frame-m")
			return err
		}
	}
	words := shown(func() (widgets.Draft, error) { n++; return draft(500, fmt.Sprint("Where the money went ", n%10)) })
	numbers := shown(func() (widgets.Draft, error) { n++; return draft(500+n%1000, "Where the money went") })
	if err := words(); err != nil {
		return err
	}
	first, err := draft(500, "Where the money went")
	if err != nil {
		return err
	}
	figure, err := p.Figure(ctx, first)
	if err != nil {
		return err
	}
	preset, _ := widgets.PresetByName("frame-m")
	frame := func() error {
		placed, err := widgets.Place(figure, preset, widgets.Light, draw.Text)
		if err == nil {
			draw.SVG(placed, draw.SVGOptions{IDPrefix: "p-"})
		}
		return err
	}
	var all previewed
	if err := byTurns(5, 20, turn{&all.Frame, frame}, turn{&all.Words, words}, turn{&all.Numbers, numbers}); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(all)
}

func average(times int, do func() error) (time.Duration, error) {
	before, err := used()
	if err != nil {
		return 0, err
	}
	for range times {
		if err := do(); err != nil {
			return 0, err
		}
	}
	after, err := used()
	return (after - before) / time.Duration(times), err
}

// workOn runs a worker with a store of its own on spend of so many rows, and reads
// what it measured.
func workOn(f files, worker string, rows int, into any) error {
	file := f.in(fmt.Sprintf("%s-%d.csv", worker, rows))
	if err := writeSpend(file, rows); err != nil {
		return err
	}
	folder, err := f.fresh(worker + "-store")
	if err != nil {
		return err
	}
	c, err := self(worker, file, folder)
	if err != nil {
		return err
	}
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil {
		return fmt.Errorf("%s of %d rows: %w", worker, rows, err)
	}
	return json.Unmarshal(out, into)
}

// measurePreview compares a preview after a change with drawing its frame alone.
func measurePreview(_ int, f files) ([]report.Line, error) {
	var lines []report.Line
	for _, one := range []struct {
		rows   int
		target float64
	}{{10_000, 5}, {100_000, 5}, {1_000_000, 15}} {
		var p previewed
		if err := workOn(f, "preview", one.rows, &p); err != nil {
			return nil, err
		}
		for _, change := range []struct {
			what string
			took time.Duration
		}{{"its words", p.Words}, {"its numbers", p.Numbers}} {
			lines = append(lines, report.Line{What: fmt.Sprintf("preview at %d rows after a change of %s, against drawing the frame alone", one.rows, change.what),
				Got: report.Ratio(change.took, p.Frame), Unit: "×", Target: one.target, AtMost: true,
				Detail: fmt.Sprintf("%v against %v", report.Rounded(change.took), report.Rounded(p.Frame))})
		}
	}
	return lines, nil
}
